#pragma once
// Ui is what a panel draws with: theme, fonts, scale, the log of what was laid out, and the actions that
// clicks produce. One lives per window; a frame runs from begin_frame to end_frame on the window's thread.
// Widgets are free functions that take a Ui and a rectangle (or a Flow, which hands out rectangles along a
// row); see draw.h, controls.h, containers.h.
//
// Keyboard focus is ours, not ImGui's: Tab walks the controls in the order they were laid out, Enter presses.

#include <imgui/imgui.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/widgets/action.h"
#include "app/widgets/geometry.h"
#include "app/widgets/layout_log.h"
#include "app/widgets/source_colours.h"
#include "app/widgets/theme.h"

namespace gopherarium {

inline ImVec2 im(Vec2 v) { return {v.x, v.y}; }
inline Vec2 from_im(ImVec2 v) { return {v.x, v.y}; }

// Code points that text asked for and the atlas lacks; the owner of the fonts adds them before the next
// frame, or learns that no font has them, and then their number is shown instead ("U+1F600").
struct GlyphDemand {
  std::set<uint32_t> wanted;
  std::set<uint32_t> unavailable;
};

struct Press {
  bool clicked = false;  // left button released on it, or Enter while it has the focus
  bool double_clicked = false;
  bool right_clicked = false;
  bool hovered = false;
  bool held = false;
  bool focused = false;
  Vec2 drag = {};  // pixels dragged in this frame
};

class Ui {
 public:
  Theme theme = make_theme(ThemeName::Dark);
  float scale = 1;  // monitor's content scale x presenter's magnification; fonts are built for it
  std::array<ImFont*, kFontRoles> fonts{};
  uint32_t fonts_version = 0;     // moves when the atlas was rebuilt: measured widths are stale
  GlyphDemand* glyphs = nullptr;  // borrowed from the fonts' owner
  Colouriser colourise;           // of Go source; none: all plain
  std::vector<KeyPress> keys;     // pressed (or repeated) in this frame, for what has the keyboard
  LayoutLog log;
  double now = 0;  // seconds, the same all through a frame

  void begin_frame(double now_s, std::vector<KeyPress> pressed = {});
  // Draws what lies on top (tooltip, focus ring) and moves the focus.
  void end_frame();

  // ---- Sizes and type ----
  float px(float at_100_percent) const;  // rounded to whole pixels
  ImFont* font(FontRole role) const { return fonts[static_cast<size_t>(role)]; }
  float font_size(FontRole role) const { return font(role)->FontSize; }

  // ---- What happened ----
  void post(Action action) { actions_.push_back(std::move(action)); }
  void post(std::string_view written);  // "goroutine:7"; nothing when it can't be parsed
  std::vector<Action> take_actions() { return std::exchange(actions_, {}); }
  // Something moves: draw again as soon as the display can, until nobody asks any more.
  void animate() { animating_ = true; }
  // Draw again after this long at the latest (a blinking caret).
  void redraw_after(double seconds) { redraw_after_ = std::min(redraw_after_, seconds); }
  bool animating() const { return animating_; }
  double redraw_delay() const { return redraw_after_; }

  // ---- Drawing target ----
  ImDrawList* list() const { return ImGui::GetWindowDrawList(); }
  Rect clip() const;
  void push_clip(Rect rect);  // intersects
  void pop_clip();

  // ---- Interaction ----
  // A control over rect. The name is what scripts click, and the identity within the id scope (push_id).
  Press press(Rect rect, std::string_view name, std::string_view text = {});
  void push_id(std::string_view id) { ImGui::PushID(id.data(), id.data() + id.size()); }
  void push_id(int64_t id) { ImGui::PushID(reinterpret_cast<void*>(id)); }
  void pop_id() { ImGui::PopID(); }
  Vec2 mouse() const { return from_im(ImGui::GetIO().MousePos); }
  bool hovers(Rect rect) const;  // pointer in rect, not hidden by a popup, inside the clip

  // Tooltip beside the target, never over it. The last call of a frame wins.
  void tooltip(Rect target, std::string_view text);

  // ---- Keyboard ----
  // A dialog lies above: what is below it takes no keys. Set by the owner of the dialogs before anything is drawn.
  void set_behind_dialog(bool behind) { behind_dialog_ = behind; }
  bool behind_dialog() const { return behind_dialog_; }
  // A text field or editor has the keyboard: until the next frame's end plain keys are not shortcuts.
  void claim_typing() { typing_next_ = true; }
  // The control with the focus moves by arrow keys: they are no shortcuts.
  void claim_arrows() { arrows_next_ = true; }
  bool arrows_claimed() const { return arrows_; }
  bool typing() const { return typing_ || ImGui::GetIO().WantTextInput; }
  void focus_next(int step);  // Tab: +1, Shift+Tab: -1
  void clear_focus() { focus_ = 0; }
  void press_focused() { press_focused_ = true; }
  bool has_focus() const { return focus_ != 0; }
  Rect focused_rect() const { return focused_rect_; }

  // ---- Registration ----
  void laid(LaidOut entry);  // fills in the clip

 private:
  std::vector<Action> actions_;
  bool animating_ = false;
  double redraw_after_ = 1e9;
  bool typing_ = false;
  bool typing_next_ = false;
  bool behind_dialog_ = false;
  bool arrows_ = false;
  bool arrows_next_ = false;

  // Two controls of one name in one scope are told apart by their order.
  ImGuiID unique_id(std::string_view name);
  void move_focus();
  void draw_tooltip();

  std::unordered_map<ImGuiID, int> names_;
  std::vector<ImGuiID> focus_order_;
  ImGuiID focus_ = 0;
  int focus_step_ = 0;
  bool press_focused_ = false;
  Rect focused_rect_;

  std::string tooltip_;
  Rect tooltip_target_;
  std::string tooltip_before_;
  double tooltip_since_ = 0;
};

// Balanced by scope.
struct IdScope {
  template <class T>
  IdScope(Ui& u, const T& id) : ui(u) {
    u.push_id(id);
  }
  ~IdScope() { ui.pop_id(); }
  IdScope(const IdScope&) = delete;
  Ui& ui;
};
struct GroupScope {
  GroupScope(Ui& u, std::string_view name, Scrolls scrolls = Scrolls::No) : ui(u) {
    u.log.open_group(name, scrolls);
  }
  GroupScope(Ui& u, std::string_view name, Rect bounds) : ui(u) { u.log.open_group(name, bounds); }
  ~GroupScope() { ui.log.close_group(); }
  GroupScope(const GroupScope&) = delete;
  Ui& ui;
};
struct ClipScope {
  ClipScope(Ui& u, Rect rect) : ui(u) { u.push_clip(rect); }
  ~ClipScope() { ui.pop_clip(); }
  ClipScope(const ClipScope&) = delete;
  Ui& ui;
};

// Hands out rectangles along a row, centred vertically in it, and rows below each other.
class Flow {
 public:
  // row_height and gaps in pixels at 100 %.
  Flow(const Ui& ui, Rect area, float row_height = space::kControl, float gap = space::kSmall);
  Rect take(Vec2 size);        // from the left
  Rect take_right(Vec2 size);  // from the right end of the row
  void skip(float at_100_percent);
  void next_row(float row_height = 0, float gap_above = space::kSmall);  // 0: as before
  Rect row() const { return {x_, y_, right_, y_ + height_}; }            // what is left of it
  float bottom() const { return y_ + height_; }
  bool fits(float width) const { return x_ + width <= right_; }

 private:
  const Ui& ui_;
  Rect area_;
  float x_, y_, right_, height_, gap_;
};

}  // namespace gopherarium
