#include "app/view/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gopherarium {
namespace {

constexpr EventIndex kEventsAFrame = 50'000;  // looked through for a breakpoint at most, so that a frame stays short
constexpr double kTakingIn = 0.0025;          // seconds of each frame; more is taken in between frames
constexpr size_t kRemembered = 200;
constexpr EventIndex kMostLooks = 64;         // at events for who did something last
constexpr int kMostTries = 10'000;              // events looked at for another line
constexpr double kShortestWindow = 20;        // ns

}  // namespace

void View::advance(double now) {
  const double passed = last_now_ < 0 ? 0 : std::min(now - last_now_, 0.1);
  last_now_ = now;
  document_.take_in(kTakingIn);
  if (generation_ != document_.generation()) {
    generation_ = document_.generation();
    restart();
  }
  const auto first = static_cast<double>(model().first()), end = static_cast<double>(model().end());
  if (playing_) {
    double to = std::isinf(speed_) ? end : std::min(playhead_ + speed_ * passed, end);
    if (!breakpoints_.empty()) to = std::min(to, playhead_ + static_cast<double>(kEventsAFrame));
    const EventIndex stop = breakpoints_.empty() ? static_cast<EventIndex>(to) : stop_between(playhead(), static_cast<EventIndex>(to));
    playing_ = stop == static_cast<EventIndex>(to);
    playhead_ = playing_ ? to : static_cast<double>(stop);
    const bool all = model().end() == document_.recording().end();  // and nothing is left to take in
    if (playhead_ >= end && !document_.running() && all) playing_ = false;
  }
  playhead_ = std::clamp(playhead_, first, end);
  if (playing_) beyond_ = 0;
  advance_detail();
  state_ = &model().at(playhead());
  time_ns_ = state_->time_ns;
  if (beyond_ != 0) time_ns_ = std::max(time_ns_, detail_.time_ns(place()).value_or(time_ns_));
  if (window_follows_) {
    follow_playhead();
  } else if (time_ns_ != followed_ns_) {
    keep_playhead_in_window();
  }
  followed_ns_ = time_ns_;
}

// Detail is made where the playhead rests and somebody looks at a goroutine.
void View::advance_detail() {
  const bool wanted = !playing_ && (selected_g() != 0 || beyond_ != 0);
  detail_.advance(place(), wanted ? DetailView::Wanted::Yes : DetailView::Wanted::No);
  if (const auto found = detail_.take_found()) {
    playhead_ = static_cast<double>(std::clamp(found->event, model().first(), model().end()));
    beyond_ = found->step;
    playing_ = false;
  }
}

const std::vector<DetailFrame>* View::frames_of(uint32_t g) const {
  const DetailStacks* stacks = detail_.stacks();
  const std::vector<DetailFrame>* frames = stacks == nullptr ? nullptr : stacks->of(g);
  return frames == nullptr || frames->empty() ? nullptr : frames;
}

// A window that somebody chose moves on when the playhead leaves it.
void View::keep_playhead_in_window() {
  const double at = static_cast<double>(time_ns_), length = window_.length();
  if (at > window_.end_ns) window_ = {at - length * 0.2, at + length * 0.8};
  if (at < window_.begin_ns) window_ = {at - length * 0.8, at + length * 0.2};
}

EventIndex View::stop_between(EventIndex from, EventIndex to) const {
  for (EventIndex at = from; at < to; ++at) {
    const StackFrame* frame = own_frame(document_.recording(), document_.model().event(at).stack);
    if (frame == nullptr) continue;
    const auto lines = breakpoints_.find(document_.recording().text(frame->file));
    if (lines != breakpoints_.end() && lines->second.contains(static_cast<int>(frame->line))) return at + 1;
  }
  return to;
}

// Until somebody zooms, the window shows the run from its start, a little beyond what there is.
void View::follow_playhead() {
  const double end = std::max<double>(static_cast<double>(std::isinf(speed_) && playing_ ? time_ns_ : model().end_ns()), 1000);
  window_ = {0, end * 1.04};
}

std::optional<EventIndex> View::last_event() const {
  const EventIndex at = playhead();
  if (at == 0 || at <= document_.recording().view().first()) return std::nullopt;
  return at - 1;
}

// ---- time

