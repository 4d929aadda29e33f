// Strings, slices and interfaces: the operations that allocate or can fail.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

constexpr uint32_t kRuneError = 0xfffd;

// Appends the UTF-8 of a rune; what is no code point becomes U+FFFD.
uint32_t encode_rune(int64_t rune, char* to) {
  auto code = static_cast<uint32_t>(rune);
  if (rune < 0 || rune > 0x10ffff || (rune >= 0xd800 && rune <= 0xdfff)) code = kRuneError;
  const auto byte = [](uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    to[0] = byte(code);
    return 1;
  }
  if (code < 0x800) {
    to[0] = byte(0xc0 | (code >> 6));
    to[1] = byte(0x80 | (code & 0x3f));
    return 2;
  }
  if (code < 0x10000) {
    to[0] = byte(0xe0 | (code >> 12));
    to[1] = byte(0x80 | ((code >> 6) & 0x3f));
    to[2] = byte(0x80 | (code & 0x3f));
    return 3;
  }
  to[0] = byte(0xf0 | (code >> 18));
  to[1] = byte(0x80 | ((code >> 12) & 0x3f));
  to[2] = byte(0x80 | ((code >> 6) & 0x3f));
  to[3] = byte(0x80 | (code & 0x3f));
  return 4;
}

struct Rune {
  uint32_t code = kRuneError;
  uint32_t bytes = 1;
};

// As Go's range over a string: a byte that begins no valid sequence is U+FFFD, one byte long.
Rune decode(std::string_view text) {
  const auto byte = [&](size_t k) { return static_cast<uint32_t>(static_cast<unsigned char>(text[k])); };
  const auto follows = [&](size_t k) { return k < text.size() && (byte(k) & 0xc0) == 0x80; };
  const uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first >= 0xc2 && first <= 0xdf && follows(1)) return {((first & 0x1f) << 6) | (byte(1) & 0x3f), 2};
  if ((first & 0xf0) == 0xe0 && follows(1) && follows(2)) {
    const uint32_t code = ((first & 0xf) << 12) | ((byte(1) & 0x3f) << 6) | (byte(2) & 0x3f);
    if (code >= 0x800 && !(code >= 0xd800 && code <= 0xdfff)) return {code, 3};
  }
  if ((first & 0xf8) == 0xf0 && follows(1) && follows(2) && follows(3)) {
    const uint32_t code = ((first & 7) << 18) | ((byte(1) & 0x3f) << 12) | ((byte(2) & 0x3f) << 6) | (byte(3) & 0x3f);
    if (code >= 0x10000 && code <= 0x10ffff) return {code, 4};
  }
  return {};
}

}  // namespace

const Image& Exec::image() const { return vm.image(); }

Slot64 Exec::make_string(std::string_view text) {
  if (text.empty()) return 0;
  const uint64_t made = allocate(text.size());
  if (made == 0) return 0;
  std::memcpy(vm.arena().at(made), text.data(), text.size());
  return pack_string(made, text.size());
}

Step Exec::concat(uint32_t to, const Slot64* strings, uint32_t count) {
  uint64_t length = 0;
  uint32_t filled = 0, last = 0;
  for (uint32_t k = 0; k < count; ++k) {
    const uint64_t one = string_length(strings[k]);
    if (one == 0) continue;
    length += one;
    last = k;
    ++filled;
  }
  if (filled <= 1) {
    r[to] = filled == 0 ? 0 : strings[last];
    return Step::Next;
  }
  if (length > kMaxCount) return fatal("a string may have at most 1 GiB here");
  // s += x in a loop: what the last concatenation on this M made grows in place. Its end is exact, so nobody else has
  // built on the same string in the meantime.
  uint32_t first = 0;
  while (string_length(strings[first]) == 0) ++first;
  const uint64_t head = string_length(strings[first]), offset = string_offset(strings[first]);
  const bool newest = offset % 8 == 0 && offset + head == machine().concat_end;
  const uint64_t made = newest && m.arena.extend(offset, head, length) ? offset : allocate(length);
  if (made == 0) return out_of_memory();
  machine().concat_end = made + length;
  uint64_t at = made == offset ? head : 0;
  for (uint32_t k = made == offset ? first + 1 : 0; k < count; ++k) {
    const uint64_t one = string_length(strings[k]);
    if (one != 0) std::memcpy(vm.arena().at(made + at), vm.arena().at(string_offset(strings[k])), one);
    at += one;
  }
  r[to] = pack_string(made, length);
  return Step::Next;
}

