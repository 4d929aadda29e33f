#pragma once
// The timeline: lanes over time, the playhead, what caused what. A panel over all of the window's width.

#include <memory>

#include "app/view/view.h"
#include "app/widgets/panel.h"

namespace gopherarium {

std::unique_ptr<Panel> make_timeline_panel(View& view);

}  // namespace gopherarium
