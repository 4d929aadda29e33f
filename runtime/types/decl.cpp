// Declarations: package-level objects on first use, with cycles told apart; types, constants, variables,
// functions; declarations inside functions.

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

// A declaration is checked inside the one that mentions it first, so a long chain of them is deep recursion. Programs of
// people stay below a twentieth of this; the thread's stack is twice as large.
constexpr std::ptrdiff_t kMostStackBytes = 4 << 20;

// ---- objects on demand

void Checker::Impl::object_decl(Object& object) {
  if (object.color_ == Object::Color::Black) return;
  if (object.color_ == Object::Color::Grey) {
    grey_object(object);
    return;
  }
  const char* here = static_cast<const char*>(__builtin_frame_address(0));
  if (path_.empty()) outermost_frame_ = here;
  if (outermost_frame_ - here > kMostStackBytes) {
    error(object.pos, fmt::format("{} is declared through too many others, {} of them", object.name, path_.size()));
    object.type_ = ctx.invalid();
    object.color_ = Object::Color::Black;
    return;
  }
  DeclInfo* decl = object.decl_;
  if (decl == nullptr || object.type_ != nullptr) {
    object.color_ = Object::Color::Black;
    if (object.type_ == nullptr) object.type_ = ctx.invalid();
    return;
  }
  Environment outside = std::move(env);
  env = {};
  env.package = decl->package;
  env.decl = decl;
  env.scope = decl->scope;
  env.version = decl->version;
  object.color_ = Object::Color::Grey;
  object.color_index_ = static_cast<uint32_t>(path_.size());
  path_.push_back(&object);
  switch (object.kind) {
    case ObjectKind::Const: {
      auto& constant = static_cast<Const&>(object);
      const_decl(constant, decl->type_expr, decl->init, decl->inherited);
      break;
    }
    case ObjectKind::Var: var_decl(static_cast<Var&>(object), decl->lhs, decl->type_expr, decl->init); break;
    case ObjectKind::TypeName: type_decl(static_cast<TypeName&>(object), decl->type_decl); break;
    case ObjectKind::Func: func_decl(static_cast<Func&>(object), decl); break;
    default: break;
  }
  path_.pop_back();
  object.color_ = Object::Color::Black;
  if (object.type_ == nullptr) object.type_ = ctx.invalid();
  env = std::move(outside);
}

void Checker::Impl::grey_object(Object& object) {
  bool valid = valid_cycle(object);
  // A generic type cannot be used in the constraints of its own parameters.
  auto* named = dyn_cast<Named>(object.type_);
  TypeDecl* decl = object.decl_ == nullptr ? nullptr : object.decl_->type_decl;
  if (valid && named != nullptr && decl != nullptr && !decl->type_params.empty() &&
      named->type_params.empty() && object.kind == ObjectKind::TypeName) {
    cycle_error({&object});
    valid = false;
  }
  if (object.type_ == nullptr || (!valid && object.kind != ObjectKind::Func)) object.type_ = ctx.invalid();
}

// Is this use of an object that is being declared fine? Types may go in circles through at least one defined
// type; circles of constants and variables alone are found by the initialisation order.
bool Checker::Impl::valid_cycle(Object& object) {
  std::vector<Object*> cycle;
  size_t start = 0;
  for (size_t i = path_.size(); i-- > 0;)
    if (path_[i] == &object) {
      start = i;
      break;
    }
  cycle.assign(path_.begin() + static_cast<std::ptrdiff_t>(start), path_.end());
  size_t values = 0, defined = 0;
  for (Object* each : cycle) {
    if (each->kind == ObjectKind::Const || each->kind == ObjectKind::Var) values++;
    if (each->kind == ObjectKind::TypeName && !static_cast<TypeName*>(each)->is_alias) defined++;
  }
  if (values == cycle.size()) return true;
  if (values == 0 && defined > 0) return true;
  cycle_error(cycle);
  return false;
}

