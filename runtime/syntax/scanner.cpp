#include "runtime/syntax/scanner.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/syntax/literal.h"
#include "runtime/syntax/unicode_class.h"
#include "runtime/syntax/utf8.h"

namespace gopherarium {

namespace {

constexpr char32_t kByteOrderMark = 0xFEFF;

constexpr char lower(char c) { return static_cast<char>(c | 0x20); }
constexpr bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_'; }
constexpr bool is_decimal(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) { return is_decimal(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }
// NUL and the bytes of longer runes: what the fast loops stop at.
constexpr bool is_odd(char c) { return static_cast<signed char>(c) <= 0; }

std::string_view base_name(int base) {
  switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 10: return "decimal";
    default: return "hexadecimal";
  }
}

// The index of the first '_' in a number that does not stand between digits (a base prefix counts as one), or npos.
size_t misplaced_separator(std::string_view number) {
  bool hex = false;
  bool after_digit = false;
  size_t i = 0;
  if (number.size() >= 2 && number[0] == '0') {
    char prefix = lower(number[1]);
    hex = prefix == 'x';
    if (hex || prefix == 'o' || prefix == 'b') {
      after_digit = true;
      i = 2;
    }
  }
  bool after_separator = false;
  for (; i < number.size(); ++i) {
    char c = number[i];
    if (c == '_') {
      if (!after_digit) return i;
      after_digit = false;
      after_separator = true;
      continue;
    }
    after_digit = is_decimal(c) || (hex && is_hex(c));
    if (!after_digit && after_separator) return i - 1;
    after_separator = false;
  }
  return after_separator ? number.size() - 1 : std::string_view::npos;
}

}  // namespace

Scanner::Scanner(std::string_view text, ScannerSink& sink)
    : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), token_start_(begin_), sink_(&sink) {
  GOPH_DCHECK(*end_ == '\0', "the scanner's text ends with a NUL behind it");
}

void Scanner::stop() {
  stopped_ = true;
  current_ = {Token::Eof, false, offset_of(end_), offset_of(end_), {}};
}

void Scanner::next() {
  bool newline_ends = std::exchange(newline_ends_statement_, false);
  do {
    while (*at_ == ' ' || *at_ == '\t' || (*at_ == '\n' && !newline_ends) || *at_ == '\r') ++at_;
    token_start_ = at_;
  } while (!stopped_ && scan(newline_ends) == Scanned::Nothing);
  if (stopped_) return stop();  // drops what was being scanned
  current_.offset = offset_of(token_start_);
  current_.end = offset_of(at_);
}

bool Scanner::accept(char c) {
  if (*at_ != c) return false;
  ++at_;
  return true;
}

void Scanner::set_literal(Token token, bool bad) {
  newline_ends_statement_ = true;
  current_.token = token;
  current_.bad = bad;
  current_.text = {token_start_, static_cast<size_t>(at_ - token_start_)};
}

void Scanner::set_semicolon(std::string_view cause) {
  current_.token = Token::Semi;
  current_.text = cause;
}

Scanner::Scanned Scanner::scan(bool newline_ends_statement) {
  char c = *at_;
  if (is_letter(c)) {
    scan_name();
    return Scanned::Token;
  }
  if (is_decimal(c)) {
    scan_number(false);
    return Scanned::Token;
  }
  if (is_odd(c)) {
    if (at_end()) {
      if (newline_ends_statement) {
        set_semicolon("EOF");
      } else {
        set(Token::Eof);
      }
      return Scanned::Token;
    }
    DecodedRune here = decode_utf8(at_, end_);
    if (c == '\0' || !here.valid || here.rune == kByteOrderMark) {
      skip_odd_rune();
      return Scanned::Nothing;
    }
    scan_name();
    return Scanned::Token;
  }
  ++at_;
  switch (c) {
    case '\n': set_semicolon("newline"); break;
    case ';': set_semicolon("semicolon"); break;
    case '"': scan_string(); break;
    case '`': scan_raw_string(); break;
    case '\'': scan_rune(); break;
    case '(': set(Token::Lparen); break;
    case '[': set(Token::Lbrack); break;
    case '{': set(Token::Lbrace); break;
    case ',': set(Token::Comma); break;
    case ')': set(Token::Rparen); newline_ends_statement_ = true; break;
    case ']': set(Token::Rbrack); newline_ends_statement_ = true; break;
    case '}': set(Token::Rbrace); newline_ends_statement_ = true; break;
    case '.':
      if (is_decimal(*at_)) {
        scan_number(true);
      } else if (at_[0] == '.' && at_[1] == '.') {
        at_ += 2;
        set(Token::DotDotDot);
      } else {
        set(Token::Dot);
      }
      break;
    case '/': return scan_slash(newline_ends_statement);
    default:
      if (std::strchr("+-*%&|^<>=!~:", c) != nullptr) {
        scan_operator(c);
        break;
      }
      error_at(token_start_, "invalid character " + describe_rune(static_cast<unsigned char>(c)));
      return Scanned::Nothing;
  }
  return Scanned::Token;
}

