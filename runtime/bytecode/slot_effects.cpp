#include "runtime/bytecode/slot_effects.h"

#include <algorithm>
#include <bit>

namespace gopherarium {

SlotEffectsOf::SlotEffectsOf(const Program& program) : program_(program), method_protos_(program.methods.size(), kNoProto) {
  for (const RType& type : program.rtypes) {
    for (const RMethod& method : type.methods) {
      if (method.proto != kNoProto) method_protos_[method.id] = method.proto;
    }
  }
}

// One instruction, looked at. A slice and a complex number take two slots; types say how many others take.
class SlotEffectsOf::Finder {
 public:
  Finder(const SlotEffectsOf& of, const FuncProto& proto, uint32_t pc, SlotEffects& effects)
      : of_(of), program_(of.program_), proto_(proto), i_(proto.code[pc]), effects_(effects) {
    const bool extended = op_info(i_.op).extended();
    effects.reads.clear();
    effects.writes.clear();
    effects.words = extended ? 2 : 1;
    effects.next = pc + effects.words;
    effects.jump = SlotEffects::kNowhere;
    if (extended) x_ = std::bit_cast<uint64_t>(proto.code[pc + 1]);
  }
  void find();

 private:
  static constexpr uint32_t kSlice = 2, kComplex = 2;

  void read(uint32_t first, uint32_t count = 1) { effects_.reads.push_back({first, count}); }
  void write(uint32_t first, uint32_t count = 1) { effects_.writes.push_back({first, count}); }
  void jump(int64_t distance) { effects_.jump = static_cast<uint32_t>(effects_.next + distance); }
  void ends() { effects_.next = SlotEffects::kNowhere; }
  uint32_t slots(uint64_t type) const { return program_.rtypes[static_cast<RTypeId>(type)].slots; }
  const RType& type_x() const { return program_.rtypes[static_cast<RTypeId>(x_)]; }

  void unary(uint32_t result = 1, uint32_t operand = 1) {
    read(i_.b, operand);
    write(i_.a, result);
  }
  void binary(uint32_t result, uint32_t left, uint32_t right) {
    read(i_.b, left);
    read(i_.c, right);
    write(i_.a, result);
  }
  // A part of a value in the frame, from byte `offset` of the slots from `slot` on.
  void read_bytes(uint32_t slot, uint64_t offset, uint64_t bytes) {
    const uint64_t first = offset / 8, end = (offset + bytes + 7) / 8;
    read(static_cast<uint32_t>(slot + first), static_cast<uint32_t>(end - first));
  }
  void write_bytes(uint32_t slot, uint64_t offset, uint64_t bytes) {
    const uint64_t first = (offset + 7) / 8, end = (offset + bytes) / 8;
    if (end > first) write(static_cast<uint32_t>(slot + first), static_cast<uint32_t>(end - first));
  }
  void frame_access();
  void sliced(uint32_t operand);
  void call(uint32_t results, uint32_t params);
  void calls();
  void channels();
  void map_operation();

