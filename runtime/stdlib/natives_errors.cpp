// Natives of package errors: what needs to look at types at run time.

#include "runtime/stdlib/natives.h"

namespace gopherarium {
namespace {

NativeResult is_comparable(NativeCall& call) {
  call.set_boolean(0, call.rtype(iface_rtype(call.word(0))).comparable);
  return NativeResult::Done;
}

NativeResult check_target(NativeCall& call) {
  const Slot64 target = call.word(0);
  const RType& type = call.rtype(iface_rtype(target));
  int64_t verdict = 0;
  if (type.kind != Kind::Pointer || iface_payload(target) == 0) {
    verdict = 1;
  } else if (call.rtype(type.elem).kind != Kind::Interface && call.find_method(type.elem, "Error") == kNoProto) {
    verdict = 2;
  }
  call.set_integer(0, verdict);
  return NativeResult::Done;
}

NativeResult assign_to(NativeCall& call) {
  const Slot64 value = call.word(0);
  const Slot64 target = call.word(1);
  const RTypeId wanted = call.rtype(iface_rtype(target)).elem;
  const uint64_t place = iface_payload(target);
  const bool into_interface = call.rtype(wanted).kind == Kind::Interface;
  const bool fits = into_interface ? call.implements(iface_rtype(value), wanted) : iface_rtype(value) == wanted;
  if (fits && into_interface) {
    call.store(place, value);
  } else if (fits) {
    std::vector<Slot64> slots(call.rtype(wanted).slots);
    call.unpack_iface(value, slots.data());
    call.store_value(wanted, place, slots.data());
  }
  call.set_boolean(0, fits);
  return NativeResult::Done;
}

}  // namespace

void add_errors_natives(NativeTable& table) {
  table.add("errors.isComparable", is_comparable);
  table.add("errors.checkTarget", check_target);
  table.add("errors.assignTo", assign_to);
}

}  // namespace gopherarium
