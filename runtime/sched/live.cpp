// The live driver: every M is a thread that steps until it has to sleep.

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

void Sched::run_live() {
  M* first = nullptr;
  {
    LockGuard guard(lock_);
    first = allm_[0].get();
    threads_.emplace_back([this] { sysmon(); });
  }
  live_thread(*first);
  join_threads();
}

void Sched::live_thread(M& m) {
  while (!ending()) {
    switch (step_m(m)) {
      case MNext::Go: break;
      case MNext::Park:
        if (ending()) break;
        m.note.sleep();
        m.note.clear();
        break;
      case MNext::Poll: poll_note_.sleep_for(std::max<int64_t>(0, m.poll_until_ns - clock_.now())); break;
      case MNext::Syscall: GOPH_CHECK(false, "simulated system calls are the controlled driver's");
    }
  }
  live_ms_.fetch_sub(1, std::memory_order_acq_rel);
}

// A thread that is joined may have started one just before; it has added it to the list by then.
void Sched::join_threads() {
  for (;;) {
    std::vector<std::thread> joined;
    {
      LockGuard guard(lock_);
      joined.swap(threads_);
    }
    if (joined.empty()) return;
    for (std::thread& thread : joined) thread.join();
  }
}

}  // namespace gopherarium
