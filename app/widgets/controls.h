#pragma once
// Everything that can be pressed. Each widget has a form that takes its rectangle and one that takes its
// place in a Flow; X_size says how large it wants to be. All return whether it was pressed (or changed) in
// this frame.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/widgets/draw.h"
#include "app/widgets/ui.h"

namespace gopherarium {

enum class ButtonKind : uint8_t {
  Plain,
  Primary,
  Quiet
};  // Quiet: only its words until the pointer is there
enum class Availability : uint8_t { Enabled, Disabled };

struct ButtonStyle {
  ButtonKind kind = ButtonKind::Plain;
  Availability availability = Availability::Enabled;
  std::string_view name = {};     // for scripts; the label by default
  std::string_view tooltip = {};  // with the keys: "Step one event  →"
};
Vec2 button_size(const Ui& ui, std::string_view label);
bool button(Ui& ui, Rect rect, std::string_view label, const ButtonStyle& style = {});
bool button(Ui& ui, Flow& flow, std::string_view label, const ButtonStyle& style = {});
// A button that posts an action; its tooltip is the action's own.
bool action_button(Ui& ui, Flow& flow, std::string_view label, const Action& action,
                   const ButtonStyle& style = {});

// A switch that stays: race, leaks. Flips value.
bool toggle(Ui& ui, Flow& flow, std::string_view label, bool& value, const ButtonStyle& style = {});

struct Segment {
  std::string_view label;
  std::optional<Colour> chosen_fill = {};  // theme.chosen
};
// One of a few: live | controlled. Sets chosen.
Vec2 segmented_size(const Ui& ui, std::span<const Segment> segments);
bool segmented(Ui& ui, Rect rect, std::string_view name, std::span<const Segment> segments, int& chosen);
bool segmented(Ui& ui, Flow& flow, std::string_view name, std::span<const Segment> segments, int& chosen);

// Logarithmic slider between two positive ends. Arrow keys move it while it has the focus.
struct LogSlider {
  double low = 1, high = 1e6;
  bool top_is_infinite = false;  // the right end means "no limit" (real time): value is then infinity
};
// Pure: where a value sits (0..1) and back.
double slider_position(const LogSlider& range, double value);
double slider_value(const LogSlider& range, double position);
bool log_slider(Ui& ui, Rect rect, std::string_view name, const LogSlider& range, double& value);

// A small number field: click types, wheel and arrows step.
struct NumberRange {
  int64_t low = 1, high = 256;
};
bool number_field(Ui& ui, Flow& flow, std::string_view name, const NumberRange& range, int64_t& value);
// One line of text. Returns true when Enter was pressed or the text changed, see what.
enum class FieldEvent : uint8_t { None, Changed, Entered };
FieldEvent text_field(Ui& ui, Rect rect, std::string_view name, std::string& value,
                      std::string_view hint = {});

// ---- Chips: a goroutine (or value) in its state's colour ----
enum class ChipSize : uint8_t { Tiny, Small, Normal, Large };  // count in a gutter, gutter, board, heading
struct ChipStyle {
  ChipSize size = ChipSize::Normal;
  bool outlined = false;  // asleep, on timers: outline and dark fill
  bool selected = false;
  std::string_view name = {};
  std::string_view tooltip = {};
};
Vec2 chip_size(const Ui& ui, std::string_view text, ChipSize size = ChipSize::Normal);
bool chip(Ui& ui, Rect rect, std::string_view text, Colour fill, const ChipStyle& style = {});
bool chip(Ui& ui, Flow& flow, std::string_view text, Colour fill, const ChipStyle& style = {});
bool chip(Ui& ui, Flow& flow, std::string_view text, StateColour state, const ChipStyle& style = {});
// An empty place in a queue: dashed outline.
void slot(Ui& ui, Rect rect);
void slot(Ui& ui, Flow& flow, ChipSize size = ChipSize::Normal);

// ---- Words in a row ----
Rect label(Ui& ui, Flow& flow, std::string_view text, const TextStyle& style = {});
Rect muted(Ui& ui, Flow& flow, std::string_view text);  // small and grey
Rect mono(Ui& ui, Flow& flow, std::string_view text);
Rect muted_right(Ui& ui, Flow& flow, std::string_view text);
bool link(Ui& ui, Flow& flow, std::string_view text,
          std::string_view action);  // posts parse_action(action) when clicked
// A key as it looks on a board.
Rect key_hint(Ui& ui, Flow& flow, std::string_view key);

// ---- Tab strip ----
struct Tab {
  std::string id;
  std::string title;
};
// Draws the strip with its note at the right end; returns true when another tab was chosen. Tabs that don't
// fit are reached by the arrow keys and a "more" menu at the end.
bool tab_strip(Ui& ui, Rect rect, std::string_view name, std::span<const Tab> tabs, int& chosen,
               std::string_view note = {});

}  // namespace gopherarium
