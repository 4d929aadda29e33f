#pragma once
// Lanes: what the timeline draws, prepared for any zoom. A lane is the life of one thing as spans of time in one state.
// Each lane keeps, beside its spans, running totals of the time spent in each state (every 32 spans), so the state that
// dominates a pixel is a difference of two totals however many spans fall into it.
//
// Built as a FoldObserver of a Model, so it grows with the recording. One thread.

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "runtime/trace/model.h"
#include "runtime/trace/state.h"

namespace gopherarium {

enum class LaneKind : uint8_t {
  P,            // id: P. Which goroutine runs
  G,            // id: goroutine. Its states
  M,            // id: M
  Channel,      // id: address. Empty, holds values, senders or receivers wait
  StackBytes,   // id: goroutine. Points
  Counter,      // id: LaneCounter. Points
};
enum class LaneCounter : uint8_t { HeapBytes, Goroutines, Runnable, StackBytes, kCount };

struct Lane {
  LaneKind kind{};
  uint64_t id = 0;
  bool operator==(const Lane&) const = default;
};

enum class LaneState : uint8_t {
  Absent,  // not yet, or ended: not drawn
  Running, Runnable, Chan, Lock, Sleep, Net, Runtime, Other, Syscall,  // G; P and M: Running, Syscall
  Idle, Spinning,                                                      // P and M
  Empty, Holds, SendersWait, ReceiversWait, Closed,                    // channels
  kCount,
};

struct LaneSpan {
  uint64_t begin_ns = 0, end_ns = 0;
  LaneState state{};      // of a folded span: the one that took most of its time
  uint32_t value = 0;     // P, M: the goroutine; G: the P, or WaitReason while waiting; channel: how many. 0 when folded
  uint32_t folded = 1;    // how many spans this one stands for
  EventIndex event = 0;   // that began it (the first of them)
};

struct CounterPoint {
  uint64_t begin_ns = 0, end_ns = 0;  // one value throughout, or a pixel's extremes
  uint64_t low = 0, high = 0;
};

struct TimeRange {
  uint64_t begin_ns = 0, end_ns = 0;
};

class Lanes final : public FoldObserver {
 public:
  // The spans of a lane that touch the range, in order; those narrower than a pixel are folded. `out` is overwritten.
  // The last span of a lane that goes on ends at end_ns().
  void spans(Lane lane, TimeRange range, double ns_per_pixel, std::vector<LaneSpan>& out) const;
  // The same for StackBytes and Counter lanes.
  void points(Lane lane, TimeRange range, double ns_per_pixel, std::vector<CounterPoint>& out) const;
  // The span at a time, unfolded; state Absent when there is none.
  LaneSpan span_at(Lane lane, uint64_t time_ns) const;
  // Time spent in each state within the range.
  using Totals = std::array<uint64_t, static_cast<size_t>(LaneState::kCount)>;  // ns, by LaneState
  Totals totals(Lane lane, TimeRange range) const;
  // From the lane's first span to its last; empty when the lane has none.
  TimeRange life(Lane lane) const;
  uint64_t end_ns() const { return end_ns_; }
  // Time went on without a change of any lane.
  void reach(uint64_t time_ns) { end_ns_ = std::max(end_ns_, time_ns); }
  size_t span_count() const { return span_count_; }

  void on_g(const State& state, uint32_t g, EventIndex index) override;
  void on_p(const State& state, uint16_t p, EventIndex index) override;
  void on_m(const State& state, uint32_t m, EventIndex index) override;
  void on_channel(const State& state, uint64_t channel, EventIndex index) override;
  void on_counters(const State& state, EventIndex index) override;
  void on_drop(uint64_t before_ns) override;

 private:
  static constexpr size_t kStates = static_cast<size_t>(LaneState::kCount);
  static constexpr size_t kBlock = 32;
  struct Item {
    uint64_t begin_ns;
    uint64_t event : 56;
    uint64_t state : 8;
    uint32_t value;
  };
  struct Track {
    std::vector<Item> items;
    std::vector<Totals> totals;     // before each block of kBlock items but the first, where they are 0
    std::vector<uint64_t> begins;   // of the first item of these blocks: searched in few cache lines
  };
  struct Extremes {
    uint64_t low, high;
  };
  struct Series {  // values as steps, with extremes of 16, 256, ... of them
    struct Point {
      uint64_t time_ns, value;
    };
    std::vector<Point> points;
    std::vector<std::vector<Extremes>> levels;  // levels[0]: of 16 points each, levels[1]: of 256, ...
  };

  const Track* track(Lane lane) const;
  const Series* series(Lane lane) const;
  void add(Track& track, uint64_t time_ns, LaneState state, uint32_t value, EventIndex event);
  static void add(Series& series, uint64_t time_ns, uint64_t value);
  static void raise_levels(Series& series);
  static Extremes extremes(const Series& series, size_t from, size_t to);
  uint64_t end_of(const Track& track, size_t i) const;
  static size_t first_from(const Track& track, size_t from, uint64_t time_ns);
  // Totals before an item, remembered: neighbouring pixels ask for the same ones.
  struct Before {
    size_t item = SIZE_MAX;
    Totals sum{};
  };
  void advance(const Track& track, size_t i, Before& before) const;
  Totals between(const Track& track, size_t from, size_t to, Before& before) const;
  LaneSpan whole(const Track& track, size_t i) const;
  LaneSpan folded(const Track& track, size_t from, size_t to, Before& before) const;

  std::vector<Track> gs_, ps_, ms_;
  std::unordered_map<uint64_t, Track> channels_;
  std::vector<Series> stacks_;
  std::array<Series, static_cast<size_t>(LaneCounter::kCount)> counters_;
  uint64_t end_ns_ = 0;
  size_t span_count_ = 0;
  uint32_t drops_ = 0;
};

// -- Causes

enum class LinkKind : uint8_t { Go, Unblock, Send, Steal, Cancel };
struct LaneLink {
  LinkKind kind{};
  uint64_t from_ns = 0, to_ns = 0;
  uint32_t from_g = 0, to_g = 0;      // 0: a timer, the netpoller, none
  uint16_t from_p = kNoP, to_p = kNoP;
  EventIndex event = 0;
};
// What reached the goroutine in the range and what it set off, in order of time, at most `most`.
std::vector<LaneLink> links_of(const Model& model, uint32_t g, TimeRange range, size_t most = 512);
// Steals in the range, by thief and victim.
std::vector<LaneLink> steals_in(const Model& model, TimeRange range, size_t most = 512);

}  // namespace gopherarium
