#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "runtime/lesson/catalogue.h"

namespace gopherarium {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kFront = R"(+++
title = "Hand-off"
track = "channels"
order = 1
program = "main.go"
driver = "controlled"
procs = 2
seed = 7
workspace = "channels"
go = "1.19"
prerequisites = ["channels/first"]
goal = "It ends."
goal_holds = ["status 0", "no Deadlock"]
+++
Intro.
)";
constexpr int kFrontLines = 15;

constexpr std::string_view kStep = R"(
## One
Before.
```go
## not a step
```
```toml
playhead = "before 2nd ChanSend with how=HandOff line=\"ch <- n\""
focus = { line = 3 }
expect = ["at least 2 GoCreate"]
[predict]
question = "Who?"
choices = ["A", "B"]
answer = 2
reveals = """
Because."""
```
After.

## Two
End.
)";

std::string mistakes_of(const std::string& text) {
  std::string all;
  for (const LessonMistake& mistake : parse_lesson(text, "l").mistakes) all += to_string(mistake) + "\n";
  return all;
}

TEST(LessonParse, ReadsEverything) {
  const LoadedLesson loaded = parse_lesson(std::string(kFront) + std::string(kStep), "lesson.md");
  ASSERT_TRUE(loaded.ok()) << mistakes_of(std::string(kFront) + std::string(kStep));
  const Lesson& lesson = loaded.lesson;
  EXPECT_EQ(lesson.title, "Hand-off");
  EXPECT_EQ(lesson.driver, DriverKind::Controlled);
  EXPECT_EQ(lesson.procs, 2u);
  EXPECT_EQ(lesson.seed, 7u);
  EXPECT_EQ(lesson.go_minor, 19);
  EXPECT_THAT(lesson.prerequisites, ElementsAre("channels/first"));
  EXPECT_EQ(lesson.goal.holds.size(), 2u);
  EXPECT_EQ(lesson.introduction, "Intro.");
  ASSERT_EQ(lesson.steps.size(), 2u);
  const LessonStep& step = lesson.steps[0];
  EXPECT_EQ(step.title, "One");
  EXPECT_EQ(step.line, kFrontLines + 2);
  EXPECT_EQ(step.text, "Before.\n```go\n## not a step\n```\nAfter.");
  ASSERT_TRUE(step.playhead.has_value());
  EXPECT_EQ(step.playhead->side, PlayheadSide::Before);
  EXPECT_EQ(step.playhead->ordinal, 2u);
  EXPECT_EQ(step.playhead->query.conditions.back().value, "ch <- n");
  EXPECT_EQ(step.focus.number, 3u);
  ASSERT_TRUE(step.predict.has_value());
  EXPECT_EQ(step.predict->answer, 1u);
  EXPECT_EQ(step.predict->reveals, "Because.");
  EXPECT_EQ(lesson.steps[1].text, "End.");
}

// Replaces `from` in the good lesson; what is wrong then, with its line.
struct Case {
  std::string from, to, want;
};

TEST(LessonParse, SaysWhatIsWrongAndWhere) {
  const Case cases[] = {
      {"title = \"Hand-off\"\n", "", "l:1: the front matter lacks title = \"...\""},
      {"title =", "titel =", "l:2: the front matter has no key titel (did you mean title?)"},
      {"order = 1", "order = \"one\"", "l:4: order is a whole number from 1 to 999"},
      {"\"main.go\"", "\"../main.go\"", "l:5: program names a Go file in the lesson's folder"},
      {"\"controlled\"", "\"dead\"", "l:6: driver is \"live\" or \"controlled\", not \"dead\""},
      {"\"controlled\"", "\"live\"", "l:8: only the controlled driver has a seed"},
      {"procs = 2", "procs = 0", "l:7: procs is a whole number from 1 to 256"},
      {"workspace = \"channels\"", "workspace = \"chanels\"", "l:9: there is no workspace chanels"},
      {"go = \"1.19\"", "go = \"2.0\"", "l:10: go is a version up to 1.23"},
      {"no Deadlock", "no Deadlok", "l:13: there is no event Deadlok (did you mean Deadlock?)"},
      {"goal_holds = [\"status 0\", \"no Deadlock\"]", "goal_holds = []", "l:13: goal_holds is empty"},
      {"goal = \"It ends.\"", "goal = It ends.", "l:12: this is not TOML"},
      {"+++\ntitle", "title", "l:1: a lesson begins with its front matter"},
      {"+++\nIntro", "Intro", "l:1: the front matter has no end"},
      {"## One", "##  ", "l:17: this step has no title"},
      {"before 2nd", "before", "l:23: \"before ChanSend"},
      {"how=HandOff", "hows=HandOff", "l:23: ChanSend has no hows (did you mean how?)"},
      {"{ line = 3 }", "{ line = 3, p = 1 }", "l:24: focus is one thing"},
      {"{ line = 3 }", "7", "l:24: focus is a table"},
      {"at least 2 GoCreate", "several GoCreate", "l:25: \"several GoCreate\" is no expectation"},
      {"answer = 2", "answer = 3", "l:29: answer is a whole number from 1 to 2"},
      {"choices = [\"A\", \"B\"]\nanswer = 2", "choices = [\"A\"]\nanswer = 1",
       "l:28: a question has at least two choices"},
      {"After.", "```toml\np = 1\n```",
       "l:33: a step has one block of directives, and the one on line 22 is it"},
      {"Intro.", "```toml\np = 1\n```", "l:15: directives belong to a step"},
      {"End.", "", "l:35: the step \"Two\" says nothing"},
  };
  for (const Case& c : cases) {
    std::string text = std::string(kFront) + std::string(kStep);
    const size_t at = text.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    text.replace(at, c.from.size(), c.to);
    EXPECT_THAT(mistakes_of(text), HasSubstr(c.want)) << text;
  }
  EXPECT_THAT(mistakes_of(std::string(kFront)), HasSubstr("a lesson has at least one step"));
  EXPECT_THAT(mistakes_of(""), HasSubstr("l:1: a lesson begins"));
}

