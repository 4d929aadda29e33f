// Shape and predicates of types: underlying and core types, identity, comparability.

#include "runtime/types/type.h"

#include <algorithm>
#include <functional>

#include "runtime/types/context.h"

namespace gopherarium {

// ---- defined types

Type* Named::underlying() {
  if (underlying_ != nullptr) return underlying_;
  if (resolving_) return context->invalid();
  resolving_ = true;
  Type* found = resolve_underlying();
  resolving_ = false;
  return found;
}

Type* Named::resolve_underlying() {
  if (origin == this) {
    if (object->color_ == Object::Color::White) object->type();
    // type A B, where B was not known when A was declared: follow the chain now. It may be a circle
    // (reported).
    Type* next = right_hand_;
    for (int steps = 0; underlying_ == nullptr && next != nullptr && steps < 1000; steps++) {
      auto* named = dyn_cast<Named>(next);
      if (named == nullptr || named->underlying_ != nullptr || named->is_instance()) {
        Type* found = gopherarium::underlying(next);
        if (is_valid(found)) underlying_ = found;
        return found;
      }
      next = named->right_hand_;
    }
    return underlying_ != nullptr ? underlying_ : context->invalid();
  }
  Type* generic = origin->underlying();
  if (origin->underlying_ == nullptr)
    return context->invalid();  // its declaration is under way: ask again later
  if (origin->type_params.size() != type_args.size()) return underlying_ = context->invalid();
  std::vector<TypeParam*> params = origin->type_params;
  TypeList args = type_args;
  params.insert(params.end(), origin->outer_params.begin(), origin->outer_params.end());
  if (outer_args.empty())
    args.insert(args.end(), origin->outer_params.begin(), origin->outer_params.end());
  else
    args.insert(args.end(), outer_args.begin(), outer_args.end());
  underlying_ = context->substitute(generic, params, args);
  return underlying_;
}

const std::vector<Func*>& Named::methods() {
  if (origin == this) {
    if (object->color_ == Object::Color::White) object->type();
    return methods_;
  }
  const std::vector<Func*>& generic = origin->methods();
  for (size_t i = methods_.size(); i < generic.size(); i++) {
    Func* method = context->object<Func>(generic[i]->pos, generic[i]->package, generic[i]->name, nullptr);
    method->origin = generic[i];
    method->decl = generic[i]->decl;
    method->is_method = true;
    method->pointer_receiver = generic[i]->pointer_receiver;
    method->receiver_named = this;
    methods_.push_back(method);
  }
  return methods_;
}

Func* Named::method(std::string_view name, const Package* package) {
  for (Func* m : methods())
    if (m->same_id(package, name)) return m;
  return nullptr;
}

Interface* TypeParam::constraint() {
  if (constraint_ != nullptr) return constraint_;
  if (bound == nullptr) return context->empty_interface();
  Type* under = gopherarium::underlying(bound);
  if (auto* as_interface = dyn_cast<Interface>(under)) {
    if (dyn_cast<TypeParam>(bound) == nullptr) return constraint_ = as_interface;
  }
  if (!is_valid(under)) return context->empty_interface();
  auto* wrapped = context->type<Interface>();
  wrapped->implicit = true;
  wrapped->embeddeds.push_back(bound);
  wrapped->embedded_positions.push_back(object->pos);
  return constraint_ = wrapped;
}

Type* underlying(Type* type) {
  if (auto* named = dyn_cast<Named>(type)) return named->underlying();
  if (auto* param = dyn_cast<TypeParam>(type)) return param->constraint();
  return type;
}

namespace {

// Channels of one element type agree on the more restricted direction; null where they conflict.
Type* match_core(Type* x, Type* y) {
  if (identical(x, y)) return x;
  auto* cx = dyn_cast<Chan>(x);
  auto* cy = dyn_cast<Chan>(y);
  if (cx == nullptr || cy == nullptr || !identical(cx->elem, cy->elem)) return nullptr;
  if (cx->dir == ChanDir::Both) return cy;
  if (cy->dir == ChanDir::Both) return cx;
  return nullptr;
}

bool is_string_basic(Type* t) {
  auto* b = dyn_cast<Basic>(t);
  return b != nullptr && b->basic == BasicKind::String;
}

bool is_byte_slice(Type* t) {
  auto* s = dyn_cast<Slice>(t);
  if (s == nullptr) return false;
  auto* elem = dyn_cast<Basic>(underlying(s->elem));
  return elem != nullptr && elem->basic == BasicKind::Uint8;
}

}  // namespace

Type* core_type(Type* type) {
  if (dyn_cast<TypeParam>(type) == nullptr) return underlying(type);
  Type* single = nullptr;
  bool same = for_each_term(type, [&](Type*, Type* under) {
    if (under == nullptr) return false;
    single = single == nullptr ? under : match_core(single, under);
    return single != nullptr;
  });
  return same ? single : nullptr;
}

Type* core_string(Type* type) {
  auto* param = dyn_cast<TypeParam>(type);
  if (param == nullptr) return underlying(type);
  if (Type* core = core_type(type)) return core;
  bool has_string = false;
  bool fits = for_each_term(type, [&](Type*, Type* under) {
    if (under == nullptr) return false;
    has_string |= is_string_basic(under);
    return is_string_basic(under) || is_byte_slice(under);
  });
  return fits && has_string ? param->context->basic(BasicKind::String) : nullptr;
}

// ---- predicates

namespace {

Basic* basic_of(Type* type) {
  if (type == nullptr || type->kind == TypeKind::TypeParam) return nullptr;
  return dyn_cast<Basic>(underlying(type));
}

bool in_range(BasicKind k, BasicKind from, BasicKind to) { return k >= from && k <= to; }
bool boolean_kind(BasicKind k) { return k == BasicKind::Bool || k == BasicKind::UntypedBool; }
bool integer_kind(BasicKind k) {
  return in_range(k, BasicKind::Int, BasicKind::Uintptr) ||
         in_range(k, BasicKind::UntypedInt, BasicKind::UntypedRune);
}
bool unsigned_kind(BasicKind k) { return in_range(k, BasicKind::Uint, BasicKind::Uintptr); }
bool float_kind(BasicKind k) {
  return in_range(k, BasicKind::Float32, BasicKind::Float64) || k == BasicKind::UntypedFloat;
}
bool complex_kind(BasicKind k) {
  return in_range(k, BasicKind::Complex64, BasicKind::Complex128) || k == BasicKind::UntypedComplex;
}
bool string_kind(BasicKind k) { return k == BasicKind::String || k == BasicKind::UntypedString; }
bool numeric_kind(BasicKind k) { return integer_kind(k) || float_kind(k) || complex_kind(k); }
bool ordered_kind(BasicKind k) { return integer_kind(k) || float_kind(k) || string_kind(k); }
bool numeric_or_string_kind(BasicKind k) { return numeric_kind(k) || string_kind(k); }

template <class Test>
bool test(Type* type, Test&& t) {
  Basic* b = basic_of(type);
  return b != nullptr && t(b->basic);
}

template <class Test>
bool test_all(Type* type, Test&& t) {
  return for_each_term(type, [&](Type*, Type* under) {
    auto* b = dyn_cast<Basic>(under);
    return b != nullptr && t(b->basic);
  });
}

}  // namespace

bool is_valid(const Type* type) {
  auto* b = dyn_cast<Basic>(type);
  return type != nullptr && (b == nullptr || b->basic != BasicKind::Invalid);
}
bool is_boolean(Type* type) { return test(type, boolean_kind); }
bool is_numeric(Type* type) { return test(type, numeric_kind); }
bool is_string(Type* type) { return test(type, string_kind); }
bool is_integer(Type* type) { return test(type, integer_kind); }
bool is_unsigned(Type* type) { return test(type, unsigned_kind); }
bool is_float(Type* type) { return test(type, float_kind); }
bool is_complex(Type* type) { return test(type, complex_kind); }
bool is_const_type(Type* type) {
  return test(type, [](BasicKind k) { return boolean_kind(k) || numeric_or_string_kind(k); });
}
bool is_untyped(Type* type) {
  auto* b = dyn_cast<Basic>(type);
  return b != nullptr && b->basic >= BasicKind::UntypedBool;
}
bool is_typed(Type* type) { return !is_untyped(type); }
bool is_untyped_numeric(Type* type) {
  auto* b = dyn_cast<Basic>(type);
  return b != nullptr && in_range(b->basic, BasicKind::UntypedInt, BasicKind::UntypedComplex);
}
bool is_untyped_nil(Type* type) {
  auto* b = dyn_cast<Basic>(type);
  return b != nullptr && b->basic == BasicKind::UntypedNil;
}
bool is_unsafe_pointer(Type* type) {
  return test(type, [](BasicKind k) { return k == BasicKind::UnsafePointer; });
}
bool is_bytes_or_runes(Type* type) {
  auto* s = dyn_cast<Slice>(type);
  return s != nullptr &&
         test(s->elem, [](BasicKind k) { return k == BasicKind::Uint8 || k == BasicKind::Int32; });
}
bool is_type_param(Type* type) { return dyn_cast<TypeParam>(type) != nullptr; }
bool is_interface(Type* type) {
  return type != nullptr && !is_type_param(type) && underlying_as<Interface>(type) != nullptr;
}
bool is_generic(Type* type) {
  auto* named = dyn_cast<Named>(type);
  return named != nullptr && named->is_generic();
}
bool has_name(Type* type) {
  return type->kind == TypeKind::Basic || type->kind == TypeKind::Named || type->kind == TypeKind::TypeParam;
}
bool all_boolean(Type* type) { return test_all(type, boolean_kind); }
bool all_integer(Type* type) { return test_all(type, integer_kind); }
bool all_unsigned(Type* type) { return test_all(type, unsigned_kind); }
bool all_numeric(Type* type) { return test_all(type, numeric_kind); }
bool all_string(Type* type) { return test_all(type, string_kind); }
bool all_ordered(Type* type) { return test_all(type, ordered_kind); }
bool all_numeric_or_string(Type* type) { return test_all(type, numeric_or_string_kind); }

bool has_nil(Type* type) {
  return for_each_term(type, [](Type*, Type* under) {
    if (under == nullptr) return false;
    switch (under->kind) {
      case TypeKind::Basic: {
        BasicKind k = static_cast<Basic*>(under)->basic;
        return k == BasicKind::UnsafePointer || k == BasicKind::UntypedNil;
      }
      case TypeKind::Pointer:
      case TypeKind::Slice:
      case TypeKind::Map:
      case TypeKind::Chan:
      case TypeKind::Signature:
      case TypeKind::Interface: return true;
      default: return false;
    }
  });
}

bool contains_type_params(Type* type) {
  if (type == nullptr) return false;
  auto any_var = [](const std::vector<Var*>& vars) {
    return std::any_of(vars.begin(), vars.end(), [](Var* v) { return contains_type_params(v->type_); });
  };
  switch (type->kind) {
    case TypeKind::Basic: return false;
    case TypeKind::Named: {
      const TypeList& args = static_cast<Named*>(type)->type_args;
      const TypeList& outer = static_cast<Named*>(type)->outer_args;
      if (outer.empty() && !static_cast<Named*>(type)->outer_params.empty()) return true;
      return std::any_of(args.begin(), args.end(), contains_type_params) ||
             std::any_of(outer.begin(), outer.end(), contains_type_params);
    }
    case TypeKind::Pointer: return contains_type_params(static_cast<Pointer*>(type)->elem);
    case TypeKind::Slice: return contains_type_params(static_cast<Slice*>(type)->elem);
    case TypeKind::Array: return contains_type_params(static_cast<Array*>(type)->elem);
    case TypeKind::Map:
      return contains_type_params(static_cast<Map*>(type)->key) ||
             contains_type_params(static_cast<Map*>(type)->elem);
    case TypeKind::Chan: return contains_type_params(static_cast<Chan*>(type)->elem);
    case TypeKind::Struct: return any_var(static_cast<Struct*>(type)->fields);
    case TypeKind::Tuple: return any_var(static_cast<Tuple*>(type)->vars);
    case TypeKind::Signature: {
      auto* s = static_cast<Signature*>(type);
      return any_var(s->params->vars) || any_var(s->results->vars);
    }
    case TypeKind::Interface: {
      auto* i = static_cast<Interface*>(type);
      return std::any_of(i->methods.begin(), i->methods.end(),
                         [](Func* m) { return contains_type_params(m->type_); }) ||
             std::any_of(i->embeddeds.begin(), i->embeddeds.end(), contains_type_params);
    }
    case TypeKind::Union: {
      auto& terms = static_cast<Union*>(type)->terms;
      return std::any_of(terms.begin(), terms.end(),
                         [](const TypeTerm& t) { return contains_type_params(t.type); });
    }
    case TypeKind::TypeParam: return true;
  }
  return false;
}

namespace {

bool comparable_inner(Type* type, Comparability how, std::string* cause, std::vector<Type*>& seen) {
  if (std::find(seen.begin(), seen.end(), type) != seen.end()) return true;
  seen.push_back(type);
  if (auto* param = dyn_cast<TypeParam>(type)) {
    const TypeSet& set = param->constraint()->type_set();
    if (set.comparable) return true;
    if (set.all_types) return false;
    return std::all_of(set.terms.begin(), set.terms.end(), [&](const TypeTerm& t) {
      return comparable_inner(t.type, Comparability::Strict, nullptr, seen);
    });
  }
  Type* under = underlying(type);
  auto say = [&](std::string text) {
    if (cause != nullptr) *cause = std::move(text);
    return false;
  };
  switch (under->kind) {
    case TypeKind::Basic: return static_cast<Basic*>(under)->basic != BasicKind::UntypedNil;
    case TypeKind::Pointer:
    case TypeKind::Chan: return true;
    case TypeKind::Interface: {
      if (how == Comparability::Dynamic) return true;
      const TypeSet& set = static_cast<Interface*>(under)->type_set();
      if (set.comparable) return true;
      return !set.all_types && std::all_of(set.terms.begin(), set.terms.end(), [&](const TypeTerm& t) {
        return comparable_inner(t.type, Comparability::Strict, nullptr, seen);
      });
    }
    case TypeKind::Struct:
      for (Var* field : static_cast<Struct*>(under)->fields)
        if (!comparable_inner(field->type(), how, nullptr, seen))
          return say("struct containing " + type_string(field->type(), {field->package}) +
                     " cannot be compared");
      return true;
    case TypeKind::Array:
      if (comparable_inner(static_cast<Array*>(under)->elem, how, nullptr, seen)) return true;
      return say(type_string(type) + " cannot be compared");
    default: return false;
  }
}

}  // namespace

bool comparable_type(Type* type, Comparability how, std::string* cause) {
  std::vector<Type*> seen;
  return comparable_inner(type, how, cause, seen);
}

// ---- identity

namespace {

enum class Tags : uint8_t { Matter, Ignored };

class Comparer {
 public:
  explicit Comparer(Tags tags) : tags_(tags) {}

