#pragma once
// Timers: one heap a P, under the P's timer lock. A timer is a record of ours that Go code names by an id with a
// generation, so a copied, zeroed or racing time.Timer names another timer or none, and never memory. A one-shot record
// is recycled when it fires or is stopped; resetting it then sets a new one.

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <vector>

#include "runtime/sched/lock.h"

namespace gopherarium {

class Sched;
struct G;
struct M;

using TimerId = uint64_t;  // generation:32, P:8, place in its records:24; 0: none

struct TimerSpec;
// Runs on an M that has a P and holds no lock; must not park. `late_ns` >= 0.
using TimerAction = void (*)(Sched&, M&, const TimerSpec&, int64_t now_ns);

struct TimerSpec {
  int64_t when_ns = 0;      // run time (Clock::now)
  int64_t period_ns = 0;    // 0: once
  TimerAction action = nullptr;
  uint64_t object = 0;      // what events call it: arena offset of the time.Timer, or of the goroutine's wait
  uint64_t argument = 0;    // for the action: channel offset, func value...
  G* g = nullptr;           // for the action
};

// What events call the timer of a sleep: above every arena offset.
constexpr uint64_t sleep_object(uint32_t goid) { return (uint64_t{1} << 40) | goid; }

inline constexpr int64_t kNoTimer = std::numeric_limits<int64_t>::max();

// One P's timers.
class Timers {
 public:
  struct Record {  // spec.when_ns moves on with every firing of a periodic timer
    TimerSpec spec;
    uint64_t seq = 0;         // among timers due at the same time the older fires first
    uint32_t generation = 1;
    uint32_t heap_index = 0;
    bool active = false;
  };

  // when of the first timer; kNoTimer: none. Any thread, without the lock.
  int64_t first_when() const { return first_when_.load(std::memory_order_seq_cst); }

  // The following take the lock themselves.
  struct Place { uint32_t index = 0, generation = 0; };
  Place add(const TimerSpec& spec);
  enum class Removed : uint8_t { Yes, WasNotActive };
  Removed remove(Place place, TimerSpec* spec);
  // Takes out the first timer due at `now`, or moves a periodic one on. False: none is due.
  bool take_due(int64_t now_ns, TimerSpec& due);
  uint32_t size();
  void for_each(const std::function<void(const TimerSpec&)>& visit);

 private:
  bool before(uint32_t a, uint32_t b) const;
  void sift_up(uint32_t index);
  void sift_down(uint32_t index);
  void place(uint32_t heap_index, uint32_t record);
  void take_out(uint32_t heap_index);
  void publish_first();

  Mutex lock_;  // protects all below
  std::deque<Record> records_;
  std::vector<uint32_t> free_;
  std::vector<uint32_t> heap_;  // 4-ary, as Go's: shallower, and its nodes share cache lines
  uint64_t seq_ = 0;
  std::atomic<int64_t> first_when_{kNoTimer};
};

}  // namespace gopherarium
