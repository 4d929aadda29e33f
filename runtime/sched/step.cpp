// What an M does: find a goroutine, run it, put it where its result says. Each function here is one step or a part of one.

#include <utility>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

MNext Sched::step_m(M& m) {
  if (ending()) return MNext::Park;
  if (m.p == nullptr && resume_m(m) == Resumed::WithoutP) return stopm(m);
  G* gp = m.curg.load(std::memory_order_relaxed);
  if (gp != nullptr) return run_g(m, *gp);
  if (world_stopping_.load(std::memory_order_relaxed)) return stop_for_world(m);
  return find_step(m);
}

// m was woken: with a P by startm, or by its time or a new timer when it slept for timers.
Sched::Resumed Sched::resume_m(M& m) {
  if (m.nextp != nullptr) {
    P& pp = *m.nextp;
    m.nextp = nullptr;
    const bool spinning = m.spinning.load(std::memory_order_relaxed);
    set_m_status(m, spinning ? MStatus::Spinning : MStatus::Running);
    acquirep(m, pp);
    m.got_locked = m.lockedg != nullptr;
    if (spinning && tracing_) emit(m, EventKind::MSpin, nullptr, {.a = m.id});
    return Resumed::WithP;
  }
  M* self = &m;
  if (!poller_.compare_exchange_strong(self, nullptr, std::memory_order_seq_cst)) return Resumed::WithoutP;
  lock_.lock();
  P* pp = pidleget();
  lock_.unlock();
  if (pp == nullptr) return Resumed::WithoutP;  // all Ps are busy: their Ms will look at the timers
  acquirep(m, *pp);
  start_spinning(m);
  return Resumed::WithP;
}

MNext Sched::stop_for_world(M& m) {
  if (m.spinning.load(std::memory_order_relaxed)) stop_spinning(m);
  lock_.lock();
  if (std::exchange(m.got_locked, false)) globrunqput(m, *m.lockedg);
  pidleput(releasep(m));
  lock_.unlock();
  return stopm(m);
}

MNext Sched::find_step(M& m) {
  if (m.lockedg != nullptr) {
    if (!std::exchange(m.got_locked, false)) return give_p_away(m);
    execute(m, *m.lockedg, Inherit::NewSlice);
    return controlled() ? MNext::Go : run_g(m, *m.lockedg);
  }
  MNext next = MNext::Go;
  const Found found = find_runnable(m, next);
  if (found.gp == nullptr) return next;
  if (m.spinning.load(std::memory_order_relaxed)) {
    stop_spinning(m);
    wakep(&m);  // where there was some work there may be more
  }
  if (found.gp->lockedm != nullptr) return start_locked(m, *found.gp);
  execute(m, *found.gp, found.slice);
  // To find a goroutine and to run it are two steps where steps are chosen.
  return controlled() ? MNext::Go : run_g(m, *found.gp);
}

