#include "runtime/syntax/source.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"

namespace gopherarium {

namespace {

// gc packs a column into eight bits; from this one on it prints none.
constexpr uint32_t kFirstHiddenColumn = 255;

std::vector<uint32_t> find_line_starts(const std::string& text) {
  std::vector<uint32_t> starts = {0};
  const char* begin = text.data();
  const char* end = begin + text.size();
  for (const char* p = begin; p < end;) {
    const void* newline = std::memchr(p, '\n', static_cast<size_t>(end - p));
    if (newline == nullptr) break;
    p = static_cast<const char*>(newline) + 1;
    starts.push_back(static_cast<uint32_t>(p - begin));
  }
  return starts;
}

}  // namespace

SourceFile::SourceFile(std::string name, std::string text, uint32_t base)
    : name_(std::move(name)), text_(std::move(text)), base_(base), line_starts_(find_line_starts(text_)) {}

uint32_t SourceFile::line_of(uint32_t offset) const {
  auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<uint32_t>(after - line_starts_.begin());
}

std::string_view SourceFile::line_text(uint32_t line) const {
  if (line == 0 || line > line_count()) return {};
  size_t begin = line_starts_[line - 1];
  size_t end = line < line_count() ? line_starts_[line] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

Position SourceFile::position(uint32_t offset) const {
  uint32_t line = line_of(offset);
  uint32_t column = offset - line_starts_[line - 1] + 1;
  auto after = std::upper_bound(directives_.begin(), directives_.end(), offset,
                                [](uint32_t o, const LineDirective& d) { return o < d.offset; });
  if (after == directives_.begin()) return {name_, line, column};
  const LineDirective& d = *std::prev(after);
  uint32_t lines_on = line - line_of(d.offset);
  if (d.column == 0) return {d.file, d.line + lines_on, 0};
  return {d.file, d.line + lines_on, lines_on == 0 ? d.column + (offset - d.offset) : column};
}

void SourceFile::add_line_directive(LineDirective directive) {
  GOPH_DCHECK(directives_.empty() || directives_.back().offset <= directive.offset, "line directives come in order");
  directives_.push_back(std::move(directive));
}

SourceFile& FileSet::add(std::string name, std::string text) {
  GOPH_CHECK(text.size() < UINT32_MAX - next_base_ - 2, "a file set holds less than 4 GiB; callers limit a file's size");
  auto size = static_cast<uint32_t>(text.size());
  files_.push_back(std::make_unique<SourceFile>(std::move(name), std::move(text), next_base_));
  next_base_ += size + 2;  // see SourceFile::contains
  return *files_.back();
}

const SourceFile* FileSet::file(Pos pos) const {
  if (!pos.valid()) return nullptr;
  auto after = std::upper_bound(files_.begin(), files_.end(), pos,
                                [](Pos p, const std::unique_ptr<SourceFile>& f) { return p < f->pos(0); });
  if (after == files_.begin()) return nullptr;
  const SourceFile* file = std::prev(after)->get();
  return file->contains(pos) ? file : nullptr;
}

Position FileSet::position(Pos pos) const {
  const SourceFile* f = file(pos);
  return f == nullptr ? Position{} : f->position(f->offset(pos));
}

uint32_t FileSet::line(Pos pos) const {
  const SourceFile* f = file(pos);
  return f == nullptr ? 0 : f->line_of(f->offset(pos));
}

std::string FileSet::describe(Pos pos) const {
  Position p = position(pos);
  if (p.line == 0) return "<unknown line number>";
  std::string text = std::string(p.file) + ":" + std::to_string(p.line);
  if (p.column != 0 && p.column < kFirstHiddenColumn) text += ":" + std::to_string(p.column);
  return text;
}

}  // namespace gopherarium