  const SlotEffectsOf& of_;
  const Program& program_;
  const FuncProto& proto_;
  const Instruction i_;
  SlotEffects& effects_;
  uint64_t x_ = 0;
};

void SlotEffectsOf::Finder::frame_access() {
  switch (i_.op) {
    case Opcode::FrameLoad8S: case Opcode::FrameLoad8U: case Opcode::FrameLoad16S: case Opcode::FrameLoad16U:
    case Opcode::FrameLoad32S: case Opcode::FrameLoad32U:
      read_bytes(i_.b, x_, 1);
      return write(i_.a);
    case Opcode::FrameLoadN:
      read_bytes(i_.b, static_cast<uint32_t>(x_), x_ >> 32);
      return write_bytes(i_.a, 0, x_ >> 32);
    case Opcode::FrameStore8: case Opcode::FrameStore16: case Opcode::FrameStore32: return read(i_.b);
    case Opcode::FrameStoreN:
      read_bytes(i_.b, 0, x_ >> 32);
      return write_bytes(i_.a, static_cast<uint32_t>(x_), x_ >> 32);
    case Opcode::FrameElemAddr: return unary();
    case Opcode::FrameLoadAt:
      read(i_.b, static_cast<uint32_t>(x_ >> 40));
      read(i_.c);
      if (static_cast<MemWidth>(x_ & 0xff) != MemWidth::Block) return write(i_.a);
      return write_bytes(i_.a, 0, static_cast<uint32_t>(x_ >> 8));
    case Opcode::FrameStoreAt:  // anywhere in the value: nothing of it is surely overwritten
      read(i_.b);
      if (static_cast<MemWidth>(x_ & 0xff) != MemWidth::Block) return read(i_.c);
      return read_bytes(i_.c, 0, static_cast<uint32_t>(x_ >> 8));
    default: return;
  }
}

// The bounds of a slice expression stand from R(c) on, low always among them.
void SlotEffectsOf::Finder::sliced(uint32_t operand) {
  read(i_.b, operand);
  read(i_.c);
  if ((x_ & 1) != 0) read(i_.c + 1u);
  if ((x_ & 2) != 0) read(i_.c + 2u);
}

// The callee's frame starts at R(a), and so all slots from there on are its.
void SlotEffectsOf::Finder::call(uint32_t results, uint32_t params) {
  read(i_.a + kFrameHeader + results, params);
  write(i_.a, proto_.frame_slots > i_.a ? proto_.frame_slots - i_.a : 0);
}

void SlotEffectsOf::Finder::calls() {
  const auto target = static_cast<uint32_t>(i_.imm32());
  switch (i_.op) {
    case Opcode::Call: return call(program_.protos[target].result_slots, program_.protos[target].param_slots);
    case Opcode::CallClosure: {
      const CallShape shape = CallShape::unpack(i_.c);
      read(i_.b);
      if (shape.results < CallShape::kMany && shape.params < CallShape::kMany) return call(shape.results, shape.params);
      return call(0, proto_.frame_slots - std::min<uint32_t>(proto_.frame_slots, i_.a + kFrameHeader));
    }
    case Opcode::CallIface: {
      read(i_.b);
      const uint32_t method = of_.method_protos_[x_];
      if (method == kNoProto) return;  // no type has it: the interface is nil
      // The receiver is put in its place by the instruction.
      const FuncProto& callee = program_.protos[method];
      return call(callee.result_slots + 1, callee.param_slots - 1);
    }
    case Opcode::CallNative: {
      const NativeDecl& native = program_.natives[target];
      read(i_.a + kFrameHeader + native.result_slots, native.param_slots);
      return write(i_.a + kFrameHeader, native.result_slots);
    }
    case Opcode::Return:
      read(kFrameHeader, proto_.result_slots);
      return ends();
    case Opcode::MakeClosure:
      read(i_.b, program_.protos[x_].captures);
      return write(i_.a);
    case Opcode::LoadCapture:
      read(1);
      return write(i_.a);
    case Opcode::DeferIn: read(static_cast<uint32_t>(x_), 2); [[fallthrough]];
    case Opcode::Go: case Opcode::Defer:
      read(i_.b);
      return read(i_.a, i_.c);
    case Opcode::DeferToken: return write(i_.a, 2);
    case Opcode::RangeState: return read(i_.a);
    case Opcode::Panic:
      read(i_.a);
      return ends();
    case Opcode::Recover: return write(i_.a);
    case Opcode::RecoverIn: return unary(1, 2);
    default: return;
  }
}

void SlotEffectsOf::Finder::channels() {
  switch (i_.op) {
    case Opcode::MakeChan: case Opcode::LenChan: case Opcode::CapChan: return unary();
    case Opcode::Send:
      read(i_.a);
      return read(i_.b, slots(type_x().elem));
    case Opcode::Recv: return unary(slots(type_x().elem));
    case Opcode::RecvOk: return unary(slots(type_x().elem) + 1);
    case Opcode::Close: return read(i_.a);
    case Opcode::Select:
      // A received value lies in a place of its case's own, which the other cases don't look at.
      write(i_.a, 2);
      for (const SelectCaseInfo& info : proto_.selects[x_].cases) {
        read(info.chan_slot);
        const uint32_t count = slots(program_.rtypes[info.chan_type].elem);
        if (info.kind == SelectKind::Send) {
          read(info.value_slot, count);
        } else if (info.value_slot != 0xffff) {
          write(info.value_slot, count);
        }
      }
      return;
    default: return;
  }
}

void SlotEffectsOf::Finder::map_operation() {
  constexpr uint32_t kIterator = 4;
  const RType& map = type_x();  // of those that have one; no type otherwise
  const uint32_t key = slots(map.key), elem = slots(map.elem);
  switch (i_.op) {
    case Opcode::MakeMap: case Opcode::LenMap: return unary();
    case Opcode::MapGet: return binary(elem, 1, key);
    case Opcode::MapGetOk: return binary(elem + 1, 1, key);
    case Opcode::MapSet:
      read(i_.a);
      read(i_.b, key);
      return read(i_.c, elem);
    case Opcode::MapDelete:
      read(i_.a);
      return read(i_.b, key);
    case Opcode::MapClear: return read(i_.a);
    case Opcode::MapIter: return unary(kIterator);
    case Opcode::MapNext:
      read(i_.a, kIterator);
      jump(static_cast<int32_t>(x_ >> 32));
      if (i_.b != 0xffff) write(i_.b, key);
      if (i_.c != 0xffff) write(i_.c, elem);
      return;
    default: return;
  }
}

void SlotEffectsOf::Finder::find() {
  switch (i_.op) {
    case Opcode::Nop: case Opcode::RunDefers: return;
    case Opcode::GoroutineEnd: case Opcode::DeferredEnd: case Opcode::PanicTextEnd: return ends();
    case Opcode::MoveN: return unary(i_.c, i_.c);
    case Opcode::Zero: return write(i_.a, i_.b);
    case Opcode::LoadInt: case Opcode::LoadWord: case Opcode::LoadString: case Opcode::LoadFunc: case Opcode::GlobalAddr:
    case Opcode::LoadGlobal: case Opcode::New:
      return write(i_.a);

    case Opcode::Move: case Opcode::AddImm: case Opcode::MulImm: case Opcode::AndImm: case Opcode::ShlImm:
    case Opcode::ShrIntImm: case Opcode::ShrUintImm: case Opcode::Neg: case Opcode::Not: case Opcode::NotBool:
    case Opcode::ExtI8: case Opcode::ExtI16: case Opcode::ExtI32: case Opcode::ExtU8: case Opcode::ExtU16: case Opcode::ExtU32:
    case Opcode::NegF64: case Opcode::NegF32: case Opcode::IntToF64: case Opcode::UintToF64: case Opcode::F64ToInt:
    case Opcode::F64ToUint: case Opcode::F64ToF32: case Opcode::F32ToF64: case Opcode::IntToF32: case Opcode::UintToF32:
    case Opcode::RuneToString: case Opcode::FieldAddr: case Opcode::Load8S: case Opcode::Load8U: case Opcode::Load16S:
    case Opcode::Load16U: case Opcode::Load32S: case Opcode::Load32U: case Opcode::Load64: case Opcode::LenString:
    case Opcode::MakeIfaceAt: case Opcode::AssertIface: case Opcode::IfaceType:
      return unary();
    case Opcode::AddInt: case Opcode::SubInt: case Opcode::MulInt: case Opcode::DivInt: case Opcode::DivUint:
    case Opcode::RemInt: case Opcode::RemUint: case Opcode::And: case Opcode::Or: case Opcode::Xor: case Opcode::AndNot:
    case Opcode::Shl: case Opcode::ShrInt: case Opcode::ShrUint: case Opcode::AddF64: case Opcode::SubF64:
    case Opcode::MulF64: case Opcode::DivF64: case Opcode::AddF32: case Opcode::SubF32: case Opcode::MulF32:
    case Opcode::DivF32: case Opcode::EqInt: case Opcode::NeInt: case Opcode::LtInt: case Opcode::LeInt: case Opcode::LtUint:
    case Opcode::LeUint: case Opcode::EqF64: case Opcode::NeF64: case Opcode::LtF64: case Opcode::LeF64: case Opcode::EqF32:
    case Opcode::NeF32: case Opcode::LtF32: case Opcode::LeF32: case Opcode::EqString: case Opcode::NeString:
    case Opcode::LtString: case Opcode::LeString: case Opcode::EqIface: case Opcode::ArrayElemAddr: case Opcode::Concat:
    case Opcode::IndexString:
      return binary(1, 1, 1);
    case Opcode::AddC128: case Opcode::SubC128: case Opcode::MulC128: case Opcode::DivC128:
      return binary(kComplex, kComplex, kComplex);
    case Opcode::NegC128: return unary(kComplex, kComplex);
    case Opcode::EqType: return binary(1, slots(x_), slots(x_));
    case Opcode::CheckShift: case Opcode::CheckNil: case Opcode::StoreGlobal: case Opcode::NameObject: return read(i_.a);
    case Opcode::BytesToString: case Opcode::RunesToString: case Opcode::CapSlice: case Opcode::SliceToArray:
      return unary(1, kSlice);
    case Opcode::StringToBytes: case Opcode::StringToRunes: return unary(kSlice);

    case Opcode::Jump:
      jump(i_.imm32());
      return ends();
    case Opcode::JumpTrue: case Opcode::JumpFalse:
      read(i_.a);
      return jump(i_.imm32());
    case Opcode::JumpEqInt: case Opcode::JumpNeInt: case Opcode::JumpLtInt: case Opcode::JumpLeInt: case Opcode::JumpLtUint:
    case Opcode::JumpLeUint:
      read(i_.b);
      [[fallthrough]];
    case Opcode::JumpEqImm: case Opcode::JumpNeImm: case Opcode::JumpLtImm: case Opcode::JumpLeImm: case Opcode::JumpGtImm:
    case Opcode::JumpGeImm:
      read(i_.a);
      return jump(i_.imm16());
    case Opcode::JumpNotType:
      read(i_.a);
      return jump(static_cast<int32_t>(x_ >> 32));

    case Opcode::LoadN: return unary(static_cast<uint32_t>((x_ + 7) / 8));
    case Opcode::Store8: case Opcode::Store16: case Opcode::Store32: case Opcode::Store64: case Opcode::CopyMemory:
      read(i_.a);
      return read(i_.b);
    case Opcode::StoreN:
      read(i_.a);
      return read_bytes(i_.b, 0, x_);
    case Opcode::FrameLoad8S: case Opcode::FrameLoad8U: case Opcode::FrameLoad16S: case Opcode::FrameLoad16U:
    case Opcode::FrameLoad32S: case Opcode::FrameLoad32U: case Opcode::FrameLoadN: case Opcode::FrameStore8:
    case Opcode::FrameStore16: case Opcode::FrameStore32: case Opcode::FrameStoreN: case Opcode::FrameElemAddr:
    case Opcode::FrameLoadAt: case Opcode::FrameStoreAt:
      return frame_access();

    case Opcode::ConcatN: return unary(1, i_.c);
    case Opcode::SliceString:
      sliced(1);
      return write(i_.a);
    case Opcode::RangeString:
      read(i_.b);
      read(i_.a + 1u);
      write(i_.a, 3);
      return jump(i_.imm16());
    case Opcode::LenSlice:  // the length is in the second word
      read(i_.b + 1u);
      return write(i_.a);
    case Opcode::IndexAddr: case Opcode::Index8S: case Opcode::Index8U: case Opcode::Index16S: case Opcode::Index16U:
    case Opcode::Index32S: case Opcode::Index32U: case Opcode::Index64:
      return binary(1, kSlice, 1);
    case Opcode::SetIndex8: case Opcode::SetIndex16: case Opcode::SetIndex32: case Opcode::SetIndex64:
      read(i_.a, kSlice);
      read(i_.b);
      return read(i_.c);
    case Opcode::MakeSlice: return binary(kSlice, 1, 1);
    case Opcode::SliceSlice:
      sliced(kSlice);
      return write(i_.a, kSlice);
    case Opcode::SliceArray:
      sliced(1);
      return write(i_.a, kSlice);
    case Opcode::Append: return binary(kSlice, kSlice, kSlice);
    case Opcode::AppendOne: return binary(kSlice, kSlice, slots(type_x().elem));
    case Opcode::AppendString: return binary(kSlice, kSlice, 1);
    case Opcode::Copy: return binary(1, kSlice, kSlice);
    case Opcode::CopyString: return binary(1, kSlice, 1);
    case Opcode::ClearSlice: return read(i_.a, kSlice);

    case Opcode::MakeMap: case Opcode::LenMap: case Opcode::MapGet: case Opcode::MapGetOk: case Opcode::MapSet:
    case Opcode::MapDelete: case Opcode::MapClear: case Opcode::MapIter: case Opcode::MapNext:
      return map_operation();

    case Opcode::MakeIface: return unary(1, slots(x_));
    case Opcode::AssertType: return unary(slots(static_cast<uint32_t>(x_)));
    case Opcode::AssertTypeOk: return unary(slots(x_) + 1);
    case Opcode::AssertIfaceOk: return unary(2);

    case Opcode::Call: case Opcode::CallClosure: case Opcode::CallIface: case Opcode::CallNative: case Opcode::Return:
    case Opcode::MakeClosure: case Opcode::LoadCapture: case Opcode::Go: case Opcode::Defer: case Opcode::DeferToken:
    case Opcode::DeferIn: case Opcode::RangeState: case Opcode::Panic: case Opcode::Recover: case Opcode::RecoverIn:
      return calls();
    case Opcode::MakeChan: case Opcode::Send: case Opcode::Recv: case Opcode::RecvOk: case Opcode::Close:
    case Opcode::LenChan: case Opcode::CapChan: case Opcode::Select:
      return channels();
    case Opcode::Print: {
      const auto kind = static_cast<PrintKind>(x_);
      return read(i_.a, kind == PrintKind::Complex || kind == PrintKind::Slice ? 2 : 1);
    }
    case Opcode::kCount: return;
  }
}

void SlotEffectsOf::find(const FuncProto& proto, uint32_t pc, SlotEffects& effects) const {
  Finder(*this, proto, pc, effects).find();
}

}  // namespace gopherarium
