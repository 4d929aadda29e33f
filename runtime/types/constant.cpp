#include "runtime/types/constant.h"

#include <fmt/format.h>
#include <cmath>

#include "runtime/base/check.h"

namespace gopherarium {

namespace {

// Past this many bits in numerator or denominator a rational is rounded: gc keeps exact fractions up to here,
// too.
constexpr size_t kExactBits = 4096;
constexpr size_t kMantissaBits = 512;
// A number this large or small does not occur in programs; computing on would take memory without bounds.
constexpr long kExponentBits = 1 << 23;

size_t bit_count(const mpz_class& i) { return sgn(i) == 0 ? 0 : mpz_sizeinbase(i.get_mpz_t(), 2); }

mpz_class shifted_left(const mpz_class& i, long bits) {
  mpz_class result;
  if (bits >= 0)
    mpz_mul_2exp(result.get_mpz_t(), i.get_mpz_t(), static_cast<mp_bitcnt_t>(bits));
  else
    mpz_tdiv_q_2exp(result.get_mpz_t(), i.get_mpz_t(), static_cast<mp_bitcnt_t>(-bits));
  return result;
}

// |value| as quotient * 2^-shift with at least `bits` bits in the quotient; `sticky` says that something was
// cut off.
struct Scaled {
  mpz_class quotient;
  long shift = 0;
  bool sticky = false;
};

Scaled scale(const mpq_class& value, size_t bits) {
  Scaled result;
  mpz_class num = abs(value.get_num());
  const mpz_class& den = value.get_den();
  result.shift =
      static_cast<long>(bits) + 1 - (static_cast<long>(bit_count(num)) - static_cast<long>(bit_count(den)));
  mpz_class divisor = den;
  if (result.shift >= 0)
    num = shifted_left(num, result.shift);
  else
    divisor = shifted_left(den, -result.shift);
  mpz_class rest;
  mpz_tdiv_qr(result.quotient.get_mpz_t(), rest.get_mpz_t(), num.get_mpz_t(), divisor.get_mpz_t());
  result.sticky = sgn(rest) != 0;
  return result;
}

// The quotient without its last `drop` bits, rounded to nearest, ties to even.
mpz_class round_off(const Scaled& scaled, long drop) {
  if (drop <= 0) return shifted_left(scaled.quotient, -drop);
  mpz_class kept = shifted_left(scaled.quotient, -drop);
  auto half = static_cast<mp_bitcnt_t>(drop - 1);
  bool half_bit = mpz_tstbit(scaled.quotient.get_mpz_t(), half) != 0;
  bool below =
      scaled.sticky || (sgn(scaled.quotient) != 0 && mpz_scan1(scaled.quotient.get_mpz_t(), 0) < half);
  if (half_bit && (below || mpz_odd_p(kept.get_mpz_t()))) kept += 1;
  return kept;
}

mpq_class rounded_mantissa(const mpq_class& value) {
  Scaled scaled = scale(value, kMantissaBits + 2);
  long drop = static_cast<long>(bit_count(scaled.quotient)) - static_cast<long>(kMantissaBits);
  mpz_class mantissa = round_off(scaled, drop);
  long exponent = drop - scaled.shift;
  mpq_class result;
  if (exponent >= 0)
    result = mpq_class(shifted_left(mantissa, exponent));
  else
    result = mpq_class(mantissa, shifted_left(mpz_class(1), -exponent));
  result.canonicalize();
  return sgn(value) < 0 ? mpq_class(-result) : result;
}

std::string without_underscores(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != '_') out += c;
  return out;
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

void append_utf8(std::string& out, uint32_t rune) {
  auto put = [&](uint32_t byte) { out += static_cast<char>(byte); };
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

// One escape after its backslash; `at` moves past it. `is_byte`: it denotes a byte, not a code point.
uint32_t unescape(std::string_view text, size_t& at, bool& is_byte) {
  auto number = [&](size_t digits, int base) {
    uint32_t value = 0;
    for (size_t i = 0; i < digits && at < text.size(); i++, at++)
      value = value * static_cast<uint32_t>(base) + static_cast<uint32_t>(digit_value(text[at]));
    return value;
  };
  is_byte = false;
  char c = text[at++];
  switch (c) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case 'x': is_byte = true; return number(2, 16);
    case 'u': return number(4, 16);
    case 'U': return number(8, 16);
    default: break;
  }
  if (c >= '0' && c <= '7') {
    at--;
    is_byte = true;
    return number(3, 8);
  }
  return static_cast<unsigned char>(c);
}

uint32_t decode_rune(std::string_view text, size_t at) {
  auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0));
  };
  uint32_t b = byte(0);
  if (b < 0x80) return b;
  if (b < 0xE0) return (b & 0x1F) << 6 | (byte(1) & 0x3F);
  if (b < 0xF0) return (b & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  return (b & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
}

mpz_class power_of(unsigned long base, unsigned long exponent) {
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), base, exponent);
  return result;
}

