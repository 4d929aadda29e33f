#pragma once
// LessonGuide: where the student stands in a lesson. It moves the view to what a step shows once the lesson's run is whole,
// keeps the answers to its questions, and judges its expectations against the recording, once for each run.
//
// Step 0 is the introduction, step k the lesson's k-th. A step that asks shows nothing before it is answered. No ImGui here.

#include <optional>
#include <string>
#include <vector>

#include "app/view/view.h"
#include "runtime/lesson/catalogue.h"

namespace gopherarium {

class LessonGuide {
 public:
  explicit LessonGuide(View& view) : view_(view) {}

  // The lessons there are; an empty catalogue where none were found.
  void set_catalogue(Catalogue catalogue) { catalogue_ = std::move(catalogue); }
  const Catalogue& catalogue() const { return catalogue_; }

  // A lesson's folder, or its id in the catalogue. Opens its program too; the error is one sentence.
  Result<void> open(const std::string& what);
  void close();
  bool is_open() const { return lesson_.has_value(); }
  const Lesson& lesson() const { return *lesson_; }

  size_t step() const { return step_; }
  size_t steps() const { return lesson_ ? lesson_->steps.size() : 0; }
  // Null in the introduction.
  const LessonStep* current() const { return step_ == 0 ? nullptr : &lesson_->steps[step_ - 1]; }
  void go_to(size_t step);
  void next() { go_to(step_ + 1); }
  void previous() { go_to(step_ - std::min<size_t>(step_, 1)); }

  // The present step's question: answered with a choice (counted from 0), once.
  void answer(size_t choice);
  std::optional<size_t> answered() const { return step_ == 0 ? std::nullopt : answers_[step_ - 1]; }
  bool asks() const { return current() != nullptr && current()->predict && !answered(); }

  // Once a frame, after the view: carries out what waited for the run to end.
  void advance();
  // The goal's and the present step's expectations; empty until a run is whole.
  struct Judged {
    const Expectation* expectation = nullptr;
    Verdict verdict;
  };
  const std::vector<Judged>& goal() const { return goal_; }
  const std::vector<Judged>& found() const { return found_; }
  bool goal_reached() const;

  const Document& document() const { return view_.document(); }
  // Whether its program is no longer the lesson's own.
  bool edited() const { return view_.document().unsaved(); }

 private:
  bool run_is_whole() const;
  void show_step();
  void judge_again();

  View& view_;
  Catalogue catalogue_;
  RunSettings before_;  // as they were when the lesson set its own
  std::optional<Lesson> lesson_;
  size_t step_ = 0;
  std::vector<std::optional<size_t>> answers_;
  bool to_show_ = false;  // the step waits for the run
  std::vector<Judged> goal_, found_;
  uint32_t judged_generation_ = 0;
  size_t judged_step_ = 0;
  bool judged_ = false;
};

}  // namespace gopherarium
