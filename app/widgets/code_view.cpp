#include "app/widgets/code_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/widgets/controls.h"
#include "app/widgets/utf8.h"

namespace gopherarium {
namespace {

constexpr float kNumbersEnd = 27;  // line numbers are right-aligned here
constexpr float kGutter = 126;     // where the text starts: numbers, then up to three chips
constexpr float kNarrowGutter = 44;
constexpr float kPlainMargin = 14;
constexpr FontRole kFont = FontRole::Code;

}  // namespace

struct CodeView::Frame {
  Rect rect;  // everything
  Rect text;  // right of the gutter
  float line_height = 0;
  float cell = 0;
  float origin_y = 0;  // of line 1, scrolled
  float height = 0;    // of all lines and notes
  int page = 1;        // whole lines in view
  std::vector<float> note_heights;
};

void CodeView::set_text(std::string_view text) {
  buffer_.set_text(text);
  scroll_x_ = scroll_y_ = 0;
}

void CodeView::open_find() {
  finding_ = find_fresh_ = true;
  std::string selected = buffer_.text_in(buffer_.selection());
  if (!selected.empty() && selected.find('\n') == std::string::npos) needle_ = selected;
}

// ---- Measuring ----

void CodeView::refresh_colours(const Ui& ui) {
  if (coloured_version_ == buffer_.version() && !colours_.empty()) return;
  coloured_version_ = buffer_.version();
  colours_.assign(static_cast<size_t>(buffer_.line_count()), {});
  if (!ui.colourise || kind_ == CodeKind::Plain) return;
  std::vector<ColouredSpan> spans = ui.colourise(buffer_.text());
  uint32_t line_start = 0;
  size_t next = 0;
  for (int i = 0; i < buffer_.line_count(); ++i) {
    uint32_t line_end = line_start + static_cast<uint32_t>(buffer_.line(i).size());
    while (next < spans.size() && spans[next].end <= line_start) ++next;
    for (size_t k = next; k < spans.size() && spans[k].begin < line_end; ++k)
      colours_[static_cast<size_t>(i)].push_back({std::max(spans[k].begin, line_start) - line_start,
                                                  std::min(spans[k].end, line_end) - line_start,
                                                  spans[k].colour});
    line_start = line_end + 1;
  }
}

CodeView::Frame CodeView::measure(Ui& ui, Rect rect) const {
  Frame f;
  f.rect = rect;
  f.text = rect;
  bool narrow = markers_.empty() && rect.width() < ui.px(360);
  f.text.cut_left(ui.px(kind_ == CodeKind::Plain ? kPlainMargin : narrow ? kNarrowGutter : kGutter));
  f.line_height = std::round(space::kCodeLine * ui.scale);
  f.cell = text_advance(ui, kFont, "0");
  f.page = std::max(1, static_cast<int>(rect.height() / f.line_height) - 1);
  f.origin_y = rect.y0 + ui.px(8) - std::round(scroll_y_);
  f.height = f.line_height * static_cast<float>(buffer_.line_count()) + ui.px(16);
  for (const LineNote& note : notes_) {
    float h = callout_height(ui, note.markdown, std::max(ui.px(80), f.text.width() - ui.px(14))) + ui.px(6);
    f.note_heights.push_back(h);
    f.height += h;
  }
  return f;
}

float CodeView::y_of(const Frame& f, int line) const {
  float y = f.origin_y + f.line_height * static_cast<float>(line);
  for (size_t i = 0; i < notes_.size(); ++i)
    if (notes_[i].line <= line) y += f.note_heights[i];
  return y;
}

float CodeView::x_of(const Ui& ui, int line, int byte) const {
  const std::string& s = buffer_.line(line);
  float tab = text_advance(ui, kFont, "0") * static_cast<float>(buffer_.tab_width());
  float x = 0;
  size_t run = 0;
  for (size_t at = 0; at <= static_cast<size_t>(byte); ++at) {
    if (at < static_cast<size_t>(byte) && s[at] != '\t') continue;
    x += text_advance(ui, kFont, std::string_view(s).substr(run, at - run));
    if (at < static_cast<size_t>(byte)) x = (std::floor(x / tab + 0.01F) + 1) * tab;
    run = at + 1;
  }
  return x;
}

int CodeView::byte_at_x(const Ui& ui, int line, float x) const {
  const std::string& s = buffer_.line(line);
  float before = 0;
  for (size_t at = 0; at < s.size();) {
    size_t start = at;
    next_code_point(s, at);
    float after = x_of(ui, line, static_cast<int>(at));
    if (x < (before + after) / 2) return static_cast<int>(start);
    before = after;
  }
  return static_cast<int>(s.size());
}

TextPos CodeView::pos_at(const Ui& ui, const Frame& f, Vec2 point) const {
  int line = 0;
  while (line + 1 < buffer_.line_count() && point.y >= y_of(f, line + 1)) ++line;
  return {line, byte_at_x(ui, line, point.x - f.text.x0 + scroll_x_)};
}

// ---- Keyboard ----

bool CodeView::move_key(const KeyPress& p, const Frame& f) {
  Extend extend = has(p.mods, Mod::Shift) ? Extend::Yes : Extend::No;
  bool ctrl = has(p.mods, Mod::Ctrl);
  auto go = [&](Move how) {
    buffer_.move(how, extend, f.page);
    return true;
  };
  if (has(p.mods, Mod::Alt)) {
    if (p.key != "Up" && p.key != "Down") return false;
    if (editing_ == Editing::Allowed) buffer_.move_lines(p.key == "Up" ? -1 : 1);
    return true;
  }
  if (p.key == "Left") return go(ctrl ? Move::WordLeft : Move::Left);
  if (p.key == "Right") return go(ctrl ? Move::WordRight : Move::Right);
  if (p.key == "Home") return go(ctrl ? Move::TextStart : Move::LineStart);
  if (p.key == "End") return go(ctrl ? Move::TextEnd : Move::LineEnd);
  if (ctrl) return false;
  if (p.key == "Up") return go(Move::Up);
  if (p.key == "Down") return go(Move::Down);
  if (p.key == "PageUp") return go(Move::PageUp);
  if (p.key == "PageDown") return go(Move::PageDown);
  return false;
}

bool CodeView::edit_key(const KeyPress& p) {
  if (editing_ == Editing::ReadOnly) return false;
  bool ctrl = has(p.mods, Mod::Ctrl);
  bool shift = has(p.mods, Mod::Shift);
  if (p.key == "Enter" && !ctrl) return buffer_.new_line(), true;
  if (p.key == "Backspace") return buffer_.erase_back(ctrl ? Move::WordLeft : Move::Left), true;
  if (p.key == "Delete") return buffer_.erase_forward(ctrl ? Move::WordRight : Move::Right), true;
  if (p.key == "Tab" && !ctrl) return shift ? buffer_.outdent() : buffer_.indent(), true;
  if (!ctrl) return false;
  if (p.key == "z") return shift ? buffer_.redo() : buffer_.undo(), true;
  if (p.key == "y") return buffer_.redo(), true;
  if (p.key == "/") return buffer_.toggle_comment(), true;
  return false;
}

void CodeView::clipboard_key(const KeyPress& p) {
  if (p.mods != Mod::Ctrl) return;
  bool may_edit = editing_ == Editing::Allowed;
  if (p.key == "a") buffer_.select_all();
  if (p.key == "f") open_find();
  if (p.key == "c" || p.key == "x") {
    // Without a selection the whole line is meant.
    if (buffer_.selection().empty()) buffer_.select_line(buffer_.caret().line);
    ImGui::SetClipboardText(buffer_.text_in(buffer_.selection()).c_str());
    if (p.key == "x" && may_edit) buffer_.insert("");
  }
  const char* pasted = p.key == "v" && may_edit ? ImGui::GetClipboardText() : nullptr;
  if (pasted) buffer_.insert(pasted);
}

void CodeView::typed_text() {
  ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl || editing_ == Editing::ReadOnly) return;
  for (ImWchar c : io.InputQueueCharacters) {
    if (c < 32 || c == 127) continue;
    std::string text;
    append_utf8(text, c);
    buffer_.type(text);
  }
}

