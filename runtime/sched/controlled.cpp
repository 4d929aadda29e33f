// The controlled driver: one thread steps all Ms, in the order that the choice source picks, on the virtual clock. What a
// step spends is the clock's advance; when no M can step, the clock jumps to the next timer or end of a call.

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {
namespace {

constexpr int64_t kSearchCostNs = 50;  // a scheduler action costs too, so that spinning cannot stop the clock

}  // namespace

bool Sched::steppable(const M& m) const {
  switch (m.next) {
    case MNext::Go: return true;
    case MNext::Park: return false;
    case MNext::Poll: return clock_.now() >= m.poll_until_ns;
    case MNext::Syscall: return clock_.now() >= m.curg.load(std::memory_order_relaxed)->syscall_until_ns;
  }
  return false;
}

// Moves the clock to when the first sleeping M can step. False: none ever can.
bool Sched::advance_to_next() {
  constexpr int64_t kRetakeTick = 20'000;
  int64_t next = kNoTimer;
  for (const auto& m : allm_) {
    if (m->next == MNext::Poll) next = std::min(next, m->poll_until_ns);
    if (m->next == MNext::Syscall) {
      next = std::min(next, m->curg.load(std::memory_order_relaxed)->syscall_until_ns);
      // Goroutines that wait for the P of a call in progress: sysmon takes it away in time.
      if (m->oldp != nullptr && m->oldp->m.load() == m.get() && p_has_work(*m->oldp)) {
        next = std::min(next, clock_.now() + kRetakeTick);
      }
    }
  }
  if (next == kNoTimer) return false;
  clock_.jump_to(next);
  return true;
}

Sched::Stepped Sched::step() {
  if (options_.stop.stop_requested()) request_stop();
  for (;;) {
    if (ending()) return Stepped::Over;
    retake(clock_.now());
    trace_schedule(clock_.now());
    uint32_t count = 0;
    for (const auto& m : allm_) count += steppable(*m) ? 1 : 0;
    if (count == 0) {
      const bool moved = advance_to_next();
      GOPH_CHECK(moved || ending(), "when every M sleeps for ever, the last one has reported a deadlock");
      continue;
    }
    uint32_t chosen = choose(*allm_[0], ChoiceKind::Machine, count);
    for (size_t i = 0; i < allm_.size(); ++i) {
      if (!steppable(*allm_[i]) || chosen-- != 0) continue;
      step_controlled(*allm_[i]);
      return ending() ? Stepped::Over : Stepped::Yes;
    }
  }
}

std::vector<uint32_t> Sched::steppable_ms() const {
  std::vector<uint32_t> ids;
  for (const auto& m : allm_) {
    if (steppable(*m)) ids.push_back(m->id);
  }
  return ids;
}

// ---- pausing, from another thread

void Sched::pause() {
  if (!controlled()) {
    stop_the_world(nullptr, "pause");
    return;
  }
  paused_.store(1, std::memory_order_release);
  while (at_gate_.load(std::memory_order_acquire) == 0 && !ending()) futex_wait(at_gate_, 0, 1'000'000);
}

void Sched::resume() {
  if (!controlled()) return start_the_world(nullptr);
  paused_.store(0, std::memory_order_release);
  futex_wake(paused_, 1);
}

void Sched::wait_at_gate() {
  if (paused_.load(std::memory_order_acquire) == 0) return;
  at_gate_.store(1, std::memory_order_release);
  futex_wake(at_gate_, 1);
  while (paused_.load(std::memory_order_acquire) != 0 && !ending()) {
    constexpr int64_t kLookNs = 20'000'000;  // at the stop token
    futex_wait(paused_, 1, kLookNs);
    if (options_.stop.stop_requested()) request_stop();
  }
  at_gate_.store(0, std::memory_order_release);
}

void Sched::enter_host_wait() {
  if (tracing_) bus_.flush();  // whoever is to type sees what has happened
  at_gate_.store(1, std::memory_order_release);
  futex_wake(at_gate_, 1);
}

void Sched::leave_host_wait() {
  at_gate_.store(0, std::memory_order_release);
  wait_at_gate();
}

void Sched::step_controlled(M& m) {
  if (m.next == MNext::Syscall) {
    stepping_ = &m;
    G& gp = *m.curg.load(std::memory_order_relaxed);
    m.next = exitsyscall(m, gp) == SyscallExit::Kept ? MNext::Go : stopm(m);
    stepping_ = nullptr;
    return;
  }
  const bool runs = m.curg.load(std::memory_order_relaxed) != nullptr;
  m.budget_given = m.budget = runs ? 1 + choose(m, ChoiceKind::Quantum, options_.quantum) : 0;
  stepping_ = &m;
  m.next = MNext::Go;
  m.next = step_m(m);
  stepping_ = nullptr;
  units_ += static_cast<uint64_t>(m.budget_given - m.budget);
  clock_.advance((m.budget_given - m.budget) * kUnitNs + (runs ? 0 : kSearchCostNs));
  m.budget_given = m.budget = 0;
}

}  // namespace gopherarium
