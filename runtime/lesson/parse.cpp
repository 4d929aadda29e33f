// lesson.md to a Lesson: the front matter between two lines of +++, an introduction, and a step for each line
// "## Title" that isn't inside a fenced block. All of it is read even when some of it is wrong.

#include <fmt/format.h>

#include <algorithm>

#include "runtime/lesson/lesson.h"
#include "runtime/lesson/toml_reader.h"

namespace gopherarium {
namespace {

constexpr std::string_view kWorkspaces[] = {"lesson", "scheduler",   "channels",
                                            "memory", "correctness", "explore"};
constexpr int kNewestGoMinor = 23;
constexpr int64_t kMostProcs = 256;

struct Line {
  std::string_view text;
  int number;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({line, number});
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Blank lines around a text mean nothing.
std::string without_margins(std::string text) {
  const size_t first = text.find_first_not_of(" \n\t");
  if (first == std::string::npos) return {};
  text.erase(0, text.rfind('\n', first) == std::string::npos ? 0 : text.rfind('\n', first) + 1);
  text.erase(text.find_last_not_of(" \n\t") + 1);
  return text;
}

class LessonParser {
 public:
  LessonParser(std::string_view text, std::string file) : lines_(lines_of(text)), file_(std::move(file)) {}

  LoadedLesson parse() {
    read_front_matter(take_front_matter());
    read_steps();
    std::stable_sort(out_.mistakes.begin(), out_.mistakes.end(),
                     [](const LessonMistake& a, const LessonMistake& b) { return a.line < b.line; });
    return std::move(out_);
  }

 private:
  struct Block {
    std::string text;
    int first_line = 1;
  };

  void mistake(int line, std::string sentence) {
    out_.mistakes.push_back({file_, line, std::move(sentence)});
  }

  Block take_front_matter() {
    if (lines_.empty() || lines_[0].text != "+++") {
      mistake(1, "a lesson begins with its front matter between two lines of +++");
      return {};
    }
    Block block{{}, 2};
    for (at_ = 1; at_ < lines_.size(); ++at_) {
      if (lines_[at_].text == "+++") {
        ++at_;
        return block;
      }
      block.text.append(lines_[at_].text).push_back('\n');
    }
    mistake(1, "the front matter has no end: a second line of +++");
    return block;
  }

  // nullopt after noting why.
  std::optional<toml::table> read_toml(const Block& block) {
    toml::parse_result result = toml::parse(block.text);
    if (result) return std::move(result).table();
    const toml::parse_error& error = result.error();
    mistake(block.first_line + static_cast<int>(error.source().begin.line) - 1,
            fmt::format("this is not TOML: {}", error.description()));
    return std::nullopt;
  }

  void read_front_matter(const Block& block) {
    const auto table = read_toml(block);
    if (!table) return;
    Lesson& lesson = out_.lesson;
    TomlReader reader(*table, "the front matter", block.first_line, 1, out_, file_);
    lesson.title = reader.text("title", Need::Required);
    lesson.track = reader.text("track", Need::Required);
    lesson.order = static_cast<int>(reader.whole("order", Need::Required, {1, 999}, 0));
    lesson.program = reader.text("program", Need::Required);
    if (!lesson.program.empty() &&
        (!lesson.program.ends_with(".go") || lesson.program.find('/') != std::string::npos)) {
      reader.mistake_at("program", "program names a Go file in the lesson's folder");
    }
    read_run_settings(reader);
    read_go_version(reader);
    for (const auto& item : reader.texts("prerequisites", Need::Optional))
      lesson.prerequisites.push_back(item.text);
    lesson.goal.text = reader.text("goal", Need::Required);
    lesson.goal.holds = expectations(reader, "goal_holds", Need::Required);
    reader.reject_others();
  }

