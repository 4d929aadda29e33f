// Statements that nothing leads to: behind a return, a panic, a jump, or a loop without end.
//
// One walk over each body keeps whether the place it is at can be reached; of a dead stretch only the first
// statement is reported. Only statements count, not values: `if false` is somebody's switch and no dead code.

#include <unordered_set>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

class DeadCode {
 public:
  DeadCode(Pass& pass, BlockStmt* body) : pass_(pass) {
    for_each_child(body, [&](Node* child) { find_jumps(child); });
    statement(body);
  }

 private:
  // What breaks leave, and what gotos lead to.
  void find_jumps(Node* node) {
    if (is<FuncLit>(node)) return;
    if (auto* branch = dyn_cast<BranchStmt>(node); branch != nullptr && branch->target != nullptr) {
      if (branch->keyword == Token::Break || branch->keyword == Token::Goto) targets_.insert(branch->target);
    }
    for_each_child(node, [&](Node* child) { find_jumps(child); });
  }

  template <class T>
  void statements(List<T> list) {
    for (Stmt* stmt : list) statement(stmt);
  }

  void statement(Stmt* stmt) {
    if (is<LabeledStmt>(stmt) && targets_.contains(stmt)) reachable_ = true;
    if (!reachable_ && !is<EmptyStmt>(stmt)) {
      pass_.report(start_pos(stmt), "unreachable code");
      reachable_ = true;  // what follows is dead for the same reason
    }
    switch (stmt->kind) {
      case NodeKind::BlockStmt: return statements(as<BlockStmt>(stmt)->list);
      case NodeKind::LabeledStmt: return statement(as<LabeledStmt>(stmt)->stmt);
      case NodeKind::ReturnStmt:
      case NodeKind::BranchStmt: reachable_ = false; return;
      case NodeKind::ExprStmt: {
        const auto* call = dyn_cast<CallExpr>(as<ExprStmt>(stmt)->x);
        if (call != nullptr && is_builtin(call, BuiltinId::Panic)) reachable_ = false;
        return;
      }
      case NodeKind::IfStmt: return if_statement(as<IfStmt>(stmt));
      case NodeKind::ForStmt:
        statement(as<ForStmt>(stmt)->body);
        reachable_ = as<ForStmt>(stmt)->cond != nullptr || targets_.contains(stmt);
        return;
      case NodeKind::RangeStmt:
        statement(as<RangeStmt>(stmt)->body);
        reachable_ = true;
        return;
      case NodeKind::SwitchStmt: return clauses(stmt, as<SwitchStmt>(stmt)->clauses);
      case NodeKind::TypeSwitchStmt: return clauses(stmt, as<TypeSwitchStmt>(stmt)->clauses);
      case NodeKind::SelectStmt: return select(as<SelectStmt>(stmt));
      default: return;
    }
  }

  void if_statement(IfStmt* stmt) {
    statement(stmt->then);
    const bool after_then = reachable_;
    reachable_ = true;
    if (stmt->otherwise == nullptr) return;
    statement(stmt->otherwise);
    reachable_ = reachable_ || after_then;
  }

  void clauses(Stmt* stmt, List<CaseClause> list) {
    bool after = targets_.contains(stmt), has_default = false;
    for (CaseClause* clause : list) {
      has_default = has_default || clause->is_default;
      reachable_ = true;
      statements(clause->body);
      after = after || reachable_;
    }
    reachable_ = after || !has_default;
  }

  void select(SelectStmt* stmt) {
    bool after = targets_.contains(stmt);
    for (CommClause* clause : stmt->clauses) {
      reachable_ = true;
      statements(clause->body);
      after = after || reachable_;
    }
    reachable_ = after;
  }

  Pass& pass_;
  std::unordered_set<const Stmt*> targets_;
  bool reachable_ = true;
};

}  // namespace

void check_unreachable(Pass& pass) {
  pass.each_node([&](Node* node) {
    if (BlockStmt* body = body_of(node)) DeadCode(pass, body);
    return true;
  });
}

}  // namespace gopherarium
