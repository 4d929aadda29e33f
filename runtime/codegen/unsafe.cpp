// Package unsafe. A pointer is an offset into the run's arena, and numbers, pointers and strings can be read from any word
// there, so unsafe pointers to them may do what Go lets them do; what lies outside the arena panics. Interfaces, maps,
// channels and functions hold numbers that the VM trusts: a pointer to one of these is never made from one to something else.
//
// Offsets count the VM's bytes, which are gc's but for strings and interfaces (8, not 16) and slices (16, not 24). So Offsetof
// and Sizeof, gc's where a program sees them, are the VM's where they stand in the arithmetic of a pointer.

#include <fmt/format.h>

#include <unordered_set>

#include "runtime/codegen/function_gen.h"
#include "runtime/codegen/program_gen.h"

namespace gopherarium {

namespace {

enum class Words : uint8_t { Trusted, OwnLayout };  // by the VM; of the VM's, not gc's: strings and slices too

// Has a value of the type such words in it?
bool holds(Type* type, Words words, std::unordered_set<Type*>& seen) {
  if (!seen.insert(type).second) return false;
  Type* under = underlying(type);
  switch (under->kind) {
    case TypeKind::Basic: return words == Words::OwnLayout && is_string(under);
    case TypeKind::Slice: return words == Words::OwnLayout;
    case TypeKind::Interface:
    case TypeKind::Map:
    case TypeKind::Chan:
    case TypeKind::Signature: return true;
    case TypeKind::Array: return holds(static_cast<Array*>(under)->elem, words, seen);
    case TypeKind::Struct:
      for (Var* field : static_cast<Struct*>(under)->fields)
        if (holds(field->type(), words, seen)) return true;
      return false;
    default: return false;
  }
}

bool holds(Type* type, Words words) {
  std::unordered_set<Type*> seen;
  return holds(type, words, seen);
}

// Are the fields of one the first of the other's?
bool is_prefix(Struct* part, Struct* whole) {
  if (part == nullptr || whole == nullptr || part->fields.size() > whole->fields.size()) return false;
  for (size_t i = 0; i < part->fields.size(); i++)
    if (!identical(part->fields[i]->type(), whole->fields[i]->type())) return false;
  return true;
}

// Does a value of `outer` begin with one of `inner`?
bool begins_with(Type* outer, Type* inner) {
  for (;;) {
    if (identical(underlying(outer), underlying(inner))) return true;
    if (is_prefix(underlying_as<Struct>(inner), underlying_as<Struct>(outer))) return true;
    if (auto* array = underlying_as<Array>(outer); array != nullptr && array->len > 0) {
      outer = array->elem;
    } else if (auto* structure = underlying_as<Struct>(outer); structure != nullptr && !structure->fields.empty()) {
      outer = structure->fields[0]->type();
    } else {
      return false;
    }
  }
}

// Offsetof or Sizeof, or nothing.
std::optional<BuiltinId> layout_call(Expr* e) {
  auto* call = dyn_cast<CallExpr>(unparen(e));
  if (call == nullptr) return std::nullopt;
  Expr* name = unparen(call->fun);
  if (auto* member = dyn_cast<SelectorExpr>(name)) name = member->sel;
  auto* ident = dyn_cast<Ident>(name);
  auto* builtin = ident == nullptr || ident->object == nullptr ? nullptr : dyn_cast<Builtin>(ident->object);
  if (builtin == nullptr) return std::nullopt;
  const bool counts = builtin->id == BuiltinId::UnsafeOffsetof || builtin->id == BuiltinId::UnsafeSizeof;
  return counts ? std::optional(builtin->id) : std::nullopt;
}

bool mentions_layout(Expr* e) {
  e = unparen(e);
  if (layout_call(e)) return true;
  if (auto* two = dyn_cast<BinaryExpr>(e)) return mentions_layout(two->x) || mentions_layout(two->y);
  auto* conversion = dyn_cast<CallExpr>(e);
  return conversion != nullptr && conversion->fun->mode == ExprMode::TypeExpr && mentions_layout(conversion->args[0]);
}

bool is_integer_word(Type* type) {
  const auto* basic = dyn_cast<Basic>(underlying(type));
  return basic != nullptr && basic->basic != BasicKind::UnsafePointer;
}

}  // namespace

// A *T from the unsafe.Pointer `x`, seen through as far as the expression tells: what came by way of a variable is trusted.
bool FunctionGen::may_point(Type* target, Expr* x) {
  auto* made = dyn_cast<CallExpr>(unparen(x));
  if (made == nullptr || made->args.empty()) return true;
  const Expr* name = unparen(made->fun);
  if (auto* member = dyn_cast<SelectorExpr>(name)) name = member->sel;
  if (name->kind == NodeKind::Ident && dyn_cast<Builtin>(static_cast<const Ident*>(name)->object) != nullptr)
    return !holds(target, Words::Trusted);
  if (made->fun->mode != ExprMode::TypeExpr) return true;
  Type* from = type_of(made->args[0]);
  if (auto* pointer = underlying_as<Pointer>(from)) {
    Type* elem = subst(pointer->elem);
    return begins_with(elem, target) || !(holds(elem, Words::OwnLayout) || holds(target, Words::OwnLayout));
  }
  return !is_integer_word(from) || !holds(target, Words::Trusted);
}

void FunctionGen::unsafe_pointer(Type* to, Expr* x, Slot dst) {
  Type* from = type_of(x);
  if (auto* pointer = underlying_as<Pointer>(to); pointer != nullptr && is_unsafe_pointer(from)) {
    Type* elem = subst(pointer->elem);
    if (!may_point(elem, x))
      return gen_.fail(fmt::format("{}: a *{} cannot be made from a pointer to something else: strings, slices, interfaces, maps, "
                                   "channels and functions are not kept in memory as gc keeps them",
                                   gen_.in.files.describe(x->pos), type_string(elem)));
  }
  if (is_unsafe_pointer(to) && is_integer_word(from))
    byte_count(x, dst);
  else
    expr_to(x, dst);
  if (is_unsafe_pointer(to) && is_integer_word(from)) inside_arena(dst);
}

void FunctionGen::byte_count(Expr* e, Slot dst) {
  e = unparen(e);
  if (!mentions_layout(e)) {
    const auto known = e->constant != nullptr ? e->constant->int64() : std::nullopt;
    return known ? int_to(*known, dst) : expr_to(e, dst);
  }
  if (const auto id = layout_call(e)) return int_to(layout_bytes(as<CallExpr>(e)->args[0], *id), dst);
  if (auto* conversion = dyn_cast<CallExpr>(e)) return byte_count(conversion->args[0], dst);
  auto* two = as<BinaryExpr>(e);
  if (two->op != Token::Add && two->op != Token::Sub && two->op != Token::Mul) return expr_to(e, dst);
  const uint32_t saved = mark();
  const Slot x = alloc(1), y = alloc(1);
  byte_count(two->x, x);
  byte_count(two->y, y);
  const Opcode op = two->op == Token::Add ? Opcode::AddInt : two->op == Token::Sub ? Opcode::SubInt : Opcode::MulInt;
  emit(op, dst, x, y);
  release(saved);
}

// What Offsetof(x.f) and Sizeof(x) are here.
int64_t FunctionGen::layout_bytes(Expr* call_arg, BuiltinId id) {
  auto* field = dyn_cast<SelectorExpr>(unparen(call_arg));
  if (id == BuiltinId::UnsafeSizeof || field == nullptr || field->selection == nullptr)
    return gen_.table.size(type_of(call_arg));
  Type* type = type_of(field->x);
  if (auto* pointer = underlying_as<Pointer>(type)) type = subst(pointer->elem);
  int64_t offset = 0;
  for (const int index : field->selection->path) {
    const auto which = static_cast<size_t>(index);
    offset += rtype(type).fields[which].offset;
    type = subst(underlying_as<Struct>(type)->fields[which]->type());
  }
  return offset;
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
    const Slot pointer = expr(e->args[0]), offset = alloc(1);
    byte_count(e->args[1], offset);
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
  if (id == BuiltinId::UnsafeSlice && holds(elem, Words::Trusted))
    return gen_.fail(fmt::format("{}: unsafe.Slice of *{}: interfaces, maps, channels and functions are not kept in memory as "
                                 "gc keeps them; slice the array instead",
                                 gen_.in.files.describe(e->pos), type_string(elem)));
  const Slot frame = alloc(kFrameHeader + native.results + 4);
  auto param = static_cast<Slot>(frame + kFrameHeader + native.results);
  for (Expr* arg : e->args) {
    expr_to(arg, param);
    param = static_cast<Slot>(param + slots(type_of(arg)));
  }
  if (elem != nullptr) int_to(gen_.table.size(elem), param++);
  const uint32_t params = param - (frame + kFrameHeader + native.results);
  at(e->pos);
  emit_imm32(Opcode::CallNative, frame, gen_.native({native.name, native.results, params}));
  emit(Opcode::MoveN, dst, frame + kFrameHeader, native.results);
}

}  // namespace gopherarium
