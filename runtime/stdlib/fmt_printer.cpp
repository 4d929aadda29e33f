#include "runtime/stdlib/fmt_printer.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "runtime/stdlib/unicode.h"
#include "runtime/vm/map.h"
#include "runtime/vm/values.h"
#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

// Slices and maps that hold themselves end here, where Go's stack would overflow.
constexpr int kDeepest = 2000;
constexpr size_t kLongest = 64 << 20;

bool is_one_of(char32_t verb, std::u32string_view verbs) { return verbs.find(verb) != std::u32string_view::npos; }

SliceWords slice_at(const std::byte* at) { return {load_word(at), load_word(at + 8)}; }

template <class T>
int order(T x, T y) {
  return x < y ? -1 : x > y ? 1 : 0;
}
int order_reals(double x, double y) {
  if (x < y || (x != x && y == y)) return -1;
  if (x > y || (y != y && x == x)) return 1;
  return 0;
}

}  // namespace

// ---- values

Printer::Value Printer::held(Slot64 iface, Slot64& room, bool hidden) const {
  const RTypeId type = iface_rtype(iface);
  const uint64_t offset = call_.iface_memory(iface);
  if (offset != 0) return {type, call_.memory(offset), hidden};
  call_.unpack_iface(iface, &room);
  return {type, reinterpret_cast<const std::byte*>(&room), hidden};
}

uint64_t Printer::word(const Value& v) const {
  Slot64 slot = 0;
  load_to_slots(type_of(v), v.at, &slot);
  return slot;
}

Slot64 Printer::as_iface(const Value& v) {
  std::vector<Slot64> slots(std::max(type_of(v).slots, 1u));
  load_to_slots(type_of(v), v.at, slots.data());
  return call_.make_iface(v.type, slots.data());
}

bool Printer::is_bytes(const RType& sequence) const { return call_.rtype(sequence.elem).kind == Kind::Uint8; }

// ---- methods

bool Printer::take_answer(Slot64 iface, FmtMethod method, char32_t verb) {
  if (next_answer_ >= answers_.size()) {
    calls_.push_back({iface, method, static_cast<int32_t>(verb), spec_});
    return true;
  }
  const FmtAnswer& answer = answers_[next_answer_++];
  if (answer.raw) out_ += answer.text;
  else if (method == FmtMethod::GoString) spec_.text(out_, answer.text);
  else string(answer.text, verb, {});
  return true;
}

// True when a method gives the text (or the verb was a wrong %w, which is said).
bool Printer::methods(Slot64 iface, char32_t verb) {
  const RTypeId id = iface_rtype(iface);
  if (erroring_) return false;
  const auto has = [&](std::string_view name, uint32_t params, uint32_t results) {
    const uint32_t proto = call_.find_method(id, name);
    if (proto == kNoProto) return false;
    const FuncProto& code = call_.program().protos[proto];
    return code.param_slots == params && code.result_slots == results &&
           (results == 0 || code.result_types.empty() || call_.rtype(code.result_types[0]).kind == Kind::String);
  };
  const bool any_methods = !call_.rtype(id).methods.empty();
  if (verb == 'w') {
    if (!wraps_ || !any_methods || !has("Error", 1, 1)) {
      Slot64 room = 0;
      bad_verb(verb, held(iface, room, false));
      return true;
    }
    verb = 'v';
  }
  if (!any_methods) return false;
  if (has("Format", 3, 0)) return take_answer(iface, FmtMethod::Format, verb);
  if (spec_.sharp_v) return has("GoString", 1, 1) && take_answer(iface, FmtMethod::GoString, verb);
  if (!is_one_of(verb, U"vsxXq")) return false;
  if (has("Error", 1, 1)) return take_answer(iface, FmtMethod::Error, verb);
  return has("String", 1, 1) && take_answer(iface, FmtMethod::String, verb);
}

// ---- one argument

void Printer::argument(Slot64 arg, char32_t verb) {
  if (arg == 0) {
    if (verb == 'T' || verb == 'v') return spec_.pad(out_, "<nil>");
    return bad_verb_nil(verb);
  }
  if (verb == 'T') return spec_.text(out_, call_.rtype(iface_rtype(arg)).name);
  Slot64 room = 0;
  const Value v = held(arg, room, false);
  if (verb == 'p') return pointer(v, verb);
  // Predeclared types have no methods; a %w of them is said to be wrong where their kind is printed.
  const RType& type = type_of(v);
  const bool plain = !type.named && type.methods.empty() && (type.kind < Kind::Array || type.kind == Kind::String);
  if (!plain && methods(arg, verb)) return;
  value(v, verb, 0);
}

