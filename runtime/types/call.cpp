// Calls, instances of generic functions, selectors.

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

// ---- calls

std::string Checker::Impl::types_summary(const std::vector<Type*>& types, bool variadic) {
  std::string out = "(";
  for (size_t i = 0; i < types.size(); i++) {
    if (i > 0) out += ", ";
    Type* t = types[i];
    if (t == nullptr || !is_valid(t)) {
      out += "unknown type";
    } else if (is_untyped(t)) {
      std::string name = str(t);
      out += is_untyped_numeric(t) ? "number" : name.substr(name.find(' ') + 1);
    } else {
      auto* slice = variadic && i + 1 == types.size() ? dyn_cast<Slice>(t) : nullptr;
      out += slice != nullptr ? "..." + str(slice->elem) : str(t);
    }
  }
  return out + ")";
}

std::vector<Operand> Checker::Impl::generic_args(List<Expr> exprs) {
  std::vector<Operand> args;
  if (exprs.size() == 1) {
    unpack(exprs, args, false, nullptr);
    return args;
  }
  for (Expr* e : exprs) {
    Operand x;
    generic_expr(x, e);
    single_value(x);
    args.push_back(x);
  }
  return args;
}

void Checker::Impl::convert_call(Operand& x, CallExpr* e, Type* target) {
  x.mode = ExprMode::Invalid;
  x.type = ctx.invalid();
  if (e->args.empty()) {
    error(e, fmt::format("missing argument in conversion to {}", str(target)));
    return;
  }
  if (e->args.size() > 1) {
    use(e->args);
    error(e->args[1], fmt::format("too many arguments in conversion to {}", str(target)));
    return;
  }
  Operand arg;
  expr(arg, e->args[0]);
  if (arg.valid()) {
    if (e->has_dots) {
      error(e->args[0], fmt::format("invalid use of ... in conversion to {}", str(target)));
      arg.mode = ExprMode::Invalid;
    } else {
      auto* i = underlying_as<Interface>(target);
      if (i != nullptr && !is_type_param(target) && i->is_constraint_only()) {
        error(
            e,
            fmt::format(
                "cannot use interface {} in conversion (contains specific type constraints or is comparable)",
                str(target)));
        arg.mode = ExprMode::Invalid;
      } else {
        conversion(arg, target);
      }
    }
  }
  x = arg;
  x.expr = e;
}

void Checker::Impl::call(Operand& x, CallExpr* e) {
  auto* index = dyn_cast<IndexExpr>(e->fun);
  TypeList type_args;
  bool partial = false;
  if (index != nullptr) {
    x = {};
    x.type = ctx.invalid();
    partial = index_expr(x, index);
    Operand before = x;
    x.expr = index;
    if (!partial) {
      exclude(x, false);
      single_value(x);
    }
    record(x);
    if (partial) {
      bool ok = true;
      for (Expr* arg : index->indices) {
        type_args.push_back(type_of(arg));
        ok &= is_valid(type_args.back());
      }
      auto* sig = static_cast<Signature*>(before.type);
      if (ok && type_args.size() > sig->type_params.size()) {
        error(index->indices[sig->type_params.size()],
              too_many_arguments(type_args.size(), index->x, *sig));
        ok = false;
      }
      if (!ok) {
        use(e->args);
        x.mode = ExprMode::Invalid;
        return;
      }
    }
  } else {
    expr_or_type(x, e->fun, AllowGeneric::Yes);
  }
  if (!x.valid()) {
    use(e->args);
    x.expr = e;
    return;
  }
  if (x.mode == ExprMode::TypeExpr) {
    Type* target = x.type;
    if (is_generic(target)) {
      error(e->fun, fmt::format("cannot use generic type {} without instantiation", str(target)));
      use(e->args);
      x.mode = ExprMode::Invalid;
      return;
    }
    convert_call(x, e, target);
    return;
  }
  if (x.mode == ExprMode::Builtin) {
    BuiltinId id = x.builtin;
    if (!builtin_call(x, e, id)) {
      x.mode = ExprMode::Invalid;
      x.type = ctx.invalid();
    }
    x.expr = e;
    if (x.valid() && x.mode != ExprMode::Constant) env.has_call_or_recv = true;
    return;
  }
  auto* sig = dyn_cast<Signature>(core_type(x.type));
  if (sig == nullptr) {
    error(x, fmt::format("invalid operation: cannot call non-function {}", str(x)));
    use(e->args);
    x.mode = ExprMode::Invalid;
    return;
  }
  Operand fun = x;
  std::vector<Operand> args = generic_args(e->args);
  arguments(e, fun, sig, args, type_args);
  switch (sig->results->size()) {
    case 0: x.mode = ExprMode::NoValue; break;
    case 1:
      x.mode = ExprMode::Value;
      x.type = sig->results->vars[0]->type();
      break;
    default: x.mode = ExprMode::Value; x.type = sig->results;
  }
  x.expr = e;
  if (!sig->type_params.empty()) x.mode = ExprMode::Invalid;  // inference failed, and said so
  if (x.mode == ExprMode::Value && !is_valid(x.type)) x.mode = ExprMode::Invalid;
  env.has_call_or_recv = true;
}

