#include "app/timeline/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace gopherarium {
namespace {

constexpr size_t kMostLinks = 4'096;  // looked at for who has to do with the selected goroutine

void add_ps(const State& state, std::vector<Lane>& lanes) {
  for (size_t p = 0; p < state.ps.size(); ++p) lanes.push_back({LaneKind::P, p});
}

void add_ms(const State& state, std::vector<Lane>& lanes) {
  for (size_t m = 0; m < state.ms.size(); ++m) {
    if (state.ms[m].exists) lanes.push_back({LaneKind::M, m});
  }
}

// Children of each goroutine are in order of creation, as ids are: linked from the last to the first, so that the stack
// below gives them in order.
void add_gs(View& view, size_t most, std::vector<Lane>& lanes) {
  const State& state = view.model().newest();
  const auto count = static_cast<uint32_t>(std::min<size_t>(state.gs.size(), 4 * most + 2));
  std::vector<uint32_t> last_child(count), before(count), stack;
  for (uint32_t g = 1; g < count; ++g) {
    if (!state.gs[g].exists) continue;
    const uint32_t parent = state.gs[g].parent < count ? state.gs[g].parent : 0;
    before[g] = last_child[parent];
    last_child[parent] = g;
  }
  const auto push_children = [&](uint32_t g) {
    for (uint32_t child = last_child[g]; child != 0; child = before[child]) stack.push_back(child);
  };
  if (count > 0) push_children(0);
  bool has_selected = view.selected_g() == 0;
  for (size_t added = 0; !stack.empty() && added < most; ++added) {
    const uint32_t g = stack.back();
    stack.pop_back();
    lanes.push_back({LaneKind::G, g});
    has_selected = has_selected || g == view.selected_g();
    push_children(g);
  }
  if (!has_selected && state.g(view.selected_g()) != nullptr) lanes.push_back({LaneKind::G, view.selected_g()});
}

void add_channels(View& view, size_t most, std::vector<Lane>& lanes) {
  const State& state = view.model().newest();
  for (size_t i = 0; i < state.channels.size() && i < most; ++i) {
    const ChannelState& channel = state.channels[i];
    if (channel.name != 0 || channel.sends != 0 || channel.receives != 0) lanes.push_back({LaneKind::Channel, channel.address});
  }
}

// The selected goroutine, its parent and children, and all that woke it or were woken by it.
std::unordered_set<uint32_t> relatives(View& view) {
  const uint32_t selected = view.selected_g();
  std::unordered_set<uint32_t> found{selected};
  const State& state = view.model().newest();
  if (const GState* g = state.g(selected)) found.insert(g->parent);
  for (const LaneLink& link : links_of(view.model(), selected, {0, view.model().end_ns() + 1}, kMostLinks)) {
    found.insert(link.from_g);
    found.insert(link.to_g);
  }
  return found;
}

bool contains_words(std::string_view text, std::string_view part) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

void keep_wanted(View& view, std::vector<Lane>& lanes) {
  const RowChoice& choice = view.rows();
  const auto drop = [&](auto&& unwanted) { lanes.erase(std::remove_if(lanes.begin(), lanes.end(), unwanted), lanes.end()); };
  if (!choice.hidden.empty()) drop([&](const Lane& lane) { return std::find(choice.hidden.begin(), choice.hidden.end(), lane) != choice.hidden.end(); });
  if (!choice.filter.empty()) {
    drop([&](const Lane& lane) {
      return !contains_words(row_name(view, lane) + " " + (lane.kind == LaneKind::P ? "" : row_words(view, lane)), choice.filter);
    });
  }
  if (choice.relatives && view.selected_g() != 0) {
    const auto wanted = relatives(view);
    drop([&](const Lane& lane) { return lane.kind == LaneKind::G && !wanted.contains(static_cast<uint32_t>(lane.id)); });
  }
}

}  // namespace

Selected selected_by(const Lane& lane) {
  switch (lane.kind) {
    case LaneKind::P: return {SelectedKind::P, lane.id};
    case LaneKind::G: return {SelectedKind::G, lane.id};
    case LaneKind::M: return {SelectedKind::M, lane.id};
    default: return {SelectedKind::Object, lane.id};
  }
}

std::string row_name(const View& view, const Lane& lane) {
  switch (lane.kind) {
    case LaneKind::P: return fmt::format("P{}", lane.id);
    case LaneKind::G: return fmt::format("G{}", lane.id);
    case LaneKind::M: return fmt::format("M{}", lane.id);
    default: return object_words(view.recording(), view.document().model().newest(), lane.id);
  }
}

std::string row_words(const View& view, const Lane& lane) {
  const State& now = view.state();
  const State& newest = view.document().model().newest();
  switch (lane.kind) {
    case LaneKind::P: {
      const PState* p = now.p(static_cast<uint16_t>(lane.id));
      return p == nullptr || p->m == kNoM ? "" : fmt::format("M{}", p->m);
    }
    case LaneKind::M: {
      const MState* m = now.m(static_cast<uint32_t>(lane.id));
      return m == nullptr || m->p == kNoP ? "" : fmt::format("P{}", m->p);
    }
    case LaneKind::G: {
      const GState* g = newest.g(static_cast<uint32_t>(lane.id));
      return g == nullptr ? "" : short_function(view.recording().text(g->function));
    }
    default: {
      const ChannelState* channel = newest.channel(lane.id);
      return channel == nullptr ? "" : std::string(view.recording().text(channel->type));
    }
  }
}

std::vector<TimelineRow> timeline_rows(View& view, size_t most) {
  std::vector<Lane> lanes;
  const RowChoice& choice = view.rows();
  if (choice.order != TimelineOrder::ByG) add_ps(view.state().procs == 0 ? view.model().newest() : view.state(), lanes);
  if (choice.order == TimelineOrder::ByM) add_ms(view.model().newest(), lanes);
  if (choice.order == TimelineOrder::Channels) {
    add_channels(view, most, lanes);
  } else if (choice.order != TimelineOrder::ByM) {
    add_gs(view, most, lanes);
  }
  keep_wanted(view, lanes);
  std::vector<TimelineRow> rows;
  rows.reserve(lanes.size() + choice.pinned.size());
  for (const Lane& lane : choice.pinned) rows.push_back({lane, false, true});
  for (const Lane& lane : lanes) {
    const bool first = !rows.empty() && (rows.back().pinned || rows.back().lane.kind != lane.kind);
    const bool pinned = std::find(choice.pinned.begin(), choice.pinned.end(), lane) != choice.pinned.end();
    if (!pinned) rows.push_back({lane, first, false});
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
