#include "runtime/stdlib/float_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace gopherarium {
namespace {

// 0.d1d2d3... * 10^point, without trailing zeros; no digits: zero.
struct Decimal {
  std::string digits;
  int point = 0;
};

constexpr size_t kLongest = 1100;  // 17 digits, or 309 before and 767 after the point

Decimal decimal_of(std::string_view scientific) {
  Decimal d;
  const size_t e = scientific.find('e');
  int exponent = 0;
  std::string_view power = scientific.substr(e + 1);
  if (power.front() == '+') power.remove_prefix(1);
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  for (char c : scientific.substr(0, e)) {
    if (c != '.') d.digits += c;
  }
  while (!d.digits.empty() && d.digits.back() == '0') d.digits.pop_back();
  d.point = d.digits.empty() ? 0 : exponent + 1;
  return d;
}

Decimal shortest(double value, FloatSize size) {
  char buffer[64];
  const auto end = size == FloatSize::Bits32
                       ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<float>(value), std::chars_format::scientific)
                       : std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  return decimal_of({buffer, static_cast<size_t>(end.ptr - buffer)});
}

// Rounded to `count` digits, at least one.
Decimal rounded(double value, int count) {
  std::string buffer(kLongest + static_cast<size_t>(count), '\0');
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, count - 1);
  return decimal_of({buffer.data(), static_cast<size_t>(end.ptr - buffer.data())});
}

char digit_at(const Decimal& d, int index) {
  return index >= 0 && index < static_cast<int>(d.digits.size()) ? d.digits[static_cast<size_t>(index)] : '0';
}

std::string with_exponent(const Decimal& d, int precision, char letter) {
  std::string out(1, digit_at(d, 0));
  if (precision > 0) out += '.';
  for (int i = 1; i <= precision; ++i) out += digit_at(d, i);
  const int exponent = d.digits.empty() ? 0 : d.point - 1;
  return out + fmt::format("{}{}{:02}", letter, exponent < 0 ? '-' : '+', std::abs(exponent));
}

std::string with_point(const Decimal& d, int precision) {
  std::string out;
  for (int i = 0; i < d.point; ++i) out += digit_at(d, i);
  if (out.empty()) out = "0";
  if (precision > 0) out += '.';
  for (int i = 0; i < precision; ++i) out += digit_at(d, d.point + i);
  return out;
}

std::string general(const Decimal& d, int precision, char letter) {
  const int count = static_cast<int>(d.digits.size());
  int limit = precision;
  if (limit > count && count >= d.point) limit = count;
  if (precision < 0) limit = 6;
  if (precision < 0) precision = count;  // as many as there are
  const int exponent = d.point - 1;
  if (exponent < -4 || exponent >= limit) return with_exponent(d, std::min(precision, count) - 1, letter);
  return with_point(d, std::max(count - d.point, 0));
}

struct Parts {
  uint64_t mantissa;
  int exponent;  // of the mantissa's lowest bit
};

Parts parts_of(double value, FloatSize size) {
  if (size == FloatSize::Bits32) {
    const auto bits = std::bit_cast<uint32_t>(static_cast<float>(value));
    const int field = static_cast<int>(bits >> 23 & 0xff);
    return {(bits & 0x7fffff) | (field != 0 ? 0x800000u : 0u), (field == 0 ? 1 : field) - 127 - 23};
  }
  const auto bits = std::bit_cast<uint64_t>(value);
  const int field = static_cast<int>(bits >> 52 & 0x7ff);
  return {(bits & ((uint64_t{1} << 52) - 1)) | (field != 0 ? uint64_t{1} << 52 : 0), (field == 0 ? 1 : field) - 1023 - 52};
}

