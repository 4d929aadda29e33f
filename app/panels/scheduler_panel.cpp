// The scheduler board: global queue, a card a P, the Ms without one, what sleeps, and the parking lot.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/glide.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"
#include "app/widgets/rich_text.h"

namespace gopherarium {
namespace {

constexpr size_t kNarrowPs = 4;       // beyond, cards are as narrow as they can be
constexpr size_t kFoldPs = 32;        // beyond, Ps are counted, not drawn
constexpr EventIndex kMostStolen = 128;  // half of a local queue
constexpr double kGlideSpeed = 60;    // events a second
constexpr uint32_t kFoldGs = 20'000;  // beyond, the parking lot is counted, not walked
constexpr uint32_t kManyGs = 1'000;   // beyond, it is walked a few times a second while the playhead moves
constexpr double kParkedAnew = 0.12;  // seconds
constexpr size_t kQueueSlots = 5;
constexpr size_t kMostGroups = 12;

class SchedulerPanel final : public Panel {
 public:
  explicit SchedulerPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "scheduler"; }
  std::string title() const override { return "Scheduler"; }
  std::string note() const override {
    return view_.state().phase == RunPhase::NotBegun ? "" : fmt::format("{} goroutine{}", grouped(view_.state().goroutines()), view_.state().goroutines() == 1 ? "" : "s");
  }

