// Every lesson of lessons/ is read without a mistake, its program runs as the lesson says, and what its steps point at and
// expect is there.
#include <gtest/gtest.h>

#include "tests/lessons/record.h"

namespace gopherarium {
namespace {

TEST(Lessons, HoldWhatTheySay) {
  const auto catalogue = load_catalogue(GOPHERARIUM_SOURCE_DIR "/lessons");
  ASSERT_TRUE(catalogue.ok()) << catalogue.error();
  EXPECT_GE(catalogue.value().lessons.size(), 2u);
  for (const LessonMistake& mistake : catalogue.value().mistakes()) ADD_FAILURE() << to_string(mistake);
  for (const LoadedLesson& loaded : catalogue.value().lessons) {
    const Lesson& lesson = loaded.lesson;
    const auto recording = record(lesson, lesson.program_path());
    ASSERT_TRUE(recording.ok()) << lesson.id << ": " << recording.error();
    for (const LessonStep& step : lesson.steps) {
      const std::string where = lesson.folder + "/lesson.md:" + std::to_string(step.line) + ": ";
      if (step.playhead) {
        EXPECT_TRUE(resolve(*step.playhead, *recording.value()).has_value()) << where << "the run has no " << step.playhead->source;
      }
      if (step.focus.kind != FocusKind::None) {
        EXPECT_NE(resolve(step.focus, *recording.value()), Target{}) << where << "the run has no " << step.focus.text;
      }
      for (const Expectation& expectation : step.expect) {
        const Verdict verdict = judge(expectation, *recording.value());
        EXPECT_TRUE(verdict.holds) << where << verdict.sentence;
      }
    }
  }
}

}  // namespace
}  // namespace gopherarium
