// The scheduler board: global queue, a card a P, the Ms without one, what sleeps, and the parking lot.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/glide.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"

namespace gopherarium {
namespace {

constexpr size_t kFoldPs = 32;        // beyond, Ps are counted, not drawn
constexpr EventIndex kMostStolen = 128;  // half of a local queue
constexpr double kGlideSpeed = 60;    // events a second
constexpr uint32_t kFoldGs = 20'000;  // beyond, the parking lot is counted, not walked

class SchedulerPanel final : public Panel {
 public:
  explicit SchedulerPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "scheduler"; }
  std::string title() const override { return "Scheduler"; }
  std::string note() const override {
    return view_.state().phase == RunPhase::NotBegun ? "" : fmt::format("{} goroutines", view_.state().goroutines());
  }

  void prepare(double) override {
    groups_.clear();
    if (view_.state().goroutines() <= kFoldGs) groups_ = parking_lot(view_.state());
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "board");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    const float top = area.y0;
    if (view_.state().phase == RunPhase::NotBegun) {
      callout(ui, area, "Nothing has run yet. Press **Run** (Space), or Ctrl+Enter after an edit.");
    } else {
      // Faster than the eye follows, chips jump.
      glide_.begin_frame(ui.now, {area.x0, top}, view_.playing() && view_.speed() > kGlideSpeed ? Glide::Pace::Jumps : Glide::Pace::Glides);
      moving_.clear();
      cards_.clear();
      global_queue(ui, area);
      processors(ui, area);
      machines(ui, area);
      parked(ui, area);
      ended(ui, area);
      steal(ui);
      for (const Moving& at : moving_) g_chip(ui, at.rect, view_, at.g, at.size);
      if (!moving_.empty()) ui.animate();
      glide_.end_frame();
    }
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  struct Moving {
    uint32_t g;
    Rect rect;
    ChipSize size;
  };

  // Drawn at its place, or last, above all cards, while it glides there.
  void moving_chip(Ui& ui, Flow& flow, uint32_t g, ChipSize size = ChipSize::Normal) {
    const Rect wanted = flow.take(chip_size(ui, fmt::format("G{}", g), size));
    const Rect at = glide_.place(g, wanted);
    if (glide_.moving(g)) {
      moving_.push_back({g, at, size});
    } else {
      g_chip(ui, wanted, view_, g, size);
    }
  }
  template <class Ids>
  void moving_chips(Ui& ui, Flow& flow, const Ids& ids) {
    g_chips(ui, flow, ids, [&](uint32_t g) { moving_chip(ui, flow, g); });
  }

  // The last event was a steal, or one of its goroutines: from the victim's queue to the thief.
  void steal(Ui& ui) const {
    const auto last = view_.last_event();
    if (!last) return;
    const auto events = view_.recording().view();
    EventIndex at = *last;
    while (at > events.first() && events[at].kind == EventKind::RunqStolen && *last - at < kMostStolen) --at;
    const Event& event = events[at];
    if (event.kind != EventKind::RunqSteal || event.a >= cards_.size() || event.p >= cards_.size()) return;
    const Rect from = cards_[static_cast<size_t>(event.a)], to = cards_[event.p];
    const ArrowStyle style{.colour = ui.theme.of(StateColour::Runnable), .stroke = Stroke::Dashed, .sag = 24};
    const Vec2 middle = draw_arrow(ui, {from.centre().x, from.y1 - ui.px(10)}, {to.centre().x, to.y1 - ui.px(10)}, style);
    draw_pill(ui, middle, fmt::format("steal {}", event.b), ui.theme.of(StateColour::Runnable));
  }

