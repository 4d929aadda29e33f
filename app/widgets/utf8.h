#pragma once
// UTF-8 as Go reads it: a byte that starts no valid sequence is one U+FFFD of width one.

#include <cstdint>
#include <string>
#include <string_view>

namespace gopherarium {

// The code point at byte `at`, which moves behind it.
uint32_t next_code_point(std::string_view text, size_t& at);
// The start of the code point before byte `at` (> 0).
size_t previous_start(std::string_view text, size_t at);
void append_utf8(std::string& out, uint32_t code_point);
size_t count_code_points(std::string_view text);

}  // namespace gopherarium
