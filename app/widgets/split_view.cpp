#include "app/widgets/split_view.h"

#include "app/widgets/draw.h"

namespace gopherarium {
namespace {

constexpr float kKeyStep = 24;

float arrow_keys(SplitAxis axis) {
  auto down = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)) ? 1.0F : 0.0F; };
  return axis == SplitAxis::SideBySide ? down(ImGuiKey_RightArrow) - down(ImGuiKey_LeftArrow)
                                       : down(ImGuiKey_DownArrow) - down(ImGuiKey_UpArrow);
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
      by += arrow_keys(b.axis) * ui.px(kKeyStep);
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
