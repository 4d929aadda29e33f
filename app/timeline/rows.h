#pragma once
// The rows of the timeline: which lanes there are, in which order, what they are called. Pure.

#include <string>
#include <vector>

#include "app/view/view.h"
#include "runtime/trace/lanes.h"

namespace gopherarium {

struct TimelineRow {
  Lane lane;
  std::string name;   // "P0", "G4", "jobs"
  std::string words;  // "M1", "worker", "chan int"
  Selected selects;   // what a click on it selects
  bool first_of_kind = false;
};

enum class TimelineOrder : uint8_t { ByP, ByG, Channels };

// Goroutines in order of creation, children below their parents (depth first). At most `most` of them, the selected one
// always among them.
std::vector<TimelineRow> timeline_rows(View& view, TimelineOrder order, size_t most);

// Round steps of a ruler for a window that is `pixels` wide: 1, 2 or 5 times a power of ten nanoseconds.
double ruler_step(const TimeWindow& window, double pixels, double pixels_a_label);

}  // namespace gopherarium
