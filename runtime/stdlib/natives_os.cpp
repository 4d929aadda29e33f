// Natives of package os. Output goes through the run; input is the process's own, read by the calling M.

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
NativeResult read_input(NativeCall& call) {
  const SliceWords into = call.slice(0);
  const uint64_t room = std::min(into.length(), into.capacity());
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, call.memory(call.element(into, 0, 1)), room);
  } while (got < 0 && errno == EINTR);
  call.set_integer(0, got < 0 ? 0 : got);
  return NativeResult::Done;
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
