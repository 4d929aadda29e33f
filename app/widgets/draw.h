#pragma once
// Drawing helpers: words, bars, arrows. They draw where they are told, register words in the layout log, and
// never take input. Positions and sizes are window pixels; widths named "at 100 %" are scaled.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/widgets/ui.h"

namespace gopherarium {

enum class Align : uint8_t { Left, Centre, Right };

struct TextStyle {
  FontRole font = FontRole::Body;
  std::optional<Colour> colour = {};  // theme.text
  Align align = Align::Left;
  // Overlay for words on bars and lanes, which may be covered on purpose.
  LaidKind kind = LaidKind::Text;
  std::string_view name = {};  // in the layout log; the text itself by default
};

// How far the pen moves, not rounded.
float text_advance(const Ui& ui, FontRole font, std::string_view text);
Vec2 text_size(const Ui& ui, FontRole font, std::string_view text);
// Vertically centred in the box; cut with an ellipsis where it is too wide, and then the whole text is its
// tooltip. Returns the rectangle of the words. Nothing is drawn when not even the ellipsis fits.
Rect draw_text(Ui& ui, Rect box, std::string_view text, const TextStyle& style = {});
// At a point (top left), as wide as it is. Reported as cut off when it leaves the clip.
Rect draw_text(Ui& ui, Vec2 at, std::string_view text, const TextStyle& style = {});
// Only draws: for source lines and the like, whose owner registers them as a whole. Returns how far the pen
// moved.
float draw_words(Ui& ui, Vec2 at, std::string_view text, FontRole font, Colour colour);
// The y of a line's top so that its capitals are centred on y.
float line_top(const Ui& ui, FontRole font, float centre_y);
// The longest prefix that fits with an ellipsis; the text itself when it fits. Empty when nothing does.
std::string elide(const Ui& ui, FontRole font, std::string_view text, float width);
// Capitals with room between the letters, as on tabs. Returns its width; draws nothing when list is null.
float draw_caps(Ui& ui, Vec2 at, std::string_view text, FontRole font, Colour colour);
float caps_width(const Ui& ui, std::string_view text, FontRole font);
std::string to_capitals(std::string_view text);
// Breaks at spaces so that no line is wider than width; words longer than a line are cut.
std::vector<std::string_view> wrap(const Ui& ui, FontRole font, std::string_view text, float width);

void fill(Ui& ui, Rect rect, Colour colour, float radius_at_100 = 0);
void outline(Ui& ui, Rect rect, Colour colour, float radius_at_100 = 0, float thickness = 1);
void dashed_outline(Ui& ui, Rect rect, Colour colour, float radius_at_100 = 0);
void hline(Ui& ui, float x0, float x1, float y, Colour colour);
void vline(Ui& ui, float x, float y0, float y1, Colour colour);
void dashed_vline(Ui& ui, float x, float y0, float y1, Colour colour);
// Diagonal hatching inside rect.
void hatch(Ui& ui, Rect rect, Colour colour, float step_at_100 = 5);

// One span of a lane: the shape says the state as much as the colour does.
void draw_bar(Ui& ui, Rect lane, StateColour state);
void draw_bar(Ui& ui, Rect lane, BarShape shape, Colour colour);
// Many spans folded into one: a zig-zag line and a count where it fits.
void draw_zigzag(Ui& ui, Rect lane, Colour colour);
// Spans too narrow to tell apart: one column a pixel, each as high as its share, from the lane's mip of
// states.
struct MipColumn {
  float x = 0;
  std::array<float, kStateColours> share{};  // sums to at most 1
};
void draw_mip(Ui& ui, Rect lane, std::span<const MipColumn> columns);

enum class Stroke : uint8_t { Solid, Dashed };
enum class Head : uint8_t { None, Arrow, Dot };

struct ArrowStyle {
  Colour colour = {};
  float thickness = 2;
  Stroke stroke = Stroke::Solid;
  Head head = Head::Arrow;
  float sag = 0;  // pixels at 100 % the middle hangs below the straight line
};
// A quadratic curve; returns its middle, where a label can sit.
Vec2 draw_arrow(Ui& ui, Vec2 from, Vec2 to, const ArrowStyle& style);
// A cubic curve that leaves and arrives horizontally, for causes between lanes.
void draw_link(Ui& ui, Vec2 from, Vec2 to, const ArrowStyle& style);
// A round label on a curve: "steal 2".
Rect draw_pill(Ui& ui, Vec2 centre, std::string_view text, Colour fill);
void draw_triangle(Ui& ui, Vec2 tip, float size, Colour colour);  // pointing down, a playhead's handle

}  // namespace gopherarium
