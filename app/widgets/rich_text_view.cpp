#include "app/widgets/rich_text_view.h"

#include <cmath>

#include "app/widgets/draw.h"

namespace gopherarium {
namespace {

Colour ink_colour(const Theme& theme, const RichRun& run) {
  switch (run.ink) {
    case RichRun::Ink::Strong: return theme.text_strong;
    case RichRun::Ink::Muted: return theme.text_muted;
    case RichRun::Ink::Link: return theme.link;
    case RichRun::Ink::Syntax: return theme.of(run.syntax);
    case RichRun::Ink::Text: break;
  }
  return theme.text;
}

void draw_run(Ui& ui, Rect rect, const RichRun& run) {
  if (run.link.empty()) {
    draw_text(ui, Rect{rect.x0, rect.y0, rect.x1 + ui.px(4), rect.y1}, run.text,
              {.font = run.font, .colour = ink_colour(ui.theme, run)});
    return;
  }
  Press p = ui.press(rect, run.text);
  draw_text(ui, Rect{rect.x0, rect.y0, rect.x1 + ui.px(4), rect.y1}, run.text,
            {.font = run.font, .colour = ink_colour(ui.theme, run), .kind = LaidKind::Overlay});
  if (p.hovered || p.focused) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    hline(ui, rect.x0, rect.x1, rect.centre().y + ui.px(8), ui.theme.link);
  }
  if (p.clicked) ui.post(run.link);
}

}  // namespace

void RichTextView::set(std::string_view markdown) {
  if (markdown == markdown_ && !blocks_.empty()) return;
  markdown_ = markdown;
  blocks_ = parse_markdown(markdown);
  laid_width_ = -1;
}

void RichTextView::lay(const Ui& ui, float width) {
  if (laid_width_ == width && laid_fonts_ == ui.fonts_version) return;
  // Unrounded advances: the width of a space and of the words beside it must add up.
  RichMetrics metrics{.scale = ui.scale, .colourise = ui.colourise};
  metrics.width = [&ui](FontRole role, std::string_view text) { return text_advance(ui, role, text); };
  layout_ = lay_out(blocks_, width, metrics);
  laid_width_ = width;
  laid_fonts_ = ui.fonts_version;
}

float RichTextView::height(const Ui& ui, float width) {
  lay(ui, width);
  return layout_.height;
}

void RichTextView::draw(Ui& ui, Rect& area) {
  lay(ui, area.width());
  Vec2 origin{std::round(area.x0), std::round(area.y0)};
  for (const RichShape& shape : layout_.shapes) {
    Rect r = shape.rect.moved(origin);
    switch (shape.kind) {
      case RichShape::Kind::CodeBox: fill(ui, r, ui.theme.inset, space::kRadius); break;
      case RichShape::Kind::QuoteBar: fill(ui, r, ui.theme.info_accent); break;
      case RichShape::Kind::Line: fill(ui, r, ui.theme.border); break;
    }
  }
  Rect clip = ui.clip();
  for (const RichRun& run : layout_.runs) {
    Rect r = run.rect.moved(origin);
    if (r.y1 >= clip.y0 && r.y0 <= clip.y1) draw_run(ui, r, run);
  }
  area.y0 += layout_.height;
}

float rich_text_height(const Ui& ui, std::string_view markdown, float width) {
  return RichTextView(markdown).height(ui, width);
}
void rich_text(Ui& ui, Rect& area, std::string_view markdown) { RichTextView(markdown).draw(ui, area); }

}  // namespace gopherarium