void Exec::decode_rune(Instruction i) {
  const Slot64 text = r[i.b], at = r[i.a];
  const Rune rune = decode(vm.arena().text(string_offset(text) + at, string_length(text) - at));
  r[i.a + 1u] = at + rune.bytes;
  r[i.a + 2u] = rune.code;
}

Step Exec::rune_to_string(Instruction i) {
  char bytes[4];
  const uint32_t length = encode_rune(static_cast<int64_t>(r[i.b]), bytes);
  r[i.a] = make_string({bytes, length});
  return r[i.a] == 0 ? out_of_memory() : Step::Next;
}

Step Exec::bytes_to_string(Instruction i) {
  const SliceWords list{r[i.b], r[i.b + 1u]};
  const uint64_t length = std::min(list.length(), list.capacity());
  if (length == 0) {
    r[i.a] = 0;
    return Step::Next;
  }
  const uint64_t made = allocate(length);
  if (made == 0) return out_of_memory();
  copy_shared(vm.arena().at(made), vm.arena().at(list.data() + list.first()), length);
  r[i.a] = pack_string(made, length);
  return Step::Next;
}

Step Exec::runes_to_string(Instruction i) {
  const SliceWords list{r[i.b], r[i.b + 1u]};
  std::string text;
  for (uint64_t k = 0; k < std::min(list.length(), list.capacity()); ++k) {
    char bytes[4];
    const auto rune = vm.arena().load<int32_t>(list.data() + (list.first() + k) * 4);
    text.append(bytes, encode_rune(rune, bytes));
  }
  r[i.a] = make_string(text);
  return r[i.a] == 0 && !text.empty() ? out_of_memory() : Step::Next;
}

Step Exec::string_to_bytes(Instruction i) {
  const Slot64 text = r[i.b];
  const uint64_t length = string_length(text), made = allocate(length);
  if (made == 0) return out_of_memory();
  std::memcpy(vm.arena().at(made), vm.arena().at(string_offset(text)), length);
  const SliceWords list = make_slice_words(made, length, length == 0 ? 0 : (length + 7) / 8 * 8);
  r[i.a] = list.array;
  r[i.a + 1u] = list.window;
  return Step::Next;
}

Step Exec::string_to_runes(Instruction i) {
  std::string_view text = vm.arena().text(string_offset(r[i.b]), string_length(r[i.b]));
  std::vector<int32_t> runes;
  while (!text.empty()) {
    const Rune rune = decode(text);
    runes.push_back(static_cast<int32_t>(rune.code));
    text.remove_prefix(rune.bytes);
  }
  const uint64_t made = allocate(runes.size() * 4);
  if (made == 0) return out_of_memory();
  if (!runes.empty()) std::memcpy(vm.arena().at(made), runes.data(), runes.size() * 4);
  const SliceWords list = make_slice_words(made, runes.size(), runes.size());
  r[i.a] = list.array;
  r[i.a + 1u] = list.window;
  return Step::Next;
}

// ---- slices

Step Exec::make_slice(Instruction i, uint64_t x) {
  const auto length = static_cast<int64_t>(r[i.b]), capacity = static_cast<int64_t>(r[i.c]);
  const uint64_t size = image().types[vm.program().rtypes[x].elem].size;
  const auto too_many = [&](int64_t count) {
    return count < 0 || static_cast<uint64_t>(count) > (uint64_t{1} << 47) / std::max<uint64_t>(size, 1);
  };
  if (too_many(length)) return raise_error("makeslice: len out of range");
  if (too_many(capacity) || capacity < length) return raise_error("makeslice: cap out of range");
  if (static_cast<uint64_t>(capacity) > kMaxCount) return out_of_memory();
  const uint64_t made = allocate(static_cast<uint64_t>(capacity) * size);
  if (made == 0) return out_of_memory();
  const SliceWords list = make_slice_words(made, static_cast<uint64_t>(length), static_cast<uint64_t>(capacity));
  r[i.a] = list.array;
  r[i.a + 1u] = list.window;
  return Step::Next;
}

