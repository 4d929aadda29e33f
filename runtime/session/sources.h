#pragma once
// A program's files, grouped as the go command groups them: those of its own package, and packages below the folder that has
// the go.mod.
//
// Files are known by the names that messages show, relative to the working directory; which package a file belongs to follows
// from its name and the go.mod's alone. So a list of names and texts (a recording has one) is the whole program, and the
// disk is asked only for what the list lacks. Only .go files and go.mod are ever read.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/syntax/nodes.h"

namespace gopherarium {

struct SourceText {
  std::string name;  // as messages show it: "./main.go"
  std::string text;
};

// Reads FILE.go, or the .go files of a folder that make its package: tests and files that build constraints exclude are left
// out. The go.mod beside or above comes last. An error is one sentence.
Result<std::vector<SourceText>> read_program(const std::string& path);
// The files of `run a.go b.go`: as named, whatever their constraints say.
Result<std::vector<SourceText>> read_program(std::span<const std::string> files);

struct GoModule {
  std::string path;    // "example.com/x"
  std::string folder;  // of the go.mod
  GoVersion version;   // of its go line; 1.16 where it has none
};

class ProgramSources {
 public:
  // The folder of the first file is that of the program's package.
  explicit ProgramSources(std::vector<SourceText> sources);

  std::vector<SourceText> main_files() const;
  const std::optional<GoModule>& module() const { return module_; }
  // The import path of the program's package: "command-line-arguments" outside a module.
  std::string main_path() const;

  struct Found {
    std::vector<SourceText> files;  // none: `folder` says where they should be
    std::string folder;
    enum class Lack { None, NoFiles, OnlyTests, Excluded } lack = Lack::None;
  };
  // The files of a package of the module, read now if they were not given. No value for a path outside the module.
  std::optional<Found> package(std::string_view import_path);

  // Everything given, and what package() has read.
  const std::vector<SourceText>& all() const { return all_; }

 private:
  std::vector<SourceText> all_;
  std::string main_folder_;
  std::optional<GoModule> module_;
};

}  // namespace gopherarium
