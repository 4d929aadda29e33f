#include "runtime/sync/sema.h"

#include "runtime/base/check.h"

namespace gopherarium {

// A semaphore's waiters, or those of a notification list (in no particular order there: add and wait are two calls).
// Exists while there are any.
struct Semaphores::Address {
  uint64_t address = 0;
  Purpose purpose = Purpose::Semaphore;
  Address* next = nullptr;
  Sudog* first = nullptr;
  Sudog* last = nullptr;

  void push_back(Sudog* sg) {
    sg->next = nullptr;
    sg->prev = last;
    (last != nullptr ? last->next : first) = sg;
    last = sg;
  }
  void push_front(Sudog* sg) {
    sg->prev = nullptr;
    sg->next = first;
    (first != nullptr ? first->prev : last) = sg;
    first = sg;
  }
  void remove(Sudog* sg) {
    (sg->prev != nullptr ? sg->prev->next : first) = sg->next;
    (sg->next != nullptr ? sg->next->prev : last) = sg->prev;
    sg->next = sg->prev = nullptr;
  }
};

namespace {

constexpr uint64_t kNotified = 4;  // bytes behind the tickets issued stand the tickets notified

Sudog* prepare(G& gp, uint64_t address) {
  Sudog* sg = &gp.sudog;
  sg->g = &gp;
  sg->chan = nullptr;
  sg->address = address;
  sg->ticket = 0;
  sg->is_select = false;
  sg->success = false;
  gp.waiting = sg;
  gp.param = nullptr;
  return sg;
}

// Is this the second call, after a wait at the address?
bool was_woken(const G& gp, uint64_t address) {
  return gp.waiting == &gp.sudog && gp.param == &gp.sudog && gp.sudog.address == address;
}

void done_waiting(G& gp) {
  gp.waiting = nullptr;
  gp.param = nullptr;
}

uint32_t goid_of(const Sudog* sg) { return sg->g->goid.load(std::memory_order_relaxed); }

}  // namespace

Semaphores::Semaphores(Sched& sched) : sched_(sched) {}
Semaphores::~Semaphores() = default;

Semaphores::Bucket& Semaphores::bucket_of(uint64_t address) {
  // Semaphores stand 4 bytes apart at least; the multiplication spreads neighbours (Knuth's constant).
  return buckets_[((address >> 2) * 0x9e3779b97f4a7c15u) >> 54];
}

Semaphores::Address* Semaphores::find(const Bucket& bucket, uint64_t address, Purpose purpose) {
  Address* entry = bucket.first;
  while (entry != nullptr && (entry->address != address || entry->purpose != purpose)) entry = entry->next;
  return entry;
}

Semaphores::Address& Semaphores::find_or_add(Bucket& bucket, uint64_t address, Purpose purpose) {
  if (Address* entry = find(bucket, address, purpose)) return *entry;
  constexpr uint32_t kSlab = 32;
  LockGuard guard(free_lock_);
  if (free_ == nullptr) {
    slabs_.push_back(std::make_unique<Address[]>(kSlab));
    for (uint32_t i = 0; i < kSlab; ++i) {
      slabs_.back()[i].next = free_;
      free_ = &slabs_.back()[i];
    }
  }
  Address* entry = free_;
  free_ = entry->next;
  *entry = Address{.address = address, .purpose = purpose, .next = bucket.first};
  bucket.first = entry;
  return *entry;
}

void Semaphores::drop(Bucket& bucket, Address& entry) {
  Address** link = &bucket.first;
  while (*link != &entry) link = &(*link)->next;
  *link = entry.next;
  LockGuard guard(free_lock_);
  entry.next = free_;
  free_ = &entry;
}

// ---- semaphores

bool Semaphores::can_acquire(uint64_t address) {
  const std::atomic_ref<uint32_t> count = word(address);
  uint32_t value = count.load(std::memory_order_seq_cst);
  while (value > 0) {
    if (count.compare_exchange_weak(value, value - 1, std::memory_order_seq_cst)) return true;
  }
  return false;
}

SemaResult Semaphores::acquire(M& m, G& gp, uint64_t address, SemaOrder order, WaitReason reason) {
  const bool woken = was_woken(gp, address);
  if (woken) {
    const bool handed_over = gp.sudog.ticket != 0;
    done_waiting(gp);
    if (handed_over) return SemaResult::Done;
  }
  if (can_acquire(address)) return SemaResult::Done;

  Bucket& bucket = bucket_of(address);
  LockGuard guard(bucket.lock);
  // Counted before the last look: a release adds first and looks for waiters then. Both are seq_cst.
  bucket.waiters.fetch_add(1, std::memory_order_seq_cst);
  if (can_acquire(address)) {
    bucket.waiters.fetch_sub(1, std::memory_order_seq_cst);
    return SemaResult::Done;
  }
  Sudog* sg = prepare(gp, address);
  Address& entry = find_or_add(bucket, address, Purpose::Semaphore);
  if (woken || order == SemaOrder::Lifo) {
    entry.push_front(sg);
  } else {
    entry.push_back(sg);
  }
  sched_.gopark(m, gp, reason, address);
  return SemaResult::Parked;
}

SemaResult Semaphores::release(M& m, G& gp, uint64_t address, SemaHandoff handoff, uint32_t* woken) {
  if (woken != nullptr) *woken = 0;
  word(address).fetch_add(1, std::memory_order_seq_cst);
  Bucket& bucket = bucket_of(address);
  if (bucket.waiters.load(std::memory_order_seq_cst) == 0) return SemaResult::Done;
  Sudog* sg = nullptr;
  {
    LockGuard guard(bucket.lock);
    Address* entry = find(bucket, address, Purpose::Semaphore);
    if (entry == nullptr) return SemaResult::Done;
    sg = entry->first;
    entry->remove(sg);
    if (entry->first == nullptr) drop(bucket, *entry);
    bucket.waiters.fetch_sub(1, std::memory_order_seq_cst);
  }
  if (handoff == SemaHandoff::Yes && can_acquire(address)) sg->ticket = 1;
  const bool handed_over = sg->ticket != 0;
  sg->g->param = sg;
  if (woken != nullptr) *woken = goid_of(sg);
  sched_.goready(m, *sg->g, address);
  if (!handed_over) return SemaResult::Done;
  sched_.goyield(m, gp);  // the waiter is next on this P and runs within this time slice
  return SemaResult::Parked;
}

// ---- notification lists

std::atomic_ref<uint32_t> Semaphores::word(uint64_t address) const {
  return std::atomic_ref<uint32_t>(*reinterpret_cast<uint32_t*>(sched_.arena().at(address)));
}

uint32_t Semaphores::notify_add(uint64_t address) { return word(address).fetch_add(1, std::memory_order_seq_cst); }

SemaResult Semaphores::notify_wait(M& m, G& gp, uint64_t address, uint32_t ticket, WaitReason reason) {
  if (was_woken(gp, address)) {
    done_waiting(gp);
    return SemaResult::Done;
  }
  Bucket& bucket = bucket_of(address);
  LockGuard guard(bucket.lock);
  const uint32_t notified = word(address + kNotified).load(std::memory_order_seq_cst);
  if (static_cast<int32_t>(ticket - notified) < 0) return SemaResult::Done;
  Sudog* sg = prepare(gp, address);
  sg->ticket = ticket;
  find_or_add(bucket, address, Purpose::Notify).push_back(sg);
  sched_.gopark(m, gp, reason, address);
  return SemaResult::Parked;
}

void Semaphores::notify_one(M& m, G&, uint64_t address, uint32_t* woken) {
  if (woken != nullptr) *woken = 0;
  if (word(address).load(std::memory_order_seq_cst) == word(address + kNotified).load(std::memory_order_seq_cst)) return;
  Bucket& bucket = bucket_of(address);
  Sudog* sg = nullptr;
  {
    LockGuard guard(bucket.lock);
    const uint32_t ticket = word(address + kNotified).load(std::memory_order_seq_cst);
    if (ticket == word(address).load(std::memory_order_seq_cst)) return;
    word(address + kNotified).store(ticket + 1, std::memory_order_seq_cst);
    Address* entry = find(bucket, address, Purpose::Notify);
    if (entry == nullptr) return;  // it has its ticket but waits only later, and will see that it is notified
    for (sg = entry->first; sg != nullptr && sg->ticket != ticket;) sg = sg->next;
    if (sg == nullptr) return;
    entry->remove(sg);
    if (entry->first == nullptr) drop(bucket, *entry);
  }
  sg->g->param = sg;
  if (woken != nullptr) *woken = goid_of(sg);
  sched_.goready(m, *sg->g, address);
}

void Semaphores::notify_all(M& m, G&, uint64_t address) {
  if (word(address).load(std::memory_order_seq_cst) == word(address + kNotified).load(std::memory_order_seq_cst)) return;
  Bucket& bucket = bucket_of(address);
  Sudog* sg = nullptr;
  {
    LockGuard guard(bucket.lock);
    word(address + kNotified).store(word(address).load(std::memory_order_seq_cst), std::memory_order_seq_cst);
    Address* entry = find(bucket, address, Purpose::Notify);
    if (entry == nullptr) return;
    sg = entry->first;
    drop(bucket, *entry);
  }
  while (sg != nullptr) {
    Sudog* next = sg->next;
    sg->next = sg->prev = nullptr;
    sg->g->param = sg;
    sched_.goready(m, *sg->g, address);
    sg = next;
  }
}

}  // namespace gopherarium
