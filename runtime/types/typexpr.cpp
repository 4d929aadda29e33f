// Identifiers, and expressions that denote types.

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

// ---- identifiers

void Checker::Impl::ident(Operand& x, Ident* e, Named* def, bool want_type) {
  static_cast<void>(def);
  x.mode = ExprMode::Invalid;
  x.expr = e;
  Object* object = nullptr;
  Scope* found_in = nullptr;
  for (Scope* scope = env.scope; scope != nullptr && object == nullptr; scope = scope->parent) {
    Object* here = scope->lookup(e->name);
    if (here == nullptr ||
        (here->scope_pos_.valid() && here->scope_pos_ > e->pos && !env.inherited_pos.valid()))
      continue;
    object = here;
    found_in = scope;
  }
  if (object == nullptr) {
    if (e->name == "_")
      error(e, want_type ? "cannot use _ as type" : "cannot use _ as value");
    else
      error(e, fmt::format("undefined: {}", e->name));
    return;
  }
  e->object = object;
  if (auto imports = dot_imports_.find(found_in); imports != dot_imports_.end())
    for (PkgName* name : imports->second)
      if (name->imported->scope.lookup(e->name) == object) name->used = true;
  if (want_type && object->kind == ObjectKind::Func) {
    x.mode = ExprMode::Value;  // not a type, whatever its signature is
    return;
  }
  object_decl(*object);
  Type* type = object->type();
  switch (object->kind) {
    case ObjectKind::PkgName:
      error(e, fmt::format("use of package {} {}", object->name,
                           go119_words() ? "not in selector" : "without selector"));
      return;
    case ObjectKind::Const: {
      auto* constant = static_cast<Const*>(object);
      if (env.decl != nullptr && object->decl_ != nullptr && object->package == env.package)
        env.decl->add_use(object);
      if (!is_valid(type)) return;
      if (object->package == nullptr && object->name == "iota") {
        if (env.iota == nullptr) {
          error(e, "cannot use iota outside constant declaration");
          return;
        }
        x.constant = env.iota;
      } else {
        x.constant = constant->value;
        if (x.constant == nullptr || !x.constant->known()) return;
      }
      x.mode = ExprMode::Constant;
      break;
    }
    case ObjectKind::TypeName: x.mode = ExprMode::TypeExpr; break;
    case ObjectKind::Var: {
      auto* var = static_cast<Var*>(object);
      var->used = true;
      if (env.decl != nullptr && object->decl_ != nullptr && object->package == env.package)
        env.decl->add_use(object);
      if (!is_valid(type)) return;
      capture(var);
      x.mode = ExprMode::Variable;
      break;
    }
    case ObjectKind::Func:
      if (env.decl != nullptr && object->package == env.package) env.decl->add_use(object);
      if (!is_valid(type)) return;
      x.mode = ExprMode::Value;
      break;
    case ObjectKind::Builtin:
      x.mode = ExprMode::Builtin;
      x.builtin = static_cast<Builtin*>(object)->id;
      break;
    case ObjectKind::Nil: x.mode = ExprMode::NilValue; break;
  }
  x.type = type;
}

void Checker::Impl::capture(Var* var) {
  if (var->owner == nullptr) return;
  for (FunctionFrame* frame = env.function.get(); frame != nullptr && frame->node != var->owner;
       frame = frame->outer.get()) {
    auto* literal = dyn_cast<FuncLit>(frame->node);
    if (literal == nullptr && !is<RangeStmt>(frame->node)) return;
    var->captured = true;
    if (literal == nullptr) continue;
    std::vector<Var*>& list = info.captures[literal];
    if (std::find(list.begin(), list.end(), var) == list.end()) list.push_back(var);
  }
}

// ---- types

Type* Checker::Impl::record_type(Expr* e, Type* type) {
  e->mode = ExprMode::TypeExpr;
  e->type = type;
  return type;
}

Type* Checker::Impl::defined_type(Expr* e, Named* def) {
  Type* type = type_internal(e, def);
  if (is_generic(type)) {
    error(e, fmt::format("cannot use generic type {} without instantiation", str(type)));
    type = ctx.invalid();
  }
  return record_type(e, type);
}