void Printer::value(const Value& v, char32_t verb, int depth) {
  if (depth > kDeepest || out_.size() > kLongest) return;
  const RType& type = type_of(v);
  if (depth > 0 && !v.hidden && type.kind != Kind::Interface && (!type.methods.empty() || verb == 'w')) {
    if (methods(as_iface(v), verb)) return;
  }
  if (scalar(v, verb)) return;
  switch (type.kind) {
    case Kind::Map: return map(v, verb, depth);
    case Kind::Struct: return structure(v, verb, depth);
    case Kind::Interface: return interface(v, verb, depth);
    case Kind::Array: case Kind::Slice: return sequence(v, verb, depth);
    case Kind::Pointer: return pointed(v, verb, depth);
    default: return pointer(v, verb);
  }
}

bool Printer::scalar(const Value& v, char32_t verb) {
  const RType& type = type_of(v);
  switch (type.kind) {
    case Kind::Bool:
      if (verb == 't' || verb == 'v') spec_.boolean(out_, word(v) != 0);
      else bad_verb(verb, v);
      return true;
    case Kind::Int: case Kind::Int8: case Kind::Int16: case Kind::Int32: case Kind::Int64:
      integer(word(v), true, verb, v);
      return true;
    case Kind::Uint: case Kind::Uint8: case Kind::Uint16: case Kind::Uint32: case Kind::Uint64: case Kind::Uintptr:
      integer(word(v), false, verb, v);
      return true;
    case Kind::Float32: real(real_of(v, 0), FloatSize::Bits32, verb, v); return true;
    case Kind::Float64: real(real_of(v, 0), FloatSize::Bits64, verb, v); return true;
    case Kind::Complex64: complex(v, FloatSize::Bits32, verb); return true;
    case Kind::Complex128: complex(v, FloatSize::Bits64, verb); return true;
    case Kind::String: string(string_of(v), verb, v); return true;
    default: return false;
  }
}

void Printer::hex64(uint64_t value, bool leading_0x) {
  const bool sharp = spec_.sharp;
  spec_.sharp = leading_0x;
  spec_.integer(out_, value, 16, false, 'v');
  spec_.sharp = sharp;
}

void Printer::integer(uint64_t value, bool is_signed, char32_t verb, const Value& v) {
  switch (verb) {
    case 'v':
      if (spec_.sharp_v && !is_signed) return hex64(value, true);
      return spec_.integer(out_, value, 10, is_signed, verb);
    case 'd': return spec_.integer(out_, value, 10, is_signed, verb);
    case 'b': return spec_.integer(out_, value, 2, is_signed, verb);
    case 'o': case 'O': return spec_.integer(out_, value, 8, is_signed, verb);
    case 'x': case 'X': return spec_.integer(out_, value, 16, is_signed, verb);
    case 'c': return spec_.character(out_, value);
    case 'q': return spec_.quoted_character(out_, value);
    case 'U': return spec_.unicode(out_, value);
    default: return bad_verb(verb, v);
  }
}

void Printer::string(std::string_view text, char32_t verb, const Value& v) {
  switch (verb) {
    case 'v':
      if (spec_.sharp_v) return spec_.quoted(out_, text);
      return spec_.text(out_, text);
    case 's': return spec_.text(out_, text);
    case 'x': return spec_.hex(out_, text, false);
    case 'X': return spec_.hex(out_, text, true);
    case 'q': return spec_.quoted(out_, text);
    default: return bad_verb(verb, v);
  }
}

double Printer::real_of(const Value& v, uint32_t part_offset) const {
  const std::byte* at = v.at + part_offset;
  if (type_of(v).kind != Kind::Float32) return std::bit_cast<double>(load_word(at));
  const uint32_t bits = __atomic_load_n(reinterpret_cast<const uint32_t*>(at), __ATOMIC_RELAXED);
  return static_cast<double>(std::bit_cast<float>(bits));
}

