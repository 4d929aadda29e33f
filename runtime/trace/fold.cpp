// The fold: what each event changes. One handler a group of events, one switch; nothing else in the program changes a
// State. Handlers are lenient (state.h says why).

#include <algorithm>

#include "runtime/trace/state.h"

namespace gopherarium {
namespace {

constexpr uint16_t kMostPs = 1024;  // the scheduler has 256 at most; an event of a damaged file does not make us allocate

// The few things one event touches, each once; a select over more channels than fit here tells of the first ones.
template <class T>
struct Touched {
  std::array<T, 6> items{};
  size_t count = 0;
  void add(T item) {
    for (size_t i = 0; i < count; ++i) {
      if (items[i] == item) return;
    }
    if (count < items.size()) items[count++] = item;
  }
  const T* begin() const { return items.data(); }
  const T* end() const { return items.data() + count; }
};

template <class V>
auto& at_address(V& values, std::unordered_map<uint64_t, uint32_t>& places, uint64_t address) {
  const auto [place, fresh] = places.try_emplace(address, static_cast<uint32_t>(places.size()));
  if (place->second >= values.size()) values.grow_to(place->second + 1);
  auto& value = values.edit(place->second);
  value.address = address;
  return value;
}

class Folding {
 public:
  Folding(State& state, const Event& event) : s(state), e(event), index(state.next) {}

  void apply();
  void tell(FoldObserver& observer) const;

 private:
  // -- means
  GState& g(uint32_t id);
  PState* p(uint16_t id);
  MState* m(uint64_t id);
  ChannelState& channel(uint64_t address);
  SyncState& sync(uint64_t address);
  void set_status(uint32_t id, GStatus status);
  void leave_p(uint32_t id);
  void leave_queue(uint32_t id);
  void enter_queue(uint32_t id, Queued where, uint16_t p_id);
  TracedValue value() const { return {e.b, e.d}; }

  // -- handlers, by category
  void run();
  void proc();
  void machine();
  void queue();
  void runq_put();
  void runq_stolen();
  void goroutine();
  void go_create();
  void go_start();
  void go_block();
  void go_unblock();
  void syscall();
  void timer();
  void chan_send();
  void chan_recv();
  void chan_other();
  void select();
  void park_in_select(uint32_t id);
  void leave_select(uint32_t id);
  void sync_event();
  void sync_acquire();
  void sync_release();
  void context();
  void memory();
  void check();
  void program();
  void user();

