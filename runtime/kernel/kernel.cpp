#include "runtime/kernel/kernel.h"

#include <algorithm>

namespace gopherarium {

int Kernel::begin_output(M& m, const G* gp, int fd, std::string_view& bytes) {
  LockGuard guard(output_lock_);
  Sched& sched = *m.sched;
  if (sched.tracing()) {
    sched.emit(m, EventKind::Output, gp, {.a = static_cast<uint64_t>(fd), .b = sched.bus().text(bytes)});
  }
  return streams_.write_some(fd, bytes);
}

// Without the lock: who waits for a full pipe must not stop those who print.
int Kernel::finish_output(int fd, std::string_view& bytes) {
  while (!bytes.empty()) {
    if (streams_.wait_writable(fd) == Streams::Waited::Interrupted) return 0;
    LockGuard guard(output_lock_);
    if (const int error = streams_.write_some(fd, bytes)) return error;
  }
  return 0;
}

FileCaller Kernel::caller(M& m, G& gp) {
  const int64_t now_ns = m.sched->now(m);
  return {.m = m, .gp = gp, .unix_ns = m.sched->clock().unix_ns(now_ns), .ready_ns = now_ns + notice_ns()};
}

void Kernel::print(M& m, const G* gp, int fd, std::string_view bytes) {
  if (bytes.empty()) return;
  if (begin_output(m, gp, fd, bytes) == 0) finish_output(fd, bytes);
}

std::string Kernel::take_input(M& m, const G& gp, uint64_t most, ReadUpTo much) {
  const std::lock_guard hold(input_lock_);
  if (read_ == input_.size()) {
    input_.clear();
    read_ = 0;
  }
  const auto enough = [&] {
    return ended_ || (much == ReadUpTo::AllThere ? read_ < input_.size()
                                                 : input_.size() - read_ >= most || input_.find('\n', read_) != std::string::npos);
  };
  while (!enough()) {
    switch (streams_.take(input_)) {
      case Streams::Took::Bytes: break;
      case Streams::Took::End: ended_ = true; break;
      case Streams::Took::Interrupted: return {};
    }
  }
  size_t count = std::min<size_t>(most, input_.size() - read_);
  if (const size_t line = input_.find('\n', read_); much == ReadUpTo::EndOfLine && line != std::string::npos) {
    count = std::min(count, line - read_ + 1);
  }
  std::string bytes = input_.substr(read_, count);
  read_ += count;
  if (bytes.empty()) ended_ = false;  // as at a terminal, the next read waits again where more may come
  Sched& sched = *m.sched;
  if (sched.tracing()) sched.emit(m, EventKind::Input, &gp, {.a = 0, .b = sched.bus().text(bytes)});
  return bytes;
}

}  // namespace gopherarium