void View::set_playing(bool playing) {
  if (playing && playhead() >= model().end() && !document_.running()) playhead_ = static_cast<double>(model().first());
  playing_ = playing;
}

void View::go_to(EventIndex index) {
  beyond_ = 0;
  detail_.stop_looking();
  playing_ = false;
  playhead_ = static_cast<double>(std::clamp(index, model().first(), model().end()));
}

void View::go_to_time(double time_ns) { go_to(model().index_at(static_cast<uint64_t>(std::max(0.0, time_ns)))); }

void View::step(Way way) {
  const EventIndex at = playhead();
  if (way == Way::Back && beyond_ != 0) return go_to(at);
  if (way == Way::Back && at == model().first()) return;
  go_to(way == Way::Forward ? at + 1 : at - 1);
}

void View::step_row(Way way) {
  const EventIndex at = playhead();
  std::optional<EventIndex> found;
  const bool forward = way == Way::Forward;
  const EventIndex from = forward ? at : at - std::min<EventIndex>(at, 1);
  switch (selection_.kind) {
    case SelectedKind::G:
      found = forward ? model().next_of_g(selected_g(), from) : model().previous_of_g(selected_g(), from);
      break;
    case SelectedKind::P: {
      const auto p = static_cast<uint16_t>(selection_.id);
      found = forward ? model().next_of_p(p, from) : model().previous_of_p(p, from);
      break;
    }
    case SelectedKind::Object:
      found = forward ? model().next_of_object(selection_.id, from) : model().previous_of_object(selection_.id, from);
      break;
    default: return step(way);
  }
  if (found) go_to(forward ? *found + 1 : *found);
}

void View::step_line(Way way, LineStep how) {
  if (!detail_.possible() || !detail_.problem().empty()) return step_recorded_line(way);
  uint32_t g = selected_g();
  if (g == 0) {  // the one that did the last thing, else main
    g = 1;
    for (EventIndex at = playhead(), looks = 0; at > model().first() && looks < kMostLooks; ++looks) {
      const Event& event = model().event(--at);
      const GState* state = event.g == 0 ? nullptr : state_->g(event.g);
      if (state == nullptr || state->status == GStatus::Dead) continue;
      g = event.g;
      break;
    }
    select({SelectedKind::G, g});
  }
  playing_ = false;
  detail_.look_for_line(g, way, how, place());
}

// Of a live run: to the goroutine's next event that happened at another line.
void View::step_recorded_line(Way way) {
  const uint32_t g = selected_g();
  if (g == 0) return step(way);
  const auto line_at = [&](EventIndex at) { return line_of(document_, document_.model().event(at)); };
  std::optional<EventIndex> at = model().previous_of_g(g, playhead() - std::min<EventIndex>(playhead(), 1));
  const int here = at ? line_at(*at) : 0;
  for (int tries = 0; tries < kMostTries; ++tries) {
    at = way == Way::Forward ? model().next_of_g(g, at ? *at + 1 : model().first())
         : at && *at > 0     ? model().previous_of_g(g, *at - 1)
                             : std::nullopt;
    if (!at) return;
    const int line = model().event(*at).g == g ? line_at(*at) : 0;
    if (line != 0 && line != here) return go_to(*at + 1);
  }
}

void View::step_cause(Way way) {
  const uint32_t g = selected_g();
  const GState* at = state_->g(g);
  if (at == nullptr) return;
  if (way == Way::Back) {
    remember();
    go_to(at->cause);
    if (at->woken_by != 0) selection_.id = at->woken_by;
    return;
  }
  for (auto next = model().next_of_g(g, playhead()); next; next = model().next_of_g(g, *next + 1)) {
    const Event& event = model().event(*next);
    const bool effect = event.g == g && (event.kind == EventKind::GoUnblock || event.kind == EventKind::GoCreate);
    if (!effect) continue;
    remember();
    go_to(*next + 1);
    selection_.id = event.a;
    return;
  }
}

