#pragma once
// Semaphores and notification lists: what package sync sleeps on. Both are keyed by an arena address; the count of a
// semaphore is the uint32 there, everything else is ours, so a copied or zeroed Mutex confuses the program but not us.
//
// A waiter that is woken without a ticket has to try again: between its waking and its running somebody else may have taken
// the semaphore. With a hand-off it holds a ticket, the count was taken for it, and the releaser leaves its P to it.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/sched/lock.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

enum class SemaOrder : uint8_t { Fifo, Lifo };
enum class SemaHandoff : uint8_t { No, Yes };
enum class SemaResult : uint8_t {
  Done,
  Parked,     // return RunResult::Parked; when the G runs again call resume with the same arguments
  HandedOff,  // release with hand-off: save the state after the call and return RunResult::HandedOff
};

class Semaphores {
 public:
  explicit Semaphores(Sched& sched);
  ~Semaphores();

  SemaResult acquire(M& m, G& gp, uint64_t address, SemaOrder order, WaitReason reason);
  // The goroutine that was parked in acquire (or wait) runs again. May park again.
  SemaResult resume(M& m, G& gp, uint64_t address, SemaOrder order, WaitReason reason);
  // woken, if given: the goid that was readied, or 0.
  SemaResult release(M& m, G& gp, uint64_t address, SemaHandoff handoff, uint32_t* woken = nullptr);

  // Cond: add before unlocking, wait with the ticket afterwards; a notify in between is not lost.
  uint32_t notify_add(M& m, uint64_t address);
  // Done: already notified. After Parked there is nothing to resume: the wait is over; call finish_wait.
  SemaResult notify_wait(M& m, G& gp, uint64_t address, uint32_t ticket, WaitReason reason = WaitReason::CondWait);
  void finish_wait(M& m, G& gp);
  void notify_one(M& m, G& gp, uint64_t address, uint32_t* woken = nullptr);
  void notify_all(M& m, G& gp, uint64_t address);

 private:
  struct Address;  // one address with waiters
  struct Bucket {
    Mutex lock;
    Address* first = nullptr;
    std::atomic<uint32_t> waiters{0};  // of all its addresses: release looks here before it takes the lock
  };
  // 100,000 waiters on as many addresses are 100 to a list.
  static constexpr uint32_t kBuckets = 1024;

  Bucket& bucket_of(uint64_t address);
  Address& find_or_add(Bucket& bucket, uint64_t address, uint32_t kind);
  Address* find(Bucket& bucket, uint64_t address, uint32_t kind);
  void drop_if_idle(Bucket& bucket, Address& entry);
  bool can_acquire(uint64_t address);
  SemaResult park(M& m, G& gp, uint64_t address, SemaOrder order, WaitReason reason);
  Address* new_address();

  Sched& sched_;
  std::array<Bucket, kBuckets> buckets_;
  Mutex free_lock_;
  Address* free_ = nullptr;
  std::vector<std::unique_ptr<Address[]>> slabs_;
};

}  // namespace gopherarium
