// sysmon: a thread without a P (live driver) that asks goroutines to leave their M after a time slice and takes Ps from long
// system calls. The controlled driver calls retake between steps.

#include <algorithm>

#include "runtime/sched/sched.h"

namespace gopherarium {
namespace {

constexpr int64_t kShortestNap = 20'000, kLongestNap = 10'000'000;  // as in Go: 20 us, doubled when nothing happens
constexpr int kIdleNaps = 50;
constexpr int64_t kSyscallTick = 20'000;

}  // namespace

void Sched::sysmon() {
  int idle = 0;
  int64_t nap_ns = kShortestNap;
  while (!ending()) {
    nap_ns = idle == 0 ? kShortestNap : idle > kIdleNaps ? std::min(nap_ns * 2, kLongestNap) : nap_ns;
    if (sysmon_note_.sleep_for(nap_ns) == Note::Slept::Woken) break;
    const int64_t now_ns = now();
    idle = retake(now_ns) ? 0 : idle + 1;
    trace_schedule(now_ns);
    // A due timer whose P is busy, while nobody sleeps for timers.
    if (earliest_timer() < now_ns) wakep(nullptr);
  }
  // A flag set while its goroutine was being executed was cleared: asked until everybody has left.
  while (ending() && live_ms_.load(std::memory_order_acquire) != 0) {
    preempt_all(Preempter::Stop);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void Sched::trace_schedule(int64_t now_ns) {
  if (options_.schedtrace_ns <= 0 || now_ns < next_schedtrace_ns_) return;
  next_schedtrace_ns_ = now_ns + options_.schedtrace_ns;
  if (options_.schedtrace_out) options_.schedtrace_out(schedtrace());
}

void Sched::preempt_one(P& pp, Preempter by) {
  M* m = pp.m.load(std::memory_order_acquire);
  if (m == nullptr) return;
  G* gp = m->curg.load(std::memory_order_acquire);
  if (gp != nullptr) gp->preempt.store(static_cast<uint8_t>(1 + static_cast<uint8_t>(by)), std::memory_order_relaxed);
}

void Sched::preempt_all(Preempter by) {
  for (const auto& pp : all_ps()) preempt_one(*pp, by);
}

// True when it took something from somebody.
bool Sched::retake(int64_t now_ns) {
  bool took = false;
  for (const auto& p : all_ps()) {
    P& pp = *p;
    const PStatus status = pp.status.load(std::memory_order_acquire);
    if (status == PStatus::Syscall) {
      took |= retake_syscall(pp, now_ns);
    } else if (status == PStatus::Running) {
      const uint32_t tick = pp.schedtick.load(std::memory_order_relaxed);
      if (pp.sysmon_schedtick != tick) {
        pp.sysmon_schedtick = tick;
        pp.sysmon_schedwhen_ns = now_ns;
      } else if (now_ns - pp.sysmon_schedwhen_ns >= options_.time_slice_ns) {
        preempt_one(pp, controlled() ? Preempter::TimeSlice : Preempter::Sysmon);
      }
    }
  }
  return took;
}

bool Sched::retake_syscall(P& pp, int64_t now_ns) {
  const uint32_t tick = pp.syscalltick.load(std::memory_order_relaxed);
  if (pp.sysmon_syscalltick != tick) {
    pp.sysmon_syscalltick = tick;
    pp.sysmon_syscallwhen_ns = now_ns;
    return false;
  }
  // Left alone for a while if nobody waits for it, but not for ever: that would keep sysmon busy.
  const int64_t in_call_ns = now_ns - pp.sysmon_syscallwhen_ns;
  if (in_call_ns < kSyscallTick) return false;
  const bool others = npidle_.load(std::memory_order_seq_cst) + nmspinning_.load(std::memory_order_seq_cst) > 0;
  if (!p_has_work(pp) && others && in_call_ns < options_.time_slice_ns) return false;
  M* m = pp.m.load(std::memory_order_relaxed);
  if (!take_p_status(pp, PStatus::Syscall, PStatus::Idle)) return false;
  pp.syscalltick.fetch_add(1, std::memory_order_relaxed);
  if (tracing_) {
    G* gp = m != nullptr ? m->curg.load(std::memory_order_relaxed) : nullptr;
    emit_on(pp.id, EventKind::SyscallBlock, gp, {.a = m != nullptr ? m->id : 0});
  }
  handoffp(nullptr, pp, "system call");
  return true;
}

}  // namespace gopherarium