template <class T>
bool compare_ordered(const T& x, Token op, const T& y) {
  switch (op) {
    case Token::Eql: return x == y;
    case Token::Neq: return x != y;
    case Token::Lss: return x < y;
    case Token::Leq: return x <= y;
    case Token::Gtr: return x > y;
    case Token::Geq: return x >= y;
    default: return false;
  }
}

ConstantValue integer_binary(const mpz_class& x, Token op, const mpz_class& y, Division division) {
  switch (op) {
    case Token::Add: return ConstantValue::of_big(x + y);
    case Token::Sub: return ConstantValue::of_big(x - y);
    case Token::Mul: return ConstantValue::of_big(x * y);
    case Token::Rem: return ConstantValue::of_big(x % y);
    case Token::And: return ConstantValue::of_big(x & y);
    case Token::Or: return ConstantValue::of_big(x | y);
    case Token::Xor: return ConstantValue::of_big(x ^ y);
    case Token::AndNot: return ConstantValue::of_big(x & ~y);
    case Token::Div: {
      if (division == Division::Truncated) return ConstantValue::of_big(x / y);
      mpq_class q(x, y);
      q.canonicalize();
      return ConstantValue::of_rational(std::move(q));
    }
    default: return ConstantValue::unknown();
  }
}

ConstantValue rational_binary(const mpq_class& x, Token op, const mpq_class& y) {
  switch (op) {
    case Token::Add: return ConstantValue::of_rational(x + y);
    case Token::Sub: return ConstantValue::of_rational(x - y);
    case Token::Mul: return ConstantValue::of_rational(x * y);
    case Token::Div: return ConstantValue::of_rational(x / y);
    default: return ConstantValue::unknown();
  }
}

ConstantValue complex_binary(const ConstantValue& x, Token op, const ConstantValue& y) {
  mpq_class a = x.real(), b = x.imag(), c = y.real(), d = y.imag();
  switch (op) {
    case Token::Add: return ConstantValue::of_complex(a + c, b + d);
    case Token::Sub: return ConstantValue::of_complex(a - c, b - d);
    case Token::Mul: return ConstantValue::of_complex(a * c - b * d, b * c + a * d);
    case Token::Div: {
      mpq_class s = c * c + d * d;
      return ConstantValue::of_complex((a * c + b * d) / s, (b * c - a * d) / s);
    }
    default: return ConstantValue::unknown();
  }
}

std::string quoted(const std::string& s) {
  constexpr size_t kShown = 72;  // gc's limit for strings in messages
  std::string out = "\"";
  for (size_t i = 0; i < s.size() && out.size() < kShown + 8; i++) {
    auto c = static_cast<unsigned char>(s[i]);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\a': out += "\\a"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\v': out += "\\v"; break;
      default:
        if (c < 0x20 || c == 0x7f)
          out += fmt::format("\\x{:02x}", c);
        else
          out += static_cast<char>(c);
    }
  }
  out += '"';
  if (out.size() <= kShown) return out;
  out.resize(kShown - 3);
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
  if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
  return out + "...";
}

std::string float_text(const mpq_class& value) {
  if (sgn(value) == 0) return "0";
  double d = round_to_float(value, FloatWidth::F64);
  if (!std::isinf(d) && d != 0) return fmt::format("{:.6g}", d);
  // Too large or small for a double: mantissa and decimal exponent by logarithm, which needs few digits here.
  long exponent2 = 0;
  double mantissa;
  Scaled scaled = scale(value, 64);
  mantissa = mpz_get_d_2exp(&exponent2, scaled.quotient.get_mpz_t());
  double log10 = std::log10(mantissa) + static_cast<double>(exponent2 - scaled.shift) * std::log10(2.0);
  double exponent = std::floor(log10);
  return fmt::format("{}{:.6g}e{:+03d}", sgn(value) < 0 ? "-" : "", std::pow(10.0, log10 - exponent),
                     static_cast<int>(exponent));
}

}  // namespace

