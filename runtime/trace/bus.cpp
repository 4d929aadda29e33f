// How the live merge keeps the order of time. An event may go to the sink only when no stream can still bring an earlier
// one. A producer marks its stream open before it reads the clock and closes it after it has published. The collector works
// in rounds; in each it first notes which streams are closed, then drains them all. What a stream that was seen closed brings
// later was stamped after that look, hence after everything drained in the *previous* round; what an open one brings was
// stamped no earlier than its last published event. The least of these bounds over all streams is the horizon, and events
// up to it are merged and handed over.
//
// No fence orders the producer's mark before its reading of the clock. Instead two looks are at least kRoundGap apart: a
// mark is a store that is visible to other cores long before that, and what is compared with is a round old.

#include "runtime/trace/bus.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

#include "runtime/base/check.h"

namespace gopherarium {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRoundGap = std::chrono::microseconds(50);
constexpr auto kNap = std::chrono::milliseconds(1);        // between rounds while events come
constexpr auto kLongNap = std::chrono::milliseconds(20);   // after kIdleRounds without any
constexpr uint32_t kIdleRounds = 64;
constexpr auto kFullPause = std::chrono::microseconds(20);  // a producer's, between looks at a full ring
constexpr size_t kControlledEvents = 1u << 14;
constexpr uint64_t kForever = std::numeric_limits<uint64_t>::max();

Event make_event(EventKind kind, const Event& beside, uint64_t a) {
  Event e;
  e.time_ns = beside.time_ns;
  e.kind = kind;
  e.p = beside.p;
  e.a = a;
  return e;
}

// A lock that is held for some ten instructions, by threads that may hold scheduler locks.
class SpinLock {
 public:
  void lock() {
    while (held_.test_and_set(std::memory_order_acquire)) {
      for (int i = 0; i < 64 && held_.test(std::memory_order_relaxed); ++i) {
      }
      if (held_.test(std::memory_order_relaxed)) std::this_thread::yield();
    }
  }
  void unlock() { held_.clear(std::memory_order_release); }

 private:
  std::atomic_flag held_;
};

}  // namespace

struct Bus::Impl {
  // A stream as the collector sees it: drained events that have not been handed over.
  struct Pending {
    EventQueue events;
    uint64_t last_time = 0;  // of the newest drained event
    uint64_t bound = 0;      // nothing earlier will come
    uint64_t lost = 0;       // overwritten, and not yet told by a Gap
    bool was_closed = false;
  };

  explicit Impl(const BusOptions& o) : options(o) {
    if (options.mode == BusMode::Off) return;
    if (options.driver == DriverKind::Controlled) {
      controlled.reserve(kControlledEvents);
      return;
    }
    const uint32_t capacity = std::bit_ceil(std::max(options.ring_events, 8u));
    const auto when_full =
        options.mode == BusMode::Flight ? EventRing::WhenFull::Overwrite : EventRing::WhenFull::Wait;
    for (uint32_t i = 0; i <= options.procs; ++i) rings.push_back(std::make_unique<EventRing>(capacity, when_full));
    pending.resize(rings.size());
  }

  bool live() const { return options.driver == DriverKind::Live; }

  // -- producers
  void push_controlled(const Event& event);
  void deliver_controlled();

  // -- the collector
  void collect();
  void nap();
  size_t round();
  uint64_t look_and_drain(size_t& drained);
  void hand_over(uint64_t horizon);
  void hand_run(EventQueue& from, uint64_t limit);
  void deliver();

  const BusOptions options;
  std::vector<std::unique_ptr<EventRing>> rings;  // one a P, the shared one last
  SpinLock stream_lock;  // the shared ring's, held from open to close; the controlled driver's stream's
  std::atomic<bool> collecting{false};

  // Controlled driver: the stream, under stream_lock (a host thread may ask for a stop while the driver emits).
  std::vector<Event> controlled;
  uint64_t controlled_time = 0;

  // Collector only.
  EventSink* sink = nullptr;
  std::vector<Pending> pending;
  std::vector<Event> batch;
  uint64_t newest = 0;       // time of the newest event drained so far
  uint64_t handed_time = 0;  // of the newest event handed over
  Clock::time_point last_look{};
  uint32_t idle_rounds = 0;

