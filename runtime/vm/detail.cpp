#include "runtime/vm/detail.h"

#include <algorithm>
#include <bit>
#include <functional>

#include <fmt/format.h>

#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

constexpr size_t kShown = 64;          // characters of a value
constexpr uint64_t kShownElements = 8;
constexpr uint32_t kNesting = 3;
constexpr uint64_t kMostBytes = 1u << 14;  // of a variable in slots

bool is_composite(Kind kind) {
  return kind == Kind::Array || kind == Kind::Slice || kind == Kind::Struct || kind == Kind::Map || kind == Kind::Interface ||
         kind == Kind::Pointer || kind == Kind::Complex64 || kind == Kind::Complex128;
}

}  // namespace

Detail::Detail(Vm& vm, const std::vector<std::string>& own_files, DetailSink& sink) : vm_(vm), sink_(sink) {
  const Image& image = vm.image();
  const Program& program = vm.program();
  std::vector<bool> own_file;
  for (const std::string& file : program.files) {
    own_file.push_back(std::find(own_files.begin(), own_files.end(), file) != own_files.end());
    file_texts_.push_back(vm.bus().text(file));
  }
  lines_.resize(image.code.size());
  for (uint32_t id = 0; id < program.protos.size(); ++id) {
    const FuncProto& proto = program.protos[id];
    const bool own = !proto.is_wrapper && !proto.lines.empty() && own_file[proto.lines[0].file];
    own_.push_back(own);
    if (!own) continue;
    const uint32_t first = image.protos[id].first;
    for (size_t i = 0; i < proto.lines.size(); ++i) {
      const auto end = i + 1 < proto.lines.size() ? proto.lines[i + 1].pc : static_cast<uint32_t>(proto.code.size());
      for (uint32_t pc = proto.lines[i].pc; pc < end; ++pc) lines_[first + pc] = proto.lines[i].line;
    }
    // As in delve, a step from a return statement is one to the caller.
    if (!proto.epilogue_has_line) std::fill(lines_.begin() + first + proto.epilogue_pc, lines_.begin() + first + static_cast<ptrdiff_t>(proto.code.size()), 0);
  }
}

void Detail::emit(EventKind kind, const G& g, const EventWords& words) {
  Event event;
  event.time_ns = static_cast<uint64_t>(vm_.sched().now());
  event.g = g.goid.load(std::memory_order_relaxed);
  event.p = g.m != nullptr && g.m->p != nullptr ? g.m->p->id : kNoP;
  event.kind = kind;
  event.a = words.a, event.b = words.b, event.c = words.c, event.d = words.d;
  sink_.on_detail(event);
}

// ---- frames

void Detail::tell_all() {
  vm_.sched().for_each_g([&](G& g) {
    const uint32_t goid = g.goid.load(std::memory_order_relaxed);
    newest_g_ = 0;
    const bool starts = g.base == 0 && g.pc == vm_.image().protos[g.start_proto].first;
    if (starts) return;  // its first call is still to come
    Frames& frames = goroutines_[goid];
    std::vector<Vm::FrameInfo> now = vm_.frames_of(g, 1'000'000);
    std::reverse(now.begin(), now.end());
    for (const Vm::FrameInfo& at : now) {
      const Slot64* r = g.stack.words + at.base;
      push(g, frames, r, at.pc);
      Frame& frame = frames.back();
      if (frame.depth != 0) begin_line(g, frame, r, at.pc);
    }
  });
}

void Detail::before(G& g, const Slot64* r, uint32_t pc) {
  const uint32_t goid = g.goid.load(std::memory_order_relaxed);
  if (goid != newest_g_) {
    newest_g_ = goid;
    newest_ = &goroutines_[goid];
  }
  Frames& frames = *newest_;
  const auto base = static_cast<uint32_t>(r - g.stack.words);
  if (frames.empty() || frames.back().base != base || pc < frames.back().first || pc >= frames.back().end) {
    move_to(g, frames, r, pc);
    if (frames.empty() || vm_.image().is_stub(pc)) return;
  }
  Frame& frame = frames.back();
  if (frame.depth != 0) {
    const uint32_t line = lines_[pc];
    if (vm_.image().code[pc].op == Opcode::Return) compare(g, frame, r, pc, Look::ToldOnly);
    const bool again = pc <= frame.pc && pc >= frame.from_pc && pc <= frame.to_pc;
    if (line != 0 && (line != frame.line || again)) {
      begin_line(g, frame, r, pc);
    } else {
      frame.from_pc = std::min(frame.from_pc, pc);
      frame.to_pc = std::max(frame.to_pc, pc);
    }
  }
  frame.pc = pc;
}

