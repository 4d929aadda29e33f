// The dispatch loop. One goroutine, from where it stands until it leaves its M.
//
// pc points behind the instruction being executed; r is its frame. Operations that can fail, wait or move the stack are in
// Exec; everything else is here. Heap accesses are relaxed atomics of their width: ordinary moves on the machine, and no
// undefined behaviour when the Go program races.
//
// The controlled driver's loop also counts: each instruction costs one unit of virtual time, and when the budget is spent
// the goroutine stops where it is. While detail is wanted, it also shows each instruction to Detail before it is executed.

#include <bit>
#include <cmath>

#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

template <class T>
T load(const std::byte* from) {
  return __atomic_load_n(reinterpret_cast<const T*>(from), __ATOMIC_RELAXED);
}
template <class T>
void store(std::byte* to, T value) {
  __atomic_store_n(reinterpret_cast<T*>(to), value, __ATOMIC_RELAXED);
}
template <class T>
Slot64 extended(T value) {
  if constexpr (std::is_signed_v<T>) return static_cast<Slot64>(static_cast<int64_t>(value));
  return static_cast<Slot64>(value);
}

int64_t as_int(Slot64 slot) { return static_cast<int64_t>(slot); }
double as_f64(Slot64 slot) { return std::bit_cast<double>(slot); }
float as_f32(Slot64 slot) { return std::bit_cast<float>(static_cast<uint32_t>(slot)); }
Slot64 from_f64(double value) { return std::bit_cast<Slot64>(value); }
Slot64 from_f32(float value) { return std::bit_cast<uint32_t>(value); }

// Out of range and NaN give the smallest integer, as cvttsd2si does.
int64_t float_to_int(double value) {
  if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0)) return INT64_MIN;
  return static_cast<int64_t>(value);
}
uint64_t float_to_uint(double value) {
  if (value >= 9223372036854775808.0) return static_cast<uint64_t>(float_to_int(value - 9223372036854775808.0)) ^ (uint64_t{1} << 63);
  return static_cast<uint64_t>(float_to_int(value));
}

// The sign of value with size 1 for an infinity and 0 for all else.
double infinite_sign(double value) { return std::copysign(std::isinf(value) ? 1.0 : 0.0, value); }

// Go's complex division: Smith's method, and where that gives NaNs only, what C99's Annex G says of infinities and zeros.
void divide_complex(const Slot64* x, const Slot64* y, Slot64* to) {
  const double a = as_f64(x[0]), b = as_f64(x[1]), c = as_f64(y[0]), d = as_f64(y[1]);
  double re = 0, im = 0;
  if (std::fabs(c) >= std::fabs(d)) {
    const double ratio = d / c, denominator = c + ratio * d;
    re = (a + b * ratio) / denominator;
    im = (b - a * ratio) / denominator;
  } else {
    const double ratio = c / d, denominator = d + ratio * c;
    re = (a * ratio + b) / denominator;
    im = (b * ratio - a) / denominator;
  }
  if (std::isnan(re) && std::isnan(im)) {
    if (c == 0 && d == 0 && !(std::isnan(a) && std::isnan(b))) {
      re = std::copysign(INFINITY, c) * a;
      im = std::copysign(INFINITY, c) * b;
    } else if ((std::isinf(a) || std::isinf(b)) && std::isfinite(c) && std::isfinite(d)) {
      const double ia = infinite_sign(a), ib = infinite_sign(b);
      re = INFINITY * (ia * c + ib * d);
      im = INFINITY * (ib * c - ia * d);
    } else if ((std::isinf(c) || std::isinf(d)) && std::isfinite(a) && std::isfinite(b)) {
      const double ic = infinite_sign(c), id = infinite_sign(d);
      re = 0 * (a * ic + b * id);
      im = 0 * (b * ic - a * id);
    }
  }
  to[0] = from_f64(re);
  to[1] = from_f64(im);
}

}  // namespace

RunResult Vm::run(M& m, G& g) {
  if (sched_->driver() == DriverKind::Live) return interpret<Loop::Live>(m, g);
  if (detail_ == nullptr) return interpret<Loop::Controlled>(m, g);
  const RunResult result = interpret<Loop::Detailed>(m, g);
  detail_->left(g);
  return result;
}

#define CASE(name) op_##name
#define NEXT()                                      \
  do {                                              \
    if constexpr (kLoop != Loop::Live) {            \
      if (--budget < 0) [[unlikely]]                \
        goto out_of_budget;                         \
    }                                               \
    if constexpr (kLoop == Loop::Detailed) {        \
      m.budget = budget;                            \
      detail_->before(g, r, PC_OF(pc));             \
    }                                               \
    i = *pc++;                                      \
    goto* kLabels[static_cast<uint16_t>(i.op)];     \
  } while (false)
