#pragma once
// TypeContext owns all that the checker makes for one program: types, objects, scopes, constants, packages
// and the universe. It must outlive every use of the annotated AST. Not thread-safe.

#include <deque>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/types/object.h"
#include "runtime/types/package.h"
#include "runtime/types/scope.h"
#include "runtime/types/type.h"

namespace gopherarium {

class TypeContext {
 public:
  TypeContext();
  ~TypeContext();
  TypeContext(const TypeContext&) = delete;
  TypeContext& operator=(const TypeContext&) = delete;

  template <class T, class... Args>
  T* type(Args&&... args) {
    auto made = std::make_unique<T>(std::forward<Args>(args)...);
    T* borrowed = made.get();
    types_.push_back(std::move(made));
    return borrowed;
  }
  template <class T, class... Args>
  T* object(Args&&... args) {
    auto made = std::make_unique<T>(std::forward<Args>(args)...);
    T* borrowed = made.get();
    objects_.push_back(std::move(made));
    return borrowed;
  }
  Scope* scope(Scope* parent) { return &scopes_.emplace_back(parent); }
  Selection* selection() { return &selections_.emplace_back(); }
  const ConstantValue* constant(ConstantValue value) { return &constants_.emplace_back(std::move(value)); }
  Package* package(std::string path, std::string name);
  // A copy of the text that lives as long as the context.
  std::string_view intern(std::string_view text) { return *strings_.emplace(text).first; }

  // ---- shorthands
  Basic* basic(BasicKind kind) const { return basics_[static_cast<size_t>(kind)]; }
  Basic* invalid() const { return basic(BasicKind::Invalid); }
  Pointer* pointer_to(Type* elem);  // hash-consed by elem
  Slice* slice_of(Type* elem);      // the same
  Tuple* tuple(std::vector<Var*> vars);
  Signature* signature(std::vector<Var*> params, std::vector<Var*> results);
  Tuple* empty_tuple() const { return empty_tuple_; }
  Var* param(std::string_view name, Type* type);

  // ---- the universe
  Scope* universe() const { return universe_; }
  Basic* byte_type() const { return byte_; }
  Basic* rune_type() const { return rune_; }
  Interface* any_type() const { return any_; }
  Interface* empty_interface() const { return empty_interface_; }  // prints as interface{}
  Named* error_type() const { return error_; }
  Named* comparable_type() const { return comparable_; }
  Package* unsafe_package() const { return unsafe_; }

  // ---- generics. Instances are hash-consed: equal arguments give the same Named. Arguments are not checked
  // against constraints here; the checker has done that.
  Named* instantiate(Named* generic, const TypeList& args);
  // `type` with each params[i] replaced by args[i]; the same pointer where nothing changes.
  Type* substitute(Type* type, std::span<TypeParam* const> params, const TypeList& args);
  // A generic function's signature for the arguments, without type parameters.
  Signature* instantiate_signature(Signature* generic, const TypeList& args);

 private:
  friend class Substituter;
  Named* instance(Named* origin, const TypeList& args, const TypeList& outer_args);
  void define_basics();
  void define_interfaces();
  void define_values();
  void define_unsafe();

  std::vector<std::unique_ptr<Type>> types_;
  std::vector<std::unique_ptr<Object>> objects_;
  std::deque<Scope> scopes_;
  std::deque<Selection> selections_;
  std::deque<ConstantValue> constants_;
  std::deque<Package> packages_;
  std::unordered_set<std::string> strings_;
  std::unordered_map<uint64_t, std::vector<Named*>> instances_;
  std::unordered_map<Type*, Pointer*> pointers_;
  std::unordered_map<Type*, Slice*> slices_;
  std::vector<Basic*> basics_;
  Scope* universe_ = nullptr;
  Tuple* empty_tuple_ = nullptr;
  Basic* byte_ = nullptr;
  Basic* rune_ = nullptr;
  Interface* any_ = nullptr;
  Interface* empty_interface_ = nullptr;
  Named* error_ = nullptr;
  Named* comparable_ = nullptr;
  Package* unsafe_ = nullptr;
};

// ---- looking things up

struct LookupResult {
  Object* object = nullptr;  // the field (Var) or method (Func); null: not found
  std::vector<int> path;     // as in Selection
  bool indirect = false;     // a pointer was followed; without an object: only the pointer has the method
  bool ambiguous = false;    // without an object: several at the same depth
};

enum class Addressable : uint8_t { No, Yes };
enum class NameCase : uint8_t { Exact, Fold };

// The field or method `name` of `type`, through embedded fields. `package` is where the selector stands.
LookupResult lookup_field_or_method(Type* type, Addressable addressable, const Package* package,
                                    std::string_view name, NameCase name_case = NameCase::Exact);

// One method of a type's method set and the way to it.
struct MethodEntry {
  Func* method = nullptr;
  std::vector<int> path;
  bool indirect = false;
};
// By name. Of a T without the methods that need a *T.
std::vector<MethodEntry> method_set(Type* type);

struct MissingMethod {
  Func* missing = nullptr;  // of the interface; null when nothing is missing
  std::string cause;        // "(missing method Foo)", with what was found instead
};
// Does `type` have all methods of `interface_type`? Unless `type` is an interface and the question is about
// an assertion: then methods that both have must agree.
enum class MethodQuestion : uint8_t { Implements, Asserts };
MissingMethod missing_method(Type* type, Type* interface_type, MethodQuestion question,
                             const Qualifier& qualifier = {});

// Does `type` satisfy / implement the interface `constraint`? On false `cause` says why, as gc does.
enum class ImplementsQuestion : uint8_t { Implements, Satisfies };
bool implements(Type* type, Type* constraint, ImplementsQuestion question, const Qualifier& qualifier,
                std::string* cause);

// May a value of type `from` (typed) be assigned to `to`?
bool assignable(Type* from, Type* to);

}  // namespace gopherarium
