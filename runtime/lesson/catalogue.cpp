#include "runtime/lesson/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <tuple>

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The numbers of the program's lines that contain text.
std::vector<uint32_t> lines_with(const std::string& program, const std::string& text) {
  std::vector<uint32_t> found;
  uint32_t number = 1;
  for (size_t begin = 0; begin < program.size(); ++number) {
    const size_t end = std::min(program.find('\n', begin), program.size());
    if (std::string_view(program).substr(begin, end - begin).find(text) != std::string_view::npos)
      found.push_back(number);
    begin = end + 1;
  }
  return found;
}

// A focus on a line says which: its text stands in exactly one line of the program.
void find_line(LessonStep& step, const std::string& program, const std::string& name, LoadedLesson& loaded,
               const std::string& file) {
  if (step.focus.kind != FocusKind::Line) return;
  const auto count = static_cast<uint32_t>(std::count(program.begin(), program.end(), '\n'));
  if (step.focus.text.empty()) {
    if (step.focus.number >= 1 && step.focus.number <= count) return;
    loaded.mistakes.push_back(
        {file, step.line,
         fmt::format("{} has {} lines, so there is none with number {}", name, count, step.focus.number)});
    return;
  }
  const std::vector<uint32_t> found = lines_with(program, step.focus.text);
  if (found.size() == 1) {
    step.focus.number = found[0];
    return;
  }
  loaded.mistakes.push_back({file, step.line,
                             found.empty()
                                 ? fmt::format("no line of {} contains \"{}\"", name, step.focus.text)
                                 : fmt::format("\"{}\" is in lines {} of {}: a focus is one line",
                                               step.focus.text, fmt::join(found, ", "), name)});
}

void check_program(LoadedLesson& loaded, const std::string& file) {
  Lesson& lesson = loaded.lesson;
  if (lesson.program.empty()) return;
  const auto program = read_file(lesson.program_path());
  if (!program) {
    loaded.mistakes.push_back({file, 1, fmt::format("there is no file {} beside it", lesson.program)});
    return;
  }
  for (LessonStep& step : lesson.steps) find_line(step, *program, lesson.program, loaded, file);
}

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_directory(error)) found.push_back(it->path());
  }
  return found;
}

}  // namespace

LoadedLesson load_lesson(const std::string& folder) {
  const fs::path path = fs::path(folder).lexically_normal();
  const std::string file = (path / "lesson.md").string();
  const auto text = read_file(file);
  if (!text) return {Lesson{}, {{file, 1, "this lesson has no file lesson.md that can be read"}}};
  LoadedLesson loaded = parse_lesson(*text, file);
  Lesson& lesson = loaded.lesson;
  lesson.folder = path.string();
  const std::string track = path.parent_path().filename().string();
  lesson.id = track + "/" + path.filename().string();
  if (!lesson.track.empty() && lesson.track != track) {
    loaded.mistakes.push_back(
        {file, 1, fmt::format("track is \"{}\", but the lesson is in the folder {}", lesson.track, track)});
  }
  check_program(loaded, file);
  return loaded;
}

Result<const Lesson*> Catalogue::find(std::string_view id) const {
  std::vector<const Lesson*> found;
  std::vector<std::string_view> names;
  for (const LoadedLesson& loaded : lessons) {
    const std::string_view full = loaded.lesson.id;
    const std::string_view name = full.substr(full.find('/') + 1);
    if (full == id) return &loaded.lesson;
    if (name == id) found.push_back(&loaded.lesson);
    names.insert(names.end(), {full, name});
  }
  if (found.size() == 1) return found[0];
  if (found.size() > 1)
    return Error{fmt::format("{} tracks have a lesson {}: say {} or {}", found.size(), id, found[0]->id,
                             found[1]->id)};
  const std::string_view near = nearest(id, names);
  return Error{fmt::format("there is no lesson {}{}", id,
                           near.empty() ? "" : fmt::format(" (did you mean {}?)", near))};
}

std::vector<LessonMistake> Catalogue::mistakes() const {
  std::vector<LessonMistake> out;
  std::map<std::pair<std::string, int>, std::string> places;
  for (const LoadedLesson& loaded : lessons) {
    const Lesson& lesson = loaded.lesson;
    const std::string file = lesson.folder + "/lesson.md";
    out.insert(out.end(), loaded.mistakes.begin(), loaded.mistakes.end());
    for (const std::string& id : lesson.prerequisites) {
      const bool exists = std::any_of(lessons.begin(), lessons.end(),
                                      [&](const LoadedLesson& other) { return other.lesson.id == id; });
      if (!exists) out.push_back({file, 1, fmt::format("its prerequisite {} does not exist", id)});
      if (id == lesson.id) out.push_back({file, 1, "the lesson is its own prerequisite"});
    }
    if (lesson.order == 0) continue;
    const auto [at, is_new] = places.try_emplace({lesson.track, lesson.order}, lesson.id);
    if (!is_new) out.push_back({file, 1, fmt::format("{} has the same order, {}", at->second, lesson.order)});
  }
  return out;
}

Result<Catalogue> load_catalogue(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return Error{fmt::format("there is no folder {} with lessons", folder)};
  Catalogue catalogue;
  catalogue.folder = folder;
  for (const fs::path& track : folders_in(folder)) {
    for (const fs::path& lesson : folders_in(track)) {
      if (!fs::exists(lesson / "lesson.md", error)) continue;
      catalogue.lessons.push_back(load_lesson(lesson.string()));
    }
  }
  std::sort(catalogue.lessons.begin(), catalogue.lessons.end(),
            [](const LoadedLesson& a, const LoadedLesson& b) {
              return std::tie(a.lesson.track, a.lesson.order, a.lesson.id) <
                     std::tie(b.lesson.track, b.lesson.order, b.lesson.id);
            });
  return catalogue;
}

std::string lessons_folder_of(const std::string& executable_folder) {
  std::error_code error;
  const fs::path start(executable_folder);
  for (const fs::path& candidate : {start / "lessons", start / "../share/gopherarium/lessons",
                                    start / "../lessons", start / "../../lessons"}) {
    if (fs::is_directory(candidate, error)) return fs::weakly_canonical(candidate, error).string();
  }
  return {};
}

}  // namespace gopherarium
