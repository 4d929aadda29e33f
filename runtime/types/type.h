#pragma once
// The types of Go. A TypeContext (context.h) owns every type; pointers borrow. Types are immutable once the
// checker has set them up, but for what is computed on demand (the underlying type and methods of an
// instance, type sets), so one thread at a time may ask questions about them.
//
// Two types are the same when identical() says so; only instances of generic types are hash-consed. Aliases
// are not types: the name of an alias denotes the aliased type itself.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/syntax/nodes.h"

namespace gopherarium {

class Func;
class Package;
class TypeContext;
class TypeName;
class TypeParam;
class Var;

enum class TypeKind : uint8_t {
  Basic,
  Named,
  Pointer,
  Slice,
  Array,
  Map,
  Chan,
  Struct,
  Tuple,
  Signature,
  Interface,
  Union,
  TypeParam,
};

// How large a type is, written out: a name is one part, an alias what it stands for. See extent.cpp.
struct TypeExtent {
  uint32_t parts = 0;    // at most kMostTypeParts + 1
  uint32_t depth = 0;    // of nested values and types; those behind a pointer to a name don't count
  uint32_t by_name = 0;  // the same for the name alone and its type arguments
  bool known = true;     // false: a declaration in it is under way
};
// gc has no such limits, and ends when memory or the stack does. Types of people stay below a hundredth of them.
constexpr uint32_t kMostTypeDepth = 2'500;
constexpr uint32_t kMostTypeParts = 100'000;

class Type {
 public:
  const TypeKind kind;
  TypeExtent extent_;  // for type_extent; parts are 0 until it is known
  virtual ~Type() = default;
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;

 protected:
  explicit Type(TypeKind k) : kind(k) {}
};

using TypeList = std::vector<Type*>;

template <TypeKind kKind>
class TypeOf : public Type {
 public:
  static constexpr bool is(TypeKind k) { return k == kKind; }

 protected:
  TypeOf() : Type(kKind) {}
};

enum class BasicKind : uint8_t {
  Invalid,
  Bool,
  Int,
  Int8,
  Int16,
  Int32,
  Int64,
  Uint,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Uintptr,
  Float32,
  Float64,
  Complex64,
  Complex128,
  String,
  UnsafePointer,
  UntypedBool,
  UntypedInt,
  UntypedRune,
  UntypedFloat,
  UntypedComplex,
  UntypedString,
  UntypedNil,
};

// byte and rune are Basics of their own (they print differently) that are identical to uint8 and int32.
class Basic : public TypeOf<TypeKind::Basic> {
 public:
  Basic(BasicKind k, std::string_view n) : basic(k), name(n) {}
  const BasicKind basic;
  const std::string_view name;
};

// A defined type, generic or not, or an instance of a generic one. A generic type itself (type_params, no
// type_args) is the type of no value; inside its declaration and methods its instance over its own type
// parameters stands.
class Named : public TypeOf<TypeKind::Named> {
 public:
  explicit Named(TypeContext& c) : context(&c) {}

  TypeContext* context;
  TypeName* object = nullptr;           // the declared name; instances share their origin's
  Named* origin = this;                 // the generic type of an instance; itself otherwise
  std::vector<TypeParam*> type_params;  // of a generic type
  TypeList type_args;                   // of an instance
  // A type declared inside a generic function depends on that function's type parameters without naming them:
  // substitute() makes instances of it that have outer_args for these.
  std::vector<TypeParam*> outer_params;
  TypeList outer_args;
  // Of a generic alias, which is a type only for want of arguments: what it stands for, mentioning type_params.
  Type* aliased = nullptr;

  bool is_generic() const { return !type_params.empty() && type_args.empty(); }
  bool is_instance() const { return !type_args.empty(); }

  // Never a Named; the invalid type while the declaration is being checked. Instances are expanded on demand.
  Type* underlying();
  // Declared methods in source order; an instance's are its origin's, substituted (Func::origin tells).
  const std::vector<Func*>& methods();
  Func* method(std::string_view name, const Package* package);  // or nullptr

