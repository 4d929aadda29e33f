#include "app/view/lesson_guide.h"

#include <algorithm>
#include <filesystem>

namespace gopherarium {

Result<void> LessonGuide::open(const std::string& what) {
  std::optional<Lesson> lesson;
  if (std::filesystem::exists(what + "/lesson.md")) {
    LoadedLesson loaded = load_lesson(what);
    if (!loaded.ok()) return Error{to_string(loaded.mistakes.front())};
    lesson = std::move(loaded.lesson);
  } else {
    auto found = catalogue_.find(what);
    if (!found) return Error{found.error()};
    lesson = *found.value();
  }
  Document& document = view_.document();
  close();
  if (auto opened = document.open_program(lesson->program_path()); !opened) return opened;
  before_ = document.settings;
  document.settings.controlled = lesson->driver == DriverKind::Controlled;
  document.settings.procs = lesson->procs;
  document.settings.seed = lesson->seed;
  if (lesson->go_minor != 0) document.settings.go_minor = static_cast<uint16_t>(lesson->go_minor);
  lesson_ = std::move(lesson);
  answers_.assign(lesson_->steps.size(), std::nullopt);
  step_ = 0;
  to_show_ = judged_ = false;
  goal_.clear();
  found_.clear();
  return {};
}

void LessonGuide::close() {
  if (lesson_) {  // its settings were for it alone; what was typed for the next run stays
    RunSettings& now = view_.document().settings;
    before_.arguments = now.arguments;
    before_.environment = now.environment;
    now = before_;
  }
  lesson_.reset();
  goal_.clear();
  found_.clear();
  step_ = 0;
}

void LessonGuide::go_to(size_t step) {
  if (!lesson_) return;
  step_ = std::min(step, steps());
  judged_ = false;
  to_show_ = step_ != 0 && !asks();
}

void LessonGuide::answer(size_t choice) {
  if (!asks() || choice >= current()->predict->choices.size()) return;
  answers_[step_ - 1] = choice;
  to_show_ = true;
}

bool LessonGuide::run_is_whole() const {
  const Document& document = view_.document();
  return !document.running() && document.recording().end() != 0 && view_.model().end() == document.recording().end();
}

void LessonGuide::advance() {
  if (!lesson_) return;
  if (to_show_) {
    Document& document = view_.document();
    if (document.recording().end() == 0 && !document.running()) {
      to_show_ = document.start();  // what doesn't compile says so in the source
      return;
    }
    if (run_is_whole()) show_step();
  }
  judge_again();
}

void LessonGuide::show_step() {
  to_show_ = false;
  const LessonStep& step = *current();
  const Recording& recording = view_.recording();
  if (step.playhead) {
    if (const auto at = resolve(*step.playhead, recording)) view_.go_to(*at);
  }
  const Target target = resolve(step.focus, recording);
  switch (target.kind) {
    case TargetKind::G: view_.select({SelectedKind::G, target.id}); break;
    case TargetKind::P: view_.select({SelectedKind::P, target.id}); break;
    case TargetKind::Object: view_.select({SelectedKind::Object, target.id}); break;
    case TargetKind::Source: view_.show_line(static_cast<int>(target.line)); break;
    default: break;
  }
}

void LessonGuide::judge_again() {
  const uint32_t generation = view_.document().generation();
  if (judged_ && judged_generation_ == generation && judged_step_ == step_) return;
  goal_.clear();
  found_.clear();
  judged_ = false;
  if (!run_is_whole()) return;
  judged_ = true;
  judged_generation_ = generation;
  judged_step_ = step_;
  for (const Expectation& at : lesson_->goal.holds) goal_.push_back({&at, judge(at, view_.recording())});
  if (current() == nullptr) return;
  for (const Expectation& at : current()->expect) found_.push_back({&at, judge(at, view_.recording())});
}

bool LessonGuide::goal_reached() const {
  return !goal_.empty() && std::all_of(goal_.begin(), goal_.end(), [](const Judged& at) { return at.verdict.holds; });
}

}  // namespace gopherarium
