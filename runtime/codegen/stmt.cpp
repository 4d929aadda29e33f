// Statements, and whole functions.

#include <fmt/format.h>

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

FunctionGen::FunctionGen(ProgramGen& program, uint32_t proto, TypeEnv env, Package* package, FunctionGen* outer)
    : gen_(program), proto_(proto), env_(std::move(env)), package_(package), outer_(outer) {}

// ---- whole functions

void FunctionGen::function(Signature& signature, FuncDecl* decl, FuncType* type, BlockStmt* body, Pos pos) {
  at(pos);
  result_slots_ = param_slots(*signature.results);
  out().result_slots = result_slots_;
  for (Var* var : signature.results->vars) out().result_types.push_back(type_id(subst(var->type())));
  alloc(result_slots_);
  // The declared objects, which the body's names denote: the signature of an instance has others.
  std::vector<Var*> params;
  const auto object_of = [](const Field* field) {
    return field->name == nullptr || field->name->object == nullptr ? nullptr : dyn_cast<Var>(field->name->object);
  };
  const auto declare_params = [&](Var* named, Type* param_type) {
    out().param_types.push_back(type_id(param_type));
    const uint32_t count = slots(param_type);
    const Slot slot = alloc(count);
    if (named == nullptr) return;
    homes_[named] = {VarHome::Kind::Slots, slot, 0};
    params.push_back(named);
    if (!boxed(*named)) note_variable(*named, 0);
  };
  if (decl != nullptr && decl->recv != nullptr) {
    Type* recv = subst(signature.recv->type());
    declare_params(object_of(decl->recv), recv);
  }
  for (size_t i = 0; i < signature.params->vars.size(); ++i) {
    Var* named = type == nullptr || i >= type->params.size() ? nullptr : object_of(type->params[i]);
    declare_params(named, subst(signature.params->vars[i]->type()));
  }
  out().param_slots = top_ - kFrameHeader - result_slots_;
  // Results and boxed parameters.
  uint32_t offset = kFrameHeader;
  const bool set_by_loops = !signature.results->vars.empty() && returns_from_loop_body(body);
  for (size_t i = 0; i < signature.results->vars.size(); ++i) {
    Type* result_type = subst(signature.results->vars[i]->type());
    Var* named = type == nullptr || i >= type->results.size() ? nullptr : object_of(type->results[i]);
    const auto slot = static_cast<Slot>(offset);
    zero(slot, result_type);
    if (named == nullptr && set_by_loops) named = hidden_var(result_type, {});
    results_.push_back(named);
    if (named != nullptr && (named->address_taken || named->captured || set_by_loops)) {
      const Slot box = alloc(1);
      emit_x(Opcode::New, box, 0, 0, type_id(result_type));
      homes_[named] = {VarHome::Kind::Box, box, 0};
    } else if (named != nullptr) {
      homes_[named] = {VarHome::Kind::Slots, slot, 0};
    }
    if (named != nullptr) note_variable(*named, pc());
    offset += slots(result_type);
  }
  for (Var* param : params) {
    if (!boxed(*param)) continue;
    Type* param_type = subst(param->type());
    const Slot box = alloc(1);
    emit_x(Opcode::New, box, 0, 0, type_id(param_type));
    store_memory(box, 0, param_type, homes_[param].slot);
    homes_[param] = {VarHome::Kind::Box, box, 0};
    note_variable(*param, pc());
  }
  for (Stmt* s : body->list) stmt(s);
  at(body->rbrace);
  // A deferred call returns to RunDefers, and the instruction before it says the line.
  if (has_defers_) {
    bind(return_label_);
    emit(Opcode::Nop);
  } else if (!return_label_.uses.empty()) {
    // A return statement leaves from its own line; who falls off the end is at the brace before.
    if (results_.empty()) emit(Opcode::Nop);
    out().epilogue_has_line = false;
  }
  epilogue();
}

// All returns come here: deferred calls may still change named results.
void FunctionGen::epilogue() {
  bind(return_label_);
  out().epilogue_pc = pc();
  if (has_defers_) emit(Opcode::RunDefers);
  uint32_t offset = kFrameHeader;
  for (size_t i = 0; i < results_.size(); ++i) {
    const RTypeId id = out().result_types[i];
    const uint32_t count = gen_.program.rtypes[id].slots;
    if (results_[i] != nullptr) {
      const VarHome at_home = homes_[results_[i]];
      if (at_home.kind == VarHome::Kind::Box) {
        load_memory(at_home.slot, 0, subst(results_[i]->type()), static_cast<Slot>(offset));
      }
    }
    offset += count;
  }
  emit(Opcode::Return);
}

