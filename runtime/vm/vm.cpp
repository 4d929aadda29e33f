#include "runtime/vm/vm.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace gopherarium {

Vm::Vm(VmOptions options)
    : options_(std::move(options)), image_(options_.image), bus_(options_.bus),
      proto_texts_(image_.protos.size()), type_texts_(image_.types.size()), liveness_(*image_.program) {}

Vm::~Vm() = default;

void Vm::attach(Sched& sched) {
  sched_ = &sched;
  semaphores_ = std::make_unique<Semaphores>(sched);
}

void Vm::adopt(M& m) {
  auto machine = std::make_unique<Machine>();
  m.vm_data = machine.get();
  const LockGuard guard(machines_lock_);
  machines_.push_back(std::move(machine));
}

void Vm::make_main(M& m) {
  start_goroutine(m, nullptr, image_.static_closure(program().init_proto), nullptr, 0);
}

G* Vm::start_goroutine(M& m, G* creator, Slot64 closure, const Slot64* args, uint32_t count) {
  const auto proto = static_cast<uint32_t>(arena().load<Slot64>(closure));
  const ProtoEntry& callee = image_.protos[proto];
  // First stacks count as heap, so that endless spawning meets --heap too.
  const uint64_t stacks = uint64_t{sched_->num_goroutine()} * kFirstStackBytes;
  if (arena().taken() + stacks > arena().limit()) return nullptr;
  G& gp = sched_->allocate_g(m);
  if (callee.frame_slots > gp.stack.capacity() &&
      m.stacks.grow(gp.stack, 0, callee.frame_slots) == StackPool::Growth::TooLarge) {
    return nullptr;
  }
  Slot64* frame = gp.stack.words;
  frame[0] = FrameHeader::pack(image_.stubs.goroutine_end, 0);
  frame[1] = closure;
  std::copy_n(args, count, frame + kFrameHeader + callee.result_slots);
  gp.base = 0;
  gp.pc = callee.first;
  gp.start_proto = proto;
  if (creator != nullptr) {
    gp.created_pc = creator->pc - 1;
    gp.created_proto = image_.proto_id_at(gp.created_pc);
  }
  sched_->newproc(m, gp, creator, bus_.on() ? text_of_proto(creator == nullptr && proto == program().init_proto ? program().main_proto : proto) : 0);
  return &gp;
}

void Vm::ended(M&, G& g) { forget(g); }

void Vm::forget(G& g) {
  for (auto* record = std::bit_cast<DeferRecord*>(g.defers); record != nullptr;) delete std::exchange(record, record->link);
  for (auto* record = std::bit_cast<PanicRecord*>(g.panics); record != nullptr;) delete std::exchange(record, record->link);
  g.defers = g.panics = 0;
  delete static_cast<std::string*>(std::exchange(g.vm_data, nullptr));
}

void Vm::write(M& m, G* g, int fd, std::string_view text) { options_.print(m, g, fd, text); }

// ---- methods

uint32_t Vm::find_method(RTypeId type, uint32_t method) const {
  const auto& methods = program().rtypes[type].methods;
  const auto found = std::lower_bound(methods.begin(), methods.end(), method,
                                      [](const RMethod& entry, uint32_t wanted) { return entry.id < wanted; });
  return found != methods.end() && found->id == method ? found->proto : kNoProto;
}

uint32_t Vm::find_method(RTypeId type, std::string_view name, std::string_view signature) const {
  for (const RMethod& method : program().rtypes[type].methods) {
    const MethodName& known = program().methods[method.id];
    if (known.name == name && (signature.empty() || known.signature == signature)) return method.proto;
  }
  return kNoProto;
}

bool Vm::implements(RTypeId concrete, RTypeId interface) const {
  const auto& methods = program().rtypes[concrete].methods;
  auto at = methods.begin();
  for (const uint32_t wanted : program().rtypes[interface].interface_methods) {
    while (at != methods.end() && at->id < wanted) ++at;
    if (at == methods.end() || at->id != wanted) return false;
  }
  return true;
}

uint32_t Vm::text_method(RTypeId type) const {
  const uint32_t error = find_method(type, "Error", "func() string");
  return error != kNoProto ? error : find_method(type, "String", "func() string");
}