  // ---- for the checker
  Type* resolve_underlying();
  Type* underlying_ = nullptr;  // null: not known yet
  Type* right_hand_ = nullptr;  // what the declaration says, for cycle checks
  std::vector<Func*> methods_;  // of an instance: made on demand, null until then
  bool resolving_ = false;      // underlying() is at work: asked again, it is a circle
  uint8_t validity_ = 0;  // of the recursion check: 0 not looked at, 1 being looked at, 2 fine, 3 reported
};

class Pointer : public TypeOf<TypeKind::Pointer> {
 public:
  explicit Pointer(Type* e) : elem(e) {}
  Type* elem;
};

class Slice : public TypeOf<TypeKind::Slice> {
 public:
  explicit Slice(Type* e) : elem(e) {}
  Type* elem;
};

class Array : public TypeOf<TypeKind::Array> {
 public:
  Array(Type* e, int64_t n) : elem(e), len(n) {}
  Type* elem;
  int64_t len;  // negative: in error
};

class Map : public TypeOf<TypeKind::Map> {
 public:
  Map(Type* k, Type* e) : key(k), elem(e) {}
  Type* key;
  Type* elem;
};

class Chan : public TypeOf<TypeKind::Chan> {
 public:
  Chan(ChanDir d, Type* e) : dir(d), elem(e) {}
  ChanDir dir;
  Type* elem;
};

// Where gc puts a struct's fields, in bytes.
struct StructLayout {
  std::vector<int64_t> offsets;
  int64_t size = 0;
  int64_t align = 1;
  bool known = true;  // false: a field's type is not declared yet, or is invalid
};

class Struct : public TypeOf<TypeKind::Struct> {
 public:
  std::unique_ptr<const StructLayout> layout_;  // for type_size; null until it is known
  std::vector<Var*> fields;
  std::vector<std::string> tags;  // empty, or one for each field (unquoted)
  std::string_view tag(size_t i) const {
    return i < tags.size() ? std::string_view(tags[i]) : std::string_view();
  }
};

// Parameters, results, and the type of a call with several results.
class Tuple : public TypeOf<TypeKind::Tuple> {
 public:
  std::vector<Var*> vars;
  size_t size() const { return vars.size(); }
};

class Signature : public TypeOf<TypeKind::Signature> {
 public:
  std::vector<TypeParam*> type_params;  // of a generic function; methods use those of their receiver's type
  Var* recv = nullptr;                  // of a method; not part of the type's identity
  Tuple* params = nullptr;              // never null once set up
  Tuple* results = nullptr;
  Scope* scope = nullptr;  // of the parameters, while the body is checked
  bool variadic =
      false;  // the last parameter's type is then a Slice (or string, of append([]byte, string...))
};

// One term of a type set: T or ~T.
struct TypeTerm {
  Type* type = nullptr;
  bool tilde = false;
};

// What an interface admits: its methods, embedded ones included, and which types. Computed once.
struct TypeSet {
  std::vector<Func*> methods;   // by name, then package
  bool all_types = true;        // no restriction by terms
  bool comparable = false;      // only comparable types
  std::vector<TypeTerm> terms;  // when not all_types; their types are no interfaces
  bool is_method_set() const { return all_types && !comparable; }
  bool is_empty() const { return !all_types && terms.empty(); }
};

class Interface : public TypeOf<TypeKind::Interface> {
 public:
  std::vector<Func*> methods;  // explicitly declared
  TypeList embeddeds;          // interfaces, unions and other types
  std::vector<Pos> embedded_positions;
  bool implicit = false;       // of a constraint literal such as ~int | string
  bool is_comparable = false;  // the predeclared comparable
  bool prints_as_any = false;  // the predeclared any, of which interface{} is the twin
  Package* package = nullptr;
  const TypeSet& type_set();
  bool is_constraint_only() { return !type_set().is_method_set(); }

