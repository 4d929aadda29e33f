#include "app/widgets/rich_text.h"

#include <gtest/gtest.h>

namespace gopherarium {
namespace {

// Every letter 10 wide: positions can be counted by hand.
RichMetrics fixed() {
  return {.width = [](FontRole, std::string_view s) { return 10.0F * static_cast<float>(s.size()); }};
}

TEST(RichText, BlocksAndSpans) {
  auto blocks = parse_markdown(
      "# Title\n\nSends on [`results`](chan:2), **then** waits &lt;\n\n- one\n- two\n  1. inner\n\n> "
      "quoted\n\n```go\nx := 1\n```\n\n"
      "| a | b |\n|---|---|\n| 1 | 2 |\n");
  ASSERT_EQ(blocks.size(), 8U);
  EXPECT_EQ(blocks[0].kind, RichKind::Heading);
  EXPECT_EQ(blocks[0].level, 1);
  ASSERT_GE(blocks[1].spans.size(), 4U);
  EXPECT_EQ(blocks[1].spans[1].link, "chan:2");
  EXPECT_TRUE(blocks[1].spans[1].code);
  EXPECT_TRUE(blocks[1].spans[3].bold);
  EXPECT_EQ(blocks[2].marker, "•");
  EXPECT_EQ(blocks[4].marker, "1.");
  EXPECT_EQ(blocks[4].indent, 2);
  EXPECT_EQ(blocks[5].quote, 1);
  EXPECT_EQ(blocks[6].code, "x := 1");
  EXPECT_EQ(blocks[6].language, "go");
  ASSERT_EQ(blocks[7].rows.size(), 2U);
  EXPECT_EQ(blocks[7].rows[1][1][0].text, "2");
  EXPECT_NE(plain_text(blocks).find("Sends on results, then waits <"), std::string::npos);
}

TEST(RichText, WrapsAtSpacesAndNothingSticksOut) {
  auto layout = lay_out(parse_markdown("one two three `four`, five averyveryverylongword end"), 120, fixed());
  float right = 0;
  for (const RichRun& run : layout.runs) right = std::max(right, run.rect.x1);
  EXPECT_LE(right, 120);
  EXPECT_EQ(layout.runs[0].text, "one two") << "13 letters don't fit";
  EXPECT_GE(layout.height, 4 * 21);
  for (const RichRun& run : layout.runs)
    EXPECT_FALSE(run.text.front() == ',' && run.rect.x0 == 0) << "a comma starts no line";
}

TEST(RichText, TablesShareTheWidth) {
  auto layout =
      lay_out(parse_markdown("| aaaaaaaaaaaaaaaaaaaa | b |\n|---|---|\n| c | dddddddddddddddddddd |\n"), 200,
              fixed());
  for (const RichRun& run : layout.runs) EXPECT_LE(run.rect.x1, 200) << run.text;
}

TEST(RichText, CodeIsColouredByTheCallback) {
  RichMetrics m = fixed();
  m.colourise = [](std::string_view) { return std::vector<ColouredSpan>{{0, 4, SyntaxColour::Keyword}}; };
  auto layout = lay_out(parse_markdown("```\nfunc f()\n\tx\n```"), 400, m);
  ASSERT_EQ(layout.runs.size(), 3U);
  EXPECT_EQ(layout.runs[0].syntax, SyntaxColour::Keyword);
  EXPECT_EQ(layout.runs[1].text, " f()");
  EXPECT_EQ(layout.runs[2].text, "    x") << "a tab is four columns";
}

}  // namespace
}  // namespace gopherarium
