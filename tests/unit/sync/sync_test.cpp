#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "runtime/sync/chan.h"
#include "runtime/sync/select.h"
#include "runtime/sync/sema.h"
#include "runtime/sync/timers.h"
#include "tests/unit/sched/coroutine_runner.h"

namespace gopherarium::testing {
namespace {

// ---- channel operations as the VM does them

uint64_t make(Self& self, int64_t capacity) {
  return makechan(*self.m, self.g, 1, 2, sizeof(int64_t), capacity).address;
}

auto send(Self& self, uint64_t chan, int64_t value) {
  return Operation{self,
                   [&self, chan, value] {
                     const ChanStatus now = chansend(*self.m, *self.g, chan, &value);
                     if (now == ChanStatus::Parked) return true;
                     self.scratch = static_cast<int64_t>(now);
                     return false;
                   },
                   [&self](bool parked) {
                     if (!parked) return static_cast<ChanStatus>(self.scratch);
                     const ChanWake wake = chan_wakeup(*self.m, *self.g);
                     release_wait(*self.m, *self.g);
                     return wake.status;
                   }};
}

struct Received {
  int64_t value = 0;
  bool ok = false;
};

auto recv(Self& self, uint64_t chan) {
  return Operation{self,
                   [&self, chan] {
                     int64_t value = 0;
                     const RecvResult got = chanrecv(*self.m, *self.g, chan, &value);
                     if (got.status == ChanStatus::Parked) return true;
                     self.scratch = value;
                     self.scratch_ok = got.ok;
                     return false;
                   },
                   [&self](bool parked) {
                     if (!parked) return Received{self.scratch, self.scratch_ok};
                     const ChanWake wake = chan_wakeup(*self.m, *self.g);
                     Received got{0, wake.ok};
                     std::memcpy(&got.value, wake.value, sizeof got.value);
                     release_wait(*self.m, *self.g);
                     return got;
                   }};
}

struct Selected {
  int index = -1;
  bool ok = false;
  int64_t value = 0;
  ChanStatus status = ChanStatus::Done;
};
struct Case {
  uint64_t chan;
  SelectDir dir;
  int64_t value = 0;
};

auto select(Self& self, std::vector<Case> cases, SelectDefault has_default = SelectDefault::No) {
  return Operation{self,
                   [&self, cases, has_default]() mutable {
                     // Copies: the frame is not ours while selectgo works after having parked.
                     std::vector<Case> own = cases;
                     std::vector<SelectCase> all;
                     for (Case& one : own) all.push_back({one.chan, one.dir, &one.value});
                     Self& me = self;
                     const SelectResult got = selectgo(*me.m, *me.g, all, has_default);
                     if (got.status == ChanStatus::Parked) return true;
                     me.scratch = got.index < 0 ? 0 : own[static_cast<size_t>(got.index)].value;
                     me.scratch_ok = got.ok;
                     me.scratch_index = got.index;
                     me.scratch_status = static_cast<int>(got.status);
                     return false;
                   },
                   [&self](bool parked) {
                     if (!parked) {
                       return Selected{self.scratch_index, self.scratch_ok, self.scratch,
                                       static_cast<ChanStatus>(self.scratch_status)};
                     }
                     const ChanWake wake = chan_wakeup(*self.m, *self.g);
                     Selected got{static_cast<int>(wake.index), wake.ok, 0, wake.status};
                     if (wake.received) std::memcpy(&got.value, wake.value, sizeof got.value);
                     release_wait(*self.m, *self.g);
                     return got;
                   }};
}

class EveryDriver : public ::testing::TestWithParam<RunOptions> {};
INSTANTIATE_TEST_SUITE_P(, EveryDriver, ::testing::ValuesIn(all_drivers()),
                         [](const auto& one) { return name_of(one.param); });

void expect_clean(const Ran& ran) {
  EXPECT_EQ(ran.end.kind, EndKind::Exit) << ran.end.text;
  EXPECT_EQ(ran.violations, "");
}

// GCC 12 has no initializer lists in co_await expressions.
template <class... Cases>
auto select_of(Self& self, SelectDefault has_default, Cases... cases) {
  return select(self, std::vector<Case>{cases...}, has_default);
}

// ---- channels

TEST_P(EveryDriver, EveryValueArrivesOnceAndInOrder) {
  for (const int64_t capacity : {0, 1, 7, 300}) {
    constexpr int kSenders = 4, kReceivers = 3, kEach = 500;
    std::map<int64_t, std::vector<int64_t>> by_sender[kReceivers];
    std::atomic<int> closed_seen{0};
    const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
      const uint64_t data = make(self, capacity), done = make(self, 0);
      for (int s = 0; s < kSenders; ++s) {
        go(self, [=](Self& me) -> Go {
          for (int i = 0; i < kEach; ++i) co_await send(me, data, s * 1'000'000 + i);
          co_await send(me, done, 1);
        });
      }
      for (int r = 0; r < kReceivers; ++r) {
        go(self, [&, data, done, r](Self& me) -> Go {
          for (;;) {
            const Received got = co_await recv(me, data);
            if (!got.ok) break;
            by_sender[r][got.value / 1'000'000].push_back(got.value % 1'000'000);
          }
          ++closed_seen;
          co_await send(me, done, 2);
        });
      }
      for (int i = 0; i < kSenders; ++i) co_await recv(self, done);
      EXPECT_EQ(closechan(*self.m, *self.g, data), ChanStatus::Done);
      for (int i = 0; i < kReceivers; ++i) co_await recv(self, done);
    });
    expect_clean(ran);
    EXPECT_EQ(closed_seen.load(), kReceivers);
    std::map<int64_t, std::set<int64_t>> all;
    for (const auto& receiver : by_sender) {
      for (const auto& [sender, values] : receiver) {
        EXPECT_TRUE(std::is_sorted(values.begin(), values.end())) << "values of one sender overtook each other";
        for (const int64_t v : values) EXPECT_TRUE(all[sender].insert(v).second) << "received twice";
      }
    }
    for (int s = 0; s < kSenders; ++s) EXPECT_EQ(all[s].size(), static_cast<size_t>(kEach)) << "capacity " << capacity;
  }
}

