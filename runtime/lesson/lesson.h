#pragma once
// A lesson as read from its folder. Plain values: copied, compared and drawn freely; nothing in it refers to
// a run.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/lesson/query.h"
#include "runtime/trace/event.h"

namespace gopherarium {

enum class FocusKind : uint8_t { None, Line, Goroutine, Object, P };
// What the window selects: a line by number or text, a goroutine by number or function, an object by its
// variable, a P.
struct Focus {
  FocusKind kind = FocusKind::None;
  uint32_t number = 0;  // line (resolved from text when the lesson is loaded), goroutine or P
  std::string text;     // empty: number says it
};

// A question that is answered before the playhead moves; `reveals` is Markdown shown afterwards.
struct Prediction {
  std::string question;
  std::vector<std::string> choices;
  size_t answer = 0;  // an index into choices
  std::string reveals;
};

struct LessonStep {
  std::string title;
  std::string text;  // Markdown, without the directives
  int line = 0;      // of the title in lesson.md
  std::optional<PlayheadTarget> playhead;
  Focus focus;
  std::vector<Expectation> expect;
  std::optional<Prediction> predict;
};

struct LessonGoal {
  std::string text;                // one sentence for the student
  std::vector<Expectation> holds;  // all of them: the goal is reached
};

struct Lesson {
  std::string id;      // "channels/unbuffered-handoff"
  std::string folder;  // as given to load_lesson
  std::string title, track;
  int order = 0;
  std::string program;  // file name in the folder
  DriverKind driver = DriverKind::Controlled;
  uint32_t procs = 1;
  uint64_t seed = 1;  // controlled only
  std::string workspace = "lesson";
  int go_minor = 0;                        // 1.NN; never 0 in a lesson without mistakes
  std::vector<std::string> prerequisites;  // ids
  LessonGoal goal;
  std::string introduction;  // Markdown before the first step
  std::vector<LessonStep> steps;

  std::string program_path() const { return folder + "/" + program; }
};

// One mistake, in one sentence. to_string: "lessons/x/y/lesson.md:7: ..."
struct LessonMistake {
  std::string file;
  int line = 0;
  std::string sentence;
};
std::string to_string(const LessonMistake& mistake);

// What could be read, and everything that is wrong with the rest, in the order of lines.
struct LoadedLesson {
  Lesson lesson;
  std::vector<LessonMistake> mistakes;
  bool ok() const { return mistakes.empty(); }
};

// Reads lesson.md's text; `file` is its name in messages. What needs other files (the program's lines) isn't
// checked.
LoadedLesson parse_lesson(std::string_view text, std::string file);

// parse_lesson on folder/lesson.md, id and track held against the folder's name, focused lines found in the
// program.
LoadedLesson load_lesson(const std::string& folder);

}  // namespace gopherarium
