#include "runtime/trace/lanes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/trace/fixture.h"

namespace gopherarium {
namespace {

using fixture::Simulation;

struct Watched {
  explicit Watched(Simulation sim) : recording(sim.record()), model(*recording, &lanes) { model.refresh(); }
  std::unique_ptr<Recording> recording;
  Lanes lanes;
  Model model;
};

LaneState expected_g(const State& s, uint32_t g) {
  const GState* gp = s.g(g);
  if (gp == nullptr) return LaneState::Absent;
  switch (gp->status) {
    case GStatus::Running: return LaneState::Running;
    case GStatus::Runnable: return LaneState::Runnable;
    case GStatus::Waiting: return wait_group(gp->reason) == WaitGroupKind::Chan ? LaneState::Chan : LaneState::Lock;
    default: return LaneState::Absent;
  }
}

TEST(Lanes, SpansAreTheModelsStates) {
  Watched w(fixture::worker_pool(3, 4, 60));
  std::vector<LaneSpan> spans;
  for (uint32_t g = 1; g < w.model.newest().gs.size(); ++g) {
    w.lanes.spans({LaneKind::G, g}, {0, w.lanes.end_ns()}, 0.0, spans);
    ASSERT_FALSE(spans.empty());
    for (const LaneSpan& span : spans) {
      EXPECT_EQ(span.folded, 1u);
      const State& s = w.model.at_time((span.begin_ns + span.end_ns) / 2);
      EXPECT_EQ(span.state, expected_g(s, g)) << "G" << g << " at " << span.begin_ns;
    }
  }
  for (uint16_t p = 0; p < 3; ++p) {
    w.lanes.spans({LaneKind::P, p}, {0, w.lanes.end_ns()}, 0.0, spans);
    for (const LaneSpan& span : spans) {
      const State& s = w.model.at_time((span.begin_ns + span.end_ns) / 2);
      EXPECT_EQ(s.ps[p].g, span.state == LaneState::Running ? span.value : 0u);
    }
  }
}

// However far one zooms out: nothing is narrower than it was, spans stand in order without overlap, every span of the
// lane is in exactly one of them, and a folded one has the state that took most of its time.
TEST(Lanes, FoldedSpansTellWhatTheLaneMostlyDid) {
  Watched w(fixture::worker_pool(3, 8, 4000));
  std::vector<LaneSpan> all, folded;
  for (const Lane lane : {Lane{LaneKind::G, 2}, Lane{LaneKind::P, 1}, Lane{LaneKind::M, 0},
                          Lane{LaneKind::Channel, 4192}}) {
    w.lanes.spans(lane, {0, w.lanes.end_ns()}, 0.0, all);
    ASSERT_GT(all.size(), 100u);
    for (const double pixels : {1.0, 10.0, 333.0, 1600.0, 100'000.0}) {
      const double ns_per_pixel = static_cast<double>(w.lanes.end_ns()) / pixels;
      w.lanes.spans(lane, {0, w.lanes.end_ns()}, ns_per_pixel, folded);
      EXPECT_LE(static_cast<double>(folded.size()), 2 * pixels + 2);
      size_t i = 0;
      for (const LaneSpan& span : folded) {
        ASSERT_LT(i, all.size());
        EXPECT_EQ(span.begin_ns, all[i].begin_ns);
        EXPECT_TRUE(span.folded > 1 || span.state == all[i].state);
        std::array<uint64_t, static_cast<size_t>(LaneState::kCount)> sum{};
        for (uint32_t k = 0; k < span.folded; ++k, ++i) {
          sum[static_cast<size_t>(all[i].state)] += all[i].end_ns - all[i].begin_ns;
        }
        EXPECT_EQ(span.end_ns, all[i - 1].end_ns);
        const bool one_pixel = pixels == 1.0;
        EXPECT_TRUE(!one_pixel || sum[static_cast<size_t>(span.state)] == *std::max_element(sum.begin(), sum.end()));
      }
      EXPECT_EQ(i, all.size());
    }
  }
}

TEST(Lanes, TotalsOfARangeAreSumsOfItsParts) {
  Watched w(fixture::worker_pool(2, 8, 1000));
  const Lane lane{LaneKind::G, 3};
  std::vector<LaneSpan> spans;
  const uint64_t end = w.lanes.end_ns();
  for (const TimeRange range : {TimeRange{0, end}, TimeRange{end / 3, end / 2}, TimeRange{end / 5, end / 5 + 7}}) {
    std::array<uint64_t, static_cast<size_t>(LaneState::kCount)> sum{};
    w.lanes.spans(lane, range, 0.0, spans);
    for (const LaneSpan& s : spans) {
      sum[static_cast<size_t>(s.state)] += std::min(s.end_ns, range.end_ns) - std::max(s.begin_ns, range.begin_ns);
    }
    auto totals = w.lanes.totals(lane, range);
    totals[0] = 0;
    EXPECT_EQ(totals, sum);
  }
}

TEST(Lanes, PointsHaveAPixelsExtremes) {
  Watched w(fixture::worker_pool(3, 30, 3000));
  const Lane lane{LaneKind::Counter, static_cast<uint64_t>(LaneCounter::Runnable)};
  std::vector<CounterPoint> all, few;
  w.lanes.points(lane, {0, w.lanes.end_ns()}, 0.0, all);
  for (const double pixels : {1.0, 7.0, 100.0}) {
    w.lanes.points(lane, {0, w.lanes.end_ns()}, static_cast<double>(w.lanes.end_ns()) / pixels, few);
    size_t i = 0;
    for (const CounterPoint& point : few) {
      uint64_t low = UINT64_MAX, high = 0;
      for (; i < all.size() && all[i].begin_ns < point.end_ns; ++i) {
        low = std::min(low, all[i].low);
        high = std::max(high, all[i].high);
      }
      EXPECT_EQ(point.low, low);
      EXPECT_EQ(point.high, high);
    }
    EXPECT_LE(static_cast<double>(few.size()), 2 * pixels + 2);
  }
}

TEST(Lanes, ForgetsWhatTheFlightRecorderDropped) {
  Simulation sim = fixture::worker_pool(2, 4, 10'000'000, 70 * EventChunk::kEvents);
  sim.run();
  Recording flight(sim.info(), sim.tables, 2 * EventChunk::kEvents);
  Lanes lanes, all;
  Model model(flight, &lanes);
  const std::span<const Event> events = sim.events;
  for (size_t at = 0; at < events.size(); at += 20'000) {
    flight.on_events(events.subspan(at, std::min<size_t>(20'000, events.size() - at)));
    model.refresh();
  }
  State s;
  for (const Event& e : events) fold(s, e, &all);
  EXPECT_LT(lanes.span_count(), all.span_count() / 2);
  const TimeRange kept{model.event(model.first()).time_ns, lanes.end_ns()};
  std::vector<LaneSpan> mine, theirs;
  for (const Lane lane : {Lane{LaneKind::G, 3}, Lane{LaneKind::P, 1}}) {
    EXPECT_EQ(lanes.totals(lane, kept), all.totals(lane, kept));
    lanes.spans(lane, kept, 1000.0, mine);
    all.spans(lane, kept, 1000.0, theirs);
    ASSERT_EQ(mine.size(), theirs.size());
    for (size_t i = 0; i < mine.size(); ++i) EXPECT_EQ(mine[i].begin_ns, theirs[i].begin_ns);
  }
  const auto next = model.next_of_g(3, model.first());
  ASSERT_TRUE(next.has_value());
  EXPECT_TRUE(mentions_g(model.event(*next), 3));
  EXPECT_FALSE(model.previous_of_g(3, model.first()).has_value());
}

TEST(Lanes, LinksOfAGoroutine) {
  Watched w(fixture::hand_off(3));
  const auto links = links_of(w.model, 2, {0, w.lanes.end_ns()});
  std::string kinds;
  for (const LaneLink& link : links) {
    EXPECT_TRUE(link.from_g == 2 || link.to_g == 2);
    kinds += "GUS-"[static_cast<size_t>(link.kind)];
  }
  EXPECT_EQ(kinds.substr(0, 3), "GSU");
  EXPECT_TRUE(steals_in(w.model, {0, w.lanes.end_ns()}).empty());
  // Through a buffer: every value arrives where it was received, in order.
  Watched pipe([] {
    Simulation sim({.procs = 2});
    const uint64_t ch = sim.channel("ch", 3);
    sim.program({"main.main", {fixture::go(1), fixture::recv(ch), fixture::jump(1, 40)}});
    sim.program({"main.f", {fixture::send(ch, 9), fixture::jump(0, 40)}});
    return sim;
  }());
  size_t received = 0;
  uint64_t last = 0;
  for (const LaneLink& link : links_of(pipe.model, 1, {0, pipe.lanes.end_ns()})) {
    if (link.kind != LinkKind::Send) continue;
    EXPECT_EQ(link.from_g, 2u);
    EXPECT_EQ(link.to_g, 1u);
    EXPECT_GE(link.to_ns, link.from_ns);
    EXPECT_GT(link.to_ns, last);
    last = link.to_ns;
    ++received;
  }
  EXPECT_EQ(received, 40u);
  Watched pool(fixture::worker_pool(4, 9, 100));
  const auto steals = steals_in(pool.model, {0, pool.lanes.end_ns()});
  ASSERT_FALSE(steals.empty());
  EXPECT_NE(steals[0].from_p, steals[0].to_p);
}

}  // namespace
}  // namespace gopherarium
