#pragma once
// Frontend: from source texts to a checked package, with every imported package brought in on the way.
//
// It owns the files, trees, types and diagnostics of one compilation; all of them borrow from it. The standard packages are
// Go sources of ours that a StandardLibrary hands out, parsed when first imported. Packages of the program's module are
// found by walking the imports before anything is checked, as the go command does, and each is checked as a whole after
// those it imports; the first one with errors is the last that is looked at. Not thread-safe; one compilation each.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/session/sources.h"
#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/nodes.h"
#include "runtime/syntax/parser.h"
#include "runtime/types/checker.h"
#include "runtime/types/context.h"

namespace gopherarium {

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

inline constexpr GoVersion kCurrentVersion{23};

struct FrontendOptions {
  // --go 1.NN: the language, and whose words messages use. 0: not given; go.mod's line and //go:build lines say it.
  GoVersion version{};
  ErrorLimit errors = ErrorLimit::FirstTen;
  GoVersion module_version{};  // of go.mod's go line; 0: none

  GoVersion language() const {
    return version.minor != 0 ? version : module_version.minor != 0 ? module_version : kCurrentVersion;
  }
  // The current compiler compiles old modules, in its own words.
  GoVersion wording() const { return version.minor != 0 ? version : kCurrentVersion; }
};

// The options with what the go.mod among the sources says.
FrontendOptions with_module_of(const std::vector<SourceText>& sources, FrontendOptions options);

class Frontend : private Importer {
 public:
  explicit Frontend(const StandardLibrary& library, FrontendOptions options = {});
  ~Frontend() override;
  Frontend(const Frontend&) = delete;
  Frontend& operator=(const Frontend&) = delete;

  // Parses and checks the program's package and those of its module that it imports. nullptr when it has errors:
  // error_text() has them.
  Package* check(std::vector<SourceText> sources);
  // As the go command prints errors: the package with "# " before it and its errors, one a line; or why a package could
  // not be found.
  std::string error_text() const;
  bool has_errors() const { return !load_errors_.empty() || diagnostics_.has_errors(); }
  // What check() was given, and the files of the packages it has imported.
  const std::vector<SourceText>& sources() const { return sources_.all(); }

  const DiagnosticList& diagnostics() const { return diagnostics_; }
  DiagnosticList& diagnostics() { return diagnostics_; }
  const FileSet& files() const { return files_; }
  TypeContext& types() { return types_; }
  Checker& checker() { return checker_; }
  const Checker& checker() const { return checker_; }
  // A standard package that the runtime itself needs, imported or not; nullptr where there is none.
  Package* standard_package(std::string_view path);

 private:
  // A package of the program whose imports have been found.
  struct Loaded {
    std::string path;
    std::vector<File*> files;
    DiagnosticList syntax;
  };
  Result<Package*> import(std::string_view path) override;
  File* parse(SourceText source, ParseOptions options, DiagnosticList& diagnostics);
  Loaded parse_package(std::string path, std::vector<SourceText> sources);
  void load_imports(const Loaded& importer);
  void load(const ImportDecl& import, const std::string& path);
  void add_module_package(const ImportDecl& import, const std::string& path, ProgramSources::Found found);
  void load_error(const ImportDecl& import, std::string_view text);
  std::string chain_text() const;
  std::string missing_text(const std::string& path) const;
  Package* check_loaded(Loaded& package, std::string_view path);

  const StandardLibrary& library_;
  FrontendOptions options_;
  FileSet files_;
  DiagnosticList diagnostics_;
  TypeContext types_;
  Checker checker_;
  ProgramSources sources_{{}};
  std::vector<std::unique_ptr<File>> trees_;
  std::unordered_map<std::string, Package*> packages_;
  std::vector<Loaded> loaded_;                // of the module, imported ones first
  std::vector<std::string> importing_;        // from the program's package to the one whose imports are being loaded
  std::string load_errors_;                   // lines
  std::string checked_ = "command-line-arguments";  // the package that diagnostics_ is about
};

}  // namespace gopherarium
