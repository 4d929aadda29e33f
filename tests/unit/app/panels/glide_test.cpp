#include "app/panels/glide.h"

#include <gtest/gtest.h>

namespace gopherarium {
namespace {

Rect box(float x, float y) { return {x, y, x + 10, y + 10}; }

TEST(Glide, MovesWithinItsTimeAndStaysThere) {
  Glide glide;
  const auto frame = [&](double now, Rect wanted, Vec2 origin = {}) {
    glide.begin_frame(now, origin, Glide::Pace::Glides);
    const Rect at = glide.place(7, wanted);
    glide.end_frame();
    return at;
  };
  EXPECT_EQ(frame(1, box(0, 0)), box(0, 0));
  EXPECT_FALSE(glide.moving(7));
  EXPECT_EQ(frame(1.1, box(100, 0)), box(0, 0));
  EXPECT_TRUE(glide.moving(7));
  const Rect half = frame(1.1 + Glide::kGlideSeconds / 2, box(100, 0));
  EXPECT_GT(half.x0, 50);
  EXPECT_LT(half.x0, 100);
  EXPECT_EQ(frame(1.1 + Glide::kGlideSeconds + 0.01, box(100, 0)), box(100, 0));
  EXPECT_FALSE(glide.moving(7));
  // Scrolling takes it along at once.
  EXPECT_EQ(frame(2, box(100, 50), {0, 50}), box(100, 50));
  EXPECT_FALSE(glide.moving(7));
}

TEST(Glide, JumpsWhenTheRunIsTooFastForTheEye) {
  Glide glide;
  for (const float x : {0.0F, 100.0F, 40.0F}) {
    glide.begin_frame(1, {}, Glide::Pace::Jumps);
    EXPECT_EQ(glide.place(1, box(x, 0)), box(x, 0));
    glide.end_frame();
  }
}

TEST(Glide, ForgetsWhoLeft) {
  Glide glide;
  glide.begin_frame(1, {}, Glide::Pace::Glides);
  glide.place(1, box(0, 0));
  glide.end_frame();
  glide.begin_frame(2, {}, Glide::Pace::Glides);
  glide.end_frame();
  glide.begin_frame(3, {}, Glide::Pace::Glides);
  EXPECT_EQ(glide.place(1, box(100, 0)), box(100, 0));
}

}  // namespace
}  // namespace gopherarium
