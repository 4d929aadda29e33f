#include "app/widgets/theme.h"

namespace gopherarium {
namespace {

constexpr std::array<Colour, kStateColours> kStates = {
    rgb(0x65d35a), rgb(0xf0f69f), rgb(0x4d7795), rgb(0xc63d26), rgb(0xeaa4fc), rgb(0x9d9d9d), rgb(0x9d40e8)};
// On white and on black other colours are far apart; found by search near the dark palette's hues (at least
// 14 apart).
constexpr std::array<Colour, kStateColours> kStatesLight = {
    rgb(0x14a479), rgb(0x896003), rgb(0x37368a), rgb(0x791512), rgb(0xc75de5), rgb(0x506e87), rgb(0x2c0c45)};
constexpr std::array<Colour, kStateColours> kStatesClassic = {
    rgb(0x4caf50), rgb(0xb9d65a), rgb(0xd9534f), rgb(0xa8322e), rgb(0xf0953a), rgb(0x8c8c8c), rgb(0x8a68b7)};
constexpr std::array<Colour, kStateColours> kStatesHigh = {
    rgb(0x76ed49), rgb(0xf5ffe0), rgb(0x63778f), rgb(0xd43608), rgb(0xfdb2fd), rgb(0xa4a790), rgb(0xb92ffa)};

constexpr std::array<Colour, kSyntaxColours> kSyntax = {rgb(0xd8dadd), rgb(0x8fb4f0), rgb(0x8fb4f0),
                                                        rgb(0xd0a36b), rgb(0xc2a4ea), rgb(0x7f868f),
                                                        rgb(0xb59be6), rgb(0xe6e0c0), rgb(0xd8dadd)};
constexpr std::array<Colour, kSyntaxColours> kSyntaxLight = {rgb(0x24262b), rgb(0x1f4fb0), rgb(0x1f4fb0),
                                                             rgb(0x8a4a0b), rgb(0x6b2fa8), rgb(0x6b7280),
                                                             rgb(0x6b2fa8), rgb(0x5a4a00), rgb(0x24262b)};

Theme dark() {
  Theme t;
  t.name = ThemeName::Dark;
  t.state = kStates;
  t.syntax = kSyntax;
  t.ground = rgb(0x161719);
  t.bar = rgb(0x1e1f22);
  t.strip = rgb(0x1a1b1e);
  t.card = rgb(0x1e1f22);
  t.inset = rgb(0x1b1c1f);
  t.border = rgb(0x2f3136);
  t.slot = rgb(0x43464d);
  t.control = rgb(0x2a2c31);
  t.control_hover = rgb(0x363941);
  t.control_active = rgb(0x43474f);
  t.primary = rgb(0x3d7a48);
  t.primary_hover = rgb(0x478c54);
  t.toggled_on = rgb(0x2f4c3a);
  t.toggled_on_text = rgb(0xa9e3a0);
  t.chosen = rgb(0x394a63);
  t.selection = rgb(0x2b4056);
  t.current_line = rgb(0x20303a);
  t.text = rgb(0xd8dadd);
  t.text_strong = rgb(0xffffff);
  t.text_muted = rgb(0x8f9299);
  t.text_faint = rgb(0x6d6f74);
  t.link = rgb(0x8fb4f0);
  t.focus = rgb(0x8fb4f0);
  t.playhead = rgb(0xf4f5f6);
  t.info_fill = rgb(0x1e2a33);
  t.info_accent = rgb(0x4d7795);
  t.warn_fill = rgb(0x2b2320);
  t.warn_accent = rgb(0xe28a56);
  t.error_fill = rgb(0x3a2420);
  t.error_accent = rgb(0xc63d26);
  t.good_text = rgb(0x8edc85);
  t.error_text = rgb(0xe9a294);
  t.fork = rgb(0xe28a56);
  t.shadow = Colour{0, 0, 0, 120};
  return t;
}

Theme light() {
  Theme t;
  t.name = ThemeName::Light;
  t.state = kStatesLight;
  t.syntax = kSyntaxLight;
  t.ground = rgb(0xfbfbfc);
  t.bar = rgb(0xeff0f2);
  t.strip = rgb(0xf4f5f7);
  t.card = rgb(0xffffff);
  t.inset = rgb(0xf2f3f5);
  t.border = rgb(0xd5d8dd);
  t.slot = rgb(0xb4b9c1);
  t.control = rgb(0xe2e4e8);
  t.control_hover = rgb(0xd5d8de);
  t.control_active = rgb(0xc6cad2);
  t.primary = rgb(0x2f7a3c);
  t.primary_hover = rgb(0x38894a);
  t.toggled_on = rgb(0xcdebd2);
  t.toggled_on_text = rgb(0x1c5a28);
  t.chosen = rgb(0xc9d9f2);
  t.selection = rgb(0xc9dcf5);
  t.current_line = rgb(0xe4eef7);
  t.text = rgb(0x24262b);
  t.text_strong = rgb(0x0b0c0e);
  t.text_muted = rgb(0x5b6069);
  t.text_faint = rgb(0x82878f);
  t.link = rgb(0x1f4fb0);
  t.focus = rgb(0x1f4fb0);
  t.playhead = rgb(0x0b0c0e);
  t.info_fill = rgb(0xe6f0f8);
  t.info_accent = rgb(0x3d6f96);
  t.warn_fill = rgb(0xfdf0e6);
  t.warn_accent = rgb(0xc7621c);
  t.error_fill = rgb(0xfce9e5);
  t.error_accent = rgb(0xb3200c);
  t.good_text = rgb(0x1f7a2b);
  t.error_text = rgb(0x9a1c0a);
  t.fork = rgb(0xc7621c);
  t.shadow = Colour{0, 0, 0, 50};
  return t;
}

Theme high_contrast() {
  Theme t = dark();
  t.name = ThemeName::HighContrast;
  t.state = kStatesHigh;
  t.ground = t.bar = t.strip = t.card = t.inset = rgb(0x000000);
  t.border = rgb(0x8c8c8c);
  t.slot = rgb(0x9a9a9a);
  t.control = rgb(0x262626);
  t.control_hover = rgb(0x404040);
  t.control_active = rgb(0x5a5a5a);
  t.text = t.text_strong = rgb(0xffffff);
  t.text_muted = rgb(0xd0d0d0);
  t.text_faint = rgb(0xb0b0b0);
  t.link = rgb(0x9fc8ff);
  t.focus = rgb(0xffff00);
  t.primary = rgb(0x1f7a30);
  t.selection = rgb(0x0f4a80);
  t.current_line = rgb(0x103048);
  t.playhead = rgb(0xffffff);
  t.syntax = {rgb(0xffffff), rgb(0x9fc8ff), rgb(0x9fc8ff), rgb(0xffc98a), rgb(0xd9bfff),
              rgb(0xb8bec6), rgb(0xd0b6ff), rgb(0xfff3b8), rgb(0xffffff)};
  return t;
}

struct NamedTheme {
  ThemeName name;
  std::string_view title;
};
constexpr NamedTheme kThemes[] = {{ThemeName::Dark, "dark"},
                                  {ThemeName::Light, "light"},
                                  {ThemeName::Classic, "classic"},
                                  {ThemeName::HighContrast, "high contrast"}};

}  // namespace

std::string_view state_name(StateColour state) {
  constexpr std::string_view kNames[] = {
      "running", "runnable", "blocked on a channel", "blocked on a lock", "in a system call",
      "asleep",  "runtime"};
  return kNames[static_cast<int>(state)];
}

BarShape bar_shape(StateColour state) {
  switch (state) {
    case StateColour::Running: return BarShape::Full;
    case StateColour::Runnable: return BarShape::Half;
    case StateColour::BlockedChan:
    case StateColour::BlockedLock: return BarShape::HatchedLine;
    case StateColour::Syscall: return BarShape::Dotted;
    case StateColour::Sleep: return BarShape::ThinLine;
    case StateColour::Runtime: return BarShape::Full;
  }
  return BarShape::ThinLine;
}

std::string_view theme_title(ThemeName name) { return kThemes[static_cast<int>(name)].title; }

bool parse_theme_name(std::string_view text, ThemeName* out) {
  for (const NamedTheme& t : kThemes)
    if (t.title == text) {
      *out = t.name;
      return true;
    }
  return false;
}

Theme make_theme(ThemeName name) {
  switch (name) {
    case ThemeName::Light: return light();
    case ThemeName::HighContrast: return high_contrast();
    case ThemeName::Classic: {
      Theme t = dark();
      t.name = ThemeName::Classic;
      t.state = kStatesClassic;
      return t;
    }
    case ThemeName::Dark: break;
  }
  return dark();
}

FontSpec font_spec(FontRole role) {
  constexpr FontSpec kSpecs[kFontRoles] = {
      {FontFace::Ui, 13},          {FontFace::UiBold, 13},    {FontFace::Ui, 12},
      {FontFace::Ui, 11.5F},       {FontFace::UiBold, 11.5F}, {FontFace::UiBold, 14.5F},
      {FontFace::UiBold, 19},      {FontFace::UiItalic, 13},  {FontFace::Mono, 12.5F},
      {FontFace::MonoBold, 12.5F}, {FontFace::Mono, 11.5F},   {FontFace::Mono, 10.5F},
      {FontFace::MonoBold, 11.5F}, {FontFace::MonoBold, 10}};
  return kSpecs[static_cast<int>(role)];
}

}  // namespace gopherarium
