// Statements.

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

void Checker::Impl::stmt_list(List<Stmt> list, StmtContext context) {
  size_t last = list.size();
  while (last > 0 && list[last - 1]->kind == NodeKind::EmptyStmt) last--;
  for (size_t i = 0; i < list.size(); i++) stmt(list[i], i + 1 == last ? context : StmtContext::Plain);
}

// Function literals in a statement are checked when it ends, before the scope changes.
void Checker::Impl::stmt(Stmt* s, StmtContext context) {
  size_t from = delayed_.size();
  Scope* scope = env.scope;
  stmt_inner(s, context);
  process_delayed(from);
  env.scope = scope;
}

void Checker::Impl::stmt_inner(Stmt* s, StmtContext context) {
  switch (s->kind) {
    case NodeKind::EmptyStmt: return;
    case NodeKind::DeclStmt: decl_stmt(as<DeclStmt>(s)); return;
    case NodeKind::LabeledStmt: stmt_inner(as<LabeledStmt>(s)->stmt, context); return;
    case NodeKind::ExprStmt: expr_stmt(as<ExprStmt>(s)); return;
    case NodeKind::SendStmt: send_stmt(as<SendStmt>(s)); return;
    case NodeKind::IncDecStmt: inc_dec(as<IncDecStmt>(s)); return;
    case NodeKind::AssignStmt: assign_stmt(as<AssignStmt>(s)); return;
    case NodeKind::GoStmt: suspended_call("go", as<GoStmt>(s)->call); return;
    case NodeKind::DeferStmt: suspended_call("defer", as<DeferStmt>(s)->call); return;
    case NodeKind::ReturnStmt: return_stmt(as<ReturnStmt>(s)); return;
    case NodeKind::BranchStmt:
      // In a type switch the parser has said so.
      if (as<BranchStmt>(s)->keyword == Token::Fallthrough && context != StmtContext::FallthroughOk &&
          context != StmtContext::TypeSwitchCase)
        error(s, context == StmtContext::FinalCase ? "cannot fallthrough final case in switch"
                                                   : "fallthrough statement out of place");
      return;
    case NodeKind::BlockStmt:
      open_scope();
      stmt_list(as<BlockStmt>(s)->list, StmtContext::Plain);
      close_scope();
      return;
    case NodeKind::IfStmt: if_stmt(as<IfStmt>(s), context); return;
    case NodeKind::SwitchStmt: switch_stmt(as<SwitchStmt>(s)); return;
    case NodeKind::TypeSwitchStmt: type_switch(as<TypeSwitchStmt>(s)); return;
    case NodeKind::SelectStmt: select_stmt(as<SelectStmt>(s)); return;
    case NodeKind::ForStmt: for_stmt(as<ForStmt>(s)); return;
    case NodeKind::RangeStmt: range_stmt(as<RangeStmt>(s)); return;
    default: return;
  }
}

void Checker::Impl::simple_stmt(Stmt* s) {
  if (s != nullptr) stmt(s, StmtContext::Plain);
}

// ---- simple statements

namespace {

// May this call or receive stand as a statement?
bool is_statement(Expr* e) {
  e = unparen(e);
  if (auto* unary = dyn_cast<UnaryExpr>(e)) return unary->op == Token::Arrow;
  auto* call = dyn_cast<CallExpr>(e);
  if (call == nullptr) return false;
  if (call->fun->mode == ExprMode::TypeExpr) return false;
  if (call->fun->mode != ExprMode::Builtin) return true;
  Expr* fun = unparen(call->fun);
  auto* name = dyn_cast<Ident>(fun);
  if (auto* sel = dyn_cast<SelectorExpr>(fun)) name = sel->sel;
  auto* builtin = name == nullptr ? nullptr : dyn_cast<Builtin>(name->object);
  if (builtin == nullptr) return true;
  switch (builtin->id) {
    case BuiltinId::Clear:
    case BuiltinId::Close:
    case BuiltinId::Copy:
    case BuiltinId::Delete:
    case BuiltinId::Panic:
    case BuiltinId::Print:
    case BuiltinId::Println:
    case BuiltinId::Recover: return true;
    default: return false;
  }
}

}  // namespace

