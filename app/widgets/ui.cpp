#include "app/widgets/ui.h"

#include <cmath>

#include "app/widgets/draw.h"

namespace gopherarium {
namespace {

// A pointer that only passes by opens nothing.
constexpr double kTooltipDelaySeconds = 0.35;
constexpr float kTooltipWidth = 380;

}  // namespace

void Ui::begin_frame(double now_s, std::vector<KeyPress> pressed) {
  now = now_s;
  keys = std::move(pressed);
  log.begin_frame();
  names_.clear();
  focus_order_.clear();
  animating_ = false;
  redraw_after_ = 1e9;
  typing_ = typing_next_;
  typing_next_ = false;
  arrows_ = arrows_next_;
  arrows_next_ = false;
  tooltip_.clear();
}

void Ui::end_frame() {
  move_focus();
  if (focus_ != 0)
    ImGui::GetForegroundDrawList()->AddRect(
        {focused_rect_.x0 - 2, focused_rect_.y0 - 2}, {focused_rect_.x1 + 2, focused_rect_.y1 + 2},
        theme.focus.packed(), px(space::kRadius) + 2, 0, std::max(2.0F, px(2)));
  draw_tooltip();
}

float Ui::px(float at_100_percent) const { return std::round(at_100_percent * scale); }

void Ui::post(std::string_view written) {
  auto action = parse_action(written);
  if (action) post(std::move(action).value());
}

Rect Ui::clip() const {
  ImDrawList* l = list();
  ImVec2 lo = l->GetClipRectMin();
  ImVec2 hi = l->GetClipRectMax();
  return {lo.x, lo.y, hi.x, hi.y};
}

void Ui::push_clip(Rect rect) { ImGui::PushClipRect(im(rect.min()), im(rect.max()), true); }
void Ui::pop_clip() { ImGui::PopClipRect(); }

ImGuiID Ui::unique_id(std::string_view name) {
  ImGuiID id = ImGui::GetID(name.data(), name.data() + name.size());
  int count = names_[id]++;
  if (count == 0) return id;
  return id ^ (static_cast<ImGuiID>(count) * 0x9e3779b9U);
}

Press Ui::press(Rect rect, std::string_view name, std::string_view text) {
  Press p;
  ImGuiID id = unique_id(name);
  ImGui::SetCursorScreenPos(im(rect.min()));
  ImGui::PushID(reinterpret_cast<void*>(static_cast<uintptr_t>(id)));
  ImGui::InvisibleButton("#", {std::max(1.0F, rect.width()), std::max(1.0F, rect.height())},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  ImGui::PopID();
  p.hovered = ImGui::IsItemHovered();
  p.held = ImGui::IsItemActive() && ImGui::GetIO().MouseDown[0];
  p.clicked = ImGui::IsItemDeactivated() && p.hovered && ImGui::GetIO().MouseReleased[0];
  p.right_clicked = p.hovered && ImGui::GetIO().MouseReleased[1];
  p.double_clicked = p.hovered && ImGui::IsMouseDoubleClicked(0);
  if (p.held) p.drag = from_im(ImGui::GetIO().MouseDelta);
  if (p.held) focus_ = 0;
  focus_order_.push_back(id);
  if (focus_ == id) {
    p.focused = true;
    focused_rect_ = rect.intersection(clip());
    p.clicked |= std::exchange(press_focused_, false);
  }
  laid({.name = std::string(name),
        .text = std::string(text.empty() ? name : text),
        .rect = rect,
        .kind = LaidKind::Control});
  return p;
}

bool Ui::hovers(Rect rect) const {
  return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
         rect.intersection(clip()).contains(mouse());
}

void Ui::laid(LaidOut entry) {
  entry.clip = clip();
  log.add(std::move(entry));
}

void Ui::focus_next(int step) {
  focus_step_ += step;
  press_focused_ = false;
}

void Ui::move_focus() {
  press_focused_ = false;
  auto at = std::ranges::find(focus_order_, focus_);
  if (at == focus_order_.end()) focus_ = 0;
  int step = std::exchange(focus_step_, 0);
  if (step == 0 || focus_order_.empty()) return;
  int n = static_cast<int>(focus_order_.size());
  int from = focus_ == 0 ? (step > 0 ? -1 : n) : static_cast<int>(at - focus_order_.begin());
  focus_ = focus_order_[static_cast<size_t>(((from + step) % n + n) % n)];
  animate();  // the ring's place is known once the control is laid out again
}

void Ui::tooltip(Rect target, std::string_view text) {
  tooltip_ = text;
  tooltip_target_ = target;
}

void Ui::draw_tooltip() {
  if (tooltip_ != tooltip_before_) {
    tooltip_before_ = tooltip_;
    tooltip_since_ = now;
  }
  if (tooltip_.empty()) return;
  double wait = kTooltipDelaySeconds - (now - tooltip_since_);
  if (wait > 0) return redraw_after(wait);
  std::vector<std::string_view> lines = wrap(*this, FontRole::Small, tooltip_, px(kTooltipWidth));
  float line_height = px(18);
  float width = 0;
  for (std::string_view line : lines) width = std::max(width, text_size(*this, FontRole::Small, line).x);
  Vec2 size{width + px(20), line_height * static_cast<float>(lines.size()) + px(12)};
  ImVec2 window = ImGui::GetIO().DisplaySize;
  float gap = px(6);
  bool below = tooltip_target_.y1 + gap + size.y <= window.y;
  float y = below ? tooltip_target_.y1 + gap : tooltip_target_.y0 - gap - size.y;
  float x = std::clamp(tooltip_target_.x0, 4.0F, std::max(4.0F, window.x - size.x - 4));
  Rect box = Rect::at({std::round(x), std::round(y)}, size);
  ImDrawList* top = ImGui::GetForegroundDrawList();
  top->AddRectFilled({box.x0 + 1, box.y0 + 3}, {box.x1 + 1, box.y1 + 3}, theme.shadow.packed(), px(5));
  top->AddRectFilled(im(box.min()), im(box.max()), theme.control.packed(), px(5));
  top->AddRect(im(box.min()), im(box.max()), theme.slot.packed(), px(5));
  float line_y = box.y0 + px(6);
  for (std::string_view line : lines) {
    top->AddText(font(FontRole::Small), font_size(FontRole::Small), {box.x0 + px(10), std::round(line_y)},
                 theme.text.packed(), line.data(), line.data() + line.size());
    line_y += line_height;
  }
  log.add({.name = "tooltip",
           .text = tooltip_,
           .rect = box,
           .clip = {0, 0, window.x, window.y},
           .kind = LaidKind::Overlay});
}

Flow::Flow(const Ui& ui, Rect area, float row_height, float gap)
    : ui_(ui),
      area_(area),
      x_(area.x0),
      y_(area.y0),
      right_(area.x1),
      height_(ui.px(row_height)),
      gap_(ui.px(gap)) {}

Rect Flow::take(Vec2 size) {
  Rect r = Rect::at({x_, std::round(y_ + (height_ - size.y) / 2)}, size);
  x_ = r.x1 + gap_;
  return r;
}

Rect Flow::take_right(Vec2 size) {
  Rect r = Rect::at({right_ - size.x, std::round(y_ + (height_ - size.y) / 2)}, size);
  right_ = r.x0 - gap_;
  return r;
}

void Flow::skip(float at_100_percent) { x_ += ui_.px(at_100_percent); }

void Flow::next_row(float row_height, float gap_above) {
  y_ += height_ + ui_.px(gap_above);
  if (row_height > 0) height_ = ui_.px(row_height);
  x_ = area_.x0;
  right_ = area_.x1;
}

}  // namespace gopherarium
