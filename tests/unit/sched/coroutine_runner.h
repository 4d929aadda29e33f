#pragma once
// Goroutines for tests of the scheduler, written as C++ coroutines: `co_await go.send(ch, 1)` parks as the VM would. The
// coroutine is suspended before the operation is called, which is the VM's rule too (state saved before anything that may
// park), and an awaiter does not touch its frame once the goroutine is parked.

#include <coroutine>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"
#include "runtime/trace/recording.h"
#include "runtime/trace/validate.h"

namespace gopherarium::testing {

class CoroutineRunner;

// A goroutine's function. Suspended at first; the runner resumes it.
struct Go {
  struct promise_type {
    Go get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

// What a goroutine knows of itself while it runs. Lives as long as the coroutine.
struct Self {
  CoroutineRunner* runner = nullptr;
  M* m = nullptr;
  G* g = nullptr;
  std::coroutine_handle<Go::promise_type> handle;
  // An operation that did not park leaves its results here.
  int64_t scratch = 0;
  bool scratch_ok = false;
  int scratch_index = 0;
  int scratch_status = 0;

  Sched& sched() const { return *m->sched; }
};

using Body = std::function<Go(Self&)>;

class CoroutineRunner final : public GoroutineRunner {
 public:
  explicit CoroutineRunner(Body main) : main_(std::move(main)) {}

  void make_main(M& m) override { start(m, nullptr, main_); }

  void start(M& m, G* parent, const Body& body) {
    Sched& sched = *m.sched;
    G& gp = sched.allocate_g(m);
    auto* start = new Started{{}, body};
    start->self.runner = this;
    start->self.g = &gp;
    start->self.handle = start->body(start->self).handle;
    gp.vm_data = start;
    sched.newproc(m, gp, parent, 0);
  }

  RunResult run(M& m, G& gp) override {
    Self& self = static_cast<Started*>(gp.vm_data)->self;
    self.m = &m;
    // The frame may be another M's when resume returns; what is read after it stands on this stack.
    RunResult why = RunResult::Exited;
    why_of(m) = &why;
    self.handle.resume();
    if (why != RunResult::Exited) return why;
    if (gp.goid.load() == 1 && main_ends_run) {
      m.sched->exit(EndKind::Exit, 0);
      return RunResult::Ended;
    }
    return RunResult::Exited;
  }
  // Where the run() that m is in learns why the coroutine was suspended; unchanged means that it ended.
  static RunResult*& why_of(M& m) { return reinterpret_cast<RunResult*&>(m.vm_data); }

  void ended(M&, G& gp) override {
    auto* start = static_cast<Started*>(gp.vm_data);
    start->self.handle.destroy();
    delete start;
    gp.vm_data = nullptr;
  }
  // After the run: coroutines that never ended.
  void destroy_rest(Sched& sched) {
    sched.for_each_g([](G& gp) {
      auto* start = static_cast<Started*>(gp.vm_data);
      if (start == nullptr) return;
      start->self.handle.destroy();
      delete start;
      gp.vm_data = nullptr;
    });
  }

  void fatal(M&, std::string_view text) override { fatal_text = text; }
  uint32_t stack_of(const G& gp) override { return 1000 + gp.goid.load(std::memory_order_relaxed); }
  EventValue describe(uint32_t, const std::byte* value) override {
    uint64_t word = 0;
    if (value != nullptr) std::memcpy(&word, value, sizeof word);
    return {word, pack_value_type(ValueKind::Int, 0)};
  }
  uint32_t type_text(uint32_t) override { return 0; }

  std::string fatal_text;
  bool main_ends_run = true;

 private:
  struct Started {
    Self self;
    Body body;  // a coroutine lambda's captures live in it
  };
  Body main_;
};

// An operation: `call` runs with the coroutine suspended and says Parked, or Done to go on at once.
template <class Call, class Finish>
struct Operation {
  Self& self;
  Call call;
  Finish finish;  // after the operation, whether it parked or not
  bool parked = true;

