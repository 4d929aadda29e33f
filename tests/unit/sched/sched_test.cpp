#include "runtime/sched/sched.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "tests/unit/sched/coroutine_runner.h"

namespace gopherarium::testing {
namespace {

class EveryDriver : public ::testing::TestWithParam<RunOptions> {};
INSTANTIATE_TEST_SUITE_P(, EveryDriver, ::testing::ValuesIn(all_drivers()),
                         [](const auto& one) { return name_of(one.param); });

Go count(Self&, std::atomic<int>& counter) {
  ++counter;
  co_return;
}

TEST_P(EveryDriver, SpawnsTenThousandAndWaitsByYielding) {
  std::atomic<int> counter{0};
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    for (int i = 0; i < 10'000; ++i) go(self, [&](Self& other) { return count(other, counter); });
    while (counter.load() < 10'000) co_await leave(self, RunResult::Yielded);
  });
  EXPECT_EQ(ran.end.kind, EndKind::Exit);
  EXPECT_EQ(counter.load(), 10'000);
}

TEST_P(EveryDriver, EndedGoroutinesAreRecycled) {
  std::atomic<int> counter{0};
  std::atomic<int> distinct{0};
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    for (int i = 1; i <= 2'000; ++i) {
      go(self, [&](Self& other) { return count(other, counter); });
      while (counter.load() < i) co_await leave(self, RunResult::Yielded);
    }
    std::set<G*> seen;
    for (int i = 0; i < 100; ++i) {
      G& gp = self.sched().allocate_g(*self.m);
      seen.insert(&gp);
    }
    distinct = static_cast<int>(seen.size());
  });
  EXPECT_EQ(distinct.load(), 100) << "one G was given out twice";
  EXPECT_EQ(ran.goroutines, 1u) << "all but main have ended";
}

TEST_P(EveryDriver, SleepsEndInOrderOfTheirTimes) {
  std::mutex mutex;
  std::vector<int> order;
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    for (const int ms : {30, 10, 20}) {
      go(self, [&, ms](Self& other) -> Go {
        return [](Self& s, int pause, std::mutex& lock, std::vector<int>& log) -> Go {
          co_await sleep(s, pause * 1'000'000);
          std::lock_guard guard(lock);
          log.push_back(pause);
        }(other, ms, mutex, order);
      });
    }
    co_await sleep(self, 60'000'000);
  });
  EXPECT_EQ(ran.end.kind, EndKind::Exit);
  EXPECT_THAT(order, ::testing::ElementsAre(10, 20, 30));
}

TEST_P(EveryDriver, AllAsleepIsADeadlock) {
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    go(self, [](Self& other) -> Go {
      return [](Self& s) -> Go {
        co_await sleep(s, 2'000'000);  // no deadlock while a timer is set
        co_await Operation{s, [&s] { s.sched().gopark(*s.m, *s.g, WaitReason::ChanReceiveNil, 0); return true; }, [](bool) {}};
      }(other);
    });
    co_await Operation{self, [&self] { self.sched().gopark(*self.m, *self.g, WaitReason::ChanSendNil, 0); return true; },
                       [](bool) {}};
  });
  EXPECT_EQ(ran.end.kind, EndKind::Fatal);
  EXPECT_EQ(ran.end.status, 2);
  EXPECT_EQ(ran.end.text, "all goroutines are asleep - deadlock!");
}

TEST_P(EveryDriver, MainThatExitsByGoexitLeavesNoGoroutines) {
  RunOptions options = GetParam();
  options.main_ends_run = false;
  const Ran ran = run_program(options, [&](Self&) -> Go { co_return; });
  EXPECT_EQ(ran.end.text, "no goroutines (main called runtime.Goexit) - deadlock!");
}

// A goroutine that never calls anything is asked to leave after its time slice; others then run.
TEST_P(EveryDriver, SysmonPreempts) {
  std::atomic<bool> done{false};
  std::atomic<int> preempted{0};
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    go(self, [&](Self& other) -> Go {
      return [](Self& s, std::atomic<bool>& stop, std::atomic<int>& times) -> Go {
        while (!stop.load()) {
          if (s.g->preempt.load() != 0) {
            ++times;
            co_await leave(s, RunResult::Preempted);
          } else if (s.m->budget < 10) {
            s.m->budget = 0;
            co_await leave(s, RunResult::Budget);
          } else {
            s.m->budget -= 10;
          }
        }
      }(other, done, preempted);
    });
    while (preempted.load() < 3) co_await leave(self, RunResult::Yielded);
    done = true;
  });
  EXPECT_EQ(ran.end.kind, EndKind::Exit);
  EXPECT_GE(preempted.load(), 3);
}