void FunctionGen::finish() {
  out().has_defers = has_defers_;
  out().captures = captured_words_;
  for (Var* var : captured_) note_variable(*var, 0);
  for (LocalVariable& variable : out().variables) {
    if (variable.end_pc == 0) variable.end_pc = pc();
  }
}

// ---- variables

// For who looks at frames: the variable is in scope from `first_pc` on, at its home.
void FunctionGen::note_variable(Var& var, uint32_t first_pc) {
  if (var.name == "_") return;
  const VarHome at = home(var);
  LocalVariable local{std::string(var.name), type_id(subst(var.type())), at.slot, first_pc, 0, LocalHome::Slots};
  switch (at.kind) {
    case VarHome::Kind::Slots: break;
    case VarHome::Kind::Box: local.home = LocalHome::Box; break;
    case VarHome::Kind::CapturedBox: local.home = LocalHome::CapturedBox; local.at = at.capture; break;
    case VarHome::Kind::CapturedValue: local.home = LocalHome::Captured; local.at = at.capture; break;
  }
  out().variables.push_back(std::move(local));
}

Slot FunctionGen::declare_slot(Var& var) {
  Type* type = subst(var.type());
  const bool in_box = boxed(var);
  const Slot slot = in_box ? alloc(1) : temp(type);
  homes_[&var] = {in_box ? VarHome::Kind::Box : VarHome::Kind::Slots, slot, 0};
  note_variable(var, pc() + 1);  // its first value comes now
  return slot;
}

bool FunctionGen::is_sync_type(Type* type) {
  auto* named = dyn_cast<Named>(type);
  return named != nullptr && named->object->package != nullptr && named->object->package->path == "sync" &&
         underlying(named)->kind == TypeKind::Struct;
}

// Whether the value is a new channel or lock: what is merely passed on keeps its first name.
bool FunctionGen::makes_object(const Expr* value, Type* type) {
  auto* call = dyn_cast<CallExpr>(unparen(const_cast<Expr*>(value)));
  if (call == nullptr) return is<UnaryExpr>(unparen(const_cast<Expr*>(value))) && underlying(type)->kind == TypeKind::Pointer &&
                              is_sync_type(as<Pointer>(underlying(type))->elem);
  auto* name = dyn_cast<Ident>(unparen(call->fun));
  auto* builtin = name == nullptr || name->object == nullptr ? nullptr : dyn_cast<Builtin>(name->object);
  if (builtin == nullptr) return false;
  if (builtin->id == BuiltinId::Make) return underlying(type)->kind == TypeKind::Chan;
  return builtin->id == BuiltinId::New && underlying(type)->kind == TypeKind::Pointer && is_sync_type(as<Pointer>(underlying(type))->elem);
}

// For recordings: what the program calls the channel or lock whose address is in the slot.
void FunctionGen::name_object(Slot address, std::string_view name) {
  emit_x(Opcode::NameObject, address, 0, 0, gen_.string_constant(std::string(name)));
}

void FunctionGen::declare(Var& var, Slot value) {
  Type* type = subst(var.type());
  const Slot slot = declare_slot(var);
  if (boxed(var)) {
    emit_x(Opcode::New, slot, 0, 0, type_id(type));
    if (value != kNoSlot) store_memory(slot, 0, type, value);
    if (is_sync_type(type)) name_object(slot, var.name);
  } else if (value == kNoSlot) {
    zero(slot, type);
  } else {
    move(slot, value, type);
  }
}

// The statement's temporaries go with it; the variables it declares stay until their block ends. So a value is worked out
// above the new variable's slot.
void FunctionGen::var_decl(VarDecl* d) {
  std::vector<Var*> vars;
  for (Ident* name : d->names) vars.push_back(name->object == nullptr ? nullptr : dyn_cast<Var>(name->object));
  if (d->values.empty()) {
    for (Var* var : vars) {
      if (var != nullptr) declare(*var, kNoSlot);
    }
    return;
  }
  std::vector<Expr*> lhs(d->names.begin(), d->names.end());
  std::vector<Expr*> rhs(d->values.begin(), d->values.end());
  AssignStmt as_define(d->pos);
  as_define.assign_kind = AssignKind::Define;
  as_define.lhs = lhs;
  as_define.rhs = rhs;
  assign(&as_define);
}

