#include <fmt/format.h>

#include "runtime/vm/values.h"

#include <bit>
#include <cstring>
#include <string_view>

namespace gopherarium {
namespace {

template <class T>
T read(const std::byte* from) {
  return __atomic_load_n(reinterpret_cast<const T*>(from), __ATOMIC_RELAXED);
}
template <class T>
void write(std::byte* to, T value) {
  __atomic_store_n(reinterpret_cast<T*>(to), value, __ATOMIC_RELAXED);
}

bool both_aligned(const std::byte* to, const std::byte* from, uintptr_t align) {
  return ((reinterpret_cast<uintptr_t>(to) | reinterpret_cast<uintptr_t>(from)) & (align - 1)) == 0;
}

template <class T>
void copy_forward(std::byte* to, const std::byte* from, uint64_t count) {
  for (uint64_t i = 0; i < count; ++i) write<T>(to + i * sizeof(T), read<T>(from + i * sizeof(T)));
}
template <class T>
void copy_backward(std::byte* to, const std::byte* from, uint64_t count) {
  for (uint64_t i = count; i-- > 0;) write<T>(to + i * sizeof(T), read<T>(from + i * sizeof(T)));
}

uint64_t mix(uint64_t seed, uint64_t value) { return Values::hash_word(seed ^ (value + 0x9e3779b97f4a7c15u + (seed << 6))); }

// A word of each of the scalar kinds, so that equal values have equal words (floats apart).
uint64_t scalar_word(MemWidth width, const std::byte* from) {
  switch (width) {
    case MemWidth::I8:
    case MemWidth::U8: return read<uint8_t>(from);
    case MemWidth::I16:
    case MemWidth::U16: return read<uint16_t>(from);
    case MemWidth::I32:
    case MemWidth::U32: return read<uint32_t>(from);
    default: return read<uint64_t>(from);
  }
}

double float_of(Kind kind, const std::byte* from) {
  return kind == Kind::Float32 ? static_cast<double>(std::bit_cast<float>(read<uint32_t>(from)))
                               : std::bit_cast<double>(read<uint64_t>(from));
}

uint64_t hash_float(double value, uint64_t nan_hash) {
  if (value == 0) return 0;  // +0 and -0 are equal
  return value != value ? nan_hash : std::bit_cast<uint64_t>(value);
}

}  // namespace

void copy_shared(std::byte* to, const std::byte* from, uint64_t bytes) {
  if (both_aligned(to, from, 8)) {
    copy_forward<uint64_t>(to, from, bytes / 8);
    const uint64_t done = bytes & ~uint64_t{7};
    copy_forward<uint8_t>(to + done, from + done, bytes - done);
  } else if (both_aligned(to, from, 4)) {
    copy_forward<uint32_t>(to, from, bytes / 4);
    const uint64_t done = bytes & ~uint64_t{3};
    copy_forward<uint8_t>(to + done, from + done, bytes - done);
  } else {
    copy_forward<uint8_t>(to, from, bytes);
  }
}

void move_shared(std::byte* to, const std::byte* from, uint64_t bytes) {
  if (to <= from || to >= from + bytes) return copy_shared(to, from, bytes);
  if (both_aligned(to, from, 8)) {
    const uint64_t whole = bytes & ~uint64_t{7};
    copy_backward<uint8_t>(to + whole, from + whole, bytes - whole);
    copy_backward<uint64_t>(to, from, bytes / 8);
  } else {
    copy_backward<uint8_t>(to, from, bytes);
  }
}

void load_to_slots(const RType& type, const std::byte* from, Slot64* slots) {
  switch (type.width) {
    case MemWidth::I8: slots[0] = static_cast<Slot64>(static_cast<int64_t>(read<int8_t>(from))); return;
    case MemWidth::I16: slots[0] = static_cast<Slot64>(static_cast<int64_t>(read<int16_t>(from))); return;
    case MemWidth::I32: slots[0] = static_cast<Slot64>(static_cast<int64_t>(read<int32_t>(from))); return;
    case MemWidth::U8: slots[0] = read<uint8_t>(from); return;
    case MemWidth::U16: slots[0] = read<uint16_t>(from); return;
    case MemWidth::U32: slots[0] = read<uint32_t>(from); return;
    case MemWidth::W64: slots[0] = read<uint64_t>(from); return;
    case MemWidth::Block: break;
  }
  if (type.size % 8 != 0) slots[type.slots - 1] = 0;
  copy_shared(reinterpret_cast<std::byte*>(slots), from, type.size);
}

void store_from_slots(const RType& type, const Slot64* slots, std::byte* to) {
  switch (type.width) {
    case MemWidth::I8:
    case MemWidth::U8: write(to, static_cast<uint8_t>(slots[0])); return;
    case MemWidth::I16:
    case MemWidth::U16: write(to, static_cast<uint16_t>(slots[0])); return;
    case MemWidth::I32:
    case MemWidth::U32: write(to, static_cast<uint32_t>(slots[0])); return;
    case MemWidth::W64: write(to, slots[0]); return;
    case MemWidth::Block: copy_shared(to, reinterpret_cast<const std::byte*>(slots), type.size); return;
  }
}

bool Values::equal_string(Slot64 x, Slot64 y) const {
  if (x == y) return true;
  const uint64_t length = string_length(x);
  if (length != string_length(y)) return false;
  return std::memcmp(arena_->at(string_offset(x)), arena_->at(string_offset(y)), length) == 0;
}

int Values::compare_string(Slot64 x, Slot64 y) const {
  const std::string_view a = arena_->text(string_offset(x), string_length(x));
  return a.compare(arena_->text(string_offset(y), string_length(y)));
}

Values::Answer Values::equal_iface(Slot64 x, Slot64 y) const {
  const RTypeId type = iface_rtype(x);
  if (type != iface_rtype(y)) return {};
  if (type == 0) return {true};
  const RType& dynamic = program_->rtypes[type];
  if (!dynamic.comparable) return {false, type};
  if (x == y) {
    // The same box: equal, unless a NaN or an incomparable value is inside.
    if (is_pointer_shaped(dynamic.kind) || is_integer_kind(dynamic.kind) || dynamic.kind == Kind::Bool ||
        dynamic.kind == Kind::String) {
      return {true};
    }
  } else if (is_pointer_shaped(dynamic.kind) || (payload_is_inline(iface_payload(x)) && payload_is_inline(iface_payload(y)))) {
    return {};
  }
  const uint64_t a = iface_payload(x), b = iface_payload(y);
  const bool scalar = is_integer_kind(dynamic.kind) || dynamic.kind == Kind::Bool;
  if (scalar && (payload_is_inline(a) || payload_is_inline(b))) return {a == b};
  return equal(type, arena_->at(a), arena_->at(b));
}

Values::Answer Values::equal(RTypeId type, const std::byte* x, const std::byte* y) const {
  const RType& t = program_->rtypes[type];
  if (t.size == 0) return {true};  // however many parts of nothing there are
  switch (t.kind) {
    case Kind::String: return {equal_string(read<uint64_t>(x), read<uint64_t>(y))};
    case Kind::Interface: return equal_iface(read<uint64_t>(x), read<uint64_t>(y));
    case Kind::Float32:
    case Kind::Float64: return {float_of(t.kind, x) == float_of(t.kind, y)};
    case Kind::Complex64:
    case Kind::Complex128:
      return {float_of(Kind::Float64, x) == float_of(Kind::Float64, y) &&
              float_of(Kind::Float64, x + 8) == float_of(Kind::Float64, y + 8)};
    case Kind::Array: {
      const uint32_t size = program_->rtypes[t.elem].size;
      for (uint64_t i = 0; i < t.length; ++i) {
        const Answer answer = equal(t.elem, x + i * size, y + i * size);
        if (!answer.yes) return answer;
      }
      return {true};
    }
    case Kind::Struct:
      for (const RField& field : t.fields) {
        if (field.name == "_") continue;
        const Answer answer = equal(field.type, x + field.offset, y + field.offset);
        if (!answer.yes) return answer;
      }
      return {true};
    case Kind::Slice:
    case Kind::Map:
    case Kind::Func: return {false, type};
    default: return {scalar_word(t.width, x) == scalar_word(t.width, y)};
  }
}

uint64_t Values::hash_string(Slot64 string) const {
  // FNV-1a by words, finished by a multiplication.
  const std::byte* from = arena_->at(string_offset(string));
  uint64_t left = string_length(string), hash = 0xcbf29ce484222325u ^ left;
  for (; left >= 8; left -= 8, from += 8) {
    uint64_t word;
    std::memcpy(&word, from, 8);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  uint64_t word = 0;
  std::memcpy(&word, from, left);
  return hash_word(hash ^ word);
}

Values::Hash Values::hash_iface(Slot64 word, uint64_t nan_hash) const {
  const RTypeId type = iface_rtype(word);
  if (type == 0) return {0};
  const RType& dynamic = program_->rtypes[type];
  if (!dynamic.comparable) return {0, type};
  const uint64_t payload = iface_payload(word);
  if (is_pointer_shaped(dynamic.kind) || payload_is_inline(payload)) return {mix(type, hash_word(payload))};
  const Hash inner = hash(type, arena_->at(payload), nan_hash);
  return {mix(type, inner.value), inner.bad};
}

Values::Hash Values::hash(RTypeId type, const std::byte* value, uint64_t nan_hash) const {
  const RType& t = program_->rtypes[type];
  if (t.size == 0) return {1};
  switch (t.kind) {
    case Kind::String: return {hash_string(read<uint64_t>(value))};
    case Kind::Interface: return hash_iface(read<uint64_t>(value), nan_hash);
    case Kind::Float32:
    case Kind::Float64: return {hash_word(hash_float(float_of(t.kind, value), nan_hash))};
    case Kind::Complex64:
    case Kind::Complex128:
      return {mix(hash_float(float_of(Kind::Float64, value), nan_hash),
                  hash_float(float_of(Kind::Float64, value + 8), nan_hash))};
    case Kind::Array: {
      uint64_t all = t.length;
      const uint32_t size = program_->rtypes[t.elem].size;
      for (uint64_t i = 0; i < t.length; ++i) {
        const Hash one = hash(t.elem, value + i * size, nan_hash);
        if (one.bad != 0) return one;
        all = mix(all, one.value);
      }
      return {all};
    }
    case Kind::Struct: {
      uint64_t all = 1;
      for (const RField& field : t.fields) {
        if (field.name == "_") continue;
        const Hash one = hash(field.type, value + field.offset, nan_hash);
        if (one.bad != 0) return one;
        all = mix(all, one.value);
      }
      return {all};
    }
    case Kind::Slice:
    case Kind::Map:
    case Kind::Func: return {0, type};
    default: return {hash_word(scalar_word(t.width, value))};
  }
}

// Go's println of a float: +1.234560e+003.
std::string print_float(double value) {
  if (value != value) return "NaN";
  if (value > 1.7976931348623157e308) return "+Inf";
  if (value < -1.7976931348623157e308) return "-Inf";
  std::string text = fmt::format("{:+.6e}", value);
  const size_t exponent = text.find('e') + 2;
  if (text.size() - exponent == 2) text.insert(exponent, "0");
  return text;
}

}  // namespace gopherarium
