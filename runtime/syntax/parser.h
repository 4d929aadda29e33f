#pragma once
// parse_file turns a SourceFile into a File, reporting what is wrong in gc's words. It is a recursive descent over the
// grammar of the Go specification at the 1.23 level. Checks that need no types are made here too: labels and branches, the
// shape of simple statements, and a limit on nesting, so that whoever walks the tree may recurse.
//
// It always returns a File. Where DiagnosticList::may_check says no (a message started with "syntax error", or the list is
// full) the tree is for colours and outlines only. Other errors (a malformed literal, an unused label) leave a tree that can
// be checked, so that type errors are shown beside them; a BadExpr in it has been reported.

#include <memory>

#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/nodes.h"

namespace gopherarium {

struct ParseOptions {
  // Whose words messages use: gc 1.20 said "expected" where 1.19 said "expecting", and so on. 0: the current version.
  GoVersion wording;
};

// How deep a tree may get: each node below another counts, so a sum of n operands is n deep. A checker in an ASan build that
// takes 8 KB of stack a level still fits 8 MB; of the files of Go 1.19 one generated table alone is deeper.
inline constexpr int kMaxNesting = 1000;

// `source` belongs to the FileSet of `diagnostics`. //line directives found are added to it.
std::unique_ptr<File> parse_file(SourceFile& source, DiagnosticList& diagnostics, ParseOptions options = {});

}  // namespace gopherarium