void CodeView::keys(Ui& ui, const Frame& f) {
  if (!keyboard_ || ui.behind_dialog() || (finding_ && ImGui::GetIO().WantTextInput)) return;
  uint64_t version = buffer_.version();
  for (const KeyPress& p : ui.keys) {
    if (p.key == "Esc") {
      keyboard_ = finding_;
      finding_ = false;
      continue;
    }
    if (p.key == "F3") find_next(has(p.mods, Mod::Shift) ? FindWay::Backward : FindWay::Forward);
    if (move_key(p, f) || edit_key(p))
      reveal_ = true;
    else
      clipboard_key(p);
  }
  typed_text();
  reveal_ |= buffer_.version() != version;
  if (keyboard_) ui.claim_typing();
}

// ---- Mouse and scrolling ----

void CodeView::mouse(Ui& ui, const Frame& f, const Press& press) {
  const ImGuiIO& io = ImGui::GetIO();
  if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  if (io.MouseClicked[0]) keyboard_ = press.hovered || (keyboard_ && finding_);
  if (press.clicked && press.focused) {
    keyboard_ = true;
    ui.clear_focus();
  }
  if (press.hovered && io.MouseClicked[0]) {
    TextPos at = pos_at(ui, f, ui.mouse());
    int clicks = io.MouseClickedCount[0];
    if (clicks == 2)
      buffer_.select_word(at);
    else if (clicks >= 3)
      buffer_.select_line(at.line);
    else
      buffer_.select(io.KeyShift ? buffer_.anchor() : at, at);
    selecting_ = clicks == 1;
  }
  if (!press.held) selecting_ = false;
  if (selecting_ && (press.drag.x != 0 || press.drag.y != 0)) {
    buffer_.select(buffer_.anchor(), pos_at(ui, f, ui.mouse()));
    reveal_ = true;
  }
}