// ---- assignment

namespace {

bool is_comma_ok_form(const AssignStmt* s) {
  return s->lhs.size() == 2 && s->rhs.size() == 1 && !is<CallExpr>(unparen(s->rhs[0]));
}

}  // namespace

// One assignment or definition while it is worked out; all lists go by left sides.
struct FunctionGen::Assignment {
  explicit Assignment(AssignStmt* statement)
      : s(statement), count(s->lhs.size()), fresh(count), declared(count, kNoSlot), places(count), values(count), types(count) {}
  AssignStmt* s;
  size_t count;
  std::vector<Var*> fresh;     // the variable that is defined here, if one is
  std::vector<Slot> declared;  // its slots, below all temporaries
  std::vector<Place> places;   // where the others are
  std::vector<Slot> values;    // what they get, converted to
  std::vector<Type*> types;    // these
};

void FunctionGen::assign(AssignStmt* s) {
  at(start_pos(s));
  if (s->assign_kind == AssignKind::Op) return assign_op(s);
  Assignment to(s);
  find_new_variables(to);
  const bool single = to.count == 1 && s->rhs.size() == 1;
  if (single && assign_large(s->lhs[0], to.fresh[0], s->rhs[0])) return;
  if (single && to.fresh[0] != nullptr && !boxed(*to.fresh[0])) return define_in_place(*to.fresh[0], s->rhs[0]);
  for (size_t i = 0; i < to.count; ++i) {
    if (Var* var = to.fresh[i]) to.declared[i] = alloc(boxed(*var) ? 1 : std::max(1u, slots(subst(var->type()))));
  }
  const uint32_t saved = mark();
  // Operands of the left sides first, then the right sides, then the assignments from left to right.
  for (size_t i = 0; i < to.count; ++i) {
    if (to.fresh[i] == nullptr) to.places[i] = place(s->lhs[i]);
    if (to.count > 1) keep_operands(to.places[i]);
  }
  if (single && assign_in_place(to)) return release(saved);
  if (s->rhs.size() == to.count) {
    assigned_values(to);
  } else if (is_comma_ok_form(s)) {
    assigned_comma_ok(to);
  } else {
    assigned_results(to);
  }
  for (size_t i = 0; i < to.count; ++i) {
    if (to.fresh[i] == nullptr) {
      store_assigned(to, i);
    } else {
      define_assigned(to, i);
    }
  }
  release(saved);
}

void FunctionGen::find_new_variables(Assignment& to) {
  if (to.s->assign_kind != AssignKind::Define) return;
  for (size_t i = 0; i < to.count; ++i) {
    auto* name = dyn_cast<Ident>(to.s->lhs[i]);
    auto* var = name == nullptr || name->object == nullptr ? nullptr : dyn_cast<Var>(name->object);
    if (var != nullptr && var->pos == name->pos && var->owner != nullptr) to.fresh[i] = var;
  }
}

// `value` for the blank identifier.
Type* FunctionGen::assigned_type(const Assignment& to, size_t i, Type* value) {
  if (to.fresh[i] != nullptr) return subst(to.fresh[i]->type());
  auto* name = dyn_cast<Ident>(unparen(to.s->lhs[i]));
  const bool blank = name != nullptr && name->name == "_" && name->object == nullptr;
  if (!blank && name != nullptr && name->object != nullptr) return subst(dyn_cast<Var>(name->object)->type());
  return blank ? value : type_of(to.s->lhs[i]);
}

// A single new variable that lies in slots is worked out there.
void FunctionGen::define_in_place(Var& var, Expr* value) {
  Type* type = subst(var.type());
  const Slot slot = temp(type);
  convert_to(value, type, slot);
  if (makes_object(value, type)) name_object(slot, var.name);
  homes_[&var] = {VarHome::Kind::Slots, slot, 0};
  note_variable(var, pc());
}