  void prepare(double now) override {
    const State& state = view_.state();
    const std::pair at{view_.document().generation(), state.next};
    if (at == parked_at_) return;
    const bool recent = now >= parked_when_ && now - parked_when_ < kParkedAnew;
    if (view_.playing() && recent && state.goroutines() > kManyGs && at.first == parked_at_.first) return;
    parked_at_ = at;
    parked_when_ = now;
    groups_.clear();
    if (state.goroutines() <= kFoldGs) groups_ = parking_lot(state);
    // The largest crowds first, where not all can be shown.
    if (groups_.size() > kMostGroups) {
      std::stable_sort(groups_.begin(), groups_.end(), [](const ParkGroup& a, const ParkGroup& b) { return a.gs.size() > b.gs.size(); });
    }
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "board");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    const float top = area.y0;
    if (view_.state().phase == RunPhase::NotBegun) {
      nothing_yet(ui, area);
    } else {
      // Faster than the eye follows, chips jump.
      glide_.begin_frame(ui.now, {area.x0, top}, view_.playing() && view_.speed() > kGlideSpeed ? Glide::Pace::Jumps : Glide::Pace::Glides);
      moving_.clear();
      cards_.clear();
      if (view_.state().dropped != 0) dropped(ui, area);
      if (view_.state().exit_status != 0) ended(ui, area);  // first of all, as it is what one came to see
      global_queue(ui, area);
      processors(ui, area);
      machines(ui, area);
      parked(ui, area);
      if (view_.state().exit_status == 0) ended(ui, area);
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
  Rect moving_chip(Ui& ui, Flow& flow, uint32_t g, ChipSize size = ChipSize::Normal) {
    const Rect wanted = flow.take(chip_size(ui, fmt::format("G{}", g), size));
    const Rect at = glide_.place(g, wanted);
    if (glide_.moving(g)) {
      moving_.push_back({g, at, size});
    } else {
      g_chip(ui, wanted, view_, g, size);
    }
    return wanted;
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

  // What the board will show, before anything has run.
  void nothing_yet(Ui& ui, Rect& area) const {
    if (view_.document().problems().empty()) {
      callout(ui, area, nothing_words(view_));
      return;
    }
    const Problem& first = view_.document().problems().front();
    const size_t more = view_.document().problems().size() - 1;
    const bool here = first.file.empty() || first.file == view_.document().file_name();
    const std::string place = first.line == 0 ? "" : here ? fmt::format("[line {0}](line:{0}): ", first.line) : fmt::format("{}:{}: ", plain_markdown(first.file), first.line);
    callout(ui, area, fmt::format("It does not compile: {}{}{}", place, plain_markdown(first.text),
                                  more == 0 ? "" : fmt::format(" (and {} more, each at its line)", more)), Tone::Error);
  }

  void global_queue(Ui& ui, Rect& area) {
    const Rect rect = area.cut_top(ui.px(46));
    area.cut_top(ui.px(14));
    const Rect inside = card(ui, rect, {.name = "global queue card"});
    const GroupScope group(ui, "global queue", rect);
    Flow flow(ui, inside, 26, 6);
    label(ui, flow, "Global queue", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    const auto& queue = view_.state().global_queue;
    constexpr const char* kRule = "a P looks here first every 61st time";
    if (inside.width() > ui.px(480)) muted_right(ui, flow, kRule);
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
    const auto columns = static_cast<size_t>(std::max(1.0F, std::min<float>(static_cast<float>(shown), area.width() / ui.px(shown > kNarrowPs ? 206.0F : 250.0F))));
    const float gap = ui.px(14), width = std::floor((area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    for (size_t first = 0; first < shown; first += columns) {
      Rect row = area.cut_top(ui.px(136));
      for (size_t i = first; i < std::min(first + columns, shown); ++i) {
        processor(ui, row.cut_left(width), static_cast<uint16_t>(i));
        row.cut_left(gap);
      }
      area.cut_top(shown > 1 && first + columns >= shown ? ui.px(34) : gap);  // room for the arrow of a steal
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
    if (p.m == kNoM) {
      muted_right(ui, flow, "no M");
    } else {
      m_name(ui, flow.take_right(text_size(ui, FontRole::CodeSmall, fmt::format("M{}", p.m))), p.m);
    }
    flow.next_row(32, 4);
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
    flow.next_row(24, 6);
    queue(ui, flow, p);
  }

  // In order, the head first; then empty places, and how many of 256 are taken.
  void queue(Ui& ui, Flow& flow, const PState& p) {
    muted(ui, flow, "queue   ");
    const std::string taken = fmt::format("{} of 256", p.runq.size());
    muted_right(ui, flow, taken);
    for (size_t shown = 0; const uint32_t g : p.runq) {  // how many are left out, the count says
      const bool last = ++shown == p.runq.size();
      if (!flow.fits(chip_size(ui, fmt::format("G{}", g)).x + (last ? 0 : ui.px(20)))) {
        muted(ui, flow, "…");
        break;
      }
      moving_chip(ui, flow, g);
    }
    for (size_t i = p.runq.size(); i < kQueueSlots && flow.fits(chip_size(ui, "G88").x); ++i) slot(ui, flow);
  }

  // A name that selects its M.
  void m_name(Ui& ui, Rect at, uint32_t m) const {
    const std::string name = fmt::format("M{}", m);
    const bool selected = view_.selection() == Selected{SelectedKind::M, m};
    draw_text(ui, at, name, {.font = FontRole::CodeSmall, .colour = selected ? ui.theme.text_strong : ui.theme.text_muted});
    if (pressed(ui, at, name)) ui.post(Action{"machine", {static_cast<int64_t>(m)}});
  }
  void m_name(Ui& ui, Flow& flow, uint32_t m) const { m_name(ui, flow.take(text_size(ui, FontRole::CodeSmall, fmt::format("M{}", m))), m); }

  static std::string status_words(const PState& p, const MState* m) {
    if (p.status == PStatus::Idle) return "idle";
    if (p.status == PStatus::Syscall) return "in a system call";
    if (m != nullptr && m->status == MStatus::Spinning) return "spinning: looks for work";
    return p.g != 0 ? "running" : "schedules";
  }

  // The search for work so far: "looked at local, global, P1: nothing", or what a steal brought.
  static std::string search_words(const PState& p) {
    if (p.search.empty()) return p.status == PStatus::Idle ? "nothing to run" : "picks the next goroutine";
    const SearchStep& last = p.search.back();
    if (last.where == QueueWhere::Steal && last.victim != kNoP && last.found != 0) return fmt::format("took {} from P{}", last.found, last.victim);
    static constexpr const char* kPlaces[] = {"runnext", "local", "global", "netpoller", "others", "timers"};
    std::string places;
    const size_t first = p.search.size() > 4 ? p.search.size() - 4 : 0;
    for (size_t i = first; i < p.search.size(); ++i) {
      const SearchStep& step = p.search[i];
      places += places.empty() ? "" : ", ";
      places += step.where == QueueWhere::Steal && step.victim != kNoP ? fmt::format("P{}", step.victim) : kPlaces[static_cast<size_t>(step.where)];
    }
    return fmt::format("looked at {}: {}", places, last.found == 0 ? "nothing" : fmt::format("{} there", last.found));
  }

  void machines(Ui& ui, Rect& area) {
    Rect row = area.cut_top(ui.px(72));
    area.cut_top(ui.px(14));
    const float gap = ui.px(14), width = std::floor((row.width() - gap) / 2);
    const Rect left = row.cut_left(width);
    row.cut_left(gap);
    idle_ms(ui, left);
    timers(ui, row);
  }

  void idle_ms(Ui& ui, Rect rect) {
    const Rect inside = card(ui, rect, {.name = "Ms card"});
    const GroupScope group(ui, "Ms without P", rect);
    Flow flow(ui, inside, 20, 8);
    label(ui, flow, "Ms without P", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    flow.next_row(24, 4);
    const auto& all = view_.state().ms;
    size_t asleep = 0, shown = 0;
    for (const MState& m : all) asleep += m.exists && m.status == MStatus::Parked ? 1 : 0;
    const bool calls = std::any_of(all.begin(), all.end(), [](const MState& m) { return m.exists && m.status == MStatus::Syscall; });
    if (asleep != 0 || !calls) muted(ui, flow, asleep == 0 ? "none asleep" : "asleep");
    for (size_t i = 0; i < all.size() && shown < asleep && flow.fits(ui.px(140)); ++i) {
      if (!all[i].exists || all[i].status != MStatus::Parked) continue;
      const IdScope id(ui, static_cast<int64_t>(i));
      m_name(ui, flow, static_cast<uint32_t>(i));
      ++shown;
    }
    if (shown < asleep) muted(ui, flow, fmt::format("+{}", asleep - shown));
    bool first = true;
    for (size_t i = 0; i < all.size(); ++i) {
      if (!all[i].exists || all[i].status != MStatus::Syscall || !flow.fits(ui.px(first ? 180.0F : 90.0F))) continue;
      const IdScope id(ui, static_cast<int64_t>(i));
      if (first) muted(ui, flow, "in a system call");
      first = false;
      if (all[i].g != 0) moving_chip(ui, flow, all[i].g);
      m_name(ui, flow, static_cast<uint32_t>(i));
    }
  }

  void timers(Ui& ui, Rect rect) {
    const Rect inside = card(ui, rect, {.name = "timers card"});
    const GroupScope group(ui, "timers", rect);
    Flow flow(ui, inside, 20, 8);
    label(ui, flow, "Timers · netpoller", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    flow.next_row(24, 4);
    if (const uint32_t g = next_sleeper(); g != 0 && flow.fits(ui.px(230))) {
      muted(ui, flow, fmt::format("next in {}", time_words(until(view_.state().g(g)->until_ns))));
      g_chip(ui, flow, view_, g);
    }
    draw_text(ui, flow.row(), timer_words(), {.font = FontRole::Small, .colour = ui.theme.text_muted});
  }

  double until(uint64_t when_ns) const { return std::max(0.0, static_cast<double>(when_ns) - static_cast<double>(view_.time_ns())); }

  uint32_t next_sleeper() const {
    uint32_t next = 0;
    uint64_t when = UINT64_MAX;
    for (const ParkGroup& group : groups_) {
      if (group.reason != WaitReason::Sleep) continue;
      for (const uint32_t g : group.gs) {
        const GState* at = view_.state().g(g);
        if (at != nullptr && at->until_ns != 0 && at->until_ns < when) next = g, when = at->until_ns;
      }
    }
    return next;
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
    if (next_sleeper() != 0) return fmt::format("{} set{}", active, net);
    return fmt::format("{} set, the first in {}{}", active, time_words(until(first)), net);
  }

  void parked(Ui& ui, Rect& area) {
    const State& state = view_.state();
    if (state.goroutines() > kFoldGs) {
      Rect line = area.cut_top(ui.px(28));
      draw_text(ui, line, fmt::format("{} goroutines are parked; select one by Ctrl+P", grouped(state.g_counts[static_cast<size_t>(GStatus::Waiting)])));
      return;
    }
    const size_t shown = std::min<size_t>(groups_.size(), kMostGroups);
    const size_t columns = std::min<size_t>(std::max<size_t>(shown, 1), area.width() > ui.px(520) ? 3 : 2);
    const size_t rows = (shown + columns - 1) / columns;
    const Rect rect = area.cut_top(ui.px(rows == 0 ? 46.0F : 46.0F + 74.0F * static_cast<float>(rows)));
    area.cut_top(ui.px(14));
    Rect inside = card(ui, rect, {.name = "parked card"});
    const GroupScope group(ui, "parked", rect);
    Flow head(ui, inside, 22, 8);
    label(ui, head, "Parked", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    muted(ui, head, groups_.empty() ? "nobody waits" : "by what they wait for");
    if (groups_.size() > shown) muted_right(ui, head, fmt::format("and {} more places", groups_.size() - shown));
    inside.cut_top(ui.px(28));
    for (size_t first = 0; first < shown; first += columns) {
      Rect row = inside.cut_top(ui.px(74));
      const float width = std::floor(row.width() / static_cast<float>(columns));
      for (size_t i = first; i < std::min(first + columns, shown); ++i) {
        Rect cell = row.cut_left(width);
        cell.x1 -= ui.px(8);
        park_group(ui, cell, groups_[i], i);
      }
    }
  }

  uint64_t object_of(const ParkGroup& group) const {
    const GState* first = group.gs.empty() ? nullptr : view_.state().g(group.gs.front());
    return first != nullptr && first->sync_wait != 0 ? first->sync_wait : group.on;
  }

  // "receive on", "send on", "WaitGroup": what stands before the object's name.
  static std::string verb_of(WaitReason reason) {
    switch (reason) {
      case WaitReason::ChanReceive: return "receive on";
      case WaitReason::ChanSend: return "send on";
      case WaitReason::WaitGroupWait: return "WaitGroup";
      case WaitReason::MutexLock: return "Mutex";
      case WaitReason::RWMutexRLock: return "read lock of";
      case WaitReason::RWMutexLock: return "write lock of";
      case WaitReason::CondWait: return "Cond";
      default: return std::string(to_string(reason));
    }
  }

  // " · 0 of 4", " · unbuffered", " = 6", " · held by G5": how it stands with the object.
  std::string standing_of(uint64_t object) const {
    if (const ChannelState* channel = view_.state().channel(object)) {
      return channel->cap == 0 ? " · unbuffered" : fmt::format(" · {} of {}", channel->buffer.size(), channel->cap);
    }
    const SyncState* sync = view_.state().sync(object);
    if (sync == nullptr) return "";
    if (sync->kind == SyncKind::WaitGroup || sync->kind == SyncKind::Semaphore) return fmt::format(" = {}", sync->counter);
    return sync->owner != 0 ? fmt::format(" · held by G{}", sync->owner) : "";
  }

  void park_group(Ui& ui, Rect rect, const ParkGroup& group, size_t index) {
    const IdScope id(ui, static_cast<int64_t>(index));
    Rect line = rect.cut_top(ui.px(24));
    const uint64_t object = group.reason == WaitReason::Sleep ? 0 : object_of(group);
    const std::string verb = verb_of(group.reason) + (object == 0 ? "" : " ");
    const Rect said = draw_text(ui, line, verb, {.font = FontRole::Small, .colour = ui.theme.text_muted});
    if (object != 0) {
      line.x0 = said.x1 + ui.px(4);
      const std::string name = object_words(view_.recording(), view_.state(), object);
      const Rect named = draw_text(ui, line, name, {.font = FontRole::CodeSmall, .colour = ui.theme.text});
      if (pressed(ui, named, name)) ui.post(Action{"object", {static_cast<int64_t>(object)}});
      line.x0 = named.x1;
      draw_text(ui, line, standing_of(object), {.font = FontRole::Small, .colour = ui.theme.text_muted});
    }
    const bool sends = group.reason == WaitReason::ChanSend;
    Flow flow(ui, rect.cut_top(ui.px(26)), 26, 6);
    const float y = rect.y0;
    g_chips(ui, flow, group.gs, [&](uint32_t g) {
      const Rect chip = moving_chip(ui, flow, g);
      if (!sends) return;
      // What it carries stands below it.
      const TracedValue& carries = view_.state().g(g)->carries;
      const Rect below{chip.x0 - ui.px(4), y, chip.x1 + ui.px(4), y + ui.px(18)};
      draw_text(ui, below, print_value(view_.recording().tables(), carries.word, carries.type),
                {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted, .align = Align::Centre});
    });
  }

  // A live run doesn't wait for its recorder: what it lost is said, as all that follows rests on it.
  void dropped(Ui& ui, Rect& area) const {
    callout(ui, area, fmt::format("{} events before here were dropped: the run made them faster than they could be written down. Who is where may be out of date; "
                                  "[run it again controlled](run.controlled), and nothing is lost.", grouped(view_.state().dropped)), Tone::Warning);
    area.cut_top(ui.px(14));
  }

  // How the run ended or will end, as far as the recording knows.
  void ended(Ui& ui, Rect& area) const {
    const State& state = view_.state();
    if (state.phase != RunPhase::Ended) return will_end(ui, area);
    const std::string words = plain_markdown(end_words(view_.recording(), state));
    if (state.exit_status == 0) {
      callout(ui, area, words + ".");
    } else {
      callout(ui, area, words + panic_place() + deadlock_words(), Tone::Error);
      area.cut_top(ui.px(14));
    }
  }

  // Where the panic was that nobody recovered.
  std::string panic_place() const {
    const State& state = view_.state();
    if (state.end_text == 0) return "";
    const Event& event = view_.model().event(state.end_event);
    const int line = line_of(view_.document(), event);
    return line == 0 || event.g == 0 ? "" : fmt::format(" at [line {0}](line:{0}), in [G{1}](goroutine:{1})", line, event.g);
  }

  void will_end(Ui& ui, Rect& area) const {
    for (const Finding& finding : view_.model().newest().findings()) {
      if (finding.kind != EventKind::Deadlock || finding.event < state_next()) continue;
      callout(ui, area, fmt::format("This run deadlocks, {} events from here. [show it](event:{})", grouped(finding.event - state_next() + 1), finding.event), Tone::Warning);
      return;
    }
  }
  EventIndex state_next() const { return view_.state().next; }

  // Who waits for what, when everybody does.
  std::string deadlock_words() const {
    bool deadlock = false;
    for (const Finding& finding : view_.state().findings()) deadlock = deadlock || finding.kind == EventKind::Deadlock;
    if (!deadlock || groups_.empty()) return "";
    std::string words = "\n\nEverybody waits, so nobody can wake anybody:";
    for (size_t i = 0; i < std::min<size_t>(groups_.size(), 4); ++i) {
      const ParkGroup& group = groups_[i];
      const uint64_t object = object_of(group);
      const std::string who = group.gs.size() == 1 ? fmt::format("[G{0}](goroutine:{0})", group.gs[0]) : fmt::format("{} goroutines", group.gs.size());
      words += fmt::format("{} {} {} {}{}", i == 0 ? "" : ",", who, group.gs.size() == 1 ? "waits:" : "wait:", verb_of(group.reason),
                           object == 0 ? "" : fmt::format(" [`{}`](object:{})", object_words(view_.recording(), view_.state(), object), object));
    }
    return words + ". [why each of them waits](tab:correctness)";
  }

  View& view_;
  std::vector<ParkGroup> groups_;
  std::pair<uint32_t, EventIndex> parked_at_{0, UINT64_MAX};  // what groups_ is of: generation, place
  double parked_when_ = -1;
  Glide glide_;
  std::vector<Moving> moving_;
  std::vector<Rect> cards_;  // of the Ps
};

}  // namespace

std::unique_ptr<Panel> make_scheduler_panel(View& view) { return std::make_unique<SchedulerPanel>(view); }

}  // namespace gopherarium