void Checker::Impl::argument_count_error(CallExpr* call, const Signature* sig,
                                         const std::vector<Operand>& args, size_t wanted) {
  bool too_many = args.size() > wanted;
  Pos pos = start_pos(call);
  if (too_many)
    pos = start_pos(args[wanted].expr);
  else if (!args.empty())
    pos = start_pos(args.back().expr);
  std::vector<Type*> have, want;
  for (const Operand& x : args) have.push_back(x.type);
  for (Var* var : sig->params->vars) want.push_back(var->type());
  error(pos,
        fmt::format("{} arguments in call to {}\n\thave {}\n\twant {}", too_many ? "too many" : "not enough",
                    str(call->fun), types_summary(have, false), types_summary(want, sig->variadic)));
}

bool Checker::Impl::arguments(CallExpr* call, Operand& fun, Signature*& sig, std::vector<Operand>& args,
                              const TypeList& type_args) {
  for (const Operand& x : args)
    if (!x.valid()) return false;
  size_t nargs = args.size(), npars = sig->params->size();
  bool dots = call->has_dots;
  std::vector<Var*> params = sig->params->vars;
  if (sig->variadic) {
    if (dots) {
      if (call->args.size() == 1 && nargs > 1) {
        error(call->args[0],
              fmt::format("cannot use ... with multi-valued expression {}", str(call->args[0])));
        return false;
      }
    } else if (nargs + 1 >= npars) {
      Type* last = params.back()->type();
      auto* slice = dyn_cast<Slice>(last);
      Var* each = ctx.param(params.back()->name, slice != nullptr ? slice->elem : last);
      params.pop_back();
      while (params.size() < nargs) params.push_back(each);
      npars = nargs;
    } else {
      npars--;
    }
  } else if (dots) {
    error(call, fmt::format("cannot use ... in call to non-variadic {}", str(call->fun)));
    return false;
  }
  if (nargs != npars) {
    argument_count_error(call, sig, args, npars);
    return false;
  }
  if (!sig->type_params.empty()) {
    TypeList inferred = type_args;
    inferred.resize(sig->type_params.size());
    Tuple* formal = ctx.tuple(params);
    if (!infer(call->pos, sig->type_params, inferred, formal, args, true, str(call->fun))) return false;
    List<Expr> nodes;
    if (auto* index = dyn_cast<IndexExpr>(call->fun)) nodes = index->indices;
    if (!verify_instance(call->pos, sig->type_params, inferred, nodes)) return false;
    auto* substituted = static_cast<Tuple*>(ctx.substitute(formal, sig->type_params, inferred));
    params = substituted->vars;
    sig = ctx.instantiate_signature(sig, inferred);
    record_instance(call->fun, inferred, sig);
  }
  std::string context = fmt::format("argument to {}", str(call->fun));
  for (size_t i = 0; i < args.size(); i++) {
    auto* generic = args[i].mode == ExprMode::Value ? dyn_cast<Signature>(args[i].type) : nullptr;
    auto* wanted = underlying_as<Signature>(params[i]->type());
    if (generic != nullptr && !generic->type_params.empty() && wanted != nullptr) {
      function_instance(args[i], nullptr, wanted);
      record(args[i]);
    }
    assignment(args[i], params[i]->type(), context);
  }
  static_cast<void>(fun);
  return true;
}

