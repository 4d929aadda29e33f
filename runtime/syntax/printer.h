#pragma once
// An expression as gc's messages show it, on one line: bodies and long lists are cut to {…}.

#include <string>

#include "runtime/syntax/nodes.h"

namespace gopherarium {

std::string expr_string(const Expr* x);

}  // namespace gopherarium
