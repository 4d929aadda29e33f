#pragma once
// One instruction: 64 bits. Extension words are whole 64-bit values in the same array.

#include <cstdint>
#include <string_view>

namespace gopherarium {

enum class Opcode : uint16_t {
#define GOPH_OP(name, ...) name,
#include "runtime/bytecode/bytecode.def"
#undef GOPH_OP
  kCount,
};

enum class OpFormat : uint8_t { N, A, AB, ABC, ABI, AI32, J, AJ, ABJ, X, AX, ABX, ABCX };

struct Instruction {
  Opcode op{};
  uint16_t a = 0, b = 0, c = 0;

  constexpr int32_t imm32() const { return static_cast<int32_t>(b | (static_cast<uint32_t>(c) << 16)); }
  constexpr int16_t imm16() const { return static_cast<int16_t>(c); }
  static constexpr Instruction with_imm32(Opcode op, uint16_t a, int32_t imm) {
    return {op, a, static_cast<uint16_t>(imm), static_cast<uint16_t>(static_cast<uint32_t>(imm) >> 16)};
  }
};
static_assert(sizeof(Instruction) == 8);

struct OpInfo {
  std::string_view name;
  OpFormat format;
  std::string_view doc;
  constexpr bool extended() const { return format >= OpFormat::X; }
};
const OpInfo& op_info(Opcode op);

// How many bits of memory a scalar has, and how they extend to a slot.
enum class MemWidth : uint8_t { I8, U8, I16, U16, I32, U32, W64, Block };

enum class PrintKind : uint8_t { Bool, Int, Uint, Float, Complex, String, Pointer, Iface, Slice, Space, Newline };

// How many slots the results and the parameters of a called func value take, in 16 bits; kMany: that many or more.
struct CallShape {
  static constexpr uint32_t kMany = 255;
  uint32_t results = 0, params = 0;
  static constexpr CallShape unpack(uint16_t word) { return {uint32_t{word} >> 8, uint32_t{word} & 0xff}; }
  constexpr uint16_t pack() const {
    return static_cast<uint16_t>((results < kMany ? results : kMany) << 8 | (params < kMany ? params : kMany));
  }
};

// What a range loop over a func is at; its iterator may only call the body while it is Ready.
enum class RangeState : uint8_t {
  Done,       // the body has returned false
  Ready,
  Running,    // in the body, or a panic has left it
  Exhausted,  // the loop is over
  Missing,    // the iterator returned though a panic had left the body
};

}  // namespace gopherarium
