#pragma once
// The classes of code points that Go's lexical grammar and its messages need.

namespace gopherarium {

bool is_unicode_letter(char32_t rune);     // general category L; without '_'
bool is_unicode_digit(char32_t rune);      // general category Nd
bool is_unicode_printable(char32_t rune);  // as Go's unicode.IsPrint: L, M, N, P, S and the ASCII space

}  // namespace gopherarium
