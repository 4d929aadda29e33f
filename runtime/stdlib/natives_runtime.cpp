// Packages runtime and runtime/debug: scheduling on request, numbers, stacks.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"
#include "runtime/vm/heap_pass.h"

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

// ---- the heap

struct FinalizerEntry {
  uint64_t key = 0;  // the object's address with all bits turned: it keeps nothing alive
  uint64_t type = 0;
  Slot64 function = 0;
};

// heapState of go/runtime/mgc.go.
struct HeapState {
  Mutex lock;  // protects all below
  uint32_t unused;
  uint64_t finalizers, count, capacity;  // FinalizerEntry
  uint64_t alive, allocated, dead, pass_ns;
  uint32_t forced;
};

HeapState& heap_state(NativeCall& call) { return *reinterpret_cast<HeapState*>(call.memory(call.word(0))); }

FinalizerEntry* finalizers(NativeCall& call, const HeapState& heap) {
  return reinterpret_cast<FinalizerEntry*>(call.memory(heap.finalizers));
}

// Takes the entries of dead objects out, and makes those live again: a finalizer may look at its object.
std::vector<FinalizerEntry> take_dead(NativeCall& call, HeapState& heap, HeapPass& pass) {
  std::vector<FinalizerEntry> dead;
  FinalizerEntry* entries = finalizers(call, heap);
  // What an object refers to lives until its own finalizer has run, as in Go.
  for (uint64_t i = 0; i < heap.count; ++i) pass.mark_contents(~entries[i].key);
  for (uint64_t i = 0; i < heap.count;) {
    if (pass.is_marked(~entries[i].key)) {
      ++i;
      continue;
    }
    dead.push_back(entries[i]);
    entries[i] = entries[--heap.count];
    entries[heap.count] = {};
  }
  for (const FinalizerEntry& entry : dead) {
    pass.mark(~entry.key);
    pass.mark(entry.function);
  }
  return dead;
}

void start_finalizer(NativeCall& call, const FinalizerEntry& entry) {
  const RType& function = call.rtype(iface_rtype(entry.function));
  const bool boxed = call.rtype(function.params[0]).kind == Kind::Interface;
  const Slot64 object = boxed ? pack_iface(static_cast<uint32_t>(entry.type), ~entry.key) : ~entry.key;
  call.vm.start_goroutine(call.m, nullptr, iface_payload(entry.function), &object, 1);
}

// collect(heap, &collections, by int)
NativeResult collect(NativeCall& call) {
  Sched& sched = call.vm.sched();
  if (sched.stop_the_world(&call.m, "GC") == Sched::WorldStop::Busy) {
    call.retry_when_resumed();
    return NativeResult::Yield;
  }
  const int64_t began = sched.now(call.m);
  HeapPass pass(call.vm);
  pass.mark_roots();
  HeapState& heap = heap_state(call);
  std::vector<FinalizerEntry> dead;
  {
    LockGuard guard(heap.lock);
    dead = take_dead(call, heap, pass);
    heap.alive = pass.reachable_bytes();
    heap.allocated = call.vm.arena().taken();
    heap.dead = pass.all_objects() - pass.reachable_objects();
    heap.pass_ns += static_cast<uint64_t>(sched.now(call.m) - began);
    if (call.integer(2) == 0) ++heap.forced;
  }
  __atomic_add_fetch(word_at<uint32_t>(call, call.word(1)), 1, __ATOMIC_SEQ_CST);
  emit_here(call, EventKind::HeapPass,
            {.a = pass.reachable_bytes(), .b = call.vm.arena().taken(), .c = pass.reachable_objects()});
  sched.start_the_world(&call.m);
  for (const FinalizerEntry& entry : dead) start_finalizer(call, entry);
  // They come before who asked, as where Go's GC gives way while it waits for its sweep.
  return dead.empty() ? NativeResult::Done : NativeResult::HandOff;
}