void Detail::move_to(G& g, Frames& frames, const Slot64* r, uint32_t pc) {
  const auto base = static_cast<uint32_t>(r - g.stack.words);
  const bool over = pc == vm_.image().stubs.goroutine_end;
  while (!frames.empty() && (over || frames.back().base > base)) pop(g, frames);
  if (vm_.image().is_stub(pc)) return;
  if (!frames.empty() && frames.back().base == base && (pc < frames.back().first || pc >= frames.back().end)) pop(g, frames);
  if (frames.empty() || frames.back().base < base) push(g, frames, r, pc);
}

void Detail::push(G& g, Frames& frames, const Slot64* r, uint32_t pc) {
  const Image& image = vm_.image();
  Frame frame;
  frame.base = static_cast<uint32_t>(r - g.stack.words);
  frame.proto = image.proto_id_at(pc);
  frame.first = image.protos[frame.proto].first;
  frame.end = frame.first + static_cast<uint32_t>(vm_.program().protos[frame.proto].code.size());
  frame.pc = frame.from_pc = frame.to_pc = pc;
  if (own_[frame.proto]) {
    uint32_t depth = 1;
    for (const Frame& other : frames) depth = std::max(depth, other.depth + 1);
    frame.depth = depth;
    frame.known.resize(vm_.program().protos[frame.proto].variables.size());
    const uint32_t name = vm_.bus().text(vm_.program().protos[frame.proto].name);
    emit(EventKind::Call, g, {.a = name, .c = depth});
  }
  frames.push_back(std::move(frame));
}

void Detail::pop(G& g, Frames& frames) {
  const Frame& frame = frames.back();
  if (frame.depth != 0) {
    const uint32_t name = vm_.bus().text(vm_.program().protos[frame.proto].name);
    emit(EventKind::Return, g, {.a = name, .c = frame.depth});
  }
  frames.pop_back();
}

void Detail::begin_line(G& g, Frame& frame, const Slot64* r, uint32_t pc) {
  compare(g, frame, r, pc, Look::All);
  frame.line = lines_[pc];
  frame.pc = frame.from_pc = frame.to_pc = pc;
  const LineEntry* at = vm_.image().line_at(pc);
  if (at == nullptr) return;
  emit(EventKind::Line, g, {.a = file_texts_[at->file], .b = at->line, .c = frame.depth});
}

void Detail::left(G& g) {
  const uint32_t goid = g.goid.load(std::memory_order_relaxed);
  const auto found = goroutines_.find(goid);
  if (found == goroutines_.end()) return;
  Frames& frames = found->second;
  if (g.status.load(std::memory_order_relaxed) == GStatus::Dead || frames.empty()) {
    goroutines_.erase(found);
    newest_g_ = 0;
    return;
  }
  Frame& frame = frames.back();
  const uint32_t base = frame.base;
  if (frame.depth != 0 && g.base == base) compare(g, frame, g.stack.words + base, frame.pc, Look::ToldOnly);
}

// ---- variables

void Detail::compare(G& g, Frame& frame, const Slot64* r, uint32_t pc, Look look) {
  const FuncProto& proto = vm_.program().protos[frame.proto];
  const uint32_t here = pc - frame.first;
  for (uint32_t i = 0; i < proto.variables.size(); ++i) {
    const LocalVariable& variable = proto.variables[i];
    Known& known = frame.known[i];
    const uint64_t place = pack_place(frame.depth, i);
    const bool in_scope = variable.first_pc <= here && here < variable.end_pc;
    if (!in_scope) {
      if (known.told && look == Look::All) {
        emit(EventKind::LocalEnd, g, {.a = vm_.bus().text(variable.name), .c = place});
        known.told = false;
      }
      continue;
    }
    if (look == Look::ToldOnly && !known.told) continue;
    uint64_t box = 0;
    const std::byte* value = value_of(variable, r, scratch_, box);
    if (value == nullptr) continue;
    const uint64_t print = print_of(vm_.program().rtypes[variable.type], variable.type, value);
    bool changed = known.told && known.print != print;
    if (box != 0) {
      const auto [entry, fresh] = boxes_.try_emplace(box, print);
      const bool mine = !fresh && entry->second != print;
      entry->second = print;
      // Somebody else's write was told as theirs; here it is only seen.
      if (changed && !mine) {
        tell(g, EventKind::Local, variable, place, value);
        changed = false;
      } else {
        changed = known.told && mine;
      }
    }
    if (!known.told) {
      tell(g, EventKind::Local, variable, place, value);
    } else if (changed) {
      tell(g, EventKind::Write, variable, place, value);
    }
    known = {true, print};
  }
}

