#include "app/view/lesson_guide.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/app/view/watched.h"

namespace gopherarium {
namespace {

constexpr const char* kLesson = R"(+++
title = "A hand-off"
track = "tests"
order = 1
program = "main.go"
driver = "controlled"
procs = 1
seed = 7
workspace = "scheduler"
go = "1.19"
goal = "The program ends well."
goal_holds = ["status 0"]
+++
What it is about.

## A send
Text.

```toml
playhead = "first ChanSend"
focus = { goroutine = "main.main" }
expect = ["some ChanSend", "no Deadlock"]
```

## A question
Text.

```toml
playhead = "end"
expect = ["status 3"]

[predict]
question = "Who waits?"
choices = ["The sender", "Nobody"]
answer = 2
reveals = "Nobody."
```
)";

struct Guided : testing::Test {
  void SetUp() override {
    folder = std::filesystem::temp_directory_path() / ("guide_test_" + std::to_string(getpid())) / "tests" / "hand-off";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "lesson.md") << kLesson;
    std::ofstream(folder / "main.go") << "package main\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { <-ch }()\n\tch <- 1\n}\n";
    const auto opened = guide.open(folder.string());
    ASSERT_TRUE(opened) << opened.error();
  }
  void TearDown() override { std::filesystem::remove_all(folder.parent_path().parent_path()); }
  // Frames until the run is over and what waited for it is done.
  void settle() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    do {
      view.advance(0);
      guide.advance();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } while (document.running() && std::chrono::steady_clock::now() < deadline);
    view.advance(0);
    guide.advance();
    view.advance(0);
  }

  std::filesystem::path folder;
  Document document{[] {}};
  View view{document};
  LessonGuide guide{view};
};

TEST_F(Guided, AStepRunsTheProgramAndShowsItsPlace) {
  EXPECT_EQ(guide.step(), 0u);
  EXPECT_EQ(document.settings.procs, 1u);
  EXPECT_EQ(document.settings.seed, 7u);
  guide.next();
  settle();
  ASSERT_TRUE(view.last_event());
  EXPECT_EQ(view.model().event(*view.last_event()).kind, EventKind::ChanSend);
  EXPECT_EQ(view.selected_g(), 1u);
  ASSERT_EQ(guide.found().size(), 2u);
  EXPECT_TRUE(guide.found()[0].verdict.holds);
  EXPECT_TRUE(guide.found()[1].verdict.holds);
  EXPECT_TRUE(guide.goal_reached());
}

TEST_F(Guided, AQuestionIsAskedBeforeThePlayheadMoves) {
  guide.next();
  settle();
  const EventIndex before = view.playhead();
  guide.next();
  settle();
  EXPECT_TRUE(guide.asks());
  EXPECT_EQ(view.playhead(), before);
  guide.answer(5);  // no such choice
  EXPECT_TRUE(guide.asks());
  guide.answer(0);
  settle();
  EXPECT_EQ(guide.answered(), 0u);
  EXPECT_EQ(view.playhead(), view.model().end());
  ASSERT_EQ(guide.found().size(), 1u);
  EXPECT_FALSE(guide.found()[0].verdict.holds);
  guide.next();
  EXPECT_EQ(guide.step(), 2u);
}

TEST_F(Guided, AnEditedProgramIsJudgedAnew) {
  guide.next();
  settle();
  EXPECT_TRUE(guide.goal_reached());
  document.set_source("package main\n\nfunc main() { panic(1) }\n");
  ASSERT_TRUE(document.start());
  settle();
  EXPECT_FALSE(guide.goal_reached());
}

}  // namespace
}  // namespace gopherarium
