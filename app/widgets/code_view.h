#pragma once
// The source editor: a TextBuffer drawn with colours, a gutter with line numbers, goroutine chips and
// breakpoints, boxes for errors below their lines, and the keys and mouse of an editor. What it shows beside
// the text is handed in by its panel. Lines count from 1 here, as in messages; the buffer counts from 0.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/containers.h"
#include "app/widgets/text_buffer.h"
#include "app/widgets/ui.h"

namespace gopherarium {

struct LineMarker {
  int line = 0;
  std::string text = {};  // "G6", "+1"
  Colour fill = {};
  Action action = {};
  std::string tooltip = {};
};

struct LineNote {
  int line = 0;
  std::string markdown = {};
  Tone tone = Tone::Error;
};

enum class Editing : uint8_t { Allowed, ReadOnly };
// What the text is: source with a gutter and colours, or plain text as in a console.
enum class CodeKind : uint8_t { Source, Plain };

class CodeView {
 public:
  TextBuffer& buffer() { return buffer_; }
  const TextBuffer& buffer() const { return buffer_; }
  void set_text(std::string_view text);

  // In order of lines; the chips of one line stand in the order given, last nearest to the text.
  void set_markers(std::vector<LineMarker> markers) { markers_ = std::move(markers); }
  void set_notes(std::vector<LineNote> notes) { notes_ = std::move(notes); }
  void set_breakpoints(std::set<int> lines) { breakpoints_ = std::move(lines); }
  void set_current_line(int line) { current_line_ = line; }  // 0: none
  void set_editing(Editing editing) { editing_ = editing; }
  void set_kind(CodeKind kind) { kind_ = kind; }
  void show_line(int line) { wanted_line_ = line; }  // scrolls there if it is not in view
  void open_find();

  bool has_keyboard() const { return keyboard_; }
  void take_keyboard() { keyboard_ = true; }
  int first_visible_line() const { return first_visible_; }

  // Posts breakpoint:LINE for presses on line numbers and each marker's action. True when the text changed.
  bool draw(Ui& ui, Rect rect, std::string_view name = "editor");

 private:
  struct Frame;  // sizes and places of one frame
  struct Segment {
    uint32_t begin, end;
    SyntaxColour colour;
  };

  void refresh_colours(const Ui& ui);
  float x_of(const Ui& ui, int line, int byte) const;
  int byte_at_x(const Ui& ui, int line, float x) const;
  float y_of(const Frame& f, int line) const;
  TextPos pos_at(const Ui& ui, const Frame& f, Vec2 point) const;
  Frame measure(Ui& ui, Rect rect) const;

  void keys(Ui& ui, const Frame& f);
  bool move_key(const KeyPress& p, const Frame& f);
  bool edit_key(const KeyPress& p);
  void clipboard_key(const KeyPress& p);
  void typed_text();
  void mouse(Ui& ui, const Frame& f, const Press& press);
  void scroll(Ui& ui, const Frame& f);
  void scroll_bar(Ui& ui, const Frame& f);
  void reveal_caret(const Ui& ui, const Frame& f);

  void draw_gutter(Ui& ui, const Frame& f);
  void draw_lines(Ui& ui, const Frame& f);
  void draw_line(Ui& ui, const Frame& f, int line, float y);
  void draw_selection(Ui& ui, const Frame& f, int line, float y);
  void draw_notes(Ui& ui, const Frame& f);
  void draw_caret(Ui& ui, const Frame& f);
  void draw_find(Ui& ui, Rect rect);
  void find_next(FindWay way);

  TextBuffer buffer_;
  std::vector<LineMarker> markers_;
  std::vector<LineNote> notes_;
  std::set<int> breakpoints_;
  int current_line_ = 0;
  int wanted_line_ = 0;
  int first_visible_ = 1;
  Editing editing_ = Editing::Allowed;
  CodeKind kind_ = CodeKind::Source;

  std::vector<std::vector<Segment>> colours_;  // by line
  uint64_t coloured_version_ = 0;
  bool keyboard_ = false;
  bool selecting_ = false;
  bool reveal_ = false;
  float scroll_x_ = 0, scroll_y_ = 0;
  bool finding_ = false, find_fresh_ = false;
  std::string needle_, replacement_;
};

}  // namespace gopherarium