void CodeView::reveal_caret(const Ui& ui, const Frame& f) {
  float y = y_of(f, buffer_.caret().line) - f.origin_y;
  float view = f.rect.height() - ui.px(16);
  scroll_y_ = std::clamp(scroll_y_, y + f.line_height - view, y);
  float x = x_of(ui, buffer_.caret().line, buffer_.caret().byte);
  scroll_x_ = std::clamp(scroll_x_, x - f.text.width() + 4 * f.cell, std::max(0.0F, x - 2 * f.cell));
}

void CodeView::scroll(Ui& ui, const Frame& f) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ui.hovers(f.rect) && !io.KeyCtrl) {
    float lines = 3 * f.line_height;
    (io.KeyShift ? scroll_x_ : scroll_y_) -= io.MouseWheel * lines;
    scroll_x_ -= io.MouseWheelH * lines;
  }
  if (wanted_line_ > 0) {
    int line = std::clamp(wanted_line_ - 1, 0, buffer_.line_count() - 1);
    float y = y_of(f, line) - f.origin_y;
    bool in_view = y >= scroll_y_ && y + 2 * f.line_height <= scroll_y_ + f.rect.height();
    if (!in_view) scroll_y_ = y - f.rect.height() / 3;
    wanted_line_ = 0;
  }
  if (std::exchange(reveal_, false)) {
    reveal_caret(ui, f);
    ui.animate();
  }
  scroll_y_ = std::clamp(scroll_y_, 0.0F, std::max(0.0F, f.height - f.rect.height()));
  scroll_x_ = std::max(0.0F, scroll_x_);
}

