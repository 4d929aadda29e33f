// The inspector: what is selected, why it is as it is, its stack, what it waits on, and its life as a strip.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/view/event_words.h"
#include "app/widgets/containers.h"
#include "app/widgets/rich_text_view.h"

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
      case SelectedKind::M: return fmt::format("M{}", view_.selection().id);
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
      case SelectedKind::M: machine(ui, area); break;
      case SelectedKind::Object: object(ui, area); break;
      default: nothing(ui, area);
    }
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  // What happened last, in words; below it the event as it is in the recording.
  void event(Ui& ui, Rect& area) const {
    const auto last = view_.last_event();
    if (!last) return;
    const Event& event = view_.model().event(*last);
    section(ui, area, "Event", fmt::format("{} of {}", grouped(*last + 1), grouped(view_.document().recording().end())));
    const GroupScope group(ui, "last event");
    rich_text(ui, area, event_words(view_.recording(), view_.state(), event) + ".");
    Flow flow(ui, area.cut_top(ui.px(24)), 22, 8);
    const Rect name = draw_text(ui, flow.row(), event_info(event.kind).name, {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted});
    if (ui.hovers(name)) ui.tooltip(name, print_event(view_.recording(), event));
    flow.take({name.width(), 1});
    if (event.p != kNoP) muted(ui, flow, fmt::format("on P{}", event.p));
    if (const int line = line_of(view_.document(), event); line != 0) link(ui, flow, fmt::format("line {}", line), fmt::format("line:{}", line));
    area.cut_top(ui.px(12));
  }

  // Nobody is selected: whoever acted last is shown, as long as nothing better is known.
  void nothing(Ui& ui, Rect& area) {
    const auto last = view_.last_event();
    const uint32_t g = last ? view_.model().event(*last).g : 0;
    if (view_.state().driver == DriverKind::Live && !view_.document().from_file() && last) live_offer(ui, area);
    if (g != 0 && view_.state().g(g) != nullptr) return goroutine(ui, area, g);
    callout(ui, area, "Select a goroutine, P, M, channel or lock to see what it does, and why.");
  }

  void live_offer(Ui& ui, Rect& area) const {
    callout(ui, area, "This run is live: steps walk over what was recorded. [Re-run it controlled](run.controlled) to step the program itself.");
    area.cut_top(ui.px(10));
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
      const Vec2 size = chip_size(ui, fmt::format("G{}", id), ChipSize::Large);
      Flow flow(ui, head.cut_left(std::max(ui.px(60), size.x + ui.px(8))), 30, 8);
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
    if (g->select != nullptr && (g->reason == WaitReason::Select || in_select(id))) select(ui, area, *g->select);
    if (g->on != 0 && state.channel(g->on) != nullptr) channel(ui, area, *state.channel(g->on));
    life(ui, area, id);
  }

  // Whether its last event belongs to a select.
  bool in_select(uint32_t g) const {
    const auto last = view_.last_event();
    if (!last) return false;
    for (EventIndex at = *last, looks = 0; looks < 24; --at, ++looks) {
      const Event& event = view_.model().event(at);
      if (event.g == g) return event_info(event.kind).category == EventCategory::Select;
      if (at == view_.model().first()) break;
    }
    return false;
  }

  // The cases in the order polled, which of them could have run, and which did.
  void select(Ui& ui, Rect& area, const SelectState& select) const {
    const char* how = !select.decided ? select.parked ? "waits for any" : "polls" : select.parked ? "one came after a wait" : "one was ready";
    section(ui, area, "Select", fmt::format("· {} case{}, in the order polled · {}", select.cases.size(), select.cases.size() == 1 ? "" : "s", how));
    const size_t rows = select.cases.size() + (select.has_default ? 1 : 0);
    Rect inside = inset(ui, area.cut_top(ui.px(20.0F + 26.0F * static_cast<float>(rows))), "select");
    const GroupScope group(ui, "select");
    for (size_t i = 0; i < select.cases.size(); ++i) {
      const SelectState::Case& at = select.cases[i];
      const IdScope id(ui, static_cast<int64_t>(i));
      const bool chosen = select.decided && select.chosen == static_cast<int32_t>(at.index);
      const Rect row = inside.cut_top(ui.px(26));
      if (chosen) fill(ui, {row.x0 - ui.px(6), row.y0 + 1, row.x1 + ui.px(6), row.y1 - 1}, ui.theme.selection, 4);
      Flow flow(ui, row, 24, 8);
      muted(ui, flow, fmt::format("{}.", i + 1));
      muted(ui, flow, fmt::format("case {}", at.index + 1));
      mono(ui, flow, case_words(at));
      const std::string said = chosen ? "chosen" : at.ready ? "ready" : select.decided || select.parked ? "not ready" : "";
      draw_text(ui, flow.row(), said, {.font = FontRole::Small, .colour = chosen ? ui.theme.text_strong : at.ready ? ui.theme.good_text : ui.theme.text_faint,
                                       .align = Align::Right});
    }
    if (select.has_default) {
      Flow flow(ui, inside.cut_top(ui.px(26)), 24, 8);
      muted(ui, flow, "default");
      if (select.decided && select.chosen < 0) muted_right(ui, flow, "chosen");
    }
    area.cut_top(ui.px(12));
  }

  std::string case_words(const SelectState::Case& at) const {
    const std::string on = at.chan == 0 ? "nil" : object_words(view_.recording(), view_.state(), at.chan);
    if (at.dir == SelectDir::Recv) return fmt::format("<-{}", on);
    return at.value.type == 0 ? fmt::format("{} <-", on) : fmt::format("{} <- {}", on, print_value(view_.recording().tables(), at.value.word, at.value.type));
  }

  // Frames with their variables, innermost first, as running the program again has shown them.
  void frames(Ui& ui, Rect& area, const std::vector<DetailFrame>& stack) const {
    struct Row {
      std::string words, value;
      uint32_t line = 0, file = 0;  // of a frame
    };
    constexpr size_t kMostRows = 18;
    std::vector<Row> rows;
    auto frame = stack.rbegin();
    for (; frame != stack.rend() && rows.size() < kMostRows; ++frame) {
      rows.push_back({fmt::format("{} {}:{}", view_.recording().text(frame->function), base_name(view_.recording().text(frame->file)), frame->line), "", frame->line, frame->file});
      for (const auto& [place, variable] : frame->variables) {
        if (rows.size() < kMostRows) rows.push_back({std::string(view_.recording().text(variable.name)), value_words(variable)});
      }
    }
    if (frame != stack.rend()) rows.push_back({fmt::format("and {} frames more, out to {}", grouped(static_cast<uint64_t>(stack.rend() - frame)), view_.recording().text(stack.front().function)), ""});
    Rect inside = inset(ui, area.cut_top(ui.px(22.0F + 20.0F * static_cast<float>(rows.size()))), "stack");
    const GroupScope group(ui, "stack");
    for (size_t i = 0; i < rows.size(); ++i) {
      const IdScope id(ui, static_cast<int64_t>(i));
      Rect row = inside.cut_top(ui.px(20));
      if (rows[i].line != 0) {
        draw_text(ui, row, rows[i].words, {.font = FontRole::CodeSmall, .colour = i == 0 ? ui.theme.text : ui.theme.text_muted});
        go_to_frame(ui, row, i, rows[i].file, rows[i].line);
        continue;
      }
      row.cut_left(ui.px(14));
      const Rect name = draw_text(ui, row, rows[i].words, {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted});
      row.cut_left(std::max(ui.px(72), name.width() + ui.px(12)));
      draw_text(ui, row, rows[i].value, {.font = FontRole::CodeSmall, .colour = ui.theme.text_strong});
    }
    area.cut_top(ui.px(12));
  }

  std::string value_words(const DetailVariable& variable) const {
    if (value_kind_of(variable.type) == ValueKind::Pointer && !view_.recording().name_of(variable.word).empty()) {
      return object_words(view_.recording(), view_.state(), variable.word);
    }
    return print_value(view_.recording().tables(), variable.word, variable.type);
  }

  // Why variables are not shown; empty when they are on their way.
  std::string no_variables(const GState& g) const {
    if (g.status == GStatus::Dead) return "it has ended here";
    if (!view_.detail().possible()) return "variables: run it controlled to see them";
    if (!view_.detail().problem().empty()) return "variables: " + view_.detail().problem();
    if (view_.playing()) return "variables: pause to see them";
    if (view_.selected_g() == 0) return "variables: select it to see them";
    return "variables: running it again …";
  }

  // A press on a frame of the program's own files goes to its line; those of packages have no text here.
  void go_to_frame(Ui& ui, Rect row, size_t i, uint32_t file, uint32_t line) const {
    const std::string name(view_.recording().text(file));
    if (!view_.document().has_file(name)) return;
    if (pressed(ui, row, fmt::format("frame {}", i))) ui.post(Action{"line", {static_cast<int64_t>(line), name}});
  }

  void stack(Ui& ui, Rect& area, const GState& g) const {
    section(ui, area, "Stack", g.stack_high_bytes == g.stack_bytes
                                    ? fmt::format("· {} KiB", g.stack_bytes / 1024)
                                    : fmt::format("· {} KiB, once {}", g.stack_bytes / 1024, g.stack_high_bytes / 1024));
    if (const std::vector<DetailFrame>* known = view_.frames_of(view_.selected_g())) return frames(ui, area, *known);
    const auto frames = view_.recording().stack(g.stack);
    const size_t shown = std::min<size_t>(frames.size(), 10);
    const bool has_parent = g.parent != 0;
    const size_t rows = shown + (has_parent ? 1 : 0) + (shown == 0 ? 1 : 0) + 1;
    Rect inside = inset(ui, area.cut_top(ui.px(22.0F + 20.0F * static_cast<float>(rows))), "stack");
    const GroupScope group(ui, "stack");
    if (shown == 0) draw_text(ui, inside.cut_top(ui.px(20)), "not recorded here", {.font = FontRole::Small, .colour = ui.theme.text_muted});
    for (size_t i = 0; i < shown; ++i) {
      const IdScope id(ui, static_cast<int64_t>(i));
      const Rect row = inside.cut_top(ui.px(20));
      const std::string words = fmt::format("{} {}:{}", view_.recording().text(frames[i].function), base_name(view_.recording().text(frames[i].file)), frames[i].line);
      draw_text(ui, row, words, {.font = FontRole::CodeSmall, .colour = i == 0 ? ui.theme.text : ui.theme.text_muted});
      go_to_frame(ui, row, i, frames[i].file, frames[i].line);
    }
    if (has_parent) {
      const Rect row = inside.cut_top(ui.px(20));
      const StackFrame* at = own_frame(view_.recording(), g.create_stack);
      const std::string where = at == nullptr ? "" : fmt::format(", {}:{}", base_name(view_.recording().text(at->file)), at->line);
      const Rect said = draw_text(ui, row, fmt::format("created by G{}{}", g.parent, where), {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted});
      if (pressed(ui, said, "creator")) ui.post(Action{"goroutine", {static_cast<int64_t>(g.parent)}});
    }
    draw_text(ui, inside.cut_top(ui.px(20)), no_variables(g), {.font = FontRole::Small, .colour = ui.theme.text_faint});
    area.cut_top(ui.px(12));
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
    if (flow.fits(ui.px(160))) action_button(ui, flow, "when did it last run?", {"time.last_run", {static_cast<int64_t>(g)}});
    if (flow.fits(ui.px(50))) action_button(ui, flow, "fit", {"view.fit", {}});
  }

  void processor(Ui& ui, Rect& area) const {
    const auto number = static_cast<uint16_t>(view_.selection().id);
    callout(ui, area, "Why? " + markdown_of(why_p(view_.recording(), view_.state(), number, view_.time_ns())));
    const PState* p = view_.state().p(number);
    if (p == nullptr) return;
    Flow flow(ui, area, 26, 6);
    muted(ui, flow, fmt::format("{} goroutines have run here", p->ran));
  }

  void machine(Ui& ui, Rect& area) const {
    const auto number = static_cast<uint32_t>(view_.selection().id);
    const MState* m = view_.state().m(number);
    if (m == nullptr) {
      callout(ui, area, fmt::format("M{} does not exist yet at this time.", number));
      return;
    }
    callout(ui, area, "Why? " + machine_words(number, *m));
    area.cut_top(ui.px(10));
    Flow flow(ui, area, 26, 8);
    muted(ui, flow, fmt::format("{} for {}", to_string(m->status), time_words(static_cast<double>(view_.time_ns() - std::min(view_.time_ns(), m->since_ns)))));
    flow.next_row();
    muted(ui, flow, m->created_by == kNoM || m->created_by == number ? "the thread that the program began on" : fmt::format("made by M{}", m->created_by));
    if (m->g != 0) {
      flow.next_row();
      muted(ui, flow, "goroutine");
      g_chip(ui, flow, view_, m->g);
    }
    area.y0 = flow.bottom();
  }

  static std::string machine_words(uint32_t number, const MState& m) {
    const std::string on = m.p == kNoP ? "" : fmt::format(" on [P{0}](processor:{0})", m.p);
    switch (m.status) {
      case MStatus::Running:
        return m.g != 0 ? fmt::format("M{0} runs [G{1}](goroutine:{1}){2}.", number, m.g, on) : fmt::format("M{} runs the scheduler{}: it picks the next goroutine.", number, on);
      case MStatus::Spinning: return fmt::format("M{} spins{}: it has no goroutine and looks into all queues before it sleeps.", number, on);
      case MStatus::Syscall: return fmt::format("M{} is in a system call{}; its P may be given to others meanwhile.", number, m.g == 0 ? "" : fmt::format(" of [G{0}](goroutine:{0})", m.g));
      default: return m.polls ? fmt::format("M{} sleeps in the netpoller: it wakes for the next timer or a descriptor.", number)
                              : fmt::format("M{} sleeps: there was no P, or nothing to run.", number);
    }
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
