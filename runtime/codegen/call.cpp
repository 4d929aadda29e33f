// Calls: functions, methods, closures, interfaces; go and defer; conversions; built-in functions.

#include <fmt/format.h>

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

uint32_t FunctionGen::param_slots(const Tuple& tuple) {
  uint32_t count = 0;
  for (Var* var : tuple.vars) count += slots(subst(var->type()));
  return count;
}

// What the call calls. The receiver of a method is worked out here, before the arguments, as Go does.
FunctionGen::Callee FunctionGen::callee(CallExpr* e) {
  Expr* fun = unparen(e->fun);
  Callee made;
  made.signature = as<Signature>(core_type(type_of(fun)));
  const Expr* name = fun;
  if (auto* indexed = dyn_cast<IndexExpr>(fun)) name = unparen(indexed->x);
  Func* function = nullptr;
  if (auto* plain = dyn_cast<Ident>(name)) {
    function = plain->object != nullptr ? dyn_cast<Func>(plain->object) : nullptr;
  } else if (auto* member = dyn_cast<SelectorExpr>(name); member != nullptr && member->selection == nullptr) {
    function = dyn_cast<Func>(member->sel->object);
    name = member->sel;
  }
  if (function != nullptr) {
    if (function->decl != nullptr && function->decl->body == nullptr) {
      made.kind = Callee::Kind::Native;
      made.id = gen_.native(*function);
    } else {
      made.kind = Callee::Kind::Proto;
      made.id = gen_.proto_of(*function, instance_args(name));
    }
    return made;
  }
  auto* select = dyn_cast<SelectorExpr>(fun);
  if (select == nullptr || select->selection == nullptr || select->selection->kind != SelectionKind::MethodVal) {
    made.value = expr(fun);
    return made;
  }
  Callee method = method_callee(select);
  method.signature = made.signature;
  return method;
}

// x.m with its receiver worked out. Selections in a generic body are looked up again: T's method is that of what T stands for.
FunctionGen::Callee FunctionGen::method_callee(SelectorExpr* select) {
  Callee made;
  Type* recv = type_of(select->x);
  const auto* declared = as<Func>(select->selection->object);
  const LookupResult found = lookup_field_or_method(recv, Addressable::Yes, declared->package, declared->name);
  auto* method = dyn_cast<Func>(found.object);
  GOPH_CHECK(method != nullptr, "a checked method selector finds its method");
  const size_t steps = found.path.empty() ? 0 : found.path.size() - 1;
  const Place holder = steps == 0 ? place(select->x) : field_place(select->x, recv, found.path, steps);
  Type* held = holder.type;
  if (underlying(held)->kind == TypeKind::Interface) {
    made.kind = Callee::Kind::Method;
    made.id = gen_.table.method_id(*method);
    made.method = method;
    made.receiver_type = held;
    made.value = alloc(1);
    load(holder, made.value);
    return made;
  }
  auto* pointer = dyn_cast<Pointer>(underlying(held));
  const bool held_by_pointer = pointer != nullptr && held->kind != TypeKind::Named;
  Named* named = dyn_cast<Named>(held_by_pointer ? pointer->elem : held);
  made.kind = Callee::Kind::Proto;
  made.method = method;
  made.id = gen_.proto_of(*method, named != nullptr ? named->type_args : TypeList{});
  if (method->pointer_receiver) {
    made.receiver_type = held_by_pointer ? held : gen_.in.types.pointer_to(held);
    made.receiver = alloc(1);
    if (held_by_pointer) {
      load(holder, made.receiver);
    } else {
      if (holder.kind == Place::Kind::Memory) emit(Opcode::CheckNil, holder.slot);
      emit(Opcode::Move, made.receiver, address_of_place(holder));
    }
  } else {
    made.receiver_type = held_by_pointer ? pointer->elem : held;
    made.receiver = temp(made.receiver_type);
    if (held_by_pointer) {
      const Slot address = alloc(1);
      load(holder, address);
      load_memory(address, 0, made.receiver_type, made.receiver);
    } else {
      load(holder, made.receiver);
    }
  }
  return made;
}

