#include "runtime/kernel/sim_kernel.h"

#include <cerrno>

namespace gopherarium {

// Output never blocks here: a choice at every line printed would multiply the schedules, and show nothing.
IoStatus SimKernel::write(M& m, G& gp, int fd, std::string_view bytes, const Stored& store) {
  if (fd != 1 && fd != 2) {
    store({.count = -1, .error = EBADF});
    return IoStatus::Done;
  }
  const auto size = static_cast<int64_t>(bytes.size());
  int error = begin_output(m, &gp, fd, bytes);
  if (error == 0) error = finish_output(fd, bytes);
  store({.count = size - static_cast<int64_t>(bytes.size()), .error = error});
  return IoStatus::Done;
}

IoStatus SimKernel::read(M& m, G& gp, uint64_t most, const Store& store) {
  Sched& sched = *m.sched;
  sched.entersyscall(m, gp, kReadInputCall);
  sched.enter_host_wait();
  const std::string bytes = take_input(m, gp, most, ReadUpTo::EndOfLine);
  sched.leave_host_wait();
  store(bytes, {.count = static_cast<int64_t>(bytes.size())});
  return leave(m, gp);
}

IoStatus SimKernel::pass(M& m, G& gp, std::string_view call) {
  m.sched->entersyscall(m, gp, call);
  return leave(m, gp);
}

IoStatus SimKernel::leave(M& m, G& gp) {
  Sched& sched = *m.sched;
  if (sched.choose(m, ChoiceKind::Syscall, 2) == 1) {
    gp.syscall_until_ns = sched.now(m) + kBlockNs;
    return IoStatus::Syscall;
  }
  return sched.exitsyscall(m, gp) == Sched::SyscallExit::Kept ? IoStatus::Done : IoStatus::Parked;
}

}  // namespace gopherarium
