#pragma once
// Bytes of assets/fonts, part of the executable.

#include <cstddef>
#include <span>

#include "app/widgets/theme.h"

namespace gopherarium {

std::span<const std::byte> embedded_font(FontFace face);

}  // namespace gopherarium