TEST(LessonParse, OneMistakeHidesNoOther) {
  std::string text = std::string(kFront) + std::string(kStep);
  text.replace(text.find("procs = 2"), 9, "procs = -");
  text.replace(text.find("answer = 2"), 10, "answer = 9");
  const LoadedLesson loaded = parse_lesson(text, "l");
  ASSERT_EQ(loaded.mistakes.size(), 2u) << mistakes_of(text);
  EXPECT_EQ(loaded.mistakes[0].line, 7);
  EXPECT_EQ(loaded.mistakes[1].line, 29);
  EXPECT_EQ(loaded.lesson.steps.size(), 2u);
}

class LessonFolders : public testing::Test {
 protected:
  void SetUp() override {
    // Tests run beside each other.
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    root_ = std::filesystem::path(testing::TempDir()) / ("gopherarium_lessons_" + name + std::to_string(getpid()));
    std::filesystem::remove_all(root_);
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  void write(const std::string& path, std::string_view text) {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  std::filesystem::path root_;
};

TEST_F(LessonFolders, CatalogueListsFindsAndComplains) {
  const std::string lesson = std::string(kFront) + std::string(kStep);
  write("channels/b/lesson.md", lesson);
  write("channels/b/main.go", "package main\n\nfunc main() {}\n");
  write("basics/b/lesson.md", lesson);
  write("notes/readme.md", "no lesson");
  auto loaded = load_catalogue(root_.string());
  ASSERT_TRUE(loaded.ok()) << loaded.error();
  const Catalogue& catalogue = loaded.value();
  ASSERT_EQ(catalogue.lessons.size(), 2u);
  EXPECT_TRUE(catalogue.find("channels/b").ok());
  EXPECT_THAT(catalogue.find("b").error(), HasSubstr("2 tracks have a lesson b"));
  EXPECT_THAT(catalogue.find("chanels/b").error(), HasSubstr("did you mean channels/b?"));
  std::string all;
  for (const LessonMistake& mistake : catalogue.mistakes()) all += to_string(mistake) + "\n";
  EXPECT_THAT(
      all, HasSubstr("basics/b/lesson.md:1: track is \"channels\", but the lesson is in the folder basics"));
  EXPECT_THAT(all, HasSubstr("basics/b/lesson.md:1: there is no file main.go beside it"));
  EXPECT_THAT(all, HasSubstr("its prerequisite channels/first does not exist"));
  EXPECT_THAT(all, HasSubstr("has the same order, 1"));
  EXPECT_FALSE(load_catalogue((root_ / "none").string()).ok());
}

TEST_F(LessonFolders, AFocusedLineIsFoundInTheProgram) {
  std::string lesson = std::string(kFront) + std::string(kStep);
  lesson.replace(lesson.find("{ line = 3 }"), 12, "{ line = \"func\" }");
  write("channels/b/lesson.md", lesson);
  const struct {
    std::string program, mistake;
    uint32_t line;
  } cases[] = {
      {"package main\n\nfunc main() {}\n", "", 3},
      {"package main\n", "no line of main.go contains \"func\"", 0},
      {"func a() {}\nfunc b() {}\n", "\"func\" is in lines 1, 2 of main.go", 0},
  };
  for (const auto& c : cases) {
    write("channels/b/main.go", c.program);
    const LoadedLesson loaded = load_lesson((root_ / "channels/b").string());
    EXPECT_EQ(loaded.ok(), c.mistake.empty());
    if (!loaded.ok()) {
      EXPECT_THAT(loaded.mistakes[0].sentence, HasSubstr(c.mistake));
    }
    EXPECT_EQ(loaded.lesson.steps[0].focus.number, c.line);
  }
}

}  // namespace
}  // namespace gopherarium