// x = e into a variable's own slot: e may read x, so only what is written as the last step is worked out in place.
bool FunctionGen::assign_in_place(const Assignment& to) {
  if (to.places[0].kind != Place::Kind::Slots || to.fresh[0] != nullptr) return false;
  Type* type = assigned_type(to, 0, nullptr);
  const Kind kind = rtype(type).kind;
  if (slots(type) != 1 || kind == Kind::Struct || kind == Kind::Array) return false;
  convert_to(to.s->rhs[0], type, to.places[0].slot);
  return true;
}

// An index or pointer that is itself a variable must keep its value while the right sides are worked out.
void FunctionGen::keep_operands(Place& place) {
  if (place.kind == Place::Kind::Slots || place.kind == Place::Kind::Blank) return;
  const auto keep = [&](Slot& slot, uint32_t words) {
    const Slot copy = alloc(std::max(1u, words));
    emit(Opcode::MoveN, copy, slot, words);
    slot = copy;
  };
  if (place.kind != Place::Kind::Frame) keep(place.slot, place.kind == Place::Kind::Element ? 2 : 1);
  if (place.index == kNoSlot) return;
  keep(place.index, place.kind == Place::Kind::MapEntry ? slots(as<Map>(core_type(place.container))->key) : 1);
}

void FunctionGen::assigned_values(Assignment& to) {
  for (size_t i = 0; i < to.count; ++i) {
    Expr* value = to.s->rhs[i];
    Type* value_type = value->mode == ExprMode::NilValue || value->type == nullptr ? nullptr : type_of(value);
    to.types[i] = assigned_type(to, i, value_type);
    if (to.types[i] == nullptr) continue;
    if (to.count == 1) {
      to.values[i] = converted(value, to.types[i]);
    } else {
      to.values[i] = temp(to.types[i]);
      convert_to(value, to.types[i], to.values[i]);
    }
  }
}

void FunctionGen::assigned_comma_ok(Assignment& to) {
  Type* value_type = type_of(to.s->rhs[0]);
  if (value_type->kind == TypeKind::Tuple) value_type = subst(as<Tuple>(value_type)->vars[0]->type());
  const uint32_t words = std::max(1u, slots(value_type));
  const Slot both = alloc(words + 1);
  comma_ok(to.s->rhs[0], both);
  Type* source[2] = {value_type, gen_.in.types.basic(BasicKind::Bool)};
  const Slot at_slot[2] = {both, static_cast<Slot>(both + slots(value_type))};
  for (size_t i = 0; i < 2; ++i) {
    to.types[i] = assigned_type(to, i, source[i]);
    to.values[i] = temp(to.types[i]);
    convert_slot(at_slot[i], source[i], to.types[i], to.values[i]);
  }
}

void FunctionGen::assigned_results(Assignment& to) {
  auto& results = *as<Tuple>(type_of(to.s->rhs[0]));
  uint32_t from = call(as<CallExpr>(unparen(to.s->rhs[0])));
  for (size_t i = 0; i < to.count; ++i) {
    Type* source = subst(results.vars[i]->type());
    Type* type = to.types[i] = assigned_type(to, i, source);
    to.values[i] = static_cast<Slot>(from);
    if (underlying(type)->kind == TypeKind::Interface && underlying(source)->kind != TypeKind::Interface) {
      to.values[i] = temp(type);
      convert_slot(static_cast<Slot>(from), source, type, to.values[i]);
    }
    from += slots(source);
  }
}

bool FunctionGen::assigns_made(const Assignment& to, size_t i) {
  return to.s->rhs.size() == to.count && to.types[i] != nullptr && makes_object(to.s->rhs[i], to.types[i]);
}

void FunctionGen::store_assigned(const Assignment& to, size_t i) {
  store(to.places[i], to.values[i]);
  auto* field = dyn_cast<SelectorExpr>(unparen(to.s->lhs[i]));
  auto* of = field == nullptr ? nullptr : dyn_cast<Ident>(unparen(field->x));
  if (of != nullptr && assigns_made(to, i)) name_object(to.values[i], fmt::format("{}.{}", of->name, field->sel->name));
}

