#pragma once
// Recordings for tests, made without a runtime: a miniature scheduler runs goroutines that are lists of operations over
// channels and mutexes and emits what the real one would, by the same rules (what wakes emits GoUnblock, then RunqPut;
// the parked side of a hand-off emits no second event; and so on). It keeps its own books, so tests can hold the model's
// against them.
//
//   Simulation sim({.procs = 4});
//   const uint64_t jobs = sim.channel("jobs", 0);
//   sim.go({.function = "main.main", .ops = {make_go(worker), send(jobs, 7), close(jobs)}});
//   auto recording = sim.run();

#include <cstdint>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "runtime/trace/recording.h"
#include "runtime/trace/states.h"

namespace gopherarium::fixture {

enum class OpKind : uint8_t { Work, Send, Recv, Close, Lock, Unlock, Go, Yield, Print, Select, Jump };
struct Op {
  OpKind kind{};
  uint64_t object = 0;     // channel, mutex
  uint64_t value = 0;      // Send: the value; Work: ns; Go: index of the program; Jump: op to go to
  uint64_t times = 0;      // Jump: how often (0: for ever, until a receive found its channel closed)
  std::vector<uint64_t> channels{};  // Select: receives
  std::string text{};        // Print
};
inline Op work(uint64_t ns) { return {.kind = OpKind::Work, .value = ns}; }
inline Op send(uint64_t ch, uint64_t v) { return {.kind = OpKind::Send, .object = ch, .value = v}; }
inline Op recv(uint64_t ch) { return {.kind = OpKind::Recv, .object = ch}; }
inline Op close(uint64_t ch) { return {.kind = OpKind::Close, .object = ch}; }
inline Op lock(uint64_t mu) { return {.kind = OpKind::Lock, .object = mu}; }
inline Op unlock(uint64_t mu) { return {.kind = OpKind::Unlock, .object = mu}; }
inline Op go(uint64_t program) { return {.kind = OpKind::Go, .value = program}; }
inline Op yield() { return {.kind = OpKind::Yield}; }
inline Op print(std::string text) { return {.kind = OpKind::Print, .text = std::move(text)}; }
inline Op select(std::vector<uint64_t> chs) { return {.kind = OpKind::Select, .channels = std::move(chs)}; }
inline Op jump(uint64_t to, uint64_t times = 0) { return {.kind = OpKind::Jump, .value = to, .times = times}; }

struct Program {
  std::string function;
  std::vector<Op> ops;
};

struct SimOptions {
  uint32_t procs = 2;
  uint64_t seed = 1;
  uint64_t most_events = 1'000'000;
};

class Simulation {
 public:
  struct SimWaiter {
    uint32_t g;
    uint64_t value;
    bool select;
  };
  struct SimChannel {
    uint64_t address, cap;
    std::deque<uint64_t> buffer;
    std::deque<SimWaiter> sendq, recvq;
    bool closed = false;
  };

  explicit Simulation(SimOptions options = {}) : options_(options), random_(options.seed * 2654435761u + 1) {
    ps_.resize(options.procs);
    file_ = tables->text("main.go");
    int_ = pack_value_type(ValueKind::Int, tables->text("int"));
  }

  uint64_t channel(const std::string& name, uint64_t cap) {
    channels.push_back({next_address_ += 96, cap, {}, {}, {}, false});
    made_.push_back({channels.back().address, name, true});
    return channels.back().address;
  }
  uint64_t mutex(const std::string& name) {
    mutexes_.push_back({next_address_ += 96, 0, {}});
    made_.push_back({mutexes_.back().address, name, false});
    return mutexes_.back().address;
  }
  // The first program is main. Returns its index for go().
  uint64_t program(Program p) {
    programs_.push_back(std::move(p));
    return programs_.size() - 1;
  }