const std::byte* Detail::value_of(const LocalVariable& variable, const Slot64* r, std::vector<std::byte>& scratch, uint64_t& box) const {
  const RType& type = vm_.program().rtypes[variable.type];
  const Arena& arena = vm_.arena();
  const auto at_address = [&](uint64_t address) -> const std::byte* {
    address &= kOffsetMask;
    if (address == 0 || address + type.size > arena.end()) return nullptr;
    box = address;
    return arena.at(address);
  };
  const auto from_slots = [&](const Slot64* slots) -> const std::byte* {
    if (type.size > kMostBytes) return nullptr;
    scratch.assign(std::max<size_t>(8, (type.size + 7) / 8 * 8), std::byte{});
    store_from_slots(type, slots, scratch.data());
    return scratch.data();
  };
  switch (variable.home) {
    case LocalHome::Slots: return from_slots(r + variable.at);
    case LocalHome::Box: return at_address(r[variable.at]);
    case LocalHome::CapturedBox: return at_address(arena.load<Slot64>(r[1] + 8 + 8 * uint64_t{variable.at}));
    case LocalHome::Captured: return from_slots(reinterpret_cast<const Slot64*>(arena.at(r[1] + 8 + 8 * uint64_t{variable.at})));
  }
  return nullptr;
}

// Equal prints: nothing to tell.
uint64_t Detail::print_of(const RType& type, RTypeId id, const std::byte* value) {
  if (is_composite(type.kind)) {
    std::string text;
    write(text, id, value, 0);
    return std::hash<std::string_view>{}(text);
  }
  Slot64 word = 0;
  load_to_slots(type, value, &word);
  return word;
}

void Detail::tell(G& g, EventKind kind, const LocalVariable& variable, uint64_t place, const std::byte* value) {
  const RType& type = vm_.program().rtypes[variable.type];
  EventValue shown;
  if (is_composite(type.kind) || type.kind == Kind::Func) {
    std::string text;
    write(text, variable.type, value, 0);
    shown = {vm_.bus().text(text), pack_value_type(ValueKind::Opaque, vm_.type_text(variable.type))};
  } else {
    shown = vm_.describe(variable.type, value);
  }
  emit(kind, g, {.a = vm_.bus().text(variable.name), .b = shown.word, .c = place, .d = shown.type});
}

// ---- values as text

void Detail::write(std::string& text, RTypeId id, const std::byte* value, uint32_t nesting) const {
  if (text.size() >= kShown) return;
  const RType& type = vm_.program().rtypes[id];
  if (nesting > kNesting) {
    text += "…";
    return;
  }
  Slot64 word = 0;
  if (type.width != MemWidth::Block) load_to_slots(type, value, &word);
  switch (type.kind) {
    case Kind::Bool: text += word != 0 ? "true" : "false"; return;
    case Kind::Int: case Kind::Int8: case Kind::Int16: case Kind::Int32: case Kind::Int64:
      text += fmt::format("{}", static_cast<int64_t>(word));
      return;
    case Kind::Uint: case Kind::Uint8: case Kind::Uint16: case Kind::Uint32: case Kind::Uint64: case Kind::Uintptr:
      text += fmt::format("{}", word);
      return;
    case Kind::Float32: text += fmt::format("{}", std::bit_cast<float>(static_cast<uint32_t>(word))); return;
    case Kind::Float64: text += fmt::format("{}", std::bit_cast<double>(word)); return;
    case Kind::Complex64: case Kind::Complex128: return write_complex(text, type.kind, value);
    case Kind::String: {
      const uint64_t length = string_length(word);
      const uint64_t shown = std::min<uint64_t>(length, kShown - text.size());
      text += fmt::format("\"{}\"{}", vm_.arena().text(string_offset(word), shown), shown < length ? "…" : "");
      return;
    }
    case Kind::Array: write_list(text, type.elem, value, type.length, nesting); return;
    case Kind::Slice: return write_slice(text, type, value, nesting);
    case Kind::Struct: return write_struct(text, type, value, nesting);
    case Kind::Map: write_map(text, id, word, nesting); return;
    case Kind::Interface: return write_interface(text, word, nesting);
    case Kind::Pointer: return write_pointer(text, type, word & kOffsetMask, nesting);
    case Kind::Func:
      text += word == 0 ? "nil" : vm_.program().protos[static_cast<uint32_t>(vm_.arena().load<Slot64>(word))].name;
      return;
    default: text += word == 0 ? "nil" : fmt::format("{:#x}", shown_address(word & kOffsetMask));
  }
}

void Detail::write_complex(std::string& text, Kind kind, const std::byte* value) const {
  double parts[2];
  if (kind == Kind::Complex128) {
    std::copy_n(value, sizeof parts, reinterpret_cast<std::byte*>(parts));
  } else {
    float halves[2];
    std::copy_n(value, sizeof halves, reinterpret_cast<std::byte*>(halves));
    parts[0] = halves[0], parts[1] = halves[1];
  }
  text += fmt::format("({}{:+}i)", parts[0], parts[1]);
}

