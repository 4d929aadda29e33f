// Any bytes as a Go file: the parser ends, reports at most as many errors as are shown, and keeps every position it hands
// out within the file. Seed corpus: lessons and tests/go.

#include <cstddef>
#include <cstdint>
#include <string>

#include "runtime/base/check.h"
#include "runtime/syntax/parser.h"
#include "runtime/syntax/printer.h"
#include "runtime/syntax/walk.h"

using namespace gopherarium;

namespace {

void check_tree(const File& file, Node* root) {
  walk(root, [&](Node* node) {
    Pos start = start_pos(node);
    Pos end = end_pos(node);
    GOPH_CHECK(file.source->contains(node->pos) && file.source->contains(start) && file.source->contains(end),
               "a node lies in its file");
    return true;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  FileSet files;
  DiagnosticList diagnostics(files);
  SourceFile& source = files.add("./x.go", std::string(reinterpret_cast<const char*>(data), size));
  auto file = parse_file(source, diagnostics);
  GOPH_CHECK(diagnostics.error_count() <= DiagnosticList::kShownErrors, "errors stop at the limit");
  (void)diagnostics.text();
  if (!diagnostics.may_check()) return 0;
  for (Decl* decl : file->decls) {
    check_tree(*file, decl);
    walk(decl, [](Node* node) {
      if (auto* x = dyn_cast<CallExpr>(node)) (void)expr_string(x);
      return !is<CallExpr>(node);
    });
  }
  return 0;
}
