// Expressions.

#include <fmt/format.h>

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

Slot FunctionGen::expr(Expr* e) {
  e = unparen(e);
  if (e->mode != ExprMode::Constant) {
    if (Var* var = var_of(e); var != nullptr && var->owner != nullptr) {
      const VarHome at = home(*var);
      if (at.kind == VarHome::Kind::Slots) return at.slot;
    }
    if (auto* call_expr = dyn_cast<CallExpr>(e); call_expr != nullptr && call_expr->fun->mode != ExprMode::TypeExpr &&
                                                 unparen(call_expr->fun)->mode != ExprMode::Builtin) {
      return call(call_expr);
    }
  }
  const Slot slot = e->type == nullptr || e->mode == ExprMode::NoValue ? alloc(1) : temp(type_of(e));
  expr_to(e, slot);
  return slot;
}

void FunctionGen::expr_to(Expr* e, Slot dst) {
  e = unparen(e);
  if (e->mode == ExprMode::Constant && e->constant != nullptr) return constant_to(*e->constant, type_of(e), dst);
  if (e->mode == ExprMode::NilValue) return zero(dst, type_of(e));
  const uint32_t saved = mark();
  switch (e->kind) {
    case NodeKind::Ident: ident(as<Ident>(e), dst); break;
    case NodeKind::CompositeLit: composite(as<CompositeLit>(e), dst); break;
    case NodeKind::FuncLit: func_lit(as<FuncLit>(e), dst); break;
    case NodeKind::SelectorExpr: selector(as<SelectorExpr>(e), dst); break;
    case NodeKind::IndexExpr: index(as<IndexExpr>(e), dst); break;
    case NodeKind::SliceExpr: slice(as<SliceExpr>(e), dst); break;
    case NodeKind::TypeAssertExpr: type_assert(as<TypeAssertExpr>(e), dst, false); break;
    case NodeKind::StarExpr: load_memory(expr(as<StarExpr>(e)->x), 0, type_of(e), dst); break;
    case NodeKind::UnaryExpr: unary(as<UnaryExpr>(e), dst); break;
    case NodeKind::BinaryExpr: binary(as<BinaryExpr>(e), dst); break;
    case NodeKind::CallExpr: {
      auto* call_expr = as<CallExpr>(e);
      if (call_expr->fun->mode == ExprMode::TypeExpr) {
        conversion(type_of(call_expr->fun), call_expr->args[0], dst);
      } else if (auto* name = dyn_cast<Ident>(unparen(call_expr->fun));
                 name != nullptr && name->object != nullptr && dyn_cast<Builtin>(name->object) != nullptr) {
        builtin(call_expr, dyn_cast<Builtin>(name->object)->id, dst);
      } else if (auto* member = dyn_cast<SelectorExpr>(unparen(call_expr->fun));
                 member != nullptr && member->sel->object != nullptr && dyn_cast<Builtin>(member->sel->object) != nullptr) {
        builtin(call_expr, dyn_cast<Builtin>(member->sel->object)->id, dst);
      } else {
        const Slot results = call(call_expr);
        if (e->type != nullptr && e->mode != ExprMode::NoValue) move(dst, results, type_of(e));
      }
      break;
    }
    default: GOPH_CHECK(false, "every kind of expression with a value has its case");
  }
  release(saved);
}

TypeList FunctionGen::instance_args(const Expr* name) {
  const auto* ident = dyn_cast<Ident>(name);
  if (ident == nullptr) return {};
  const auto& instances = gen_.in.checker.info().instances;
  auto found = instances.find(ident);
  if (found == instances.end()) return {};
  TypeList args;
  for (Type* arg : found->second.type_args) args.push_back(subst(arg));
  return args;
}

void FunctionGen::func_value(Func& function, const Expr* name, Slot dst) {
  emit_imm32(Opcode::LoadFunc, dst, gen_.proto_of(function, instance_args(name)));
}

void FunctionGen::ident(Ident* e, Slot dst) {
  if (e->object == nullptr) return;
  if (auto* function = dyn_cast<Func>(e->object)) return func_value(*function, e, dst);
  if (auto* var = dyn_cast<Var>(e->object)) {
    const uint32_t saved = mark();
    if (var->owner == nullptr && rtype(subst(var->type())).width == MemWidth::W64) {
      emit_x(Opcode::LoadGlobal, dst, 0, 0, gen_.global_offset(*var));
    } else {
      load(var_place(*var), dst);
    }
    release(saved);
  }
}

