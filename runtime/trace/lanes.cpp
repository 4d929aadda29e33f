#include "runtime/trace/lanes.h"

#include <algorithm>

namespace gopherarium {
namespace {

LaneState lane_state(const GState& gp) {
  switch (gp.status) {
    case GStatus::Running:
    case GStatus::Copystack: return LaneState::Running;
    case GStatus::Runnable:
    case GStatus::Preempted: return LaneState::Runnable;
    case GStatus::Syscall: return LaneState::Syscall;
    case GStatus::Idle:
    case GStatus::Dead: return LaneState::Absent;
    case GStatus::Waiting: break;
  }
  switch (wait_group(gp.reason)) {
    case WaitGroupKind::Chan: return LaneState::Chan;
    case WaitGroupKind::Lock: return LaneState::Lock;
    case WaitGroupKind::Sleep: return LaneState::Sleep;
    case WaitGroupKind::Net: return LaneState::Net;
    case WaitGroupKind::Runtime: return LaneState::Runtime;
    case WaitGroupKind::Other: break;
  }
  return LaneState::Other;
}

uint32_t lane_value(const GState& gp) {
  if (gp.status == GStatus::Waiting) return static_cast<uint32_t>(gp.reason);
  return gp.p == kNoP ? 0 : gp.p;
}

// While a P has an M but no goroutine, its M is in the scheduler (Runtime) or spins.
LaneState lane_state(const State& s, const PState& pp) {
  switch (pp.status) {
    case PStatus::Idle: return LaneState::Idle;
    case PStatus::Syscall: return LaneState::Syscall;
    case PStatus::Running: break;
  }
  if (pp.g != 0) return LaneState::Running;
  const MState* mp = s.m(pp.m);
  return mp != nullptr && mp->status == MStatus::Spinning ? LaneState::Spinning : LaneState::Runtime;
}

LaneState lane_state(const MState& mp) {
  switch (mp.status) {
    case MStatus::Running: return mp.g != 0 ? LaneState::Running : LaneState::Runtime;
    case MStatus::Spinning: return LaneState::Spinning;
    case MStatus::Syscall: return LaneState::Syscall;
    case MStatus::Parked: break;
  }
  return LaneState::Idle;
}

std::pair<LaneState, size_t> lane_state(const ChannelState& c) {
  if (!c.sendq.empty()) return {LaneState::SendersWait, c.sendq.size()};
  if (!c.recvq.empty()) return {LaneState::ReceiversWait, c.recvq.size()};
  if (!c.buffer.empty()) return {LaneState::Holds, c.buffer.size()};
  return {c.closed ? LaneState::Closed : LaneState::Empty, 0};
}

template <class T>
T& at_grown(std::vector<T>& v, size_t i) {
  if (i >= v.size()) v.resize(std::max(i + 1, v.size() + v.size() / 2));
  return v[i];
}

// The first of items [from, n) that begins at or after a time: by doubling steps, as it is near as a rule.
template <class Items, class TimeOf>
size_t gallop(const Items& items, size_t from, uint64_t time_ns, TimeOf&& time_of) {
  size_t step = 1, low = from;
  while (low + step < items.size() && time_of(items[low + step]) < time_ns) {
    low += step;
    step *= 2;
  }
  const auto begin = items.begin() + static_cast<ptrdiff_t>(low);
  const auto end = items.begin() + static_cast<ptrdiff_t>(std::min(low + step + 1, items.size()));
  const auto at = std::partition_point(begin, end, [&](const auto& item) { return time_of(item) < time_ns; });
  return static_cast<size_t>(at - items.begin());
}

// The last item that begins at or before a time; 0 when none does.
template <class Items, class TimeOf>
size_t last_before(const Items& items, uint64_t time_ns, TimeOf&& time_of) {
  const auto at =
      std::partition_point(items.begin(), items.end(), [&](const auto& item) { return time_of(item) <= time_ns; });
  return at == items.begin() ? 0 : static_cast<size_t>(at - items.begin()) - 1;
}

uint64_t pixel_end(TimeRange range, double ns_per_pixel, uint64_t time_ns) {
  const uint64_t since = time_ns > range.begin_ns ? time_ns - range.begin_ns : 0;
  const auto pixel = static_cast<uint64_t>(static_cast<double>(since) / ns_per_pixel);
  const auto end = range.begin_ns + static_cast<uint64_t>(static_cast<double>(pixel + 1) * ns_per_pixel);
  return std::max(end, time_ns + 1);
}

}  // namespace

// ---- building

void Lanes::on_g(const State& s, uint32_t g, EventIndex index) {
  if (g >= s.gs.size() || g == 0) return;
  const GState& gp = s.gs[g];
  add(at_grown(gs_, g), s.time_ns, lane_state(gp), lane_value(gp), index);
  if (gp.stack_high_bytes > 2048) {
    Series& series = at_grown(stacks_, g);
    if (series.points.empty()) add(series, gp.created_ns, 2048);
    add(series, s.time_ns, gp.stack_bytes);
  }
}

void Lanes::on_p(const State& s, uint16_t p, EventIndex index) {
  const PState& pp = s.ps[p];
  const uint32_t g = pp.status == PStatus::Idle ? 0 : pp.g;
  add(at_grown(ps_, p), s.time_ns, lane_state(s, pp), g, index);
}

void Lanes::on_m(const State& s, uint32_t m, EventIndex index) {
  const MState& mp = s.ms[m];
  add(at_grown(ms_, m), s.time_ns, lane_state(mp), mp.g, index);
  if (mp.p != kNoP && mp.p < s.ps.size()) on_p(s, mp.p, index);
}

void Lanes::on_channel(const State& s, uint64_t address, EventIndex index) {
  const ChannelState* c = s.channel(address);
  if (c == nullptr) return;
  const auto [state, count] = lane_state(*c);
  add(channels_[address], s.time_ns, state, static_cast<uint32_t>(count), index);
}

void Lanes::on_counters(const State& s, EventIndex) {
  const auto set = [&](LaneCounter counter, uint64_t value) {
    add(counters_[static_cast<size_t>(counter)], s.time_ns, value);
  };
  set(LaneCounter::HeapBytes, s.heap_bytes);
  set(LaneCounter::Goroutines, s.goroutines());
  set(LaneCounter::Runnable, s.runnable());
  set(LaneCounter::StackBytes, s.stack_bytes);
}

void Lanes::add(Track& track, uint64_t time_ns, LaneState state, uint32_t value, EventIndex event) {
  end_ns_ = std::max(end_ns_, time_ns);
  const auto code = static_cast<uint64_t>(state);
  auto& items = track.items;
  if (!items.empty()) {
    Item& last = items.back();
    if (last.state == code && last.value == value) return;
    if (last.begin_ns == time_ns) {  // a span without length: never seen
      last.state = code & 0xff;
      last.value = value;
      last.event = event & 0xffffffffffffff;
      return;
    }
  } else if (state == LaneState::Absent) {
    return;
  }
  items.push_back({time_ns, event & 0xffffffffffffff, code & 0xff, value});
  ++span_count_;
  const size_t i = items.size() - 1;
  if (i % kBlock != 0 || i == 0) return;
  Totals sum = track.totals.empty() ? Totals{} : track.totals.back();
  for (size_t k = i - kBlock; k < i; ++k) sum[items[k].state] += items[k + 1].begin_ns - items[k].begin_ns;
  track.totals.push_back(sum);
  track.begins.push_back(time_ns);
}

void Lanes::add(Series& series, uint64_t time_ns, uint64_t value) {
  auto& points = series.points;
  if (!points.empty()) {
    if (points.back().value == value) return;
    if (points.back().time_ns == time_ns && points.size() % 16 != 0) {
      points.back().value = value;
      return;
    }
  }
  points.push_back({time_ns, value});
  if (points.size() % 16 == 0) raise_levels(series);
}

// Adds the extremes of all groups of 16 that are complete and not yet there.
void Lanes::raise_levels(Series& series) {
  for (size_t level = 0;; ++level) {
    const size_t below = level == 0 ? series.points.size() : series.levels[level - 1].size();
    if (below < 16) return;
    if (level == series.levels.size()) series.levels.emplace_back();
    for (size_t group = series.levels[level].size(); (group + 1) * 16 <= below; ++group) {
      Extremes e{UINT64_MAX, 0};
      for (size_t k = group * 16; k < (group + 1) * 16; ++k) {
        const Extremes of = level == 0 ? Extremes{series.points[k].value, series.points[k].value}
                                       : series.levels[level - 1][k];
        e = {std::min(e.low, of.low), std::max(e.high, of.high)};
      }
      series.levels[level].push_back(e);
    }
  }
}

// Costs a walk over all lanes, so it waits until there is a million events' worth to forget.
void Lanes::on_drop(uint64_t before_ns) {
  constexpr uint32_t kEvery = 32;  // chunks
  if (++drops_ % kEvery != 0) return;
  const auto forget = [&](Track& track) {
    const size_t last = last_before(track.items, before_ns, [](const Item& item) { return item.begin_ns; });
    const auto blocks = static_cast<ptrdiff_t>(last / kBlock);
    if (blocks == 0) return;
    span_count_ -= static_cast<size_t>(blocks) * kBlock;
    track.items.erase(track.items.begin(), track.items.begin() + blocks * static_cast<ptrdiff_t>(kBlock));
    const Totals gone = track.totals[static_cast<size_t>(blocks) - 1];
    track.totals.erase(track.totals.begin(), track.totals.begin() + blocks);
    for (Totals& kept : track.totals) {
      for (size_t s = 0; s < kStates; ++s) kept[s] -= gone[s];
    }
    track.begins.erase(track.begins.begin(), track.begins.begin() + blocks);
  };
  const auto forget_points = [&](Series& series) {
    const size_t last = last_before(series.points, before_ns, [](const Series::Point& point) { return point.time_ns; });
    if (last < 16) return;
    series.points.erase(series.points.begin(), series.points.begin() + static_cast<ptrdiff_t>(last));
    series.levels.clear();
    raise_levels(series);
  };
  for (auto* tracks : {&gs_, &ps_, &ms_}) std::for_each(tracks->begin(), tracks->end(), forget);
  for (auto& [address, channel] : channels_) forget(channel);
  std::for_each(stacks_.begin(), stacks_.end(), forget_points);
  std::for_each(counters_.begin(), counters_.end(), forget_points);
}

// ---- asking

const Lanes::Track* Lanes::track(Lane lane) const {
  const auto in = [&](const std::vector<Track>& tracks) -> const Track* {
    return lane.id < tracks.size() && !tracks[lane.id].items.empty() ? &tracks[lane.id] : nullptr;
  };
  switch (lane.kind) {
    case LaneKind::G: return in(gs_);
    case LaneKind::P: return in(ps_);
    case LaneKind::M: return in(ms_);
    case LaneKind::Channel: {
      const auto at = channels_.find(lane.id);
      return at == channels_.end() || at->second.items.empty() ? nullptr : &at->second;
    }
    default: return nullptr;
  }
}

const Lanes::Series* Lanes::series(Lane lane) const {
  const Series* s = nullptr;
  if (lane.kind == LaneKind::StackBytes && lane.id < stacks_.size()) s = &stacks_[lane.id];
  if (lane.kind == LaneKind::Counter && lane.id < counters_.size()) s = &counters_[lane.id];
  return s == nullptr || s->points.empty() ? nullptr : s;
}

uint64_t Lanes::end_of(const Track& track, size_t i) const {
  return i + 1 < track.items.size() ? track.items[i + 1].begin_ns : std::max(end_ns_, track.items[i].begin_ns);
}

// The first item after `from` that begins at or after a time. Where many blocks lie between, the first of the next block:
// then a pixel's edge moves by less than an eighth of the pixel, and totals alone answer, in a third of the time.
size_t Lanes::first_from(const Track& track, size_t from, uint64_t time_ns) {
  const size_t block = 1 + gallop(track.begins, from / kBlock, time_ns, [](uint64_t begin) { return begin; });
  if (block * kBlock >= from + 8 * kBlock) return std::min(block * kBlock, track.items.size());
  const size_t last = block - 1;  // the block that the time falls into
  const auto begin = track.items.begin() + static_cast<ptrdiff_t>(std::max(from + 1, last * kBlock));
  const auto end = track.items.begin() + static_cast<ptrdiff_t>(std::min(std::max(block * kBlock, from + 1), track.items.size()));
  const auto at = std::partition_point(begin, end, [&](const Item& item) { return item.begin_ns < time_ns; });
  return static_cast<size_t>(at - track.items.begin());
}

// Makes `before` the time in each state before item i: on from where it stands when that is near, else from the block.
void Lanes::advance(const Track& track, size_t i, Before& before) const {
  const size_t block = std::min(i / kBlock, track.totals.size());
  size_t k = block * kBlock;
  if (before.item <= i && before.item >= k) {
    k = before.item;
  } else {
    before.sum = block == 0 ? Totals{} : track.totals[block - 1];
  }
  for (; k < i; ++k) before.sum[track.items[k].state] += end_of(track, k) - track.items[k].begin_ns;
  before.item = i;
}

Lanes::Totals Lanes::between(const Track& track, size_t from, size_t to, Before& before) const {
  Totals sum{};
  if (to - from <= kBlock) {
    for (size_t k = from; k < to; ++k) sum[track.items[k].state] += end_of(track, k) - track.items[k].begin_ns;
    return sum;
  }
  if (before.item != from) advance(track, from, before);
  const Totals less = before.sum;
  advance(track, to, before);
  for (size_t s = 0; s < kStates; ++s) sum[s] = before.sum[s] - less[s];
  return sum;
}

LaneSpan Lanes::whole(const Track& track, size_t i) const {
  const Item& item = track.items[i];
  return {item.begin_ns, end_of(track, i), static_cast<LaneState>(item.state), item.value, 1, item.event};
}

LaneSpan Lanes::folded(const Track& track, size_t from, size_t to, Before& before) const {
  const Totals sum = between(track, from, to, before);
  const auto most = std::max_element(sum.begin(), sum.end());
  LaneSpan span = whole(track, from);
  span.end_ns = end_of(track, to - 1);
  span.state = static_cast<LaneState>(most - sum.begin());
  span.value = 0;
  span.folded = static_cast<uint32_t>(to - from);
  return span;
}

void Lanes::spans(Lane lane, TimeRange range, double ns_per_pixel, std::vector<LaneSpan>& out) const {
  out.clear();
  const Track* t = track(lane);
  if (t == nullptr || range.end_ns <= range.begin_ns) return;
  const auto time_of = [](const Item& item) { return item.begin_ns; };
  const auto emit = [&](const LaneSpan& span) {
    if (span.state == LaneState::Absent) return;
    if (span.folded > 1 && !out.empty()) {
      LaneSpan& last = out.back();
      if (last.folded > 1 && last.state == span.state && last.end_ns == span.begin_ns) {
        last.end_ns = span.end_ns;
        last.folded += span.folded;
        return;
      }
    }
    out.push_back(span);
  };
  const auto wide = [&](size_t i) {
    return static_cast<double>(end_of(*t, i) - t->items[i].begin_ns) >= ns_per_pixel;
  };
  Before before;
  for (size_t i = last_before(t->items, range.begin_ns, time_of); i < t->items.size();) {
    if (t->items[i].begin_ns >= range.end_ns) break;
    size_t next = i + 1;
    if (!wide(i)) {
      next = first_from(*t, i, pixel_end(range, ns_per_pixel, t->items[i].begin_ns));
      if (next > i + 1 && wide(next - 1)) --next;
    }
    emit(next == i + 1 ? whole(*t, i) : folded(*t, i, next, before));
    i = next;
  }
}

Lanes::Extremes Lanes::extremes(const Series& series, size_t from, size_t to) {
  Extremes e{UINT64_MAX, 0};
  const auto take = [&](uint64_t low, uint64_t high) { e = {std::min(e.low, low), std::max(e.high, high)}; };
  while (from < to) {
    size_t level = 0, size = 1;  // the largest aligned group that fits
    while (level < series.levels.size() && from % (size * 16) == 0 && from + size * 16 <= to) {
      size *= 16;
      ++level;
    }
    if (level == 0) {
      take(series.points[from].value, series.points[from].value);
    } else {
      const Extremes of = series.levels[level - 1][from / size];
      take(of.low, of.high);
    }
    from += size;
  }
  return e;
}

void Lanes::points(Lane lane, TimeRange range, double ns_per_pixel, std::vector<CounterPoint>& out) const {
  out.clear();
  const Series* s = series(lane);
  if (s == nullptr || range.end_ns <= range.begin_ns) return;
  const auto time_of = [](const Series::Point& point) { return point.time_ns; };
  const auto end_of_point = [&](size_t i) {
    return i + 1 < s->points.size() ? s->points[i + 1].time_ns : std::max(end_ns_, s->points[i].time_ns);
  };
  for (size_t i = last_before(s->points, range.begin_ns, time_of); i < s->points.size();) {
    const uint64_t begin = s->points[i].time_ns;
    if (begin >= range.end_ns) break;
    size_t next = i + 1;
    if (static_cast<double>(end_of_point(i) - begin) < ns_per_pixel) {
      next = std::max(next, gallop(s->points, i, pixel_end(range, ns_per_pixel, begin), time_of));
    }
    const Extremes e = extremes(*s, i, next);
    out.push_back({begin, end_of_point(next - 1), e.low, e.high});
    i = next;
  }
}

LaneSpan Lanes::span_at(Lane lane, uint64_t time_ns) const {
  const Track* t = track(lane);
  if (t == nullptr || time_ns < t->items.front().begin_ns) return {};
  return whole(*t, last_before(t->items, time_ns, [](const Item& item) { return item.begin_ns; }));
}

Lanes::Totals Lanes::totals(Lane lane, TimeRange range) const {
  Totals sum{};
  const Track* t = track(lane);
  if (t == nullptr || range.end_ns <= range.begin_ns) return sum;
  const auto time_of = [](const Item& item) { return item.begin_ns; };
  const size_t from = last_before(t->items, range.begin_ns, time_of);
  const size_t last = last_before(t->items, range.end_ns, time_of);
  if (t->items[from].begin_ns >= range.end_ns) return sum;
  Before before;
  sum = between(*t, from, last + 1, before);
  if (t->items[from].begin_ns < range.begin_ns) {
    sum[t->items[from].state] -= std::min(range.begin_ns, end_of(*t, from)) - t->items[from].begin_ns;
  }
  if (const uint64_t end = end_of(*t, last); end > range.end_ns) sum[t->items[last].state] -= end - range.end_ns;
  return sum;
}

TimeRange Lanes::life(Lane lane) const {
  if (const Series* s = series(lane)) return {s->points.front().time_ns, end_ns_};
  const Track* t = track(lane);
  if (t == nullptr) return {};
  const bool ended = static_cast<LaneState>(t->items.back().state) == LaneState::Absent;
  return {t->items.front().begin_ns, ended ? t->items.back().begin_ns : end_ns_};
}

// ---- causes

namespace {

// The links of one event that begin or end at the goroutine.
class Linker {
 public:
  Linker(const Model& model, uint32_t g, std::vector<LaneLink>& out) : model_(model), g_(g), out_(out) {}

