// Functions that no source text declares: package initialisation, methods as interfaces call them, method values.

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

void FunctionGen::call_plain(uint32_t proto) {
  const uint32_t saved = mark();
  emit_imm32(Opcode::Call, alloc(kFrameHeader), proto);
  release(saved);
}

void FunctionGen::initialise(const Initializer& initializer) {
  at(start_pos(initializer.rhs));
  const uint32_t saved = mark();
  if (initializer.lhs.size() <= 1) {
    Type* type = initializer.lhs.empty() ? type_of(initializer.rhs) : initializer.lhs[0]->type();
    if (!initializer.lhs.empty() && initializer.lhs[0]->name != "_" && is_large(type)) {
      value_in_memory(initializer.rhs, type, var_place(*initializer.lhs[0]).slot, 0);
      return release(saved);
    }
    const Slot value = temp(type);
    convert_to(initializer.rhs, type, value);
    if (!initializer.lhs.empty() && initializer.lhs[0]->name != "_") {
      store(var_place(*initializer.lhs[0]), value);
      if (makes_object(initializer.rhs, type)) name_object(value, initializer.lhs[0]->name);
    }
  } else {
    const bool from_call = is<CallExpr>(unparen(initializer.rhs));
    uint32_t from = 0;
    Type* value_type = nullptr;
    if (from_call) {
      from = call(as<CallExpr>(unparen(initializer.rhs)));
    } else {
      Type* type = type_of(initializer.rhs);
      if (type->kind == TypeKind::Tuple) type = as<Tuple>(type)->vars[0]->type();
      value_type = type;
      from = alloc(slots(type) + 1);
      comma_ok(initializer.rhs, static_cast<Slot>(from));
    }
    auto* results = dyn_cast<Tuple>(type_of(initializer.rhs));
    for (size_t i = 0; i < initializer.lhs.size(); ++i) {
      Var& var = *initializer.lhs[i];
      Type* bool_type = gen_.in.types.basic(BasicKind::Bool);
      Type* source = from_call ? results->vars[i]->type() : (i == 0 ? value_type : bool_type);
      if (var.name != "_") {
        const Slot value = temp(var.type());
        convert_slot(static_cast<Slot>(from), source, var.type(), value);
        store(var_place(var), value);
      }
      from += slots(source);
    }
  }
  release(saved);
}

// recv.method(params...), where the receiver is the variable `recv`; the rest of the parameters follow.
void FunctionGen::forward(Type* recv, Slot receiver, Func& method, const Signature& signature, Slot params) {
  Var* var = gen_.in.types.param("recv", recv);
  static const Node kOwner{NodeKind::FuncDecl, {}};
  var->owner = &kOwner;
  homes_[var] = {VarHome::Kind::Slots, receiver, 0};
  Ident name({}, "recv");
  name.object = var;
  name.mode = ExprMode::Variable;
  name.type = recv;
  Ident sel({}, method.name);
  Selection selection;
  selection.kind = SelectionKind::MethodVal;
  selection.recv = recv;
  selection.object = &method;
  SelectorExpr select;
  select.x = &name;
  select.sel = &sel;
  select.selection = &selection;
  select.mode = ExprMode::Value;
  select.type = method.signature();
  CallExpr call_expr;
  call_expr.fun = &select;
  const Callee target = callee(&call_expr);
  const uint32_t results = param_slots(*signature.results), count = param_slots(*signature.params);
  const uint32_t receiver_slots = target.kind == Callee::Kind::Method ? 1 : slots(target.receiver_type);
  const Slot frame = alloc(kFrameHeader + results + receiver_slots + count);
  const uint32_t at_params = frame + kFrameHeader + results;
  if (target.receiver != kNoSlot) move(static_cast<Slot>(at_params), target.receiver, target.receiver_type);
  if (count != 0) emit(Opcode::MoveN, at_params + receiver_slots, params, count);
  emit_call(target, frame);
  if (results != 0) emit(Opcode::MoveN, kFrameHeader, frame + kFrameHeader, results);
  emit(Opcode::Return);
}

void FunctionGen::wrapper_body(Type* recv, Func& method, bool bound) {
  const LookupResult found = lookup_field_or_method(recv, Addressable::Yes, method.package, method.name);
  auto& own = *as<Func>(found.object);
  const Signature& signature = *own.signature();
  const uint32_t results = param_slots(*signature.results), count = param_slots(*signature.params);
  out().result_slots = results;
  out().param_slots = count + (bound ? 0 : slots(recv));
  const Slot first = alloc(results);
  (void)first;
  Slot receiver = kNoSlot;
  if (!bound) receiver = alloc(slots(recv));
  const Slot params = alloc(count);
  if (bound) {
    receiver = temp(recv);
    captured_words_ = static_cast<uint16_t>(slots(recv));
    for (uint32_t i = 0; i < slots(recv); ++i) emit(Opcode::LoadCapture, receiver + i, i);
  }
  forward(recv, receiver, own, signature, params);
}

void FunctionGen::interface_wrapper_body(Type* type, Func& method, bool pointer_shaped) {
  const Signature& signature = *method.signature();
  out().result_slots = param_slots(*signature.results);
  out().param_slots = 1 + param_slots(*signature.params);
  alloc(out().result_slots);
  const Slot word = alloc(1);
  const Slot params = alloc(param_slots(*signature.params));
  Slot receiver = word;
  if (!pointer_shaped) {
    receiver = temp(type);
    emit_x(Opcode::AssertType, receiver, word, 0, type_id(type));
  }
  forward(type, receiver, method, signature, params);
}

}  // namespace gopherarium
