#include "app/view/drafts.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/view/document.h"

namespace gopherarium {
namespace {

namespace fs = std::filesystem;

class DraftsTest : public ::testing::Test {
 protected:
  DraftsTest() {
    std::string name = (fs::temp_directory_path() / "drafts-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~DraftsTest() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  std::string drafts() const { return (folder_ / "drafts").string(); }

  fs::path folder_;
};

TEST_F(DraftsTest, KeepsFindsAndDrops) {
  const Drafts drafts(this->drafts());
  EXPECT_FALSE(drafts.find("/a/main.go"));
  EXPECT_TRUE(drafts.all().empty());
  ASSERT_TRUE(drafts.keep("/a/main.go", "one\n"));
  ASSERT_TRUE(drafts.keep("/b/main.go", ""));
  EXPECT_EQ(drafts.find("/a/main.go"), "one\n");
  EXPECT_EQ(drafts.find("/b/main.go"), "");
  EXPECT_EQ(drafts.all().size(), 2u);
  drafts.drop("/a/main.go");
  EXPECT_FALSE(drafts.find("/a/main.go"));
  EXPECT_EQ(drafts.all().size(), 1u);
}

TEST_F(DraftsTest, WhatWasTypedIsBackWithItsProgram) {
  const std::string path = write("main.go", "package main\n"), other = write("other.go", "package main\n");
  {
    Document document([] {}, drafts());
    ASSERT_TRUE(document.open_program(path));
    document.set_source("package main // typed\n");
    ASSERT_TRUE(document.open_program(other));  // another one takes its place
    document.set_source("package main // too\n");
  }  // the window is closed
  Document document([] {}, drafts());
  ASSERT_TRUE(document.open_program(path));
  EXPECT_EQ(document.source(), "package main // typed\n");
  EXPECT_TRUE(document.unsaved());
  EXPECT_FALSE(document.notice().empty());
  ASSERT_TRUE(document.save());
  EXPECT_EQ(document.drafts().all().size(), 1u);
  ASSERT_TRUE(document.open_program(other));
  EXPECT_EQ(document.source(), "package main // too\n");
  document.revert();
  document.keep_drafts();
  EXPECT_TRUE(document.drafts().all().empty());
}

TEST_F(DraftsTest, AProgramWithoutAPathIsKeptAndGetsOne) {
  Document document([] {}, drafts());
  document.begin_program();
  document.set_source("package main // new\n");
  document.begin_program();
  document.set_source("package main // newer\n");
  document.keep_drafts();
  ASSERT_EQ(document.drafts().all().size(), 2u);
  document.begin_program("new program 1");
  EXPECT_EQ(document.source(), "package main // new\n");
  EXPECT_FALSE(document.save());
  const std::string path = (folder_ / "kept.go").string();
  ASSERT_TRUE(document.save_as(path));
  EXPECT_EQ(document.path(), path);
  EXPECT_FALSE(document.unsaved());
  EXPECT_EQ(document.drafts().all().size(), 1u);
  EXPECT_FALSE(document.save_as((folder_ / "kept.txt").string()));
}

TEST_F(DraftsTest, TheFilesOfAFolderAreSavedEach) {
  fs::create_directory(folder_ / "p");
  write("p/a.go", "package main\n\nfunc main() { b() }\n");
  write("p/b.go", "package main\n\nfunc b() {}\n");
  Document document([] {}, drafts());
  ASSERT_TRUE(document.open_program((folder_ / "p").string()));
  ASSERT_EQ(document.files().size(), 2u);
  document.show_file(1);
  document.set_source("package main\n\nfunc b() { c() }\n");
  EXPECT_FALSE(document.start());
  ASSERT_EQ(document.problems().size(), 1u);
  EXPECT_EQ(document.problems()[0].file, document.files()[1].name);
  EXPECT_EQ(document.problems()[0].line, 3);
  document.show_file(0);
  ASSERT_TRUE(document.save());
  EXPECT_FALSE(document.unsaved());
  std::ifstream b(folder_ / "p/b.go");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(b), {}), "package main\n\nfunc b() { c() }\n");
}

}  // namespace
}  // namespace gopherarium
