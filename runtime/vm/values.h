#pragma once
// Equality, hashing and copies of Go values by their runtime type.
//
// Values are passed as bytes in memory layout. A value in frame slots can be passed as it is: on a little-endian machine the
// low bytes of a slot are the memory layout of what it holds.

#include <cstddef>
#include <cstdint>

#include "runtime/bytecode/program.h"
#include "runtime/mem/arena.h"
#include "runtime/mem/slot.h"

namespace gopherarium {

constexpr bool is_pointer_shaped(Kind kind) {
  return kind == Kind::Pointer || kind == Kind::Map || kind == Kind::Chan || kind == Kind::Func ||
         kind == Kind::UnsafePointer;
}
constexpr bool is_integer_kind(Kind kind) { return kind >= Kind::Int && kind <= Kind::Uintptr; }
constexpr bool is_signed_kind(Kind kind) { return kind >= Kind::Int && kind <= Kind::Int64; }

// Addresses as programs print them: where gc's heap begins, and an offset into ours.
constexpr uint64_t kShownHeapBase = 0xc000000000;
constexpr uint64_t shown_address(uint64_t offset) { return kShownHeapBase + offset; }

// Words of another goroutine's memory, each read or written in one piece.
inline Slot64 load_word(const std::byte* from) {
  return __atomic_load_n(reinterpret_cast<const Slot64*>(from), __ATOMIC_RELAXED);
}
inline void store_word(std::byte* to, Slot64 word) { __atomic_store_n(reinterpret_cast<Slot64*>(to), word, __ATOMIC_RELAXED); }

// `bytes` bytes, in pieces as large as their alignment to 8 allows. Either side may be shared.
void copy_shared(std::byte* to, const std::byte* from, uint64_t bytes);
// The same where source and destination may overlap.
void move_shared(std::byte* to, const std::byte* from, uint64_t bytes);

// A scalar or block in memory into slots (narrow integers extended), and back.
void load_to_slots(const RType& type, const std::byte* from, Slot64* slots);
void store_from_slots(const RType& type, const Slot64* slots, std::byte* to);

// Equality and hashing of one program's values in one arena.
class Values {
 public:
  Values(const Program& program, const Arena& arena) : program_(&program), arena_(&arena) {}

  // Comparing or hashing an interface whose dynamic type is not comparable gives that type as `bad`; Go panics then.
  struct Answer {
    bool yes = false;
    RTypeId bad = 0;
  };
  Answer equal(RTypeId type, const std::byte* x, const std::byte* y) const;
  Answer equal_iface(Slot64 x, Slot64 y) const;
  bool equal_string(Slot64 x, Slot64 y) const;
  // Go's order of strings: < 0, 0, > 0.
  int compare_string(Slot64 x, Slot64 y) const;

  struct Hash {
    uint64_t value = 0;
    RTypeId bad = 0;
  };
  // NaN hashes to `nan_hash`, since it equals nothing.
  Hash hash(RTypeId type, const std::byte* value, uint64_t nan_hash) const;
  uint64_t hash_string(Slot64 string) const;
  static uint64_t hash_word(uint64_t word) {
    word *= 0x9e3779b97f4a7c15u;
    return word ^ (word >> 32);
  }

 private:
  Hash hash_iface(Slot64 word, uint64_t nan_hash) const;
  const Program* program_;
  const Arena* arena_;
};

std::string print_float(double value);  // as Go's println: +1.234560e+003

}  // namespace gopherarium