void FunctionGen::define_assigned(const Assignment& to, size_t i) {
  Var& var = *to.fresh[i];
  const Slot slot = to.declared[i];
  Type* type = to.types[i];
  if (boxed(var)) {
    homes_[&var] = {VarHome::Kind::Box, slot, 0};
    emit_x(Opcode::New, slot, 0, 0, type_id(type));
    store_memory(slot, 0, type, to.values[i]);
    if (is_sync_type(type)) name_object(slot, var.name);
  } else {
    homes_[&var] = {VarHome::Kind::Slots, slot, 0};
    move(slot, to.values[i], type);
  }
  if (assigns_made(to, i)) name_object(to.values[i], var.name);
  note_variable(var, pc());
}

// x op= y: the place is worked out once; a load, the operation, a store.
void FunctionGen::assign_op(AssignStmt* s) {
  const uint32_t saved = mark();
  const Place to = place(s->lhs[0]);
  Type* type = to.type;
  const Slot y = expr(s->rhs[0]);
  Type* shift_type = is_shift(s->op) ? type_of(s->rhs[0]) : nullptr;
  if (to.kind == Place::Kind::Slots) {
    arithmetic(s->op, type, to.slot, y, to.slot, shift_type);
  } else {
    const Slot value = temp(type);
    load(to, value);
    arithmetic(s->op, type, value, y, value, shift_type);
    store(to, value);
  }
  release(saved);
}

void FunctionGen::inc_dec(IncDecStmt* s) {
  at(start_pos(s));
  const uint32_t saved = mark();
  const Place to = place(s->x);
  const Kind kind = rtype(to.type).kind;
  const Slot value = to.kind == Place::Kind::Slots ? to.slot : temp(to.type);
  load(to, value);
  if (kind >= Kind::Int && kind <= Kind::Uintptr) {
    emit(Opcode::AddImm, value, value, static_cast<uint16_t>(s->op == Token::Inc ? 1 : -1));
    normalise(value, to.type);
  } else {
    const Slot one = temp(to.type);
    constant_to(ConstantValue::of_int(1), to.type, one);
    arithmetic(s->op == Token::Inc ? Token::Add : Token::Sub, to.type, value, one, value, nullptr);
  }
  if (to.kind != Place::Kind::Slots) store(to, value);
  release(saved);
}

// ---- control flow

void FunctionGen::block(const List<Stmt>& list) {
  const uint32_t saved = mark();
  const size_t first_variable = out().variables.size();
  for (Stmt* s : list) stmt(s);
  end_scope(first_variable);
  release(saved);
}

// The variables declared since then go out of scope.
void FunctionGen::end_scope(size_t first_variable) {
  for (size_t i = first_variable; i < out().variables.size(); ++i) {
    if (out().variables[i].end_pc == 0) out().variables[i].end_pc = pc();
  }
}

void FunctionGen::stmt(Stmt* s) {
  const size_t first_variable = out().variables.size();
  simple_or_compound(s);
  const bool declares = s->kind == NodeKind::AssignStmt || s->kind == NodeKind::DeclStmt || s->kind == NodeKind::LabeledStmt;
  if (!declares) end_scope(first_variable);
}

void FunctionGen::simple_or_compound(Stmt* s) {
  switch (s->kind) {
    case NodeKind::EmptyStmt: return;
    case NodeKind::ExprStmt: {
      at(start_pos(s));
      const uint32_t saved = mark();
      (void)expr(as<ExprStmt>(s)->x);
      return release(saved);
    }
    case NodeKind::SendStmt: {
      at(start_pos(s));
      const uint32_t saved = mark();
      auto* send = as<SendStmt>(s);
      Type* type = type_of(send->channel);
      const Slot channel = expr(send->channel);
      const Slot value = converted(send->value, as<Chan>(core_type(type))->elem);
      emit_x(Opcode::Send, channel, value, 0, type_id(type));
      return release(saved);
    }
    case NodeKind::IncDecStmt: return inc_dec(as<IncDecStmt>(s));
    case NodeKind::AssignStmt: return assign(as<AssignStmt>(s));
    case NodeKind::GoStmt: at(start_pos(s)); return go_or_defer(as<GoStmt>(s)->call, Opcode::Go);
    case NodeKind::DeferStmt:
      at(start_pos(s));
      function_of_loop().has_defers_ = true;
      return go_or_defer(as<DeferStmt>(s)->call, Opcode::Defer);
    case NodeKind::ReturnStmt: return return_stmt(as<ReturnStmt>(s));
    case NodeKind::BranchStmt: return branch_stmt(as<BranchStmt>(s));
    case NodeKind::BlockStmt: return block(as<BlockStmt>(s)->list);
    case NodeKind::IfStmt: return if_stmt(as<IfStmt>(s));
    case NodeKind::SwitchStmt: return switch_stmt(as<SwitchStmt>(s));
    case NodeKind::TypeSwitchStmt: return type_switch(as<TypeSwitchStmt>(s));
    case NodeKind::SelectStmt: return select_stmt(as<SelectStmt>(s));
    case NodeKind::ForStmt: return for_stmt(as<ForStmt>(s));
    case NodeKind::RangeStmt: return range_stmt(as<RangeStmt>(s));
    case NodeKind::LabeledStmt: return labeled(as<LabeledStmt>(s));
    case NodeKind::DeclStmt:
      for (Decl* decl : as<DeclStmt>(s)->decls) {
        at(decl->pos);
        if (auto* vars = dyn_cast<VarDecl>(decl)) var_decl(vars);
      }
      return;
    default: GOPH_CHECK(false, "every kind of statement has its case");
  }
}

