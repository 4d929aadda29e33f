#pragma once
// Goroutines and values as panels draw them, so that G7 looks and answers the same everywhere.

#include "app/view/view.h"
#include "app/widgets/controls.h"

namespace gopherarium {

// A chip in the goroutine's state's colour; a click selects it. Its tooltip says what it does.
void g_chip(Ui& ui, Flow& flow, const View& view, uint32_t g, ChipSize size = ChipSize::Normal);
// The function a goroutine runs and the line where it is: "worker · main.go:9".
std::string g_words(const View& view, uint32_t g);
// As many chips as fit on the row, then "+12".
template <class Ids>
void g_chips(Ui& ui, Flow& flow, const View& view, const Ids& ids, ChipSize size = ChipSize::Normal) {
  size_t left = ids.size();
  for (const auto& id : ids) {
    if (!flow.fits(ui.px(left > 1 ? 92.0F : 48.0F))) break;
    g_chip(ui, flow, view, id, size);
    --left;
  }
  if (left != 0) muted(ui, flow, "+" + std::to_string(left));
}

}  // namespace gopherarium
