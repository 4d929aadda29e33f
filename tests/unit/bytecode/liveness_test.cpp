#include "runtime/bytecode/liveness.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>

namespace gopherarium {
namespace {

constexpr uint32_t kSlots = 12;

Instruction op(Opcode code, uint16_t a = 0, uint16_t b = 0, uint16_t c = 0) { return {code, a, b, c}; }
Instruction jump(Opcode code, uint16_t a, int32_t distance) { return Instruction::with_imm32(code, a, distance); }
Instruction word(uint64_t x) { return std::bit_cast<Instruction>(x); }

// Proto 0 is what is asked about; proto 1 is called by it: one result, two parameters.
Program program_of(std::vector<Instruction> code) {
  Program program;
  program.protos.resize(2);
  program.protos[0].code = std::move(code);
  program.protos[0].frame_slots = kSlots;
  program.protos[0].result_slots = 1;
  program.protos[1].result_slots = 1;
  program.protos[1].param_slots = 2;
  return program;
}

std::set<uint32_t> slots_of(const SlotSet& set) {
  std::set<uint32_t> slots;
  set.each_below(kSlots, [&](uint32_t slot) { slots.insert(slot); });
  return slots;
}
using Slots = std::set<uint32_t>;

TEST(LivenessTest, AVariableIsDeadBehindItsLastUse) {
  const Program program = program_of({
      op(Opcode::New, 3), word(0),
      op(Opcode::Load64, 4, 3, 0),
      op(Opcode::Move, 2, 4),
      op(Opcode::Return),
  });
  Liveness liveness(program);
  const Slots expected[] = {{}, {}, {3}, {4}, {2}};
  for (const uint32_t pc : {0u, 2u, 3u, 4u}) EXPECT_EQ(slots_of(liveness.before(0, pc)), expected[pc]) << "pc " << pc;
}

TEST(LivenessTest, ALoopKeepsWhatItsNextRoundReads) {
  const Program program = program_of({
      op(Opcode::JumpLeImm, 3, 0, 2),        // 0: out of the loop when R(3) <= 0
      op(Opcode::SubInt, 3, 3, 4),           // 1
      jump(Opcode::Jump, 0, -3),             // 2: to 0
      op(Opcode::Move, 2, 5),                // 3
      op(Opcode::Return),
  });
  Liveness liveness(program);
  EXPECT_EQ(slots_of(liveness.before(0, 2)), (Slots{3, 4, 5}));
  EXPECT_EQ(slots_of(liveness.before(0, 3)), (Slots{5}));
}

TEST(LivenessTest, ACallReadsItsParametersAndOverwritesAllBehind) {
  const Program program = program_of({
      Instruction::with_imm32(Opcode::Call, 4, 1),  // its frame: 4, 5, result 6, parameters 7, 8
      op(Opcode::AddInt, 2, 3, 6),
      op(Opcode::Return),
  });
  Liveness liveness(program);
  EXPECT_EQ(slots_of(liveness.before(0, 0)), (Slots{3, 7, 8}));
  EXPECT_EQ(slots_of(liveness.before(0, 1)), (Slots{3, 6}));
  EXPECT_EQ(slots_of(liveness.before_results(0, 1, 0)), (Slots{3}));
}

TEST(LivenessTest, ACalledFuncValueSaysHowManyParametersItHas) {
  const Program program = program_of({
      op(Opcode::CallClosure, 4, 3, CallShape{.results = 1, .params = 1}.pack()),
      op(Opcode::CallClosure, 4, 3, CallShape{.results = 1, .params = 300}.pack()),
      op(Opcode::Return),
  });
  Liveness liveness(program);
  EXPECT_EQ(slots_of(liveness.before(0, 0)), (Slots{2, 3, 7}));
  EXPECT_EQ(slots_of(liveness.before(0, 1)), (Slots{2, 3, 6, 7, 8, 9, 10, 11}));
}

TEST(LivenessTest, APanicLeavesWhatTheEpilogueReads) {
  Program program = program_of({
      op(Opcode::Load64, 4, 3, 0),  // may panic
      op(Opcode::RunDefers),        // 1: the epilogue
      op(Opcode::Move, 2, 5),
      op(Opcode::Return),
  });
  for (const bool defers : {false, true}) {
    program.protos[0].has_defers = defers;
    program.protos[0].epilogue_pc = 1;
    Liveness liveness(program);
    EXPECT_EQ(slots_of(liveness.after_panic(0)), defers ? (Slots{5}) : Slots{});
    EXPECT_EQ(slots_of(liveness.before(0, 0)), (Slots{3, 5}));
  }
}

TEST(LivenessTest, PartsOfAValueKeepTheRest) {
  const Program program = program_of({
      op(Opcode::FrameStore8, 4, 3), word(9),                                // a byte of slot 5
      op(Opcode::FrameStoreN, 4, 7), word(uint64_t{16} << 32 | 8),           // slots 5 and 6
      op(Opcode::FrameLoadAt, 2, 4, 3), word(6 | uint64_t{3} << 40),         // one of slots 4, 5, 6
      op(Opcode::Return),
  });
  Liveness liveness(program);
  EXPECT_EQ(slots_of(liveness.before(0, 4)), (Slots{3, 4, 5, 6}));
  EXPECT_EQ(slots_of(liveness.before(0, 2)), (Slots{3, 4, 7, 8}));
  EXPECT_EQ(slots_of(liveness.before(0, 0)), (Slots{3, 4, 7, 8}));
}

}  // namespace
}  // namespace gopherarium
