#pragma once
// Channels, as Go's: a ring of elements, and two FIFO lists of parked goroutines.
//
// Invariants, but for closed channels: at most one of recvq and sendq is not empty (a goroutine alone in a select may be on
// both); a waiting receiver means an empty buffer, a waiting sender a full one. So a sender that finds a receiver hands its
// value over directly, and a receiver that finds a sender takes the value from it (unbuffered) or takes the buffer's
// head and moves the sender's value to the tail (full).
//
// An Hchan lies in the arena, is never freed, and only this code writes it. Its lock protects all of it and the sudogs on
// its lists. Values are bytes in element memory layout, copied from and to memory of the caller; a parked goroutine's value
// is in its sudog.
//
// The caller protocol. Before the call the VM has saved pc and base. Parked: return RunResult::Parked at once, do not
// touch the G. When the G runs again: `const ChanWake w = chan_wakeup(...)`, use w.value, then release_wait(...).

#include <atomic>
#include <cstdint>

#include "runtime/sched/lock.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

struct WaitQueue {  // linked by Sudog::next and prev; the channel's lock
  bool empty() const { return first_.load(std::memory_order_relaxed) == nullptr; }  // a look without the lock, too
  void enqueue(Sudog* sg);
  // The oldest waiter that nobody else woke; a select that another case won is dropped.
  Sudog* dequeue();
  void remove(Sudog* sg);

 private:
  Sudog* first() const { return first_.load(std::memory_order_relaxed); }
  void set_first(Sudog* sg) { first_.store(sg, std::memory_order_relaxed); }
  std::atomic<Sudog*> first_{nullptr};
  Sudog* last_ = nullptr;
};

// The atomic fields change under the lock only; a select with a default looks at them without it first.
struct Hchan {
  Mutex lock;
  uint32_t elem_size = 0;
  std::atomic<uint64_t> qcount{0};  // elements in the buffer
  uint64_t dataqsiz = 0;    // its capacity
  uint64_t buf = 0;         // arena offset of the elements
  uint64_t sendx = 0, recvx = 0;
  WaitQueue recvq, sendq;
  uint32_t elem_rtype = 0;
  bool hides_buffer = false;  // len and cap are 0: a timer's, from go1.23 on. Set before anybody else has the channel
  std::atomic<uint32_t> closed{0};

  bool is_closed() const { return closed.load(std::memory_order_acquire) != 0; }
  uint64_t count() const { return qcount.load(std::memory_order_acquire); }
  // Without the lock: open and full, looked at in this order, mean that there was a moment when a send had to wait, and
  // empty and open in that order mean it for a receive, as a channel never opens again.
  bool can_send() const { return is_closed() || !recvq.empty() || count() < dataqsiz; }
  bool can_recv() const { return !sendq.empty() || count() > 0 || is_closed(); }
};

enum class ChanStatus : uint8_t {
  Done,
  Parked,
  WouldBlock,    // ChanMode::Try only
  SendOnClosed,  // panic: send on closed channel
  CloseOfClosed, // panic: close of closed channel
  CloseOfNil,    // panic: close of nil channel
};
enum class ChanMode : uint8_t {
  Block,
  Try,  // a select with one case and a default
};

struct MakeChan {
  uint64_t address = 0;  // arena offset of the channel
  enum class Status : uint8_t { Done, SizeOutOfRange /* panic: makechan: size out of range */, OutOfMemory } status{};
};
// type_text for events comes from the runner (GoroutineRunner::type_text(chan_rtype)).
MakeChan makechan(M& m, G* gp, uint32_t chan_rtype, uint32_t elem_rtype, uint32_t elem_size, int64_t capacity);

// chan: arena offset, 0 is nil (parks for ever, or WouldBlock).
ChanStatus chansend(M& m, G& gp, uint64_t chan, const void* value, ChanMode mode = ChanMode::Block);

struct RecvResult {
  ChanStatus status = ChanStatus::Done;
  bool ok = false;  // false: closed and empty; the value is zero
};
// value: elem_size bytes are written when Done; null: not wanted.
RecvResult chanrecv(M& m, G& gp, uint64_t chan, void* value, ChanMode mode = ChanMode::Block);

ChanStatus closechan(M& m, G& gp, uint64_t chan);
int64_t chanlen(M& m, uint64_t chan);
int64_t chancap(M& m, uint64_t chan);
void chan_hide_buffer(M& m, uint64_t chan);

// Sends from outside any goroutine (timers): WouldBlock when nobody waits and the buffer is full. Never parks.
ChanStatus chansend_from_runtime(M& m, uint64_t chan, const void* value);

// How a parked operation ended. Valid until release_wait.
struct ChanWake {
  ChanStatus status = ChanStatus::Done;  // Done or SendOnClosed
  uint32_t index = 0;                    // select: the chosen case
  bool ok = false;                       // receive: a value came, the channel isn't closed
  bool received = false;                 // it was a receive: value holds size bytes (zero after a close)
  const std::byte* value = nullptr;
  uint32_t size = 0;
};
// For chansend, chanrecv and selectgo alike; call once when gp runs again. Takes losing cases off their channels and
// emits SelectChosen for a select.
ChanWake chan_wakeup(M& m, G& gp);
void release_wait(M& m, G& gp);

}  // namespace gopherarium