std::string hexadecimal(double value, char verb, int precision, FloatSize size) {
  auto [mantissa, exponent] = parts_of(value, size);
  if (mantissa == 0) exponent = 0;
  // The leading 1 goes to bit 60, so that hexadecimal digits follow it.
  if (mantissa != 0) {
    const int shift = 60 - (63 - std::countl_zero(mantissa));
    mantissa <<= shift;
    exponent += 60 - shift;
  }
  if (precision >= 0 && precision < 15) {
    const int dropped = 60 - precision * 4;
    const uint64_t half = uint64_t{1} << (dropped - 1);
    const uint64_t rest = mantissa & ((half << 1) - 1);
    mantissa >>= dropped;
    if (rest > half || (rest == half && (mantissa & 1) != 0)) ++mantissa;
    mantissa <<= dropped;
    if ((mantissa >> 61) != 0) {
      mantissa >>= 1;
      ++exponent;
    }
  }
  const bool upper = verb == 'X';
  // A string of its own: GCC 12 with -fsanitize=undefined miscompiles an index into one of two literals.
  const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string out = upper ? "0X" : "0x";
  out += (mantissa >> 60) != 0 ? '1' : '0';
  mantissa <<= 4;
  if (precision < 0 ? mantissa != 0 : precision > 0) out += '.';
  for (int i = 0; precision < 0 ? mantissa != 0 : i < precision; ++i, mantissa <<= 4) {
    out += digits[mantissa >> 60];
  }
  return out + fmt::format("{}{}{:02}", upper ? 'P' : 'p', exponent < 0 ? '-' : '+', std::abs(exponent));
}

bool digit_of(char c, uint64_t& digit) {
  if (c >= '0' && c <= '9') digit = static_cast<uint64_t>(c - '0');
  else if ((c | 32) >= 'a' && (c | 32) <= 'z') digit = static_cast<uint64_t>((c | 32) - 'a' + 10);
  else return false;
  return true;
}

bool equal_folded(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) { return (a | 32) == b; });
}

// The syntax of a finite number without its sign: digits, a point, an exponent; hexadecimal ones must have a p exponent.
bool float_syntax(std::string_view text, bool hex) {
  size_t at = 0;
  int digits = 0, points = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      if (++points > 1) return false;
    } else if ((c >= '0' && c <= '9') || (hex && (c | 32) >= 'a' && (c | 32) <= 'f')) {
      ++digits;
    } else {
      break;
    }
  }
  if (digits == 0) return false;
  if (at == text.size()) return !hex;
  if ((text[at] | 32) != (hex ? 'p' : 'e')) return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  return at < text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                                         [](char c) { return c >= '0' && c <= '9'; });
}

template <class T>
ParsedFloat read_number(std::string text, bool hex) {
  T value{};
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value,
                                   hex ? std::chars_format::hex : std::chars_format::general);
  if (end.ec != std::errc::result_out_of_range) return {static_cast<double>(value)};
  // Too large or too small: from_chars doesn't say which; the C library does.
  if (hex) text.insert(0, "0x");
  const double near = std::strtod(text.c_str(), nullptr);
  const double as_size = static_cast<double>(static_cast<T>(near));
  if (std::isinf(as_size)) return {std::numeric_limits<double>::infinity(), ParseStatus::Range};
  return {as_size};
}

}  // namespace

std::string format_float(double value, char verb, int precision, FloatSize size) {
  if (size == FloatSize::Bits32) value = static_cast<double>(static_cast<float>(value));
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  const std::string sign = std::signbit(value) ? "-" : "";
  const double magnitude = std::fabs(value);
  switch (verb) {
    case 'b': {
      const Parts parts = parts_of(magnitude, size);
      return sign + fmt::format("{}p{}{}", parts.mantissa, parts.exponent < 0 ? "" : "+", parts.exponent);
    }
    case 'x': case 'X': return sign + hexadecimal(magnitude, verb, precision, size);
    case 'e': case 'E': {
      const Decimal d = precision < 0 ? shortest(magnitude, size) : rounded(magnitude, precision + 1);
      return sign + with_exponent(d, precision < 0 ? std::max(static_cast<int>(d.digits.size()) - 1, 0) : precision, verb);
    }
    case 'f': {
      if (precision < 0) {
        const Decimal d = shortest(magnitude, size);
        return sign + with_point(d, std::max(static_cast<int>(d.digits.size()) - d.point, 0));
      }
      std::string buffer(kLongest + static_cast<size_t>(precision), '\0');
      const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, std::chars_format::fixed, precision);
      buffer.resize(static_cast<size_t>(end.ptr - buffer.data()));
      return sign + buffer;
    }
    case 'g': case 'G': {
      if (precision == 0) precision = 1;
      const char letter = verb == 'g' ? 'e' : 'E';
      return sign + general(precision < 0 ? shortest(magnitude, size) : rounded(magnitude, precision), precision, letter);
    }
    default: return std::string("%") + verb;
  }
}

