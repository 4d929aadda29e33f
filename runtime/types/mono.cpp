// Instantiation cycles: generic code that needs ever larger instances of itself cannot be compiled by making
// instances.
//
// Each use of a generic with a type argument that mentions a type parameter P is an edge from P to the
// parameter Q it is for; the edge grows when the argument is more than P itself. A circle with a growing edge
// has no end. (The idea is that of types2's mono.go.)

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

namespace {

void collect_type_params(Type* type, std::vector<TypeParam*>& out) {
  if (type == nullptr) return;
  auto all = [&](const std::vector<Var*>& vars) {
    for (Var* var : vars) collect_type_params(var->type_, out);
  };
  switch (type->kind) {
    case TypeKind::TypeParam: out.push_back(static_cast<TypeParam*>(type)); return;
    case TypeKind::Named:
      for (Type* arg : static_cast<Named*>(type)->type_args) collect_type_params(arg, out);
      return;
    case TypeKind::Pointer: collect_type_params(static_cast<Pointer*>(type)->elem, out); return;
    case TypeKind::Slice: collect_type_params(static_cast<Slice*>(type)->elem, out); return;
    case TypeKind::Array: collect_type_params(static_cast<Array*>(type)->elem, out); return;
    case TypeKind::Chan: collect_type_params(static_cast<Chan*>(type)->elem, out); return;
    case TypeKind::Map:
      collect_type_params(static_cast<Map*>(type)->key, out);
      collect_type_params(static_cast<Map*>(type)->elem, out);
      return;
    case TypeKind::Struct: all(static_cast<Struct*>(type)->fields); return;
    case TypeKind::Tuple: all(static_cast<Tuple*>(type)->vars); return;
    case TypeKind::Signature:
      all(static_cast<Signature*>(type)->params->vars);
      all(static_cast<Signature*>(type)->results->vars);
      return;
    case TypeKind::Interface:
      for (Func* m : static_cast<Interface*>(type)->methods) collect_type_params(m->type_, out);
      return;
    default: return;
  }
}

}  // namespace

void Checker::Impl::record_instantiation(Pos pos, std::span<TypeParam* const> params, const TypeList& args) {
  for (size_t i = 0; i < params.size() && i < args.size(); i++) {
    std::vector<TypeParam*> mentioned;
    collect_type_params(args[i], mentioned);
    for (TypeParam* from : mentioned) growth_.push_back({from, params[i], from != args[i], pos, args[i]});
  }
}

void Checker::Impl::check_instantiation_cycles() {
  std::unordered_map<TypeParam*, std::vector<TypeParam*>> next;
  for (const Growth& edge : growth_) next[edge.from].push_back(edge.to);
  auto reaches = [&](TypeParam* from, TypeParam* to) {
    std::unordered_set<TypeParam*> seen;
    std::vector<TypeParam*> work{from};
    while (!work.empty()) {
      TypeParam* at = work.back();
      work.pop_back();
      if (at == to) return true;
      if (!seen.insert(at).second) continue;
      const auto& more = next[at];
      work.insert(work.end(), more.begin(), more.end());
    }
    return false;
  };
  for (const Growth& edge : growth_) {
    if (!edge.grows || !reaches(edge.to, edge.from)) continue;
    error(edge.from->object->pos,
          "instantiation cycle" +
              also(edge.pos, fmt::format("{} instantiated as {}", edge.to->object->name, str(edge.type))));
    return;
  }
}

}  // namespace gopherarium
