#include "runtime/trace/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tests/trace/fixture.h"

namespace gopherarium {
namespace {

using fixture::Simulation;

std::vector<uint32_t> ids(const Fifo<uint32_t>& queue) { return {queue.begin(), queue.end()}; }

// The model's books at the end are the simulation's own.
void expect_same_books(const State& s, const Simulation& sim, uint32_t procs) {
  for (uint16_t p = 0; p < procs; ++p) {
    EXPECT_EQ(s.ps[p].g, sim.running(p));
    EXPECT_EQ(s.ps[p].runnext, sim.runnext(p));
    EXPECT_EQ(ids(s.ps[p].runq), sim.local_queue(p));
  }
  for (uint32_t g = 1; g <= sim.goroutines(); ++g) EXPECT_EQ(s.g(g)->status, sim.status(g)) << "G" << g;
  for (const auto& c : sim.channels) {
    const ChannelState* mine = s.channel(c.address);
    ASSERT_NE(mine, nullptr);
    EXPECT_EQ(mine->closed, c.closed);
    ASSERT_EQ(mine->buffer.size(), c.buffer.size());
    for (size_t i = 0; i < c.buffer.size(); ++i) EXPECT_EQ(mine->buffer[i].word, c.buffer[i]);
    const auto same = [](const Fifo<Waiter>& a, const auto& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Waiter& x, const auto& y) { return x.g == y.g; });
    };
    EXPECT_TRUE(same(mine->sendq, c.sendq));
    EXPECT_TRUE(same(mine->recvq, c.recvq));
  }
}

TEST(Model, FoldsAWorkerPoolToTheSameBooksAtEveryLength) {
  for (uint64_t length = 100; length < 4000; length += 37) {
    Simulation sim = fixture::worker_pool(4, 6, 40, length);
    const auto recording = sim.record();
    Model model(*recording);
    ASSERT_TRUE(model.refresh());
    expect_same_books(model.newest(), sim, 4);
    if (HasFailure()) FAIL() << "after " << length << " events";
  }
}

TEST(Model, SelectIsOnAllItsListsUntilItRunsAgain) {
  Simulation sim({.procs = 1});
  const uint64_t a = sim.channel("a", 0), b = sim.channel("b", 0);
  sim.program({"main.main", {fixture::go(1), fixture::yield(), fixture::send(b, 5), fixture::yield()}});
  sim.program({"main.f", {fixture::select({a, b})}});
  const auto recording = sim.record();
  Model model(*recording);
  model.refresh();
  bool parked = false, chosen = false;
  for (EventIndex i = 0; i < model.end(); ++i) {
    const State& s = model.at(i + 1);
    if (model.event(i).kind == EventKind::GoBlock && model.event(i).g == 2) {
      parked = true;
      ASSERT_EQ(s.channel(a)->recvq.size(), 1u);
      EXPECT_EQ(s.channel(b)->recvq[0].select_case, 1);
      EXPECT_EQ(model.name_of(b), "b");
    }
    if (model.event(i).kind == EventKind::SelectChosen) {
      chosen = true;
      EXPECT_TRUE(s.channel(a)->recvq.empty());
      EXPECT_EQ(s.g(2)->select->chosen, 1);
      EXPECT_TRUE(s.g(2)->select->parked);
    }
  }
  EXPECT_TRUE(parked && chosen);
}

