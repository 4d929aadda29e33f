#pragma once
// What the tests of the checker share: a program in memory with packages in memory, checked in one call.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/parser.h"
#include "runtime/types/checker.h"

namespace gopherarium {

// Packages by import path, each one file of Go, parsed and declared when first imported.
class MemoryImporter : public Importer {
 public:
  explicit MemoryImporter(std::map<std::string, std::string, std::less<>> sources)
      : sources_(std::move(sources)) {}

  Result<Package*> import(std::string_view path) override {
    auto known = packages_.find(path);
    if (known != packages_.end()) return known->second;
    auto source = sources_.find(path);
    if (source == sources_.end()) return Error{"package " + std::string(path) + " is not in std"};
    files_.push_back(parse_file(file_set->add(std::string(path) + ".go", source->second), *diagnostics));
    File* file = files_.back().get();
    Package* package = checker->declare_package(path, std::span(&file, 1));
    packages_.emplace(path, package);
    return package;
  }

  FileSet* file_set = nullptr;
  DiagnosticList* diagnostics = nullptr;
  Checker* checker = nullptr;

 private:
  std::map<std::string, std::string, std::less<>> sources_;
  std::map<std::string, Package*, std::less<>> packages_;
  std::vector<std::unique_ptr<File>> files_;
};

// A checked program; everything stays alive with it.
struct Checked {
  FileSet files;
  DiagnosticList diagnostics{files, ErrorLimit::All};
  TypeContext context;
  MemoryImporter importer;
  std::unique_ptr<File> file;
  std::unique_ptr<Checker> checker;
  Package* package = nullptr;

  explicit Checked(std::string source, std::map<std::string, std::string, std::less<>> packages = {},
                   CheckOptions options = {})
      : importer(std::move(packages)) {
    checker = std::make_unique<Checker>(context, diagnostics, importer, options);
    importer.file_set = &files;
    importer.diagnostics = &diagnostics;
    importer.checker = checker.get();
    file = parse_file(files.add("./main.go", std::move(source)), diagnostics);
    if (!diagnostics.may_check()) return;
    File* one = file.get();
    package = checker->check_package("main", std::span(&one, 1));
  }

  std::string text() const { return diagnostics.text(); }
  Object* object(std::string_view name) { return package->scope.lookup(name); }
  std::string type_of(std::string_view name) { return type_string(object(name)->type(), {package}); }
};

}  // namespace gopherarium
