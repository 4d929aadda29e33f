#pragma once
// What led to a goroutine's present, and what follows from it: the causal past and future along go statements, unblocks and
// values sent. Pure.

#include <cstdint>
#include <unordered_map>

#include "runtime/trace/lanes.h"

namespace gopherarium {

struct CausalReach {
  // By goroutine: everything it did up to this time may have mattered.
  std::unordered_map<uint32_t, uint64_t> past;
  // By goroutine: everything from this time on may be a consequence.
  std::unordered_map<uint32_t, uint64_t> future;
};

// Bounds on the work: goroutines looked at either way, links of each.
struct ReachLimits {
  size_t goroutines = 48, links = 256;
};
// Of goroutine g at a time, along links within the range.
CausalReach causal_reach(const Model& model, uint32_t g, uint64_t at_ns, TimeRange range, ReachLimits limits = {});

}  // namespace gopherarium
