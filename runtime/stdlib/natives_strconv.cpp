// Natives of package strconv, over float_format.h and unicode.h.

#include <algorithm>
#include <charconv>

#include "runtime/stdlib/float_format.h"
#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/unicode.h"

namespace gopherarium {
namespace {

int bits_of(NativeCall& call, uint32_t slot) {
  const auto bits = static_cast<int>(call.integer(slot));
  return bits == 0 ? 64 : bits;
}

NativeResult parsed(NativeCall& call, uint64_t value, ParseStatus status) {
  call.set(0, value);
  call.set_integer(1, static_cast<int64_t>(status));
  return NativeResult::Done;
}

// func parseUint(s string, base, bitSize int) (uint64, int)
NativeResult parse_uint(NativeCall& call) {
  const ParsedInteger read = parse_unsigned(call.text(0), static_cast<int>(call.integer(1)), bits_of(call, 2));
  return parsed(call, read.value, read.status);
}

// func parseInt(s string, base, bitSize int) (int64, int)
NativeResult parse_int(NativeCall& call) {
  std::string_view text = call.text(0);
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  const int bits = bits_of(call, 2);
  const ParsedInteger read = parse_unsigned(text, static_cast<int>(call.integer(1)), bits);
  if (read.status == ParseStatus::Syntax) return parsed(call, 0, read.status);
  const uint64_t limit = (uint64_t{1} << (bits - 1)) - (negative ? 0 : 1);
  const uint64_t magnitude = std::min(read.value, limit);
  return parsed(call, negative ? 0 - magnitude : magnitude, read.value > limit ? ParseStatus::Range : read.status);
}

// func parseFloat(s string, bitSize int) (float64, int)
NativeResult parse_real(NativeCall& call) {
  const ParsedFloat read = parse_float(call.text(0), call.integer(1) == 32 ? FloatSize::Bits32 : FloatSize::Bits64);
  call.set_real(0, read.value);
  call.set_integer(1, static_cast<int64_t>(read.status));
  return NativeResult::Done;
}

template <class T>
NativeResult format_integer(NativeCall& call, int base) {
  char buffer[72];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<T>(call.word(0)), base);
  call.set_text(0, {buffer, static_cast<size_t>(end.ptr - buffer)});
  return NativeResult::Done;
}

// func formatFloat(f float64, fmt, prec, bitSize int) string
NativeResult format_real(NativeCall& call) {
  const FloatSize size = call.integer(3) == 32 ? FloatSize::Bits32 : FloatSize::Bits64;
  // Longer than any number has digits, and what a program may fill memory with in one call.
  constexpr int64_t kLongest = 1 << 20;
  const auto precision = static_cast<int>(std::clamp<int64_t>(call.integer(2), -1, kLongest));
  call.set_text(0, format_float(call.real(0), static_cast<char>(call.integer(1)), precision, size));
  return NativeResult::Done;
}

}  // namespace

void add_strconv_natives(NativeTable& table) {
  table.add("strconv.parseInt", parse_int);
  table.add("strconv.parseUint", parse_uint);
  table.add("strconv.parseFloat", parse_real);
  table.add("strconv.formatFloat", format_real);
  table.add("strconv.Itoa", [](NativeCall& call) { return format_integer<int64_t>(call, 10); });
  table.add("strconv.formatInt", [](NativeCall& call) {
    return format_integer<int64_t>(call, static_cast<int>(call.integer(1)));
  });
  table.add("strconv.formatUint", [](NativeCall& call) {
    return format_integer<uint64_t>(call, static_cast<int>(call.integer(1)));
  });
  table.add("strconv.quote", [](NativeCall& call) {
    call.set_text(0, quote(call.text(0), '"', static_cast<QuoteStyle>(call.integer(1))));
    return NativeResult::Done;
  });
  table.add("strconv.quoteRune", [](NativeCall& call) {
    call.set_text(0, quote_rune(static_cast<int32_t>(call.integer(0)), static_cast<QuoteStyle>(call.integer(1))));
    return NativeResult::Done;
  });
  table.add("strconv.CanBackquote", [](NativeCall& call) {
    call.set_boolean(0, can_backquote(call.text(0)));
    return NativeResult::Done;
  });
}

}  // namespace gopherarium
