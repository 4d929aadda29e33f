// Deferred calls, panics, recover and Goexit.
//
// A panic runs the goroutine's deferred calls, newest first, each in a frame behind that of the panicking function: nothing
// is unwound until a call has recovered, so the stack that an unrecovered panic prints is whole. A deferred call that a panic
// runs returns to a stub (DeferredEnd), which looks whether it recovered: then the stack is cut back to the frame that
// deferred the call, which goes on at its epilogue; else the next call runs.
//
// recover() counts only in the function that the panic itself called: the frame at PanicRecord::call_base, or one that a
// wrapper there called. A panic raised in such a call leaves the older one on the chain; the older is dropped (aborted) when
// the stack is cut back behind the call it was running.

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "runtime/vm/vm.h"

namespace gopherarium {

Machine::~Machine() {
  while (free_defers != nullptr) delete std::exchange(free_defers, free_defers->link);
}

DeferRecord* Machine::take_defer() {
  if (free_defers == nullptr) return new DeferRecord;
  --free_count;
  return std::exchange(free_defers, free_defers->link);
}

void Machine::give_back(DeferRecord* record) {
  record->more.reset();
  if (free_count >= 1024) {
    delete record;
    return;
  }
  record->link = free_defers;
  free_defers = record;
  ++free_count;
}

ForeignDefers::~ForeignDefers() {
  for (const Entry& entry : entries_) delete entry.record;
}

void ForeignDefers::put(uint32_t goid, DeferRecord* record) {
  LockGuard guard(lock_);
  entries_.push_back({goid, record});
  count_.store(static_cast<uint32_t>(entries_.size()), std::memory_order_release);
}

std::vector<DeferRecord*> ForeignDefers::take(uint32_t goid) {
  std::vector<DeferRecord*> taken;
  if (count_.load(std::memory_order_acquire) == 0) return taken;
  LockGuard guard(lock_);
  std::erase_if(entries_, [&](const Entry& entry) {
    if (entry.goid == goid) taken.push_back(entry.record);
    return entry.goid == goid;
  });
  count_.store(static_cast<uint32_t>(entries_.size()), std::memory_order_release);
  return taken;
}

// ---- raising

Step Exec::raise_value(RTypeId type, std::string_view text) {
  const Slot64 word = make_string(text);
  raised = box(type, &word);
  raised_nil_pointer = false;
  return raised == 0 ? out_of_memory() : Step::Raise;
}

Step Exec::raise_error(std::string_view text) {
  const WellKnownTypes& known = vm.program().known;
  if (known.runtime_error == 0) return raise_value(known.string, fmt::format("runtime error: {}", text));
  return raise_value(known.runtime_error, text);
}

Step Exec::raise_bounds(std::string_view text) {
  const WellKnownTypes& known = vm.program().known;
  return known.bounds_error == 0 ? raise_error(text) : raise_value(known.bounds_error, text);
}

Step Exec::raise_plain(std::string_view text) {
  const WellKnownTypes& known = vm.program().known;
  return raise_value(known.plain_error != 0 ? known.plain_error : known.string, text);
}

Step Exec::raise_assertion(std::string_view text) {
  const WellKnownTypes& known = vm.program().known;
  if (known.type_assertion_error == 0) return raise_value(known.string, text);
  const Slot64 word = make_string(text);
  const uint64_t made = allocate(8);
  if (made == 0) return out_of_memory();
  vm.arena().store<Slot64>(made, word);
  raised = pack_iface(known.type_assertion_error, made);
  raised_nil_pointer = false;
  return Step::Raise;
}

Step Exec::raise_nil() {
  const Step step = raise_error("invalid memory address or nil pointer dereference");
  raised_nil_pointer = true;
  return step;
}

Step Exec::raise_index(int64_t index, uint64_t length) {
  return raise_bounds(index < 0 ? fmt::format("index out of range [{}]", index)
                               : fmt::format("index out of range [{}] with length {}", index, length));
}

Step Exec::raise_text(std::string_view text) { return raise_value(vm.program().known.string, text); }

Step Exec::go_panic(Slot64 value) {
  constexpr uint16_t kNilPanicsAre = 21;  // go1.21 made panic(nil) an error
  if (value != 0 || vm.program().go_minor < kNilPanicsAre) {
    raised = value;
    raised_nil_pointer = false;
    return Step::Raise;
  }
  const WellKnownTypes& known = vm.program().known;
  if (known.panic_nil_error == 0) return raise_text("panic called with nil argument (use GODEBUG=panicnil=1 to disable)");
  const uint64_t made = allocate(8);
  if (made == 0) return out_of_memory();
  raised = pack_iface(known.panic_nil_error, made);
  raised_nil_pointer = false;
  return Step::Raise;
}

Step Exec::fatal(std::string_view text) {
  flush_print();
  save(pc);
  if (vm.bus().on()) vm.sched().emit(m, EventKind::Fatal, &g, {.a = vm.bus().text(text), .stack = vm.stack_of(g)});
  vm.write(m, &g, 2, fmt::format("fatal error: {}\n\n{}", text, vm.traceback(g)));
  vm.sched().exit(EndKind::Fatal, 2, std::string(text));
  result = RunResult::Ended;
  return Step::Leave;
}

Step Exec::out_of_memory() {
  const uint64_t stacks = uint64_t{vm.sched().num_goroutine()} * kFirstStackBytes;
  return fatal(fmt::format("out of memory: this run allocated {} MiB; Gopherarium has no collector (see --heap)",
                           (vm.arena().taken() + stacks) >> 20));
}

Step Exec::stack_overflow() {
  flush_print();
  vm.write(m, &g, 2, "runtime: goroutine stack exceeds 1000000000-byte limit\n");
  return fatal("stack overflow");
}

// ---- deferred calls

DeferRecord* Exec::new_defer(Instruction i) {
  DeferRecord* record = machine().take_defer();
  record->closure = r[i.b];
  record->args = i.c;
  if (i.c > DeferRecord::kInlineArgs) record->more = std::make_unique<Slot64[]>(i.c);
  std::copy_n(r + i.a, i.c, record->more ? record->more.get() : record->words.data());
  return record;
}

Step Exec::defer_call(Instruction i) {
  take_foreign_defers();  // they are older
  DeferRecord* record = new_defer(i);
  record->frame = base();
  record->pc = pc;
  record->link = std::bit_cast<DeferRecord*>(g.defers);
  g.defers = std::bit_cast<uint64_t>(record);
  return Step::Next;
}

// A token: the frame's base and a pc in its function, then the goroutine.
void Exec::defer_token(Instruction i) {
  r[i.a] = base() | (static_cast<Slot64>(pc) << 32);
  r[i.a + 1] = g.goid.load(std::memory_order_relaxed);
}

// A body that another goroutine runs defers for the loop's goroutine all the same, as Go has it.
Step Exec::defer_in(Instruction i, uint64_t token) {
  DeferRecord* record = new_defer(i);
  record->frame = static_cast<uint32_t>(r[token]);
  record->pc = static_cast<uint32_t>(r[token] >> 32);
  const auto goid = static_cast<uint32_t>(r[token + 1]);
  if (goid == g.goid.load(std::memory_order_relaxed)) {
    take_foreign_defers();
    insert_defer(record);
  } else {
    vm.foreign_defers().put(goid, record);
  }
  return Step::Next;
}

// The frames of the iterator lie above the loop's: what they deferred stays newer in the chain.
void Exec::insert_defer(DeferRecord* record) {
  DeferRecord* newer = nullptr;
  auto* older = std::bit_cast<DeferRecord*>(g.defers);
  for (; older != nullptr && older->frame > record->frame; older = older->link) newer = older;
  record->link = older;
  if (newer != nullptr) {
    newer->link = record;
  } else {
    g.defers = std::bit_cast<uint64_t>(record);
  }
}

void Exec::take_foreign_defers() {
  for (DeferRecord* record : vm.foreign_defers().take(g.goid.load(std::memory_order_relaxed))) insert_defer(record);
}

Slot64 Exec::recover_in(Instruction i) {
  if (r[i.b + 1] != g.goid.load(std::memory_order_relaxed)) return 0;
  return recover(static_cast<uint32_t>(r[i.b]));
}

Step Exec::raise_range(Slot64 state) {
  switch (static_cast<RangeState>(state)) {
    case RangeState::Done:
      return raise_error("range function continued iteration after function for loop body returned false");
    case RangeState::Running: return raise_error("range function continued iteration after loop body panic");
    case RangeState::Exhausted: return raise_error("range function continued iteration after whole loop exit");
    case RangeState::Missing:
      return raise_error("range function recovered a loop body panic and did not resume panicking");
    case RangeState::Ready: break;
  }
  GOPH_CHECK(false, "a loop that is ready goes on");
}

DeferRecord* Exec::pop_defer() {
  auto* record = std::bit_cast<DeferRecord*>(g.defers);
  if (record != nullptr) g.defers = std::bit_cast<uint64_t>(record->link);
  return record;
}

Step Exec::run_defers() {
  take_foreign_defers();
  const auto* newest = std::bit_cast<DeferRecord*>(g.defers);
  if (newest == nullptr || newest->frame != base()) return Step::Next;
  DeferRecord* record = pop_defer();
  const Step step = enter(record->closure, record->arguments(), record->args, pc, pc);  // comes back here for the next one
  machine().give_back(record);
  return step;
}

// ---- unwinding

Step Exec::begin_panic() {
  flush_print();
  if (vm.sched().ending()) {  // there was no memory for the panic's value, or the run ends anyway
    result = RunResult::Ended;
    return Step::Leave;
  }
  auto* record = new PanicRecord;
  record->link = std::bit_cast<PanicRecord*>(g.panics);
  record->value = raised;
  record->raise_pc = pc;
  record->raise_base = base();
  record->nil_pointer = raised_nil_pointer;
  raised_nil_pointer = false;
  g.panics = std::bit_cast<uint64_t>(record);
  if (vm.bus().on()) {
    save(pc);
    vm.sched().emit(m, EventKind::Panic, &g, {.a = vm.bus().text(vm.panic_text(*record)), .stack = vm.stack_of(g)});
  }
  return run_next_deferred();
}

Step Exec::begin_goexit() {
  auto* record = new PanicRecord;
  record->link = std::bit_cast<PanicRecord*>(g.panics);
  record->raise_pc = pc;
  record->raise_base = base();
  record->goexit = true;
  g.panics = std::bit_cast<uint64_t>(record);
  return run_next_deferred();
}

void Exec::drop_panic() {
  auto* record = std::bit_cast<PanicRecord*>(g.panics);
  g.panics = std::bit_cast<uint64_t>(record->link);
  delete record;
}

// Runs the newest deferred call for the newest panic. exec.r is the frame that raised it.
Step Exec::run_next_deferred() {
  auto* panic = std::bit_cast<PanicRecord*>(g.panics);
  for (;;) {
    take_foreign_defers();
    DeferRecord* record = pop_defer();
    if (record == nullptr) {
      if (!panic->goexit) return die_of_panic();
      while (g.panics != 0) drop_panic();
      result = RunResult::Exited;
      return Step::Leave;
    }
    panic->deferring = record->frame;
    panic->deferring_pc = record->pc;
    const uint32_t frame_of_raise = image().is_stub(panic->raise_pc)
                                        ? kFrameHeader
                                        : image().protos[image().proto_id_at(panic->raise_pc)].frame_slots;
    panic->call_base = panic->raise_base + frame_of_raise;
    pc = panic->raise_pc;
    const Step step = enter(record->closure, record->arguments(), record->args, panic->raise_pc, image().stubs.deferred_end);
    machine().give_back(record);
    if (step != Step::Raise) return step;
    // A nil func value was deferred: that is a panic of its own, raised here.
    return begin_panic();
  }
}

Step Exec::deferred_end() {
  auto* panic = std::bit_cast<PanicRecord*>(g.panics);
  GOPH_CHECK(panic != nullptr && base() == panic->raise_base, "a deferred call returns to the panic that ran it");
  if (!panic->recovered) {
    panic->call_base = 0;
    return run_next_deferred();
  }
  const uint32_t frame = panic->deferring, owner = image().proto_id_at(panic->deferring_pc);
  bool goes_exit = false;
  drop_panic();
  // Panics whose deferred calls lie above the frame are over.
  while (g.panics != 0 && std::bit_cast<PanicRecord*>(g.panics)->call_base > frame) {
    goes_exit = goes_exit || std::bit_cast<PanicRecord*>(g.panics)->goexit;
    drop_panic();
  }
  r = g.stack.words + frame;
  const uint32_t epilogue = image().protos[owner].first + vm.program().protos[owner].epilogue_pc;
  save(epilogue);
  if (goes_exit) {
    pc = epilogue;
    return begin_goexit();
  }
  return Step::Reload;
}

Slot64 Exec::recover(uint32_t frame) {
  auto* panic = std::bit_cast<PanicRecord*>(g.panics);
  if (panic == nullptr || panic->goexit || panic->recovered || panic->call_base == 0) return 0;
  // recover() sees the panic in the function that the panic called. That function may be a method behind a wrapper; and in
  // `defer recover()`, which is compiled as a wrapper of its own, the caller of that wrapper counts.
  const bool in_wrapper = image().proto_at(pc).is_wrapper;
  uint32_t caller = frame;
  if (caller == panic->call_base) {
    if (in_wrapper) return 0;
  } else {
    const Slot64 header = g.stack.words[frame];
    caller -= FrameHeader::distance(header);
    const uint32_t return_pc = FrameHeader::return_pc(header);
    if (caller != panic->call_base || image().is_stub(return_pc)) return 0;
    if (!in_wrapper && !image().proto_at(return_pc).is_wrapper) return 0;
  }
  panic->recovered = true;
  if (vm.bus().on()) vm.sched().emit(m, EventKind::Recover, &g, {.a = vm.bus().text(vm.panic_text(*panic))});
  return panic->value;
}

// ---- dying

// Prints the chain of panics and ends the run. First every value that has an Error or String method is asked for its text,
// in a frame behind the panicking one.
Step Exec::die_of_panic() {
  auto* newest = std::bit_cast<PanicRecord*>(g.panics);
  if (g.vm_words[kPendingText] != 0) {  // the Error or String method that was asked panics in its turn
    const RType& type = vm.program().rtypes[iface_rtype(newest->value)];
    const bool plain = iface_rtype(newest->value) == vm.program().known.string;
    g.vm_words[kPendingText] = 0;
    return fatal("panic while printing panic value: " + (plain ? vm.panic_text(*newest) : "type " + type.name));
  }
  for (PanicRecord* panic = newest; panic != nullptr; panic = panic->link) {
    if (panic->has_text || panic->goexit) continue;
    panic->has_text = true;
    const uint32_t proto = vm.text_method(iface_rtype(panic->value));
    if (proto == kNoProto) {
      panic->text = vm.panic_text(*panic);
      continue;
    }
    g.vm_words[kPendingText] = std::bit_cast<uint64_t>(panic);
    const RTypeId type = iface_rtype(panic->value);
    const Slot64 receiver = is_pointer_shaped(image().types[type].kind) ? iface_payload(panic->value) : panic->value;
    pc = newest->raise_pc;
    r = g.stack.words + newest->raise_base;
    return enter(image().static_closure(proto), &receiver, 1, newest->raise_pc, image().stubs.panic_text_end);
  }
  std::string text;
  std::vector<PanicRecord*> chain;
  for (PanicRecord* panic = newest; panic != nullptr; panic = panic->link) chain.push_back(panic);
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    if ((*it)->goexit) continue;
    text += fmt::format("{}panic: {}{}\n", text.empty() ? "" : "\t", (*it)->text, (*it)->recovered ? " [recovered]" : "");
  }
  if (std::any_of(chain.begin(), chain.end(), [](const PanicRecord* panic) { return panic->nil_pointer; })) text += "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x0]\n";
  r = g.stack.words + newest->raise_base;
  save(newest->raise_pc);
  vm.write(m, &g, 2, fmt::format("{}\n{}", text, vm.traceback(g)));
  vm.sched().exit(EndKind::Fatal, 2, "panic: " + newest->text);
  result = RunResult::Ended;
  return Step::Leave;
}

Step Exec::panic_text_end() {
  auto* panic = std::bit_cast<PanicRecord*>(g.vm_words[kPendingText]);
  auto* newest = std::bit_cast<PanicRecord*>(g.panics);
  const uint32_t distance = image().is_stub(newest->raise_pc)
                                ? kFrameHeader
                                : image().protos[image().proto_id_at(newest->raise_pc)].frame_slots;
  const Slot64 text = r[distance + kFrameHeader];
  panic->text = vm.arena().text(string_offset(text), string_length(text));
  g.vm_words[kPendingText] = 0;
  return die_of_panic();
}

}  // namespace gopherarium
