// Inference of type arguments: from typed arguments by unification, from untyped ones by their default types,
// from constraints by their core types and methods, until nothing changes.

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

namespace {

enum class Match : uint8_t { Exact, Inexact };

// Finds types for parameters that make pairs of types equal (or, inexactly, assignable). Parameters that must
// be equal to each other share a slot.
class Unifier {
 public:
  Unifier(TypeContext& context, const std::vector<TypeParam*>& params, const TypeList& args)
      : context_(context), params_(params) {
    slots_ = args;
    for (size_t i = 0; i < params.size(); i++) parent_.push_back(i);
  }

  Type* at(size_t i) { return slots_[root(i)]; }
  void set(size_t i, Type* type) { slots_[root(i)] = type; }

  bool unify(Type* x, Type* y, Match match) {
    if (x == y) return true;
    if (x == nullptr || y == nullptr || ++depth_ > kDepth) return false;
    bool result = unify_inner(x, y, match);
    depth_--;
    return result;
  }

  bool mentions(Type* type) {
    if (type == nullptr) return false;
    std::vector<Type*> ignored;
    return context_.substitute(type, params_, markers()) != type;
  }

 private:
  static constexpr int kDepth = 100;

  // A type for each parameter that differs from it, to find out whether a type mentions any.
  const TypeList& markers() {
    if (markers_.empty()) markers_.assign(params_.size(), context_.basic(BasicKind::Bool));
    return markers_;
  }

  size_t root(size_t i) {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }

  int param_index(Type* type) {
    for (size_t i = 0; i < params_.size(); i++)
      if (params_[i] == type) return static_cast<int>(i);
    return -1;
  }

  bool unify_inner(Type* x, Type* y, Match match) {
    int px = param_index(x), py = param_index(y);
    if (px < 0 && py >= 0) {
      std::swap(x, y);
      std::swap(px, py);
    }
    // A defined type and a literal: the defined type's underlying type decides, unless a name is bound.
    if (match == Match::Inexact && px < 0) {
      auto *nx = dyn_cast<Named>(x), *ny = dyn_cast<Named>(y);
      auto literal = [](Type* t) {
        return t->kind != TypeKind::Named && t->kind != TypeKind::TypeParam && t->kind != TypeKind::Basic;
      };
      if (ny != nullptr && literal(x) && underlying_as<Interface>(y) == nullptr) y = ny->underlying();
      if (nx != nullptr && literal(y) && underlying_as<Interface>(x) == nullptr) x = nx->underlying();
    }
    if (px >= 0 && py >= 0) return join(static_cast<size_t>(px), static_cast<size_t>(py), match);
    if (px >= 0) return bind(static_cast<size_t>(px), y, match);
    // A type parameter of an enclosing function stands for its core type.
    if (is_type_param(x) != is_type_param(y)) {
      Type* core = core_type(is_type_param(x) ? x : y);
      return core != nullptr &&
             (is_type_param(x) ? unify(core, y, Match::Inexact) : unify(x, core, Match::Inexact));
    }
    if (match == Match::Inexact && x->kind != y->kind)
      if (auto result = unify_interface(x, y); result.has_value()) return *result;
    return structure(x, y, match);
  }

  bool join(size_t x, size_t y, Match match) {
    size_t a = root(x), b = root(y);
    if (a == b) return true;
    if (slots_[a] != nullptr && slots_[b] != nullptr) return unify(slots_[a], slots_[b], match);
    if (slots_[a] == nullptr) std::swap(a, b);
    parent_[b] = a;
    return true;
  }

  bool bind(size_t i, Type* y, Match match) {
    Type* known = at(i);
    if (known == nullptr) {
      set(i, y);
      return true;
    }
    if (!unify(known, y, match)) return false;
    if (match != Match::Inexact) return true;
    // Of a literal and a defined type the defined one is kept, of channels the one with a direction.
    if (dyn_cast<Named>(y) != nullptr && dyn_cast<Named>(known) == nullptr && param_index(known) < 0) {
      set(i, y);
    } else if (auto* c = dyn_cast<Chan>(known), *d = dyn_cast<Chan>(y);
               c != nullptr && d != nullptr && c->dir == ChanDir::Both && d->dir != c->dir) {
      set(i, y);
    }
    return true;
  }

