#pragma once
// Pass: what an analyzer works with. An analyzer is one function that walks the package and reports; it keeps
// nothing.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/syntax/walk.h"
#include "runtime/types/checker.h"
#include "runtime/types/object.h"
#include "runtime/types/package.h"
#include "runtime/vet/vet.h"

namespace gopherarium {

class Pass {
 public:
  Pass(Package& p, const Checker& c, const FileSet& f) : package(p), checker(c), files(f) {}

  Package& package;
  const Checker& checker;
  const FileSet& files;

  void report(Pos pos, std::string message) { findings_.push_back({pos, std::move(message), running_}); }
  // Calls `visit` with every node of the package, parents first; where it returns false, what is below is
  // left out.
  template <class Visit>
  void each_node(Visit&& visit) {
    for (File* file : package.files) {
      for (Decl* decl : file->decls) walk(decl, visit);
    }
  }
  // The same for nodes of one kind.
  template <class T, class Visit>
  void each(Visit&& visit) {
    each_node([&](Node* node) {
      if (T* wanted = dyn_cast<T>(node)) visit(wanted);
      return true;
    });
  }

  // An expression as gofmt writes it.
  std::string text(const Expr* x) const;
  // A type as go vet writes it: with import paths, the program's own package being "command-line-arguments".
  std::string text(Type* type) const;
  // "fmt.Printf", "(*log.Logger).Fatal", "(command-line-arguments.T).String".
  std::string full_name(Func* function) const;
  bool at_least(Pos pos, int minor) const { return checker.version_at(pos).minor >= minor; }

  // ---- for vet()
  void run(AnalyzerId id, void (*function)(Pass&)) {
    running_ = id;
    function(*this);
  }
  std::vector<VetFinding>& findings() { return findings_; }

 private:
  AnalyzerId running_{};
  std::vector<VetFinding> findings_;
};

// ---- questions that several analyzers ask

// What a call calls: a Func, a Builtin, a Var that holds a function; null for a conversion or a literal.
Object* callee(const CallExpr* call);
// What an identifier or selector denotes, parentheses and type arguments left aside; or null.
Object* object_of(const Expr* x);
bool is_builtin(const CallExpr* call, BuiltinId id);
// A function of a package, and a method declared for a (pointer to a) named type of a package.
bool is_function(const Object* object, std::string_view path, std::string_view name);
bool is_method(const Object* object, std::string_view path, std::string_view type, std::string_view name);
bool is_named(const Type* type, std::string_view path, std::string_view name);
// Whether evaluating x may do something: calls (conversions apart) and receives.
bool has_side_effects(Expr* x);
// Two expressions in the same words.
bool same_text(const Pass& pass, const Expr* x, const Expr* y);
// The body of a FuncDecl (or null) or FuncLit; null for other nodes.
BlockStmt* body_of(Node* node);
// Like walk, but stays outside the function literals below `node`.
template <class Visit>
void walk_function(Node* node, Visit&& visit) {
  for_each_child(node, [&](Node* child) {
    if (is<FuncLit>(child)) return;
    if (visit(child)) walk_function(child, visit);
  });
}

#define ANALYZER(id, function, name, lesson, sentence) void function(Pass& pass);
#include "runtime/vet/analyzers.def"

}  // namespace gopherarium
