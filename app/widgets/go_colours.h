#pragma once
// Go source in the theme's colours, by the scanner's own classes.

#include "app/widgets/source_colours.h"

namespace gopherarium {

std::vector<ColouredSpan> colour_go(std::string_view source);

}  // namespace gopherarium