// Any place reached by jumps is the place reached by folding from the start.
TEST(Model, ReachesAnyPlaceTheSameWay) {
  Simulation sim = fixture::worker_pool(3, 5, 100'000, 3 * Model::kKeyframeEvents + 1234);
  const auto recording = sim.record();
  Model model(*recording);
  while (!model.refresh(10'000)) {
  }
  EXPECT_EQ(model.end(), recording->end());
  State plain;
  EventIndex at = 0;
  const RecordingView view = recording->view();
  const auto expect_equal = [](const State& x, const State& y) {
    EXPECT_EQ(x.next, y.next);
    EXPECT_EQ(x.time_ns, y.time_ns);
    EXPECT_EQ(x.g_counts, y.g_counts);
    EXPECT_EQ(x.output_count, y.output_count);
    for (uint32_t g = 1; g < y.gs.size(); ++g) {
      EXPECT_EQ(x.gs[g].status, y.gs[g].status);
      EXPECT_EQ(x.gs[g].since_ns, y.gs[g].since_ns);
      EXPECT_EQ(x.gs[g].run_ns, y.gs[g].run_ns);
    }
    for (size_t i = 0; i < y.channels.size(); ++i) EXPECT_EQ(x.channels[i].sends, y.channels[i].sends);
  };
  for (const EventIndex to : {500u, 131'072u, 131'073u, 250'000u, 390'000u}) {
    for (; at < to; ++at) fold(plain, view[at]);
    expect_equal(model.at(to), plain);
    expect_equal(model.at(to - 1), model.at(to - 1));
    model.at(model.first() + 77);
    expect_equal(model.at(to), plain);
  }
}

TEST(Model, FindsNeighbours) {
  Simulation sim = fixture::worker_pool(2, 3, 3000);
  const auto recording = sim.record();
  Model model(*recording);
  model.refresh();
  const RecordingView view = recording->view();
  const uint64_t results = sim.channels[1].address;
  for (EventIndex from = 0; from < view.end(); from += 997) {
    const auto expect_next = [&](auto found, auto match) {
      EventIndex i = from;
      while (i < view.end() && !match(view[i])) ++i;
      EXPECT_EQ(found.value_or(view.end()), i);
    };
    const auto expect_previous = [&](auto found, auto match) {
      EventIndex i = from;
      while (i > 0 && !match(view[i - 1])) --i;
      EXPECT_EQ(found ? *found + 1 : 0, i);
    };
    const auto of_g = [](const Event& e) { return mentions_g(e, 3); };
    const auto of_chan = [&](const Event& e) { return mentions_object(e, results); };
    const auto of_p = [](const Event& e) { return mentions_p(e, 1); };
    expect_next(model.next_of_g(3, from), of_g);
    expect_previous(model.previous_of_g(3, from), of_g);
    expect_next(model.next_of_object(results, from), of_chan);
    expect_previous(model.previous_of_object(results, from), of_chan);
    expect_next(model.next_of_p(1, from), of_p);
    expect_previous(model.previous_of_p(1, from), of_p);
  }
}

TEST(Model, KeepsItsStateWhenTheFlightRecorderDrops) {
  Simulation sim = fixture::worker_pool(2, 4, 1'000'000, 8 * EventChunk::kEvents);
  sim.run();
  Recording flight(sim.info(), sim.tables, 2 * EventChunk::kEvents);
  Model model(flight);
  const std::span<const Event> all = sim.events;
  for (size_t at = 0; at < all.size(); at += 10'000) {
    flight.on_events(all.subspan(at, std::min<size_t>(10'000, all.size() - at)));
    model.refresh();
  }
  EXPECT_GE(model.first(), 4 * EventChunk::kEvents);
  State plain;
  for (EventIndex i = 0; i < model.first() + 5; ++i) fold(plain, all[i]);
  const State& s = model.at(model.first() + 5);
  EXPECT_EQ(s.g_counts, plain.g_counts);
  EXPECT_EQ(s.time_ns, plain.time_ns);
  EXPECT_EQ(s.channels[0].sends, plain.channels[0].sends);
}

TEST(Model, WhoComesLateBeginsWithTheFlightRecordersKeyframe) {
  Simulation sim = fixture::worker_pool(2, 4, 1'000'000, 6 * EventChunk::kEvents);
  sim.run();
  Recording flight(sim.info(), sim.tables, EventChunk::kEvents);
  flight.on_events(sim.events);
  Model model(flight);
  EXPECT_TRUE(model.refresh());
  EXPECT_GT(model.first(), 0u);
  expect_same_books(model.newest(), sim, 2);
  EXPECT_EQ(model.at(model.first()).next, model.first());
  EXPECT_EQ(model.name_of(sim.channels[0].address), "jobs");
}

TEST(Model, FollowsARecordingThatGrowsOnAnotherThread) {
  Simulation sim = fixture::worker_pool(2, 4, 10'000'000, 30 * EventChunk::kEvents);
  sim.run();
  Recording flight(sim.info(), sim.tables, 2 * EventChunk::kEvents);
  Model model(flight);
  std::thread appender([&] {
    const std::span<const Event> all = sim.events;
    for (size_t at = 0; at < all.size(); at += 4096) {
      flight.on_events(all.subspan(at, std::min<size_t>(4096, all.size() - at)));
    }
  });
  while (model.end() < sim.events.size()) {
    model.refresh(50'000);
    if (model.end() == model.first()) continue;
    const State& s = model.at(model.first() + (model.end() - model.first()) / 2);
    EXPECT_EQ(s.time_ns, sim.events[s.next - 1].time_ns);
    (void)flight.name_of(sim.channels[0].address);
  }
  appender.join();
  expect_same_books(model.newest(), sim, 2);
}

TEST(ParkingLot, GroupsByReasonAndObject) {
  Simulation sim = fixture::deadlock();
  const auto recording = sim.record();
  Model model(*recording);
  model.refresh();
  const State& s = model.newest();
  const auto lot = parking_lot(s);
  ASSERT_EQ(lot.size(), 2u);
  EXPECT_EQ(lot[0].reason, WaitReason::ChanReceive);
  EXPECT_EQ(lot[0].gs, std::vector<uint32_t>{1});
  EXPECT_EQ(lot[1].reason, WaitReason::ChanSend);
  EXPECT_EQ(lot[1].gs, std::vector<uint32_t>{2});
  ASSERT_EQ(s.findings().size(), 1u);
  EXPECT_EQ(s.findings()[0].kind, EventKind::Deadlock);
  EXPECT_EQ(s.phase, RunPhase::Ended);
  EXPECT_EQ(s.exit_status, 2);
}

}  // namespace
}  // namespace gopherarium
