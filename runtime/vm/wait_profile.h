#pragma once
// Where goroutines waited: the stacks behind pprof's block and mutex profiles, each with how often. Off until the program sets a
// rate; then every wait counts, whatever the rate. Any thread.

#include <atomic>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "runtime/sched/lock.h"

namespace gopherarium {

class WaitProfile {
 public:
  using Stack = std::vector<uint32_t>;  // pcs, innermost first

  bool on() const { return on_.load(std::memory_order_relaxed); }
  void set(bool on) { on_.store(on, std::memory_order_relaxed); }

  void add(Stack stack) {
    LockGuard guard(lock_);
    ++counts_[std::move(stack)];
  }
  std::vector<std::pair<Stack, uint64_t>> records() {
    LockGuard guard(lock_);
    return {counts_.begin(), counts_.end()};
  }

 private:
  std::atomic<bool> on_{false};
  Mutex lock_;  // protects counts_
  std::map<Stack, uint64_t> counts_;
};

}  // namespace gopherarium
