// The gallery: what one sees when the program is started with nothing. The lessons there are, by track, and how to open
// something of one's own.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"
#include "app/widgets/rich_text_view.h"

namespace gopherarium {
namespace {

constexpr float kCard = 340, kCardHeight = 104, kWidest = 1120;

class GalleryPanel final : public Panel {
 public:
  explicit GalleryPanel(LessonGuide& guide) : guide_(guide) {}
  std::string_view id() const override { return "lessons"; }
  std::string title() const override { return "Lessons"; }

  void prepare(double now) override {
    constexpr double kLooks = 2;  // seconds between two looks into the folder of drafts
    if (looked_ >= 0 && now - looked_ < kLooks && now >= looked_) return;
    looked_ = now;
    drafts_ = guide_.document().drafts().all().size();
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "gallery");
    Rect area = scroll.content().shrunk(ui.px(28), ui.px(24));
    const float top = area.y0;
    if (area.width() > ui.px(kWidest)) area = area.shrunk(std::floor((area.width() - ui.px(kWidest)) / 2), 0);
    head(ui, area);
    if (guide_.catalogue().lessons.empty()) callout(ui, area, "No lessons were found beside this program.", Tone::Warning);
    std::vector<std::string> tracks;
    for (const LoadedLesson& loaded : guide_.catalogue().lessons) {
      if (std::find(tracks.begin(), tracks.end(), loaded.lesson.track) == tracks.end()) tracks.push_back(loaded.lesson.track);
    }
    for (const std::string& track : tracks) cards(ui, area, track);
    scroll.set_height(area.y0 - top + ui.px(40));
  }

 private:
  void head(Ui& ui, Rect& area) const {
    draw_text(ui, area.cut_top(ui.px(34)), "A glass house for goroutines", {.font = FontRole::Heading, .colour = ui.theme.text_strong});
    rich_text(ui, area, "Each lesson is a Go program that you run, step and change. Or open a program of your own: everything its scheduler does is shown.");
    area.cut_top(ui.px(8));
    Flow flow(ui, area.cut_top(ui.px(36)), 30, 10);
    action_button(ui, flow, "Open a file …", {"file.open", {}}, {.kind = ButtonKind::Primary, .name = "open a file", .tooltip = "Ctrl+O, or drop it on the window"});
    action_button(ui, flow, "New program", {"file.new", {}}, {.tooltip = "Begin with an empty main"});
    if (drafts_ != 0) {
      action_button(ui, flow, fmt::format("Unsaved programs ({})", drafts_), {"file.drafts", {}}, {.name = "drafts", .tooltip = "What was typed and not saved"});
    }
    muted(ui, flow, "Ctrl+O · drop a file on the window · ? shows all keys");
    area.cut_top(ui.px(14));
  }

  void cards(Ui& ui, Rect& area, const std::string& track) {
    section(ui, area, track, "");
    const auto columns = static_cast<size_t>(std::max(1.0F, area.width() / ui.px(kCard)));
    const float gap = ui.px(14), width = std::floor((area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    Rect row;
    size_t in_row = columns;
    for (const LoadedLesson& loaded : guide_.catalogue().lessons) {
      if (loaded.lesson.track != track) continue;
      if (in_row == columns) {
        row = area.cut_top(ui.px(kCardHeight));
        area.cut_top(gap);
        in_row = 0;
      }
      one(ui, row.cut_left(width), loaded);
      row.cut_left(gap);
      ++in_row;
    }
    area.cut_top(ui.px(10));
  }

  static void one(Ui& ui, Rect rect, const LoadedLesson& loaded) {
    const Lesson& lesson = loaded.lesson;
    const IdScope id(ui, std::string_view(lesson.folder));
    const bool over = ui.hovers(rect);
    Rect inside = card(ui, rect, {.border = over ? std::optional(ui.theme.link) : std::nullopt, .name = lesson.id});
    const GroupScope group(ui, lesson.id, rect);
    draw_text(ui, inside.cut_top(ui.px(24)), lesson.title, {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    const std::string words = loaded.ok() ? lesson.goal.text : to_string(loaded.mistakes.front());
    size_t lines = 0;
    for (const std::string_view line : wrap(ui, FontRole::Small, words, inside.width())) {
      if (++lines > 3) break;
      draw_text(ui, inside.cut_top(ui.px(19)), line, {.font = FontRole::Small, .colour = loaded.ok() ? ui.theme.text_muted : ui.theme.error_text});
    }
    if (!loaded.ok()) return;
    const Rect foot{inside.x0, rect.y1 - ui.px(30), inside.x1, rect.y1 - ui.px(10)};
    draw_text(ui, foot, fmt::format("{} steps", lesson.steps.size()), {.font = FontRole::Small, .colour = ui.theme.text_faint});
    if (pressed(ui, rect, lesson.title)) ui.post(Action{"lesson", {lesson.folder}});
  }

  LessonGuide& guide_;
  size_t drafts_ = 0;
  double looked_ = -1;
};

}  // namespace

std::unique_ptr<Panel> make_gallery_panel(LessonGuide& guide) { return std::make_unique<GalleryPanel>(guide); }

}  // namespace gopherarium
