#pragma once
// Scanner: from text to tokens, semicolons inserted as the specification's rules 1 and 2 say. It never fails: what is
// wrong is reported to its sink in gc's words and skipped, or marked bad. It reads the text in place; lexemes borrow.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/syntax/token.h"

namespace gopherarium {

// Where a scanner reports what is no token. Offsets are bytes from the start of the text.
class ScannerSink {
 public:
  virtual ~ScannerSink() = default;
  virtual void scan_error(uint32_t offset, std::string message) = 0;
  // With the // or /* */, without the end of the line.
  virtual void scan_comment(uint32_t offset, std::string_view text) = 0;
};

struct Lexeme {
  Token token = Token::None;
  bool bad = false;  // a malformed literal; reported
  uint32_t offset = 0;
  uint32_t end = 0;
  // Of names and literals as they are written; of a Semi "semicolon", "newline" or "EOF": what made it.
  std::string_view text;
};

class Scanner {
 public:
  // text.data()[text.size()] must be readable and 0, as in a std::string.
  Scanner(std::string_view text, ScannerSink& sink);

  const Lexeme& current() const { return current_; }
  void next();
  // The current token and all that follow are Eof. The sink may call it while it is told of an error.
  void stop();

 private:
  enum class Scanned : uint8_t { Token, Nothing };

  Scanned scan(bool newline_ends_statement);
  Scanned scan_slash(bool newline_ends_statement);
  void scan_operator(char first);
  void scan_name();
  void scan_name_rest();
  void scan_number(bool seen_point);
  void scan_rune();
  void scan_string();
  void scan_raw_string();
  bool scan_escape(char quote);
  bool check_escape_value(uint32_t value, uint32_t base);
  void skip_line_comment();
  bool skip_block_comment();

  // Which digits a run of digits and '_' had.
  struct DigitRun {
    bool digits = false;
    bool separators = false;
    void add(DigitRun other) {
      digits |= other.digits;
      separators |= other.separators;
    }
  };
  // Reads digits and '_'; the offset of the first digit that the base doesn't have goes to *invalid, if that is unset.
  DigitRun scan_digits(int base, const char** invalid);

  // Steps over one rune that is a NUL or not ASCII, reporting what is invalid.
  void skip_odd_rune();
  char32_t rune_here() const;

  bool at_end() const { return at_ >= end_; }
  bool accept(char c);
  void set(Token token) { current_.token = token; }
  void set_literal(Token token, bool bad);
  void set_semicolon(std::string_view cause);
  void with_assign(Token plain, Token assign) { set(accept('=') ? assign : plain); }
  uint32_t offset_of(const char* p) const { return static_cast<uint32_t>(p - begin_); }
  void error(std::string message) { error_at(at_, std::move(message)); }
  void error_at(const char* p, std::string message) { sink_->scan_error(offset_of(p), std::move(message)); }

  const char* begin_;
  const char* at_;
  const char* end_;
  const char* token_start_;
  ScannerSink* sink_;
  Lexeme current_;
  bool newline_ends_statement_ = false;  // the last token may end a statement
  bool stopped_ = false;
};

// ---- for the editor

enum class ColourClass : uint8_t { Keyword, Name, PredeclaredType, PredeclaredFunc, PredeclaredValue, Number, String, Rune,
                                   Comment, Operator };

struct ColourSpan {
  uint32_t offset = 0;
  uint32_t length = 0;
  ColourClass colour = ColourClass::Name;
};

// The spans of any text, in order; blanks and what is no token have none. Never fails.
std::vector<ColourSpan> tokenize_for_colours(std::string_view text);

}  // namespace gopherarium
