// Any bytes as a Go program, compiled to bytecode: the front end and the code generator end, with a program, with messages or
// with one sentence about a limit. The packages it may import are shrunk to what the seeds say most, so that one input costs
// what it is worth. Seed corpus: tests/go.

#include <cstddef>
#include <cstdint>
#include <string>

#include "runtime/base/check.h"
#include "runtime/codegen/codegen.h"
#include "runtime/session/frontend.h"

using namespace gopherarium;

namespace {

class FewPackages : public StandardLibrary {
 public:
  std::vector<SourceFile> files_of(std::string_view path) const override {
    if (path == "fmt") {
      return {{"fmt.go",
               "package fmt\n"
               "type Stringer interface{ String() string }\n"
               "func Println(a ...any) (int, error) { return len(a), nil }\n"
               "func Printf(format string, a ...any) (int, error) { return len(a), nil }\n"
               "func Sprint(a ...any) string { return \"\" }\n"
               "func Sprintf(format string, a ...any) string { return format }\n"}};
    }
    if (path == "errors") {
      return {{"errors.go",
               "package errors\n"
               "type plain struct{ s string }\n"
               "func (p *plain) Error() string { return p.s }\n"
               "func New(s string) error { return &plain{s} }\n"}};
    }
    if (path == "sync") {
      return {{"sync.go",
               "package sync\n"
               "type Mutex struct{ held bool }\n"
               "func (m *Mutex) Lock() { m.held = true }\n"
               "func (m *Mutex) Unlock() { m.held = false }\n"
               "type WaitGroup struct{ n int }\n"
               "func (w *WaitGroup) Add(n int) { w.n += n }\n"
               "func (w *WaitGroup) Done() { w.n-- }\n"
               "func (w *WaitGroup) Wait() {}\n"}};
    }
    return {};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const FewPackages library;
  Frontend frontend(library);
  Package* package = frontend.check({{"./x.go", std::string(reinterpret_cast<const char*>(data), size)}});
  if (package == nullptr) {
    const bool load_error = !frontend.error_text().starts_with("# ");
    GOPH_CHECK(load_error || frontend.diagnostics().has_errors(), "what is not accepted has a message");
    return 0;
  }
  auto program = generate({frontend.checker(), frontend.types(), frontend.files(), *package, nullptr});
  GOPH_CHECK(program || !program.error().empty() || frontend.diagnostics().has_errors(), "no program without a reason");
  return 0;
}