void FunctionGen::selector(SelectorExpr* e, Slot dst) {
  if (e->selection == nullptr) {  // a package's member
    if (auto* function = dyn_cast<Func>(e->sel->object)) return func_value(*function, e->sel, dst);
    return load(place(e), dst);
  }
  if (e->selection->kind == SelectionKind::FieldVal) return load(place(e), dst);
  method_value(e, dst);
}

// x.m as a value: a closure that holds the receiver; T.m: a function that takes it first.
void FunctionGen::method_value(SelectorExpr* e, Slot dst) {
  if (e->selection->kind == SelectionKind::MethodExpr) {
    auto& declared = *as<Func>(e->selection->object);
    const std::string name(declared.name);
    Type* recv = type_of(e->x);
    auto& method = *as<Func>(lookup_field_or_method(recv, Addressable::Yes, declared.package, name).object);
    emit_imm32(Opcode::LoadFunc, dst, gen_.method_wrapper(recv, name, method, {}, false));
    return;
  }
  emit_bound(method_callee(e), dst);
}

// ---- operators

void FunctionGen::unary(UnaryExpr* e, Slot dst) {
  Type* type = type_of(e);
  switch (e->op) {
    case Token::And: emit(Opcode::Move, dst, address_of(e->x)); return;
    case Token::Arrow: {
      const Slot channel = expr(e->x);
      emit_x(Opcode::Recv, dst, channel, 0, type_id(type_of(e->x)));
      return;
    }
    case Token::Not: emit(Opcode::NotBool, dst, expr(e->x)); return;
    case Token::Add: expr_to(e->x, dst); return;
    case Token::Xor:
      emit(Opcode::Not, dst, expr(e->x));
      normalise(dst, type);
      return;
    default: break;
  }
  switch (rtype(type).kind) {
    case Kind::Float64: emit(Opcode::NegF64, dst, expr(e->x)); return;
    case Kind::Float32: emit(Opcode::NegF32, dst, expr(e->x)); return;
    case Kind::Complex64:
    case Kind::Complex128: emit(Opcode::NegC128, dst, expr(e->x)); return;
    default:
      emit(Opcode::Neg, dst, expr(e->x));
      normalise(dst, type);
  }
}

namespace {

struct ArithmeticOps {
  Opcode integer, unsigned_integer, f64, f32, complex;
};

ArithmeticOps ops_of(Token op) {
  switch (op) {
    case Token::Add: return {Opcode::AddInt, Opcode::AddInt, Opcode::AddF64, Opcode::AddF32, Opcode::AddC128};
    case Token::Sub: return {Opcode::SubInt, Opcode::SubInt, Opcode::SubF64, Opcode::SubF32, Opcode::SubC128};
    case Token::Mul: return {Opcode::MulInt, Opcode::MulInt, Opcode::MulF64, Opcode::MulF32, Opcode::MulC128};
    case Token::Div: return {Opcode::DivInt, Opcode::DivUint, Opcode::DivF64, Opcode::DivF32, Opcode::DivC128};
    case Token::Rem: return {Opcode::RemInt, Opcode::RemUint, Opcode::Nop, Opcode::Nop, Opcode::Nop};
    case Token::And: return {Opcode::And, Opcode::And, Opcode::Nop, Opcode::Nop, Opcode::Nop};
    case Token::Or: return {Opcode::Or, Opcode::Or, Opcode::Nop, Opcode::Nop, Opcode::Nop};
    case Token::Xor: return {Opcode::Xor, Opcode::Xor, Opcode::Nop, Opcode::Nop, Opcode::Nop};
    case Token::AndNot: return {Opcode::AndNot, Opcode::AndNot, Opcode::Nop, Opcode::Nop, Opcode::Nop};
    case Token::Shl: return {Opcode::Shl, Opcode::Shl, Opcode::Nop, Opcode::Nop, Opcode::Nop};
    default: return {Opcode::ShrInt, Opcode::ShrUint, Opcode::Nop, Opcode::Nop, Opcode::Nop};
  }
}

bool is_unsigned_kind(Kind kind) { return kind >= Kind::Uint && kind <= Kind::Uintptr; }

}  // namespace

