#include "runtime/kernel/host_kernel.h"

#include <algorithm>
#include <cerrno>
#include <string>

namespace gopherarium {
namespace {

IoStatus leave(Sched& sched, M& m, G& gp) {
  return sched.exitsyscall(m, gp) == Sched::SyscallExit::Kept ? IoStatus::Done : IoStatus::Parked;
}

}  // namespace

IoStatus HostKernel::write(M& m, G& gp, int fd, std::string_view bytes, const Stored& store) {
  if (fd != 1 && fd != 2) {
    store({.count = -1, .error = EBADF});
    return IoStatus::Done;
  }
  const auto size = static_cast<int64_t>(bytes.size());
  int error = begin_output(m, &gp, fd, bytes);
  if (error != 0 || bytes.empty()) {
    store({.count = size - static_cast<int64_t>(bytes.size()), .error = error});
    return IoStatus::Done;
  }
  const std::string rest(bytes);  // others may write to the slice meanwhile
  std::string_view left = rest;
  m.sched->entersyscall(m, gp, "write");
  error = finish_output(fd, left);
  store({.count = size - static_cast<int64_t>(left.size()), .error = error});
  return leave(*m.sched, m, gp);
}

IoStatus HostKernel::read(M& m, G& gp, uint64_t most, const Store& store) {
  m.sched->entersyscall(m, gp, kReadInputCall);
  const std::string bytes = take_input(m, gp, most, ReadUpTo::AllThere);
  store(bytes, {.count = static_cast<int64_t>(bytes.size())});
  return leave(*m.sched, m, gp);
}

IoStatus HostKernel::pass(M& m, G& gp, std::string_view call) {
  m.sched->entersyscall(m, gp, call);
  return leave(*m.sched, m, gp);
}

}  // namespace gopherarium
