// The programs under tests/go, a file each or a folder with a go.mod: each says in `// expect:` lines what it prints, or what
// the compiler says about it, and is run under the live driver with one and
// with four Ps, and under the controlled one with some seeds. Texts are Go's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <sstream>

#include "runtime/session/run.h"

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

const fs::path kPrograms = fs::path(GOPHERARIUM_SOURCE_DIR) / "tests/go";

std::vector<std::string> programs() {
  std::vector<std::string> found;
  for (auto at = fs::recursive_directory_iterator(kPrograms); at != fs::recursive_directory_iterator(); ++at) {
    const bool module = at->is_directory() && fs::exists(at->path() / "go.mod");
    if (module) at.disable_recursion_pending();
    if (module || at->path().extension() == ".go") found.push_back(fs::relative(at->path(), kPrograms).string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Trailing spaces don't count: editors drop them from comments.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> expected(const std::string& source) {
  constexpr std::string_view kMark = "// expect:";
  std::vector<std::string> lines;
  for (const std::string& line : lines_of(source)) {
    if (line.starts_with(kMark)) lines.push_back(line.substr(std::min(line.size(), kMark.size() + 1)));
  }
  return lines;
}

// Of all files of the program's own package.
std::vector<std::string> expected(const std::vector<SourceText>& sources) {
  std::vector<std::string> lines;
  for (const SourceText& source : ProgramSources(sources).main_files()) {
    for (std::string& line : expected(source.text)) lines.push_back(std::move(line));
  }
  return lines;
}

// Messages name files from the folder of the programs on.
std::string without_folder(std::string text) {
  for (const std::string& folder : {kPrograms.string() + "/", fs::relative(kPrograms).string() + "/"}) {
    for (size_t at = text.find(folder); at != text.npos; at = text.find(folder, at)) text.erase(at, folder.size());
  }
  return text;
}

std::string run(const Program& program, RunOptions options) {
  std::string text;
  std::mutex guard;
  options.streams.output = [&](int, std::string_view written) {
    const std::lock_guard lock(guard);
    text += written;
  };
  auto run = Run::prepare(program, std::move(options));
  if (!run) return run.error();
  run.value()->execute();
  return text;
}

class GoProgram : public testing::TestWithParam<std::string> {};

TEST_P(GoProgram, PrintsWhatItExpects) {
  auto sources = read_program((kPrograms / GetParam()).string());
  ASSERT_TRUE(sources.ok()) << sources.error();
  const std::vector<std::string> want = expected(sources.value());
  if (want.empty()) GTEST_SKIP() << "no // expect: lines";
  Compilation compiled(std::move(sources).value(), {});
  if (compiled.program() == nullptr) {
    EXPECT_EQ(lines_of(without_folder(compiled.error_text())), want);
    return;
  }
  for (const uint32_t procs : {1u, 4u}) {
    EXPECT_EQ(lines_of(run(*compiled.program(), {.procs = procs})), want) << "live, --procs " << procs;
  }
  for (const uint64_t seed : {1u, 2u, 3u}) {
    EXPECT_EQ(lines_of(run(*compiled.program(), {.procs = 3, .driver = DriverKind::Controlled, .seed = seed})), want)
        << "--seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(All, GoProgram, testing::ValuesIn(programs()), [](const auto& program) {
  std::string name = program.param;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

}  // namespace
}  // namespace gopherarium
