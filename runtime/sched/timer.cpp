#include "runtime/sched/timer.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {
namespace {

constexpr uint32_t kArity = 4;

constexpr int kPlaceBits = 24, kPBits = 8;
constexpr uint32_t kMaxTimers = 1u << kPlaceBits;  // per P: 16 million sleepers

TimerId pack_timer(uint16_t p, Timers::Place place) {
  return (static_cast<uint64_t>(place.generation) << 32) | (static_cast<uint64_t>(p) << kPlaceBits) | place.index;
}
uint32_t timer_p(TimerId id) { return static_cast<uint32_t>(id >> kPlaceBits) & ((1u << kPBits) - 1); }
Timers::Place timer_place(TimerId id) {
  return {static_cast<uint32_t>(id) & (kMaxTimers - 1), static_cast<uint32_t>(id >> 32)};
}

// Run times near the end of 292 years stand for ever.
int64_t add_saturating(int64_t a, int64_t b) {
  int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? kNoTimer - 1 : std::min(sum, kNoTimer - 1);
}

}  // namespace

// ---- one P's heap

bool Timers::before(uint32_t a, uint32_t b) const {
  const Record &x = records_[a], &y = records_[b];
  return x.spec.when_ns != y.spec.when_ns ? x.spec.when_ns < y.spec.when_ns : x.seq < y.seq;
}

void Timers::place(uint32_t heap_index, uint32_t record) {
  heap_[heap_index] = record;
  records_[record].heap_index = heap_index;
}

void Timers::sift_up(uint32_t index) {
  const uint32_t moved = heap_[index];
  while (index > 0) {
    const uint32_t parent = (index - 1) / kArity;
    if (!before(moved, heap_[parent])) break;
    place(index, heap_[parent]);
    index = parent;
  }
  place(index, moved);
}

void Timers::sift_down(uint32_t index) {
  const uint32_t moved = heap_[index], count = static_cast<uint32_t>(heap_.size());
  for (;;) {
    const uint32_t first = index * kArity + 1, end = std::min(first + kArity, count);
    if (first >= count) break;
    uint32_t least = first;
    for (uint32_t child = first + 1; child < end; ++child) {
      if (before(heap_[child], heap_[least])) least = child;
    }
    if (!before(heap_[least], moved)) break;
    place(index, heap_[least]);
    index = least;
  }
  place(index, moved);
}

void Timers::take_out(uint32_t heap_index) {
  Record& gone = records_[heap_[heap_index]];
  free_.push_back(heap_[heap_index]);
  gone.active = false;
  ++gone.generation;
  if (gone.generation == 0) gone.generation = 1;
  const uint32_t last = heap_.back();
  heap_.pop_back();
  if (heap_index == heap_.size()) return;
  place(heap_index, last);
  sift_down(heap_index);
  sift_up(records_[last].heap_index);
}

void Timers::publish_first() {
  first_when_.store(heap_.empty() ? kNoTimer : records_[heap_[0]].spec.when_ns, std::memory_order_seq_cst);
}

Timers::Place Timers::add(const TimerSpec& spec) {
  LockGuard guard(lock_);
  uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<uint32_t>(records_.size());
    GOPH_CHECK(index < kMaxTimers, "a P has at most 16 million timers");
    records_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Record& record = records_[index];
  record.spec = spec;
  record.seq = seq_++;
  record.active = true;
  heap_.push_back(index);
  sift_up(static_cast<uint32_t>(heap_.size() - 1));
  publish_first();
  return {index, record.generation};
}

Timers::Removed Timers::remove(Place wanted, TimerSpec* spec) {
  LockGuard guard(lock_);
  if (wanted.index >= records_.size()) return Removed::WasNotActive;
  Record& record = records_[wanted.index];
  if (!record.active || record.generation != wanted.generation) return Removed::WasNotActive;
  *spec = record.spec;
  take_out(record.heap_index);
  publish_first();
  return Removed::Yes;
}

