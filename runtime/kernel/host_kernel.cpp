#include "runtime/kernel/host_kernel.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace gopherarium {
namespace {

// How long a run that ends may wait for a read from a terminal to notice.
constexpr int kStopLookMs = 20;

// Waits until fd can be read. False: the run ends.
bool wait_readable(const Sched& sched, int fd) {
  pollfd waited{.fd = fd, .events = POLLIN, .revents = 0};
  while (!sched.ending()) {
    if (poll(&waited, 1, kStopLookMs) != 0) return true;  // an error, too: read says which
  }
  return false;
}

}  // namespace

IoResult HostKernel::write(M& m, const G* gp, int fd, std::string_view bytes) {
  if (fd != STDOUT_FILENO && fd != STDERR_FILENO) return {.count = -1, .error = EBADF};
  LockGuard guard(lock_);
  Sched& sched = *m.sched;
  if (sched.tracing()) {
    sched.emit(m, EventKind::Output, gp, {.a = static_cast<uint64_t>(fd), .b = sched.bus().text(bytes)});
  }
  if (!options_.output) return write_all(fd, bytes);
  options_.output(fd, bytes);
  return {.count = static_cast<int64_t>(bytes.size())};
}

IoResult HostKernel::write_all(int fd, std::string_view bytes) {
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (wrote >= 0) {
      done += static_cast<size_t>(wrote);
    } else if (errno == EAGAIN) {
      pollfd waited{.fd = fd, .events = POLLOUT, .revents = 0};
      poll(&waited, 1, kStopLookMs);
    } else if (errno != EINTR) {
      return {.count = static_cast<int64_t>(done), .error = errno};
    }
  }
  return {.count = static_cast<int64_t>(done)};
}

IoStatus HostKernel::read(M& m, G& gp, int fd, uint64_t most, const Store& store) {
  if (fd != STDIN_FILENO) {
    store({}, {.count = -1, .error = EBADF});
    return IoStatus::Done;
  }
  if (options_.input_from == KernelOptions::Input::Process) return read_process(m, gp, most, store);
  LockGuard guard(lock_);
  const size_t count = std::min<size_t>(most, input_.size() - taken_);
  store(std::string_view(input_).substr(taken_, count), {.count = static_cast<int64_t>(count)});
  taken_ += count;
  return IoStatus::Done;
}

IoStatus HostKernel::read_process(M& m, G& gp, uint64_t most, const Store& store) {
  constexpr uint64_t kMost = 64 << 10;
  std::vector<char> buffer(std::min(most, kMost));
  Sched& sched = *m.sched;
  sched.entersyscall(m, gp, "read");
  IoResult result;
  if (wait_readable(sched, STDIN_FILENO)) {
    do {
      result.count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    } while (result.count < 0 && errno == EINTR);
    if (result.count < 0) result.error = errno;
  }
  store({buffer.data(), static_cast<size_t>(std::max<int64_t>(0, result.count))}, result);
  return sched.exitsyscall(m, gp) == Sched::SyscallExit::Kept ? IoStatus::Done : IoStatus::Parked;
}

}  // namespace gopherarium