  void read_run_settings(TomlReader& reader) {
    Lesson& lesson = out_.lesson;
    const std::string driver = reader.text("driver", Need::Required);
    if (driver == "live") {
      lesson.driver = DriverKind::Live;
    } else if (!driver.empty() && driver != "controlled") {
      reader.mistake_at("driver", fmt::format("driver is \"live\" or \"controlled\", not \"{}\"", driver));
    }
    lesson.procs = static_cast<uint32_t>(reader.whole("procs", Need::Required, {1, kMostProcs}, 1));
    lesson.seed = static_cast<uint64_t>(reader.whole("seed", Need::Optional, {}, 1));
    if (reader.has("seed") && lesson.driver == DriverKind::Live) {
      reader.mistake_at("seed", "only the controlled driver has a seed: the machine's threads follow none");
    }
    lesson.workspace = reader.text("workspace", Need::Required);
    if (!lesson.workspace.empty() && std::find(std::begin(kWorkspaces), std::end(kWorkspaces),
                                               lesson.workspace) == std::end(kWorkspaces)) {
      reader.mistake_at("workspace", fmt::format("there is no workspace {}: there are {}", lesson.workspace,
                                                 fmt::join(kWorkspaces, ", ")));
    }
  }

  void read_go_version(TomlReader& reader) {
    const std::string version = reader.text("go", Need::Required);
    if (version.empty()) return;
    int minor = 0;
    if (version.starts_with("1.") && version.size() <= 4) {
      for (const char c : version.substr(2))
        minor = c >= '0' && c <= '9' && minor >= 0 ? minor * 10 + (c - '0') : -1;
    }
    if (minor < 1 || minor > kNewestGoMinor) {
      reader.mistake_at("go", fmt::format("go is a version up to 1.{}, such as \"1.19\"", kNewestGoMinor));
      return;
    }
    out_.lesson.go_minor = minor;
  }

  std::vector<Expectation> expectations(TomlReader& reader, std::string_view key, Need need) {
    std::vector<Expectation> out;
    for (const auto& item : reader.texts(key, need)) {
      auto parsed = parse_expectation(item.text);
      if (parsed) {
        out.push_back(std::move(parsed).value());
      } else {
        reader.mistake(item.line, parsed.error());
      }
    }
    return out;
  }

  // Text up to the next step's title. A block marked toml is taken out into `directives`; other fences are
  // text.
  std::string take_text(std::optional<Block>& directives) {
    std::string text;
    std::string fence;  // of the open block; empty: none
    for (; at_ < lines_.size(); ++at_) {
      const Line& line = lines_[at_];
      const size_t ticks = std::min(line.text.size(), line.text.find_first_not_of('`'));
      if (fence.empty() && line.text.starts_with("## ")) break;
      if (fence.empty() && ticks >= 3 && line.text.substr(ticks) == "toml") {
        take_directives(directives);
        continue;
      }
      if (fence.empty() && ticks >= 3) {
        fence = line.text.substr(0, ticks);
      } else if (!fence.empty() && line.text == fence) {
        fence.clear();
      }
      text.append(line.text).push_back('\n');
    }
    return without_margins(std::move(text));
  }

  // at_ stands on the opening fence, afterwards on the closing one.
  void take_directives(std::optional<Block>& directives) {
    const int opened = lines_[at_].number;
    Block block{{}, opened + 1};
    for (++at_; at_ < lines_.size() && lines_[at_].text != "```"; ++at_)
      block.text.append(lines_[at_].text).push_back('\n');
    if (at_ == lines_.size()) mistake(opened, "this block of directives has no end: a line of ```");
    if (directives) {
      mistake(opened, fmt::format("a step has one block of directives, and the one on line {} is it",
                                  directives->first_line - 1));
      return;
    }
    directives = std::move(block);
  }

  void read_steps() {
    std::optional<Block> directives;
    out_.lesson.introduction = take_text(directives);
    if (directives)
      mistake(directives->first_line - 1, "directives belong to a step: they come after a line \"## Title\"");
    while (at_ < lines_.size()) {
      LessonStep step;
      step.title = without_margins(std::string(lines_[at_].text.substr(3)));
      step.line = lines_[at_].number;
      ++at_;
      directives.reset();
      step.text = take_text(directives);
      if (step.title.empty()) mistake(step.line, "this step has no title");
      if (directives) read_directives(*directives, step);
      if (step.text.empty() && !step.predict)
        mistake(step.line, fmt::format("the step \"{}\" says nothing", step.title));
      out_.lesson.steps.push_back(std::move(step));
    }
    if (out_.lesson.steps.empty()) {
      mistake(lines_.empty() ? 1 : lines_.back().number,
              "a lesson has at least one step: a line \"## Title\" and text");
    }
  }

