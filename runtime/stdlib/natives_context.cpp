// Package context's events, and what it asks of types (internal/gopher).
#include <algorithm>
#include <limits>

#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"

namespace gopherarium {
namespace {

// A context as events name it: its address; 0 for the roots and other values that are no pointers.
uint64_t object_of(NativeCall& call, Slot64 context) {
  return context != 0 && call.rtype(iface_rtype(context)).kind == Kind::Pointer ? iface_payload(context) : 0;
}

// contextCreated(ctx, parent any, untilDeadline int64, kind string)
NativeResult created(NativeCall& call) {
  Sched& sched = call.vm.sched();
  if (!sched.tracing()) return NativeResult::Done;
  uint64_t deadline = 0;
  if (const int64_t until = call.integer(2); until != std::numeric_limits<int64_t>::min()) {
    deadline = static_cast<uint64_t>(std::max<int64_t>(sched.now(call.m) + until, 1));
  }
  emit_here(call, EventKind::ContextCreate,
            {.a = object_of(call, call.word(0)), .b = object_of(call, call.word(1)), .c = deadline,
             .d = sched.bus().text(call.text(3))});
  return NativeResult::Done;
}

// contextCanceled(ctx, from any, cause string)
NativeResult canceled(NativeCall& call) {
  Sched& sched = call.vm.sched();
  if (!sched.tracing()) return NativeResult::Done;
  emit_here(call, EventKind::ContextCancel,
            {.a = object_of(call, call.word(0)), .b = object_of(call, call.word(1)), .d = sched.bus().text(call.text(2))});
  return NativeResult::Done;
}

NativeResult type_name(NativeCall& call) {
  const Slot64 value = call.word(0);
  call.set_text(0, value == 0 ? std::string_view("<nil>") : std::string_view(call.rtype(iface_rtype(value)).name));
  return NativeResult::Done;
}

NativeResult comparable(NativeCall& call) {
  const Slot64 value = call.word(0);
  call.set_boolean(0, value == 0 || call.rtype(iface_rtype(value)).comparable);
  return NativeResult::Done;
}

}  // namespace

void add_context_natives(NativeTable& table) {
  table.add("context.contextCreated", created);
  table.add("context.contextCanceled", canceled);
  table.add("internal/gopher.TypeName", type_name);
  table.add("internal/gopher.Comparable", comparable);
}

}  // namespace gopherarium
