// Each check looks at the state before an event and says what is wrong with the event; then the event is folded. The
// controlled driver's events come in the order they were emitted; under the live driver, operations that no lock orders (run
// queues, uncontended mutexes) may be stamped in either order, so these are checked for controlled runs only.

#include "runtime/trace/validate.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/trace/state.h"

namespace gopherarium {
namespace {

class Checker {
 public:
  Checker(const Recording& recording, size_t most) : r_(recording), most_(most) {}

  std::vector<Violation> run() {
    const RecordingView view = r_.view();
    s_.next = view.first();
    if (view.first() != 0) return {};  // what came before is not known
    for (EventIndex i = 0; i < view.end() && found_.size() < most_; ++i) {
      e_ = view[i];
      check();
      fold(s_, e_);
      if (s_.dropped != 0) break;
      if (i % kBooksEvery == 0 || i + 1 == view.end()) books();
    }
    return std::move(found_);
  }

 private:
  template <class... Args>
  void violation(fmt::format_string<Args...> format, Args&&... args) {
    if (found_.size() < most_) found_.push_back({s_.next, fmt::format(format, std::forward<Args>(args)...)});
  }
  bool controlled() const { return s_.driver == DriverKind::Controlled; }
  std::string name(uint64_t object) const { return print_object(r_, object); }
  GStatus status(uint64_t id) const {
    const GState* gp = s_.g(static_cast<uint32_t>(id));
    return gp == nullptr ? GStatus::Idle : gp->status;
  }
  Queued queued(uint64_t id) const {
    const GState* gp = s_.g(static_cast<uint32_t>(id));
    return gp == nullptr ? Queued::No : gp->queued;
  }

  static constexpr EventIndex kBooksEvery = 4096;  // it walks all goroutines

  void check();
  void books();
  void actor();
  void goroutine();
  void transition(uint64_t g, GStatus from, GStatus to);
  void go_start();
  void go_block();
  void proc();
  void machine();
  void queue();
  void channel();
  void send(const ChannelState& c);
  void receive(const ChannelState& c);
  void peer(const ChannelState& c, const Fifo<Waiter>& queue, const char* which);
  void syncs();

