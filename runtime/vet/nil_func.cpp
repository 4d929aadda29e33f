// A declared function is never nil; who compares it with nil meant to call it.

#include <fmt/format.h>

#include "runtime/vet/pass.h"

namespace gopherarium {

void check_nil_func(Pass& pass) {
  pass.each<BinaryExpr>([&](BinaryExpr* x) {
    if (x->op != Token::Eql && x->op != Token::Neq) return;
    const Expr* other = x->x->mode == ExprMode::NilValue   ? x->y
                        : x->y->mode == ExprMode::NilValue ? x->x
                                                           : nullptr;
    const auto* function = other == nullptr ? nullptr : dyn_cast<Func>(object_of(other));
    if (function == nullptr) return;
    pass.report(start_pos(x), fmt::format("comparison of function {} {} nil is always {}", function->name,
                                          x->op == Token::Eql ? "==" : "!=", x->op == Token::Neq));
  });
}

}  // namespace gopherarium
