// Go's own test programs, where a Go tree is installed: every program without imports compiles to bytecode whose slots lie
// inside its frame.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "runtime/codegen/codegen.h"
#include "runtime/syntax/parser.h"

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

class NoPackages : public Importer {
  Result<Package*> import(std::string_view) override { return Error{"no packages here"}; }
};

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What is wrong with the program's bytecode; empty when nothing is.
std::string compile(const std::string& name, const std::string& text) {
  FileSet files;
  DiagnosticList diagnostics(files);
  TypeContext types;
  NoPackages importer;
  Checker checker(types, diagnostics, importer, {GoVersion{19}});
  auto file = parse_file(files.add(name, text), diagnostics);
  File* list[] = {file.get()};
  if (!diagnostics.may_check()) return {};
  Package* package = checker.check_package("main", list);
  if (diagnostics.has_errors()) return {};
  auto program = generate({checker, types, files, *package});
  if (!program) return program.error();
  for (const FuncProto& proto : program.value()->protos) {
    if (proto.code.empty() || proto.code.back().op != Opcode::Return) return proto.name + " does not end in a return";
    for (size_t pc = 0; pc < proto.code.size(); ++pc) {
      const OpInfo& info = op_info(proto.code[pc].op);
      const bool has_slot = info.format != OpFormat::N && info.format != OpFormat::J && info.format != OpFormat::X;
      if (has_slot && proto.code[pc].a > proto.frame_slots) return disassemble(proto);
      if (info.extended()) ++pc;
    }
  }
  return {};
}

TEST(GoTree, ProgramsWithoutImportsCompile) {
  const char* root = std::getenv("GOROOT");
  fs::path folder = fs::path(root != nullptr ? root : "/usr/lib/go") / "test";
  if (!fs::exists(folder)) folder = "/usr/share/go-1.19/test";
  if (!fs::exists(folder)) GTEST_SKIP() << "no Go tree with its tests here";
  int compiled = 0, refused = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".go") continue;
    const std::string text = text_of(entry.path());
    const bool whole = text.starts_with("// run\n") && text.find("\npackage main") != std::string::npos;
    if (!whole || text.find("\nimport") != std::string::npos) continue;
    SCOPED_TRACE(entry.path().string());
    const std::string wrong = compile(entry.path().filename().string(), text);
    if (wrong.find("needs a frame of more than") != std::string::npos) {
      ++refused;
    } else {
      EXPECT_EQ(wrong, "");
    }
    ++compiled;
  }
  EXPECT_GT(compiled, 0);
  EXPECT_LE(refused, 2);  // copies of arrays of megabytes, through a frame
}

}  // namespace
}  // namespace gopherarium
