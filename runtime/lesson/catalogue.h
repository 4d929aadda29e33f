#pragma once
// The lessons of a folder: lessons/<track>/<name>/lesson.md. Reading one that is wrong takes nothing from the
// others.

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/lesson/lesson.h"

namespace gopherarium {

struct Catalogue {
  std::string folder;
  std::vector<LoadedLesson> lessons;  // by track, then order, then id; also those with mistakes

  // By id ("channels/unbuffered-handoff") or by name where only one track has it ("unbuffered-handoff").
  Result<const Lesson*> find(std::string_view id) const;
  // Mistakes of all lessons, and of the catalogue: prerequisites that don't exist, two lessons in one place.
  std::vector<LessonMistake> mistakes() const;
};

// The error is one sentence: no such folder, not readable. A folder without lessons is an empty catalogue.
Result<Catalogue> load_catalogue(const std::string& folder);

// The folder "lessons" that a program in `executable_folder` belongs to: there, in share/gopherarium beside
// it, or above it as in a build tree. Empty: none.
std::string lessons_folder_of(const std::string& executable_folder);

}  // namespace gopherarium
