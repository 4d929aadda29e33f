#pragma once
// vet finds misuse in a program that compiles: what `go vet` finds, in its words, and a few mistakes more
// that students make.
//
// A package that is vetted has been checked without errors (Checker::check_package). Nothing is kept: a
// finding borrows from nobody but its position's FileSet. Not thread-safe, as the checker isn't.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/types/checker.h"
#include "runtime/types/package.h"

namespace gopherarium {

enum class AnalyzerId : uint8_t {
#define ANALYZER(id, function, name, lesson, sentence) id,
#include "runtime/vet/analyzers.def"
};

struct Analyzer {
  AnalyzerId id;
  std::string_view name;      // "copylocks"
  std::string_view lesson;    // "pitfalls/copied-lock": the lesson that explains it
  std::string_view sentence;  // what it looks for
};

std::span<const Analyzer> analyzers();  // by id
const Analyzer& analyzer(AnalyzerId id);

struct VetFinding {
  Pos pos;
  std::string message;
  AnalyzerId analyzer;
};

// Everything that the analyzers find, by position.
std::vector<VetFinding> vet(Package& package, const Checker& checker, const FileSet& files);

}  // namespace gopherarium