  void global_queue(Ui& ui, Rect& area) {
    const Rect rect = area.cut_top(ui.px(46));
    area.cut_top(ui.px(12));
    const Rect inside = card(ui, rect, {.name = "global queue card"});
    const GroupScope group(ui, "global queue", rect);
    Flow flow(ui, inside, 26, 6);
    label(ui, flow, "Global queue", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    const auto& queue = view_.state().global_queue;
    if (queue.empty()) {
      slot(ui, flow);
      muted(ui, flow, "empty");
    } else {
      moving_chips(ui, flow, queue);
    }
  }

  void processors(Ui& ui, Rect& area) {
    const auto& ps = view_.state().ps;
    const size_t shown = std::min(ps.size(), kFoldPs);
    const auto columns = static_cast<size_t>(std::max(1.0F, std::min<float>(static_cast<float>(shown), area.width() / ui.px(250))));
    const float gap = ui.px(12), width = (area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (size_t first = 0; first < shown; first += columns) {
      Rect row = area.cut_top(ui.px(118));
      for (size_t i = first; i < std::min(first + columns, shown); ++i) {
        processor(ui, row.cut_left(width), static_cast<uint16_t>(i));
        row.cut_left(gap);
      }
      area.cut_top(gap);
    }
    if (ps.size() > shown) {
      Flow flow(ui, area.cut_top(ui.px(26)), 24, 8);
      const auto busy = std::count_if(ps.begin() + static_cast<ptrdiff_t>(shown), ps.end(),
                                      [](const PState& p) { return p.g != 0; });
      muted(ui, flow, fmt::format("and {} more Ps, {} of them run a goroutine", ps.size() - shown, busy));
    }
  }

  void processor(Ui& ui, Rect rect, uint16_t number) {
    cards_.push_back(rect);
    const PState& p = view_.state().ps[number];
    const IdScope id(ui, static_cast<int64_t>(number));
    const MState* m = p.m == kNoM ? nullptr : view_.state().m(p.m);
    const bool spinning = m != nullptr && m->status == MStatus::Spinning;
    const std::string name = fmt::format("P{}", number);
    const bool selected = view_.selection() == Selected{SelectedKind::P, number};
    const std::optional<Colour> border = selected      ? std::optional(ui.theme.focus)
                                         : p.g != 0     ? std::optional(ui.theme.of(StateColour::Running))
                                         : spinning     ? std::optional(ui.theme.of(StateColour::Runnable))
                                                        : std::nullopt;
    const Rect inside = card(ui, rect, {.border = border, .name = name + " card"});
    const GroupScope group(ui, name, rect);
    Flow flow(ui, inside, 22, 8);
    const Rect head = label(ui, flow, name, {.font = FontRole::Title, .colour = ui.theme.text_strong});
    if (pressed(ui, head, name)) ui.post(Action{"processor", {static_cast<int64_t>(number)}});
    muted(ui, flow, status_words(p, m));
    muted_right(ui, flow, p.m == kNoM ? "no M" : fmt::format("M{}", p.m));
    flow.next_row(30, 4);
    if (p.g != 0) {
      moving_chip(ui, flow, p.g, ChipSize::Large);
      const GState* g = view_.state().g(p.g);
      const uint64_t ran = g == nullptr ? 0 : view_.time_ns() - std::min(view_.time_ns(), g->since_ns);
      draw_text(ui, flow.row(), fmt::format("{} · {}", g_words(view_, p.g), time_words(static_cast<double>(ran))),
                {.font = FontRole::Small, .colour = ui.theme.text_muted});
    } else {
      slot(ui, flow, ChipSize::Large);
      draw_text(ui, flow.row(), search_words(p), {.font = FontRole::Small, .colour = ui.theme.text_muted});
    }
    flow.next_row(24, 6);
    muted(ui, flow, "runnext");
    if (p.runnext != 0) {
      moving_chip(ui, flow, p.runnext);
    } else {
      slot(ui, flow);
    }
    muted(ui, flow, "queue");
    if (p.runq.empty()) {
      slot(ui, flow);
    } else {
      moving_chips(ui, flow, p.runq);
    }
  }

  static std::string status_words(const PState& p, const MState* m) {
    if (p.status == PStatus::Idle) return "idle";
    if (p.status == PStatus::Syscall) return "in a system call";
    if (m != nullptr && m->status == MStatus::Spinning) return "spinning";
    return p.g != 0 ? "running" : "looks for work";
  }

  // The last step of the search for work.
  static std::string search_words(const PState& p) {
    if (p.search.empty()) return "";
    const SearchStep& step = p.search.back();
    if (step.where == QueueWhere::Steal && step.victim != kNoP) {
      return step.found != 0 ? fmt::format("took {} from P{}", step.found, step.victim) : fmt::format("nothing to steal from P{}", step.victim);
    }
    static constexpr const char* kPlaces[] = {"runnext", "local queue", "global queue", "netpoller", "others", "timers"};
    return fmt::format("looked at {}: {}", kPlaces[static_cast<size_t>(step.where)], step.found);
  }

  void machines(Ui& ui, Rect& area) {
    Rect row = area.cut_top(ui.px(72));
    area.cut_top(ui.px(12));
    const float gap = ui.px(12), width = (row.width() - gap) / 2;
    const Rect left = row.cut_left(width);
    row.cut_left(gap);
    const Rect ms = card(ui, left, {.name = "Ms card"});
    {
      const GroupScope group(ui, "Ms without P", left);
      Flow flow(ui, ms, 20, 8);
      label(ui, flow, "Ms without P", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
      flow.next_row(22, 4);
      std::string idle;
      const auto& all = view_.state().ms;
      for (size_t i = 0; i < all.size(); ++i) {
        if (all[i].exists && all[i].status == MStatus::Parked && idle.size() < 24) idle += fmt::format(" M{}", i);
      }
      muted(ui, flow, idle.empty() ? "none asleep" : "asleep" + idle);
      for (const MState& m : all) {
        if (!m.exists || m.status != MStatus::Syscall || !flow.fits(ui.px(150))) continue;
        muted(ui, flow, "in a system call");
        if (m.g != 0) moving_chip(ui, flow, m.g);
      }
    }
    const Rect timers = card(ui, row, {.name = "timers card"});
    const GroupScope group(ui, "timers", row);
    Flow flow(ui, timers, 20, 8);
    label(ui, flow, "Timers · netpoller", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    flow.next_row(22, 4);
    draw_text(ui, flow.row(), timer_words(), {.font = FontRole::Small, .colour = ui.theme.text_muted});
  }

  std::string timer_words() const {
    const auto& timers = view_.state().timers;
    size_t active = 0;
    uint64_t first = UINT64_MAX;
    for (size_t i = 0; i < timers.size(); ++i) {
      if (!timers[i].active) continue;
      ++active;
      first = std::min(first, timers[i].when_ns);
    }
    const uint32_t polled = view_.state().wait_counts[static_cast<size_t>(WaitGroupKind::Net)];
    const std::string net = polled == 0 ? "" : fmt::format(" · {} in the netpoller", polled);
    if (active == 0) return "no timer is set" + net;
    return fmt::format("{} set, the first in {}{}", active,
                       time_words(static_cast<double>(first) - static_cast<double>(view_.time_ns())), net);
  }

  void parked(Ui& ui, Rect& area) {
    const State& state = view_.state();
    if (state.goroutines() > kFoldGs) {
      Rect line = area.cut_top(ui.px(28));
      draw_text(ui, line, fmt::format("{} goroutines are parked; select one by Ctrl+P", state.g_counts[static_cast<size_t>(GStatus::Waiting)]));
      return;
    }
    const size_t shown = std::min<size_t>(groups_.size(), 12);
    const size_t columns = std::clamp<size_t>(shown, 1, 3);
    const size_t rows = std::max<size_t>(1, (shown + columns - 1) / columns);
    const Rect rect = area.cut_top(ui.px(52.0F + 62.0F * static_cast<float>(rows)));
    area.cut_top(ui.px(12));
    Rect inside = card(ui, rect, {.name = "parked card"});
    const GroupScope group(ui, "parked", rect);
    Flow head(ui, inside, 22, 8);
    label(ui, head, "Parked", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    muted(ui, head, groups_.empty() ? "nobody waits" : "by what they wait for");
    if (groups_.size() > shown) muted_right(ui, head, fmt::format("and {} more", groups_.size() - shown));
    inside.cut_top(ui.px(28));
    for (size_t first = 0; first < shown; first += columns) {
      Rect row = inside.cut_top(ui.px(62));
      const float width = row.width() / static_cast<float>(columns);
      for (size_t i = first; i < std::min(first + columns, shown); ++i) {
        Rect cell = row.cut_left(width);
        cell.x1 -= ui.px(8);
        park_group(ui, cell, groups_[i], i);
      }
    }
  }

  void park_group(Ui& ui, Rect rect, const ParkGroup& group, size_t index) {
    const IdScope id(ui, static_cast<int64_t>(index));
    Rect line = rect.cut_top(ui.px(24));
    std::string words(to_string(group.reason));
    const GState* first = group.gs.empty() ? nullptr : view_.state().g(group.gs.front());
    const uint64_t object = first != nullptr && first->sync_wait != 0 ? first->sync_wait : group.on;
    if (object != 0 && group.reason != WaitReason::Sleep) words += fmt::format(" · {}", object_words(view_.recording(), view_.state(), object));
    const Rect said = draw_text(ui, line, words, {.font = FontRole::Small, .colour = ui.theme.text_muted});
    if (object != 0 && pressed(ui, said, words)) ui.post(Action{"object", {static_cast<int64_t>(object)}});
    Flow flow(ui, rect, 26, 6);
    moving_chips(ui, flow, group.gs);
  }

  void ended(Ui& ui, Rect& area) const {
    const State& state = view_.state();
    if (state.phase != RunPhase::Ended) return;
    const std::string_view text = view_.recording().text(state.end_text);
    if (state.exit_status == 0) {
      callout(ui, area, "The program has ended with status 0.");
    } else {
      callout(ui, area, fmt::format("The program has ended with status {}: {}", state.exit_status, text), Tone::Error);
    }
  }

  View& view_;
  std::vector<ParkGroup> groups_;
  Glide glide_;
  std::vector<Moving> moving_;
  std::vector<Rect> cards_;  // of the Ps
};

}  // namespace

std::unique_ptr<Panel> make_scheduler_panel(View& view) { return std::make_unique<SchedulerPanel>(view); }

}  // namespace gopherarium
