#include "app/widgets/split_view.h"

#include "app/widgets/draw.h"

namespace gopherarium {
namespace {

constexpr float kKeyStep = 24;

float arrow_keys(const Ui& ui, SplitAxis axis) {
  float by = 0;
  for (const KeyPress& p : ui.keys) {
    if (p.key == (axis == SplitAxis::SideBySide ? "Right" : "Down")) by += 1;
    if (p.key == (axis == SplitAxis::SideBySide ? "Left" : "Up")) by -= 1;
  }
  return by;
}

}  // namespace

bool split_borders(Ui& ui, const SplitLayout& layout) {
  GroupScope group(ui, "borders");
  bool moved = false;
  for (const PlacedBorder& b : layout.borders) {
    bool side = b.axis == SplitAxis::SideBySide;
    Press p = ui.press(b.grip, "border " + b.node->name);
    float by = p.held ? (side ? p.drag.x : p.drag.y) : 0;
    if (p.focused) {
      ui.claim_arrows();
      by += arrow_keys(ui, b.axis) * ui.px(kKeyStep);
    }
    if (by != 0) {
      move_border(b, by, ui.scale);
      moved = true;
      ui.animate();
    }
    bool hot = p.hovered || p.held;
    if (hot) ImGui::SetMouseCursor(side ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    fill(ui, b.line, hot ? ui.theme.focus : ui.theme.border);
  }
  return moved;
}

}  // namespace gopherarium