void Checker::Impl::cycle_error(const std::vector<Object*>& cycle) {
  size_t first = 0;
  for (size_t i = 1; i < cycle.size(); i++)
    if (cycle[i]->pos < cycle[first]->pos) first = i;
  Object* object = cycle[first];
  bool is_type = object->kind == ObjectKind::TypeName;
  if (is_type && !is_valid(object->type_) && static_cast<TypeName*>(object)->is_alias && cycle.size() > 1)
    is_type = true;
  std::string message;
  if (go119_words()) {
    message = fmt::format("{} {}", is_type ? "invalid recursive type" : "invalid cycle in declaration of",
                          object->name);
    for (size_t i = 0; i < cycle.size(); i++)
      message += also(cycle[(first + i) % cycle.size()]->pos,
                      fmt::format("{} refers to", cycle[(first + i) % cycle.size()]->name));
    message += also(object->pos, std::string(object->name));
  } else if (cycle.size() == 1) {
    message = fmt::format("{}: {} refers to itself",
                          is_type ? "invalid recursive type" : "invalid cycle in declaration", object->name);
  } else {
    message = fmt::format("{} {}", is_type ? "invalid recursive type" : "invalid cycle in declaration of",
                          object->name);
    for (size_t i = 0; i < cycle.size(); i++) {
      Object* from = cycle[(first + i) % cycle.size()];
      Object* to = cycle[(first + i + 1) % cycle.size()];
      message += also(from->pos, fmt::format("{} refers to {}", from->name, to->name));
    }
  }
  error(object->pos, std::move(message));
}

// ---- package-level and local declarations

void Checker::Impl::const_decl(Const& object, Expr* type_expr, Expr* init, bool inherited) {
  object.value = ctx.constant(ConstantValue::unknown());
  const ConstantValue* outer_iota = env.iota;
  Pos outer_inherited = env.inherited_pos;
  env.iota = ctx.constant(ConstantValue::of_int(object.iota));
  if (type_expr != nullptr) {
    Type* type = type_of(type_expr);
    if (!is_const_type(type)) {
      if (is_valid(underlying(type))) error(type_expr, fmt::format("invalid constant type {}", str(type)));
      object.type_ = ctx.invalid();
      env.iota = outer_iota;
      return;
    }
    object.type_ = type;
  }
  Operand x;
  if (init != nullptr) {
    if (inherited) env.inherited_pos = object.pos;
    expr(x, init);
  }
  init_const(object, x);
  env.inherited_pos = outer_inherited;
  env.iota = outer_iota;
}

void Checker::Impl::var_decl(Var& object, const std::vector<Var*>& lhs, Expr* type_expr, Expr* init) {
  if (type_expr != nullptr) object.type_ = var_type(type_expr);
  if (init == nullptr) {
    if (type_expr == nullptr) object.type_ = ctx.invalid();
    return;
  }
  if (lhs.size() <= 1) {
    Operand x;
    expr(x, init, object.type_);
    init_var(&object, x, "variable declaration");
    return;
  }
  if (type_expr != nullptr)
    for (Var* each : lhs) each->type_ = object.type_;
  Expr* one[] = {init};
  init_vars(lhs, one, nullptr);
}