TEST_P(EveryDriver, StopEndsABusyRunSoon) {
  std::stop_source source;
  Arena arena(1 << 20);
  Bus bus({});
  CoroutineRunner runner([](Self& self) -> Go {
    for (;;) {
      if (self.g->preempt.load() != 0) co_await leave(self, RunResult::Preempted);
      if (self.m->budget <= 0) co_await leave(self, RunResult::Budget);
      self.m->budget -= 1;
    }
  });
  Sched sched({.procs = GetParam().procs, .driver = GetParam().driver, .stop = source.get_token()}, runner, arena, bus);
  std::chrono::steady_clock::time_point asked;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    asked = std::chrono::steady_clock::now();
    source.request_stop();
  });
  const RunEnd end = sched.run();
  stopper.join();
  EXPECT_EQ(end.kind, EndKind::Stopped);
  EXPECT_EQ(end.status, 124);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::milliseconds(100));
  runner.destroy_rest(sched);
}

TEST_P(EveryDriver, StoppingTheWorldStopsEverybodyElse) {
  std::atomic<uint64_t> progress{0};
  std::atomic<bool> moved{false};
  std::atomic<bool> done{false};
  run_program(GetParam(), [&](Self& self) -> Go {
    for (int i = 0; i < 8; ++i) {
      go(self, [&](Self& other) -> Go {
        return [](Self& s, std::atomic<uint64_t>& count_of, std::atomic<bool>& stop) -> Go {
          while (!stop.load()) {
            ++count_of;
            co_await leave(s, RunResult::Yielded);
          }
        }(other, progress, done);
      });
    }
    for (int round = 0; round < 20; ++round) {
      for (int i = 0; i < 50; ++i) co_await leave(self, RunResult::Yielded);
      EXPECT_EQ(self.sched().stop_the_world(self.m, "test"), Sched::WorldStop::Stopped);
      const uint64_t before = progress.load();
      if (self.sched().driver() == DriverKind::Live) std::this_thread::sleep_for(std::chrono::microseconds(200));
      if (progress.load() != before) moved = true;
      self.sched().start_the_world(self.m);
    }
    done = true;
  });
  EXPECT_FALSE(moved.load()) << "a goroutine ran while the world was stopped";
  EXPECT_GT(progress.load(), 0u);
}

TEST_P(EveryDriver, APausedRunStandsStill) {
  std::atomic<uint64_t> progress{0};
  Arena arena(1 << 20);
  Bus bus({});
  CoroutineRunner runner([&](Self& self) -> Go {
    for (int i = 0; i < 3; ++i) {
      go(self, [&](Self& me) -> Go {
        for (;;) {
          ++progress;
          co_await leave(me, RunResult::Yielded);
        }
      });
    }
    for (;;) co_await sleep(self, 1'000'000);
  });
  Sched sched({.procs = GetParam().procs, .driver = GetParam().driver}, runner, arena, bus);
  std::thread host([&] {
    for (int round = 0; round < 5; ++round) {
      for (const uint64_t before = progress.load(); progress.load() < before + 100;) std::this_thread::yield();
      sched.pause();
      const uint64_t paused = progress.load();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      EXPECT_EQ(progress.load(), paused);
      sched.resume();
    }
    sched.pause();
    sched.request_stop();  // a paused run can be stopped
  });
  EXPECT_EQ(sched.run().kind, EndKind::Stopped);
  host.join();
  runner.destroy_rest(sched);
}

TEST_P(EveryDriver, SchedtraceReadsAsGos) {
  std::vector<std::string> lines;
  Arena arena(1 << 20);
  Bus bus({});
  CoroutineRunner runner([&](Self& self) -> Go { co_await sleep(self, 30'000'000); });
  Sched sched({.procs = GetParam().procs, .driver = GetParam().driver, .schedtrace_ns = 10'000'000,
               .schedtrace_out = [&](std::string_view line) { lines.emplace_back(line); }},
              runner, arena, bus);
  sched.run();
  runner.destroy_rest(sched);
  ASSERT_FALSE(lines.empty());
  EXPECT_THAT(lines[0], ::testing::StartsWith("SCHED "));
  EXPECT_THAT(lines[0], ::testing::HasSubstr("ms: gomaxprocs=" + std::to_string(GetParam().procs) + " idleprocs="));
  EXPECT_THAT(lines[0], ::testing::EndsWith("]\n"));
}