// The arguments into the parameter slots from `params` on.
void FunctionGen::arguments(CallExpr* e, Signature& signature, Slot params) {
  const auto& vars = signature.params->vars;
  const auto type_at = [&](size_t i) { return subst(vars[i]->type()); };
  const size_t fixed = vars.size() - (signature.variadic && !e->has_dots ? 1 : 0);
  uint32_t offset = 0;
  // f(g()): the results of g are the arguments.
  if (e->args.size() == 1 && e->args[0]->type != nullptr && e->args[0]->type->kind == TypeKind::Tuple) {
    auto& results = *as<Tuple>(type_of(e->args[0]));
    uint32_t from = call(as<CallExpr>(unparen(e->args[0])));
    std::vector<std::pair<Slot, Type*>> values;
    for (Var* var : results.vars) {
      values.emplace_back(static_cast<Slot>(from), subst(var->type()));
      from += slots(values.back().second);
    }
    for (size_t i = 0; i < fixed; ++i) {
      convert_slot(values[i].first, values[i].second, type_at(i), static_cast<Slot>(params + offset));
      offset += slots(type_at(i));
    }
    if (fixed == vars.size()) return;
    Type* list = type_at(fixed);
    Type* elem = as<Slice>(core_type(list))->elem;
    const Slot count = alloc(1);
    int_to(static_cast<int64_t>(values.size() - fixed), count);
    emit_x(Opcode::MakeSlice, params + offset, count, count, type_id(list));
    for (size_t i = fixed; i < values.size(); ++i) {
      const Slot value = temp(elem);
      convert_slot(values[i].first, values[i].second, elem, value);
      int_to(static_cast<int64_t>(i - fixed), count);
      store({Place::Kind::Element, elem, static_cast<Slot>(params + offset), count, 0, nullptr}, value);
    }
    return;
  }
  for (size_t i = 0; i < fixed; ++i) {
    convert_to(e->args[i], type_at(i), static_cast<Slot>(params + offset));
    offset += slots(type_at(i));
  }
  if (fixed == vars.size()) return;
  const auto list_slot = static_cast<Slot>(params + offset);
  Type* list = type_at(fixed);
  if (e->args.size() <= fixed) return zero(list_slot, list);
  Type* elem = as<Slice>(core_type(list))->elem;
  const uint32_t saved = mark();
  const Slot count = alloc(1);
  int_to(static_cast<int64_t>(e->args.size() - fixed), count);
  const Slot made = alloc(2);
  emit_x(Opcode::MakeSlice, made, count, count, type_id(list));
  for (size_t i = fixed; i < e->args.size(); ++i) {
    const uint32_t inner = mark();
    const Slot value = temp(elem);
    convert_to(e->args[i], elem, value);
    const Slot where = alloc(1);
    int_to(static_cast<int64_t>(i - fixed), where);
    store({Place::Kind::Element, elem, made, where, 0, nullptr}, value);
    release(inner);
  }
  move(list_slot, made, list);
  release(saved);
}

void FunctionGen::emit_call(const Callee& callee, Slot frame) {
  switch (callee.kind) {
    case Callee::Kind::Proto: return emit_imm32(Opcode::Call, frame, callee.id);
    case Callee::Kind::Native: return emit_imm32(Opcode::CallNative, frame, callee.id);
    case Callee::Kind::Closure: {
      const CallShape shape{param_slots(*callee.signature->results), param_slots(*callee.signature->params)};
      return emit(Opcode::CallClosure, frame, callee.value, shape.pack());
    }
    case Callee::Kind::Method: return emit_x(Opcode::CallIface, frame, callee.value, 0, callee.id);
  }
}