void Checker::Impl::type_decl(TypeName& object, TypeDecl* decl) {
  if (decl->is_alias) {
    object.type_ = ctx.invalid();
    if (decl->type_params.empty()) {
      object.type_ = defined_type(decl->type_expr, nullptr);
      if (too_large(object.pos, object.type_, object.name)) object.type_ = ctx.invalid();
    } else {
      generic_alias(object, decl);
    }
    return;
  }
  auto* named = ctx.type<Named>(ctx);
  named->object = &object;
  object.type_ = named;
  if (env.function != nullptr) named->outer_params = env.function->type_params;
  if (object.decl_ != nullptr) collect_methods(object);
  bool generic = !decl->type_params.empty();
  if (generic) {
    open_scope();
    // The parameters are set before their bounds are checked: a bound may mention the type itself.
    named->type_params = declare_type_params(decl->type_params);
  }
  // Before what the right side puts off: nothing must look into a type without end.
  later([this, named] { check_valid_type(named); });
  Type* rhs = defined_type(decl->type_expr, named);
  if (generic) close_scope();
  if (is_type_param(rhs)) {
    error(decl->type_expr, "cannot use a type parameter as RHS in type declaration");
    rhs = ctx.invalid();
  }
  named->right_hand_ = rhs;
  // A chain of defined types that comes back here has no underlying type.
  std::vector<Object*> chain{&object};
  for (auto* next = dyn_cast<Named>(rhs); next != nullptr && next->underlying_ == nullptr;
       next = dyn_cast<Named>(next->right_hand_)) {
    if (next == named) {
      cycle_error(chain);
      named->underlying_ = ctx.invalid();
      break;
    }
    if (std::find(chain.begin(), chain.end(), next->object) != chain.end()) break;
    chain.push_back(next->object);
  }
  if (named->underlying_ == nullptr) {
    auto* next = dyn_cast<Named>(rhs);
    if (next == nullptr)
      named->underlying_ = rhs;
    else if (next->underlying_ != nullptr)
      named->underlying_ = next->underlying_;
    else
      static_cast<void>(named->underlying());
  }
  named->extent_ = type_extent(rhs);
  if (too_large(object.pos, named, object.name)) {
    named->underlying_ = named->right_hand_ = ctx.invalid();
    named->extent_.depth = 0;
  }
  named->extent_ = {.parts = 1, .depth = named->extent_.depth};
  later([this, named] { method_collisions(named); });
}

// Reports a type that whoever walks it would not get to the end of.
bool Checker::Impl::too_large(Pos pos, Type* type, std::string_view what) {
  const TypeExtent extent = type_extent(type);
  if (extent.depth > kMostTypeDepth)
    error(pos, fmt::format("type {} is nested more than {} deep", what, kMostTypeDepth));
  else if (extent.parts > kMostTypeParts)
    error(pos, fmt::format("type {} has more than {} parts when written out", what, kMostTypeParts));
  else
    return false;
  return true;
}

// gc has these since go1.24, and in go1.23 as an experiment.
void Checker::Impl::generic_alias(TypeName& object, TypeDecl* decl) {
  const bool allowed = allow_version(23);
  if (!allowed) {
    error(decl->name, go119_words() ? "generic type cannot be alias" : "generic type alias requires go1.23 or later");
  }
  auto* named = ctx.type<Named>(ctx);
  named->object = &object;
  open_scope();
  named->type_params = declare_type_params(decl->type_params);
  named->aliased = defined_type(decl->type_expr, nullptr);
  close_scope();
  named->underlying_ = ctx.invalid();
  if (is_type_param(named->aliased)) {
    error(decl->type_expr, "cannot use type parameter declared by alias declaration as RHS");
    return;
  }
  if (allowed) object.type_ = named;
}

void Checker::Impl::collect_methods(TypeName& object) {
  auto* named = static_cast<Named*>(object.type_);
  auto state = packages_.find(object.package);
  if (state == packages_.end() || object.parent != &object.package->scope) return;
  auto at = state->second.methods.find(object.name);
  if (at == state->second.methods.end()) return;
  std::unordered_map<std::string_view, Func*> names;
  for (Func* method : at->second) {
    method->receiver_named = named;
    auto [known, fresh] = names.emplace(method->name, method);
    if (fresh) {
      named->methods_.push_back(method);
      continue;
    }
    if (go119_words()) {
      error(method->pos, fmt::format("{}.{} redeclared in this block", object.name, method->name) +
                             also(known->second->pos, fmt::format("other declaration of {}", method->name)));
      continue;
    }
    error(method->pos, fmt::format("method {}.{} already declared at {}", object.name, method->name,
                                   diagnostics_.files().describe(known->second->pos)));
  }
}