// R(dst) = x op y, both of `type` (of a shift the count has shift_type).
void FunctionGen::arithmetic(Token op, Type* type, Slot x, Slot y, Slot dst, Type* shift_type) {
  const Kind kind = rtype(type).kind;
  if (kind == Kind::String) return emit(Opcode::Concat, dst, x, y);
  const ArithmeticOps ops = ops_of(op);
  if (kind == Kind::Float64) return emit(ops.f64, dst, x, y);
  if (kind == Kind::Float32) return emit(ops.f32, dst, x, y);
  if (kind == Kind::Complex64 || kind == Kind::Complex128) {
    emit(ops.complex, dst, x, y);
    if (kind == Kind::Complex64) {
      for (uint32_t part = dst; part < dst + 2u; ++part) {
        emit(Opcode::F64ToF32, part, part);
        emit(Opcode::F32ToF64, part, part);
      }
    }
    return;
  }
  if (is_shift(op) && shift_type != nullptr && !is_unsigned_kind(rtype(shift_type).kind)) emit(Opcode::CheckShift, y);
  emit(is_unsigned_kind(kind) ? ops.unsigned_integer : ops.integer, dst, x, y);
  const bool stays_in_range = op == Token::And || op == Token::Or || op == Token::Xor || op == Token::AndNot ||
                              op == Token::Shr || op == Token::Rem;
  if (!stays_in_range) normalise(dst, type);
}

void FunctionGen::binary(BinaryExpr* e, Slot dst) {
  if (e->op == Token::AndAnd || e->op == Token::OrOr) {
    // Not in dst: in x = y && x the right operand still reads x.
    Label done;
    const Slot result = alloc(1);
    expr_to(e->x, result);
    jump_if(e->op == Token::OrOr, result, done);
    expr_to(e->y, result);
    bind(done);
    return emit(Opcode::Move, dst, result);
  }
  if (is_comparison(e->op)) return compare_exprs(e, dst);
  Type* type = type_of(e);
  const Kind kind = rtype(type).kind;
  const Slot x = expr(e->x);
  // A small constant on the right is an immediate operand.
  if (e->y->mode == ExprMode::Constant && e->y->constant != nullptr && kind >= Kind::Int && kind <= Kind::Uintptr) {
    const auto value = e->y->constant->int64();
    const bool fits = value && *value == static_cast<int16_t>(*value) && *value != -32768;
    if (fits && (e->op == Token::Add || e->op == Token::Sub)) {
      emit(Opcode::AddImm, dst, x, static_cast<uint16_t>(e->op == Token::Add ? *value : -*value));
      return normalise(dst, type);
    }
    if (fits && is_shift(e->op) && *value >= 0 && *value < 64) {
      const Opcode op = e->op == Token::Shl           ? Opcode::ShlImm
                        : is_unsigned_kind(kind)      ? Opcode::ShrUintImm
                                                      : Opcode::ShrIntImm;
      emit(op, dst, x, static_cast<uint16_t>(*value));
      return e->op == Token::Shl ? normalise(dst, type) : void();
    }
  }
  at(e->pos);
  const Slot y = expr(e->y);
  arithmetic(e->op, type, x, y, dst, is_shift(e->op) ? type_of(e->y) : nullptr);
}

void FunctionGen::compare_exprs(BinaryExpr* e, Slot dst) {
  // Operands of mixed kinds: a value compared with an interface is converted first; nil takes the other's type.
  Type* x_type = e->x->mode == ExprMode::NilValue ? type_of(e->y) : type_of(e->x);
  Type* y_type = e->y->mode == ExprMode::NilValue ? type_of(e->x) : type_of(e->y);
  Type* type = underlying(y_type)->kind == TypeKind::Interface ? y_type : x_type;
  const Slot x = converted(e->x, type);
  const Slot y = converted(e->y, type);
  compare(e->op, type, x, y, dst);
}

