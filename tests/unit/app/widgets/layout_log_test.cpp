#include "app/widgets/layout_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gopherarium {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr Rect kWindow{0, 0, 100, 100};

TEST(LayoutLog, FindsWhatIsVisibleAndControlsFirst) {
  LayoutLog log;
  log.begin_frame();
  log.add({.text = "Run", .rect = {0, 0, 10, 10}, .clip = kWindow});
  log.add(
      {.name = "Run", .text = "▶ Run", .rect = {20, 0, 40, 10}, .clip = kWindow, .kind = LaidKind::Control});
  log.add({.text = "hidden", .rect = {200, 0, 220, 10}, .clip = kWindow});
  EXPECT_EQ(log.find("Run")->rect.x0, 20);
  EXPECT_EQ(log.find("hidden"), nullptr);
  EXPECT_TRUE(log.shows("▶ Run"));
  EXPECT_FALSE(log.shows("hidden"));
}

TEST(LayoutLog, ReportsOverlapsOfSiblingsAndCutText) {
  LayoutLog log;
  log.begin_frame();
  log.add({.text = "a", .rect = {0, 0, 20, 10}, .clip = kWindow});
  log.add({.text = "b", .rect = {10, 0, 30, 10}, .clip = kWindow, .fit = TextFit::Cut});
  log.open_group("card");
  log.add({.text = "c", .rect = {10, 0, 30, 10}, .clip = kWindow});  // another group
  log.close_group();
  log.add({.text = "arrow", .rect = {0, 0, 90, 10}, .clip = kWindow, .kind = LaidKind::Overlay});
  log.add({.text = "touches a", .rect = {0, 10, 20, 20}, .clip = kWindow});
  auto problems = log.problems();
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems[0], HasSubstr("wider than its box"));
  EXPECT_THAT(problems[1], HasSubstr("overlap in window"));
}

TEST(LayoutLog, WhatSticksOutOfItsCard) {
  LayoutLog log;
  log.begin_frame();
  log.open_group("card", Rect{0, 0, 50, 50});
  log.add({.text = "in", .rect = {0, 0, 50, 20}, .clip = kWindow});
  log.add({.text = "out", .rect = {10, 20, 60, 40}, .clip = kWindow});
  log.close_group();
  ASSERT_EQ(log.problems().size(), 1U);
  EXPECT_THAT(log.problems()[0], HasSubstr("sticks out of card: \"out\""));
}

TEST(LayoutLog, WhatScrollsMayLeaveItsArea) {
  for (auto [scrolls, expected] :
       {std::pair{Scrolls::No, 2U}, {Scrolls::Vertically, 1U}, {Scrolls::Both, 0U}}) {
    LayoutLog log;
    log.begin_frame();
    log.open_group("list", scrolls);
    log.add({.text = "below", .rect = {0, 90, 20, 120}, .clip = kWindow});
    log.add({.text = "right", .rect = {90, 0, 120, 10}, .clip = kWindow});
    log.close_group();
    EXPECT_EQ(log.problems().size(), expected);
  }
  LayoutLog next;
  next.begin_frame();
  EXPECT_THAT(next.problems(), IsEmpty());
}

}  // namespace
}  // namespace gopherarium
