// Go's own test programs, where Go is installed: every "// run" program that imports nothing must be
// accepted, and most
// "// errorcheck" files must get their errors on the right lines.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/unit/types/harness.h"

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

std::string go_root() {
  std::array<char, 256> line{};
  std::string root;
  FILE* pipe = popen("go env GOROOT 2>/dev/null", "r");
  if (pipe == nullptr) return root;
  while (fgets(line.data(), line.size(), pipe) != nullptr) root += line.data();
  pclose(pipe);
  while (!root.empty() && root.back() == '\n') root.pop_back();
  return root;
}

struct Program {
  std::string name;
  std::string text;
};

// The test files of a kind that need no packages and no build constraint.
std::vector<Program> programs(std::string_view kind) {
  std::vector<Program> result;
  fs::path root = fs::path(go_root()) / "test";
  if (!fs::exists(root / "chan")) return result;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".go") continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    std::string source = text.str();
    if (source.rfind("// " + std::string(kind) + "\n", 0) != 0 || source.find("\nimport") != source.npos ||
        source.find("build ") < 200)
      continue;
    result.push_back({entry.path().string(), std::move(source)});
  }
  return result;
}

TEST(GoSuite, RunProgramsAreAccepted) {
  std::vector<Program> all = programs("run");
  if (all.empty()) GTEST_SKIP() << "Go's test folder is not installed";
  for (const Program& program : all) {
    Checked c(program.text, {}, {GoVersion{19}});
    EXPECT_EQ(c.text(), "") << program.name;
  }
}

TEST(GoSuite, ErrorsAreOnTheRightLines) {
  std::vector<Program> all = programs("errorcheck");
  if (all.empty()) GTEST_SKIP() << "Go's test folder is not installed";
  size_t right = 0;
  for (const Program& program : all) {
    Checked c(program.text, {}, {GoVersion{19}});
    std::set<uint32_t> want, got;
    std::istringstream lines(program.text);
    std::string line;
    for (uint32_t n = 1; std::getline(lines, line); n++)
      if (line.find("// ERROR ") != line.npos || line.find("// GC_ERROR ") != line.npos) want.insert(n);
    for (const Diagnostic& d : c.diagnostics.sorted()) got.insert(c.files.line(d.pos));
    right += want == got;
  }
  EXPECT_GE(right * 100, all.size() * 93) << right << " of " << all.size();
}

}  // namespace
}  // namespace gopherarium
