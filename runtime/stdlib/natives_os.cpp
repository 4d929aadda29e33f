// Natives of package os. Output goes through the run; input is the process's own, read by the calling M.

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/stdlib/natives.h"
#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

// func arguments() []string
NativeResult arguments(NativeCall& call) {
  std::vector<std::string> texts = call.vm.arguments();
  if (texts.empty()) texts.emplace_back("main");
  call.set_slice(0, call.make_strings(texts));
  return NativeResult::Done;
}

// func write(fd int, b []byte)
NativeResult write_bytes(NativeCall& call) {
  call.write(static_cast<int>(call.integer(0)), call.bytes(1));
  return NativeResult::Done;
}

// func writeString(fd int, s string)
NativeResult write_string(NativeCall& call) {
  call.write(static_cast<int>(call.integer(0)), call.text(1));
  return NativeResult::Done;
}

// func read(b []byte) int
// The M gives up its P meanwhile, and looks up now and then whether the run ends.
NativeResult read_input(NativeCall& call) {
  constexpr int kLookMs = 20;
  const SliceWords into = call.slice(0);
  const uint64_t room = std::min(into.length(), into.capacity());
  if (room == 0) {
    call.set_integer(0, 0);
    return NativeResult::Done;
  }
  Sched& sched = call.vm.sched();
  sched.entersyscall(call.m, call.g, "read");
  pollfd waited{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
  ssize_t got = 0;
  while (!sched.ending() && !sched.options().stop.stop_requested()) {
    if (poll(&waited, 1, kLookMs) == 0) continue;
    got = ::read(STDIN_FILENO, call.memory(call.element(into, 0, 1)), room);
    if (got >= 0 || errno != EINTR) break;
  }
  call.set_integer(0, got < 0 ? 0 : got);
  return sched.exitsyscall(call.m, call.g) == Sched::SyscallExit::Kept ? NativeResult::Done : NativeResult::Park;
}

// func exit(code int)
NativeResult exit_run(NativeCall& call) { return call.exit(static_cast<int>(call.integer(0))); }

}  // namespace

void add_os_natives(NativeTable& table) {
  table.add("os.arguments", arguments);
  table.add("os.write", write_bytes);
  table.add("os.writeString", write_string);
  table.add("os.read", read_input);
  table.add("os.exit", exit_run);
}

}  // namespace gopherarium
