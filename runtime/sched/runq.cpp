// Run queues. A P's ring has one producer, its owner, and many consumers; runnext and the head are claimed by
// compare-and-swap. An event that announces a put is written before the put is visible. What happens on the local queue has
// its causes in this P's own stream, so it may carry the time of the event before it; a get from the global queue may not.

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

void Sched::GQueue::push_back(G* gp) {
  gp->schedlink = nullptr;
  if (tail != nullptr) {
    tail->schedlink = gp;
  } else {
    head = gp;
  }
  tail = gp;
  ++size;
}

G* Sched::GQueue::pop_front() {
  G* gp = head;
  if (gp == nullptr) return nullptr;
  head = gp->schedlink;
  if (head == nullptr) tail = nullptr;
  gp->schedlink = nullptr;
  --size;
  return gp;
}

namespace {

uint64_t number(const G& gp) { return gp.goid.load(std::memory_order_relaxed); }

std::atomic<G*>& place_of(P& pp, uint32_t index) { return pp.runq[index % P::kRunqSize]; }

}  // namespace

void Sched::runqput(M& m, G& gp, RunqPlace place) {
  P& pp = *m.p;
  if (place == RunqPlace::Next) {
    if (tracing_) {
      // What is there now may be stolen before the exchange; then it was not kicked, and the event says so too early
      // only by naming a goroutine that a RunqStolen removes from the tail as well.
      const G* there = pp.runnext.load(std::memory_order_relaxed);
      emit(m, EventKind::RunqPut, m.curg.load(std::memory_order_relaxed),
           {.a = number(gp), .b = static_cast<uint64_t>(QueueWhere::Runnext), .c = there != nullptr ? number(*there) : 0},
           Stamp::Last);
    }
    G* kicked = pp.runnext.exchange(&gp, std::memory_order_seq_cst);
    if (kicked == nullptr) return;
    if (!runqput_tail(pp, *kicked)) runq_overflow(m, pp, *kicked);
    return;
  }
  if (tracing_) {
    emit(m, EventKind::RunqPut, m.curg.load(std::memory_order_relaxed),
         {.a = number(gp), .b = static_cast<uint64_t>(QueueWhere::Local)}, Stamp::Last);
  }
  if (!runqput_tail(pp, gp)) runq_overflow(m, pp, gp);
}

// False: the ring is full.
bool Sched::runqput_tail(P& pp, G& gp) {
  const uint32_t head = pp.runqhead.load(std::memory_order_acquire);  // what consumers took may be overwritten
  const uint32_t tail = pp.runqtail.load(std::memory_order_relaxed);
  if (tail - head >= P::kRunqSize) return false;
  place_of(pp, tail).store(&gp, std::memory_order_relaxed);
  pp.runqtail.store(tail + 1, std::memory_order_seq_cst);
  return true;
}

// Half of the ring and gp go to the global queue.
void Sched::runq_overflow(M& m, P& pp, G& gp) {
  constexpr uint32_t kHalf = P::kRunqSize / 2;
  std::array<G*, kHalf + 1> batch{};
  for (;;) {
    uint32_t head = pp.runqhead.load(std::memory_order_acquire);
    const uint32_t tail = pp.runqtail.load(std::memory_order_relaxed);
    if (tail - head < P::kRunqSize) {  // thieves made room meanwhile
      if (runqput_tail(pp, gp)) return;
      continue;
    }
    for (uint32_t i = 0; i < kHalf; ++i) batch[i] = place_of(pp, head + i).load(std::memory_order_relaxed);
    if (pp.runqhead.compare_exchange_strong(head, head + kHalf, std::memory_order_acq_rel)) break;
  }
  batch[kHalf] = &gp;
  LockGuard guard(lock_);
  if (tracing_) {
    emit(m, EventKind::RunqOverflow, m.curg.load(std::memory_order_relaxed), {.a = batch.size()});
  }
  for (G* moved : batch) globrunqput(m, *moved);
  global_size_.exchange(global_.size, std::memory_order_seq_cst);  // before the caller's wakep reads nmspinning
}

// The next goroutine of m's own P.
Sched::Found Sched::runqget(M& m) {
  P& pp = *m.p;
  G* next = pp.runnext.load(std::memory_order_relaxed);
  // Only the owner puts something there; a failed exchange means a thief was faster.
  if (next != nullptr && pp.runnext.compare_exchange_strong(next, nullptr, std::memory_order_acq_rel)) {
    if (tracing_) {
      emit(m, EventKind::RunqGet, nullptr, {.a = number(*next), .b = static_cast<uint64_t>(QueueWhere::Runnext)},
           Stamp::Last);
    }
    return {next, Inherit::SameSlice};
  }
  for (;;) {
    uint32_t head = pp.runqhead.load(std::memory_order_acquire);
    if (head == pp.runqtail.load(std::memory_order_relaxed)) return {};
    G* gp = place_of(pp, head).load(std::memory_order_relaxed);
    if (pp.runqhead.compare_exchange_weak(head, head + 1, std::memory_order_acq_rel)) {
      if (tracing_) {
        emit(m, EventKind::RunqGet, nullptr, {.a = number(*gp), .b = static_cast<uint64_t>(QueueWhere::Local)},
             Stamp::Last);
      }
      return {gp, Inherit::NewSlice};
    }
  }
}

