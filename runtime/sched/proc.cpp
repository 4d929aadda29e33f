// Ps and Ms: who owns which, the lists of idle ones, how the world is stopped and how a run ends.
//
// Whoever takes a P's status from one state to another owns the P from then on and may write to its event stream.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

Sched::Sched(const SchedOptions& options, GoroutineRunner& runner, Arena& arena, Bus& bus)
    : options_(options),
      runner_(runner),
      arena_(arena),
      bus_(bus),
      tracing_(bus.on()),
      clock_(options.driver),
      choices_(options.choices) {
  GOPH_CHECK(options_.procs >= 1 && options_.procs <= kMaxProcs, "a run has 1 to 256 Ps");
  if (choices_ == nullptr) {
    own_choices_ = std::make_unique<SeededChoices>(options_.seed);
    choices_ = own_choices_.get();
  }
  make_ps(options_.procs);
  procs_.store(options_.procs, std::memory_order_relaxed);
  LockGuard guard(lock_);
  list_idle_ps();
}

void Sched::make_ps(uint32_t count) {
  for (uint32_t i = made_ps_.load(std::memory_order_relaxed); i < count; ++i) {
    allp_[i] = std::make_unique<P>();
    allp_[i]->id = static_cast<uint16_t>(i);
    made_ps_.store(i + 1, std::memory_order_release);
  }
}

// All Ps in use that nobody owns; P 0 comes first.
void Sched::list_idle_ps() {
  idle_ps_ = nullptr;
  uint32_t idle = 0;
  for (uint32_t i = procs(); i-- > 0;) {
    P& pp = *allp_[i];
    if (pp.status.load(std::memory_order_relaxed) != PStatus::Idle) continue;
    pp.link = idle_ps_;
    idle_ps_ = &pp;
    ++idle;
  }
  npidle_.store(idle, std::memory_order_seq_cst);
}

Sched::~Sched() {
  for (const auto& slab : g_slabs_) {
    for (uint32_t i = 0; i < kGSlab; ++i) {
      if (slab[i].stack.words != nullptr) allm_[0]->stacks.release(slab[i].stack);
    }
  }
}

// ---- statuses

void Sched::casgstatus(G& gp, GStatus from, GStatus to) {
  GOPH_DCHECK(legal(from, to), "a goroutine's status follows the table of legal transitions");
#ifdef NDEBUG
  (void)from;
  gp.status.store(to, std::memory_order_release);  // the caller owns the G, so nobody races
#else
  const GStatus was = gp.status.exchange(to, std::memory_order_acq_rel);
  GOPH_DCHECK(was == from, "whoever changes a goroutine's status owns the goroutine");
#endif
}

void Sched::set_p_status(P& pp, PStatus from, PStatus to) {
  const bool taken = take_p_status(pp, from, to);
  GOPH_CHECK(taken, "whoever changes a P's status owns the P");
}

bool Sched::take_p_status(P& pp, PStatus from, PStatus to) {
  GOPH_DCHECK(legal(from, to), "a P's status follows the table of legal transitions");
  return pp.status.compare_exchange_strong(from, to, std::memory_order_acq_rel);
}

void Sched::set_m_status(M& m, MStatus to) {
  GOPH_DCHECK(m.status == to || legal(m.status, to), "an M's status follows the table of legal transitions");
  m.status = to;
}

// ---- events

Event Sched::event_of(uint16_t p, EventKind kind, const G* gp, const Args& args) {
  Event event;
  event.g = gp != nullptr ? gp->goid.load(std::memory_order_relaxed) : 0;
  event.stack = args.stack;
  event.kind = kind;
  event.p = p;
  event.a = args.a;
  event.b = args.b;
  event.c = args.c;
  event.d = args.d;
  return event;
}

void Sched::emit_on(uint16_t p, EventKind kind, const G* gp, const Args& args) {
  bus_.emit_stamped(event_of(p, kind, gp, args), [this] { return now(); });
}