// setFinalizer(heap, obj, f any): Go's checks and words.
NativeResult set_finalizer(NativeCall& call) {
  const Slot64 object = call.word(1), function = call.word(2);
  const auto refuse = [&](std::string_view why) { return call.fatal(fmt::format("runtime.SetFinalizer: {}", why)); };
  if (object == 0) return refuse("first argument is nil");
  const RType& type = call.rtype(iface_rtype(object));
  if (type.kind != Kind::Pointer) return refuse(fmt::format("first argument is {}, not pointer", type.name));
  if (iface_payload(object) == 0) return refuse("pointer not in heap");
  if (function != 0) {
    const RType& f = call.rtype(iface_rtype(function));
    if (f.kind != Kind::Func) return refuse(fmt::format("second argument is {}, not a function", f.name));
    const bool fits = f.params.size() == 1 && !f.variadic &&
                      (f.params[0] == iface_rtype(object) ||
                       (call.rtype(f.params[0]).kind == Kind::Interface && call.implements(iface_rtype(object), f.params[0])));
    if (!fits) return refuse(fmt::format("cannot pass {} to finalizer {}", type.name, f.name));
  }
  HeapState& heap = heap_state(call);
  LockGuard guard(heap.lock);
  FinalizerEntry* entries = finalizers(call, heap);
  FinalizerEntry* const end = entries + heap.count;
  FinalizerEntry* known = std::find_if(entries, end, [&](const FinalizerEntry& e) { return e.key == ~iface_payload(object); });
  if (function == 0) {
    if (known != end) {
      *known = entries[--heap.count];
      entries[heap.count] = {};
    }
    return NativeResult::Done;
  }
  if (known != end) return refuse("finalizer already set");
  if (heap.count == heap.capacity) {
    const uint64_t capacity = std::max<uint64_t>(16, 2 * heap.capacity);
    const uint64_t bigger = call.allocate(capacity * sizeof(FinalizerEntry));
    if (call.out_of_memory()) return NativeResult::Done;
    std::copy(entries, end, reinterpret_cast<FinalizerEntry*>(call.memory(bigger)));
    heap.finalizers = bigger;
    heap.capacity = capacity;
  }
  finalizers(call, heap)[heap.count++] = {~iface_payload(object), iface_rtype(object), function};
  return NativeResult::Done;
}

// heapNumbers(heap) (bytes, mallocs, objects uint64)
NativeResult heap_numbers(NativeCall& call) {
  HeapState& heap = heap_state(call);
  LockGuard guard(heap.lock);
  const uint64_t all = HeapPass(call.vm).all_objects();
  call.set(0, heap.alive + (call.vm.arena().taken() - heap.allocated));
  call.set(1, all);
  call.set(2, all - heap.dead);
  return NativeResult::Done;
}

NativeResult passes_made(NativeCall& call) {
  call.set(0, __atomic_load_n(word_at<uint32_t>(call, call.word(0)), __ATOMIC_SEQ_CST));
  return NativeResult::Done;
}

NativeResult stack_bytes(NativeCall& call) {
  call.set(0, uint64_t{call.vm.sched().num_goroutine()} * kFirstStackBytes);
  return NativeResult::Done;
}

