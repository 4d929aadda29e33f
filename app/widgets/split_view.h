#pragma once
// Draws the borders of a split tree and moves them: by dragging, or with the arrow keys while one has the
// focus.

#include "app/widgets/split.h"
#include "app/widgets/ui.h"

namespace gopherarium {

// Returns true when a border moved. Call after the areas were drawn, so that borders lie on top.
bool split_borders(Ui& ui, const SplitLayout& layout);

}  // namespace gopherarium
