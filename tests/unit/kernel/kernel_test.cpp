#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "runtime/kernel/host_kernel.h"
#include "runtime/kernel/sim_kernel.h"
#include "tests/unit/sched/coroutine_runner.h"

namespace gopherarium::testing {
namespace {

using Then = StreamsOptions::Then;

RunResult* why(Self& self) { return CoroutineRunner::why_of(*self.m); }

// Reads all of standard input in pieces of `most` bytes, and writes it.
Body copy_input(Kernel& kernel, uint64_t most) {
  return [&kernel, most](Self& self) -> Go {
    std::string piece;
    do {
      co_await Operation{self,
                         [&] {
                           RunResult* result = why(self);
                           const IoStatus status = kernel.read(*self.m, *self.g, most, [&](std::string_view bytes, const IoResult& got) {
                             EXPECT_EQ(got.error, 0);
                             piece = bytes;
                           });
                           if (status == IoStatus::Syscall) *result = RunResult::Syscall;
                           return status != IoStatus::Done;
                         },
                         [](bool) {}};
      kernel.print(*self.m, self.g, 1, piece);
    } while (!piece.empty());
    EXPECT_EQ(kernel.write(*self.m, *self.g, 7, "x", [](const IoResult& got) { EXPECT_EQ(got.error, EBADF); }), IoStatus::Done);
  };
}

// Where output goes, with a stroke behind each piece.
OutputSink pieces_to(std::string& output) {
  return [&](int, std::string_view bytes) { (output += bytes) += "|"; };
}

TEST(SimKernel, InputComesInLinesAndIsRecorded) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    std::string output;
    Streams streams({.output = pieces_to(output), .input = "one two\nthree\nrest"});
    SimKernel kernel(streams, 0);
    const Ran ran = run_program({.driver = DriverKind::Controlled, .procs = 2, .seed = seed, .bus = BusMode::Lossless},
                                copy_input(kernel, 6));
    EXPECT_EQ(ran.end.kind, EndKind::Exit);
    EXPECT_EQ(ran.violations, "");
    EXPECT_EQ(output, "one tw|o\n|three\n|rest|");
    int enters = 0, exits = 0, inputs = 0;
    for (const Event& e : ran.events) {
      enters += e.kind == EventKind::SyscallEnter ? 1 : 0;
      exits += e.kind == EventKind::SyscallExit ? 1 : 0;
      inputs += e.kind == EventKind::Input ? 1 : 0;
    }
    EXPECT_EQ(enters, 5);
    EXPECT_EQ(exits, 5);
    EXPECT_EQ(inputs, 5);  // the last says that it ended
  }
}