// ---- instances of generic functions

std::string Checker::Impl::too_many_arguments(size_t have, const Expr* function, const Signature& sig) const {
  const size_t want = sig.type_params.size();
  return go119_words() ? fmt::format("got {} type arguments but want {}", have, want)
                       : fmt::format("got {} type arguments but {} has {} type parameters", have, str(function), want);
}

void Checker::Impl::record_instance(Expr* e, const TypeList& args, Signature* sig) {
  for (;;) {
    e->type = sig;
    if (e->mode == ExprMode::Invalid) e->mode = ExprMode::Value;
    if (auto* p = dyn_cast<ParenExpr>(e)) {
      e = p->x;
    } else if (auto* i = dyn_cast<IndexExpr>(e)) {
      e = i->x;
    } else {
      break;
    }
  }
  auto* name = dyn_cast<Ident>(e);
  if (auto* sel = dyn_cast<SelectorExpr>(e)) name = sel->sel;
  if (name != nullptr) info.instances[name] = {args, sig};
}

void Checker::Impl::function_instance(Operand& x, IndexExpr* e, Signature* target) {
  auto* sig = static_cast<Signature*>(x.type);
  Expr* named = e != nullptr ? static_cast<Expr*>(e) : x.expr;
  if (e == nullptr) e = dyn_cast<IndexExpr>(unparen(named));  // some of its arguments are given
  TypeList args;
  List<Expr> nodes;
  if (e != nullptr) {
    nodes = e->indices;
    bool ok = true;
    for (Expr* arg : e->indices) {
      args.push_back(type_of(arg));
      ok &= is_valid(args.back());
    }
    if (ok && args.size() > sig->type_params.size()) {
      error(e->indices[sig->type_params.size()],
            too_many_arguments(args.size(), e->x, *sig));
      ok = false;
    }
    if (!ok) {
      x.mode = ExprMode::Invalid;
      return;
    }
  }
  size_t given = args.size();
  args.resize(sig->type_params.size());
  if (given < args.size()) {
    std::vector<Operand> operands;
    Tuple* formal = ctx.empty_tuple();
    if (target != nullptr) {
      // The whole function type is the one argument to infer from.
      Signature* plain = ctx.type<Signature>();
      plain->params = sig->params;
      plain->results = sig->results;
      plain->variadic = sig->variadic;
      formal = ctx.tuple({ctx.param("", plain)});
      Operand from;
      from.mode = ExprMode::Value;
      from.expr = named;
      from.type = target;
      operands.push_back(from);
    }
    bool report = target == nullptr && e != nullptr;
    if (!infer(e != nullptr ? e->pos : start_pos(named), sig->type_params, args, formal, operands, report,
               str(e != nullptr ? e->x : named))) {
      if (!report)
        error(named, fmt::format("cannot use generic function {} without instantiation", str(named)));
      x.mode = ExprMode::Invalid;
      return;
    }
  }
  if (!verify_instance(start_pos(named), sig->type_params, args, nodes)) {
    x.mode = ExprMode::Invalid;
    return;
  }
  Signature* instance = ctx.instantiate_signature(sig, args);
  x.mode = ExprMode::Value;
  x.type = instance;
  record_instance(named, args, instance);
}

// ---- selectors