  // Runs until main ends, nothing can run, or most_events. The events are then in `events`.
  void run() {
    begin();
    while (!over_ && events.size() < options_.most_events) {
      bool any = false;
      for (uint16_t p = 0; p < options_.procs && !over_; ++p) any = step(p) || any;
      if (!any) deadlock();
    }
  }
  std::unique_ptr<Recording> record() {
    run();
    return recording();
  }
  std::unique_ptr<Recording> recording() const {
    auto r = std::make_unique<Recording>(info(), tables);
    r->on_events(events);
    return r;
  }
  RecordingInfo info() const {
    return {.sources = {{"main.go", "package main\n"}}, .args = {}, .seed = options_.seed, .procs = options_.procs,
            .driver = DriverKind::Controlled, .schedule = "", .version = "test"};
  }

  // What the simulation knows, for tests.
  std::vector<Event> events;
  std::shared_ptr<TraceTables> tables = std::make_shared<TraceTables>();
  std::vector<SimChannel> channels;
  std::vector<uint32_t> local_queue(uint16_t p) const { return {ps_[p].local.begin(), ps_[p].local.end()}; }
  uint32_t runnext(uint16_t p) const { return ps_[p].runnext; }
  uint32_t running(uint16_t p) const { return ps_[p].g; }
  GStatus status(uint32_t g) const { return gs_[g].status; }
  uint32_t goroutines() const { return static_cast<uint32_t>(gs_.size()) - 1; }
  uint64_t mutex_owner(uint64_t address) const {
    for (const SimMutex& m : mutexes_) {
      if (m.address == address) return m.owner;
    }
    return 0;
  }

 private:
  struct SimG {
    const Program* program = nullptr;
    size_t pc = 0;
    uint64_t jumps = 0;
    GStatus status = GStatus::Idle;
    bool saw_closed = false;
    bool woken_select = false;
    uint64_t chosen = 0;
  };
  struct SimP {
    uint32_t g = 0, runnext = 0;
    std::deque<uint32_t> local;
    bool idle = true;
    uint32_t slice = 0;
  };
  struct SimMutex {
    uint64_t address;
    uint32_t owner;
    std::deque<uint32_t> waiters;
  };
  struct Made {
    uint64_t address;
    std::string name;
    bool is_channel;
  };

  uint64_t random(uint64_t n) {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    return random_ % n;
  }
  void emit(EventKind kind, uint16_t p, uint32_t g, uint64_t a = 0, uint64_t b = 0, uint64_t c = 0, uint32_t d = 0) {
    time_ += 20 + random(60);
    Event e;
    e.time_ns = time_;
    e.kind = kind;
    e.p = p;
    e.g = g;
    e.a = a;
    e.b = b;
    e.c = c;
    e.d = d;
    if (g != 0 && (kind == EventKind::GoBlock || kind == EventKind::ChanSend || kind == EventKind::ChanRecv ||
                   kind == EventKind::GoCreate || kind == EventKind::ChanMake)) {
      e.stack = stack_of(g);
    }
    events.push_back(e);
  }
  uint32_t stack_of(uint32_t g) {
    const StackFrame frame{tables->text(gs_[g].program->function), file_, static_cast<uint32_t>(10 + gs_[g].pc)};
    return tables->stack({&frame, 1});
  }
  SimChannel& chan(uint64_t address) {
    for (SimChannel& c : channels) {
      if (c.address == address) return c;
    }
    return channels.front();
  }
  SimMutex& mu(uint64_t address) {
    for (SimMutex& m : mutexes_) {
      if (m.address == address) return m;
    }
    return mutexes_.front();
  }

