#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "runtime/kernel/host_kernel.h"
#include "runtime/kernel/sim_kernel.h"
#include "tests/unit/sched/coroutine_runner.h"

namespace gopherarium::testing {
namespace {

// Reads all of standard input in pieces of `most` bytes, and writes it.
Body copy_input(Kernel& kernel, uint64_t most) {
  return [&kernel, most](Self& self) -> Go {
    std::string piece;
    do {
      co_await Operation{self,
                         [&] {
                           RunResult* why = CoroutineRunner::why_of(*self.m);
                           const IoStatus status = kernel.read(*self.m, *self.g, 0, most, [&](std::string_view bytes, const IoResult& got) {
                             EXPECT_EQ(got.error, 0);
                             piece = bytes;
                           });
                           if (status == IoStatus::Syscall) *why = RunResult::Syscall;
                           return status != IoStatus::Done;
                         },
                         [](bool) {}};
      kernel.write(*self.m, self.g, 1, piece);
    } while (!piece.empty());
    EXPECT_EQ(kernel.write(*self.m, self.g, 7, "x").error, EBADF);
  };
}

TEST(SimKernel, InputIsGivenAndReadInPieces) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    std::string output;
    SimKernel kernel({.output = [&](int, std::string_view bytes) { output += bytes; }, .input = "one two three"});
    const Ran ran = run_program({.driver = DriverKind::Controlled, .procs = 2, .seed = seed, .bus = BusMode::Lossless},
                                copy_input(kernel, 5));
    EXPECT_EQ(ran.end.kind, EndKind::Exit);
    EXPECT_EQ(output, "one two three");
    int enters = 0, exits = 0;
    for (const Event& e : ran.events) {
      enters += e.kind == EventKind::SyscallEnter ? 1 : 0;
      exits += e.kind == EventKind::SyscallExit ? 1 : 0;
    }
    EXPECT_EQ(enters, 4);
    EXPECT_EQ(exits, 4);
  }
}

TEST(HostKernel, ReadsThisProcessesInputWhileOthersRun) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const int saved = dup(0);
  dup2(ends[0], 0);
  std::thread writer([&] {
    for (const std::string_view piece : {"one ", "two ", "three"}) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      EXPECT_EQ(write(ends[1], piece.data(), piece.size()), static_cast<ssize_t>(piece.size()));
    }
    close(ends[1]);
  });
  std::string output;
  HostKernel kernel({.output = [&](int, std::string_view bytes) { output += bytes; },
                     .input_from = KernelOptions::Input::Process});
  const Ran ran = run_program({.procs = 2}, copy_input(kernel, 100));
  writer.join();
  EXPECT_EQ(ran.end.kind, EndKind::Exit);
  EXPECT_EQ(output, "one two three");

  // A read that nothing ever answers ends when the run does.
  int silent[2];
  ASSERT_EQ(pipe(silent), 0);
  dup2(silent[0], 0);
  const Ran stopped = run_program({.procs = 2}, [&](Self& self) -> Go {
    go(self, copy_input(kernel, 100));
    co_await sleep(self, 5'000'000);
  });
  EXPECT_EQ(stopped.end.kind, EndKind::Exit);
  dup2(saved, 0);
  for (const int fd : {ends[0], silent[0], silent[1], saved}) close(fd);
}

}  // namespace
}  // namespace gopherarium::testing
