// Substitution of type arguments for type parameters, and instances of generic types.
//
// Types that do not mention the parameters are returned as they are, so pointers stay equal where nothing
// changes. An instance is made without looking into the generic type: its underlying type and methods follow
// on demand, which is what lets recursive generic types work.

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/types/context.h"

namespace gopherarium {

class Substituter {
 public:
  Substituter(TypeContext& context, std::span<TypeParam* const> params, const TypeList& args)
      : context_(context), params_(params), args_(args) {}

  Type* type(Type* t) {
    if (t == nullptr) return nullptr;
    switch (t->kind) {
      case TypeKind::Basic: return t;
      case TypeKind::TypeParam: return param(static_cast<TypeParam*>(t));
      case TypeKind::Named: return named(static_cast<Named*>(t));
      case TypeKind::Pointer: {
        Type* elem = static_cast<Pointer*>(t)->elem;
        Type* other = type(elem);
        return other == elem ? t : context_.pointer_to(other);
      }
      case TypeKind::Slice: {
        Type* elem = static_cast<Slice*>(t)->elem;
        Type* other = type(elem);
        return other == elem ? t : context_.slice_of(other);
      }
      case TypeKind::Array: {
        auto* a = static_cast<Array*>(t);
        Type* elem = type(a->elem);
        return elem == a->elem ? t : context_.type<Array>(elem, a->len);
      }
      case TypeKind::Map: {
        auto* m = static_cast<Map*>(t);
        Type *key = type(m->key), *elem = type(m->elem);
        return key == m->key && elem == m->elem ? t : context_.type<Map>(key, elem);
      }
      case TypeKind::Chan: {
        auto* c = static_cast<Chan*>(t);
        Type* elem = type(c->elem);
        return elem == c->elem ? t : context_.type<Chan>(c->dir, elem);
      }
      case TypeKind::Struct: return structure(static_cast<Struct*>(t));
      case TypeKind::Tuple: return tuple(static_cast<Tuple*>(t));
      case TypeKind::Signature: return signature(static_cast<Signature*>(t));
      case TypeKind::Interface: return interface_type(static_cast<Interface*>(t));
      case TypeKind::Union: return union_type(static_cast<Union*>(t));
    }
    return t;
  }

  Signature* signature(Signature* s) {
    Tuple *params = tuple(s->params), *results = tuple(s->results);
    Var* recv = s->recv == nullptr ? nullptr : var(s->recv);
    if (params == s->params && results == s->results && recv == s->recv) return s;
    auto* made = context_.type<Signature>();
    made->type_params = s->type_params;
    made->recv = recv;
    made->params = params;
    made->results = results;
    made->variadic = s->variadic;
    return made;
  }

 private:
  Type* param(TypeParam* p) {
    for (size_t i = 0; i < params_.size() && i < args_.size(); i++)
      if (params_[i] == p) return args_[i];
    return p;
  }

  bool list(const TypeList& from, TypeList& to) {
    bool changed = false;
    for (Type* t : from) {
      to.push_back(type(t));
      changed |= to.back() != t;
    }
    return changed;
  }

  Type* named(Named* n) {
    if (n->type_args.empty() && n->origin->outer_params.empty()) return n;
    TypeList args, outer;
    bool changed = list(n->type_args, args);
    if (n->outer_args.empty()) {
      TypeList own(n->origin->outer_params.begin(), n->origin->outer_params.end());
      changed |= list(own, outer);
    } else {
      changed |= list(n->outer_args, outer);
    }
    return changed ? context_.instance(n->origin, args, outer) : n;
  }

  Var* var(Var* v) {
    Type* t = type(v->type_);
    if (t == v->type_) return v;
    Var* made = context_.object<Var>(v->pos, v->package, v->name, t);
    made->is_field = v->is_field;
    made->embedded = v->embedded;
    made->is_param = v->is_param;
    made->used = v->used;
    return made;
  }

  bool vars(const std::vector<Var*>& from, std::vector<Var*>& to) {
    bool changed = false;
    for (Var* v : from) {
      to.push_back(var(v));
      changed |= to.back() != v;
    }
    return changed;
  }

