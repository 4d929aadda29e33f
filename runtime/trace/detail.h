#pragma once
// Detail: what happens between two facts of a recording (lines, calls, returns, values of variables), of a part of the run.
// A recording holds facts only; a controlled run that is run again gives the detail of a window around a place.
//
// A place is finer than an EventIndex here: `event` facts have happened, and then as much as `step` says. A step counts
// bytecodes of the whole run, by 256, and the detail events of one bytecode; 0 is right after the fact. So places of
// different windows compare, and a window may begin where many bytecodes have run since the last fact.

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "runtime/trace/event.h"
#include "runtime/trace/recording.h"

namespace gopherarium {

struct DetailPlace {
  static constexpr uint64_t kStepsAUnit = 256;
  EventIndex event = 0;
  uint64_t step = 0;
  auto operator<=>(const DetailPlace&) const = default;
};

struct DetailEvent {
  DetailPlace at;  // right after it
  Event event;     // texts are ids into the recording's tables
};

struct DetailVariable {
  uint32_t name = 0;  // text id
  uint64_t word = 0;  // with type as print_value takes them
  uint32_t type = 0;
};

struct DetailFrame {
  uint32_t function = 0, file = 0;  // text ids
  uint32_t line = 0;                // 0: none yet
  std::map<uint32_t, DetailVariable> variables;  // by place in the function's list, which is the order of declaration
};

// The frames of all goroutines at a place, the program's own functions only, outermost first: a fold of detail events.
class DetailStacks {
 public:
  void apply(const Event& event);
  const std::vector<DetailFrame>* of(uint32_t g) const;
  const std::map<uint32_t, std::vector<DetailFrame>>& all() const { return stacks_; }

 private:
  std::map<uint32_t, std::vector<DetailFrame>> stacks_;
};

// All detail of the places from begin to end, both included.
struct DetailWindow {
  DetailPlace begin, end;
  bool to_the_end = false;  // the run ends within it
  DetailStacks at_begin;
  std::vector<DetailEvent> events;  // by place

  bool holds(DetailPlace place) const { return begin <= place && place <= end; }
  // How many of the events happened up to a place.
  size_t count_to(DetailPlace place) const;
  // The stacks after the first `count` events, folded from at_begin.
  DetailStacks stacks_after(size_t count) const;
};

// The stacks at a place that moves by small steps, mostly forward.
class DetailCursor {
 public:
  void look_at(std::shared_ptr<const DetailWindow> window);
  const std::shared_ptr<const DetailWindow>& window() const { return window_; }
  // nullptr when the window does not hold the place. Valid until the next call.
  const DetailStacks* stacks_at(DetailPlace place);

 private:
  std::shared_ptr<const DetailWindow> window_;
  size_t folded_ = 0;
  DetailStacks stacks_;
};

}  // namespace gopherarium