void FunctionGen::labeled(LabeledStmt* s) {
  bind(gotos_[s]);
  stmt(s->stmt);
}

void FunctionGen::branch_stmt(BranchStmt* s) {
  at(s->pos);
  switch (s->keyword) {
    case Token::Break: return leave({Exit::Kind::Break, s->target});
    case Token::Continue: return leave({Exit::Kind::Continue, s->target});
    case Token::Goto: return leave({Exit::Kind::Goto, s->target});
    default: return jump(*fallthrough_to_);
  }
}

void FunctionGen::return_stmt(ReturnStmt* s) {
  at(s->pos);
  const uint32_t saved = mark();
  if (!s->results.empty()) {
    std::vector<Slot> values;
    std::vector<Type*> types;
    FunctionGen& function = function_of_loop();
    for (RTypeId id : function.out().result_types) types.push_back(gen_.table.types()[id - 1].second);
    if (s->results.size() == 1 && types.size() > 1) {
      uint32_t from = call(as<CallExpr>(unparen(s->results[0])));
      auto& tuple = *as<Tuple>(type_of(s->results[0]));
      for (size_t i = 0; i < types.size(); ++i) {
        Type* source = subst(tuple.vars[i]->type());
        values.push_back(temp(types[i]));
        convert_slot(static_cast<Slot>(from), source, types[i], values.back());
        from += slots(source);
      }
    } else if (types.size() == 1) {
      values.push_back(converted(s->results[0], types[0]));
    } else {
      for (size_t i = 0; i < types.size(); ++i) {
        values.push_back(temp(types[i]));
        convert_to(s->results[i], types[i], values.back());
      }
    }
    uint32_t offset = kFrameHeader;
    for (size_t i = 0; i < types.size(); ++i) {
      Var* result = function.results_[i];
      if (result != nullptr && function.homes_[result].kind == VarHome::Kind::Box) {
        store(var_place(*result), values[i]);
      } else {
        move(static_cast<Slot>(offset), values[i], types[i]);
      }
      offset += slots(types[i]);
    }
  }
  release(saved);
  leave({Exit::Kind::Return, nullptr});
}

void FunctionGen::if_stmt(IfStmt* s) {
  const uint32_t saved = mark();
  if (s->init != nullptr) stmt(s->init);
  at(start_pos(s->cond));
  Label otherwise, done;
  branch(s->cond, false, otherwise);
  block(s->then->list);
  if (s->otherwise != nullptr) jump(done);
  bind(otherwise);
  if (s->otherwise != nullptr) stmt(s->otherwise);
  bind(done);
  release(saved);
}