namespace {

struct Bounds {
  int64_t low = 0, high = 0, max = 0;
  std::string error;  // empty: in range
};

// s[low:high:max] of something with `length` (arrays and strings: its length) and `capacity`. Go's texts.
Bounds check_bounds(const Slot64* given, uint64_t flags, int64_t length, int64_t capacity, const char* what) {
  Bounds b{static_cast<int64_t>(given[0]), length, capacity, {}};
  const bool has_high = (flags & 1) != 0, has_max = (flags & 2) != 0;
  if (has_high) b.high = static_cast<int64_t>(given[1]);
  if (has_max) {
    b.max = static_cast<int64_t>(given[2]);
    if (b.max < 0) {
      b.error = fmt::format("slice bounds out of range [::{}]", b.max);
    } else if (b.max > capacity) {
      b.error = fmt::format("slice bounds out of range [::{}] with {} {}", b.max, what, capacity);
    } else if (b.high < 0 || b.high > b.max) {
      b.error = b.high < 0 ? fmt::format("slice bounds out of range [:{}:]", b.high)
                           : fmt::format("slice bounds out of range [:{}:{}]", b.high, b.max);
    } else if (b.low < 0 || b.low > b.high) {
      b.error = b.low < 0 ? fmt::format("slice bounds out of range [{}::]", b.low)
                          : fmt::format("slice bounds out of range [{}:{}:]", b.low, b.high);
    }
    return b;
  }
  if (b.high < 0) {
    b.error = fmt::format("slice bounds out of range [:{}]", b.high);
  } else if (b.high > capacity) {
    b.error = fmt::format("slice bounds out of range [:{}] with {} {}", b.high, what, capacity);
  } else if (b.low < 0) {
    b.error = fmt::format("slice bounds out of range [{}:]", b.low);
  } else if (b.low > b.high) {
    b.error = fmt::format("slice bounds out of range [{}:{}]", b.low, b.high);
  }
  return b;
}

}  // namespace

Step Exec::slice_string(Instruction i, uint64_t x) {
  const Slot64 text = r[i.b];
  const auto length = static_cast<int64_t>(string_length(text));
  const Bounds b = check_bounds(r + i.c, x & 1, length, length, "length");
  if (!b.error.empty()) return raise_bounds(b.error);
  r[i.a] = pack_string(string_offset(text) + static_cast<uint64_t>(b.low), static_cast<uint64_t>(b.high - b.low));
  return Step::Next;
}

Step Exec::slice_slice(Instruction i, uint64_t x) {
  const SliceWords list{r[i.b], r[i.b + 1u]};
  const Bounds b = check_bounds(r + i.c, x & 3, static_cast<int64_t>(list.length()), static_cast<int64_t>(list.capacity()), "capacity");
  if (!b.error.empty()) return raise_bounds(b.error);
  const SliceWords made = list.is_nil() ? SliceWords{}
                                        : list.sliced(static_cast<uint64_t>(b.low), static_cast<uint64_t>(b.high),
                                                      static_cast<uint64_t>(b.max));
  r[i.a] = made.array;
  r[i.a + 1u] = made.window;
  return Step::Next;
}

