#include "runtime/trace/bus.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "runtime/trace/stack_cache.h"

namespace gopherarium {
namespace {

struct Collected : EventSink {
  void on_events(std::span<const Event> batch) override {
    events.insert(events.end(), batch.begin(), batch.end());
    count.store(events.size(), std::memory_order_release);
    if (slow) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  std::vector<Event> events;
  std::atomic<size_t> count{0};
  bool slow = false;
};

Event user_event(uint16_t p, uint64_t a) {
  Event e;
  e.kind = EventKind::UserLog;
  e.p = p;
  e.a = a;
  return e;
}

struct LiveRun {
  BusMode mode;
  uint32_t procs;
  uint32_t ring;
  uint64_t events_each;
};

// Producers draw their stamps from one counter, so the stamps of all events are different and their order is known.
std::vector<Event> run_live(const LiveRun& run, bool slow_sink) {
  Bus bus({.mode = run.mode, .driver = DriverKind::Live, .procs = run.procs, .ring_events = run.ring});
  Collected sink;
  sink.slow = slow_sink;
  bus.start(sink);
  std::atomic<uint64_t> clock{1};
  std::vector<std::thread> threads;
  for (uint32_t p = 0; p <= run.procs + 1; ++p) {  // two of them share the stream of those without a P
    const uint16_t stream = p < run.procs ? static_cast<uint16_t>(p) : kNoP;
    threads.emplace_back([&, stream] {
      for (uint64_t i = 0; i < run.events_each; ++i) {
        bus.emit_stamped(user_event(stream, i), [&] { return clock.fetch_add(1); });
      }
    });
  }
  for (auto& t : threads) t.join();
  bus.stop();
  return sink.events;
}

TEST(Bus, LosslessLosesNothingAndKeepsTheOrderOfTime) {
  const LiveRun run{BusMode::Lossless, 3, 64, 5000};
  const std::vector<Event> events = run_live(run, false);
  uint64_t seen = 0, last = 0;
  for (const Event& e : events) {
    EXPECT_GE(e.time_ns, last);
    if (e.kind == EventKind::UserLog) {
      EXPECT_GT(e.time_ns, last) << "two events have one stamp: one of them came too late and was moved";
      ++seen;
    }
    last = e.time_ns;
  }
  EXPECT_EQ(seen, run.events_each * 5);
}

TEST(Bus, AFullRingMakesItsProducerWaitAndSaysSo) {
  const std::vector<Event> events = run_live({BusMode::Lossless, 1, 16, 400}, true);
  uint64_t waits = 0;
  for (const Event& e : events) waits += e.kind == EventKind::RingWait && e.a > 0;
  EXPECT_GT(waits, 0u);
}

TEST(Bus, FlightNeverWaitsAndCountsWhatItDropped) {
  const LiveRun run{BusMode::Flight, 2, 64, 20000};
  const std::vector<Event> events = run_live(run, true);
  std::map<uint16_t, uint64_t> total;
  for (const Event& e : events) total[e.p] += e.kind == EventKind::Gap ? e.a : 1;
  // What was overwritten after a stream's last event was read cannot happen: the newest are kept.
  EXPECT_EQ(total[0], run.events_each);
  EXPECT_EQ(total[1], run.events_each);
  EXPECT_EQ(total[kNoP], run.events_each * 2);
  EXPECT_LT(events.size(), run.events_each * 4) << "this test drops nothing: make the ring smaller";
}

TEST(Bus, FlushBringsWhatWasEmittedBefore) {
  Bus bus({.mode = BusMode::Lossless, .driver = DriverKind::Live, .procs = 1});
  Collected sink;
  bus.start(sink);
  uint64_t clock = 1;
  for (size_t i = 1; i <= 20; ++i) {
    bus.emit_stamped(user_event(0, i), [&] { return clock++; });
    bus.flush();
    EXPECT_EQ(sink.count.load(std::memory_order_acquire), i);
  }
}

TEST(Bus, ControlledKeepsEmissionOrder) {
  Bus bus({.mode = BusMode::Lossless, .driver = DriverKind::Controlled, .procs = 4});
  Collected sink;
  bus.start(sink);
  for (uint64_t i = 0; i < 40'000; ++i) {
    Event e = user_event(static_cast<uint16_t>(i % 4), i);
    e.time_ns = i % 3 == 2 ? i - 2 : i;
    bus.emit(e);
  }
  bus.flush();
  ASSERT_EQ(sink.events.size(), 40'000u);
  for (uint64_t i = 0; i < 40'000; ++i) {
    ASSERT_EQ(sink.events[i].a, i);
    ASSERT_GE(sink.events[i].time_ns, sink.events[i == 0 ? 0 : i - 1].time_ns);
  }
}

TEST(Bus, OffTakesNothing) {
  Bus bus({});
  Collected sink;
  bus.start(sink);
  EXPECT_FALSE(bus.on());
  bus.emit(user_event(0, 1));
  bus.flush();
  bus.stop();
  EXPECT_TRUE(sink.events.empty());
}

TEST(TraceTables, EqualContentsHaveEqualIdsAcrossThreads) {
  TraceTables tables;
  EXPECT_EQ(tables.text(""), 0u);
  EXPECT_EQ(tables.text("first"), 1u);
  constexpr uint32_t kTexts = 20'000;
  std::vector<std::vector<uint32_t>> ids(4, std::vector<uint32_t>(kTexts));
  std::vector<std::thread> threads;
  for (auto& mine : ids) {
    threads.emplace_back([&] {
      for (uint32_t i = 0; i < kTexts; ++i) {
        const std::string text = "text " + std::to_string(i);
        mine[i] = tables.text(text);
        EXPECT_EQ(tables.text_of(mine[i]), text);
        const StackFrame frames[] = {{mine[i], 1, i}, {1, 1, 7}};
        const auto back = tables.stack_of(tables.stack(frames));
        EXPECT_TRUE(std::equal(back.begin(), back.end(), frames, frames + 2));
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(tables.texts(), kTexts + 1);
  for (const auto& other : ids) EXPECT_EQ(other, ids[0]);
}

TEST(StackCache, AnswersWhatItWasTold) {
  StackCache cache;
  std::atomic<uint32_t> made{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (uint32_t round = 0; round < 20; ++round) {
        for (uint32_t i = 0; i < 3000; ++i) {  // more than slots: entries replace each other
          const uint32_t pcs[] = {i, i / 2, 7};
          const size_t depth = 1 + i % 3;
          EXPECT_EQ(cache.id_of({pcs, depth}, [&] { return ++made, i * 4 + static_cast<uint32_t>(depth); }), i * 4 + depth);
        }
      }
    });
  }
  for (auto& t : threads) t.join();
  StackCache one;
  const uint32_t pcs[] = {1, 2};
  EXPECT_EQ(one.id_of(pcs, [] { return 5u; }), 5u);
  EXPECT_EQ(one.id_of(pcs, [] { return 6u; }), 5u);
}

}  // namespace
}  // namespace gopherarium
