#pragma once
// Liveness: which slots of a frame hold a word that the function may still look at, for every place where a goroutine can stand.
//
// Backwards dataflow over the instructions, block by block, worked out when a function is first asked about and kept. A
// function that defers may leave any instruction for its epilogue: a call may panic and a deferred one recover. A variable
// whose address is taken, or that a closure shares, lives in a box, and so only the slot with the box's address counts.
//
// Not thread-safe.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "runtime/bytecode/slot_effects.h"

namespace gopherarium {

class SlotSet {
 public:
  explicit SlotSet(uint32_t slots = 0) : words_((slots + 63) / 64) {}
  bool contains(uint32_t slot) const { return slot / 64 < words_.size() && (words_[slot / 64] >> (slot % 64) & 1) != 0; }
  void add(SlotSpan span);
  void remove(SlotSpan span);
  // Says whether that added anything.
  bool add(const SlotSet& other);
  // Calls visit(slot) for those below `end`, ascending.
  template <class Visit>
  void each_below(uint64_t end, Visit visit) const {
    for (size_t at = 0; at < words_.size() && at * 64 < end; ++at) {
      for (uint64_t rest = words_[at]; rest != 0; rest &= rest - 1) {
        const uint64_t slot = at * 64 + static_cast<uint64_t>(__builtin_ctzll(rest));
        if (slot < end) visit(static_cast<uint32_t>(slot));
      }
    }
  }

 private:
  std::vector<uint64_t> words_;
};

class Liveness {
 public:
  explicit Liveness(const Program& program) : program_(program), effects_of_(program) {}

  // What is live before the instruction at `pc`, counted from the function's first.
  const SlotSet& before(uint32_t proto, uint32_t pc);
  // The same, while the operation that ends at `pc` still owes its results.
  SlotSet before_results(uint32_t proto, uint32_t pc, uint32_t operation_pc);
  // What is live in a frame that has panicked: it can only go on at the epilogue.
  const SlotSet& after_panic(uint32_t proto);

 private:
  struct Block {
    uint32_t begin = 0, end = 0;  // pcs
    uint32_t last = 0;            // pc of its last instruction
    uint32_t next = 0, jump = 0;  // blocks; kNoBlock
    SlotSet live;                 // at its beginning
  };
  struct Function {
    std::vector<Block> blocks;  // by ascending pc
    std::unordered_map<uint32_t, SlotSet> asked;  // by pc
    SlotSet nothing;
  };
  static constexpr uint32_t kNoBlock = 0xffffffff;

  Function& function(uint32_t proto);
  void find_blocks(const FuncProto& proto, Function& to);
  void solve(const FuncProto& proto, Function& to);
  // What is live before the instruction at `pc` of the block.
  SlotSet walk_back(const FuncProto& proto, const Function& in, const Block& block, uint32_t pc);
  static const Block& block_at(const Function& in, uint32_t pc);

  const Program& program_;
  SlotEffectsOf effects_of_;
  std::unordered_map<uint32_t, Function> functions_;  // by proto
  SlotEffects effects_;
};

}  // namespace gopherarium