namespace {

// Without conversions between pointers, which are the same words.
Expr* without_pointer_conversions(Expr* e) {
  for (e = unparen(e);;) {
    auto* conversion = dyn_cast<CallExpr>(e);
    if (conversion == nullptr || conversion->fun->mode != ExprMode::TypeExpr) return e;
    Type* to = underlying(conversion->fun->type);
    const auto* basic = dyn_cast<Basic>(to);
    if (to->kind != TypeKind::Pointer && (basic == nullptr || basic->basic != BasicKind::UnsafePointer)) return e;
    e = unparen(conversion->args[0]);
  }
}

bool names(Expr* e, const Var* var) {
  const auto* name = dyn_cast<Ident>(without_pointer_conversions(e));
  return name != nullptr && name->object == var;
}

// The call that is all a function does.
CallExpr* only_call(const FuncDecl* decl) {
  if (decl == nullptr || decl->body == nullptr || decl->body->list.size() != 1) return nullptr;
  Stmt* only = decl->body->list[0];
  if (auto* statement = dyn_cast<ExprStmt>(only)) return dyn_cast<CallExpr>(unparen(statement->x));
  auto* result = dyn_cast<ReturnStmt>(only);
  if (result == nullptr || result->results.size() != 1) return nullptr;
  return dyn_cast<CallExpr>(without_pointer_conversions(result->results[0]));
}

}  // namespace

// func (x *Int64) Add(delta int64) int64 { return AddInt64(&x.v, delta) }: the frames of the two are the same, word for word,
// when v is the first field, so the native is called in place of the method. It must look for nil itself, as all do.
std::optional<uint32_t> FunctionGen::forwarded_native(const Callee& method) {
  if (method.method == nullptr || !method.method->pointer_receiver) return std::nullopt;
  Func& origin = *method.method->origin;
  CallExpr* inner = only_call(origin.decl);
  if (inner == nullptr) return std::nullopt;
  auto* name = dyn_cast<Ident>(inner->fun);
  auto* native = name != nullptr && name->object != nullptr ? dyn_cast<Func>(name->object) : nullptr;
  if (native == nullptr || native->decl == nullptr || native->decl->body != nullptr) return std::nullopt;
  const auto& params = origin.signature()->params->vars;
  const uint32_t results = param_slots(*native->signature()->results);
  if (inner->args.size() != params.size() + 1 || results != param_slots(*method.signature->results)) return std::nullopt;
  for (size_t i = 0; i < params.size(); ++i) {
    if (!names(inner->args[i + 1], params[i])) return std::nullopt;
  }
  Expr* receiver = without_pointer_conversions(inner->args[0]);
  if (auto* address = dyn_cast<UnaryExpr>(receiver); address != nullptr && address->op == Token::And) {
    auto* field = dyn_cast<SelectorExpr>(unparen(address->x));
    if (field == nullptr || field->selection == nullptr || field->selection->path.size() != 1) return std::nullopt;
    const RType& holder = rtype(as<Pointer>(method.receiver_type)->elem);
    if (holder.fields[static_cast<size_t>(field->selection->path[0])].offset != 0) return std::nullopt;
    receiver = field->x;
  }
  if (!names(receiver, origin.signature()->recv)) return std::nullopt;
  return gen_.native(*native);
}

// The frame stays allocated while its results are in use: the caller's mark releases it.
Slot FunctionGen::call(CallExpr* e) {
  Callee target = callee(e);
  if (const auto native = forwarded_native(target)) {
    target.kind = Callee::Kind::Native;
    target.id = *native;
  }
  const uint32_t result_count = param_slots(*target.signature->results);
  uint32_t receiver_slots = target.kind == Callee::Kind::Method ? 1 : 0;
  if (target.receiver != kNoSlot) receiver_slots = slots(target.receiver_type);
  const Slot frame =
      alloc(kFrameHeader + result_count + receiver_slots + param_slots(*target.signature->params) + 1);
  const auto params = static_cast<Slot>(frame + kFrameHeader + result_count);
  if (target.receiver != kNoSlot) move(params, target.receiver, target.receiver_type);
  arguments(e, *target.signature, static_cast<Slot>(params + receiver_slots));
  at(e->pos);
  emit_call(target, frame);
  return static_cast<Slot>(frame + kFrameHeader);
}

