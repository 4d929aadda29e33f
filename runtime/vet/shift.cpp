// x << n with n at least the number of x's bits: nothing of x is left. Code behind a constant condition is
// not looked at, since it may be there for another word size.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

std::set<int64_t> sizes_in_bits(Type* type) {
  std::set<int64_t> sizes;
  auto* param = dyn_cast<TypeParam>(type);
  if (param == nullptr) return {8 * type_size(type)};
  for (const TypeTerm& term : param->constraint()->type_set().terms) sizes.insert(8 * type_size(term.type));
  return sizes;
}

void check(Pass& pass, Node* node, Expr* x, const Expr* count) {
  if (x->constant != nullptr || count->constant == nullptr || x->type == nullptr) return;
  const auto amount = count->constant->int64();
  const auto sizes = sizes_in_bits(x->type);
  if (!amount || sizes.empty() || *amount < *sizes.begin()) return;
  pass.report(start_pos(node), fmt::format("{} ({}{} bits) too small for shift of {}", pass.text(x),
                                           sizes.size() > 1 ? "may be " : "", *sizes.begin(), *amount));
}

void look(Pass& pass, Node* root) {
  walk(root, [&](Node* node) {
    if (auto* branch = dyn_cast<IfStmt>(node); branch != nullptr && branch->cond->constant != nullptr) {
      if (branch->cond->constant->as_bool()) {
        look(pass, branch->then);
      } else if (branch->otherwise != nullptr) {
        look(pass, branch->otherwise);
      }
      return false;
    }
    if (auto* binary = dyn_cast<BinaryExpr>(node);
        binary != nullptr && (binary->op == Token::Shl || binary->op == Token::Shr)) {
      check(pass, binary, binary->x, binary->y);
    }
    if (auto* assign = dyn_cast<AssignStmt>(node); assign != nullptr &&
                                                   assign->assign_kind == AssignKind::Op &&
                                                   (assign->op == Token::Shl || assign->op == Token::Shr)) {
      check(pass, assign, assign->lhs[0], assign->rhs[0]);
    }
    return true;
  });
}

}  // namespace

void check_shift(Pass& pass) {
  for (File* file : pass.package.files) {
    for (Decl* decl : file->decls) look(pass, decl);
  }
}

}  // namespace gopherarium