void Sched::emit(M& m, EventKind kind, const G* gp, const Args& args, Stamp stamp) {
  Event event = event_of(m.p != nullptr ? m.p->id : kNoP, kind, gp, args);
  if (stamp == Stamp::Fresh || controlled()) {
    bus_.emit_stamped(event, [&] { return m.stamp_ns = now(m); });
  } else {
    event.time_ns = static_cast<uint64_t>(m.stamp_ns);
    bus_.emit(event);
  }
}

// ---- Ps and their Ms

void Sched::acquirep(M& m, P& pp) {
  set_p_status(pp, PStatus::Idle, PStatus::Running);
  pp.m.store(&m, std::memory_order_release);
  m.p = &pp;
  if (tracing_) emit(m, EventKind::ProcStart, nullptr, {.a = m.id});
}

P& Sched::releasep(M& m) {
  P& pp = *m.p;
  if (tracing_) emit(m, EventKind::ProcStop, nullptr, {.a = m.id});
  pp.m.store(nullptr, std::memory_order_relaxed);
  m.p = nullptr;
  set_p_status(pp, PStatus::Running, PStatus::Idle);
  return pp;
}

void Sched::pidleput(P& pp) {
  // A P that only stands still with the world may have work.
  if (tracing_ && !world_stopping_.load(std::memory_order_relaxed)) emit_on(pp.id, EventKind::ProcIdle, nullptr, {});
  pp.link = idle_ps_;
  idle_ps_ = &pp;
  const uint32_t idle = npidle_.fetch_add(1, std::memory_order_seq_cst) + 1;
  if (idle + 1 >= procs() && world_stopping_.load(std::memory_order_relaxed)) world_note_.wake();
}

P* Sched::pidleget() {
  P* pp = idle_ps_;
  if (pp == nullptr || world_stopping_.load(std::memory_order_relaxed) || ending()) return nullptr;
  idle_ps_ = pp->link;
  pp->link = nullptr;
  npidle_.fetch_sub(1, std::memory_order_seq_cst);
  return pp;
}

bool Sched::runqempty(const P& pp) {
  // runnext is read last: a put moves what was there to the tail first.
  for (;;) {
    const uint32_t head = pp.runqhead.load(std::memory_order_seq_cst);
    const uint32_t tail = pp.runqtail.load(std::memory_order_seq_cst);
    const G* next = pp.runnext.load(std::memory_order_seq_cst);
    if (tail == pp.runqtail.load(std::memory_order_seq_cst)) return head == tail && next == nullptr;
  }
}

bool Sched::p_has_work(const P& pp) const {
  return !runqempty(pp) || global_size_.load(std::memory_order_seq_cst) != 0;
}

M& Sched::new_m(M* by) {
  const auto number = static_cast<uint32_t>(allm_.size());
  allm_.push_back(std::make_unique<M>(*this, number, arena_, options_.seed + 0x51ed27ull * (number + 1)));
  M& m = *allm_.back();
  live_ms_.fetch_add(1, std::memory_order_relaxed);
  if (controlled()) m.budget = 0;  // a step gives it one
  if (tracing_) {
    emit_on(kNoP, EventKind::MCreate, nullptr, {.a = number, .b = by != nullptr ? by->id : 0});
  }
  return m;
}

M* Sched::mget() {
  M* m = idle_ms_;
  if (m == nullptr) return nullptr;
  idle_ms_ = m->link;
  m->link = nullptr;
  --idle_m_count_;
  return m;
}

// Somebody is to run pp, whose owner the caller is and which is on no list.
void Sched::startm(M* by, P* pp, bool spinning) {
  lock_.lock();
  if (ending()) {
    pidleput(*pp);
    lock_.unlock();
    if (spinning) nmspinning_.fetch_sub(1, std::memory_order_seq_cst);
    return;
  }
  M* m = mget();
  const bool made = m == nullptr;
  if (made) {
    if (allm_.size() >= options_.max_ms) {
      lock_.unlock();
      runner_.fatal(by != nullptr ? *by : *allm_.front(), "thread exhaustion");
      exit(EndKind::Fatal, 2, "thread exhaustion");
      return;
    }
    m = &new_m(by);
  }
  m->nextp = pp;
  m->spinning.store(spinning, std::memory_order_relaxed);
  if (made && !controlled()) {
    threads_.emplace_back([this, m] { live_thread(*m); });
  }
  lock_.unlock();
  if (!made) wake_m(*m, by);
}

