// How an M finds work, and how it goes to sleep when there is none.

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

void Sched::search_event(M& m, QueueWhere where, uint64_t victim, uint64_t found) {
  if (!tracing_) return;
  emit(m, EventKind::RunqSearch, nullptr, {.a = static_cast<uint64_t>(where), .b = victim, .c = found});
}

// A goroutine for m to run, or none and what m does instead.
Sched::Found Sched::find_runnable(M& m, MNext& next) {
  // So that two goroutines that keep readying each other cannot starve the global queue; 61 as in Go.
  constexpr uint32_t kFairness = 61;
  next = MNext::Go;
  check_timers(m, *m.p);
  for (const auto& pp : all_ps().subspan(procs())) check_timers(m, *pp);  // of Ps that GOMAXPROCS took out of use
  if (m.p->schedtick.load(std::memory_order_relaxed) % kFairness == 0) {
    if (G* gp = find_global(m, 1)) return {gp};
    netpoll(m);
  }
  if (const Found found = runqget(m); found.gp != nullptr) return found;
  if (G* gp = find_global(m, 0)) return {gp};
  if (netpoll(m)) return runqget(m);

  // At most half as many search as are busy: else looking for little work takes more than the work.
  const bool spinning = m.spinning.load(std::memory_order_relaxed);
  const uint32_t busy = procs() - npidle_.load(std::memory_order_relaxed);
  if (spinning || 2 * nmspinning_.load(std::memory_order_relaxed) < busy) {
    if (!spinning) start_spinning(m);
    if (const Found found = steal_work(m); found.gp != nullptr) return found;
  }
  return give_up(m, next);
}

G* Sched::find_global(M& m, uint32_t most) {
  if (global_size_.load(std::memory_order_relaxed) == 0) return nullptr;
  LockGuard guard(lock_);
  return globrunqget(m, most);
}

// Four rounds over all other Ps from a random one on; the last round also takes runnexts and runs due timers.
Sched::Found Sched::steal_work(M& m) {
  constexpr uint32_t kRounds = 4;
  const uint32_t count = procs();
  if (count == 1) return {};
  // In a controlled run nothing changes between the rounds, so the last one is enough.
  for (uint32_t round = controlled() ? kRounds - 1 : 0; round < kRounds; ++round) {
    const bool last = round == kRounds - 1;
    const uint32_t start = choose(m, ChoiceKind::Victim, count);
    for (uint32_t i = 0; i < count; ++i) {
      P& victim = *allp_[(start + i) % count];
      if (&victim == m.p) continue;
      if (world_stopping_.load(std::memory_order_relaxed) || ending()) return {};
      if (last && victim.timers.first_when() != kNoTimer) {
        check_timers(m, victim);
        if (const Found found = runqget(m); found.gp != nullptr) return found;
      }
      G* gp = runqempty(victim) ? nullptr : runqsteal(m, victim, last);
      if (last && gp == nullptr) search_event(m, QueueWhere::Steal, victim.id, 0);
      if (gp != nullptr) return {gp};
    }
  }
  return {};
}

void Sched::start_spinning(M& m) {
  m.spinning.store(true, std::memory_order_relaxed);
  nmspinning_.fetch_add(1, std::memory_order_seq_cst);
  set_m_status(m, MStatus::Spinning);
  if (tracing_) emit(m, EventKind::MSpin, nullptr, {.a = m.id});
}

// It found work, or gives up. Whoever found work lets the next one search: there may be more.
void Sched::stop_spinning(M& m) {
  m.spinning.store(false, std::memory_order_relaxed);
  nmspinning_.fetch_sub(1, std::memory_order_seq_cst);
  if (tracing_) emit(m, EventKind::MUnspin, nullptr, {.a = m.id});
}

bool Sched::work_anywhere() const {
  if (global_size_.load(std::memory_order_seq_cst) != 0) return true;
  for (const auto& pp : all_ps()) {
    if (!runqempty(*pp)) return true;
  }
  return false;
}

// Nothing was found: m gives its P back, makes sure that nothing came meanwhile, and sleeps, for the earliest timer if
// nobody else does.
Sched::Found Sched::give_up(M& m, MNext& next) {
  search_event(m, QueueWhere::Global, 0, global_size_.load(std::memory_order_relaxed));
  lock_.lock();
  if (world_stopping_.load(std::memory_order_relaxed) || ending()) {
    lock_.unlock();
    return {};  // the next step sees why
  }
  if (G* gp = globrunqget(m, 0)) {
    lock_.unlock();
    return {gp};
  }
  pidleput(releasep(m));
  lock_.unlock();

  if (m.spinning.load(std::memory_order_relaxed)) {
    stop_spinning(m);  // first counted out, then the second look
    if (work_anywhere()) {
      lock_.lock();
      P* pp = pidleget();
      lock_.unlock();
      if (pp != nullptr) {
        acquirep(m, *pp);
        start_spinning(m);
        return {};
      }
    }
  }

  // Again and again, as whoever sets a timer and finds m the poller relies on it: m must look once more after it has let go.
  for (M* nobody = nullptr; earliest_timer() != kNoTimer; nobody = nullptr) {
    if (!poller_.compare_exchange_strong(nobody, &m, std::memory_order_seq_cst)) break;
    poll_note_.clear();
    // Published before the timers are read: whoever sets one from here on sees it and rings the note.
    poll_until_.store(kNoTimer, std::memory_order_seq_cst);
    m.poll_until_ns = earliest_timer();
    if (m.poll_until_ns != kNoTimer) {
      poll_until_.store(m.poll_until_ns, std::memory_order_seq_cst);
      set_m_status(m, MStatus::Parked);
      if (tracing_) {
        const int64_t timeout_ns = std::max<int64_t>(0, m.poll_until_ns - now());
        emit_on(kNoP, EventKind::NetpollWait, nullptr, {.a = m.id, .b = static_cast<uint64_t>(timeout_ns)});
      }
      next = MNext::Poll;
      return {};
    }
    poller_.store(nullptr, std::memory_order_seq_cst);
  }
  next = stopm(m);
  return {};
}

// m, which has no P, sleeps until startm gives it one.
MNext Sched::stopm(M& m) {
  set_m_status(m, MStatus::Parked);
  if (tracing_) emit(m, EventKind::MPark, nullptr, {.a = m.id});
  lock_.lock();
  if (m.lockedg == nullptr) {
    m.link = idle_ms_;
    idle_ms_ = &m;
    ++idle_m_count_;
  } else {
    ++locked_idle_;  // only start_locked wakes it, and may have done so already: its note is set then
  }
  const bool dead = checkdead();
  lock_.unlock();
  if (dead) report_deadlock(m);
  return controlled() && m.nextp != nullptr ? MNext::Go : MNext::Park;
}

// A timer was set for `when_ns`: who sleeps for a later one has to sleep less. If nobody sleeps for timers and a P is idle,
// an M is woken that will: the one that set the timer may be busy then.
void Sched::wake_poller(M* by, int64_t when_ns) {
  M* sleeper = poller_.load(std::memory_order_seq_cst);
  if (sleeper == nullptr) {
    wakep(by);
  } else if (when_ns < poll_until_.load(std::memory_order_seq_cst)) {
    poll_note_.wake();
    if (controlled()) sleeper->next = MNext::Go;
  }
}

}  // namespace gopherarium
