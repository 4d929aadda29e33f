#include "runtime/trace/model.h"

#include <algorithm>
#include <array>

namespace gopherarium {
namespace {

// Stepping back by single events starts from a state this many events behind.
constexpr EventIndex kBehind = 4096;

struct KindArgs {
  std::array<ArgKind, 3> kinds;  // of a, b, c: d never names a thing
};

const KindArgs& args_of(EventKind kind) {
  static const auto table = [] {
    std::array<KindArgs, static_cast<size_t>(EventKind::kCount)> t{};
    for (size_t k = 0; k < t.size(); ++k) {
      for (size_t i = 0; i < 3; ++i) t[k].kinds[i] = event_info(static_cast<EventKind>(k)).args[i].kind;
    }
    return t;
  }();
  return table[static_cast<size_t>(kind)];
}

// Calls visit(kind, id) for everything the event names: ArgKind::G, P or Object.
template <class Visit>
void visit_things(const Event& e, Visit&& visit) {
  if (e.g != 0) visit(ArgKind::G, uint64_t{e.g});
  if (e.p != kNoP) visit(ArgKind::P, uint64_t{e.p});
  if (e.kind >= EventKind::kCount) return;
  const auto& kinds = args_of(e.kind).kinds;
  const uint64_t values[] = {e.a, e.b, e.c};
  for (size_t i = 0; i < 3; ++i) {
    switch (kinds[i]) {
      case ArgKind::G:
      case ArgKind::Object:
        if (values[i] != 0) visit(kinds[i], values[i]);
        break;
      case ArgKind::P:
        if (values[i] < kNoP) visit(ArgKind::P, values[i]);
        break;
      case ArgKind::ChanHow:
        if (peer_of(values[i]) != 0) visit(ArgKind::G, uint64_t{peer_of(values[i])});
        break;
      default: break;
    }
  }
}

bool mentions(const Event& event, ArgKind kind, uint64_t id) {
  bool found = false;
  visit_things(event, [&](ArgKind k, uint64_t v) { found = found || (k == kind && v == id); });
  return found;
}

}  // namespace

bool mentions_g(const Event& event, uint32_t g) { return mentions(event, ArgKind::G, g); }
bool mentions_p(const Event& event, uint16_t p) { return mentions(event, ArgKind::P, p); }
bool mentions_object(const Event& event, uint64_t object) { return mentions(event, ArgKind::Object, object); }

Model::Model(const Recording& recording, FoldObserver* observer) : recording_(recording), observer_(observer) {
  keyframes_.push_back(newest_);
  cursor_ = newest_;
  behind_ = newest_;
}

// ---- taking in

bool Model::refresh(EventIndex most) {
  if (recording_.end() != view_.end()) {
    RecordingView view = recording_.view();
    if (view.first() != view_.first()) rebase(view);
    view_ = std::move(view);
  }
  take_in(folded_, view_.end() - folded_ > most ? folded_ + most : view_.end());
  return folded_ == view_.end();
}

void Model::take_in(EventIndex from, EventIndex to) {
  for (EventIndex i = from; i < to;) {
    const EventIndex stop = std::min(to, (i / kKeyframeEvents + 1) * kKeyframeEvents);
    for (const Event& e : view_.run_from(i, stop)) {
      post(e, i++);
      fold(newest_, e, observer_);
    }
    folded_ = i;
    if (i % kKeyframeEvents == 0) keyframes_.push_back(newest_);
  }
}

// The flight recorder dropped events before view.first(). The old view still has them, so the state there is folded a last
// time; unless this model did not look for so long that the old view ends before: then the recording's own state is taken.
void Model::rebase(RecordingView& view) {
  if (view_.end() < view.first()) {
    view = recording_.view_and_start(newest_);
    folded_ = newest_.next;
    cursor_ = behind_ = newest_;
    keyframes_.assign(1, newest_);
    return forget(folded_);
  }
  const EventIndex first = view.first();
  take_in(folded_, std::max(folded_, first));
  State start = at(first);
  const auto kept = std::find_if(keyframes_.begin(), keyframes_.end(), [&](const State& s) { return s.next > first; });
  keyframes_.erase(keyframes_.begin(), kept);
  keyframes_.insert(keyframes_.begin(), start);
  cursor_ = behind_ = start;
  if (observer_ != nullptr) observer_->on_drop(start.time_ns);
  forget(first);
}

// Costs a walk over all postings, so it waits until there is a million events' worth to forget.
void Model::forget(EventIndex before) {
  if (before - forgotten_ < 32 * EventChunk::kEvents) return;
  forgotten_ = before;
  const auto trim = [&](Blocks& blocks) {
    const auto kept = std::lower_bound(blocks.begin(), blocks.end(), before / kBlock);
    blocks.erase(blocks.begin(), kept);
  };
  std::for_each(postings_.gs.begin(), postings_.gs.end(), trim);
  std::for_each(postings_.ps.begin(), postings_.ps.end(), trim);
  for (auto& [address, blocks] : postings_.objects) trim(blocks);
  std::erase_if(postings_.objects, [](const auto& entry) { return entry.second.empty(); });
  const auto kept = std::partition_point(passed_.begin(), passed_.end(), [&](const Passed& x) { return x.entered < before; });
  passed_base_ += static_cast<uint64_t>(kept - passed_.begin());
  passed_.erase(passed_.begin(), kept);
  std::erase_if(received_, [&](uint64_t place) { return place < passed_base_; });
  steals_.erase(steals_.begin(), std::lower_bound(steals_.begin(), steals_.end(), before));
}

void Model::post(const Event& event, EventIndex index) {
  if (event.kind == EventKind::ChanSend || event.kind == EventKind::ChanRecv) post_passage(event, index);
  if (event.kind == EventKind::GoBlock && static_cast<WaitReason>(event.a) == WaitReason::Select) {
    parked_sends_.erase(event.g);  // what it parks with now has no ChanSend
  }
  if (event.kind == EventKind::RunqSteal) steals_.push_back(index);
  const auto block = static_cast<uint32_t>(index / kBlock);
  const auto note = [block](Blocks& blocks) {
    if (blocks.empty() || blocks.back() != block) blocks.push_back(block);
  };
  visit_things(event, [&](ArgKind kind, uint64_t id) {
    if (kind == ArgKind::Object) return note(postings_.objects[id]);
    auto& blocks = kind == ArgKind::G ? postings_.gs : postings_.ps;
    if (id >= blocks.size()) blocks.resize(std::max<size_t>(id + 1, blocks.size() * 2));
    note(blocks[id]);
  });
}

// Values leave a buffer in the order they entered it, so what a receive takes is what the oldest entry put in.
void Model::post_passage(const Event& event, EventIndex index) {
  const ChanHow how = how_of(event.c);
  const bool sends = event.kind == EventKind::ChanSend;
  if (sends && how == ChanHow::Parked) parked_sends_[event.g] = index;
  if (how != ChanHow::Buffer && how != ChanHow::BufferShift) return;
  auto& held = in_buffer_[event.a];
  if (!sends && !held.empty()) {
    const uint64_t place = held.front();
    held.pop_front();
    if (place >= passed_base_) {
      passed_[place - passed_base_].received = index;
      received_.push_back(place);
    }
  }
  if (!sends && how == ChanHow::Buffer) return;
  EventIndex sent = index;
  if (!sends) {
    const auto parked = parked_sends_.find(peer_of(event.c));
    if (parked != parked_sends_.end()) sent = parked->second;
  }
  held.push_back(passed_base_ + passed_.size());
  passed_.push_back({index, sent, kNotYet});
}

const Model::Passed* Model::passed_by_entry(EventIndex event) const {
  const auto at = std::partition_point(passed_.begin(), passed_.end(), [&](const Passed& x) { return x.entered < event; });
  return at == passed_.end() || at->entered != event ? nullptr : &*at;
}

const Model::Passed* Model::passed_by_receive(EventIndex event) const {
  const auto received = [&](uint64_t place) -> const Passed& { return passed_[place - passed_base_]; };
  const auto at = std::partition_point(received_.begin(), received_.end(),
                                       [&](uint64_t place) { return received(place).received < event; });
  return at == received_.end() || received(*at).received != event ? nullptr : &received(*at);
}

// ---- places

uint64_t Model::begin_ns() const { return view_.empty() ? 0 : view_[view_.first()].time_ns; }
uint64_t Model::end_ns() const { return newest_.time_ns; }

EventIndex Model::index_at(uint64_t time_ns) const { return std::min(view_.upper_bound(time_ns), folded_); }
EventIndex Model::lower_bound(uint64_t time_ns) const { return std::min(view_.lower_bound(time_ns), folded_); }

const State& Model::nearest_keyframe(EventIndex index) const {
  const auto after = std::upper_bound(keyframes_.begin(), keyframes_.end(), index,
                                      [](EventIndex i, const State& s) { return i < s.next; });
  return *(after == keyframes_.begin() ? after : after - 1);
}

void Model::fold_to(State& state, EventIndex index) const {
  while (state.next < index) {
    for (const Event& e : view_.run_from(state.next, index)) fold(state, e);
  }
}

const State& Model::at(EventIndex index) {
  index = std::clamp(index, view_.first(), folded_);
  if (index == folded_) return newest_;
  if (cursor_.next == index) return cursor_;
  const State* from = &nearest_keyframe(index);
  for (const State* other : {&behind_, &cursor_}) {
    if (other->next <= index && other->next > from->next) from = other;
  }
  if (from != &cursor_) {
    State start = *from;
    cursor_ = std::move(start);
  }
  if (index - cursor_.next > 2 * kBehind) {
    fold_to(cursor_, index - kBehind);
    behind_ = cursor_;
  }
  fold_to(cursor_, index);
  return cursor_;
}

std::string_view Model::name_of(uint64_t object) const {
  const auto at = newest_.registry->names.find(object);
  return at == newest_.registry->names.end() ? std::string_view{} : text(at->second);
}

// ---- neighbours

template <class Match>
std::optional<EventIndex> Model::next_in(const Blocks& blocks, EventIndex from, Match&& match) const {
  from = std::max(from, view_.first());
  for (auto b = std::lower_bound(blocks.begin(), blocks.end(), from / kBlock); b != blocks.end(); ++b) {
    const EventIndex end = std::min((EventIndex{*b} + 1) * kBlock, folded_);
    for (EventIndex i = std::max(from, EventIndex{*b} * kBlock); i < end; ++i) {
      if (match(view_[i])) return i;
    }
  }
  return std::nullopt;
}

template <class Match>
std::optional<EventIndex> Model::previous_in(const Blocks& blocks, EventIndex from, Match&& match) const {
  from = std::min(from, folded_);
  for (auto b = std::upper_bound(blocks.begin(), blocks.end(), from / kBlock); b != blocks.begin();) {
    --b;
    const EventIndex begin = std::max(EventIndex{*b} * kBlock, view_.first());
    for (EventIndex i = std::min(from, (EventIndex{*b} + 1) * kBlock); i > begin; --i) {
      if (match(view_[i - 1])) return i - 1;
    }
    if (begin == view_.first()) break;
  }
  return std::nullopt;
}

std::optional<EventIndex> Model::next_of_g(uint32_t g, EventIndex from) const {
  if (g >= postings_.gs.size()) return std::nullopt;
  return next_in(postings_.gs[g], from, [g](const Event& e) { return mentions_g(e, g); });
}
std::optional<EventIndex> Model::previous_of_g(uint32_t g, EventIndex from) const {
  if (g >= postings_.gs.size()) return std::nullopt;
  return previous_in(postings_.gs[g], from, [g](const Event& e) { return mentions_g(e, g); });
}
std::optional<EventIndex> Model::next_of_p(uint16_t p, EventIndex from) const {
  if (p >= postings_.ps.size()) return std::nullopt;
  return next_in(postings_.ps[p], from, [p](const Event& e) { return mentions_p(e, p); });
}
std::optional<EventIndex> Model::previous_of_p(uint16_t p, EventIndex from) const {
  if (p >= postings_.ps.size()) return std::nullopt;
  return previous_in(postings_.ps[p], from, [p](const Event& e) { return mentions_p(e, p); });
}
std::optional<EventIndex> Model::next_of_object(uint64_t object, EventIndex from) const {
  const auto blocks = postings_.objects.find(object);
  if (blocks == postings_.objects.end()) return std::nullopt;
  return next_in(blocks->second, from, [object](const Event& e) { return mentions_object(e, object); });
}
std::optional<EventIndex> Model::previous_of_object(uint64_t object, EventIndex from) const {
  const auto blocks = postings_.objects.find(object);
  if (blocks == postings_.objects.end()) return std::nullopt;
  return previous_in(blocks->second, from, [object](const Event& e) { return mentions_object(e, object); });
}

}  // namespace gopherarium
