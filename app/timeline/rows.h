#pragma once
// The rows of the timeline: which lanes there are, in which order, what they are called. Pure.
//
// A list of rows is only lanes, so that ten thousand goroutines cost nothing; words are made for the rows on screen.

#include <string>
#include <string_view>
#include <vector>

#include "app/view/view.h"
#include "runtime/trace/lanes.h"

namespace gopherarium {

struct TimelineRow {
  Lane lane;
  bool first_of_kind = false;
  bool pinned = false;
};

Selected selected_by(const Lane& lane);
// "P0", "G4", "jobs" and "M1", "worker", "chan int".
std::string row_name(const View& view, const Lane& lane);
std::string row_words(const View& view, const Lane& lane);

// As the view's RowChoice says: pinned ones first; goroutines in order of creation, children below their parents (depth
// first). At most `most` goroutines or channels, the selected one always among them.
std::vector<TimelineRow> timeline_rows(View& view, size_t most);

// What a range of time holds, in one line: its length, its events, and how the selected goroutine or P spent it.
std::string range_words(const View& view, const TimeWindow& range);

// Round steps of a ruler for a window that is `pixels` wide: 1, 2 or 5 times a power of ten nanoseconds.
double ruler_step(const TimeWindow& window, double pixels, double pixels_a_label);

}  // namespace gopherarium