// The extension word of an instruction, which pc then stands behind.
#define EXTENSION() std::bit_cast<uint64_t>(*pc++)
#define JUMP(distance)                                                    \
  do {                                                                    \
    const int32_t by = (distance);                                        \
    pc += by;                                                             \
    if (by < 0 && g.preempt.load(std::memory_order_relaxed) != 0) [[unlikely]] \
      goto preempted;                                                     \
    NEXT();                                                               \
  } while (false)
#define PC_OF(pointer) static_cast<uint32_t>((pointer) - code)
// Calls an operation of Exec. exec.pc is the instruction's own, next_pc where the goroutine goes on after it.
#define SYNC(words)                        \
  exec.r = r;                              \
  exec.pc = PC_OF(pc) - (words);           \
  if constexpr (kLoop != Loop::Live) m.budget = budget
#define STEP(call)                                    \
  do {                                                \
    const Step step = exec.call;                      \
    if constexpr (kLoop != Loop::Live) budget = m.budget; \
    if (step != Step::Next) [[unlikely]] {            \
      if (step == Step::Leave) return exec.result;    \
      if (step == Step::Raise) goto raise;            \
      goto reload;                                    \
    }                                                 \
  } while (false)
#define SLOW(call)                                    \
  do {                                                \
    SYNC(1);                                          \
    STEP(call);                                       \
    NEXT();                                           \
  } while (false)
// An operation that has an extension word, named x in the call.
#define SLOW_X(call)                                  \
  do {                                                \
    const uint64_t x = EXTENSION();                   \
    SYNC(2);                                          \
    STEP(call);                                       \
    NEXT();                                           \
  } while (false)
#define NIL_CHECK(address, words) \
  if ((address) == 0) [[unlikely]] { \
    SYNC(words);                  \
    goto nil_pointer;             \
  }

#define BINARY(name, expression)   \
  CASE(name) : {                   \
    const Slot64 x = r[i.b], y = r[i.c]; \
    r[i.a] = (expression);         \
    NEXT();                        \
  }
#define UNARY(name, expression) \
  CASE(name) : {                \
    const Slot64 x = r[i.b];    \
    r[i.a] = (expression);      \
    NEXT();                     \
  }
#define BRANCH(name, condition)          \
  CASE(name) : {                         \
    if (condition) JUMP(i.imm16());      \
    NEXT();                              \
  }
#define LOAD(name, type)                                                             \
  CASE(name) : {                                                                     \
    const uint64_t address = r[i.b];                                                 \
    NIL_CHECK(address, 1)                                                            \
    r[i.a] = extended(load<type>(mem + ((address + static_cast<uint64_t>(i.c)) & kOffsetMask))); \
    NEXT();                                                                          \
  }
#define STORE(name, type)                                                            \
  CASE(name) : {                                                                     \
    const uint64_t address = r[i.a];                                                 \
    NIL_CHECK(address, 1)                                                            \
    store<type>(mem + ((address + static_cast<uint64_t>(i.c)) & kOffsetMask), static_cast<type>(r[i.b])); \
    NEXT();                                                                          \
  }
#define FRAME_LOAD(name, type)                                                       \
  CASE(name) : {                                                                     \
    const uint64_t x = EXTENSION();                                                  \
    type value;                                                                      \
    __builtin_memcpy(&value, reinterpret_cast<const std::byte*>(r + i.b) + x, sizeof value); \
    r[i.a] = extended(value);                                                        \
    NEXT();                                                                          \
  }
#define FRAME_STORE(name, type)                                                      \
  CASE(name) : {                                                                     \
    const uint64_t x = EXTENSION();                                                  \
    const type value = static_cast<type>(r[i.b]);                                    \
    __builtin_memcpy(reinterpret_cast<std::byte*>(r + i.a) + x, &value, sizeof value); \
    NEXT();                                                                          \
  }
// The place of element r[index] of the slice at r[slice], or a bounds panic.
#define ELEMENT(slice, index, words)                                                       \
  const Slot64 array = r[slice], window = r[(slice) + 1u], wanted = r[index];              \
  const uint64_t at = (window >> 32) + wanted;                                             \
  if (wanted >= (window & 0xffffffffu) || at >= (array >> kOffsetBits)) [[unlikely]] {     \
    SYNC(words);                                                                           \
    exec.raise_index(as_int(wanted), window & 0xffffffffu);                                \
    goto raise;                                                                            \
  }
