#pragma once
// P: the right to run Go code, and what goes with it: a run queue, timers, caches. A run has Sched::procs of them.
//
// The local run queue is a ring of 256 with one producer (the M that owns the P) and many consumers (thieves): head is
// moved by compare-and-swap, tail by the owner. runnext holds the goroutine that was readied last: it runs next, within
// what is left of the current time slice, so that two goroutines that talk to each other do not wait for a whole round.

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "runtime/sched/lock.h"
#include "runtime/sched/timer.h"
#include "runtime/trace/states.h"

namespace gopherarium {

struct G;
struct M;
struct Sudog;

struct P {
  static constexpr uint32_t kRunqSize = 256;  // as Go's

  uint16_t id = 0;
  std::atomic<PStatus> status{PStatus::Idle};
  std::atomic<M*> m{nullptr};
  P* link = nullptr;  // idle list; Sched's lock

  alignas(64) std::atomic<uint32_t> runqhead{0};
  alignas(64) std::atomic<uint32_t> runqtail{0};
  std::atomic<G*> runnext{nullptr};
  std::array<std::atomic<G*>, kRunqSize> runq{};

  // Counts executions that began a new time slice, and system calls; sysmon compares with what it saw last.
  std::atomic<uint32_t> schedtick{0};
  std::atomic<uint32_t> syscalltick{0};
  uint32_t sysmon_schedtick = 0, sysmon_syscalltick = 0;  // sysmon's
  int64_t sysmon_schedwhen_ns = 0, sysmon_syscallwhen_ns = 0;

  Timers timers;

  // Owner M only.
  G* gfree = nullptr;  // ended goroutines with a first stack
  uint32_t gfree_count = 0;
  Sudog* sudogs = nullptr;
  uint32_t sudog_count = 0;
};

}  // namespace gopherarium
