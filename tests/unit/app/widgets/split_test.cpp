#include "app/widgets/split.h"

#include <gtest/gtest.h>

namespace gopherarium {
namespace {

std::unique_ptr<SplitNode> tree() {
  return split_pair(
      "rows", SplitAxis::Stacked, 0.75F,
      split_pair("columns", SplitAxis::SideBySide, 0.25F, split_area("left", 100), split_area("centre", 300)),
      split_area("bottom", 100));
}

TEST(Split, AreasTileTheWindow) {
  auto root = tree();
  SplitLayout l = lay_out(*root, {0, 0, 1000, 800}, 1);
  EXPECT_EQ(l.area("left"), (Rect{0, 0, 250, 600}));
  EXPECT_EQ(l.area("centre"), (Rect{250, 0, 1000, 600}));
  EXPECT_EQ(l.area("bottom"), (Rect{0, 600, 1000, 800}));
  EXPECT_EQ(l.borders.size(), 2U);
  EXPECT_TRUE(l.area("nothing").empty());
}

TEST(Split, MinimumSizesWinAndThenShrinkAlike) {
  auto root = tree();
  EXPECT_EQ(lay_out(*root, {0, 0, 380, 800}, 1).area("left").width(), 95)
      << "100 and 300 in 380 shrink alike";
  EXPECT_EQ(lay_out(*root, {0, 0, 420, 800}, 1).area("left").width(), 105);
  EXPECT_EQ(lay_out(*root, {0, 0, 1000, 800}, 3).area("centre").width(), 750);
}

TEST(Split, BordersMoveWithinMinimumSizesAndAreRemembered) {
  auto root = tree();
  SplitLayout l = lay_out(*root, {0, 0, 1000, 800}, 1);
  const PlacedBorder& columns = l.borders[0];
  move_border(columns, 50, 1);
  EXPECT_EQ(lay_out(*root, {0, 0, 1000, 800}, 1).area("left").width(), 300);
  move_border(columns, 5000, 1);
  EXPECT_EQ(lay_out(*root, {0, 0, 1000, 800}, 1).area("centre").width(), 300);
  auto other = tree();
  load_fractions(*other, save_fractions(*root) + " unknown 0.5 rows 7 ");
  EXPECT_EQ(lay_out(*other, {0, 0, 1000, 800}, 1).area("centre").width(), 300);
  EXPECT_EQ(lay_out(*other, {0, 0, 1000, 800}, 1).area("bottom").height(), 200) << "nonsense is ignored";
}

TEST(Split, HiddenAreasGiveTheirRoom) {
  auto root = tree();
  find_node(*root, "bottom")->hidden = true;
  find_node(*root, "left")->hidden = true;
  SplitLayout l = lay_out(*root, {0, 0, 1000, 800}, 1);
  EXPECT_EQ(l.area("centre"), (Rect{0, 0, 1000, 800}));
  EXPECT_TRUE(l.borders.empty());
}

}  // namespace
}  // namespace gopherarium
