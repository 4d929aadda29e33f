#pragma once
// parse_file turns a SourceFile into a File, reporting what is wrong in gc's words. It is a recursive descent over the
// grammar of the Go specification at the 1.23 level; checks that need no types are made here too: labels and branches,
// the nesting limit, the shape of simple statements. It always returns a File; when errors were reported the tree is
// for colouring and outlines only, and the program must not be checked further (gc stops there, too).

#include <memory>

#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/nodes.h"

namespace gopherarium {

// `source` belongs to the FileSet of `diagnostics`. //line directives found are added to it.
std::unique_ptr<File> parse_file(SourceFile& source, DiagnosticList& diagnostics);

}  // namespace gopherarium