// for init; cond; post: from go1.22 on each iteration has its own copy of the variables, made before post runs.
void FunctionGen::for_stmt(ForStmt* s) {
  const uint32_t saved = mark();
  std::vector<Var*> own_each_time;
  if (auto* init = dyn_cast<AssignStmt>(s->init); init != nullptr && init->assign_kind == AssignKind::Define) {
    const bool shared = gen_.in.checker.version_at(s->pos) < GoVersion{22};
    for (Expr* e : init->lhs) {
      Var* var = var_of(e);
      if (var == nullptr) continue;
      if (shared) shared_loop_vars_.insert(var);
      if (!shared && boxed(*var)) own_each_time.push_back(var);
    }
  }
  if (s->init != nullptr) stmt(s->init);
  Label top, again, done;
  targets_[s] = {&done, &again};
  bind(top);
  if (s->cond != nullptr) {
    at(start_pos(s->cond));
    branch(s->cond, false, done);
  }
  block(s->body->list);
  bind(again);
  for (Var* var : own_each_time) {
    const uint32_t inner = mark();
    Type* type = subst(var->type());
    const Slot value = temp(type);
    load_memory(homes_[var].slot, 0, type, value);
    emit_x(Opcode::New, homes_[var].slot, 0, 0, type_id(type));
    store_memory(homes_[var].slot, 0, type, value);
    release(inner);
  }
  if (s->post != nullptr) stmt(s->post);
  at(s->pos);
  jump(top);
  bind(done);
  release(saved);
}

void FunctionGen::switch_stmt(SwitchStmt* s) {
  const uint32_t saved = mark();
  if (s->init != nullptr) stmt(s->init);
  Slot tag = kNoSlot;
  Type* tag_type = nullptr;
  if (s->tag != nullptr) {
    at(start_pos(s->tag));
    tag_type = type_of(s->tag);
    tag = temp(tag_type);
    expr_to(s->tag, tag);
  }
  Label done;
  targets_[s] = {&done, nullptr};
  std::vector<Label> bodies(s->clauses.size() + 1);
  Label* otherwise = &done;
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    CaseClause& clause = *s->clauses[i];
    if (clause.is_default) otherwise = &bodies[i];
    for (Expr* value : clause.cases) {
      at(start_pos(value));
      const uint32_t inner = mark();
      if (s->tag == nullptr) {
        branch(value, true, bodies[i]);
      } else {
        Type* value_type = value->mode == ExprMode::NilValue ? tag_type : type_of(value);
        Type* type = underlying(value_type)->kind == TypeKind::Interface ? value_type : tag_type;
        const Slot same = alloc(1);
        Slot left = tag;
        if (underlying(type)->kind == TypeKind::Interface && underlying(tag_type)->kind != TypeKind::Interface) {
          left = alloc(1);
          make_iface(tag, tag_type, left);
        }
        compare(Token::Eql, type, left, converted(value, type), same);
        jump_if(true, same, bodies[i]);
      }
      release(inner);
    }
  }
  jump(*otherwise);
  Label* outer_fallthrough = fallthrough_to_;
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    bind(bodies[i]);
    fallthrough_to_ = &bodies[i + 1];
    block(s->clauses[i]->body);
    jump(done);
  }
  fallthrough_to_ = outer_fallthrough;
  bind(bodies.back());
  bind(done);
  release(saved);
}

void FunctionGen::type_switch(TypeSwitchStmt* s) {
  const uint32_t saved = mark();
  if (s->init != nullptr) stmt(s->init);
  at(start_pos(s->x));
  const Slot value = alloc(1);
  expr_to(s->x, value);
  Label done;
  targets_[s] = {&done, nullptr};
  std::vector<Label> bodies(s->clauses.size());
  Label* otherwise = &done;
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    CaseClause& clause = *s->clauses[i];
    if (clause.is_default) otherwise = &bodies[i];
    for (Expr* wanted : clause.cases) {
      at(start_pos(wanted));
      const uint32_t inner = mark();
      if (wanted->mode == ExprMode::NilValue) {
        const Slot id = alloc(1);
        emit(Opcode::IfaceType, id, value);
        emit(Opcode::JumpEqImm, id, 0);
        bodies[i].uses.push_back(pc() - 1);
      } else if (Type* type = type_of(wanted); underlying(type)->kind == TypeKind::Interface) {
        const Slot both = alloc(2);
        emit_x(Opcode::AssertIfaceOk, both, value, 0, type_id(type));
        jump_if(true, static_cast<Slot>(both + 1), bodies[i]);
      } else {
        Label differs;
        emit_x(Opcode::JumpNotType, value, 0, 0, type_id(type));
        differs.uses.push_back(pc() - 2);
        jump(bodies[i]);
        bind(differs);
      }
      release(inner);
    }
  }
  jump(*otherwise);
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    CaseClause& clause = *s->clauses[i];
    bind(bodies[i]);
    const uint32_t inner = mark();
    if (auto* var = clause.implicit_object == nullptr ? nullptr : dyn_cast<Var>(clause.implicit_object)) {
      Type* type = subst(var->type());
      const bool one_type = clause.cases.size() == 1 && clause.cases[0]->mode != ExprMode::NilValue;
      const Slot own = temp(type);
      if (one_type && underlying(type)->kind != TypeKind::Interface) {
        emit_x(Opcode::AssertType, own, value, 0, type_id(type));
      } else {
        emit(Opcode::Move, own, value);
      }
      declare(*var, own);
    }
    block(clause.body);
    release(inner);
    jump(done);
  }
  bind(done);
  release(saved);
}