Scanner::Scanned Scanner::scan_slash(bool newline_ends_statement) {
  if (*at_ == '/') {
    skip_line_comment();
    return Scanned::Nothing;
  }
  if (*at_ == '*') {
    ++at_;
    if (skip_block_comment()) {
      sink_->scan_comment(offset_of(token_start_), {token_start_, static_cast<size_t>(at_ - token_start_)});
    }
    auto length = static_cast<size_t>(at_ - token_start_);
    // A comment with a newline in it acts like one.
    if (newline_ends_statement && std::memchr(token_start_, '\n', length) != nullptr) {
      set_semicolon("newline");
      return Scanned::Token;
    }
    return Scanned::Nothing;
  }
  with_assign(Token::Div, Token::DivAssign);
  return Scanned::Token;
}

void Scanner::scan_operator(char first) {
  switch (first) {
    case '+':
    case '-':
      if (accept(first)) {
        set(first == '+' ? Token::Inc : Token::Dec);
        newline_ends_statement_ = true;
      } else if (first == '+') {
        with_assign(Token::Add, Token::AddAssign);
      } else {
        with_assign(Token::Sub, Token::SubAssign);
      }
      return;
    case '*': return with_assign(Token::Mul, Token::MulAssign);
    case '%': return with_assign(Token::Rem, Token::RemAssign);
    case '^': return with_assign(Token::Xor, Token::XorAssign);
    case '=': return with_assign(Token::Assign, Token::Eql);
    case '!': return with_assign(Token::Not, Token::Neq);
    case ':': return with_assign(Token::Colon, Token::Define);
    case '&':
      if (accept('&')) return set(Token::AndAnd);
      if (accept('^')) return with_assign(Token::AndNot, Token::AndNotAssign);
      return with_assign(Token::And, Token::AndAssign);
    case '|':
      if (accept('|')) return set(Token::OrOr);
      return with_assign(Token::Or, Token::OrAssign);
    case '<':
      if (accept('<')) return with_assign(Token::Shl, Token::ShlAssign);
      if (accept('-')) return set(Token::Arrow);
      return with_assign(Token::Lss, Token::Leq);
    case '>':
      if (accept('>')) return with_assign(Token::Shr, Token::ShrAssign);
      return with_assign(Token::Gtr, Token::Geq);
    default: return set(Token::Tilde);
  }
}

// identifier = letter { letter | unicode_digit } .
void Scanner::scan_name() {
  while (is_letter(*at_) || is_decimal(*at_)) ++at_;
  if (is_odd(*at_)) scan_name_rest();
  std::string_view word(token_start_, static_cast<size_t>(at_ - token_start_));
  Token token = keyword_or_name(word);
  current_.token = token;
  current_.text = word;
  newline_ends_statement_ = token == Token::Name || token == Token::Break || token == Token::Continue ||
                            token == Token::Fallthrough || token == Token::Return;
}

void Scanner::scan_name_rest() {
  while (!at_end()) {
    if (is_letter(*at_) || is_decimal(*at_)) {
      ++at_;
      continue;
    }
    if (!is_odd(*at_)) return;
    DecodedRune here = decode_utf8(at_, end_);
    if (*at_ == '\0' || !here.valid || here.rune == kByteOrderMark) {
      skip_odd_rune();
      continue;
    }
    if (is_unicode_digit(here.rune)) {
      if (at_ == token_start_) error("identifier cannot begin with digit " + describe_rune(here.rune));
    } else if (!is_unicode_letter(here.rune)) {
      error("invalid character " + describe_rune(here.rune) + " in identifier");
    }
    at_ += here.width;
  }
}

Scanner::DigitRun Scanner::scan_digits(int base, const char** invalid) {
  DigitRun run;
  for (;; ++at_) {
    if (*at_ == '_') {
      run.separators = true;
    } else if (base == 16 ? is_hex(*at_) : is_decimal(*at_)) {
      run.digits = true;
      if (base < 10 && *at_ >= '0' + base && *invalid == nullptr) *invalid = at_;
    } else {
      return run;
    }
  }
}