void CodeView::scroll_bar(Ui& ui, const Frame& f) {
  if (f.height <= f.rect.height()) return;
  float view = f.rect.height();
  Rect track{f.rect.x1 - ui.px(8), f.rect.y0, f.rect.x1 - ui.px(2), f.rect.y1};
  float thumb = std::max(ui.px(24), view * view / f.height);
  float travel = view - thumb;
  float y = track.y0 + travel * scroll_y_ / (f.height - view);
  Press p = ui.press(track, "scroll bar");
  if (p.held)
    scroll_y_ =
        std::clamp(scroll_y_ + p.drag.y * (f.height - view) / std::max(1.0F, travel), 0.0F, f.height - view);
  fill(ui, {track.x0, y, track.x1, y + thumb}, p.hovered || p.held ? ui.theme.slot : ui.theme.control_hover,
       3);
}

// ---- Drawing ----

void CodeView::draw_gutter(Ui& ui, const Frame& f) {
  GroupScope group(ui, "gutter", Scrolls::Both);
  size_t next = 0;
  for (int line = 0; line < buffer_.line_count(); ++line) {
    float y = y_of(f, line);
    while (next < markers_.size() && markers_[next].line < line + 1) ++next;
    if (y + f.line_height < f.rect.y0) continue;
    if (y > f.rect.y1) break;
    IdScope id(ui, static_cast<int64_t>(line));
    Rect number{f.rect.x0, y, f.rect.x0 + ui.px(kNumbersEnd), y + f.line_height};
    std::string digits = fmt::format("{}", line + 1);
    Press p = ui.press(number, "line " + digits, digits);
    if (p.clicked) ui.post(Action{"breakpoint", {int64_t{line + 1}}});
    bool stops = breakpoints_.contains(line + 1);
    if (stops || p.hovered)
      ui.list()->AddCircleFilled({f.rect.x0 + ui.px(7), std::round(number.centre().y)}, ui.px(4),
                                 ui.theme.error_accent.with_alpha(stops ? 255 : 110).packed());
    float width = text_advance(ui, kFont, digits);
    draw_words(ui, {std::round(number.x1 - width), line_top(ui, kFont, number.centre().y)}, digits, kFont,
               line + 1 == current_line_ ? ui.theme.text_muted : ui.theme.text_faint);
    size_t last = next;
    while (last < markers_.size() && markers_[last].line == line + 1) ++last;
    float x = f.text.x0 - ui.px(8);
    for (size_t i = last; i > next; --i) {
      const LineMarker& m = markers_[i - 1];
      Vec2 size = chip_size(ui, m.text, ChipSize::Small);
      x -= size.x;
      if (x < number.x1) break;
      Rect box = Rect::at({x, std::round(y + (f.line_height - size.y) / 2)}, size);
      if (chip(ui, box, m.text, m.fill, {.size = ChipSize::Small, .tooltip = m.tooltip})) ui.post(m.action);
      x -= ui.px(3);
    }
  }
}

void CodeView::draw_selection(Ui& ui, const Frame& f, int line, float y) {
  TextRange r = buffer_.selection();
  if (r.empty() || line < r.begin.line || line > r.end.line) return;
  float x0 = line == r.begin.line ? x_of(ui, line, r.begin.byte) : 0;
  float x1 = line == r.end.line ? x_of(ui, line, r.end.byte)
                                : x_of(ui, line, static_cast<int>(buffer_.line(line).size())) + f.cell / 2;
  float left = f.text.x0 - scroll_x_;
  fill(ui, {left + x0, y, left + x1, y + f.line_height}, ui.theme.selection);
}

