// Any bytes as a Go program: the checker ends, reports at most as many errors as are shown, and what it
// leaves on an accepted tree is complete. Seed corpus: lessons and tests/go.

#include <cstddef>
#include <cstdint>
#include <string>

#include "runtime/base/check.h"
#include "runtime/syntax/parser.h"
#include "runtime/syntax/walk.h"
#include "runtime/types/checker.h"

using namespace gopherarium;

namespace {

class NoPackages : public Importer {
 public:
  Result<Package*> import(std::string_view path) override {
    return Error{"package " + std::string(path) + " is not in std"};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  FileSet files;
  DiagnosticList diagnostics(files);
  auto file =
      parse_file(files.add("./x.go", std::string(reinterpret_cast<const char*>(data), size)), diagnostics);
  if (!diagnostics.may_check()) return 0;
  TypeContext context;
  NoPackages importer;
  Checker checker(context, diagnostics, importer);
  File* one = file.get();
  Package* package = checker.check_package("main", std::span(&one, 1));
  GOPH_CHECK(diagnostics.error_count() <= DiagnosticList::kShownErrors, "errors stop at the limit");
  if (diagnostics.has_errors()) return 0;
  for (Func* func : package->functions)
    walk(func->decl->body, [](Node* node) {
      auto* call = dyn_cast<CallExpr>(node);
      GOPH_CHECK(call == nullptr || call->mode != ExprMode::Invalid,
                 "an accepted program has no invalid calls");
      return true;
    });
  return 0;
}
