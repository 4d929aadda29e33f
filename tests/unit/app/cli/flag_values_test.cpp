#include <gtest/gtest.h>

#include "app/cli/command_line.h"

namespace gopherarium {
namespace {

TEST(FlagValues, GoVersions) {
  int minor = 0;
  EXPECT_TRUE(parse_go_version("1.19", minor));
  EXPECT_EQ(minor, 19);
  EXPECT_TRUE(parse_go_version("go1.22.3", minor));
  EXPECT_EQ(minor, 22);
  for (const char* bad : {"", "2", "1.", "1.99", "1.x", "19"}) EXPECT_FALSE(parse_go_version(bad, minor)) << bad;
}

TEST(FlagValues, Durations) {
  std::chrono::milliseconds got{};
  for (auto [text, want] : {std::pair{"2s", 2000}, {"500ms", 500}, {"1m30s", 90000}, {"1.5s", 1500}, {"250us", 0}}) {
    EXPECT_TRUE(parse_duration(text, got)) << text;
    EXPECT_EQ(got.count(), want) << text;
  }
  for (const char* bad : {"", "2", "s", "-1s", "2 s", "2x"}) EXPECT_FALSE(parse_duration(bad, got)) << bad;
}

TEST(FlagValues, Sizes) {
  uint64_t got = 0;
  for (auto [text, want] : {std::pair{"64MiB", 64ull << 20}, {"2G", 2ull << 30}, {"1.5k", 1536ull}, {"4096", 4096ull}}) {
    EXPECT_TRUE(parse_size(text, got)) << text;
    EXPECT_EQ(got, want) << text;
  }
  for (const char* bad : {"", "G", "0", "2X", "2GGB", "-1M"}) EXPECT_FALSE(parse_size(bad, got)) << bad;
}

}  // namespace
}  // namespace gopherarium
