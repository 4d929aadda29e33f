#include "runtime/bytecode/liveness.h"

#include <algorithm>

namespace gopherarium {

void SlotSet::add(SlotSpan span) {
  for (uint32_t slot = span.first; slot < span.first + span.count && slot / 64 < words_.size(); ++slot) {
    words_[slot / 64] |= uint64_t{1} << (slot % 64);
  }
}

void SlotSet::remove(SlotSpan span) {
  for (uint32_t slot = span.first; slot < span.first + span.count && slot / 64 < words_.size(); ++slot) {
    words_[slot / 64] &= ~(uint64_t{1} << (slot % 64));
  }
}

bool SlotSet::add(const SlotSet& other) {
  bool grew = false;
  for (size_t at = 0; at < words_.size() && at < other.words_.size(); ++at) {
    grew = grew || (other.words_[at] & ~words_[at]) != 0;
    words_[at] |= other.words_[at];
  }
  return grew;
}

const SlotSet& Liveness::before(uint32_t proto, uint32_t pc) {
  Function& in = function(proto);
  const auto known = in.asked.find(pc);
  if (known != in.asked.end()) return known->second;
  return in.asked.emplace(pc, walk_back(program_.protos[proto], in, block_at(in, pc), pc)).first->second;
}

SlotSet Liveness::before_results(uint32_t proto, uint32_t pc, uint32_t operation_pc) {
  SlotSet live = before(proto, pc);
  effects_of_.find(program_.protos[proto], operation_pc, effects_);
  for (const SlotSpan span : effects_.writes) live.remove(span);
  return live;
}

const SlotSet& Liveness::after_panic(uint32_t proto) {
  const FuncProto& code = program_.protos[proto];
  return code.has_defers ? before(proto, code.epilogue_pc) : function(proto).nothing;
}

Liveness::Function& Liveness::function(uint32_t proto) {
  const auto [entry, fresh] = functions_.try_emplace(proto);
  if (fresh) {
    find_blocks(program_.protos[proto], entry->second);
    solve(program_.protos[proto], entry->second);
  }
  return entry->second;
}

const Liveness::Block& Liveness::block_at(const Function& in, uint32_t pc) {
  const auto after = std::upper_bound(in.blocks.begin(), in.blocks.end(), pc,
                                      [](uint32_t wanted, const Block& block) { return wanted < block.begin; });
  return *(after - 1);
}

// Blocks begin at the first instruction, at the targets of jumps, behind what jumps or ends, and at the epilogue.
void Liveness::find_blocks(const FuncProto& proto, Function& to) {
  const auto size = static_cast<uint32_t>(proto.code.size());
  std::vector<bool> begins(size + 1);
  begins[0] = begins[size] = true;
  if (proto.has_defers) begins[proto.epilogue_pc] = true;
  for (uint32_t pc = 0; pc < size; pc += effects_.words) {
    effects_of_.find(proto, pc, effects_);
    if (effects_.jump != SlotEffects::kNowhere) begins[effects_.jump] = true;
    if (effects_.jump != SlotEffects::kNowhere || effects_.next == SlotEffects::kNowhere) begins[pc + effects_.words] = true;
  }
  std::vector<uint32_t> block_of(size + 1, kNoBlock);
  for (uint32_t pc = 0; pc < size; pc += effects_.words) {
    if (begins[pc]) {
      block_of[pc] = static_cast<uint32_t>(to.blocks.size());
      to.blocks.push_back({.begin = pc, .live = SlotSet(proto.frame_slots)});
    }
    effects_of_.find(proto, pc, effects_);
    to.blocks.back().last = pc;
    to.blocks.back().end = pc + effects_.words;
  }
  for (Block& block : to.blocks) {
    effects_of_.find(proto, block.last, effects_);
    block.next = effects_.next == SlotEffects::kNowhere ? kNoBlock : block_of[effects_.next];
    block.jump = effects_.jump == SlotEffects::kNowhere ? kNoBlock : block_of[effects_.jump];
  }
  to.nothing = SlotSet(proto.frame_slots);
}

// Sets only grow, so going round until none does ends; backwards, most functions take two or three rounds.
void Liveness::solve(const FuncProto& proto, Function& to) {
  for (bool grew = true; grew;) {
    grew = false;
    for (auto block = to.blocks.rbegin(); block != to.blocks.rend(); ++block) {
      if (block->live.add(walk_back(proto, to, *block, block->begin))) grew = true;
    }
  }
}

SlotSet Liveness::walk_back(const FuncProto& proto, const Function& in, const Block& block, uint32_t pc) {
  std::vector<uint32_t> pcs;
  for (uint32_t at = block.begin; at < block.end;) {
    if (at >= pc) pcs.push_back(at);
    at += op_info(proto.code[at].op).extended() ? 2 : 1;
  }
  // Once a round has seen the epilogue it is in every set of the function.
  const SlotSet* epilogue = proto.has_defers ? &block_at(in, proto.epilogue_pc).live : nullptr;
  SlotSet live(proto.frame_slots);
  if (block.next != kNoBlock) live.add(in.blocks[block.next].live);
  for (auto at = pcs.rbegin(); at != pcs.rend(); ++at) {
    effects_of_.find(proto, *at, effects_);
    for (const SlotSpan span : effects_.writes) live.remove(span);
    if (*at == block.last && block.jump != kNoBlock) live.add(in.blocks[block.jump].live);
    for (const SlotSpan span : effects_.reads) live.add(span);
    if (epilogue != nullptr) live.add(*epilogue);
  }
  return live;
}

}  // namespace gopherarium