// However the bytes come: the same run.
TEST(SimKernel, WhenInputComesIsNoDifference) {
  const auto events = [](const std::function<void(Streams&)>& feed, std::string first) {
    Streams streams({.output = [](int, std::string_view) {}, .input = std::move(first), .then = Then::Fed});
    SimKernel kernel(streams, 0);
    std::thread typist([&] { feed(streams); });
    Ran ran = run_program({.driver = DriverKind::Controlled, .procs = 2, .seed = 5, .bus = BusMode::Lossless},
                          [&](Self& self) -> Go {
                            go(self, [](Self& other) -> Go { co_await sleep(other, 50'000); });
                            go(self, copy_input(kernel, 100));
                            co_await sleep(self, 5'000'000);
                          });
    typist.join();
    return std::move(ran.events);
  };
  const auto at_once = events([](Streams& s) { s.close_input(); }, "first\nsecond\n");
  const auto slowly = events(
      [](Streams& s) {
        for (const std::string_view piece : {"fi", "rst", "\nsec", "ond\n"}) {
          std::this_thread::sleep_for(std::chrono::milliseconds(3));
          s.feed(piece);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        s.close_input();
      },
      "");
  ASSERT_EQ(at_once.size(), slowly.size());
  for (size_t i = 0; i < at_once.size(); ++i) {
    EXPECT_EQ(at_once[i].kind, slowly[i].kind) << i;
    EXPECT_EQ(at_once[i].time_ns, slowly[i].time_ns) << i;
  }
}

// fd as this process's standard input or output, for a scope.
class Instead {
 public:
  Instead(int standard, int fd) : standard_(standard), saved_(dup(standard)) { dup2(fd, standard); }
  ~Instead() {
    dup2(saved_, standard_);
    close(saved_);
  }
  Instead(const Instead&) = delete;
  Instead& operator=(const Instead&) = delete;

 private:
  int standard_, saved_;
};

struct Pipe {
  Pipe() { EXPECT_EQ(pipe(ends), 0); }
  ~Pipe() {
    close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
  }
  int ends[2] = {-1, -1};
};

TEST(HostKernel, ReadsThisProcessesInputWhileOthersRun) {
  Pipe pipe;
  const Instead input(0, pipe.ends[0]);
  std::thread writer([&] {
    for (const std::string_view piece : {"one ", "two ", "three"}) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      EXPECT_EQ(write(pipe.ends[1], piece.data(), piece.size()), static_cast<ssize_t>(piece.size()));
    }
    close(std::exchange(pipe.ends[1], -1));
  });
  std::string output;
  Streams streams({.output = [&](int, std::string_view bytes) { output += bytes; }, .input = "zero ", .then = Then::Process});
  HostKernel kernel(streams, 0);
  const Ran ran = run_program({.procs = 2}, copy_input(kernel, 100));
  writer.join();
  EXPECT_EQ(ran.end.kind, EndKind::Exit);
  EXPECT_EQ(output, "zero one two three");
}

// How long a run goes on beyond the 5 ms after which its main returns.
std::chrono::nanoseconds overtime(Kernel& kernel, DriverKind driver, const Body& waiting) {
  const auto begin = std::chrono::steady_clock::now();
  const Ran ran = run_program({.driver = driver, .procs = 2, .bus = BusMode::Lossless, .on_ending = [&] { kernel.interrupt(); }},
                              [&](Self& self) -> Go {
                                go(self, waiting);
                                co_await sleep(self, 5'000'000);
                              });
  EXPECT_EQ(ran.violations, "");
  return std::chrono::steady_clock::now() - begin - std::chrono::milliseconds(5);
}

TEST(HostKernel, EveryWaitEndsWithTheRun) {
#ifdef __SANITIZE_THREAD__
  constexpr auto kMost = std::chrono::milliseconds(1000);
#else
  constexpr auto kMost = std::chrono::milliseconds(50);
#endif
  Pipe silent;
  const Instead input(0, silent.ends[0]);
  {
    Streams streams({.output = [](int, std::string_view) {}, .then = Then::Process});
    HostKernel kernel(streams, 0);
    EXPECT_LT(overtime(kernel, DriverKind::Live, copy_input(kernel, 100)), kMost) << "a read that nothing answers";
  }
  {
    Streams streams({.output = [](int, std::string_view) {}, .then = Then::Fed});
    HostKernel kernel(streams, 0);
    EXPECT_LT(overtime(kernel, DriverKind::Live, copy_input(kernel, 100)), kMost) << "nobody types";
  }
  std::chrono::nanoseconds late{};
  {  // nothing may be expected in here: a failure's text would wait for the same pipe
    Pipe full;
    const Instead output(1, full.ends[1]);
    Streams streams({});
    HostKernel kernel(streams, 0);
    const std::string much(1 << 20, 'x');
    late = overtime(kernel, DriverKind::Live, [&](Self& self) -> Go {
      IoResult result;
      co_await Operation{self,
                         [&] {
                           return kernel.write(*self.m, *self.g, 1, much, [&](const IoResult& got) { result = got; }) != IoStatus::Done;
                         },
                         [](bool) {}};
    });
  }
  EXPECT_LT(late, kMost) << "nobody reads what is written";
}

}  // namespace
}  // namespace gopherarium::testing
