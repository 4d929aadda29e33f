#include "runtime/types/constant.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gopherarium {
namespace {

// strtod and strtof round to nearest, ties to even, in the C library: an oracle of its own.
TEST(Constant, FloatsRoundToNearestEven) {
  for (const char* text : {"0.1", "1e23", "9007199254740993", "9007199254740995", "5e-324",
                           "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308",
                           "1.7976931348623157e308", "3.4028235e38", "1.4e-45", "7.006492321624085e-46",
                           "16777217", "16777219", "0.30000000000000004", "1e-400", "123456789.125"}) {
    ConstantValue value = float_literal(text);
    ASSERT_TRUE(value.known()) << text;
    EXPECT_EQ(round_to_float(value.real(), FloatWidth::F64), std::strtod(text, nullptr)) << text;
    EXPECT_EQ(round_to_float(value.real(), FloatWidth::F32), static_cast<double>(std::strtof(text, nullptr)))
        << text;
  }
  EXPECT_TRUE(std::isinf(float_literal("1.8e308").float64()));
  EXPECT_TRUE(std::isinf(round_to_float(float_literal("3.5e38").real(), FloatWidth::F32)));
}

TEST(Constant, Literals) {
  struct {
    const char* text;
    int64_t want;
  } ints[] = {{"0", 0}, {"0x_FF", 255}, {"0b101", 5}, {"0o17", 15}, {"017", 15}, {"1_000", 1000}};
  for (auto& c : ints) EXPECT_EQ(int_literal(c.text).int64(), c.want) << c.text;
  EXPECT_EQ(float_literal("0x1.8p3").float64(), 12.0);
  EXPECT_EQ(float_literal("1_0.5e+1").float64(), 105.0);
  EXPECT_EQ(imaginary_literal("0123i").imag_float64(), 123.0);
  EXPECT_EQ(imaginary_literal("0x10i").imag_float64(), 16.0);
  EXPECT_EQ(rune_literal("'\\u00e9'").int64(), 0xE9);
  EXPECT_EQ(rune_literal("'\xE4\xB8\x96'").int64(), 0x4E16);
  EXPECT_EQ(unquote_literal("\"a\\n\\x41\\u00e9\\101\""),
            "a\nA\xC3\xA9"
            "A");
  EXPECT_EQ(unquote_literal("`a\r\\n`"), "a\\n");
}

TEST(Constant, Arithmetic) {
  auto i = [](int64_t n) { return ConstantValue::of_int(n); };
  EXPECT_EQ(constant_binary(i(-7), Token::Div, i(2), Division::Truncated).int64(), -3);
  EXPECT_EQ(constant_binary(i(-7), Token::Rem, i(2), Division::Truncated).int64(), -1);
  EXPECT_EQ(constant_binary(i(1), Token::Div, i(4), Division::Exact).float64(), 0.25);
  EXPECT_EQ(constant_shift(i(-8), Token::Shr, 1).int64(), -4);
  EXPECT_EQ(constant_unary(Token::Xor, i(1), 8).int64(), 254);
  EXPECT_EQ(constant_unary(Token::Xor, i(1), 0).int64(), -2);
  EXPECT_FALSE(constant_shift(i(1), Token::Shl, 64).uint64());
  EXPECT_EQ(constant_shift(constant_shift(i(1), Token::Shl, 200), Token::Shr, 199).int64(), 2);
  ConstantValue z =
      constant_binary(imaginary_literal("2i"), Token::Mul, imaginary_literal("3i"), Division::Exact);
  EXPECT_EQ(z.int64(), -6);
}

}  // namespace
}  // namespace gopherarium
