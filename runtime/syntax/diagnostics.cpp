#include "runtime/syntax/diagnostics.h"

#include <algorithm>

namespace gopherarium {

void DiagnosticList::syntax_error(Pos pos, std::string_view message) {
  add({pos, "syntax error: " + std::string(message), Severity::Error});
}

void DiagnosticList::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::Error) {
    if (full()) return;
    Position at = files_->position(diagnostic.pos);
    if (diagnostic.message.starts_with("syntax error")) {
      ++syntax_error_count_;
      if (at.line != 0 && at.line == last_syntax_line_ && at.file == last_syntax_file_) return;
      last_syntax_file_ = at.file;
      last_syntax_line_ = at.line;
    } else {
      if (at.line == last_other_line_ && at.file == last_other_file_ && diagnostic.message == last_other_message_) return;
      last_other_file_ = at.file;
      last_other_line_ = at.line;
      last_other_message_ = diagnostic.message;
    }
    ++error_count_;
    last_error_ = diagnostic.pos;
  }
  list_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> DiagnosticList::sorted() const {
  std::vector<Diagnostic> out = list_;
  std::stable_sort(out.begin(), out.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.pos < b.pos; });
  auto same = [](const Diagnostic& a, const Diagnostic& b) { return a.pos == b.pos && a.message == b.message; };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

std::string DiagnosticList::text() const {
  std::string out;
  for (const Diagnostic& d : sorted()) out += files_->describe(d.pos) + ": " + d.message + "\n";
  if (full()) out += files_->describe(last_error_) + ": too many errors\n";
  return out;
}

}  // namespace gopherarium
