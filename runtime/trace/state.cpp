#include "runtime/trace/state.h"

#include <algorithm>
#include <map>

namespace gopherarium {

uint32_t State::goroutines() const {
  uint32_t count = 0;
  for (size_t i = 0; i < g_counts.size(); ++i) {
    if (static_cast<GStatus>(i) != GStatus::Dead) count += g_counts[i];
  }
  return count;
}

State State::detached() const {
  State copy = *this;
  copy.registry = std::make_shared<Registry>(*registry);
  copy.gs.detach();
  copy.channels.detach();
  copy.syncs.detach();
  copy.contexts.detach();
  copy.timers.detach();
  copy.tasks.detach();
  for (uint32_t id = 1; id < copy.gs.size(); ++id) {
    if (copy.gs[id].select != nullptr) copy.gs.edit(id).select = std::make_shared<SelectState>(*copy.gs[id].select);
  }
  return copy;
}

std::vector<ParkGroup> parking_lot(const State& state) {
  std::map<std::pair<WaitReason, uint64_t>, ParkGroup> groups;
  for (uint32_t id = 1; id < state.gs.size(); ++id) {
    const GState& gp = state.gs[id];
    if (!gp.exists || gp.status != GStatus::Waiting) continue;
    ParkGroup& group = groups[{gp.reason, gp.on}];
    group.reason = gp.reason;
    group.on = gp.on;
    group.gs.push_back(id);
  }
  std::vector<ParkGroup> out;
  for (auto& [key, group] : groups) {
    std::stable_sort(group.gs.begin(), group.gs.end(), [&](uint32_t a, uint32_t b) {
      return state.gs[a].since_ns < state.gs[b].since_ns;
    });
    out.push_back(std::move(group));
  }
  return out;
}

}  // namespace gopherarium
