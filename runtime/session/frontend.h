#pragma once
// Frontend: from source texts to a checked package, with every imported package brought in on the way.
//
// It owns the files, trees, types and diagnostics of one compilation; all of them borrow from it. The standard packages are
// Go sources of ours that a StandardLibrary hands out, parsed when first imported. Not thread-safe; one compilation each.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/nodes.h"
#include "runtime/syntax/parser.h"
#include "runtime/types/checker.h"
#include "runtime/types/context.h"

namespace gopherarium {

struct SourceText {
  std::string name;  // as messages show it: "./main.go"
  std::string text;
};

// Reads FILE.go, or the .go files of a folder that make its package (tests left out). An error is one sentence.
Result<std::vector<SourceText>> read_program(const std::string& path);

// Where imported packages come from: the sources of one import path, none where there is no such package.
class StandardLibrary {
 public:
  struct SourceFile {
    std::string_view name;  // "print.go"
    std::string_view text;
  };
  virtual ~StandardLibrary() = default;
  virtual std::vector<SourceFile> files_of(std::string_view import_path) const = 0;
};

struct FrontendOptions {
  GoVersion version{23};  // --go 1.NN: the language, and whose words messages use
  ErrorLimit errors = ErrorLimit::FirstTen;
};

class Frontend : private Importer {
 public:
  explicit Frontend(const StandardLibrary& library, FrontendOptions options = {});
  ~Frontend() override;
  Frontend(const Frontend&) = delete;
  Frontend& operator=(const Frontend&) = delete;

  // Parses and checks the program's package. nullptr when it has errors: diagnostics() has them.
  Package* check(std::vector<SourceText> sources);

  const DiagnosticList& diagnostics() const { return diagnostics_; }
  DiagnosticList& diagnostics() { return diagnostics_; }
  const FileSet& files() const { return files_; }
  TypeContext& types() { return types_; }
  Checker& checker() { return checker_; }
  const Checker& checker() const { return checker_; }
  // A standard package that the runtime itself needs, imported or not; nullptr where there is none.
  Package* standard_package(std::string_view path);

 private:
  Result<Package*> import(std::string_view path) override;
  File* parse(SourceText source, ParseOptions options);

  const StandardLibrary& library_;
  FrontendOptions options_;
  FileSet files_;
  DiagnosticList diagnostics_;
  TypeContext types_;
  Checker checker_;
  std::vector<std::unique_ptr<File>> trees_;
  std::unordered_map<std::string, Package*> packages_;
};

}  // namespace gopherarium
