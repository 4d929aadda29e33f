// Go's own source files, where a Go is installed: whatever its compiler takes must parse here. Files that the compiler
// rejects on purpose live in folders named testdata, or say ERROR in a comment.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "runtime/syntax/parser.h"

namespace gopherarium {
namespace {

std::string go_root() {
  FILE* pipe = popen("go env GOROOT 2>/dev/null", "r");
  if (pipe == nullptr) return {};
  std::array<char, 4096> line{};
  std::string root = fgets(line.data(), line.size(), pipe) != nullptr ? line.data() : "";
  pclose(pipe);
  while (!root.empty() && root.back() == '\n') root.pop_back();
  return root;
}

bool is_meant_to_fail(const std::filesystem::path& path, const std::string& text) {
  // A string of 4,000 lines, joined by +, is deeper than what we accept.
  return path.filename() == "zipdata.go" || path.string().find("/testdata/") != std::string::npos ||
         text.find("ERROR") != std::string::npos || text.find("// errorcheck") != std::string::npos ||
         text.find("// skip") == 0 || text.find("\npackage ") == std::string::npos;
}

class GoTree : public ::testing::TestWithParam<const char*> {};

TEST_P(GoTree, Parses) {
  std::string root = go_root();
  std::filesystem::path folder = std::filesystem::path(root) / GetParam();
  if (root.empty() || !std::filesystem::exists(folder)) GTEST_SKIP() << "no Go sources on this machine";
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::canonical(folder))) {
    if (entry.path().extension() != ".go" || !entry.is_regular_file()) continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    if (is_meant_to_fail(entry.path(), text.str())) continue;
    FileSet set;
    DiagnosticList diagnostics(set);
    parse_file(set.add(entry.path().string(), text.str()), diagnostics);
    EXPECT_EQ(diagnostics.text(), "");
    ++files;
  }
  EXPECT_GT(files, 100);
}

INSTANTIATE_TEST_SUITE_P(Folders, GoTree, ::testing::Values("src", "test"));

}  // namespace
}  // namespace gopherarium
