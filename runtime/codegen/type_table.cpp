#include "runtime/codegen/type_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace gopherarium {
namespace {

uint32_t round_up(uint32_t size, uint32_t align) { return (size + align - 1) / align * align; }

std::string tuple_key(const Tuple& tuple) {
  std::string text = "(";
  for (const Var* var : tuple.vars) text += TypeTable::key(const_cast<Var*>(var)->type()) + ",";
  return text + ")";
}

std::string struct_key(Struct& type) {
  std::string text = "struct{";
  for (size_t i = 0; i < type.fields.size(); ++i) {
    Var& field = *type.fields[i];
    const bool package_matters = !field.exported() && field.package != nullptr;
    text += fmt::format("{}{}.{} {} {:?};", field.embedded ? "!" : "", package_matters ? field.package->path : "",
                        field.name, TypeTable::key(field.type()), std::string(type.tag(i)));
  }
  return text + "}";
}

std::string interface_key(Interface& type) {
  std::string text = "interface{";
  for (Func* method : type.type_set().methods) {
    text += fmt::format("{}.{}{};", method->exported() || method->package == nullptr ? "" : method->package->path,
                        method->name, TypeTable::key(method->signature()));
  }
  return text + "}";
}

// ---- names, as reflect and panics print them: not as the checker's messages do

std::string shown_name(Type* type);

std::string shown_list(const Tuple& tuple, bool variadic) {
  std::string text;
  for (size_t i = 0; i < tuple.vars.size(); ++i) {
    if (i > 0) text += ", ";
    Type* type = tuple.vars[i]->type();
    auto* rest = variadic && i + 1 == tuple.vars.size() ? dyn_cast<Slice>(type) : nullptr;
    text += rest != nullptr ? "..." + shown_name(rest->elem) : shown_name(type);
  }
  return text;
}

// What follows "func", or the name of an interface's method.
std::string shown_signature(Signature& signature) {
  std::string text = "(" + shown_list(*signature.params, signature.variadic) + ")";
  const std::string results = shown_list(*signature.results, false);
  if (signature.results->size() == 1) return text + " " + results;
  return results.empty() ? text : text + " (" + results + ")";
}

std::string shown_struct(Struct& type) {
  std::string text;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    Var& field = *type.fields[i];
    text += i == 0 ? " " : "; ";
    if (!field.embedded) text += std::string(field.name) + " ";
    text += shown_name(field.type());
    if (const auto tag = type.tag(i); !tag.empty()) text += fmt::format(" {:?}", std::string(tag));
  }
  return text.empty() ? "struct {}" : "struct {" + text + " }";
}

std::string shown_interface(Interface& type) {
  std::string text;
  for (Func* method : type.type_set().methods) {
    text += text.empty() ? " " : "; ";
    if (!method->exported() && method->package != nullptr) text += std::string(method->package->name) + ".";
    text += std::string(method->name) + shown_signature(*method->signature());
  }
  return text.empty() ? "interface {}" : "interface {" + text + " }";
}

std::string shown_chan(Chan& type) {
  const std::string elem = shown_name(type.elem);
  if (type.dir == ChanDir::SendOnly) return "chan<- " + elem;
  if (type.dir == ChanDir::RecvOnly) return "<-chan " + elem;
  const auto* inner = dyn_cast<Chan>(type.elem);
  return inner != nullptr && inner->dir == ChanDir::RecvOnly ? "chan (" + elem + ")" : "chan " + elem;
}

// Packages by name; in the arguments of a generic type Go has their paths, which for the user's package is the same.
std::string shown_named(Named& type) {
  std::string text = type.object->package == nullptr ? "" : std::string(type.object->package->name) + ".";
  text += type.object->name;
  if (!type.is_instance()) return text;
  std::string args;
  for (Type* arg : type.type_args) args += (args.empty() ? "" : ",") + shown_name(arg);
  return text + "[" + args + "]";
}

std::string shown_name(Type* type) {
  switch (type->kind) {
    case TypeKind::Basic: {
      const auto& basic = *as<Basic>(type);
      if (basic.name == "byte") return "uint8";
      if (basic.name == "rune") return "int32";
      return basic.basic == BasicKind::UnsafePointer ? "unsafe.Pointer" : std::string(basic.name);
    }
    case TypeKind::Named: return shown_named(*as<Named>(type));
    case TypeKind::Pointer: return "*" + shown_name(as<Pointer>(type)->elem);
    case TypeKind::Slice: return "[]" + shown_name(as<Slice>(type)->elem);
    case TypeKind::Array: return fmt::format("[{}]{}", as<Array>(type)->len, shown_name(as<Array>(type)->elem));
    case TypeKind::Map: return "map[" + shown_name(as<Map>(type)->key) + "]" + shown_name(as<Map>(type)->elem);
    case TypeKind::Chan: return shown_chan(*as<Chan>(type));
    case TypeKind::Struct: return shown_struct(*as<Struct>(type));
    case TypeKind::Interface: return shown_interface(*as<Interface>(type));
    case TypeKind::Signature: return "func" + shown_signature(*as<Signature>(type));
    default: return type_string(type);
  }
}

}  // namespace

