#include "runtime/kernel/sim_kernel.h"

#include <algorithm>
#include <cerrno>

namespace gopherarium {

IoResult SimKernel::write(M& m, const G* gp, int fd, std::string_view bytes) {
  if (fd != 1 && fd != 2) return {.count = -1, .error = EBADF};
  Sched& sched = *m.sched;
  if (sched.tracing()) {
    sched.emit(m, EventKind::Output, gp, {.a = static_cast<uint64_t>(fd), .b = sched.bus().text(bytes)});
  }
  if (output_) output_(fd, bytes);
  return {.count = static_cast<int64_t>(bytes.size())};
}

IoStatus SimKernel::read(M& m, G& gp, int fd, uint64_t most, const Store& store) {
  if (fd != 0) {
    store({}, {.count = -1, .error = EBADF});
    return IoStatus::Done;
  }
  const size_t count = std::min<size_t>(most, input_.size() - taken_);
  store(std::string_view(input_).substr(taken_, count), {.count = static_cast<int64_t>(count)});
  taken_ += count;
  Sched& sched = *m.sched;
  const bool blocks = sched.choose(m, ChoiceKind::Syscall, 2) == 1;
  const int64_t until_ns = sched.now(m) + kReadNs;
  sched.entersyscall(m, gp, "read");
  if (!blocks) {
    return sched.exitsyscall(m, gp) == Sched::SyscallExit::Kept ? IoStatus::Done : IoStatus::Parked;
  }
  gp.syscall_until_ns = until_ns;
  return IoStatus::Syscall;
}

}  // namespace gopherarium
