#pragma once
// The rows of the timeline: which lanes there are, in which order, what they are called. Pure.

#include <string>
#include <string_view>
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

enum class TimelineOrder : uint8_t { ByP, ByG, ByM, Channels };
inline constexpr std::string_view kTimelineOrders[] = {"P", "G", "M", "chan"};

// Goroutines in order of creation, children below their parents (depth first). At most `most` of them, the selected one
// always among them.
std::vector<TimelineRow> timeline_rows(View& view, TimelineOrder order, size_t most);

// What a range of time holds, in one line: its length, its events, and how the selected goroutine or P spent it.
std::string range_words(const View& view, const TimeWindow& range);

// Round steps of a ruler for a window that is `pixels` wide: 1, 2 or 5 times a power of ten nanoseconds.
double ruler_step(const TimeWindow& window, double pixels, double pixels_a_label);

}  // namespace gopherarium