std::string TypeTable::key(Type* type) {
  switch (type->kind) {
    case TypeKind::Basic: return fmt::format("b{}", static_cast<int>(as<Basic>(type)->basic));
    case TypeKind::Named: return fmt::format("n{}", static_cast<const void*>(type));
    case TypeKind::Pointer: return "*" + key(as<Pointer>(type)->elem);
    case TypeKind::Slice: return "[]" + key(as<Slice>(type)->elem);
    case TypeKind::Array: return fmt::format("[{}]{}", as<Array>(type)->len, key(as<Array>(type)->elem));
    case TypeKind::Map: return "map[" + key(as<Map>(type)->key) + "]" + key(as<Map>(type)->elem);
    case TypeKind::Chan: return fmt::format("chan{} {}", static_cast<int>(as<Chan>(type)->dir), key(as<Chan>(type)->elem));
    case TypeKind::Struct: return struct_key(*as<Struct>(type));
    case TypeKind::Tuple: return tuple_key(*as<Tuple>(type));
    case TypeKind::Signature: {
      auto& signature = *as<Signature>(type);
      return fmt::format("func{}{}{}", tuple_key(*signature.params), signature.variadic ? "..." : "",
                         tuple_key(*signature.results));
    }
    case TypeKind::Interface: return interface_key(*as<Interface>(type));
    case TypeKind::Union:
    case TypeKind::TypeParam: break;
  }
  GOPH_CHECK(false, "a type that values have has no type parameters left");
}

RTypeId TypeTable::id(Type* type) {
  const RTypeId id = number(type);
  if (pending_.contains(id)) describe_pending(id);
  if (describing_ > 0) return id;
  while (!pending_.empty()) describe_pending(pending_.begin()->first);
  return id;
}

RTypeId TypeTable::number(Type* type) {
  if (auto known = by_pointer_.find(type); known != by_pointer_.end()) return known->second;
  auto [entry, fresh] = ids_.try_emplace(key(type), static_cast<RTypeId>(program_->rtypes.size()));
  by_pointer_.emplace(type, entry->second);
  if (fresh) {
    program_->rtypes.emplace_back();
    types_.emplace_back(entry->second, type);
    pending_.emplace(entry->second, type);
  }
  return entry->second;
}

void TypeTable::describe_pending(RTypeId id) {
  Type* type = pending_.extract(id).mapped();
  describing_++;
  describe(id, type);
  describing_--;
}

uint32_t TypeTable::method_id(Func& method) {
  const std::string name = method.exported() || method.package == nullptr
                               ? std::string(method.name)
                               : fmt::format("{}.{}", method.package->path, method.name);
  auto [entry, fresh] = method_ids_.try_emplace(name + " " + key(method.signature()),
                                                static_cast<uint32_t>(program_->methods.size()));
  if (fresh) program_->methods.push_back({name, type_string(method.signature())});
  return entry->second;
}

void TypeTable::describe_basic(RType& rtype, BasicKind kind) {
  struct Layout {
    Kind kind;
    uint32_t size;
    MemWidth width;
  };
  static constexpr Layout kLayouts[] = {
      {Kind::Invalid, 8, MemWidth::W64},  {Kind::Bool, 1, MemWidth::U8},       {Kind::Int, 8, MemWidth::W64},
      {Kind::Int8, 1, MemWidth::I8},      {Kind::Int16, 2, MemWidth::I16},     {Kind::Int32, 4, MemWidth::I32},
      {Kind::Int64, 8, MemWidth::W64},    {Kind::Uint, 8, MemWidth::W64},      {Kind::Uint8, 1, MemWidth::U8},
      {Kind::Uint16, 2, MemWidth::U16},   {Kind::Uint32, 4, MemWidth::U32},    {Kind::Uint64, 8, MemWidth::W64},
      {Kind::Uintptr, 8, MemWidth::W64},  {Kind::Float32, 4, MemWidth::U32},   {Kind::Float64, 8, MemWidth::W64},
      // complex64 is kept as two float64 like complex128, its parts rounded: 16 bytes here, 8 in gc.
      {Kind::Complex64, 16, MemWidth::Block}, {Kind::Complex128, 16, MemWidth::Block}, {Kind::String, 8, MemWidth::W64},
      {Kind::UnsafePointer, 8, MemWidth::W64},
  };
  GOPH_CHECK(kind <= BasicKind::UnsafePointer, "untyped values have got their type");
  const Layout& layout = kLayouts[static_cast<size_t>(kind)];
  rtype.kind = layout.kind;
  rtype.size = layout.size;
  rtype.align = std::min(layout.size, 8u);
  rtype.slots = (layout.size + 7) / 8;
  rtype.width = layout.width;
}

