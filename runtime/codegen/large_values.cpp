// Values too large for a frame (kLargestInFrame): arrays and structs that are worked out in memory. A frame has at most 65,000
// words, and a stack of many megabytes for one array would be copied whenever it grows.

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

bool FunctionGen::is_large(Type* type) {
  const TypeKind kind = underlying(type)->kind;
  return (kind == TypeKind::Array || kind == TypeKind::Struct) && slots(type) > kLargestInFrame;
}

void FunctionGen::copy_memory(Slot to, Slot from, Type* type) {
  emit_x(Opcode::CopyMemory, to, from, 0, gen_.table.size(type));
}

// The value of `e` into memory that nobody else knows of yet and that is all zero.
void FunctionGen::value_in_memory(Expr* e, Type* type, Slot base, uint32_t offset) {
  e = unparen(e);
  const uint32_t saved = mark();
  auto* literal = dyn_cast<CompositeLit>(e);
  if (literal != nullptr && is_large(type)) {
    literal_in_memory(literal, type, base, offset);
  } else if (is_large(type)) {
    const Slot from = large_value(e, type);
    copy_memory(address_of_place({Place::Kind::Memory, type, base, kNoSlot, offset, nullptr}), from, type);
  } else {
    const Slot value = temp(type);
    element_value(e, type, value);
    store_memory(base, offset, type, value);
  }
  release(saved);
}

void FunctionGen::literal_in_memory(CompositeLit* e, Type* type, Slot base, uint32_t offset) {
  if (auto* array = underlying_as<Array>(type)) {
    const uint32_t size = gen_.table.size(array->elem);
    int64_t where = 0;
    for (Expr* value : e->elements) {
      if (auto* keyed = dyn_cast<KeyValueExpr>(value)) {
        where = keyed->key->constant->int64().value_or(0);
        value = keyed->value;
      }
      value_in_memory(value, array->elem, base, offset + static_cast<uint32_t>(where++) * size);
    }
    return;
  }
  auto& fields = as<Struct>(underlying(type))->fields;
  for (size_t i = 0; i < e->elements.size(); ++i) {
    Expr* value = e->elements[i];
    size_t which = i;
    if (auto* keyed = dyn_cast<KeyValueExpr>(value)) {
      const std::string_view name = as<Ident>(keyed->key)->name;
      for (which = 0; fields[which]->name != name;) ++which;
      value = keyed->value;
    }
    value_in_memory(value, subst(fields[which]->type()), base, offset + rtype(type).fields[which].offset);
  }
}

// Where a large value lies: a variable's own memory (which the user copies before it can change), or a new place.
Slot FunctionGen::large_value(Expr* e, Type* type) {
  e = unparen(e);
  if (auto* call_expr = dyn_cast<CallExpr>(e); call_expr != nullptr && call_expr->fun->mode == ExprMode::TypeExpr) {
    return large_value(call_expr->args[0], type);
  }
  if (!is<CompositeLit>(e)) {
    const Place at = place(e);
    if (at.kind == Place::Kind::Memory || at.kind == Place::Kind::Element) return address_of_place(at);
    const Slot made = alloc(1);
    emit_x(Opcode::New, made, 0, 0, type_id(type));
    if (at.kind == Place::Kind::Slots) {
      store_memory(made, 0, type, at.slot);
    } else {
      const Slot copy = temp(type);
      load(at, copy);
      store_memory(made, 0, type, copy);
    }
    return made;
  }
  return large_copy(e, type);
}

// A large value in memory of its own.
Slot FunctionGen::large_copy(Expr* e, Type* type) {
  const Slot made = alloc(1);
  emit_x(Opcode::New, made, 0, 0, type_id(type));
  value_in_memory(e, type, made, 0);
  return made;
}

// x = e and x := e of large values. False: nothing was emitted.
bool FunctionGen::assign_large(Expr* to, Var* fresh, Expr* from) {
  auto* name = dyn_cast<Ident>(unparen(to));
  const bool blank = fresh == nullptr && name != nullptr && name->name == "_" && name->object == nullptr;
  if (from->type == nullptr || from->mode == ExprMode::NilValue || from->mode == ExprMode::Constant) return false;
  Type* type = fresh != nullptr ? subst(fresh->type()) : blank ? type_of(from) : type_of(to);
  if (!is_large(type)) return false;
  if (fresh != nullptr) {
    const Slot home = alloc(1);
    emit_x(Opcode::New, home, 0, 0, type_id(type));
    value_in_memory(from, type, home, 0);
    homes_[fresh] = {VarHome::Kind::Box, home, 0};
    note_variable(*fresh, pc());
    return true;
  }
  const uint32_t saved = mark();
  if (blank) {
    emit(Opcode::CheckNil, large_value(from, type));
  } else {
    const Place at = place(to);
    if (at.kind == Place::Kind::Memory || at.kind == Place::Kind::Element) {
      const Slot address = address_of_place(at);
      copy_memory(address, large_value(from, type), type);
    } else {
      const Slot value = temp(type);
      load_memory(large_value(from, type), 0, type, value);
      store(at, value);
    }
  }
  release(saved);
  return true;
}

}  // namespace gopherarium
