// How large types are as trees. Whoever walks types recurses and doesn't remember where it has been, so types must neither
// nest deeply nor, where aliases or type arguments share a part, become large once written out: thirty lines can make 2^30
// parts. What is measured is remembered on the type, so that measuring is linear.

#include <algorithm>

#include "runtime/types/object.h"
#include "runtime/types/type.h"

namespace gopherarium {

namespace {

enum class Held : uint8_t { AsValue, Elsewhere };

class Extents {
 public:
  TypeExtent measure(Type* type) {
    if (type == nullptr) return {};
    if (type->extent_.parts != 0) return type->extent_;
    switch (type->kind) {
      case TypeKind::Basic:
      case TypeKind::TypeParam: return {.parts = 1};
      case TypeKind::Named: return instance(*static_cast<Named*>(type));
      case TypeKind::Pointer: add(static_cast<Pointer*>(type)->elem, Held::Elsewhere); break;
      case TypeKind::Slice: add(static_cast<Slice*>(type)->elem, Held::Elsewhere); break;
      case TypeKind::Chan: add(static_cast<Chan*>(type)->elem, Held::Elsewhere); break;
      case TypeKind::Array: add(static_cast<Array*>(type)->elem, Held::AsValue); break;
      case TypeKind::Map:
        add(static_cast<Map*>(type)->key, Held::Elsewhere);
        add(static_cast<Map*>(type)->elem, Held::Elsewhere);
        break;
      case TypeKind::Struct:
        for (Var* field : static_cast<Struct*>(type)->fields) add(field->type_, Held::AsValue);
        break;
      case TypeKind::Tuple: vars(static_cast<Tuple*>(type)); break;
      case TypeKind::Signature:
        vars(static_cast<Signature*>(type)->params);
        vars(static_cast<Signature*>(type)->results);
        break;
      case TypeKind::Interface:
        for (Func* method : static_cast<Interface*>(type)->methods) add(method->type_, Held::Elsewhere);
        for (Type* embedded : static_cast<Interface*>(type)->embeddeds) add(embedded, Held::AsValue);
        break;
      case TypeKind::Union:
        for (const TypeTerm& term : static_cast<Union*>(type)->terms) add(term.type, Held::AsValue);
        break;
    }
    if (sum_.known) type->extent_ = sum_;
    return sum_;
  }

 private:
  // Behind a pointer a name ends the walk; where the value lies inside, its declaration's depth counts.
  void add(Type* part, Held held) {
    TypeExtent more = Extents().measure(part);
    if (held == Held::Elsewhere && part != nullptr && part->kind == TypeKind::Named) more.depth = more.by_name;
    sum_.parts = std::min(sum_.parts + more.parts, kMostTypeParts + 1);
    sum_.depth = std::max(sum_.depth, more.depth + 1);
    sum_.known = sum_.known && more.known;
  }

  void vars(Tuple* tuple) {
    if (tuple == nullptr) return;
    for (Var* var : tuple->vars) add(var->type_, Held::Elsewhere);
  }

  // A declared type has been measured at its declaration, or else that is under way.
  TypeExtent instance(Named& named) {
    for (Type* argument : named.type_args) add(argument, Held::Elsewhere);
    for (Type* argument : named.outer_args) add(argument, Held::Elsewhere);
    sum_.by_name = sum_.depth;
    const TypeExtent origin = named.origin->extent_;
    sum_.depth += origin.depth;
    const bool predeclared = named.object->package == nullptr;
    sum_.known = sum_.known && (origin.parts != 0 || predeclared);
    if (sum_.known) named.extent_ = sum_;
    return sum_;
  }

  TypeExtent sum_{.parts = 1};
};

}  // namespace

TypeExtent type_extent(Type* type) { return Extents().measure(type); }

}  // namespace gopherarium