// Of the controlled driver the next test is.
class LiveDriver : public EveryDriver {};
INSTANTIATE_TEST_SUITE_P(, LiveDriver, ::testing::ValuesIn(ways_of(DriverKind::Live)), [](const auto& one) { return name_of(one.param); });

TEST_P(LiveDriver, SystemCallsGiveUpTheirP) {
  std::atomic<int> ticks{0};
  std::atomic<int> ticks_during_call{0};
  run_program(GetParam(), [&](Self& self) -> Go {
    go(self, [&](Self& other) -> Go {
      return [](Self& s, std::atomic<int>& times) -> Go {
        for (;;) {
          ++times;
          co_await leave(s, RunResult::Yielded);
        }
      }(other, ticks);
    });
    const auto blocks = [&] {
      Sched& sched = self.sched();
      sched.entersyscall(*self.m, *self.g, "read");
      const int before = ticks.load();
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      ticks_during_call = ticks.load() - before;
      return sched.exitsyscall(*self.m, *self.g) == Sched::SyscallExit::Lost;
    };
    co_await Operation{self, blocks, [](bool) {}};
  });
  EXPECT_GT(ticks_during_call.load(), 0) << "the P stayed with the blocked M";
}

TEST(ControlledDriver, ASimulatedCallReturnsOnTheVirtualClock) {
  int64_t took_ns = 0;
  std::atomic<int> ticks{0};
  const auto began = std::chrono::steady_clock::now();
  run_program({.driver = DriverKind::Controlled, .procs = 1}, [&](Self& self) -> Go {
    go(self, [&](Self& other) -> Go {
      return [](Self& s, std::atomic<int>& times) -> Go {
        for (int i = 0; i < 5; ++i) {
          ++times;
          co_await leave(s, RunResult::Yielded);
        }
      }(other, ticks);
    });
    const int64_t before = self.sched().now(*self.m);
    self.sched().entersyscall(*self.m, *self.g, "read");
    self.g->syscall_until_ns = before + 3'000'000'000;
    co_await leave(self, RunResult::Syscall);
    took_ns = self.sched().now(*self.m) - before;
  });
  EXPECT_GE(took_ns, 3'000'000'000);
  EXPECT_EQ(ticks.load(), 5) << "others run on the call's P";
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(1));
}

