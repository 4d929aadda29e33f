#pragma once
// Checker: resolves names, finds types and constant values, and says in gc's words what is wrong. It is the
// counterpart of cmd/compile/internal/types2 and writes its results into the AST (the fields "set by the
// checker" in nodes.h), into objects, and into Info.
//
// One Checker serves all packages of a program. Work is done on demand: an object of an imported package is
// checked when it is first used and a function's body when check_body asks, so importing a large package
// costs little. The user's package is checked as a whole. Not thread-safe; files, DiagnosticList, Importer
// and TypeContext must outlive it, and the Checker must live as long as objects are asked for types
// (resolution is on demand).

#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/syntax/diagnostics.h"
#include "runtime/syntax/nodes.h"
#include "runtime/types/context.h"

namespace gopherarium {

// Finds packages by import path; usually it parses their files and hands them to Checker::declare_package.
class Importer {
 public:
  virtual ~Importer() = default;
  // On failure the error is gc's text, such as "package foo/bar is not in std".
  virtual Result<Package*> import(std::string_view path) = 0;
};

// A use of a generic function: which type arguments it has, written or inferred, and the signature with them.
struct Instance {
  TypeList type_args;
  Signature* signature = nullptr;
};

struct Info {
  // By the identifier that names the generic function: f in f(x), f[int](x), p.f(x).
  std::unordered_map<const Ident*, Instance> instances;
  // The variables of enclosing functions that a literal uses, those of literals inside it included.
  std::unordered_map<const FuncLit*, std::vector<Var*>> captures;
};

struct CheckOptions {
  GoVersion version{23};  // the language version of files that don't say one
  GoVersion wording{23};  // whose words messages use: gc's changed with Go 1.20
};

class Checker {
 public:
  Checker(TypeContext& context, DiagnosticList& diagnostics, Importer& importer, CheckOptions options = {});
  ~Checker();

  // Checks everything in the package: all declarations, all bodies, unused imports, initialisation order.
  Package* check_package(std::string_view path, std::span<File* const> files);
  // Enters the package's declarations; all else on demand.
  Package* declare_package(std::string_view path, std::span<File* const> files);

  // Makes sure that a function's body is checked (a method of an instance: its origin's). No-op without a
  // body.
  void check_body(Func* function);
  // Checks the initialisers of all package-level variables and, as far as they matter, the functions they
  // use.
  const std::vector<Initializer>& init_order(Package* package);

  const Info& info() const;
  // The language version of the file that `pos` is in.
  GoVersion version_at(Pos pos) const;

  class Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace gopherarium