NativeResult allocated_bytes(NativeCall& call) {
  call.set(0, call.vm.arena().taken());
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

// ---- profiles of waits; which: 0 block, 1 mutex

WaitProfile& wait_profile(NativeCall& call) {
  return call.vm.wait_profile(call.integer(0) == 0 ? Vm::WaitOn::Block : Vm::WaitOn::Mutex);
}

// countWaits(which int, on bool)
NativeResult count_waits(NativeCall& call) {
  wait_profile(call).set(call.boolean(1));
  return NativeResult::Done;
}

// waits(which int) []uintptr: of each stack how often, its return addresses, and 0.
NativeResult waits(NativeCall& call) {
  std::vector<uint64_t> words;
  for (const auto& [stack, count] : wait_profile(call).records()) {
    words.push_back(count);
    for (const uint32_t pc : stack) words.push_back(uint64_t{pc} + 1);
    words.push_back(0);
  }
  const SliceWords made = call.make_slice(sizeof(uint64_t), words.size());
  if (!call.out_of_memory()) {
    for (size_t i = 0; i < words.size(); ++i) call.store(call.element(made, i, sizeof(uint64_t)), words[i]);
  }
  call.set_slice(0, made);
  return NativeResult::Done;
}

NativeResult write_error(NativeCall& call) {
  call.write(2, call.bytes(0));
  return NativeResult::Done;
}

// func LockOSThread()
NativeResult lock_os_thread(NativeCall& call) {
  Sched::lock_thread(call.m, call.g);
  return NativeResult::Done;
}

// func UnlockOSThread()
NativeResult unlock_os_thread(NativeCall& call) {
  Sched::unlock_thread(call.m, call.g);
  return NativeResult::Done;
}

// ---- package unsafe's built-in functions

// Nothing where `count` elements from the pointer on are memory of the program's, or the panic that says what is wrong.
std::optional<NativeResult> bad_extent(NativeCall& call, std::string_view name, uint64_t elem_bytes) {
  const uint64_t pointer = call.word(0);
  const int64_t count = call.integer(1);
  if (pointer == 0 && count > 0) return call.panic_error(fmt::format("{}: ptr is nil and len is not zero", name));
  const uint64_t end = call.vm.arena().end();
  const bool fits = count >= 0 && static_cast<uint64_t>(count) <= kMaxCount && pointer <= end &&
                    static_cast<uint64_t>(count) * elem_bytes <= end - pointer;
  if (fits) return std::nullopt;
  return call.panic_error(fmt::format("{}: len out of range", name));
}

// pointer, length, size of an element
NativeResult unsafe_slice(NativeCall& call) {
  if (const auto bad = bad_extent(call, "unsafe.Slice", call.word(2))) return *bad;
  const uint64_t pointer = call.word(0), length = call.word(1);
  call.set_slice(0, pointer == 0 ? SliceWords{} : make_slice_words(pointer, length, length));
  return NativeResult::Done;
}

// slice, size of an element
NativeResult unsafe_slice_data(NativeCall& call) {
  const SliceWords slice = call.slice(0);
  call.set(0, slice.is_nil() ? 0 : call.element(slice, 0, call.word(2)));
  return NativeResult::Done;
}

// The string shares the bytes, as in Go: whoever writes to them changes it.
NativeResult unsafe_string(NativeCall& call) {
  if (const auto bad = bad_extent(call, "unsafe.String", 1)) return *bad;
  call.set(0, pack_string(call.word(0), call.word(1)));
  return NativeResult::Done;
}

NativeResult unsafe_string_data(NativeCall& call) {
  call.set(0, string_offset(call.word(0)));
  return NativeResult::Done;
}

}  // namespace

void add_runtime_natives(NativeTable& table) {
  table.add("runtime.LockOSThread", lock_os_thread);
  table.add("runtime.UnlockOSThread", unlock_os_thread);
  table.add("runtime.Gosched", gosched);
  table.add("runtime.Goexit", goexit);
  table.add("runtime.NumGoroutine", num_goroutine);
  table.add("runtime.NumCPU", num_cpu);
  table.add("runtime.GOMAXPROCS", gomaxprocs);
  table.add("runtime.collect", collect);
  table.add("runtime.setFinalizer", set_finalizer);
  table.add("runtime.heapNumbers", heap_numbers);
  table.add("runtime.passesMade", passes_made);
  table.add("runtime.stackBytes", stack_bytes);
  table.add("runtime.allocatedBytes", allocated_bytes);
  table.add("runtime.callerInfo", caller_info);
  table.add("runtime.pcInfo", pc_info);
  table.add("runtime.stackText", stack_text);
  table.add("runtime.goroutineStacks", goroutine_stacks);
  table.add("runtime.countWaits", count_waits);
  table.add("runtime.waits", waits);
  table.add("runtime/debug.writeError", write_error);
  table.add("runtime.unsafeSlice", unsafe_slice);
  table.add("runtime.unsafeSliceData", unsafe_slice_data);
  table.add("runtime.unsafeString", unsafe_string);
  table.add("runtime.unsafeStringData", unsafe_string_data);
}

}  // namespace gopherarium
