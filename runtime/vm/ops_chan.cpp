// Channel operations and select. Values go from and to frame slots; a parked goroutine's value lies in its sudog until the
// goroutine runs again and resume() puts it in its place.

#include <span>

#include "runtime/sync/chan.h"
#include "runtime/sync/select.h"
#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

constexpr uint32_t kWords = 2;  // of a channel instruction: itself and its extension

}  // namespace

void Exec::name_object(Slot64 object, uint64_t constant) {
  if (object == 0) return;
  vm.sched().emit(m, EventKind::ObjectName, &g, {.a = object, .b = vm.bus().text(vm.program().strings[constant])});
}

Step Exec::make_chan(Instruction i, uint64_t x) {
  const RTypeId elem = vm.program().rtypes[x].elem;
  save(pc + kWords);
  const MakeChan made = makechan(m, &g, static_cast<uint32_t>(x), elem, image().types[elem].size, static_cast<int64_t>(r[i.b]));
  if (made.status == MakeChan::Status::SizeOutOfRange) return raise_plain("makechan: size out of range");
  if (made.status == MakeChan::Status::OutOfMemory) return out_of_memory();
  r[i.a] = made.address;
  return Step::Next;
}

Step Exec::send(Instruction i, uint64_t) {
  save(pc + kWords);
  g.vm_words[kResumeKind] = static_cast<uint64_t>(ResumeKind::Send);
  switch (chansend(m, g, r[i.a], r + i.b)) {
    case ChanStatus::Parked: return parked();
    case ChanStatus::SendOnClosed: g.vm_words[kResumeKind] = 0; return raise_plain("send on closed channel");
    default: g.vm_words[kResumeKind] = 0; return Step::Next;
  }
}

// The value lies at `slot` in memory layout: narrow integers are extended. Then whether one came.
Step Exec::finish_recv(uint32_t slot, RTypeId elem, CommaOk comma_ok, bool ok) {
  const TypeEntry& type = image().types[elem];
  if (type.width != MemWidth::Block) {
    load_to_slots(vm.program().rtypes[elem], reinterpret_cast<const std::byte*>(r + slot), r + slot);
  }
  if (comma_ok == CommaOk::Yes) r[slot + type.slots] = ok ? 1 : 0;
  return Step::Next;
}

Step Exec::recv(Instruction i, uint64_t x, ResumeKind kind) {
  save(pc + kWords);
  const RTypeId elem = vm.program().rtypes[x].elem;
  g.vm_words[kResumeKind] = static_cast<uint64_t>(kind);
  g.vm_words[kResumeSlot] = i.a;
  g.vm_words[kResumeExtra] = elem;
  const RecvResult got = chanrecv(m, g, r[i.b], r + i.a);
  if (got.status == ChanStatus::Parked) return parked();
  g.vm_words[kResumeKind] = 0;
  return finish_recv(i.a, elem, kind == ResumeKind::RecvOk ? CommaOk::Yes : CommaOk::No, got.ok);
}

Step Exec::close(Instruction i) {
  save(pc + 1);
  switch (closechan(m, g, r[i.a])) {
    case ChanStatus::CloseOfClosed: return raise_plain("close of closed channel");
    case ChanStatus::CloseOfNil: return raise_plain("close of nil channel");
    default: return Step::Next;
  }
}

Slot64 Exec::chan_len(Slot64 chan) { return static_cast<Slot64>(chanlen(m, chan)); }
Slot64 Exec::chan_cap(Slot64 chan) { return static_cast<Slot64>(chancap(m, chan)); }

Step Exec::finish_select(uint32_t chosen_slot, const SelectTable& table, int32_t index, bool ok) {
  r[chosen_slot] = static_cast<Slot64>(static_cast<int64_t>(index));
  r[chosen_slot + 1] = ok ? 1 : 0;
  if (index < 0) return Step::Next;
  const SelectCaseInfo& chosen = table.cases[static_cast<size_t>(index)];
  if (chosen.kind == SelectKind::Send || chosen.value_slot == 0xffff) return Step::Next;
  return finish_recv(chosen.value_slot, vm.program().rtypes[chosen.chan_type].elem, CommaOk::No, ok);
}

