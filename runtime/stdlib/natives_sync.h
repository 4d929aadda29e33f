#pragma once
// What the natives of sync, sync/atomic and their neighbours share: words of Go's structs in the arena, and the events of
// package sync.
//
// The fields are accessed by the compiler's atomic builtins: a program may have put its struct at an odd address by unsafe
// means, which std::atomic_ref does not allow.

#include <cstdint>

#include "runtime/mem/arena.h"
#include "runtime/sched/sched.h"
#include "runtime/trace/event.h"
#include "runtime/vm/native.h"
#include "runtime/vm/vm.h"

namespace gopherarium {

// The word at an address of the program's; null for nil and what lies near it.
template <class T>
T* word_at(NativeCall& call, uint64_t address) {
  if (address < Arena::kGuard || address > kOffsetMask) return nullptr;
  return reinterpret_cast<T*>(call.memory(address));
}

template <class T>
bool cas(T* word, T from, T to) {
  return __atomic_compare_exchange_n(word, &from, to, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

inline NativeResult nil_pointer(NativeCall& call) {
  return call.panic_error("invalid memory address or nil pointer dereference");
}

inline void emit_here(NativeCall& call, EventKind kind, Sched::Args args) {
  Sched& sched = call.vm.sched();
  if (!sched.tracing()) return;
  args.stack = sched.stack_of(call.g);
  sched.emit(call.m, kind, &call.g, args);
}

enum class Waited : uint8_t { No, Yes };

inline void sync_acquired(NativeCall& call, uint64_t object, SyncKind kind, Waited waited) {
  emit_here(call, EventKind::SyncAcquire,
            {.a = object, .b = static_cast<uint64_t>(kind), .c = static_cast<uint64_t>(waited)});
}
inline void sync_waits(NativeCall& call, uint64_t object, SyncKind kind) {
  emit_here(call, EventKind::SyncWait, {.a = object, .b = static_cast<uint64_t>(kind)});
}
// Before the word that lets others in is written, so that nobody's acquisition is stamped earlier. Whom it wakes is said by
// the GoUnblock that follows.
inline void sync_releases(NativeCall& call, uint64_t object, SyncKind kind) {
  emit_here(call, EventKind::SyncRelease, {.a = object, .b = static_cast<uint64_t>(kind)});
}

}  // namespace gopherarium
