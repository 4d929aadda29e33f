// The inspector: what is selected, why it is as it is, its stack, what it waits on, and its life as a strip.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"

namespace gopherarium {
namespace {

class InspectorPanel final : public Panel {
 public:
  explicit InspectorPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "inspector"; }
  std::string title() const override {
    switch (view_.selection().kind) {
      case SelectedKind::G: return fmt::format("G{}", view_.selection().id);
      case SelectedKind::P: return fmt::format("P{}", view_.selection().id);
      case SelectedKind::Object: return object_words(view_.recording(), view_.state(), view_.selection().id);
      default: return "Inspector";
    }
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "inspector scroll");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    const float top = area.y0;
    event(ui, area);
    switch (view_.selection().kind) {
      case SelectedKind::G: goroutine(ui, area, view_.selected_g()); break;
      case SelectedKind::P: processor(ui, area); break;
      case SelectedKind::Object: object(ui, area); break;
      default: callout(ui, area, "Select a goroutine, P, channel or lock to see what it does, and why.");
    }
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  // What happened last, in words.
  void event(Ui& ui, Rect& area) const {
    const auto last = view_.last_event();
    if (!last) return;
    section(ui, area, "Last event", fmt::format("{} of {}", *last + 1, view_.document().recording().end()));
    std::string line = print_event(view_.recording(), view_.document().recording().view()[*last]);
    const Rect inside = inset(ui, area.cut_top(ui.px(58)), "event");
    Rect words = inside;
    const GroupScope group(ui, "last event");
    int rows = 0;
    for (const std::string_view part : wrap(ui, FontRole::CodeSmall, line, inside.width())) {
      if (++rows > 2) break;
      draw_text(ui, words.cut_top(ui.px(19)), part, {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted});
    }
    area.cut_top(ui.px(12));
  }

