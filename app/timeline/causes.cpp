#include "app/timeline/causes.h"

#include <queue>
#include <utility>

namespace gopherarium {
namespace {

// Latest first into the past, earliest first into the future: a goroutine's first visit reaches furthest, as in Dijkstra's
// search.
enum class Towards : uint8_t { Past, Future };

void walk(const Model& model, uint32_t g, uint64_t at_ns, TimeRange range, ReachLimits limits, Towards towards,
          std::unordered_map<uint32_t, uint64_t>& reached) {
  const bool past = towards == Towards::Past;
  const auto further = [past](uint64_t a, uint64_t b) { return past ? a > b : a < b; };
  const auto behind = [&](const std::pair<uint64_t, uint32_t>& a, const std::pair<uint64_t, uint32_t>& b) { return further(b.first, a.first); };
  std::priority_queue<std::pair<uint64_t, uint32_t>, std::vector<std::pair<uint64_t, uint32_t>>, decltype(behind)> open(behind);
  open.push({at_ns, g});
  std::unordered_map<uint32_t, bool> done;
  while (!open.empty() && done.size() < limits.goroutines) {
    const auto [at, id] = open.top();
    open.pop();
    if (!done.emplace(id, true).second) continue;
    reached[id] = at;
    const TimeRange here = past ? TimeRange{range.begin_ns, at} : TimeRange{at, range.end_ns};
    for (const LaneLink& link : links_of(model, id, here, limits.links)) {
      const bool leads = past ? link.to_g == id && link.to_ns <= at : link.from_g == id && link.from_ns >= at;
      const uint32_t next = past ? link.from_g : link.to_g;
      if (leads && next != 0 && !done.contains(next)) open.push({past ? link.from_ns : link.to_ns, next});
    }
  }
}

}  // namespace

CausalReach causal_reach(const Model& model, uint32_t g, uint64_t at_ns, TimeRange range, ReachLimits limits) {
  CausalReach reach;
  if (g == 0) return reach;
  walk(model, g, at_ns, range, limits, Towards::Past, reach.past);
  walk(model, g, at_ns, range, limits, Towards::Future, reach.future);
  return reach;
}

}  // namespace gopherarium