  State& s;
  const Event& e;
  const EventIndex index;
  Touched<uint32_t> gs_, ms_;
  Touched<uint16_t> ps_;
  Touched<uint64_t> channels_;
  bool counters_ = false;
};

// ---- means

GState& Folding::g(uint32_t id) {
  if (id >= s.gs.size()) s.gs.grow_to(id + 1);
  GState& gp = s.gs.edit(id);
  gs_.add(id);
  if (!gp.exists && id != 0) {  // made before the recording's first event, or right now
    gp.exists = true;
    gp.created_ns = gp.since_ns = s.time_ns;
    gp.cause = index;
    s.stack_bytes += gp.stack_bytes;
    ++s.g_counts[static_cast<size_t>(gp.status)];
    counters_ = true;
  }
  return gp;
}

PState* Folding::p(uint16_t id) {
  if (id >= kMostPs) return nullptr;
  if (id >= s.ps.size()) s.ps.resize(size_t{id} + 1);
  ps_.add(id);
  return &s.ps[id];
}

MState* Folding::m(uint64_t id) {
  constexpr uint64_t kMostMs = 1u << 20;  // an event of a damaged file does not make us allocate without end
  if (id >= kMostMs) return nullptr;
  if (id >= s.ms.size()) s.ms.resize(id + 1);
  ms_.add(static_cast<uint32_t>(id));
  MState& mp = s.ms[id];
  if (!mp.exists) mp = {.exists = true, .since_ns = s.time_ns};
  return &mp;
}

ChannelState& Folding::channel(uint64_t address) {
  ChannelState& c = at_address(s.channels, s.registry->channels, address);
  c.last_event = index;
  channels_.add(address);
  return c;
}

SyncState& Folding::sync(uint64_t address) {
  SyncState& o = at_address(s.syncs, s.registry->syncs, address);
  o.last_event = index;
  return o;
}

void Folding::set_status(uint32_t id, GStatus status) {
  if (id == 0) return;
  GState& gp = g(id);
  const bool was_waiting = gp.status == GStatus::Waiting;
  if (was_waiting) --s.wait_counts[static_cast<size_t>(wait_group(gp.reason))];
  gp.run_ns = gp.run_ns_at(s.time_ns);
  --s.g_counts[static_cast<size_t>(gp.status)];
  ++s.g_counts[static_cast<size_t>(status)];
  gp.status = status;
  gp.since_ns = s.time_ns;
  gp.cause = index;
  if (status != GStatus::Waiting) {
    gp.reason = WaitReason::None;
    gp.on = 0;
    gp.until_ns = 0;
  }
  counters_ = true;
}

void Folding::leave_p(uint32_t id) {
  GState& gp = g(id);
  if (PState* pp = p(gp.p); pp != nullptr && pp->g == id) {
    pp->g = 0;
    pp->last_g = id;
    if (MState* mp = pp->m == kNoM ? nullptr : m(pp->m)) mp->g = 0;
  }
  gp.p = kNoP;
  gp.m = kNoM;
}

void Folding::leave_queue(uint32_t id) {
  GState& gp = g(id);
  const Queued where = gp.queued;
  gp.queued = Queued::No;
  if (where == Queued::Global) {
    s.global_queue.remove(id);
  } else if (where != Queued::No) {
    PState* pp = p(gp.p);
    gp.p = kNoP;
    if (pp == nullptr) return;
    if (where == Queued::Local) pp->runq.remove(id);
    if (where == Queued::Runnext && pp->runnext == id) pp->runnext = 0;
  }
}

void Folding::enter_queue(uint32_t id, Queued where, uint16_t p_id) {
  leave_queue(id);
  GState& gp = g(id);
  gp.queued = where;
  if (where == Queued::Global) return s.global_queue.push_back(id);
  PState* pp = p(p_id);
  if (pp == nullptr) return void(gp.queued = Queued::No);
  gp.p = p_id;
  if (where == Queued::Local) return pp->runq.push_back(id);
  pp->runnext = id;
}

// ---- the run, Ps and Ms

void Folding::run() {
  switch (e.kind) {
    case EventKind::RunStart:
      s.phase = RunPhase::Running;
      s.procs = static_cast<uint32_t>(std::min<uint64_t>(e.a, kMostPs));
      s.seed = e.b;
      s.driver = static_cast<DriverKind>(e.c);
      if (s.ps.size() < s.procs) s.ps.resize(s.procs);
      for (uint16_t i = 0; i < s.procs; ++i) ps_.add(i);
      break;
    case EventKind::Gomaxprocs:
      s.procs = static_cast<uint32_t>(std::min<uint64_t>(e.a, kMostPs));
      if (s.ps.size() < s.procs) s.ps.resize(s.procs);
      for (uint16_t i = 0; i < s.procs; ++i) ps_.add(i);
      break;
    case EventKind::RunEnd:
      s.phase = RunPhase::Ended;
      s.exit_status = static_cast<int64_t>(e.a);
      break;
    case EventKind::ObjectName: {
      const auto name = static_cast<uint32_t>(e.b);
      s.registry->names.try_emplace(e.a, name);
      if (s.channel(e.a) != nullptr) channel(e.a).name = name;
      if (s.sync(e.a) != nullptr) sync(e.a).name = name;
      if (s.context(e.a) != nullptr) at_address(s.contexts, s.registry->contexts, e.a).name = name;
      break;
    }
    case EventKind::Gap: s.dropped += e.a; break;
    case EventKind::RingWait: s.ring_wait_ns += e.a; break;
    case EventKind::StopTheWorld: s.world_stopped = true; break;
    default: s.world_stopped = false; break;  // StartTheWorld
  }
}

void Folding::proc() {
  PState* pp = p(e.p);
  if (pp == nullptr) return;
  const auto set = [&](PStatus status) {
    pp->status = status;
    pp->since_ns = s.time_ns;
  };
  const auto part = [&] {  // P and M leave each other
    if (pp->m != kNoM) {
      if (MState* old = m(pp->m); old->p == e.p) old->p = kNoP;
    }
    pp->m = kNoM;
    pp->g = 0;
  };
  switch (e.kind) {
    case EventKind::ProcStart: {
      part();
      set(PStatus::Running);
      MState* mp = m(e.a);
      if (mp == nullptr) break;
      pp->m = static_cast<uint32_t>(e.a);
      mp->p = e.p;
      mp->polls = false;
      if (mp->status == MStatus::Parked || mp->status == MStatus::Syscall) {
        mp->status = MStatus::Running;
        mp->since_ns = s.time_ns;
      }
      break;
    }
    case EventKind::ProcHandoff:
      part();
      set(PStatus::Idle);
      break;
    default:  // ProcStop, ProcIdle
      part();
      if (pp->status != PStatus::Idle) set(PStatus::Idle);
      break;
  }
}

void Folding::machine() {
  MState* mp = m(e.a);
  if (mp == nullptr) return;
  const auto set = [&](MStatus status) {
    mp->status = status;
    mp->since_ns = s.time_ns;
  };
  switch (e.kind) {
    case EventKind::MCreate: mp->created_by = static_cast<uint32_t>(e.b); break;
    case EventKind::MSpin: set(MStatus::Spinning); break;
    case EventKind::MUnspin:
      if (mp->status == MStatus::Spinning) set(MStatus::Running);
      break;
    case EventKind::MPark:
      set(MStatus::Parked);
      mp->g = 0;
      break;
    case EventKind::MUnpark:
      if (mp->status == MStatus::Parked) set(MStatus::Running);
      mp->polls = false;
      break;
    default: mp->polls = true; break;  // NetpollWait
  }
}

// ---- queues

void Folding::runq_put() {
  const auto id = static_cast<uint32_t>(e.a);
  GState& gp = g(id);
  // A get that another P stamped before this put: the goroutine is on its way already.
  if (gp.taken_early || gp.status == GStatus::Running) {
    gp.taken_early = false;
    return;
  }
  const auto kicked = static_cast<uint32_t>(e.c);
  switch (static_cast<QueueWhere>(e.b)) {
    case QueueWhere::Runnext:
      if (kicked != 0) enter_queue(kicked, Queued::Local, e.p);
      enter_queue(id, Queued::Runnext, e.p);
      break;
    case QueueWhere::Local: enter_queue(id, Queued::Local, e.p); break;
    default: enter_queue(id, Queued::Global, e.p); break;
  }
}

void Folding::runq_stolen() {
  const auto id = static_cast<uint32_t>(e.a);
  leave_queue(id);
  PState* thief = p(e.p);
  if (thief == nullptr) return;
  if (thief->steal_left > 1) enter_queue(id, Queued::Local, e.p);
  if (thief->steal_left > 0) --thief->steal_left;
}

void Folding::queue() {
  switch (e.kind) {
    case EventKind::RunqPut: runq_put(); break;
    case EventKind::RunqGet: {
      GState& gp = g(static_cast<uint32_t>(e.a));
      if (gp.queued == Queued::No && gp.status == GStatus::Runnable) gp.taken_early = true;
      leave_queue(static_cast<uint32_t>(e.a));
      break;
    }
    case EventKind::RunqSteal:
      if (PState* thief = p(e.p)) {
        thief->steal_left = static_cast<uint32_t>(e.b);
        thief->steal_victim = static_cast<uint16_t>(e.a);
      }
      break;
    case EventKind::RunqStolen: runq_stolen(); break;
    case EventKind::RunqSearch:
      if (PState* pp = p(e.p)) {
        constexpr size_t kMostSteps = 256;
        if (pp->search.size() >= kMostSteps) pp->search.erase(pp->search.begin(), pp->search.begin() + kMostSteps / 2);
        pp->search.push_back({static_cast<QueueWhere>(e.a), static_cast<uint16_t>(e.b), e.c});
      }
      break;
    default: break;  // RunqOverflow: the puts that follow say it all
  }
}

// ---- goroutines

void Folding::go_create() {
  const auto id = static_cast<uint32_t>(e.a);
  if (id == 0) return;
  GState& gp = g(id);
  gp.parent = e.g;
  gp.function = static_cast<uint32_t>(e.b);
  gp.create_stack = e.stack;
  gp.created_ns = s.time_ns;
  set_status(id, GStatus::Runnable);
}

void Folding::go_start() {
  leave_queue(e.g);
  set_status(e.g, GStatus::Running);
  GState& gp = g(e.g);
  gp.taken_early = false;
  gp.p = e.p;
  PState* pp = p(e.p);
  if (pp == nullptr) return;
  pp->g = e.g;
  ++pp->ran;
  pp->search.clear();
  gp.m = pp->m;
  if (pp->m != kNoM) m(pp->m)->g = e.g;
}

void Folding::go_block() {
  set_status(e.g, GStatus::Waiting);
  GState& gp = g(e.g);
  gp.reason = e.a < kWaitReasons ? static_cast<WaitReason>(e.a) : WaitReason::None;
  gp.on = e.b;
  gp.until_ns = e.c;
  ++s.wait_counts[static_cast<size_t>(wait_group(gp.reason))];
  leave_p(e.g);
  if (gp.reason == WaitReason::Select) park_in_select(e.g);
}

void Folding::go_unblock() {
  const auto id = static_cast<uint32_t>(e.a);
  GState& gp = g(id);
  if (gp.sync_wait != 0) sync(std::exchange(gp.sync_wait, 0)).waiters.remove(id);
  gp.woken_by = e.g;
  set_status(id, GStatus::Runnable);
}

void Folding::goroutine() {
  switch (e.kind) {
    case EventKind::GoCreate: go_create(); break;
    case EventKind::GoStart: go_start(); break;
    case EventKind::GoBlock: go_block(); break;
    case EventKind::GoUnblock: go_unblock(); break;
    case EventKind::GoEnd:
      leave_p(e.g);
      set_status(e.g, GStatus::Dead);
      g(e.g).ended_ns = s.time_ns;
      s.stack_bytes -= std::min<uint64_t>(s.stack_bytes, g(e.g).stack_bytes);
      break;
    default:  // GoYield, GoPreempt
      leave_p(e.g);
      set_status(e.g, GStatus::Runnable);
      break;
  }
}

void Folding::syscall() {
  GState& gp = g(e.g);
  switch (e.kind) {
    case EventKind::SyscallEnter: {
      set_status(e.g, GStatus::Syscall);
      gp.syscall = static_cast<uint32_t>(e.a);
      PState* pp = p(gp.p);
      if (pp == nullptr) break;
      pp->status = PStatus::Syscall;
      pp->since_ns = s.time_ns;
      if (MState* mp = pp->m == kNoM ? nullptr : m(pp->m)) {
        mp->status = MStatus::Syscall;
        mp->since_ns = s.time_ns;
      }
      break;
    }
    case EventKind::SyscallBlock: {  // the P's own events say where it goes
      MState* mp = m(e.a);
      if (mp == nullptr) break;
      if (PState* pp = p(mp->p)) {
        pp->g = 0;
        pp->m = kNoM;
        pp->status = PStatus::Idle;
        pp->since_ns = s.time_ns;
      }
      mp->p = kNoP;
      gp.p = kNoP;
      gp.m = static_cast<uint32_t>(e.a);
      break;
    }
    default: {  // SyscallExit
      PState* pp = p(e.p);
      if (pp == nullptr) {
        set_status(e.g, GStatus::Runnable);
        gp.p = kNoP;
        gp.m = kNoM;
        break;
      }
      set_status(e.g, GStatus::Running);
      gp.p = e.p;
      gp.m = pp->m;
      pp->g = e.g;
      pp->status = PStatus::Running;
      pp->since_ns = s.time_ns;
      if (MState* mp = pp->m == kNoM ? nullptr : m(pp->m)) {
        mp->status = MStatus::Running;
        mp->since_ns = s.time_ns;
        mp->g = e.g;
      }
      break;
    }
  }
}

void Folding::timer() {
  TimerState& t = at_address(s.timers, s.registry->timers, e.a);
  switch (e.kind) {
    case EventKind::TimerSet:
      t.when_ns = e.b;
      t.period_ns = e.c;
      t.p = e.p;
      t.active = true;
      break;
    case EventKind::TimerStop: t.active = false; break;
    default:  // TimerFire
      ++t.fired;
      t.active = t.period_ns != 0;
      t.when_ns += t.period_ns;
      break;
  }
}

// ---- channels

void remove_waiter(Fifo<Waiter>& queue, uint32_t id) {
  queue.remove_if([&](const Waiter& w) { return w.g == id; });
}

void Folding::chan_send() {
  ChannelState& c = channel(e.a);
  const uint32_t peer = peer_of(e.c);
  if (e.g != 0) g(e.g).carries = value();
  switch (how_of(e.c)) {
    case ChanHow::HandOff:
      remove_waiter(c.recvq, peer);
      if (peer != 0) g(peer).carries = value();
      ++c.sends;
      ++c.receives;
      break;
    case ChanHow::Buffer:
      c.buffer.push_back(value());
      c.sendx = c.cap == 0 ? 0 : (c.sendx + 1) % c.cap;
      ++c.sends;
      break;
    case ChanHow::Parked: c.sendq.push_back({e.g, -1, value(), s.time_ns}); break;
    default: break;
  }
}

void Folding::chan_recv() {
  ChannelState& c = channel(e.a);
  const uint32_t peer = peer_of(e.c);
  const auto take_head = [&] {
    if (!c.buffer.empty()) c.buffer.pop_front();
    c.recvx = c.cap == 0 ? 0 : (c.recvx + 1) % c.cap;
    ++c.receives;
  };
  switch (how_of(e.c)) {
    case ChanHow::HandOff:
      remove_waiter(c.sendq, peer);
      ++c.sends;
      ++c.receives;
      break;
    case ChanHow::Buffer: take_head(); break;
    case ChanHow::BufferShift: {
      take_head();
      TracedValue moved;
      for (const Waiter& w : c.sendq) {
        if (w.g == peer) {
          moved = w.value;
          break;
        }
      }
      remove_waiter(c.sendq, peer);
      c.buffer.push_back(moved);
      c.sendx = c.recvx;
      ++c.sends;
      break;
    }
    case ChanHow::Parked:
      c.recvq.push_back({e.g, -1, {}, s.time_ns});
      return;  // nothing received yet
    default: break;
  }
  if (e.g != 0) g(e.g).carries = value();
}

void Folding::chan_other() {
  ChannelState& c = channel(e.a);
  if (e.kind == EventKind::ChanMake) {
    c.cap = e.b;
    c.type = e.d;
    c.made_by = e.g;
    c.make_stack = e.stack;
    c.made_ns = s.time_ns;
    const auto name = s.registry->names.find(e.a);
    if (name != s.registry->names.end()) c.name = name->second;
  } else {  // ChanClose: who waits is woken by the GoUnblocks that follow
    c.closed = true;
    c.closed_by = e.g;
    c.sendq.clear();
    c.recvq.clear();
  }
}

SelectState& edit_select(GState& gp) {
  if (gp.select == nullptr) {
    gp.select = std::make_shared<SelectState>();
  } else if (gp.select.use_count() != 1) {
    gp.select = std::make_shared<SelectState>(*gp.select);
  }
  return const_cast<SelectState&>(*gp.select);
}

void Folding::select() {
  if (e.g == 0) return;
  GState& gp = g(e.g);
  SelectState& sel = edit_select(gp);
  switch (e.kind) {
    case EventKind::SelectStart:
      sel = {};
      sel.has_default = e.b != 0;
      break;
    case EventKind::SelectCase:
      sel.cases.push_back({e.a, case_index(e.c), case_dir(e.c), case_ready(e.c), {e.b, e.d}});
      break;
    default:  // SelectChosen
      sel.decided = true;
      sel.chosen = static_cast<int32_t>(static_cast<int64_t>(e.a));
      if (e.c != 0) leave_select(e.g);
      break;
  }
}

void Folding::park_in_select(uint32_t id) {
  SelectState& sel = edit_select(g(id));
  sel.parked = true;
  for (const SelectState::Case& c : sel.cases) {
    if (c.chan == 0) continue;
    ChannelState& chan = channel(c.chan);
    const Waiter waiter{id, static_cast<int32_t>(c.index), c.value, s.time_ns};
    (c.dir == SelectDir::Send ? chan.sendq : chan.recvq).push_back(waiter);
  }
}

void Folding::leave_select(uint32_t id) {
  for (const SelectState::Case& c : s.gs[id].select->cases) {
    if (c.chan == 0) continue;
    ChannelState& chan = channel(c.chan);
    remove_waiter(c.dir == SelectDir::Send ? chan.sendq : chan.recvq, id);
  }
}

// ---- package sync, contexts

// An RWMutex holds a Mutex at its own address: the more telling kind wins.
void note_kind(SyncState& o, SyncKind kind) {
  const bool rw = o.kind == SyncKind::RWMutexRead || o.kind == SyncKind::RWMutexWrite;
  if (!(rw && kind == SyncKind::Mutex)) o.kind = kind;
}

void Folding::sync_acquire() {
  SyncState& o = sync(e.a);
  ++o.acquires;
  if (GState& gp = g(e.g); gp.sync_wait == e.a) {
    gp.sync_wait = 0;
    o.waiters.remove(e.g);
  }
  switch (static_cast<SyncKind>(e.b)) {
    case SyncKind::RWMutexRead: o.readers.push_back(e.g); break;
    case SyncKind::Mutex:
    case SyncKind::RWMutexWrite:
    case SyncKind::Once:
      o.owner = e.g;
      o.since_ns = s.time_ns;
      break;
    default: break;
  }
}

void Folding::sync_release() {
  SyncState& o = sync(e.a);
  switch (static_cast<SyncKind>(e.b)) {
    case SyncKind::RWMutexRead: {
      auto reader = std::find(o.readers.begin(), o.readers.end(), e.g);
      if (reader == o.readers.end() && !o.readers.empty()) --reader;  // Go lets any goroutine unlock
      if (reader != o.readers.end()) o.readers.erase(reader);
      break;
    }
    case SyncKind::Once: o.done = true; [[fallthrough]];
    case SyncKind::Mutex:
    case SyncKind::RWMutexWrite: o.owner = 0; break;
    default: break;
  }
}

void Folding::sync_event() {
  SyncState& o = sync(e.a);
  if (e.kind != EventKind::MutexStarving) note_kind(o, static_cast<SyncKind>(e.b));
  if (o.name == 0) {
    const auto name = s.registry->names.find(e.a);
    if (name != s.registry->names.end()) o.name = name->second;
  }
  switch (e.kind) {
    case EventKind::SyncAcquire: sync_acquire(); break;
    case EventKind::SyncRelease: sync_release(); break;
    case EventKind::SyncWait: {
      GState& gp = g(e.g);
      if (gp.sync_wait != 0) sync(gp.sync_wait).waiters.remove(e.g);
      gp.sync_wait = e.a;
      sync(e.a).waiters.push_back(e.g);
      ++sync(e.a).waits;
      break;
    }
    case EventKind::SyncCounter: o.counter = static_cast<int32_t>(e.d); break;
    default: o.starving = e.b != 0; break;  // MutexStarving
  }
}

void Folding::context() {
  ContextState& c = at_address(s.contexts, s.registry->contexts, e.a);
  if (e.kind == EventKind::ContextCreate) {
    c.parent = e.b;
    c.deadline_ns = e.c;
    c.kind = e.d;
    c.made_by = e.g;
    c.made_ns = s.time_ns;
  } else {
    c.cancelled = true;
    c.cancelled_ns = s.time_ns;
    c.cancelled_through = e.b;
    c.cause = e.d;
  }
}

// ---- memory, findings, the program

void Folding::memory() {
  switch (e.kind) {
    case EventKind::HeapAlloc: s.heap_bytes = e.b; break;
    case EventKind::HeapPass:
      s.heap_reachable_bytes = e.a;
      s.heap_bytes = e.b;
      s.heap_objects = e.c;
      break;
    default: {  // StackGrow, StackShrink
      GState& gp = g(e.g);
      s.stack_bytes = s.stack_bytes - std::min<uint64_t>(s.stack_bytes, gp.stack_bytes) + e.b;
      gp.stack_bytes = static_cast<uint32_t>(std::min<uint64_t>(e.b, UINT32_MAX));
      gp.stack_high_bytes = std::max(gp.stack_high_bytes, gp.stack_bytes);
      break;
    }
  }
  counters_ = true;
}

void Folding::check() {
  Finding f{.event = index, .kind = e.kind, .g = e.g};
  switch (e.kind) {
    case EventKind::Race:
      f.object = e.a;
      f.other = static_cast<uint32_t>(e.b);
      f.evidence = static_cast<uint32_t>(e.c);
      break;
    case EventKind::Leak: f.g = static_cast<uint32_t>(e.a); [[fallthrough]];
    case EventKind::Deadlock: f.evidence = static_cast<uint32_t>(e.b); break;
    default:  // Misuse
      f.object = e.a;
      f.evidence = static_cast<uint32_t>(e.b);
      break;
  }
  if (s.finding_count == s.registry->findings.size()) s.registry->findings.push_back(f);
  ++s.finding_count;
}

void Folding::program() {
  switch (e.kind) {
    case EventKind::Output:
    case EventKind::Input:
      if (s.output_count == s.registry->output.size()) {
        s.registry->output.push_back({index, static_cast<uint32_t>(e.a), static_cast<uint32_t>(e.b), e.g});
      }
      ++s.output_count;
      break;
    case EventKind::Panic:
    case EventKind::Fatal:
      s.end_text = static_cast<uint32_t>(e.a);
      s.end_event = index;
      break;
    case EventKind::Recover: s.end_text = 0; break;
    default: s.exit_status = static_cast<int64_t>(e.a); break;  // Exit
  }
}

void Folding::user() {
  if (e.kind != EventKind::TaskBegin && e.kind != EventKind::TaskEnd) return;
  TaskState& t = at_address(s.tasks, s.registry->tasks, e.a);
  if (e.kind == EventKind::TaskEnd) return void(t.end_ns = s.time_ns);
  t.name = static_cast<uint32_t>(e.b);
  t.parent = e.c;
  t.begun_by = e.g;
  t.begin_ns = s.time_ns;
}

void Folding::apply() {
  s.time_ns = std::max(s.time_ns, e.time_ns);
  s.next = index + 1;
  if (e.g != 0) {
    GState& gp = g(e.g);
    gp.last_event = index;
    if (e.stack != 0) gp.stack = e.stack;
  }
  switch (event_info(e.kind).category) {
    case EventCategory::Run: run(); break;
    case EventCategory::Proc: proc(); break;
    case EventCategory::Machine: machine(); break;
    case EventCategory::Queue: queue(); break;
    case EventCategory::Goroutine: goroutine(); break;
    case EventCategory::Syscall: syscall(); break;
    case EventCategory::Netpoll:
      if (e.kind == EventKind::NetpollWait) machine();
      break;
    case EventCategory::Timer: timer(); break;
    case EventCategory::Channel:
      if (e.kind == EventKind::ChanSend) {
        chan_send();
      } else if (e.kind == EventKind::ChanRecv) {
        chan_recv();
      } else {
        chan_other();
      }
      break;
    case EventCategory::Select: select(); break;
    case EventCategory::Sync: sync_event(); break;
    case EventCategory::Context: context(); break;
    case EventCategory::Memory: memory(); break;
    case EventCategory::Check: check(); break;
    case EventCategory::Program: program(); break;
    case EventCategory::User: user(); break;
    case EventCategory::Detail: break;
  }
}

void Folding::tell(FoldObserver& observer) const {
  for (const uint32_t id : gs_) observer.on_g(s, id, index);
  for (const uint16_t id : ps_) observer.on_p(s, id, index);
  for (const uint32_t id : ms_) observer.on_m(s, id, index);
  for (const uint64_t address : channels_) observer.on_channel(s, address, index);
  if (counters_) observer.on_counters(s, index);
}

}  // namespace

void fold(State& state, const Event& event, FoldObserver* observer) {
  if (event.kind >= EventKind::kCount) return void(++state.next);
  Folding folding(state, event);
  folding.apply();
  if (observer != nullptr) folding.tell(*observer);
}

}  // namespace gopherarium