void Checker::Impl::method_collisions(Named* named) {
  auto* s = dyn_cast<Struct>(named->underlying());
  if (s == nullptr || named->methods_.empty()) return;
  for (Func* method : named->methods_)
    for (Var* field : s->fields)
      if (field->name == method->name)
        error(method->pos, fmt::format("field and method with the same name {}", method->name) +
                               also(field->pos, fmt::format("other declaration of {}", method->name)));
}

void Checker::Impl::func_decl(Func& object, DeclInfo* decl) {
  Signature* sig = func_type(decl->func_decl->func_type, decl->func_decl->recv);
  object.type_ = sig;
  if (sig->recv != nullptr && object.receiver_named == nullptr) {
    Type* base = sig->recv->type_;
    if (auto* pointer = dyn_cast<Pointer>(base)) base = pointer->elem;
    if (auto* named = dyn_cast<Named>(base)) object.receiver_named = named->origin;
  }
  if (decl->func_decl->body == nullptr && !sig->type_params.empty())
    error(decl->func_decl, fmt::format("generic function is missing function body"));
}

// ---- type parameters

TypeParam* Checker::Impl::new_type_param(Ident* name, int index) {
  auto* object = ctx.object<TypeName>(name->pos, env.package, name->name, nullptr);
  auto* param = ctx.type<TypeParam>();
  param->object = object;
  param->index = index;
  param->context = &ctx;
  object->type_ = param;
  declare_in(env.scope, object, name, Pos());
  return param;
}

std::vector<TypeParam*> Checker::Impl::declare_type_params(List<Field> fields) {
  std::vector<TypeParam*> params;
  for (Field* field : fields) {
    if (field->name == nullptr) continue;
    params.push_back(new_type_param(field->name, static_cast<int>(params.size())));
    params.back()->bound = ctx.empty_interface();
  }
  size_t i = 0;
  Expr* last = nullptr;
  Type* bound = nullptr;
  for (Field* field : fields) {
    if (field->name == nullptr) continue;
    if (field->type != last || bound == nullptr) {
      last = field->type;
      bound = bound_type(field->type);
    }
    if (is_type_param(bound)) {
      error(field->type, fmt::format("cannot use a type parameter as constraint"));
      bound = ctx.invalid();
    }
    params[i]->bound = bound;
    params[i++]->constraint_ = nullptr;
  }
  return params;
}

Type* Checker::Impl::bound_type(Expr* e) {
  auto* unary = dyn_cast<UnaryExpr>(e);
  auto* binary = dyn_cast<BinaryExpr>(e);
  bool wrap =
      (unary != nullptr && unary->op == Token::Tilde) || (binary != nullptr && binary->op == Token::Or);
  if (!wrap) return type_of(e);
  auto* i = ctx.type<Interface>();
  i->implicit = true;
  i->embeddeds.push_back(union_type(e));
  i->embedded_positions.push_back(start_pos(e));
  i->package = env.package;
  e->mode = ExprMode::TypeExpr;
  e->type = i;
  return i;
}

// ---- types that contain themselves

bool Checker::Impl::check_valid_type(Type* type) {
  std::vector<Named*> path;
  return valid_type(type, path) != Validity::Endless;
}

