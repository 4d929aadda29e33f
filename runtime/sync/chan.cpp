#include "runtime/sync/chan.h"

#include <cstring>
#include <new>

#include "runtime/base/check.h"
#include "runtime/sync/chan_internal.h"

namespace gopherarium {

// ---- lists of waiters

void WaitQueue::enqueue(Sudog* sg) {
  sg->next = nullptr;
  sg->prev = last_;
  if (last_ != nullptr) {
    last_->next = sg;
  } else {
    set_first(sg);
  }
  last_ = sg;
}

Sudog* WaitQueue::dequeue() {
  for (;;) {
    Sudog* sg = first();
    if (sg == nullptr) return nullptr;
    remove(sg);
    // A select is on the lists of several channels, whose locks do not exclude each other.
    uint32_t nobody = 0;
    if (sg->is_select && !sg->g->select_done.compare_exchange_strong(nobody, 1, std::memory_order_acq_rel)) continue;
    return sg;
  }
}

void WaitQueue::remove(Sudog* sg) {
  if (sg->prev == nullptr && sg->next == nullptr && first() != sg) return;  // already taken off
  if (sg->prev != nullptr) {
    sg->prev->next = sg->next;
  } else {
    set_first(sg->next);
  }
  (sg->next != nullptr ? sg->next->prev : last_) = sg->prev;
  sg->next = sg->prev = nullptr;
}

// ---- parts that select shares (chan_internal.h)

namespace chan {

void copy_value(void* to, const void* from, uint32_t size) {
  if (size == sizeof(uint64_t)) {
    std::memcpy(to, from, sizeof(uint64_t));
  } else if (size != 0) {
    std::memcpy(to, from, size);
  }
}

// A value that has been taken out of a buffer isn't reachable through the channel any more.
void clear_value(std::byte* at, uint32_t size) {
  if (size == sizeof(uint64_t)) {
    std::memset(at, 0, sizeof(uint64_t));
  } else if (size != 0) {
    std::memset(at, 0, size);
  }
}

std::byte* slot(Sched& sched, const Hchan& c, uint64_t index) { return sched.arena().at(c.buf + index * c.elem_size); }

EventValue describe(Sched& sched, const Hchan& c, const void* value) {
  if (!sched.tracing() || value == nullptr) return {};
  return sched.runner().describe(c.elem_rtype, static_cast<const std::byte*>(value));
}

void trace(const Op& op, EventKind kind, const EventValue& value, ChanHow how, const G* peer) {
  const uint32_t id = peer != nullptr ? peer->goid.load(std::memory_order_relaxed) : 0;
  op.sched.emit(op.m, kind, op.gp,
                {.a = op.address, .b = value.word, .c = pack_how(how, id, op.by_select == BySelect::Yes), .d = value.type,
                 .stack = op.stack});
}

namespace {

void advance(const Hchan& c, uint64_t& index) { index = index + 1 == c.dataqsiz ? 0 : index + 1; }

void set_count(Hchan& c, uint64_t count) { c.qcount.store(count, std::memory_order_release); }

void deliver(Sudog* sg) {
  sg->success = true;
  sg->g->param = sg;
}

}  // namespace

Outcome try_send(const Op& op, Hchan& c, const void* value) {
  if (c.is_closed()) return {.status = ChanStatus::SendOnClosed};
  if (Sudog* sg = c.recvq.dequeue()) {
    copy_value(sg->value(), value, c.elem_size);
    deliver(sg);
    if (op.sched.tracing()) trace(op, EventKind::ChanSend, describe(op.sched, c, value), ChanHow::HandOff, sg->g);
    return {.status = ChanStatus::Done, .wake = sg->g};
  }
  if (c.count() == c.dataqsiz) return {.status = ChanStatus::WouldBlock};
  copy_value(slot(op.sched, c, c.sendx), value, c.elem_size);
  advance(c, c.sendx);
  set_count(c, c.count() + 1);
  if (op.sched.tracing()) trace(op, EventKind::ChanSend, describe(op.sched, c, value), ChanHow::Buffer, nullptr);
  return {.status = ChanStatus::Done};
}

Outcome try_recv(const Op& op, Hchan& c, void* value) {
  const bool tracing = op.sched.tracing();
  if (c.count() > 0) {
    std::byte* head = slot(op.sched, c, c.recvx);
    if (value != nullptr) copy_value(value, head, c.elem_size);
    const EventValue shown = describe(op.sched, c, head);
    Sudog* sg = c.sendq.dequeue();
    if (sg != nullptr) {  // the buffer is full: the sender's value takes the freed place, which is the tail
      copy_value(head, sg->value(), c.elem_size);
      advance(c, c.recvx);
      c.sendx = c.recvx;
      deliver(sg);
      if (tracing) trace(op, EventKind::ChanRecv, shown, ChanHow::BufferShift, sg->g);
      return {.status = ChanStatus::Done, .wake = sg->g, .ok = true};
    }
    clear_value(head, c.elem_size);
    advance(c, c.recvx);
    set_count(c, c.count() - 1);
    if (tracing) trace(op, EventKind::ChanRecv, shown, ChanHow::Buffer, nullptr);
    return {.status = ChanStatus::Done, .ok = true};
  }
  if (c.is_closed()) {
    if (value != nullptr) std::memset(value, 0, c.elem_size);
    if (tracing) trace(op, EventKind::ChanRecv, {}, ChanHow::Closed, nullptr);
    return {.status = ChanStatus::Done, .ok = false};
  }
  Sudog* sg = c.sendq.dequeue();
  if (sg == nullptr) return {.status = ChanStatus::WouldBlock};
  if (value != nullptr) copy_value(value, sg->value(), c.elem_size);
  if (tracing) trace(op, EventKind::ChanRecv, describe(op.sched, c, sg->value()), ChanHow::HandOff, sg->g);
  deliver(sg);
  return {.status = ChanStatus::Done, .wake = sg->g, .ok = true};
}

void join(const Op& op, Hchan& c, Sudog* sg, SelectDir dir, const void* value) {
  sg->chan = &c;
  sg->success = false;
  sg->receiving = dir == SelectDir::Recv;
  sg->set_size(c.elem_size);
  if (dir == SelectDir::Send) copy_value(sg->value(), value, c.elem_size);
  if (op.sched.tracing() && op.by_select == BySelect::No) {  // a select's cases have been told
    const EventKind kind = dir == SelectDir::Send ? EventKind::ChanSend : EventKind::ChanRecv;
    EventValue shown = describe(op.sched, c, dir == SelectDir::Send ? value : nullptr);
    trace(op, kind, shown, ChanHow::Parked, nullptr);
  }
  (dir == SelectDir::Send ? c.sendq : c.recvq).enqueue(sg);
}

}  // namespace chan

namespace {

using chan::Op;
using chan::Outcome;

// A nil channel: nobody will ever come.
ChanStatus park_on_nil(Sched& sched, M& m, G& gp, SelectDir dir, ChanMode mode) {
  if (mode == ChanMode::Try) return ChanStatus::WouldBlock;
  const bool sends = dir == SelectDir::Send;
  if (sched.tracing()) {
    const Op op{.sched = sched, .m = m, .gp = &gp, .stack = sched.stack_of(gp)};
    chan::trace(op, sends ? EventKind::ChanSend : EventKind::ChanRecv, {}, ChanHow::Nil, nullptr);
  }
  gp.waiting = nullptr;
  sched.gopark(m, gp, sends ? WaitReason::ChanSendNil : WaitReason::ChanReceiveNil, 0);
  return ChanStatus::Parked;
}

// Nobody is there: gp joins the list and parks. The channel's lock is held.
void park_on(const Op& op, Hchan& c, G& gp, SelectDir dir, const void* value) {
  Sudog* sg = &gp.sudog;
  sg->g = &gp;
  sg->is_select = false;
  sg->index = 0;
  sg->wait_link = nullptr;
  sg->address = 0;
  gp.waiting = sg;
  gp.param = nullptr;
  chan::join(op, c, sg, dir, value);
  const WaitReason reason = dir == SelectDir::Send ? WaitReason::ChanSend : WaitReason::ChanReceive;
  op.sched.gopark_after(op.m, gp, reason, op.address, op.stack);
}

}  // namespace

// ---- make, len, cap

MakeChan makechan(M& m, G* gp, uint32_t chan_rtype, uint32_t elem_rtype, uint32_t elem_size, int64_t capacity) {
  Sched& sched = *m.sched;
  // As much as an arena offset reaches; less is refused by the arena itself.
  if (capacity < 0 || (elem_size != 0 && static_cast<uint64_t>(capacity) > Arena::kReserved / elem_size)) {
    return {.status = MakeChan::Status::SizeOutOfRange};
  }
  const uint64_t header = (sizeof(Hchan) + 7) & ~uint64_t{7};
  const uint64_t address = m.arena.allocate(header + static_cast<uint64_t>(capacity) * elem_size);
  if (address == 0) return {.status = MakeChan::Status::OutOfMemory};
  auto* c = new (sched.arena().at(address)) Hchan;
  c->elem_size = elem_size;
  c->dataqsiz = static_cast<uint64_t>(capacity);
  c->buf = address + header;
  c->elem_rtype = elem_rtype;
  if (sched.tracing()) {
    sched.emit(m, EventKind::ChanMake, gp,
               {.a = address, .b = c->dataqsiz, .d = sched.runner().type_text(chan_rtype),
                .stack = gp != nullptr ? sched.stack_of(*gp) : 0});
  }
  return {.address = address};
}

int64_t chanlen(M& m, uint64_t address) {
  if (address == 0) return 0;
  const Hchan& c = chan::at(*m.sched, address);
  return c.hides_buffer ? 0 : static_cast<int64_t>(c.count());
}

int64_t chancap(M& m, uint64_t address) {
  if (address == 0) return 0;
  const Hchan& c = chan::at(*m.sched, address);
  return c.hides_buffer ? 0 : static_cast<int64_t>(c.dataqsiz);
}

void chan_hide_buffer(M& m, uint64_t address) { chan::at(*m.sched, address).hides_buffer = true; }

// ---- send and receive

ChanStatus chansend(M& m, G& gp, uint64_t address, const void* value, ChanMode mode) {
  Sched& sched = *m.sched;
  if (address == 0) return park_on_nil(sched, m, gp, SelectDir::Send, mode);
  Hchan& c = chan::at(sched, address);
  // Not ready at some moment of this call: that is all that Try asks. Polling loops so stay off the lock.
  if (mode == ChanMode::Try && !c.can_send()) return ChanStatus::WouldBlock;
  const Op op{.sched = sched, .m = m, .gp = &gp, .address = address, .stack = sched.stack_of(gp)};
  c.lock.lock();
  const Outcome outcome = chan::try_send(op, c, value);
  if (outcome.status == ChanStatus::WouldBlock && mode == ChanMode::Block) {
    park_on(op, c, gp, SelectDir::Send, value);
    c.lock.unlock();
    return ChanStatus::Parked;
  }
  c.lock.unlock();
  if (outcome.wake != nullptr) sched.goready(m, *outcome.wake, address, Sched::Stamp::Last);
  return outcome.status;
}

RecvResult chanrecv(M& m, G& gp, uint64_t address, void* value, ChanMode mode) {
  Sched& sched = *m.sched;
  if (address == 0) return {.status = park_on_nil(sched, m, gp, SelectDir::Recv, mode)};
  Hchan& c = chan::at(sched, address);
  if (mode == ChanMode::Try && !c.can_recv()) return {.status = ChanStatus::WouldBlock};
  const Op op{.sched = sched, .m = m, .gp = &gp, .address = address, .stack = sched.stack_of(gp)};
  c.lock.lock();
  const Outcome outcome = chan::try_recv(op, c, value);
  if (outcome.status == ChanStatus::WouldBlock && mode == ChanMode::Block) {
    park_on(op, c, gp, SelectDir::Recv, nullptr);
    c.lock.unlock();
    return {.status = ChanStatus::Parked};
  }
  c.lock.unlock();
  if (outcome.wake != nullptr) sched.goready(m, *outcome.wake, address, Sched::Stamp::Last);
  return {.status = outcome.status, .ok = outcome.ok};
}

ChanStatus chansend_from_runtime(M& m, uint64_t address, const void* value) {
  if (address == 0) return ChanStatus::WouldBlock;
  Sched& sched = *m.sched;
  Hchan& c = chan::at(sched, address);
  const Op op{.sched = sched, .m = m, .address = address};
  c.lock.lock();
  const Outcome outcome = chan::try_send(op, c, value);
  c.lock.unlock();
  if (outcome.wake != nullptr) sched.goready(m, *outcome.wake, address, Sched::Stamp::Last);
  return outcome.status;
}

// ---- close

ChanStatus closechan(M& m, G& gp, uint64_t address) {
  if (address == 0) return ChanStatus::CloseOfNil;
  Sched& sched = *m.sched;
  Hchan& c = chan::at(sched, address);
  const uint32_t stack = sched.stack_of(gp);
  Sudog* woken = nullptr;
  Sudog** end = &woken;
  uint64_t receivers = 0, senders = 0;
  c.lock.lock();
  if (c.is_closed()) {
    c.lock.unlock();
    return ChanStatus::CloseOfClosed;
  }
  c.closed.store(1, std::memory_order_release);
  // All are taken off before the first is readied; `next` is free to link them.
  while (Sudog* sg = c.recvq.dequeue()) {
    std::memset(sg->value(), 0, c.elem_size);
    sg->g->param = sg;
    *end = sg;
    end = &sg->next;
    ++receivers;
  }
  while (Sudog* sg = c.sendq.dequeue()) {  // they will panic
    sg->g->param = sg;
    *end = sg;
    end = &sg->next;
    ++senders;
  }
  if (sched.tracing()) {
    sched.emit(m, EventKind::ChanClose, &gp, {.a = address, .b = receivers, .c = senders, .stack = stack});
  }
  c.lock.unlock();
  while (woken != nullptr) {
    Sudog* next = woken->next;
    woken->next = nullptr;
    sched.goready(m, *woken->g, address, Sched::Stamp::Last);
    woken = next;
  }
  return ChanStatus::Done;
}

// ---- after a wait

ChanWake chan_wakeup(M& m, G& gp) {
  Sudog* sg = gp.param;
  GOPH_CHECK(sg != nullptr && sg->g == &gp, "who is woken from a channel knows by which of its sudogs");
  if (sg->is_select) chan::leave_losers(m, gp, sg);
  ChanWake wake;
  wake.index = sg->index;
  wake.received = sg->receiving;
  wake.ok = sg->success;
  wake.value = sg->value();
  wake.size = sg->size;
  if (!sg->receiving && !sg->success) wake.status = ChanStatus::SendOnClosed;
  return wake;
}

void release_wait(M& m, G& gp) {
  Sudog* sg = gp.waiting;
  gp.waiting = gp.param = nullptr;
  while (sg != nullptr) {
    Sudog* next = sg->wait_link;
    if (sg == &gp.sudog) {
      sg->chan = nullptr;
      sg->wait_link = nullptr;
    } else {
      m.sched->release_sudog(m, sg);
    }
    sg = next;
  }
}

}  // namespace gopherarium