void Checker::Impl::expr_stmt(ExprStmt* s) {
  Operand x;
  raw_expr(x, s->x, nullptr, AllowGeneric::No);
  switch (x.mode) {
    case ExprMode::Invalid: return;
    case ExprMode::Builtin: error(x, fmt::format("{} (built-in) must be called", str(x.expr))); return;
    case ExprMode::TypeExpr: error(x, fmt::format("{} (type) is not an expression", str(x.expr))); return;
    default: break;
  }
  if (!is_statement(s->x)) error(x, fmt::format("{} is not used", str(x)));
}

void Checker::Impl::send_stmt(SendStmt* s) {
  Operand channel, value;
  expr(channel, s->channel);
  expr(value, s->value);
  if (!channel.valid() || !value.valid()) return;
  Type* core = core_type(channel.type);
  auto* chan = dyn_cast<Chan>(core);
  if (core == nullptr) {
    error(s, fmt::format("invalid operation: cannot send to {}: no core type", str(channel)));
    return;
  }
  if (chan == nullptr) {
    error(s, fmt::format("invalid operation: cannot send to non-channel {}", str(channel)));
    return;
  }
  if (chan->dir == ChanDir::RecvOnly) {
    error(s, fmt::format("invalid operation: cannot send to receive-only channel {}", str(channel)));
    return;
  }
  assignment(value, chan->elem, "send");
}

void Checker::Impl::inc_dec(IncDecStmt* s) {
  Operand x;
  expr(x, s->x);
  if (!x.valid()) return;
  if (!all_numeric(x.type)) {
    error(s->x, fmt::format("invalid operation: {}{} (non-numeric type {})", str(s->x), token_text(s->op),
                            str(x.type)));
    return;
  }
  lhs_var(s->x);
}

void Checker::Impl::assign_stmt(AssignStmt* s) {
  switch (s->assign_kind) {
    case AssignKind::Define: short_var_decl(s->pos, s->lhs, s->rhs); return;
    case AssignKind::Plain: assign_vars(s->lhs, s->rhs); return;
    case AssignKind::Op: break;
  }
  if (s->lhs.size() != 1 || s->rhs.size() != 1) {
    error(s, fmt::format("assignment operation {}= requires single-valued expressions", token_text(s->op)));
    return;
  }
  Operand x;
  binary(x, nullptr, s->lhs[0], s->rhs[0], s->op, s->pos);
  // x.expr is the left side, which keeps its own type: the result must not be written onto it.
  if (x.valid() && x.mode == ExprMode::Constant) x.mode = ExprMode::Value;
  if (!x.valid()) {
    lhs_var(s->lhs[0]);
    return;
  }
  assign_var(s->lhs[0], nullptr, &x, "assignment operation");
}

void Checker::Impl::suspended_call(std::string_view keyword, CallExpr* call) {
  Operand x;
  raw_expr(x, call, nullptr, AllowGeneric::No);
  if (!x.valid()) return;
  if (call->fun->mode == ExprMode::TypeExpr) {
    error(call, fmt::format("{} requires function call, not conversion", keyword));
    return;
  }
  if (!is_statement(call)) error(call, fmt::format("{} discards result of {}", keyword, str(x)));
}

void Checker::Impl::return_stmt(ReturnStmt* s) {
  const std::vector<Var*>& results = env.signature->results->vars;
  if (s->results.empty()) {
    if (results.empty()) return;
    if (results[0]->name.empty()) {
      error(s, fmt::format("not enough return values\n\thave ()\n\twant {}", [&] {
              std::vector<Type*> want;
              for (Var* var : results) want.push_back(var->type());
              return types_summary(want, false);
            }()));
      return;
    }
    for (Var* result : results) {
      Object* seen = env.scope->lookup_parent(result->name, Pos());
      if (seen != nullptr && seen != result && result->name != "_")
        error(s, fmt::format("result parameter {} not in scope at return", result->name) +
                     also(seen->pos, fmt::format("inner declaration of {}", seen->name)));
    }
    return;
  }
  if (results.empty()) {
    std::vector<Operand> operands;
    if (unpack(s->results, operands, false, nullptr)) {
      if (operands.size() == 1 && operands[0].mode == ExprMode::NoValue) return;
      return_mismatch(s, results, operands);
    }
    return;
  }
  init_vars(results, s->results, s);
}

