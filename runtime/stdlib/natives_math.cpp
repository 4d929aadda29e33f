// Natives of packages math, math/bits and sort. The C library's functions differ from Go's only where Go gives other special
// values, and those are said here.

#include <algorithm>
#include <bit>
#include <cmath>

#include "runtime/stdlib/natives.h"
#include "runtime/vm/values.h"

namespace gopherarium {
namespace {

template <double (*kFunction)(double)>
NativeResult unary(NativeCall& call) {
  call.set_real(0, kFunction(call.real(0)));
  return NativeResult::Done;
}
template <double (*kFunction)(double, double)>
NativeResult binary(NativeCall& call) {
  call.set_real(0, kFunction(call.real(0), call.real(1)));
  return NativeResult::Done;
}

// The C library may be off by one bit where Go is exact, as for 27.
double cube_root(double x) { return static_cast<double>(cbrtl(static_cast<long double>(x))); }

double go_round(double x) { return std::round(x); }
double round_to_even(double x) { return std::nearbyint(x); }
// Gamma of negative integers is NaN in Go, and of -Inf too.
double gamma(double x) {
  if (std::isinf(x) && x < 0) return NAN;
  if (x < 0 && x == std::floor(x)) return NAN;
  return std::tgamma(x);
}

NativeResult same_bits(NativeCall& call) {
  call.set(0, call.word(0));
  return NativeResult::Done;
}

NativeResult fma(NativeCall& call) {
  call.set_real(0, std::fma(call.real(0), call.real(1), call.real(2)));
  return NativeResult::Done;
}

NativeResult ldexp(NativeCall& call) {
  const int64_t exponent = std::clamp<int64_t>(call.integer(1), -5000, 5000);
  call.set_real(0, std::ldexp(call.real(0), static_cast<int>(exponent)));
  return NativeResult::Done;
}

NativeResult ones_count(NativeCall& call) {
  call.set_integer(0, std::popcount(call.word(0)));
  return NativeResult::Done;
}
NativeResult leading_zeros(NativeCall& call) {
  call.set_integer(0, std::countl_zero(call.word(0)));
  return NativeResult::Done;
}
NativeResult trailing_zeros(NativeCall& call) {
  call.set_integer(0, std::countr_zero(call.word(0)));
  return NativeResult::Done;
}
NativeResult reverse_bytes(NativeCall& call) {
  call.set(0, __builtin_bswap64(call.word(0)));
  return NativeResult::Done;
}
NativeResult reverse_bits(NativeCall& call) {
  uint64_t x = __builtin_bswap64(call.word(0));
  x = (x >> 4 & 0x0f0f0f0f0f0f0f0fu) | (x & 0x0f0f0f0f0f0f0f0fu) << 4;
  x = (x >> 2 & 0x3333333333333333u) | (x & 0x3333333333333333u) << 2;
  x = (x >> 1 & 0x5555555555555555u) | (x & 0x5555555555555555u) << 1;
  call.set(0, x);
  return NativeResult::Done;
}
NativeResult multiply(NativeCall& call) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(call.word(0)) * call.word(1);
  call.set(0, static_cast<uint64_t>(product >> 64));
  call.set(1, static_cast<uint64_t>(product));
  return NativeResult::Done;
}

// The slice in an interface, and the size of its elements; panics as reflect does where it is no slice.
bool slice_in(NativeCall& call, SliceWords& slice, uint32_t& elem_bytes) {
  const RType& type = call.rtype(iface_rtype(call.word(0)));
  if (type.kind != Kind::Slice) return false;
  Slot64 words[2];
  call.unpack_iface(call.word(0), words);
  slice = {words[0], words[1]};
  elem_bytes = call.rtype(type.elem).size;
  return true;
}

NativeResult sort_length(NativeCall& call) {
  SliceWords slice;
  uint32_t bytes = 0;
  if (!slice_in(call, slice, bytes)) return call.panic_text("reflect: call of Swapper on a value that is no slice");
  call.set_integer(0, static_cast<int64_t>(slice.length()));
  return NativeResult::Done;
}

NativeResult sort_swap(NativeCall& call) {
  SliceWords slice;
  uint32_t bytes = 0;
  if (!slice_in(call, slice, bytes)) return call.panic_text("reflect: call of Swapper on a value that is no slice");
  const uint64_t i = call.word(1), j = call.word(2);
  if (!slice.element(i) || !slice.element(j)) return call.panic_text("reflect: slice index out of range");
  if (i == j) return NativeResult::Done;
  std::byte* x = call.memory(call.element(slice, i, bytes));
  std::byte* y = call.memory(call.element(slice, j, bytes));
  std::vector<std::byte> kept(bytes + 8);
  copy_shared(kept.data(), x, bytes);
  copy_shared(x, y, bytes);
  copy_shared(y, kept.data(), bytes);
  return NativeResult::Done;
}

}  // namespace

void add_math_natives(NativeTable& table) {
  for (const char* name : {"math.Float64bits", "math.Float64frombits", "math.Float32bits", "math.Float32frombits"}) {
    table.add(name, same_bits);
  }
  table.add("math.Sqrt", unary<std::sqrt>);
  table.add("math.Exp", unary<std::exp>);
  table.add("math.Exp2", unary<std::exp2>);
  table.add("math.Expm1", unary<std::expm1>);
  table.add("math.Log", unary<std::log>);
  table.add("math.Log2", unary<std::log2>);
  table.add("math.Log10", unary<std::log10>);
  table.add("math.Log1p", unary<std::log1p>);
  table.add("math.Sin", unary<std::sin>);
  table.add("math.Cos", unary<std::cos>);
  table.add("math.Tan", unary<std::tan>);
  table.add("math.Asin", unary<std::asin>);
  table.add("math.Acos", unary<std::acos>);
  table.add("math.Atan", unary<std::atan>);
  table.add("math.Sinh", unary<std::sinh>);
  table.add("math.Cosh", unary<std::cosh>);
  table.add("math.Tanh", unary<std::tanh>);
  table.add("math.Asinh", unary<std::asinh>);
  table.add("math.Acosh", unary<std::acosh>);
  table.add("math.Atanh", unary<std::atanh>);
  table.add("math.Floor", unary<std::floor>);
  table.add("math.Ceil", unary<std::ceil>);
  table.add("math.Trunc", unary<std::trunc>);
  table.add("math.Round", unary<go_round>);
  table.add("math.RoundToEven", unary<round_to_even>);
  table.add("math.Cbrt", unary<cube_root>);
  table.add("math.Erf", unary<std::erf>);
  table.add("math.Erfc", unary<std::erfc>);
  table.add("math.Gamma", unary<gamma>);
  table.add("math.Pow", binary<std::pow>);
  table.add("math.Atan2", binary<std::atan2>);
  table.add("math.Hypot", binary<std::hypot>);
  table.add("math.Mod", binary<std::fmod>);
  table.add("math.Remainder", binary<std::remainder>);
  table.add("math.Nextafter", binary<std::nextafter>);
  table.add("math.FMA", fma);
  table.add("math.Ldexp", ldexp);
  table.add("math/bits.OnesCount64", ones_count);
  table.add("math/bits.LeadingZeros64", leading_zeros);
  table.add("math/bits.TrailingZeros64", trailing_zeros);
  table.add("math/bits.Reverse64", reverse_bits);
  table.add("math/bits.ReverseBytes64", reverse_bytes);
  table.add("math/bits.Mul64", multiply);
  table.add("sort.length", sort_length);
  table.add("sort.swap", sort_swap);
}

}  // namespace gopherarium