  void begin() {
    gs_.resize(1);
    emit(EventKind::RunStart, kNoP, 0, options_.procs, options_.seed, 1);
    for (uint16_t p = 0; p < options_.procs; ++p) emit(EventKind::MCreate, kNoP, 0, p, p == 0 ? 0xffffffff : 0);
    wake_p(0, 0xffffffff);
    create(0, 0, 0);
    acquire_work(0);
    for (const Made& m : made_) {
      if (m.is_channel) emit(EventKind::ChanMake, 0, 1, m.address, chan(m.address).cap, 0, tables->text("chan int"));
      emit(EventKind::ObjectName, 0, 1, m.address, tables->text(m.name));
    }
  }
  void wake_p(uint16_t p, uint32_t by) {
    ps_[p].idle = false;
    emit(EventKind::MUnpark, kNoP, 0, p, by);
    emit(EventKind::ProcStart, p, 0, p);
  }
  void create(uint16_t p, uint32_t parent, uint64_t program) {
    gs_.push_back({.program = &programs_[program], .status = GStatus::Runnable});
    const auto id = static_cast<uint32_t>(gs_.size() - 1);
    emit(EventKind::GoCreate, p, parent, id, tables->text(programs_[program].function));
    put(p, parent, id);
  }
  void put(uint16_t p, uint32_t by, uint32_t id) {
    SimP& pp = ps_[p];
    const uint32_t kicked = pp.runnext;
    if (kicked != 0) pp.local.push_back(kicked);
    pp.runnext = id;
    emit(EventKind::RunqPut, p, by, id, static_cast<uint64_t>(QueueWhere::Runnext), kicked);
    for (uint16_t other = 0; other < options_.procs; ++other) {
      if (!ps_[other].idle || pp.local.empty()) continue;
      wake_p(other, p);
      break;
    }
  }
  void ready(uint16_t p, uint32_t by, uint32_t id, uint64_t on) {
    gs_[id].status = GStatus::Runnable;
    emit(EventKind::GoUnblock, p, by, id, on);
    put(p, by, id);
  }
  void block(uint16_t p, uint32_t g, WaitReason reason, uint64_t on) {
    gs_[g].status = GStatus::Waiting;
    ps_[p].g = 0;
    emit(EventKind::GoBlock, p, g, static_cast<uint64_t>(reason), on);
  }

  // -- Ps
  bool step(uint16_t p) {
    SimP& pp = ps_[p];
    if (pp.idle) return false;
    if (pp.g == 0) return acquire_work(p);
    run_op(p, pp.g);
    return true;
  }
  void start(uint16_t p, uint32_t id) {
    ps_[p].g = id;
    ps_[p].slice = 0;
    gs_[id].status = GStatus::Running;
    emit(EventKind::GoStart, p, id);
    SimG& gp = gs_[id];
    if (gp.woken_select) {
      gp.woken_select = false;
      uint32_t index = 0;
      for (const uint64_t ch : gp.program->ops[gp.pc - 1].channels) {
        std::erase_if(chan(ch).recvq, [&](const SimWaiter& w) { return w.g == id; });
        if (ch == gp.chosen) emit(EventKind::SelectChosen, p, id, index, ch, 1);
        ++index;
      }
    }
  }
  bool acquire_work(uint16_t p) {
    SimP& pp = ps_[p];
    uint32_t id = 0;
    QueueWhere where = QueueWhere::Runnext;
    if (pp.runnext != 0) {
      id = std::exchange(pp.runnext, 0);
    } else if (!pp.local.empty()) {
      id = pp.local.front();
      pp.local.pop_front();
      where = QueueWhere::Local;
    } else if (!global_.empty()) {
      id = global_.front();
      global_.pop_front();
      where = QueueWhere::Global;
    }
    if (id == 0) return steal(p);
    emit(EventKind::RunqGet, p, 0, id, static_cast<uint64_t>(where));
    start(p, id);
    return true;
  }
  bool steal(uint16_t p) {
    emit(EventKind::MSpin, p, 0, p);
    const auto first = static_cast<uint16_t>(random(options_.procs));
    for (uint16_t i = 0; i < options_.procs; ++i) {
      const auto v = static_cast<uint16_t>((first + i) % options_.procs);
      SimP& victim = ps_[v];
      if (v == p) continue;
      const uint64_t n = (victim.local.size() + 1) / 2;
      emit(EventKind::RunqSearch, p, 0, static_cast<uint64_t>(QueueWhere::Steal), v, n);
      if (n == 0) continue;
      emit(EventKind::RunqSteal, p, 0, v, n, victim.local.front());
      for (uint64_t k = 0; k < n; ++k) {
        const uint32_t id = victim.local.front();
        victim.local.pop_front();
        emit(EventKind::RunqStolen, p, 0, id, v);
        if (k + 1 < n) ps_[p].local.push_back(id);
        if (k + 1 < n) continue;
        emit(EventKind::MUnspin, p, 0, p);
        start(p, id);
      }
      return true;
    }
    emit(EventKind::MUnspin, p, 0, p);
    emit(EventKind::ProcStop, p, 0, p);
    emit(EventKind::ProcIdle, p, 0);
    emit(EventKind::MPark, kNoP, 0, p);
    ps_[p].idle = true;
    return false;
  }
  void deadlock() {
    uint64_t blocked = 0;
    for (const SimG& gp : gs_) blocked += gp.status == GStatus::Waiting;
    emit(EventKind::Deadlock, kNoP, 0, blocked, tables->text("all goroutines are asleep - deadlock!"));
    emit(EventKind::Fatal, kNoP, 0, tables->text("all goroutines are asleep - deadlock!"));
    emit(EventKind::RunEnd, kNoP, 0, 2);
    over_ = true;
  }