  bool same(Type* x, Type* y) {
    if (x == y) return true;
    if (x == nullptr || y == nullptr || x->kind != y->kind) return false;
    switch (x->kind) {
      case TypeKind::Basic: return static_cast<Basic*>(x)->basic == static_cast<Basic*>(y)->basic;
      case TypeKind::Named: return same_named(static_cast<Named*>(x), static_cast<Named*>(y));
      case TypeKind::Pointer: return same(static_cast<Pointer*>(x)->elem, static_cast<Pointer*>(y)->elem);
      case TypeKind::Slice: return same(static_cast<Slice*>(x)->elem, static_cast<Slice*>(y)->elem);
      case TypeKind::Array: {
        auto *a = static_cast<Array*>(x), *b = static_cast<Array*>(y);
        return (a->len < 0 || b->len < 0 || a->len == b->len) && same(a->elem, b->elem);
      }
      case TypeKind::Map:
        return same(static_cast<Map*>(x)->key, static_cast<Map*>(y)->key) &&
               same(static_cast<Map*>(x)->elem, static_cast<Map*>(y)->elem);
      case TypeKind::Chan: {
        auto *a = static_cast<Chan*>(x), *b = static_cast<Chan*>(y);
        return a->dir == b->dir && same(a->elem, b->elem);
      }
      case TypeKind::Struct: return same_struct(static_cast<Struct*>(x), static_cast<Struct*>(y));
      case TypeKind::Tuple: return same_vars(static_cast<Tuple*>(x), static_cast<Tuple*>(y));
      case TypeKind::Signature: return same_signature(static_cast<Signature*>(x), static_cast<Signature*>(y));
      case TypeKind::Interface: return same_interface(static_cast<Interface*>(x), static_cast<Interface*>(y));
      case TypeKind::Union: return same_terms(static_cast<Union*>(x)->terms, static_cast<Union*>(y)->terms);
      case TypeKind::TypeParam: return false;
    }
    return false;
  }