  const Recording& r_;
  const size_t most_;
  State s_;
  Event e_;
  std::vector<Violation> found_;
};

void Checker::check() {
  if (e_.kind >= EventKind::kCount) return violation("event kind {} is not in the catalogue", static_cast<int>(e_.kind));
  if (e_.time_ns < s_.time_ns) violation("time goes back by {} ns", s_.time_ns - e_.time_ns);
  if (s_.phase == RunPhase::NotBegun && e_.kind != EventKind::RunStart) violation("{} before RunStart", event_info(e_.kind).name);
  if (s_.phase == RunPhase::Ended && controlled()) violation("{} after RunEnd", event_info(e_.kind).name);
  switch (event_info(e_.kind).category) {
    case EventCategory::Goroutine: return goroutine();
    case EventCategory::Proc: return proc();
    case EventCategory::Machine: return machine();
    case EventCategory::Queue: return queue();
    case EventCategory::Channel: actor(); return channel();
    case EventCategory::Select: return actor();
    case EventCategory::Sync: actor(); return syncs();
    case EventCategory::Syscall:
      if (e_.kind == EventKind::SyscallEnter) return transition(e_.g, GStatus::Running, GStatus::Syscall);
      if (status(e_.g) != GStatus::Syscall) violation("G{} leaves a system call it is not in", e_.g);
      return;
    default: return;
  }
}

// What is kept twice in a state agrees: who is queued, who runs where, how many are in which status.
void Checker::books() {
  size_t queued_there = s_.global_queue.size();
  for (const uint32_t g : s_.global_queue) {
    if (queued(g) != Queued::Global) violation("G{} is in the global queue and does not know it", g);
  }
  for (uint16_t p = 0; p < s_.ps.size(); ++p) {
    const PState& pp = s_.ps[p];
    queued_there += pp.runq.size() + (pp.runnext != 0 ? 1 : 0);
    for (const uint32_t g : pp.runq) {
      if (queued(g) != Queued::Local || s_.g(g)->p != p) violation("G{} is in the queue of P{} and does not know it", g, p);
    }
    if (pp.runnext != 0 && queued(pp.runnext) != Queued::Runnext) violation("G{} is next on P{} and does not know it", pp.runnext, p);
    if (pp.g != 0 && (s_.g(pp.g) == nullptr || s_.g(pp.g)->p != p)) violation("P{} runs G{}, which is elsewhere", p, pp.g);
    const MState* mp = s_.m(pp.m);
    if (mp != nullptr && mp->p != p) violation("P{} belongs to M{}, which has P{}", p, pp.m, mp->p);
  }
  size_t queued_here = 0;
  std::array<uint32_t, 8> counts{};
  for (uint32_t id = 1; id < s_.gs.size(); ++id) {
    const GState& gp = s_.gs[id];
    if (!gp.exists) continue;
    ++counts[static_cast<size_t>(gp.status)];
    queued_here += gp.queued != Queued::No;
    if (gp.status == GStatus::Running && (gp.p >= s_.ps.size() || s_.ps[gp.p].g != id)) {
      violation("G{} is running, but no P runs it", id);
    }
    if (gp.queued != Queued::No && gp.status != GStatus::Runnable) violation("G{} is queued and {}", id, to_string(gp.status));
  }
  // A thief's events may stand before those of the P it stole from: live queues agree only when nothing is under way.
  if (controlled() && queued_here != queued_there) violation("{} goroutines are queued, the queues hold {}", queued_here, queued_there);
  if (counts != s_.g_counts) violation("the counts of goroutines by status are wrong");
}

// Who acts runs, and on the P that the event names.
void Checker::actor() {
  if (e_.g == 0) return;
  const auto& info = event_info(e_.kind);
  if (status(e_.g) != GStatus::Running) {
    return violation("{} by G{}, which is {}", info.name, e_.g, to_string(status(e_.g)));
  }
  if (s_.g(e_.g)->p != e_.p) violation("{} by G{} on P{}, but it runs on P{}", info.name, e_.g, e_.p, s_.g(e_.g)->p);
}

void Checker::transition(uint64_t g, GStatus from, GStatus to) {
  const GStatus is = status(g);
  if (is != from || !legal(is, to)) {
    violation("{}: G{} goes from {} to {}", event_info(e_.kind).name, g, to_string(is), to_string(to));
  }
}

void Checker::go_start() {
  transition(e_.g, GStatus::Runnable, GStatus::Running);
  const PState* pp = s_.p(e_.p);
  if (pp == nullptr) return violation("G{} starts without a P", e_.g);
  if (pp->g != 0) violation("G{} starts on P{} while G{} runs there", e_.g, e_.p, pp->g);
  if (pp->status != PStatus::Running) violation("G{} starts on P{}, which is {}", e_.g, e_.p, to_string(pp->status));
  if (queued(e_.g) != Queued::No) violation("G{} starts while it is still in a queue", e_.g);
}

// Whoever parks on a channel is on its list by then.
void Checker::go_block() {
  transition(e_.g, GStatus::Running, GStatus::Waiting);
  actor();
  if (e_.a >= kWaitReasons) return violation("G{} waits for a reason that is not in the catalogue", e_.g);
  const auto reason = static_cast<WaitReason>(e_.a);
  if (reason != WaitReason::ChanSend && reason != WaitReason::ChanReceive) return;
  const ChannelState* c = s_.channel(e_.b);
  if (c == nullptr) return violation("G{} parks on a channel nobody made", e_.g);
  const auto& waiting = reason == WaitReason::ChanSend ? c->sendq : c->recvq;
  if (std::none_of(waiting.begin(), waiting.end(), [&](const Waiter& w) { return w.g == e_.g; })) {
    violation("G{} parks ({}) on {} without being on its list", e_.g, to_string(reason), name(e_.b));
  }
}

void Checker::goroutine() {
  switch (e_.kind) {
    case EventKind::GoCreate:
      if (s_.g(static_cast<uint32_t>(e_.a)) != nullptr) violation("G{} is made twice", e_.a);
      return actor();
    case EventKind::GoStart: return go_start();
    case EventKind::GoEnd: actor(); return transition(e_.g, GStatus::Running, GStatus::Dead);
    case EventKind::GoBlock: return go_block();
    case EventKind::GoUnblock: return transition(e_.a, GStatus::Waiting, GStatus::Runnable);
    default: actor(); return transition(e_.g, GStatus::Running, GStatus::Runnable);  // GoYield, GoPreempt
  }
}

void Checker::proc() {
  const PState* pp = s_.p(e_.p);
  if (pp == nullptr) return violation("{} of P{}, which does not exist", event_info(e_.kind).name, e_.p);
  const MState* mp = s_.m(static_cast<uint32_t>(e_.a));
  switch (e_.kind) {
    case EventKind::ProcStart:
      if (!legal(pp->status, PStatus::Running)) {
        violation("P{} goes from {} to running", e_.p, to_string(pp->status));
      }
      if (mp == nullptr) return violation("P{} is taken by M{}, which does not exist", e_.p, e_.a);
      if (mp->p != kNoP && mp->p != e_.p) violation("M{} takes P{} while it has P{}", e_.a, e_.p, mp->p);
      return;
    case EventKind::ProcStop:
      if (!legal(pp->status, PStatus::Idle)) violation("P{} goes from {} to idle", e_.p, to_string(pp->status));
      if (pp->g != 0) violation("P{} is let go of while G{} runs on it", e_.p, pp->g);
      return;
    case EventKind::ProcIdle:
      if (controlled() && (pp->runnext != 0 || !pp->runq.empty())) {
        violation("P{} goes idle with goroutines in its queue", e_.p);
      }
      return;
    default: return;
  }
}

void Checker::machine() {
  const MState* mp = s_.m(static_cast<uint32_t>(e_.a));
  if (e_.kind == EventKind::MCreate) {
    if (mp != nullptr) violation("M{} is made twice", e_.a);
    return;
  }
  if (mp == nullptr) return violation("{} of M{}, which does not exist", event_info(e_.kind).name, e_.a);
  const auto to = [&](MStatus status) {
    if (!legal(mp->status, status)) violation("M{} goes from {} to {}", e_.a, to_string(mp->status), to_string(status));
  };
  switch (e_.kind) {
    case EventKind::MSpin: return to(MStatus::Spinning);
    case EventKind::MUnspin:
      if (mp->status != MStatus::Spinning) violation("M{} stops spinning but did not spin", e_.a);
      return;
    case EventKind::MPark:
      to(MStatus::Parked);
      if (mp->p != kNoP) violation("M{} sleeps while it has P{}", e_.a, mp->p);
      return;
    case EventKind::MUnpark:
      if (mp->status != MStatus::Parked) violation("M{} is woken but was {}", e_.a, to_string(mp->status));
      return;
    default: return;
  }
}

void Checker::queue() {
  if (!controlled()) return;
  const PState* pp = s_.p(e_.p);
  switch (e_.kind) {
    case EventKind::RunqPut:
      if (status(e_.a) != GStatus::Runnable) violation("G{} is queued while it is {}", e_.a, to_string(status(e_.a)));
      if (static_cast<QueueWhere>(e_.b) == QueueWhere::Runnext && pp != nullptr && pp->runnext != e_.c) {
        violation("G{} kicks G{} out of runnext of P{}, but G{} was there", e_.a, e_.c, e_.p, pp->runnext);
      }
      return;
    case EventKind::RunqGet: {
      if (queued(e_.a) == Queued::No) return violation("G{} is taken from a queue it is not in", e_.a);
      const auto where = static_cast<QueueWhere>(e_.b);
      const Queued is = queued(e_.a);
      const bool same = (where == QueueWhere::Runnext && is == Queued::Runnext) ||
                        (where == QueueWhere::Local && is == Queued::Local) ||
                        (where == QueueWhere::Global && is == Queued::Global) || where > QueueWhere::Global;
      if (!same) violation("G{} is taken from another queue than the one it is in", e_.a);
      if (where == QueueWhere::Local && pp != nullptr && !pp->runq.empty() && pp->runq.front() != e_.a) {
        violation("G{} is taken from P{} before G{}, which is at the head", e_.a, e_.p, pp->runq.front());
      }
      return;
    }
    case EventKind::RunqStolen:
      if (queued(e_.a) == Queued::No) return violation("G{} is stolen from a queue it is not in", e_.a);
      if (s_.g(static_cast<uint32_t>(e_.a))->p != e_.b) violation("G{} is stolen from P{}, where it is not", e_.a, e_.b);
      return;
    default: return;
  }
}

// ---- channels

// The peer of a hand-off is the oldest waiter that nobody woke yet.
void Checker::peer(const ChannelState& c, const Fifo<Waiter>& waiting, const char* which) {
  const uint32_t id = peer_of(e_.c);
  for (const Waiter& w : waiting) {
    if (w.g == id) return;
    if (status(w.g) == GStatus::Waiting) {
      return violation("{}: G{} on {} comes before G{}, which waits longer", which, id, name(c.address), w.g);
    }
  }
  violation("{}: G{} is not on the list of {}", which, id, name(c.address));
}

void Checker::send(const ChannelState& c) {
  switch (how_of(e_.c)) {
    case ChanHow::HandOff:
      if (!c.buffer.empty()) violation("a hand-off on {} goes past {} buffered values", name(e_.a), c.buffer.size());
      return peer(c, c.recvq, "send");
    case ChanHow::Buffer:
      if (c.buffer.size() >= c.cap) violation("a send into the full buffer of {}", name(e_.a));
      if (c.closed) violation("a send into {}, which is closed", name(e_.a));
      return;
    case ChanHow::Parked:
      if (c.buffer.size() < c.cap) violation("G{} parks to send on {}, which has room", e_.g, name(e_.a));
      if (c.closed) violation("G{} parks to send on {}, which is closed", e_.g, name(e_.a));
      return;
    default: return;
  }
}

void Checker::receive(const ChannelState& c) {
  const auto expect = [&](const TracedValue& value) {
    if (value.word != e_.b) {
      violation("G{} receives {} from {}, but the next value was {}", e_.g, print_value(r_.tables(), e_.b, e_.d),
                name(e_.a), print_value(r_.tables(), value.word, value.type));
    }
  };
  const auto from_head = [&] {
    if (c.buffer.empty()) return violation("G{} receives from the empty buffer of {}", e_.g, name(e_.a));
    expect(c.buffer.front());
  };
  switch (how_of(e_.c)) {
    case ChanHow::HandOff:
      if (!c.buffer.empty()) violation("a hand-off on {} goes past {} buffered values", name(e_.a), c.buffer.size());
      for (const Waiter& w : c.sendq) {
        if (w.g == peer_of(e_.c)) expect(w.value);
      }
      return peer(c, c.sendq, "receive");
    case ChanHow::Buffer: return from_head();
    case ChanHow::BufferShift:
      from_head();
      return peer(c, c.sendq, "receive");
    case ChanHow::Closed:
      if (!c.closed) violation("{} is received from as closed, but is open", name(e_.a));
      if (!c.buffer.empty()) violation("{} is received from as closed, but holds values", name(e_.a));
      return;
    case ChanHow::Parked:
      if (!c.buffer.empty()) violation("G{} parks to receive from {}, which holds values", e_.g, name(e_.a));
      if (c.closed) violation("G{} parks to receive from {}, which is closed", e_.g, name(e_.a));
      return;
    default: return;
  }
}

void Checker::channel() {
  if (e_.kind == EventKind::ChanMake || e_.a == 0) return;
  const ChannelState* c = s_.channel(e_.a);
  if (c == nullptr) return violation("{} on {:#x}, which nobody made", event_info(e_.kind).name, e_.a);
  if (e_.kind == EventKind::ChanSend) return send(*c);
  if (e_.kind == EventKind::ChanRecv) return receive(*c);
  if (c->closed) violation("{} is closed twice", name(e_.a));
}

// ---- package sync

void Checker::syncs() {
  const SyncState* o = s_.sync(e_.a);
  if (!controlled() || o == nullptr || static_cast<SyncKind>(e_.b) != SyncKind::Mutex || o->kind != SyncKind::Mutex) return;
  if (e_.kind == EventKind::SyncAcquire && o->owner != 0) {
    violation("G{} takes {}, which G{} holds", e_.g, name(e_.a), o->owner);
  }
  if (e_.kind == EventKind::SyncRelease && o->owner == 0) violation("G{} releases {}, which is free", e_.g, name(e_.a));
}

}  // namespace

std::vector<Violation> validate(const Recording& recording, size_t most) { return Checker(recording, most).run(); }

}  // namespace gopherarium