// go f(x), defer f(x): the func value and its parameters are worked out now, the call is made later.
void FunctionGen::go_or_defer(CallExpr* e, Opcode op) {
  const uint32_t saved = mark();
  Expr* fun = unparen(e->fun);
  auto* name = dyn_cast<Ident>(fun);
  auto* builtin_function = name != nullptr && name->object != nullptr ? dyn_cast<Builtin>(name->object) : nullptr;
  if (builtin_function != nullptr || fun->mode == ExprMode::TypeExpr) {
    // A literal of its own around the built-in; its operands are captured.
    const uint32_t id = gen_.new_proto(fmt::format("{}.deferwrap", out().name));
    gen_.program.protos[id].is_wrapper = true;
    std::vector<Type*> types;
    uint32_t count = 0;
    for (Expr* arg : e->args) {
      const bool is_type = arg->mode == ExprMode::TypeExpr;
      types.push_back(is_type ? nullptr : type_of(arg));
      count += is_type ? 0 : slots(types.back());
    }
    const Slot params = alloc(std::max(1u, count));
    FunctionGen inner(gen_, id, env_, package_, nullptr);
    inner.alloc(count);
    inner.out().param_slots = count;
    uint32_t offset = 0;
    std::vector<Ident> operands(e->args.size());
    std::vector<Expr*> args(e->args.begin(), e->args.end());
    for (size_t i = 0; i < args.size(); ++i) {
      if (types[i] == nullptr || args[i]->mode == ExprMode::Constant || args[i]->mode == ExprMode::NilValue) continue;
      expr_to(args[i], static_cast<Slot>(params + offset));
      Var* var = gen_.in.types.param("operand", types[i]);
      var->owner = e;
      operands[i].name = "operand";
      operands[i].object = var;
      operands[i].mode = ExprMode::Value;
      operands[i].type = types[i];
      operands[i].pos = args[i]->pos;
      inner.homes_[var] = {VarHome::Kind::Slots, static_cast<Slot>(kFrameHeader + offset), 0};
      args[i] = &operands[i];
      offset += slots(types[i]);
    }
    CallExpr again = *e;
    again.args = args;
    inner.at(e->pos);
    inner.expr_to(&again, inner.alloc(2));
    inner.emit(Opcode::Return);
    const Slot closure = alloc(1);
    emit_imm32(Opcode::LoadFunc, closure, id);
    go_or_defer_closure(op, params, closure, count);
    release(saved);
    return;
  }
  const Callee target = callee(e);
  const Slot closure = alloc(1);
  uint32_t receiver_slots = target.receiver != kNoSlot ? slots(target.receiver_type) : 0;
  const uint32_t count = receiver_slots + param_slots(*target.signature->params);
  const Slot params = alloc(std::max(1u, count));
  if (target.receiver != kNoSlot) move(params, target.receiver, target.receiver_type);
  arguments(e, *target.signature, static_cast<Slot>(params + receiver_slots));
  switch (target.kind) {
    case Callee::Kind::Proto: emit_imm32(Opcode::LoadFunc, closure, target.id); break;
    case Callee::Kind::Closure: emit(Opcode::Move, closure, target.value); break;
    case Callee::Kind::Method: emit_bound(target, closure); break;
    case Callee::Kind::Native: emit_imm32(Opcode::LoadFunc, closure, gen_.native_wrapper(target.id, *target.signature)); break;
  }
  at(e->pos);
  go_or_defer_closure(op, params, closure, count);
  release(saved);
}

void FunctionGen::go_or_defer_closure(Opcode op, Slot params, Slot closure, uint32_t count) {
  if (op == Opcode::Go || loop_body_ == nullptr) return emit(op, params, closure, count);
  emit_x(Opcode::DeferIn, params, closure, count, var_place(*loop_body_->function.defer_token_).slot);
}

