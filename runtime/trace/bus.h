#pragma once
// The instrumentation bus: where the runtime writes events, and where a collector takes them.
//
// Live driver: one stream per P, and one more for whoever has no P (sysmon, Ms between Ps). A P's stream is written only
// by the M that owns the P, so a write is a handful of stores; the last stream is written under a lock. The collector, a
// thread, drains all streams and merges them by time into the sink. Events that are causally ordered across Ps are ordered
// in time, because they are stamped inside the critical section that orders them. bus.cpp says how the merge keeps that
// order while producers go on.
//
// Controlled driver: one stream that keeps emission order, handed to the sink by whoever emits when it is full, and by
// flush().
//
// Modes: Off costs a branch; Lossless makes the producer of a full ring wait (RingWait follows); Flight keeps the newest
// events and counts what it dropped (Gap).

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "runtime/trace/event.h"
#include "runtime/trace/ring.h"
#include "runtime/trace/tables.h"

namespace gopherarium {

class EventSink {  // takes merged events in time order; called by the collector only
 public:
  virtual ~EventSink() = default;
  virtual void on_events(std::span<const Event> events) = 0;
};

enum class BusMode : uint8_t { Off, Lossless, Flight };

struct BusOptions {
  BusMode mode = BusMode::Off;
  DriverKind driver = DriverKind::Live;
  uint32_t procs = 1;
  uint32_t ring_events = 1u << 14;         // per stream; rounded up to a power of two
  uint64_t flight_events = 20'000'000;     // kept in Flight mode (by the Recording)
};

class Bus {
 public:
  explicit Bus(const BusOptions& options);
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  bool on() const { return on_; }
  BusMode mode() const { return mode_; }

  // Writes to the stream of event.p (kNoP: the shared one) and stamps it with now(), a callable that returns run time in
  // nanoseconds: the way for live runs, as the collector knows that an event is coming before its time is read. To be
  // called inside the critical section that orders the event. Any thread, but for a P's stream only the M that owns it.
  template <class Now>
  void emit_stamped(Event event, Now&& now) {
    if (!on_) return;
    if (rings_ == nullptr || event.p == kNoP) return emit_slowly(event, [&] { return static_cast<uint64_t>(now()); });
    EventRing& ring = *rings_[event.p];
    ring.open();
    event.time_ns = static_cast<uint64_t>(now());
    push(ring, event);
    ring.close();
  }
  // The same for an event that has its time. Should the collector have passed that time meanwhile, the event is moved to
  // the time the collector has reached; emit_stamped is never moved.
  void emit(const Event& event) {
    emit_stamped(event, [&] { return event.time_ns; });
  }

  // Interning: thread-safe; equal contents get equal ids; ids count from 1 in order of first use. 0 for empty.
  uint32_t text(std::string_view text) { return tables_->text(text); }
  uint32_t stack(std::span<const StackFrame> innermost_first) { return tables_->stack(innermost_first); }
  std::string_view text_of(uint32_t id) const { return tables_->text_of(id); }
  std::span<const StackFrame> stack_of(uint32_t id) const { return tables_->stack_of(id); }
  // The tables outlive the bus where a recording still needs them.
  const std::shared_ptr<TraceTables>& tables() const { return tables_; }

  // Collector side. start() begins collecting into the sink (its own thread when live); flush() returns when all that
  // was emitted before the call has reached the sink; stop() flushes and ends: no producer may be emitting any more.
  // What is emitted before start() is kept as far as the rings hold it; what is emitted after stop() is dropped.
  void start(EventSink& sink);
  void flush();
  void stop();

 private:
  struct Impl;
  void push(EventRing& ring, const Event& event) {
    if (mode_ == BusMode::Lossless && !ring.has_room(2)) [[unlikely]] return wait_for_room(ring, event);
    if (ring.push(event)) [[unlikely]] wake_collector();
  }
  void wait_for_room(EventRing& ring, const Event& event);
  void wake_collector();
  // The shared stream, or the only one of the controlled driver.
  template <class Now>
  void emit_slowly(Event& event, Now&& now) {
    lock_stream();
    event.time_ns = now();
    push_locked(event);
  }
  void lock_stream();
  void push_locked(const Event& event);  // unlocks

  std::shared_ptr<TraceTables> tables_ = std::make_shared<TraceTables>();
  std::unique_ptr<Impl> impl_;
  const bool on_;
  const BusMode mode_;
  std::unique_ptr<EventRing>* rings_ = nullptr;  // live driver: one a P, the shared one last
};

}  // namespace gopherarium