void View::go_to_last_run(uint32_t g) {
  const LaneSpan now = document_.lanes().span_at({LaneKind::G, g}, time_ns_);
  uint64_t before = time_ns_;
  // Of the span the playhead is in, the one before counts, also when it runs right now.
  if (now.state == LaneState::Running) before = now.begin_ns;
  for (int tries = 0; tries < kMostTries && before > 0; ++tries) {
    const LaneSpan span = document_.lanes().span_at({LaneKind::G, g}, before - 1);
    if (span.state == LaneState::Absent) return;
    if (span.state == LaneState::Running) {
      remember();
      return go_to(model().lower_bound(span.end_ns));
    }
    before = span.begin_ns;
  }
}

void View::restart() {
  beyond_ = 0;
  detail_.forget();
  playhead_ = static_cast<double>(model().first());
  selection_ = {};
  past_.clear();
  future_.clear();
  bookmarks_.clear();
  range_.reset();
  rows_.pinned.clear();  // what they name is another run's
  rows_.hidden.clear();
  window_follows_ = true;
}

// ---- selection

void View::select(Selected selection) {
  if (selection == selection_) return;
  remember();
  selection_ = selection;
}

void View::clear_selection() {
  if (range_) return range_.reset();
  select({});
}

void View::toggle_breakpoint(int line) {
  std::set<int>& lines = breakpoints_[document_.file_name()];
  if (!lines.insert(line).second) lines.erase(line);
  if (lines.empty()) breakpoints_.erase(document_.file_name());
}

const std::set<int>& View::breakpoints() const {
  static const std::set<int> kNone;
  const auto it = breakpoints_.find(document_.file_name());
  return it == breakpoints_.end() ? kNone : it->second;
}

void View::select_neighbour(std::span<const Lane> lanes, Way way) {
  if (lanes.empty()) return;
  const auto lane = selected_lane();
  const auto at = lane ? std::find(lanes.begin(), lanes.end(), *lane) : lanes.end();
  const bool forward = way == Way::Forward;
  if (at == lanes.end()) return select_lane(forward ? lanes.front() : lanes.back());
  if (forward ? at + 1 != lanes.end() : at != lanes.begin()) select_lane(forward ? *(at + 1) : *(at - 1));
}

void View::select_lane(const Lane& lane) {
  static constexpr SelectedKind kKinds[] = {SelectedKind::P, SelectedKind::G, SelectedKind::M, SelectedKind::Object};
  select({kKinds[std::min<size_t>(static_cast<size_t>(lane.kind), 3)], lane.id});
}

// ---- the timeline's window

void View::set_window(TimeWindow window) {
  const double longest = std::max<double>(static_cast<double>(model().end_ns()), 1000) * 4;
  const double length = std::clamp(window.length(), kShortestWindow, longest);
  const double middle = (window.begin_ns + window.end_ns) / 2;
  window_ = {middle - length / 2, middle + length / 2};
  if (window_.begin_ns < -length * 0.1) window_ = {-length * 0.1, length * 0.9};
  window_follows_ = false;
}

void View::zoom(double factor, double at_ns) {
  set_window({at_ns - (at_ns - window_.begin_ns) * factor, at_ns + (window_.end_ns - at_ns) * factor});
}

void View::pan(double by_ns) { set_window({window_.begin_ns + by_ns, window_.end_ns + by_ns}); }

void View::show_all() {
  remember();
  window_follows_ = true;
}

void View::centre_on_selection() {
  remember();
  const double length = window_.length(), at = static_cast<double>(time_ns_);
  set_window({at - length / 2, at + length / 2});
}

void View::fit_selection() {
  remember();
  TimeRange life;
  if (selection_.kind == SelectedKind::G) life = document_.lanes().life({LaneKind::G, selection_.id});
  if (selection_.kind == SelectedKind::P) life = document_.lanes().life({LaneKind::P, selection_.id});
  if (selection_.kind == SelectedKind::Object) life = document_.lanes().life({LaneKind::Channel, selection_.id});
  if (life.end_ns <= life.begin_ns) return;
  const double margin = static_cast<double>(life.end_ns - life.begin_ns) * 0.03;
  set_window({static_cast<double>(life.begin_ns) - margin, static_cast<double>(life.end_ns) + margin});
}

// ---- the timeline's rows

std::optional<Lane> View::selected_lane() const {
  switch (selection_.kind) {
    case SelectedKind::P: return Lane{LaneKind::P, selection_.id};
    case SelectedKind::G: return Lane{LaneKind::G, selection_.id};
    case SelectedKind::M: return Lane{LaneKind::M, selection_.id};
    case SelectedKind::Object:
      if (document_.model().newest().channel(selection_.id) != nullptr) return Lane{LaneKind::Channel, selection_.id};
      return std::nullopt;
    default: return std::nullopt;
  }
}