// The type of a variable: no interface that is only good as a constraint.
Type* Checker::Impl::var_type(Expr* e) {
  Type* type = defined_type(e, nullptr);
  later([this, e, type] {
    auto* i = underlying_as<Interface>(type);
    if (i == nullptr || is_type_param(type)) return;
    const TypeSet& set = i->type_set();
    if (set.is_method_set()) return;
    if (set.comparable)
      error(e,
            fmt::format("cannot use type {} outside a type constraint: interface is (or embeds) comparable",
                        str(type)));
    else
      error(e,
            fmt::format("cannot use type {} outside a type constraint: interface contains type constraints",
                        str(type)));
  });
  return type;
}

Type* Checker::Impl::generic_type(Expr* e) {
  Type* type = type_internal(e, nullptr);
  if (is_valid(type) && !is_generic(type)) {
    error(e, fmt::format("{} is not a generic type", str(type)));
    type = ctx.invalid();
  }
  return record_type(e, type);
}

Type* Checker::Impl::type_internal(Expr* e, Named* def) {
  switch (e->kind) {
    case NodeKind::BadExpr: return ctx.invalid();
    case NodeKind::Ident:
    case NodeKind::SelectorExpr: {
      Operand x;
      x.expr = e;
      if (auto* id = dyn_cast<Ident>(e))
        ident(x, id, def, true);
      else
        selector(x, as<SelectorExpr>(e), def, true);
      if (x.mode == ExprMode::TypeExpr) return x.type;
      if (x.mode == ExprMode::NoValue)
        error(e, fmt::format("{} used as type", str(e)));
      else if (x.valid())
        error(e, fmt::format("{} is not a type", str(x)));
      return ctx.invalid();
    }
    case NodeKind::IndexExpr:
      return instantiated_type(e, as<IndexExpr>(e)->x, as<IndexExpr>(e)->indices, def);
    case NodeKind::ParenExpr: return defined_type(as<ParenExpr>(e)->x, def);
    case NodeKind::ArrayType: {
      auto* a = as<ArrayType>(e);
      if (a->len == nullptr) {
        error(e, "invalid use of [...] array (outside a composite literal)");
        var_type(a->elem);
        return ctx.invalid();
      }
      int64_t length = array_length(a->len);
      Type* elem = var_type(a->elem);
      if (length < 0) return ctx.invalid();
      auto* array = ctx.type<Array>(elem, length);
      later([this, array, e] {
        constexpr int64_t kAddressSpace = int64_t{1} << 50;  // gc's limit on amd64
        if (is_valid(array->elem) && check_valid_type(array) && !contains_type_params(array) &&
            type_size(array) >= kAddressSpace)
          error(e, fmt::format("type {} larger than address space", str(array)));
      });
      return array;
    }
    case NodeKind::SliceType: return ctx.slice_of(var_type(as<SliceType>(e)->elem));
    case NodeKind::Ellipsis:
      error(e, "invalid use of ...");
      if (as<Ellipsis>(e)->elem != nullptr) type_of(as<Ellipsis>(e)->elem);
      return ctx.invalid();
    case NodeKind::StructType: return struct_type(as<StructType>(e));
    case NodeKind::StarExpr: {
      Type* elem = var_type(as<StarExpr>(e)->x);
      return is_valid(elem) ? static_cast<Type*>(ctx.pointer_to(elem)) : ctx.invalid();
    }
    case NodeKind::FuncType: return func_type(as<FuncType>(e), nullptr);
    case NodeKind::InterfaceType: return interface_type(as<InterfaceType>(e), def);
    case NodeKind::MapType: {
      auto* m = as<MapType>(e);
      Type* key = var_type(m->key);
      auto* map = ctx.type<Map>(key, nullptr);
      map->elem = var_type(m->value);
      later([this, map, m] { check_map_key(map, m->key); });
      return map;
    }
    case NodeKind::ChanType: {
      auto* chan = ctx.type<Chan>(as<ChanType>(e)->dir, var_type(as<ChanType>(e)->elem));
      later([this, chan, e] {
        constexpr int64_t kElementLimit = 1 << 16;  // of gc's runtime
        if (is_valid(chan->elem) && check_valid_type(chan->elem) && !contains_type_params(chan->elem) &&
            type_size(chan->elem) >= kElementLimit)
          error(e, "channel element type too large (>64kB)");
      });
      return chan;
    }
    default: {
      error(e, fmt::format("{} is not a type", str(e)));
      use(e);
      return ctx.invalid();
    }
  }
}

