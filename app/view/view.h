#pragma once
// View: where one window stands in a recording: the playhead, the selection, the part of time the timeline shows, bookmarks,
// and the way back through all of these. Board and timeline are one object because both read this.
//
// The playhead is a place between events (an EventIndex: events before it have happened). While it plays it moves by the
// speed in events a second; at the speed "real time" it stays at the recording's end. No ImGui here.

#include <cstdint>
#include <optional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/view/detail_view.h"
#include "app/view/document.h"
#include "app/widgets/theme.h"
#include "runtime/trace/explain.h"
#include "runtime/trace/lanes.h"

namespace gopherarium {

enum class SelectedKind : uint8_t { None, G, P, M, Object };
struct Selected {
  SelectedKind kind = SelectedKind::None;
  uint64_t id = 0;
  bool operator==(const Selected&) const = default;
};

// A stretch of time in nanoseconds, as doubles so that panning is smooth.
struct TimeWindow {
  double begin_ns = 0, end_ns = 1000;
  double length() const { return end_ns - begin_ns; }
  bool operator==(const TimeWindow&) const = default;
};

// Which rows the timeline has.
enum class TimelineOrder : uint8_t { ByP, ByG, ByM, Channels };
inline constexpr std::string_view kTimelineOrders[] = {"P", "G", "M", "chan"};
struct RowChoice {
  TimelineOrder order = TimelineOrder::ByP;
  std::string filter;          // part of a row's name or words; empty: all
  bool relatives = false;      // of the goroutines only those that have to do with the selected one
  std::vector<Lane> pinned;    // stay on top
  std::vector<Lane> hidden;
  bool operator==(const RowChoice&) const = default;
};

class View {
 public:
  explicit View(Document& document) : document_(document), detail_(document) {}

  Document& document() { return document_; }
  const Document& document() const { return document_; }
  const Recording& recording() const { return document_.recording(); }
  Model& model() { return document_.model(); }

  // Once a frame: takes in events, moves the playhead. now: seconds.
  void advance(double now);
  // The state at the playhead; valid for this frame.
  const State& state() const { return *state_; }
  uint64_t time_ns() const { return time_ns_; }
  // The event that happened last, if any.
  std::optional<EventIndex> last_event() const;
  // The playhead, with how far it is beyond the last event: line steps stop between events.
  DetailPlace place() const { return {playhead(), beyond_}; }
  const DetailView& detail() const { return detail_; }
  // The goroutine's frames with their variables at the playhead, outermost first; nullptr where they are not known.
  const std::vector<DetailFrame>* frames_of(uint32_t g) const;

  // ---- time
  EventIndex playhead() const { return static_cast<EventIndex>(playhead_); }
  bool playing() const { return playing_; }
  void set_playing(bool playing);
  double speed() const { return speed_; }        // events a second; infinity: real time
  void set_speed(double events_per_second) { speed_ = events_per_second; }
  void go_to(EventIndex index);                  // stops playing
  void go_to_time(double time_ns);
  void step(Way way);
  // The selected goroutine, or the one of the last event, to another line of the program; it may arrive some frames later.
  void step_line(Way way, LineStep how);
  void step_row(Way way);                       // to the next event of the selection
  void go_to_last_run(uint32_t g);              // the last event before now by which it ran
  void step_cause(Way way);                     // to what readied the selected goroutine, or what it readied next
  void to_start() { go_to(model().first()); }
  void to_end() { go_to(model().end()); }
  // A new recording: from its start.
  void restart();

  // ---- selection
  const Selected& selection() const { return selection_; }
  void select(Selected selection);
  void select_neighbour(std::span<const Lane> lanes, Way way);  // of these the one before or after the selected one
  void clear_selection();                       // the range first, then what is selected
  uint32_t selected_g() const { return selection_.kind == SelectedKind::G ? static_cast<uint32_t>(selection_.id) : 0; }

  // ---- the console's line for standard input
  void ask_for_input() { typing_input_ = true; }
  bool take_typing_input() { return std::exchange(typing_input_, false); }

  // ---- source lines
  void show_line(int line) { wanted_line_ = line; }
  int take_wanted_line() { return std::exchange(wanted_line_, 0); }  // 0: none
  // Playing stops at an event that happens at one of these lines.
  const std::set<int>& breakpoints() const;  // of the shown file
  void toggle_breakpoint(int line);