void FunctionGen::compare(Token op, Type* type, Slot x, Slot y, Slot dst) {
  if (op == Token::Gtr || op == Token::Geq) {
    std::swap(x, y);
    op = op == Token::Gtr ? Token::Lss : Token::Leq;
  }
  const size_t which = op == Token::Eql ? 0 : op == Token::Neq ? 1 : op == Token::Lss ? 2 : 3;
  static constexpr Opcode kInts[] = {Opcode::EqInt, Opcode::NeInt, Opcode::LtInt, Opcode::LeInt};
  static constexpr Opcode kUints[] = {Opcode::EqInt, Opcode::NeInt, Opcode::LtUint, Opcode::LeUint};
  static constexpr Opcode kF64[] = {Opcode::EqF64, Opcode::NeF64, Opcode::LtF64, Opcode::LeF64};
  static constexpr Opcode kF32[] = {Opcode::EqF32, Opcode::NeF32, Opcode::LtF32, Opcode::LeF32};
  static constexpr Opcode kStrings[] = {Opcode::EqString, Opcode::NeString, Opcode::LtString, Opcode::LeString};
  const RTypeId id = type_id(type);
  const Kind kind = gen_.program.rtypes[id].kind;
  switch (kind) {
    case Kind::String: return emit(kStrings[which], dst, x, y);
    case Kind::Float64: return emit(kF64[which], dst, x, y);
    case Kind::Float32: return emit(kF32[which], dst, x, y);
    case Kind::Interface: emit(Opcode::EqIface, dst, x, y); break;
    case Kind::Struct:
    case Kind::Array:
    case Kind::Complex64:
    case Kind::Complex128: emit_x(Opcode::EqType, dst, x, y, id); break;
    case Kind::Slice: return emit(kInts[which], dst, x, y);  // with nil only: the array's word says it
    default: return emit(is_unsigned_kind(kind) ? kUints[which] : kInts[which], dst, x, y);
  }
  if (op == Token::Neq) emit(Opcode::NotBool, dst, dst);
}

// A jump when the condition is `when`: comparisons of integers jump themselves.
void FunctionGen::branch(Expr* condition, bool when, Label& to) {
  condition = unparen(condition);
  if (auto* not_expr = dyn_cast<UnaryExpr>(condition); not_expr != nullptr && not_expr->op == Token::Not) {
    return branch(not_expr->x, !when, to);
  }
  auto* e = dyn_cast<BinaryExpr>(condition);
  if (e != nullptr && e->mode != ExprMode::Constant && (e->op == Token::AndAnd || e->op == Token::OrOr)) {
    // x && y is false when x is; x || y is true when x is.
    if ((e->op == Token::OrOr) == when) {
      branch(e->x, when, to);
      branch(e->y, when, to);
    } else {
      Label past;
      branch(e->x, !when, past);
      branch(e->y, when, to);
      bind(past);
    }
    return;
  }
  const uint32_t saved = mark();
  const bool integers = e != nullptr && e->mode != ExprMode::Constant && is_comparison(e->op) &&
                        e->x->mode != ExprMode::NilValue && e->y->mode != ExprMode::NilValue &&
                        rtype(type_of(e->x)).kind >= Kind::Int && rtype(type_of(e->x)).kind <= Kind::Uintptr &&
                        underlying(type_of(e->y))->kind == TypeKind::Basic;
  if (!integers) {
    jump_if(when, expr(condition), to);
    release(saved);
    return;
  }
  Token op = e->op;
  if (!when) {
    op = op == Token::Eql   ? Token::Neq
         : op == Token::Neq ? Token::Eql
         : op == Token::Lss ? Token::Geq
         : op == Token::Leq ? Token::Gtr
         : op == Token::Gtr ? Token::Leq
                            : Token::Lss;
  }
  const bool is_unsigned_type = is_unsigned_kind(rtype(type_of(e->x)).kind);
  Slot x = expr(e->x);
  const auto value = e->y->mode == ExprMode::Constant ? e->y->constant->int64() : std::nullopt;
  const bool immediate = value && *value == static_cast<int16_t>(*value) &&
                         (!is_unsigned_type || op == Token::Eql || op == Token::Neq);
  // The 16-bit jump of a fused comparison reaches 32,000 instructions; farther ones are refused by patch().
  if (immediate) {
    const Opcode fused = op == Token::Eql   ? Opcode::JumpEqImm
                         : op == Token::Neq ? Opcode::JumpNeImm
                         : op == Token::Lss ? Opcode::JumpLtImm
                         : op == Token::Leq ? Opcode::JumpLeImm
                         : op == Token::Gtr ? Opcode::JumpGtImm
                                            : Opcode::JumpGeImm;
    emit(fused, x, static_cast<uint16_t>(*value));
  } else {
    Slot y = expr(e->y);
    if (op == Token::Gtr || op == Token::Geq) {
      std::swap(x, y);
      op = op == Token::Gtr ? Token::Lss : Token::Leq;
    }
    const Opcode fused = op == Token::Eql   ? Opcode::JumpEqInt
                         : op == Token::Neq ? Opcode::JumpNeInt
                         : op == Token::Lss ? (is_unsigned_type ? Opcode::JumpLtUint : Opcode::JumpLtInt)
                                            : (is_unsigned_type ? Opcode::JumpLeUint : Opcode::JumpLeInt);
    emit(fused, x, y);
  }
  if (to.pc) {
    patch(pc() - 1, *to.pc);
  } else {
    to.uses.push_back(pc() - 1);
  }
  release(saved);
}

