#include "runtime/stdlib/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gopherarium {
namespace {

constexpr UnicodeTable kPrintable[] = {UnicodeTable::L, UnicodeTable::M, UnicodeTable::N, UnicodeTable::P, UnicodeTable::S};

bool is_continuation(unsigned char c) { return (c & 0xc0) == 0x80; }

// How many bytes the sequence starting with c has, and the least character that may be written so.
struct Lead {
  int size;
  int32_t least;
  int32_t bits;
};
Lead lead_of(unsigned char c) {
  if (c >= 0xc2 && c <= 0xdf) return {2, 0x80, c & 0x1f};
  if (c >= 0xe0 && c <= 0xef) return {3, 0x800, c & 0x0f};
  if (c >= 0xf0 && c <= 0xf4) return {4, 0x10000, c & 0x07};
  return {1, 0, 0};
}

void append_escaped(std::string& out, int32_t r, char quote_mark, QuoteStyle style) {
  if (r == quote_mark || r == '\\') {
    out += '\\';
    out += static_cast<char>(r);
    return;
  }
  const bool plain = style == QuoteStyle::Ascii ? r < 0x80 && is_print(r)
                     : style == QuoteStyle::Graphic ? is_graphic(r) : is_print(r);
  if (plain) return append_rune(out, r);
  static constexpr std::string_view kLetters = "abfnrtv";
  static constexpr std::string_view kControls = "\a\b\f\n\r\t\v";
  if (const size_t at = r < 0x80 ? kControls.find(static_cast<char>(r)) : std::string_view::npos; at != std::string_view::npos) {
    out += '\\';
    out += kLetters[at];
  } else if ((r >= 0 && r < ' ') || r == 0x7f) {
    out += fmt::format("\\x{:02x}", r);
  } else if (r < 0 || r > kMaxRune || (r >= 0xd800 && r < 0xe000)) {
    out += "\\ufffd";
  } else {
    out += r < 0x10000 ? fmt::format("\\u{:04x}", r) : fmt::format("\\U{:08x}", r);
  }
}

}  // namespace

bool is_in(UnicodeTable table, int32_t r) {
  const auto ranges = unicode_table(table);
  const auto code = static_cast<uint32_t>(r);
  const auto found = std::lower_bound(ranges.begin(), ranges.end(), code,
                                      [](const UnicodeRange& range, uint32_t c) { return range.high < c; });
  return found != ranges.end() && code >= found->low && (code - found->low) % found->stride == 0;
}

bool is_space(int32_t r) {
  if (r < 0x100) return (r >= 9 && r <= 13) || r == ' ' || r == 0x85 || r == 0xa0;
  return is_in(UnicodeTable::White_Space, r);
}

bool is_print(int32_t r) {
  if (r >= 0 && r < 0x7f) return r >= ' ';
  return std::any_of(std::begin(kPrintable), std::end(kPrintable), [r](UnicodeTable table) { return is_in(table, r); });
}

bool is_graphic(int32_t r) { return is_print(r) || is_in(UnicodeTable::Zs, r); }

int32_t to_case(LetterCase wanted, int32_t r) {
  if (r >= 0 && r < 0x80) {
    if (wanted == LetterCase::Lower) return r >= 'A' && r <= 'Z' ? r + 32 : r;
    return r >= 'a' && r <= 'z' ? r - 32 : r;
  }
  const auto ranges = case_ranges();
  const auto code = static_cast<uint32_t>(r);
  const auto found = std::lower_bound(ranges.begin(), ranges.end(), code,
                                      [](const CaseRange& range, uint32_t c) { return range.high < c; });
  if (found == ranges.end() || code < found->low) return r;
  const int32_t delta = found->delta[static_cast<int>(wanted)];
  if (delta != kAlternating) return r + delta;
  // Upper case stands at the even distances from the range's start.
  const uint32_t pair = (code - found->low) & ~1u;
  return static_cast<int32_t>(found->low + (pair | (wanted == LetterCase::Lower ? 1u : 0u)));
}

