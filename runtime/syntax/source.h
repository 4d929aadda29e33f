#pragma once
// Source text and positions in it.
//
// A FileSet owns every source file of a run; files are never removed, and a SourceFile never moves, so the AST and the
// diagnostics borrow names and literals as string_views into its text. A Pos is one 32-bit number: the files of a set
// lie end to end in one line of numbers (as in go/token), so a Pos is cheap to copy, to compare and to keep in line
// tables, and it names its file, line and column through the set. Pos 0 is "no position".
// Lines and columns count from 1; columns count bytes, as gc prints them.
// Not thread-safe while files are added; read-only use from several threads is fine.

#include <compare>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gopherarium {

struct Pos {
  uint32_t value = 0;
  constexpr Pos() = default;
  constexpr explicit Pos(uint32_t v) : value(v) {}
  constexpr bool valid() const { return value != 0; }
  // The position `bytes` further on in the same file.
  constexpr Pos plus(uint32_t bytes) const { return valid() ? Pos(value + bytes) : Pos(); }
  constexpr auto operator<=>(const Pos&) const = default;
};

// A resolved position. line 0 means unknown; `file` is borrowed from the FileSet.
struct Position {
  std::string_view file;
  uint32_t line = 0;
  uint32_t column = 0;
  bool operator==(const Position&) const = default;
};

class SourceFile {
 public:
  SourceFile(std::string name, std::string text, uint32_t base);
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  // The name as messages show it, such as "./main.go".
  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }

  Pos pos(uint32_t offset) const { return Pos(base_ + offset); }
  uint32_t offset(Pos pos) const { return pos.value - base_; }
  // The end of the file is a position of it, and so is the end of a brace that is missing there.
  bool contains(Pos pos) const { return pos.value >= base_ && pos.value - base_ <= size() + 1; }

  // The physical line of an offset; //line directives do not change it.
  uint32_t line_of(uint32_t offset) const;
  uint32_t line_count() const { return static_cast<uint32_t>(line_starts_.size()); }
  // The text of a line that counts from 1, without its line end; empty for a line that is not there.
  std::string_view line_text(uint32_t line) const;
  uint32_t line_start(uint32_t line) const { return line_starts_[line - 1]; }
  // The position that messages show: //line directives apply.
  Position position(uint32_t offset) const;

  // A //line directive: from `offset` on (the start of what the directive describes) positions read `file`:`line`.
  // Without a column in the directive, positions after it have none (0), as in gc.
  struct LineDirective {
    uint32_t offset = 0;
    std::string file;
    uint32_t line = 0;
    uint32_t column = 0;
  };
  // Offsets must not decrease from call to call.
  void add_line_directive(LineDirective directive);

 private:
  std::string name_;
  std::string text_;
  uint32_t base_;
  std::vector<uint32_t> line_starts_;  // offsets; the first is 0
  std::deque<LineDirective> directives_;  // positions borrow the names, so they must not move
};

class FileSet {
 public:
  FileSet() = default;
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;

  // Takes over the text. The reference stays valid as long as the set.
  SourceFile& add(std::string name, std::string text);

  // The file that holds a position, or nullptr for no position.
  const SourceFile* file(Pos pos) const;
  Position position(Pos pos) const;
  // The physical line (0 for no position), for line tables and markers in the editor.
  uint32_t line(Pos pos) const;
  // "./main.go:7:2" as gc prints it: without a column from column 255 on (gc keeps eight bits of it), "<unknown line number>"
  // for no position.
  std::string describe(Pos pos) const;

  const std::vector<std::unique_ptr<SourceFile>>& files() const { return files_; }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;  // by ascending base
  uint32_t next_base_ = 1;
};

}  // namespace gopherarium

template <>
struct std::hash<gopherarium::Pos> {
  size_t operator()(gopherarium::Pos pos) const noexcept { return std::hash<uint32_t>{}(pos.value); }
};