  void goroutine(Ui& ui, Rect& area, uint32_t id) {
    const State& state = view_.state();
    const GState* g = state.g(id);
    if (g == nullptr) {
      callout(ui, area, fmt::format("G{} does not exist yet at this time.", id));
      return;
    }
    Rect head = area.cut_top(ui.px(36));
    {
      Flow flow(ui, head.cut_left(ui.px(60)), 30, 8);
      g_chip(ui, flow, view_, id, ChipSize::Large);
    }
    draw_text(ui, head.cut_top(ui.px(18)), short_function(view_.recording().text(g->function)),
              {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    const uint64_t since = view_.time_ns() - std::min(view_.time_ns(), g->since_ns);
    draw_text(ui, head, fmt::format("{} · {}", state_words(*g), time_words(static_cast<double>(since))),
              {.font = FontRole::Small, .colour = ui.theme.text_muted});
    area.cut_top(ui.px(10));
    callout(ui, area, "Why? " + markdown_of(why(view_.model(), state, id, view_.time_ns())));
    area.cut_top(ui.px(8));
    stack(ui, area, *g);
    if (g->on != 0 && state.channel(g->on) != nullptr) channel(ui, area, *state.channel(g->on));
    life(ui, area, id);
  }

  void stack(Ui& ui, Rect& area, const GState& g) const {
    section(ui, area, "Stack", fmt::format("· {} KiB, at most {}", g.stack_bytes / 1024, g.stack_high_bytes / 1024));
    const auto frames = view_.recording().stack(g.stack);
    const size_t shown = std::min<size_t>(frames.size(), 10);
    const bool has_parent = g.parent != 0;
    Rect inside = inset(ui, area.cut_top(ui.px(22.0F + 20.0F * static_cast<float>(shown + (has_parent ? 1 : 0) + (shown == 0 ? 1 : 0)))), "stack");
    const GroupScope group(ui, "stack");
    if (shown == 0) draw_text(ui, inside.cut_top(ui.px(20)), "not recorded here", {.font = FontRole::Small, .colour = ui.theme.text_muted});
    for (size_t i = 0; i < shown; ++i) {
      const IdScope id(ui, static_cast<int64_t>(i));
      const Rect row = inside.cut_top(ui.px(20));
      const std::string words = fmt::format("{} {}:{}", view_.recording().text(frames[i].function), base_name(frames[i].file), frames[i].line);
      draw_text(ui, row, words, {.font = FontRole::CodeSmall, .colour = i == 0 ? ui.theme.text : ui.theme.text_muted});
      if (pressed(ui, row, fmt::format("frame {}", i))) ui.post(Action{"line", {static_cast<int64_t>(frames[i].line)}});
    }
    if (has_parent) {
      draw_text(ui, inside.cut_top(ui.px(20)), fmt::format("created by G{}", g.parent), {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted});
    }
    area.cut_top(ui.px(12));
  }

  std::string base_name(uint32_t file) const {
    const std::string_view path = view_.recording().text(file);
    const size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
  }

  void channel(Ui& ui, Rect& area, const ChannelState& channel) const {
    section(ui, area, "Channel", fmt::format("{} · {}{}", object_words(view_.recording(), view_.state(), channel.address),
                                           channel.cap == 0 ? "unbuffered" : fmt::format("{} of {}", channel.buffer.size(), channel.cap),
                                           channel.closed ? " · closed" : " · open"));
    Rect inside = inset(ui, area.cut_top(ui.px(80)), "channel");
    const GroupScope group(ui, "channel");
    for (const bool sends : {true, false}) {
      const IdScope id(ui, static_cast<int64_t>(sends));
      Flow flow(ui, inside.cut_top(ui.px(29)), 26, 6);
      muted(ui, flow, sends ? "sendq" : "recvq");
      const Fifo<Waiter>& queue = sends ? channel.sendq : channel.recvq;
      if (queue.empty()) muted(ui, flow, "empty");
      for (const Waiter& waiter : queue) {
        if (!flow.fits(ui.px(110))) break;
        g_chip(ui, flow, view_, waiter.g);
        if (waiter.value.type != 0) mono(ui, flow, print_value(view_.recording().tables(), waiter.value.word, waiter.value.type));
      }
    }
    area.cut_top(ui.px(12));
  }

  void life(Ui& ui, Rect& area, uint32_t g) {
    section(ui, area, "Life", "· the whole run");
    const Rect strip = area.cut_top(ui.px(22));
    const double end = std::max<double>(static_cast<double>(view_.document().lanes().end_ns()), 1);
    const TimeRange all{0, static_cast<uint64_t>(end)};
    view_.document().lanes().spans({LaneKind::G, g}, all, end / std::max(1.0, static_cast<double>(strip.width())), spans_);
    const auto x_of = [&](uint64_t ns) { return strip.x0 + strip.width() * static_cast<float>(static_cast<double>(ns) / end); };
    for (const LaneSpan& span : spans_) {
      if (span.state == LaneState::Absent) continue;
      draw_bar(ui, {x_of(span.begin_ns), strip.y0, std::max(x_of(span.end_ns), x_of(span.begin_ns) + 1), strip.y1}, colour_of(span.state));
    }
    vline(ui, x_of(view_.time_ns()), strip.y0 - ui.px(2), strip.y1 + ui.px(2), ui.theme.playhead);
    area.cut_top(ui.px(10));
    Flow flow(ui, area.cut_top(ui.px(30)), 28, 8);
    action_button(ui, flow, "what woke it?", {"cause.back", {}});
    if (flow.fits(ui.px(90))) action_button(ui, flow, "fit", {"view.fit", {}});
  }

  void processor(Ui& ui, Rect& area) const {
    const auto number = static_cast<uint16_t>(view_.selection().id);
    callout(ui, area, "Why? " + markdown_of(why_p(view_.recording(), view_.state(), number, view_.time_ns())));
    const PState* p = view_.state().p(number);
    if (p == nullptr) return;
    Flow flow(ui, area, 26, 6);
    muted(ui, flow, fmt::format("{} goroutines have run here", p->ran));
  }

  void object(Ui& ui, Rect& area) const {
    callout(ui, area, markdown_of(what_is(view_.recording(), view_.state(), view_.selection().id, view_.time_ns())));
    area.cut_top(ui.px(8));
    if (const ChannelState* at = view_.state().channel(view_.selection().id)) channel(ui, area, *at);
  }

  View& view_;
  std::vector<LaneSpan> spans_;
};

}  // namespace

std::unique_ptr<Panel> make_inspector_panel(View& view) { return std::make_unique<InspectorPanel>(view); }

}  // namespace gopherarium
