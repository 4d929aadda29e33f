#include "runtime/stdlib/fmt_spec.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/stdlib/unicode.h"

namespace gopherarium {
namespace {

// %#g and its like keep trailing zeros: fills the number up to `digits` significant ones, before its exponent.
std::string with_all_digits(std::string number, char verb, int digits) {
  std::string tail;
  bool point = false, seen_nonzero = false;
  for (size_t i = 1; i < number.size(); ++i) {
    const char c = number[i];
    if (c == '.') {
      point = true;
    } else if (c == 'p' || c == 'P' || ((c == 'e' || c == 'E') && verb != 'x' && verb != 'X')) {
      tail = number.substr(i);
      number.resize(i);
      break;
    } else {
      if (c != '0') seen_nonzero = true;
      if (seen_nonzero) --digits;
    }
  }
  if (!point) {
    if (number.size() == 2 && number[1] == '0') --digits;
    number += '.';
  }
  number.append(static_cast<size_t>(std::max(digits, 0)), '0');
  return number + tail;
}

}  // namespace

void FmtSpec::padding(std::string& out, int64_t count) const {
  if (count > 0) out.append(static_cast<size_t>(count), zero ? '0' : ' ');
}

void FmtSpec::pad(std::string& out, std::string_view value) const {
  const int64_t missing = has_width ? width - rune_count(value) : 0;
  if (!minus) padding(out, missing);
  out += value;
  if (minus) padding(out, missing);
}

std::string_view FmtSpec::truncated(std::string_view value) const {
  if (!has_precision) return value;
  size_t at = 0;
  for (int n = 0; n < precision && at < value.size(); ++n) at += static_cast<size_t>(decode_rune(value.substr(at)).size);
  return value.substr(0, at);
}

void FmtSpec::integer(std::string& out, uint64_t value, int base, bool is_signed, char32_t verb) const {
  const bool negative = is_signed && static_cast<int64_t>(value) < 0;
  if (negative) value = 0 - value;
  FmtSpec blanks = *this;
  blanks.zero = false;
  int digits = 0;
  if (has_precision) {
    digits = precision;
    if (digits == 0 && value == 0) return blanks.padding(out, has_width ? width : 0);
  } else if (zero && has_width) {
    digits = width - (negative || plus || space ? 1 : 0);
  }
  std::string text = base == 2    ? fmt::format("{:b}", value)
                     : base == 8  ? fmt::format("{:o}", value)
                     : base == 10 ? fmt::format("{}", value)
                     : verb == 'X' ? fmt::format("{:X}", value)
                                   : fmt::format("{:x}", value);
  if (static_cast<int>(text.size()) < digits) text.insert(0, static_cast<size_t>(digits) - text.size(), '0');
  if (sharp && base == 2) text.insert(0, "0b");
  if (sharp && base == 8 && text[0] != '0') text.insert(0, "0");
  if (sharp && base == 16) text.insert(0, verb == 'X' ? "0X" : "0x");
  if (verb == 'O') text.insert(0, "0o");
  if (negative) text.insert(0, "-");
  else if (plus) text.insert(0, "+");
  else if (space) text.insert(0, " ");
  blanks.pad(out, text);
}

void FmtSpec::unicode(std::string& out, uint64_t value) const {
  const int digits = has_precision && precision > 4 ? precision : 4;
  std::string text = fmt::format("U+{:0{}X}", value, digits);
  if (sharp && value <= kMaxRune && is_print(static_cast<int32_t>(value))) {
    text += " '";
    append_rune(text, static_cast<int32_t>(value));
    text += "'";
  }
  FmtSpec blanks = *this;
  blanks.zero = false;
  blanks.pad(out, text);
}

void FmtSpec::character(std::string& out, uint64_t value) const {
  std::string text;
  append_rune(text, value > kMaxRune ? kRuneError : static_cast<int32_t>(value));
  pad(out, text);
}

void FmtSpec::quoted_character(std::string& out, uint64_t value) const {
  const int32_t r = value > kMaxRune ? kRuneError : static_cast<int32_t>(value);
  pad(out, quote_rune(r, plus ? QuoteStyle::Ascii : QuoteStyle::Unicode));
}

void FmtSpec::quoted(std::string& out, std::string_view value) const {
  value = truncated(value);
  if (sharp && can_backquote(value)) return pad(out, fmt::format("`{}`", value));
  pad(out, quote(value, '"', plus ? QuoteStyle::Ascii : QuoteStyle::Unicode));
}

void FmtSpec::hex(std::string& out, std::string_view value, bool upper) const {
  if (has_precision && static_cast<size_t>(precision) < value.size()) value = value.substr(0, static_cast<size_t>(precision));
  const std::string_view prefix = upper ? "0X" : "0x";
  std::string text;
  for (size_t i = 0; i < value.size(); ++i) {
    if (space && i > 0) text += ' ';
    if (sharp && (space || i == 0)) text += prefix;
    const auto byte = static_cast<unsigned char>(value[i]);
    text += upper ? fmt::format("{:02X}", byte) : fmt::format("{:02x}", byte);
  }
  pad(out, text);
}

void FmtSpec::real(std::string& out, double value, FloatSize size, char verb, int default_precision) const {
  const int digits = has_precision ? precision : default_precision;
  std::string number = format_float(value, verb, digits, size);
  if (number[0] != '-' && number[0] != '+') number.insert(0, "+");
  if (space && number[0] == '+' && !plus) number[0] = ' ';
  FmtSpec blanks = *this;
  blanks.zero = false;
  if (number[1] == 'I' || number[1] == 'N') {
    if (number[1] == 'N' && !space && !plus) number.erase(0, 1);
    return blanks.pad(out, number);
  }
  if (sharp && verb != 'b') {
    const bool significant = verb == 'g' || verb == 'G' || verb == 'x' || verb == 'v';
    number = with_all_digits(std::move(number), verb, !significant ? 0 : digits == -1 ? 6 : digits);
  }
  if (!plus && number[0] == '+') return pad(out, std::string_view(number).substr(1));
  if (zero && has_width && width > static_cast<int>(number.size())) {
    out += number[0];
    padding(out, width - static_cast<int64_t>(number.size()));
    out += std::string_view(number).substr(1);
    return;
  }
  pad(out, number);
}

}  // namespace gopherarium