int32_t simple_fold(int32_t r) {
  if (r < 0 || r > kMaxRune) return r;
  const auto pairs = fold_pairs();
  const auto found = std::lower_bound(pairs.begin(), pairs.end(), static_cast<uint32_t>(r),
                                      [](const FoldPair& pair, uint32_t c) { return pair.from < c; });
  if (found != pairs.end() && found->from == static_cast<uint32_t>(r)) return static_cast<int32_t>(found->to);
  const int32_t lower = to_case(LetterCase::Lower, r);
  return lower != r ? lower : to_case(LetterCase::Upper, r);
}

DecodedRune decode_rune(std::string_view text) {
  if (text.empty()) return {kRuneError, 0};
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  const Lead lead = lead_of(first);
  if (lead.size == 1 || text.size() < static_cast<size_t>(lead.size)) return {kRuneError, 1};
  int32_t r = lead.bits;
  for (int i = 1; i < lead.size; ++i) {
    const auto next = static_cast<unsigned char>(text[static_cast<size_t>(i)]);
    if (!is_continuation(next)) return {kRuneError, 1};
    r = r << 6 | (next & 0x3f);
  }
  if (r < lead.least || r > kMaxRune || (r >= 0xd800 && r < 0xe000)) return {kRuneError, 1};
  return {r, lead.size};
}

DecodedRune decode_last_rune(std::string_view text) {
  if (text.empty()) return {kRuneError, 0};
  for (size_t size = 1; size <= 4 && size <= text.size(); ++size) {
    const DecodedRune last = decode_rune(text.substr(text.size() - size));
    if (last.size == static_cast<int>(size) && (size > 1 || last.rune < 0x80)) return last;
  }
  return {kRuneError, 1};
}

void append_rune(std::string& to, int32_t r) {
  if (r < 0 || r > kMaxRune || (r >= 0xd800 && r < 0xe000)) r = kRuneError;
  const auto tail = [&to, r](int shift) { to += static_cast<char>(0x80 | ((r >> shift) & 0x3f)); };
  if (r < 0x80) {
    to += static_cast<char>(r);
  } else if (r < 0x800) {
    to += static_cast<char>(0xc0 | (r >> 6));
    tail(0);
  } else if (r < 0x10000) {
    to += static_cast<char>(0xe0 | (r >> 12));
    tail(6);
    tail(0);
  } else {
    to += static_cast<char>(0xf0 | (r >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

int64_t rune_count(std::string_view text) {
  int64_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) {
    at += static_cast<unsigned char>(text[at]) < 0x80 ? 1 : static_cast<size_t>(decode_rune(text.substr(at)).size);
  }
  return count;
}

bool valid_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const DecodedRune next = decode_rune(text.substr(at));
    if (next.size == 1 && next.rune == kRuneError) return false;
    at += static_cast<size_t>(next.size);
  }
  return true;
}

std::string quote(std::string_view text, char quote_mark, QuoteStyle style) {
  std::string out(1, quote_mark);
  for (size_t at = 0; at < text.size();) {
    const DecodedRune next = decode_rune(text.substr(at));
    if (next.size == 1 && next.rune == kRuneError) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else {
      append_escaped(out, next.rune, quote_mark, style);
    }
    at += static_cast<size_t>(next.size);
  }
  return out + quote_mark;
}

std::string quote_rune(int32_t r, QuoteStyle style) {
  if (r < 0 || r > kMaxRune || (r >= 0xd800 && r < 0xe000)) r = kRuneError;
  std::string out = "'";
  append_escaped(out, r, '\'', style);
  return out + "'";
}

bool can_backquote(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const DecodedRune next = decode_rune(text.substr(at));
    at += static_cast<size_t>(next.size);
    if (next.size > 1) {
      if (next.rune == 0xfeff) return false;
    } else if (next.rune == kRuneError || (next.rune < ' ' && next.rune != '\t') || next.rune == '`' || next.rune == 0x7f) {
      return false;
    }
  }
  return true;
}

}  // namespace gopherarium
