#include "runtime/sched/lock.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

namespace gopherarium {

void futex_wait(std::atomic<uint32_t>& word, uint32_t expected, int64_t timeout_ns) {
  timespec timeout{};
  timespec* limit = nullptr;
  if (timeout_ns >= 0) {
    timeout = {static_cast<time_t>(timeout_ns / 1'000'000'000), static_cast<long>(timeout_ns % 1'000'000'000)};
    limit = &timeout;
  }
  static_assert(sizeof(word) == sizeof(uint32_t));
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), FUTEX_WAIT_PRIVATE, expected, limit, nullptr, 0);
}

void futex_wake(std::atomic<uint32_t>& word, uint32_t count) {
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

void Mutex::lock_slow() {
  // Critical sections are tens of nanoseconds long, so the holder is likely to be done before a sleep would begin. Between
  // two looks the word is left alone for a while: who holds the lock then passes it to itself a few times undisturbed,
  // and that is faster for both than to move its cache line each time.
  constexpr int kLooks = 8, kPauses = 30;
  for (int look = 0; look < kLooks; ++look) {
    for (int i = 0; i < kPauses; ++i) __builtin_ia32_pause();
    uint32_t open = kOpen;
    if (word_.load(std::memory_order_relaxed) == kOpen &&
        word_.compare_exchange_weak(open, kHeld, std::memory_order_acquire, std::memory_order_relaxed)) {
      return;
    }
  }
  while (word_.exchange(kContended, std::memory_order_acquire) != kOpen) futex_wait(word_, kContended);
}

}  // namespace gopherarium