TEST_P(EveryDriver, ClosedAndNilChannels) {
  std::vector<ChanStatus> senders_saw;
  std::mutex mutex;
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    const uint64_t ch = make(self, 1), done = make(self, 0);
    co_await send(self, ch, 42);
    for (int i = 0; i < 2; ++i) {
      go(self, [&, ch, done](Self& me) -> Go {
        const ChanStatus status = co_await send(me, ch, 1);
        {
          std::lock_guard guard(mutex);
          senders_saw.push_back(status);
        }
        co_await send(me, done, 1);
      });
    }
    co_await sleep(self, 5'000'000);
    EXPECT_EQ(closechan(*self.m, *self.g, ch), ChanStatus::Done);
    EXPECT_EQ(closechan(*self.m, *self.g, ch), ChanStatus::CloseOfClosed);
    EXPECT_EQ(closechan(*self.m, *self.g, 0), ChanStatus::CloseOfNil);
    for (int i = 0; i < 2; ++i) co_await recv(self, done);
    const Received buffered = co_await recv(self, ch);
    EXPECT_TRUE(buffered.ok);
    EXPECT_EQ(buffered.value, 42);
    const Received after = co_await recv(self, ch);
    EXPECT_FALSE(after.ok);
    EXPECT_EQ(after.value, 0);
    const ChanStatus late = co_await send(self, ch, 1);
    EXPECT_EQ(late, ChanStatus::SendOnClosed);
    int64_t unused = 9;
    EXPECT_EQ(chanrecv(*self.m, *self.g, 0, &unused, ChanMode::Try).status, ChanStatus::WouldBlock);
    EXPECT_EQ(chanlen(*self.m, 0), 0);
    EXPECT_EQ(chancap(*self.m, ch), 1);
    go(self, [](Self& me) -> Go { co_await recv(me, 0); });  // leaks
    co_await leave(self, RunResult::Yielded);
  });
  expect_clean(ran);
  EXPECT_THAT(senders_saw, ::testing::ElementsAre(ChanStatus::SendOnClosed, ChanStatus::SendOnClosed));
}

