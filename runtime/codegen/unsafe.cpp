// Package unsafe. A pointer is an offset into the run's arena, and numbers, pointers and strings can be read from any word
// there, so unsafe pointers to them may do what Go lets them do; what lies outside the arena panics. Interfaces, maps,
// channels and functions hold numbers that the VM trusts: a pointer to one of these is never made from one to something else.
//
// unsafe.Add counts the VM's bytes. They are gc's but for strings and interfaces (8, not 16) and slices (16, not 24).

#include <fmt/format.h>

#include <unordered_set>

#include "runtime/codegen/function_gen.h"
#include "runtime/codegen/program_gen.h"

namespace gopherarium {

namespace {

// Has a value of the type words in it that the VM trusts?
bool holds_trusted(Type* type, std::unordered_set<Type*>& seen) {
  if (!seen.insert(type).second) return false;
  Type* under = underlying(type);
  switch (under->kind) {
    case TypeKind::Interface:
    case TypeKind::Map:
    case TypeKind::Chan:
    case TypeKind::Signature: return true;
    case TypeKind::Array: return holds_trusted(static_cast<Array*>(under)->elem, seen);
    case TypeKind::Struct:
      for (Var* field : static_cast<Struct*>(under)->fields)
        if (holds_trusted(field->type(), seen)) return true;
      return false;
    default: return false;
  }
}

bool holds_trusted(Type* type) {
  std::unordered_set<Type*> seen;
  return holds_trusted(type, seen);
}

// Does a value of `outer` begin with one of `inner`?
bool begins_with(Type* outer, Type* inner) {
  for (;;) {
    if (identical(underlying(outer), underlying(inner))) return true;
    if (auto* array = underlying_as<Array>(outer); array != nullptr && array->len > 0) {
      outer = array->elem;
    } else if (auto* structure = underlying_as<Struct>(outer); structure != nullptr && !structure->fields.empty()) {
      outer = structure->fields[0]->type();
    } else {
      return false;
    }
  }
}

bool is_integer_word(Type* type) {
  const auto* basic = dyn_cast<Basic>(underlying(type));
  return basic != nullptr && basic->basic != BasicKind::UnsafePointer;
}

}  // namespace

// A *T from the unsafe.Pointer `x`, seen through as far as the expression tells: what came by way of a variable is trusted.
bool FunctionGen::may_point(Type* target, Expr* x) {
  if (!holds_trusted(target)) return true;
  auto* made = dyn_cast<CallExpr>(unparen(x));
  if (made == nullptr || made->args.empty()) return true;
  const Expr* name = unparen(made->fun);
  if (auto* member = dyn_cast<SelectorExpr>(name)) name = member->sel;
  if (name->kind == NodeKind::Ident && dyn_cast<Builtin>(static_cast<const Ident*>(name)->object) != nullptr) return false;
  if (made->fun->mode != ExprMode::TypeExpr) return true;
  Type* from = type_of(made->args[0]);
  if (auto* pointer = underlying_as<Pointer>(from)) return begins_with(subst(pointer->elem), target);
  return !is_integer_word(from);
}

void FunctionGen::unsafe_pointer(Type* to, Expr* x, Slot dst) {
  Type* from = type_of(x);
  if (auto* pointer = underlying_as<Pointer>(to); pointer != nullptr && is_unsafe_pointer(from)) {
    Type* elem = subst(pointer->elem);
    if (!may_point(elem, x))
      return gen_.fail(fmt::format("{}: a *{} cannot be made from a pointer to something else: interfaces, maps, channels and "
                                   "functions are not kept in memory as gc keeps them",
                                   gen_.in.files.describe(x->pos), type_string(elem)));
  }
  expr_to(x, dst);
  if (is_unsafe_pointer(to) && is_integer_word(from)) inside_arena(dst);
}

// Offsets have 34 bits; whatever a number says, the pointer stays in the arena.
void FunctionGen::inside_arena(Slot pointer) {
  const Slot mask = alloc(1);
  int_to((int64_t{1} << kPointerBits) - 1, mask);
  emit(Opcode::And, pointer, pointer, mask);
}

void FunctionGen::builtin_unsafe(CallExpr* e, BuiltinId id, Slot dst) {
  if (id == BuiltinId::UnsafeAdd) {
    const Slot sum = alloc(1);
    const Slot pointer = expr(e->args[0]), offset = expr(e->args[1]);
    emit(Opcode::AddInt, sum, pointer, offset);
    inside_arena(sum);
    return emit(Opcode::Move, dst, sum);
  }
  struct Native {
    const char* name;
    uint32_t results;
  };
  const Native native = id == BuiltinId::UnsafeSlice       ? Native{"runtime.unsafeSlice", 2}
                        : id == BuiltinId::UnsafeSliceData ? Native{"runtime.unsafeSliceData", 1}
                        : id == BuiltinId::UnsafeString    ? Native{"runtime.unsafeString", 1}
                                                           : Native{"runtime.unsafeStringData", 1};
  Type* elem = nullptr;
  if (id == BuiltinId::UnsafeSlice) elem = subst(as<Slice>(core_type(type_of(e)))->elem);
  if (id == BuiltinId::UnsafeSliceData) elem = subst(as<Pointer>(core_type(type_of(e)))->elem);
  if (id == BuiltinId::UnsafeSlice && holds_trusted(elem))
    return gen_.fail(fmt::format("{}: unsafe.Slice of *{}: interfaces, maps, channels and functions are not kept in memory as "
                                 "gc keeps them; slice the array instead",
                                 gen_.in.files.describe(e->pos), type_string(elem)));
  const Slot frame = alloc(kFrameHeader + native.results + 4);
  auto param = static_cast<Slot>(frame + kFrameHeader + native.results);
  for (Expr* arg : e->args) {
    expr_to(arg, param);
    param = static_cast<Slot>(param + slots(type_of(arg)));
  }
  if (elem != nullptr) int_to(gen_.table.size(elem), param);
  at(e->pos);
  emit_imm32(Opcode::CallNative, frame, gen_.native(native.name, native.results));
  emit(Opcode::MoveN, dst, frame + kFrameHeader, native.results);
}

}  // namespace gopherarium
