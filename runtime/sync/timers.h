#pragma once
// What timers of package time do when they fire. The value sent is given by the caller's `make_value`.

#include <cstdint>

#include "runtime/sched/sched.h"
#include "runtime/sync/chan.h"

namespace gopherarium {

// TimerSpec::action for After, NewTimer, NewTicker: argument is the channel's arena offset. Sends the current time without
// blocking; the runner makes the bytes (GoroutineRunner::time_value).
void timer_send_time(Sched& sched, M& m, const TimerSpec& spec, int64_t now_ns);
// For AfterFunc: argument is the func value's word; the runner starts the goroutine (GoroutineRunner::start_func).
void timer_start_func(Sched& sched, M& m, const TimerSpec& spec, int64_t now_ns);

}  // namespace gopherarium