void Sched::execute(M& m, G& gp, Inherit slice) {
  set_m_status(m, MStatus::Running);
  m.curg.store(&gp, std::memory_order_release);  // for who asks it to leave
  gp.m = &m;
  gp.preempt.store(0, std::memory_order_relaxed);
  casgstatus(gp, GStatus::Runnable, GStatus::Running);
  if (slice == Inherit::NewSlice) {
    P& pp = *m.p;
    pp.schedtick.store(pp.schedtick.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    if (tracing_) m.slice_began_ns = m.stamp_ns;
  }
  if (tracing_) emit(m, EventKind::GoStart, &gp, {}, Stamp::Last);  // it was taken from a queue just now
  // Who stops the world, or the run, may have set the flag just before it was cleared.
  if (ending() || world_stopping_.load(std::memory_order_relaxed)) {
    gp.preempt.store(1 + static_cast<uint8_t>(Preempter::Stop), std::memory_order_relaxed);
  }
}

// ---- goroutines that are locked to an M

void Sched::lock_thread(M& m, G& gp) {
  gp.lockedm = &m;
  m.lockedg = &gp;
  ++m.lock_count;
}

void Sched::unlock_thread(M& m, G& gp) {
  if (m.lock_count == 0 || --m.lock_count != 0) return;
  gp.lockedm = nullptr;
  m.lockedg = nullptr;
}

// m's locked goroutine left it: m may run no other, so somebody else gets its P.
MNext Sched::give_p_away(M& m) {
  P& pp = releasep(m);
  handoffp(&m, pp, "locked M");
  return stopm(m);
}

// m found a goroutine that only another M may run: that M, which sleeps or is about to, gets m's P with it.
MNext Sched::start_locked(M& m, G& gp) {
  M& to = *gp.lockedm;
  P& pp = releasep(m);
  {
    LockGuard guard(lock_);
    --locked_idle_;
    to.nextp = &pp;
  }
  wake_m(to, &m);
  return stopm(m);
}

MNext Sched::run_g(M& m, G& gp) { return after_run(m, gp, runner_.run(m, gp)); }

MNext Sched::after_run(M& m, G& gp, RunResult result) {
  switch (result) {
    case RunResult::Parked:  // gp is no longer ours, not even to look at
      GOPH_DCHECK(m.curg.load(std::memory_order_relaxed) == nullptr, "who says Parked has called gopark");
      return m.p != nullptr ? MNext::Go : stopm(m);
    case RunResult::Yielded: gosched(m, gp); return MNext::Go;
    case RunResult::HandedOff: goyield(m, gp); return MNext::Go;
    case RunResult::Preempted: gopreempt(m, gp); return MNext::Go;
    case RunResult::Budget: return MNext::Go;
    case RunResult::Syscall: return MNext::Syscall;
    case RunResult::Exited: goexit(m, gp); return MNext::Go;
    case RunResult::Ended:
      GOPH_CHECK(ending(), "who says Ended has called exit");
      return MNext::Park;
  }
  return MNext::Go;
}

// ---- how a goroutine leaves its M

void Sched::dropg(M& m, G& gp) {
  gp.m = nullptr;
  m.curg.store(nullptr, std::memory_order_relaxed);
}

void Sched::gopark(M& m, G& gp, WaitReason reason, uint64_t object, int64_t until_ns) {
  park(m, gp, reason, {.b = object, .c = static_cast<uint64_t>(until_ns), .stack = stack_of(gp)}, Stamp::Fresh);
}

void Sched::gopark_after(M& m, G& gp, WaitReason reason, uint64_t object, uint32_t stack) {
  park(m, gp, reason, {.b = object, .stack = stack}, Stamp::Last);
}

void Sched::park(M& m, G& gp, WaitReason reason, const Args& args, Stamp stamp) {
  gp.wait_reason = reason;
  gp.wait_object = args.b;
  if (tracing_) {
    Args with_reason = args;
    with_reason.a = static_cast<uint64_t>(reason);
    emit(m, EventKind::GoBlock, &gp, with_reason, stamp);
    gp.wait_since_ns = m.stamp_ns;
  }
  dropg(m, gp);
  casgstatus(gp, GStatus::Running, GStatus::Waiting);
}

void Sched::goready(M& m, G& gp, uint64_t object, Stamp stamp) {
  casgstatus(gp, GStatus::Waiting, GStatus::Runnable);
  if (tracing_) {
    const G* waker = m.curg.load(std::memory_order_relaxed);
    emit(m, EventKind::GoUnblock, waker, {.a = gp.goid.load(std::memory_order_relaxed), .b = object}, stamp);
  }
  runqput(m, gp, RunqPlace::Next);
  wakep(&m);
}

void Sched::requeue_global(M& m, G& gp) {
  dropg(m, gp);
  casgstatus(gp, GStatus::Running, GStatus::Runnable);
  LockGuard guard(lock_);
  globrunqput(m, gp);
}

void Sched::gosched(M& m, G& gp) {
  if (tracing_) emit(m, EventKind::GoYield, &gp, {.stack = stack_of(gp)});
  requeue_global(m, gp);
}

void Sched::goyield(M& m, G& gp) {
  if (tracing_) emit(m, EventKind::GoYield, &gp, {.stack = stack_of(gp)});
  dropg(m, gp);
  casgstatus(gp, GStatus::Running, GStatus::Runnable);
  runqput(m, gp, RunqPlace::Tail);
}

void Sched::gopreempt(M& m, G& gp) {
  if (tracing_) {
    const uint8_t asked = gp.preempt.load(std::memory_order_relaxed);
    emit(m, EventKind::GoPreempt, &gp,
         {.a = asked != 0 ? asked - 1u : static_cast<uint64_t>(Preempter::TimeSlice),
          .b = static_cast<uint64_t>(now(m) - m.slice_began_ns),
          .stack = stack_of(gp)});
  }
  requeue_global(m, gp);
}

void Sched::goexit(M& m, G& gp) {
  if (tracing_) emit(m, EventKind::GoEnd, &gp, {});
  runner_.ended(m, gp);
  if (gp.lockedm != nullptr) {  // Go ends the thread with it; ours carries no state of the program's
    m.lock_count = 1;
    unlock_thread(m, gp);
  }
  dropg(m, gp);
  casgstatus(gp, GStatus::Running, GStatus::Dead);
  goroutines_.fetch_sub(1, std::memory_order_relaxed);
  gfput(m, gp);
}

}  // namespace gopherarium
