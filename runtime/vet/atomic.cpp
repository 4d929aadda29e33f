// x = atomic.AddInt64(&x, 1): the addition is atomic, but the plain store of its result is not, and may undo
// another's.

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

bool is_atomic_add(const CallExpr* call) {
  for (const std::string_view name : {"AddInt32", "AddInt64", "AddUint32", "AddUint64", "AddUintptr"}) {
    if (is_function(callee(call), "sync/atomic", name)) return call->args.size() == 2;
  }
  return false;
}

}  // namespace

void check_atomic(Pass& pass) {
  pass.each<AssignStmt>([&](AssignStmt* assign) {
    if (assign->lhs.size() != assign->rhs.size()) return;
    if (assign->lhs.size() == 1 && assign->assign_kind == AssignKind::Define) return;  // a new variable
    for (size_t i = 0; i < assign->rhs.size(); i++) {
      const auto* call = dyn_cast<CallExpr>(assign->rhs[i]);
      if (call == nullptr || !is_atomic_add(call)) continue;
      const auto* address = dyn_cast<UnaryExpr>(call->args[0]);
      const auto* star = dyn_cast<StarExpr>(assign->lhs[i]);
      const bool same = address != nullptr && address->op == Token::And
                            ? same_text(pass, assign->lhs[i], address->x)
                            : star != nullptr && same_text(pass, star->x, call->args[0]);
      if (same) pass.report(start_pos(assign->lhs[i]), "direct assignment to atomic value");
    }
  });
}

}  // namespace gopherarium
