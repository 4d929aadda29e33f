#pragma once
// The runtime's own locks: small enough to stand in an arena object, zero when open, waiting in the kernel (futex).
//
// Lock ranks (a thread takes them downwards only): select's channels by address, then one semaphore bucket, then one
// P's timers, then Sched's lock, then the list of all goroutines. No step of an M returns with one held.

#include <atomic>
#include <cstdint>

namespace gopherarium {

// Sleeps while *word == expected, at most timeout_ns (negative: for ever). May return early.
void futex_wait(std::atomic<uint32_t>& word, uint32_t expected, int64_t timeout_ns = -1);
void futex_wake(std::atomic<uint32_t>& word, uint32_t count);

class Mutex {
 public:
  void lock() {
    uint32_t open = kOpen;
    if (!word_.compare_exchange_strong(open, kHeld, std::memory_order_acquire, std::memory_order_relaxed)) lock_slow();
  }
  void unlock() {
    if (word_.exchange(kOpen, std::memory_order_release) == kContended) futex_wake(word_, 1);
  }

 private:
  static constexpr uint32_t kOpen = 0, kHeld = 1, kContended = 2;
  void lock_slow();

  std::atomic<uint32_t> word_{kOpen};
};

class LockGuard {
 public:
  explicit LockGuard(Mutex& mutex) : mutex_(mutex) { mutex_.lock(); }
  ~LockGuard() { mutex_.unlock(); }
  LockGuard(const LockGuard&) = delete;
  LockGuard& operator=(const LockGuard&) = delete;

 private:
  Mutex& mutex_;
};

// One sleeper, one wake-up, which may come first. clear() only while nobody else uses it.
class Note {
 public:
  void clear() { word_.store(0, std::memory_order_relaxed); }
  void wake() {
    if (word_.exchange(1, std::memory_order_release) == 0) futex_wake(word_, 1);
  }
  void sleep() {
    while (word_.load(std::memory_order_acquire) == 0) futex_wait(word_, 0);
  }
  enum class Slept : uint8_t { Woken, TimedOut };
  Slept sleep_for(int64_t timeout_ns) {
    if (word_.load(std::memory_order_acquire) == 0 && timeout_ns > 0) futex_wait(word_, 0, timeout_ns);
    return word_.load(std::memory_order_acquire) != 0 ? Slept::Woken : Slept::TimedOut;
  }

 private:
  std::atomic<uint32_t> word_{0};
};

}  // namespace gopherarium