void Printer::real(double value, FloatSize size, char32_t verb, const Value& v) {
  switch (verb) {
    case 'v': return spec_.real(out_, value, size, 'g', -1);
    case 'b': case 'g': case 'G': case 'x': case 'X': return spec_.real(out_, value, size, static_cast<char>(verb), -1);
    case 'f': case 'e': case 'E': return spec_.real(out_, value, size, static_cast<char>(verb), 6);
    case 'F': return spec_.real(out_, value, size, 'f', 6);
    default: return bad_verb(verb, v);
  }
}

void Printer::complex(const Value& v, FloatSize size, char32_t verb) {
  if (!is_one_of(verb, U"vbgGxXfFeE")) return bad_verb(verb, v);
  const bool plus = spec_.plus;
  out_ += '(';
  real(real_of(v, 0), size, verb, v);
  spec_.plus = true;
  real(real_of(v, 8), size, verb, v);
  out_ += "i)";
  spec_.plus = plus;
}

// ---- composite values

void Printer::structure(const Value& v, char32_t verb, int depth) {
  const RType& type = type_of(v);
  if (spec_.sharp_v) out_ += type.name;
  out_ += '{';
  bool first = true;
  for (const RField& field : type.fields) {
    if (!first) out_ += spec_.sharp_v ? ", " : " ";
    first = false;
    if (spec_.plus_v || spec_.sharp_v) out_ += field.name + ":";
    value({field.type, v.at + field.offset, v.hidden || !field.exported}, verb, depth + 1);
  }
  out_ += '}';
}

void Printer::interface(const Value& v, char32_t verb, int depth) {
  const Slot64 iface = load_word(v.at);
  if (iface == 0) {
    out_ += spec_.sharp_v ? type_of(v).name + "(nil)" : "<nil>";
    return;
  }
  Slot64 room = 0;
  value(held(iface, room, v.hidden), verb, depth + 1);
}

void Printer::sequence(const Value& v, char32_t verb, int depth) {
  const RType& type = type_of(v);
  const RType& elem = call_.rtype(type.elem);
  const bool is_slice = type.kind == Kind::Slice;
  const SliceWords words = is_slice ? slice_at(v.at) : SliceWords{};
  const uint64_t length = is_slice ? std::min(words.length(), words.capacity()) : type.length;
  const std::byte* first = is_slice ? call_.memory(words.data()) + words.first() * elem.size : v.at;
  if (is_one_of(verb, U"sqxX") && is_bytes(type)) {
    return string({reinterpret_cast<const char*>(first), length}, verb, v);
  }
  if (spec_.sharp_v) {
    // An argument that is a []byte is called so; deeper ones go by the type's own name.
    out_ += depth == 0 && type.name == "[]uint8" ? "[]byte" : type.name;
    if (is_slice && words.is_nil()) {
      out_ += "(nil)";
      return;
    }
  }
  out_ += spec_.sharp_v ? '{' : '[';
  for (uint64_t i = 0; i < length; ++i) {
    if (i > 0) out_ += spec_.sharp_v ? ", " : " ";
    value({type.elem, first + i * elem.size, v.hidden}, verb, depth + 1);
  }
  out_ += spec_.sharp_v ? '}' : ']';
}

struct Printer::MapEntry {
  std::vector<Slot64> key, value;
};

void Printer::map(const Value& v, char32_t verb, int depth) {
  const RType& type = type_of(v);
  const uint64_t map = word(v);
  if (spec_.sharp_v) {
    out_ += type.name;
    if (map == 0) {
      out_ += "(nil)";
      return;
    }
  }
  std::vector<MapEntry> entries;
  if (map != 0) {
    const Maps& maps = *call_.vm.image().maps;
    MapIterator it;
    maps.begin(map, 0, it);
    for (;;) {
      MapEntry entry{std::vector<Slot64>(std::max(call_.rtype(type.key).slots, 1u)),
                     std::vector<Slot64>(std::max(call_.rtype(type.elem).slots, 1u))};
      if (maps.next(it, v.type, entry.key.data(), entry.value.data()).status != MapStatus::Found) break;
      entries.push_back(std::move(entry));
    }
  }
  const auto shown = [&v](RTypeId id, const std::vector<Slot64>& slots) {
    return Value{id, reinterpret_cast<const std::byte*>(slots.data()), v.hidden};
  };
  std::stable_sort(entries.begin(), entries.end(), [&](const MapEntry& x, const MapEntry& y) {
    return compare(shown(type.key, x.key), shown(type.key, y.key)) < 0;
  });
  out_ += spec_.sharp_v ? "{" : "map[";
  for (size_t i = 0; i < entries.size(); ++i) {
    if (i > 0) out_ += spec_.sharp_v ? ", " : " ";
    value(shown(type.key, entries[i].key), verb, depth + 1);
    out_ += ':';
    value(shown(type.elem, entries[i].value), verb, depth + 1);
  }
  out_ += spec_.sharp_v ? '}' : ']';
}

