#pragma once
// Token: what the scanner yields, and the operators of the AST. All of it derives from tokens.def.

#include <cstdint>
#include <string_view>

namespace gopherarium {

enum class Token : uint8_t {
#define TOKEN(name, text) name,
#include "runtime/syntax/tokens.def"
};

// The text of operators, delimiters and keywords; a word for the others ("name", "literal", "comma", "EOF").
constexpr std::string_view token_text(Token token) {
  constexpr std::string_view kTexts[] = {
#define TOKEN(name, text) text,
#include "runtime/syntax/tokens.def"
  };
  return kTexts[static_cast<size_t>(token)];
}

// 1 (||) to 5 (*); 0 for what does not stand between operands.
constexpr int precedence(Token token) {
  switch (token) {
#define BINARY(name, text, value) \
  case Token::name: return value;
#include "runtime/syntax/tokens.def"
    default: return 0;
  }
}

// The operator of `x op= y` (Add of AddAssign); None for other tokens.
constexpr Token assign_operator(Token token) {
  switch (token) {
#define ASSIGN_OP(name, text, op) \
  case Token::name: return Token::op;
#include "runtime/syntax/tokens.def"
    default: return Token::None;
  }
}

constexpr bool is_literal(Token t) { return t >= Token::Int && t <= Token::String; }
constexpr bool is_keyword(Token t) { return t >= Token::Break && t <= Token::Var; }
constexpr bool is_operator(Token t) { return t >= Token::OrOr && t <= Token::ShrAssign; }
constexpr bool is_comparison(Token t) { return t >= Token::Eql && t <= Token::Geq; }
constexpr bool is_shift(Token t) { return t == Token::Shl || t == Token::Shr; }

// The keyword that `word` is, or Name.
Token keyword_or_name(std::string_view word);

}  // namespace gopherarium
