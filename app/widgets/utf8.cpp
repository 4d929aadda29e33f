#include "app/widgets/utf8.h"

namespace gopherarium {
namespace {

constexpr uint32_t kReplacement = 0xfffd;

uint8_t byte_at(std::string_view text, size_t i) { return static_cast<uint8_t>(text[i]); }
bool continues(uint8_t b) { return (b & 0xc0) == 0x80; }

}  // namespace

uint32_t next_code_point(std::string_view text, size_t& at) {
  uint8_t first = byte_at(text, at++);
  if (first < 0x80) return first;
  int more = first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
  if (first >= 0xf5) more = 0;
  if (more == 0 || at + static_cast<size_t>(more) > text.size()) return kReplacement;
  uint32_t c = first & (0x3fU >> more);
  for (int i = 0; i < more; ++i) {
    uint8_t b = byte_at(text, at + static_cast<size_t>(i));
    if (!continues(b)) return kReplacement;
    c = c << 6 | (b & 0x3fU);
  }
  constexpr uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (c < kLeast[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return kReplacement;
  at += static_cast<size_t>(more);
  return c;
}

size_t previous_start(std::string_view text, size_t at) {
  for (size_t back = 1; back <= 4 && back <= at; ++back) {
    size_t start = at - back;
    if (continues(byte_at(text, start))) continue;
    size_t end = start;
    next_code_point(text, end);
    if (end == at) return start;
    break;
  }
  return at - 1;
}

void append_utf8(std::string& out, uint32_t c) {
  auto put = [&](uint32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xe0 | c >> 12);
    } else {
      put(0xf0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3f));
    }
    put(0x80 | (c >> 6 & 0x3f));
  }
  put(0x80 | (c & 0x3f));
}

size_t count_code_points(std::string_view text) {
  size_t n = 0;
  for (size_t at = 0; at < text.size(); ++n) next_code_point(text, at);
  return n;
}

}  // namespace gopherarium