// ---- indexing, slicing, assertions

void FunctionGen::index(IndexExpr* e, Slot dst) {
  if (e->mode == ExprMode::TypeExpr) return;
  if (auto* name = dyn_cast<Ident>(unparen(e->x)); name != nullptr && name->object != nullptr) {
    if (auto* function = dyn_cast<Func>(name->object)) return func_value(*function, name, dst);
  }
  if (auto* member = dyn_cast<SelectorExpr>(unparen(e->x)); member != nullptr && member->selection == nullptr) {
    if (auto* function = dyn_cast<Func>(member->sel->object)) return func_value(*function, member->sel, dst);
  }
  Type* container = type_of(e->x);
  Type* core = core_string(container);
  if (core != nullptr && is_string(core)) {
    const Slot text = expr(e->x);
    const Slot where = expr(e->indices[0]);
    at(e->pos);
    return emit(Opcode::IndexString, dst, text, where);
  }
  load(place(e), dst);
}

void FunctionGen::slice(SliceExpr* e, Slot dst) {
  Type* type = type_of(e->x);
  Type* core = core_string(type);
  const Slot bounds = alloc(3);
  const auto bound = [&](int i) {
    if (e->index[i] != nullptr) {
      expr_to(e->index[i], static_cast<Slot>(bounds + i));
    } else {
      emit_imm32(Opcode::LoadInt, static_cast<uint32_t>(bounds + i), 0);
    }
  };
  const auto all_bounds = [&] {
    for (int i = 0; i < 3; ++i) bound(i);
    at(e->pos);
  };
  if (core != nullptr && is_string(core)) {
    const Slot text = expr(e->x);
    all_bounds();
    return emit_x(Opcode::SliceString, dst, text, bounds, e->index[1] != nullptr ? 1 : 0);
  }
  const uint64_t flags = (e->index[1] != nullptr ? 1u : 0u) | (e->index[2] != nullptr ? 2u : 0u);
  auto* pointer = dyn_cast<Pointer>(core != nullptr ? core : underlying(type));
  auto* array = underlying_as<Array>(pointer != nullptr ? pointer->elem : type);
  if (array != nullptr) {
    const Slot address = pointer != nullptr ? expr(e->x) : address_of(e->x);
    all_bounds();
    const uint64_t shape = flags | (static_cast<uint64_t>(gen_.table.size(array->elem)) << 8) |
                           (static_cast<uint64_t>(array->len) << 32);
    return emit_x(Opcode::SliceArray, dst, address, bounds, shape);
  }
  const Slot list = expr(e->x);
  all_bounds();
  const uint64_t shape = flags | (static_cast<uint64_t>(gen_.table.size(as<Slice>(core)->elem)) << 8);
  emit_x(Opcode::SliceSlice, dst, list, bounds, shape);
}