Checker::Impl::Validity Checker::Impl::valid_type(Type* type, std::vector<Named*>& path) {
  if (type == nullptr) return Validity::Unknown;
  Validity all = Validity::Fine;
  const auto part = [&](Type* inside) {
    all = std::max(all, valid_type(inside, path));
    return all != Validity::Endless;
  };
  switch (type->kind) {
    case TypeKind::Array: return valid_type(static_cast<Array*>(type)->elem, path);
    case TypeKind::Named: return valid_named(*static_cast<Named*>(type), path);
    case TypeKind::Struct:
      for (Var* field : static_cast<Struct*>(type)->fields)
        if (!part(field->type_)) break;
      return all;
    case TypeKind::Union:
      for (const TypeTerm& term : static_cast<Union*>(type)->terms)
        if (!part(term.type)) break;
      return all;
    case TypeKind::Interface:
      for (Type* embedded : static_cast<Interface*>(type)->embeddeds)
        if (!part(embedded)) break;
      return all;
    default: return all;
  }
}

Checker::Impl::Validity Checker::Impl::valid_named(Named& named, std::vector<Named*>& path) {
  constexpr std::ptrdiff_t kInstances = 50;  // of one type inside each other: those that grow from use to use end here
  if (named.validity_ == 2) return Validity::Fine;
  if (named.validity_ == 3) return Validity::Endless;
  auto at = std::find(path.begin(), path.end(), &named);
  const auto of_same_type = [&](Named* n) { return n->origin == named.origin; };
  const bool grows = named.is_instance() && (type_extent(&named).parts > kMostTypeParts ||
                                             std::count_if(path.begin(), path.end(), of_same_type) > kInstances);
  if (at != path.end() || grows) {
    if (at == path.end()) at = path.end() - 1;
    std::vector<Object*> cycle;
    for (auto i = at; i != path.end(); ++i) cycle.push_back((*i)->object);
    cycle_error(cycle);
    for (auto i = at; i != path.end(); ++i) {
      (*i)->validity_ = (*i)->origin->validity_ = 3;
      (*i)->underlying_ = (*i)->origin->underlying_ = ctx.invalid();
    }
    return Validity::Endless;
  }
  path.push_back(&named);
  Type* inside = named.right_hand_ != nullptr ? named.right_hand_ : named.underlying_;
  if (named.is_instance() && named.origin->right_hand_ != nullptr &&
      named.type_args.size() == named.origin->type_params.size())
    inside = ctx.substitute(named.origin->right_hand_, named.origin->type_params, named.type_args);
  const Validity result = valid_type(inside, path);
  path.pop_back();
  if (result == Validity::Fine) named.validity_ = 2;
  return result;
}

// ---- function bodies

void Checker::Impl::func_body(DeclInfo* decl, std::string_view, Signature* sig, BlockStmt* body,
                              std::shared_ptr<FunctionFrame> frame) {
  Environment outside = env;
  env.decl = decl;
  env.scope = sig->scope;
  env.signature = sig;
  env.inherited_pos = Pos();
  env.has_call_or_recv = false;
  env.function = frame;
  auto own = [&](Var* var) {
    if (var != nullptr) var->owner = frame->node;
  };
  own(sig->recv);
  for (Var* var : sig->params->vars) own(var);
  for (Var* var : sig->results->vars) own(var);
  stmt_list(body->list, StmtContext::Plain);
  if (!sig->results->vars.empty() && !is_terminating_list(body->list)) error(body->rbrace, "missing return");
  for (Var* var : frame->locals)
    if (!var->used) unused_variable(var->pos, var->name);
  env = outside;
}

// ---- declarations inside functions

Object* Checker::Impl::declare_in(Scope* scope, Object* object, Ident* ident, Pos scope_pos) {
  if (ident != nullptr) ident->object = object;
  object->scope_pos_ = scope_pos;
  if (object->name == "_") {
    object->parent = scope;
    return nullptr;
  }
  Object* other = scope->insert(object);
  if (other != nullptr) redeclared(object, other);
  if (auto* var = dyn_cast<Var>(object); var != nullptr && other != nullptr) var->used = true;  // no second complaint
  return other;
}

void Checker::Impl::declare_local(Object* object, Ident* ident, Pos scope_pos) {
  declare_in(env.scope, object, ident, scope_pos);
}

