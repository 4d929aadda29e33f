#include "runtime/kernel/streams.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <utility>

namespace gopherarium {

Streams::Streams(StreamsOptions options) : options_(std::move(options)), waiting_(std::move(options_.input)) {
  closed_ = options_.then == StreamsOptions::Then::Ends;
  if (options_.output && options_.then != StreamsOptions::Then::Process) return;
  stop_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat about {};
    in_pieces_[fd] = fstat(fd, &about) == 0 && !S_ISREG(about.st_mode);
  }
}

Streams::~Streams() {
  if (stop_ >= 0) close(stop_);
}

// ---- output

int Streams::write_some(int fd, std::string_view& bytes) {
  if (options_.output) {
    options_.output(fd, std::exchange(bytes, {}));
    return 0;
  }
  while (!bytes.empty()) {
    size_t count = bytes.size();
    if (in_pieces_[fd]) {
      pollfd look{.fd = fd, .events = POLLOUT, .revents = 0};
      if (poll(&look, 1, 0) == 0) return 0;
      count = std::min<size_t>(count, PIPE_BUF);  // a pipe that poll found writable takes as much without waiting
    }
    const ssize_t wrote = ::write(fd, bytes.data(), count);
    if (wrote >= 0) {
      bytes.remove_prefix(static_cast<size_t>(wrote));
    } else if (errno == EAGAIN) {
      return 0;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

Streams::Waited Streams::wait_writable(int fd) { return wait_for(fd, POLLOUT); }

Streams::Waited Streams::wait_for(int fd, short events) {
  pollfd waited[] = {{.fd = fd, .events = events, .revents = 0}, {.fd = stop_, .events = POLLIN, .revents = 0}};
  while (poll(waited, 2, -1) < 0 && errno == EINTR) {
  }
  return waited[1].revents != 0 ? Waited::Interrupted : Waited::Ready;
}

// ---- input

Streams::Took Streams::take(std::string& to) {
  const Took took = take_fed(to);
  return took == Took::End && options_.then == StreamsOptions::Then::Process ? take_process(to) : took;
}

Streams::Took Streams::take_fed(std::string& to) {
  std::unique_lock hold(lock_);
  const bool comes = options_.then == StreamsOptions::Then::Fed;
  fed_.wait(hold, [&] { return !waiting_.empty() || closed_ || !comes || interrupted_.load(); });
  if (!waiting_.empty()) {
    to += std::exchange(waiting_, {});
    return Took::Bytes;
  }
  return interrupted_.load() ? Took::Interrupted : Took::End;
}

Streams::Took Streams::take_process(std::string& to) {
  char piece[64 << 10];
  if (wait_for(STDIN_FILENO, POLLIN) == Waited::Interrupted) return Took::Interrupted;
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, piece, sizeof piece);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return Took::End;
  to.append(piece, static_cast<size_t>(got));
  return Took::Bytes;
}

void Streams::feed(std::string_view text) {
  {
    const std::lock_guard hold(lock_);
    if (closed_) return;
    waiting_ += text;
  }
  fed_.notify_all();
}

void Streams::close_input() {
  {
    const std::lock_guard hold(lock_);
    closed_ = true;
  }
  fed_.notify_all();
}

void Streams::interrupt() {
  {
    const std::lock_guard hold(lock_);
    interrupted_.store(true);
  }
  fed_.notify_all();
  if (stop_ < 0) return;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(stop_, &one, sizeof one);  // fails only when it is readable already
}

}  // namespace gopherarium
