#pragma once
// Objects: what names denote. The TypeContext owns them; a Scope maps names to them; Ident::object points to
// them.

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/syntax/nodes.h"
#include "runtime/types/constant.h"
#include "runtime/types/type.h"

namespace gopherarium {

class Package;
struct DeclInfo;

enum class ObjectKind : uint8_t { PkgName, Const, TypeName, Var, Func, Builtin, Nil };

class Object {
 public:
  // Of the checking of package-level objects: White not begun, Grey on the path being checked, Black done.
  enum class Color : uint8_t { White, Grey, Black };

  const ObjectKind kind;
  std::string_view name;       // text that outlives the context: source text, or interned by the context
  Package* package = nullptr;  // null for the universe's
  Pos pos;
  Scope* parent = nullptr;  // null for fields and methods

  virtual ~Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  // The type; a package-level object that was not used so far is checked now.
  Type* type();
  bool exported() const;
  // Names of other packages differ from ours when they are not exported.
  bool same_id(const Package* other_package, std::string_view other_name) const;

  // ---- for the checker
  Type* type_ = nullptr;
  Color color_ = Color::Black;
  uint32_t color_index_ = 0;  // of a Grey object: its place on the path
  Pos scope_pos_;             // where a local name's scope begins
  DeclInfo* decl_ = nullptr;  // of a package-level object

 protected:
  Object(ObjectKind k, Pos p, Package* pkg, std::string_view n, Type* t)
      : kind(k), name(n), package(pkg), pos(p), type_(t) {}
};

template <ObjectKind kKind>
class ObjectOf : public Object {
 public:
  static constexpr bool is(ObjectKind k) { return k == kKind; }

 protected:
  ObjectOf(Pos p, Package* pkg, std::string_view n, Type* t) : Object(kKind, p, pkg, n, t) {}
};

// An imported package under the name of this file.
class PkgName : public ObjectOf<ObjectKind::PkgName> {
 public:
  PkgName(Pos p, Package* pkg, std::string_view n, Package* i, Type* invalid)
      : ObjectOf(p, pkg, n, invalid), imported(i) {}
  Package* imported;
  bool used = false;
};

class Const : public ObjectOf<ObjectKind::Const> {
 public:
  Const(Pos p, Package* pkg, std::string_view n, Type* t) : ObjectOf(p, pkg, n, t) {}
  // Set once type() has been asked for; its kind is Unknown in error.
  const ConstantValue* value = nullptr;
  uint32_t iota = 0;
};

class TypeName : public ObjectOf<ObjectKind::TypeName> {
 public:
  TypeName(Pos p, Package* pkg, std::string_view n, Type* t) : ObjectOf(p, pkg, n, t) {}
  bool is_alias = false;
};

class Var : public ObjectOf<ObjectKind::Var> {
 public:
  Var(Pos p, Package* pkg, std::string_view n, Type* t) : ObjectOf(p, pkg, n, t) {}
  bool is_field = false;
  bool embedded = false;  // of a field
  bool is_param = false;  // parameters, results, receivers
  bool used = false;
  // Of local variables, once the outermost function's body has been checked:
  bool captured = false;  // used in a function literal within the declaring function
  bool address_taken =
      false;              // &x, x[:] of an array, x.m() with a pointer receiver; also by way of x.f and x[i]
  bool assigned = false;  // written to after its declaration
  const Node* owner =
      nullptr;  // the FuncDecl or FuncLit that declares it; null at package level (and for fields)
};

class Func : public ObjectOf<ObjectKind::Func> {
 public:
  Func(Pos p, Package* pkg, std::string_view n, Type* t) : ObjectOf(p, pkg, n, t) {}
  FuncDecl* decl = nullptr;  // null for interface methods and the methods of built-in types
  Func* origin = this;       // of a method of an instance: the generic type's method, which has the body
  bool is_method = false;
  bool pointer_receiver = false;
  bool body_checked = false;
  Named* receiver_named =
      nullptr;  // of a declared method: its receiver's type (of an instance's method the instance)
  Signature* signature() { return static_cast<Signature*>(type()); }
};

enum class BuiltinId : uint8_t {
  Append,
  Cap,
  Clear,
  Close,
  Complex,
  Copy,
  Delete,
  Imag,
  Len,
  Make,
  Max,
  Min,
  New,
  Panic,
  Print,
  Println,
  Real,
  Recover,
  UnsafeAdd,
  UnsafeAlignof,
  UnsafeOffsetof,
  UnsafeSizeof,
  UnsafeSlice,
  UnsafeSliceData,
  UnsafeString,
  UnsafeStringData,
};

class Builtin : public ObjectOf<ObjectKind::Builtin> {
 public:
  Builtin(BuiltinId i, std::string_view n, Type* invalid) : ObjectOf(Pos(), nullptr, n, invalid), id(i) {}
  const BuiltinId id;
};

class Nil : public ObjectOf<ObjectKind::Nil> {
 public:
  explicit Nil(Type* untyped_nil) : ObjectOf(Pos(), nullptr, "nil", untyped_nil) {}
};

// What x.f selects; SelectorExpr::selection.
enum class SelectionKind : uint8_t {
  FieldVal,    // x.f is a struct field
  MethodVal,   // x.f is a method, bound or called
  MethodExpr,  // T.f is a function whose first parameter is the receiver
};

struct Selection {
  SelectionKind kind = SelectionKind::FieldVal;
  Type* recv = nullptr;      // of x in x.f
  Object* object = nullptr;  // the Var or Func
  // Field indices through embedded fields; the last is the field's index, or of a method its index among the
  // methods of the type reached (of an interface: in its type set).
  std::vector<int> path;
  bool indirect = false;  // a pointer was followed on the way from recv to the object's holder
  Type* type =
      nullptr;  // of x.f: the field's type, the method's signature without receiver, or the function's
};

}  // namespace gopherarium