void Checker::Impl::check_map_key(Map* map, Expr* key) {
  if (!is_valid(map->key) || comparable_type(map->key)) return;
  std::string why = is_type_param(map->key) ? " (missing comparable constraint)" : "";
  error(key, fmt::format("invalid map key type {}{}", str(map->key), why));
}

int64_t Checker::Impl::array_length(Expr* e) {
  if (auto* name = dyn_cast<Ident>(e)) {
    Object* object = env.scope->lookup_parent(name->name, e->pos);
    if (object == nullptr) {
      error(e, fmt::format("undefined array length {} or missing type constraint", name->name));
      return -1;
    }
    if (object->kind != ObjectKind::Const) {
      error(e, fmt::format("invalid array length {}", name->name));
      if (object->kind == ObjectKind::Var) static_cast<Var*>(object)->used = true;
      return -1;
    }
  }
  Operand x;
  expr(x, e);
  if (x.mode != ExprMode::Constant) {
    if (x.valid()) error(x, fmt::format("array length {} must be constant", str(x)));
    return -1;
  }
  if (is_untyped(x.type) || is_integer(x.type)) {
    auto value = x.constant->integer();
    if (value) {
      const Operand as_written = x;
      if (is_untyped(x.type)) convert_untyped(x, ctx.basic(BasicKind::Int));
      auto small = x.valid() ? x.constant->int64() : std::nullopt;
      if (small && *small >= 0) return *small;
      if (!x.valid()) return -1;
      if (small) {
        error(x, fmt::format("invalid array length {}", str(as_written)));
        return -1;
      }
    }
  }
  error(x, fmt::format("array length {} must be integer", str(x)));
  return -1;
}

// ---- structs

void Checker::Impl::add_field(Struct* s, Var* field, BasicLit* tag,
                              std::unordered_map<std::string_view, Var*>& names) {
  field->is_field = true;
  if (tag != nullptr && !tag->bad) {
    s->tags.resize(s->fields.size());
    s->tags.push_back(unquote_literal(tag->text));
  } else if (!s->tags.empty()) {
    s->tags.emplace_back();
  }
  s->fields.push_back(field);
  if (field->name == "_") return;
  auto [other, fresh] = names.emplace(field->name, field);
  if (fresh) return;
  s->fields.pop_back();  // or every use of the name would be ambiguous
  if (!s->tags.empty()) s->tags.pop_back();
  error(field->pos, fmt::format("{} redeclared", field->name) +
                        also(other->second->pos, fmt::format("other declaration of {}", field->name)));
}

Type* Checker::Impl::struct_type(StructType* e) {
  auto* s = ctx.type<Struct>();
  std::unordered_map<std::string_view, Var*> names;
  Expr* last = nullptr;
  Type* type = nullptr;
  for (Field* f : e->fields) {
    if (f->type != last || type == nullptr) {
      last = f->type;
      type = var_type(f->type);
    }
    if (f->name != nullptr && !f->embedded) {
      auto* field = ctx.object<Var>(f->name->pos, env.package, f->name->name, type);
      f->name->object = field;
      add_field(s, field, f->tag, names);
      continue;
    }
    Expr* base = unparen(f->type);
    if (auto* star = dyn_cast<StarExpr>(base)) base = unparen(star->x);
    if (auto* index = dyn_cast<IndexExpr>(base)) base = unparen(index->x);
    auto* selected = dyn_cast<SelectorExpr>(base);
    auto* name = selected != nullptr ? selected->sel : dyn_cast<Ident>(base);
    if (name == nullptr) {
      error(f->type, fmt::format("invalid embedded field type {}", str(f->type)));
      continue;
    }
    auto* field = ctx.object<Var>(name->pos, env.package, name->name, type);
    field->embedded = true;
    add_field(s, field, f->tag, names);
    later([this, type, pos = start_pos(f->type), node = f->type] { embedded_field_check(type, pos, node); });
  }
  return s;
}

