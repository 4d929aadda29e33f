#pragma once
// M: what executes goroutines: an OS thread under the live driver, a participant that the one driving thread steps under
// the controlled one. It needs a P to run Go code. Only its own thread touches it, but for what is marked atomic and the
// links that Sched's lock protects.

#include <atomic>
#include <cstdint>
#include <limits>

#include "runtime/mem/arena.h"
#include "runtime/mem/stack.h"
#include "runtime/sched/choice.h"
#include "runtime/sched/lock.h"
#include "runtime/trace/states.h"

namespace gopherarium {

class Sched;
struct G;
struct P;

// What an M does after a step.
enum class MNext : uint8_t {
  Go,       // steps again
  Park,     // sleeps until it is woken with a P
  Poll,     // sleeps until poll_until_ns, the earliest timer
  Syscall,  // controlled driver: in a simulated call until curg->syscall_until_ns
};

struct M {
  M(Sched& s, uint32_t number, Arena& heap, uint64_t seed) : sched(&s), id(number), rng(seed), arena(heap) {}

  Sched* sched;
  uint32_t id;
  MStatus status = MStatus::Parked;
  P* p = nullptr;                     // null while it sleeps, or its P was retaken
  P* nextp = nullptr;                 // given by who wakes it
  P* oldp = nullptr;                  // the P it had when it entered a system call
  uint32_t syscalltick = 0;           // oldp's at that time
  std::atomic<G*> curg{nullptr};      // what it runs
  std::atomic<bool> spinning{false};  // looks for work; counted in Sched::nmspinning
  // LockOSThread: the only goroutine it may run, and how often that was called. Changed by that goroutine while it runs here.
  G* lockedg = nullptr;
  uint32_t lock_count = 0;
  bool got_locked = false;            // woken with a P to run lockedg, which is on no queue
  Rng rng;                            // live driver: this M's choices
  ArenaCache arena;
  StackPool stacks;

  // Controlled driver: what this call of run() may still spend, in units of virtual time (Sched::kUnitNs each; a bytecode
  // costs at least one). The VM counts it down and returns RunResult::Budget when it is spent; it brings it up to date
  // before it calls into the runtime, since the virtual clock is read from it. Live: never runs out.
  int64_t budget = std::numeric_limits<int64_t>::max();
  int64_t budget_given = 0;

  void* vm_data = nullptr;  // the VM's own per-M state

  // Sleeping.
  Note note;
  M* link = nullptr;                   // idle list; Sched's lock
  MNext next = MNext::Go;              // what its last step said; controlled driver: Go again once woken
  int64_t poll_until_ns = 0;
  int64_t stamp_ns = 0;                // of its last event
  int64_t slice_began_ns = 0;          // when the current time slice began
};

}  // namespace gopherarium
