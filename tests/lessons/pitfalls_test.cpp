// Each analyzer names a lesson that is there, whose program has the mistake and no other, and whose goal is
// reached by the repaired program (tests/lessons/pitfalls) and not before.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "runtime/session/standard_library.h"
#include "runtime/vet/vet.h"
#include "tests/lessons/record.h"

namespace gopherarium {
namespace {

bool goal_reached(const Lesson& lesson, const Recording& recording) {
  return std::ranges::all_of(lesson.goal.holds,
                             [&](const Expectation& at) { return judge(at, recording).holds; });
}

// The names of the analyzers that find something.
std::vector<std::string_view> found_by(const std::string& path, const Lesson& lesson) {
  const EmbeddedLibrary library;
  Frontend frontend(library, {.version = GoVersion{static_cast<uint16_t>(lesson.go_minor)}});
  Package* package = frontend.check(read_program(path).value());
  if (package == nullptr) return {"the compiler"};
  std::vector<std::string_view> names;
  for (const VetFinding& finding : vet(*package, frontend.checker(), frontend.files()))
    names.push_back(analyzer(finding.analyzer).name);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

TEST(Pitfalls, HaveALessonForEachAnalyzer) {
  for (const Analyzer& analyzer : analyzers()) {
    SCOPED_TRACE(analyzer.lesson);
    const auto loaded = load_lesson(GOPHERARIUM_SOURCE_DIR "/lessons/" + std::string(analyzer.lesson));
    ASSERT_TRUE(loaded.ok());
    const Lesson& lesson = loaded.lesson;
    std::string repaired(analyzer.lesson.substr(analyzer.lesson.find('/')));
    std::replace(repaired.begin(), repaired.end(), '-', '_');
    repaired = GOPHERARIUM_SOURCE_DIR "/tests/lessons/pitfalls" + repaired + ".go";

    EXPECT_EQ(found_by(lesson.program_path(), lesson), std::vector{analyzer.name});
    EXPECT_EQ(found_by(repaired, lesson), std::vector<std::string_view>{});
    const auto broken = record(lesson, lesson.program_path()), whole = record(lesson, repaired);
    ASSERT_TRUE(broken.ok() && whole.ok());
    EXPECT_FALSE(goal_reached(lesson, *broken.value())) << "the lesson has nothing to repair";
    EXPECT_TRUE(goal_reached(lesson, *whole.value())) << "the repaired program does not reach the goal";
  }
}

}  // namespace
}  // namespace gopherarium
