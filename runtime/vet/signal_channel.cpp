// signal.Notify never waits for a receiver: with an unbuffered channel a signal is lost when nobody receives
// just then.

#include <unordered_map>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

// What each variable is declared with.
using Initial = std::unordered_map<const Object*, Expr*>;

Initial initial_values(Pass& pass) {
  Initial initial;
  const auto add = [&](const Expr* name, Expr* value) {
    if (const auto* ident = dyn_cast<Ident>(name); ident != nullptr && ident->object != nullptr)
      initial.try_emplace(ident->object, value);
  };
  pass.each_node([&](Node* node) {
    if (auto* assign = dyn_cast<AssignStmt>(node); assign != nullptr &&
                                                   assign->assign_kind == AssignKind::Define &&
                                                   assign->lhs.size() == assign->rhs.size()) {
      for (size_t i = 0; i < assign->lhs.size(); i++) add(assign->lhs[i], assign->rhs[i]);
    }
    if (auto* decl = dyn_cast<VarDecl>(node); decl != nullptr && decl->names.size() == decl->values.size()) {
      for (size_t i = 0; i < decl->names.size(); i++) add(decl->names[i], decl->values[i]);
    }
    return true;
  });
  return initial;
}

}  // namespace

void check_signal_channel(Pass& pass) {
  bool imported = false;
  for (const Package* package : pass.package.imports) imported |= package->path == "os/signal";
  if (!imported) return;
  const Initial initial = initial_values(pass);
  pass.each<CallExpr>([&](CallExpr* call) {
    if (!is_function(callee(call), "os/signal", "Notify") || call->args.empty()) return;
    const auto* ident = dyn_cast<Ident>(call->args[0]);
    const auto declared = ident == nullptr ? initial.end() : initial.find(ident->object);
    if (declared == initial.end()) return;
    const auto* made = dyn_cast<CallExpr>(declared->second);
    if (made == nullptr || !is_builtin(made, BuiltinId::Make) || made->args.size() != 1) return;
    pass.report(start_pos(call), "misuse of unbuffered os.Signal channel as argument to signal.Notify");
  });
}

}  // namespace gopherarium