TEST_P(EveryDriver, LargeElementsTravelThroughTheSudog) {
  using Large = std::array<uint64_t, 40>;
  bool same = false;
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    const uint64_t ch = makechan(*self.m, self.g, 1, 2, sizeof(Large), 0).address;
    const uint64_t done = make(self, 0);
    go(self, [&, ch, done](Self& me) -> Go {
      co_await Operation{me, [&me, ch] { return chanrecv(*me.m, *me.g, ch, nullptr).status == ChanStatus::Parked; },
                         [&](bool parked) {
                           if (!parked) return;
                           const ChanWake wake = chan_wakeup(*me.m, *me.g);
                           Large got;
                           std::memcpy(&got, wake.value, sizeof got);
                           same = got[0] == 7 && got[39] == 46 && wake.size == sizeof got;
                           release_wait(*me.m, *me.g);
                         }};
      co_await send(me, done, 1);
    });
    co_await sleep(self, 3'000'000);
    Large value;
    for (size_t i = 0; i < value.size(); ++i) value[i] = 7 + i;
    EXPECT_EQ(chansend(*self.m, *self.g, ch, &value), ChanStatus::Done);
    co_await recv(self, done);
  });
  expect_clean(ran);
  EXPECT_TRUE(same);
}

TEST(MakeChan, RefusesSizes) {
  run_program({}, [](Self& self) -> Go {
    using Status = MakeChan::Status;
    EXPECT_EQ(makechan(*self.m, self.g, 1, 2, 8, -1).status, Status::SizeOutOfRange);
    EXPECT_EQ(makechan(*self.m, self.g, 1, 2, 8, int64_t{1} << 60).status, Status::SizeOutOfRange);
    EXPECT_EQ(makechan(*self.m, self.g, 1, 2, 8, int64_t{1} << 30).status, Status::OutOfMemory);
    EXPECT_EQ(makechan(*self.m, self.g, 1, 2, 0, int64_t{1} << 40).status, Status::Done) << "chan struct{}";
    co_return;
  });
}

// ---- select

TEST_P(EveryDriver, SelectsServeEachOther) {
  constexpr int kEach = 400;
  std::atomic<int64_t> sum{0};
  std::atomic<int> received{0};
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    const uint64_t a = make(self, 0), b = make(self, 2), quit = make(self, 0), done = make(self, 0);
    for (int s = 0; s < 2; ++s) {
      go(self, [=](Self& me) -> Go {
        for (int i = 1; i <= kEach; ++i) co_await select_of(me, SelectDefault::No, Case{a, SelectDir::Send, i}, Case{b, SelectDir::Send, i});
        co_await send(me, done, 1);
      });
    }
    for (int r = 0; r < 3; ++r) {
      go(self, [&, a, b, quit, done](Self& me) -> Go {
        for (;;) {
          const Selected got = co_await select_of(me, SelectDefault::No, Case{quit, SelectDir::Recv}, Case{a, SelectDir::Recv}, Case{b, SelectDir::Recv});
          if (got.index == 0) break;
          sum += got.value;
          ++received;
        }
        co_await send(me, done, 1);
      });
    }
    for (int i = 0; i < 2; ++i) co_await recv(self, done);
    while (chanlen(*self.m, b) > 0) co_await leave(self, RunResult::Yielded);
    closechan(*self.m, *self.g, quit);
    for (int i = 0; i < 3; ++i) co_await recv(self, done);
  });
  expect_clean(ran);
  EXPECT_EQ(received.load(), 2 * kEach);
  EXPECT_EQ(sum.load(), int64_t{kEach} * (kEach + 1));
}

TEST_P(EveryDriver, SelectChoosesFairlyAmongReadyCases) {
  std::array<int, 3> chosen{};
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    std::vector<Case> cases;
    for (int i = 0; i < 3; ++i) {
      cases.push_back({make(self, 1), SelectDir::Recv});
      co_await send(self, cases.back().chan, i);
    }
    cases.push_back({0, SelectDir::Recv});  // nil is never ready
    for (int i = 0; i < 3000; ++i) {
      const Selected got = co_await select(self, cases);
      EXPECT_EQ(got.value, got.index);
      ++chosen[static_cast<size_t>(got.index)];
      co_await send(self, cases[static_cast<size_t>(got.index)].chan, got.index);
    }
    const Selected none = co_await select_of(self, SelectDefault::Yes, Case{make(self, 0), SelectDir::Recv});
    EXPECT_EQ(none.index, -1);
    const uint64_t closed = make(self, 0);
    closechan(*self.m, *self.g, closed);
    const Selected panics = co_await select_of(self, SelectDefault::No, Case{closed, SelectDir::Send, 1});
    EXPECT_EQ(panics.status, ChanStatus::SendOnClosed);
    const Selected zero = co_await select_of(self, SelectDefault::No, Case{closed, SelectDir::Recv});
    EXPECT_FALSE(zero.ok);
  });
  expect_clean(ran);
  for (const int count : chosen) EXPECT_NEAR(count, 1000, 150);
}

