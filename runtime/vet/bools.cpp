// Conditions that say the same twice (a == 1 || a == 1), or always hold (a != 1 || a != 2) or never (a == 1
// && a == 2).
//
// The operands of a chain of one operator are compared with each other, as far as no call or receive between
// them may have changed what they mean.

#include <fmt/format.h>

#include <unordered_set>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

using Operands = std::vector<Expr*>;

struct Chain {
  Token op;
  Token suspect;  // != under ||, == under &&
  std::string_view name, sign;
};
constexpr Chain kOr{Token::OrOr, Token::Neq, "or", "||"};
constexpr Chain kAnd{Token::AndAnd, Token::Eql, "and", "&&"};

// The operands of a chain, the last first: that is how go vet reads them, and which of two it complains
// about.
void split(Expr* x, Token op, Operands& out, std::unordered_set<const Expr*>& seen) {
  x = unparen(x);
  auto* binary = dyn_cast<BinaryExpr>(x);
  if (binary == nullptr || binary->op != op) {
    out.push_back(x);
    return;
  }
  seen.insert(binary);
  split(binary->y, op, out, seen);
  split(binary->x, op, out, seen);
}

void check_redundant(Pass& pass, const Chain& chain, std::span<Expr* const> operands) {
  for (size_t i = 0; i < operands.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (!same_text(pass, operands[i], operands[j])) continue;
      const std::string text = pass.text(operands[i]);
      pass.report(start_pos(operands[i]),
                  fmt::format("redundant {}: {} {} {}", chain.name, text, chain.sign, text));
      break;
    }
  }
}

// The operand that a comparison with a constant is about; null for other expressions.
Expr* compared(Expr* x, Token op) {
  auto* binary = dyn_cast<BinaryExpr>(x);
  if (binary == nullptr || binary->op != op) return nullptr;
  if (binary->y->constant != nullptr) return binary->x;
  return binary->x->constant != nullptr ? binary->y : nullptr;
}

void check_suspect(Pass& pass, const Chain& chain, std::span<Expr* const> operands) {
  for (size_t i = 0; i < operands.size(); i++) {
    const Expr* x = compared(operands[i], chain.suspect);
    if (x == nullptr) continue;
    for (size_t j = 0; j < i; j++) {
      const Expr* y = compared(operands[j], chain.suspect);
      if (y == nullptr || !same_text(pass, x, y)) continue;
      if (!same_text(pass, operands[i], operands[j])) {
        pass.report(start_pos(operands[i]),
                    fmt::format("suspect {}: {} {} {}", chain.name, pass.text(operands[i]), chain.sign,
                                pass.text(operands[j])));
      }
      break;
    }
  }
}

}  // namespace

void check_bools(Pass& pass) {
  std::unordered_set<const Expr*> seen;
  pass.each<BinaryExpr>([&](BinaryExpr* x) {
    if ((x->op != Token::OrOr && x->op != Token::AndAnd) || seen.contains(x)) return;
    const Chain& chain = x->op == Token::OrOr ? kOr : kAnd;
    Operands operands;
    split(x, x->op, operands, seen);
    for (size_t begin = 0, i = 0; i <= operands.size(); i++) {
      if (i < operands.size() && !has_side_effects(operands[i])) continue;
      const auto part = std::span<Expr* const>(operands).subspan(begin, i - begin);
      check_redundant(pass, chain, part);
      check_suspect(pass, chain, part);
      begin = i + 1;
    }
  });
}

}  // namespace gopherarium