  void read_directives(const Block& block, LessonStep& step) {
    const auto table = read_toml(block);
    if (!table) return;
    TomlReader reader(*table, "a step", block.first_line, block.first_line, out_, file_);
    if (const std::string playhead = reader.text("playhead", Need::Optional); !playhead.empty()) {
      auto parsed = parse_playhead(playhead);
      if (parsed) {
        step.playhead = std::move(parsed).value();
      } else {
        reader.mistake_at("playhead", parsed.error());
      }
    }
    if (const toml::table* focus = reader.table("focus"))
      step.focus = read_focus(*focus, block, reader.line_of("focus"));
    step.expect = expectations(reader, "expect", Need::Optional);
    if (const toml::table* predict = reader.table("predict")) {
      step.predict = read_prediction(*predict, block, reader.line_of("predict"));
    }
    reader.reject_others();
  }

  Focus read_focus(const toml::table& table, const Block& block, int line) {
    TomlReader reader(table, "focus", block.first_line, line, out_, file_);
    Focus focus;
    static constexpr std::pair<std::string_view, FocusKind> kKinds[] = {{"line", FocusKind::Line},
                                                                        {"goroutine", FocusKind::Goroutine},
                                                                        {"object", FocusKind::Object},
                                                                        {"p", FocusKind::P}};
    for (const auto& [key, kind] : kKinds) {
      const toml::node* node = reader.node(key);
      if (node == nullptr) continue;
      focus.kind = kind;
      const auto number = node->value_exact<int64_t>();
      if (number && *number >= 0 && *number <= INT32_MAX && kind != FocusKind::Object) {
        focus.number = static_cast<uint32_t>(*number);
      } else if (node->is_string() && kind != FocusKind::P && !node->value_or(std::string()).empty()) {
        focus.text = node->value_or(std::string());
      } else {
        reader.mistake(line, kind == FocusKind::P ? "focus on a P is its number: { p = 0 }"
                             : kind == FocusKind::Object
                                 ? "focus on an object is its variable: { object = \"jobs\" }"
                                 : fmt::format("focus on a {} is its number or a text", key));
      }
    }
    reader.reject_others();
    if (table.size() != 1)
      reader.mistake(
          line, "focus is one thing: { line = ... }, { goroutine = ... }, { object = ... } or { p = ... }");
    return focus;
  }

  std::optional<Prediction> read_prediction(const toml::table& table, const Block& block, int line) {
    TomlReader reader(table, "predict", block.first_line, line, out_, file_);
    const size_t before = out_.mistakes.size();
    Prediction predict;
    predict.question = reader.text("question", Need::Required);
    for (auto& item : reader.texts("choices", Need::Required))
      predict.choices.push_back(std::move(item.text));
    const auto most = static_cast<int64_t>(std::max<size_t>(1, predict.choices.size()));
    predict.answer = static_cast<size_t>(reader.whole("answer", Need::Required, {1, most}, 1) - 1);
    predict.reveals = without_margins(reader.text("reveals", Need::Required));
    if (predict.choices.size() == 1) reader.mistake_at("choices", "a question has at least two choices");
    reader.reject_others();
    if (out_.mistakes.size() != before)
      return std::nullopt;  // a question with a wrong answer is worse than none
    return predict;
  }

  std::vector<Line> lines_;
  std::string file_;
  size_t at_ = 0;  // the next line
  LoadedLesson out_;
};

}  // namespace

std::string to_string(const LessonMistake& mistake) {
  return fmt::format("{}:{}: {}", mistake.file, mistake.line, mistake.sentence);
}

LoadedLesson parse_lesson(std::string_view text, std::string file) {
  return LessonParser(text, std::move(file)).parse();
}

}  // namespace gopherarium