bool Checker::Impl::package_selector(Operand& x, SelectorExpr* e, Named*, bool) {
  auto* name = dyn_cast<Ident>(e->x);
  if (name == nullptr) return false;
  Scope* scope = env.scope;
  auto* package_name = dyn_cast<PkgName>(scope->lookup_parent(name->name, name->pos));
  if (package_name == nullptr) return false;
  name->object = package_name;
  package_name->used = true;
  x.mode = ExprMode::Invalid;
  x.expr = e;
  Package* package = package_name->imported;
  Object* object = package->scope.lookup(e->sel->name);
  if (object == nullptr || !object->exported()) {
    if (!package->fake) {
      if (go119_words())
        error(e->sel, fmt::format("undefined: {}.{}", package->name, e->sel->name));
      else if (object != nullptr)
        error(e->sel, fmt::format("name {} not exported by package {}", e->sel->name, package->name));
      else
        error(e->sel, fmt::format("undefined: {}", str(e)));
    }
    return true;
  }
  e->sel->object = object;
  object_decl(*object);
  Type* type = object->type();
  if (!is_valid(type) && object->kind != ObjectKind::Builtin) return true;
  x.type = type;
  switch (object->kind) {
    case ObjectKind::Const:
      x.constant = static_cast<Const*>(object)->value;
      if (x.constant == nullptr || !x.constant->known()) return true;
      x.mode = ExprMode::Constant;
      break;
    case ObjectKind::TypeName: x.mode = ExprMode::TypeExpr; break;
    case ObjectKind::Var: x.mode = ExprMode::Variable; break;
    case ObjectKind::Func: x.mode = ExprMode::Value; break;
    case ObjectKind::Builtin:
      x.mode = ExprMode::Builtin;
      x.builtin = static_cast<Builtin*>(object)->id;
      break;
    default: return true;
  }
  e->sel->mode = x.mode;
  e->sel->type = x.type;
  e->sel->constant = x.constant;
  return true;
}

void Checker::Impl::selector_error(const Operand& x, SelectorExpr* e, const LookupResult& r) {
  std::string_view name = e->sel->name;
  if (r.ambiguous) {
    error(e->sel, fmt::format("ambiguous selector {}", str(e)));
    return;
  }
  if (r.indirect) {
    if (x.mode == ExprMode::TypeExpr && !go119_words())
      error(e->sel, fmt::format("invalid method expression {} (needs pointer receiver (*{}).{})", str(e),
                                str(x.type), name));
    else
      error(e->sel, fmt::format("cannot call pointer method {} on {}", name, str(x.type)));
    return;
  }
  std::string why;
  auto* pointer = dyn_cast<Pointer>(underlying(x.type));
  if (pointer != nullptr && is_interface(pointer->elem)) {
    why = fmt::format("type {} is pointer to interface, not interface", str(x.type));
  } else if (pointer != nullptr && is_type_param(pointer->elem)) {
    why = fmt::format("type {} is pointer to type parameter, not type parameter", str(x.type));
  } else {
    const auto addressable = x.mode == ExprMode::Variable ? Addressable::Yes : Addressable::No;
    const LookupResult near = lookup_field_or_method(x.type, addressable, env.package, name, NameCase::Fold);
    why = missing_text(fmt::format("type {} has no field or method {}", str(x.type), name), name, near.object);
  }
  error(e->sel, fmt::format("{} undefined ({})", str(e), why));
}

// What to say of a field or method that isn't there, given the one whose name differs in case only, or that cannot be seen
// from here. Go 1.19 knew of a different first letter, and only where fields and methods are selected.
std::string Checker::Impl::missing_text(std::string missing, std::string_view name, const Object* near, FieldOf where) const {
  if (near == nullptr || name == "_") return missing;
  const std::string_view found = near->name;
  const bool ours = near->package == env.package, same_rest = found.substr(1) == name.substr(1);
  if (go119_words()) {
    const bool told = where == FieldOf::Value && found != name && same_rest && (ours || near->exported());
    return told ? fmt::format("{}, but does have {}", missing, found) : missing;
  }
  const std::string_view kind = near->kind == ObjectKind::Var ? "field" : "method";
  const std::string shown = where == FieldOf::Literal ? std::string(found) : fmt::format("{} {}", kind, found);
  if (ours) return fmt::format("{}, but does have {}", missing, shown);
  const bool wants_exported = name[0] >= 'A' && name[0] <= 'Z';
  if (near->exported() && (wants_exported || same_rest)) return fmt::format("{}, but does have {}", missing, shown);
  if (near->exported() || !same_rest) return missing;
  if (wants_exported) return fmt::format("{}, but does have unexported {}", missing, shown);
  return fmt::format("cannot refer to unexported {} {}", kind, name);
}

