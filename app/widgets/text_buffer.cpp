#include "app/widgets/text_buffer.h"

#include <algorithm>
#include <cctype>

#include "app/widgets/utf8.h"

namespace gopherarium {
namespace {

enum class CharKind : uint8_t { Blank, Word, Sign };

CharKind kind_of(char c) {
  unsigned char u = static_cast<unsigned char>(c);
  if (c == ' ' || c == '\t') return CharKind::Blank;
  return u >= 0x80 || std::isalnum(u) || c == '_' ? CharKind::Word : CharKind::Sign;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (;;) {
    size_t nl = text.find('\n');
    std::string_view one = text.substr(0, nl);
    if (one.ends_with('\r')) one.remove_suffix(1);
    lines.emplace_back(one);
    if (nl == std::string_view::npos) return lines;
    text.remove_prefix(nl + 1);
  }
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// A needle without capitals finds them too.
bool same_letters(std::string_view text, size_t at, std::string_view needle, bool any_case) {
  if (at + needle.size() > text.size()) return false;
  for (size_t i = 0; i < needle.size(); ++i)
    if (any_case ? lower(text[at + i]) != needle[i] : text[at + i] != needle[i]) return false;
  return true;
}

size_t leading_blanks(const std::string& line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

}  // namespace

void TextBuffer::set_text(std::string_view text) {
  lines_ = split_lines(text);
  caret_ = anchor_ = {};
  done_.clear();
  undone_.clear();
  version_ = saved_version_ = ++last_version_;
}

std::string TextBuffer::text() const {
  std::string out;
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (i > 0) out += '\n';
    out += lines_[i];
  }
  return out;
}

std::string TextBuffer::text_in(TextRange r) const {
  if (r.begin.line == r.end.line)
    return line(r.begin.line)
        .substr(static_cast<size_t>(r.begin.byte), static_cast<size_t>(r.end.byte - r.begin.byte));
  std::string out = line(r.begin.line).substr(static_cast<size_t>(r.begin.byte));
  for (int i = r.begin.line + 1; i < r.end.line; ++i) out += '\n' + line(i);
  return out + '\n' + line(r.end.line).substr(0, static_cast<size_t>(r.end.byte));
}

TextRange TextBuffer::selection() const { return {std::min(caret_, anchor_), std::max(caret_, anchor_)}; }

TextPos TextBuffer::clamp(TextPos p) const {
  p.line = std::clamp(p.line, 0, line_count() - 1);
  p.byte = std::clamp(p.byte, 0, static_cast<int>(line(p.line).size()));
  return p;
}

void TextBuffer::select(TextPos anchor, TextPos caret) {
  anchor_ = clamp(anchor);
  caret_ = clamp(caret);
  goal_column_ = -1;
  join_typing_ = false;
}

void TextBuffer::select_all() { select({}, {line_count() - 1, static_cast<int>(lines_.back().size())}); }

void TextBuffer::select_word(TextPos at) {
  at = clamp(at);
  const std::string& s = line(at.line);
  if (s.empty()) return select(at, at);
  size_t i = std::min(static_cast<size_t>(at.byte), s.size() - 1);
  CharKind kind = kind_of(s[i]);
  size_t b = i;
  size_t e = i + 1;
  while (b > 0 && kind_of(s[b - 1]) == kind) --b;
  while (e < s.size() && kind_of(s[e]) == kind) ++e;
  select({at.line, static_cast<int>(b)}, {at.line, static_cast<int>(e)});
}

void TextBuffer::select_line(int i) {
  TextPos end = i + 1 < line_count() ? TextPos{i + 1, 0} : TextPos{i, static_cast<int>(line(i).size())};
  select({i, 0}, end);
}

TextPos TextBuffer::word_from(TextPos p, int step) const {
  auto at_end = [&](TextPos q) {
    return step > 0 ? q.byte == static_cast<int>(line(q.line).size()) : q.byte == 0;
  };
  if (at_end(p)) return moved(p, step > 0 ? Move::Right : Move::Left, 0);
  const std::string& s = line(p.line);
  auto next = [&] { return kind_of(s[static_cast<size_t>(step > 0 ? p.byte : p.byte - 1)]); };
  while (!at_end(p) && next() == CharKind::Blank) p.byte += step;
  if (at_end(p)) return p;
  CharKind kind = next();
  while (!at_end(p) && next() == kind) p.byte += step;
  return p;
}

TextPos TextBuffer::moved(TextPos p, Move how, int page_lines) const {
  const std::string& s = line(p.line);
  int size = static_cast<int>(s.size());
  switch (how) {
    case Move::Left:
      if (p.byte > 0) return {p.line, static_cast<int>(previous_start(s, static_cast<size_t>(p.byte)))};
      return p.line > 0 ? TextPos{p.line - 1, static_cast<int>(line(p.line - 1).size())} : p;
    case Move::Right: {
      if (p.byte == size) return p.line + 1 < line_count() ? TextPos{p.line + 1, 0} : p;
      size_t at = static_cast<size_t>(p.byte);
      next_code_point(s, at);
      return {p.line, static_cast<int>(at)};
    }
    case Move::WordLeft: return word_from(p, -1);
    case Move::WordRight: return word_from(p, 1);
    case Move::LineStart: {
      int first = static_cast<int>(leading_blanks(s));
      return {p.line, p.byte == first ? 0 : first};
    }
    case Move::LineEnd: return {p.line, size};
    case Move::TextStart: return {};
    case Move::TextEnd: return {line_count() - 1, static_cast<int>(lines_.back().size())};
    case Move::Up:
    case Move::Down:
    case Move::PageUp:
    case Move::PageDown: {
      int by = how == Move::Up ? -1 : how == Move::Down ? 1 : how == Move::PageUp ? -page_lines : page_lines;
      if (p.line + by < 0)
        return how == Move::Up ? TextPos{0, 0} : TextPos{0, byte_at_column(0, goal_column_)};
      if (p.line + by >= line_count()) {
        if (how == Move::Down) return {p.line, size};
        return {line_count() - 1, byte_at_column(line_count() - 1, goal_column_)};
      }
      return {p.line + by, byte_at_column(p.line + by, goal_column_)};
    }
  }
  return p;
}

void TextBuffer::move(Move how, Extend extend, int page_lines) {
  bool vertical = how == Move::Up || how == Move::Down || how == Move::PageUp || how == Move::PageDown;
  if (vertical && goal_column_ < 0) goal_column_ = column_of(caret_);
  int goal = goal_column_;
  bool collapse = extend == Extend::No && caret_ != anchor_;
  TextPos to;
  if (collapse && how == Move::Left)
    to = selection().begin;
  else if (collapse && how == Move::Right)
    to = selection().end;
  else
    to = moved(caret_, how, page_lines);
  select(extend == Extend::Yes ? anchor_ : to, to);
  if (vertical) goal_column_ = goal;
}

TextPos TextBuffer::end_of(TextPos at, std::string_view inserted) const {
  int newlines = static_cast<int>(std::ranges::count(inserted, '\n'));
  if (newlines == 0) return {at.line, at.byte + static_cast<int>(inserted.size())};
  return {at.line + newlines, static_cast<int>(inserted.size() - inserted.rfind('\n') - 1)};
}

void TextBuffer::apply(TextRange r, std::string_view with) {
  std::vector<std::string> fresh = split_lines(with);
  std::string tail = line(r.end.line).substr(static_cast<size_t>(r.end.byte));
  fresh.front().insert(0, line(r.begin.line), 0, static_cast<size_t>(r.begin.byte));
  fresh.back() += tail;
  auto first = lines_.begin() + r.begin.line;
  size_t old = static_cast<size_t>(r.end.line - r.begin.line) + 1;
  size_t shared = std::min(old, fresh.size());
  std::move(fresh.begin(), fresh.begin() + static_cast<ptrdiff_t>(shared), first);
  if (old > shared)
    lines_.erase(first + static_cast<ptrdiff_t>(shared), first + static_cast<ptrdiff_t>(old));
  else
    lines_.insert(first + static_cast<ptrdiff_t>(shared),
                  std::make_move_iterator(fresh.begin() + static_cast<ptrdiff_t>(shared)),
                  std::make_move_iterator(fresh.end()));
}

void TextBuffer::replace(TextRange range, std::string_view with, int group, bool typing) {
  std::string clean;
  if (with.find('\r') != std::string_view::npos) {
    for (char c : with)
      if (c != '\r') clean += c;
    with = clean;
  }
  if (range.empty() && with.empty()) return;
  Edit edit{range.begin, text_in(range), std::string(with), caret_, anchor_, version_, 0, group, typing};
  apply(range, with);
  version_ = edit.version_after = ++last_version_;
  undone_.clear();
  bool joins = typing && join_typing_ && !done_.empty() && done_.back().typing && edit.removed.empty() &&
               end_of(done_.back().at, done_.back().inserted) == range.begin;
  if (joins) {
    done_.back().inserted += with;
    done_.back().version_after = version_;
  } else {
    done_.push_back(std::move(edit));
  }
  caret_ = anchor_ = end_of(range.begin, with);
  goal_column_ = -1;
  join_typing_ = typing;
}

void TextBuffer::insert(std::string_view text) { replace(selection(), text, next_group_++); }

void TextBuffer::type(std::string_view text) {
  // A closing bracket as the first sign of a line comes back to its opening's depth.
  bool closes = text == "}" || text == ")" || text == "]";
  const std::string& s = line(caret_.line);
  if (closes && caret_ == anchor_ && caret_.byte > 0 &&
      static_cast<size_t>(caret_.byte) == leading_blanks(s) &&
      s[static_cast<size_t>(caret_.byte) - 1] == '\t') {
    replace({{caret_.line, caret_.byte - 1}, caret_}, text, next_group_++);
    return;
  }
  bool blank = text == " " || text == "\t";
  if (blank) join_typing_ = join_typing_ && !done_.empty() && !done_.back().inserted.ends_with(' ');
  replace(selection(), text, next_group_++, true);
}

void TextBuffer::new_line() {
  TextPos at = selection().begin;
  const std::string& s = line(at.line);
  std::string indent = s.substr(0, std::min(leading_blanks(s), static_cast<size_t>(at.byte)));
  std::string_view before = std::string_view(s).substr(0, static_cast<size_t>(at.byte));
  while (!before.empty() && kind_of(before.back()) == CharKind::Blank) before.remove_suffix(1);
  bool opens = !before.empty() && std::string_view("{([:").find(before.back()) != std::string_view::npos;
  if (opens) indent += '\t';
  insert('\n' + indent);
}

void TextBuffer::erase_to(TextPos other) {
  TextRange r = caret_ == anchor_ ? TextRange{std::min(caret_, other), std::max(caret_, other)} : selection();
  replace(r, {}, next_group_++);
}

void TextBuffer::erase_back(Move how) { erase_to(moved(caret_, how, 0)); }
void TextBuffer::erase_forward(Move how) { erase_to(moved(caret_, how, 0)); }

std::pair<int, int> TextBuffer::selected_lines() const {
  TextRange r = selection();
  int last = r.end.line > r.begin.line && r.end.byte == 0 ? r.end.line - 1 : r.end.line;
  return {r.begin.line, last};
}

void TextBuffer::indent() {
  if (caret_ == anchor_) return insert("\t");
  auto [first, last] = selected_lines();
  TextPos a = anchor_;
  TextPos c = caret_;
  int group = next_group_++;
  for (int i = first; i <= last; ++i)
    if (!line(i).empty()) replace({{i, 0}, {i, 0}}, "\t", group);
  auto shift = [&](TextPos p) { return p.byte > 0 && p.line <= last ? TextPos{p.line, p.byte + 1} : p; };
  select(shift(a), shift(c));
}

void TextBuffer::outdent() {
  auto [first, last] = selected_lines();
  TextPos a = anchor_;
  TextPos c = caret_;
  int group = next_group_++;
  for (int i = first; i <= last; ++i) {
    const std::string& s = line(i);
    int n = 0;
    if (s.starts_with('\t'))
      n = 1;
    else
      while (n < tab_width() && n < static_cast<int>(s.size()) && s[static_cast<size_t>(n)] == ' ') ++n;
    if (n == 0) continue;
    replace({{i, 0}, {i, n}}, {}, group);
    for (TextPos* p : {&a, &c})
      if (p->line == i) p->byte = std::max(0, p->byte - n);
  }
  select(a, c);
}

void TextBuffer::toggle_comment() {
  auto [first, last] = selected_lines();
  bool all = true;
  size_t least = SIZE_MAX;
  for (int i = first; i <= last; ++i) {
    if (leading_blanks(line(i)) == line(i).size()) continue;
    least = std::min(least, leading_blanks(line(i)));
    all &= std::string_view(line(i)).substr(leading_blanks(line(i))).starts_with("//");
  }
  if (least == SIZE_MAX) return;
  TextPos a = anchor_;
  TextPos c = caret_;
  int group = next_group_++;
  for (int i = first; i <= last; ++i) {
    size_t blanks = leading_blanks(line(i));
    if (blanks == line(i).size()) continue;
    int at = static_cast<int>(all ? blanks : least);
    int by = all ? (line(i).compare(blanks, 3, "// ") == 0 ? -3 : -2) : 3;
    replace({{i, at}, {i, all ? at - by : at}}, all ? "" : "// ", group);
    for (TextPos* p : {&a, &c})
      if (p->line == i && p->byte >= at) p->byte = std::max(at, p->byte + by);
  }
  select(a, c);
}

void TextBuffer::move_lines(int by) {
  auto [first, last] = selected_lines();
  if (first + by < 0 || last + by >= line_count()) return;
  TextPos a = anchor_;
  TextPos c = caret_;
  int group = next_group_++;
  for (int step = by > 0 ? 1 : -1, n = std::abs(by); n > 0; --n) {
    int neighbour = step > 0 ? last + 1 : first - 1;
    int lo = std::min(first, neighbour);
    int hi = std::max(last, neighbour);
    std::string moving = line(neighbour);
    std::string block = text_in({{first, 0}, {last, static_cast<int>(line(last).size())}});
    std::string both = step > 0 ? moving + '\n' + block : block + '\n' + moving;
    replace({{lo, 0}, {hi, static_cast<int>(line(hi).size())}}, both, group);
    first += step;
    last += step;
  }
  a.line += by;
  c.line += by;
  select(a, c);
}

bool TextBuffer::undo() {
  if (done_.empty()) return false;
  int group = done_.back().group;
  while (!done_.empty() && done_.back().group == group) {
    Edit edit = std::move(done_.back());
    done_.pop_back();
    apply({edit.at, end_of(edit.at, edit.inserted)}, edit.removed);
    version_ = edit.version_before;
    select(edit.anchor_before, edit.caret_before);
    undone_.push_back(std::move(edit));
  }
  return true;
}

bool TextBuffer::redo() {
  if (undone_.empty()) return false;
  int group = undone_.back().group;
  while (!undone_.empty() && undone_.back().group == group) {
    Edit edit = std::move(undone_.back());
    undone_.pop_back();
    apply({edit.at, end_of(edit.at, edit.removed)}, edit.inserted);
    version_ = edit.version_after;
    TextPos end = end_of(edit.at, edit.inserted);
    select(end, end);
    done_.push_back(std::move(edit));
  }
  return true;
}

std::optional<TextRange> TextBuffer::find(std::string_view needle, TextPos from, FindWay way) const {
  if (needle.empty()) return std::nullopt;
  bool any_case = std::ranges::none_of(needle, [](char c) { return c >= 'A' && c <= 'Z'; });
  auto range = [&](int l, size_t at) {
    return TextRange{{l, static_cast<int>(at)}, {l, static_cast<int>(at + needle.size())}};
  };
  int n = line_count();
  for (int k = 0; k <= n; ++k) {
    int l = ((from.line + (way == FindWay::Forward ? k : -k)) % n + n) % n;
    const std::string& s = line(l);
    if (way == FindWay::Forward) {
      for (size_t at = k == 0 ? static_cast<size_t>(from.byte) : 0; at + needle.size() <= s.size(); ++at)
        if (same_letters(s, at, needle, any_case)) return range(l, at);
    } else {
      size_t end = k == 0 ? static_cast<size_t>(from.byte) : s.size();
      for (size_t at = end + 1; at-- > 0;)
        if (at + needle.size() <= end && same_letters(s, at, needle, any_case)) return range(l, at);
    }
  }
  return std::nullopt;
}

int TextBuffer::replace_all(std::string_view needle, std::string_view with) {
  int group = next_group_++;
  int count = 0;
  TextPos at{};
  while (auto r = find(needle, at)) {
    if (r->begin < at) break;  // wrapped round
    replace(*r, with, group);
    at = caret_;
    ++count;
  }
  return count;
}

std::optional<TextPos> TextBuffer::matching_bracket(TextPos at) const {
  constexpr std::string_view kOpen = "([{";
  constexpr std::string_view kClose = ")]}";
  const std::string& s = line(at.line);
  if (static_cast<size_t>(at.byte) >= s.size()) return std::nullopt;
  char c = s[static_cast<size_t>(at.byte)];
  size_t open = kOpen.find(c);
  size_t close = kClose.find(c);
  if (open == std::string_view::npos && close == std::string_view::npos) return std::nullopt;
  int step = open != std::string_view::npos ? 1 : -1;
  char other = step > 0 ? kClose[open] : kOpen[close];
  int depth = 0;
  for (TextPos p = at; p.line >= 0 && p.line < line_count();) {
    const std::string& t = line(p.line);
    for (; p.byte >= 0 && p.byte < static_cast<int>(t.size()); p.byte += step) {
      if (t[static_cast<size_t>(p.byte)] == c) ++depth;
      if (t[static_cast<size_t>(p.byte)] == other && --depth == 0) return p;
    }
    p.line += step;
    if (p.line >= 0 && p.line < line_count())
      p.byte = step > 0 ? 0 : static_cast<int>(line(p.line).size()) - 1;
  }
  return std::nullopt;
}

int TextBuffer::column_of(TextPos p) const {
  const std::string& s = line(p.line);
  int column = 0;
  for (size_t at = 0; at < static_cast<size_t>(p.byte);) {
    bool tab = s[at] == '\t';
    next_code_point(s, at);
    column = tab ? (column / tab_width() + 1) * tab_width() : column + 1;
  }
  return column;
}

int TextBuffer::byte_at_column(int l, int wanted) const {
  const std::string& s = line(l);
  int column = 0;
  for (size_t at = 0; at < s.size();) {
    size_t start = at;
    bool tab = s[at] == '\t';
    next_code_point(s, at);
    int next = tab ? (column / tab_width() + 1) * tab_width() : column + 1;
    if (next > wanted) return static_cast<int>(wanted - column > next - wanted && tab ? at : start);
    column = next;
  }
  return static_cast<int>(s.size());
}

}  // namespace gopherarium
