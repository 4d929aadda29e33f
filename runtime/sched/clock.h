#pragma once
// A run's time. Live: the machine's monotonic clock, any thread. Virtual: advanced by the controlled driver only, by a
// fixed cost per bytecode and to the next timer when nothing is runnable.

#include <cstdint>
#include <ctime>

#include "runtime/trace/event.h"

namespace gopherarium {

// 2009-11-10 23:00:00 UTC, the day Go became public, as on the playground.
inline constexpr int64_t kVirtualEpochUnixNs = 1'257'894'000'000'000'000;

class Clock {
 public:
  explicit Clock(DriverKind driver) : live_(driver == DriverKind::Live) {
    if (live_) {
      start_ns_ = read(CLOCK_MONOTONIC);
      epoch_unix_ns_ = read(CLOCK_REALTIME);
    }
  }

  // Nanoseconds since the run began; what events are stamped with and timers compare with.
  int64_t now() const { return live_ ? read(CLOCK_MONOTONIC) - start_ns_ : now_ns_; }
  // Unix time of a now(): what time.Now shows.
  int64_t unix_ns(int64_t run_ns) const { return epoch_unix_ns_ + run_ns; }

  // Virtual only; the thread that drives.
  void advance(int64_t ns) { now_ns_ += ns; }
  void jump_to(int64_t run_ns) {
    if (run_ns > now_ns_) now_ns_ = run_ns;
  }

 private:
  static int64_t read(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
  }

  bool live_;
  int64_t start_ns_ = 0;
  int64_t epoch_unix_ns_ = kVirtualEpochUnixNs;
  int64_t now_ns_ = 0;
};

}  // namespace gopherarium
