#pragma once
// Colours as sRGB bytes, and the arithmetic that says whether two can be told apart: OKLab (Ottosson 2020),
// simulated colour vision deficiency at full severity (Machado, Oliveira, Fernandes 2009) and WCAG contrast.
// Pure functions.

#include <cstdint>

namespace gopherarium {

struct Colour {
  uint8_t r = 0, g = 0, b = 0, a = 255;
  constexpr bool operator==(const Colour&) const = default;
  // As ImGui packs it (IM_COL32): a in the high byte, r in the low one.
  constexpr uint32_t packed() const {
    return static_cast<uint32_t>(a) << 24 | static_cast<uint32_t>(b) << 16 | static_cast<uint32_t>(g) << 8 |
           r;
  }
  constexpr Colour with_alpha(uint8_t alpha) const { return {r, g, b, alpha}; }
};

// rgb(0x65d35a)
constexpr Colour rgb(uint32_t hex) {
  return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8), static_cast<uint8_t>(hex), 255};
}

enum class Vision : uint8_t { Normal, Deuteran, Protan, Tritan };

struct OkLab {
  double lightness = 0, a = 0, b = 0;
};

OkLab to_oklab(Colour colour);
Colour as_seen(Colour colour, Vision vision);
// 100 times the Euclidean distance in OKLab; below about 6 two thin bars are hard to tell apart.
double colour_distance(Colour a, Colour b, Vision vision = Vision::Normal);
// WCAG 2 relative luminance (0..1) and contrast (1..21).
double luminance(Colour colour);
double contrast(Colour a, Colour b);
// a at t = 0, b at t = 1, mixed in sRGB; alpha too.
Colour mix(Colour a, Colour b, float t);
// Whichever of the two reads better on the fill.
Colour legible_on(Colour fill, Colour dark = rgb(0x161719), Colour light = rgb(0xffffff));

}  // namespace gopherarium
