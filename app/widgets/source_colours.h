#pragma once
// How source text gets its colours: whoever knows the language gives a function; widgets only draw.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "app/widgets/theme.h"

namespace gopherarium {

// Bytes [begin, end) of the source; what no span covers is plain. In order, not overlapping.
struct ColouredSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  SyntaxColour colour = SyntaxColour::Plain;
};

using Colouriser = std::function<std::vector<ColouredSpan>(std::string_view source)>;

}  // namespace gopherarium
