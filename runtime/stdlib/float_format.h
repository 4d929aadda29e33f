#pragma once
// Floating-point numbers as text and back, in the manner of strconv.FormatFloat and ParseFloat. Pure functions.

#include <cstdint>
#include <string>
#include <string_view>

namespace gopherarium {

enum class FloatSize : uint8_t { Bits32 = 32, Bits64 = 64 };

// verb: one of b e E f g G x X; precision -1: the fewest digits that read back as the same number of that size.
std::string format_float(double value, char verb, int precision, FloatSize size);

enum class ParseStatus : uint8_t { Ok, Syntax, Range };
struct ParsedFloat {
  double value = 0;
  ParseStatus status = ParseStatus::Ok;
};
ParsedFloat parse_float(std::string_view text, FloatSize size);

struct ParsedInteger {
  uint64_t value = 0;
  ParseStatus status = ParseStatus::Ok;
};
// As strconv.ParseUint: base 0 takes the prefix and allows underscores; on overflow the value is the largest.
ParsedInteger parse_unsigned(std::string_view text, int base, int bits);
// Whether underscores stand only where Go's literals allow them.
bool underscores_ok(std::string_view text);

}  // namespace gopherarium
