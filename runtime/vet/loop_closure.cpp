// Before Go 1.22 a loop has one variable for all its iterations: a function literal that outlives the
// iteration sees whatever the variable holds by then.
//
// As go vet does, this looks at the literals that a loop's last statement starts (go, defer, errgroup's Go),
// since nothing can wait for them within the iteration. Beyond that, every `go func` of the body counts that
// nothing behind it in the body could wait for: no receive, send, select or Wait.

#include <fmt/format.h>

#include <algorithm>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

// May this statement wait for a goroutine?
bool waits(Stmt* stmt) {
  bool found = false;
  walk(stmt, [&](Node* node) {
    if (is<FuncLit>(node)) return false;
    if (const auto* unary = dyn_cast<UnaryExpr>(node)) found |= unary->op == Token::Arrow;
    if (const auto* range = dyn_cast<RangeStmt>(node))
      found |= core_type(range->x->type) != nullptr && core_type(range->x->type)->kind == TypeKind::Chan;
    if (const auto* call = dyn_cast<CallExpr>(node)) {
      const Object* object = callee(call);
      found |= object != nullptr && (object->name == "Wait" || object->name == "Lock");
    }
    found |= is<SendStmt>(node) || is<SelectStmt>(node);
    return !found;
  });
  return found;
}

class Loop {
 public:
  Loop(Pass& pass, Node* node) : pass_(pass) {
    if (auto* range = dyn_cast<RangeStmt>(node)) {
      for (Expr* x : range->lhs) add(x);
    } else if (auto* loop = dyn_cast<ForStmt>(node)) {
      if (auto* step = dyn_cast<IncDecStmt>(loop->post)) add(step->x);
      if (auto* assign = dyn_cast<AssignStmt>(loop->post)) {
        for (Expr* x : assign->lhs) add(x);
      }
    }
  }

  // `last`: nothing of the iteration comes behind the list. `waited`: something behind it may wait for a
  // goroutine.
  struct Behind {
    bool last = true;
    bool waited = false;
  };
  void look(std::span<Stmt* const> list, Behind behind) {
    if (variables_.empty()) return;
    for (size_t i = list.size(); i-- > 0;) {
      statement(list[i], {behind.last && i + 1 == list.size(), behind.waited});
      behind.waited = behind.waited || waits(list[i]);
    }
  }

 private:
  void add(Expr* x) {
    if (auto* ident = dyn_cast<Ident>(x); ident != nullptr && is<Var>(ident->object))
      variables_.push_back(ident->object);
  }
  template <class T>
  static bool is(const Object* object) {
    return dyn_cast<T>(object) != nullptr;
  }

  void statement(Stmt* stmt, Behind behind) {
    switch (stmt->kind) {
      case NodeKind::GoStmt:
        if (!behind.waited) literal(as<GoStmt>(stmt)->call->fun);
        return;
      case NodeKind::DeferStmt:
        if (behind.last) literal(as<DeferStmt>(stmt)->call->fun);
        return;
      case NodeKind::ExprStmt:
        if (auto* call = dyn_cast<CallExpr>(as<ExprStmt>(stmt)->x);
            call != nullptr && behind.last && starts_goroutine(call)) {
          literal(call->args[0]);
        }
        return;
      case NodeKind::BlockStmt: return look(as<BlockStmt>(stmt)->list, behind);
      case NodeKind::LabeledStmt: return statement(as<LabeledStmt>(stmt)->stmt, behind);
      case NodeKind::IfStmt:
        look(as<IfStmt>(stmt)->then->list, behind);
        if (as<IfStmt>(stmt)->otherwise != nullptr) statement(as<IfStmt>(stmt)->otherwise, behind);
        return;
      case NodeKind::ForStmt: return look(as<ForStmt>(stmt)->body->list, behind);
      case NodeKind::RangeStmt: return look(as<RangeStmt>(stmt)->body->list, behind);
      case NodeKind::SwitchStmt:
        for (CaseClause* clause : as<SwitchStmt>(stmt)->clauses) look(clause->body, behind);
        return;
      case NodeKind::TypeSwitchStmt:
        for (CaseClause* clause : as<TypeSwitchStmt>(stmt)->clauses) look(clause->body, behind);
        return;
      case NodeKind::SelectStmt:
        for (CommClause* clause : as<SelectStmt>(stmt)->clauses) look(clause->body, behind);
        return;
      default: return;
    }
  }

  static bool starts_goroutine(const CallExpr* call) {
    return !call->args.empty() && is_method(callee(call), "golang.org/x/sync/errgroup", "Group", "Go");
  }

  void literal(Expr* x) {
    auto* function = dyn_cast<FuncLit>(x);
    if (function == nullptr) return;
    walk(function->body, [&](Node* node) {
      const auto* ident = dyn_cast<Ident>(node);
      if (ident != nullptr &&
          std::find(variables_.begin(), variables_.end(), ident->object) != variables_.end()) {
        pass_.report(ident->pos, fmt::format("loop variable {} captured by func literal", ident->name));
      }
      return true;
    });
  }

  Pass& pass_;
  std::vector<const Object*> variables_;
};

}  // namespace

void check_loop_closure(Pass& pass) {
  pass.each_node([&](Node* node) {
    const BlockStmt* body = nullptr;
    if (auto* range = dyn_cast<RangeStmt>(node)) body = range->body;
    if (auto* loop = dyn_cast<ForStmt>(node)) body = loop->body;
    if (body != nullptr && !pass.at_least(node->pos, 22)) Loop(pass, node).look(body->list, {});
    return true;
  });
}

}  // namespace gopherarium