void Sched::wake_m(M& m, M* by) {
  if (tracing_) {
    const Args args{.a = m.id, .b = by != nullptr ? by->id : 0};
    if (by != nullptr && by->p != nullptr) {
      emit(*by, EventKind::MUnpark, nullptr, args);
    } else {
      emit_on(kNoP, EventKind::MUnpark, nullptr, args);
    }
  }
  if (controlled()) {
    m.next = MNext::Go;
  } else {
    m.note.wake();
  }
}

// One more M looks for work, if a P is idle and nobody is looking yet.
void Sched::wakep(M* by) {
  if (npidle_.load(std::memory_order_seq_cst) == 0 || nmspinning_.load(std::memory_order_seq_cst) != 0) return;
  uint32_t none = 0;
  if (!nmspinning_.compare_exchange_strong(none, 1, std::memory_order_seq_cst)) return;
  lock_.lock();
  P* pp = pidleget();
  lock_.unlock();
  if (pp == nullptr) {
    nmspinning_.fetch_sub(1, std::memory_order_seq_cst);
    return;
  }
  startm(by, pp, true);
}

// pp lost its M to a system call; the caller owns pp. Another M gets it, or it becomes idle.
void Sched::handoffp(M* by, P& pp, const char* why) {
  if (tracing_) {
    const M* owner = pp.m.load(std::memory_order_relaxed);
    const M* from = owner != nullptr ? owner : by;
    emit_on(pp.id, EventKind::ProcHandoff, nullptr,
            {.a = from != nullptr ? from->id : 0, .b = 0, .c = bus_.text(why)});
  }
  pp.m.store(nullptr, std::memory_order_relaxed);
  if (p_has_work(pp) && !world_stopping_.load(std::memory_order_seq_cst)) {
    startm(by, &pp, false);
    return;
  }
  uint32_t none = 0;
  if (npidle_.load(std::memory_order_seq_cst) == 0 && !world_stopping_.load(std::memory_order_seq_cst) &&
      nmspinning_.compare_exchange_strong(none, 1, std::memory_order_seq_cst)) {
    startm(by, &pp, true);
    return;
  }
  const int64_t when = pp.timers.first_when();
  lock_.lock();
  if (global_.size != 0 && !world_stopping_.load(std::memory_order_relaxed)) {
    lock_.unlock();
    startm(by, &pp, false);
    return;
  }
  pidleput(pp);
  lock_.unlock();
  if (when != kNoTimer) wake_poller(by, when);
}

// ---- stopping the world