  bool await_ready() const { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    RunResult* why = CoroutineRunner::why_of(*self.m);
    const RunResult before = std::exchange(*why, RunResult::Parked);
    // From here the frame belongs to whoever wakes the goroutine, if it parks. `call` says so without touching it.
    if (call()) return true;
    *why = before;
    parked = false;
    return false;
  }
  auto await_resume() { return finish(parked); }
};
template <class Call, class Finish>
Operation(Self&, Call, Finish) -> Operation<Call, Finish>;

// Leaves the M with a result of run(): Yielded, HandedOff, Preempted, Budget.
inline auto leave(Self& self, RunResult result) {
  struct Leave {
    Self& self;
    RunResult result;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) { *CoroutineRunner::why_of(*self.m) = result; }
    void await_resume() const {}
  };
  return Leave{self, result};
}

inline auto sleep(Self& self, int64_t ns) {
  return Operation{self, [&self, ns] { return self.sched().sleep(*self.m, *self.g, ns) == Sched::SleepResult::Parked; },
                   [](bool) {}};
}

inline void go(Self& self, const Body& body) { self.runner->start(*self.m, self.g, body); }

// One run of a program under a driver.
struct RunOptions {
  DriverKind driver = DriverKind::Live;
  uint32_t procs = 1;
  uint64_t seed = 1;
  BusMode bus = BusMode::Off;
  bool main_ends_run = true;
  std::function<void()> on_ending{};
};

class EventLog final : public EventSink {
 public:
  explicit EventLog(EventSink& next) : next_(next) {}
  void on_events(std::span<const Event> events) override {
    all.insert(all.end(), events.begin(), events.end());
    next_.on_events(events);
  }
  std::vector<Event> all;

 private:
  EventSink& next_;
};

struct Ran {
  RunEnd end;
  std::vector<Event> events;
  Sched::Counts counts;
  uint32_t goroutines = 0;
  std::string violations;  // of the rules that recordings are held to, if the bus was on
};

inline Ran run_program(const RunOptions& options, const Body& main) {
  Arena arena(uint64_t{1} << 30);
  Bus bus({.mode = options.bus, .driver = options.driver, .procs = Sched::most_procs(options.procs)});
  RecordingInfo info;
  info.procs = options.procs;
  Recording recording(info, bus.tables());
  EventLog log(recording);
  if (options.bus != BusMode::Off) bus.start(log);
  CoroutineRunner runner(main);
  runner.main_ends_run = options.main_ends_run;
  Ran ran;
  {
    Sched sched({.procs = options.procs, .driver = options.driver, .seed = options.seed, .on_ending = options.on_ending}, runner, arena, bus);
    ran.end = sched.run();
    ran.counts = sched.counts();
    ran.goroutines = sched.num_goroutine();
    runner.destroy_rest(sched);
  }
  if (options.bus != BusMode::Off) {
    bus.stop();
    for (const Violation& v : validate(recording)) ran.violations += std::to_string(v.event) + ": " + v.sentence + "\n";
  }
  ran.events = std::move(log.all);
  return ran;
}

// A driver with 1, 2 and 4 Ps; once more recorded, which holds the events to the rules.
inline std::vector<RunOptions> ways_of(DriverKind driver) {
  std::vector<RunOptions> ways;
  for (const uint32_t procs : {1u, 2u, 4u}) ways.push_back({.driver = driver, .procs = procs});
  for (const uint32_t procs : {1u, 3u}) ways.push_back({.driver = driver, .procs = procs, .bus = BusMode::Lossless});
  return ways;
}
inline std::vector<RunOptions> all_drivers() {
  std::vector<RunOptions> all = ways_of(DriverKind::Live);
  for (const RunOptions& way : ways_of(DriverKind::Controlled)) all.push_back(way);
  return all;
}
inline std::string name_of(const RunOptions& options) {
  return (options.driver == DriverKind::Live ? "Live" : "Controlled") + std::to_string(options.procs) +
         (options.bus == BusMode::Off ? "" : "Recorded");
}
inline void PrintTo(const RunOptions& options, std::ostream* out) { *out << name_of(options); }

}  // namespace gopherarium::testing
