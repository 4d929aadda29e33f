#pragma once
// Goroutines and values as panels draw them, so that G7 looks and answers the same everywhere.

#include "app/view/view.h"
#include "app/widgets/controls.h"

namespace gopherarium {

// A chip in the goroutine's state's colour; a click selects it. Its tooltip says what it does.
void g_chip(Ui& ui, Flow& flow, const View& view, uint32_t g, ChipSize size = ChipSize::Normal);
// The same at a place of the caller's choice.
void g_chip(Ui& ui, Rect at, const View& view, uint32_t g, ChipSize size = ChipSize::Normal);
// A press over words that are drawn already.
bool pressed(Ui& ui, Rect words, std::string_view name);
// The function a goroutine runs and the line where it is: "worker · main.go:9".
std::string g_words(const View& view, uint32_t g);
// As many chips as fit on the row, then "+12".
template <class Ids, class Draw>
void g_chips(Ui& ui, Flow& flow, const Ids& ids, Draw&& draw) {
  size_t left = ids.size();
  for (const auto& id : ids) {
    if (!flow.fits(ui.px(left > 1 ? 92.0F : 48.0F))) break;
    draw(id);
    --left;
  }
  if (left != 0) muted(ui, flow, "+" + std::to_string(left));
}
template <class Ids>
void g_chips(Ui& ui, Flow& flow, const View& view, const Ids& ids, ChipSize size = ChipSize::Normal) {
  g_chips(ui, flow, ids, [&](uint32_t g) { g_chip(ui, flow, view, g, size); });
}

}  // namespace gopherarium
