#pragma once
// What an instruction does to the slots of its frame: which it reads, which it overwrites, and where control goes next.
//
// Reads may be too many, never too few; writes only count slots that are overwritten whole and on every way to the next
// instruction. So an analysis that goes backwards never takes a slot for dead whose word is still wanted.

#include <cstdint>
#include <vector>

#include "runtime/bytecode/program.h"

namespace gopherarium {

struct SlotSpan {
  uint32_t first = 0, count = 0;
};

struct SlotEffects {
  static constexpr uint32_t kNowhere = 0xffffffff;
  std::vector<SlotSpan> reads;
  std::vector<SlotSpan> writes;  // not on the way to `jump`
  uint32_t next = kNowhere;      // pc of the instruction after, unless control never gets there
  uint32_t jump = kNowhere;      // pc it may jump to
  uint32_t words = 1;            // it takes, with its extension
};

class SlotEffectsOf {
 public:
  explicit SlotEffectsOf(const Program& program);
  // Of the instruction at `pc`, counted from the function's first. `effects` is overwritten.
  void find(const FuncProto& proto, uint32_t pc, SlotEffects& effects) const;

 private:
  class Finder;
  const Program& program_;
  std::vector<uint32_t> method_protos_;  // by method id: one of the functions that it can be, or kNoProto
};

}  // namespace gopherarium