#define INDEX(name, type)                                                            \
  CASE(name) : {                                                                     \
    ELEMENT(i.b, i.c, 1)                                                             \
    r[i.a] = extended(load<type>(mem + (array & kOffsetMask) + at * sizeof(type)));  \
    NEXT();                                                                          \
  }
#define SET_INDEX(name, type)                                                        \
  CASE(name) : {                                                                     \
    ELEMENT(i.a, i.b, 1)                                                             \
    store<type>(mem + (array & kOffsetMask) + at * sizeof(type), static_cast<type>(r[i.c])); \
    NEXT();                                                                          \
  }

template <Vm::Loop kLoop>
RunResult Vm::interpret(M& m, G& g) {
  static const void* const kLabels[] = {
#define GOPH_OP(name, ...) &&CASE(name),
#include "runtime/bytecode/bytecode.def"
#undef GOPH_OP
  };
  if (m.vm_data == nullptr) adopt(m);
  Exec exec{*this, m, g};
  const Image& image = image_;
  const Instruction* const code = image.code.data();
  std::byte* const mem = image.arena->at(0);
  int64_t budget = m.budget;
  Slot64* r = g.stack.words + g.base;
  Slot64* limit = g.stack.words + g.stack.capacity();
  const Instruction* pc = code + g.pc;
  Instruction i;
  if (g.vm_words[0] != 0) {  // a parked operation owes something
    SYNC(0);
    STEP(resume());
  }
  NEXT();

  // -- moves and constants
  CASE(Nop) : NEXT();
  CASE(Move) : r[i.a] = r[i.b];
  NEXT();
  CASE(MoveN) : __builtin_memmove(r + i.a, r + i.b, 8u * i.c);
  NEXT();
  CASE(Zero) : __builtin_memset(r + i.a, 0, 8u * i.b);
  NEXT();
  CASE(LoadInt) : r[i.a] = static_cast<Slot64>(static_cast<int64_t>(i.imm32()));
  NEXT();
  CASE(LoadWord) : r[i.a] = EXTENSION();
  NEXT();
  CASE(LoadString) : r[i.a] = image.strings[static_cast<uint32_t>(i.imm32())];
  NEXT();
  CASE(LoadFunc) : r[i.a] = image.static_closure(static_cast<uint32_t>(i.imm32()));
  NEXT();

  // -- integers
  BINARY(AddInt, x + y)
  BINARY(SubInt, x - y)
  BINARY(MulInt, x * y)
  CASE(AddImm) : r[i.a] = r[i.b] + static_cast<Slot64>(static_cast<int64_t>(i.imm16()));
  NEXT();
  CASE(MulImm) : r[i.a] = r[i.b] * static_cast<Slot64>(static_cast<int64_t>(i.imm16()));
  NEXT();
  CASE(DivInt) : {
    const int64_t x = as_int(r[i.b]), y = as_int(r[i.c]);
    if (y == 0) [[unlikely]] goto divide_by_zero;
    r[i.a] = y == -1 ? 0 - r[i.b] : static_cast<Slot64>(x / y);
    NEXT();
  }
  CASE(DivUint) : {
    if (r[i.c] == 0) [[unlikely]] goto divide_by_zero;
    r[i.a] = r[i.b] / r[i.c];
    NEXT();
  }
  CASE(RemInt) : {
    const int64_t x = as_int(r[i.b]), y = as_int(r[i.c]);
    if (y == 0) [[unlikely]] goto divide_by_zero;
    r[i.a] = y == -1 ? 0 : static_cast<Slot64>(x % y);
    NEXT();
  }
  CASE(RemUint) : {
    if (r[i.c] == 0) [[unlikely]] goto divide_by_zero;
    r[i.a] = r[i.b] % r[i.c];
    NEXT();
  }
  BINARY(And, x & y)
  BINARY(Or, x | y)
  BINARY(Xor, x ^ y)
  BINARY(AndNot, x & ~y)
  CASE(AndImm) : r[i.a] = r[i.b] & static_cast<Slot64>(static_cast<int64_t>(i.imm16()));
  NEXT();
  BINARY(Shl, y > 63 ? 0 : x << y)
  BINARY(ShrInt, static_cast<Slot64>(as_int(x) >> (y > 63 ? 63 : y)))
  BINARY(ShrUint, y > 63 ? 0 : x >> y)
  CASE(ShlImm) : r[i.a] = r[i.b] << i.c;
  NEXT();
  CASE(ShrIntImm) : r[i.a] = static_cast<Slot64>(as_int(r[i.b]) >> i.c);
  NEXT();
  CASE(ShrUintImm) : r[i.a] = r[i.b] >> i.c;
  NEXT();
  CASE(CheckShift) : {
    if (as_int(r[i.a]) < 0) [[unlikely]] {
      SYNC(1);
      exec.raise_error("negative shift amount");
      goto raise;
    }
    NEXT();
  }
  UNARY(Neg, 0 - x)
  UNARY(Not, ~x)
  UNARY(NotBool, x ^ 1)
  UNARY(ExtI8, extended(static_cast<int8_t>(x)))
  UNARY(ExtI16, extended(static_cast<int16_t>(x)))
  UNARY(ExtI32, extended(static_cast<int32_t>(x)))
  UNARY(ExtU8, x & 0xff)
  UNARY(ExtU16, x & 0xffff)
  UNARY(ExtU32, x & 0xffffffff)

  // -- floats
  BINARY(AddF64, from_f64(as_f64(x) + as_f64(y)))
  BINARY(SubF64, from_f64(as_f64(x) - as_f64(y)))
  BINARY(MulF64, from_f64(as_f64(x) * as_f64(y)))
  BINARY(DivF64, from_f64(as_f64(x) / as_f64(y)))
  UNARY(NegF64, from_f64(-as_f64(x)))
  BINARY(AddF32, from_f32(as_f32(x) + as_f32(y)))
  BINARY(SubF32, from_f32(as_f32(x) - as_f32(y)))
  BINARY(MulF32, from_f32(as_f32(x) * as_f32(y)))
  BINARY(DivF32, from_f32(as_f32(x) / as_f32(y)))
  UNARY(NegF32, from_f32(-as_f32(x)))
  CASE(AddC128) : {
    const Slot64 re = from_f64(as_f64(r[i.b]) + as_f64(r[i.c]));
    r[i.a + 1] = from_f64(as_f64(r[i.b + 1]) + as_f64(r[i.c + 1]));
    r[i.a] = re;
    NEXT();
  }
  CASE(SubC128) : {
    const Slot64 re = from_f64(as_f64(r[i.b]) - as_f64(r[i.c]));
    r[i.a + 1] = from_f64(as_f64(r[i.b + 1]) - as_f64(r[i.c + 1]));
    r[i.a] = re;
    NEXT();
  }
  CASE(MulC128) : {
    const double a = as_f64(r[i.b]), b = as_f64(r[i.b + 1]), c = as_f64(r[i.c]), d = as_f64(r[i.c + 1]);
    r[i.a] = from_f64(a * c - b * d);
    r[i.a + 1] = from_f64(a * d + b * c);
    NEXT();
  }
  CASE(DivC128) : divide_complex(r + i.b, r + i.c, r + i.a);
  NEXT();
  CASE(NegC128) : {
    r[i.a] = from_f64(-as_f64(r[i.b]));
    r[i.a + 1] = from_f64(-as_f64(r[i.b + 1]));
    NEXT();
  }

  // -- conversions
  UNARY(IntToF64, from_f64(static_cast<double>(as_int(x))))
  UNARY(UintToF64, from_f64(static_cast<double>(x)))
  UNARY(F64ToInt, static_cast<Slot64>(float_to_int(as_f64(x))))
  UNARY(F64ToUint, float_to_uint(as_f64(x)))
  UNARY(F64ToF32, from_f32(static_cast<float>(as_f64(x))))
  UNARY(F32ToF64, from_f64(static_cast<double>(as_f32(x))))
  UNARY(IntToF32, from_f32(static_cast<float>(as_int(x))))
  UNARY(UintToF32, from_f32(static_cast<float>(x)))
  CASE(RuneToString) : SLOW(rune_to_string(i));
  CASE(BytesToString) : SLOW(bytes_to_string(i));
  CASE(RunesToString) : SLOW(runes_to_string(i));
  CASE(StringToBytes) : SLOW(string_to_bytes(i));
  CASE(StringToRunes) : SLOW(string_to_runes(i));

  // -- comparisons
  BINARY(EqInt, x == y)
  BINARY(NeInt, x != y)
  BINARY(LtInt, as_int(x) < as_int(y))
  BINARY(LeInt, as_int(x) <= as_int(y))
  BINARY(LtUint, x < y)
  BINARY(LeUint, x <= y)
  BINARY(EqF64, as_f64(x) == as_f64(y))
  BINARY(NeF64, as_f64(x) != as_f64(y))
  BINARY(LtF64, as_f64(x) < as_f64(y))
  BINARY(LeF64, as_f64(x) <= as_f64(y))
  BINARY(EqF32, as_f32(x) == as_f32(y))
  BINARY(NeF32, as_f32(x) != as_f32(y))
  BINARY(LtF32, as_f32(x) < as_f32(y))
  BINARY(LeF32, as_f32(x) <= as_f32(y))
  BINARY(EqString, image.values->equal_string(x, y))
  BINARY(NeString, !image.values->equal_string(x, y))
  BINARY(LtString, image.values->compare_string(x, y) < 0)
  BINARY(LeString, image.values->compare_string(x, y) <= 0)
  CASE(EqIface) : SLOW(equal_iface(i));
  CASE(EqType) : SLOW_X(equal_type(i, x));

  // -- branches
  CASE(Jump) : JUMP(i.imm32());
  CASE(JumpTrue) : {
    if (r[i.a] != 0) JUMP(i.imm32());
    NEXT();
  }
  CASE(JumpFalse) : {
    if (r[i.a] == 0) JUMP(i.imm32());
    NEXT();
  }
  BRANCH(JumpEqInt, r[i.a] == r[i.b])
  BRANCH(JumpNeInt, r[i.a] != r[i.b])
  BRANCH(JumpLtInt, as_int(r[i.a]) < as_int(r[i.b]))
  BRANCH(JumpLeInt, as_int(r[i.a]) <= as_int(r[i.b]))
  BRANCH(JumpLtUint, r[i.a] < r[i.b])
  BRANCH(JumpLeUint, r[i.a] <= r[i.b])
  BRANCH(JumpEqImm, as_int(r[i.a]) == static_cast<int16_t>(i.b))
  BRANCH(JumpNeImm, as_int(r[i.a]) != static_cast<int16_t>(i.b))
  BRANCH(JumpLtImm, as_int(r[i.a]) < static_cast<int16_t>(i.b))
  BRANCH(JumpLeImm, as_int(r[i.a]) <= static_cast<int16_t>(i.b))
  BRANCH(JumpGtImm, as_int(r[i.a]) > static_cast<int16_t>(i.b))
  BRANCH(JumpGeImm, as_int(r[i.a]) >= static_cast<int16_t>(i.b))

  // -- globals and memory
  CASE(GlobalAddr) : r[i.a] = image.globals + EXTENSION();
  NEXT();
  CASE(LoadGlobal) : r[i.a] = load<Slot64>(mem + image.globals + EXTENSION());
  NEXT();
  CASE(StoreGlobal) : store<Slot64>(mem + image.globals + EXTENSION(), r[i.a]);
  NEXT();
  CASE(CheckNil) : {
    NIL_CHECK(r[i.a], 1)
    NEXT();
  }
  CASE(FieldAddr) : {
    const uint64_t x = EXTENSION();
    NIL_CHECK(r[i.b], 2)
    r[i.a] = (r[i.b] + x) & kOffsetMask;
    NEXT();
  }
  LOAD(Load8S, int8_t)
  LOAD(Load8U, uint8_t)
  LOAD(Load16S, int16_t)
  LOAD(Load16U, uint16_t)
  LOAD(Load32S, int32_t)
  LOAD(Load32U, uint32_t)
  LOAD(Load64, uint64_t)
  CASE(LoadN) : {
    const uint64_t x = EXTENSION();
    const uint64_t address = r[i.b];
    NIL_CHECK(address, 2)
    if (x % 8 != 0) r[i.a + x / 8] = 0;
    copy_shared(reinterpret_cast<std::byte*>(r + i.a), mem + (address & kOffsetMask), x);
    NEXT();
  }
  STORE(Store8, uint8_t)
  STORE(Store16, uint16_t)
  STORE(Store32, uint32_t)
  STORE(Store64, uint64_t)
  CASE(StoreN) : {
    const uint64_t x = EXTENSION();
    const uint64_t address = r[i.a];
    NIL_CHECK(address, 2)
    copy_shared(mem + (address & kOffsetMask), reinterpret_cast<const std::byte*>(r + i.b), x);
    NEXT();
  }
  CASE(CopyMemory) : {
    const uint64_t x = EXTENSION();
    const uint64_t to = r[i.a], from = r[i.b];
    NIL_CHECK(to, 2)
    NIL_CHECK(from, 2)
    move_shared(mem + (to & kOffsetMask), mem + (from & kOffsetMask), x);
    NEXT();
  }
  FRAME_LOAD(FrameLoad8S, int8_t)
  FRAME_LOAD(FrameLoad8U, uint8_t)
  FRAME_LOAD(FrameLoad16S, int16_t)
  FRAME_LOAD(FrameLoad16U, uint16_t)
  FRAME_LOAD(FrameLoad32S, int32_t)
  FRAME_LOAD(FrameLoad32U, uint32_t)
  CASE(FrameLoadN) : {
    const uint64_t x = EXTENSION();
    __builtin_memmove(r + i.a, reinterpret_cast<const std::byte*>(r + i.b) + (x & 0xffffffffu), x >> 32);
    NEXT();
  }
  FRAME_STORE(FrameStore8, uint8_t)
  FRAME_STORE(FrameStore16, uint16_t)
  FRAME_STORE(FrameStore32, uint32_t)
  CASE(FrameStoreN) : {
    const uint64_t x = EXTENSION();
    __builtin_memmove(reinterpret_cast<std::byte*>(r + i.a) + (x & 0xffffffffu), r + i.b, x >> 32);
    NEXT();
  }
  CASE(FrameElemAddr) : {
    const uint64_t x = EXTENSION();
    if (r[i.b] >= (x >> 32)) [[unlikely]] {
      SYNC(2);
      exec.raise_index(as_int(r[i.b]), x >> 32);
      goto raise;
    }
    r[i.a] = r[i.b] * (x & 0xffffffffu);
    NEXT();
  }
  CASE(FrameLoadAt) : SLOW_X(frame_load_at(i, x));
  CASE(FrameStoreAt) : SLOW_X(frame_store_at(i, x));
  CASE(New) : {
    const uint64_t x = EXTENSION();
    const uint64_t made = exec.allocate(image.types[x].size);
    if (made == 0) [[unlikely]] {
      SYNC(2);
      STEP(out_of_memory());
    }
    r[i.a] = made;
    NEXT();
  }
  CASE(ArrayElemAddr) : {
    const uint64_t x = EXTENSION();
    NIL_CHECK(r[i.b], 2)
    if (r[i.c] >= (x >> 32)) [[unlikely]] {
      SYNC(2);
      exec.raise_index(as_int(r[i.c]), x >> 32);
      goto raise;
    }
    r[i.a] = r[i.b] + r[i.c] * (x & 0xffffffffu);
    NEXT();
  }

  // -- strings
  CASE(Concat) : {
    const Slot64 both[2] = {r[i.b], r[i.c]};
    SYNC(1);
    STEP(concat(i.a, both, 2));
    NEXT();
  }
  CASE(ConcatN) : SLOW(concat(i.a, r + i.b, i.c));
  CASE(LenString) : r[i.a] = string_length(r[i.b]);
  NEXT();
  CASE(IndexString) : {
    const Slot64 text = r[i.b];
    if (r[i.c] >= string_length(text)) [[unlikely]] {
      SYNC(1);
      exec.raise_index(as_int(r[i.c]), string_length(text));
      goto raise;
    }
    r[i.a] = load<uint8_t>(mem + string_offset(text) + r[i.c]);
    NEXT();
  }
  CASE(SliceString) : SLOW_X(slice_string(i, x));
  CASE(RangeString) : {
    const Slot64 text = r[i.b], at = r[i.a + 1u];
    if (at >= string_length(text)) JUMP(i.imm16());
    const auto byte = load<uint8_t>(mem + string_offset(text) + at);
    r[i.a] = at;
    if (byte < 0x80) {
      r[i.a + 1u] = at + 1;
      r[i.a + 2u] = byte;
    } else {
      exec.r = r;
      exec.decode_rune(i);
    }
    NEXT();
  }

  // -- slices and arrays
  CASE(LenSlice) : r[i.a] = r[i.b + 1u] & 0xffffffffu;
  NEXT();
  CASE(CapSlice) : r[i.a] = SliceWords{r[i.b], r[i.b + 1u]}.capacity();
  NEXT();
  CASE(IndexAddr) : {
    const uint64_t x = EXTENSION();
    ELEMENT(i.b, i.c, 2)
    r[i.a] = (array & kOffsetMask) + at * x;
    NEXT();
  }
  INDEX(Index8S, int8_t)
  INDEX(Index8U, uint8_t)
  INDEX(Index16S, int16_t)
  INDEX(Index16U, uint16_t)
  INDEX(Index32S, int32_t)
  INDEX(Index32U, uint32_t)
  INDEX(Index64, uint64_t)
  SET_INDEX(SetIndex8, uint8_t)
  SET_INDEX(SetIndex16, uint16_t)
  SET_INDEX(SetIndex32, uint32_t)
  SET_INDEX(SetIndex64, uint64_t)
  CASE(MakeSlice) : SLOW_X(make_slice(i, x));
  CASE(SliceSlice) : SLOW_X(slice_slice(i, x));
  CASE(SliceArray) : SLOW_X(slice_array(i, x));
  CASE(SliceToArray) : SLOW_X(slice_to_array(i, x));
  CASE(Append) : SLOW_X(append(i, x));
  CASE(AppendOne) : SLOW_X(append_one(i, x));
  CASE(AppendString) : SLOW_X(append_string(i, x));
  CASE(Copy) : SLOW_X(copy(i, x));
  CASE(CopyString) : SLOW(copy_string(i));
  CASE(ClearSlice) : SLOW_X(clear_slice(i, x));

  // -- maps
  CASE(MakeMap) : SLOW_X(make_map(i, x));
  CASE(LenMap) : r[i.a] = image.maps->length(r[i.b]);
  NEXT();
  CASE(MapGet) : SLOW_X(map_get(i, x, CommaOk::No));
  CASE(MapGetOk) : SLOW_X(map_get(i, x, CommaOk::Yes));
  CASE(MapSet) : SLOW_X(map_set(i, x));
  CASE(MapDelete) : SLOW_X(map_delete(i, x));
  CASE(MapClear) : SLOW_X(map_clear(i, x));
  CASE(MapIter) : {
    (void)EXTENSION();
    SYNC(2);
    STEP(map_iter(i));
    NEXT();
  }
  CASE(MapNext) : {
    const uint64_t x = EXTENSION();
    SYNC(2);
    bool at_end = false;
    STEP(map_next(i, x, at_end));
    if (at_end) JUMP(static_cast<int32_t>(x >> 32));
    NEXT();
  }

  // -- interfaces
  CASE(MakeIface) : {
    const uint64_t x = EXTENSION();
    const TypeEntry& type = image.types[x];
    if (is_pointer_shaped(type.kind)) {
      r[i.a] = pack_iface(static_cast<uint32_t>(x), r[i.b]);
      NEXT();
    }
    SYNC(2);
    const Slot64 made = exec.box(static_cast<RTypeId>(x), r + i.b);
    if (made == 0) [[unlikely]] STEP(out_of_memory());
    r[i.a] = made;
    NEXT();
  }
  CASE(MakeIfaceAt) : {
    const uint64_t x = EXTENSION();
    r[i.a] = pack_iface(static_cast<uint32_t>(x), r[i.b]);
    NEXT();
  }
  CASE(AssertType) : SLOW_X(assert_type(i, x));
  CASE(AssertTypeOk) : SLOW_X(assert_type_ok(i, x));
  CASE(AssertIface) : SLOW_X(assert_iface(i, x));
  CASE(AssertIfaceOk) : SLOW_X(assert_iface_ok(i, x));
  CASE(IfaceType) : r[i.a] = iface_rtype(r[i.b]);
  NEXT();
  CASE(JumpNotType) : {
    const uint64_t x = EXTENSION();
    if (iface_rtype(r[i.a]) != static_cast<uint32_t>(x)) JUMP(static_cast<int32_t>(x >> 32));
    NEXT();
  }

  // -- calls
  {
    uint32_t proto;
    Slot64 closure;
    CASE(Call) : proto = static_cast<uint32_t>(i.imm32());
    closure = 0;
    goto call;
    CASE(CallClosure) : closure = r[i.b];
    NIL_CHECK(closure, 1)
    proto = static_cast<uint32_t>(load<Slot64>(mem + closure));
    goto call;
    CASE(CallIface) : {
      const uint64_t method = EXTENSION();
      const Slot64 word = r[i.b];
      NIL_CHECK(iface_rtype(word), 2)
      const RTypeId dynamic = iface_rtype(word);
      proto = exec.method_of(dynamic, static_cast<uint32_t>(method));
      closure = 0;
      // The receiver: the pointer of pointer-shaped types, else the whole interface for a wrapper to unpack.
      r[i.a + kFrameHeader + image.protos[proto].result_slots] =
          is_pointer_shaped(image.types[dynamic].kind) ? iface_payload(word) : word;
    }
  call:
    const ProtoEntry& callee = image.protos[proto];
    Slot64* frame = r + i.a;
    if (frame + callee.frame_slots > limit) [[unlikely]] {
      SYNC(1);
      exec.save(PC_OF(pc));
      if (!exec.grow_stack(static_cast<uint64_t>(frame - g.stack.words) + callee.frame_slots)) {
        STEP(stack_overflow());
      }
      r = exec.r;
      limit = g.stack.words + g.stack.capacity();
      frame = r + i.a;
    }
    frame[0] = FrameHeader::pack(PC_OF(pc), i.a);
    frame[1] = closure;
    r = frame;
    pc = code + callee.first;
    if (g.preempt.load(std::memory_order_relaxed) != 0) [[unlikely]] goto preempted;
    NEXT();
  }
  CASE(CallNative) : {
    exec.r = r;
    exec.pc = PC_OF(pc) - 1;
    if constexpr (kLoop != Loop::Live) m.budget = budget;
    STEP(call_native(i));
    limit = g.stack.words + g.stack.capacity();
    NEXT();
  }
  CASE(Return) : {
    const Slot64 header = r[0];
    r -= FrameHeader::distance(header);
    pc = code + FrameHeader::return_pc(header);
    NEXT();
  }
  CASE(MakeClosure) : {
    const uint64_t x = EXTENSION();
    const uint32_t captures = image.protos[x].captures;
    const uint64_t made = exec.allocate(8 + 8 * static_cast<uint64_t>(captures));
    if (made == 0) [[unlikely]] {
      SYNC(2);
      STEP(out_of_memory());
    }
    store<Slot64>(mem + made, x);
    for (uint32_t k = 0; k < captures; ++k) store<Slot64>(mem + made + 8 + 8 * k, r[i.b + k]);
    r[i.a] = made;
    NEXT();
  }
  CASE(LoadCapture) : r[i.a] = load<Slot64>(mem + r[1] + 8 + 8u * i.b);
  NEXT();
  CASE(Go) : SLOW(go_statement(i));
  CASE(Defer) : SLOW(defer_call(i));
  CASE(DeferToken) : {
    SYNC(1);
    exec.defer_token(i);
    NEXT();
  }
  CASE(DeferIn) : SLOW_X(defer_in(i, x));
  CASE(RangeState) : SLOW(raise_range(r[i.a]));
  CASE(RunDefers) : SLOW(run_defers());
  CASE(Panic) : {
    SYNC(1);
    STEP(go_panic(r[i.a]));
    NEXT();
  }
  CASE(Recover) : {
    SYNC(1);
    r[i.a] = exec.recover(exec.base());
    NEXT();
  }
  CASE(RecoverIn) : {
    SYNC(1);
    r[i.a] = exec.recover_in(i);
    NEXT();
  }

  // -- channels
  CASE(MakeChan) : SLOW_X(make_chan(i, x));
  CASE(Send) : SLOW_X(send(i, x));
  CASE(Recv) : SLOW_X(recv(i, x, ResumeKind::Recv));
  CASE(RecvOk) : SLOW_X(recv(i, x, ResumeKind::RecvOk));
  CASE(Close) : SLOW(close(i));
  CASE(LenChan) : r[i.a] = exec.chan_len(r[i.b]);
  NEXT();
  CASE(CapChan) : r[i.a] = exec.chan_cap(r[i.b]);
  NEXT();
  CASE(Select) : SLOW_X(select(i, x));

  CASE(NameObject) : {
    const uint64_t x = EXTENSION();
    if (bus_.on()) [[unlikely]] {
      SYNC(2);
      exec.name_object(r[i.a], x);
    }
    NEXT();
  }
  CASE(Print) : SLOW_X(print(i, x));

  // -- the VM's own
  CASE(GoroutineEnd) : {
    SYNC(1);
    return exec.goroutine_end();
  }
  CASE(DeferredEnd) : SLOW(deferred_end());
  CASE(PanicTextEnd) : SLOW(panic_text_end());

divide_by_zero:
  SYNC(1);
  exec.raise_error("integer divide by zero");
  goto raise;
nil_pointer:
  exec.raise_nil();
raise: {
  const Step step = exec.begin_panic();
  if (step == Step::Leave) return exec.result;
}
reload:
  r = g.stack.words + g.base;
  limit = g.stack.words + g.stack.capacity();
  pc = code + g.pc;
  NEXT();
preempted:
  exec.r = r;
  exec.save(PC_OF(pc));
  if constexpr (kLoop != Loop::Live) m.budget = budget;
  return RunResult::Preempted;
out_of_budget: __attribute__((unused));
  exec.r = r;
  exec.save(PC_OF(pc));
  m.budget = budget;
  return RunResult::Budget;
}

}  // namespace gopherarium