  // -- operations
  void run_op(uint16_t p, uint32_t g) {
    SimG& gp = gs_[g];
    if (++ps_[p].slice > 50) {
      gp.status = GStatus::Runnable;
      ps_[p].g = 0;
      emit(EventKind::GoPreempt, p, g, static_cast<uint64_t>(Preempter::TimeSlice), 10'000'000);
      emit(EventKind::RunqPut, p, 0, g, static_cast<uint64_t>(QueueWhere::Global));
      global_.push_back(g);
      return;
    }
    if (gp.pc == gp.program->ops.size()) return end(p, g);
    const Op& op = gp.program->ops[gp.pc++];
    switch (op.kind) {
      case OpKind::Work: time_ += op.value; break;
      case OpKind::Send: do_send(p, g, op); break;
      case OpKind::Recv: do_recv(p, g, op.object); break;
      case OpKind::Close: do_close(p, g, op.object); break;
      case OpKind::Lock: do_lock(p, g, op.object); break;
      case OpKind::Unlock: do_unlock(p, g, op.object); break;
      case OpKind::Go: create(p, g, op.value); break;
      case OpKind::Yield:
        gp.status = GStatus::Runnable;
        ps_[p].g = 0;
        emit(EventKind::GoYield, p, g);
        emit(EventKind::RunqPut, p, 0, g, static_cast<uint64_t>(QueueWhere::Global));
        global_.push_back(g);
        break;
      case OpKind::Print: emit(EventKind::Output, p, g, 1, tables->text(op.text)); break;
      case OpKind::Select: do_select(p, g, op.channels); break;
      case OpKind::Jump:
        if (gp.saw_closed || (op.times != 0 && ++gp.jumps >= op.times)) {
          gp.jumps = 0;
          break;
        }
        gp.pc = op.value;
        break;
    }
  }
  void end(uint16_t p, uint32_t g) {
    gs_[g].status = GStatus::Dead;
    ps_[p].g = 0;
    emit(EventKind::GoEnd, p, g);
    if (g != 1) return;
    emit(EventKind::Exit, p, 0, 0);
    emit(EventKind::RunEnd, kNoP, 0, 0);
    over_ = true;
  }
  void wake_receiver(SimChannel& c, SimWaiter w) {
    gs_[w.g].chosen = c.address;
    gs_[w.g].woken_select = w.select;
  }
  // The oldest receiver whom no other case has woken.
  bool next_receiver(SimChannel& c, SimWaiter& w) {
    while (!c.recvq.empty()) {
      w = c.recvq.front();
      c.recvq.pop_front();
      if (gs_[w.g].status == GStatus::Waiting) return true;
    }
    return false;
  }
  void do_send(uint16_t p, uint32_t g, const Op& op) {
    SimChannel& c = chan(op.object);
    SimWaiter w{};
    if (next_receiver(c, w)) {
      wake_receiver(c, w);
      emit(EventKind::ChanSend, p, g, c.address, op.value, pack_how(ChanHow::HandOff, w.g, false), int_);
      ready(p, g, w.g, c.address);
    } else if (c.buffer.size() < c.cap) {
      c.buffer.push_back(op.value);
      emit(EventKind::ChanSend, p, g, c.address, op.value, pack_how(ChanHow::Buffer, 0, false), int_);
    } else {
      c.sendq.push_back({g, op.value, false});
      emit(EventKind::ChanSend, p, g, c.address, op.value, pack_how(ChanHow::Parked, 0, false), int_);
      block(p, g, WaitReason::ChanSend, c.address);
    }
  }
  bool receive(uint16_t p, uint32_t g, SimChannel& c, bool in_select) {
    const auto event = [&](ChanHow how, uint64_t value, uint32_t peer) {
      emit(EventKind::ChanRecv, p, g, c.address, value, pack_how(how, peer, in_select), int_);
    };
    if (!c.sendq.empty()) {
      const SimWaiter w = c.sendq.front();
      c.sendq.pop_front();
      if (c.cap == 0) {
        event(ChanHow::HandOff, w.value, w.g);
      } else {
        event(ChanHow::BufferShift, c.buffer.front(), w.g);
        c.buffer.pop_front();
        c.buffer.push_back(w.value);
      }
      ready(p, g, w.g, c.address);
    } else if (!c.buffer.empty()) {
      event(ChanHow::Buffer, c.buffer.front(), 0);
      c.buffer.pop_front();
    } else if (c.closed) {
      event(ChanHow::Closed, 0, 0);
      gs_[g].saw_closed = true;
    } else {
      return false;
    }
    return true;
  }
  void do_recv(uint16_t p, uint32_t g, uint64_t address) {
    SimChannel& c = chan(address);
    if (receive(p, g, c, false)) return;
    c.recvq.push_back({g, 0, false});
    emit(EventKind::ChanRecv, p, g, address, 0, pack_how(ChanHow::Parked, 0, false), int_);
    block(p, g, WaitReason::ChanReceive, address);
  }
  void do_close(uint16_t p, uint32_t g, uint64_t address) {
    SimChannel& c = chan(address);
    c.closed = true;
    std::vector<SimWaiter> woken;
    for (SimWaiter w{}; next_receiver(c, w);) woken.push_back(w);
    emit(EventKind::ChanClose, p, g, address, woken.size(), 0);
    for (const SimWaiter& w : woken) {
      wake_receiver(c, w);
      gs_[w.g].saw_closed = true;
      ready(p, g, w.g, address);
    }
  }
  void do_select(uint16_t p, uint32_t g, const std::vector<uint64_t>& chs) {
    emit(EventKind::SelectStart, p, g, chs.size(), 0);
    uint32_t index = 0;
    for (const uint64_t ch : chs) {
      const SimChannel& c = chan(ch);
      const bool ready_now = !c.sendq.empty() || !c.buffer.empty() || c.closed;
      emit(EventKind::SelectCase, p, g, ch, 0, pack_case(index, SelectDir::Recv, ready_now), int_);
      if (ready_now) {
        emit(EventKind::SelectChosen, p, g, index, ch, 0);
        receive(p, g, chan(ch), true);
        return;
      }
      ++index;
    }
    for (const uint64_t ch : chs) chan(ch).recvq.push_back({g, 0, true});
    block(p, g, WaitReason::Select, 0);
  }
  void do_lock(uint16_t p, uint32_t g, uint64_t address) {
    SimMutex& m = mu(address);
    constexpr auto kMutex = static_cast<uint64_t>(SyncKind::Mutex);
    if (m.owner == 0) {
      m.owner = g;
      emit(EventKind::SyncAcquire, p, g, address, kMutex, 0);
      return;
    }
    m.waiters.push_back(g);
    emit(EventKind::SyncWait, p, g, address, kMutex);
    --gs_[g].pc;  // tries again when woken
    block(p, g, WaitReason::MutexLock, address);
  }
  void do_unlock(uint16_t p, uint32_t g, uint64_t address) {
    SimMutex& m = mu(address);
    m.owner = 0;
    uint32_t woken = 0;
    if (!m.waiters.empty()) {
      woken = m.waiters.front();
      m.waiters.pop_front();
    }
    emit(EventKind::SyncRelease, p, g, address, static_cast<uint64_t>(SyncKind::Mutex), woken);
    if (woken != 0) ready(p, g, woken, address);
  }