// Moves half of the victim's ring behind the thief's tail without publishing it; the thief's ring is empty. Returns how
// many. With steal_runnext an otherwise empty victim's runnext is taken, unless the victim is about to run it.
uint32_t Sched::runqgrab(P& victim, P& thief, bool steal_runnext) {
  const uint32_t to = thief.runqtail.load(std::memory_order_relaxed);
  for (;;) {
    uint32_t head = victim.runqhead.load(std::memory_order_acquire);
    const uint32_t tail = victim.runqtail.load(std::memory_order_seq_cst);
    uint32_t count = tail - head;
    count -= count / 2;
    if (count == 0) {
      if (!steal_runnext) return 0;
      G* next = victim.runnext.load(std::memory_order_seq_cst);
      if (next == nullptr) return 0;
      if (!controlled() && victim.status.load(std::memory_order_relaxed) == PStatus::Running) {
        // Who readied it most likely blocks in a moment, and its M runs it then; a steal would only move caches.
        std::this_thread::sleep_for(std::chrono::microseconds(3));
        next = victim.runnext.load(std::memory_order_seq_cst);
        if (next == nullptr) return 0;
      }
      if (!victim.runnext.compare_exchange_strong(next, nullptr, std::memory_order_acq_rel)) continue;
      place_of(thief, to).store(next, std::memory_order_relaxed);
      return 1;
    }
    if (count > P::kRunqSize / 2) continue;  // head and tail are of different times
    for (uint32_t i = 0; i < count; ++i) {
      place_of(thief, to + i).store(place_of(victim, head + i).load(std::memory_order_relaxed), std::memory_order_relaxed);
    }
    if (victim.runqhead.compare_exchange_strong(head, head + count, std::memory_order_acq_rel)) return count;
  }
}

// Steals half of the victim's queue; the last one stolen is returned and runs at once.
G* Sched::runqsteal(M& m, P& victim, bool steal_runnext) {
  P& pp = *m.p;
  const uint32_t tail = pp.runqtail.load(std::memory_order_relaxed);
  uint32_t count = runqgrab(victim, pp, steal_runnext);
  if (count == 0) return nullptr;
  if (tracing_) {
    emit(m, EventKind::RunqSteal, nullptr,
         {.a = victim.id, .b = count, .c = number(*place_of(pp, tail).load(std::memory_order_relaxed))});
    for (uint32_t i = 0; i < count; ++i) {
      emit(m, EventKind::RunqStolen, nullptr,
           {.a = number(*place_of(pp, tail + i).load(std::memory_order_relaxed)), .b = victim.id}, Stamp::Last);
    }
  }
  --count;
  G* gp = place_of(pp, tail + count).load(std::memory_order_relaxed);
  if (count != 0) pp.runqtail.store(tail + count, std::memory_order_seq_cst);
  return gp;
}

void Sched::globrunqput(M& m, G& gp) {
  if (tracing_) {
    emit(m, EventKind::RunqPut, nullptr, {.a = number(gp), .b = static_cast<uint64_t>(QueueWhere::Global)});
  }
  global_.push_back(&gp);
  global_size_.store(global_.size, std::memory_order_release);
}

// Takes one goroutine to run, and more for m's local queue: at most `most` (0: all), this P's share, half a ring.
G* Sched::globrunqget(M& m, uint32_t most) {
  if (global_.size == 0) return nullptr;
  uint32_t count = std::min(global_.size, global_.size / procs() + 1);
  if (most != 0) count = std::min(count, most);
  count = std::min(count, P::kRunqSize / 2);
  G* first = nullptr;
  P& pp = *m.p;
  for (uint32_t i = 0; i < count; ++i) {
    G* gp = global_.pop_front();
    if (tracing_) {
      emit(m, EventKind::RunqGet, nullptr, {.a = number(*gp), .b = static_cast<uint64_t>(QueueWhere::Global)});
    }
    if (i == 0) {
      first = gp;
      continue;
    }
    if (tracing_) {
      emit(m, EventKind::RunqPut, nullptr, {.a = number(*gp), .b = static_cast<uint64_t>(QueueWhere::Local)});
    }
    if (!runqput_tail(pp, *gp)) {  // cannot be: the local queue was empty
      global_.push_back(gp);
      break;
    }
  }
  global_size_.store(global_.size, std::memory_order_release);
  return first;
}

}  // namespace gopherarium
