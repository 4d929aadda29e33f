// gopherarium lessons list: the catalogue, a lesson a line, by track.

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "app/cli/command_line.h"
#include "runtime/lesson/catalogue.h"

namespace gopherarium {

int list_lessons_command(const std::string& folder) {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::string where = folder.empty() ? lessons_folder_of(self.parent_path().string()) : folder;
  if (where.empty()) {
    fmt::print(stderr, "gopherarium: no folder lessons belongs to {}: name it, as in gopherarium lessons list FOLDER\n", self.string());
    return 1;
  }
  const auto catalogue = load_catalogue(where);
  if (!catalogue) {
    fmt::print(stderr, "gopherarium: {}\n", catalogue.error());
    return 1;
  }
  for (const LoadedLesson& loaded : catalogue.value().lessons) {
    const Lesson& lesson = loaded.lesson;
    fmt::print("{:<32} {} ({}, {} steps)\n", lesson.id, lesson.title, lesson.driver == DriverKind::Live ? "live" : "controlled",
               lesson.steps.size());
  }
  const auto mistakes = catalogue.value().mistakes();
  for (const LessonMistake& mistake : mistakes) fmt::print(stderr, "{}\n", to_string(mistake));
  return mistakes.empty() ? 0 : 1;
}

}  // namespace gopherarium