  std::mutex bell_lock;  // protects the requests below
  std::condition_variable bell, flushed;
  uint64_t flush_asked = 0, flush_done = 0;
  bool rung = false;
  bool stopping = false;
  std::thread thread;
};

Bus::Bus(const BusOptions& options) : on_(options.mode != BusMode::Off), mode_(options.mode) {
  impl_ = std::make_unique<Impl>(options);
  if (on_ && impl_->live()) rings_ = impl_->rings.data();
}

Bus::~Bus() { stop(); }

// ---- producers

void Bus::lock_stream() {
  impl_->stream_lock.lock();
  if (rings_ != nullptr) impl_->rings.back()->open();
}

void Bus::push_locked(const Event& event) {
  if (rings_ != nullptr) {
    push(*impl_->rings.back(), event);
    impl_->rings.back()->close();
  } else {
    impl_->push_controlled(event);
  }
  impl_->stream_lock.unlock();
}

// The ring always keeps one place free, so that RingWait fits right behind the event that had to wait.
void Bus::wait_for_room(EventRing& ring, const Event& event) {
  const auto began = Clock::now();
  while (!ring.has_room(2)) {
    if (!impl_->collecting.load(std::memory_order_acquire)) return;  // nobody will ever make room
    wake_collector();
    std::this_thread::sleep_for(kFullPause);
  }
  const auto waited = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - began);
  ring.push(event);
  ring.push(make_event(EventKind::RingWait, event, static_cast<uint64_t>(waited.count())));
}

void Bus::wake_collector() {
  {
    const std::lock_guard hold(impl_->bell_lock);
    impl_->rung = true;
  }
  impl_->bell.notify_one();
}

// Virtual time may stand a little further on one M than on another; a recording's time never goes back.
void Bus::Impl::push_controlled(const Event& event) {
  controlled_time = std::max(controlled_time, event.time_ns);
  controlled.push_back(event);
  controlled.back().time_ns = controlled_time;
  if (controlled.size() >= kControlledEvents) deliver_controlled();
}

void Bus::Impl::deliver_controlled() {
  if (sink != nullptr && !controlled.empty()) sink->on_events(controlled);
  if (sink != nullptr || stopping) controlled.clear();
}

// ---- collector

void Bus::start(EventSink& sink) {
  Impl& bus = *impl_;
  if (!on_) return;
  GOPH_CHECK(bus.sink == nullptr, "a bus is started once");
  bus.sink = &sink;
  if (!bus.live()) return;
  bus.collecting.store(true, std::memory_order_release);
  bus.thread = std::thread([&bus] { bus.collect(); });
}

void Bus::flush() {
  Impl& bus = *impl_;
  if (!on_) return;
  if (!bus.live()) {
    const std::lock_guard hold(bus.stream_lock);
    return bus.deliver_controlled();
  }
  std::unique_lock hold(bus.bell_lock);
  if (!bus.thread.joinable() || bus.stopping) return;
  const uint64_t mine = ++bus.flush_asked;
  bus.bell.notify_one();
  bus.flushed.wait(hold, [&] { return bus.flush_done >= mine; });
}

void Bus::stop() {
  Impl& bus = *impl_;
  if (!on_) return;
  if (!bus.live()) {
    const std::lock_guard hold(bus.stream_lock);
    bus.stopping = true;
    bus.deliver_controlled();
    bus.sink = nullptr;
    return;
  }
  if (!bus.thread.joinable()) return;
  {
    const std::lock_guard hold(bus.bell_lock);
    bus.stopping = true;
  }
  bus.bell.notify_one();
  bus.thread.join();
  bus.thread = {};
}

