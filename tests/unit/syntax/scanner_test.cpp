#include "runtime/syntax/scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "runtime/syntax/literal.h"

namespace gopherarium {
namespace {

using ::testing::ElementsAre;

struct Recorder : ScannerSink {
  std::vector<std::string> errors;
  std::vector<std::string> comments;
  void scan_error(uint32_t offset, std::string message) override {
    errors.push_back(std::to_string(offset) + ": " + message);
  }
  void scan_comment(uint32_t offset, std::string_view text) override {
    comments.push_back(std::to_string(offset) + ": " + std::string(text));
  }
};

// The tokens of a text, one blank between them; semicolons as what made them.
std::string tokens(const std::string& text, Recorder& recorder) {
  Scanner scanner(text, recorder);
  std::string out;
  for (scanner.next(); scanner.current().token != Token::Eof; scanner.next()) {
    const Lexeme& l = scanner.current();
    bool spelled = l.token == Token::Name || l.token == Token::Semi || is_literal(l.token);
    out += (out.empty() ? "" : " ") + std::string(spelled ? l.text : token_text(l.token)) + (l.bad ? "!" : "");
  }
  return out;
}

struct TokenCase {
  std::string text;
  std::string tokens;
};

TEST(Scanner, Tokens) {
  const TokenCase cases[] = {
      {"", ""},
      {"\xEF\xBB\xBF" "x", "x EOF"},
      {"x\ny;z", "x newline y semicolon z EOF"},
      {"return\nbreak\ncontinue\nfallthrough\ngoto\n", "return newline break newline continue newline fallthrough newline goto"},
      {"x++\ny--\n)\n]\n}\n(\n", "x ++ newline y -- newline ) newline ] newline } newline ("},
      {"x // c\n+ y /* a\nb */ z", "x newline + y newline z EOF"},
      {"x /* c */ y", "x y EOF"},
      {"a&^=b&^c&&d&e&=f", "a &^= b &^ c && d & e &= f EOF"},
      {"a<<=b<<c<-d<=e<f", "a <<= b << c <- d <= e < f EOF"},
      {"a>>=b>>c>=d>e", "a >>= b >> c >= d > e EOF"},
      {"a||b|c|=d^e^=f%g%=h", "a || b | c |= d ^ e ^= f % g %= h EOF"},
      {"a==b=c!=d!e:=f:g~h", "a == b = c != d ! e := f : g ~ h EOF"},
      {"a...b..c.d.5", "a ... b . . c . d .5 EOF"},
      {"0 0x_1F 0b1_0 0o17 017 1_000 1.5e+3 0x1p-2 .5i 1e3i 0.", "0 0x_1F 0b1_0 0o17 017 1_000 1.5e+3 0x1p-2 .5i 1e3i 0. EOF"},
      {"'a' '\\n' '\\'' '\\x41' '\\u00e9' '\\U0001F600' 'é'", "'a' '\\n' '\\'' '\\x41' '\\u00e9' '\\U0001F600' 'é' EOF"},
      {"\"a\\\"b\" `raw\n\\`", "\"a\\\"b\" `raw\n\\` EOF"},
      {"größe 世界 x٣", "größe 世界 x٣ EOF"},
      {"func interface select gopher iff", "func interface select gopher iff EOF"},
  };
  for (const TokenCase& c : cases) {
    Recorder recorder;
    EXPECT_EQ(tokens(c.text, recorder), c.tokens) << c.text;
    EXPECT_THAT(recorder.errors, ElementsAre()) << c.text;
  }
}

TEST(Scanner, EveryTokenOfTheTableScansToItself) {
#define EXPECT_SCANS(name, text)                            \
  {                                                         \
    std::string source = text;                              \
    Recorder recorder;                                      \
    Scanner scanner(source, recorder);                      \
    scanner.next();                                         \
    EXPECT_EQ(scanner.current().token, Token::name) << text; \
    EXPECT_EQ(scanner.current().end, source.size()) << text; \
  }
#define BINARY(name, text, precedence) EXPECT_SCANS(name, text)
#define OPERATOR(name, text) EXPECT_SCANS(name, text)
#define ASSIGN_OP(name, text, op) EXPECT_SCANS(name, text)
#define KEYWORD(name, text) EXPECT_SCANS(name, text)
#include "runtime/syntax/tokens.def"
}

struct ErrorCase {
  std::string text;
  std::string error;  // offset: message, as go tool compile reports it
};

TEST(Scanner, Errors) {
  const ErrorCase cases[] = {
      {"x @ y", "2: invalid character U+0040 '@'"},
      {"x \x7f y", "2: invalid character U+007F"},
      {"é§", "2: invalid character U+00A7 '§' in identifier"},
      {"٣x", "0: identifier cannot begin with digit U+0663 '٣'"},
      {std::string("a\0b", 3), "1: invalid NUL character"},
      {"a \xff b", "2: invalid UTF-8 encoding"},
      {"// \xc0\x80", "3: invalid UTF-8 encoding"},
      {"\"\xed\xa0\x80\"", "1: invalid UTF-8 encoding"},
      {"a \xEF\xBB\xBF b", "2: invalid BOM in the middle of the file"},
      {"\"abc\nd", "4: newline in string"},
      {"\"abc", "0: string not terminated"},
      {"`abc", "0: string not terminated"},
      {"/* abc", "0: comment not terminated"},
      {"''", "1: empty rune literal or unescaped '"},
      {"'ab'", "0: more than one character in rune literal"},
      {"'a", "0: rune literal not terminated"},
      {"'a\n'", "2: newline in rune literal"},
      {"'\\q'", "2: unknown escape"},
      {"\"\\'\"", "2: unknown escape"},
      {"\"\\xzz\"", "3: invalid character 'z' in hexadecimal escape"},
      {"\"\\x\n", "3: invalid character '\\n' in hexadecimal escape"},
      {"\"\\08\"", "3: invalid character '8' in octal escape"},
      {"\"\\400\"", "5: octal escape value 256 > 255"},
      {"'\\ud800'", "7: escape is invalid Unicode code point U+D800"},
      {"'\\U00110000'", "11: escape is invalid Unicode code point U+110000"},
      {"0x", "2: hexadecimal literal has no digits"},
      {"0b", "2: binary literal has no digits"},
      {"0o.1", "2: invalid radix point in octal literal"},
      {"09", "1: invalid digit '9' in octal literal"},
      {"0b12", "3: invalid digit '2' in binary literal"},
      {"0o78", "3: invalid digit '8' in octal literal"},
      {"1_", "1: '_' must separate successive digits"},
      {"1__0", "2: '_' must separate successive digits"},
      {"0_x1", "1: '_' must separate successive digits"},
      {"1e", "2: exponent has no digits"},
      {"0x1e+", ""},
      {"0x1.0", "5: hexadecimal mantissa requires a 'p' exponent"},
      {"0b1e3", "3: 'e' exponent requires decimal mantissa"},
      {"1p3", "1: 'p' exponent requires hexadecimal mantissa"},
  };
  for (const ErrorCase& c : cases) {
    Recorder recorder;
    tokens(c.text, recorder);
    if (c.error.empty()) {
      EXPECT_THAT(recorder.errors, ElementsAre()) << c.text;
    } else {
      ASSERT_FALSE(recorder.errors.empty()) << c.text;
      EXPECT_EQ(recorder.errors[0], c.error) << c.text;
    }
  }
}

TEST(Scanner, KeepsComments) {
  Recorder recorder;
  tokens("x // one\r\n/* two\n */ y", recorder);
  EXPECT_THAT(recorder.comments, ElementsAre("2: // one", "10: /* two\n */"));
}

TEST(Literal, Values) {
  EXPECT_EQ(string_literal_value(R"("a\tb\\\"\x41\101\u00e9\U0001F600")"), "a\tb\\\"AAé😀");
  EXPECT_EQ(string_literal_value("`a\\n\r\nb`"), "a\\n\nb");
  EXPECT_EQ(string_literal_value(R"("\xff\0")").size(), 2U) << "a byte escape is one byte; a short octal is cut";
  EXPECT_EQ(rune_literal_value("'é'"), U'é');
  EXPECT_EQ(rune_literal_value(R"('\'')"), U'\'');
  EXPECT_EQ(rune_literal_value(R"('\xff')"), char32_t{0xff});
  EXPECT_EQ(quote_rune(U'\n') + quote_rune(U'é') + quote_rune(1) + quote_rune(0x200b), "'\\n''é''\\x01''\\u200b'");
}

TEST(Colours, SpansOfAnyText) {
  auto spans = tokenize_for_colours("func f() int { return len(\"x\") + 1 } // c");
  std::vector<ColourClass> classes;
  for (const ColourSpan& s : spans) classes.push_back(s.colour);
  using C = ColourClass;
  EXPECT_THAT(classes, ElementsAre(C::Keyword, C::Name, C::Operator, C::Operator, C::PredeclaredType, C::Operator,
                                   C::Keyword, C::PredeclaredFunc, C::Operator, C::String, C::Operator, C::Operator,
                                   C::Number, C::Operator, C::Comment));
  EXPECT_EQ(spans[1].offset, 5U);
  EXPECT_EQ(spans[9].length, 3U);
}

TEST(Colours, NeverFailOnNoise) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string noise(200, ' ');
    for (char& c : noise) c = static_cast<char>(random());
    uint32_t at = 0;
    for (const ColourSpan& s : tokenize_for_colours(noise)) {
      EXPECT_GE(s.offset, at);
      at = s.offset + s.length;
    }
    EXPECT_LE(at, noise.size());
  }
}

}  // namespace
}  // namespace gopherarium
