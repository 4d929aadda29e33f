#include "app/view/view.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/app/view/watched.h"

namespace gopherarium {
namespace {

TEST(View, StepsBothWaysThroughTheSameStates) {
  Watched at(kUiPrograms + "worker_pool.go");
  ASSERT_GT(at.view.model().end(), 100u);
  std::vector<std::pair<uint64_t, uint32_t>> forward;
  for (at.view.to_start(); at.view.playhead() < at.view.model().end(); at.view.step(Way::Forward)) {
    at.view.advance(0);
    forward.emplace_back(at.view.time_ns(), at.view.state().goroutines());
  }
  for (size_t i = forward.size(); i-- > 0;) {
    at.view.step(Way::Back);
    at.view.advance(0);
    ASSERT_EQ(forward[i], std::pair(at.view.time_ns(), at.view.state().goroutines())) << "event " << i;
  }
  EXPECT_EQ(at.view.playhead(), at.view.model().first());
  at.view.step(Way::Back);
  EXPECT_EQ(at.view.playhead(), at.view.model().first());
}

TEST(View, PlaysBySpeedAndStopsAtTheEnd) {
  Watched at(kUiPrograms + "worker_pool.go");
  at.view.to_start();
  at.view.set_speed(50);
  at.view.set_playing(true);
  at.view.advance(1.0);
  for (int frame = 1; frame <= 20; ++frame) at.view.advance(1.0 + frame * 0.05);
  EXPECT_NEAR(static_cast<double>(at.view.playhead()), 50, 6);
  at.view.set_speed(std::numeric_limits<double>::infinity());
  at.view.advance(2.1);
  EXPECT_EQ(at.view.playhead(), at.view.model().end());
  EXPECT_FALSE(at.view.playing());
  at.view.set_playing(true);  // from the end: again from the start
  EXPECT_EQ(at.view.playhead(), at.view.model().first());
}

TEST(View, PlayingStopsAtABreakpoint) {
  Watched at(kUiPrograms + "deadlock.go");
  at.view.toggle_breakpoint(8);  // results <- j * j
  at.view.to_start();
  at.view.set_speed(std::numeric_limits<double>::infinity());
  at.view.set_playing(true);
  at.view.advance(1);
  EXPECT_FALSE(at.view.playing());
  ASSERT_TRUE(at.view.last_event());
  EXPECT_LT(at.view.playhead(), at.view.model().end());
  EXPECT_EQ(line_of(at.document, at.view.model().event(*at.view.last_event())), 8);
}

TEST(View, StepsOnTheSelectedRowAndToCauses) {
  Watched at(kUiPrograms + "worker_pool.go");
  at.view.select({SelectedKind::G, 3});
  at.view.to_start();
  for (int i = 0; i < 5; ++i) {
    const EventIndex before = at.view.playhead();
    at.view.step_row(Way::Forward);
    ASSERT_GT(at.view.playhead(), before);
    EXPECT_TRUE(mentions_g(at.view.model().event(*at.view.last_event()), 3));
  }
  const EventIndex created = at.after(EventKind::GoCreate);
  at.view.select({SelectedKind::G, static_cast<uint64_t>(at.view.model().event(created - 1).a)});
  at.view.go_to(created);
  at.view.advance(0);
  EXPECT_NE(at.view.state().g(at.view.selected_g()), nullptr);
}

TEST(View, UndoesNavigation) {
  Watched at(kUiPrograms + "worker_pool.go");
  at.view.go_to(10);
  at.view.select({SelectedKind::G, 2});
  at.view.select({SelectedKind::P, 1});
  at.view.undo();
  EXPECT_EQ(at.view.selection(), (Selected{SelectedKind::G, 2}));
  at.view.undo();
  EXPECT_EQ(at.view.selection(), Selected{});
  at.view.redo();
  EXPECT_EQ(at.view.selection(), (Selected{SelectedKind::G, 2}));
}

TEST(View, ZoomKeepsTheTimeUnderThePointer) {
  Watched at(kUiPrograms + "worker_pool.go");
  const TimeWindow before = at.view.window();
  const double pin = before.begin_ns + before.length() * 0.25;
  at.view.zoom(0.5, pin);
  const TimeWindow after = at.view.window();
  EXPECT_NEAR(after.length(), before.length() / 2, 1);
  EXPECT_NEAR((pin - after.begin_ns) / after.length(), 0.25, 1e-6);
  for (int i = 0; i < 200; ++i) at.view.zoom(0.5, pin);
  EXPECT_GE(at.view.window().length(), 20);
}

TEST(View, ARunThatDoesNotCompileSaysWhere) {
  Document document([] {});
  ASSERT_TRUE(document.open_program(kUiPrograms + "deadlock.go"));
  document.set_source("package main\n\nfunc main() {\n\tx := 1\n}\n");
  EXPECT_TRUE(document.unsaved());
  EXPECT_FALSE(document.start());
  ASSERT_EQ(document.problems().size(), 1u);
  EXPECT_EQ(document.problems()[0].line, 4);
  EXPECT_EQ(document.problems()[0].text, "declared and not used: x");
}

TEST(View, ARunIsWarnedOfWhatVetFinds) {
  Watched at(GOPHERARIUM_SOURCE_DIR "/lessons/pitfalls/copied-lock/main.go");
  ASSERT_EQ(at.document.warnings().size(), 1u);
  EXPECT_EQ(at.document.warnings()[0].line, 14);
  EXPECT_EQ(at.document.warnings()[0].text, "deposit passes lock by value: Account contains sync.Mutex");
  EXPECT_EQ(at.document.warnings()[0].lesson, "pitfalls/copied-lock");
  EXPECT_TRUE(at.document.problems().empty());
  at.document.set_source("package main\n\nfunc main() {}\n");
  at.run();
  EXPECT_TRUE(at.document.warnings().empty());
}

TEST(Words, Times) {
  for (const auto& [ns, want] : {std::pair{0.0, "0"}, {12.0, "12 ns"}, {1'500.0, "1.50 µs"}, {164'660.0, "165 µs"}, {2.5e9, "2.50 s"}}) {
    EXPECT_EQ(time_words(ns), want);
  }
  for (const auto& [ns, step, want] : {std::tuple{0.0, 1e3, "0"}, {20e3, 20e3, "20 µs"}, {1'200.0, 200.0, "1.2 µs"}, {3e6, 1e6, "3 ms"}}) {
    EXPECT_EQ(tick_words(ns, step), want);
  }
}

}  // namespace
}  // namespace gopherarium