// int_lit | float_lit | imaginary_lit, after a first '.' when seen_point. As gc, only the first error of a literal counts.
void Scanner::scan_number(bool seen_point) {
  Token token = seen_point ? Token::Float : Token::Int;
  bool bad = false;
  int base = 10;
  char prefix = 0;  // 'x', 'o', 'b', or '0' of an octal without letter
  const char* invalid = nullptr;
  DigitRun run;
  auto fail = [&](std::string message) {
    if (!bad) error(std::move(message));
    bad = true;
  };
  if (!seen_point) {
    if (accept('0')) {
      switch (lower(*at_)) {
        case 'x': ++at_; base = 16; prefix = 'x'; break;
        case 'o': ++at_; base = 8; prefix = 'o'; break;
        case 'b': ++at_; base = 2; prefix = 'b'; break;
        default: base = 8; prefix = '0'; run.digits = true;
      }
    }
    run.add(scan_digits(base, &invalid));
    if (*at_ == '.') {
      if (prefix == 'o' || prefix == 'b') fail(fmt::format("invalid radix point in {} literal", base_name(base)));
      ++at_;
      token = Token::Float;
      seen_point = true;
    }
  }
  if (seen_point) run.add(scan_digits(base, &invalid));
  if (!run.digits) fail(fmt::format("{} literal has no digits", base_name(base)));

  if (char e = lower(*at_); e == 'e' || e == 'p') {
    if (e == 'e' && prefix != 0 && prefix != '0') {
      fail(fmt::format("'{}' exponent requires decimal mantissa", *at_));
    } else if (e == 'p' && prefix != 'x') {
      fail(fmt::format("'{}' exponent requires hexadecimal mantissa", *at_));
    }
    ++at_;
    token = Token::Float;
    if (*at_ == '+' || *at_ == '-') ++at_;
    DigitRun exponent = scan_digits(10, nullptr);
    run.separators |= exponent.separators;
    if (!exponent.digits) fail("exponent has no digits");
  } else if (prefix == 'x' && token == Token::Float) {
    fail("hexadecimal mantissa requires a 'p' exponent");
  }
  if (accept('i')) token = Token::Imag;
  set_literal(token, bad);

  if (token == Token::Int && invalid != nullptr && !bad) {
    error_at(invalid, fmt::format("invalid digit '{}' in {} literal", *invalid, base_name(base)));
    bad = true;
  }
  if (run.separators && !bad) {
    if (size_t i = misplaced_separator(current_.text); i != std::string_view::npos) {
      error_at(token_start_ + i, "'_' must separate successive digits");
      bad = true;
    }
  }
  current_.bad = bad;
}

// rune_lit = "'" ( unicode_value | byte_value ) "'" .
void Scanner::scan_rune() {
  bool bad = false;
  auto fail_at = [&](const char* p, std::string message) {
    if (!bad) error_at(p, std::move(message));
    bad = true;
  };
  for (int count = 0;; ++count) {
    if (at_end()) {
      fail_at(token_start_, "rune literal not terminated");
      break;
    }
    if (*at_ == '\'') {
      if (count == 0) fail_at(at_, "empty rune literal or unescaped '");
      if (count > 1) fail_at(token_start_, "more than one character in rune literal");
      ++at_;
      break;
    }
    if (*at_ == '\n') {
      fail_at(at_, "newline in rune literal");
      break;
    }
    if (accept('\\')) {
      if (!scan_escape('\'')) bad = true;
    } else if (is_odd(*at_)) {
      skip_odd_rune();
    } else {
      ++at_;
    }
  }
  set_literal(Token::Rune, bad);
}

// interpreted_string_lit = `"` { unicode_value | byte_value } `"` .
void Scanner::scan_string() {
  bool bad = false;
  for (;;) {
    char c = *at_;
    if (c == '"') {
      ++at_;
      break;
    }
    if (c == '\\') {
      ++at_;
      if (!scan_escape('"')) bad = true;
    } else if (c == '\n') {
      error("newline in string");
      bad = true;
      break;
    } else if (!is_odd(c)) {
      ++at_;
    } else if (at_end()) {
      error_at(token_start_, "string not terminated");
      bad = true;
      break;
    } else {
      skip_odd_rune();
    }
  }
  set_literal(Token::String, bad);
}

// raw_string_lit = "`" { unicode_char | newline } "`" .
void Scanner::scan_raw_string() {
  bool bad = false;
  while (!accept('`')) {
    if (!is_odd(*at_)) {
      ++at_;
    } else if (at_end()) {
      error_at(token_start_, "string not terminated");
      bad = true;
      break;
    } else {
      skip_odd_rune();
    }
  }
  set_literal(Token::String, bad);
}