  // ---- the timeline's window
  const TimeWindow& window() const { return window_; }
  void set_window(TimeWindow window);            // clamped to something sensible
  void zoom(double factor, double at_ns);        // factor below 1: closer
  void pan(double by_ns);
  void show_all();
  void centre_on_selection();
  void fit_selection();

  // A stretch of time picked on the ruler.
  const std::optional<TimeWindow>& range() const { return range_; }
  void set_range(std::optional<TimeWindow> range) { range_ = range; }

  // ---- the timeline's rows
  const RowChoice& rows() const { return rows_; }
  RowChoice& rows() { return rows_; }
  // Whether the fields that narrow them down are open.
  bool filtering() const { return filtering_; }
  void set_filtering(bool open) { filtering_ = filter_opened_ = open; }
  bool take_filter_opened() { return std::exchange(filter_opened_, false); }
  void pin_selected();                          // again: no longer
  void hide_selected();
  // The row of what is selected; none for what has no lane.
  std::optional<Lane> selected_lane() const;

  // ---- bookmarks and the way back
  const std::set<uint64_t>& bookmarks() const { return bookmarks_; }  // times in ns
  void toggle_bookmark();
  void undo();
  void redo();

 private:
  struct Standing {
    double playhead = 0;
    Selected selection;
    TimeWindow window;
    bool operator==(const Standing&) const = default;
  };
  Standing standing() const { return {playhead_, selection_, window_}; }
  void remember();
  void return_to(const Standing& to);
  void follow_playhead();
  void keep_playhead_in_window();
  void select_lane(const Lane& lane);
  // The first place in (from, to] after an event at a breakpoint; `to` when there is none.
  EventIndex stop_between(EventIndex from, EventIndex to) const;

  void advance_detail();
  void step_recorded_line(Way way);

  Document& document_;
  DetailView detail_;
  uint64_t beyond_ = 0;  // DetailPlace::step of the playhead
  const State* state_ = nullptr;
  uint64_t time_ns_ = 0;
  double playhead_ = 0;
  bool playing_ = false;
  double speed_ = 8;
  double last_now_ = -1;
  uint32_t generation_ = 0;
  bool window_follows_ = true;  // until somebody zooms or pans
  Selected selection_;
  TimeWindow window_;
  std::optional<TimeWindow> range_;
  RowChoice rows_;
  bool filtering_ = false, filter_opened_ = false;
  bool typing_input_ = false;
  uint64_t followed_ns_ = 0;
  std::map<std::string, std::set<int>, std::less<>> breakpoints_;  // by file
  int wanted_line_ = 0;
  std::set<uint64_t> bookmarks_;
  std::vector<Standing> past_, future_;
};

// ---- words and colours for what a state holds

StateColour colour_of(const GState& g);
StateColour colour_of(LaneState state);
// "running", "runnable", "chan send", "sleep"
std::string state_words(const GState& g);
// The first goroutine that waits for standard input; 0: none.
uint32_t waits_for_input(const Recording& recording, const State& state);
// "worker.go" of "./pool/worker.go"
std::string_view base_name(std::string_view path);
// "worker" of "main.worker", "main.func1" of "main.main.func1"
std::string short_function(std::string_view name);
// Name of an object for people: its variable, else its kind and address.
std::string object_words(const Recording& recording, const State& state, uint64_t object);
// Markdown with links that the window's actions understand: goroutine:7, object:1234, line:14.
std::string markdown_of(const Explanation& explanation);
// The line of the shown file where an event happened; 0 when it did not happen there.
int line_of(const Document& document, const Event& event);
// The same for any stack. Remembered, as many goroutines share few stacks.
class StackLines {
 public:
  int line(const Document& document, uint32_t stack);

 private:
  std::vector<int> lines_;  // by stack; -1: not asked yet
  uint32_t generation_ = 0;
  size_t file_ = 0;
};
// The frame of a stack that lies in the program's own files, innermost first; nullptr when there is none.
const StackFrame* own_frame(const Recording& recording, uint32_t stack);
// Why there is nothing to show: nothing ran, or ran long enough, or the playhead is before all of it. Markdown.
std::string nothing_words(const View& view);
// "4,096"
std::string grouped(uint64_t number);
// "The program has ended with status 2: panic: runtime error: ...", in the words that the runtime printed then.
std::string end_words(const Recording& recording, const State& state);
// "4.1 ms" for a ruler and headings
std::string time_words(double ns);
// The same for a tick of a ruler whose steps are `step_ns`: as many decimals as the step needs.
std::string tick_words(double ns, double step_ns);

}  // namespace gopherarium