  SimOptions options_;
  uint64_t random_;
  uint64_t time_ = 0;
  uint64_t next_address_ = 4096;
  bool over_ = false;
  uint32_t file_ = 0, int_ = 0;
  std::deque<Program> programs_;
  std::vector<Made> made_;
  std::vector<SimMutex> mutexes_;
  std::deque<SimG> gs_;
  std::vector<SimP> ps_;
  std::deque<uint32_t> global_;
};

// A pool of workers over `procs` Ps: main sends jobs, workers add to a total under a mutex and send results.
inline Simulation worker_pool(uint32_t procs, uint32_t workers, uint64_t jobs_to_do, uint64_t most_events = 1'000'000) {
  Simulation sim({.procs = procs, .seed = 7, .most_events = most_events});
  const uint64_t jobs = sim.channel("jobs", 4), results = sim.channel("results", 0), mu = sim.mutex("mu");
  Program main{"main.main", {}};
  for (uint32_t i = 0; i < workers; ++i) main.ops.push_back(go(1));
  main.ops.push_back(go(2));
  const uint64_t loop = main.ops.size();
  main.ops.push_back(send(jobs, 7));
  main.ops.push_back(jump(loop, jobs_to_do));
  main.ops.push_back(close(jobs));
  main.ops.push_back(print("done\n"));
  sim.program(std::move(main));
  sim.program({"main.worker", {recv(jobs), work(5000), lock(mu), work(700), unlock(mu), send(results, 14), jump(0)}});
  sim.program({"main.main.func1", {recv(results), jump(0)}});
  return sim;
}

// Two goroutines pass values over an unbuffered channel.
inline Simulation hand_off(uint64_t values) {
  Simulation sim({.procs = 1});
  const uint64_t ch = sim.channel("ch", 0);
  sim.program({"main.main", {go(1), recv(ch), jump(1, values)}});
  sim.program({"main.producer", {work(300), send(ch, 42), jump(0, values)}});
  return sim;
}

// main waits for a goroutine that waits for main.
inline Simulation deadlock() {
  Simulation sim({.procs = 2});
  const uint64_t ch = sim.channel("ch", 0), done = sim.channel("done", 0);
  sim.program({"main.main", {go(1), recv(done)}});
  sim.program({"main.main.func1", {send(ch, 1), send(done, 1)}});
  return sim;
}

// Events that no runtime would write: any kind with any values, but ids in the ranges that files are held to.
inline std::vector<Event> nonsense(uint64_t seed, size_t count) {
  std::mt19937_64 random(seed);
  std::vector<Event> events(count);
  uint64_t time = 0;
  const auto id = [&] { return random() % 40; };
  for (Event& e : events) {
    e.kind = static_cast<EventKind>(random() % static_cast<uint64_t>(EventKind::kCount));
    e.time_ns = time += random() % 1000;
    e.g = static_cast<uint32_t>(id());
    e.p = random() % 8 == 0 ? kNoP : static_cast<uint16_t>(random() % 6);
    e.stack = static_cast<uint32_t>(random() % 5);
    e.d = static_cast<uint32_t>(random());
    uint64_t* const args[] = {&e.a, &e.b, &e.c};
    for (size_t i = 0; i < 3; ++i) {
      switch (event_info(e.kind).args[i].kind) {
        case ArgKind::G:
        case ArgKind::M:
        case ArgKind::Object: *args[i] = id(); break;
        case ArgKind::P: *args[i] = random() % 6; break;
        case ArgKind::ChanHow:
          *args[i] = pack_how(static_cast<ChanHow>(random() % 7), static_cast<uint32_t>(id()), random() % 2 != 0);
          break;
        case ArgKind::WaitReason: *args[i] = random() % kWaitReasons; break;
        case ArgKind::Place: *args[i] = pack_place(static_cast<uint32_t>(random() % 4), static_cast<uint32_t>(random() % 5)); break;
        case ArgKind::Queue:
        case ArgKind::SyncKind: *args[i] = random() % 9; break;
        default: *args[i] = random() >> (random() % 64); break;
      }
    }
  }
  return events;
}

}  // namespace gopherarium::fixture