 private:
  bool same_named(Named* x, Named* y) {
    if (x->origin != y->origin || (x->type_args.empty() && x->outer_args.empty())) return false;
    auto equal = [&](const TypeList& a, const TypeList& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](Type* p, Type* q) { return same(p, q); });
    };
    return equal(x->type_args, y->type_args) && equal(x->outer_args, y->outer_args);
  }

  bool same_struct(Struct* x, Struct* y) {
    if (x->fields.size() != y->fields.size()) return false;
    for (size_t i = 0; i < x->fields.size(); i++) {
      Var *f = x->fields[i], *g = y->fields[i];
      if (f->embedded != g->embedded || !f->same_id(g->package, g->name)) return false;
      if (tags_ == Tags::Matter && x->tag(i) != y->tag(i)) return false;
      if (!same(f->type(), g->type())) return false;
    }
    return true;
  }

  bool same_vars(Tuple* x, Tuple* y) {
    size_t n = x == nullptr ? 0 : x->size();
    if (n != (y == nullptr ? 0 : y->size())) return false;
    for (size_t i = 0; i < n; i++)
      if (!same(x->vars[i]->type(), y->vars[i]->type())) return false;
    return true;
  }

  bool same_signature(Signature* x, Signature* y) {
    if (x->type_params.size() != y->type_params.size() || x->variadic != y->variadic) return false;
    Type *y_params = y->params, *y_results = y->results;
    if (!x->type_params.empty()) {
      // Generic functions are the same when they are after renaming the type parameters of one to the
      // other's.
      TypeList renamed(x->type_params.begin(), x->type_params.end());
      TypeContext& context = *x->type_params[0]->context;
      for (size_t i = 0; i < renamed.size(); i++)
        if (!same(x->type_params[i]->bound,
                  context.substitute(y->type_params[i]->bound, y->type_params, renamed)))
          return false;
      y_params = context.substitute(y->params, y->type_params, renamed);
      y_results = context.substitute(y->results, y->type_params, renamed);
    }
    return same_vars(x->params, static_cast<Tuple*>(y_params)) &&
           same_vars(x->results, static_cast<Tuple*>(y_results));
  }

