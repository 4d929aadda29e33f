#pragma once
// Model: a recording that can be asked for its state at any event or time. Keyframes (copies of the state, which share
// what did not change) stand every kKeyframeEvents, so any place is reached by folding at most that many events.
//
// One thread uses a model; the recording may grow meanwhile. refresh() takes in what was appended: nothing else looks
// at the recording's end, so what a frame sees does not change under it.
//
// An index names a place between events: at(i) is the state before event i, that is, after events [0, i).

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/trace/recording.h"
#include "runtime/trace/state.h"

namespace gopherarium {

class Model {
 public:
  static constexpr EventIndex kKeyframeEvents = 4 * EventChunk::kEvents;

  // observer: told of every event once, in order, as refresh() takes it in. Both outlive the model.
  explicit Model(const Recording& recording, FoldObserver* observer = nullptr);

  // Takes in at most `most` new events; true when all the recording has are in. A frame passes some 50,000, a tool all.
  bool refresh(EventIndex most = std::numeric_limits<EventIndex>::max());

  const Recording& recording() const { return recording_; }
  // The places that can be asked for: [first(), end()]. first() moves when the flight recorder drops events.
  EventIndex first() const { return view_.first(); }
  EventIndex end() const { return folded_; }
  uint64_t begin_ns() const;
  uint64_t end_ns() const;  // time of the newest event taken in
  const Event& event(EventIndex i) const { return view_[i]; }

  // Clamped to [first(), end()]. Valid until the next call of at, at_time or refresh; copy it to keep it.
  const State& at(EventIndex index);
  // After all events up to and including this time.
  const State& at_time(uint64_t time_ns) { return at(index_at(time_ns)); }
  const State& newest() const { return newest_; }
  // The place after all events up to and including the time.
  EventIndex index_at(uint64_t time_ns) const;
  EventIndex lower_bound(uint64_t time_ns) const;

  // The event nearest to `from` in which the goroutine, P or object takes part: next at or after, previous before.
  std::optional<EventIndex> next_of_g(uint32_t g, EventIndex from) const;
  std::optional<EventIndex> previous_of_g(uint32_t g, EventIndex from) const;
  std::optional<EventIndex> next_of_p(uint16_t p, EventIndex from) const;
  std::optional<EventIndex> previous_of_p(uint16_t p, EventIndex from) const;
  std::optional<EventIndex> next_of_object(uint64_t object, EventIndex from) const;
  std::optional<EventIndex> previous_of_object(uint64_t object, EventIndex from) const;

  // All RunqSteal events so far.
  std::span<const EventIndex> steals() const { return steals_; }

  // A value that went through a channel's buffer: the event that put it there (a send, or the receive that moved a parked
  // sender's value in), the send itself, and the receive that took it out.
  struct Passed {
    EventIndex entered = 0, sent = 0, received = kNotYet;
  };
  static constexpr EventIndex kNotYet = UINT64_MAX;
  // By the event that put it into the buffer, or that took it out; null: not such an event.
  const Passed* passed_by_entry(EventIndex event) const;
  const Passed* passed_by_receive(EventIndex event) const;

  std::string_view text(uint32_t id) const { return recording_.text(id); }
  std::span<const StackFrame> stack(uint32_t id) const { return recording_.stack(id); }
  std::string_view name_of(uint64_t object) const;

 private:
  // Which blocks of kBlock events mention a key: sorted, so the nearest one is found without a walk over all events.
  static constexpr EventIndex kBlock = 2048;
  using Blocks = std::vector<uint32_t>;
  struct Postings {
    std::vector<Blocks> gs;
    std::vector<Blocks> ps;
    std::unordered_map<uint64_t, Blocks> objects;
  };

  void take_in(EventIndex from, EventIndex to);
  void post(const Event& event, EventIndex index);
  void post_passage(const Event& event, EventIndex index);
  void rebase(RecordingView& view);
  void forget(EventIndex before);
  const State& nearest_keyframe(EventIndex index) const;
  void fold_to(State& state, EventIndex index) const;
  template <class Match>
  std::optional<EventIndex> next_in(const Blocks& blocks, EventIndex from, Match&& match) const;
  template <class Match>
  std::optional<EventIndex> previous_in(const Blocks& blocks, EventIndex from, Match&& match) const;

  const Recording& recording_;
  FoldObserver* const observer_;
  RecordingView view_;
  EventIndex folded_ = 0;        // newest_ is the state there
  State newest_;
  State cursor_;                 // the state asked for last
  State behind_;                 // a little before it, for stepping back
  std::vector<State> keyframes_;  // by State::next, ascending
  Postings postings_;
  std::vector<EventIndex> steals_;
  std::vector<Passed> passed_;                             // by entered
  std::vector<uint64_t> received_;                         // places in passed_, by received
  uint64_t passed_base_ = 0;                               // place of passed_[0]: those before are forgotten
  std::unordered_map<uint64_t, std::deque<uint64_t>> in_buffer_;  // by channel: places of what it holds
  std::unordered_map<uint32_t, EventIndex> parked_sends_;  // by goroutine
  EventIndex forgotten_ = 0;     // postings before it are gone
};

// Whether an event concerns a goroutine or an object: as the one that acts, or as an argument.
bool mentions_g(const Event& event, uint32_t g);
bool mentions_object(const Event& event, uint64_t object);
bool mentions_p(const Event& event, uint16_t p);

}  // namespace gopherarium