// A closure of a method over its receiver. A nil interface panics here and not when called.
void FunctionGen::emit_bound(const Callee& method, Slot dst) {
  const bool is_interface = method.kind == Callee::Kind::Method;
  const Slot receiver = is_interface ? method.value : method.receiver;
  if (is_interface) emit(Opcode::CheckNil, receiver);
  const uint32_t wrapper =
      gen_.method_wrapper(method.receiver_type, std::string(method.method->name), *method.method, {}, true);
  emit_x(Opcode::MakeClosure, dst, receiver, 0, wrapper);
}

// ---- conversions

void FunctionGen::conversion(Type* to, Expr* x, Slot dst) {
  if (x->mode == ExprMode::NilValue) return zero(dst, to);
  Type* from = type_of(x);
  Type* from_under = core_type(from) != nullptr ? core_type(from) : underlying(from);
  Type* to_under = core_type(to) != nullptr ? core_type(to) : underlying(to);
  if (to_under->kind == TypeKind::Interface) return convert_to(x, to, dst);
  const auto* to_basic = dyn_cast<Basic>(to_under);
  const auto* from_basic = dyn_cast<Basic>(from_under);
  const bool to_string = to_basic != nullptr && is_string(to_under);
  if (to_string && from_under->kind == TypeKind::Slice) {
    const bool bytes = gen_.table.size(as<Slice>(from_under)->elem) == 1;
    return emit(bytes ? Opcode::BytesToString : Opcode::RunesToString, dst, expr(x));
  }
  if (to_string && from_basic != nullptr && is_integer(from_under)) return emit(Opcode::RuneToString, dst, expr(x));
  if (to_under->kind == TypeKind::Slice && from_basic != nullptr && is_string(from_under)) {
    const bool bytes = gen_.table.size(as<Slice>(to_under)->elem) == 1;
    return emit(bytes ? Opcode::StringToBytes : Opcode::StringToRunes, dst, expr(x));
  }
  if (from_under->kind == TypeKind::Slice && to_under->kind != TypeKind::Slice) {
    auto* pointer = dyn_cast<Pointer>(to_under);
    Type* array = pointer != nullptr ? pointer->elem : to;
    const Slot address = alloc(1);
    const auto& shape = *underlying_as<Array>(array);
    emit_x(Opcode::SliceToArray, address, expr(x), 0,
           static_cast<uint64_t>(shape.len) | (static_cast<uint64_t>(gen_.table.size(shape.elem)) << 32));
    return pointer != nullptr ? emit(Opcode::Move, dst, address) : load_memory(address, 0, to, dst);
  }
  if (is_unsafe_pointer(to_under) || is_unsafe_pointer(from_under)) return unsafe_pointer(to, x, dst);
  if (to_basic != nullptr && from_basic != nullptr && is_numeric(to_under) && is_numeric(from_under)) {
    return numeric_conversion(from, to, expr(x), dst);
  }
  expr_to(x, dst);
}