void TypeTable::describe_struct(RTypeId id, Struct& type) {
  std::vector<RField> fields;
  uint32_t offset = 0, align = 1;
  uint64_t gc_offset = 0;
  bool comparable = true;
  for (Var* field : type.fields) {
    const RTypeId field_id = this->id(field->type());
    const RType& layout = program_->rtypes[field_id];
    const auto field_gc_align = static_cast<uint64_t>(type_align(field->type()));
    offset = round_up(offset, layout.align);
    gc_offset = (gc_offset + field_gc_align - 1) / field_gc_align * field_gc_align;
    fields.push_back({std::string(field->name), field_id, offset, static_cast<uint32_t>(gc_offset), field->embedded,
                      field->exported()});
    offset += layout.size;
    gc_offset += static_cast<uint64_t>(type_size(field->type()));
    align = std::max(align, layout.align);
    comparable = comparable && layout.comparable;
  }
  RType& rtype = program_->rtypes[id];
  rtype.kind = Kind::Struct;
  rtype.comparable = comparable;
  rtype.size = round_up(offset, align);
  rtype.align = align;
  rtype.slots = (rtype.size + 7) / 8;
  rtype.width = MemWidth::Block;
  rtype.fields = std::move(fields);
}

void TypeTable::describe(RTypeId id, Type* type) {
  // References into rtypes don't survive id(): it may grow the table.
  const auto rtype = [this, id]() -> RType& { return program_->rtypes[id]; };
  rtype().name = shown_name(type);
  rtype().size = 8;  // a word, unless the kind says otherwise
  if (auto* named = dyn_cast<Named>(type)) {
    rtype().named = true;
    if (named->object->package != nullptr) rtype().package = named->object->package->path;
  }
  Type* under = underlying(type);
  switch (under->kind) {
    case TypeKind::Basic: describe_basic(rtype(), as<Basic>(under)->basic); break;
    case TypeKind::Struct: describe_struct(id, *as<Struct>(under)); break;
    case TypeKind::Pointer: {
      rtype().kind = Kind::Pointer;
      const RTypeId elem = number(as<Pointer>(under)->elem);
      rtype().elem = elem;
      break;
    }
    case TypeKind::Slice: {
      rtype().kind = Kind::Slice;
      rtype().size = 16;
      rtype().slots = 2;
      rtype().comparable = false;
      rtype().width = MemWidth::Block;
      const RTypeId elem = number(as<Slice>(under)->elem);
      rtype().elem = elem;
      break;
    }
    case TypeKind::Array: {
      const auto& array = *as<Array>(under);
      const RTypeId elem = this->id(array.elem);
      const RType& layout = program_->rtypes[elem];
      RType& made = rtype();
      made.kind = Kind::Array;
      made.elem = elem;
      made.length = static_cast<uint64_t>(array.len);
      made.size = static_cast<uint32_t>(layout.size * made.length);
      made.align = layout.align;
      made.slots = (made.size + 7) / 8;
      made.width = MemWidth::Block;
      made.comparable = layout.comparable;
      break;
    }
    case TypeKind::Map: {
      rtype().kind = Kind::Map;
      rtype().comparable = false;
      const RTypeId key_id = number(as<Map>(under)->key);
      const RTypeId elem = number(as<Map>(under)->elem);
      rtype().key = key_id;
      rtype().elem = elem;
      break;
    }
    case TypeKind::Chan: {
      const ChanDir dir = as<Chan>(under)->dir;
      rtype().kind = Kind::Chan;
      rtype().chan_dir = dir == ChanDir::Both ? 3 : dir == ChanDir::SendOnly ? 2 : 1;
      const RTypeId elem = number(as<Chan>(under)->elem);
      rtype().elem = elem;
      break;
    }
    case TypeKind::Signature: {
      auto& signature = *as<Signature>(under);
      rtype().kind = Kind::Func;
      rtype().comparable = false;
      rtype().variadic = signature.variadic;
      std::vector<RTypeId> params, results;
      for (Var* var : signature.params->vars) params.push_back(number(var->type()));
      for (Var* var : signature.results->vars) results.push_back(number(var->type()));
      rtype().params = std::move(params);
      rtype().results = std::move(results);
      break;
    }
    case TypeKind::Interface: {
      rtype().kind = Kind::Interface;
      std::vector<uint32_t> methods;
      for (Func* method : as<Interface>(under)->type_set().methods) methods.push_back(method_id(*method));
      std::sort(methods.begin(), methods.end());
      rtype().interface_methods = std::move(methods);
      break;
    }
    default: GOPH_CHECK(false, "only types of values have descriptors");
  }
  rtype().gc_size = static_cast<uint64_t>(type_size(type));
}

}  // namespace gopherarium
