#pragma once
// What the front end has to say about a program, collected in the order of discovery and shown as gc shows it.
//
// gc reports as it goes and stops at the tenth error, then sorts what it has by position; so the order of `add` decides
// which errors are shown, and positions decide how. Of several syntax errors on a line only the first counts, and of
// equal messages in a row on a line only one.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/syntax/source.h"

namespace gopherarium {

enum class Severity : uint8_t { Error, Warning };

struct Diagnostic {
  Pos pos;
  std::string message;  // further lines, if any, start with a tab
  Severity severity = Severity::Error;
};

enum class ErrorLimit : uint8_t { FirstTen, All };  // All is -e

class DiagnosticList {
 public:
  explicit DiagnosticList(const FileSet& files, ErrorLimit limit = ErrorLimit::FirstTen)
      : files_(&files), limit_(limit) {}

  void error(Pos pos, std::string message) { add({pos, std::move(message), Severity::Error}); }
  // "syntax error: " stands before the message.
  void syntax_error(Pos pos, std::string_view message);
  void add(Diagnostic diagnostic);

  // True once further errors would not be shown: a phase may stop early.
  bool full() const { return error_count_ >= (limit_ == ErrorLimit::FirstTen ? kShownErrors : kMostErrors); }
  bool has_errors() const { return error_count_ != 0; }
  bool has_syntax_errors() const { return syntax_error_count_ != 0; }
  // Whether gc goes on from parsing to checking types: other errors than those of syntax don't keep it from that.
  bool may_check() const { return !has_syntax_errors() && !full(); }
  size_t error_count() const { return error_count_; }
  const FileSet& files() const { return *files_; }

  // By position; at most ten errors unless the limit is All.
  std::vector<Diagnostic> sorted() const;
  // One line each, "./main.go:7:2: declared and not used: x"; after the tenth error "./main.go:9:2: too many errors".
  std::string text() const;

  static constexpr size_t kShownErrors = 10;    // gc's number
  static constexpr size_t kMostErrors = 10000;  // with -e; nobody reads more, and 10 MB of noise would fill memory

 private:
  const FileSet* files_;
  ErrorLimit limit_;
  std::vector<Diagnostic> list_;  // in the order of discovery
  size_t error_count_ = 0;
  size_t syntax_error_count_ = 0;
  Pos last_error_;  // of the tenth error, where gc says "too many errors"
  std::string_view last_syntax_file_;
  uint32_t last_syntax_line_ = 0;
  std::string_view last_other_file_;
  uint32_t last_other_line_ = 0;
  std::string last_other_message_;
};

}  // namespace gopherarium
