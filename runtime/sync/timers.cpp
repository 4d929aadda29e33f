#include "runtime/sync/timers.h"

#include <array>

namespace gopherarium {

void timer_send_time(Sched& sched, M& m, const TimerSpec& spec, int64_t now_ns) {
  // time.Time is three words; a channel of anything larger is not package time's.
  alignas(8) std::array<std::byte, 64> value{};
  const auto* c = reinterpret_cast<const Hchan*>(sched.arena().at(spec.argument));
  if (spec.argument == 0 || c->elem_size > value.size()) return;
  sched.runner().time_value(now_ns, value.data(), c->elem_size);
  chansend_from_runtime(m, spec.argument, value.data());
}

void timer_start_func(Sched& sched, M& m, const TimerSpec& spec, int64_t) { sched.runner().start_func(m, spec.argument); }

}  // namespace gopherarium
