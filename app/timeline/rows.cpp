#include "app/timeline/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gopherarium {
namespace {

void add_ps(const State& state, std::vector<TimelineRow>& rows) {
  for (size_t p = 0; p < state.ps.size(); ++p) {
    rows.push_back({{LaneKind::P, p}, fmt::format("P{}", p), state.ps[p].m == kNoM ? "" : fmt::format("M{}", state.ps[p].m),
                    {SelectedKind::P, p}, p == 0});
  }
}

void add_ms(const State& state, std::vector<TimelineRow>& rows) {
  bool first = true;
  for (size_t m = 0; m < state.ms.size(); ++m) {
    if (!state.ms[m].exists) continue;
    rows.push_back({{LaneKind::M, m}, fmt::format("M{}", m), state.ms[m].p == kNoP ? "" : fmt::format("P{}", state.ms[m].p),
                    {SelectedKind::M, m}, first});
    first = false;
  }
}

void add_gs(View& view, size_t most, std::vector<TimelineRow>& rows) {
  // Children of each goroutine are in order of creation, as ids are.
  const State& state = view.model().newest();
  const size_t count = state.gs.size();
  std::vector<std::vector<uint32_t>> children(std::min<size_t>(count, 4 * most + 2));
  std::vector<uint32_t> roots;
  for (uint32_t g = 1; g < children.size(); ++g) {
    if (!state.gs[g].exists) continue;
    const uint32_t parent = state.gs[g].parent;
    if (parent != 0 && parent < children.size()) {
      children[parent].push_back(g);
    } else {
      roots.push_back(g);
    }
  }
  bool first = true;
  const auto add = [&](uint32_t g) {
    rows.push_back({{LaneKind::G, g}, fmt::format("G{}", g), short_function(view.recording().text(state.gs[g].function)),
                    {SelectedKind::G, g}, first});
    first = false;
  };
  std::vector<uint32_t> stack(roots.rbegin(), roots.rend());
  bool has_selected = view.selected_g() == 0;
  for (size_t added = 0; !stack.empty() && added < most; ++added) {
    const uint32_t g = stack.back();
    stack.pop_back();
    add(g);
    has_selected = has_selected || g == view.selected_g();
    stack.insert(stack.end(), children[g].rbegin(), children[g].rend());
  }
  if (!has_selected && state.g(view.selected_g()) != nullptr) add(view.selected_g());
}

void add_channels(View& view, size_t most, std::vector<TimelineRow>& rows) {
  const State& state = view.model().newest();
  bool first = true;
  for (size_t i = 0; i < state.channels.size() && i < most; ++i) {
    const ChannelState& channel = state.channels[i];
    if (channel.name == 0 && channel.sends == 0 && channel.receives == 0) continue;
    rows.push_back({{LaneKind::Channel, channel.address}, object_words(view.recording(), state, channel.address),
                    std::string(view.recording().text(channel.type)), {SelectedKind::Object, channel.address}, first});
    first = false;
  }
}

}  // namespace

std::vector<TimelineRow> timeline_rows(View& view, TimelineOrder order, size_t most) {
  std::vector<TimelineRow> rows;
  if (order != TimelineOrder::ByG) add_ps(view.state().procs == 0 ? view.model().newest() : view.state(), rows);
  if (order == TimelineOrder::ByM) add_ms(view.model().newest(), rows);
  if (order == TimelineOrder::Channels) {
    add_channels(view, most, rows);
  } else if (order != TimelineOrder::ByM) {
    add_gs(view, most, rows);
  }
  return rows;
}

std::string range_words(const View& view, const TimeWindow& range) {
  const auto begin = static_cast<uint64_t>(std::max(0.0, range.begin_ns)), end = static_cast<uint64_t>(std::max(0.0, range.end_ns));
  const Model& model = view.document().model();
  std::string words = fmt::format("{} · {} events", time_words(range.length()), model.index_at(end) - model.lower_bound(begin));
  const Selected& selected = view.selection();
  if (selected.kind != SelectedKind::G && selected.kind != SelectedKind::P) return words;
  const LaneKind kind = selected.kind == SelectedKind::G ? LaneKind::G : LaneKind::P;
  const Lanes::Totals totals = view.document().lanes().totals({kind, selected.id}, {begin, end});
  const auto of = [&](LaneState state) { return static_cast<double>(totals[static_cast<size_t>(state)]); };
  words += fmt::format(" · {}{} runs {}", kind == LaneKind::G ? "G" : "P", selected.id, time_words(of(LaneState::Running)));
  if (kind == LaneKind::P) return words + fmt::format(", idle {}", time_words(of(LaneState::Idle)));
  const double waits = of(LaneState::Chan) + of(LaneState::Lock) + of(LaneState::Sleep) + of(LaneState::Net) + of(LaneState::Other);
  return words + fmt::format(", runnable {}, waits {}", time_words(of(LaneState::Runnable)), time_words(waits));
}

double ruler_step(const TimeWindow& window, double pixels, double pixels_a_label) {
  const double least = window.length() * pixels_a_label / std::max(pixels, 1.0);
  const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
  for (const double times : {1.0, 2.0, 5.0, 10.0}) {
    if (power * times >= least) return power * times;
  }
  return power * 10;
}

}  // namespace gopherarium