void CodeView::draw_line(Ui& ui, const Frame& f, int line, float y) {
  const std::string& s = buffer_.line(line);
  float left = f.text.x0 - std::round(scroll_x_);
  float top = line_top(ui, kFont, y + f.line_height / 2);
  auto run = [&](size_t begin, size_t end, Colour colour) {
    // Tabs move the pen, they are not drawn.
    for (size_t at = begin; at < end;) {
      size_t stop = std::min(s.find('\t', at), end);
      if (stop > at)
        draw_words(ui, {left + x_of(ui, line, static_cast<int>(at)), top},
                   std::string_view(s).substr(at, stop - at), kFont, colour);
      at = stop + 1;
    }
  };
  size_t at = 0;
  for (const Segment& segment : colours_[static_cast<size_t>(line)]) {
    run(at, segment.begin, ui.theme.of(SyntaxColour::Plain));
    run(segment.begin, segment.end, ui.theme.of(segment.colour));
    at = segment.end;
  }
  run(at, s.size(), ui.theme.of(SyntaxColour::Plain));
  size_t first = s.find_first_not_of(" \t");
  if (first == std::string::npos) return;
  float x0 = left + x_of(ui, line, static_cast<int>(first));
  ui.laid({.name = fmt::format("source {}", line + 1),
           .text = s.substr(first),
           .rect = {x0, y, left + x_of(ui, line, static_cast<int>(s.size())), y + f.line_height}});
}

void CodeView::draw_lines(Ui& ui, const Frame& f) {
  GroupScope group(ui, "source lines", Scrolls::Both);
  bool first = true;
  auto bracket = keyboard_ ? buffer_.matching_bracket(buffer_.caret()) : std::nullopt;
  for (int line = 0; line < buffer_.line_count(); ++line) {
    float y = y_of(f, line);
    if (y + f.line_height < f.rect.y0) continue;
    if (y > f.rect.y1) break;
    if (std::exchange(first, false)) first_visible_ = line + 1;
    bool caret_line = keyboard_ && line == buffer_.caret().line && buffer_.selection().empty();
    Rect row{f.rect.x0, y, f.rect.x1, y + f.line_height};
    bool failed = std::ranges::any_of(
        notes_, [&](const LineNote& n) { return n.line == line + 1 && n.tone == Tone::Error; });
    if (line + 1 == current_line_)
      fill(ui, row, ui.theme.current_line);
    else if (failed)
      fill(ui, row, ui.theme.error_fill);
    else if (caret_line)
      fill(ui, {f.text.x0 - ui.px(4), row.y0, row.x1, row.y1}, mix(ui.theme.ground, ui.theme.text, 0.05F));
    ClipScope clip(ui, f.text);
    draw_selection(ui, f, line, y);
    draw_line(ui, f, line, y);
    for (TextPos p : {bracket.value_or(TextPos{-1, 0}), bracket ? buffer_.caret() : TextPos{-1, 0}})
      if (p.line == line) {
        float x = f.text.x0 - scroll_x_ + x_of(ui, line, p.byte);
        outline(ui, {x, y + 1, x + f.cell + 1, y + f.line_height - 1}, ui.theme.slot, 2);
      }
  }
}

void CodeView::draw_notes(Ui& ui, const Frame& f) {
  GroupScope group(ui, "notes", Scrolls::Both);
  for (size_t i = 0; i < notes_.size(); ++i) {
    int line = std::clamp(notes_[i].line - 1, 0, buffer_.line_count() - 1);
    float y = y_of(f, line) + f.line_height + ui.px(3);
    for (size_t k = 0; k < i; ++k)
      if (notes_[k].line == notes_[i].line) y += f.note_heights[k];
    Rect box{f.text.x0, y, f.text.x0 + std::max(ui.px(80), f.text.width() - ui.px(14)),
             y + f.note_heights[i]};
    if (box.y1 < f.rect.y0 || box.y0 > f.rect.y1) continue;
    IdScope id(ui, static_cast<int64_t>(i));
    callout(ui, box, notes_[i].markdown, notes_[i].tone);
  }
}