void FunctionGen::type_assert(TypeAssertExpr* e, Slot dst, bool comma_ok) {
  Type* target = type_of(e->type_expr);
  const Slot value = expr(e->x);
  const bool to_interface = underlying(target)->kind == TypeKind::Interface;
  const Opcode op = to_interface ? (comma_ok ? Opcode::AssertIfaceOk : Opcode::AssertIface)
                                 : (comma_ok ? Opcode::AssertTypeOk : Opcode::AssertType);
  // Panics name the operand's type too.
  emit_x(op, dst, value, 0, type_id(target) | (static_cast<uint64_t>(type_id(type_of(e->x))) << 32));
}

// v, ok = m[k], x.(T), <-c: the value, and the bool in the slot after it.
void FunctionGen::comma_ok(Expr* e, Slot dst) {
  e = unparen(e);
  if (auto* assertion = dyn_cast<TypeAssertExpr>(e)) return type_assert(assertion, dst, true);
  if (auto* receive = dyn_cast<UnaryExpr>(e)) {
    const Slot channel = expr(receive->x);
    return emit_x(Opcode::RecvOk, dst, channel, 0, type_id(type_of(receive->x)));
  }
  const Place entry = place(e);
  emit_x(Opcode::MapGetOk, dst, entry.slot, entry.index, type_id(entry.container));
}

// As gc names function literals: main.main.func1, in that main.main.func1.1, and main.init.func1 for a package's variable.
std::string FunctionGen::literal_name() {
  ++literals_;
  if (outer_ != nullptr) return fmt::format("{}.{}", out().name, literals_);
  if (proto_ == gen_.program.init_proto && package_ != nullptr) return fmt::format("{}.init.func{}", package_->path, literals_);
  return fmt::format("{}.func{}", out().name, literals_);
}

void FunctionGen::func_lit(FuncLit* e, Slot dst) {
  const uint32_t id = gen_.new_proto(literal_name());
  FunctionGen inner(gen_, id, env_, package_, this);
  inner.shared_loop_vars_ = shared_loop_vars_;
  inner.function(*as<Signature>(underlying(type_of(e))), nullptr, e->func_type, e->body, e->pos);
  inner.finish();
  closure_of(inner, dst);
}

// A closure of the function `inner`, which lies in this one, over what it captures.
void FunctionGen::closure_of(FunctionGen& inner, Slot dst) {
  const uint32_t saved = mark();
  const Slot words = alloc(std::max<uint32_t>(1, inner.captured_words_));
  for (size_t i = 0; i < inner.captured_.size(); ++i) {
    Var& var = *inner.captured_[i];
    const VarHome from = home(var);
    const auto to = static_cast<Slot>(words + inner.captured_at_[i]);
    switch (from.kind) {
      case VarHome::Kind::Box: emit(Opcode::Move, to, from.slot); break;
      case VarHome::Kind::CapturedBox: emit(Opcode::LoadCapture, to, from.capture); break;
      default: {
        const Place value = var_place(var);
        move(to, value.slot, value.type);
      }
    }
  }
  if (inner.captured_words_ == 0) {
    emit_imm32(Opcode::LoadFunc, dst, inner.proto_);
  } else {
    emit_x(Opcode::MakeClosure, dst, words, 0, inner.proto_);
  }
  release(saved);
}

// ---- composite literals

void FunctionGen::composite(CompositeLit* e, Slot dst) {
  Type* type = type_of(e);
  Type* under = core_type(type) != nullptr ? core_type(type) : underlying(type);
  switch (under->kind) {
    case TypeKind::Struct: return composite_struct(e, type, dst);
    case TypeKind::Array: {
      zero(dst, type);
      return composite_array(e, as<Array>(under)->elem, dst);
    }
    case TypeKind::Slice: return composite_slice(e, type, dst);
    case TypeKind::Map: return composite_map(e, type, dst);
    default: {  // &T elided inside a literal of pointers
      auto& pointer = *as<Pointer>(under);
      const Slot value = temp(pointer.elem);
      e->type = pointer.elem;
      composite(e, value);
      e->type = type;
      emit_x(Opcode::New, dst, 0, 0, type_id(pointer.elem));
      store_memory(dst, 0, pointer.elem, value);
    }
  }
}