// The order in which keys are shown: by value; nil, false and NaN first; interfaces by type, then value.
int Printer::compare(const Value& x, const Value& y) const {
  const RType& type = type_of(x);
  switch (type.kind) {
    case Kind::Int: case Kind::Int8: case Kind::Int16: case Kind::Int32: case Kind::Int64:
      return order(static_cast<int64_t>(word(x)), static_cast<int64_t>(word(y)));
    case Kind::String: return string_of(x).compare(string_of(y));
    case Kind::Float32: case Kind::Float64: return order_reals(real_of(x, 0), real_of(y, 0));
    case Kind::Complex64: case Kind::Complex128: {
      const int by_real = order_reals(real_of(x, 0), real_of(y, 0));
      return by_real != 0 ? by_real : order_reals(real_of(x, 8), real_of(y, 8));
    }
    case Kind::Struct:
      for (const RField& field : type.fields) {
        if (const int c = compare({field.type, x.at + field.offset}, {field.type, y.at + field.offset}); c != 0) return c;
      }
      return 0;
    case Kind::Array:
      for (uint64_t i = 0; i < type.length; ++i) {
        const uint64_t at = i * call_.rtype(type.elem).size;
        if (const int c = compare({type.elem, x.at + at}, {type.elem, y.at + at}); c != 0) return c;
      }
      return 0;
    case Kind::Interface: {
      const Slot64 a = load_word(x.at), b = load_word(y.at);
      if (a == 0 || b == 0 || iface_rtype(a) != iface_rtype(b)) return order(iface_rtype(a), iface_rtype(b));
      Slot64 room_a = 0, room_b = 0;
      return compare(held(a, room_a, false), held(b, room_b, false));
    }
    default: return order(word(x), word(y));
  }
}

void Printer::pointed(const Value& v, char32_t verb, int depth) {
  const RType& type = type_of(v);
  const Kind elem = call_.rtype(type.elem).kind;
  const bool follows = elem == Kind::Array || elem == Kind::Slice || elem == Kind::Struct || elem == Kind::Map;
  const uint64_t offset = word(v);
  if (depth > 0 || offset == 0 || !follows) return pointer(v, verb);
  out_ += '&';
  value({type.elem, call_.memory(offset), v.hidden}, verb, depth + 1);
}

void Printer::pointer(const Value& v, char32_t verb) {
  const RType& type = type_of(v);
  uint64_t offset = 0;
  if (type.kind == Kind::Slice) {
    const SliceWords words = slice_at(v.at);
    offset = words.data() + words.first() * call_.rtype(type.elem).size;
    if (words.is_nil()) offset = 0;
  } else if (is_pointer_shaped(type.kind)) {
    offset = word(v);
  } else {
    return bad_verb(verb, v);
  }
  const uint64_t address = offset == 0 ? 0 : shown_address(offset);
  switch (verb) {
    case 'v':
      if (spec_.sharp_v) {
        out_ += "(" + type.name + ")(";
        if (address == 0) out_ += "nil";
        else hex64(address, true);
        out_ += ')';
      } else if (address == 0) {
        spec_.pad(out_, "<nil>");
      } else {
        hex64(address, !spec_.sharp);
      }
      return;
    case 'p': return hex64(address, !spec_.sharp);
    case 'b': case 'o': case 'd': case 'x': case 'X': return integer(address, false, verb, v);
    default: return bad_verb(verb, v);
  }
}

// ---- what doesn't fit

void Printer::bad_verb_nil(char32_t verb) {
  out_ += "%!";
  append_rune(out_, static_cast<int32_t>(verb));
  out_ += "(<nil>)";
}

void Printer::bad_verb(char32_t verb, const Value& v) {
  if (v.type == 0) return bad_verb_nil(verb);
  const bool before = std::exchange(erroring_, true);
  out_ += "%!";
  append_rune(out_, static_cast<int32_t>(verb));
  out_ += "(" + type_of(v).name + "=";
  value(v, 'v', 0);
  out_ += ')';
  erroring_ = before;
}

}  // namespace gopherarium
