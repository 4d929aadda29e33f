#pragma once
// The editor's text, without a window: lines, one selection, undo. Positions are (line, byte), both from 0,
// always on the border of a code point. Lines are kept without their '\n'; there is always at least one.
// Every change goes through one function (replace), which is what makes undo and the change counter right.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gopherarium {

struct TextPos {
  int line = 0;
  int byte = 0;
  auto operator<=>(const TextPos&) const = default;
};

struct TextRange {
  TextPos begin;
  TextPos end;  // exclusive
  bool empty() const { return begin == end; }
  bool operator==(const TextRange&) const = default;
};

enum class Move : uint8_t {
  Left,
  Right,
  Up,
  Down,
  WordLeft,
  WordRight,
  LineStart,
  LineEnd,
  PageUp,
  PageDown,
  TextStart,
  TextEnd
};
enum class Extend : uint8_t { No, Yes };  // whether a move keeps the other end of the selection
enum class FindWay : uint8_t { Forward, Backward };

class TextBuffer {
 public:
  TextBuffer() = default;
  explicit TextBuffer(std::string_view text) { set_text(text); }

  void set_text(std::string_view text);  // as opened from a file: no undo, saved
  std::string text() const;
  int line_count() const { return static_cast<int>(lines_.size()); }
  const std::string& line(int i) const { return lines_[static_cast<size_t>(i)]; }
  std::string text_in(TextRange range) const;

  // Moves with every change; equal numbers mean equal text.
  uint64_t version() const { return version_; }
  bool unsaved() const { return version_ != saved_version_; }
  void mark_saved() { saved_version_ = version_; }

  TextPos caret() const { return caret_; }
  TextPos anchor() const { return anchor_; }
  TextRange selection() const;
  void select(TextPos anchor, TextPos caret);  // clamped to the text
  void select_all();
  void select_word(TextPos at);
  void select_line(int line);
  void move(Move how, Extend extend, int page_lines = 20);

  // ---- Edits, each one step of undo (typing runs together until the caret moves) ----
  void insert(std::string_view text);  // replaces the selection
  void type(std::string_view text);    // the same, and joins with typing before it
  void new_line();                     // keeps the indentation; one tab more after { ( [ or :
  void erase_back(Move how = Move::Left);
  void erase_forward(Move how = Move::Right);
  void indent();  // the lines of the selection; without one: a tab
  void outdent();
  void toggle_comment();    // "//" on the lines of the selection
  void move_lines(int by);  // up or down
  bool undo();
  bool redo();

  std::optional<TextRange> find(std::string_view needle, TextPos from,
                                FindWay way = FindWay::Forward) const;  // wraps; small letters find capitals
  int replace_all(std::string_view needle, std::string_view with);
  std::optional<TextPos> matching_bracket(TextPos at) const;

  // Columns as drawn, a tab reaching to the next multiple of tab_width.
  int column_of(TextPos pos) const;
  int byte_at_column(int line, int column) const;
  int tab_width() const { return 4; }

 private:
  struct Edit {
    TextPos at;
    std::string removed;
    std::string inserted;
    TextPos caret_before, anchor_before;
    uint64_t version_before = 0, version_after = 0;
    int group = 0;  // edits of one group are undone together
    bool typing = false;
  };

  TextPos clamp(TextPos pos) const;
  TextPos end_of(TextPos at, std::string_view inserted) const;
  // The one place that changes text. Leaves the caret behind what was inserted.
  void replace(TextRange range, std::string_view with, int group, bool typing = false);
  void apply(TextRange range, std::string_view with);
  TextPos moved(TextPos from, Move how, int page_lines) const;
  TextPos word_from(TextPos from, int step) const;
  void erase_to(TextPos other);
  std::pair<int, int> selected_lines() const;

  std::vector<std::string> lines_{std::string()};
  TextPos caret_, anchor_;
  int goal_column_ = -1;  // kept through Up and Down over short lines
  uint64_t version_ = 1, saved_version_ = 1, last_version_ = 1;
  int next_group_ = 1;
  std::vector<Edit> done_, undone_;
  bool join_typing_ = false;
};

}  // namespace gopherarium
