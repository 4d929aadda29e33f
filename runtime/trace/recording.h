#pragma once
// Recording: the events of one run in the order of time, with the tables they refer to and what is needed to run the
// program again. In memory it grows at the end while others read; on disk it is a file that opens up to its last whole
// chunk even when its writer died.
//
// Threading: one thread appends (the bus's collector); any thread reads through a RecordingView, which is a snapshot: it
// never changes and keeps its events alive even when the flight recorder has dropped them since.
//
// An EventIndex counts from the first event of the run, also when the flight recorder dropped the first ones, so an
// index names the same event for ever.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/trace/bus.h"
#include "runtime/trace/event.h"
#include "runtime/trace/tables.h"

namespace gopherarium {

using EventIndex = uint64_t;
struct State;

struct RecordedSource {
  std::string name;  // as the user named it
  std::string text;
  bool operator==(const RecordedSource&) const = default;
};

// What a recording says about its run. Nothing in it comes from the host: equal runs have equal files.
struct RecordingInfo {
  std::vector<RecordedSource> sources;
  std::vector<std::string> args;
  std::vector<std::string> environment{};  // "NAME=value"
  uint64_t seed = 0;
  uint32_t procs = 1;
  DriverKind driver = DriverKind::Live;
  std::string schedule;  // as --schedule takes it; empty: the seed says all
  uint16_t go_minor = 0;   // --go 1.NN; 0: as the sources say
  uint64_t heap_bytes = uint64_t{2} << 30;
  std::string version;   // of Gopherarium
  bool operator==(const RecordingInfo&) const = default;
};

// A fixed piece of memory for kEvents events, filled from the front.
struct EventChunk {
  static constexpr size_t kEvents = 1u << 15;  // 1.5 MiB
  EventChunk() : storage(std::make_unique_for_overwrite<std::byte[]>(kEvents * sizeof(Event))) {}
  const Event* data() const { return reinterpret_cast<const Event*>(storage.get()); }
  std::unique_ptr<std::byte[]> storage;
};

// Events [first(), end()). Copying is cheap enough to do once a frame.
class RecordingView {
 public:
  EventIndex first() const { return first_; }
  EventIndex end() const { return end_; }
  bool empty() const { return first_ == end_; }
  const Event& operator[](EventIndex i) const {
    const uint64_t at = i - first_;
    return chunks_[at / EventChunk::kEvents]->data()[at % EventChunk::kEvents];
  }
  // The events from i to the end of its chunk or `limit`, whichever is first.
  std::span<const Event> run_from(EventIndex i, EventIndex limit) const;
  // The first event at or after a time; end() if none.
  EventIndex lower_bound(uint64_t time_ns) const;
  // The first event after a time: the state at a time is the fold of what stands before it.
  EventIndex upper_bound(uint64_t time_ns) const;

 private:
  friend class Recording;
  EventIndex first_ = 0, end_ = 0;  // first_ is a multiple of EventChunk::kEvents
  std::vector<std::shared_ptr<const EventChunk>> chunks_;
};

class Recording final : public EventSink {
 public:
  static constexpr uint64_t kKeepAll = 0;
  // keep_events: the flight recorder's limit; the oldest chunks beyond it are dropped, after they were folded into the state
  // at the first event that is kept.
  Recording(RecordingInfo info, std::shared_ptr<TraceTables> tables, uint64_t keep_events = kKeepAll);
  ~Recording() override;

  // The appending thread only.
  void on_events(std::span<const Event> events) override;

  const RecordingInfo& info() const { return info_; }
  const TraceTables& tables() const { return *tables_; }
  std::string_view text(uint32_t id) const { return tables_->text_of(id); }
  // For who adds detail to what was recorded: its texts stand in the recording's table. Any thread.
  uint32_t intern(std::string_view text) const { return tables_->text(text); }
  std::span<const StackFrame> stack(uint32_t id) const { return tables_->stack_of(id); }

  // One past the newest event.
  EventIndex end() const { return end_.load(std::memory_order_acquire); }
  RecordingView view() const;
  // The view, and the state before its first event: for who comes late. Copies the state whole.
  RecordingView view_and_start(State& start) const;
  // The variable that first held the object (ObjectName); empty if none is known.
  std::string_view name_of(uint64_t object) const;
  // All that the program has read from standard input, also where the flight recorder dropped the events: with info() what is
  // needed to run it again.
  std::string input() const;

 private:
  Event* room();
  void drop_oldest();
  RecordingView view_locked() const;
  void note_tables(std::span<const Event> events);

  const RecordingInfo info_;
  const std::shared_ptr<TraceTables> tables_;
  const uint64_t keep_events_;
  std::atomic<EventIndex> end_{0};
  Event* tail_ = nullptr;  // the chunk being filled; the appending thread's

  mutable std::mutex lock_;  // protects what follows
  EventIndex first_ = 0;
  std::vector<std::shared_ptr<EventChunk>> chunks_;
  std::unique_ptr<State> start_;                  // before event first_; null: nothing was dropped
  std::unordered_map<uint64_t, uint32_t> names_;  // object to text id
  std::string input_;
};

// Hands events to two sinks: a file and the window, say.
class TeeSink final : public EventSink {
 public:
  TeeSink(EventSink& first, EventSink& second) : first_(first), second_(second) {}
  void on_events(std::span<const Event> events) override {
    first_.on_events(events);
    second_.on_events(events);
  }

 private:
  EventSink& first_;
  EventSink& second_;
};

// One line for `replay --events`: time, P, goroutine, name, and what event.def says of its arguments, with texts, names of
// objects and the place in the source.
std::string print_event(const Recording& recording, const Event& event);
// One of an event's four arguments as print_event prints it, texts in quotes.
std::string print_argument(const Recording& recording, const Event& event, size_t argument);
// The innermost frame in the program's own sources (not inside package sync, say), else the innermost; null: no stack.
const StackFrame* user_frame(const Recording& recording, uint32_t stack);
// A value as the panels and the printer show it: 7, 2.5, "text", true, nil, 0x1234, or its type's name.
std::string print_value(const TraceTables& tables, uint64_t word, uint32_t type);
// "ch" when the object has a name, else "0x4a0".
std::string print_object(const Recording& recording, uint64_t object);
// 1.5 µs, 3.1 ms, 2 s: three digits at most.
std::string print_duration(uint64_t ns);

}  // namespace gopherarium
