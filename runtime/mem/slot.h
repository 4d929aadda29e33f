#pragma once
// How Go values are packed into 64-bit slots. Every packed value is one word, or words that are safe when torn: a data race
// in a lesson gives wrong values, as in Go, and never lets the host read foreign memory.
//
//   pointer   a byte offset into the run's arena, below 2^34; 0 is nil. Interior pointers are plain offsets too.
//   string    offset:34, length:30; the empty string is 0. So a string is at most 1 GiB.
//   interface payload:34, runtime type:30; nil is 0. The payload of pointer-shaped types is the pointer; bools and integers
//             of up to 33 bits stand in it, marked by the lowest bit; all else is the offset (a multiple of 8) of an
//             immutable copy.
//   slice     two words: {data offset:34, count:30} and {length:32, first:32}. count says how many elements there are from
//             the offset on, and is read in one piece with it, so an access that checks both index < length and
//             first + index < count stays inside whatever a racing writer mixes. The capacity is count - first.

#include <cstdint>
#include <optional>

namespace gopherarium {

using Slot64 = uint64_t;

inline constexpr int kOffsetBits = 34;
inline constexpr uint64_t kOffsetMask = (uint64_t{1} << kOffsetBits) - 1;
inline constexpr uint64_t kMaxCount = (uint64_t{1} << 30) - 1;  // elements of an array, bytes of a string, types

// ---- strings
constexpr Slot64 pack_string(uint64_t offset, uint64_t length) {
  return length == 0 ? 0 : (length << kOffsetBits) | offset;
}
constexpr uint64_t string_offset(Slot64 s) { return s & kOffsetMask; }
constexpr uint64_t string_length(Slot64 s) { return s >> kOffsetBits; }

// ---- interfaces
constexpr Slot64 pack_iface(uint32_t rtype, uint64_t payload) {
  return (static_cast<uint64_t>(rtype) << kOffsetBits) | payload;
}
constexpr uint32_t iface_rtype(Slot64 word) { return static_cast<uint32_t>(word >> kOffsetBits); }
constexpr uint64_t iface_payload(Slot64 word) { return word & kOffsetMask; }

// An integer (or bool) as a payload; nothing where it needs a box.
constexpr std::optional<uint64_t> inline_payload(int64_t value) {
  constexpr int64_t kLimit = int64_t{1} << (kOffsetBits - 2);
  if (value < -kLimit || value >= kLimit) return std::nullopt;
  return ((static_cast<uint64_t>(value) << 1) | 1) & kOffsetMask;
}
constexpr bool payload_is_inline(uint64_t payload) { return (payload & 1) != 0; }
constexpr int64_t inline_value(uint64_t payload) {
  constexpr int kUnused = 64 - kOffsetBits;
  return static_cast<int64_t>(payload << kUnused) >> (kUnused + 1);
}

// ---- slices
struct SliceWords {
  Slot64 array = 0;   // {offset, count}
  Slot64 window = 0;  // {length, first}

  constexpr uint64_t data() const { return array & kOffsetMask; }
  constexpr uint64_t count() const { return array >> kOffsetBits; }
  constexpr uint64_t length() const { return window & 0xffffffffu; }
  constexpr uint64_t first() const { return window >> 32; }
  // Torn words may say less than first: no capacity then.
  constexpr uint64_t capacity() const { return count() < first() ? 0 : count() - first(); }
  constexpr bool is_nil() const { return array == 0; }

  // The place of element `index` in the array, if there is one.
  constexpr std::optional<uint64_t> element(uint64_t index) const {
    if (index >= length() || first() + index >= count()) return std::nullopt;
    return first() + index;
  }
  // s[low:high:max]; the caller has checked low <= high <= max <= capacity.
  constexpr SliceWords sliced(uint64_t low, uint64_t high, uint64_t max) const {
    return {((first() + max) << kOffsetBits) | data(), (high - low) | ((first() + low) << 32)};
  }
  bool operator==(const SliceWords&) const = default;
};
constexpr SliceWords make_slice_words(uint64_t data, uint64_t length, uint64_t capacity) {
  return {(capacity << kOffsetBits) | data, length};
}

}  // namespace gopherarium