void FunctionGen::numeric_conversion(Type* from, Type* to, Slot src, Slot dst) {
  const Kind source = rtype(from).kind, target = rtype(to).kind;
  const bool source_unsigned = source >= Kind::Uint && source <= Kind::Uintptr;
  const bool target_unsigned = target >= Kind::Uint && target <= Kind::Uintptr;
  const auto is_float_kind = [](Kind kind) { return kind == Kind::Float32 || kind == Kind::Float64; };
  if (target == Kind::Complex64 || target == Kind::Complex128) {
    if (is_float_kind(source) || source < Kind::Float32) {
      // Only constants convert so, in generic functions.
      if (source == Kind::Float64) {
        emit(Opcode::Move, dst, src);
      } else {
        emit(source == Kind::Float32 ? Opcode::F32ToF64 : Opcode::IntToF64, dst, src);
      }
      emit_imm32(Opcode::LoadInt, dst + 1u, 0);
      return;
    }
    move(dst, src, to);
    if (target == Kind::Complex64 && source != target) {
      for (uint32_t part = dst; part < dst + 2u; ++part) {
        emit(Opcode::F64ToF32, part, part);
        emit(Opcode::F32ToF64, part, part);
      }
    }
    return;
  }
  if (is_float_kind(target)) {
    if (source == target) return move(dst, src, to);
    if (source == Kind::Float64) return emit(Opcode::F64ToF32, dst, src);
    if (source == Kind::Float32) return emit(Opcode::F32ToF64, dst, src);
    const bool single = target == Kind::Float32;
    const Opcode op = source_unsigned ? (single ? Opcode::UintToF32 : Opcode::UintToF64)
                                      : (single ? Opcode::IntToF32 : Opcode::IntToF64);
    return emit(op, dst, src);
  }
  if (is_float_kind(source)) {
    if (source == Kind::Float32) {
      emit(Opcode::F32ToF64, dst, src);
      src = dst;
    }
    emit(target_unsigned ? Opcode::F64ToUint : Opcode::F64ToInt, dst, src);
    return normalise(dst, to);
  }
  emit(Opcode::Move, dst, src);
  if (source != target) normalise(dst, to);
}

// ---- built-in functions

void FunctionGen::builtin_of_call(CallExpr* e, BuiltinId id, Slot dst) {
  auto& results = *as<Tuple>(type_of(e->args[0]));
  uint32_t from = call(as<CallExpr>(unparen(e->args[0])));
  std::vector<Ident> operands(results.size());
  std::vector<Expr*> args;
  for (size_t i = 0; i < results.size(); ++i) {
    Type* type = subst(results.vars[i]->type());
    Var* var = gen_.in.types.param("operand", type);
    var->owner = e;
    homes_[var] = {VarHome::Kind::Slots, static_cast<Slot>(from), 0};
    from += slots(type);
    operands[i].name = "operand";
    operands[i].object = var;
    operands[i].mode = ExprMode::Value;
    operands[i].type = type;
    operands[i].pos = e->pos;
    args.push_back(&operands[i]);
  }
  CallExpr again = *e;
  again.args = args;
  builtin(&again, id, dst);
}

