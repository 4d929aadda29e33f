#pragma once
// Properties of characters and UTF-8, as packages unicode and unicode/utf8 define them. Pure functions over constant tables.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gopherarium {

inline constexpr int32_t kRuneError = 0xfffd;
inline constexpr int32_t kMaxRune = 0x10ffff;

struct UnicodeRange {
  uint32_t low, high, stride;
};
// General categories, White_Space, scripts. Package unicode numbers its tables in this order, from 1.
enum class UnicodeTable : uint8_t {
  Cc, Cf, Co, Cs, Ll, Lm, Lo, Lt, Lu, Mc, Me, Mn, Nd, Nl, No, Pc, Pd, Pe, Pf, Pi, Po, Ps, Sc, Sk, Sm, So, Zl, Zp, Zs,
  C, L, M, N, P, S, Z, White_Space, Arabic, Armenian, Bengali, Cyrillic, Devanagari, Georgian, Greek, Han, Hangul, Hebrew,
  Hiragana, Katakana, Latin, Thai, Common, Inherited,
};
std::span<const UnicodeRange> unicode_table(UnicodeTable table);

struct CaseRange {
  uint32_t low, high;
  int32_t delta[3];  // to upper, lower, title case
};
inline constexpr int32_t kAlternating = 0x110000;  // a delta: upper and lower case take turns in the range
std::span<const CaseRange> case_ranges();

struct FoldPair {
  uint32_t from, to;
};
std::span<const FoldPair> fold_pairs();

bool is_in(UnicodeTable table, int32_t r);
bool is_space(int32_t r);
bool is_print(int32_t r);
bool is_graphic(int32_t r);
enum class LetterCase : uint8_t { Upper, Lower, Title };
int32_t to_case(LetterCase wanted, int32_t r);
int32_t simple_fold(int32_t r);

// ---- UTF-8
struct DecodedRune {
  int32_t rune;
  int size;  // 1 with kRuneError for a byte that begins nothing valid, 0 at the end
};
DecodedRune decode_rune(std::string_view text);
DecodedRune decode_last_rune(std::string_view text);
void append_rune(std::string& to, int32_t r);  // kRuneError for what isn't a character
int64_t rune_count(std::string_view text);
bool valid_utf8(std::string_view text);

// ---- Go's quoting, in the manner of strconv.Quote
enum class QuoteStyle : uint8_t { Unicode, Ascii, Graphic };
std::string quote(std::string_view text, char quote_mark, QuoteStyle style);
std::string quote_rune(int32_t r, QuoteStyle style);
bool can_backquote(std::string_view text);

}  // namespace gopherarium