// GOMAXPROCS up and down, while goroutines are queued everywhere and timers are set on Ps that go.
TEST_P(EveryDriver, ProcsChangeWhileRunning) {
  RunOptions options = GetParam();
  options.bus = BusMode::Lossless;
  std::atomic<int> done{0};
  const Ran ran = run_program(options, [&](Self& self) -> Go {
    for (int round = 0; round < 12; ++round) {
      for (int i = 0; i < 50; ++i) {
        go(self, [&, i](Self& me) -> Go {
          if (i % 4 == 0) co_await sleep(me, 100'000 * (i % 5));
          for (int k = 0; k < 10; ++k) co_await leave(me, RunResult::Yielded);
          ++done;
        });
      }
      for (int i = 0; i < 5; ++i) co_await leave(self, RunResult::Yielded);
      const uint32_t wanted = std::array<uint32_t, 4>{1, 4, 2, 8}[static_cast<size_t>(round) % 4];
      EXPECT_EQ(self.sched().set_procs(*self.m, wanted), Sched::WorldStop::Stopped);
      EXPECT_EQ(self.sched().procs(), wanted);
      EXPECT_LT(self.m->p->id, wanted);
    }
    while (done.load() < 600) co_await sleep(self, 100'000);
  });
  EXPECT_EQ(ran.end.kind, EndKind::Exit);
  EXPECT_EQ(done.load(), 600);
  EXPECT_EQ(ran.violations, "");
}

// ---- events

std::string print(const Event& e) {
  return fmt::format("{} {} g{} p{} {} {} {} {} s{}", e.time_ns, event_info(e.kind).name, e.g, e.p, e.a, e.b, e.c, e.d, e.stack);
}

std::vector<std::string> record_busy_program(uint64_t seed, uint32_t procs) {
  std::atomic<int> counter{0};
  const Ran ran = run_program(
      {.driver = DriverKind::Controlled, .procs = procs, .seed = seed, .bus = BusMode::Lossless}, [&](Self& self) -> Go {
        for (int i = 0; i < 40; ++i) {
          go(self, [&, i](Self& other) -> Go {
            return [](Self& s, int n, std::atomic<int>& done) -> Go {
              for (int k = 0; k < n; ++k) {
                s.m->budget -= 7;
                if (k % 3 == 0) co_await sleep(s, 1000 * n);
                co_await leave(s, RunResult::Yielded);
              }
              ++done;
            }(other, i, counter);
          });
        }
        while (counter.load() < 40) co_await sleep(self, 5000);
      });
  EXPECT_EQ(ran.violations, "");
  std::vector<std::string> lines;
  for (const Event& e : ran.events) lines.push_back(print(e));
  return lines;
}

TEST(ControlledDriver, TheSameSeedGivesTheSameEvents) {
  for (const uint32_t procs : {1u, 2u, 4u}) {
    const auto first = record_busy_program(7, procs);
    EXPECT_EQ(first, record_busy_program(7, procs)) << "procs " << procs;
    EXPECT_GT(first.size(), 1000u);
    if (procs > 1) {
      EXPECT_NE(first, record_busy_program(8, procs)) << "procs " << procs;
    }
  }
}

TEST_P(EveryDriver, EventsTellOneConsistentStory) {
  RunOptions options = GetParam();
  options.bus = BusMode::Lossless;
  std::atomic<int> counter{0};
  const Ran ran = run_program(options, [&](Self& self) -> Go {
    for (int i = 0; i < 300; ++i) {
      go(self, [&, i](Self& other) -> Go {
        return [](Self& s, int n, std::atomic<int>& done) -> Go {
          for (int k = 0; k < 5; ++k) {
            if ((k + n) % 2 == 0) co_await sleep(s, 1000 * (n % 7));
            co_await leave(s, RunResult::Yielded);
          }
          ++done;
        }(other, i, counter);
      });
    }
    while (counter.load() < 300) co_await sleep(self, 50'000);
  });
  EXPECT_EQ(ran.violations, "");
  const auto count = [&](EventKind kind) {
    return std::count_if(ran.events.begin(), ran.events.end(), [&](const Event& e) { return e.kind == kind; });
  };
  EXPECT_EQ(count(EventKind::GoCreate), 301);
  EXPECT_EQ(count(EventKind::GoEnd), 300);
  EXPECT_GT(count(EventKind::GoBlock), 300);
}

// ---- timers

TEST(TimerHeap, FiresInOrderAndForgetsStopped) {
  Timers timers;
  Rng rng(3);
  std::vector<std::pair<Timers::Place, int64_t>> places;
  for (int i = 0; i < 1000; ++i) {
    const auto when = static_cast<int64_t>(rng.below(500));
    places.emplace_back(timers.add({.when_ns = when}), when);
  }
  size_t stopped = 0;
  TimerSpec spec;
  for (size_t i = 0; i < places.size(); i += 3, ++stopped) {
    EXPECT_EQ(timers.remove(places[i].first, &spec), Timers::Removed::Yes);
    EXPECT_EQ(spec.when_ns, places[i].second);
    EXPECT_EQ(timers.remove(places[i].first, &spec), Timers::Removed::WasNotActive);
  }
  int64_t last = 0;
  size_t fired = 0;
  for (int64_t now = 0; now <= 500; now += 10) {
    while (timers.take_due(now, spec)) {
      EXPECT_GE(spec.when_ns, last);
      EXPECT_LE(spec.when_ns, now);
      last = spec.when_ns;
      ++fired;
    }
  }
  EXPECT_EQ(fired, places.size() - stopped);
  EXPECT_EQ(timers.first_when(), kNoTimer);
  EXPECT_EQ(timers.remove(places[1].first, &spec), Timers::Removed::WasNotActive) << "its record is another timer's";
}

TEST(TimerHeap, APeriodicTimerLeavesOutWhatNobodySaw) {
  Timers timers;
  timers.add({.when_ns = 10, .period_ns = 10});
  TimerSpec spec;
  ASSERT_TRUE(timers.take_due(35, spec));
  EXPECT_EQ(spec.when_ns, 10);
  EXPECT_FALSE(timers.take_due(35, spec));
  EXPECT_EQ(timers.first_when(), 40);
}

TEST(Goroutine, IsSmall) { EXPECT_LE(sizeof(G) + kFirstStackBytes, 2800u - 16); }

}  // namespace
}  // namespace gopherarium::testing
