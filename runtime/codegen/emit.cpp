// Emission: instructions, labels, slots, and moving values between slots, memory and constants.

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "runtime/codegen/function_gen.h"

namespace gopherarium {

FuncProto& FunctionGen::out() { return gen_.program.protos[proto_]; }
const FuncProto& FunctionGen::out() const { return gen_.program.protos[proto_]; }

Type* FunctionGen::subst(Type* type) {
  return env_.params.empty() ? type : gen_.in.types.substitute(type, env_.params, env_.args);
}

// The type of a value; what is left untyped (the operands of constant expressions) has its default type.
Type* FunctionGen::type_of(const Expr* e) {
  Type* type = subst(e->type);
  const auto* basic = dyn_cast<Basic>(type);
  if (basic == nullptr || basic->basic <= BasicKind::UnsafePointer) return type;
  static constexpr BasicKind kDefaults[] = {BasicKind::Bool,       BasicKind::Int,    BasicKind::Int32, BasicKind::Float64,
                                            BasicKind::Complex128, BasicKind::String, BasicKind::UnsafePointer};
  const auto which = static_cast<size_t>(basic->basic) - static_cast<size_t>(BasicKind::UntypedBool);
  return gen_.in.types.basic(kDefaults[which]);
}

void FunctionGen::emit(Opcode op, uint32_t a, uint32_t b, uint32_t c) {
  out().code.push_back({op, static_cast<uint16_t>(a), static_cast<uint16_t>(b), static_cast<uint16_t>(c)});
}

void FunctionGen::emit_imm32(Opcode op, uint32_t a, int64_t imm) {
  out().code.push_back(Instruction::with_imm32(op, static_cast<uint16_t>(a), static_cast<int32_t>(imm)));
}

void FunctionGen::emit_x(Opcode op, uint32_t a, uint32_t b, uint32_t c, uint64_t extension) {
  emit(op, a, b, c);
  out().code.push_back(std::bit_cast<Instruction>(extension));
}

// What follows belongs to the line of `pos`.
void FunctionGen::at(Pos pos) {
  if (!pos.valid()) return;
  pos_ = pos;
  const Position where = gen_.in.files.position(pos);
  const LineEntry entry{pc(), gen_.file_index(where.file), where.line, where.column};
  auto& lines = out().lines;
  if (!lines.empty() && lines.back().line == entry.line && lines.back().file == entry.file) return;
  if (!lines.empty() && lines.back().pc == entry.pc) {
    lines.back() = entry;
  } else {
    lines.push_back(entry);
  }
}

// Jumps count from the instruction after them.
void FunctionGen::patch(uint32_t where, uint32_t target) {
  Instruction& i = out().code[where];
  const int64_t distance = static_cast<int64_t>(target) - (static_cast<int64_t>(where) + 1);
  if (op_info(i.op).format == OpFormat::ABJ) {
    if (distance != static_cast<int16_t>(distance)) gen_.fail(fmt::format("{} is too long to compile", out().name));
    i.c = static_cast<uint16_t>(distance);
  } else if (op_info(i.op).extended()) {  // the jump is the high half of the extension word, and counts from behind it
    uint64_t extension = std::bit_cast<uint64_t>(out().code[where + 1]);
    extension = (extension & 0xffffffffu) | (static_cast<uint64_t>(static_cast<uint32_t>(distance - 1)) << 32);
    out().code[where + 1] = std::bit_cast<Instruction>(extension);
  } else {
    i = Instruction::with_imm32(i.op, i.a, static_cast<int32_t>(distance));
  }
}

void FunctionGen::bind(Label& label) {
  label.pc = pc();
  for (uint32_t use : label.uses) patch(use, *label.pc);
  label.uses.clear();
}

void FunctionGen::jump(Label& to) {
  emit(Opcode::Jump);
  if (to.pc) {
    patch(pc() - 1, *to.pc);
  } else {
    to.uses.push_back(pc() - 1);
  }
}

void FunctionGen::jump_if(bool when, Slot condition, Label& to) {
  emit(when ? Opcode::JumpTrue : Opcode::JumpFalse, condition);
  if (to.pc) {
    patch(pc() - 1, *to.pc);
  } else {
    to.uses.push_back(pc() - 1);
  }
}

Slot FunctionGen::alloc(uint32_t count) {
  const uint32_t slot = top_;
  top_ += count;
  if (top_ > out().frame_slots) out().frame_slots = top_;
  if (top_ >= kNoSlot) {
    gen_.fail(fmt::format("{} needs a frame of more than 65,000 words: put large arrays behind make or new", out().name));
    top_ = kFrameHeader + 64;
  }
  return static_cast<Slot>(slot);
}

// ---- values in slots

void FunctionGen::zero(Slot dst, Type* type) {
  const uint32_t count = slots(type);
  if (count == 1) {
    emit_imm32(Opcode::LoadInt, dst, 0);
  } else if (count > 1) {
    emit(Opcode::Zero, dst, count);
  }
}

void FunctionGen::move(Slot dst, Slot src, Type* type) {
  const uint32_t count = slots(type);
  if (dst == src || count == 0) return;
  if (count == 1) {
    emit(Opcode::Move, dst, src);
  } else {
    emit(Opcode::MoveN, dst, src, count);
  }
}

void FunctionGen::int_to(int64_t value, Slot dst) {
  if (value == static_cast<int32_t>(value)) {
    emit_imm32(Opcode::LoadInt, dst, value);
  } else {
    emit_x(Opcode::LoadWord, dst, 0, 0, static_cast<uint64_t>(value));
  }
}

namespace {

uint64_t float_word(const ConstantValue& value, bool single) {
  if (!single) return std::bit_cast<uint64_t>(round_to_float(value.real(), FloatWidth::F64));
  return std::bit_cast<uint32_t>(static_cast<float>(round_to_float(value.real(), FloatWidth::F32)));
}

int64_t integer_word(const ConstantValue& value) {
  if (const auto fits = value.int64()) return *fits;
  return static_cast<int64_t>(value.uint64().value_or(0));
}

}  // namespace

void FunctionGen::constant_to(const ConstantValue& value, Type* type, Slot dst) {
  const Kind kind = rtype(type).kind;
  switch (kind) {
    case Kind::Bool: emit_imm32(Opcode::LoadInt, dst, value.as_bool() ? 1 : 0); return;
    case Kind::String: emit_imm32(Opcode::LoadString, dst, gen_.string_constant(value.as_string())); return;
    case Kind::Float64: emit_x(Opcode::LoadWord, dst, 0, 0, float_word(value, false)); return;
    case Kind::Float32: emit_x(Opcode::LoadWord, dst, 0, 0, float_word(value, true)); return;
    case Kind::Complex64:
    case Kind::Complex128: {
      const FloatWidth width = kind == Kind::Complex64 ? FloatWidth::F32 : FloatWidth::F64;
      emit_x(Opcode::LoadWord, dst, 0, 0, std::bit_cast<uint64_t>(round_to_float(value.real(), width)));
      emit_x(Opcode::LoadWord, dst + 1u, 0, 0, std::bit_cast<uint64_t>(round_to_float(value.imag(), width)));
      return;
    }
    default: int_to(integer_word(value), dst); return;
  }
}

// Brings the result of 64-bit arithmetic back into the range of a narrower integer.
void FunctionGen::normalise(Slot slot, Type* type) {
  switch (rtype(type).kind) {
    case Kind::Int8: emit(Opcode::ExtI8, slot, slot); return;
    case Kind::Int16: emit(Opcode::ExtI16, slot, slot); return;
    case Kind::Int32: emit(Opcode::ExtI32, slot, slot); return;
    case Kind::Uint8: emit(Opcode::ExtU8, slot, slot); return;
    case Kind::Uint16: emit(Opcode::ExtU16, slot, slot); return;
    case Kind::Uint32: emit(Opcode::ExtU32, slot, slot); return;
    default: return;
  }
}

// ---- memory

void FunctionGen::load_memory(Slot address, uint32_t offset, Type* type, Slot dst) {
  const RType layout = rtype(type);
  if (layout.size == 0) {
    emit(Opcode::CheckNil, address);
    return;
  }
  if (layout.width != MemWidth::Block && offset < 32768) {
    static constexpr Opcode kLoads[] = {Opcode::Load8S, Opcode::Load8U,  Opcode::Load16S, Opcode::Load16U,
                                        Opcode::Load32S, Opcode::Load32U, Opcode::Load64};
    emit(kLoads[static_cast<int>(layout.width)], dst, address, offset);
    return;
  }
  const Slot field = offset == 0 ? address : alloc(1);
  if (offset != 0) emit_x(Opcode::FieldAddr, field, address, 0, offset);
  if (layout.width != MemWidth::Block) return load_memory(field, 0, type, dst);
  emit_x(Opcode::LoadN, dst, field, 0, layout.size);
}

void FunctionGen::store_memory(Slot address, uint32_t offset, Type* type, Slot value) {
  const RType layout = rtype(type);
  if (layout.size == 0) {
    emit(Opcode::CheckNil, address);
    return;
  }
  if (layout.width != MemWidth::Block && offset < 32768) {
    static constexpr Opcode kStores[] = {Opcode::Store8,  Opcode::Store8,  Opcode::Store16, Opcode::Store16,
                                         Opcode::Store32, Opcode::Store32, Opcode::Store64};
    emit(kStores[static_cast<int>(layout.width)], address, value, offset);
    return;
  }
  const Slot field = offset == 0 ? address : alloc(1);
  if (offset != 0) emit_x(Opcode::FieldAddr, field, address, 0, offset);
  if (layout.width != MemWidth::Block) return store_memory(field, 0, type, value);
  emit_x(Opcode::StoreN, field, value, 0, layout.size);
}

// A part of a struct or array that lies in the frame. Whole, aligned words are slots of their own.
void FunctionGen::load_field(Slot base, uint32_t offset, Type* type, Slot dst) {
  const RType layout = rtype(type);
  if (layout.size == 0) return;
  if (offset % 8 == 0 && layout.size % 8 == 0) {
    move(dst, static_cast<Slot>(base + offset / 8), type);
    return;
  }
  if (layout.width == MemWidth::Block) {
    emit_x(Opcode::FrameLoadN, dst, base, 0, offset | (static_cast<uint64_t>(layout.size) << 32));
    return;
  }
  static constexpr Opcode kLoads[] = {Opcode::FrameLoad8S,  Opcode::FrameLoad8U,  Opcode::FrameLoad16S,
                                      Opcode::FrameLoad16U, Opcode::FrameLoad32S, Opcode::FrameLoad32U};
  emit_x(kLoads[static_cast<int>(layout.width)], dst, base, 0, offset);
}

void FunctionGen::store_field(Slot base, uint32_t offset, Type* type, Slot value) {
  const RType layout = rtype(type);
  if (layout.size == 0) return;
  if (offset % 8 == 0 && layout.size % 8 == 0) {
    move(static_cast<Slot>(base + offset / 8), value, type);
    return;
  }
  if (layout.width == MemWidth::Block) {
    emit_x(Opcode::FrameStoreN, base, value, 0, offset | (static_cast<uint64_t>(layout.size) << 32));
    return;
  }
  static constexpr Opcode kStores[] = {Opcode::FrameStore8,  Opcode::FrameStore8,  Opcode::FrameStore16,
                                       Opcode::FrameStore16, Opcode::FrameStore32, Opcode::FrameStore32};
  emit_x(kStores[static_cast<int>(layout.width)], base, value, 0, offset);
}

// ---- conversions that assignment makes

void FunctionGen::make_iface(Slot value, Type* from, Slot dst) { emit_x(Opcode::MakeIface, dst, value, 0, type_id(from)); }

void FunctionGen::convert_slot(Slot value, Type* from, Type* target, Slot dst) {
  const bool wraps = underlying(target)->kind == TypeKind::Interface && underlying(from)->kind != TypeKind::Interface;
  if (wraps) {
    make_iface(value, from, dst);
  } else {
    move(dst, value, target);
  }
}

void FunctionGen::convert_to(Expr* e, Type* target, Slot dst) {
  if (e->mode == ExprMode::NilValue) return zero(dst, target);
  Type* from = type_of(e);
  const bool wraps = underlying(target)->kind == TypeKind::Interface && underlying(from)->kind != TypeKind::Interface;
  if (!wraps) return expr_to(e, dst);
  const uint32_t saved = mark();
  if (is_large(from)) {
    emit_x(Opcode::MakeIfaceAt, dst, large_copy(e, from), 0, type_id(from));
    return release(saved);
  }
  make_iface(expr(e), from, dst);
  release(saved);
}

Slot FunctionGen::converted(Expr* e, Type* target) {
  const bool plain = e->mode != ExprMode::NilValue && (underlying(target)->kind != TypeKind::Interface ||
                                                       underlying(type_of(e))->kind == TypeKind::Interface);
  if (plain) return expr(e);
  const Slot slot = temp(target);
  convert_to(e, target, slot);
  return slot;
}

}  // namespace gopherarium
