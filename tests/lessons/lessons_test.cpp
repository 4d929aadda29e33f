// Every lesson of lessons/ is read without a mistake, its program runs as the lesson says, and what its steps point at and
// expect is there.
#include <gtest/gtest.h>

#include "runtime/lesson/catalogue.h"
#include "runtime/session/run.h"

namespace gopherarium {
namespace {

Result<std::unique_ptr<Recording>> record(const Lesson& lesson) {
  auto sources = read_program(lesson.program_path());
  if (!sources) return Error{sources.error()};
  FrontendOptions frontend;
  frontend.version = GoVersion{static_cast<uint16_t>(lesson.go_minor)};
  const Compilation compiled(std::move(sources).value(), frontend);
  if (compiled.program() == nullptr) return Error{compiled.error_text()};
  RunOptions options{.procs = lesson.procs, .driver = lesson.driver, .seed = lesson.seed};
  options.output = [](int, std::string_view) {};
  options.bus = BusMode::Lossless;
  auto run = Run::prepare(*compiled.program(), std::move(options));
  if (!run) return Error{run.error()};
  auto recording = std::make_unique<Recording>(run.value()->recording_info(compiled, "test"), run.value()->bus().tables());
  run.value()->execute(recording.get());
  return recording;
}

TEST(Lessons, HoldWhatTheySay) {
  const auto catalogue = load_catalogue(GOPHERARIUM_SOURCE_DIR "/lessons");
  ASSERT_TRUE(catalogue.ok()) << catalogue.error();
  EXPECT_GE(catalogue.value().lessons.size(), 2u);
  for (const LessonMistake& mistake : catalogue.value().mistakes()) ADD_FAILURE() << to_string(mistake);
  for (const LoadedLesson& loaded : catalogue.value().lessons) {
    const Lesson& lesson = loaded.lesson;
    const auto recording = record(lesson);
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