// ---- making values

ConstantValue ConstantValue::of_bool(bool b) { return {b}; }
ConstantValue ConstantValue::of_string(std::string s) { return {std::move(s)}; }
ConstantValue ConstantValue::of_int(int64_t i) { return {mpz_class(static_cast<long>(i))}; }
ConstantValue ConstantValue::of_uint(uint64_t i) { return {mpz_class(static_cast<unsigned long>(i))}; }
ConstantValue ConstantValue::of_big(mpz_class i) { return {std::move(i)}; }

ConstantValue ConstantValue::of_rational(mpq_class r) {
  size_t num = bit_count(r.get_num());
  size_t den = bit_count(r.get_den());
  if (std::labs(static_cast<long>(num) - static_cast<long>(den)) > kExponentBits) return unknown();
  if (num > kExactBits || den > kExactBits) r = rounded_mantissa(r);
  return {std::move(r)};
}

ConstantValue ConstantValue::of_double(double d) {
  return std::isfinite(d) ? ConstantValue{mpq_class(d)} : unknown();
}

ConstantValue ConstantValue::of_complex(mpq_class re, mpq_class im) {
  ConstantValue r = of_rational(std::move(re));
  ConstantValue i = of_rational(std::move(im));
  if (!r.known() || !i.known()) return unknown();
  return {Complex{std::get<mpq_class>(r.value), std::get<mpq_class>(i.value)}};
}

// ---- reading values

std::optional<mpz_class> ConstantValue::integer() const {
  switch (kind()) {
    case Kind::Int: return std::get<mpz_class>(value);
    case Kind::Float: {
      const auto& r = std::get<mpq_class>(value);
      if (r.get_den() == 1) return r.get_num();
      return std::nullopt;
    }
    case Kind::Complex: {
      const auto& c = std::get<Complex>(value);
      if (sgn(c.im) == 0 && c.re.get_den() == 1) return c.re.get_num();
      return std::nullopt;
    }
    default: return std::nullopt;
  }
}

std::optional<int64_t> ConstantValue::int64() const {
  auto i = integer();
  if (!i || !i->fits_slong_p()) return std::nullopt;
  return i->get_si();
}

std::optional<uint64_t> ConstantValue::uint64() const {
  auto i = integer();
  if (!i || !i->fits_ulong_p()) return std::nullopt;
  return i->get_ui();
}

mpq_class ConstantValue::real() const {
  switch (kind()) {
    case Kind::Int: return mpq_class(std::get<mpz_class>(value));
    case Kind::Float: return std::get<mpq_class>(value);
    case Kind::Complex: return std::get<Complex>(value).re;
    default: return 0;
  }
}

mpq_class ConstantValue::imag() const {
  return kind() == Kind::Complex ? std::get<Complex>(value).im : mpq_class(0);
}
double ConstantValue::float64() const { return round_to_float(real(), FloatWidth::F64); }
double ConstantValue::imag_float64() const { return round_to_float(imag(), FloatWidth::F64); }

int ConstantValue::sign() const {
  if (kind() == Kind::Complex) return sgn(real()) | sgn(imag());
  if (kind() == Kind::Int) return sgn(std::get<mpz_class>(value));
  return sgn(real());
}

std::string ConstantValue::text() const {
  switch (kind()) {
    case Kind::Unknown: return "unknown";
    case Kind::Bool: return as_bool() ? "true" : "false";
    case Kind::String: return quoted(as_string());
    case Kind::Int: return std::get<mpz_class>(value).get_str();
    case Kind::Float: return float_text(std::get<mpq_class>(value));
    case Kind::Complex: return fmt::format("({} + {}i)", float_text(real()), float_text(imag()));
  }
  return {};
}