  void link(const Event& e, EventIndex index) {
    switch (e.kind) {
      case EventKind::GoCreate: return add(LinkKind::Go, e, e.g, e.a, index);
      case EventKind::GoUnblock: return add(LinkKind::Unblock, e, e.g, e.a, index);
      case EventKind::ChanSend:
        if (how_of(e.c) == ChanHow::HandOff) return add(LinkKind::Send, e, e.g, peer_of(e.c), index);
        return passed(model_.passed_by_entry(index));
      case EventKind::ChanRecv:
        if (how_of(e.c) == ChanHow::HandOff) return add(LinkKind::Send, e, peer_of(e.c), e.g, index);
        if (e.g == g_) return passed(model_.passed_by_receive(index));
        return passed(model_.passed_by_entry(index));
      default: return;
    }
  }

 private:
  void add(LinkKind kind, const Event& e, uint32_t from, uint64_t to, EventIndex index) {
    if (from != g_ && to != g_) return;
    out_.push_back({kind, e.time_ns, e.time_ns, from, static_cast<uint32_t>(to), e.p, e.p, index});
  }
  void passed(const Model::Passed* p) {
    if (p == nullptr || p->received == Model::kNotYet || p->sent < model_.first()) return;
    const Event& send = model_.event(p->sent);
    const Event& receive = model_.event(p->received);
    // A sender that was parked in a select has no event of its own: the receive that moved its value in stands for it.
    const uint32_t from = send.kind == EventKind::ChanRecv ? peer_of(send.c) : send.g;
    out_.push_back({LinkKind::Send, send.time_ns, receive.time_ns, from, receive.g, send.p, receive.p, p->sent});
  }

