// Terminating statements, as the specification lists them.

#include "runtime/syntax/walk.h"
#include "runtime/types/check.h"

namespace gopherarium {

namespace {

// Is there a break out of `target` below `node`? Function literals have their own.
bool has_break(Node* node, const Stmt* target) {
  bool found = false;
  walk(node, [&](Node* n) {
    if (n->kind == NodeKind::FuncLit) return false;
    auto* branch = dyn_cast<BranchStmt>(n);
    if (branch != nullptr && branch->keyword == Token::Break && branch->target == target) found = true;
    return !found;
  });
  return found;
}

}  // namespace

bool Checker::Impl::is_terminating_list(List<Stmt> list) {
  for (size_t i = list.size(); i-- > 0;)
    if (list[i]->kind != NodeKind::EmptyStmt) return is_terminating(list[i]);
  return false;
}

bool Checker::Impl::is_terminating(Stmt* s) {
  auto clause_ends = [&](List<Stmt> body) {
    if (is_terminating_list(body)) return true;
    auto* branch = body.empty() ? nullptr : dyn_cast<BranchStmt>(body.back());
    return branch != nullptr && branch->keyword == Token::Fallthrough;
  };
  auto clauses_end = [&](List<CaseClause> clauses) {
    bool has_default = false;
    for (CaseClause* clause : clauses) {
      has_default |= clause->is_default;
      if (!clause_ends(clause->body)) return false;
    }
    return has_default && !has_break(s, s);
  };
  switch (s->kind) {
    case NodeKind::ReturnStmt: return true;
    case NodeKind::BranchStmt:
      return as<BranchStmt>(s)->keyword == Token::Goto || as<BranchStmt>(s)->keyword == Token::Fallthrough;
    case NodeKind::ExprStmt: return panics_.count(unparen(as<ExprStmt>(s)->x)) != 0;
    case NodeKind::BlockStmt: return is_terminating_list(as<BlockStmt>(s)->list);
    case NodeKind::IfStmt: {
      auto* i = as<IfStmt>(s);
      return i->otherwise != nullptr && is_terminating(i->then) && is_terminating(i->otherwise);
    }
    case NodeKind::ForStmt: return as<ForStmt>(s)->cond == nullptr && !has_break(s, s);
    case NodeKind::SwitchStmt: return clauses_end(as<SwitchStmt>(s)->clauses);
    case NodeKind::TypeSwitchStmt: return clauses_end(as<TypeSwitchStmt>(s)->clauses);
    case NodeKind::SelectStmt:
      for (CommClause* clause : as<SelectStmt>(s)->clauses)
        if (!is_terminating_list(clause->body)) return false;
      return !has_break(s, s);
    case NodeKind::LabeledStmt: return is_terminating(as<LabeledStmt>(s)->stmt);
    default: return false;
  }
}

}  // namespace gopherarium
