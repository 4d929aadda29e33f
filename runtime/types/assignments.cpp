// Assignability in its contexts: assignments, initialisations, short declarations, returns.

#include <algorithm>

#include "runtime/types/check.h"

namespace gopherarium {

namespace {

std::string measure(size_t n, std::string_view unit) {
  return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s");
}

// The variable that a write through `e` changes: v of v, v.f, v[i] of an array.
Var* written_var(Expr* e) {
  e = unparen(e);
  if (auto* name = dyn_cast<Ident>(e)) return dyn_cast<Var>(name->object);
  if (auto* sel = dyn_cast<SelectorExpr>(e)) {
    bool direct = sel->selection != nullptr && !sel->selection->indirect;
    return direct ? written_var(sel->x) : nullptr;
  }
  if (auto* index = dyn_cast<IndexExpr>(e)) {
    bool direct = index->x->type != nullptr && dyn_cast<Array>(underlying(index->x->type)) != nullptr;
    return direct ? written_var(index->x) : nullptr;
  }
  return nullptr;
}

}  // namespace

void Checker::Impl::assignment(Operand& x, Type* target, std::string_view context) {
  single_value(x);
  switch (x.mode) {
    case ExprMode::Invalid: return;
    case ExprMode::Constant:
    case ExprMode::Variable:
    case ExprMode::MapIndex:
    case ExprMode::Value:
    case ExprMode::NilValue:
    case ExprMode::CommaOk: break;
    default:
      error(x, fmt::format("cannot assign {} to {} in {}", str(x), target == nullptr ? "_" : str(target),
                           context));
      x.mode = ExprMode::Invalid;
      return;
  }
  if (is_untyped(x.type)) {
    Type* to = target;
    if (target == nullptr || (is_interface(target) && !x.is_nil())) {
      if (target == nullptr && x.is_nil()) {
        error(x, fmt::format("use of untyped nil in {}", context));
        x.mode = ExprMode::Invalid;
        return;
      }
      to = default_type(x.type);
    }
    Converted result = implicit_type(x, to);
    if (result.error != ConversionError::None) {
      std::string message = fmt::format("cannot use {} as {} value in {}", str(x), str(to), context);
      if (result.error == ConversionError::Truncated) message += " (truncated)";
      if (result.error == ConversionError::Overflow) message += " (overflows)";
      error(x, std::move(message));
      x.mode = ExprMode::Invalid;
      return;
    }
    if (result.constant != nullptr) {
      x.constant = result.constant;
      set_expr_constant(x.expr, result.constant);
    }
    if (result.type != x.type) {
      x.type = result.type;
      set_expr_type(x.expr, result.type, false);
    }
  }
  auto* sig = dyn_cast<Signature>(x.type);
  if (sig != nullptr && !sig->type_params.empty()) {
    error(x, fmt::format("cannot use generic function {} without instantiation", str(x.expr)));
    x.mode = ExprMode::Invalid;
    return;
  }
  if (target == nullptr) return;
  std::string cause;
  if (assignable_to(x, target, &cause)) return;
  if (go119_words())
    error(x, fmt::format("cannot use {} as {} in {}{}{}", str(x),
                         is_untyped(x.type) ? str(target) + " value" : "type " + str(target), context,
                         cause.empty() ? "" : ":\n\t", cause));
  else if (cause.empty())
    error(x, fmt::format("cannot use {} as {} value in {}", str(x), str(target), context));
  else
    error(x, fmt::format("cannot use {} as {} value in {}: {}", str(x), str(target), context, cause));
  x.mode = ExprMode::Invalid;
}

void Checker::Impl::init_const(Const& lhs, Operand& x) {
  if (!x.valid() || !is_valid(x.type) || (lhs.type_ != nullptr && !is_valid(lhs.type_))) {
    if (lhs.type_ == nullptr) lhs.type_ = ctx.invalid();
    return;
  }
  if (x.mode != ExprMode::Constant) {
    error(x, fmt::format("{} is not constant", str(x)));
    if (lhs.type_ == nullptr) lhs.type_ = ctx.invalid();
    return;
  }
  if (lhs.type_ == nullptr) lhs.type_ = x.type;
  assignment(x, lhs.type_, "constant declaration");
  if (x.valid()) lhs.value = x.constant;
}

Type* Checker::Impl::init_var(Var* lhs, Operand& x, std::string_view context) {
  if (!x.valid() || (x.type != nullptr && !is_valid(x.type)) ||
      (lhs->type_ != nullptr && !is_valid(lhs->type_))) {
    if (lhs->type_ == nullptr) lhs->type_ = ctx.invalid();
    lhs->used = true;
    return nullptr;
  }
  if (lhs->type_ == nullptr) {
    Type* type = x.type;
    if (is_untyped(type)) {
      if (is_untyped_nil(type)) {
        error(x, fmt::format("use of untyped nil in {}", context));
        lhs->type_ = ctx.invalid();
        lhs->used = true;
        return nullptr;
      }
      type = default_type(type);
    }
    lhs->type_ = type;
  }
  assignment(x, lhs->type_, context);
  if (go119_words() && !x.valid()) lhs->used = true;
  return x.valid() ? x.type : nullptr;
}

// Declarations must have as many values as names, or one that may be a call with several results.
void Checker::Impl::init_count(List<Ident> names, List<Expr> values, const Node* inherited) {
  const size_t l = names.size(), r = values.size();
  if (l < r && inherited != nullptr)
    error(inherited, fmt::format("extra init expr at {}", diagnostics_.files().describe(start_pos(values[l]))));
  else if (l < r)
    error(values[l], fmt::format("extra init expr {}", str(values[l])));
  if (l > r) error(names[r], fmt::format("missing init expr for {}", names[r]->name));
}

// Evaluates expressions into operands: one call with several results gives several operands, and where a
// comma-ok form is allowed and there is one expression of that kind, two.
bool Checker::Impl::unpack(List<Expr> exprs, std::vector<Operand>& out, bool comma_ok_allowed,
                           bool* comma_ok) {
  if (comma_ok != nullptr) *comma_ok = false;
  if (exprs.size() != 1) {
    for (Expr* e : exprs) {
      Operand x;
      expr(x, e);
      out.push_back(x);
    }
  } else {
    Operand x;
    raw_expr(x, exprs[0], nullptr, AllowGeneric::Yes);
    exclude(x, true);
    auto* tuple = x.mode == ExprMode::Value ? dyn_cast<Tuple>(x.type) : nullptr;
    if (tuple != nullptr) {
      for (Var* var : tuple->vars) {
        Operand y;
        y.mode = ExprMode::Value;
        y.expr = exprs[0];
        y.type = var->type();
        out.push_back(y);
      }
      return true;
    }
    out.push_back(x);
    if (comma_ok_allowed && (x.mode == ExprMode::MapIndex || x.mode == ExprMode::CommaOk)) {
      out[0].mode = ExprMode::Value;
      Operand ok;
      ok.mode = ExprMode::Value;
      ok.expr = exprs[0];
      ok.type = ctx.basic(BasicKind::UntypedBool);
      out.push_back(ok);
      if (comma_ok != nullptr) *comma_ok = true;
    }
  }
  return std::all_of(out.begin(), out.end(), [](const Operand& x) { return x.valid(); });
}

void Checker::Impl::use(Expr* e) {
  if (e == nullptr) return;
  if (auto* kv = dyn_cast<KeyValueExpr>(e)) {
    use(kv->value);
    return;
  }
  Operand x;
  raw_expr(x, e, nullptr, AllowGeneric::Yes);
}

void Checker::Impl::use(List<Expr> exprs) {
  for (Expr* e : exprs) use(e);
}

void Checker::Impl::use_lhs(List<Expr> exprs) {
  for (Expr* e : exprs) {
    auto* name = dyn_cast<Ident>(unparen(e));
    if (name == nullptr) {
      use(e);
      continue;
    }
    if (name->name == "_") continue;
    use(e);
  }
}

void Checker::Impl::assign_mismatch(size_t lhs, size_t rhs, Pos pos, Expr* call) {
  auto* c = dyn_cast<CallExpr>(unparen(call));
  if (c != nullptr)
    error(pos, fmt::format("assignment mismatch: {} but {} returns {}", measure(lhs, "variable"), str(c->fun),
                           measure(rhs, "value")));
  else
    error(pos,
          fmt::format("assignment mismatch: {} but {}", measure(lhs, "variable"), measure(rhs, "value")));
}

void Checker::Impl::return_mismatch(ReturnStmt* s, const std::vector<Var*>& lhs,
                                    const std::vector<Operand>& rhs) {
  Node* at = s;
  std::string_view word = "not enough";
  if (rhs.size() > lhs.size()) {
    word = "too many";
    at = s->results.size() > lhs.size() ? s->results[lhs.size()] : s->results[0];
  } else if (!s->results.empty()) {
    at = s->results.back();
  }
  std::vector<Type*> have, want;
  for (const Operand& x : rhs) have.push_back(x.type);
  for (Var* var : lhs) want.push_back(var->type());
  error(at, fmt::format("{} return values\n\thave {}\n\twant {}", word, types_summary(have, false),
                        types_summary(want, false)));
}

void Checker::Impl::init_vars(const std::vector<Var*>& lhs, List<Expr> rhs, ReturnStmt* return_stmt) {
  std::string_view context = return_stmt != nullptr ? "return statement" : "assignment";
  auto give_up = [&] {
    for (Var* var : lhs) {
      var->used = true;
      if (var->type_ == nullptr) var->type_ = ctx.invalid();
    }
  };
  if (lhs.size() == rhs.size() && (lhs.size() != 1 || dyn_cast<CallExpr>(unparen(rhs[0])) == nullptr)) {
    for (size_t i = 0; i < lhs.size(); i++) {
      Operand x;
      expr(x, rhs[i], lhs[i]->type_);
      init_var(lhs[i], x, context);
    }
    return;
  }
  std::vector<Operand> operands;
  bool comma_ok = false;
  bool ok = unpack(rhs, operands, lhs.size() == 2 && return_stmt == nullptr, &comma_ok);
  if (operands.size() == lhs.size()) {
    for (size_t i = 0; i < lhs.size(); i++) init_var(lhs[i], operands[i], context);
    if (comma_ok) rhs[0]->mode = ExprMode::CommaOk;
    return;
  }
  give_up();
  if (!ok) return;
  if (return_stmt != nullptr)
    return_mismatch(return_stmt, lhs, operands);
  else
    assign_mismatch(lhs.size(), operands.size(), start_pos(rhs[0]), rhs.size() == 1 ? rhs[0] : nullptr);
}

// ---- assignment to what exists

// The type of what is assigned to; null for the blank identifier, the invalid type in error.
Type* Checker::Impl::lhs_var(Expr* lhs) {
  auto* name = dyn_cast<Ident>(unparen(lhs));
  if (name != nullptr && name->name == "_") {
    name->object = nullptr;
    return nullptr;
  }
  Var* var = nullptr;
  bool was_used = false;
  if (name != nullptr) {
    // A write alone is no use of a local variable.
    var = dyn_cast<Var>(env.scope->lookup_parent(name->name, name->pos));
    if (var != nullptr && var->package == env.package) was_used = var->used;
  }
  Operand x;
  expr(x, lhs);
  if (var != nullptr && var->package == env.package) var->used = was_used;
  if (!x.valid()) {
    if (var != nullptr) var->used = true;
    return ctx.invalid();
  }
  if (Var* written = written_var(lhs)) written->assigned = true;
  if (x.mode == ExprMode::Variable || x.mode == ExprMode::MapIndex) return x.type;
  if (auto* sel = dyn_cast<SelectorExpr>(x.expr); sel != nullptr && sel->x->mode == ExprMode::MapIndex) {
    error(x, fmt::format("cannot assign to struct field {} in map", str(x.expr)));
    return ctx.invalid();
  }
  error(x, go119_words() ? fmt::format("cannot assign to {}", str(x))
                         : fmt::format("cannot assign to {} (neither addressable nor a map index expression)", str(x.expr)));
  return ctx.invalid();
}

void Checker::Impl::assign_var(Expr* lhs, Expr* rhs, Operand* x, std::string_view context) {
  Type* type = lhs_var(lhs);
  if (type != nullptr && !is_valid(type)) {
    if (x == nullptr) use(rhs);
    return;
  }
  Operand local;
  if (x == nullptr) {
    expr(local, rhs, type);
    x = &local;
  }
  if (type == nullptr && context == "assignment") context = "assignment to _ identifier";
  assignment(*x, type, context);
  // A variable whose only assignment is in error is not reported as unused, too.
  auto* name = dyn_cast<Ident>(unparen(lhs));
  if (auto* var = name == nullptr || x->valid() ? nullptr : dyn_cast<Var>(name->object)) var->used = true;
}

void Checker::Impl::assign_vars(List<Expr> lhs, List<Expr> rhs) {
  if (lhs.size() == rhs.size() && (lhs.size() != 1 || dyn_cast<CallExpr>(unparen(rhs[0])) == nullptr)) {
    for (size_t i = 0; i < lhs.size(); i++) assign_var(lhs[i], rhs[i], nullptr, "assignment");
    return;
  }
  std::vector<Operand> operands;
  bool comma_ok = false;
  bool ok = unpack(rhs, operands, lhs.size() == 2, &comma_ok);
  if (operands.size() == lhs.size()) {
    for (size_t i = 0; i < lhs.size(); i++) assign_var(lhs[i], nullptr, &operands[i], "assignment");
    if (comma_ok) rhs[0]->mode = ExprMode::CommaOk;
    return;
  }
  use_lhs(lhs);
  if (ok) assign_mismatch(lhs.size(), operands.size(), start_pos(rhs[0]), rhs.size() == 1 ? rhs[0] : nullptr);
}

void Checker::Impl::short_var_decl(Pos pos, List<Expr> lhs, List<Expr> rhs) {
  size_t from = delayed_.size();
  std::vector<Var*> vars;
  std::vector<std::pair<Var*, Ident*>> fresh;
  std::unordered_set<std::string_view> seen;
  bool has_error = false;
  for (Expr* e : lhs) {
    auto* name = dyn_cast<Ident>(e);
    if (name == nullptr) {
      use(e);
      error(e, fmt::format("non-name {} on left side of :=", str(e)));
      has_error = true;
    } else if (name->name != "_" && !seen.insert(name->name).second) {
      error(e, fmt::format("{} repeated on left side of :=", name->name));
      has_error = true;
    } else if (Object* known = env.scope->lookup(name->name)) {
      name->object = known;
      if (auto* var = dyn_cast<Var>(known)) {
        name->mode = ExprMode::Variable;
        name->type = var->type_;
        var->assigned = true;
        vars.push_back(var);
        continue;
      }
      error(e, fmt::format("cannot assign to {}", str(e)));
      has_error = true;
    } else {
      Var* var = new_local(name, nullptr);
      name->object = var;
      vars.push_back(var);
      if (name->name != "_") fresh.emplace_back(var, name);
      continue;
    }
    auto* dummy = ctx.object<Var>(e->pos, env.package, "_", nullptr);
    vars.push_back(dummy);
  }
  init_vars(vars, rhs, nullptr);
  process_delayed(from);
  if (fresh.empty() && !has_error) error(pos, "no new variables on left side of :=");
  Pos scope_pos = rhs.empty() ? pos : end_pos(rhs.back());
  for (auto [var, name] : fresh) {
    if (var->type_ == nullptr) var->type_ = ctx.invalid();
    name->mode = ExprMode::Variable;
    name->type = var->type_;
    declare_local(var, name, scope_pos);
  }
}

}  // namespace gopherarium
