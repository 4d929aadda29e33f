#include "runtime/vet/printf_args.h"

#include <fmt/format.h>

#include <unordered_set>

#include "runtime/types/context.h"
#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

Func* method_of(Type* type, std::string_view name) {
  return dyn_cast<Func>(lookup_field_or_method(type, Addressable::No, nullptr, name).object);
}

bool is_error(Type* type) {
  Func* method = method_of(type, "Error");
  return method != nullptr && is_stringer_signature(method->signature());
}

// Through Error or String.
bool makes_a_string(Type* type) {
  if (is_untyped_nil(type)) return false;
  if (is_error(type)) return true;
  Func* method = method_of(type, "String");
  return method != nullptr && is_stringer_signature(method->signature());
}

class Matcher {
 public:
  explicit Matcher(uint32_t kinds) : kinds_(kinds) {}
  std::string reason;

  // `top`: the argument itself, not a part of it: there a pointer to a struct is printed as &{...}.
  bool match(Type* type, bool top) {
    if (type == nullptr) return true;
    if (kinds_ == kArgError) return is_untyped_nil(type) || is_error(type);
    if (is_formatter(type)) return true;
    if ((kinds_ & kArgString) != 0 && makes_a_string(type)) return true;
    if (auto* param = dyn_cast<TypeParam>(type)) return type_param(param, top);
    type = underlying(type);
    if (!seen_.insert(type).second) return true;  // a type that contains itself
    switch (type->kind) {
      case TypeKind::Signature: return kinds_ == kArgPointer;
      case TypeKind::Map: {
        auto* map = static_cast<Map*>(type);
        return kinds_ == kArgPointer || (match(map->key, false) && match(map->elem, false));
      }
      case TypeKind::Chan: return (kinds_ & kArgPointer) != 0;
      case TypeKind::Array:
        return is_text_of(static_cast<Array*>(type)->elem) || match(static_cast<Array*>(type)->elem, false);
      case TypeKind::Slice:
        return is_text_of(static_cast<Slice*>(type)->elem) || kinds_ == kArgPointer ||
               match(static_cast<Slice*>(type)->elem, false);
      case TypeKind::Pointer: return pointer(static_cast<Pointer*>(type), top);
      case TypeKind::Struct: return structure(static_cast<Struct*>(type));
      case TypeKind::Interface: return true;
      case TypeKind::Basic: return basic(static_cast<Basic*>(type)->basic);
      default: return false;
    }
  }

 private:
  bool is_text_of(Type* elem) const {
    auto* byte = underlying_as<Basic>(elem);
    return (kinds_ & kArgString) != 0 && byte != nullptr && byte->basic == BasicKind::Uint8;
  }

  bool type_param(TypeParam* param, bool top) {
    if (!seen_.insert(param).second) return true;
    const TypeSet& set = param->constraint()->type_set();
    if (set.terms.empty()) return false;  // any type: only %v and the like fit
    const bool outermost = seen_.size() == 1;
    for (const TypeTerm& term : set.terms) {
      if (match(term.type, top)) continue;
      if (outermost)
        reason =
            fmt::format("contains {}{}", term.tilde ? "~" : "", type_string(term.type, {.full_path = true}));
      return false;
    }
    return true;
  }

  bool pointer(Pointer* pointer, bool top) {
    if (kinds_ == kArgPointer || !is_valid(pointer->elem) || is_type_param(pointer->elem)) return true;
    Type* under = underlying(pointer->elem);
    switch (under->kind) {
      case TypeKind::Struct:
      case TypeKind::Array:
      case TypeKind::Slice:
      case TypeKind::Map: return top && match(under, false);
      default: return (kinds_ & kArgPointer) != 0;
    }
  }

  bool structure(Struct* structure) {
    for (Var* field : structure->fields) {
      if (!match(field->type(), false)) return false;
      // fmt may not call methods of fields that are not exported.
      if ((kinds_ & kArgString) != 0 && !field->exported() && makes_a_string(field->type())) return false;
    }
    return true;
  }

  bool basic(BasicKind kind) const {
    switch (kind) {
      case BasicKind::Invalid: return true;
      case BasicKind::Bool:
      case BasicKind::UntypedBool: return (kinds_ & kArgBool) != 0;
      case BasicKind::Float32:
      case BasicKind::Float64:
      case BasicKind::UntypedFloat: return (kinds_ & kArgFloat) != 0;
      case BasicKind::Complex64:
      case BasicKind::Complex128:
      case BasicKind::UntypedComplex: return (kinds_ & kArgComplex) != 0;
      case BasicKind::String:
      case BasicKind::UntypedString: return (kinds_ & kArgString) != 0;
      case BasicKind::UnsafePointer: return (kinds_ & (kArgPointer | kArgInt)) != 0;
      case BasicKind::UntypedRune: return (kinds_ & (kArgInt | kArgRune)) != 0;
      case BasicKind::UntypedNil: return false;
      default: return (kinds_ & kArgInt) != 0;
    }
  }

  uint32_t kinds_;
  std::unordered_set<Type*> seen_;
};

}  // namespace

bool is_stringer_signature(Signature* signature) {
  if (signature->params->size() != 0 || signature->results->size() != 1) return false;
  auto* result = dyn_cast<Basic>(signature->results->vars[0]->type());
  return result != nullptr && result->basic == BasicKind::String;
}

bool is_formatter(Type* type) {
  if (is_interface(type)) return true;
  Func* method = method_of(type, "Format");
  if (method == nullptr) return false;
  Signature* signature = method->signature();
  if (signature->params->size() != 2 || signature->results->size() != 0) return false;
  auto* verb = dyn_cast<Basic>(signature->params->vars[1]->type());
  return is_named(signature->params->vars[0]->type(), "fmt", "State") && verb != nullptr &&
         verb->basic == BasicKind::Int32;
}

PrintfMatch match_printf_argument(Type* type, uint32_t kinds) {
  if (kinds == kArgAny || type == nullptr) return {};
  Matcher matcher(kinds);
  const bool fits = matcher.match(type, true);
  return {fits, fits ? std::string() : matcher.reason};
}

}  // namespace gopherarium