  // A parameterised interface against a type with (at least) its methods.
  std::optional<bool> unify_interface(Type* x, Type* y) {
    if (!is_interface(x)) return std::nullopt;
    for (Func* m : underlying_as<Interface>(x)->type_set().methods) {
      LookupResult r = lookup_field_or_method(y, Addressable::No, m->package, m->name);
      auto* f = dyn_cast<Func>(r.object);
      if (f == nullptr || !unify(m->type(), f->type(), Match::Exact)) return false;
    }
    return true;
  }

  bool all(const std::vector<Var*>& x, const std::vector<Var*>& y) {
    return x.size() == y.size() && std::equal(x.begin(), x.end(), y.begin(), [&](Var* a, Var* b) {
             return unify(a->type(), b->type(), Match::Exact);
           });
  }

  bool structure(Type* x, Type* y, Match match) {
    if (x->kind != y->kind) return false;
    switch (x->kind) {
      case TypeKind::Pointer:
        return unify(static_cast<Pointer*>(x)->elem, static_cast<Pointer*>(y)->elem, Match::Exact);
      case TypeKind::Slice:
        return unify(static_cast<Slice*>(x)->elem, static_cast<Slice*>(y)->elem, Match::Exact);
      case TypeKind::Array:
        return static_cast<Array*>(x)->len == static_cast<Array*>(y)->len &&
               unify(static_cast<Array*>(x)->elem, static_cast<Array*>(y)->elem, Match::Exact);
      case TypeKind::Map:
        return unify(static_cast<Map*>(x)->key, static_cast<Map*>(y)->key, Match::Exact) &&
               unify(static_cast<Map*>(x)->elem, static_cast<Map*>(y)->elem, Match::Exact);
      case TypeKind::Chan: {
        auto *c = static_cast<Chan*>(x), *d = static_cast<Chan*>(y);
        bool directions = c->dir == d->dir ||
                          (match == Match::Inexact && (c->dir == ChanDir::Both || d->dir == ChanDir::Both));
        return directions && unify(c->elem, d->elem, Match::Exact);
      }
      case TypeKind::Struct: {
        auto *s = static_cast<Struct*>(x), *t = static_cast<Struct*>(y);
        if (s->fields.size() != t->fields.size()) return false;
        for (size_t i = 0; i < s->fields.size(); i++)
          if (s->fields[i]->name != t->fields[i]->name || s->fields[i]->embedded != t->fields[i]->embedded ||
              s->tag(i) != t->tag(i))
            return false;
        return all(s->fields, t->fields);
      }
      case TypeKind::Tuple: return all(static_cast<Tuple*>(x)->vars, static_cast<Tuple*>(y)->vars);
      case TypeKind::Signature: {
        auto *s = static_cast<Signature*>(x), *t = static_cast<Signature*>(y);
        return s->variadic == t->variadic && s->type_params.empty() && t->type_params.empty() &&
               all(s->params->vars, t->params->vars) && all(s->results->vars, t->results->vars);
      }
      case TypeKind::Interface: {
        const auto &a = static_cast<Interface*>(x)->type_set().methods,
                   &b = static_cast<Interface*>(y)->type_set().methods;
        if (a.size() != b.size())
          return match == Match::Inexact && a.size() < b.size() && unify_interface(x, y).value_or(false);
        for (size_t i = 0; i < a.size(); i++)
          if (a[i]->name != b[i]->name || !unify(a[i]->type(), b[i]->type(), Match::Exact)) return false;
        return a.empty() ? identical(x, y) : true;
      }
      case TypeKind::Named: {
        auto *n = static_cast<Named*>(x), *m = static_cast<Named*>(y);
        if (n->origin == m->origin && n->is_instance() && n->type_args.size() == m->type_args.size()) {
          for (size_t i = 0; i < n->type_args.size(); i++)
            if (!unify(n->type_args[i], m->type_args[i], Match::Exact)) return false;
          return true;
        }
        if (match == Match::Inexact && is_interface(x)) return unify_interface(x, y).value_or(false);
        return identical(x, y);
      }
      default: return identical(x, y);
    }
  }

