#include "runtime/trace/recording.h"

#include <algorithm>
#include <cstring>

#include "runtime/trace/state.h"

namespace gopherarium {

// ---- RecordingView

std::span<const Event> RecordingView::run_from(EventIndex i, EventIndex limit) const {
  const uint64_t at = i - first_;
  const uint64_t place = at % EventChunk::kEvents;
  const uint64_t count = std::min<uint64_t>(EventChunk::kEvents - place, std::min(limit, end_) - i);
  return {chunks_[at / EventChunk::kEvents]->data() + place, count};
}

EventIndex RecordingView::lower_bound(uint64_t time_ns) const {
  EventIndex low = first_, high = end_;
  while (low < high) {
    const EventIndex mid = low + (high - low) / 2;
    if ((*this)[mid].time_ns < time_ns) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low;
}

EventIndex RecordingView::upper_bound(uint64_t time_ns) const {
  return time_ns == UINT64_MAX ? end_ : lower_bound(time_ns + 1);
}

// ---- Recording

Recording::Recording(RecordingInfo info, std::shared_ptr<TraceTables> tables, uint64_t keep_events)
    : info_(std::move(info)), tables_(std::move(tables)), keep_events_(keep_events) {}

Recording::~Recording() = default;

void Recording::on_events(std::span<const Event> events) {
  note_tables(events);
  EventIndex end = end_.load(std::memory_order_relaxed);
  while (!events.empty()) {
    const size_t place = end % EventChunk::kEvents;
    if (place == 0) tail_ = room();
    const size_t count = std::min(events.size(), EventChunk::kEvents - place);
    std::memcpy(static_cast<void*>(tail_ + place), events.data(), count * sizeof(Event));
    end += count;
    end_.store(end, std::memory_order_release);
    events = events.subspan(count);
  }
}

// Adds a chunk, and drops what the flight recorder need not keep: readers' views hold on to theirs.
Event* Recording::room() {
  auto chunk = std::make_shared<EventChunk>();
  Event* data = reinterpret_cast<Event*>(chunk->storage.get());
  const std::lock_guard hold(lock_);
  chunks_.push_back(std::move(chunk));
  const uint64_t full = (chunks_.size() - 1) * EventChunk::kEvents;
  if (keep_events_ != kKeepAll && full >= keep_events_ + EventChunk::kEvents) drop_oldest();
  return data;
}

// lock_ held: a millisecond for the fold, in which readers wait.
void Recording::drop_oldest() {
  if (start_ == nullptr) start_ = std::make_unique<State>();
  for (const Event& e : std::span(chunks_.front()->data(), EventChunk::kEvents)) fold(*start_, e);
  chunks_.erase(chunks_.begin());
  first_ += EventChunk::kEvents;
}

RecordingView Recording::view() const {
  const std::lock_guard hold(lock_);
  return view_locked();
}

RecordingView Recording::view_and_start(State& start) const {
  const std::lock_guard hold(lock_);
  start = start_ == nullptr ? State{} : start_->detached();
  return view_locked();
}

RecordingView Recording::view_locked() const {
  RecordingView v;
  v.chunks_.assign(chunks_.begin(), chunks_.end());
  v.first_ = first_;
  v.end_ = std::min(end(), first_ + chunks_.size() * EventChunk::kEvents);
  return v;
}

void Recording::note_tables(std::span<const Event> events) {
  for (const Event& e : events) {
    if (e.kind != EventKind::ObjectName && e.kind != EventKind::Input) continue;
    const std::lock_guard hold(lock_);
    if (e.kind == EventKind::ObjectName) {
      names_.try_emplace(e.a, static_cast<uint32_t>(e.b));
    } else {
      input_ += text(static_cast<uint32_t>(e.b));
    }
  }
}

std::string Recording::input() const {
  const std::lock_guard hold(lock_);
  return input_;
}

std::string_view Recording::name_of(uint64_t object) const {
  const std::lock_guard hold(lock_);
  const auto at = names_.find(object);
  return at == names_.end() ? std::string_view{} : text(at->second);
}

}  // namespace gopherarium
