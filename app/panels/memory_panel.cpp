// Memory in its first form: the heap that was handed out, and the stacks of the goroutines, largest first.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"

namespace gopherarium {
namespace {

constexpr size_t kShown = 24;

class MemoryPanel final : public Panel {
 public:
  explicit MemoryPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "memory"; }
  std::string title() const override { return "Memory"; }

  void prepare(double) override {
    stacks_.clear();
    const State& state = view_.state();
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
    area.cut_top(ui.px(12));
    section(ui, area, "Heap", "");
    callout(ui, area, state.heap_bytes == 0
                          ? "Allocations are not sampled in this recording."
                          : fmt::format("{} KiB have been handed out. Nothing is collected: a run's heap goes as a whole.", state.heap_bytes / 1024));
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  View& view_;
  std::vector<uint32_t> stacks_;
};

}  // namespace

std::unique_ptr<Panel> make_memory_panel(View& view) { return std::make_unique<MemoryPanel>(view); }

}  // namespace gopherarium