double round_to_float(const mpq_class& value, FloatWidth width) {
  if (sgn(value) == 0) return 0;
  const long precision = width == FloatWidth::F64 ? 53 : 24;
  const long lowest = width == FloatWidth::F64 ? -1074 : -149;
  const long highest = width == FloatWidth::F64 ? 1024 : 128;
  Scaled scaled = scale(value, 64);
  long top = static_cast<long>(bit_count(scaled.quotient)) - scaled.shift;  // value < 2^top
  long lsb = std::max(top - precision, lowest);
  mpz_class mantissa = round_off(scaled, lsb + scaled.shift);
  double result;
  if (static_cast<long>(bit_count(mantissa)) + lsb > highest)
    result = HUGE_VAL;
  else
    result = std::ldexp(mantissa.get_d(), static_cast<int>(lsb));
  return sgn(value) < 0 ? -result : result;
}

// ---- literals

ConstantValue int_literal(std::string_view text) {
  std::string digits = without_underscores(text);
  int base = 10;
  size_t skip = 0;
  if (digits.size() > 1 && digits[0] == '0') {
    char c = static_cast<char>(digits[1] | 0x20);
    base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
    skip = c == 'x' || c == 'b' || c == 'o' ? 2 : 1;
  }
  mpz_class value;
  if (value.set_str(digits.substr(skip), base) != 0) return ConstantValue::unknown();
  return ConstantValue::of_big(std::move(value));
}

ConstantValue float_literal(std::string_view text) {
  std::string s = without_underscores(text);
  bool hex = s.size() > 2 && s[0] == '0' && (s[1] | 0x20) == 'x';
  size_t at = hex ? 2 : 0;
  std::string digits;
  long point = 0;
  bool seen_point = false;
  for (; at < s.size(); at++) {
    char c = s[at];
    if (c == '.') {
      seen_point = true;
    } else if (digit_value(c) < (hex ? 16 : 10)) {
      digits += c;
      if (seen_point) point++;
    } else {
      break;
    }
  }
  long exponent = 0;
  if (at < s.size()) {
    errno = 0;
    exponent = std::strtol(s.c_str() + at + 1, nullptr, 10);
    // Beyond what is computed with: as good as 0, or as too large for every type.
    constexpr long kDecimalLimit = kExponentBits / 4;
    if (exponent < -kDecimalLimit) return ConstantValue::of_rational(0);
    exponent = std::min(exponent, kDecimalLimit);
  }
  mpz_class mantissa(digits.empty() ? "0" : digits, hex ? 16 : 10);
  exponent -= hex ? 4 * point : point;
  mpz_class power = power_of(hex ? 2 : 10, static_cast<unsigned long>(std::labs(exponent)));
  mpq_class value = exponent >= 0 ? mpq_class(mantissa * power) : mpq_class(mantissa, power);
  value.canonicalize();
  return ConstantValue::of_rational(std::move(value));
}

ConstantValue imaginary_literal(std::string_view text) {
  const std::string number = without_underscores(text.substr(0, text.size() - 1));
  bool prefixed =
      number.size() > 1 && number[0] == '0' && digit_value(number[1]) > 9 && (number[1] | 0x20) != 'e';
  bool is_float = number.find_first_of(".pP") != number.npos;
  if (!prefixed) is_float = true;  // 0123i is decimal, for old programs
  if (number.size() > 1 && (number[1] | 0x20) == 'b') is_float = false;
  if (number.size() > 1 && (number[1] | 0x20) == 'o') is_float = false;
  ConstantValue value = is_float ? float_literal(number) : int_literal(number);
  return value.known() ? ConstantValue::of_complex(0, value.real()) : value;
}

ConstantValue rune_literal(std::string_view text) {
  if (text.size() < 3) return ConstantValue::unknown();
  size_t at = 2;
  bool is_byte = false;
  uint32_t rune = text[1] == '\\' ? unescape(text, at, is_byte) : decode_rune(text, 1);
  return ConstantValue::of_int(rune);
}

std::string unquote_literal(std::string_view text) {
  std::string out;
  if (text.size() < 2) return out;
  if (text[0] == '`') {
    for (char c : text.substr(1, text.size() - 2))
      if (c != '\r') out += c;
    return out;
  }
  std::string_view inner = text.substr(1, text.size() - 2);
  for (size_t at = 0; at < inner.size();) {
    if (inner[at] != '\\' || at + 1 >= inner.size()) {
      out += inner[at++];
      continue;
    }
    at++;
    bool is_byte = false;
    uint32_t rune = unescape(inner, at, is_byte);
    if (is_byte)
      out += static_cast<char>(rune);
    else
      append_utf8(out, rune);
  }
  return out;
}

