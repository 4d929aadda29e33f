// Composite literals.

#include <set>

#include "runtime/types/check.h"

namespace gopherarium {

std::string constant_key(const ConstantValue& value) {
  switch (value.kind()) {
    case ConstantValue::Kind::String: return "s" + value.as_string();
    case ConstantValue::Kind::Bool: return value.as_bool() ? "t" : "f";
    case ConstantValue::Kind::Unknown: return "?";
    default: return "n" + value.real().get_str(62) + "," + value.imag().get_str(62);
  }
}

void Checker::Impl::composite_lit(Operand& x, CompositeLit* e, Type* hint) {
  Type* type = nullptr;
  Type* base = nullptr;
  auto* open_array = dyn_cast<ArrayType>(e->type_expr);
  if (open_array != nullptr && open_array->len == nullptr) {
    // [...]T: the elements give the length.
    Type* elem = var_type(open_array->elem);
    auto* array = ctx.type<Array>(elem, -1);
    array->len = indexed_elements(e->elements, elem, -1);
    record_type(e->type_expr, array);
    x.mode = ExprMode::Value;
    x.type = array;
    return;
  }
  if (e->type_expr != nullptr) {
    type = type_of(e->type_expr);
    base = type;
  } else if (hint != nullptr) {
    type = hint;
    base = type;
    if (auto* pointer = dyn_cast<Pointer>(core_type(type))) base = pointer->elem;
  } else {
    error(e, "missing type in composite literal");
    use(e->elements);
    return;
  }
  Type* core = core_type(base);
  if (auto* s = dyn_cast<Struct>(core)) {
    struct_lit(e, s, base);
  } else if (auto* a = dyn_cast<Array>(core)) {
    indexed_elements(e->elements, a->elem, a->len);
  } else if (auto* slice = dyn_cast<Slice>(core)) {
    indexed_elements(e->elements, slice->elem, -1);
  } else if (auto* m = dyn_cast<Map>(core)) {
    map_lit(e, m);
  } else {
    for (Expr* element : e->elements) {
      auto* kv = dyn_cast<KeyValueExpr>(element);
      use(kv != nullptr ? kv->value : element);
    }
    if (is_valid(base) && core != nullptr && is_valid(core))
      error(e, fmt::format("invalid composite literal type {}", str(type)));
    if (core == nullptr) error(e, fmt::format("invalid composite literal type {} (no core type)", str(type)));
    return;
  }
  x.mode = ExprMode::Value;
  x.type = type;
}

std::string Checker::Impl::unknown_field_text(Struct* s, std::string_view name, const std::string& type) const {
  if (go119_words()) return fmt::format("unknown field '{}' in struct literal of type {}", name, type);
  const LookupResult near = lookup_field_or_method(s, Addressable::Yes, env.package, name, NameCase::Fold);
  const std::string missing = fmt::format("unknown field {} in struct literal of type {}", name, type);
  const std::string text = missing_text(missing, name, near.path.size() == 1 ? near.object : nullptr, FieldOf::Literal);
  return text.starts_with(missing) ? text : fmt::format("{} in struct literal of type {}", text, type);
}

void Checker::Impl::struct_lit(CompositeLit* e, Struct* s, Type* type) {
  if (e->elements.empty()) return;
  std::vector<bool> seen(s->fields.size());
  const std::string literal_words = go119_words() ? str(e) : "struct literal of type " + str(type);
  // gc 1.19 pointed at the colon.
  auto pair_pos = [&](KeyValueExpr* kv) { return go119_words() ? kv->pos : start_pos(kv); };
  if (dyn_cast<KeyValueExpr>(e->elements[0]) != nullptr) {
    for (Expr* element : e->elements) {
      auto* kv = dyn_cast<KeyValueExpr>(element);
      if (kv == nullptr) {
        error(element, "mixture of field:value and value elements in struct literal");
        continue;
      }
      auto* key = dyn_cast<Ident>(kv->key);
      if (key == nullptr) {
        error(pair_pos(kv), fmt::format("invalid field name {} in struct literal", str(kv->key)));
        use(kv->value);
        continue;
      }
      size_t i = 0;
      while (i < s->fields.size() && (key->name == "_" || !s->fields[i]->same_id(env.package, key->name)))
        i++;
      if (i == s->fields.size()) {
        error(kv->key, unknown_field_text(s, key->name, str(type)));
        use(kv->value);
        continue;
      }
      Var* field = s->fields[i];
      key->object = field;
      Operand x;
      if (dyn_cast<CompositeLit>(kv->value) != nullptr && as<CompositeLit>(kv->value)->type_expr == nullptr)
        expr_hint(x, kv->value, nullptr);
      else
        expr(x, kv->value, field->type());
      assignment(x, field->type(), "struct literal");
      if (seen[i]) error(pair_pos(kv), fmt::format("duplicate field name {} in struct literal", key->name));
      seen[i] = true;
    }
    return;
  }
  for (size_t i = 0; i < e->elements.size(); i++) {
    Expr* element = e->elements[i];
    if (auto* kv = dyn_cast<KeyValueExpr>(element)) {
      error(pair_pos(kv), "mixture of field:value and value elements in struct literal");
      use(kv->value);
      continue;
    }
    if (i >= s->fields.size()) {
      Operand extra;
      expr(extra, element);
      error(element, fmt::format("too many values in {}", literal_words));
      break;
    }
    Var* field = s->fields[i];
    Operand x;
    expr(x, element, field->type());
    if (!field->exported() && field->package != env.package)
      error(element, fmt::format("implicit assignment to unexported field {} in {}", field->name,
                                 go119_words() ? str(type) + " literal" : literal_words));
    assignment(x, field->type(), "struct literal");
  }
  if (e->elements.size() < s->fields.size())
    error(e->rbrace, fmt::format("too few values in {}", literal_words));
}

void Checker::Impl::map_lit(CompositeLit* e, Map* m) {
  std::set<std::string> seen;
  bool interface_keys = is_interface(m->key);
  for (Expr* element : e->elements) {
    auto* kv = dyn_cast<KeyValueExpr>(element);
    if (kv == nullptr) {
      error(element, "missing key in map literal");
      use(element);
      continue;
    }
    Operand key;
    expr_hint(key, kv->key, m->key);
    assignment(key, m->key, "map literal");
    if (!key.valid()) {
      use(kv->value);
      continue;
    }
    if ( key.mode == ExprMode::Constant) {
      std::string id = constant_key(*key.constant);
      if (interface_keys) id += "/" + type_string(default_type(key.type), {nullptr, true});
      if (!seen.insert(id).second)
        error(key, fmt::format("duplicate key {} in map literal",
                               key.constant->kind() == ConstantValue::Kind::String ? key.constant->text()
                                                                                   : str(kv->key)));
    }
    Operand value;
    if (dyn_cast<CompositeLit>(kv->value) != nullptr)
      expr_hint(value, kv->value, m->elem);
    else
      expr(value, kv->value, m->elem);
    assignment(value, m->elem, "map literal");
  }
}

int64_t Checker::Impl::indexed_elements(List<Expr> elements, Type* elem, int64_t length) {
  std::unordered_set<int64_t> seen;
  int64_t at = 0, max = 0;
  for (Expr* element : elements) {
    bool valid = false;
    Expr* value = element;
    if (auto* kv = dyn_cast<KeyValueExpr>(element)) {
      value = kv->value;
      Operand key;
      expr(key, kv->key);
      if (key.valid() && key.mode != ExprMode::Constant) {
        error(kv->key, fmt::format("index {} must be integer constant", str(kv->key)));
      } else if (key.valid() && valid_index(key, "index", false)) {
        auto i = key.constant->int64();
        if (i && (length < 0 || *i < length)) {
          at = *i;
          valid = true;
        } else {
          error(kv->key,
                fmt::format("invalid argument: index {} out of bounds [0:{}]", key.constant->text(), length));
        }
      }
    } else if (length >= 0 && at >= length) {
      error(element, fmt::format("index {} is out of bounds (>= {})", at, length));
    } else {
      valid = true;
    }
    if (valid && !seen.insert(at).second)
      error(element, fmt::format("duplicate index {} in array or slice literal", at));
    at++;
    max = std::max(max, at);
    Operand x;
    if (dyn_cast<CompositeLit>(value) != nullptr)
      expr_hint(x, value, elem);
    else
      expr(x, value, elem);
    assignment(x, elem, "array or slice literal");
  }
  return max;
}

}  // namespace gopherarium
