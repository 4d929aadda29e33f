// x = x: usually meant for a field, as in s.x = x. An index of a map is left alone: m[k] = m[k] makes the
// entry.

#include <fmt/format.h>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

bool is_map_index(const Expr* x) {
  const auto* index = dyn_cast<IndexExpr>(unparen(x));
  return index != nullptr && underlying_as<Map>(index->x->type) != nullptr;
}

}  // namespace

void check_assign(Pass& pass) {
  pass.each<AssignStmt>([&](AssignStmt* assign) {
    if (assign->assign_kind != AssignKind::Plain || assign->lhs.size() != assign->rhs.size()) return;
    for (size_t i = 0; i < assign->lhs.size(); i++) {
      Expr *left = assign->lhs[i], *right = assign->rhs[i];
      if (left->kind != right->kind || is_map_index(left) || has_side_effects(left) ||
          has_side_effects(right))
        continue;
      if (auto* ident = dyn_cast<Ident>(left); ident != nullptr && ident->name == "_") continue;
      if (!same_text(pass, left, right)) continue;
      pass.report(start_pos(assign),
                  fmt::format("self-assignment of {} to {}", pass.text(right), pass.text(left)));
    }
  });
}

}  // namespace gopherarium