void View::pin_selected() {
  const auto lane = selected_lane();
  if (lane && std::erase(rows_.pinned, *lane) == 0) rows_.pinned.push_back(*lane);
}

void View::hide_selected() {
  const auto lane = selected_lane();
  if (!lane) return;
  std::erase(rows_.pinned, *lane);
  rows_.hidden.push_back(*lane);
  select({});
}

// ---- bookmarks and the way back

void View::toggle_bookmark() {
  if (!bookmarks_.insert(time_ns_).second) bookmarks_.erase(time_ns_);
}

void View::remember() {
  if (!past_.empty() && past_.back() == standing()) return;
  past_.push_back(standing());
  if (past_.size() > kRemembered) past_.erase(past_.begin());
  future_.clear();
}

void View::return_to(const Standing& to) {
  playing_ = false;
  playhead_ = to.playhead;
  beyond_ = 0;
  selection_ = to.selection;
  window_ = to.window;
  window_follows_ = false;
}

void View::undo() {
  if (past_.empty()) return;
  future_.push_back(standing());
  const Standing to = past_.back();
  past_.pop_back();
  return_to(to);
}

void View::redo() {
  if (future_.empty()) return;
  past_.push_back(standing());
  const Standing to = future_.back();
  future_.pop_back();
  return_to(to);
}

// ---- words and colours

StateColour colour_of(const GState& g) {
  switch (g.status) {
    case GStatus::Running:
    case GStatus::Copystack: return StateColour::Running;
    case GStatus::Runnable:
    case GStatus::Preempted: return StateColour::Runnable;
    case GStatus::Syscall: return StateColour::Syscall;
    case GStatus::Dead: return StateColour::Sleep;  // grey: it does nothing any more
    case GStatus::Waiting: break;
    default: return StateColour::Runtime;
  }
  switch (wait_group(g.reason)) {
    case WaitGroupKind::Chan: return StateColour::BlockedChan;
    case WaitGroupKind::Lock: return StateColour::BlockedLock;
    case WaitGroupKind::Sleep: return StateColour::Sleep;
    case WaitGroupKind::Net: return StateColour::Syscall;
    default: return StateColour::Runtime;
  }
}

StateColour colour_of(LaneState state) {
  switch (state) {
    case LaneState::Running: return StateColour::Running;
    case LaneState::Runnable:
    case LaneState::Spinning: return StateColour::Runnable;
    case LaneState::Chan:
    case LaneState::SendersWait:
    case LaneState::ReceiversWait: return StateColour::BlockedChan;
    case LaneState::Lock: return StateColour::BlockedLock;
    case LaneState::Net:
    case LaneState::Syscall: return StateColour::Syscall;
    case LaneState::Holds: return StateColour::Running;
    case LaneState::Sleep:
    case LaneState::Idle:
    case LaneState::Empty:
    case LaneState::Closed: return StateColour::Sleep;
    default: return StateColour::Runtime;
  }
}

std::string state_words(const GState& g) {
  if (g.status == GStatus::Waiting) return fmt::format("blocked: {}", to_string(g.reason));
  if (g.status == GStatus::Dead) return "ended";
  return std::string(to_string(g.status));
}