// ---- control flow

void Checker::Impl::if_stmt(IfStmt* s, StmtContext) {
  open_scope();
  simple_stmt(s->init);
  Operand x;
  expr(x, s->cond);
  if (x.valid() && !all_boolean(x.type))
    error(s->cond, fmt::format("non-boolean condition in if statement"));
  else if (x.valid() && is_untyped(x.type))
    convert_untyped(x, ctx.basic(BasicKind::Bool));
  open_scope();
  stmt_list(s->then->list, StmtContext::Plain);
  close_scope();
  if (s->otherwise != nullptr) stmt(s->otherwise, StmtContext::Plain);
  close_scope();
}

void Checker::Impl::case_values(Operand& x, CaseClause* clause, SeenCases& seen) {
  for (Expr* e : clause->cases) {
    Operand v;
    expr(v, e);
    if (!x.valid() || !v.valid()) continue;
    Operand tag = x;
    if (go119_words() && is_untyped(v.type) && is_typed(tag.type)) {
      convert_untyped(v, tag.type);
      if (!v.valid()) continue;
    }
    Type *v_type = v.type, *tag_type = tag.type;
    if (!match_operands(v, tag)) {
      error(v, fmt::format("invalid case {} in switch on {} (mismatched types {} and {})", str(e),
                           str(x.expr), str(v_type), str(tag_type)));
      continue;
    }
    if (!v.valid() || !tag.valid()) continue;
    if (!assignable_to(v, tag.type, nullptr) && !assignable_to(tag, v.type, nullptr)) {
      error(v, fmt::format("invalid case {} in switch on {} (mismatched types {} and {})", str(e),
                           str(x.expr), str(v.type), str(tag.type)));
      continue;
    }
    Operand result = v;
    comparison(result, tag, Token::Eql, ComparedBy::SwitchCase);
    // As in gc, booleans may repeat: a switch without tag has conditions that are constant on some platforms.
    if (!result.valid() || v.mode != ExprMode::Constant || v.constant->kind() == ConstantValue::Kind::Bool)
      continue;
    std::vector<Operand>& equal = seen[constant_key(*v.constant)];
    auto same = std::find_if(equal.begin(), equal.end(), [&](const Operand& o) { return identical(o.type, v.type); });
    if (same != equal.end())
      error(v, fmt::format("duplicate case {} in expression switch", str(v)) +
                   also(start_pos(same->expr), "previous case"));
    else
      equal.push_back(v);
  }
}

void Checker::Impl::switch_stmt(SwitchStmt* s) {
  open_scope();
  simple_stmt(s->init);
  Operand x;
  Ident stand_in(s->lbrace, "true");
  if (s->tag != nullptr) {
    expr(x, s->tag);
    assignment(x, nullptr, "switch expression");
    if (x.valid() && !comparable_type(x.type) && !has_nil(x.type)) {
      error(x, fmt::format("cannot switch on {}{}", str(x),
                           go119_words() ? fmt::format(" ({} is not comparable)", str(x.type)) : std::string()));
      x.mode = ExprMode::Invalid;
    }
  } else {
    // A missing tag means true.
    x.mode = ExprMode::Constant;
    x.type = ctx.basic(BasicKind::Bool);
    x.constant = ctx.constant(ConstantValue::of_bool(true));
    x.expr = &stand_in;
    record(x);
  }
  SeenCases seen;
  CaseClause* first_default = nullptr;
  for (size_t i = 0; i < s->clauses.size(); i++) {
    CaseClause* clause = s->clauses[i];
    if (clause->is_default) {
      if (first_default != nullptr)
        error(clause->pos, fmt::format("multiple defaults{} (first at {})", go119_words() ? "" : " in switch",
                                       diagnostics_.files().describe(first_default->pos)));
      else
        first_default = clause;
    }
    case_values(x, clause, seen);
    open_scope();
    stmt_list(clause->body, i + 1 < s->clauses.size() ? StmtContext::FallthroughOk : StmtContext::FinalCase);
    close_scope();
  }
  close_scope();
}

