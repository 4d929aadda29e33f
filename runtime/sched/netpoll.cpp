// The netpoller: goroutines that wait for a descriptor, and become runnable when an M looks here (or sleeps for this).
//
// Descriptors are the kernel's and in memory, so there is nothing to ask the host for: who makes one ready says so, with the
// time from which on it counts. Whoever sleeps for the earliest timer sleeps for this too.

#include <algorithm>

#include "runtime/sched/sched.h"

namespace gopherarium {

void Sched::netpoll_ready(M& m, G& gp, int64_t when_ns) {
  {
    LockGuard guard(netpoll_lock_);
    ready_.push_back({when_ns, readied_++, &gp});
    std::push_heap(ready_.begin(), ready_.end());
    first_ready_.store(ready_.front().when_ns, std::memory_order_seq_cst);
  }
  wake_poller(&m, when_ns);
}

// True when it put a goroutine on m's queue.
bool Sched::netpoll(M& m) {
  const int64_t now_ns = now(m);
  if (first_ready_.load(std::memory_order_seq_cst) > now_ns) return false;
  std::vector<G*> found;
  {
    LockGuard guard(netpoll_lock_);
    while (!ready_.empty() && ready_.front().when_ns <= now_ns) {
      found.push_back(ready_.front().gp);
      std::pop_heap(ready_.begin(), ready_.end());
      ready_.pop_back();
    }
    first_ready_.store(ready_.empty() ? kNoTimer : ready_.front().when_ns, std::memory_order_seq_cst);
  }
  if (found.empty()) return false;
  search_event(m, QueueWhere::Netpoll, 0, found.size());
  for (G* gp : found) {
    casgstatus(*gp, GStatus::Waiting, GStatus::Runnable);
    if (tracing_) {
      const uint32_t goid = gp->goid.load(std::memory_order_relaxed);
      emit(m, EventKind::NetpollReady, nullptr, {.a = goid, .b = gp->wait_object});
      emit(m, EventKind::GoUnblock, nullptr, {.a = goid, .b = gp->wait_object}, Stamp::Last);
    }
    runqput(m, *gp, RunqPlace::Tail);
  }
  if (found.size() > 1) wakep(&m);
  return true;
}

}  // namespace gopherarium
