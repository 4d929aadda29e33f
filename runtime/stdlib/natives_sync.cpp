// Package sync: one native a step that other goroutines can see. The algorithms are Go's (src/sync); what they sleep on is
// Semaphores. The loops between the steps are in go/sync.
//
// A native that parks has written its results before, and touches nothing afterwards. The next native of the same operation
// then asks Semaphores::acquire, which knows that the goroutine was woken, whether the wait is really over.
#include "runtime/stdlib/natives_sync.h"

#include <algorithm>
#include <thread>

#include "runtime/stdlib/natives.h"
#include "runtime/sync/sema.h"

namespace gopherarium {
namespace {

// Offsets in the structs of go/sync.
constexpr uint64_t kMutexState = 0, kMutexSema = 4;
constexpr uint64_t kWriterSem = 8, kReaderSem = 12, kReaderCount = 16, kReaderWait = 20;
constexpr uint64_t kGroupState = 0, kGroupSema = 8;
constexpr uint64_t kCondNotify = 8;

// Mutex.state
constexpr int32_t kLocked = 1, kWoken = 2, kStarving = 4, kWaiterShift = 3, kOneWaiter = 1 << kWaiterShift;
constexpr int64_t kStarvationNs = 1'000'000;

// The flags of go/sync/mutex.go.
enum Wait : int64_t { kWaitStarving = 1, kWaitAwoke = 2, kWaitAgain = 4, kWaitParked = 8, kWaitPassed = 16, kWaitOver = 32 };

template <class T>
T read(T* word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }
template <class T>
T add(T* word, T delta) { return __atomic_add_fetch(word, delta, __ATOMIC_SEQ_CST); }

Semaphores& semaphores(NativeCall& call) { return call.vm.semaphores(); }

// Adds a waiter to a semaphore. True: parked, return Park.
bool sleeps(NativeCall& call, uint64_t address, SemaOrder order, WaitReason reason) {
  return semaphores(call).acquire(call.m, call.g, address, order, reason) == SemaResult::Parked;
}

// After a wait: true when it has to go on; return Park, and the native is called again after that.
bool must_sleep_on(NativeCall& call, uint64_t address, SemaOrder order, WaitReason reason) {
  call.retry_when_resumed();
  if (semaphores(call).acquire(call.m, call.g, address, order, reason) == SemaResult::Parked) return true;
  call.go_on_when_resumed();
  call.vm.count_wait(call.g, Vm::WaitOn::Block);
  if (reason == WaitReason::MutexLock || reason == WaitReason::RWMutexLock || reason == WaitReason::RWMutexRLock) {
    call.vm.count_wait(call.g, Vm::WaitOn::Mutex);
  }
  return false;
}

// ---- Mutex

NativeResult mutex_lock(NativeCall& call) {
  auto* state = word_at<int32_t>(call, call.word(0));
  if (state == nullptr) return nil_pointer(call);
  const bool locked = cas(state, 0, kLocked);
  if (locked) sync_acquired(call, call.word(0), SyncKind::Mutex, Waited::No);
  call.set_boolean(0, locked);
  return NativeResult::Done;
}

NativeResult mutex_try_lock(NativeCall& call) {
  auto* state = word_at<int32_t>(call, call.word(0));
  if (state == nullptr) return nil_pointer(call);
  const int32_t old = read(state);
  const bool locked = (old & (kLocked | kStarving)) == 0 && cas(state, old, old | kLocked);
  if (locked) sync_acquired(call, call.word(0), SyncKind::Mutex, Waited::No);
  call.set_boolean(0, locked);
  return NativeResult::Done;
}

// Whether a running owner may be expected to unlock within a few hundred cycles, as sync_runtime_canSpin asks.
bool may_spin(NativeCall& call, int round) {
  constexpr int kRounds = 4;
  if (round >= kRounds || call.vm.sched().controlled() || call.vm.sched().procs() == 1) return false;
  static const bool kOneCore = std::thread::hardware_concurrency() <= 1;
  const P& pp = *call.m.p;
  return !kOneCore && pp.runnext.load(std::memory_order_relaxed) == nullptr &&
         pp.runqhead.load(std::memory_order_relaxed) == pp.runqtail.load(std::memory_order_relaxed);
}

void spin() {
  for (int i = 0; i < 30; ++i) __builtin_ia32_pause();
}

void mutex_starving(NativeCall& call, uint64_t mutex, uint64_t on) {
  emit_here(call, EventKind::MutexStarving, {.a = mutex, .b = on});
}

NativeResult inconsistent(NativeCall& call) { return call.fatal("sync: inconsistent mutex state"); }

// mutexEnter(m, wait, since, kind) (wait, since): the compare-and-swap loop of lockSlow up to the lock or the wait.
NativeResult mutex_enter(NativeCall& call) {
  const uint64_t mutex = call.word(0);
  int64_t wait = call.integer(1);
  const auto kind = static_cast<SyncKind>(call.word(3));
  call.set(1, call.word(2));
  auto* state = word_at<int32_t>(call, mutex);
  if (state == nullptr) return nil_pointer(call);
  for (int round = 0;;) {
    const int32_t old = read(state);
    if ((old & (kLocked | kStarving)) == kLocked && may_spin(call, round)) {
      // Tells Unlock not to wake anybody else meanwhile.
      if ((wait & kWaitAwoke) == 0 && (old & kWoken) == 0 && (old >> kWaiterShift) != 0 && cas(state, old, old | kWoken)) {
        wait |= kWaitAwoke;
      }
      spin();
      ++round;
      continue;
    }
    int32_t next = old;
    if ((old & kStarving) == 0) next |= kLocked;
    if ((old & (kLocked | kStarving)) != 0) next += kOneWaiter;
    if ((wait & kWaitStarving) != 0 && (old & kLocked) != 0) next |= kStarving;
    if ((wait & kWaitAwoke) != 0) {
      if ((next & kWoken) == 0) return inconsistent(call);
      next &= ~kWoken;
    }
    if (!cas(state, old, next)) continue;
    if ((next & kStarving) > (old & kStarving)) mutex_starving(call, mutex, 1);
    if ((old & (kLocked | kStarving)) == 0) {
      if (kind == SyncKind::Mutex) {
        sync_acquired(call, mutex, kind, (wait & kWaitAgain) != 0 ? Waited::Yes : Waited::No);
      }
      call.set_integer(0, kWaitOver);
      return NativeResult::Done;
    }
    wait &= kWaitStarving | kWaitAgain;
    if ((wait & kWaitAgain) == 0) call.set_integer(1, call.vm.sched().now(call.m));
    sync_waits(call, mutex, kind);
    call.set_integer(0, wait | kWaitParked);
    const SemaOrder order = (wait & kWaitAgain) != 0 ? SemaOrder::Lifo : SemaOrder::Fifo;
    if (sleeps(call, mutex + kMutexSema, order, WaitReason::MutexLock)) return NativeResult::Park;
    call.set_integer(0, wait | kWaitPassed);
    return NativeResult::Done;
  }
}

// mutexWoken(m, wait, since, kind): after the wait. In starvation mode the mutex was handed over with the waking.
NativeResult mutex_woken(NativeCall& call) {
  const uint64_t mutex = call.word(0);
  int64_t wait = call.integer(1);
  const auto kind = static_cast<SyncKind>(call.word(3));
  auto* state = word_at<int32_t>(call, mutex);
  if (state == nullptr) return nil_pointer(call);
  if ((wait & kWaitParked) != 0) {
    const SemaOrder order = (wait & kWaitAgain) != 0 ? SemaOrder::Lifo : SemaOrder::Fifo;
    if (must_sleep_on(call, mutex + kMutexSema, order, WaitReason::MutexLock)) return NativeResult::Park;
  }
  wait &= kWaitStarving;
  if (call.vm.sched().now(call.m) - call.integer(2) > kStarvationNs) wait |= kWaitStarving;
  const int32_t old = read(state);
  if ((old & kStarving) == 0) {
    call.set_integer(0, wait | kWaitAwoke | kWaitAgain);
    return NativeResult::Done;
  }
  if ((old & (kLocked | kWoken)) != 0 || (old >> kWaiterShift) == 0) return inconsistent(call);
  int32_t delta = kLocked - kOneWaiter;
  const bool ends = (wait & kWaitStarving) == 0 || (old >> kWaiterShift) == 1;
  if (ends) delta -= kStarving;
  add(state, delta);
  if (ends) mutex_starving(call, mutex, 0);
  if (kind == SyncKind::Mutex) sync_acquired(call, mutex, kind, Waited::Yes);
  call.set_integer(0, kWaitOver);
  return NativeResult::Done;
}

// Unlock without its event: the writer's mutex in a RWMutex too.
NativeResult unlock_mutex(NativeCall& call, uint64_t mutex) {
  auto* state = word_at<int32_t>(call, mutex);
  int32_t next = add(state, -kLocked);
  if (next == 0) return NativeResult::Done;
  if (((next + kLocked) & kLocked) == 0) return call.fatal("sync: unlock of unlocked mutex");
  if ((next & kStarving) != 0) {
    // The waiter at the front gets the mutex and the rest of this time slice.
    const SemaResult how = semaphores(call).release(call.m, call.g, mutex + kMutexSema, SemaHandoff::Yes);
    return how == SemaResult::Parked ? NativeResult::Park : NativeResult::Done;
  }
  for (int32_t old = next;; old = read(state)) {
    // Nobody to wake, or somebody competes already.
    if ((old >> kWaiterShift) == 0 || (old & (kLocked | kWoken | kStarving)) != 0) return NativeResult::Done;
    if (cas(state, old, (old - kOneWaiter) | kWoken)) {
      semaphores(call).release(call.m, call.g, mutex + kMutexSema, SemaHandoff::No);
      return NativeResult::Done;
    }
  }
}

NativeResult mutex_unlock(NativeCall& call) {
  auto* state = word_at<int32_t>(call, call.word(0));
  if (state == nullptr) return nil_pointer(call);
  if ((read(state) & kLocked) == 0) return call.fatal("sync: unlock of unlocked mutex");
  sync_releases(call, call.word(0), SyncKind::Mutex);
  return unlock_mutex(call, call.word(0));
}

// ---- RWMutex

constexpr int32_t kMaxReaders = 1 << 30;

NativeResult rw_rlock(NativeCall& call) {
  const uint64_t rw = call.word(0);
  auto* readers = word_at<int32_t>(call, rw + kReaderCount);
  if (rw == 0 || readers == nullptr) return nil_pointer(call);
  call.set_boolean(0, false);
  if (add(readers, 1) >= 0) {
    sync_acquired(call, rw, SyncKind::RWMutexRead, Waited::No);
    return NativeResult::Done;
  }
  sync_waits(call, rw, SyncKind::RWMutexRead);
  call.set_boolean(0, true);
  if (sleeps(call, rw + kReaderSem, SemaOrder::Fifo, WaitReason::RWMutexRLock)) return NativeResult::Park;
  call.set_boolean(0, false);
  sync_acquired(call, rw, SyncKind::RWMutexRead, Waited::Yes);
  return NativeResult::Done;
}

NativeResult rw_rlocked(NativeCall& call) {
  const uint64_t rw = call.word(0);
  if (must_sleep_on(call, rw + kReaderSem, SemaOrder::Fifo, WaitReason::RWMutexRLock)) return NativeResult::Park;
  sync_acquired(call, rw, SyncKind::RWMutexRead, Waited::Yes);
  return NativeResult::Done;
}

NativeResult rw_try_rlock(NativeCall& call) {
  const uint64_t rw = call.word(0);
  auto* readers = word_at<int32_t>(call, rw + kReaderCount);
  if (rw == 0 || readers == nullptr) return nil_pointer(call);
  for (;;) {
    const int32_t old = read(readers);
    if (old < 0) {
      call.set_boolean(0, false);
      return NativeResult::Done;
    }
    if (cas(readers, old, old + 1)) break;
  }
  sync_acquired(call, rw, SyncKind::RWMutexRead, Waited::No);
  call.set_boolean(0, true);
  return NativeResult::Done;
}

NativeResult rw_runlock(NativeCall& call) {
  const uint64_t rw = call.word(0);
  auto* readers = word_at<int32_t>(call, rw + kReaderCount);
  if (rw == 0 || readers == nullptr) return nil_pointer(call);
  sync_releases(call, rw, SyncKind::RWMutexRead);
  const int32_t left = add(readers, -1);
  if (left >= 0) return NativeResult::Done;
  if (left + 1 == 0 || left + 1 == -kMaxReaders) return call.fatal("sync: RUnlock of unlocked RWMutex");
  // A writer waits; the last of the readers it found lets it in.
  if (add(word_at<int32_t>(call, rw + kReaderWait), -1) == 0) {
    semaphores(call).release(call.m, call.g, rw + kWriterSem, SemaHandoff::No);
  }
  return NativeResult::Done;
}

// What rwLock answers: the constants of go/sync/rwmutex.go.
constexpr int64_t kRwLocked = 0, kRwWriterBefore = 1, kRwReadersLeft = 2;

// The second half of Lock: the caller owns w, now no reader comes in, and those that are in are waited for.
NativeResult keep_readers_out(NativeCall& call, uint64_t rw) {
  auto* readers = word_at<int32_t>(call, rw + kReaderCount);
  const int32_t inside = add(readers, -kMaxReaders) + kMaxReaders;
  if (inside == 0 || add(word_at<int32_t>(call, rw + kReaderWait), inside) == 0) return NativeResult::Done;
  sync_waits(call, rw, SyncKind::RWMutexWrite);
  return sleeps(call, rw + kWriterSem, SemaOrder::Fifo, WaitReason::RWMutexLock) ? NativeResult::Park : NativeResult::Done;
}

NativeResult rw_lock(NativeCall& call) {
  const uint64_t rw = call.word(0);
  auto* state = word_at<int32_t>(call, rw);
  if (state == nullptr) return nil_pointer(call);
  if (!cas(state, 0, kLocked)) {
    call.set_integer(0, kRwWriterBefore);
    return NativeResult::Done;
  }
  call.set_integer(0, kRwReadersLeft);
  if (keep_readers_out(call, rw) == NativeResult::Park) return NativeResult::Park;
  call.set_integer(0, kRwLocked);
  sync_acquired(call, rw, SyncKind::RWMutexWrite, Waited::No);
  return NativeResult::Done;
}

NativeResult rw_keep_readers_out(NativeCall& call) {
  const uint64_t rw = call.word(0);
  call.set_boolean(0, true);
  if (keep_readers_out(call, rw) == NativeResult::Park) return NativeResult::Park;
  call.set_boolean(0, false);
  sync_acquired(call, rw, SyncKind::RWMutexWrite, Waited::Yes);
  return NativeResult::Done;
}

NativeResult rw_locked_after_wait(NativeCall& call) {
  const uint64_t rw = call.word(0);
  if (must_sleep_on(call, rw + kWriterSem, SemaOrder::Fifo, WaitReason::RWMutexLock)) return NativeResult::Park;
  sync_acquired(call, rw, SyncKind::RWMutexWrite, Waited::Yes);
  return NativeResult::Done;
}

NativeResult rw_try_lock(NativeCall& call) {
  const uint64_t rw = call.word(0);
  auto* state = word_at<int32_t>(call, rw);
  if (state == nullptr) return nil_pointer(call);
  call.set_boolean(0, false);
  const int32_t old = read(state);
  if ((old & (kLocked | kStarving)) != 0 || !cas(state, old, old | kLocked)) return NativeResult::Done;
  if (!cas(word_at<int32_t>(call, rw + kReaderCount), 0, -kMaxReaders)) return unlock_mutex(call, rw);
  call.set_boolean(0, true);
  sync_acquired(call, rw, SyncKind::RWMutexWrite, Waited::No);
  return NativeResult::Done;
}

NativeResult rw_unlock(NativeCall& call) {
  const uint64_t rw = call.word(0);
  auto* readers = word_at<int32_t>(call, rw + kReaderCount);
  if (rw == 0 || readers == nullptr) return nil_pointer(call);
  if (read(readers) >= 0) return call.fatal("sync: Unlock of unlocked RWMutex");
  sync_releases(call, rw, SyncKind::RWMutexWrite);
  const int32_t waiting = add(readers, kMaxReaders);
  if (waiting >= kMaxReaders) return call.fatal("sync: Unlock of unlocked RWMutex");
  for (int32_t i = 0; i < waiting; ++i) semaphores(call).release(call.m, call.g, rw + kReaderSem, SemaHandoff::No);
  return unlock_mutex(call, rw);
}

// ---- WaitGroup

constexpr std::string_view kGroupMisuse = "sync: WaitGroup misuse: Add called concurrently with Wait";

NativeResult group_adds(NativeCall& call, int64_t delta) {
  const uint64_t group = call.word(0);
  auto* state = word_at<uint64_t>(call, group);
  if (state == nullptr) return nil_pointer(call);
  const uint64_t now = add(state, static_cast<uint64_t>(delta) << 32);
  const auto count = static_cast<int32_t>(now >> 32);
  const auto waiters = static_cast<uint32_t>(now);
  emit_here(call, EventKind::SyncCounter,
            {.a = group, .b = static_cast<uint64_t>(SyncKind::WaitGroup), .c = static_cast<uint64_t>(delta),
             .d = static_cast<uint32_t>(count)});
  if (count < 0) return call.panic_text("sync: negative WaitGroup counter");
  if (waiters != 0 && delta > 0 && count == static_cast<int32_t>(delta)) return call.panic_text(kGroupMisuse);
  if (count > 0 || waiters == 0) return NativeResult::Done;
  // The counter went to zero with waiters: nobody may add now, and later waiters see zero.
  if (read(state) != now) return call.panic_text(kGroupMisuse);
  __atomic_store_n(state, 0, __ATOMIC_SEQ_CST);
  for (uint32_t i = 0; i < waiters; ++i) {
    semaphores(call).release(call.m, call.g, group + kGroupSema, SemaHandoff::No);
  }
  return NativeResult::Done;
}

NativeResult group_add(NativeCall& call) { return group_adds(call, call.integer(1)); }
NativeResult group_done(NativeCall& call) { return group_adds(call, -1); }

NativeResult group_wait_over(NativeCall& call, uint64_t group) {
  if (read(word_at<uint64_t>(call, group)) != 0) {
    return call.panic_text("sync: WaitGroup is reused before previous Wait has returned");
  }
  sync_acquired(call, group, SyncKind::WaitGroup, Waited::Yes);
  return NativeResult::Done;
}

NativeResult group_wait(NativeCall& call) {
  const uint64_t group = call.word(0);
  auto* state = word_at<uint64_t>(call, group);
  if (state == nullptr) return nil_pointer(call);
  call.set_boolean(0, false);
  for (;;) {
    const uint64_t old = read(state);
    if ((old >> 32) == 0) {
      sync_acquired(call, group, SyncKind::WaitGroup, Waited::No);
      return NativeResult::Done;
    }
    if (cas(state, old, old + 1)) break;
  }
  sync_waits(call, group, SyncKind::WaitGroup);
  call.set_boolean(0, true);
  if (sleeps(call, group + kGroupSema, SemaOrder::Fifo, WaitReason::WaitGroupWait)) return NativeResult::Park;
  call.set_boolean(0, false);
  return group_wait_over(call, group);
}

NativeResult group_woken(NativeCall& call) {
  const uint64_t group = call.word(0);
  if (must_sleep_on(call, group + kGroupSema, SemaOrder::Fifo, WaitReason::WaitGroupWait)) return NativeResult::Park;
  return group_wait_over(call, group);
}

// ---- Once

NativeResult once_done(NativeCall& call) {
  auto* done = word_at<uint32_t>(call, call.word(0));
  if (done == nullptr) return nil_pointer(call);
  call.set_boolean(0, read(done) != 0);
  return NativeResult::Done;
}

NativeResult once_begin(NativeCall& call) {
  sync_acquired(call, call.word(0), SyncKind::Once, Waited::No);
  return NativeResult::Done;
}

NativeResult once_end(NativeCall& call) {
  sync_releases(call, call.word(0), SyncKind::Once);
  return NativeResult::Done;
}

// ---- Cond

NativeResult cond_add(NativeCall& call) {
  call.set(0, semaphores(call).notify_add(call.word(0) + kCondNotify));
  return NativeResult::Done;
}

NativeResult cond_wait(NativeCall& call) {
  const uint64_t cond = call.word(0);
  const auto ticket = static_cast<uint32_t>(call.word(1));
  sync_waits(call, cond, SyncKind::Cond);
  call.set_boolean(0, true);
  const SemaResult how = semaphores(call).notify_wait(call.m, call.g, cond + kCondNotify, ticket);
  if (how == SemaResult::Parked) return NativeResult::Park;
  call.set_boolean(0, false);
  sync_acquired(call, cond, SyncKind::Cond, Waited::No);
  return NativeResult::Done;
}

NativeResult cond_woken(NativeCall& call) {
  semaphores(call).notify_wait(call.m, call.g, call.word(0) + kCondNotify, 0);  // takes note that it was woken
  sync_acquired(call, call.word(0), SyncKind::Cond, Waited::Yes);
  return NativeResult::Done;
}

NativeResult cond_signal(NativeCall& call) {
  sync_releases(call, call.word(0), SyncKind::Cond);
  semaphores(call).notify_one(call.m, call.g, call.word(0) + kCondNotify);
  return NativeResult::Done;
}

NativeResult cond_broadcast(NativeCall& call) {
  sync_releases(call, call.word(0), SyncKind::Cond);
  semaphores(call).notify_all(call.m, call.g, call.word(0) + kCondNotify);
  return NativeResult::Done;
}

// copyCheck(checker, cond): the first use remembers the address.
NativeResult copy_check(NativeCall& call) {
  auto* checker = word_at<uint64_t>(call, call.word(0));
  if (checker == nullptr) return nil_pointer(call);
  const uint64_t cond = call.word(1);
  call.set_boolean(0, read(checker) == cond || cas<uint64_t>(checker, 0, cond) || read(checker) == cond);
  return NativeResult::Done;
}

// ---- Pool
//
// An object of ours in the arena that Pool.shards points to; under its lock but for the private values, which are
// exchanged. Lists are arrays that grow by being made anew.

struct PoolList {
  uint64_t data = 0;  // arena offset of interface words; the oldest first
  uint64_t count = 0, capacity = 0;
};
struct PoolShard {
  Slot64 first = 0;  // taken and put without the lock, by goroutines on this P only
  Slot64 victim = 0;
  PoolList list, victims;
};
struct PoolShards {
  Mutex lock;
  uint32_t collections = 0;  // how many had been when the lists were last looked at
  uint64_t procs = 0;
  PoolShard shard[1];  // procs of them
};

PoolShards* pool_shards(NativeCall& call, uint64_t pool) {
  auto* word = word_at<uint64_t>(call, pool);
  if (const uint64_t made = read(word); made != 0) return reinterpret_cast<PoolShards*>(call.memory(made));
  const uint32_t procs = Sched::most_procs(call.vm.sched().options().procs);
  const uint64_t made = call.allocate(sizeof(PoolShards) + (procs - 1) * sizeof(PoolShard));
  auto* shards = reinterpret_cast<PoolShards*>(call.memory(made));
  shards->procs = procs;
  if (cas<uint64_t>(word, 0, made)) return shards;
  return reinterpret_cast<PoolShards*>(call.memory(read(word)));
}

void pool_push(NativeCall& call, PoolList& list, Slot64 value) {
  if (list.count == list.capacity) {
    const uint64_t capacity = std::max<uint64_t>(8, list.capacity * 2);
    const uint64_t data = call.allocate(capacity * sizeof(Slot64));
    for (uint64_t i = 0; i < list.count; ++i) call.store(data + i * 8, call.load(list.data + i * 8));
    list.data = data;
    list.capacity = capacity;
  }
  call.store(list.data + list.count++ * 8, value);
}

Slot64 pool_pop_newest(NativeCall& call, PoolList& list) {
  return list.count == 0 ? 0 : call.load(list.data + --list.count * 8);
}

Slot64 pool_pop_oldest(NativeCall& call, PoolList& list) {
  if (list.count == 0) return 0;
  const Slot64 oldest = call.load(list.data);
  list.data += 8;
  --list.count;
  --list.capacity;
  return oldest;
}

// Moves aside or drops what was there before the last collections. The lock is held.
void pool_age(PoolShards& shards, uint32_t collections) {
  const uint32_t passed = collections - shards.collections;
  if (passed == 0) return;
  for (uint64_t p = 0; p < shards.procs; ++p) {
    PoolShard& shard = shards.shard[p];
    const Slot64 first = __atomic_exchange_n(&shard.first, 0, __ATOMIC_SEQ_CST);
    shard.victim = passed == 1 ? first : 0;
    shard.victims = passed == 1 ? shard.list : PoolList{};
    shard.list = {};
  }
  __atomic_store_n(&shards.collections, collections, __ATOMIC_SEQ_CST);
}

// Own first, own list's newest, others' oldest; then the same of the victims.
Slot64 pool_take(NativeCall& call, PoolShards& shards, uint32_t collections) {
  const uint32_t own = call.m.p->id;
  if (read(&shards.collections) == collections) {
    if (const Slot64 value = __atomic_exchange_n(&shards.shard[own].first, 0, __ATOMIC_SEQ_CST)) return value;
  }
  LockGuard guard(shards.lock);
  pool_age(shards, collections);
  PoolShard& mine = shards.shard[own];
  if (const Slot64 value = pool_pop_newest(call, mine.list)) return value;
  for (uint64_t i = 1; i < shards.procs; ++i) {
    if (const Slot64 value = pool_pop_oldest(call, shards.shard[(own + i) % shards.procs].list)) return value;
  }
  if (mine.victim != 0) return std::exchange(mine.victim, 0);
  for (uint64_t i = 0; i < shards.procs; ++i) {
    if (const Slot64 value = pool_pop_oldest(call, shards.shard[(own + i) % shards.procs].victims)) return value;
  }
  return 0;
}

// poolGet(p, &collections)
NativeResult pool_get(NativeCall& call) {
  if (word_at<uint64_t>(call, call.word(0)) == nullptr) return nil_pointer(call);
  call.set(0, pool_take(call, *pool_shards(call, call.word(0)), read(word_at<uint32_t>(call, call.word(1)))));
  return NativeResult::Done;
}

// poolPut(p, &collections, x)
NativeResult pool_put(NativeCall& call) {
  if (word_at<uint64_t>(call, call.word(0)) == nullptr) return nil_pointer(call);
  PoolShards& shards = *pool_shards(call, call.word(0));
  const uint32_t collections = read(word_at<uint32_t>(call, call.word(1)));
  PoolShard& mine = shards.shard[call.m.p->id];
  if (read(&shards.collections) == collections && cas<Slot64>(&mine.first, 0, call.word(2))) return NativeResult::Done;
  LockGuard guard(shards.lock);
  pool_age(shards, collections);
  if (!cas<Slot64>(&mine.first, 0, call.word(2))) pool_push(call, mine.list, call.word(2));
  return NativeResult::Done;
}

}  // namespace

void add_sync_natives(NativeTable& table) {
  table.add("sync.mutexLock", mutex_lock);
  table.add("sync.mutexTryLock", mutex_try_lock);
  table.add("sync.mutexEnter", mutex_enter);
  table.add("sync.mutexWoken", mutex_woken);
  table.add("sync.mutexUnlock", mutex_unlock);
  table.add("sync.rwRLock", rw_rlock);
  table.add("sync.rwRLocked", rw_rlocked);
  table.add("sync.rwTryRLock", rw_try_rlock);
  table.add("sync.rwRUnlock", rw_runlock);
  table.add("sync.rwLock", rw_lock);
  table.add("sync.rwTryLock", rw_try_lock);
  table.add("sync.rwKeepReadersOut", rw_keep_readers_out);
  table.add("sync.rwLockedAfterWait", rw_locked_after_wait);
  table.add("sync.rwUnlock", rw_unlock);
  table.add("sync.waitGroupAdd", group_add);
  table.add("sync.waitGroupDone", group_done);
  table.add("sync.waitGroupWait", group_wait);
  table.add("sync.waitGroupWoken", group_woken);
  table.add("sync.onceDone", once_done);
  table.add("sync.onceBegin", once_begin);
  table.add("sync.onceEnd", once_end);
  table.add("sync.condAdd", cond_add);
  table.add("sync.condWait", cond_wait);
  table.add("sync.condWoken", cond_woken);
  table.add("sync.condSignal", cond_signal);
  table.add("sync.condBroadcast", cond_broadcast);
  table.add("sync.copyCheck", copy_check);
  table.add("sync.poolGet", pool_get);
  table.add("sync.poolPut", pool_put);
}

}  // namespace gopherarium