void Checker::Impl::embedded_field_check(Type* type, Pos pos, Expr* e) {
  auto* pointer = dyn_cast<Pointer>(type);
  Type* base = pointer != nullptr ? pointer->elem : type;
  Type* under = underlying(base);
  if (!is_valid(under)) return;
  if (is_type_param(base))
    error(pos, fmt::format("embedded field type cannot be a {}type parameter",
                           pointer != nullptr ? "pointer to a " : ""));
  else if (is_unsafe_pointer(base))
    error(pos, "embedded field type cannot be unsafe.Pointer");
  else if (dyn_cast<Pointer>(under) != nullptr)
    error(pos, "embedded field type cannot be a pointer");
  else if (pointer != nullptr && dyn_cast<Interface>(under) != nullptr)
    error(pos, "embedded field type cannot be a pointer to an interface");
  static_cast<void>(e);
}

// ---- interfaces

Type* Checker::Impl::interface_type(InterfaceType* e, Named* def) {
  auto* i = ctx.type<Interface>();
  i->implicit = e->implicit;
  i->package = env.package;
  for (Field* f : e->elements) {
    if (f->name == nullptr || f->embedded) {
      i->embeddeds.push_back(union_type(f->type));
      i->embedded_positions.push_back(start_pos(f->type));
      continue;
    }
    if (f->name->name == "_") {
      error(f->name, "methods must have a unique non-blank name");
      continue;
    }
    auto* type = dyn_cast<FuncType>(f->type);
    if (type == nullptr) continue;
    Signature* sig = func_type(type, nullptr);
    record_type(f->type, sig);
    sig->recv = ctx.object<Var>(f->name->pos, env.package, "", def != nullptr ? static_cast<Type*>(def) : i);
    auto* method = ctx.object<Func>(f->name->pos, env.package, f->name->name, sig);
    method->is_method = true;
    f->name->object = method;
    i->methods.push_back(method);
  }
  later([this, i] {
    compute_type_set(*i, [this](Pos pos, std::string message) { error(pos, std::move(message)); });
  });
  return i;
}

TypeTerm Checker::Impl::union_term(Expr* e) {
  auto* unary = dyn_cast<UnaryExpr>(e);
  bool tilde = unary != nullptr && unary->op == Token::Tilde;
  Type* type = type_of(tilde ? unary->x : e);
  if (tilde) {
    record_type(e, type);
    later([this, type, e] {
      if (!is_valid(type) || !is_valid(underlying(type))) return;
      if (is_interface(type))
        error(e, fmt::format("invalid use of ~ ({} is an interface)", str(type)));
      else if (is_type_param(type))
        error(e, fmt::format("type in term {} cannot be a type parameter", str(e)));
      else if (!identical(type, underlying(type)))
        error(e, fmt::format("invalid use of ~ (underlying type of {} is {})", str(type),
                             str(underlying(type))));
    });
  }
  return {type, tilde};
}

Type* Checker::Impl::union_type(Expr* e) {
  std::vector<Expr*> parts;
  for (Expr* rest = e; rest != nullptr;) {
    auto* binary = dyn_cast<BinaryExpr>(rest);
    if (binary == nullptr || binary->op != Token::Or) {
      parts.push_back(rest);
      break;
    }
    parts.push_back(binary->y);
    rest = binary->x;
  }
  std::reverse(parts.begin(), parts.end());
  auto* u = ctx.type<Union>();
  for (Expr* part : parts) {
    u->terms.push_back(union_term(part));
    if (!is_valid(u->terms.back().type)) return record_type(e, ctx.invalid());
  }
  if (u->terms.size() == 1 && !u->terms[0].tilde) {
    Type* single = u->terms[0].type;
    if (is_type_param(single)) {
      error(e, fmt::format("term cannot represent type parameter {}", str(single)));
      return record_type(e, ctx.invalid());
    }
    return record_type(e, single);
  }
  later([this, u, parts] {
    for (size_t i = 0; i < u->terms.size(); i++) {
      const TypeTerm& term = u->terms[i];
      if (is_type_param(term.type)) {
        error(parts[i], fmt::format("term cannot represent type parameter {}", str(term.type)));
        continue;
      }
      if (auto* inner = underlying_as<Interface>(term.type)) {
        if (parts.size() < 2) continue;
        const TypeSet& set = inner->type_set();
        if (!set.methods.empty())
          error(parts[i],
                fmt::format("cannot use {} in union ({} contains methods)", str(parts[i]), str(parts[i])));
        else if (set.comparable)
          error(parts[i], "cannot use comparable in union");
        continue;
      }
      for (size_t j = 0; j < i; j++)
        if (underlying_as<Interface>(u->terms[j].type) == nullptr && !terms_disjoint(term, u->terms[j])) {
          error(parts[i], fmt::format("overlapping terms {} and {}", str(parts[i]), str(parts[j])));
          break;
        }
    }
  });
  return record_type(e, u);
}

