// defer log(time.Since(start)): the arguments of a deferred call are computed at the defer statement, when no
// time has passed.

#include "runtime/vet/pass.h"

namespace gopherarium {

void check_deferred_since(Pass& pass) {
  pass.each<DeferStmt>([&](DeferStmt* stmt) {
    walk(stmt->call, [&](Node* node) {
      const auto* call = dyn_cast<CallExpr>(node);
      // defer time.Since(start) itself is deferred, and only useless.
      if (call != nullptr && call != stmt->call && is_function(callee(call), "time", "Since")) {
        pass.report(start_pos(call), "call to time.Since is not deferred");
      }
      return !is<FuncLit>(node);
    });
  });
}

}  // namespace gopherarium
