#pragma once
// Boxes that hold other widgets: cards, callouts, insets, rows of a table, scroll areas, dialogs.

#include <optional>
#include <string_view>

#include "app/widgets/draw.h"
#include "app/widgets/ui.h"

namespace gopherarium {

struct CardStyle {
  std::optional<Colour> border = {};  // theme.border; a state's colour for a P at work
  std::string_view name = {};         // in the layout log
};
// A rounded bordered box. Returns the inside (padding taken off).
Rect card(Ui& ui, Rect rect, const CardStyle& style = {});
// A quiet filled box without border, for stacks and queues in the inspector. Returns the inside.
Rect inset(Ui& ui, Rect rect, std::string_view name = {});
// The heading above an inset: "STACK · 2 KiB, 312 bytes used". Returns its height and moves y down.
void section(Ui& ui, Rect& area, std::string_view caption, std::string_view rest = {});

enum class Tone : uint8_t { Info, Warning, Error };
// Left accent bar and rich text (Markdown with links): the "Why?" box. Height for a width, then drawing.
float callout_height(Ui& ui, std::string_view markdown, float width);
Rect callout(Ui& ui, Rect& area, std::string_view markdown,
             Tone tone = Tone::Info);  // cuts its height off area's top

// A scrolled area. Between construction and destruction drawing is clipped to it and moved by the scroll
// offset.
class ScrollArea {
 public:
  ScrollArea(Ui& ui, Rect rect, std::string_view name);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  // Where the content's top left is now, and the width it may take (less the scroll bar's).
  Rect content() const { return content_; }
  // Says how high the content was, for the scroll bar; call once before the end.
  void set_height(float height) { height_ = height; }
  void scroll_to(float y_in_content);

 private:
  Ui& ui_;
  Rect rect_;
  Rect content_;
  float height_ = 0;
};

// Dims the window and gives a centred card above everything. Closed by Esc or a click outside: open becomes
// false.
class Dialog {
 public:
  Dialog(Ui& ui, std::string_view name, Vec2 size_at_100, bool& open);
  ~Dialog();
  Dialog(const Dialog&) = delete;
  explicit operator bool() const { return shown_; }
  Rect area() const { return area_; }

 private:
  Ui& ui_;
  bool shown_ = false;
  Rect area_;
};

}  // namespace gopherarium
