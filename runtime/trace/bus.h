#pragma once
// The instrumentation bus: where the runtime writes events, and where a collector takes them.
//
// One stream per P, and one more for whoever has no P (sysmon, Ms between Ps). A P's stream is written only by the M that
// owns the P, so a write is a store and a release; the last stream is written under a lock. The collector (a thread
// under the live driver; the driver itself under the controlled one, where one stream keeps emission order) drains all
// streams and merges them by time into the sink. Events that are causally ordered across Ps are ordered in time, because
// they are stamped inside the critical section that orders them.
//
// Modes: Off costs a branch; Lossless makes the producer of a full ring wait (RingWait follows); Flight keeps the newest
// events and counts what it dropped (Gap).

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "runtime/trace/event.h"

namespace gopherarium {

// One frame of an interned stack.
struct StackFrame {
  uint32_t function = 0;  // text id: "main.worker"
  uint32_t file = 0;      // text id: as the user named it
  uint32_t line = 0;
  bool operator==(const StackFrame&) const = default;
};

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
  uint32_t ring_events = 1u << 14;         // per stream
  uint64_t flight_events = 20'000'000;     // kept in Flight mode
};

class Bus {
 public:
  explicit Bus(const BusOptions& options);
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  bool on() const { return on_; }

  // Writes to the stream of event.p (kNoP: the shared one). event.time_ns is set by the caller, inside the critical
  // section that orders the event. Any thread, but for a P's stream only the M that owns the P.
  void emit(const Event& event);

  // Interning: thread-safe; equal contents get equal ids; ids count from 1 in order of first use.
  uint32_t text(std::string_view text);
  uint32_t stack(std::span<const StackFrame> innermost_first);

  // Collector side. start() begins collecting into the sink (its own thread when live); flush() returns when all that
  // was emitted before the call has reached the sink; stop() flushes and ends.
  void start(EventSink& sink);
  void flush();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  bool on_;
};

}  // namespace gopherarium
