#pragma once
// Kernel: what a program asks of the operating system. HostKernel serves a run under the live driver with this process's
// own stdin, stdout and stderr, or with buffers; SimKernel serves controlled runs from memory on the virtual clock.
//
// A blocking read is bracketed by entersyscall and exitsyscall here, so its M gives up its P and the call ends when the
// run does.

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/sched/sched.h"

namespace gopherarium {

enum class IoStatus : uint8_t {
  Done,    // count bytes; a read of 0 bytes is end of file
  Lost,    // done too, but the P is lost: results are stored by the caller's `store`, return RunResult::Parked
  Error,   // errno
};
struct IoResult {
  IoStatus status = IoStatus::Done;
  int64_t count = 0;
  int error = 0;
};

class Kernel {
 public:
  virtual ~Kernel() = default;
  // fd 1 or 2. Never parks: standard output is taken to be fast. Emits Output.
  virtual IoResult write(M& m, G* gp, int fd, std::string_view bytes) = 0;
  // fd 0. May block. `store` gets the bytes and the result while gp is still this M's: it must put them where gp's code
  // finds them (arena, stack) and save pc, as with IoStatus::Lost nothing of gp may be touched afterwards.
  using Store = std::function<void(std::string_view bytes, const IoResult& result)>;
  virtual IoResult read(M& m, G& gp, int fd, uint64_t most, const Store& store) = 0;
};

// Where output goes: a function, called in order and never from two threads at once.
using OutputSink = std::function<void(int fd, std::string_view bytes)>;

}  // namespace gopherarium