void FunctionGen::builtin(CallExpr* e, BuiltinId id, Slot dst) {
  at(e->pos);
  if (e->args.size() == 1 && e->args[0]->type != nullptr && e->args[0]->type->kind == TypeKind::Tuple) {
    return builtin_of_call(e, id, dst);
  }
  const auto arg = [&](size_t i) { return expr(e->args[i]); };
  const auto core = [&](size_t i) {
    Type* type = core_string(type_of(e->args[i]));
    return type != nullptr ? type : underlying(type_of(e->args[i]));
  };
  switch (id) {
    case BuiltinId::Append: return append(e, dst);
    case BuiltinId::Len:
    case BuiltinId::Cap: {
      Type* type = core(0);
      const bool len = id == BuiltinId::Len;
      if (auto* pointer = dyn_cast<Pointer>(type)) type = underlying(pointer->elem);
      if (auto* array = dyn_cast<Array>(type)) {
        arg(0);
        return int_to(array->len, dst);
      }
      const Slot value = arg(0);
      switch (type->kind) {
        case TypeKind::Slice: return emit(len ? Opcode::LenSlice : Opcode::CapSlice, dst, value);
        case TypeKind::Map: return emit(Opcode::LenMap, dst, value);
        case TypeKind::Chan: return emit(len ? Opcode::LenChan : Opcode::CapChan, dst, value);
        default: return emit(Opcode::LenString, dst, value);
      }
    }
    case BuiltinId::Clear: {
      const Slot value = arg(0);
      if (core(0)->kind == TypeKind::Map) return emit_x(Opcode::MapClear, value, 0, 0, type_id(type_of(e->args[0])));
      return emit_x(Opcode::ClearSlice, value, 0, 0, gen_.table.size(as<Slice>(core(0))->elem));
    }
    case BuiltinId::Close: return emit(Opcode::Close, arg(0));
    case BuiltinId::Complex: {
      const Kind part = rtype(type_of(e->args[0])).kind;
      const Slot re = arg(0), im = arg(1);
      const Opcode op = part == Kind::Float32 ? Opcode::F32ToF64 : Opcode::Move;
      const Slot both = alloc(2);
      emit(op, both, re);
      emit(op, both + 1u, im);
      return emit(Opcode::MoveN, dst, both, 2);
    }
    case BuiltinId::Real:
    case BuiltinId::Imag: {
      const Slot value = arg(0);
      const uint32_t part = value + (id == BuiltinId::Imag ? 1u : 0u);
      return emit(rtype(type_of(e)).kind == Kind::Float32 ? Opcode::F64ToF32 : Opcode::Move, dst, part);
    }
    case BuiltinId::Copy: {
      const Slot to = arg(0), from = arg(1);
      if (is_string(core(1))) return emit(Opcode::CopyString, dst, to, from);
      return emit_x(Opcode::Copy, dst, to, from, gen_.table.size(as<Slice>(core_type(type_of(e->args[0])))->elem));
    }
    case BuiltinId::Delete: {
      Type* type = type_of(e->args[0]);
      const Slot map = arg(0);
      const Slot key = converted(e->args[1], as<Map>(core_type(type))->key);
      return emit_x(Opcode::MapDelete, map, key, 0, type_id(type));
    }
    case BuiltinId::Make: return make(e, dst);
    case BuiltinId::Max:
    case BuiltinId::Min: return minmax(e, id == BuiltinId::Min, dst);
    case BuiltinId::New: return emit_x(Opcode::New, dst, 0, 0, type_id(type_of(e->args[0])));
    case BuiltinId::Panic: {
      const Slot value = alloc(1);
      convert_to(e->args[0], gen_.in.types.any_type(), value);
      return emit(Opcode::Panic, value);
    }
    case BuiltinId::Print:
    case BuiltinId::Println: return print(e, id == BuiltinId::Println);
    case BuiltinId::Recover: return recover(dst);
    default: return builtin_unsafe(e, id, dst);
  }
}

void FunctionGen::append(CallExpr* e, Slot dst) {
  Type* type = type_of(e);
  Type* elem = as<Slice>(core_type(type))->elem;
  const Slot list = alloc(2);
  convert_to(e->args[0], type, list);
  if (e->has_dots) {
    Type* more_type = core_string(type_of(e->args[1]));
    if (e->args[1]->mode == ExprMode::NilValue) return move(dst, list, type);
    const Slot more = expr(e->args[1]);
    if (is_string(more_type)) return emit_x(Opcode::AppendString, dst, list, more, type_id(type));
    return emit_x(Opcode::Append, dst, list, more, type_id(type));
  }
  if (e->args.size() == 2) {
    const Slot value = converted(e->args[1], elem);
    return emit_x(Opcode::AppendOne, dst, list, value, type_id(type));
  }
  if (e->args.size() == 1) return move(dst, list, type);
  // All values first, as Go does; then one growth.
  const Slot count = alloc(1);
  int_to(static_cast<int64_t>(e->args.size() - 1), count);
  const Slot more = alloc(2);
  emit_x(Opcode::MakeSlice, more, count, count, type_id(type));
  for (size_t i = 1; i < e->args.size(); ++i) {
    const uint32_t saved = mark();
    const Slot value = converted(e->args[i], elem);
    const Slot where = alloc(1);
    int_to(static_cast<int64_t>(i - 1), where);
    store({Place::Kind::Element, elem, more, where, 0, nullptr}, value);
    release(saved);
  }
  emit_x(Opcode::Append, dst, list, more, type_id(type));
}

