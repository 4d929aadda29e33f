#include "runtime/types/context.h"

#include "runtime/base/check.h"

namespace gopherarium {

TypeContext::TypeContext() {
  universe_ = scope(nullptr);
  empty_tuple_ = type<Tuple>();
  define_basics();
  define_interfaces();
  define_values();
  define_unsafe();
}

TypeContext::~TypeContext() = default;

Package* TypeContext::package(std::string path, std::string name) {
  return &packages_.emplace_back(std::move(path), std::move(name), universe_);
}

Pointer* TypeContext::pointer_to(Type* elem) {
  Pointer*& pointer = pointers_[elem];
  if (pointer == nullptr) pointer = type<Pointer>(elem);
  return pointer;
}

Slice* TypeContext::slice_of(Type* elem) {
  Slice*& slice = slices_[elem];
  if (slice == nullptr) slice = type<Slice>(elem);
  return slice;
}

Tuple* TypeContext::tuple(std::vector<Var*> vars) {
  if (vars.empty()) return empty_tuple_;
  Tuple* made = type<Tuple>();
  made->vars = std::move(vars);
  return made;
}

Signature* TypeContext::signature(std::vector<Var*> params, std::vector<Var*> results) {
  Signature* made = type<Signature>();
  made->params = tuple(std::move(params));
  made->results = tuple(std::move(results));
  return made;
}

Var* TypeContext::param(std::string_view name, Type* t) {
  Var* var = object<Var>(Pos(), nullptr, name, t);
  var->is_param = true;
  return var;
}

// ---- the universe

void TypeContext::define_basics() {
  static constexpr std::string_view kNames[] = {
      "invalid type",   "bool",         "int",         "int8",         "int16",         "int32",
      "int64",          "uint",         "uint8",       "uint16",       "uint32",        "uint64",
      "uintptr",        "float32",      "float64",     "complex64",    "complex128",    "string",
      "unsafe.Pointer", "untyped bool", "untyped int", "untyped rune", "untyped float", "untyped complex",
      "untyped string", "untyped nil",
  };
  for (size_t i = 0; i < std::size(kNames); i++) {
    auto kind = static_cast<BasicKind>(i);
    basics_.push_back(type<Basic>(kind, kNames[i]));
    if (kind >= BasicKind::Bool && kind <= BasicKind::String)
      universe_->insert(object<TypeName>(Pos(), nullptr, kNames[i], basics_.back()));
  }
  byte_ = type<Basic>(BasicKind::Uint8, "byte");
  rune_ = type<Basic>(BasicKind::Int32, "rune");
  for (Basic* alias : {byte_, rune_}) {
    auto* name = object<TypeName>(Pos(), nullptr, alias->name, alias);
    name->is_alias = true;
    universe_->insert(name);
  }
}

void TypeContext::define_interfaces() {
  empty_interface_ = type<Interface>();
  any_ = type<Interface>();
  any_->prints_as_any = true;
  auto* any_name = object<TypeName>(Pos(), nullptr, "any", any_);
  any_name->is_alias = true;
  universe_->insert(any_name);

  auto define = [&](std::string_view name, Interface* interface_type) {
    Named* named = type<Named>(*this);
    named->object = object<TypeName>(Pos(), nullptr, name, named);
    named->underlying_ = interface_type;
    universe_->insert(named->object);
    return named;
  };
  Interface* error_interface = type<Interface>();
  error_ = define("error", error_interface);
  Signature* sig = signature({}, {param("", basic(BasicKind::String))});
  sig->recv = param("", error_);
  Func* method = object<Func>(Pos(), nullptr, "Error", sig);
  method->is_method = true;
  error_interface->methods.push_back(method);

  Interface* comparable_interface = type<Interface>();
  comparable_interface->is_comparable = true;
  comparable_ = define("comparable", comparable_interface);
}

void TypeContext::define_values() {
  auto define_constant = [&](std::string_view name, BasicKind kind, ConstantValue value) {
    Const* made = object<Const>(Pos(), nullptr, name, basic(kind));
    made->value = constant(std::move(value));
    universe_->insert(made);
  };
  define_constant("true", BasicKind::UntypedBool, ConstantValue::of_bool(true));
  define_constant("false", BasicKind::UntypedBool, ConstantValue::of_bool(false));
  define_constant("iota", BasicKind::UntypedInt, ConstantValue::of_int(0));
  universe_->insert(object<Nil>(basic(BasicKind::UntypedNil)));
  static constexpr std::pair<BuiltinId, std::string_view> kBuiltins[] = {
      {BuiltinId::Append, "append"},   {BuiltinId::Cap, "cap"},         {BuiltinId::Clear, "clear"},
      {BuiltinId::Close, "close"},     {BuiltinId::Complex, "complex"}, {BuiltinId::Copy, "copy"},
      {BuiltinId::Delete, "delete"},   {BuiltinId::Imag, "imag"},       {BuiltinId::Len, "len"},
      {BuiltinId::Make, "make"},       {BuiltinId::Max, "max"},         {BuiltinId::Min, "min"},
      {BuiltinId::New, "new"},         {BuiltinId::Panic, "panic"},     {BuiltinId::Print, "print"},
      {BuiltinId::Println, "println"}, {BuiltinId::Real, "real"},       {BuiltinId::Recover, "recover"},
  };
  for (auto [id, name] : kBuiltins) universe_->insert(object<Builtin>(id, name, invalid()));
}

void TypeContext::define_unsafe() {
  unsafe_ = package("unsafe", "unsafe");
  unsafe_->is_unsafe = true;
  auto* pointer = object<TypeName>(Pos(), unsafe_, "Pointer", basic(BasicKind::UnsafePointer));
  unsafe_->scope.insert(pointer);
  static constexpr std::pair<BuiltinId, std::string_view> kBuiltins[] = {
      {BuiltinId::UnsafeAdd, "Add"},           {BuiltinId::UnsafeAlignof, "Alignof"},
      {BuiltinId::UnsafeOffsetof, "Offsetof"}, {BuiltinId::UnsafeSizeof, "Sizeof"},
      {BuiltinId::UnsafeSlice, "Slice"},       {BuiltinId::UnsafeSliceData, "SliceData"},
      {BuiltinId::UnsafeString, "String"},     {BuiltinId::UnsafeStringData, "StringData"},
  };
  for (auto [id, name] : kBuiltins) unsafe_->scope.insert(object<Builtin>(id, name, invalid()));
}

}  // namespace gopherarium
