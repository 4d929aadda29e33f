#include "runtime/syntax/literal.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/syntax/unicode_class.h"
#include "runtime/syntax/utf8.h"

namespace gopherarium {

namespace {

uint32_t hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint32_t>(c - '0');
  return static_cast<uint32_t>((c | 0x20) - 'a' + 10);
}

// What one escape sequence stands for: a byte (octal, \x) or a code point.
struct Escaped {
  char32_t value = 0;
  bool is_byte = false;
};

char32_t simple_escape(char c) {
  switch (c) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return static_cast<unsigned char>(c);  // \\ \' \"
  }
}

// Reads the escape after a backslash at text[at - 1] and moves `at` past it.
Escaped read_escape(std::string_view text, size_t& at) {
  if (at >= text.size()) return {'\\', true};
  char c = text[at];
  size_t digits = 0;
  uint32_t base = 16;
  bool is_byte = false;
  switch (c) {
    case 'x': digits = 2; is_byte = true; break;
    case 'u': digits = 4; break;
    case 'U': digits = 8; break;
    default:
      if (c < '0' || c > '7') {
        ++at;
        return {simple_escape(c), false};
      }
      digits = 3;
      base = 8;
      is_byte = true;
  }
  if (base == 16) ++at;
  char32_t value = 0;
  for (; digits > 0 && at < text.size(); --digits, ++at) value = value * base + hex_digit(text[at]);
  return {value, is_byte};
}

std::string_view without_quotes(std::string_view text) {
  if (text.empty()) return text;
  char quote = text.front();
  text.remove_prefix(1);
  if (!text.empty() && text.back() == quote) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string string_literal_value(std::string_view text) {
  bool raw = !text.empty() && text.front() == '`';
  std::string_view body = without_quotes(text);
  std::string value(body);
  if (raw) {
    value.erase(std::remove(value.begin(), value.end(), '\r'), value.end());
    return value;
  }
  if (body.find('\\') == std::string_view::npos) return value;
  value.clear();
  for (size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      value += body[at++];
      continue;
    }
    Escaped escaped = read_escape(body, ++at);
    if (escaped.is_byte) {
      value += static_cast<char>(escaped.value);
    } else {
      append_utf8(value, escaped.value);
    }
  }
  return value;
}

char32_t rune_literal_value(std::string_view text) {
  std::string_view body = without_quotes(text);
  if (body.empty()) return 0;
  if (body[0] != '\\') return decode_utf8(body.data(), body.data() + body.size()).rune;
  size_t at = 1;
  return read_escape(body, at).value;
}

std::string quote_rune(char32_t rune) {
  constexpr std::string_view kControls = "\a\b\f\n\r\t\v\\'";
  constexpr std::string_view kLetters = "abfnrtv\\'";
  if (rune < 0x80) {
    if (size_t i = kControls.find(static_cast<char>(rune)); i != std::string_view::npos) {
      return fmt::format("'\\{}'", kLetters[i]);
    }
  }
  if (is_unicode_printable(rune)) {
    std::string text = "'";
    append_utf8(text, rune);
    return text + "'";
  }
  auto code = static_cast<uint32_t>(rune);
  if (rune < 0x80) return fmt::format("'\\x{:02x}'", code);
  return rune < 0x10000 ? fmt::format("'\\u{:04x}'", code) : fmt::format("'\\U{:08x}'", code);
}

std::string describe_rune(char32_t rune) {
  std::string text = fmt::format("U+{:04X}", static_cast<uint32_t>(rune));
  if (!is_unicode_printable(rune)) return text;
  text += " '";
  append_utf8(text, rune);
  return text + "'";
}

}  // namespace gopherarium
