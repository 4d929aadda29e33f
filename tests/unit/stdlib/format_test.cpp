// Numbers, characters and directives, below the level of Go: what tests/go/stdlib can't reach by example.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "runtime/stdlib/float_format.h"
#include "runtime/stdlib/fmt_spec.h"
#include "runtime/stdlib/unicode.h"

namespace gopherarium {
namespace {

TEST(FormatFloat, ShortestReadsBackAsTheSameNumber) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (std::isnan(value)) continue;
    for (const char verb : {'e', 'g', 'x'}) {
      const std::string text = format_float(value, verb, -1, FloatSize::Bits64);
      ASSERT_EQ(parse_float(text, FloatSize::Bits64).value, value) << text;
    }
    const auto narrow = std::bit_cast<float>(static_cast<uint32_t>(random()));
    if (std::isnan(narrow)) continue;
    const std::string text = format_float(static_cast<double>(narrow), 'g', -1, FloatSize::Bits32);
    ASSERT_EQ(static_cast<float>(parse_float(text, FloatSize::Bits32).value), narrow) << text;
  }
}

TEST(ParseUnsigned, TakesWhatGoTakes) {
  struct Case {
    std::string_view text;
    int base, bits;
    uint64_t value;
    ParseStatus status;
  };
  for (const Case& c : std::initializer_list<Case>{{"18446744073709551615", 10, 64, ~uint64_t{0}, ParseStatus::Ok},
                                                   {"18446744073709551616", 10, 64, ~uint64_t{0}, ParseStatus::Range},
                                                   {"0b1_01", 0, 64, 5, ParseStatus::Ok},
                                                   {"0x_f", 0, 64, 15, ParseStatus::Ok},
                                                   {"1__0", 0, 64, 0, ParseStatus::Syntax},
                                                   {"256", 10, 8, 255, ParseStatus::Range},
                                                   {"", 10, 64, 0, ParseStatus::Syntax}}) {
    const ParsedInteger read = parse_unsigned(c.text, c.base, c.bits);
    EXPECT_EQ(read.value, c.value) << c.text;
    EXPECT_EQ(read.status, c.status) << c.text;
  }
}

TEST(Utf8, EveryCharacterThereAndBack) {
  for (int32_t r = 0; r <= kMaxRune; ++r) {
    if (r >= 0xd800 && r < 0xe000) continue;
    std::string text;
    append_rune(text, r);
    const DecodedRune first = decode_rune(text), last = decode_last_rune("x" + text);
    ASSERT_EQ(first.rune, r);
    ASSERT_EQ(last.rune, r);
    ASSERT_EQ(static_cast<size_t>(first.size), text.size());
    ASSERT_EQ(last.size, first.size);
  }
  for (const std::string_view bad : {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe4\xb8", "\xff"}) {
    EXPECT_EQ(decode_rune(bad).size, 1);
    EXPECT_FALSE(valid_utf8(bad));
  }
}

TEST(Unicode, FoldingGoesRound) {
  for (int32_t r = 0; r <= kMaxRune; ++r) {
    int32_t at = simple_fold(r);
    for (int steps = 0; at != r; ++steps) {
      ASSERT_LT(steps, 4) << r;
      at = simple_fold(at);
    }
  }
}

TEST(FmtSpec, WidthsCountCharacters) {
  FmtSpec spec;
  spec.has_width = true;
  spec.width = 4;
  std::string out;
  spec.text(out, "é☺");
  EXPECT_EQ(out, "  é☺");
  spec.minus = true;
  out.clear();
  spec.hex(out, "a", true);
  EXPECT_EQ(out, "61  ");
}

}  // namespace
}  // namespace gopherarium
