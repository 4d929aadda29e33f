#pragma once
// Semaphores and notification lists: what package sync sleeps on. Both are keyed by an arena address; the count of a
// semaphore is the uint32 there, the counters of a notification list are two. The waiters are ours, so a copied or zeroed
// Mutex confuses the program but not us.
//
// A waiter that is woken without a ticket has to try again: between its waking and its running somebody else may have taken
// the semaphore. With a hand-off it holds a ticket, the count was taken for it, and the releaser leaves its P to it.

#include <array>
#include <atomic>
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
  // The caller returns RunResult::Parked and does not touch the G. After acquire and notify_wait the same call is made
  // again when the G runs; after release (a hand-off: the G has yielded) it goes on behind the call.
  Parked,
};

class Semaphores {
 public:
  explicit Semaphores(Sched& sched);
  ~Semaphores();

  // order: where it joins the waiters when it was not woken before; who is woken and finds the count taken joins in front.
  SemaResult acquire(M& m, G& gp, uint64_t address, SemaOrder order, WaitReason reason);
  // woken, if given: the goid that was readied, or 0. The state is saved such that gp goes on behind the call.
  SemaResult release(M& m, G& gp, uint64_t address, SemaHandoff handoff, uint32_t* woken = nullptr);

  // Cond: two uint32 at the address (a multiple of 4), 0 at first. Add before unlocking, wait with the ticket afterwards; a notify in between is not lost.
  uint32_t notify_add(uint64_t address);
  SemaResult notify_wait(M& m, G& gp, uint64_t address, uint32_t ticket, WaitReason reason = WaitReason::CondWait);
  void notify_one(M& m, G& gp, uint64_t address, uint32_t* woken = nullptr);
  void notify_all(M& m, G& gp, uint64_t address);

 private:
  enum class Purpose : uint8_t { Semaphore, Notify };
  struct Address;  // one address with waiters
  struct Bucket {
    Mutex lock;
    std::atomic<uint32_t> waiters{0};  // of all its semaphores; release looks here before it takes the lock
    Address* first = nullptr;
  };
  // 100,000 waiters on as many addresses are 100 to a list.
  static constexpr uint32_t kBuckets = 1024;

  Bucket& bucket_of(uint64_t address);
  // The bucket's lock is held for all of these.
  static Address* find(const Bucket& bucket, uint64_t address, Purpose purpose);
  Address& find_or_add(Bucket& bucket, uint64_t address, Purpose purpose);
  void drop(Bucket& bucket, Address& entry);

  bool can_acquire(uint64_t address);
  std::atomic_ref<uint32_t> word(uint64_t address) const;

  Sched& sched_;
  std::array<Bucket, kBuckets> buckets_;
  Mutex free_lock_;  // protects what follows
  Address* free_ = nullptr;
  std::vector<std::unique_ptr<Address[]>> slabs_;
};

}  // namespace gopherarium
