// Calls that leave the fast path: growing stacks, deferred calls' frames, go statements, natives, methods.

#include <algorithm>

#include "runtime/vm/vm.h"

namespace gopherarium {

bool Exec::grow_stack(uint64_t words) {
  const uint64_t at = base(), before = g.stack.bytes, used = std::min<uint64_t>(g.stack.capacity(), at + words);
  Sched::casgstatus(g, GStatus::Running, GStatus::Copystack);
  // All of the old stack is kept: the caller has parameters behind its own frame already.
  const auto grown = m.stacks.grow(g.stack, g.stack.capacity(), words);
  Sched::casgstatus(g, GStatus::Copystack, GStatus::Running);
  if (grown == StackPool::Growth::TooLarge) return false;
  r = g.stack.words + at;
  if (vm.bus().on()) {
    vm.sched().emit(m, EventKind::StackGrow, &g, {.a = before, .b = g.stack.bytes, .c = used * sizeof(Slot64)});
  }
  return true;
}

Step Exec::enter(Slot64 closure, const Slot64* args, uint32_t count, uint32_t from_pc, uint32_t return_pc) {
  if (closure == 0) return raise_nil();
  const uint32_t distance = image().is_stub(from_pc) ? kFrameHeader : image().protos[image().proto_id_at(from_pc)].frame_slots;
  const ProtoEntry& callee = image().protos[static_cast<uint32_t>(vm.arena().load<Slot64>(closure))];
  const uint64_t needed = base() + distance + callee.frame_slots;
  if (needed > g.stack.capacity() && !grow_stack(needed)) return stack_overflow();
  Slot64* frame = r + distance;
  frame[0] = FrameHeader::pack(return_pc, distance);
  frame[1] = closure;
  std::copy_n(args, count, frame + kFrameHeader + callee.result_slots);
  r = frame;
  save(callee.first);
  return Step::Reload;
}

uint32_t Exec::method_of(RTypeId type, uint32_t method) {
  const uint64_t key = (static_cast<uint64_t>(type) << 32) | method;
  Machine::MethodCache& cached = machine().methods[(type * 31 + method) % machine().methods.size()];
  if (cached.key != key) cached = {key, vm.find_method(type, method)};
  GOPH_DCHECK(cached.proto != kNoProto, "a type in an interface has the interface's methods");
  return cached.proto;
}

Step Exec::go_statement(Instruction i) {
  save(pc + 1);
  if (r[i.b] == 0) return fatal("go of nil func value");
  if (vm.start_goroutine(m, &g, r[i.b], r + i.a, i.c) == nullptr) return out_of_memory();
  return Step::Next;
}

Step Exec::call_native(Instruction i) {
  save(pc + 1);
  const NativeEntry& native = image().natives[static_cast<uint32_t>(i.imm32())];
  Slot64* results = r + i.a + kFrameHeader;
  NativeCall call(vm, m, g, results, results + native.result_slots);
  if (g.vm_words[kRetried] != 0) {
    g.vm_words[kRetried] = 0;
    call.set_retried();
  }
  const NativeResult how = native.function(call);
  if (call.out_of_memory()) return out_of_memory();
  switch (how) {
    case NativeResult::Done: return Step::Next;
    case NativeResult::Park: return parked();
    case NativeResult::Syscall: result = RunResult::Syscall; return Step::Leave;
    case NativeResult::Yield: result = RunResult::Yielded; return Step::Leave;
    case NativeResult::HandOff: result = RunResult::HandedOff; return Step::Leave;
    case NativeResult::Goexit: return begin_goexit();
    case NativeResult::Exit:
      vm.sched().exit(EndKind::Exit, call.status());
      result = RunResult::Ended;
      return Step::Leave;
    case NativeResult::Fatal: return fatal(call.message());
    case NativeResult::OutOfMemory: return out_of_memory();
    case NativeResult::PanicValue: raised = call.panic_value(); return Step::Raise;
    case NativeResult::PanicText: return raise_text(call.message());
    case NativeResult::PanicError: return raise_error(call.message());
    case NativeResult::PanicPlain: return raise_plain(call.message());
  }
  return Step::Next;
}

RunResult Exec::goroutine_end() {
  if (g.goid.load(std::memory_order_relaxed) != 1) return RunResult::Exited;
  flush_print();
  vm.sched().exit(EndKind::Exit, 0);
  return RunResult::Ended;
}

}  // namespace gopherarium