Sched::WorldStop Sched::stop_the_world(M* self, std::string_view why) {
  while (world_owned_.exchange(true, std::memory_order_acquire)) {
    if (self != nullptr) return WorldStop::Busy;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  if (controlled()) {  // its one thread calls: all Ms are between steps
    if (tracing_) emit_on(kNoP, EventKind::StopTheWorld, nullptr, {.a = bus_.text(why)});
    return WorldStop::Stopped;
  }
  world_note_.clear();
  world_stopping_.store(true, std::memory_order_seq_cst);
  const uint32_t wanted = procs() - (self != nullptr ? 1 : 0);
  for (;;) {
    for (const auto& pp : all_ps()) {
      if (pp->status.load(std::memory_order_acquire) == PStatus::Syscall &&
          take_p_status(*pp, PStatus::Syscall, PStatus::Idle)) {
        pp->syscalltick.fetch_add(1, std::memory_order_relaxed);
        pp->m.store(nullptr, std::memory_order_relaxed);
        LockGuard guard(lock_);
        pidleput(*pp);
      }
      if (self == nullptr || pp.get() != self->p) preempt_one(*pp, Preempter::Stop);
    }
    if (npidle_.load(std::memory_order_seq_cst) == wanted || ending()) break;
    // Asked again every now and then: a flag is cleared when its goroutine is executed.
    world_note_.sleep_for(200'000);
    world_note_.clear();
  }
  if (tracing_) {
    const uint16_t stream = self != nullptr && self->p != nullptr ? self->p->id : kNoP;
    emit_on(stream, EventKind::StopTheWorld, nullptr, {.a = bus_.text(why)});
  }
  return WorldStop::Stopped;
}

void Sched::start_the_world(M* self) {
  if (tracing_) {
    const uint16_t stream = self != nullptr && self->p != nullptr ? self->p->id : kNoP;
    emit_on(stream, EventKind::StartTheWorld, nullptr, {});
  }
  if (!controlled()) {
    world_stopping_.store(false, std::memory_order_seq_cst);
    std::vector<P*> busy;
    {
      LockGuard guard(lock_);
      for (P** link = &idle_ps_; *link != nullptr && !ending();) {
        P* pp = *link;
        if (runqempty(*pp)) {
          link = &pp->link;
          continue;
        }
        *link = pp->link;
        pp->link = nullptr;
        npidle_.fetch_sub(1, std::memory_order_seq_cst);
        busy.push_back(pp);
      }
    }
    for (P* pp : busy) startm(self, pp, false);
    wakep(self);  // the global queue, timers, and, if there is nothing, the check for deadlock
  }
  world_owned_.store(false, std::memory_order_release);
}

// ---- GOMAXPROCS

Sched::WorldStop Sched::set_procs(M& self, uint32_t n) {
  n = std::clamp(n, 1u, most_procs(options_.procs));
  if (n == procs()) return WorldStop::Stopped;
  if (stop_the_world(&self, "GOMAXPROCS") == WorldStop::Busy) return WorldStop::Busy;
  if (controlled()) {  // between steps Ms keep their Ps
    for (const auto& m : allm_) {
      if (m.get() != &self) evict(*m);
    }
  }
  make_ps(n);
  lock_.lock();
  for (uint32_t i = n; i < procs(); ++i) {  // what is on the queues of the Ps that go, in its order
    G* next = allp_[i]->runnext.exchange(nullptr, std::memory_order_seq_cst);
    if (next != nullptr) globrunqput(self, *next);
    for (P& pp = *allp_[i];;) {
      const uint32_t head = pp.runqhead.load(std::memory_order_relaxed);
      if (head == pp.runqtail.load(std::memory_order_relaxed)) break;
      pp.runqhead.store(head + 1, std::memory_order_release);
      globrunqput(self, *pp.runq[head % P::kRunqSize].load(std::memory_order_relaxed));
    }
  }
  procs_.store(n, std::memory_order_seq_cst);
  if (tracing_) emit(self, EventKind::Gomaxprocs, self.curg.load(std::memory_order_relaxed), {.a = n});
  if (self.p->id >= n) {
    // The goroutine is told to have left and come back, so that what is shown stays sane.
    const G& gp = *self.curg.load(std::memory_order_relaxed);
    if (tracing_) emit(self, EventKind::GoPreempt, &gp, {.a = static_cast<uint64_t>(Preempter::Stop), .stack = stack_of(gp)});
    releasep(self);
    acquirep(self, *allp_[0]);
    if (tracing_) emit(self, EventKind::GoStart, &gp, {});
  }
  list_idle_ps();
  lock_.unlock();
  start_the_world(&self);
  if (controlled()) wakep(&self);
  return WorldStop::Stopped;
}

// Controlled driver: m, which stands between two steps, leaves its goroutine and its P, and sleeps.
void Sched::evict(M& m) {
  if (m.p == nullptr) {  // asleep, in a call (its P may be taken), or just given a P
    if (m.nextp == nullptr) {
      if (m.oldp != nullptr && take_p_status(*m.oldp, PStatus::Syscall, PStatus::Idle)) m.oldp->syscalltick.fetch_add(1);
      return;
    }
    resume_m(m);
  }
  if (G* gp = m.curg.load(std::memory_order_relaxed)) {
    gp->preempt.store(1 + static_cast<uint8_t>(Preempter::Stop), std::memory_order_relaxed);
    gopreempt(m, *gp);
  }
  if (m.spinning.load(std::memory_order_relaxed)) stop_spinning(m);
  if (std::exchange(m.got_locked, false)) {
    LockGuard guard(lock_);
    globrunqput(m, *m.lockedg);
  }
  releasep(m);
  m.next = stopm(m);
}

// ---- the end

void Sched::exit(EndKind kind, int status, std::string text) {
  bool running = false;
  if (!ending_.compare_exchange_strong(running, true, std::memory_order_acq_rel)) return;
  end_ = {kind, status, std::move(text)};
  end_written_.store(true, std::memory_order_release);
  preempt_all(Preempter::Stop);
  if (options_.on_ending) options_.on_ending();
  LockGuard guard(lock_);
  for (const auto& m : allm_) m->note.wake();
  poll_note_.wake();
  sysmon_note_.wake();
  world_note_.wake();
  futex_wake(paused_, 1);
}

RunEnd Sched::run() {
  begin();
  if (controlled()) {
    do {
      wait_at_gate();
    } while (step() == Stepped::Yes);
  } else {
    run_live();
  }
  return end();
}

void Sched::begin() {
  if (tracing_) {
    emit_on(kNoP, EventKind::RunStart, nullptr,
            {.a = procs(), .b = options_.seed, .c = static_cast<uint64_t>(options_.driver)});
  }
  lock_.lock();
  M& first = new_m(nullptr);
  P* pp = pidleget();
  lock_.unlock();
  set_m_status(first, MStatus::Running);
  acquirep(first, *pp);
  stepping_ = controlled() ? &first : nullptr;
  runner_.make_main(first);
  stepping_ = nullptr;
  if (options_.stop.stop_possible()) {
    stop_callback_.emplace(options_.stop, std::function<void()>([this] { request_stop(); }));
  }
}

RunEnd Sched::end() {
  stop_callback_.reset();
  while (!end_written_.load(std::memory_order_acquire)) std::this_thread::yield();
  if (tracing_) {
    emit_on(kNoP, EventKind::RunEnd, nullptr, {.a = static_cast<uint64_t>(end_.status)});
  }
  return end_;
}

// ---- deadlock

// Every M sleeps, none for a timer, and every P is idle: nobody can ever wake a goroutine again. A P that is not idle though
// all Ms sleep was just taken by wakep for an M that it is about to wake or make; work or timers that nobody tends are for whoever
// is just starting the world again.
bool Sched::checkdead() {
  return !ending() && !world_stopping_.load(std::memory_order_relaxed) && idle_m_count_ + locked_idle_ == allm_.size() &&
         npidle_.load(std::memory_order_relaxed) == procs() && !work_anywhere() && earliest_timer() == kNoTimer;
}

void Sched::report_deadlock(M& m) {
  GOPH_CHECK(!work_anywhere(), "a deadlock is reported only when nothing is runnable");
  const uint32_t blocked = num_goroutine();
  const char* text = blocked == 0 ? "no goroutines (main called runtime.Goexit) - deadlock!"
                                  : "all goroutines are asleep - deadlock!";
  if (tracing_) emit(m, EventKind::Deadlock, nullptr, {.a = blocked, .b = bus_.text(text)});
  runner_.fatal(m, text);
  exit(EndKind::Fatal, 2, text);
}

std::string Sched::schedtrace() {
  const Counts c = counts();
  std::string text = fmt::format(
      "SCHED {}ms: gomaxprocs={} idleprocs={} threads={} spinningthreads={} idlethreads={} runqueue={} [", now() / 1'000'000,
      procs(), c.idle_ps, c.ms, c.spinning, c.idle_ms, c.global_queue);
  for (uint32_t i = 0; i < procs(); ++i) {
    const P& pp = *allp_[i];
    const uint32_t length = pp.runqtail.load(std::memory_order_acquire) - pp.runqhead.load(std::memory_order_acquire) +
                            (pp.runnext.load(std::memory_order_relaxed) != nullptr ? 1 : 0);
    text += fmt::format("{}{}", i == 0 ? "" : " ", length);
  }
  return text + "]\n";
}

Sched::Counts Sched::counts() {
  LockGuard guard(lock_);
  return {static_cast<uint32_t>(allm_.size()), idle_m_count_, npidle_.load(), nmspinning_.load(), global_.size};
}

}  // namespace gopherarium
