// Packages runtime and runtime/debug: scheduling on request, numbers, stacks.
#include <string>
#include <vector>

#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"

namespace gopherarium {
namespace {

NativeResult gosched(NativeCall&) { return NativeResult::Yield; }
NativeResult goexit(NativeCall&) { return NativeResult::Goexit; }

NativeResult num_goroutine(NativeCall& call) {
  call.set(0, call.vm.sched().num_goroutine());
  return NativeResult::Done;
}

// As many as the run began with, whatever GOMAXPROCS says now.
NativeResult num_cpu(NativeCall& call) {
  call.set(0, call.vm.sched().options().procs);
  return NativeResult::Done;
}

// collect(&collections)
NativeResult collect(NativeCall& call) {
  __atomic_add_fetch(word_at<uint32_t>(call, call.word(0)), 1, __ATOMIC_SEQ_CST);
  return NativeResult::Done;
}

// memoryNumbers(&collections) (heap, stacks uint64, passes uint32)
NativeResult memory_numbers(NativeCall& call) {
  call.set(0, call.vm.arena().taken());
  call.set(1, uint64_t{call.vm.sched().num_goroutine()} * kFirstStackBytes);
  call.set(2, __atomic_load_n(word_at<uint32_t>(call, call.word(0)), __ATOMIC_SEQ_CST));
  return NativeResult::Done;
}

// ---- stacks. A program counter as Go code sees it is one more than the instruction's: 0 is none.

// callerInfo(skip) (pc, ok): skip 0 is the Go function that asks.
NativeResult caller_info(NativeCall& call) {
  const int64_t skip = call.integer(0);
  call.set(0, 0);
  call.set_boolean(1, false);
  if (skip < 0 || skip > 1'000'000) return NativeResult::Done;
  const auto frames = call.vm.frames_of(call.g, static_cast<uint32_t>(skip) + 1);
  if (frames.size() <= static_cast<size_t>(skip)) return NativeResult::Done;
  call.set(0, uint64_t{frames.back().pc} + 1);
  call.set_boolean(1, true);
  return NativeResult::Done;
}

// pcInfo(pc) (function, file string, line int, entry uintptr); no function: "".
NativeResult pc_info(NativeCall& call) {
  const Image& image = call.vm.image();
  const uint64_t pc = call.word(0) - 1;
  for (uint32_t slot = 0; slot < 4; ++slot) call.set(slot, 0);
  if (call.word(0) == 0 || pc >= image.code.size() || image.is_stub(static_cast<uint32_t>(pc))) return NativeResult::Done;
  const uint32_t proto = image.proto_id_at(static_cast<uint32_t>(pc));
  call.set_text(0, call.program().protos[proto].name);
  if (const LineEntry* line = image.line_at(static_cast<uint32_t>(pc))) {
    call.set_text(1, call.program().files[line->file]);
    call.set(2, line->line);
  }
  call.set(3, uint64_t{image.protos[proto].first} + 1);
  return NativeResult::Done;
}

// Go leaves runtime.Stack itself out: the two lines after the first.
std::string without_asker(const std::string& text) {
  const size_t first = text.find('\n') + 1;
  const size_t place = text.find('\n', first) + 1;
  return text.substr(0, first) + text.substr(text.find('\n', place) + 1);
}

// stackText(all bool). Other goroutines are looked at while they stand still.
NativeResult stack_text(NativeCall& call) {
  if (!call.boolean(0)) {
    call.set_text(0, without_asker(call.vm.traceback(call.g)));
    return NativeResult::Done;
  }
  Sched& sched = call.vm.sched();
  if (sched.stop_the_world(&call.m, "runtime.Stack") == Sched::WorldStop::Busy) {
    call.retry_when_resumed();
    return NativeResult::Yield;
  }
  const std::string text = call.vm.all_tracebacks(&call.g);
  sched.start_the_world(&call.m);
  call.set_text(0, without_asker(text));
  return NativeResult::Done;
}

// GOMAXPROCS(n): how many there were.
NativeResult gomaxprocs(NativeCall& call) {
  Sched& sched = call.vm.sched();
  const uint32_t before = sched.procs();
  const int64_t wanted = call.integer(0);
  if (wanted > 0) {
    const auto most = static_cast<int64_t>(Sched::kMaxProcs);
    if (sched.set_procs(call.m, static_cast<uint32_t>(std::min(wanted, most))) == Sched::WorldStop::Busy) {
      call.retry_when_resumed();
      return NativeResult::Yield;
    }
  }
  call.set(0, before);
  return NativeResult::Done;
}

// goroutineStacks() []uintptr: 0 after each goroutine's; the caller's comes first.
NativeResult goroutine_stacks(NativeCall& call) {
  Sched& sched = call.vm.sched();
  if (sched.stop_the_world(&call.m, "runtime.GoroutineProfile") == Sched::WorldStop::Busy) {
    call.retry_when_resumed();
    return NativeResult::Yield;
  }
  constexpr uint32_t kMostFrames = 32;
  std::vector<uint64_t> pcs;
  const auto add = [&](const G& g) {
    for (const Vm::FrameInfo& frame : call.vm.frames_of(g, kMostFrames)) pcs.push_back(uint64_t{frame.pc} + 1);
    pcs.push_back(0);
  };
  add(call.g);
  sched.for_each_g([&](G& g) {
    if (&g != &call.g) add(g);
  });
  sched.start_the_world(&call.m);
  const SliceWords made = call.make_slice(sizeof(uint64_t), pcs.size());
  if (!call.out_of_memory()) {
    for (size_t i = 0; i < pcs.size(); ++i) call.store(call.element(made, i, sizeof(uint64_t)), pcs[i]);
  }
  call.set_slice(0, made);
  return NativeResult::Done;
}

NativeResult write_error(NativeCall& call) {
  call.write(2, call.bytes(0));
  return NativeResult::Done;
}

}  // namespace

void add_runtime_natives(NativeTable& table) {
  table.add("runtime.Gosched", gosched);
  table.add("runtime.Goexit", goexit);
  table.add("runtime.NumGoroutine", num_goroutine);
  table.add("runtime.NumCPU", num_cpu);
  table.add("runtime.GOMAXPROCS", gomaxprocs);
  table.add("runtime.collect", collect);
  table.add("runtime.memoryNumbers", memory_numbers);
  table.add("runtime.callerInfo", caller_info);
  table.add("runtime.pcInfo", pc_info);
  table.add("runtime.stackText", stack_text);
  table.add("runtime.goroutineStacks", goroutine_stacks);
  table.add("runtime/debug.writeError", write_error);
}

}  // namespace gopherarium
