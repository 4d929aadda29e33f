// append(s): without values it gives s back, and somebody forgot what to append.

#include "runtime/vet/pass.h"

namespace gopherarium {

void check_empty_append(Pass& pass) {
  pass.each<CallExpr>([&](CallExpr* call) {
    if (is_builtin(call, BuiltinId::Append) && call->args.size() == 1)
      pass.report(start_pos(call), "append with no values");
  });
}

}  // namespace gopherarium
