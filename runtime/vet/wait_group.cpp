// wg.Add inside the goroutine that it counts: Wait may look before the goroutine has run at all, find zero,
// and go on.
//
// go vet reports an Add that is the first statement of `go func() {...}`. Besides, this reports one that is
// first in a declared function that is started by go and calls Done on the same group, and one further down
// in a literal that calls Done and starts no goroutine of its own that it could count.

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

constexpr const char* kMessage = "WaitGroup.Add called from inside new goroutine";

// The x of the statement x.Add(...) or x.Done(); null for other statements.
Expr* group_of(const CallExpr* call, std::string_view method) {
  auto* selector = call == nullptr ? nullptr : dyn_cast<SelectorExpr>(unparen(call->fun));
  return selector != nullptr && is_method(callee(call), "sync", "WaitGroup", method) ? selector->x : nullptr;
}

CallExpr* called(Stmt* stmt) {
  auto* expression = dyn_cast<ExprStmt>(stmt);
  return expression == nullptr ? nullptr : dyn_cast<CallExpr>(unparen(expression->x));
}

struct Body {
  bool starts_goroutines = false;
  std::vector<Expr*> done;  // the x of each x.Done()
};

Body look_into(BlockStmt* block) {
  Body body;
  walk_function(block, [&](Node* node) {
    body.starts_goroutines |= is<GoStmt>(node);
    if (auto* call = dyn_cast<CallExpr>(node)) {
      if (Expr* group = group_of(call, "Done")) body.done.push_back(group);
      const Object* object = callee(call);
      body.starts_goroutines |= object != nullptr && object->name == "Go";
    }
    return true;
  });
  return body;
}

const Object* root_of(const Expr* x) {
  while (const auto* selector = dyn_cast<SelectorExpr>(unparen(x))) x = selector->x;
  const auto* ident = dyn_cast<Ident>(unparen(x));
  return ident == nullptr ? nullptr : ident->object;
}

bool done_with(const Pass& pass, const Body& body, const Expr* group) {
  for (const Expr* x : body.done) {
    if (same_text(pass, x, group)) return true;
  }
  return false;
}

void check_literal(Pass& pass, FuncLit* literal) {
  const Body body = look_into(literal->body);
  for (size_t i = 0; i < literal->body->list.size(); i++) {
    CallExpr* call = called(literal->body->list[i]);
    const Expr* group = group_of(call, "Add");
    if (group == nullptr) continue;
    const auto* variable = dyn_cast<Var>(root_of(group));
    const bool own = variable != nullptr && variable->owner == literal;
    if (i == 0 || (!own && !body.starts_goroutines && done_with(pass, body, group)))
      pass.report(call->pos, kMessage);
  }
}

void check_declared(Pass& pass, const Func* function) {
  BlockStmt* block = function == nullptr || function->decl == nullptr ? nullptr : function->decl->body;
  if (block == nullptr || block->list.empty() || function->package != &pass.package) return;
  CallExpr* call = called(block->list[0]);
  const Expr* group = group_of(call, "Add");
  if (group != nullptr && done_with(pass, look_into(block), group)) pass.report(call->pos, kMessage);
}

}  // namespace

void check_wait_group(Pass& pass) {
  pass.each<GoStmt>([&](GoStmt* stmt) {
    if (auto* literal = dyn_cast<FuncLit>(unparen(stmt->call->fun))) {
      check_literal(pass, literal);
    } else {
      check_declared(pass, dyn_cast<Func>(callee(stmt->call)));
    }
  });
}

}  // namespace gopherarium