Step Exec::slice_array(Instruction i, uint64_t x) {
  if (r[i.b] == 0) return raise_nil();
  const auto length = static_cast<int64_t>(x >> 32);
  // A pointer made by unsafe means may leave no room for the array.
  if ((r[i.b] & kOffsetMask) + (x >> 32) * (x >> 8 & 0xffffff) > Arena::kReserved) return raise_nil();
  const Bounds b = check_bounds(r + i.c, x & 3, length, length, "length");
  if (!b.error.empty()) return raise_bounds(b.error);
  const SliceWords made = make_slice_words(r[i.b], static_cast<uint64_t>(length), static_cast<uint64_t>(length))
                              .sliced(static_cast<uint64_t>(b.low), static_cast<uint64_t>(b.high), static_cast<uint64_t>(b.max));
  r[i.a] = made.array;
  r[i.a + 1u] = made.window;
  return Step::Next;
}

Step Exec::slice_to_array(Instruction i, uint64_t x) {
  const uint64_t length = x & 0xffffffffu, size = x >> 32;
  const SliceWords list{r[i.b], r[i.b + 1u]};
  if (list.length() < length || list.capacity() < length) {
    const bool arrays_too = vm.program().go_minor >= 20;  // conversions to arrays came with go1.20
    return raise_bounds(fmt::format("cannot convert slice with length {} to {}pointer to array with length {}", list.length(),
                                   arrays_too ? "array or " : "", length));
  }
  r[i.a] = list.is_nil() ? 0 : list.data() + list.first() * size;
  return Step::Next;
}

namespace {

// gc's size classes: what append rounds the bytes of a new array up to (runtime/sizeclasses.go), so that cap() shows what
// it shows there. Larger arrays are whole pages of 8 KiB.
constexpr uint32_t kSizeClasses[] = {
    8,    16,   24,   32,   48,   64,   80,   96,   112,  128,  144,  160,  176,   192,   208,   224,   240,
    256,  288,  320,  352,  384,  416,  448,  480,  512,  576,  640,  704,  768,   896,   1024,  1152,  1280,
    1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5120, 5376,  6144,  6528,  6784,  6912,
    8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768};

uint64_t rounded_capacity(uint64_t capacity, uint64_t gc_size) {
  if (gc_size == 0) return capacity;
  const uint64_t bytes = capacity * gc_size;
  const auto* fits = std::lower_bound(std::begin(kSizeClasses), std::end(kSizeClasses), bytes);
  return (fits != std::end(kSizeClasses) ? *fits : (bytes + 8191) / 8192 * 8192) / gc_size;
}

}  // namespace

// Room for `more` elements behind list's length: in place, by extending the newest allocation, or in a new array of Go's
// next capacity. The elements are copied; the length stays.
Step Exec::grow_slice(SliceWords& list, RTypeId elem, uint64_t more) {
  const uint64_t elem_bytes = image().types[elem].size;
  const uint64_t length = std::min(list.length(), list.capacity()), wanted = length + more;
  if (wanted <= list.capacity()) return Step::Next;
  if (wanted > kMaxCount) return out_of_memory();
  // Go's rule: double up to 256, then towards a quarter more; rounded up to a size class.
  const uint64_t old = list.capacity();
  uint64_t capacity = old;
  if (wanted > 2 * old) {
    capacity = wanted;
  } else if (old < 256) {
    capacity = 2 * old;
  } else {
    while (capacity < wanted) capacity += (capacity + 3 * 256) / 4;
  }
  capacity = std::min(rounded_capacity(capacity, vm.program().rtypes[elem].gc_size), kMaxCount);
  const uint64_t made = allocate(capacity * elem_bytes);
  if (made == 0) return out_of_memory();
  if (length != 0) copy_shared(vm.arena().at(made), vm.arena().at(list.data() + list.first() * elem_bytes), length * elem_bytes);
  list = make_slice_words(made, length, capacity);
  return Step::Next;
}

Step Exec::append_one(Instruction i, uint64_t x) {
  const RTypeId elem = vm.program().rtypes[x].elem;
  const TypeEntry& type = image().types[elem];
  SliceWords list{r[i.b], r[i.b + 1u]};
  const uint64_t length = list.length();
  if (length + 1 > list.capacity()) {
    if (const Step step = grow_slice(list, elem, 1); step != Step::Next) return step;
  }
  std::byte* to = vm.arena().at(list.data() + (list.first() + length) * type.size);
  if (type.width == MemWidth::W64) {
    store_word(to, r[i.c]);
  } else {
    store_from_slots(vm.program().rtypes[elem], r + i.c, to);
  }
  r[i.a] = list.array;
  r[i.a + 1u] = list.window + 1;
  return Step::Next;
}

