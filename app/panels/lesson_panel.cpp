// The lesson: its text step by step, the question before the answer, and the goal.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/view/lesson_guide.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"
#include "app/widgets/rich_text_view.h"

namespace gopherarium {
namespace {

class LessonPanel final : public Panel {
 public:
  explicit LessonPanel(LessonGuide& guide) : guide_(guide) {}
  std::string_view id() const override { return "lesson"; }
  std::string title() const override { return "Lesson"; }
  std::string note() const override {
    if (!guide_.is_open()) return "";
    return guide_.step() == 0 ? guide_.lesson().track : fmt::format("step {} of {}", guide_.step(), guide_.steps());
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "lesson scroll");
    Rect area = scroll.content().shrunk(ui.px(16), ui.px(14));
    const float top = area.y0;
    if (guide_.is_open()) {
      text(ui, area);
      question(ui, area);
      goal(ui, area);
      walk(ui, area);
    } else {
      callout(ui, area, "No lesson is open. [All lessons](gallery)");
    }
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  void text(Ui& ui, Rect& area) {
    const LessonStep* step = guide_.current();
    const std::string markdown = step == nullptr ? fmt::format("# {}\n\n{}", guide_.lesson().title, guide_.lesson().introduction)
                                                 : fmt::format("## {}\n\n{}", step->title, step->text);
    if (markdown != shown_) {
      shown_ = markdown;
      text_.set(markdown);
    }
    text_.draw(ui, area);
    area.cut_top(ui.px(10));
  }

  void question(Ui& ui, Rect& area) const {
    if (guide_.current() == nullptr || !guide_.current()->predict) return;
    const Prediction& predict = *guide_.current()->predict;
    callout(ui, area, fmt::format("**Predict.** {}", predict.question));
    area.cut_top(ui.px(8));
    const auto answer = guide_.answered();
    for (size_t i = 0; i < predict.choices.size(); ++i) {
      const IdScope id(ui, static_cast<int64_t>(i));
      const Rect row = area.cut_top(ui.px(30));
      area.cut_top(ui.px(6));
      const bool right = i == predict.answer, chosen = answer == i;
      const std::string words = predict.choices[i] + (!answer ? "" : right ? "  ✓" : chosen ? "  ✗" : "");
      const ButtonStyle style{.kind = answer && right ? ButtonKind::Primary : ButtonKind::Plain,
                              .availability = answer ? Availability::Disabled : Availability::Enabled,
                              .name = predict.choices[i]};
      const Rect box{row.x0, row.y0, row.x0 + std::min(row.width(), button_size(ui, words).x), row.y1};
      if (button(ui, box, words, style)) ui.post(Action{"lesson.answer", {static_cast<int64_t>(i + 1)}});
    }
    if (answer) callout(ui, area, predict.reveals);
    area.cut_top(ui.px(8));
  }

  void goal(Ui& ui, Rect& area) const {
    const LessonGoal& goal = guide_.lesson().goal;
    if (goal.text.empty()) return;
    std::string words = fmt::format("**Goal.** {}", goal.text);
    bool missed = false;
    if (guide_.goal_reached()) words += " *Reached.*";
    for (const LessonGuide::Judged& judged : guide_.goal()) {
      if (judged.verdict.holds) continue;
      missed = true;
      words += fmt::format("\n\n{}", judged.verdict.sentence);
    }
    callout(ui, area, words, missed ? Tone::Warning : Tone::Info);
    area.cut_top(ui.px(10));
  }

  void walk(Ui& ui, Rect& area) const {
    Flow flow(ui, area.cut_top(ui.px(34)), 30, 8);
    if (guide_.step() > 0) action_button(ui, flow, "back", {"lesson.previous", {}});
    if (guide_.step() < guide_.steps()) {
      action_button(ui, flow, guide_.step() == 0 ? "begin" : "next", {"lesson.next", {}}, {.kind = ButtonKind::Primary, .tooltip = "PageDown"});
    } else {
      action_button(ui, flow, "all lessons", {"gallery", {}}, {.kind = ButtonKind::Primary, .tooltip = "Ctrl+G"});
    }
    if (guide_.edited()) action_button(ui, flow, "undo my changes", {"file.revert", {}}, {.tooltip = "The lesson's own program again; Ctrl+Z in the source brings yours back"});
  }

  LessonGuide& guide_;
  RichTextView text_;
  std::string shown_;
};

}  // namespace

std::unique_ptr<Panel> make_lesson_panel(LessonGuide& guide) { return std::make_unique<LessonPanel>(guide); }

}  // namespace gopherarium