// ---- instances

Type* Checker::Impl::instantiated_type(Expr* e, Expr* generic, List<Expr> args, Named*) {
  auto* named = dyn_cast<Named>(generic_type(generic));
  TypeList types;
  bool ok = true;
  for (Expr* arg : args) {
    types.push_back(type_of(arg));
    ok &= is_valid(types.back());
  }
  if (named == nullptr || !ok) return ctx.invalid();
  size_t have = types.size(), want = named->type_params.size();
  if (have != want) {
    const Pos pos = start_pos(e);
    if (go119_words())
      error(pos, fmt::format("got {} arguments but {} type parameters", have, want));
    else
      error(pos, fmt::format("{} type arguments for type {}: have {}, want {}",
                             have > want ? "too many" : "not enough", named->object->name, have, want));
    return ctx.invalid();
  }
  if (named->aliased != nullptr) {
    later([this, named, types, args, e] { verify_instance(start_pos(e), named->type_params, types, args); });
    Type* meant = ctx.substitute(named->aliased, named->type_params, types);
    return too_large(start_pos(e), meant, named->object->name) ? ctx.invalid() : meant;
  }
  Named* instance = ctx.instantiate(named, types);
  if (too_large(start_pos(e), instance, named->object->name)) return ctx.invalid();
  later([this, named, types, args, e] {
    verify_instance(start_pos(e), named->type_params, types, args);
    check_valid_type(ctx.instantiate(named, types));
  });
  return instance;
}

bool Checker::Impl::verify_instance(Pos pos, std::span<TypeParam* const> params, const TypeList& args,
                                    std::span<Expr* const> nodes) {
  for (size_t i = 0; i < params.size() && i < args.size(); i++)
    if (too_large(pos, args[i], fmt::format("argument for {}", params[i]->object->name))) return false;
  record_instantiation(pos, params, args);
  for (size_t i = 0; i < params.size() && i < args.size(); i++) {
    Type* bound =
        ctx.substitute(params[i]->bound == nullptr ? ctx.empty_interface() : params[i]->bound, params, args);
    if (underlying_as<Interface>(bound) == nullptr || is_type_param(bound)) {
      // A bound such as [T int] stands for interface{int}.
      auto* wrapped = ctx.type<Interface>();
      wrapped->implicit = true;
      wrapped->embeddeds.push_back(bound);
      wrapped->embedded_positions.push_back(pos);
      bound = wrapped;
    }
    std::string cause;
    if (implements(args[i], bound, ImplementsQuestion::Satisfies, qualifier(), &cause)) continue;
    error(i < nodes.size() ? start_pos(nodes[i]) : pos, cause);
    return false;
  }
  return true;
}

// ---- functions

std::vector<Var*> Checker::Impl::collect_params(List<Field> fields, bool variadic_ok, bool* variadic) {
  std::vector<Var*> vars;
  Expr* last = nullptr;
  Type* type = nullptr;
  for (size_t i = 0; i < fields.size(); i++) {
    Field* f = fields[i];
    if (f->type != last || type == nullptr) {
      last = f->type;
      auto* dots = dyn_cast<Ellipsis>(f->type);
      if (dots != nullptr) {
        type = dots->elem == nullptr ? ctx.invalid() : var_type(dots->elem);
        if (variadic_ok && i + 1 == fields.size()) {
          if (variadic != nullptr) *variadic = true;
          type = ctx.slice_of(type);
        } else {
          error(f->type, "can only use ... with final parameter in list");
        }
        record_type(f->type, type);
      } else {
        type = var_type(f->type);
      }
    }
    auto* var = ctx.object<Var>(f->name != nullptr ? f->name->pos : start_pos(f->type), env.package,
                                f->name != nullptr ? f->name->name : std::string_view(), type);
    var->is_param = true;
    var->used = true;
    vars.push_back(var);
  }
  return vars;
}

