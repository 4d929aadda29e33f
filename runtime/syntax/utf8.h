#pragma once
// UTF-8, decoded as Go does: an invalid byte is U+FFFD with a width of one byte.

#include <cstdint>
#include <string>

namespace gopherarium {

struct DecodedRune {
  char32_t rune = 0xFFFD;
  uint32_t width = 1;  // bytes; 0 at the end of the text
  bool valid = false;
};

// The rune at `p`. Surrogates and overlong forms are invalid.
inline DecodedRune decode_utf8(const char* p, const char* end) {
  if (p >= end) return {0xFFFD, 0, false};
  auto byte = [p](int i) { return static_cast<unsigned char>(p[i]); };
  unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  uint32_t width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || end - p < static_cast<std::ptrdiff_t>(width)) return {};
  char32_t rune = first & (0xFFU >> (width + 1));
  for (uint32_t i = 1; i < width; ++i) {
    if ((byte(static_cast<int>(i)) & 0xC0) != 0x80) return {};
    rune = rune << 6 | (byte(static_cast<int>(i)) & 0x3FU);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (rune < kLeast[width] || rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000)) return {};
  return {rune, width, true};
}

inline void append_utf8(std::string& to, char32_t rune) {
  if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000)) rune = 0xFFFD;
  auto put = [&to](char32_t byte) { to += static_cast<char>(byte); };
  if (rune < 0x80) {
    put(rune);
  } else if (rune < 0x800) {
    put(0xC0 | rune >> 6);
    put(0x80 | (rune & 0x3F));
  } else if (rune < 0x10000) {
    put(0xE0 | rune >> 12);
    put(0x80 | (rune >> 6 & 0x3F));
    put(0x80 | (rune & 0x3F));
  } else {
    put(0xF0 | rune >> 18);
    put(0x80 | (rune >> 12 & 0x3F));
    put(0x80 | (rune >> 6 & 0x3F));
    put(0x80 | (rune & 0x3F));
  }
}

}  // namespace gopherarium
