// Index and slice expressions.

#include "runtime/types/check.h"

namespace gopherarium {

bool Checker::Impl::valid_index(Operand& x, std::string_view what, bool negative_ok) {
  if (!x.valid()) return false;
  if (is_untyped(x.type)) {
    convert_untyped(x, ctx.basic(BasicKind::Int));
    if (!x.valid()) return false;
  }
  if (!all_integer(x.type)) {
    error(x, fmt::format("invalid argument: {} {} must be integer", what, str(x)));
    return false;
  }
  if (x.mode == ExprMode::Constant) {
    if (!negative_ok && x.constant->sign() < 0) {
      error(x, fmt::format("invalid argument: {} {} must not be negative", what, str(x)));
      return false;
    }
    if (!x.constant->int64()) {
      error(x, fmt::format("invalid argument: {} {} overflows int", what, str(x)));
      return false;
    }
  }
  return true;
}

int64_t Checker::Impl::index(Expr* e, int64_t max) {
  Operand x;
  expr(x, e);
  if (!valid_index(x, "index", false) || x.mode != ExprMode::Constant) return -1;
  int64_t value = *x.constant->int64();
  if (max >= 0 && value >= max) {
    error(x, fmt::format("invalid argument: index {} out of bounds [0:{}]", x.constant->text(), max));
    return -1;
  }
  return value;
}

// What indexing one type gives. All types of a type parameter must agree.
struct Checker::Impl::IndexShape {
  bool is_map = false;
  ExprMode mode = ExprMode::Value;
  Type* elem = nullptr;  // null: it cannot be indexed
  Type* key = nullptr;
  int64_t length = -1;
};

Checker::Impl::IndexShape Checker::Impl::shape_of_term(const Operand& x, Type* under) {
  IndexShape s;
  if (under == nullptr) return s;
  if (auto* b = dyn_cast<Basic>(under); b != nullptr && is_string(b)) {
    if (x.mode == ExprMode::Constant && x.constant->known()) s.length = static_cast<int64_t>(x.constant->as_string().size());
    s.elem = ctx.byte_type();
  } else if (auto* a = dyn_cast<Array>(under)) {
    s.elem = a->elem;
    s.length = a->len;
    s.mode = x.mode == ExprMode::Variable ? ExprMode::Variable : ExprMode::Value;
  } else if (auto* p = dyn_cast<Pointer>(under)) {
    if (auto* pa = dyn_cast<Array>(core_type(p->elem))) {
      s.elem = pa->elem;
      s.length = pa->len;
      s.mode = ExprMode::Variable;
    }
  } else if (auto* sl = dyn_cast<Slice>(under)) {
    s.elem = sl->elem;
    s.mode = ExprMode::Variable;
  } else if (auto* m = dyn_cast<Map>(under)) {
    s.elem = m->elem;
    s.key = m->key;
    s.is_map = true;
    s.mode = ExprMode::MapIndex;
  }
  return s;
}

bool Checker::Impl::shape_of(const Operand& x, IndexShape& shape) {
  const bool fits = for_each_term(x.type, [&](Type*, Type* under) {
    const IndexShape s = shape_of_term(x, under);
    if (s.elem == nullptr) return false;
    if (shape.elem == nullptr) {
      shape = s;
      return true;
    }
    if (s.is_map != shape.is_map || !identical(s.elem, shape.elem) || (s.is_map && !identical(s.key, shape.key))) return false;
    if (s.length >= 0 && (shape.length < 0 || s.length < shape.length)) shape.length = s.length;
    if (s.mode == ExprMode::Value) shape.mode = ExprMode::Value;
    return true;
  });
  return fits && shape.elem != nullptr;
}

bool Checker::Impl::index_expr(Operand& x, IndexExpr* e) {
  expr_or_type(x, e->x, AllowGeneric::Yes);
  if (!x.valid()) {
    use(e->indices);
    return false;
  }
  if (x.mode == ExprMode::TypeExpr) {
    x.type = type_of(e);
    x.mode = is_valid(x.type) ? ExprMode::TypeExpr : ExprMode::Invalid;
    return false;
  }
  if (x.mode == ExprMode::Value) {
    auto* sig = dyn_cast<Signature>(x.type);
    if (sig != nullptr && !sig->type_params.empty()) return true;
    if (sig != nullptr && e->indices.size() > 0 && dyn_cast<Signature>(underlying(x.type)) != nullptr) {
      error(x, fmt::format("invalid operation: cannot index {}", str(x)));
      use(e->indices);
      x.mode = ExprMode::Invalid;
      return false;
    }
  }
  IndexShape shape;
  if (!shape_of(x, shape)) {
    error(x, fmt::format("invalid operation: cannot index {}", str(x)));
    use(e->indices);
    x.mode = ExprMode::Invalid;
    return false;
  }
  if (e->indices.size() > 1) {
    error(e->indices[1], "unexpected comma; expecting ]");
    x.mode = ExprMode::Invalid;
    return false;
  }
  if (is_untyped(x.type)) {
    set_expr_type(x.expr, ctx.basic(BasicKind::String), true);
  }
  if (shape.is_map) {
    Operand key;
    expr(key, e->indices[0]);
    assignment(key, shape.key, "map index");
  } else {
    index(e->indices[0], shape.length);
  }
  x.mode = shape.mode;
  x.type = shape.elem;
  return false;
}

void Checker::Impl::slice_expr(Operand& x, SliceExpr* e) {
  expr(x, e->x);
  if (!x.valid()) {
    for (Expr* i : e->index)
      if (i != nullptr) use(i);
    return;
  }
  bool valid = false;
  int64_t length = -1;
  Type* core = core_string(x.type);
  if (core == nullptr) {
    error(x, fmt::format("invalid operation: cannot slice {}: {} has no core type", str(x), str(x.type)));
    x.mode = ExprMode::Invalid;
    return;
  }
  if (auto* b = dyn_cast<Basic>(core); b != nullptr && is_string(b)) {
    if (e->full) {
      error(e->index[2] != nullptr ? static_cast<Node*>(e->index[2]) : e,
            "invalid operation: 3-index slice of string");
      x.mode = ExprMode::Invalid;
      return;
    }
    valid = true;
    if (x.mode == ExprMode::Constant && x.constant->known())
      length = static_cast<int64_t>(x.constant->as_string().size());
    if (is_untyped(x.type)) {
      set_expr_type(x.expr, ctx.basic(BasicKind::String), true);
      x.type = ctx.basic(BasicKind::String);
    }
    x.mode = ExprMode::Value;
  } else if (auto* a = dyn_cast<Array>(core)) {
    valid = true;
    length = a->len;
    if (x.mode != ExprMode::Variable) {
      error(x, fmt::format("invalid operation: {} (slice of unaddressable value)", str(x)));
      x.mode = ExprMode::Invalid;
      return;
    }
    mark_address_taken(e->x);
    x.type = ctx.slice_of(a->elem);
    x.mode = ExprMode::Value;
  } else if (auto* p = dyn_cast<Pointer>(core)) {
    if (auto* pa = dyn_cast<Array>(core_type(p->elem))) {
      valid = true;
      length = pa->len;
      x.type = ctx.slice_of(pa->elem);
      x.mode = ExprMode::Value;
    }
  } else if (dyn_cast<Slice>(core) != nullptr) {
    valid = true;
    x.mode = ExprMode::Value;
  }
  if (!valid) {
    error(x, fmt::format("cannot slice {}", str(x)));
    x.mode = ExprMode::Invalid;
    for (Expr* i : e->index)
      if (i != nullptr) use(i);
    return;
  }
  int64_t values[3] = {-1, -1, -1};
  for (int i = 0; i < 3; i++)
    if (e->index[i] != nullptr) values[i] = index(e->index[i], length >= 0 ? length + 1 : -1);
  for (int i = 0; i < 3; i++)
    for (int j = i + 1; j < 3; j++)
      if (values[i] >= 0 && values[j] >= 0 && values[i] > values[j]) {
        error(e->index[j], fmt::format("invalid slice indices: {} < {}", values[j], values[i]));
        return;
      }
}

}  // namespace gopherarium