  bool same_interface(Interface* x, Interface* y) {
    const TypeSet &a = x->type_set(), &b = y->type_set();
    if (a.comparable != b.comparable || a.all_types != b.all_types || a.methods.size() != b.methods.size())
      return false;
    if (!same_terms(a.terms, b.terms)) return false;
    for (auto [p, q] : open_)
      if ((p == x && q == y) || (p == y && q == x)) return true;  // true unless the rest says otherwise
    open_.emplace_back(x, y);
    bool result = true;
    for (size_t i = 0; i < a.methods.size() && result; i++) {
      Func *f = a.methods[i], *g = b.methods[i];
      result = f->same_id(g->package, g->name) && same(f->type(), g->type());
    }
    open_.pop_back();
    return result;
  }

  bool includes(const std::vector<TypeTerm>& terms, const TypeTerm& term) {
    return std::any_of(terms.begin(), terms.end(),
                       [&](const TypeTerm& t) { return t.tilde == term.tilde && same(t.type, term.type); });
  }

  bool same_terms(const std::vector<TypeTerm>& x, const std::vector<TypeTerm>& y) {
    auto all_in = [&](const auto& from, const auto& to) {
      return std::all_of(from.begin(), from.end(), [&](const TypeTerm& t) { return includes(to, t); });
    };
    return all_in(x, y) && all_in(y, x);
  }