  // ---- for the checker
  std::unique_ptr<TypeSet> type_set_;
  bool computing_ = false;
  bool provisional_ = false;  // computed while an embedded type was still being declared: compute again
};

class Union : public TypeOf<TypeKind::Union> {
 public:
  std::vector<TypeTerm> terms;
};

class TypeParam : public TypeOf<TypeKind::TypeParam> {
 public:
  TypeName* object = nullptr;
  int index = -1;
  Type* bound = nullptr;    // as declared
  Interface* constraint();  // the bound as an interface, made on demand
  TypeContext* context = nullptr;
  Interface* constraint_ = nullptr;
};

// ---- shape

// The underlying type: of a Named its own, of a TypeParam its constraint, of others themselves.
Type* underlying(Type* type);
// The single underlying type of all types in the type set (channels of one element type count, by their most
// restricted direction); for other than type parameters the underlying type. Null when there is none.
Type* core_type(Type* type);
// The same, where []byte and string together count as string.
Type* core_string(Type* type);

template <class T>
T* underlying_as(Type* type) {
  return dyn_cast<T>(underlying(type));
}

// Calls `visit(Type* type, Type* under)` for each term of a type parameter's type set, or once for another
// type; a type parameter without terms yields (nullptr, nullptr). Stops with false where visit says so.
template <class Visit>
bool for_each_term(Type* type, Visit&& visit) {
  if (auto* param = dyn_cast<TypeParam>(type)) {
    const TypeSet& set = param->constraint()->type_set();
    if (set.all_types || set.terms.empty()) return visit(nullptr, nullptr);
    for (const TypeTerm& term : set.terms)
      if (!visit(term.type, underlying(term.type))) return false;
    return true;
  }
  return visit(type, underlying(type));
}

// ---- predicates. The plain ones are false for type parameters; those named all_... look at each type of the
// set.

bool is_valid(const Type* type);
bool is_boolean(Type* type);
bool is_numeric(Type* type);
bool is_string(Type* type);
bool is_integer(Type* type);
bool is_unsigned(Type* type);
bool is_float(Type* type);
bool is_complex(Type* type);
bool is_const_type(Type* type);  // may a constant have it
bool is_typed(Type* type);
bool is_untyped(Type* type);
bool is_untyped_numeric(Type* type);
bool is_untyped_nil(Type* type);
bool is_unsafe_pointer(Type* type);
bool is_bytes_or_runes(Type* type);
bool is_type_param(Type* type);
bool is_interface(Type* type);  // not a type parameter
bool is_generic(Type* type);    // needs instantiation
bool has_name(Type* type);      // basic, defined, type parameter
bool all_boolean(Type* type);
bool all_integer(Type* type);
bool all_unsigned(Type* type);
bool all_numeric(Type* type);
bool all_string(Type* type);
bool all_ordered(Type* type);
bool all_numeric_or_string(Type* type);
bool has_nil(Type* type);
bool contains_type_params(Type* type);  // anywhere in it

// Are values of the type comparable with ==? `dynamic` (any == any may panic) or strictly, for constraint
// satisfaction.
enum class Comparability : uint8_t { Strict, Dynamic };
bool comparable_type(Type* type, Comparability how = Comparability::Dynamic, std::string* cause = nullptr);

bool identical(Type* x, Type* y);
bool identical_ignoring_tags(Type* x, Type* y);
// Equal for identical types.
uint64_t type_hash(Type* type);
TypeExtent type_extent(Type* type);

// ---- text

// Which packages' names stand before a type's name: all but `home` (null: all).
struct Qualifier {
  const Package* home = nullptr;
  bool full_path = false;    // the import path instead of the name
  bool go119_words = false;  // say what is missing as Go 1.19 did, for programs of that language version
  std::string_view home_path{};  // stands before names of `home`; empty: nothing does
};
std::string type_string(Type* type, const Qualifier& qualifier = {});
// "(x int, y string) error", without "func".
std::string signature_string(Signature* signature, const Qualifier& qualifier = {});

// ---- layout, as gc lays values out on amd64

int64_t type_size(Type* type);
int64_t type_align(Type* type);
std::vector<int64_t> field_offsets(Struct* type);

}  // namespace gopherarium