void Checker::Impl::selector(Operand& x, SelectorExpr* e, Named* def, bool want_type) {
  x.mode = ExprMode::Invalid;
  x.type = ctx.invalid();
  if (e->sel->name == "_") {
    error(e->sel, "cannot refer to blank field or method");
    use(e->x);
    return;
  }
  if (package_selector(x, e, def, want_type)) return;
  expr_or_type(x, e->x, AllowGeneric::No);
  if (!x.valid()) return;
  if (x.mode == ExprMode::Builtin || x.mode == ExprMode::NilValue) {
    error(e, fmt::format("invalid use of {} in selector expression", str(x)));
    x.mode = ExprMode::Invalid;
    return;
  }
  if (!is_valid(underlying(x.type))) {
    auto* unfinished = dyn_cast<Named>(x.type);
    if (unfinished != nullptr && unfinished->underlying_ == nullptr && x.mode == ExprMode::TypeExpr)
      error(e->sel,
            fmt::format("{} undefined (type {} has no method {})", str(e), str(x.type), e->sel->name));
    x.mode = ExprMode::Invalid;
    return;
  }
  Addressable addressable = x.mode == ExprMode::Variable ? Addressable::Yes : Addressable::No;
  LookupResult r = lookup_field_or_method(x.type, addressable, env.package, e->sel->name);
  if (r.object == nullptr) {
    selector_error(x, e, r);
    x.mode = ExprMode::Invalid;
    return;
  }
  Type* type = r.object->type();
  Selection* selection = ctx.selection();
  selection->recv = x.type;
  selection->object = r.object;
  selection->path = r.path;
  selection->indirect = r.indirect;
  e->selection = selection;
  e->sel->object = r.object;
  auto* method = dyn_cast<Func>(r.object);
  if (method != nullptr && env.decl != nullptr && method->origin->decl_ != nullptr &&
      method->origin->package == env.package)
    env.decl->add_use(method->origin);
  if (!is_valid(type)) {
    x.mode = ExprMode::Invalid;
    return;
  }
  if (x.mode == ExprMode::TypeExpr) {
    if (method == nullptr) {
      error(e->sel,
            fmt::format("{} undefined (type {} has no method {})", str(e), str(x.type), e->sel->name));
      x.mode = ExprMode::Invalid;
      return;
    }
    auto* sig = static_cast<Signature*>(type);
    auto* made = ctx.type<Signature>();
    std::vector<Var*> params{ctx.param("_", x.type)};
    if (sig->recv != nullptr && !sig->recv->name.empty()) params[0]->name = sig->recv->name;
    params.insert(params.end(), sig->params->vars.begin(), sig->params->vars.end());
    if (params.size() == 1 || params[1]->name.empty()) params[0]->name = "";  // all have names, or none
    made->params = ctx.tuple(std::move(params));
    made->results = sig->results;
    made->variadic = sig->variadic;
    selection->kind = SelectionKind::MethodExpr;
    x.mode = ExprMode::Value;
    x.type = made;
  } else if (method == nullptr) {
    selection->kind = SelectionKind::FieldVal;
    x.mode = x.mode == ExprMode::Variable || r.indirect ? ExprMode::Variable : ExprMode::Value;
    x.type = type;
  } else {
    selection->kind = SelectionKind::MethodVal;
    // Calling a pointer method on a variable takes its address.
    if (method->pointer_receiver && x.mode == ExprMode::Variable && !r.indirect) mark_address_taken(e->x);
    x.mode = ExprMode::Value;
    x.type = type;
  }
  selection->type = x.type;
}

}  // namespace gopherarium