ParsedFloat parse_float(std::string_view text, FloatSize size) {
  std::string_view rest = text;
  bool negative = false;
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
    negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  const auto signed_value = [negative](double value) { return negative ? -value : value; };
  if (equal_folded(rest, "inf") || equal_folded(rest, "infinity")) {
    return {signed_value(std::numeric_limits<double>::infinity())};
  }
  if (equal_folded(text, "nan")) return {std::numeric_limits<double>::quiet_NaN()};
  const bool hex = rest.size() > 2 && rest[0] == '0' && (rest[1] | 32) == 'x';
  std::string digits(rest);
  if (rest.find('_') != std::string_view::npos) {
    if (!underscores_ok(text)) return {0, ParseStatus::Syntax};
    std::erase(digits, '_');
  }
  if (hex) digits.erase(0, 2);
  if (!float_syntax(digits, hex)) return {0, ParseStatus::Syntax};
  const ParsedFloat read = size == FloatSize::Bits32 ? read_number<float>(digits, hex) : read_number<double>(digits, hex);
  return {signed_value(read.value), read.status};
}

bool underscores_ok(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  bool hex = false;
  char before = '^';  // '0' a digit or prefix, '_' an underscore, '!' anything else
  if (text.size() >= 2 && text[0] == '0' && std::strchr("box", text[1] | 32) != nullptr) {
    before = '0';
    hex = (text[1] | 32) == 'x';
    text.remove_prefix(2);
  }
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (hex && (c | 32) >= 'a' && (c | 32) <= 'f')) {
      before = '0';
    } else if (c == '_') {
      if (before != '0') return false;
      before = '_';
    } else {
      if (before == '_') return false;
      before = '!';
    }
  }
  return before != '_';
}

ParsedInteger parse_unsigned(std::string_view text, int base, int bits) {
  const std::string_view whole = text;
  const bool any_base = base == 0;
  if (any_base) {
    base = 10;
    if (text.size() > 1 && text[0] == '0') {
      const char letter = static_cast<char>(text[1] | 32);
      base = letter == 'b' ? 2 : letter == 'x' ? 16 : 8;
      if (text.size() >= 3 && (letter == 'b' || letter == 'o' || letter == 'x')) text.remove_prefix(2);
      else text.remove_prefix(1), base = 8;
    }
  }
  if (text.empty()) return {0, ParseStatus::Syntax};
  const uint64_t largest = bits == 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
  unsigned __int128 value = 0;
  bool overflow = false, underscores = false;
  for (const char c : text) {
    if (c == '_' && any_base) {
      underscores = true;
      continue;
    }
    uint64_t digit = 0;
    if (!digit_of(c, digit) || digit >= static_cast<uint64_t>(base)) return {0, ParseStatus::Syntax};
    if (!overflow) value = value * static_cast<unsigned>(base) + digit;
    overflow = overflow || value > largest;
    // Go stops at the first digit too much; what follows isn't looked at.
    if (overflow) return {largest, ParseStatus::Range};
  }
  if (underscores && !underscores_ok(whole)) return {0, ParseStatus::Syntax};
  return {static_cast<uint64_t>(value)};
}

}  // namespace gopherarium
