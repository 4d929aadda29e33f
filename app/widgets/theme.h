#pragma once
// The one place that holds colours, sizes and type. A Theme is a value: switching it is an assignment. Pure,
// no ImGui. State is told by colour and by shape, never by colour alone (BarShape).

#include <array>
#include <cstdint>
#include <string_view>

#include "app/widgets/colour.h"

namespace gopherarium {

// What a goroutine is doing, as one of seven colours. The view maps Go's states and wait reasons to these.
enum class StateColour : uint8_t { Running, Runnable, BlockedChan, BlockedLock, Syscall, Sleep, Runtime };
constexpr int kStateColours = 7;

std::string_view state_name(StateColour state);

enum class BarShape : uint8_t { Full, Half, HatchedLine, Dotted, ThinLine };

BarShape bar_shape(StateColour state);

enum class ThemeName : uint8_t { Dark, Light, Classic, HighContrast };

std::string_view theme_title(ThemeName name);  // "dark", "light", "classic", "high contrast"
bool parse_theme_name(std::string_view text, ThemeName* out);

// Colours of source text; matches the classes that the scanner's tokenize_for_colours tells apart.
enum class SyntaxColour : uint8_t {
  Plain,
  Keyword,
  Type,
  String,
  Number,
  Comment,
  Builtin,
  Function,
  Operator
};
constexpr int kSyntaxColours = 9;

struct Theme {
  ThemeName name = ThemeName::Dark;
  std::array<Colour, kStateColours> state;
  std::array<Colour, kSyntaxColours> syntax;

  Colour ground;   // behind editors, boards, timelines
  Colour bar;      // top bar
  Colour strip;    // tab strips, lane headers
  Colour card;     // boxes on the ground
  Colour inset;    // quiet boxes without border (stack, code in text)
  Colour border;   // of cards, between areas
  Colour slot;     // dashed outline of an empty place
  Colour control;  // buttons
  Colour control_hover;
  Colour control_active;
  Colour primary;  // the green Run button
  Colour primary_hover;
  Colour toggled_on;  // race, leaks when on
  Colour toggled_on_text;
  Colour chosen;     // segmented control, chosen part
  Colour selection;  // selected text, selected row
  Colour current_line;
  Colour text;
  Colour text_strong;
  Colour text_muted;
  Colour text_faint;  // line numbers
  Colour link;
  Colour focus;  // keyboard focus ring
  Colour playhead;
  Colour info_fill;  // callout "Why?"
  Colour info_accent;
  Colour warn_fill;
  Colour warn_accent;
  Colour error_fill;
  Colour error_accent;
  Colour good_text;
  Colour error_text;
  Colour fork;  // "forked", "first difference"
  Colour shadow;

  Colour of(StateColour s) const { return state[static_cast<size_t>(s)]; }
  Colour of(SyntaxColour s) const { return syntax[static_cast<size_t>(s)]; }
};

Theme make_theme(ThemeName name);

// The spacing scale, in pixels at 100 %; Ui::px scales them.
namespace space {
constexpr float kHair = 2, kTight = 4, kSmall = 8, kMedium = 12, kLarge = 16, kHuge = 24;
constexpr float kTopBar = 46, kTabStrip = 30, kControl = 28, kChip = 23, kChipSmall = 17, kRow = 24,
                kCodeLine = 19.5F;
constexpr float kRadius = 6, kRadiusCard = 8, kRadiusChip = 5, kBorderGrip = 5;
}  // namespace space

// Type roles. Sizes in pixels of em at 100 %.
enum class FontRole : uint8_t {
  Body,
  Strong,
  Small,
  Caption,
  CaptionStrong,
  Title,
  Heading,
  Italic,
  Code,
  CodeStrong,
  CodeSmall,
  CodeTiny,
  Chip,
  ChipTiny
};
constexpr int kFontRoles = 14;

enum class FontFace : uint8_t { Ui, UiBold, UiItalic, Mono, MonoBold };

struct FontSpec {
  FontFace face;
  float size;
};

FontSpec font_spec(FontRole role);

}  // namespace gopherarium