// After a backslash. False when the escape was reported; true at the end of the text, which the caller reports.
bool Scanner::scan_escape(char quote) {
  if (at_end()) return true;
  char c = *at_;
  if (c == quote || (c != '\0' && std::strchr("abfnrtv\\", c) != nullptr)) {
    ++at_;
    return true;
  }
  int digits = 0;
  uint32_t base = 16;
  switch (c) {
    case 'x': digits = 2; break;
    case 'u': digits = 4; break;
    case 'U': digits = 8; break;
    default:
      if (c < '0' || c > '7') {
        error("unknown escape");
        return false;
      }
      digits = 3;
      base = 8;
  }
  if (base == 16) ++at_;
  uint32_t value = 0;
  for (; digits > 0; --digits, ++at_) {
    if (at_end()) return true;
    if (base == 8 ? (*at_ < '0' || *at_ > '7') : !is_hex(*at_)) {
      error(fmt::format("invalid character {} in {} escape", quote_rune(rune_here()), base_name(static_cast<int>(base))));
      return false;
    }
    value = value * base + static_cast<uint32_t>(is_decimal(*at_) ? *at_ - '0' : lower(*at_) - 'a' + 10);
  }
  return check_escape_value(value, base);
}

bool Scanner::check_escape_value(uint32_t value, uint32_t base) {
  if (base == 8 && value > 255) {
    error(fmt::format("octal escape value {} > 255", value));
    return false;
  }
  if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
    error("escape is invalid Unicode code point " + describe_rune(value));
    return false;
  }
  return true;
}

// Up to the newline, which may end a statement.
void Scanner::skip_line_comment() {
  for (;;) {
    while (!is_odd(*at_) && *at_ != '\n') ++at_;
    if (*at_ == '\n' || at_end()) break;
    skip_odd_rune();
  }
  const char* end = at_;
  if (end > token_start_ && end[-1] == '\r') --end;
  sink_->scan_comment(offset_of(token_start_), {token_start_, static_cast<size_t>(end - token_start_)});
}

bool Scanner::skip_block_comment() {
  for (;;) {
    if (*at_ == '*' && at_[1] == '/') {
      at_ += 2;
      return true;
    }
    if (!is_odd(*at_)) {
      ++at_;
    } else if (at_end()) {
      error_at(token_start_, "comment not terminated");
      return false;
    } else {
      skip_odd_rune();
    }
  }
}

char32_t Scanner::rune_here() const { return decode_utf8(at_, end_).rune; }

void Scanner::skip_odd_rune() {
  DecodedRune here = decode_utf8(at_, end_);
  if (*at_ == '\0') {
    error("invalid NUL character");
  } else if (!here.valid) {
    error("invalid UTF-8 encoding");
  } else if (here.rune == kByteOrderMark && at_ != begin_) {
    error("invalid BOM in the middle of the file");
  }
  at_ += here.width;
}

// ---- for the editor

namespace {

ColourClass colour_of_name(std::string_view name) {
  constexpr std::string_view kTypes[] = {"any",   "bool",  "byte",   "comparable", "complex64", "complex128", "error",
                                         "float32", "float64", "int", "int8",      "int16",     "int32",      "int64",
                                         "rune",  "string", "uint",  "uint8",      "uint16",    "uint32",     "uint64",
                                         "uintptr"};
  constexpr std::string_view kFuncs[] = {"append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len",
                                         "make",   "max", "min",   "new",   "panic",   "print", "println", "real",
                                         "recover"};
  constexpr std::string_view kValues[] = {"false", "iota", "nil", "true"};
  for (auto word : kTypes) if (word == name) return ColourClass::PredeclaredType;
  for (auto word : kFuncs) if (word == name) return ColourClass::PredeclaredFunc;
  for (auto word : kValues) if (word == name) return ColourClass::PredeclaredValue;
  return ColourClass::Name;
}

ColourClass colour_of(const Lexeme& lexeme) {
  switch (lexeme.token) {
    case Token::Name: return colour_of_name(lexeme.text);
    case Token::Int:
    case Token::Float:
    case Token::Imag: return ColourClass::Number;
    case Token::Rune: return ColourClass::Rune;
    case Token::String: return ColourClass::String;
    default: return is_keyword(lexeme.token) ? ColourClass::Keyword : ColourClass::Operator;
  }
}

struct ColourSink : ScannerSink {
  std::vector<ColourSpan> spans;
  void scan_error(uint32_t, std::string) override {}
  void scan_comment(uint32_t offset, std::string_view text) override {
    spans.push_back({offset, static_cast<uint32_t>(text.size()), ColourClass::Comment});
  }
};

}  // namespace

std::vector<ColourSpan> tokenize_for_colours(std::string_view text) {
  std::string copy(text);  // the scanner needs a NUL behind the text
  ColourSink sink;
  Scanner scanner(copy, sink);
  for (scanner.next(); scanner.current().token != Token::Eof; scanner.next()) {
    const Lexeme& lexeme = scanner.current();
    bool written = lexeme.token != Token::Semi || lexeme.text == "semicolon";
    if (written) sink.spans.push_back({lexeme.offset, lexeme.end - lexeme.offset, colour_of(lexeme)});
  }
  return std::move(sink.spans);
}

}  // namespace gopherarium
