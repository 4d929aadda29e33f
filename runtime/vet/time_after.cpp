// for { select { case v := <-c: ...; case <-time.After(d): ... } }: each iteration starts a timer, so the
// timeout only comes when nothing at all happens for d, and before Go 1.23 each timer stays in memory until
// it fires.
//
// A select whose other cases all leave the loop is a sleep that can be interrupted: there the new timer is
// meant. And a timer's case without statements has nothing that could come too late.

#include <fmt/format.h>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

// Does the clause end by leaving the loop?
bool leaves(const CommClause* clause, const SelectStmt* select) {
  if (clause->body.empty()) return false;
  const Stmt* last = clause->body.back();
  if (is<ReturnStmt>(last)) return true;
  if (const auto* branch = dyn_cast<BranchStmt>(last))
    return branch->keyword != Token::Continue && branch->target != select;
  const auto* stmt = dyn_cast<ExprStmt>(last);
  const auto* call = stmt == nullptr ? nullptr : dyn_cast<CallExpr>(unparen(stmt->x));
  return call != nullptr && (is_builtin(call, BuiltinId::Panic) || is_function(callee(call), "os", "Exit"));
}

void check(Pass& pass, SelectStmt* select) {
  bool goes_on = false;  // some other case leads back to the select
  for (CommClause* clause : select->clauses) {
    if (clause->comm == nullptr || leaves(clause, select)) continue;
    bool timer = false;
    walk(clause->comm, [&](Node* node) {
      const auto* call = dyn_cast<CallExpr>(node);
      timer |= call != nullptr && is_function(callee(call), "time", "After");
      return !timer;
    });
    goes_on = goes_on || !timer;
  }
  if (!goes_on) return;
  for (CommClause* clause : select->clauses) {
    if (clause->comm == nullptr || clause->body.empty()) continue;
    walk(clause->comm, [&](Node* node) {
      const auto* call = dyn_cast<CallExpr>(node);
      if (call != nullptr && is_function(callee(call), "time", "After")) {
        pass.report(start_pos(call), "time.After in a loop starts a new timer at each iteration");
      }
      return !is<FuncLit>(node);
    });
  }
}

void look(Pass& pass, BlockStmt* body) {
  walk_function(body, [&](Node* node) {
    if (auto* select = dyn_cast<SelectStmt>(node)) check(pass, select);
    return true;
  });
}

}  // namespace

void check_time_after(Pass& pass) {
  pass.each_node([&](Node* node) {
    if (auto* range = dyn_cast<RangeStmt>(node)) look(pass, range->body);
    if (auto* loop = dyn_cast<ForStmt>(node)) look(pass, loop->body);
    return true;
  });
}

}  // namespace gopherarium
