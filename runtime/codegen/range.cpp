// Range loops: over integers, slices, arrays, strings, maps and channels. Those over funcs are in range_func.cpp.

#include <algorithm>
#include <optional>

#include "runtime/codegen/function_gen.h"
#include "runtime/syntax/walk.h"

namespace gopherarium {

namespace {

// len(x) of an array needs x only for what evaluating it does: calls and receives.
bool has_effects(Expr* x) {
  bool found = false;
  walk(x, [&](Node* node) {
    auto* unary = dyn_cast<UnaryExpr>(node);
    found = found || node->kind == NodeKind::CallExpr || (unary != nullptr && unary->op == Token::Arrow);
    return !found;
  });
  return found;
}

}  // namespace

// Gives the loop's variables their values for this iteration. What is assigned to is worked out before anything is assigned.
void FunctionGen::range_assign(RangeStmt* s, RangeValue first, RangeValue second) {
  const RangeValue values[2] = {first, second};
  const auto is_blank = [&](size_t which) {
    auto* name = dyn_cast<Ident>(s->lhs[which]);
    return name != nullptr && name->name == "_";
  };
  const size_t count = std::min<size_t>(s->lhs.size(), 2);
  if (s->assign_kind == AssignKind::Define) {
    for (size_t which = 0; which < count; ++which) {
      if (is_blank(which)) continue;
      Var& var = *var_of(as<Ident>(s->lhs[which]));
      if (homes_.contains(&var) && shared_loop_vars_.contains(&var)) {
        store(var_place(var), values[which].slot);  // before go1.22: one variable for all iterations
      } else {
        declare(var, values[which].slot);
      }
    }
    return;
  }
  const uint32_t saved = mark();
  std::optional<Place> places[2];
  for (size_t which = 0; which < count; ++which) {
    if (!is_blank(which)) places[which] = place(s->lhs[which]);
  }
  // Variables in slots last: an element's index may be read from there.
  for (const bool to_slots : {false, true}) for (size_t which = 0; which < count; ++which) {
    if (!places[which] || (places[which]->kind == Place::Kind::Slots) != to_slots) continue;
    const Slot converted_value = temp(places[which]->type);
    convert_slot(values[which].slot, values[which].type, places[which]->type, converted_value);
    store(*places[which], converted_value);
  }
  release(saved);
}

void FunctionGen::range_stmt(RangeStmt* s) {
  at(s->pos);
  const uint32_t saved = mark();
  if (s->assign_kind == AssignKind::Define && gen_.in.checker.version_at(s->pos) < GoVersion{22}) {
    for (Expr* e : s->lhs) {
      Var* var = var_of(e);
      if (var == nullptr || as<Ident>(e)->name == "_") continue;
      shared_loop_vars_.insert(var);
      declare(*var, kNoSlot);
    }
  }
  Type* type = type_of(s->x);
  Type* core = core_string(type) != nullptr ? core_string(type) : underlying(type);
  Label done, again;
  targets_[s] = {&done, &again};
  switch (core->kind) {
    case TypeKind::Basic:
      if (is_string(core)) {
        range_string(s, done, again);
      } else {
        range_int(s, type, done, again);
      }
      break;
    case TypeKind::Map: range_map(s, type, done, again); break;
    case TypeKind::Chan: range_chan(s, type, done, again); break;
    case TypeKind::Signature:
      range_func(s, *as<Signature>(core));
      break;
    default: range_elements(s, type, core, done, again); break;
  }
  bind(done);
  release(saved);
}

void FunctionGen::range_int(RangeStmt* s, Type* type, Label& done, Label& again) {
  const Slot limit = alloc(1), i = alloc(1);
  expr_to(s->x, limit);
  int_to(0, i);
  Label top;
  bind(top);
  const bool is_unsigned_type = rtype(type).kind >= Kind::Uint;
  emit(is_unsigned_type ? Opcode::JumpLeUint : Opcode::JumpLeInt, limit, i);
  done.uses.push_back(pc() - 1);
  const uint32_t inner = mark();
  range_assign(s, {i, type}, {});
  block(s->body->list);
  release(inner);
  bind(again);
  emit(Opcode::AddImm, i, i, 1);
  jump(top);
}

// Slices, arrays and pointers to arrays. The length is that at the start; an array is copied when its elements are wanted.
void FunctionGen::range_elements(RangeStmt* s, Type* type, Type* core, Label& done, Label& again) {
  const bool wants_value = s->lhs.size() > 1 && !(is<Ident>(s->lhs[1]) && as<Ident>(s->lhs[1])->name == "_");
  auto* pointer = dyn_cast<Pointer>(core);
  auto* array = pointer != nullptr ? underlying_as<Array>(pointer->elem) : dyn_cast<Array>(core);
  Type* elem = array != nullptr ? array->elem : as<Slice>(core)->elem;
  const bool in_memory = array != nullptr && pointer == nullptr && is_large(type);
  const Slot list = in_memory ? alloc(1) : temp(type);
  if (in_memory) {
    const uint32_t before = mark();
    if (wants_value) emit(Opcode::Move, list, large_copy(s->x, type));
    if (!wants_value && has_effects(s->x)) large_value(s->x, type);
    release(before);
  } else if (array == nullptr || pointer != nullptr || wants_value || has_effects(s->x)) {
    expr_to(s->x, list);
  }
  const Slot limit = alloc(1), i = alloc(1);
  if (array != nullptr) {
    int_to(array->len, limit);
  } else {
    emit(Opcode::LenSlice, limit, list);
  }
  int_to(0, i);
  Label top;
  bind(top);
  emit(Opcode::JumpLeInt, limit, i);
  done.uses.push_back(pc() - 1);
  const uint32_t inner = mark();
  Slot value = kNoSlot;
  if (wants_value) {
    value = temp(elem);
    const uint32_t after_value = mark();
    const uint64_t shape =
        gen_.table.size(elem) | (array == nullptr ? 0 : static_cast<uint64_t>(array->len) << 32);
    if (array == nullptr) {
      load({Place::Kind::Element, elem, list, i, 0, nullptr}, value);
    } else if (pointer != nullptr || in_memory) {
      const Slot address = alloc(1);
      emit_x(Opcode::ArrayElemAddr, address, list, i, shape);
      load_memory(address, 0, elem, value);
    } else {
      const Slot offset = alloc(1);
      emit_x(Opcode::FrameElemAddr, offset, i, 0, shape);
      load({Place::Kind::Frame, elem, list, offset, 0, type}, value);
    }
    release(after_value);
  }
  range_assign(s, {i, gen_.in.types.basic(BasicKind::Int)}, {value, elem});
  block(s->body->list);
  release(inner);
  bind(again);
  emit(Opcode::AddImm, i, i, 1);
  jump(top);
}

void FunctionGen::range_string(RangeStmt* s, Label& done, Label& again) {
  const Slot text = alloc(1);
  expr_to(s->x, text);
  const Slot state = alloc(3);  // position, next position, rune
  int_to(0, static_cast<Slot>(state + 1));
  bind(again);
  emit(Opcode::RangeString, state, text);
  done.uses.push_back(pc() - 1);
  const uint32_t inner = mark();
  range_assign(s, {state, gen_.in.types.basic(BasicKind::Int)}, {static_cast<Slot>(state + 2), gen_.in.types.rune_type()});
  block(s->body->list);
  release(inner);
  jump(again);
}

void FunctionGen::range_map(RangeStmt* s, Type* type, Label& done, Label& again) {
  auto& map = *as<Map>(core_type(type));
  const Slot from = alloc(1);
  expr_to(s->x, from);
  const Slot iterator = alloc(4);
  emit_x(Opcode::MapIter, iterator, from, 0, type_id(type));
  const Slot key = !s->lhs.empty() ? temp(map.key) : kNoSlot;
  const Slot value = s->lhs.size() > 1 ? temp(map.elem) : kNoSlot;
  bind(again);
  emit_x(Opcode::MapNext, iterator, key, value, type_id(type));
  done.uses.push_back(pc() - 2);
  const uint32_t inner = mark();
  range_assign(s, {key, map.key}, {value, map.elem});
  block(s->body->list);
  release(inner);
  jump(again);
}

void FunctionGen::range_chan(RangeStmt* s, Type* type, Label& done, Label& again) {
  Type* elem = as<Chan>(core_type(type))->elem;
  const Slot channel = alloc(1);
  expr_to(s->x, channel);
  const uint32_t words = std::max(1u, slots(elem));
  const Slot value = alloc(words + 1);
  bind(again);
  at(s->pos);
  emit_x(Opcode::RecvOk, value, channel, 0, type_id(type));
  jump_if(false, static_cast<Slot>(value + slots(elem)), done);
  const uint32_t inner = mark();
  range_assign(s, {value, elem}, {});
  block(s->body->list);
  release(inner);
  jump(again);
}

}  // namespace gopherarium
