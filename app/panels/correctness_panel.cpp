// Findings so far, and how the run ended.

#include <fmt/format.h>

#include "app/panels/panels.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"
#include "app/widgets/rich_text.h"
#include "app/widgets/rich_text_view.h"

namespace gopherarium {
namespace {

constexpr size_t kShown = 24, kMostWaiting = 20'000;

class CorrectnessPanel final : public Panel {
 public:
  explicit CorrectnessPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "correctness"; }
  std::string title() const override { return "Correctness"; }
  std::string note() const override {
    const size_t count = view_.state().findings().size();
    return count == 0 ? "" : fmt::format("{} found", count);
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "correctness");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    const float top = area.y0;
    const State& state = view_.state();
    for (const Finding& finding : state.findings()) {
      const std::string_view kind = event_info(finding.kind).name;
      const std::string_view evidence = view_.recording().text(finding.evidence);
      callout(ui, area, fmt::format("**{}** {} [to the event](event:{})", kind, evidence, finding.event), Tone::Error);
      area.cut_top(ui.px(8));
    }
    if (state.phase == RunPhase::Ended && state.exit_status != 0) {
      callout(ui, area, plain_markdown(end_words(view_.recording(), state)), Tone::Error);
      area.cut_top(ui.px(8));
    }
    stuck(ui, area);
    if (state.findings().empty() && state.exit_status == 0) callout(ui, area, "Nothing has been found up to here.");
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  // When a run has ended without them: the goroutines that still wait, and why, longest waiting first.
  void stuck(Ui& ui, Rect& area) const {
    const State& state = view_.state();
    const size_t waiting = state.g_counts[static_cast<size_t>(GStatus::Waiting)];
    if (state.phase != RunPhase::Ended || waiting == 0 || waiting > kMostWaiting) return;
    section(ui, area, "Still waiting", fmt::format("· {} when the run ended", waiting));
    size_t shown = 0;
    for (const ParkGroup& group : parking_lot(state)) {
      for (const uint32_t g : group.gs) {
        if (++shown > kShown) return;
        rich_text(ui, area, markdown_of(why(view_.recording(), state, g, view_.time_ns())));
        area.cut_top(ui.px(8));
      }
    }
  }

  View& view_;
};

}  // namespace

std::unique_ptr<Panel> make_correctness_panel(View& view) { return std::make_unique<CorrectnessPanel>(view); }

}  // namespace gopherarium