  const Model& model_;
  const uint32_t g_;
  std::vector<LaneLink>& out_;
};

}  // namespace

std::vector<LaneLink> links_of(const Model& model, uint32_t g, TimeRange range, size_t most) {
  std::vector<LaneLink> links;
  const EventIndex end = model.index_at(range.end_ns);
  Linker linker(model, g, links);
  size_t looks = most * 64;  // a bound on the work of a frame, should hardly any of its events be a link
  for (EventIndex from = model.lower_bound(range.begin_ns); links.size() < most && looks > 0; --looks) {
    const auto at = model.next_of_g(g, from);
    if (!at || *at >= end) break;
    linker.link(model.event(*at), *at);
    from = *at + 1;
  }
  return links;
}

std::vector<LaneLink> steals_in(const Model& model, TimeRange range, size_t most) {
  std::vector<LaneLink> links;
  const auto steals = model.steals();
  const EventIndex begin = model.lower_bound(range.begin_ns), end = model.index_at(range.end_ns);
  for (auto at = std::lower_bound(steals.begin(), steals.end(), begin);
       at != steals.end() && *at < end && links.size() < most; ++at) {
    const Event& e = model.event(*at);
    links.push_back({LinkKind::Steal, e.time_ns, e.time_ns, 0, static_cast<uint32_t>(e.c),
                     static_cast<uint16_t>(e.a), e.p, *at});
  }
  return links;
}

}  // namespace gopherarium