// ---- for events

uint32_t Vm::text_of_proto(uint32_t proto) {
  uint32_t text = proto_texts_[proto].load(std::memory_order_relaxed);
  if (text == 0) {
    text = bus_.text(program().protos[proto].name);
    proto_texts_[proto].store(text, std::memory_order_relaxed);
  }
  return text;
}

uint32_t Vm::type_text(uint32_t rtype) {
  uint32_t text = type_texts_[rtype].load(std::memory_order_relaxed);
  if (text == 0) {
    text = bus_.text(program().rtypes[rtype].name);
    type_texts_[rtype].store(text, std::memory_order_relaxed);
  }
  return text;
}

EventValue Vm::describe(uint32_t rtype, const std::byte* value) {
  const RType& type = program().rtypes[rtype];
  const uint32_t text = type_text(rtype);
  const auto as = [&](ValueKind kind, uint64_t word) { return EventValue{word, pack_value_type(kind, text)}; };
  Slot64 word = 0;
  if (type.width != MemWidth::Block) load_to_slots(type, value, &word);
  switch (type.kind) {
    case Kind::Bool: return as(ValueKind::Bool, word);
    case Kind::Int: case Kind::Int8: case Kind::Int16: case Kind::Int32: case Kind::Int64: return as(ValueKind::Int, word);
    case Kind::Uint: case Kind::Uint8: case Kind::Uint16: case Kind::Uint32: case Kind::Uint64:
    case Kind::Uintptr: return as(ValueKind::Uint, word);
    case Kind::Float64: return as(ValueKind::Float, word);
    case Kind::Float32:
      return as(ValueKind::Float, std::bit_cast<uint64_t>(static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(word)))));
    case Kind::String: {
      constexpr uint64_t kShown = 48;  // what a box on the board has room for
      return as(ValueKind::Text, bus_.text(arena().text(string_offset(word), std::min(string_length(word), kShown))));
    }
    case Kind::Interface: {
      if (word == 0) return as(ValueKind::Nil, 0);
      const RTypeId dynamic = iface_rtype(word);
      const uint64_t payload = iface_payload(word);
      if (is_pointer_shaped(program().rtypes[dynamic].kind)) return {payload, pack_value_type(ValueKind::Pointer, type_text(dynamic))};
      if (!payload_is_inline(payload)) return describe(dynamic, arena().at(payload));
      const auto inner = inline_value(payload);
      return describe(dynamic, reinterpret_cast<const std::byte*>(&inner));
    }
    case Kind::Pointer: case Kind::Map: case Kind::Chan: case Kind::Func: case Kind::UnsafePointer:
      return word == 0 ? as(ValueKind::Nil, 0) : as(ValueKind::Pointer, word);
    default: return as(ValueKind::Opaque, 0);
  }
}

// The chain of pcs is enough to know the stack again, unless a panic runs deferred calls: these stand on a stub.
uint32_t Vm::stack_of(const G& g) {
  uint32_t pcs[StackCache::kDepth];
  size_t depth = 0;
  if (image_.is_stub(g.pc) || g.panics != 0) return resolve_stack(g);
  for (uint32_t pc = g.pc, base = g.base; !image_.is_stub(pc);) {
    if (depth == StackCache::kDepth) return resolve_stack(g);
    pcs[depth++] = pc;
    const Slot64 header = g.stack.words[base];
    const uint32_t distance = FrameHeader::distance(header);
    if (distance == 0) break;
    pc = FrameHeader::return_pc(header);
    base -= distance;
  }
  return stack_cache_.id_of({pcs, depth}, [&] { return resolve_stack(g); });
}

uint32_t Vm::resolve_stack(const G& g) {
  constexpr uint32_t kDepth = 16;
  StackFrame frames[kDepth];
  uint32_t count = 0;
  for (const FrameInfo& frame : frames_of(g, kDepth)) {
    const LineEntry* line = image_.line_at(frame.pc);
    frames[count++] = {text_of_proto(frame.proto), line == nullptr ? 0 : bus_.text(program().files[line->file]),
                       line == nullptr ? 0 : line->line};
  }
  return bus_.stack({frames, count});
}

}  // namespace gopherarium