ConstantValue string_literal(std::string_view text) {
  return ConstantValue::of_string(unquote_literal(text));
}

// ---- operations

ConstantValue constant_binary(const ConstantValue& x, Token op, const ConstantValue& y, Division division) {
  using Kind = ConstantValue::Kind;
  if (!x.known() || !y.known()) return ConstantValue::unknown();
  switch (std::max(x.kind(), y.kind())) {
    case Kind::Bool:
      if (op == Token::AndAnd) return ConstantValue::of_bool(x.as_bool() && y.as_bool());
      if (op == Token::OrOr) return ConstantValue::of_bool(x.as_bool() || y.as_bool());
      return ConstantValue::unknown();
    case Kind::String:
      return op == Token::Add ? ConstantValue::of_string(x.as_string() + y.as_string())
                              : ConstantValue::unknown();
    case Kind::Int:
      return integer_binary(std::get<mpz_class>(x.value), op, std::get<mpz_class>(y.value), division);
    case Kind::Float: {
      auto i = x.integer(), j = y.integer();
      if (division == Division::Truncated && i && j) return integer_binary(*i, op, *j, division);
      return rational_binary(x.real(), op, y.real());
    }
    case Kind::Complex: return complex_binary(x, op, y);
    default: return ConstantValue::unknown();
  }
}

ConstantValue constant_shift(const ConstantValue& x, Token op, uint64_t count) {
  auto i = x.integer();
  if (!i) return ConstantValue::unknown();
  mpz_class result;
  if (op == Token::Shl)
    mpz_mul_2exp(result.get_mpz_t(), i->get_mpz_t(), count);
  else
    mpz_fdiv_q_2exp(result.get_mpz_t(), i->get_mpz_t(), count);
  return ConstantValue::of_big(std::move(result));
}

ConstantValue constant_unary(Token op, const ConstantValue& x, unsigned unsigned_bits) {
  using Kind = ConstantValue::Kind;
  switch (op) {
    case Token::Add: return x;
    case Token::Not:
      return x.kind() == Kind::Bool ? ConstantValue::of_bool(!x.as_bool()) : ConstantValue::unknown();
    case Token::Sub:
      if (x.kind() == Kind::Int) return ConstantValue::of_big(-std::get<mpz_class>(x.value));
      if (x.kind() == Kind::Float) return ConstantValue::of_rational(-x.real());
      if (x.kind() == Kind::Complex) return ConstantValue::of_complex(-x.real(), -x.imag());
      return ConstantValue::unknown();
    case Token::Xor: {
      auto i = x.integer();
      if (!i) return ConstantValue::unknown();
      mpz_class result = ~*i;
      if (unsigned_bits > 0) mpz_fdiv_r_2exp(result.get_mpz_t(), result.get_mpz_t(), unsigned_bits);
      return ConstantValue::of_big(std::move(result));
    }
    default: return ConstantValue::unknown();
  }
}

bool constant_compare(const ConstantValue& x, Token op, const ConstantValue& y) {
  using Kind = ConstantValue::Kind;
  if (!x.known() || !y.known()) return false;
  switch (std::max(x.kind(), y.kind())) {
    case Kind::Bool: return compare_ordered(x.as_bool(), op, y.as_bool());
    case Kind::String: return compare_ordered(x.as_string(), op, y.as_string());
    case Kind::Int: return compare_ordered(std::get<mpz_class>(x.value), op, std::get<mpz_class>(y.value));
    case Kind::Float: return compare_ordered(x.real(), op, y.real());
    case Kind::Complex: {
      bool equal = x.real() == y.real() && x.imag() == y.imag();
      return op == Token::Eql ? equal : !equal;
    }
    default: return false;
  }
}

ConstantValue constant_to_int(const ConstantValue& x) {
  auto i = x.integer();
  return i ? ConstantValue::of_big(std::move(*i)) : ConstantValue::unknown();
}

ConstantValue constant_to_float(const ConstantValue& x) {
  if (!x.is_numeric() || sgn(x.imag()) != 0) return ConstantValue::unknown();
  return x.kind() == ConstantValue::Kind::Float ? x : ConstantValue::of_rational(x.real());
}

ConstantValue constant_to_complex(const ConstantValue& x) {
  if (!x.is_numeric()) return ConstantValue::unknown();
  return ConstantValue::of_complex(x.real(), x.imag());
}

}  // namespace gopherarium
