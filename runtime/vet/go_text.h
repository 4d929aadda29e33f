#pragma once
// An expression as gofmt writes it by itself, which is how go vet quotes it: blanks around an operator depend on how the
// operators around it bind, not on the source.

#include <string>

#include "runtime/syntax/nodes.h"
#include "runtime/syntax/source.h"

namespace gopherarium {

// Function literals and types stand as in the source.
std::string go_text(const Expr* x, const FileSet& files);

}  // namespace gopherarium
