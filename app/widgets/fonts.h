#pragma once
// The atlas of all type roles for one scale. The faces are part of the program (assets/fonts), so the window
// looks the same everywhere; signs they lack come from wide-coverage fonts of the system. Only signs that
// were asked for are rasterised: the window starts with Latin and the signs of our own texts, and GlyphDemand
// brings the others before the next frame.

#include <set>
#include <string>

#include "app/widgets/ui.h"

namespace gopherarium {

class Fonts {
 public:
  // Builds the atlas and hands the fonts to ui. The GPU's copy is the caller's business (texture_changed).
  void build(Ui& ui, float scale);
  // True when text asked for signs the atlas lacked and it was built anew. Call between frames.
  bool update(Ui& ui);

 private:
  void rebuild(Ui& ui);

  float scale_ = 0;
  std::set<uint32_t> extra_;
  GlyphDemand demand_;
};

}  // namespace gopherarium
