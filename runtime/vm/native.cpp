#include "runtime/vm/native.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/vm/vm.h"

namespace gopherarium {

double NativeCall::real(uint32_t slot) const { return std::bit_cast<double>(params_[slot]); }
void NativeCall::set_real(uint32_t slot, double value) { results_[slot] = std::bit_cast<Slot64>(value); }

std::string_view NativeCall::bytes(uint32_t slot) const {
  const SliceWords list = slice(slot);
  return vm.arena().text(list.data() + list.first(), std::min(list.length(), list.capacity()));
}

uint64_t NativeCall::allocate(uint64_t bytes) {
  const uint64_t made = m.arena.allocate(bytes == 0 ? 8 : bytes);
  if (made == 0) out_of_memory_ = true;
  return made;
}

Slot64 NativeCall::make_string(std::string_view text) {
  if (text.empty()) return 0;
  const uint64_t made = text.size() > kMaxCount ? 0 : allocate(text.size());
  if (made == 0) {
    out_of_memory_ = true;
    return 0;
  }
  std::memcpy(vm.arena().at(made), text.data(), text.size());
  return pack_string(made, text.size());
}

SliceWords NativeCall::make_bytes(std::string_view bytes) {
  const SliceWords made = make_slice(1, bytes.size());
  if (made.length() != 0) std::memcpy(vm.arena().at(made.data()), bytes.data(), bytes.size());
  return made;
}

SliceWords NativeCall::make_slice(uint64_t elem_bytes, uint64_t length) {
  const uint64_t made = length > kMaxCount ? 0 : allocate(elem_bytes * length);
  if (made == 0) {
    out_of_memory_ = true;
    return {};
  }
  return make_slice_words(made, length, length);
}

SliceWords NativeCall::make_strings(const std::vector<std::string>& texts) {
  const SliceWords made = make_slice(8, texts.size());
  for (size_t i = 0; i < made.length(); ++i) store(made.data() + 8 * i, make_string(texts[i]));
  return made;
}

std::string_view NativeCall::text_of(Slot64 string) const {
  return vm.arena().text(string_offset(string), string_length(string));
}

std::byte* NativeCall::memory(uint64_t offset) const { return vm.arena().at(offset); }
Slot64 NativeCall::load(uint64_t offset) const { return vm.arena().load<Slot64>(offset); }
void NativeCall::store(uint64_t offset, Slot64 word) { vm.arena().store<Slot64>(offset, word); }

const Program& NativeCall::program() const { return vm.program(); }
const RType& NativeCall::rtype(RTypeId id) const { return vm.program().rtypes[id]; }

uint32_t NativeCall::find_method(RTypeId type, std::string_view name) const { return vm.find_method(type, name); }

bool NativeCall::implements(RTypeId concrete, RTypeId interface) const { return vm.implements(concrete, interface); }

Slot64 NativeCall::make_iface(RTypeId type, const Slot64* slots) {
  Exec exec{vm, m, g};
  const Slot64 made = exec.box(type, slots);
  if (made == 0) out_of_memory_ = true;
  return made;
}

Slot64 NativeCall::make_iface_from_memory(RTypeId type, uint64_t offset) {
  const RType& t = rtype(type);
  if (t.kind == Kind::Interface) return load(offset);
  std::vector<Slot64> slots(std::max(1u, t.slots));
  load_value(type, offset, slots.data());
  return make_iface(type, slots.data());
}

void NativeCall::unpack_iface(Slot64 iface, Slot64* slots) const { Exec{vm, m, g}.unbox(iface, slots); }

uint64_t NativeCall::iface_memory(Slot64 iface) const {
  const Kind kind = rtype(iface_rtype(iface)).kind;
  if (is_pointer_shaped(kind) || payload_is_inline(iface_payload(iface))) return 0;
  return iface_payload(iface);
}

void NativeCall::load_value(RTypeId type, uint64_t offset, Slot64* slots) const {
  load_to_slots(rtype(type), vm.arena().at(offset), slots);
}
void NativeCall::store_value(RTypeId type, uint64_t offset, const Slot64* slots) {
  store_from_slots(rtype(type), slots, vm.arena().at(offset));
}

NativeResult NativeCall::panic(Slot64 iface_value) {
  panic_value_ = iface_value;
  return NativeResult::PanicValue;
}
NativeResult NativeCall::panic_text(std::string_view message) {
  message_ = message;
  return NativeResult::PanicText;
}
NativeResult NativeCall::panic_error(std::string_view message) {
  message_ = message;
  return NativeResult::PanicError;
}
NativeResult NativeCall::panic_plain(std::string_view message) {
  message_ = message;
  return NativeResult::PanicPlain;
}
NativeResult NativeCall::fatal(std::string_view message) {
  message_ = message;
  return NativeResult::Fatal;
}
NativeResult NativeCall::exit(int status) {
  status_ = status;
  return NativeResult::Exit;
}

void NativeCall::retry_when_resumed() {
  --g.pc;  // a native call is one instruction
  g.vm_words[kRetried] = 1;
}

void NativeCall::go_on_when_resumed() {
  ++g.pc;
  g.vm_words[kRetried] = 0;
}

void NativeCall::write(int fd, std::string_view text) { vm.write(m, &g, fd, text); }

}  // namespace gopherarium