Step Exec::append(Instruction i, uint64_t x) {
  const RTypeId elem = vm.program().rtypes[x].elem;
  const uint64_t size = image().types[elem].size;
  SliceWords list{r[i.b], r[i.b + 1u]};
  const SliceWords more{r[i.c], r[i.c + 1u]};
  const uint64_t count = std::min(more.length(), more.capacity()), length = std::min(list.length(), list.capacity());
  if (count != 0) {
    if (const Step step = grow_slice(list, elem, count); step != Step::Next) return step;
    move_shared(vm.arena().at(list.data() + (list.first() + length) * size),
                vm.arena().at(more.data() + more.first() * size), count * size);
  }
  r[i.a] = list.array;
  r[i.a + 1u] = list.window + count;
  return Step::Next;
}

Step Exec::append_string(Instruction i, uint64_t x) {
  SliceWords list{r[i.b], r[i.b + 1u]};
  const Slot64 text = r[i.c];
  const uint64_t count = string_length(text), length = std::min(list.length(), list.capacity());
  if (count != 0) {
    if (const Step step = grow_slice(list, vm.program().rtypes[x].elem, count); step != Step::Next) return step;
    copy_shared(vm.arena().at(list.data() + list.first() + length), vm.arena().at(string_offset(text)), count);
  }
  r[i.a] = list.array;
  r[i.a + 1u] = list.window + count;
  return Step::Next;
}

Step Exec::copy(Instruction i, uint64_t x) {
  const SliceWords to{r[i.b], r[i.b + 1u]}, from{r[i.c], r[i.c + 1u]};
  const uint64_t count = std::min({to.length(), to.capacity(), from.length(), from.capacity()});
  if (count != 0) {
    move_shared(vm.arena().at(to.data() + to.first() * x), vm.arena().at(from.data() + from.first() * x), count * x);
  }
  r[i.a] = count;
  return Step::Next;
}

Step Exec::copy_string(Instruction i) {
  const SliceWords to{r[i.b], r[i.b + 1u]};
  const Slot64 text = r[i.c];
  const uint64_t count = std::min({to.length(), to.capacity(), string_length(text)});
  if (count != 0) copy_shared(vm.arena().at(to.data() + to.first()), vm.arena().at(string_offset(text)), count);
  r[i.a] = count;
  return Step::Next;
}

Step Exec::clear_slice(Instruction i, uint64_t x) {
  const SliceWords list{r[i.a], r[i.a + 1u]};
  const uint64_t bytes = std::min(list.length(), list.capacity()) * x, from = list.data() + list.first() * x;
  static constexpr std::byte kZeros[4096]{};
  for (uint64_t done = 0; done < bytes;) {
    const uint64_t part = std::min<uint64_t>(bytes - done, sizeof kZeros);
    copy_shared(vm.arena().at(from + done), kZeros, part);
    done += part;
  }
  return Step::Next;
}

// ---- parts of values in the frame at computed offsets; X is a MemWidth, or 7 | bytes << 8

Step Exec::frame_load_at(Instruction i, uint64_t x) {
  const auto* from = reinterpret_cast<const std::byte*>(r + i.b) + r[i.c];
  const auto width = static_cast<MemWidth>(x & 0xff);
  if (width == MemWidth::Block) {
    std::memmove(r + i.a, from, static_cast<uint32_t>(x >> 8));
    return Step::Next;
  }
  RType scalar;
  scalar.width = width;
  load_to_slots(scalar, from, r + i.a);
  return Step::Next;
}

