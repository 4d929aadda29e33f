#pragma once
// The values of rune and string literals, and how messages quote a rune.

#include <string>
#include <string_view>

namespace gopherarium {

// The value of a well-formed string literal ("..." or `...`), quotes included in `text`. A malformed one (BasicLit::bad)
// gives what can be read of it.
std::string string_literal_value(std::string_view text);

// The value of a well-formed rune literal, quotes included in `text`.
char32_t rune_literal_value(std::string_view text);

// 'x' with Go's escapes, as %q prints a rune.
std::string quote_rune(char32_t rune);

// U+00A7 '§', as %#U prints a rune; without the character where it isn't printable.
std::string describe_rune(char32_t rune);

}  // namespace gopherarium