Type* Checker::Impl::case_types(Operand& x, CaseClause* clause, std::vector<std::pair<Type*, Pos>>& seen) {
  Type* type = nullptr;
  for (Expr* e : clause->cases) {
    Operand v;
    expr_or_type(v, e, AllowGeneric::No);
    type = ctx.invalid();
    if (!v.valid()) continue;
    if (v.is_nil()) {
      type = nullptr;
    } else if (v.mode == ExprMode::TypeExpr) {
      type = v.type;
    } else {
      error(e, fmt::format("{} is not a type", str(v)));
      continue;
    }
    if (type != nullptr && !is_valid(type)) continue;
    auto same = std::find_if(seen.begin(), seen.end(), [&](auto& known) {
      return type == nullptr || known.first == nullptr ? type == known.first : identical(type, known.first);
    });
    if (same != seen.end()) {
      error(e, fmt::format("duplicate case {} in type switch", type == nullptr ? "nil" : str(type)) +
                   also(same->second, "previous case"));
      continue;
    }
    seen.emplace_back(type, start_pos(e));
    if (type == nullptr || !x.valid() || is_interface(type)) continue;
    MissingMethod missing = missing_method(type, x.type, MethodQuestion::Asserts, qualifier());
    if (missing.missing != nullptr)
      error(e, fmt::format("impossible type switch case: {}{} cannot have dynamic type {} {}",
                           go119_words() ? str(e) + "\n\t" : std::string(), str(x), str(type), missing.cause));
  }
  return type;
}

void Checker::Impl::type_switch(TypeSwitchStmt* s) {
  open_scope();
  simple_stmt(s->init);
  Operand x;
  expr(x, s->x);
  const bool has_value = x.valid();
  if (x.valid() && is_untyped(x.type)) {
    error(x, fmt::format("{} is not an interface", str(x)));
    x.mode = ExprMode::Invalid;
  } else if (x.valid() && !is_interface(x.type)) {
    if (is_type_param(x.type))
      error(x, fmt::format("cannot use type switch on type parameter value {}", str(x)));
    else
      error(x, fmt::format("{} is not an interface", str(x)));
    x.mode = ExprMode::Invalid;
  }
  bool bound = s->bound != nullptr && s->bound->name != "_";
  if (s->bound != nullptr && !bound) error(s->bound, "no new variable on left side of :=");
  std::vector<std::pair<Type*, Pos>> seen;
  std::vector<Var*> vars;
  CaseClause* first_default = nullptr;
  for (CaseClause* clause : s->clauses) {
    if (clause->is_default) {
      if (first_default != nullptr)
        error(clause->pos, fmt::format("multiple defaults{} (first at {})", go119_words() ? "" : " in switch",
                                       diagnostics_.files().describe(first_default->pos)));
      else
        first_default = clause;
    }
    Type* type = case_types(x, clause, seen);
    open_scope();
    if (bound) {
      // One type: the variable has it. None, several or nil: that of the operand.
      if (clause->cases.size() != 1 || type == nullptr) type = x.valid() ? x.type : ctx.invalid();
      auto* var = ctx.object<Var>(s->bound->pos, env.package, s->bound->name, type);
      var->owner = env.function == nullptr ? nullptr : env.function->node;
      declare_in(env.scope, var, nullptr, clause->colon);
      clause->implicit_object = var;
      vars.push_back(var);
    }
    stmt_list(clause->body, StmtContext::TypeSwitchCase);
    close_scope();
  }
  if (bound && std::none_of(vars.begin(), vars.end(), [](Var* v) { return v->used; }) &&
      (has_value || !vars.empty()))
    unused_variable(s->bound->pos, s->bound->name);
  close_scope();
}

