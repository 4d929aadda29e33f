// Range loops over funcs: for k, v := range f { body } calls f with a function that has the body.
//
// That function is compiled here, by a FunctionGen of its own, as a literal would be. It returns true to go on. Every way out
// of the body (break, return, goto, continue of a loop further out) leaves its number in next_, marks the loop as done and
// returns false; behind the iterator's call the function around the loop looks at next_ and goes there, or, being the body of
// a loop itself, leaves in its turn. Results are boxed, so that a return in a body can set them. Deferred calls belong to the
// frame of the function that the loop is part of, named by a token.
//
// The loop's state lies in a box of its own: an iterator that calls the body when it must not, panics (RangeState).

#include <fmt/format.h>

#include <algorithm>

#include "runtime/codegen/function_gen.h"
#include "runtime/syntax/walk.h"

namespace gopherarium {

namespace {

// Walks a body without the function literals in it, which are functions of their own.
template <class Visit>
void walk_statements(Node* body, Visit visit) {
  walk(body, [&](Node* node) {
    if (is<FuncLit>(node)) return false;
    visit(node);
    return true;
  });
}

bool calls_recover(Node* node) {
  auto* call = dyn_cast<CallExpr>(node);
  auto* name = call == nullptr ? nullptr : dyn_cast<Ident>(unparen(call->fun));
  auto* builtin = name == nullptr || name->object == nullptr ? nullptr : dyn_cast<Builtin>(name->object);
  return builtin != nullptr && builtin->id == BuiltinId::Recover;
}

}  // namespace

// A variable of the compiler's, which bodies of loops capture like any other.
Var* FunctionGen::hidden_var(Type* type, VarHome home) {
  static const Node kOwner{NodeKind::FuncDecl, {}};
  Var* var = gen_.in.types.param("", type);
  var->owner = &kOwner;
  homes_[var] = home;
  return var;
}

Var* FunctionGen::hidden_int(RangeState value) {
  Type* type = gen_.in.types.basic(BasicKind::Int);
  const Slot box = alloc(1);
  emit_x(Opcode::New, box, 0, 0, type_id(type));
  Var* var = hidden_var(type, {VarHome::Kind::Box, box, 0});
  if (value != RangeState::Done) set_hidden(*var, static_cast<int64_t>(value));
  return var;
}

void FunctionGen::set_hidden(Var& var, int64_t value) {
  const uint32_t saved = mark();
  const Slot word = alloc(1);
  int_to(value, word);
  store(var_place(var), word);
  release(saved);
}

Slot FunctionGen::get_hidden(Var& var) {
  const Slot word = alloc(1);
  load(var_place(var), word);
  return word;
}

bool FunctionGen::returns_from_loop_body(BlockStmt* body) {
  bool found = false;
  walk_statements(body, [&](Node* node) {
    auto* loop = dyn_cast<RangeStmt>(node);
    if (loop == nullptr || found || core_type(type_of(loop->x)) == nullptr ||
        core_type(type_of(loop->x))->kind != TypeKind::Signature) return;
    walk_statements(loop->body, [&](Node* inner) { found = found || is<ReturnStmt>(inner); });
  });
  return found;
}

// What the bodies of the loops in `s` need of the function they are part of.
void FunctionGen::enter_loops(RangeStmt* s) {
  next_ = hidden_int(RangeState::Done);
  bool defers = false, recovers = false;
  walk_statements(s->body, [&](Node* node) {
    defers = defers || is<DeferStmt>(node);
    recovers = recovers || calls_recover(node);
  });
  if (!defers && !recovers) return;
  const Slot token = alloc(2);
  emit(Opcode::DeferToken, token);
  defer_token_ = hidden_var(gen_.in.types.basic(BasicKind::Complex128), {VarHome::Kind::Slots, token, 0});
}

void FunctionGen::range_func(RangeStmt* s, Signature& iterator) {
  const Slot function = alloc(1);
  expr_to(s->x, function);
  if (loop_body_ == nullptr) enter_loops(s);
  FunctionGen& around = function_of_loop();
  Var* state = hidden_int(RangeState::Ready);
  FunctionGen inner(gen_, gen_.new_proto(fmt::format("{}-range{}", around.out().name, ++around.loop_bodies_)), env_, package_, this);
  inner.shared_loop_vars_ = shared_loop_vars_;
  inner.loop_body_ = std::make_unique<LoopBody>(LoopBody{around, state});
  inner.range_body(s, *as<Signature>(core_type(subst(iterator.params->vars[0]->type()))));
  inner.finish();
  const Slot frame = alloc(kFrameHeader + 2);
  closure_of(inner, static_cast<Slot>(frame + kFrameHeader));
  at(s->pos);
  emit(Opcode::CallClosure, frame, function, CallShape{0, 1}.pack());
  Label over;
  const Slot at_end = get_hidden(*state);
  emit(Opcode::JumpNeImm, at_end, static_cast<uint16_t>(RangeState::Running));
  over.uses.push_back(pc() - 1);
  int_to(static_cast<int64_t>(RangeState::Missing), at_end);
  emit(Opcode::RangeState, at_end);
  bind(over);
  set_hidden(*state, static_cast<int64_t>(RangeState::Exhausted));
  leave_after_loop(inner.loop_body_->exits);
}

// The body as func(k K, v V) bool.
void FunctionGen::range_body(RangeStmt* s, const Signature& yield) {
  at(s->pos);
  Var& state = *loop_body_->state;
  walk_statements(s->body, [&](Node* node) {
    if (auto* label = dyn_cast<LabeledStmt>(node)) loop_body_->labels.insert(label);
  });
  result_slots_ = 1;
  out().result_slots = 1;
  alloc(1);
  out().result_types.push_back(type_id(subst(yield.results->vars[0]->type())));
  results_.push_back(nullptr);
  RangeValue values[2];
  for (size_t i = 0; i < yield.params->vars.size(); ++i) {
    Type* type = subst(yield.params->vars[i]->type());
    out().param_types.push_back(type_id(type));
    values[i] = {alloc(slots(type)), type};
  }
  out().param_slots = top_ - kFrameHeader - result_slots_;
  Label ready, again;
  const Slot now = get_hidden(state);
  emit(Opcode::JumpEqImm, now, static_cast<uint16_t>(RangeState::Ready));
  ready.uses.push_back(pc() - 1);
  emit(Opcode::RangeState, now);
  bind(ready);
  set_hidden(state, static_cast<int64_t>(RangeState::Running));
  targets_[s] = {&loop_body_->leave, &again};
  range_assign(s, values[0], values[1]);
  block(s->body->list);
  at(s->body->rbrace);
  bind(again);
  set_hidden(state, static_cast<int64_t>(RangeState::Ready));
  int_to(1, kFrameHeader);
  jump(return_label_);
  bind(loop_body_->leave);
  set_hidden(state, static_cast<int64_t>(RangeState::Done));
  int_to(0, kFrameHeader);
  epilogue();
}

// ---- ways out

bool FunctionGen::leads_inside(const Exit& exit) const {
  if (loop_body_ == nullptr) return true;
  switch (exit.kind) {
    case Exit::Kind::Return: return false;
    case Exit::Kind::Goto: return loop_body_->labels.contains(exit.target);
    default: return targets_.contains(exit.target);
  }
}

// break, continue, goto or return: a jump when its target is compiled into this proto.
void FunctionGen::leave(Exit exit) {
  if (leads_inside(exit)) {
    switch (exit.kind) {
      case Exit::Kind::Return: return jump(return_label_);
      case Exit::Kind::Goto: return jump(gotos_[exit.target]);
      case Exit::Kind::Break: return jump(*targets_.at(exit.target).break_to);
      case Exit::Kind::Continue: return jump(*targets_.at(exit.target).continue_to);
    }
  }
  FunctionGen& function = loop_body_->function;
  auto known = std::find(function.exits_.begin(), function.exits_.end(), exit);
  if (known == function.exits_.end()) known = function.exits_.insert(known, exit);
  const auto number = static_cast<size_t>(known - function.exits_.begin());
  std::vector<size_t>& taken = loop_body_->exits;
  if (std::find(taken.begin(), taken.end(), number) == taken.end()) taken.push_back(number);
  set_hidden(*function.next_, static_cast<int64_t>(number + 1));
  jump(loop_body_->leave);
}

// Behind the iterator's call: on to where the loop's body wanted to go.
void FunctionGen::leave_after_loop(const std::vector<size_t>& exits) {
  if (exits.empty()) return;
  FunctionGen& function = function_of_loop();
  const Slot next = get_hidden(*function.next_);
  for (const size_t number : exits) {
    Label other;
    emit(Opcode::JumpNeImm, next, static_cast<uint16_t>(number + 1));
    other.uses.push_back(pc() - 1);
    const Exit exit = function.exits_[number];
    if (leads_inside(exit)) set_hidden(*function.next_, 0);  // the loop may come again
    leave(exit);
    bind(other);
  }
}

void FunctionGen::recover(Slot dst) {
  if (loop_body_ == nullptr) return emit(Opcode::Recover, dst);
  emit(Opcode::RecoverIn, dst, var_place(*loop_body_->function.defer_token_).slot);
}

}  // namespace gopherarium
