#pragma once
// The table of the window's actions: names, default keys, help. Whoever can do one registers a handler
// (ActionRegistry::on); the overlay of keys, the palette, scripts and lessons read the same table.

#include "app/widgets/action.h"

namespace gopherarium {

void register_commands(ActionRegistry& registry);

}  // namespace gopherarium