// The receiver of a method: its type, and the names it gives to the type parameters of a generic type. Those
// names denote the type's own parameters, so a method needs no parameters of its own.
Var* Checker::Impl::receiver(Field* recv, Signature*) {
  Expr* e = unparen(recv->type);
  auto* star = dyn_cast<StarExpr>(e);
  Expr* base = unparen(star != nullptr ? star->x : e);
  Type* type = nullptr;
  if (auto* index = dyn_cast<IndexExpr>(base)) {
    auto* named = dyn_cast<Named>(generic_type(index->x));
    if (named != nullptr && named->type_params.size() != index->indices.size()) {
      error(index->indices[0],
            fmt::format("receiver declares {} type parameters, but receiver base type declares {}",
                        index->indices.size(), named->type_params.size()));
      named = nullptr;
    }
    TypeList args;
    for (size_t i = 0; i < index->indices.size(); i++) {
      auto* name = dyn_cast<Ident>(index->indices[i]);
      if (name == nullptr) {
        error(index->indices[i],
              fmt::format("receiver type parameter {} must be an identifier", str(index->indices[i])));
        continue;
      }
      Type* param = named == nullptr ? static_cast<Type*>(ctx.invalid()) : named->type_params[i];
      auto* object = ctx.object<TypeName>(name->pos, env.package, name->name, param);
      declare_in(env.scope, object, name, Pos());
      record_type(name, param);
      args.push_back(param);
    }
    type = named == nullptr ? static_cast<Type*>(ctx.invalid()) : ctx.instantiate(named, args);
    record_type(base, type);
    if (star != nullptr) {
      type = named == nullptr ? type : ctx.pointer_to(type);
      record_type(star, type);
    }
  } else {
    type = var_type(recv->type);
  }
  auto* var = ctx.object<Var>(recv->name != nullptr ? recv->name->pos : start_pos(recv->type), env.package,
                              recv->name != nullptr ? recv->name->name : std::string_view(), type);
  var->is_param = true;
  var->used = true;
  later([this, type, pos = var->pos] {
    auto* pointer = dyn_cast<Pointer>(type);
    Type* t = pointer != nullptr ? pointer->elem : type;
    if (!is_valid(t)) return;
    auto* named = dyn_cast<Named>(t);
    if (named == nullptr) {
      if (dyn_cast<Basic>(t) != nullptr)
        error(pos, fmt::format("cannot define new methods on non-local type {}", str(t)));
      else
        error(pos, fmt::format("invalid receiver type {}", str(type)));
      return;
    }
    if (named->object->package != env.package) {
      error(pos, fmt::format("cannot define new methods on non-local type {}", str(t)));
      return;
    }
    Type* under = named->underlying();
    if (dyn_cast<Pointer>(under) != nullptr || dyn_cast<Interface>(under) != nullptr)
      error(pos, fmt::format("invalid receiver type {} (pointer or interface type)", str(t)));
    else if (is_unsafe_pointer(t))
      error(pos, fmt::format("invalid receiver type {}", str(t)));
  });
  return var;
}

Signature* Checker::Impl::func_type(FuncType* e, Field* recv) {
  auto* sig = ctx.type<Signature>();
  env.scope = ctx.scope(env.scope);
  env.scope->is_function = true;
  sig->scope = env.scope;
  if (recv != nullptr) sig->recv = receiver(recv, sig);
  if (!e->type_params.empty()) {
    sig->type_params = declare_type_params(e->type_params);
    if (recv != nullptr) {
      error(e->type_params[0], "methods cannot have type parameters");
      sig->type_params.clear();
    }
  }
  std::vector<Var*> params = collect_params(e->params, true, &sig->variadic);
  std::vector<Var*> results = collect_params(e->results, false, nullptr);
  // Names come into scope after all types have been resolved: a parameter may be called like a type.
  auto enter = [&](Field* f, Var* var) {
    if (f->name != nullptr && !f->name->name.empty()) declare_in(env.scope, var, f->name, Pos());
  };
  if (recv != nullptr) enter(recv, sig->recv);
  for (size_t i = 0; i < params.size(); i++) enter(e->params[i], params[i]);
  for (size_t i = 0; i < results.size(); i++) enter(e->results[i], results[i]);
  sig->params = ctx.tuple(std::move(params));
  sig->results = ctx.tuple(std::move(results));
  env.scope = env.scope->parent;
  return sig;
}

}  // namespace gopherarium