void FunctionGen::select_stmt(SelectStmt* s) {
  at(s->pos);
  const uint32_t saved = mark();
  SelectTable table;
  std::vector<Slot> received(s->clauses.size(), kNoSlot);
  // Channels and values to send are worked out in source order, before anything is chosen.
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    Stmt* comm = s->clauses[i]->comm;
    if (comm == nullptr) {
      table.has_default = true;
      continue;
    }
    SelectCaseInfo info;
    if (auto* send = dyn_cast<SendStmt>(comm)) {
      Type* type = type_of(send->channel);
      info.kind = SelectKind::Send;
      info.chan_type = type_id(type);
      info.chan_slot = alloc(1);
      expr_to(send->channel, info.chan_slot);
      Type* elem = as<Chan>(core_type(type))->elem;
      info.value_slot = temp(elem);
      convert_to(send->value, elem, info.value_slot);
    } else {
      auto* assignment = dyn_cast<AssignStmt>(comm);
      Expr* receive = assignment != nullptr ? assignment->rhs[0] : as<ExprStmt>(comm)->x;
      Expr* channel = as<UnaryExpr>(unparen(receive))->x;
      Type* type = type_of(channel);
      info.kind = assignment != nullptr && assignment->lhs.size() == 2 ? SelectKind::RecvOk : SelectKind::Recv;
      info.chan_type = type_id(type);
      info.chan_slot = alloc(1);
      expr_to(channel, info.chan_slot);
      if (assignment != nullptr) {
        info.value_slot = temp(as<Chan>(core_type(type))->elem);
        received[i] = info.value_slot;
      }
    }
    table.cases.push_back(info);
  }
  const Slot chosen = alloc(2);
  emit_x(Opcode::Select, chosen, 0, 0, out().selects.size());
  out().selects.push_back(std::move(table));
  Label done;
  targets_[s] = {&done, nullptr};
  std::vector<Label> bodies(s->clauses.size());
  int case_index = 0;
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    emit(Opcode::JumpEqImm, chosen, static_cast<uint16_t>(s->clauses[i]->comm == nullptr ? -1 : case_index++));
    bodies[i].uses.push_back(pc() - 1);
  }
  for (size_t i = 0; i < s->clauses.size(); ++i) {
    bind(bodies[i]);
    const uint32_t inner = mark();
    if (auto* assignment = s->clauses[i]->comm == nullptr ? nullptr : dyn_cast<AssignStmt>(s->clauses[i]->comm)) {
      Type* channel_type = type_of(as<UnaryExpr>(unparen(assignment->rhs[0]))->x);
      Type* source[2] = {as<Chan>(core_type(channel_type))->elem, gen_.in.types.basic(BasicKind::Bool)};
      const Slot from[2] = {received[i], static_cast<Slot>(chosen + 1)};
      for (size_t k = 0; k < assignment->lhs.size(); ++k) {
        auto* name = dyn_cast<Ident>(assignment->lhs[k]);
        Var* var = var_of(assignment->lhs[k]);
        if (assignment->assign_kind == AssignKind::Define && var != nullptr && var->pos == name->pos) {
          declare(*var, from[k]);
          continue;
        }
        const Place to = place(assignment->lhs[k]);
        if (to.kind == Place::Kind::Blank) continue;
        const Slot value = temp(to.type);
        convert_slot(from[k], source[k], to.type, value);
        store(to, value);
      }
    }
    block(s->clauses[i]->body);
    release(inner);
    jump(done);
  }
  bind(done);
  release(saved);
}

}  // namespace gopherarium
