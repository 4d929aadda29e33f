#pragma once
// ConstantValue: what a constant expression evaluates to, exactly. Values are immutable; the TypeContext owns
// those that the AST points to.
//
// Kinds are normalised upwards only by the operations: an Int stays an Int until it meets a Float. Floats are
// rationals; one whose numerator or denominator passes kExactBits is rounded to kMantissaBits (gc keeps 512
// bits there, too), so arithmetic stays cheap; one whose exponent passes kExponentBits is Unknown, which the
// checker reports as an overflow.

#include <gmpxx.h>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/syntax/token.h"

namespace gopherarium {

struct ConstantValue {
  struct Complex {
    mpq_class re, im;
  };
  // The alternatives stand in the order of Kind.
  enum class Kind : uint8_t { Unknown, Bool, String, Int, Float, Complex };
  std::variant<std::monostate, bool, std::string, mpz_class, mpq_class, Complex> value;

  Kind kind() const { return static_cast<Kind>(value.index()); }
  bool known() const { return kind() != Kind::Unknown; }
  bool is_numeric() const { return kind() >= Kind::Int; }

  static ConstantValue unknown() { return {}; }
  static ConstantValue of_bool(bool b);
  static ConstantValue of_string(std::string s);
  static ConstantValue of_int(int64_t i);
  static ConstantValue of_uint(uint64_t i);
  static ConstantValue of_big(mpz_class i);
  static ConstantValue of_rational(mpq_class r);  // Unknown when out of range
  static ConstantValue of_double(double d);
  static ConstantValue of_complex(mpq_class re, mpq_class im);

  bool as_bool() const { return std::get<bool>(value); }
  const std::string& as_string() const { return std::get<std::string>(value); }

  // Numbers. `integer` has a value when the number is an integer without imaginary part, whatever its kind.
  std::optional<mpz_class> integer() const;
  std::optional<int64_t> int64() const;    // when it is an integer that fits
  std::optional<uint64_t> uint64() const;  // the same
  mpq_class real() const;                  // 0 for what is no number
  mpq_class imag() const;
  // Rounded to nearest, ties to even; infinite on overflow.
  double float64() const;
  double imag_float64() const;
  int sign() const;  // of the real part; of complex numbers: 0 only for zero

  // As gc's messages show it: strings quoted and cut, floats short.
  std::string text() const;
};

enum class FloatWidth : uint8_t { F32, F64 };

// Nearest float, ties to even; denormals are exact; overflow gives an infinity.
double round_to_float(const mpq_class& value, FloatWidth width);

// The value of a literal's text; Unknown when it cannot be represented at all.
ConstantValue int_literal(std::string_view text);
ConstantValue float_literal(std::string_view text);
ConstantValue imaginary_literal(std::string_view text);
ConstantValue rune_literal(std::string_view text);
ConstantValue string_literal(std::string_view text);
std::string unquote_literal(std::string_view text);

// Operations on operands of the same class (both numeric, both strings, both booleans). Division by zero is
// the caller's to exclude. `Div` of two Ints is exact unless `integer_division`.
enum class Division : uint8_t { Exact, Truncated };
ConstantValue constant_binary(const ConstantValue& x, Token op, const ConstantValue& y, Division division);
ConstantValue constant_shift(const ConstantValue& x, Token op, uint64_t count);
// `unsigned_bits` limits ^x of unsigned types; 0 for no limit.
ConstantValue constant_unary(Token op, const ConstantValue& x, unsigned unsigned_bits);
bool constant_compare(const ConstantValue& x, Token op, const ConstantValue& y);

// The same number as an Int, Float or Complex; Unknown when it cannot be one.
ConstantValue constant_to_int(const ConstantValue& x);
ConstantValue constant_to_float(const ConstantValue& x);
ConstantValue constant_to_complex(const ConstantValue& x);

}  // namespace gopherarium
