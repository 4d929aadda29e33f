#pragma once
// G: a goroutine. Made by Sched::allocate_g, recycled after it ended, never freed while the run lasts; so a stale G* is
// harmless, and whoever finds one checks goid or status.
//
// Who may touch it: `status` says who owns the rest (status.def). While Running or Syscall that is its M; while Waiting,
// whoever holds the lock of the list its sudog is on; while Runnable, the queue. `preempt`, `status` and `goid` may be read
// by anyone.

#include <atomic>
#include <cstdint>

#include "runtime/mem/stack.h"
#include "runtime/sched/sudog.h"
#include "runtime/trace/event.h"
#include "runtime/trace/states.h"

namespace gopherarium {

struct M;

struct G {
  // -- What the code that runs it keeps here; sched only moves it along. pc, base and proto are up to date whenever the
  // goroutine isn't running, and before it calls anything that may park it.
  Stack stack;
  uint32_t proto = 0;
  uint32_t pc = 0;
  uint32_t base = 0;       // slot of the current frame
  uint32_t vm_flags = 0;
  uint64_t defers = 0;     // heads of the VM's chains: arena offsets or host pointers, as it likes
  uint64_t panics = 0;
  uint64_t vm_words[6] = {};
  void* vm_data = nullptr;  // owned: the pieces of a println that is being written

  // -- Asked to leave its M at the next safe point: 0, or 1 + Preempter. Set by anyone, polled at calls and back-edges.
  std::atomic<uint8_t> preempt{0};

  // -- Scheduling. status changes through casgstatus only.
  std::atomic<GStatus> status{GStatus::Idle};
  WaitReason wait_reason = WaitReason::None;
  std::atomic<uint32_t> goid{0};  // 1 is main; never reused
  uint32_t parent = 0;            // goid of the creator
  uint32_t start_text = 0;        // bus text id of the function it was started with
  uint32_t start_proto = 0;
  uint32_t created_proto = 0, created_pc = 0;  // the go statement
  M* m = nullptr;                 // while Running or Syscall
  M* lockedm = nullptr;           // LockOSThread: the only M that may run it; M::lockedg is this G then
  G* schedlink = nullptr;         // global queue, free lists
  int64_t wait_since_ns = 0;      // when it parked; dumps print minutes
  int64_t syscall_until_ns = 0;   // controlled driver: when the simulated call returns
  uint64_t wait_object = 0;       // what it is parked on: arena offset

  // -- Waiting. `waiting` lists the sudogs of the operation it is parked in; `param` is the one that was woken.
  Sudog* waiting = nullptr;
  Sudog* param = nullptr;
  std::atomic<uint32_t> select_done{0};  // the first waker of a parked select wins this
  Sudog sudog;                           // for every wait that needs only one
};

// With its first stack a parked goroutine stays below 2,800 bytes.
static_assert(sizeof(G) + kFirstStackBytes <= 2760, "room for malloc's header and the G's share of tables");

inline GStatus readgstatus(const G& gp) { return gp.status.load(std::memory_order_acquire); }

}  // namespace gopherarium
