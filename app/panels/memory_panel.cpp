// Memory in its first form: the heap that was handed out, and the stacks of the goroutines, largest first.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"

namespace gopherarium {
namespace {

constexpr size_t kShown = 24;
constexpr size_t kMany = 1'000;    // goroutines: beyond, they are sorted a few times a second
constexpr double kAnew = 0.12;  // seconds

class MemoryPanel final : public Panel {
 public:
  explicit MemoryPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "memory"; }
  std::string title() const override { return "Memory"; }

  void prepare(double now) override {
    const State& state = view_.state();
    const std::pair at{view_.document().generation(), state.next};
    if (at == prepared_ || (at.first == prepared_.first && state.gs.size() > kMany && now >= when_ && now - when_ < kAnew)) return;
    prepared_ = at;
    when_ = now;
    stacks_.clear();
    for (uint32_t g = 1; g < state.gs.size(); ++g) {
      if (state.gs[g].exists && state.gs[g].status != GStatus::Dead) stacks_.push_back(g);
    }
    const size_t shown = std::min(stacks_.size(), kShown);
    std::partial_sort(stacks_.begin(), stacks_.begin() + static_cast<ptrdiff_t>(shown), stacks_.end(), [&](uint32_t a, uint32_t b) {
      return state.gs[a].stack_bytes != state.gs[b].stack_bytes ? state.gs[a].stack_bytes > state.gs[b].stack_bytes : a < b;
    });
    stacks_.resize(shown);
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "memory");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    const float top = area.y0;
    const State& state = view_.state();
    section(ui, area, "Heap", "");
    callout(ui, area, state.heap_bytes == 0
                          ? "Allocations are not sampled in this recording."
                          : fmt::format("{} KiB have been handed out. Nothing is collected: a run's heap goes as a whole.", state.heap_bytes / 1024));
    area.cut_top(ui.px(8));
    if (view_.model().newest().heap_bytes != 0) curve(ui, area, LaneCounter::HeapBytes, "Heap over time");
    curve(ui, area, LaneCounter::Goroutines, "Goroutines over time");
    section(ui, area, "Stacks", fmt::format("· {} KiB of all goroutines", state.stack_bytes / 1024));
    const double largest = stacks_.empty() ? 1 : static_cast<double>(state.gs[stacks_[0]].stack_high_bytes);
    for (const uint32_t g : stacks_) {
      const IdScope id(ui, static_cast<int64_t>(g));
      Rect row = area.cut_top(ui.px(30));
      Flow flow(ui, row.cut_left(ui.px(60)), 26, 6);
      g_chip(ui, flow, view_, g);
      const Rect words = row.cut_right(ui.px(150));
      const auto width_of = [&](uint32_t bytes) { return row.width() * static_cast<float>(bytes / largest); };
      const Rect bar{row.x0, row.y0 + ui.px(8), row.x1, row.y1 - ui.px(8)};
      fill(ui, {bar.x0, bar.y0, bar.x0 + width_of(state.gs[g].stack_high_bytes), bar.y1}, ui.theme.inset, 3);
      fill(ui, {bar.x0, bar.y0, bar.x0 + width_of(state.gs[g].stack_bytes), bar.y1}, ui.theme.of(StateColour::BlockedChan), 3);
      draw_text(ui, words, fmt::format("{} KiB, at most {}", state.gs[g].stack_bytes / 1024, state.gs[g].stack_high_bytes / 1024),
                {.font = FontRole::Small, .colour = ui.theme.text_muted, .align = Align::Right});
    }
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  // A counter over the whole run, as steps, with the playhead on it.
  void curve(Ui& ui, Rect& area, LaneCounter counter, std::string_view caption) {
    const Lanes& lanes = view_.document().lanes();
    const double end = std::max<double>(static_cast<double>(lanes.end_ns()), 1);
    const Lane lane{LaneKind::Counter, static_cast<uint64_t>(counter)};
    lanes.points(lane, {0, static_cast<uint64_t>(end)}, end / std::max(1.0F, area.width()), points_);
    uint64_t most = 1;
    for (const CounterPoint& at : points_) most = std::max(most, at.high);
    section(ui, area, caption, counter == LaneCounter::HeapBytes ? fmt::format("· at most {} KiB", most / 1024) : fmt::format("· at most {}", most));
    const Rect box = area.cut_top(ui.px(64));
    fill(ui, box, ui.theme.inset, 4);
    const auto x_of = [&](uint64_t ns) { return box.x0 + box.width() * static_cast<float>(static_cast<double>(ns) / end); };
    const auto y_of = [&](uint64_t value) { return box.y1 - (box.height() - ui.px(4)) * static_cast<float>(static_cast<double>(value) / static_cast<double>(most)); };
    for (const CounterPoint& at : points_) {
      fill(ui, {x_of(at.begin_ns), y_of(at.high), std::max(x_of(at.end_ns), x_of(at.begin_ns) + 1), box.y1}, ui.theme.of(StateColour::BlockedChan));
    }
    vline(ui, x_of(view_.time_ns()), box.y0, box.y1, ui.theme.playhead);
    area.cut_top(ui.px(12));
  }

  View& view_;
  std::vector<uint32_t> stacks_;
  std::pair<uint32_t, EventIndex> prepared_{0, UINT64_MAX};
  double when_ = -1;
  std::vector<CounterPoint> points_;
};

}  // namespace

std::unique_ptr<Panel> make_memory_panel(View& view) { return std::make_unique<MemoryPanel>(view); }

}  // namespace gopherarium
