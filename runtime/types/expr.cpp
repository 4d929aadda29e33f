// Expressions: evaluation into operands, operators, constants, assertions, function literals.

#include "runtime/types/check.h"

namespace gopherarium {

std::string_view describe_mode(ExprMode mode) {
  switch (mode) {
    case ExprMode::Invalid: return "invalid operand";
    case ExprMode::NoValue: return "no value";
    case ExprMode::Builtin: return "built-in";
    case ExprMode::TypeExpr: return "type";
    case ExprMode::Constant: return "constant";
    case ExprMode::Variable: return "variable";
    case ExprMode::MapIndex: return "map index expression";
    case ExprMode::Value: return "value";
    case ExprMode::NilValue: return "nil";
    case ExprMode::CommaOk: return "comma, ok expression";
  }
  return "";
}

// An operand as messages show it: x (variable of type int), 1 (untyped int constant).
std::string Checker::Impl::str(const Operand& x) const {
  if (x.is_nil() && (x.type == nullptr || is_untyped(x.type))) return "nil";
  std::string expr_text = x.expr == nullptr ? std::string() : str(x.expr);
  std::string out = expr_text.empty() ? "" : expr_text + " (";
  bool has_type = false;
  bool shows_type = x.mode != ExprMode::Invalid && x.mode != ExprMode::NoValue &&
                    x.mode != ExprMode::Builtin && x.mode != ExprMode::TypeExpr;
  if (shows_type && x.type != nullptr) {
    if (is_untyped(x.type))
      out += str(x.type) + " ";
    else
      has_type = true;
  }
  out += describe_mode(x.mode);
  if (x.mode == ExprMode::Constant && x.constant != nullptr) {
    std::string value = x.constant->text();
    if (value != expr_text) out += " " + value;
  }
  if (has_type) {
    if (is_valid(x.type)) {
      out += " of type " + str(x.type);
      if (auto* p = dyn_cast<TypeParam>(x.type)) out += " constrained by " + str(p->bound);
    } else {
      out += " with invalid type";
    }
  }
  if (!expr_text.empty()) out += ")";
  return out;
}

// ---- entry points

void Checker::Impl::record(Operand& x) {
  Expr* e = x.expr;
  e->mode = x.mode;
  e->type = x.valid() && x.type != nullptr ? x.type : (x.valid() ? nullptr : ctx.invalid());
  e->constant = x.mode == ExprMode::Constant ? x.constant : nullptr;
}

void Checker::Impl::raw_expr(Operand& x, Expr* e, Type* hint, AllowGeneric generic) {
  x = {};
  x.type = ctx.invalid();
  expr_internal(x, e, hint);
  x.expr = e;
  if (generic == AllowGeneric::No && x.valid()) {
    auto* sig = dyn_cast<Signature>(x.type);
    if (x.mode == ExprMode::TypeExpr && is_generic(x.type)) {
      error(e, fmt::format("cannot use generic type {} without instantiation", str(e)));
      x.mode = ExprMode::Invalid;
      x.type = ctx.invalid();
    } else if (x.mode == ExprMode::Value && sig != nullptr && !sig->type_params.empty()) {
      if (is<IndexExpr>(unparen(e))) {
        function_instance(x, nullptr, nullptr);  // the constraints may tell the other arguments
      } else {
        error(e, fmt::format("cannot use generic function {} without instantiation", str(e)));
        x.mode = ExprMode::Invalid;
      }
      if (!x.valid()) x.type = ctx.invalid();
    }
  }
  record(x);
}

void Checker::Impl::exclude(Operand& x, bool types_too) {
  switch (x.mode) {
    case ExprMode::NoValue:
      error(x, fmt::format("{} (no value) used as value{}", str(x.expr), types_too ? "" : " or type"));
      break;
    case ExprMode::Builtin:
      if (!types_too) return;
      error(x, fmt::format("{} (built-in) must be called", str(x.expr)));
      break;
    case ExprMode::TypeExpr:
      if (!types_too) return;
      error(x, fmt::format("{} (type) is not an expression", str(x.expr)));
      break;
    default: return;
  }
  x.mode = ExprMode::Invalid;
}

void Checker::Impl::single_value(Operand& x) {
  if (x.mode != ExprMode::Value) return;
  auto* tuple = dyn_cast<Tuple>(x.type);
  if (tuple == nullptr) return;
  error(x, fmt::format("multiple-value {} in single-value context", str(x)));
  x.mode = ExprMode::Invalid;
}

void Checker::Impl::expr(Operand& x, Expr* e, Type* target) {
  auto* sig = target == nullptr ? nullptr : underlying_as<Signature>(target);
  raw_expr(x, e, nullptr, sig != nullptr ? AllowGeneric::Yes : AllowGeneric::No);
  exclude(x, true);
  single_value(x);
  auto* generic = x.mode == ExprMode::Value ? dyn_cast<Signature>(x.type) : nullptr;
  if (sig != nullptr && generic != nullptr && !generic->type_params.empty()) {
    // A generic function is assigned to a function type: the type says what its arguments are.
    function_instance(x, nullptr, sig);
    record(x);
  }
}

void Checker::Impl::expr_hint(Operand& x, Expr* e, Type* hint) {
  raw_expr(x, e, hint, AllowGeneric::No);
  exclude(x, true);
  single_value(x);
}

void Checker::Impl::generic_expr(Operand& x, Expr* e) {
  raw_expr(x, e, nullptr, AllowGeneric::Yes);
  exclude(x, true);
}

void Checker::Impl::multi_expr(Operand& x, Expr* e) {
  raw_expr(x, e, nullptr, AllowGeneric::No);
  exclude(x, true);
}

void Checker::Impl::expr_or_type(Operand& x, Expr* e, AllowGeneric generic) {
  raw_expr(x, e, nullptr, generic);
  exclude(x, false);
  single_value(x);
}

void Checker::Impl::expr_internal(Operand& x, Expr* e, Type* hint) {
  x.expr = e;
  switch (e->kind) {
    case NodeKind::BadExpr: return;
    case NodeKind::Ident: ident(x, as<Ident>(e), nullptr, false); return;
    case NodeKind::Ellipsis: error(e, "invalid use of '...'"); return;
    case NodeKind::BasicLit: basic_lit(x, as<BasicLit>(e)); return;
    case NodeKind::FuncLit: func_lit(x, as<FuncLit>(e)); return;
    case NodeKind::CompositeLit: composite_lit(x, as<CompositeLit>(e), hint); return;
    case NodeKind::ParenExpr: raw_expr(x, as<ParenExpr>(e)->x, nullptr, AllowGeneric::Yes); return;
    case NodeKind::SelectorExpr: selector(x, as<SelectorExpr>(e), nullptr, false); return;
    case NodeKind::IndexExpr:
      // With some type arguments only it stays generic: what it is assigned to or passed as may tell the others.
      if (index_expr(x, as<IndexExpr>(e)) &&
          as<IndexExpr>(e)->indices.size() >= static_cast<Signature*>(x.type)->type_params.size())
        function_instance(x, as<IndexExpr>(e), nullptr);
      return;
    case NodeKind::SliceExpr: slice_expr(x, as<SliceExpr>(e)); return;
    case NodeKind::TypeAssertExpr: type_assert(x, as<TypeAssertExpr>(e)); return;
    case NodeKind::CallExpr: call(x, as<CallExpr>(e)); return;
    case NodeKind::StarExpr: star(x, as<StarExpr>(e)); return;
    case NodeKind::UnaryExpr: unary(x, as<UnaryExpr>(e)); return;
    case NodeKind::BinaryExpr: {
      auto* b = as<BinaryExpr>(e);
      binary(x, b, b->x, b->y, b->op, b->pos);
      return;
    }
    case NodeKind::KeyValueExpr: error(e, "no key:value expected"); return;
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType:
      x.type = type_of(e);
      x.mode = is_valid(x.type) ? ExprMode::TypeExpr : ExprMode::Invalid;
      return;
    default: return;
  }
}

// ---- leaves

void Checker::Impl::basic_lit(Operand& x, BasicLit* e) {
  if (e->bad) return;
  BasicKind kind = BasicKind::UntypedInt;
  ConstantValue value;
  switch (e->lit_kind) {
    case LitKind::Int: value = int_literal(e->text); break;
    case LitKind::Float:
      kind = BasicKind::UntypedFloat;
      value = float_literal(e->text);
      break;
    case LitKind::Imag:
      kind = BasicKind::UntypedComplex;
      value = imaginary_literal(e->text);
      break;
    case LitKind::Rune:
      kind = BasicKind::UntypedRune;
      value = rune_literal(e->text);
      break;
    case LitKind::String:
      kind = BasicKind::UntypedString;
      value = string_literal(e->text);
      break;
  }
  if (!value.known()) {
    error(e,
          fmt::format("excessively long constant: {}... ({} chars)", e->text.substr(0, 10), e->text.size()));
    return;
  }
  x.mode = ExprMode::Constant;
  x.type = ctx.basic(kind);
  x.constant = ctx.constant(std::move(value));
  overflow(x, e->pos);
}

void Checker::Impl::func_lit(Operand& x, FuncLit* e) {
  Signature* sig = func_type(e->func_type, nullptr);
  record_type(e->func_type, sig);
  auto frame = std::make_shared<FunctionFrame>();
  frame->node = e;
  frame->outer = env.function;
  if (env.function != nullptr) frame->type_params = env.function->type_params;
  // Not at once: the literal may be part of a type declaration, or use what this statement declares later.
  later([this, e, sig, frame, decl = env.decl] { func_body(decl, "", sig, e->body, frame); });
  x.mode = ExprMode::Value;
  x.type = sig;
}

// ---- pointers and assertions

void Checker::Impl::star(Operand& x, StarExpr* e) {
  expr_or_type(x, e->x, AllowGeneric::No);
  if (!x.valid()) return;
  if (x.mode == ExprMode::TypeExpr) {
    x.type = ctx.pointer_to(x.type);
    return;
  }
  if (x.is_nil()) {
    error(x, "invalid operation: cannot indirect nil");
    x.mode = ExprMode::Invalid;
    return;
  }
  auto* pointer = dyn_cast<Pointer>(core_type(x.type));
  if (pointer == nullptr) {
    error(x, fmt::format("invalid operation: cannot indirect {}", str(x)));
    x.mode = ExprMode::Invalid;
    return;
  }
  x.mode = ExprMode::Variable;
  x.type = pointer->elem;
}

void Checker::Impl::type_assert(Operand& x, TypeAssertExpr* e) {
  expr(x, e->x);
  if (!x.valid()) {
    use(e->type_expr);
    return;
  }
  if (!is_interface(x.type)) {
    error(x, fmt::format("invalid operation: {} is not an interface", str(x)));
    x.mode = ExprMode::Invalid;
    use(e->type_expr);
    return;
  }
  Type* type = var_type(e->type_expr);
  if (!is_valid(type)) {
    x.mode = ExprMode::Invalid;
    return;
  }
  if (!is_interface(type)) {
    MissingMethod missing = missing_method(type, x.type, MethodQuestion::Asserts, qualifier());
    if (missing.missing != nullptr) {
      error(e, fmt::format("impossible type assertion: {}\n\t{} does not implement {} {}", str(e), str(type),
                           str(x.type), missing.cause));
      x.mode = ExprMode::Invalid;
      return;
    }
  }
  x.mode = ExprMode::CommaOk;
  x.type = type;
}

void Checker::Impl::mark_address_taken(Expr* e) {
  e = unparen(e);
  if (auto* name = dyn_cast<Ident>(e)) {
    if (auto* var = dyn_cast<Var>(name->object)) var->address_taken = true;
  } else if (auto* sel = dyn_cast<SelectorExpr>(e)) {
    if (sel->selection != nullptr && sel->x->type != nullptr &&
        dyn_cast<Pointer>(underlying(sel->x->type)) == nullptr)
      mark_address_taken(sel->x);
  } else if (auto* index = dyn_cast<IndexExpr>(e)) {
    if (index->x->type != nullptr && dyn_cast<Array>(core_type(index->x->type)) != nullptr)
      mark_address_taken(index->x);
  }
}

// ---- unary operators

void Checker::Impl::address_of(Operand& x, UnaryExpr* e) {
  if (dyn_cast<CompositeLit>(unparen(e->x)) == nullptr && x.mode != ExprMode::Variable) {
    error(x, fmt::format("invalid operation: cannot take address of {}", str(x)));
    x.mode = ExprMode::Invalid;
    return;
  }
  mark_address_taken(e->x);
  x.mode = ExprMode::Value;
  x.type = ctx.pointer_to(x.type);
}

void Checker::Impl::receive(Operand& x, UnaryExpr*) {
  Type* core = core_type(x.type);
  if (core == nullptr) {
    error(x, fmt::format("invalid operation: cannot receive from {} (no core type)", str(x)));
    x.mode = ExprMode::Invalid;
    return;
  }
  auto* chan = dyn_cast<Chan>(core);
  if (chan == nullptr || chan->dir == ChanDir::SendOnly) {
    error(x, fmt::format("invalid operation: cannot receive from {} {}",
                         chan == nullptr ? "non-channel" : "send-only channel", str(x)));
    x.mode = ExprMode::Invalid;
    return;
  }
  x.mode = ExprMode::CommaOk;
  x.type = chan->elem;
  env.has_call_or_recv = true;
}

void Checker::Impl::unary(Operand& x, UnaryExpr* e) {
  if (e->op == Token::And)
    raw_expr(x, e->x, nullptr, AllowGeneric::No), exclude(x, true), single_value(x);
  else
    expr(x, e->x);
  if (!x.valid()) return;
  if (e->op == Token::And) return address_of(x, e);
  if (e->op == Token::Arrow) return receive(x, e);
  if (e->op == Token::Tilde) {
    error(e, "cannot use ~ outside of interface or type constraint");
    x.mode = ExprMode::Invalid;
    return;
  }
  bool ok = e->op == Token::Not   ? all_boolean(x.type)
            : e->op == Token::Xor ? all_integer(x.type)
                                  : all_numeric(x.type);
  if (!ok) {
    error(x, fmt::format("invalid operation: operator {} not defined on {}", token_text(e->op), str(x)));
    x.mode = ExprMode::Invalid;
    return;
  }
  if (x.mode == ExprMode::Constant) {
    if (!x.constant->known()) return;
    unsigned bits = is_unsigned(x.type) ? static_cast<unsigned>(type_size(x.type) * 8) : 0;
    x.constant = ctx.constant(constant_unary(e->op, *x.constant, bits));
    x.expr = e;
    overflow(x, e->pos);
    return;
  }
  x.mode = ExprMode::Value;
}

// ---- binary operators

void Checker::Impl::overflow(Operand& x, Pos op_pos) {
  if (!x.constant->known()) {
    error(op_pos, "constant result is not representable");
    x.mode = ExprMode::Invalid;
    return;
  }
  // Doubling a constant string is cheap to write; gc ends when memory does.
  constexpr size_t kMostStringBytes = 4u << 20;
  if (x.constant->kind() == ConstantValue::Kind::String && x.constant->as_string().size() > kMostStringBytes) {
    error(op_pos, fmt::format("constant string of more than {} MB", kMostStringBytes >> 20));
    x.constant = ctx.constant(ConstantValue::unknown());
    x.mode = ExprMode::Invalid;
    return;
  }
  if (is_typed(x.type)) {
    representable(x, underlying_as<Basic>(x.type));
    return;
  }
  // Untyped integers must not grow without limit; gc's is 512 bits.
  if (x.constant->kind() != ConstantValue::Kind::Int) return;
  if (mpz_sizeinbase(std::get<mpz_class>(x.constant->value).get_mpz_t(), 2) <= 512) return;
  std::string what;
  if (auto* u = dyn_cast<UnaryExpr>(x.expr); u != nullptr && u->op == Token::Xor)
    what = "bitwise complement ";
  if (auto* b = dyn_cast<BinaryExpr>(x.expr)) {
    switch (b->op) {
      case Token::Add: what = "addition "; break;
      case Token::Sub: what = "subtraction "; break;
      case Token::Xor: what = "bitwise XOR "; break;
      case Token::Mul: what = "multiplication "; break;
      case Token::Shl: what = "shift "; break;
      default: break;
    }
  }
  error(op_pos, fmt::format("constant {}overflow", what));
  x.constant = ctx.constant(ConstantValue::unknown());
  x.mode = ExprMode::Invalid;
}

bool Checker::Impl::match_operands(Operand& x, Operand& y) {
  auto may_convert = [&] {
    if (is_typed(x.type) && is_typed(y.type)) return false;
    if (is_interface(x.type) || is_interface(y.type)) return true;
    if (all_boolean(x.type) != all_boolean(y.type)) return false;
    if (all_string(x.type) != all_string(y.type)) return false;
    if (x.is_nil()) return has_nil(y.type);
    if (y.is_nil()) return has_nil(x.type);
    return go119_words() || (dyn_cast<Pointer>(underlying(x.type)) == nullptr &&
                             dyn_cast<Pointer>(underlying(y.type)) == nullptr);
  };
  if (!may_convert()) return true;
  auto convert = [&](Operand& from, const Operand& to) {
    if (is_typed(from.type)) return true;
    Converted result = implicit_type(from, to.type);
    if (result.error == ConversionError::Mismatch) {
      if (go119_words()) convert_untyped(from, to.type);  // has its own words
      return false;
    }
    convert_untyped(from, to.type);
    return true;
  };
  return convert(x, y) && x.valid() && convert(y, x);
}

bool Checker::Impl::check_op(Operand& x, Token op) {
  bool ok = false;
  switch (op) {
    case Token::Add: ok = all_numeric_or_string(x.type); break;
    case Token::Sub:
    case Token::Mul:
    case Token::Div: ok = all_numeric(x.type); break;
    case Token::Rem:
    case Token::And:
    case Token::Or:
    case Token::Xor:
    case Token::AndNot: ok = all_integer(x.type); break;
    case Token::AndAnd:
    case Token::OrOr: ok = all_boolean(x.type); break;
    default: break;
  }
  if (!ok) error(x, fmt::format("invalid operation: operator {} not defined on {}", token_text(op), str(x)));
  return ok;
}

void Checker::Impl::binary(Operand& x, Expr* e, Expr* lhs, Expr* rhs, Token op, Pos op_pos) {
  Operand y;
  expr(x, lhs);
  expr(y, rhs);
  if (!x.valid()) return;
  if (!y.valid()) {
    x.mode = ExprMode::Invalid;
    x.expr = y.expr;
    return;
  }
  if (is_shift(op)) return shift(x, y, e, op);
  auto mismatch = [&](Type* a, Type* b) {
    Expr* at = e != nullptr ? e : lhs;
    if (e != nullptr)
      error(at, fmt::format("invalid operation: {} (mismatched types {} and {})", str(e), str(a), str(b)));
    else
      error(at, fmt::format("invalid operation: {} {}= {} (mismatched types {} and {})", str(lhs),
                            token_text(op), str(rhs), str(a), str(b)));
    x.mode = ExprMode::Invalid;
  };
  Type *x_type = x.type, *y_type = y.type;
  if (!match_operands(x, y)) {
    if (x.valid() && y.valid()) mismatch(x_type, y_type);
    x.mode = ExprMode::Invalid;
    return;
  }
  if (!x.valid() || !y.valid()) {
    x.mode = ExprMode::Invalid;
    return;
  }
  if (is_comparison(op)) return comparison(x, y, op);
  if (!identical(x.type, y.type)) {
    if (is_valid(x.type) && is_valid(y.type))
      mismatch(x.type, y.type);
    else
      x.mode = ExprMode::Invalid;
    return;
  }
  if (!check_op(x, op)) {
    x.mode = ExprMode::Invalid;
    return;
  }
  if ((op == Token::Div || op == Token::Rem) && (x.mode == ExprMode::Constant || all_integer(x.type)) &&
      y.mode == ExprMode::Constant && y.constant->known() && y.constant->sign() == 0) {
    error(y, "invalid operation: division by zero");
    x.mode = ExprMode::Invalid;
    return;
  }
  if (x.mode == ExprMode::Constant && y.mode == ExprMode::Constant) {
    if (!x.constant->known() || !y.constant->known()) return;
    bool truncated = op == Token::Div && is_integer(x.type);
    x.constant = ctx.constant(
        constant_binary(*x.constant, op, *y.constant, truncated ? Division::Truncated : Division::Exact));
    if (e != nullptr) x.expr = e;
    overflow(x, op_pos);
    return;
  }
  x.mode = ExprMode::Value;
}

namespace {

std::string kind_word(Type* type, const std::string& otherwise) {
  switch (underlying(type)->kind) {
    case TypeKind::Array: return "array";
    case TypeKind::Slice: return "slice";
    case TypeKind::Struct: return "struct";
    case TypeKind::Pointer: return "pointer";
    case TypeKind::Signature: return "func";
    case TypeKind::Interface: return is_type_param(type) ? "type parameter" : "interface";
    case TypeKind::Map: return "map";
    case TypeKind::Chan: return "chan";
    default: return otherwise;
  }
}

}  // namespace

void Checker::Impl::comparison(Operand& x, Operand& y, Token op, ComparedBy by) {
  std::string cause;
  const Operand* bad = &x;
  bool ok = assignable_to(x, y.type, nullptr) || assignable_to(y, x.type, nullptr);
  if (!ok) {
    bad = &y;  // the mismatch shows only there
    cause = fmt::format("mismatched types {} and {}", str(x.type), str(y.type));
  } else if (op == Token::Eql || op == Token::Neq) {
    auto incomparable = [&](const Operand& o) {
      TypeKind kind = underlying(o.type)->kind;
      if (kind == TypeKind::Slice || kind == TypeKind::Signature || kind == TypeKind::Map)
        cause = kind_word(o.type, "") + " can only be compared to nil";
      else if (is_type_param(o.type))
        cause = "incomparable types in type set";
      else
        comparable_type(o.type, Comparability::Dynamic, &cause);
      bad = &o;
      ok = false;
    };
    if (x.is_nil() || y.is_nil()) {
      Type* other = x.is_nil() ? y.type : x.type;
      ok = has_nil(other) && !(x.is_nil() && y.is_nil());
      if (!ok) bad = &y;
    } else if (!comparable_type(x.type)) {
      incomparable(x);
    } else if (!comparable_type(y.type)) {
      incomparable(y);
    }
  } else {
    bad = !all_ordered(x.type) ? &x : &y;
    ok = all_ordered(x.type) && all_ordered(y.type);
  }
  if (!ok) {
    if (cause.empty()) {
      if (is_type_param(x.type) || is_type_param(y.type))
        cause = fmt::format("type parameter {} cannot use operator {}",
                            str(is_type_param(x.type) ? x.type : y.type), token_text(op));
      else
        cause = fmt::format("operator {} not defined on {}", token_text(op),
                            bad->is_nil() ? std::string("nil") : kind_word(bad->type, str(bad->type)));
    }
    if (by == ComparedBy::SwitchCase)
      error(x, fmt::format("invalid case {} in switch on {} ({})", str(x.expr), str(y.expr), cause));
    else
      error(*bad,
            fmt::format("invalid operation: {} {} {} ({})", str(x.expr), token_text(op), str(y.expr), cause));
    x.mode = ExprMode::Invalid;
    return;
  }
  if (x.mode == ExprMode::Constant && y.mode == ExprMode::Constant) {
    x.constant = ctx.constant(ConstantValue::of_bool(constant_compare(*x.constant, op, *y.constant)));
  } else {
    x.mode = ExprMode::Value;
    set_expr_type(x.expr, default_type(x.type), true);
    set_expr_type(y.expr, default_type(y.type), true);
  }
  x.type = ctx.basic(BasicKind::UntypedBool);
}

void Checker::Impl::shift(Operand& x, Operand& y, Expr* e, Token op) {
  auto fail = [&](const Operand& at, std::string message) {
    error(at, std::move(message));
    x.mode = ExprMode::Invalid;
  };
  bool constant_int = x.mode == ExprMode::Constant && x.constant->integer().has_value();
  // 1. << s, shifted again: still waits for a type.
  bool pending = x.mode == ExprMode::Value && is_untyped_numeric(x.type);
  if (!all_integer(x.type) && !(is_untyped(x.type) && constant_int) && !pending)
    return fail(x, fmt::format("invalid operation: shifted operand {} must be integer", str(x)));
  Basic* uint_type = ctx.basic(BasicKind::Uint);
  if (y.mode == ExprMode::Constant) {
    auto count = y.constant->integer();
    if (count && sgn(*count) < 0)
      return fail(y, fmt::format("invalid operation: negative shift count {}", str(y)));
    if (is_untyped(y.type)) {
      representable(y, uint_type);
      if (!y.valid()) {
        x.mode = ExprMode::Invalid;
        return;
      }
    } else if (!all_integer(y.type)) {
      return fail(y, fmt::format("invalid operation: shift count {} must be integer", str(y)));
    }
  } else if (is_untyped(y.type)) {
    convert_untyped(y, uint_type);
    if (!y.valid()) {
      x.mode = ExprMode::Invalid;
      return;
    }
  } else if (!all_integer(y.type)) {
    return fail(y, fmt::format("invalid operation: shift count {} must be integer", str(y)));
  }
  if (x.mode == ExprMode::Constant) {
    if (y.mode == ExprMode::Constant) {
      // gc's bound: the exponent of the smallest denormal.
      constexpr uint64_t kShiftBound = 1023 - 1 + 52;
      if (!x.constant->known() || !y.constant->known()) return;
      auto count = y.constant->uint64();
      if (!count || *count > kShiftBound) return fail(y, fmt::format("invalid shift count {}", str(y)));
      if (!is_integer(x.type)) x.type = ctx.basic(BasicKind::UntypedInt);
      x.constant = ctx.constant(constant_shift(*x.constant, op, *count));
      if (e != nullptr) x.expr = e;
      overflow(x, e == nullptr ? start_pos(x.expr) : e->pos);
      return;
    }
    if (is_untyped(x.type)) {
      // The constant gets the type it would have without the shift: context decides, later.
      shift_lhs_.insert(x.expr);
      x.mode = ExprMode::Value;
      return;
    }
  }
  if (pending) shift_lhs_.insert(x.expr);
  if (!all_integer(x.type) && !pending)
    return fail(x, fmt::format("invalid operation: shifted operand {} must be integer", str(x)));
  if (is_untyped(y.type)) set_expr_type(y.expr, uint_type, true);
  x.mode = ExprMode::Value;
}

}  // namespace gopherarium
