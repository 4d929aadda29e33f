#include "runtime/syntax/token.h"

#include <array>
#include <cstddef>

namespace gopherarium {

namespace {

// A perfect hash of the 25 keywords; the static_assert below checks that it is one.
constexpr size_t hash_word(std::string_view word) {
  return (static_cast<unsigned char>(word[0]) + 4U * static_cast<unsigned char>(word[1]) + 6 * word.size()) & 63;
}

struct KeywordTable {
  std::array<Token, 64> slots{};
  bool collides = false;
  constexpr KeywordTable() {
    slots.fill(Token::None);
#define KEYWORD(name, text) insert(text, Token::name);
#include "runtime/syntax/tokens.def"
  }
  constexpr void insert(std::string_view word, Token token) {
    Token& slot = slots[hash_word(word)];
    collides |= slot != Token::None;
    slot = token;
  }
};

constexpr KeywordTable kKeywords;
static_assert(!kKeywords.collides, "two keywords share a hash: change hash_word");

}  // namespace

Token keyword_or_name(std::string_view word) {
  if (word.size() < 2) return Token::Name;
  Token token = kKeywords.slots[hash_word(word)];
  return token != Token::None && token_text(token) == word ? token : Token::Name;
}

}  // namespace gopherarium