Step Exec::frame_store_at(Instruction i, uint64_t x) {
  auto* to = reinterpret_cast<std::byte*>(r + i.a) + r[i.b];
  static constexpr uint32_t kBytes[] = {1, 1, 2, 2, 4, 4, 8};
  const uint64_t width = x & 0xff;
  std::memmove(to, r + i.c, width == static_cast<uint64_t>(MemWidth::Block) ? static_cast<uint32_t>(x >> 8) : kBytes[width]);
  return Step::Next;
}

// ---- comparison

Step Exec::equal_iface(Instruction i) {
  const Values::Answer answer = image().values->equal_iface(r[i.b], r[i.c]);
  if (answer.bad != 0) return raise_error("comparing uncomparable type " + vm.program().rtypes[answer.bad].name);
  r[i.a] = answer.yes ? 1 : 0;
  return Step::Next;
}

Step Exec::equal_type(Instruction i, uint64_t x) {
  const Values::Answer answer = image().values->equal(static_cast<RTypeId>(x), reinterpret_cast<const std::byte*>(r + i.b),
                                                      reinterpret_cast<const std::byte*>(r + i.c));
  if (answer.bad != 0) return raise_error("comparing uncomparable type " + vm.program().rtypes[answer.bad].name);
  r[i.a] = answer.yes ? 1 : 0;
  return Step::Next;
}

// ---- interfaces

Slot64 Exec::box(RTypeId type, const Slot64* slots) {
  const TypeEntry& entry = image().types[type];
  if (is_pointer_shaped(entry.kind)) return pack_iface(type, slots[0]);
  if (is_integer_kind(entry.kind) || entry.kind == Kind::Bool) {
    if (const auto payload = inline_payload(static_cast<int64_t>(slots[0]))) return pack_iface(type, *payload);
  }
  const uint64_t made = allocate(entry.size);
  if (made == 0) return 0;
  if (entry.width == MemWidth::Block) {
    copy_shared(vm.arena().at(made), reinterpret_cast<const std::byte*>(slots), entry.size);
  } else {
    vm.arena().store<Slot64>(made, slots[0]);
  }
  return pack_iface(type, made);
}

void Exec::unbox(Slot64 iface, Slot64* slots) const {
  const RTypeId type = iface_rtype(iface);
  const TypeEntry& entry = image().types[type];
  const uint64_t payload = iface_payload(iface);
  if (is_pointer_shaped(entry.kind)) {
    slots[0] = payload;
  } else if (payload_is_inline(payload)) {
    slots[0] = static_cast<Slot64>(inline_value(payload));
  } else if (entry.width == MemWidth::Block) {
    load_to_slots(vm.program().rtypes[type], vm.arena().at(payload), slots);
  } else {
    slots[0] = vm.arena().load<Slot64>(payload);
  }
}

Step Exec::assert_type(Instruction i, uint64_t x) {
  const Slot64 word = r[i.b];
  const auto wanted = static_cast<RTypeId>(x), operand = static_cast<RTypeId>(x >> 32);
  if (iface_rtype(word) == wanted) {
    unbox(word, r + i.a);
    return Step::Next;
  }
  const auto name_of = [&](RTypeId id) -> const std::string& { return vm.program().rtypes[id].name; };
  const std::string found = iface_rtype(word) == 0 ? "nil" : name_of(iface_rtype(word));
  std::string_view also;
  if (found == name_of(wanted)) {
    const auto& types = vm.program().rtypes;
    also = types[iface_rtype(word)].package == types[wanted].package ? " (types from different scopes)"
                                                                     : " (types from different packages)";
  }
  return raise_assertion(fmt::format("interface conversion: {} is {}, not {}{}", name_of(operand), found, name_of(wanted), also));
}

Step Exec::assert_type_ok(Instruction i, uint64_t x) {
  const Slot64 word = r[i.b];
  const auto wanted = static_cast<RTypeId>(x);
  const uint32_t slots = image().types[wanted].slots;
  const bool ok = iface_rtype(word) == wanted;
  if (ok) {
    unbox(word, r + i.a);
  } else {
    std::fill_n(r + i.a, slots, 0);
  }
  r[i.a + slots] = ok ? 1 : 0;
  return Step::Next;
}

