#pragma once
// Package: what its files declare. The TypeContext owns it; the files are the importer's or the caller's, and
// must outlive it.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/types/object.h"
#include "runtime/types/scope.h"

namespace gopherarium {

// Brings objects to life that nobody has used so far; implemented by the Checker.
class ObjectResolver {
 public:
  virtual ~ObjectResolver() = default;
  virtual void resolve(Object& object) = 0;
};

// lhs... = rhs, in the order in which package initialisation runs them. A variable without an initialiser has
// none.
struct Initializer {
  std::vector<Var*> lhs;  // several of a call with several results; none named "_" is left out
  Expr* rhs = nullptr;
};

class Package {
 public:
  Package(std::string p, std::string n, Scope* universe)
      : path(std::move(p)), name(std::move(n)), scope(universe) {}
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  std::string path;
  std::string name;
  Scope scope;
  std::vector<File*> files;
  std::vector<Package*> imports;  // direct ones, in the order of the first import
  std::vector<Func*> functions;   // every declared function and method with its FuncDecl, in source order
  std::vector<Func*> inits;       // the init functions, in source order
  std::vector<Var*> variables;    // package-level, in source order, blank ones included
  bool is_unsafe = false;
  bool fake = false;  // stands for one that could not be imported: anything may be selected from it

  // ---- for the checker
  ObjectResolver* resolver = nullptr;
  std::vector<Initializer> init_order_;
  bool init_order_known_ = false;
};

}  // namespace gopherarium
