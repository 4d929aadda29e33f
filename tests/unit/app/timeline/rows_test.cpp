#include "app/timeline/rows.h"

#include "app/timeline/causes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/app/view/watched.h"

namespace gopherarium {
namespace {

std::string names(View& view, TimelineOrder order, size_t most = 100) {
  view.rows().order = order;
  std::string all;
  for (const TimelineRow& row : timeline_rows(view, most)) all += (all.empty() ? "" : " ") + row_name(view, row.lane);
  return all;
}

TEST(Rows, StandInFamiliesAndAreFew) {
  Watched at(kUiPrograms + "worker_pool.go");
  at.view.to_end();
  at.view.advance(0);
  EXPECT_EQ(names(at.view, TimelineOrder::ByP, 100), "P0 P1 G1 G2 G3 G4 G5 G6 G7 G8");
  EXPECT_EQ(names(at.view, TimelineOrder::ByG, 100), "G1 G2 G3 G4 G5 G6 G7 G8");
  EXPECT_EQ(names(at.view, TimelineOrder::Channels, 100), "P0 P1 jobs results");
  EXPECT_TRUE(names(at.view, TimelineOrder::ByM, 100).starts_with("P0 P1 M0"));
  at.view.select({SelectedKind::G, 7});
  EXPECT_EQ(names(at.view, TimelineOrder::ByG, 3), "G1 G2 G3 G7");
}

TEST(Rows, AreFilteredPinnedAndHidden) {
  Watched at(kUiPrograms + "worker_pool.go");
  at.view.to_end();
  at.view.advance(0);
  at.view.rows().filter = "WORK";
  EXPECT_EQ(names(at.view, TimelineOrder::ByP), "G2 G3 G4 G5 G6 G7");
  at.view.select({SelectedKind::P, 1});
  at.view.pin_selected();
  EXPECT_EQ(names(at.view, TimelineOrder::ByP), "P1 G2 G3 G4 G5 G6 G7");
  at.view.pin_selected();
  at.view.select({SelectedKind::G, 3});
  at.view.hide_selected();
  EXPECT_EQ(names(at.view, TimelineOrder::ByP), "G2 G4 G5 G6 G7");
  at.view.rows() = {};
  at.view.select({SelectedKind::G, 4});
  at.view.rows().relatives = true;
  const std::string relatives = names(at.view, TimelineOrder::ByG);
  EXPECT_NE(relatives.find("G4"), std::string::npos) << relatives;
  EXPECT_NE(relatives.find("G1"), std::string::npos) << "its parent";
  EXPECT_EQ(relatives.find("G7"), std::string::npos) << "a sister it never met: " << relatives;
}

TEST(Causes, ReachBackAndForward) {
  Watched at(kUiPrograms + "worker_pool.go");
  const auto end = at.view.model().end_ns();
  const CausalReach reach = causal_reach(at.view.model(), 1, end, {0, end + 1});
  // Those that sent to main, and who closed the channel it ranged over; G7 came too late for a job.
  for (const uint32_t g : {1U, 2U, 3U, 4U, 5U, 6U, 8U}) EXPECT_TRUE(reach.past.contains(g)) << "G" << g;
  const CausalReach start = causal_reach(at.view.model(), 1, 0, {0, end + 1});
  EXPECT_EQ(start.past.size(), 1u) << "nothing was before the start";
  EXPECT_GT(start.future.size(), 7u) << "everything follows from it";
  for (const auto& [g, from] : start.future) EXPECT_LE(from, end);
}

TEST(Rows, ARangeAddsUp) {
  Watched at(kUiPrograms + "worker_pool.go");
  at.view.to_end();
  at.view.advance(0);
  const auto end = static_cast<double>(at.view.model().end_ns());
  const std::string all = range_words(at.view, {0, end});
  EXPECT_NE(all.find(" " + std::to_string(at.view.model().end()) + " events"), std::string::npos) << all;
  at.view.select({SelectedKind::P, 0});
  EXPECT_NE(range_words(at.view, {0, end}).find("P0 runs "), std::string::npos);
}

TEST(Ruler, StepsAreRoundAndWideEnough) {
  for (const double length : {20.0, 1e3, 3.3e4, 7.7e8, 1e13}) {
    for (const double pixels : {300.0, 1600.0, 3840.0}) {
      const double step = ruler_step({0, length}, pixels, 96);
      EXPECT_GE(step / length * pixels, 95.9) << length << " ns on " << pixels;
      double digit = step;
      while (digit >= 10) digit /= 10;
      EXPECT_TRUE(digit == 1 || digit == 2 || digit == 5) << step;
    }
  }
}

}  // namespace
}  // namespace gopherarium