namespace {

// The first method of `interface` that `concrete` lacks.
std::string missing_method(const Program& program, RTypeId concrete, RTypeId interface) {
  std::vector<std::string> missing;
  for (const uint32_t id : program.rtypes[interface].interface_methods) {
    const auto& methods = program.rtypes[concrete].methods;
    const bool has = std::any_of(methods.begin(), methods.end(), [&](const RMethod& method) { return method.id == id; });
    if (!has) missing.push_back(program.methods[id].name);
  }
  return missing.empty() ? "" : *std::min_element(missing.begin(), missing.end());
}

}  // namespace

Step Exec::assert_iface(Instruction i, uint64_t x) {
  const Slot64 word = r[i.b];
  const auto wanted = static_cast<RTypeId>(x);
  if (iface_rtype(word) != 0 && vm.implements(iface_rtype(word), wanted)) {
    r[i.a] = word;
    return Step::Next;
  }
  const std::string& name = vm.program().rtypes[wanted].name;
  if (iface_rtype(word) == 0) return raise_assertion(fmt::format("interface conversion: interface is nil, not {}", name));
  return raise_assertion(fmt::format("interface conversion: {} is not {}: missing method {}",
                                     vm.program().rtypes[iface_rtype(word)].name, name,
                                     missing_method(vm.program(), iface_rtype(word), wanted)));
}

Step Exec::assert_iface_ok(Instruction i, uint64_t x) {
  const Slot64 word = r[i.b];
  const bool ok = iface_rtype(word) != 0 && vm.implements(iface_rtype(word), static_cast<RTypeId>(x));
  r[i.a] = ok ? word : 0;
  r[i.a + 1u] = ok ? 1 : 0;
  return Step::Next;
}

// ---- print and println, to standard error

Step Exec::print(Instruction i, uint64_t x) {
  const auto word = r[i.a];
  const auto signed_word = static_cast<int64_t>(word);
  std::string text;
  switch (static_cast<PrintKind>(x)) {
    case PrintKind::Bool: text = word != 0 ? "true" : "false"; break;
    case PrintKind::Int: text = fmt::format("{}", signed_word); break;
    case PrintKind::Uint: text = fmt::format("{}", word); break;
    case PrintKind::Float: text = print_float(std::bit_cast<double>(word)); break;
    case PrintKind::Complex:
      text = fmt::format("({}{}i)", print_float(std::bit_cast<double>(word)), print_float(std::bit_cast<double>(r[i.a + 1u])));
      break;
    case PrintKind::String: text = vm.arena().text(string_offset(word), string_length(word)); break;
    case PrintKind::Pointer: text = word == 0 ? "0x0" : fmt::format("{:#x}", shown_address(word)); break;
    case PrintKind::Iface:
      text = word == 0 ? "(0x0,0x0)" : fmt::format("({:#x},{:#x})", shown_address(iface_rtype(word)), shown_address(iface_payload(word)));
      break;
    case PrintKind::Slice: {
      const SliceWords list{word, r[i.a + 1u]};
      text = fmt::format("[{}/{}]{:#x}", list.length(), list.capacity(),
                         list.is_nil() ? 0 : shown_address(list.data()));
      break;
    }
    case PrintKind::Space: text = " "; break;
    case PrintKind::Newline: text = "\n"; break;
  }
  // The pieces of one print or println stand side by side: they are one write, though the goroutine may leave its M between.
  const bool last = image().code[pc + 2].op != Opcode::Print;
  auto* line = static_cast<std::string*>(g.vm_data);
  if (line == nullptr && last) {
    vm.write(m, &g, 2, text);
    return Step::Next;
  }
  if (line == nullptr) g.vm_data = line = new std::string;
  *line += text;
  if (last) flush_print();
  return Step::Next;
}

void Exec::flush_print() {
  const std::unique_ptr<std::string> line(static_cast<std::string*>(g.vm_data));
  g.vm_data = nullptr;
  if (line != nullptr) vm.write(m, &g, 2, *line);
}

}  // namespace gopherarium