SelectCase Exec::select_case(const SelectCaseInfo& info) const {
  SelectCase made;
  made.chan = r[info.chan_slot];
  made.dir = info.kind == SelectKind::Send ? SelectDir::Send : SelectDir::Recv;
  made.value = info.value_slot == 0xffff ? nullptr : r + info.value_slot;
  return made;
}

// One case and a default: never parks, and is what loops do that look whether there is something.
Step Exec::poll(Instruction i, const SelectTable& table) {
  const SelectCase one = select_case(table.cases[0]);
  const SelectResult got = selectgo(m, g, {&one, 1}, SelectDefault::Yes);
  if (got.status == ChanStatus::SendOnClosed) return raise_plain("send on closed channel");
  return finish_select(i.a, table, got.index, got.ok);
}

Step Exec::select(Instruction i, uint64_t x) {
  save(pc + kWords);
  const SelectTable& table = *image().selects[x];
  if (table.cases.size() == 1 && table.has_default) return poll(i, table);
  constexpr size_t kFew = 16;
  SelectCase few[kFew];
  std::vector<SelectCase> many;
  SelectCase* cases = few;
  if (table.cases.size() > kFew) {
    many.resize(table.cases.size());
    cases = many.data();
  }
  for (size_t k = 0; k < table.cases.size(); ++k) {
    cases[k] = select_case(table.cases[k]);
  }
  g.vm_words[kResumeKind] = static_cast<uint64_t>(ResumeKind::Select);
  g.vm_words[kResumeSlot] = i.a;
  g.vm_words[kResumeExtra] = x;
  const SelectResult result_of = selectgo(m, g, std::span<const SelectCase>(cases, table.cases.size()),
                                          table.has_default ? SelectDefault::Yes : SelectDefault::No);
  if (result_of.status == ChanStatus::Parked) return parked();
  g.vm_words[kResumeKind] = 0;
  if (result_of.status == ChanStatus::SendOnClosed) return raise_plain("send on closed channel");
  return finish_select(i.a, table, result_of.index, result_of.ok);
}

Step Exec::resume() {
  const auto kind = static_cast<ResumeKind>(g.vm_words[kResumeKind]);
  const auto slot = static_cast<uint32_t>(g.vm_words[kResumeSlot]);
  const uint64_t extra = g.vm_words[kResumeExtra];
  g.vm_words[kResumeKind] = 0;
  const ChanWake wake = chan_wakeup(m, g);
  vm.count_wait(g, Vm::WaitOn::Block);
  const auto take_value = [&](uint32_t to) {
    if (wake.value != nullptr) copy_shared(reinterpret_cast<std::byte*>(r + to), wake.value, wake.size);
  };
  Step step = Step::Next;
  pc = g.pc - 1;  // within the instruction, for what a panic shows
  if (wake.status == ChanStatus::SendOnClosed) {
    step = raise_plain("send on closed channel");
  } else if (kind == ResumeKind::Recv || kind == ResumeKind::RecvOk) {
    take_value(slot);
    step = finish_recv(slot, static_cast<RTypeId>(extra), kind == ResumeKind::RecvOk ? CommaOk::Yes : CommaOk::No, wake.ok);
  } else if (kind == ResumeKind::Select) {
    const SelectTable& table = *image().selects[extra];
    const SelectCaseInfo& chosen = table.cases[wake.index];
    if (wake.received && chosen.value_slot != 0xffff) take_value(chosen.value_slot);
    step = finish_select(slot, table, static_cast<int32_t>(wake.index), wake.ok);
  }
  release_wait(m, g);
  return step;
}

}  // namespace gopherarium