Var* Checker::Impl::new_local(Ident* name, Type* type) {
  auto* var = ctx.object<Var>(name->pos, env.package, name->name, type);
  var->owner = env.function == nullptr ? nullptr : env.function->node;
  if (name->name == "_")
    var->used = true;
  else if (FunctionFrame* frame = env.function.get()) {
    while (is<RangeStmt>(frame->node)) frame = frame->outer.get();
    frame->locals.push_back(var);
  }
  return var;
}

void Checker::Impl::decl_stmt(DeclStmt* s) {
  for (Decl* decl : s->decls) {
    switch (decl->kind) {
      case NodeKind::ConstDecl: local_consts(as<ConstDecl>(decl)); break;
      case NodeKind::VarDecl: local_vars(as<VarDecl>(decl)); break;
      case NodeKind::TypeDecl: local_type(as<TypeDecl>(decl)); break;
      default: break;
    }
  }
}

void Checker::Impl::local_consts(ConstDecl* decl) {
  size_t from = delayed_.size();
  std::vector<Const*> made;
  for (size_t i = 0; i < decl->names.size(); i++) {
    Ident* name = decl->names[i];
    auto* object = ctx.object<Const>(name->pos, env.package, name->name, nullptr);
    object->iota = decl->iota;
    const_decl(*object, decl->type_expr, i < decl->values.size() ? decl->values[i] : nullptr,
               decl->inherited);
    made.push_back(object);
  }
  init_count(decl->names, decl->values, decl->inherited ? decl->names[0] : nullptr);
  process_delayed(from);
  for (size_t i = 0; i < made.size(); i++) declare_local(made[i], decl->names[i], end_pos(decl));
}

void Checker::Impl::local_vars(VarDecl* decl) {
  size_t from = delayed_.size();
  std::vector<Var*> lhs;
  for (Ident* name : decl->names) lhs.push_back(new_local(name, nullptr));
  size_t l = lhs.size(), r = decl->values.size();
  if (r == 1 && l > 1) {
    if (decl->type_expr != nullptr) {
      Type* type = var_type(decl->type_expr);
      for (Var* var : lhs) var->type_ = type;
    }
    init_vars(lhs, decl->values, nullptr);
  } else {
    Type* type = decl->type_expr == nullptr ? nullptr : var_type(decl->type_expr);
    for (size_t i = 0; i < l; i++) {
      lhs[i]->type_ = type;
      lhs[i]->used |= type != nullptr && !is_valid(type);
      if (i < r) {
        Operand x;
        expr(x, decl->values[i], type);
        init_var(lhs[i], x, "variable declaration");
      } else if (type == nullptr || r > 0) {
        lhs[i]->type_ = type == nullptr ? ctx.invalid() : type;
      }
    }
    if (r > 1 && l != r) {
      for (size_t i = go119_words() ? r : 0; i < l; i++) lhs[i]->used = true;
      init_count(decl->names, decl->values);
      for (size_t i = l; i < r; i++) use(decl->values[i]);
    }
  }
  process_delayed(from);
  for (size_t i = 0; i < l; i++) {
    if (lhs[i]->type_ == nullptr) lhs[i]->type_ = ctx.invalid();
    declare_local(lhs[i], decl->names[i], end_pos(decl));
  }
}

void Checker::Impl::local_type(TypeDecl* decl) {
  auto* object = ctx.object<TypeName>(decl->name->pos, env.package, decl->name->name, nullptr);
  object->is_alias = decl->is_alias;
  declare_local(object, decl->name, decl->name->pos);
  if (env.function != nullptr && !env.function->type_params.empty() && !allow_version(20))
    error(decl->name, "type declarations inside generic functions are not currently supported");
  object->color_ = Object::Color::Grey;
  path_.push_back(object);
  type_decl(*object, decl);
  path_.pop_back();
  object->color_ = Object::Color::Black;
}

}  // namespace gopherarium