void FunctionGen::make(CallExpr* e, Slot dst) {
  Type* type = type_of(e->args[0]);
  const auto size_arg = [&](size_t i) -> Slot {
    if (i < e->args.size()) return expr(e->args[i]);
    const Slot none = alloc(1);
    int_to(0, none);
    return none;
  };
  switch (core_type(type)->kind) {
    case TypeKind::Slice: {
      const Slot length = size_arg(1);
      const Slot capacity = e->args.size() > 2 ? size_arg(2) : length;
      return emit_x(Opcode::MakeSlice, dst, length, capacity, type_id(type));
    }
    case TypeKind::Map: return emit_x(Opcode::MakeMap, dst, size_arg(1), 0, type_id(type));
    default: return emit_x(Opcode::MakeChan, dst, size_arg(1), 0, type_id(type));
  }
}

void FunctionGen::print(CallExpr* e, bool line) {
  const auto kind_of = [&](Type* type) {
    switch (rtype(type).kind) {
      case Kind::Bool: return PrintKind::Bool;
      case Kind::Int: case Kind::Int8: case Kind::Int16: case Kind::Int32: case Kind::Int64: return PrintKind::Int;
      case Kind::Uint: case Kind::Uint8: case Kind::Uint16: case Kind::Uint32: case Kind::Uint64:
      case Kind::Uintptr: return PrintKind::Uint;
      case Kind::Float32: case Kind::Float64: return PrintKind::Float;
      case Kind::Complex64: case Kind::Complex128: return PrintKind::Complex;
      case Kind::String: return PrintKind::String;
      case Kind::Interface: return PrintKind::Iface;
      case Kind::Slice: return PrintKind::Slice;
      default: return PrintKind::Pointer;
    }
  };
  // All arguments before the first is printed: one of them may print too. The Print instructions stand side by side, so the
  // VM can tell where a line's pieces end.
  const uint32_t saved = mark();
  std::vector<Slot> values;
  for (Expr* arg : e->args) {
    values.push_back(expr(arg));
    if (rtype(type_of(arg)).kind != Kind::Float32) continue;
    const Slot wide = alloc(1);
    emit(Opcode::F32ToF64, wide, values.back());
    values.back() = wide;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    if (line && i != 0) emit_x(Opcode::Print, 0, 0, 0, static_cast<uint64_t>(PrintKind::Space));
    emit_x(Opcode::Print, values[i], 0, 0, static_cast<uint64_t>(kind_of(type_of(e->args[i]))));
  }
  if (line) emit_x(Opcode::Print, 0, 0, 0, static_cast<uint64_t>(PrintKind::Newline));
  release(saved);
}

// min and max: NaN wins over every number, and -0 is less than 0.
void FunctionGen::minmax(CallExpr* e, bool smallest, Slot dst) {
  Type* type = type_of(e);
  const Kind kind = rtype(type).kind;
  const Slot best = alloc(1), next = alloc(1), better = alloc(1);
  expr_to(e->args[0], best);
  for (size_t i = 1; i < e->args.size(); ++i) {
    Label keep, take;
    expr_to(e->args[i], next);
    if (kind == Kind::Float64 || kind == Kind::Float32) {
      compare(Token::Neq, type, next, next, better);  // NaN is not equal to itself
      jump_if(true, better, take);
      compare(Token::Eql, type, next, best, better);
      Label differ;
      jump_if(false, better, differ);
      // Equal: only zeros can differ, by their sign.
      // The sign is the top bit of a float64 word, and bit 31 of a float32 word, which is zero-extended.
      const bool next_first = smallest == (kind == Kind::Float64);
      emit(Opcode::LtInt, better, next_first ? next : best, next_first ? best : next);
      jump_if(true, better, take);
      jump(keep);
      bind(differ);
    }
    compare(smallest ? Token::Lss : Token::Gtr, type, next, best, better);
    jump_if(false, better, keep);
    bind(take);
    emit(Opcode::Move, best, next);
    bind(keep);
  }
  emit(Opcode::Move, dst, best);
}

}  // namespace gopherarium