  Tuple* tuple(Tuple* t) {
    if (t == nullptr) return nullptr;
    std::vector<Var*> made;
    return vars(t->vars, made) ? context_.tuple(std::move(made)) : t;
  }

  Type* structure(Struct* s) {
    std::vector<Var*> fields;
    if (!vars(s->fields, fields)) return s;
    auto* made = context_.type<Struct>();
    made->fields = std::move(fields);
    made->tags = s->tags;
    return made;
  }

  Type* interface_type(Interface* i) {
    std::vector<Func*> methods;
    bool changed = false;
    for (Func* m : i->methods) {
      auto* generic = static_cast<Signature*>(m->type_);
      // The receiver is the interface itself; it is left as it is, or substitution would go in circles.
      Signature* s = generic == nullptr ? nullptr : method_signature(generic);
      if (s == generic) {
        methods.push_back(m);
        continue;
      }
      changed = true;
      Func* made = context_.object<Func>(m->pos, m->package, m->name, s);
      made->is_method = true;
      methods.push_back(made);
    }
    TypeList embeddeds;
    changed |= list(i->embeddeds, embeddeds);
    if (!changed) return i;
    auto* made = context_.type<Interface>();
    made->methods = std::move(methods);
    made->embeddeds = std::move(embeddeds);
    made->embedded_positions = i->embedded_positions;
    made->implicit = i->implicit;
    made->package = i->package;
    return made;
  }

  Signature* method_signature(Signature* s) {
    Tuple *params = tuple(s->params), *results = tuple(s->results);
    if (params == s->params && results == s->results) return s;
    auto* made = context_.type<Signature>();
    made->recv = s->recv;
    made->params = params;
    made->results = results;
    made->variadic = s->variadic;
    return made;
  }

  Type* union_type(Union* u) {
    std::vector<TypeTerm> terms;
    bool changed = false;
    for (TypeTerm term : u->terms) {
      Type* t = type(term.type);
      changed |= t != term.type;
      terms.push_back({t, term.tilde});
    }
    if (!changed) return u;
    auto* made = context_.type<Union>();
    made->terms = std::move(terms);
    return made;
  }

  TypeContext& context_;
  std::span<TypeParam* const> params_;
  const TypeList& args_;
};

Type* TypeContext::substitute(Type* type, std::span<TypeParam* const> params, const TypeList& args) {
  return params.empty() ? type : Substituter(*this, params, args).type(type);
}

Signature* TypeContext::instantiate_signature(Signature* generic, const TypeList& args) {
  GOPH_DCHECK(generic->type_params.size() == args.size(),
              "a signature is instantiated with all its type arguments");
  Signature* same = Substituter(*this, generic->type_params, args).signature(generic);
  auto* made = type<Signature>();
  made->recv = same->recv;
  made->params = same->params;
  made->results = same->results;
  made->variadic = same->variadic;
  return made;
}

Named* TypeContext::instantiate(Named* generic, const TypeList& args) {
  return instance(generic->origin, args, {});
}

Named* TypeContext::instance(Named* origin, const TypeList& args, const TypeList& outer_args) {
  uint64_t hash = std::hash<void*>{}(origin);
  for (Type* arg : args) hash = hash * 31 + type_hash(arg);
  for (Type* arg : outer_args) hash = hash * 37 + type_hash(arg);
  std::vector<Named*>& known = instances_[hash];
  for (Named* n : known) {
    if (n->origin != origin || n->type_args.size() != args.size() ||
        n->outer_args.size() != outer_args.size())
      continue;
    if (std::equal(args.begin(), args.end(), n->type_args.begin(), identical) &&
        std::equal(outer_args.begin(), outer_args.end(), n->outer_args.begin(), identical))
      return n;
  }
  Named* made = type<Named>(*this);
  made->object = origin->object;
  made->origin = origin;
  made->type_args = args;
  made->outer_args = outer_args;
  instances_[hash].push_back(made);
  return made;
}

}  // namespace gopherarium