void Detail::write_slice(std::string& text, const RType& type, const std::byte* value, uint32_t nesting) const {
  const SliceWords list{load_word(value), load_word(value + sizeof(Slot64))};
  if (list.is_nil()) {
    text += "nil";
    return;
  }
  const RType& elem = vm_.program().rtypes[type.elem];
  const uint64_t first = list.data() + list.first() * elem.size;
  if (list.length() > list.capacity()) return;  // torn by a race
  write_list(text, type.elem, vm_.arena().at(first), list.length(), nesting);
}

void Detail::write_struct(std::string& text, const RType& type, const std::byte* value, uint32_t nesting) const {
  // Their fields are their own business; panels show them as what they are.
  if (type.package == "sync") {
    text += type.name;
    return;
  }
  if (type.package == "sync/atomic" && !type.fields.empty()) {
    return write(text, type.fields.back().type, value + type.fields.back().offset, nesting + 1);
  }
  text += "{";
  for (size_t i = 0; i < type.fields.size() && text.size() < kShown; ++i) {
    if (i > 0) text += " ";
    text += type.fields[i].name + ":";
    write(text, type.fields[i].type, value + type.fields[i].offset, nesting + 1);
  }
  text += text.size() < kShown ? "}" : "…";
}

void Detail::write_interface(std::string& text, Slot64 word, uint32_t nesting) const {
  if (word == 0) {
    text += "nil";
    return;
  }
  const RTypeId dynamic = iface_rtype(word);
  const uint64_t payload = iface_payload(word);
  const RType& held = vm_.program().rtypes[dynamic];
  if (is_composite(held.kind) || held.named) text += held.name + " ";
  if (is_pointer_shaped(held.kind)) return write(text, dynamic, reinterpret_cast<const std::byte*>(&payload), nesting + 1);
  if (!payload_is_inline(payload)) return write(text, dynamic, vm_.arena().at(payload), nesting + 1);
  const auto inner = inline_value(payload);
  return write(text, dynamic, reinterpret_cast<const std::byte*>(&inner), nesting + 1);
}

void Detail::write_pointer(std::string& text, const RType& type, uint64_t address, uint32_t nesting) const {
  const RType& elem = vm_.program().rtypes[type.elem];
  if (address == 0) {
    text += "nil";
  } else if (nesting == 0 && elem.kind == Kind::Struct && address + elem.size <= vm_.arena().end()) {
    text += "&";
    write(text, type.elem, vm_.arena().at(address), nesting + 1);
  } else {
    text += fmt::format("{:#x}", shown_address(address));
  }
}

void Detail::write_list(std::string& text, RTypeId elem, const std::byte* first, uint64_t count, uint32_t nesting) const {
  const uint32_t size = vm_.program().rtypes[elem].size;
  text += "[";
  for (uint64_t i = 0; i < count; ++i) {
    if (i > 0) text += " ";
    if (i == kShownElements || text.size() >= kShown) {
      text += fmt::format("… {} in all", count);
      break;
    }
    write(text, elem, first + i * size, nesting + 1);
  }
  text += "]";
}

// Entries in the order of their text, as a map has none of its own.
void Detail::write_map(std::string& text, RTypeId id, uint64_t map, uint32_t nesting) const {
  if (map == 0) {
    text += "nil";
    return;
  }
  const RType& type = vm_.program().rtypes[id];
  const RType& key_type = vm_.program().rtypes[type.key];
  const RType& value_type = vm_.program().rtypes[type.elem];
  const Maps& maps = *vm_.image().maps;
  const uint64_t count = maps.length(map);
  constexpr uint64_t kMostSorted = 64;
  if (count > kMostSorted || key_type.size > kMostBytes || value_type.size > kMostBytes) {
    text += fmt::format("map of {} entries", count);
    return;
  }
  std::vector<Slot64> key(key_type.slots + 1u), value(value_type.slots + 1u);
  std::vector<std::byte> memory;
  std::vector<std::string> entries;
  MapIterator it;
  maps.begin(map, 0, it);
  while (maps.next(it, id, key.data(), value.data()).status == MapStatus::Found) {
    std::string entry;
    memory.assign((key_type.size + 15) / 8 * 8, std::byte{});
    store_from_slots(key_type, key.data(), memory.data());
    write(entry, type.key, memory.data(), nesting + 1);
    entry += ":";
    memory.assign((value_type.size + 15) / 8 * 8, std::byte{});
    store_from_slots(value_type, value.data(), memory.data());
    write(entry, type.elem, memory.data(), nesting + 1);
    entries.push_back(std::move(entry));
  }
  std::sort(entries.begin(), entries.end());
  text += "map[";
  for (size_t i = 0; i < entries.size(); ++i) {
    if (i > 0) text += " ";
    if (i == kShownElements || text.size() >= kShown) {
      text += fmt::format("… {} in all", count);
      break;
    }
    text += entries[i];
  }
  text += "]";
}

}  // namespace gopherarium
