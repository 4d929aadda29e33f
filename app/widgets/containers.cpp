#include "app/widgets/containers.h"

#include <cmath>

#include "app/widgets/rich_text_view.h"

namespace gopherarium {
namespace {

constexpr float kCalloutPadX = 14;
constexpr float kCalloutPadY = 8;

struct ToneColours {
  Colour fill, accent;
};

ToneColours tone_colours(const Theme& t, Tone tone) {
  switch (tone) {
    case Tone::Info: return {t.info_fill, t.info_accent};
    case Tone::Warning: return {t.warn_fill, t.warn_accent};
    case Tone::Error: break;
  }
  return {t.error_fill, t.error_accent};
}

}  // namespace

Rect card(Ui& ui, Rect rect, const CardStyle& style) {
  fill(ui, rect, ui.theme.card, space::kRadiusCard);
  outline(ui, rect, style.border.value_or(ui.theme.border), space::kRadiusCard, style.border ? 1.2F : 1);
  ui.laid({.name = std::string(style.name), .rect = rect, .kind = LaidKind::Box});
  return rect.shrunk(ui.px(space::kMedium), ui.px(space::kSmall));
}

Rect inset(Ui& ui, Rect rect, std::string_view name) {
  fill(ui, rect, ui.theme.inset, space::kRadius);
  ui.laid({.name = std::string(name), .rect = rect, .kind = LaidKind::Box});
  return rect.shrunk(ui.px(10), ui.px(8));
}

void section(Ui& ui, Rect& area, std::string_view caption, std::string_view rest) {
  Rect row = area.cut_top(ui.px(26));
  Rect words =
      draw_text(ui, row, to_capitals(caption), {.font = FontRole::Caption, .colour = ui.theme.text_muted});
  if (rest.empty()) return;
  row.x0 = words.x1 + ui.px(4);
  draw_text(ui, row, rest, {.font = FontRole::Caption, .colour = ui.theme.text_muted});
}

float callout_height(Ui& ui, std::string_view markdown, float width) {
  return rich_text_height(ui, markdown, width - ui.px(2 * kCalloutPadX)) + 2 * ui.px(kCalloutPadY);
}

Rect callout(Ui& ui, Rect& area, std::string_view markdown, Tone tone) {
  Rect box = area.cut_top(callout_height(ui, markdown, area.width()));
  ToneColours colours = tone_colours(ui.theme, tone);
  fill(ui, box, colours.fill, 4);
  ui.list()->AddRectFilled(im(box.min()), {box.x0 + ui.px(3), box.y1}, colours.accent.packed(), ui.px(4),
                           ImDrawFlags_RoundCornersLeft);
  ui.laid({.name = "callout", .rect = box, .kind = LaidKind::Box});
  GroupScope group(ui, "callout");
  Rect inside = box.shrunk(ui.px(kCalloutPadX), ui.px(kCalloutPadY));
  rich_text(ui, inside, markdown);
  return box;
}

ScrollArea::ScrollArea(Ui& ui, Rect rect, std::string_view name) : ui_(ui), rect_(rect) {
  ImGui::SetCursorScreenPos(im(rect.min()));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, ui.px(9));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, ui.px(5));
  ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, 0);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, ui.theme.control_hover.packed());
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  ImGui::BeginChild(ImGui::GetID(name.data(), name.data() + name.size()),
                    {std::max(1.0F, rect.width()), std::max(1.0F, rect.height())}, false);
  ui.log.open_group(name, Scrolls::Vertically);
  Vec2 at = from_im(ImGui::GetCursorScreenPos());
  content_ = {at.x, at.y, rect.x1 - ui.px(10), at.y + 1e6F};
}

ScrollArea::~ScrollArea() {
  ui_.log.close_group();
  ImGui::SetCursorScreenPos({content_.x0, content_.y0 + height_});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar(3);
}

void ScrollArea::scroll_to(float y) { ImGui::SetScrollY(std::max(0.0F, y - rect_.height() / 3)); }

Dialog::Dialog(Ui& ui, std::string_view name, Vec2 size_at_100, bool& open) : ui_(ui) {
  if (!open) return;
  ImVec2 window = ImGui::GetIO().DisplaySize;
  Vec2 size{std::min(ui.px(size_at_100.x), window.x - ui.px(40)),
            std::min(ui.px(size_at_100.y), window.y - ui.px(40))};
  Rect box = Rect::at({std::round((window.x - size.x) / 2), std::round((window.y - size.y) / 3)}, size);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(window);
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, Colour{0, 0, 0, 130}.packed());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  std::string id = "##dialog " + std::string(name);
  ImGui::Begin(id.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  ui.log.open_group(name);
  fill(ui, box.moved({0, ui.px(4)}), ui.theme.shadow, space::kRadiusCard);
  fill(ui, box, ui.theme.card, space::kRadiusCard);
  outline(ui, box, ui.theme.slot, space::kRadiusCard);
  ui.laid({.name = std::string(name), .rect = box, .kind = LaidKind::Box});
  ui.log.open_group(name);
  if (ImGui::GetIO().MouseClicked[0] && !box.contains(ui.mouse())) open = false;
  shown_ = true;
  area_ = box.shrunk(ui.px(20), ui.px(16));
}

Dialog::~Dialog() {
  if (!shown_) return;
  ui_.log.close_group();
  ui_.log.close_group();
  ImGui::End();
}

}  // namespace gopherarium
