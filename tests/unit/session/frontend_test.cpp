#include "runtime/session/frontend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace gopherarium {
namespace {

class OneLibrary : public StandardLibrary {
 public:
  std::vector<SourceFile> files_of(std::string_view path) const override {
    if (path != "greet") return {};
    return {{"greet.go", "package greet\nimport \"words\"\nfunc Hello() string { return words.Hi }\nfunc native() int\n"}};
  }
};

TEST(Frontend, ImportsWhatIsUsedAndSaysWhatIsMissing) {
  OneLibrary library;
  Frontend frontend(library);
  EXPECT_EQ(frontend.check({{"./main.go", "package main\nimport \"greet\"\nfunc main() { println(greet.Hello()) }\n"}}), nullptr);
  EXPECT_THAT(frontend.diagnostics().text(), testing::HasSubstr("package words is not in std"));
}

TEST(Frontend, SeveralFilesAreOnePackage) {
  OneLibrary library;
  Frontend frontend(library);
  Package* package = frontend.check({{"./a.go", "package main\nfunc main() { println(twice(2)) }\n"},
                                     {"./b.go", "package main\nfunc twice(n int) int { return 2 * n }\n"}});
  ASSERT_NE(package, nullptr) << frontend.diagnostics().text();
  EXPECT_EQ(package->functions.size(), 2u);
}

TEST(Frontend, ErrorsReadLikeGcs) {
  OneLibrary library;
  Frontend frontend(library);
  EXPECT_EQ(frontend.check({{"./main.go", "package main\nfunc main() {\n\tx := 1\n}\n"}}), nullptr);
  EXPECT_EQ(frontend.diagnostics().text(), "./main.go:3:2: declared and not used: x\n");
}

TEST(Frontend, PackagesOfAModuleComeFromTheSameList) {
  OneLibrary library;
  const std::vector<SourceText> sources = {
      {"./main.go", "package main\nimport \"example.com/x/sub\"\nfunc main() { println(sub.Two()) }\n"},
      {"./sub/sub.go", "package sub\nfunc Two() int { return min(2, 3) }\n"},
      {"./go.mod", "module example.com/x // the module\n\ngo 1.20\n"}};
  Frontend frontend(library, with_module_of(sources, {}));
  EXPECT_EQ(frontend.check(sources), nullptr);
  EXPECT_EQ(frontend.error_text(), "# example.com/x/sub\n./sub/sub.go:2:25: min requires go1.21 or later\n");
  Frontend newer(library, with_module_of(sources, {.version = GoVersion{21}}));  // --go wins
  EXPECT_NE(newer.check(sources), nullptr) << newer.error_text();
}

TEST(ProgramSources, GroupsFilesByFolder) {
  ProgramSources sources({{"cmd/a.go", ""}, {"cmd/b.go", ""}, {"lib/c.go", ""}, {"go.mod", "module m\n"}});
  EXPECT_EQ(sources.main_files().size(), 2u);
  EXPECT_EQ(sources.main_path(), "m/cmd");
  EXPECT_EQ(sources.module()->version, GoVersion{16});
  ASSERT_TRUE(sources.package("m/lib").has_value());
  EXPECT_EQ(sources.package("m/lib")->files.size(), 1u);
  EXPECT_FALSE(sources.package("other/lib").has_value());
  EXPECT_TRUE(sources.package("m/none")->files.empty());
}

TEST(ReadProgram, OneSentenceForWhatCannotBeRead) {
  EXPECT_THAT(read_program("no/such.go").error(), testing::StartsWith("no such file or folder: no/such.go"));
  const auto folder = std::filesystem::temp_directory_path() / "gopherarium_read_program";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "main_test.go") << "package main\n";
  EXPECT_THAT(read_program(folder.string()).error(), testing::StartsWith("no Go files in"));
  std::ofstream(folder / "main.go") << "package main\n";
  const auto sources = read_program(folder.string());
  ASSERT_TRUE(sources.ok());
  EXPECT_EQ(sources.value().size(), 1u);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace gopherarium
