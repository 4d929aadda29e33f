#pragma once
// Kernel: what a program asks of the operating system. HostKernel serves a run under the live driver with this process's
// own stdin, stdout and stderr, or with buffers; SimKernel serves controlled runs from memory, on the virtual clock.
//
// A read that blocks stands between entersyscall and exitsyscall here, so its M gives up its P meanwhile; it ends when the
// run does. Writing is taken to be fast and never parks.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "runtime/sched/sched.h"

namespace gopherarium {

// How a read ended: count bytes (0: end of file), or an errno.
struct IoResult {
  int64_t count = 0;
  int error = 0;
};

enum class IoStatus : uint8_t {
  Done,     // go on
  Parked,   // the result is stored all the same; return RunResult::Parked and do not touch the G
  Syscall,  // controlled driver: the same, with RunResult::Syscall
};

class Kernel {
 public:
  virtual ~Kernel() = default;

  // fd 1 or 2; others give EBADF. gp: whose output it is, or null. Emits Output.
  virtual IoResult write(M& m, const G* gp, int fd, std::string_view bytes) = 0;

  // fd 0. At most `most` bytes. `store` is called once, before gp can run elsewhere: it puts the result where gp's code finds
  // it, as after Parked and Syscall nothing of gp may be touched. gp's state is saved so that it goes on behind the call.
  // bytes: what was read; may be null for a count of 0.
  using Store = std::function<void(std::string_view bytes, const IoResult& result)>;
  virtual IoStatus read(M& m, G& gp, int fd, uint64_t most, const Store& store) = 0;
};

// Takes output in the order it was written; never called from two threads at once.
using OutputSink = std::function<void(int fd, std::string_view bytes)>;

struct KernelOptions {
  OutputSink output{};  // none: HostKernel writes to this process's own, SimKernel drops it
  // Standard input. HostKernel: unless given, this process's own. SimKernel: unless given, empty.
  std::string_view input{};
  enum class Input : uint8_t { Given, Process } input_from = Input::Given;
};

}  // namespace gopherarium
