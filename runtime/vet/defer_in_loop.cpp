// defer in a loop: the deferred calls pile up until the function returns, so files stay open and locks stay
// locked.
//
// A loop whose body ends with a return or break goes round at most once, and is left alone.

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

bool goes_round(const BlockStmt* body) {
  if (body->list.empty()) return true;
  const Stmt* last = body->list.back();
  const auto* branch = dyn_cast<BranchStmt>(last);
  return !is<ReturnStmt>(last) && (branch == nullptr || branch->keyword != Token::Break);
}

void look(Pass& pass, BlockStmt* body) {
  walk_function(body, [&](Node* node) {
    if (is<DeferStmt>(node))
      pass.report(start_pos(node),
                  "defer in a loop runs when the function returns, not when the iteration ends");
    return true;
  });
}

}  // namespace

void check_defer_in_loop(Pass& pass) {
  pass.each_node([&](Node* node) {
    BlockStmt* body = nullptr;
    if (auto* range = dyn_cast<RangeStmt>(node)) body = range->body;
    if (auto* loop = dyn_cast<ForStmt>(node)) body = loop->body;
    if (body != nullptr && goes_round(body)) look(pass, body);
    return true;
  });
}

}  // namespace gopherarium