  TypeContext& context_;
  const std::vector<TypeParam*>& params_;
  TypeList slots_;
  std::vector<size_t> parent_;
  TypeList markers_;
  int depth_ = 0;
};

// The core type of a constraint and whether every term had a ~; null when it has none.
struct Core {
  Type* type = nullptr;
  bool tilde = false;
  bool single = false;
};

Core constraint_core(Interface* constraint) {
  const TypeSet& set = constraint->type_set();
  Core core;
  if (set.all_types) return core;
  if (set.terms.size() == 1) return {set.terms[0].type, set.terms[0].tilde, true};
  Type* under = nullptr;
  for (const TypeTerm& term : set.terms) {
    Type* u = underlying(term.type);
    if (under == nullptr || identical(under, u)) {
      under = u;
      continue;
    }
    // Channels may differ in direction: the restricted one stands for both.
    auto *c = dyn_cast<Chan>(under), *d = dyn_cast<Chan>(u);
    if (c == nullptr || d == nullptr || !identical(c->elem, d->elem)) return {};
    if (c->dir != ChanDir::Both && d->dir != ChanDir::Both) return {};
    if (c->dir == ChanDir::Both) under = u;
  }
  return {under, true, false};
}

}  // namespace

// The type of a generic function that is an argument, over parameters of its own that are added to those to infer.
Signature* Checker::Impl::join_inference(const Operand& x, Signature* generic, std::vector<TypeParam*>& params,
                                         TypeList& args) {
  TypeList own;
  for (TypeParam* p : generic->type_params) {
    auto* copy = ctx.type<TypeParam>();
    copy->object = p->object;
    copy->index = p->index;
    copy->context = &ctx;
    params.push_back(copy);
    own.push_back(copy);
  }
  for (size_t i = 0; i < own.size(); i++) {
    auto* copy = static_cast<TypeParam*>(own[i]);
    copy->bound = ctx.substitute(generic->type_params[i]->bound, generic->type_params, own);
  }
  args.resize(params.size());
  if (auto* index = dyn_cast<IndexExpr>(unparen(x.expr))) {
    const size_t first = params.size() - own.size();
    for (size_t i = 0; i < index->indices.size() && i < own.size(); i++) args[first + i] = type_of(index->indices[i]);
  }
  return ctx.instantiate_signature(generic, own);
}