void Checker::Impl::select_stmt(SelectStmt* s) {
  CommClause* first_default = nullptr;
  auto is_receive = [](Expr* e) {
    auto* unary = dyn_cast<UnaryExpr>(unparen(e));
    return unary != nullptr && unary->op == Token::Arrow;
  };
  for (CommClause* clause : s->clauses) {
    bool valid = true;
    if (clause->comm == nullptr) {
      if (first_default != nullptr)
        error(clause->pos, fmt::format("multiple defaults{} (first at {})", go119_words() ? "" : " in select",
                                       diagnostics_.files().describe(first_default->pos)));
      else
        first_default = clause;
    } else if (auto* assign = dyn_cast<AssignStmt>(clause->comm)) {
      valid = assign->rhs.size() == 1 && assign->assign_kind != AssignKind::Op && is_receive(assign->rhs[0]);
    } else if (auto* x = dyn_cast<ExprStmt>(clause->comm)) {
      valid = is_receive(x->x);
    } else {
      valid = dyn_cast<SendStmt>(clause->comm) != nullptr;
    }
    if (!valid) {
      error(clause->comm, go119_words() ? "select case must be send or receive (possibly with assignment)"
                                        : "select case must be receive, send or assign recv");
      continue;
    }
    open_scope();
    if (clause->comm != nullptr) stmt(clause->comm, StmtContext::Plain);
    stmt_list(clause->body, StmtContext::Plain);
    close_scope();
  }
}

void Checker::Impl::for_stmt(ForStmt* s) {
  open_scope();
  simple_stmt(s->init);
  if (s->cond != nullptr) {
    Operand x;
    expr(x, s->cond);
    if (x.valid() && !all_boolean(x.type))
      error(s->cond, "non-boolean condition in for statement");
    else if (x.valid() && is_untyped(x.type))
      convert_untyped(x, ctx.basic(BasicKind::Bool));
  }
  if (auto* post = dyn_cast<AssignStmt>(s->post); post != nullptr && post->assign_kind == AssignKind::Define)
    error(post, "cannot declare in post statement of for loop");
  simple_stmt(s->post);
  open_scope();
  stmt_list(s->body->list, StmtContext::Plain);
  close_scope();
  close_scope();
}

// ---- range

Checker::Impl::RangeTypes Checker::Impl::range_types(Type* type, const Operand& x) {
  RangeTypes r;
  auto fail = [&](std::string cause) {
    r.ok = false;
    r.cause = std::move(cause);
    return r;
  };
  Type* core = core_string(type);
  if (core == nullptr) return fail("no core type");
  Basic* int_type = ctx.basic(BasicKind::Int);
  r.ok = true;
  switch (core->kind) {
    case TypeKind::Basic:
      if (is_string(core)) {
        r.key = int_type;
        r.value = ctx.rune_type();
        return r;
      }
      if (is_integer(core)) {
        if (!allow_version(22)) return fail("requires go1.22 or later");
        r.key = type;
        r.max_vars = 1;
        return r;
      }
      break;
    case TypeKind::Array:
      r.key = int_type;
      r.value = static_cast<Array*>(core)->elem;
      return r;
    case TypeKind::Slice:
      r.key = int_type;
      r.value = static_cast<Slice*>(core)->elem;
      return r;
    case TypeKind::Pointer:
      if (auto* a = underlying_as<Array>(static_cast<Pointer*>(core)->elem)) {
        r.key = int_type;
        r.value = a->elem;
        return r;
      }
      break;
    case TypeKind::Map:
      r.key = static_cast<Map*>(core)->key;
      r.value = static_cast<Map*>(core)->elem;
      return r;
    case TypeKind::Chan:
      if (static_cast<Chan*>(core)->dir == ChanDir::SendOnly) return fail("receive from send-only channel");
      r.key = static_cast<Chan*>(core)->elem;
      r.max_vars = 1;
      return r;
    case TypeKind::Signature: {
      if (!allow_version(23)) return fail("requires go1.23 or later");
      auto* f = static_cast<Signature*>(core);
      if (f->params->size() != 1 || !f->results->vars.empty())
        return fail("func must be func(yield func(...) bool): wrong argument count");
      auto* yield = dyn_cast<Signature>(core_type(f->params->vars[0]->type()));
      if (yield == nullptr) return fail("func must be func(yield func(...) bool): argument is not func");
      if (yield->params->size() > 2)
        return fail("func must be func(yield func(...) bool): yield func has too many parameters");
      if (yield->results->size() != 1 || !is_boolean(yield->results->vars[0]->type()))
        return fail("func must be func(yield func(...) bool): yield func does not return bool");
      r.is_func = true;
      r.max_vars = static_cast<int>(yield->params->size());
      if (r.max_vars >= 1) r.key = yield->params->vars[0]->type();
      if (r.max_vars >= 2) r.value = yield->params->vars[1]->type();
      return r;
    }
    default: break;
  }
  static_cast<void>(x);
  return fail("");
}

