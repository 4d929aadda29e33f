#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "runtime/base/check.h"
#include "runtime/bytecode/program.h"

namespace gopherarium {

const OpInfo& op_info(Opcode op) {
  static constexpr OpInfo kInfos[] = {
#define GOPH_OP(name, format, doc) {#name, OpFormat::format, doc},
#include "runtime/bytecode/bytecode.def"
#undef GOPH_OP
  };
  GOPH_CHECK(op < Opcode::kCount, "an opcode of the table");
  return kInfos[static_cast<int>(op)];
}

const LineEntry* FuncProto::line_at(uint32_t pc) const {
  auto after = std::upper_bound(lines.begin(), lines.end(), pc,
                                [](uint32_t at, const LineEntry& entry) { return at < entry.pc; });
  return after == lines.begin() ? nullptr : &*std::prev(after);
}

namespace {

std::string operands(const Instruction& i, const OpInfo& info, int64_t next_pc) {
  switch (info.format) {
    case OpFormat::N:
    case OpFormat::X: return "";
    case OpFormat::A:
    case OpFormat::AX: return fmt::format("r{}", i.a);
    case OpFormat::AB:
    case OpFormat::ABX: return fmt::format("r{} r{}", i.a, i.b);
    case OpFormat::ABC:
    case OpFormat::ABCX: return fmt::format("r{} r{} r{}", i.a, i.b, i.c);
    case OpFormat::ABI: return fmt::format("r{} r{} {}", i.a, i.b, i.imm16());
    case OpFormat::AI32: return fmt::format("r{} {}", i.a, i.imm32());
    case OpFormat::J: return fmt::format("-> {}", next_pc + i.imm32());
    case OpFormat::AJ: return fmt::format("r{} -> {}", i.a, next_pc + i.imm32());
    case OpFormat::ABJ: return fmt::format("r{} {} -> {}", i.a, i.b, next_pc + i.imm16());
  }
  return "";
}

}  // namespace

std::string disassemble(const FuncProto& proto) {
  std::string text = fmt::format("{}: results {}, params {}, frame {}\n", proto.name, proto.result_slots,
                                 proto.param_slots, proto.frame_slots);
  for (size_t pc = 0; pc < proto.code.size(); ++pc) {
    const Instruction i = proto.code[pc];
    const OpInfo& info = op_info(i.op);
    text += fmt::format("{:4} {} {}", pc, info.name, operands(i, info, static_cast<int64_t>(pc) + 1));
    if (info.extended() && pc + 1 < proto.code.size()) {
      uint64_t extension = 0;
      std::memcpy(&extension, &proto.code[++pc], sizeof extension);
      text += fmt::format(" #{}", extension);
    }
    while (text.back() == ' ') text.pop_back();
    text += '\n';
  }
  return text;
}

}  // namespace gopherarium