bool Checker::Impl::infer(Pos pos, const std::vector<TypeParam*>& given_params, TypeList& args,
                          Tuple* fun_params, std::vector<Operand>& operands, bool report,
                          std::string_view name) {
  if (std::all_of(args.begin(), args.end(), [](Type* t) { return t != nullptr; })) return true;
  // Calls of a generic function inside itself: its parameters may occur in the arguments, so those to infer
  // get new identities.
  std::vector<TypeParam*> params;
  for (TypeParam* p : given_params) {
    auto* copy = ctx.type<TypeParam>();
    copy->object = p->object;
    copy->index = p->index;
    copy->context = &ctx;
    params.push_back(copy);
  }
  TypeList renamed(params.begin(), params.end());
  for (size_t i = 0; i < params.size(); i++)
    params[i]->bound = ctx.substitute(given_params[i]->bound, given_params, renamed);
  // Arguments that are generic functions take part: their parameters are inferred along.
  const size_t asked_for = params.size();
  TypeList known_args = args;
  std::vector<Type*> operand_types;
  for (const Operand& x : operands) {
    auto* generic = x.valid() && x.mode == ExprMode::Value ? dyn_cast<Signature>(x.type) : nullptr;
    const bool joins = generic != nullptr && !generic->type_params.empty() && allow_version(21);
    operand_types.push_back(joins ? join_inference(x, generic, params, known_args) : x.type);
  }
  Tuple* formal = static_cast<Tuple*>(ctx.substitute(fun_params, given_params, renamed));

  Unifier u(ctx, params, known_args);
  std::unordered_map<size_t, Type*> untyped;
  std::vector<size_t> more_untyped;  // operands that are not the first one for their parameter
  for (size_t i = 0; i < operands.size() && i < formal->size(); i++) {
    Type* want = formal->vars[i]->type();
    const Operand& x = operands[i];
    if (!x.valid() || !u.mentions(want)) continue;
    auto* generic = dyn_cast<Signature>(operand_types[i]);
    if (generic != nullptr && !generic->type_params.empty()) continue;
    if (is_typed(x.type)) {
      if (u.unify(want, operand_types[i], Match::Inexact)) continue;
      if (!report) return false;
      TypeList known;
      for (size_t p = 0; p < params.size(); p++) known.push_back(u.at(p) != nullptr ? u.at(p) : params[p]);
      Type* inferred = ctx.substitute(want, params, known);
      if (inferred != want)
        error(x, fmt::format("type {} of {} does not match inferred type {} for {}", str(x.type), str(x.expr),
                             str(inferred), str(want)));
      else
        error(x, fmt::format("type {} of {} does not match {} (cannot infer {})", str(x.type), str(x.expr),
                             str(want), params[0]->object->name));
      return false;
    }
    auto at = std::find(params.begin(), params.end(), want);
    if (at == params.end() || x.is_nil()) continue;
    Type*& widest = untyped[static_cast<size_t>(at - params.begin())];
    if (widest == nullptr) {
      widest = x.type;
    } else if (go119_words()) {
      more_untyped.push_back(i);
    } else if (is_untyped_numeric(widest) && is_untyped_numeric(x.type)) {
      if (static_cast<Basic*>(widest)->basic < static_cast<Basic*>(x.type)->basic) widest = x.type;
    } else if (!identical(widest, x.type)) {
      if (report)
        error(x, fmt::format("mismatched types {} and {} (cannot infer {})", str(widest), str(x.type),
                             params[0]->object->name));
      return false;
    }
  }
  // Before Go 1.21 the first untyped argument's default type was it, and the others had to agree.
  for (size_t i : more_untyped) {
    Type* want = formal->vars[i]->type();
    const auto at = static_cast<size_t>(std::find(params.begin(), params.end(), want) - params.begin());
    Type *first = default_type(untyped[at]), *own = default_type(operands[i].type);
    if (u.at(at) != nullptr || identical(first, own)) continue;
    if (report)
      error(operands[i], fmt::format("default type {} of {} does not match inferred type {} for {}", str(own),
                                     str(operands[i].expr), str(first), params[at]->object->name));
    return false;
  }
  // Constraints, until nothing new is learned.
  for (size_t round = 0; round <= params.size() + 1; round++) {
    size_t known_before = 0, known_after = 0;
    for (size_t i = 0; i < params.size(); i++) known_before += u.at(i) != nullptr;
    for (size_t i = 0; i < params.size(); i++) {
      Interface* constraint = params[i]->constraint();
      Core core = constraint_core(constraint);
      Type* known = u.at(i);
      if (core.type != nullptr) {
        if (known != nullptr) {
          Type* against = known;
          if (core.tilde && !is_type_param(known)) against = underlying(known);
          if (!u.unify(core.type, against, core.tilde ? Match::Inexact : Match::Exact)) {
            if (report)
              error(pos, fmt::format("{} (type {}) does not satisfy {}", params[i]->object->name, str(known),
                                     str(params[i]->bound)));
            return false;
          }
        } else if (core.single && !core.tilde) {
          u.set(i, core.type);
        }
      }
      // The methods of a known type tell about parameters in the constraint's methods.
      if (known != nullptr && core.type == nullptr)
        for (Func* m : constraint->type_set().methods) {
          LookupResult r = lookup_field_or_method(known, Addressable::No, m->package, m->name);
          if (auto* f = dyn_cast<Func>(r.object)) u.unify(m->type(), f->type(), Match::Exact);
        }
    }
    for (size_t i = 0; i < params.size(); i++) known_after += u.at(i) != nullptr;
    if (known_after == known_before && round > 0) break;
  }
  // Untyped constants come last, as since Go 1.21.
  for (auto [i, type] : untyped)
    if (u.at(i) == nullptr) u.set(i, default_type(type));

  // Inferred types may mention other parameters: replace those too.
  TypeList result;
  for (size_t i = 0; i < params.size(); i++) result.push_back(u.at(i) != nullptr ? u.at(i) : params[i]);
  for (size_t round = 0; round < params.size(); round++)
    for (Type*& type : result) type = ctx.substitute(type, params, result);
  for (size_t i = 0; i < asked_for; i++) {
    bool open = result[i] == params[i] || u.mentions(result[i]);
    if (!open) continue;
    if (report)
      error(pos, go119_words() ? fmt::format("cannot infer {} ({})", params[i]->object->name,
                                             diagnostics_.files().describe(params[i]->object->pos))
                               : fmt::format("in call to {}, cannot infer {}", name, params[i]->object->name));
    return false;
  }
  result.resize(asked_for);
  args = result;
  return true;
}

}  // namespace gopherarium