void Checker::Impl::range_stmt(RangeStmt* s) {
  open_scope();
  Operand x;
  expr(x, s->x);
  RangeTypes types;
  bool define = s->assign_kind == AssignKind::Define;
  if (x.valid()) {
    types = range_types(x.type, x);
    if (!types.ok) {
      if (types.cause.empty() || (go119_words() && types.cause.starts_with("requires go")))
        error(x, fmt::format("cannot range over {}", str(x)));
      else
        error(x, fmt::format(fmt::runtime(go119_words() ? "cannot range over {} ({})" : "cannot range over {}: {}"), str(x),
                             types.cause));
    } else {
      if (s->lhs.size() > 2 && types.max_vars == 2) {
        error(s->lhs[2], "range clause permits at most two iteration variables");
      } else if (static_cast<int>(s->lhs.size()) > types.max_vars) {
        error(s->lhs[static_cast<size_t>(types.max_vars)],
              types.max_vars == 0 ? fmt::format("range over {} permits no iteration variables", str(x))
                                  : fmt::format("range over {} permits only one iteration variable", str(x)));
      }
    }
    if (is_untyped(x.type) && types.ok) {
      // A constant count has the type of the variable it is assigned to, or its default type.
      Type* wanted = default_type(x.type);
      if (!define && s->lhs.size() == 1 && is_integer(x.type)) {
        Type* lhs_type = lhs_var(s->lhs[0]);
        if (lhs_type != nullptr && is_valid(lhs_type)) wanted = lhs_type;
      }
      convert_untyped(x, wanted);
      if (types.key != nullptr && is_untyped(types.key)) types.key = x.valid() ? x.type : ctx.invalid();
    }
  }
  if (types.key == nullptr || !types.ok) types.key = types.ok ? types.key : ctx.invalid();
  if (!types.ok) types.value = ctx.invalid();
  const std::shared_ptr<FunctionFrame> around = env.function;
  if (types.is_func && around != nullptr) {
    env.function = std::make_shared<FunctionFrame>();
    env.function->node = s;
    env.function->outer = around;
    env.function->type_params = around->type_params;
  }
  Type* by_position[] = {types.key, types.value};
  std::vector<std::pair<Var*, Ident*>> fresh;
  std::unordered_set<std::string_view> names;
  for (size_t i = 0; i < s->lhs.size() && i < 2; i++) {
    Expr* lhs = s->lhs[i];
    Type* type = by_position[i] == nullptr ? static_cast<Type*>(ctx.invalid()) : by_position[i];
    if (!define) {
      if (!is_valid(type)) {
        use(lhs);
        continue;
      }
      Operand value;
      value.mode = ExprMode::Value;
      value.expr = lhs;  // where errors are reported
      value.type = type;
      assign_var(lhs, nullptr, &value, "range clause");
      continue;
    }
    auto* name = dyn_cast<Ident>(lhs);
    if (name == nullptr) {
      error(lhs, fmt::format("non-name {} on left side of :=", str(lhs)));
      continue;
    }
    if (name->name != "_" && !names.insert(name->name).second) {
      error(lhs, fmt::format("{} repeated on left side of :=", name->name));
      continue;
    }
    Var* var = new_local(name, type);
    if (!is_valid(type)) var->used = true;
    name->object = var;
    name->mode = ExprMode::Variable;
    name->type = type;
    fresh.emplace_back(var, name);
  }
  if (!define)
    for (size_t i = 2; i < s->lhs.size(); i++) use(s->lhs[i]);
  for (auto [var, name] : fresh) declare_local(var, name, s->body->pos);
  open_scope();
  stmt_list(s->body->list, StmtContext::Plain);
  close_scope();
  close_scope();
  env.function = around;
}

}  // namespace gopherarium
