// From untyped to typed, from constant to representable, from one type to another.

#include <cmath>

#include "runtime/types/check.h"

namespace gopherarium {

Type* Checker::Impl::default_type(Type* type) {
  auto* b = dyn_cast<Basic>(type);
  if (b == nullptr) return type;
  switch (b->basic) {
    case BasicKind::UntypedBool: return ctx.basic(BasicKind::Bool);
    case BasicKind::UntypedInt: return ctx.basic(BasicKind::Int);
    case BasicKind::UntypedRune: return ctx.rune_type();
    case BasicKind::UntypedFloat: return ctx.basic(BasicKind::Float64);
    case BasicKind::UntypedComplex: return ctx.basic(BasicKind::Complex128);
    case BasicKind::UntypedString: return ctx.basic(BasicKind::String);
    default: return type;
  }
}

// ---- representability

namespace {

// Bits of an integer type; negative for signed ones, 0 for other types.
int integer_bits(BasicKind kind) {
  switch (kind) {
    case BasicKind::Int8: return -8;
    case BasicKind::Int16: return -16;
    case BasicKind::Int32: return -32;
    case BasicKind::Int:
    case BasicKind::Int64: return -64;
    case BasicKind::Uint8: return 8;
    case BasicKind::Uint16: return 16;
    case BasicKind::Uint32: return 32;
    case BasicKind::Uint:
    case BasicKind::Uint64:
    case BasicKind::Uintptr: return 64;
    default: return 0;
  }
}

bool fits(const mpz_class& value, int bits) {
  if (bits > 0) return sgn(value) >= 0 && mpz_sizeinbase(value.get_mpz_t(), 2) <= static_cast<size_t>(bits);
  mpz_class low = -(mpz_class(1) << static_cast<mp_bitcnt_t>(-bits - 1));
  return value >= low && value < -low;
}

// A float constant as the type holds it; Unknown when it overflows.
ConstantValue rounded(const mpq_class& value, FloatWidth width) {
  double d = round_to_float(value, width);
  return std::isfinite(d) ? ConstantValue::of_rational(mpq_class(d)) : ConstantValue::unknown();
}

ConstantValue rounded_complex(const ConstantValue& value, FloatWidth width) {
  ConstantValue re = rounded(value.real(), width), im = rounded(value.imag(), width);
  if (!re.known() || !im.known()) return ConstantValue::unknown();
  return ConstantValue::of_complex(re.real(), im.real());
}

// The value as a constant of the type, or Unknown when the type cannot represent it.
ConstantValue represent(const ConstantValue& value, BasicKind kind) {
  using Kind = ConstantValue::Kind;
  if (int bits = integer_bits(kind); bits != 0) {
    auto i = value.integer();
    return i && fits(*i, bits) ? ConstantValue::of_big(*i) : ConstantValue::unknown();
  }
  switch (kind) {
    case BasicKind::Bool:
    case BasicKind::UntypedBool: return value.kind() == Kind::Bool ? value : ConstantValue::unknown();
    case BasicKind::String:
    case BasicKind::UntypedString: return value.kind() == Kind::String ? value : ConstantValue::unknown();
    case BasicKind::UntypedInt:
    case BasicKind::UntypedRune: return constant_to_int(value);
    case BasicKind::UntypedFloat: return constant_to_float(value);
    case BasicKind::UntypedComplex: return constant_to_complex(value);
    case BasicKind::Float32:
    case BasicKind::Float64:
      if (!value.is_numeric() || sgn(value.imag()) != 0) return ConstantValue::unknown();
      return rounded(value.real(), kind == BasicKind::Float32 ? FloatWidth::F32 : FloatWidth::F64);
    case BasicKind::Complex64:
    case BasicKind::Complex128:
      if (!value.is_numeric()) return ConstantValue::unknown();
      return rounded_complex(value, kind == BasicKind::Complex64 ? FloatWidth::F32 : FloatWidth::F64);
    default: return ConstantValue::unknown();
  }
}

}  // namespace

Converted Checker::Impl::representation(const Operand& x, Basic* type) {
  if (!x.constant->known()) return {type, x.constant, ConversionError::None};
  ConstantValue value = represent(*x.constant, type->basic);
  if (value.known()) return {type, ctx.constant(std::move(value)), ConversionError::None};
  if (is_numeric(x.type) && is_numeric(type)) {
    bool truncated = !is_integer(x.type) && is_integer(type);
    return {nullptr, nullptr, truncated ? ConversionError::Truncated : ConversionError::Overflow};
  }
  return {nullptr, nullptr, ConversionError::Mismatch};
}

void Checker::Impl::representable(Operand& x, Basic* type) {
  Converted result = representation(x, type);
  if (result.error != ConversionError::None) {
    invalid_conversion(x, type, result.error);
    x.mode = ExprMode::Invalid;
    return;
  }
  x.constant = result.constant;
}

void Checker::Impl::invalid_conversion(const Operand& x, Type* target, ConversionError why) {
  switch (why) {
    case ConversionError::Truncated: error(x, fmt::format("{} truncated to {}", str(x), str(target))); break;
    case ConversionError::Overflow: error(x, fmt::format("{} overflows {}", str(x), str(target))); break;
    default:
      if (go119_words()) {
        Type* shown = is_type_param(target) ? target : underlying(target);
        return error(x, fmt::format("cannot convert {} to {}", str(x), str(shown)));
      }
      error(x, fmt::format("cannot convert {} to type {}", str(x), str(target)));
  }
}

// ---- untyped operands

Converted Checker::Impl::implicit_type(Operand& x, Type* target) {
  const Converted fails{nullptr, nullptr, ConversionError::Mismatch};
  if (!x.valid() || is_typed(x.type) || !is_valid(target)) return {x.type, nullptr, ConversionError::None};
  if (is_untyped(target)) {
    if (is_untyped_numeric(x.type) && is_untyped_numeric(target)) {
      bool wider = static_cast<Basic*>(x.type)->basic < static_cast<Basic*>(target)->basic;
      return {wider ? target : x.type, nullptr, ConversionError::None};
    }
    if (static_cast<Basic*>(x.type)->basic != static_cast<Basic*>(target)->basic) return fails;
    return {x.type, nullptr, ConversionError::None};
  }
  if (x.is_nil()) return has_nil(target) ? Converted{target, nullptr, ConversionError::None} : fails;
  Type* under = underlying(target);
  if (auto* basic = dyn_cast<Basic>(under)) {
    if (x.mode == ExprMode::Constant) {
      Converted result = representation(x, basic);
      if (result.error == ConversionError::None) result.type = target;
      return result;
    }
    switch (static_cast<Basic*>(x.type)->basic) {
      case BasicKind::UntypedBool:
        return is_boolean(target) ? Converted{target, nullptr, ConversionError::None} : fails;
      case BasicKind::UntypedString:
        return is_string(target) ? Converted{target, nullptr, ConversionError::None} : fails;
      case BasicKind::UntypedNil: return fails;
      default: return is_numeric(target) ? Converted{target, nullptr, ConversionError::None} : fails;
    }
  }
  if (is_type_param(target)) {
    bool ok = for_each_term(target, [&](Type* term, Type*) {
      return term != nullptr && implicit_type(x, term).error == ConversionError::None;
    });
    return ok ? Converted{target, nullptr, ConversionError::None} : fails;
  }
  if (auto* i = dyn_cast<Interface>(under)) {
    // Values in interfaces have a concrete type: the default one.
    const TypeSet& set = i->type_set();
    if (!set.methods.empty() || !set.is_method_set()) return fails;
    return {default_type(x.type), nullptr, ConversionError::None};
  }
  return fails;
}

void Checker::Impl::convert_untyped(Operand& x, Type* target) {
  Converted result = implicit_type(x, target);
  if (result.error != ConversionError::None) {
    Type* shown = target;
    if (!is_type_param(target)) shown = default_type(target);
    invalid_conversion(x, shown, result.error);
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

void Checker::Impl::set_expr_constant(Expr* e, const ConstantValue* value) {
  if (e->constant != nullptr) e->constant = value;
}

// Writes the type that an untyped expression got from its context down the tree.
void Checker::Impl::set_expr_type(Expr* e, Type* type, bool final_type) {
  if (e == nullptr || e->type == nullptr || !is_untyped(e->type) || e->mode == ExprMode::Invalid) return;
  switch (e->kind) {
    case NodeKind::ParenExpr: set_expr_type(as<ParenExpr>(e)->x, type, final_type); break;
    case NodeKind::UnaryExpr:
      // The operands of a constant stay untyped: they need not fit the type.
      if (e->constant == nullptr) set_expr_type(as<UnaryExpr>(e)->x, type, final_type);
      break;
    case NodeKind::BinaryExpr: {
      auto* b = as<BinaryExpr>(e);
      if (e->constant != nullptr || is_comparison(b->op)) break;
      set_expr_type(b->x, type, final_type);
      if (!is_shift(b->op)) set_expr_type(b->y, type, final_type);
      break;
    }
    case NodeKind::CallExpr:
      // real(x), complex(x, y), min and max of untyped shifts: their operands follow, as far as the types
      // agree.
      break;
    default: break;
  }
  if (!final_type && is_untyped(type)) {
    e->type = underlying(type);
    return;
  }
  if (shift_lhs_.count(e) != 0 && !all_integer(type)) {
    error(e, go119_words() ? fmt::format("invalid operation: {} (shift of type {})", str(e), str(type))
                           : fmt::format("invalid operation: shifted operand {} (type {}) must be integer", str(e), str(type)));
    return;
  }
  if (e->constant != nullptr && dyn_cast<Basic>(underlying(type)) != nullptr) {
    Operand c{e->mode, {}, e, e->type, e->constant};
    Converted result = implicit_type(c, type);
    if (result.error != ConversionError::None) {
      invalid_conversion(c, type, result.error);
      return;
    }
    if (result.constant != nullptr) e->constant = result.constant;
  }
  e->type = type;
}

// ---- conversions T(x)

bool Checker::Impl::convertible_types(Type* v, Type* t) {
  Type *vu = underlying(v), *tu = underlying(t);
  bool params = is_type_param(v) || is_type_param(t);
  if (!params && identical_ignoring_tags(vu, tu)) return true;
  auto *vp = dyn_cast<Pointer>(v), *tp = dyn_cast<Pointer>(t);
  if (vp != nullptr && tp != nullptr && !is_type_param(vp->elem) && !is_type_param(tp->elem) &&
      identical_ignoring_tags(underlying(vp->elem), underlying(tp->elem)))
    return true;
  auto number = [](Type* x) { return is_integer(x) || is_float(x); };
  if (number(vu) && number(tu)) return true;
  if (is_complex(vu) && is_complex(tu)) return true;
  if (is_string(tu) && (is_integer(vu) || is_bytes_or_runes(vu))) return true;
  if (is_string(vu) && is_bytes_or_runes(tu)) return true;
  auto basic_is = [](Type* x, BasicKind kind) {
    auto* b = dyn_cast<Basic>(x);
    return b != nullptr && b->basic == kind;
  };
  if ((dyn_cast<Pointer>(vu) != nullptr || basic_is(vu, BasicKind::Uintptr)) && is_unsafe_pointer(tu))
    return true;
  if (is_unsafe_pointer(vu) && (dyn_cast<Pointer>(tu) != nullptr || basic_is(tu, BasicKind::Uintptr)))
    return true;
  if (auto* s = dyn_cast<Slice>(vu)) {
    if (auto* a = dyn_cast<Array>(tu)) return allow_version(20) && identical(s->elem, a->elem);
    if (auto* p = dyn_cast<Pointer>(tu))
      if (auto* a = underlying_as<Array>(p->elem)) return identical(s->elem, a->elem);
  }
  return false;
}

bool Checker::Impl::convertible(Operand& x, Type* target, std::string* cause) {
  if (assignable_to(x, target, cause)) return true;
  if (!is_type_param(x.type) && !is_type_param(target)) return convertible_types(x.type, target);
  auto each_ok = [&](Type* from, Type* to) {
    if (from == nullptr || to == nullptr) return false;
    if (convertible_types(from, to)) return true;
    Operand y = x;
    y.type = from;
    return assignable_to(y, to, nullptr);
  };
  auto fail = [&](Type* from, Type* to, bool from_is_param, bool to_is_param) {
    if (cause != nullptr && from != nullptr && to != nullptr)
      *cause = fmt::format("cannot convert {}{} to type {}{}", str(from),
                           from_is_param ? fmt::format(" (in {})", str(x.type)) : "", str(to),
                           to_is_param ? fmt::format(" (in {})", str(target)) : "");
    return false;
  };
  bool from_param = is_type_param(x.type), to_param = is_type_param(target);
  return for_each_term(x.type, [&](Type* from, Type*) {
    return for_each_term(
        target, [&](Type* to, Type*) { return each_ok(from, to) || fail(from, to, from_param, to_param); });
  });
}

void Checker::Impl::conversion(Operand& x, Type* target) {
  bool const_arg = x.mode == ExprMode::Constant;
  bool was_nil = x.is_nil();
  bool ok = false;
  std::string cause;
  auto const_convertible = [&](Type* t, const ConstantValue** out) {
    auto* basic = underlying_as<Basic>(t);
    if (basic == nullptr) return false;
    ConstantValue value = represent(*x.constant, basic->basic);
    if (value.known()) {
      *out = ctx.constant(std::move(value));
      return true;
    }
    if (is_integer(x.type) && is_string(basic)) {
      auto code = x.constant->int64();
      uint32_t rune = code && *code >= 0 && *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF)
                          ? static_cast<uint32_t>(*code)
                          : 0xFFFD;
      *out = ctx.constant(string_literal(fmt::format("\"\\U{:08x}\"", rune)));
      return true;
    }
    return false;
  };
  if (const_arg && is_const_type(target)) {
    const ConstantValue* value = x.constant;
    ok = !x.constant->known() || const_convertible(target, &value);
    if (ok) x.constant = value;
    if (!ok && is_integer(x.type) && is_integer(target)) {
      error(x, go119_words() ? fmt::format("cannot convert {} to type {}", str(x), str(target))
                             : fmt::format("constant {} overflows {}", x.constant->text(), str(target)));
      x.mode = ExprMode::Invalid;
      return;
    }
  } else if (const_arg && is_type_param(target)) {
    ok = for_each_term(target, [&](Type* term, Type* under) {
      if (term == nullptr) return true;  // judged below, as a value of the default type
      const ConstantValue* ignored = nullptr;
      if (is_const_type(under) && const_convertible(term, &ignored)) return true;
      Operand y = x;
      if (!is_const_type(under) && convertible(y, term, nullptr)) return true;
      cause = fmt::format("cannot convert {} to type {} (in {})", str(x), str(term), str(target));
      return false;
    });
    auto* param = static_cast<TypeParam*>(target);
    if (ok && param->constraint()->type_set().all_types)
      ok = is_typed(x.type) && assignable_to(x, target, &cause);
    x.mode = ExprMode::Value;
  } else if (convertible(x, target, &cause)) {
    ok = true;
    x.mode = ExprMode::Value;
  }
  if (!ok) {
    if (cause.empty())
      error(x, fmt::format("cannot convert {} to type {}", str(x), str(target)));
    else
      error(x, fmt::format("cannot convert {} to type {}:{}{}", str(x), str(target),
                           go119_words() ? "\n\t" : " ", cause));
    x.mode = ExprMode::Invalid;
    return;
  }
  if (is_untyped(x.type)) {
    Type* final_type = target;
    // An untyped value in an interface, and a constant that becomes a string from a number, have their
    // default types.
    if (is_interface(target) || is_type_param(target) || (const_arg && !is_const_type(target)))
      final_type = was_nil ? target : default_type(x.type);
    else if (x.mode == ExprMode::Constant && is_integer(x.type) && all_string(target))
      final_type = x.type;  // string(65): the operand need not fit any type
    set_expr_type(x.expr, final_type, is_typed(final_type));
  }
  x.type = target;
}

bool Checker::Impl::assignable_to(Operand& x, Type* target, std::string* cause) {
  if (!x.valid() || !is_valid(target) || !is_valid(x.type)) return true;
  if (identical(x.type, target)) return true;
  if (is_untyped(x.type)) {
    if (is_type_param(target)) {
      return for_each_term(target, [&](Type* term, Type*) {
        return term != nullptr && implicit_type(x, term).error == ConversionError::None;
      });
    }
    return implicit_type(x, target).error == ConversionError::None;
  }
  if (is_interface(target)) {
    std::string why;
    if (implements(x.type, target, ImplementsQuestion::Implements, qualifier(), &why)) return true;
    if (cause != nullptr) {
      *cause = why;
      if (is_interface(x.type) && !go119_words() &&
          implements(target, x.type, ImplementsQuestion::Implements, qualifier(), nullptr))
        *cause = "need type assertion";
    }
    return false;
  }
  auto* pointer = dyn_cast<Pointer>(underlying(target));
  if (cause != nullptr && pointer != nullptr && is_interface(pointer->elem) && !assignable(x.type, target)) {
    *cause = fmt::format("type {} is pointer to interface, not interface", str(target));
    if (go119_words())
      *cause = fmt::format("{} does not implement {} ({})", str(x.type), str(target), *cause);
    return false;
  }
  if (auto* from = underlying_as<Interface>(x.type);
      from != nullptr && !is_type_param(x.type) && cause != nullptr)
    if (implements(target, x.type, ImplementsQuestion::Implements, qualifier(), nullptr))
      *cause = "need type assertion";
  return assignable(x.type, target);
}

}  // namespace gopherarium