// An element: a literal may leave out its type (and a &).
void FunctionGen::element_value(Expr* e, Type* type, Slot dst) {
  auto* literal = dyn_cast<CompositeLit>(e);
  auto* pointer = literal == nullptr || literal->type_expr != nullptr ? nullptr : underlying_as<Pointer>(type);
  if (pointer == nullptr) return convert_to(e, type, dst);
  const uint32_t saved = mark();
  Type* written = literal->type;
  literal->type = pointer->elem;
  const Slot value = temp(pointer->elem);
  composite(literal, value);
  literal->type = written;
  const Slot address = alloc(1);
  emit_x(Opcode::New, address, 0, 0, type_id(pointer->elem));
  store_memory(address, 0, pointer->elem, value);
  emit(Opcode::Move, dst, address);
  release(saved);
}

void FunctionGen::composite_struct(CompositeLit* e, Type* type, Slot dst) {
  auto& fields = as<Struct>(underlying(type))->fields;
  zero(dst, type);
  for (size_t i = 0; i < e->elements.size(); ++i) {
    Expr* value = e->elements[i];
    size_t which = i;
    if (auto* keyed = dyn_cast<KeyValueExpr>(value)) {
      const std::string_view name = as<Ident>(keyed->key)->name;
      for (which = 0; fields[which]->name != name;) ++which;
      value = keyed->value;
    }
    const uint32_t saved = mark();
    Type* field_type = subst(fields[which]->type());
    const uint32_t offset = rtype(type).fields[which].offset;
    const Slot slot = temp(field_type);
    element_value(value, field_type, slot);
    if (makes_object(value, field_type)) name_object(slot, fields[which]->name);
    store_field(dst, offset, field_type, slot);
    release(saved);
  }
}

void FunctionGen::composite_array(CompositeLit* e, Type* elem, Slot dst) {
  int64_t where = 0;
  const uint32_t size = gen_.table.size(elem);
  for (Expr* value : e->elements) {
    if (auto* keyed = dyn_cast<KeyValueExpr>(value)) {
      where = keyed->key->constant->int64().value_or(0);
      value = keyed->value;
    }
    const uint32_t saved = mark();
    const Slot slot = temp(elem);
    element_value(value, elem, slot);
    store_field(dst, static_cast<uint32_t>(where++) * size, elem, slot);
    release(saved);
  }
}

void FunctionGen::composite_slice(CompositeLit* e, Type* type, Slot dst) {
  Type* elem = as<Slice>(core_type(type))->elem;
  int64_t length = 0, where = 0;
  for (Expr* value : e->elements) {
    if (auto* keyed = dyn_cast<KeyValueExpr>(value)) where = keyed->key->constant->int64().value_or(0);
    length = std::max(length, ++where);
  }
  const uint32_t saved = mark();
  const Slot made = alloc(2);
  const Slot count = alloc(1);
  int_to(length, count);
  emit_x(Opcode::MakeSlice, made, count, count, type_id(type));
  where = 0;
  for (Expr* value : e->elements) {
    if (auto* keyed = dyn_cast<KeyValueExpr>(value)) {
      where = keyed->key->constant->int64().value_or(0);
      value = keyed->value;
    }
    const uint32_t inner = mark();
    const Slot slot = temp(elem);
    element_value(value, elem, slot);
    const Slot at_index = alloc(1);
    int_to(where++, at_index);
    store({Place::Kind::Element, elem, made, at_index, 0, nullptr}, slot);
    release(inner);
  }
  move(dst, made, type);
  release(saved);
}

void FunctionGen::composite_map(CompositeLit* e, Type* type, Slot dst) {
  auto& map = *as<Map>(core_type(type));
  const uint32_t saved = mark();
  const Slot made = alloc(1);
  const Slot count = alloc(1);
  int_to(static_cast<int64_t>(e->elements.size()), count);
  emit_x(Opcode::MakeMap, made, count, 0, type_id(type));
  for (Expr* element : e->elements) {
    auto& keyed = *as<KeyValueExpr>(element);
    const uint32_t inner = mark();
    const Slot key = temp(map.key);
    element_value(keyed.key, map.key, key);
    const Slot value = temp(map.elem);
    element_value(keyed.value, map.elem, value);
    emit_x(Opcode::MapSet, made, key, value, type_id(type));
    release(inner);
  }
  emit(Opcode::Move, dst, made);
  release(saved);
}

}  // namespace gopherarium
