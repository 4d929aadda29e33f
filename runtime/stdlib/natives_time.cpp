// Package time: the run's clock, sleeping, timers.
//
// A timer of the runtime carries the address of the timerCore it belongs to; what it does when it fires stands there: a func
// value to start a goroutine with, or a channel to send the time on.
#include <algorithm>
#include <array>
#include <limits>

#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"
#include "runtime/sync/chan.h"

namespace gopherarium {
namespace {

// timerCore of go/time/sleep.go.
constexpr uint64_t kCoreId = 0, kCoreChan = 8, kCoreFunc = 16, kCoreLoc = 24, kCorePeriod = 32;

// As time.Time has it: seconds from 1885 to 1970, and the bit that says there is a monotonic reading.
constexpr int64_t kUnixSince1885 = ((1969 - 1884) * 365 + 1969 / 4 - 1884 / 4 - 1969 / 100 + 1884 / 100 + 1969 / 400 - 1884 / 400) * int64_t{86400};
constexpr uint64_t kHasMonotonic = uint64_t{1} << 63;
constexpr int kNsecBits = 30;

// Monotonic readings begin with 1, so that 0 can be none.
int64_t monotonic(int64_t run_ns) { return run_ns + 1; }

struct Wall {
  int64_t seconds;  // since 1970
  int64_t nanoseconds;
};
Wall wall_of(const Clock& clock, int64_t run_ns) {
  const int64_t unix_ns = clock.unix_ns(run_ns);
  return {unix_ns / 1'000'000'000, unix_ns % 1'000'000'000};
}

// now() (unixSec int64, nsec int32, mono int64)
NativeResult now(NativeCall& call) {
  const int64_t run_ns = call.vm.sched().now(call.m);
  const Wall wall = wall_of(call.vm.clock(), run_ns);
  call.set_integer(0, wall.seconds);
  call.set_integer(1, wall.nanoseconds);
  call.set_integer(2, monotonic(run_ns));
  return NativeResult::Done;
}

NativeResult runtime_nano(NativeCall& call) {
  call.set_integer(0, monotonic(call.vm.sched().now(call.m)));
  return NativeResult::Done;
}

NativeResult sleep(NativeCall& call) {
  const auto how = call.vm.sched().sleep(call.m, call.g, call.integer(0));
  return how == Sched::SleepResult::Parked ? NativeResult::Park : NativeResult::Done;
}

// ---- timers

void fire(Sched& sched, M& m, const TimerSpec& spec, int64_t now_ns) {
  const Arena& arena = sched.arena();
  const uint64_t core = spec.argument;
  if (const auto f = arena.load<Slot64>(core + kCoreFunc); f != 0) {
    static_cast<Vm&>(sched.runner()).start_goroutine(m, nullptr, f, nullptr, 0);
    return;
  }
  const Wall wall = wall_of(sched.clock(), now_ns);
  const auto since_1885 = static_cast<uint64_t>(wall.seconds + kUnixSince1885);
  const std::array<uint64_t, 3> time = {
      kHasMonotonic | (since_1885 << kNsecBits) | static_cast<uint64_t>(wall.nanoseconds),
      static_cast<uint64_t>(monotonic(now_ns)), arena.load<Slot64>(core + kCoreLoc)};
  // Nobody waits and the buffer is full: this tick is lost, as in Go.
  chansend_from_runtime(m, arena.load<Slot64>(core + kCoreChan), time.data());
}

void start(NativeCall& call, uint64_t core, uint64_t object, int64_t after_ns) {
  const int64_t now_ns = call.vm.sched().now(call.m);
  const int64_t delay = std::max<int64_t>(after_ns, 0);
  TimerSpec spec;
  spec.when_ns = delay < kNoTimer - 1 - now_ns ? now_ns + delay : kNoTimer - 1;
  spec.period_ns = static_cast<int64_t>(call.load(core + kCorePeriod));
  spec.action = fire;
  spec.object = object;
  spec.argument = core;
  call.store(core + kCoreId, call.vm.sched().start_timer(call.m, spec));
}

// Before go1.23 Stop and Reset left a value that had been sent in the channel, for the next receive to find.
bool values_go_stale(const Vm& vm) { return vm.program().go_minor < 23; }

// Takes the timer out, and a value that was sent and not received. Whether there was one of either.
bool stop(NativeCall& call, uint64_t core) {
  const auto was = call.vm.sched().stop_timer(call.m, call.load(core + kCoreId));
  const uint64_t chan = call.load(core + kCoreChan);
  const bool unreceived = chan != 0 && !values_go_stale(call.vm) && chanrecv(call.m, call.g, chan, nullptr, ChanMode::Try).status == ChanStatus::Done;
  return was == Sched::TimerWas::Active || unreceived;
}

// setTimer(core, object, d)
NativeResult set_timer(NativeCall& call) {
  const uint64_t chan = call.load(call.word(0) + kCoreChan);
  if (chan != 0 && !values_go_stale(call.vm)) chan_hide_buffer(call.m, chan);
  start(call, call.word(0), call.word(1), call.integer(2));
  return NativeResult::Done;
}

NativeResult stop_timer(NativeCall& call) {
  call.set_boolean(0, stop(call, call.word(0)));
  return NativeResult::Done;
}

NativeResult reset_timer(NativeCall& call) {
  call.set_boolean(0, stop(call, call.word(0)));
  start(call, call.word(0), call.word(1), call.integer(2));
  return NativeResult::Done;
}

}  // namespace

void add_time_natives(NativeTable& table) {
  table.add("time.now", now);
  table.add("time.runtimeNano", runtime_nano);
  table.add("time.Sleep", sleep);
  table.add("time.setTimer", set_timer);
  table.add("time.stopTimer", stop_timer);
  table.add("time.resetTimer", reset_timer);
}

}  // namespace gopherarium
