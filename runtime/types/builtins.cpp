// Calls of built-in functions.

#include "runtime/types/check.h"

#include <algorithm>

namespace gopherarium {

namespace {

struct BuiltinShape {
  std::string_view name;
  size_t args;
  bool variadic;
};

constexpr BuiltinShape kShapes[] = {
    {"append", 1, true},    {"cap", 1, false},        {"clear", 1, false},  {"close", 1, false},
    {"complex", 2, false},  {"copy", 2, false},       {"delete", 2, false}, {"imag", 1, false},
    {"len", 1, false},      {"make", 1, true},        {"max", 1, true},     {"min", 1, true},
    {"new", 1, false},      {"panic", 1, false},      {"print", 0, true},   {"println", 0, true},
    {"real", 1, false},     {"recover", 0, false},    {"Add", 2, false},    {"Alignof", 1, false},
    {"Offsetof", 1, false}, {"Sizeof", 1, false},     {"Slice", 2, false},  {"SliceData", 1, false},
    {"String", 2, false},   {"StringData", 1, false},
};

// Does the size depend on type parameters?
bool has_variable_size(Type* type) {
  if (is_type_param(type)) return true;
  Type* under = underlying(type);
  if (auto* array = dyn_cast<Array>(under)) return has_variable_size(array->elem);
  auto* s = dyn_cast<Struct>(under);
  return s != nullptr && std::any_of(s->fields.begin(), s->fields.end(),
                                     [](Var* field) { return has_variable_size(field->type()); });
}

}  // namespace

// The operands of all arguments that are values, none of them for make, new and Offsetof, whose arguments are types or
// selectors; false: in error (reported).
bool Checker::Impl::builtin_args(CallExpr* e, BuiltinId id, std::vector<Operand>& args) {
  const BuiltinShape& shape = kShapes[static_cast<size_t>(id)];
  if (e->has_dots && id != BuiltinId::Append) {
    error(e->args.empty() ? static_cast<Node*>(e) : e->args.back(),
          fmt::format("invalid operation: invalid use of ... with built-in {}", shape.name));
    use(e->args);
    return false;
  }
  size_t count = e->args.size();
  const bool takes_type = id == BuiltinId::Make || id == BuiltinId::New || id == BuiltinId::UnsafeOffsetof;
  if (!takes_type) {
    args = generic_args(e->args);
    for (const Operand& arg : args)
      if (!arg.valid()) return false;
    count = args.size();
    for (Operand& arg : args) {
      single_value(arg);
      auto* sig = dyn_cast<Signature>(arg.type);
      if (sig != nullptr && !sig->type_params.empty()) {
        error(arg, fmt::format("cannot use generic function {} without instantiation", str(arg.expr)));
        return false;
      }
    }
  }
  if (count < shape.args || (!shape.variadic && count > shape.args)) {
    const bool few = count < shape.args;
    error(e, fmt::format("invalid operation: {} arguments for {} (expected {}, found {})",
                         few ? "not enough" : "too many", str(e), shape.args, count));
    return false;
  }
  return true;
}

// x is the call's operand; false: in error (reported).
bool Checker::Impl::builtin_call(Operand& x, CallExpr* e, BuiltinId id) {
  const BuiltinShape& shape = kShapes[static_cast<size_t>(id)];
  const bool outer_calls = env.has_call_or_recv;
  if (id == BuiltinId::Len || id == BuiltinId::Cap) env.has_call_or_recv = false;
  std::vector<Operand> args;
  if (!builtin_args(e, id, args)) return false;
  auto versioned = [&](unsigned minor) {
    if (allow_version(minor)) return true;
    error(e->fun, fmt::format("{} requires go1.{} or later", shape.name, minor));
    return false;
  };
  Operand* first = args.empty() ? nullptr : &args[0];
  auto nothing = [&] {
    x.mode = ExprMode::NoValue;
    x.type = nullptr;
    return true;
  };
  switch (id) {
    case BuiltinId::Append: return builtin_append(x, e, args);
    case BuiltinId::Len:
    case BuiltinId::Cap: {
      x = *first;
      bool ok = builtin_len_cap(x, e, id);
      env.has_call_or_recv |= outer_calls;
      return ok;
    }
    case BuiltinId::Clear: return versioned(21) && builtin_clear(*first) && nothing();
    case BuiltinId::Close: return builtin_close(*first) && nothing();
    case BuiltinId::Complex:
      if (!builtin_complex(args[0], args[1], e)) return false;
      x = args[0];
      return true;
    case BuiltinId::Real:
    case BuiltinId::Imag: x = *first; return builtin_real_imag(x, e, id);
    case BuiltinId::Copy:
      if (!builtin_copy(args[0], args[1], e)) return false;
      x.mode = ExprMode::Value;
      x.type = ctx.basic(BasicKind::Int);
      return true;
    case BuiltinId::Delete: return builtin_delete(*first, args[1]) && nothing();
    case BuiltinId::Make: return builtin_make(x, e);
    case BuiltinId::Max:
    case BuiltinId::Min: return versioned(21) && builtin_min_max(x, e, args, id);
    case BuiltinId::New: {
      Type* type = var_type(e->args[0]);
      if (!is_valid(type)) return false;
      x.mode = ExprMode::Value;
      x.type = ctx.pointer_to(type);
      return true;
    }
    case BuiltinId::Panic:
      assignment(*first, ctx.empty_interface(), "argument to panic");
      if (!first->valid()) return false;
      panics_.insert(e);
      return nothing();
    case BuiltinId::Print:
    case BuiltinId::Println:
      for (Operand& arg : args) {
        assignment(arg, nullptr, fmt::format("argument to built-in {}", shape.name));
        if (!arg.valid()) return false;
      }
      return nothing();
    case BuiltinId::Recover:
      x.mode = ExprMode::Value;
      x.type = ctx.empty_interface();
      return true;
    default: return builtin_unsafe(x, e, args, id);
  }
}

bool Checker::Impl::builtin_clear(Operand& x) {
  const bool ok = for_each_term(x.type, [&](Type*, Type* under) {
    return dyn_cast<Map>(under) != nullptr || dyn_cast<Slice>(under) != nullptr;
  });
  if (!ok) error(x, fmt::format("invalid argument: clear {} must be a map or slice", str(x)));
  return ok;
}

bool Checker::Impl::builtin_close(Operand& x) {
  return for_each_term(x.type, [&](Type*, Type* under) {
    auto* c = dyn_cast<Chan>(under);
    if (c == nullptr) {
      error(x, fmt::format("invalid operation: cannot close non-channel {}", str(x)));
      return false;
    }
    if (c->dir == ChanDir::RecvOnly) {
      error(x, fmt::format("invalid operation: cannot close receive-only channel {}", str(x)));
      return false;
    }
    return true;
  });
}

bool Checker::Impl::builtin_delete(Operand& x, Operand& of) {
  Type* key = nullptr;
  const bool ok = for_each_term(x.type, [&](Type*, Type* under) {
    auto* m = dyn_cast<Map>(under);
    if (m == nullptr || (key != nullptr && !identical(m->key, key))) return false;
    key = m->key;
    return true;
  });
  if (!ok || key == nullptr) {
    error(x, fmt::format("invalid argument: {} is not a map", str(x)));
    return false;
  }
  assignment(of, key, "argument to delete");
  return of.valid();
}

bool Checker::Impl::builtin_append(Operand& x, CallExpr* e, std::vector<Operand>& args) {
  Type* type = args[0].type;
  if (args[0].is_nil()) {
    error(args[0], "first argument to append must be a slice; have untyped nil");
    return false;
  }
  Type* core = core_type(type);
  auto* slice = dyn_cast<Slice>(core);
  if (slice == nullptr) {
    if (core == nullptr)
      error(args[0], fmt::format("first argument to append must be a slice; {} has no core type", str(args[0])));
    else
      error(args[0], fmt::format("first argument to append must be a slice; have {}", str(args[0])));
    return false;
  }
  x.mode = ExprMode::Value;
  x.type = type;
  if (args.size() == 2 && e->has_dots) {
    // append([]byte, string...)
    Type* other = core_string(args[1].type);
    if (other != nullptr && is_string(other) && is_bytes_or_runes(slice) &&
        underlying_as<Basic>(slice->elem)->basic == BasicKind::Uint8) {
      if (is_untyped(args[1].type)) convert_untyped(args[1], ctx.basic(BasicKind::String));
      return args[1].valid();
    }
  }
  if (e->has_dots) {
    if (args.size() != 2) {
      std::vector<Type*> have;
      for (const Operand& arg : args) have.push_back(arg.type);
      error(args.size() < 2 ? e->rparen : start_pos(args[2].expr),
            fmt::format("{} arguments in call to append\n\thave {}\n\twant {}",
                        args.size() < 2 ? "not enough" : "too many", types_summary(have, true),
                        types_summary({type, ctx.slice_of(slice->elem)}, true)));
      return false;
    }
    assignment(args[1], ctx.slice_of(slice->elem), "argument to append");
    return true;
  }
  for (size_t i = 1; i < args.size(); i++) assignment(args[i], slice->elem, "argument to append");
  return true;
}

bool Checker::Impl::builtin_len_cap(Operand& x, CallExpr*, BuiltinId id) {
  ExprMode mode = ExprMode::Invalid;
  const ConstantValue* value = nullptr;
  auto under_array = [](Type* t) {
    Type* u = underlying(t);
    auto* p = dyn_cast<Pointer>(u);
    Type* inner = p == nullptr ? nullptr : underlying(p->elem);
    return dyn_cast<Array>(inner != nullptr && inner->kind == TypeKind::Array ? inner : u);
  };
  bool is_len = id == BuiltinId::Len;
  if (is_type_param(x.type)) {
    bool ok = for_each_term(x.type, [&](Type* term, Type* under) {
      if (under == nullptr) return false;
      if (under_array(term) != nullptr || under->kind == TypeKind::Slice || under->kind == TypeKind::Chan)
        return true;
      return is_len && (is_string(under) || under->kind == TypeKind::Map);
    });
    if (ok) mode = ExprMode::Value;
  } else if (Type* under = underlying(x.type); is_string(under) && is_len) {
    mode = ExprMode::Value;
    if (x.mode == ExprMode::Constant) {
      mode = ExprMode::Constant;
      value = ctx.constant(ConstantValue::of_int(static_cast<int64_t>(x.constant->as_string().size())));
    }
    if (is_untyped(x.type)) set_expr_type(x.expr, ctx.basic(BasicKind::String), true);
  } else if (auto* array = under_array(x.type)) {
    mode = ExprMode::Value;
    // Constant unless something in the operand has to happen.
    if (!env.has_call_or_recv) {
      mode = ExprMode::Constant;
      value = ctx.constant(ConstantValue::of_int(array->len));
      if (array->len < 0) return false;
    }
  } else if (under->kind == TypeKind::Slice || under->kind == TypeKind::Chan ||
             (is_len && under->kind == TypeKind::Map)) {
    mode = ExprMode::Value;
  }
  if (mode == ExprMode::Invalid) {
    if (is_valid(underlying(x.type)))
      error(x, fmt::format("invalid argument: {} for {}{}", str(x), go119_words() ? "" : "built-in ", is_len ? "len" : "cap"));
    return false;
  }
  x.mode = mode;
  x.type = ctx.basic(BasicKind::Int);
  x.constant = value;
  return true;
}

bool Checker::Impl::builtin_complex(Operand& x, Operand& y, CallExpr* e) {
  bool xu = is_untyped(x.type), yu = is_untyped(y.type);
  auto to_float = [&](Operand& o) {
    if (!is_numeric(o.type) || sgn(o.constant->imag()) != 0) return;
    o.type = ctx.basic(BasicKind::UntypedFloat);
  };
  if (xu && !yu) {
    convert_untyped(x, y.type);
  } else if (!xu && yu) {
    convert_untyped(y, x.type);
  } else if (xu && yu) {
    if (x.mode == ExprMode::Constant && y.mode == ExprMode::Constant) {
      to_float(x);
      to_float(y);
    } else {
      convert_untyped(x, ctx.basic(BasicKind::Float64));
      if (x.valid()) convert_untyped(y, ctx.basic(BasicKind::Float64));
    }
  }
  if (!x.valid() || !y.valid()) return false;
  if (!identical(x.type, y.type)) {
    error(x, fmt::format("invalid operation: {} (mismatched types {} and {})", str(e), str(x.type),
                         str(y.type)));
    return false;
  }
  Type* result = nullptr;
  if (auto* b = underlying_as<Basic>(x.type); b != nullptr && !is_type_param(x.type)) {
    if (b->basic == BasicKind::Float32) result = ctx.basic(BasicKind::Complex64);
    if (b->basic == BasicKind::Float64) result = ctx.basic(BasicKind::Complex128);
    if (b->basic == BasicKind::UntypedFloat) result = ctx.basic(BasicKind::UntypedComplex);
  }
  if (result == nullptr) {
    error(x, fmt::format("invalid argument: arguments have type {}, expected floating-point", str(x.type)));
    return false;
  }
  if (x.mode == ExprMode::Constant && y.mode == ExprMode::Constant) {
    x.constant = ctx.constant(ConstantValue::of_complex(x.constant->real(), y.constant->real()));
  } else {
    x.mode = ExprMode::Value;
  }
  x.type = result;
  return true;
}

bool Checker::Impl::builtin_real_imag(Operand& x, CallExpr*, BuiltinId id) {
  if (is_untyped(x.type)) {
    if (x.mode == ExprMode::Constant) {
      if (is_numeric(x.type)) x.type = ctx.basic(BasicKind::UntypedComplex);
    } else {
      convert_untyped(x, ctx.basic(BasicKind::Complex128));
      if (!x.valid()) return false;
    }
  }
  Type* result = nullptr;
  if (auto* b = underlying_as<Basic>(x.type); b != nullptr && !is_type_param(x.type)) {
    if (b->basic == BasicKind::Complex64) result = ctx.basic(BasicKind::Float32);
    if (b->basic == BasicKind::Complex128) result = ctx.basic(BasicKind::Float64);
    if (b->basic == BasicKind::UntypedComplex) result = ctx.basic(BasicKind::UntypedFloat);
  }
  if (result == nullptr) {
    error(x, fmt::format("invalid argument: argument has type {}, expected complex type", str(x.type)));
    return false;
  }
  if (x.mode == ExprMode::Constant)
    x.constant = ctx.constant(
        ConstantValue::of_rational(id == BuiltinId::Real ? x.constant->real() : x.constant->imag()));
  else
    x.mode = ExprMode::Value;
  x.type = result;
  return true;
}

bool Checker::Impl::builtin_copy(Operand& x, Operand& y, CallExpr* e) {
  auto* to = dyn_cast<Slice>(core_type(x.type));
  Type* core = core_string(y.type);
  auto* from = dyn_cast<Slice>(core);
  bool from_string = core != nullptr && is_string(core);
  if (from_string && is_untyped(y.type)) convert_untyped(y, ctx.basic(BasicKind::String));
  Type* from_elem = from != nullptr ? from->elem
                    : from_string   ? static_cast<Type*>(ctx.byte_type())
                                    : nullptr;
  if (to == nullptr || from_elem == nullptr) {
    error(x, fmt::format("invalid argument: copy expects slice arguments; found {} and {}", str(x), str(y)));
    return false;
  }
  if (!identical(to->elem, from_elem)) {
    error(e,
          fmt::format("invalid argument: arguments to copy {} and {} have different element types {} and {}",
                      str(x), str(y), str(to->elem), str(from_elem)));
    return false;
  }
  return true;
}

bool Checker::Impl::builtin_make(Operand& x, CallExpr* e) {
  Type* type = var_type(e->args[0]);
  if (!is_valid(type)) {
    for (size_t i = 1; i < e->args.size(); i++) use(e->args[i]);
    return false;
  }
  Type* core = core_type(type);
  size_t least = 0;
  switch (core == nullptr ? TypeKind::Basic : core->kind) {
    case TypeKind::Slice: least = 2; break;
    case TypeKind::Map:
    case TypeKind::Chan: least = 1; break;
    default:
      error(e->args[0],
            core == nullptr
                ? fmt::format("invalid argument: cannot make {}: no core type", str(e->args[0]))
                : fmt::format("invalid argument: cannot make {}; type must be slice, map, or channel",
                              str(e->args[0])));
      for (size_t i = 1; i < e->args.size(); i++) use(e->args[i]);
      return false;
  }
  if (e->args.size() < least || e->args.size() > least + 1) {
    error(e, fmt::format("invalid operation: {} expects {} or {} arguments; found {}", str(e), least,
                         least + 1, e->args.size()));
    return false;
  }
  std::vector<int64_t> sizes;
  for (size_t i = 1; i < e->args.size(); i++) {
    Operand size;
    expr(size, e->args[i]);
    // A float constant with an integer value will do.
    if (size.mode == ExprMode::Constant && is_untyped(size.type) && size.constant->integer())
      convert_untyped(size, ctx.basic(BasicKind::Int));
    if (valid_index(size, "index", false) && size.mode == ExprMode::Constant)
      sizes.push_back(*size.constant->int64());
  }
  if (sizes.size() == 2 && sizes[0] > sizes[1]) {
    error(e->args[1], "invalid argument: length and capacity swapped");
  }
  x.mode = ExprMode::Value;
  x.type = type;
  return true;
}

bool Checker::Impl::builtin_min_max(Operand& x, CallExpr* e, std::vector<Operand>& args, BuiltinId id) {
  Token op = id == BuiltinId::Max ? Token::Gtr : Token::Lss;
  for (Operand& arg : args)
    if (!all_ordered(arg.type)) {
      error(arg, fmt::format("invalid argument: {} cannot be ordered", str(arg)));
      return false;
    }
  x = args[0];
  for (size_t i = 1; i < args.size(); i++) {
    Operand& y = args[i];
    Type *a = x.type, *b = y.type;
    bool matched = match_operands(x, y);
    if (matched && (!x.valid() || !y.valid())) return false;
    if (!matched || !identical(x.type, y.type)) {
      error(y, fmt::format("invalid argument: mismatched types {} (previous argument) and {} (type of {})",
                           str(a), str(b), str(y.expr)));
      return false;
    }
    if (x.mode == ExprMode::Constant && y.mode == ExprMode::Constant) {
      if (constant_compare(*y.constant, op, *x.constant)) x.constant = y.constant;
    } else {
      x.mode = ExprMode::Value;
    }
  }
  if (x.mode != ExprMode::Constant) x.mode = ExprMode::Value;
  if (x.mode != ExprMode::Constant && is_untyped(x.type)) x.type = default_type(x.type);
  for (Operand& arg : args)
    if (is_untyped(arg.type) || is_untyped(arg.expr->type)) set_expr_type(arg.expr, x.type, false);
  static_cast<void>(e);
  return true;
}

// ---- unsafe

bool Checker::Impl::builtin_offsetof(Operand& x, CallExpr* e) {
  auto* sel = dyn_cast<SelectorExpr>(unparen(e->args[0]));
  if (sel == nullptr) {
    error(e->args[0], fmt::format("invalid argument: {} is not a selector expression", str(e->args[0])));
    use(e->args[0]);
    return false;
  }
  Operand field;
  expr(field, sel);
  if (!field.valid()) return false;
  if (sel->selection == nullptr || sel->selection->kind != SelectionKind::FieldVal) {
    error(sel, fmt::format("invalid argument: {} is a method value", str(sel)));
    return false;
  }
  // Offsets add up along embedded fields, which must not be reached through pointers.
  Type* type = sel->selection->recv;
  if (auto* p = dyn_cast<Pointer>(underlying(type))) type = p->elem;
  int64_t offset = 0;
  for (int index : sel->selection->path) {
    auto* s = underlying_as<Struct>(type);
    if (s == nullptr) {
      error(sel, fmt::format("invalid argument: field {} is embedded via a pointer in {}", sel->sel->name,
                             str(sel->x)));
      return false;
    }
    offset += field_offsets(s)[static_cast<size_t>(index)];
    type = s->fields[static_cast<size_t>(index)]->type();
  }
  x.mode = ExprMode::Constant;
  x.type = ctx.basic(BasicKind::Uintptr);
  x.constant = ctx.constant(ConstantValue::of_int(offset));
  return true;
}

bool Checker::Impl::builtin_unsafe(Operand& x, CallExpr* e, std::vector<Operand>& args, BuiltinId id) {
  auto value = [&](Type* type) {
    x.mode = ExprMode::Value;
    x.type = type;
    return true;
  };
  switch (id) {
    case BuiltinId::UnsafeOffsetof: return builtin_offsetof(x, e);
    case BuiltinId::UnsafeSizeof:
    case BuiltinId::UnsafeAlignof: {
      assignment(args[0], nullptr,
                 id == BuiltinId::UnsafeSizeof ? "argument to unsafe.Sizeof" : "argument to unsafe.Alignof");
      if (!args[0].valid()) return false;
      Type* type = args[0].type;
      if (!check_valid_type(type)) return false;
      x.type = ctx.basic(BasicKind::Uintptr);
      if (has_variable_size(type)) {
        x.mode = ExprMode::Value;
        return true;
      }
      x.mode = ExprMode::Constant;
      x.constant = ctx.constant(
          ConstantValue::of_int(id == BuiltinId::UnsafeSizeof ? type_size(type) : type_align(type)));
      return true;
    }
    case BuiltinId::UnsafeAdd:
      assignment(args[0], ctx.basic(BasicKind::UnsafePointer), "argument to unsafe.Add");
      if (!args[0].valid() || !valid_index(args[1], "length", true)) return false;
      return value(ctx.basic(BasicKind::UnsafePointer));
    case BuiltinId::UnsafeSlice: {
      auto* p = dyn_cast<Pointer>(core_type(args[0].type));
      if (p == nullptr) {
        error(args[0], fmt::format("invalid argument: {} is not a pointer", str(args[0])));
        return false;
      }
      return valid_index(args[1], "length", false) && value(ctx.slice_of(p->elem));
    }
    case BuiltinId::UnsafeSliceData: {
      auto* s = dyn_cast<Slice>(core_type(args[0].type));
      if (s == nullptr) {
        error(args[0], fmt::format("invalid argument: {} is not a slice", str(args[0])));
        return false;
      }
      return value(ctx.pointer_to(s->elem));
    }
    case BuiltinId::UnsafeString:
      assignment(args[0], ctx.pointer_to(ctx.byte_type()), "argument to unsafe.String");
      return args[0].valid() && valid_index(args[1], "length", false) && value(ctx.basic(BasicKind::String));
    default:
      assignment(args[0], ctx.basic(BasicKind::String), "argument to unsafe.StringData");
      return args[0].valid() && value(ctx.pointer_to(ctx.byte_type()));
  }
}

}  // namespace gopherarium