// A flush is done when everything that its first round drained has been handed over.
void Bus::Impl::collect() {
  uint64_t serving = 0, serving_time = 0;
  for (;;) {
    uint64_t asked;
    bool stop_now;
    {
      const std::lock_guard hold(bell_lock);
      asked = flush_asked;
      stop_now = stopping;
    }
    size_t drained = 0;
    const uint64_t horizon = look_and_drain(drained);
    idle_rounds = drained == 0 ? idle_rounds + 1 : 0;
    hand_over(stop_now ? kForever : horizon);
    if (serving == 0 && asked > flush_done) {
      serving = asked;
      serving_time = newest;
    } else if (serving != 0 && horizon >= serving_time) {
      const std::lock_guard hold(bell_lock);
      flush_done = serving;
      serving = 0;
      flushed.notify_all();
    }
    if (stop_now) break;
    if (serving == 0) nap();
  }
  collecting.store(false, std::memory_order_release);
  const std::lock_guard hold(bell_lock);
  flush_done = flush_asked;
  flushed.notify_all();
}

void Bus::Impl::nap() {
  std::unique_lock hold(bell_lock);
  // The system clock: TSan of GCC 12 does not know the wait that the steady one uses.
  const auto until = std::chrono::system_clock::now() + (idle_rounds > kIdleRounds ? kLongNap : kNap);
  bell.wait_until(hold, until, [&] { return rung || stopping || flush_asked > flush_done; });
  rung = false;
}

uint64_t Bus::Impl::look_and_drain(size_t& drained) {
  while (Clock::now() - last_look < kRoundGap) std::this_thread::sleep_for(kRoundGap / 2);
  const uint64_t previous = newest;
  for (size_t i = 0; i < rings.size(); ++i) pending[i].was_closed = !rings[i]->is_open();
  last_look = Clock::now();
  uint64_t horizon = kForever;
  for (size_t i = 0; i < rings.size(); ++i) {
    Pending& stream = pending[i];
    const size_t before = stream.events.size();
    stream.lost += rings[i]->drain(stream.events);
    drained += stream.events.size() - before;
    if (stream.lost != 0 && stream.events.size() > before) {
      stream.events.insert(before, make_event(EventKind::Gap, stream.events.events()[before], std::exchange(stream.lost, 0)));
    }
    if (stream.events.size() > before) stream.last_time = std::max(stream.last_time, stream.events.events().back().time_ns);
    newest = std::max(newest, stream.last_time);
    const uint64_t after_last = stream.last_time == 0 ? 0 : stream.last_time - 1;
    stream.bound = stream.was_closed ? previous : std::min(previous, after_last);
    horizon = std::min(horizon, stream.bound);
  }
  return horizon;
}

// A merge of the streams' sorted heads, taken in runs: up to where the next stream has an earlier event.
void Bus::Impl::hand_over(uint64_t horizon) {
  for (;;) {
    EventQueue* first = nullptr;
    uint64_t first_time = kForever, second_time = kForever;
    for (Pending& stream : pending) {
      if (stream.events.empty()) continue;
      const uint64_t time = stream.events.events().front().time_ns;
      if (first == nullptr || time < first_time) {
        second_time = std::exchange(first_time, time);
        first = &stream.events;
      } else {
        second_time = std::min(second_time, time);
      }
    }
    if (first == nullptr || first_time > horizon) break;
    hand_run(*first, std::min(horizon, second_time));
  }
  deliver();
}

// Long runs are handed over where they stand; short ones, of streams that take turns, are gathered.
void Bus::Impl::hand_run(EventQueue& from, uint64_t limit) {
  constexpr size_t kLongRun = 256, kBatch = 4096;
  const std::span<Event> waiting = from.events();
  size_t run = 0;
  do {
    handed_time = waiting[run].time_ns = std::max(handed_time, waiting[run].time_ns);
    ++run;
  } while (run < waiting.size() && waiting[run].time_ns <= limit);
  if (run >= kLongRun) {
    deliver();
    sink->on_events(waiting.first(run));
  } else {
    batch.insert(batch.end(), waiting.begin(), waiting.begin() + static_cast<ptrdiff_t>(run));
    if (batch.size() >= kBatch) deliver();
  }
  from.pop(run);
}

void Bus::Impl::deliver() {
  if (!batch.empty()) sink->on_events(batch);
  batch.clear();
}

}  // namespace gopherarium