  Tags tags_;
  std::vector<std::pair<Interface*, Interface*>> open_;
};

uint64_t mix(uint64_t h, uint64_t v) { return (h ^ v) * 0x9E3779B97F4A7C15ull + (h >> 29); }

uint64_t hash_inner(Type* type, int depth) {
  if (type == nullptr) return 7;
  uint64_t h = mix(0x51ED, static_cast<uint64_t>(type->kind));
  // Deep structure adds nothing to the spread, and bounds the work.
  if (depth > 4) return h;
  auto sub = [&](Type* t) { h = mix(h, hash_inner(t, depth + 1)); };
  auto all = [&](const std::vector<Var*>& vars) {
    h = mix(h, vars.size());
    for (Var* v : vars) sub(v->type_);
  };
  switch (type->kind) {
    case TypeKind::Basic: return mix(h, static_cast<uint64_t>(static_cast<Basic*>(type)->basic));
    case TypeKind::Named: return mix(h, std::hash<void*>{}(type));  // instances are hash-consed
    case TypeKind::Pointer: sub(static_cast<Pointer*>(type)->elem); return h;
    case TypeKind::Slice: sub(static_cast<Slice*>(type)->elem); return h;
    case TypeKind::Array:
      sub(static_cast<Array*>(type)->elem);
      return mix(h, static_cast<uint64_t>(static_cast<Array*>(type)->len));
    case TypeKind::Map:
      sub(static_cast<Map*>(type)->key);
      sub(static_cast<Map*>(type)->elem);
      return h;
    case TypeKind::Chan:
      sub(static_cast<Chan*>(type)->elem);
      return mix(h, static_cast<uint64_t>(static_cast<Chan*>(type)->dir));
    case TypeKind::Struct:
      for (Var* f : static_cast<Struct*>(type)->fields) h = mix(h, std::hash<std::string_view>{}(f->name));
      all(static_cast<Struct*>(type)->fields);
      return h;
    case TypeKind::Tuple: all(static_cast<Tuple*>(type)->vars); return h;
    case TypeKind::Signature:
      if (static_cast<Signature*>(type)->type_params.empty())
        all(static_cast<Signature*>(type)->params->vars);
      h = mix(h, static_cast<Signature*>(type)->variadic);
      if (static_cast<Signature*>(type)->type_params.empty())
        all(static_cast<Signature*>(type)->results->vars);
      return h;
    case TypeKind::Interface: return h;  // its methods may not be known yet
    case TypeKind::Union: return h;
    case TypeKind::TypeParam: return mix(h, std::hash<void*>{}(type));
  }
  return h;
}

}  // namespace

bool identical(Type* x, Type* y) { return x == y || Comparer(Tags::Matter).same(x, y); }
bool identical_ignoring_tags(Type* x, Type* y) { return x == y || Comparer(Tags::Ignored).same(x, y); }
uint64_t type_hash(Type* type) { return hash_inner(type, 0); }

}  // namespace gopherarium
