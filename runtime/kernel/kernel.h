#pragma once
// Kernel: what a program asks of the operating system. HostKernel serves a run under the live driver: a call that waits
// keeps its M's thread. SimKernel serves controlled runs on the virtual clock.
//
// A call that may wait stands between entersyscall and exitsyscall here, so its M gives up its P meanwhile. Every wait ends
// when the run does (interrupt, which Sched::exit calls).
//
// What was read from standard input is an event (Input), so a recording holds the input that the program has seen.

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "runtime/kernel/files.h"
#include "runtime/kernel/streams.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

// How a read or write ended: count bytes (a read of 0: the end), or an errno.
struct IoResult {
  int64_t count = 0;
  int error = 0;
};

enum class IoStatus : uint8_t {
  Done,     // go on
  Parked,   // the result is stored all the same; return RunResult::Parked and do not touch the G
  Syscall,  // controlled driver: the same, with RunResult::Syscall
};

// The name of the call in which a goroutine waits for standard input.
inline constexpr std::string_view kReadInputCall = "read standard input";

class Kernel {
 public:
  // unix_ns: what the files that are there from the beginning are stamped with.
  Kernel(Streams& streams, int64_t unix_ns) : streams_(streams), files_(unix_ns) {}
  virtual ~Kernel() = default;
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  // What is not a call of the program: print, the words of a panic. fd 1 or 2. Returns when all is written; keeps its P. gp:
  // whose output it is, or null. Emits Output.
  void print(M& m, const G* gp, int fd, std::string_view bytes);

  // The program's calls on its standard streams. `store` is called once, before gp can run elsewhere: it puts the result
  // where gp's code finds it, as after Parked and Syscall nothing of gp may be touched. gp's state is saved so that it goes on
  // behind the call.
  // fd 1 or 2; others give EBADF. Emits Output. A system call only when it has to wait: most writes go into a buffer at once.
  using Stored = std::function<void(const IoResult& result)>;
  virtual IoStatus write(M& m, G& gp, int fd, std::string_view bytes, const Stored& store) = 0;
  // At most `most` bytes of standard input; bytes is what was read. Emits Input.
  using Store = std::function<void(std::string_view bytes, const IoResult& result)>;
  virtual IoStatus read(M& m, G& gp, uint64_t most, const Store& store) = 0;

  // Files and pipes: a call on them is made at once (results stored), then it passes as a system call of that name does.
  Files& files() { return files_; }
  FileCaller caller(M& m, G& gp);
  virtual IoStatus pass(M& m, G& gp, std::string_view call) = 0;

  void interrupt() { streams_.interrupt(); }

 protected:
  // How long it takes until a waiter sees that its pipe is ready.
  virtual int64_t notice_ns() const { return 0; }
  // Emits Output and writes what goes without waiting; the rest stays in `bytes`. An errno or 0.
  int begin_output(M& m, const G* gp, int fd, std::string_view& bytes);
  // The rest of it. Waits.
  int finish_output(int fd, std::string_view& bytes);
  // Waits for standard input unless there is some that nobody has read.
  enum class ReadUpTo : uint8_t { AllThere, EndOfLine };
  std::string take_input(M& m, const G& gp, uint64_t most, ReadUpTo much);

 private:
  Streams& streams_;
  Files files_;
  Mutex output_lock_;       // output and its events have one order
  std::mutex input_lock_;   // held while waiting for input; protects what follows
  std::string input_;       // taken from the streams, and read by the program up to
  size_t read_ = 0;
  bool ended_ = false;
};

}  // namespace gopherarium