TEST_P(EveryDriver, AParkedSelectLeavesItsOtherChannels) {
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    const uint64_t a = make(self, 0), b = make(self, 0);
    for (int i = 0; i < 200; ++i) {
      go(self, [=](Self& me) -> Go {
        co_await leave(me, RunResult::Yielded);
        co_await send(me, a, i);
      });
      const Selected got = co_await select_of(self, SelectDefault::No, Case{b, SelectDir::Recv}, Case{a, SelectDir::Recv}, Case{b, SelectDir::Send, 1});
      EXPECT_EQ(got.index, 1);
      EXPECT_EQ(got.value, i);
    }
    // Were a sudog left on b, this would find a partner.
    int64_t value = 0;
    EXPECT_EQ(chanrecv(*self.m, *self.g, b, &value, ChanMode::Try).status, ChanStatus::WouldBlock);
    EXPECT_EQ(chansend(*self.m, *self.g, b, &value, ChanMode::Try), ChanStatus::WouldBlock);
  });
  expect_clean(ran);
}

// ---- semaphores and Cond

template <class Call>
auto again(Self& self, Call call) {  // parks, and makes the call again when it runs again
  return Operation{self, [&self, call] { return call(*self.m, *self.g) == SemaResult::Parked; }, [](bool parked) { return parked; }};
}

TEST_P(EveryDriver, ASemaphoreExcludes) {
  std::atomic<int> inside{0}, worst{0}, total{0};
  for (const SemaHandoff handoff : {SemaHandoff::No, SemaHandoff::Yes}) {
    total = 0;
    std::unique_ptr<Semaphores> semas;
    const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
      semas = std::make_unique<Semaphores>(self.sched());
      const uint64_t sema = self.m->arena.allocate(8), done = make(self, 0);
      self.sched().arena().store<uint32_t>(sema, 2);
      for (int i = 0; i < 20; ++i) {
        go(self, [&, sema, done](Self& me) -> Go {
          for (int k = 0; k < 50; ++k) {
            const auto acquire = [&, sema](M& m, G& gp) {
              return semas->acquire(m, gp, sema, SemaOrder::Fifo, WaitReason::Semacquire);
            };
            while (co_await again(me, acquire)) {
            }
            const int now = ++inside;
            if (now > worst) worst = now;
            if (k % 3 == 0) co_await leave(me, RunResult::Yielded);
            --inside;
            ++total;
            co_await again(me, [&, sema, handoff](M& m, G& gp) { return semas->release(m, gp, sema, handoff); });
          }
          co_await send(me, done, 1);
        });
      }
      for (int i = 0; i < 20; ++i) co_await recv(self, done);
      EXPECT_EQ(self.sched().arena().load<uint32_t>(sema), 2u);
    });
    expect_clean(ran);
    EXPECT_EQ(total.load(), 1000);
    EXPECT_LE(worst.load(), 2);
  }
}

TEST_P(EveryDriver, NotifyWakesInOrderOfTickets) {
  std::vector<int> woken;
  std::mutex mutex;
  std::unique_ptr<Semaphores> semas;
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    semas = std::make_unique<Semaphores>(self.sched());
    const uint64_t list = self.m->arena.allocate(8), done = make(self, 0);
    for (int i = 0; i < 5; ++i) {
      const uint32_t ticket = semas->notify_add(list);
      go(self, [&, list, done, ticket](Self& me) -> Go {
        const auto wait = [&, list, ticket](M& m, G& gp) { return semas->notify_wait(m, gp, list, ticket); };
        while (co_await again(me, wait)) {
        }
        {
          std::lock_guard guard(mutex);
          woken.push_back(static_cast<int>(ticket));
        }
        co_await send(me, done, 1);
      });
    }
    semas->notify_one(*self.m, *self.g, list);  // most likely before anybody waits: not lost
    co_await recv(self, done);
    co_await sleep(self, 1'000'000);
    uint32_t goid = 0;
    semas->notify_one(*self.m, *self.g, list, &goid);
    EXPECT_NE(goid, 0u);
    co_await recv(self, done);
    semas->notify_all(*self.m, *self.g, list);
    for (int i = 0; i < 3; ++i) co_await recv(self, done);
    semas->notify_one(*self.m, *self.g, list, &goid);
    EXPECT_EQ(goid, 0u) << "nobody waits";
  });
  expect_clean(ran);
  ASSERT_EQ(woken.size(), 5u);
  EXPECT_EQ(woken[0], 0);
  EXPECT_EQ(woken[1], 1);
}