void CodeView::draw_caret(Ui& ui, const Frame& f) {
  if (!keyboard_) return;
  TextPos c = buffer_.caret();
  float x = std::round(f.text.x0 - scroll_x_ + x_of(ui, c.line, c.byte));
  float y = y_of(f, c.line);
  ClipScope clip(ui, {f.text.x0 - ui.px(2), f.text.y0, f.text.x1, f.text.y1});
  fill(ui, {x - 1, y + 1, x + std::max(1.0F, ui.px(1)), y + f.line_height - 1}, ui.theme.text_strong);
}

void CodeView::find_next(FindWay way) {
  TextRange now = buffer_.selection();
  TextPos from = way == FindWay::Forward ? now.end : now.begin;
  if (auto hit = buffer_.find(needle_, from, way)) {
    buffer_.select(hit->begin, hit->end);
    reveal_ = true;
  }
}

void CodeView::draw_find(Ui& ui, Rect rect) {
  if (!finding_) return;
  Rect box = Rect::at({rect.x1 - ui.px(330), rect.y0 + ui.px(6)}, {ui.px(316), ui.px(76)});
  box.x0 = std::max(box.x0, rect.x0 + ui.px(4));
  fill(ui, box, ui.theme.card, space::kRadius);
  outline(ui, box, ui.theme.slot, space::kRadius);
  GroupScope group(ui, "find");
  Rect inside = box.shrunk(ui.px(6));
  Rect row = inside.cut_top(ui.px(30));
  Flow flow(ui, {row.x1 - ui.px(92), row.y0, row.x1, row.y1}, 30, 4);
  Rect field{row.x0, row.y0 + 1, row.x1 - ui.px(98), row.y1 - 1};
  if (std::exchange(find_fresh_, false)) ImGui::SetKeyboardFocusHere();
  FieldEvent event = text_field(ui, field, "find in source", needle_, "find");
  if (event == FieldEvent::Changed) {
    buffer_.select(buffer_.selection().begin, buffer_.selection().begin);
    find_next(FindWay::Forward);
  }
  if (event == FieldEvent::Entered) {
    find_next(ImGui::GetIO().KeyShift ? FindWay::Backward : FindWay::Forward);
    find_fresh_ = true;
  }
  if (button(ui, flow, "◀", {.name = "find previous"})) find_next(FindWay::Backward);
  if (button(ui, flow, "▶", {.name = "find next"})) find_next(FindWay::Forward);
  row = inside.cut_top(ui.px(32));
  Rect with{row.x0, row.y0 + ui.px(3), row.x1 - ui.px(98), row.y1 - 1};
  text_field(ui, with, "replace with", replacement_, "replace with");
  Flow all(ui, {row.x1 - ui.px(92), row.y0, row.x1, row.y1}, 32, 4);
  bool may = editing_ == Editing::Allowed;
  if (button(ui, all, "all",
             {.availability = may ? Availability::Enabled : Availability::Disabled, .name = "replace all"}))
    buffer_.replace_all(needle_, replacement_);
  for (const KeyPress& p : ui.keys)
    if (p.key == "Esc" && !ui.behind_dialog()) {
      finding_ = false;
      keyboard_ = true;
    }
}

bool CodeView::draw(Ui& ui, Rect rect, std::string_view name) {
  IdScope id(ui, name);
  GroupScope group(ui, name, Scrolls::Both);
  ClipScope clip(ui, rect);
  uint64_t version = buffer_.version();
  Frame f = measure(ui, rect);
  keys(ui, f);
  f = measure(ui, rect);
  scroll(ui, f);
  f.origin_y = rect.y0 + ui.px(8) - std::round(scroll_y_);
  refresh_colours(ui);
  draw_lines(ui, f);
  if (kind_ == CodeKind::Source) draw_gutter(ui, f);
  draw_notes(ui, f);
  draw_caret(ui, f);
  draw_find(ui, rect);
  scroll_bar(ui, f);
  Rect text = f.text;
  text.x1 -= ui.px(9);
  mouse(ui, f, ui.press(text, name));
  return buffer_.version() != version;
}

}  // namespace gopherarium