uint32_t waits_for_input(const Recording& recording, const State& state) {
  if (state.g_counts[static_cast<size_t>(GStatus::Syscall)] == 0) return 0;
  for (uint32_t g = 1; g < state.gs.size(); ++g) {
    const GState* it = state.g(g);
    if (it != nullptr && it->status == GStatus::Syscall && recording.text(it->syscall) == "read standard input") return g;
  }
  return 0;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string short_function(std::string_view name) {
  name = base_name(name);
  if (name.starts_with("main.")) name.remove_prefix(5);
  return std::string(name);
}

std::string object_words(const Recording& recording, const State& state, uint64_t object) {
  if (object == 0) return "nil";
  if (const std::string_view name = recording.name_of(object); !name.empty()) return std::string(name);
  if (const ChannelState* channel = state.channel(object)) {
    return fmt::format("{} {:#x}", recording.text(channel->type), object);
  }
  return print_object(recording, object);
}

std::string markdown_of(const Explanation& explanation) {
  std::string text;
  for (const ExplanationPiece& piece : explanation.pieces) {
    switch (piece.target.kind) {
      case TargetKind::G: text += fmt::format("[{}](goroutine:{})", piece.text, piece.target.id); break;
      case TargetKind::P: text += fmt::format("[{}](processor:{})", piece.text, piece.target.id); break;
      case TargetKind::Object: text += fmt::format("[`{}`](object:{})", piece.text, piece.target.id); break;
      case TargetKind::Source: text += fmt::format("[{}](line:{})", piece.text, piece.target.line); break;
      case TargetKind::Event: text += fmt::format("[{}](event:{})", piece.text, piece.target.id); break;
      default: text += piece.text;
    }
  }
  return text;
}

const StackFrame* own_frame(const Recording& recording, uint32_t stack) {
  for (const StackFrame& frame : recording.stack(stack)) {
    const std::string_view file = recording.text(frame.file);
    for (const RecordedSource& source : recording.info().sources) {
      if (source.name == file) return &frame;
    }
  }
  return nullptr;
}

int line_of(const Document& document, const Event& event) {
  const StackFrame* frame = own_frame(document.recording(), event.stack);
  return frame == nullptr || document.recording().text(frame->file) != document.file_name() ? 0 : static_cast<int>(frame->line);
}

int StackLines::line(const Document& document, uint32_t stack) {
  if (generation_ != document.generation() || file_ != document.shown()) lines_.clear();
  generation_ = document.generation();
  file_ = document.shown();
  if (stack >= lines_.size()) lines_.resize(stack + 1, -1);
  if (lines_[stack] >= 0) return lines_[stack];
  const StackFrame* frame = own_frame(document.recording(), stack);
  const bool here = frame != nullptr && document.recording().text(frame->file) == document.file_name();
  return lines_[stack] = here ? static_cast<int>(frame->line) : 0;
}

std::string nothing_words(const View& view) {
  const Document& document = view.document();
  if (document.recording().end() != 0) return "This is the time before the first event: → steps to it, **Run** (Space) plays on.";
  if (document.running()) return "The program runs, and has done nothing so far that is recorded.";
  return "Nothing has run yet. Press **Run** (Space), or Ctrl+Enter after an edit.";
}

std::string grouped(uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string end_words(const Recording& recording, const State& state) {
  const std::string ended = fmt::format("The program has ended with status {}", state.exit_status);
  if (state.end_text == 0) return ended;
  const auto output = state.output();
  size_t first = output.size();
  while (first > 0 && output[first - 1].event > state.end_event) --first;
  for (size_t i = first; i < output.size(); ++i) {
    const std::string_view text = recording.text(output[i].text);
    if (output[i].fd == 2 && (text.starts_with("panic: ") || text.starts_with("fatal error: "))) return fmt::format("{}: {}", ended, text.substr(0, text.find('\n')));
  }
  return fmt::format("{}: {}", ended, recording.text(state.end_text));
}

std::string tick_words(double ns, double step_ns) {
  if (std::abs(ns) < 0.5) return "0";
  const auto [unit, name] = step_ns < 1e2   ? std::pair{1.0, "ns"}
                            : step_ns < 1e5 ? std::pair{1e3, "µs"}
                            : step_ns < 1e8 ? std::pair{1e6, "ms"}
                                            : std::pair{1e9, "s"};
  const double step = step_ns / unit;
  return fmt::format("{:.{}f} {}", ns / unit, step < 0.99 ? 1 : 0, name);
}

std::string time_words(double ns) {
  const double size = std::abs(ns);
  const auto with = [&](double unit, const char* name) {
    const double value = ns / unit;
    return fmt::format("{:.{}f} {}", value, std::abs(value) >= 100 ? 0 : std::abs(value) >= 10 ? 1 : 2, name);
  };
  if (size < 1) return "0";
  if (size < 1e3) return fmt::format("{:.0f} ns", ns);
  if (size < 1e6) return with(1e3, "µs");
  if (size < 1e9) return with(1e6, "ms");
  return with(1e9, "s");
}

}  // namespace gopherarium