// ---- timers

TEST_P(EveryDriver, ATickerSendsAndAStoppedTimerDoesNot) {
  int ticks = 0;
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    Sched& sched = self.sched();
    const uint64_t ch = make(self, 1), never = make(self, 1);
    const int64_t now = sched.now(*self.m);
    const TimerId ticker = sched.start_timer(
        *self.m, {.when_ns = now + 2'000'000, .period_ns = 2'000'000, .action = timer_send_time, .argument = ch});
    const TimerId stopped = sched.start_timer(
        *self.m, {.when_ns = now + 3'600'000'000'000, .action = timer_send_time, .argument = never});
    EXPECT_EQ(sched.stop_timer(*self.m, stopped), Sched::TimerWas::Active);
    EXPECT_EQ(sched.stop_timer(*self.m, stopped), Sched::TimerWas::NotActive);
    EXPECT_EQ(sched.stop_timer(*self.m, 0x123456789abcdef), Sched::TimerWas::NotActive);
    for (; ticks < 5; ++ticks) co_await recv(self, ch);
    EXPECT_GE(sched.now(*self.m) - now, 10'000'000);
    EXPECT_EQ(sched.stop_timer(*self.m, ticker), Sched::TimerWas::Active);
    EXPECT_EQ(chanlen(*self.m, never), 0);
  });
  expect_clean(ran);
  EXPECT_EQ(ticks, 5);
}

// ---- many goroutines

TEST_P(EveryDriver, AHundredThousandParked) {
  const int kMany = GetParam().bus == BusMode::Off ? 100'000 : 5'000;
  int64_t sum = 0;
  const Ran ran = run_program(GetParam(), [&](Self& self) -> Go {
    const uint64_t in = make(self, 0), out = make(self, 0);
    for (int i = 0; i < kMany; ++i) {
      go(self, [=](Self& me) -> Go {
        const Received got = co_await recv(me, in);
        co_await send(me, out, got.value);
      });
    }
    go(self, [=](Self& me) -> Go {
      for (int i = 1; i <= kMany; ++i) co_await send(me, in, i);
    });
    for (int i = 0; i < kMany; ++i) sum += (co_await recv(self, out)).value;
  });
  expect_clean(ran);
  EXPECT_EQ(sum, int64_t{kMany} * (kMany + 1) / 2);
}

// ---- events

// The books of the channels, kept from events alone, agree with who is woken (expect_clean checks them).
TEST_P(EveryDriver, ChannelEventsKeepTheBooks) {
  RunOptions options = GetParam();
  options.bus = BusMode::Lossless;
  const Ran ran = run_program(options, [&](Self& self) -> Go {
    const uint64_t a = make(self, 0), b = make(self, 3), done = make(self, 0);
    for (int s = 0; s < 6; ++s) {
      go(self, [=](Self& me) -> Go {
        for (int i = 0; i < 100; ++i) {
          if (s % 2 == 0) {
            co_await send(me, i % 2 == 0 ? a : b, i);
          } else {
            co_await select_of(me, SelectDefault::No, Case{a, SelectDir::Send, i}, Case{b, SelectDir::Send, i});
          }
        }
        co_await send(me, done, 1);
      });
    }
    go(self, [=](Self& me) -> Go {
      for (int i = 0; i < 600; ++i) co_await select_of(me, SelectDefault::No, Case{a, SelectDir::Recv}, Case{b, SelectDir::Recv});
      co_await send(me, done, 1);
    });
    for (int i = 0; i < 7; ++i) co_await recv(self, done);
  });
  expect_clean(ran);
  size_t handoffs = 0;
  for (const Event& e : ran.events) {
    if (e.kind != EventKind::ChanSend && e.kind != EventKind::ChanRecv) continue;
    EXPECT_EQ(e.stack, 1000 + e.g);
    handoffs += how_of(e.c) == ChanHow::HandOff ? 1 : 0;
  }
  EXPECT_GT(handoffs, 0u);
}

}  // namespace
}  // namespace gopherarium::testing