bool Timers::take_due(int64_t now_ns, TimerSpec& due) {
  LockGuard guard(lock_);
  if (heap_.empty()) return false;
  Record& first = records_[heap_[0]];
  if (first.spec.when_ns > now_ns) return false;
  due = first.spec;
  if (due.period_ns > 0) {  // ticks that nobody could see are left out, as in Go
    const int64_t missed = (now_ns - due.when_ns) / due.period_ns;
    first.spec.when_ns = add_saturating(due.when_ns, due.period_ns * (missed + 1));
    first.seq = seq_++;
    sift_down(0);
  } else {
    take_out(0);
  }
  publish_first();
  return true;
}

uint32_t Timers::size() {
  LockGuard guard(lock_);
  return static_cast<uint32_t>(heap_.size());
}

void Timers::for_each(const std::function<void(const TimerSpec&)>& visit) {
  LockGuard guard(lock_);
  for (const Record& record : records_) {
    if (record.active) visit(record.spec);
  }
}

// ---- the scheduler's side

void Sched::for_each_timer(const std::function<void(const TimerSpec&)>& visit) {
  for (const auto& pp : all_ps()) pp->timers.for_each(visit);
}

TimerId Sched::start_timer(M& m, const TimerSpec& spec) {
  P& pp = *m.p;
  if (tracing_) {
    const G* gp = m.curg.load(std::memory_order_relaxed);
    emit(m, EventKind::TimerSet, gp,
         {.a = spec.object, .b = static_cast<uint64_t>(spec.when_ns), .c = static_cast<uint64_t>(spec.period_ns),
          .stack = gp != nullptr ? stack_of(*gp) : 0});
  }
  const TimerId id = pack_timer(pp.id, pp.timers.add(spec));
  wake_poller(&m, spec.when_ns);
  return id;
}

Sched::TimerWas Sched::stop_timer(M& m, TimerId id) {
  if (id == 0 || timer_p(id) >= all_ps().size()) return TimerWas::NotActive;
  TimerSpec spec;
  if (allp_[timer_p(id)]->timers.remove(timer_place(id), &spec) == Timers::Removed::WasNotActive) {
    return TimerWas::NotActive;
  }
  if (tracing_) emit(m, EventKind::TimerStop, m.curg.load(std::memory_order_relaxed), {.a = spec.object});
  return TimerWas::Active;
}

namespace {

void wake_sleeper(Sched& sched, M& m, const TimerSpec& spec, int64_t) { sched.goready(m, *spec.g, spec.object); }

}  // namespace

Sched::SleepResult Sched::sleep(M& m, G& gp, int64_t ns) {
  if (ns <= 0) return SleepResult::Done;
  const int64_t when = add_saturating(now(m), ns);
  const uint64_t object = sleep_object(gp.goid.load(std::memory_order_relaxed));
  P& pp = *m.p;
  if (tracing_) {
    emit(m, EventKind::TimerSet, &gp, {.a = object, .b = static_cast<uint64_t>(when), .stack = stack_of(gp)});
  }
  // Parked before the timer exists: it may fire at once on another M.
  gopark(m, gp, WaitReason::Sleep, object, when);
  pp.timers.add({.when_ns = when, .action = wake_sleeper, .object = object, .g = &gp});
  wake_poller(&m, when);
  return SleepResult::Parked;
}

void Sched::check_timers(M& m, P& pp) {
  if (pp.timers.first_when() == kNoTimer) return;
  const int64_t due_at = now(m);
  if (pp.timers.first_when() > due_at) return;
  TimerSpec due;
  while (pp.timers.take_due(due_at, due)) {
    if (tracing_) {
      emit(m, EventKind::TimerFire, nullptr,
           {.a = due.object,
            .b = due.g != nullptr ? due.g->goid.load(std::memory_order_relaxed) : 0,
            .c = static_cast<uint64_t>(due_at - due.when_ns)});
    }
    due.action(*this, m, due, due_at);
  }
}

int64_t Sched::earliest_timer() const {
  int64_t earliest = first_ready_.load(std::memory_order_seq_cst);
  for (const auto& pp : all_ps()) earliest = std::min(earliest, pp->timers.first_when());
  return earliest;
}

}  // namespace gopherarium
