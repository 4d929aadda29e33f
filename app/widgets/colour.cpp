#include "app/widgets/colour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gopherarium {
namespace {

using Linear = std::array<double, 3>;

double to_linear(uint8_t byte) {
  double c = byte / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

uint8_t to_byte(double c) {
  c = std::clamp(c, 0.0, 1.0);
  double s = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<uint8_t>(std::lround(s * 255));
}

Linear linear(Colour c) { return {to_linear(c.r), to_linear(c.g), to_linear(c.b)}; }

// Severity 1.0 matrices of the paper, applied to linear RGB.
constexpr double kSeen[4][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

// Kept unrounded, so that a distance does not depend on which bytes a simulated colour happens to fall on.
Linear seen(Colour colour, Vision vision) {
  Linear in = linear(colour);
  const auto& m = kSeen[static_cast<int>(vision)];
  auto row = [&](int i) { return std::clamp(m[i][0] * in[0] + m[i][1] * in[1] + m[i][2] * in[2], 0.0, 1.0); };
  return {row(0), row(1), row(2)};
}

OkLab oklab_of(const Linear& rgb_linear) {
  auto [r, g, b] = rgb_linear;
  double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

}  // namespace

OkLab to_oklab(Colour colour) { return oklab_of(linear(colour)); }

Colour as_seen(Colour colour, Vision vision) {
  auto [r, g, b] = seen(colour, vision);
  return {to_byte(r), to_byte(g), to_byte(b), colour.a};
}

double colour_distance(Colour a, Colour b, Vision vision) {
  OkLab p = oklab_of(seen(a, vision));
  OkLab q = oklab_of(seen(b, vision));
  return 100 * std::sqrt((p.lightness - q.lightness) * (p.lightness - q.lightness) +
                         (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b));
}

double luminance(Colour colour) {
  auto [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

double contrast(Colour a, Colour b) {
  double la = luminance(a) + 0.05;
  double lb = luminance(b) + 0.05;
  return std::max(la, lb) / std::min(la, lb);
}

Colour mix(Colour a, Colour b, float t) {
  auto blend = [t](uint8_t x, uint8_t y) {
    return static_cast<uint8_t>(
        std::lround(static_cast<float>(x) + t * (static_cast<float>(y) - static_cast<float>(x))));
  };
  return {blend(a.r, b.r), blend(a.g, b.g), blend(a.b, b.b), blend(a.a, b.a)};
}

// White text keeps chips of one family alike as long as it reads well (4:1), dark text is for the bright
// fills.
Colour legible_on(Colour fill, Colour dark, Colour light) {
  return contrast(fill, light) >= 4.0 || contrast(fill, light) > contrast(fill, dark) ? light : dark;
}

}  // namespace gopherarium
