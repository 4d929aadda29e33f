#pragma once
// State: everything a recording says about one moment. A pure fold: State of no events, then fold() for each event in
// order. Copies are cheap (containers.h). Nothing here belongs to the runtime: panels, the checker and `replay` all read it.
//
// The fold never trusts a recording: an event that does not fit (after a gap, in a damaged file) changes what it can and
// is otherwise ignored; validate.h is where such events are reported.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/trace/containers.h"
#include "runtime/trace/event.h"
#include "runtime/trace/recording.h"
#include "runtime/trace/states.h"

namespace gopherarium {

inline constexpr uint32_t kNoM = 0xffffffff;

struct TracedValue {
  uint64_t word = 0;
  uint32_t type = 0;  // pack_value_type; 0: no value
  bool operator==(const TracedValue&) const = default;
};

struct Waiter {  // a goroutine on a channel's sendq or recvq
  uint32_t g = 0;
  int32_t select_case = -1;  // its case's place in the source, when it waits in a select
  TracedValue value;         // what it sends
  uint64_t since_ns = 0;
};

struct SelectState {
  struct Case {  // in the order polled
    uint64_t chan = 0;
    uint32_t index = 0;  // place in the source
    SelectDir dir = SelectDir::Recv;
    bool ready = false;
    TracedValue value;
  };
  std::vector<Case> cases;
  bool has_default = false;
  bool parked = false;
  bool decided = false;
  int32_t chosen = -1;  // place in the source; -1: default; meaningful when decided
};

enum class Queued : uint8_t { No, Runnext, Local, Global };

struct GState {
  bool exists = false;
  GStatus status = GStatus::Idle;
  WaitReason reason = WaitReason::None;  // while Waiting
  Queued queued = Queued::No;
  bool taken_early = false;              // its RunqGet came before its RunqPut
  uint16_t p = kNoP;                     // runs on it, or is in its queue
  uint32_t m = kNoM;                     // runs on it, or is in a system call on it
  uint32_t parent = 0;                   // who executed the go statement
  uint32_t function = 0;                 // text id: "main.worker"
  uint32_t create_stack = 0;             // of the go statement
  uint32_t stack = 0;                    // the last one known of its own
  uint32_t syscall = 0;                  // text id, while in a system call
  uint32_t woken_by = 0;                 // who readied it last (0: timer, netpoller, its creator)
  uint32_t stack_bytes = 2048, stack_high_bytes = 2048;
  uint64_t on = 0;                       // object it waits for
  uint64_t sync_wait = 0;                // object of package sync among whose waiters it is
  uint64_t created_ns = 0, since_ns = 0, ended_ns = 0;  // since: of the present status
  uint64_t until_ns = 0;                 // a sleeper's deadline; 0: none
  uint64_t run_ns = 0;                   // running in all, up to since_ns
  EventIndex cause = 0;                  // the event that brought the present status
  EventIndex last_event = 0;
  TracedValue carries;                   // what it sends while parked, or received last
  std::shared_ptr<const SelectState> select;  // the select it is in or was in last

  uint64_t run_ns_at(uint64_t now_ns) const {
    return run_ns + (status == GStatus::Running && now_ns > since_ns ? now_ns - since_ns : 0);
  }
};

struct SearchStep {  // of find_runnable
  QueueWhere where{};
  uint16_t victim = kNoP;
  uint64_t found = 0;
};

struct PState {
  PStatus status = PStatus::Idle;
  uint32_t m = kNoM;
  uint32_t g = 0;        // runs here
  uint32_t runnext = 0;
  Fifo<uint32_t> runq;   // without runnext, in order
  uint64_t since_ns = 0; // of the present status
  uint64_t ran = 0;      // goroutines started here
  uint32_t last_g = 0;   // ran here last
  // What the M that owns it did last to find work; empties when it found some and the goroutine was started.
  std::vector<SearchStep> search;
  uint32_t steal_left = 0;  // RunqStolen events still to come of a RunqSteal
  uint16_t steal_victim = kNoP;
};

struct MState {
  bool exists = false;
  MStatus status = MStatus::Parked;
  uint16_t p = kNoP;
  uint32_t g = 0;
  uint32_t created_by = kNoM;
  uint64_t since_ns = 0;
  bool polls = false;   // sleeps in the netpoller, or until the earliest timer
};

struct ChannelState {
  uint64_t address = 0;
  uint64_t cap = 0;
  uint32_t type = 0;             // text id: "chan int"
  uint32_t name = 0;             // text id: the variable that first held it
  uint32_t made_by = 0;
  uint32_t make_stack = 0;
  uint64_t made_ns = 0;
  bool closed = false;
  uint32_t closed_by = 0;
  Fifo<TracedValue> buffer;      // oldest first; element i is in slot (recvx + i) % cap
  uint64_t sendx = 0, recvx = 0;
  Fifo<Waiter> sendq, recvq;     // oldest first
  uint64_t sends = 0, receives = 0;  // completed
  EventIndex last_event = 0;
};

struct SyncState {
  uint64_t address = 0;
  SyncKind kind{};
  uint32_t name = 0;
  uint32_t owner = 0;            // mutex, write lock, once being run
  uint64_t since_ns = 0;         // of the owner
  std::vector<uint32_t> readers; // RWMutex: holders of read locks
  Fifo<uint32_t> waiters;        // oldest first
  int64_t counter = 0;           // WaitGroup, semaphore
  bool starving = false;
  bool done = false;             // Once
  uint64_t acquires = 0, waits = 0;
  EventIndex last_event = 0;
};

struct ContextState {
  uint64_t address = 0, parent = 0;
  uint64_t deadline_ns = 0;      // 0: none
  uint32_t kind = 0;             // text id: "WithCancel"
  uint32_t name = 0;
  uint32_t made_by = 0;
  uint64_t made_ns = 0;
  bool cancelled = false;
  uint64_t cancelled_ns = 0;
  uint64_t cancelled_through = 0;  // the context that passed it down; 0: itself
  uint32_t cause = 0;            // text id
};

struct TimerState {
  uint64_t address = 0;
  uint64_t when_ns = 0, period_ns = 0;
  uint16_t p = kNoP;
  bool active = false;
  uint64_t fired = 0;            // times
};

struct TaskState {
  uint64_t address = 0, parent = 0;
  uint32_t name = 0;
  uint32_t begun_by = 0;
  uint64_t begin_ns = 0, end_ns = 0;  // end 0: not ended
};

struct OutputPiece {  // what the program wrote, or (fd 0) read
  EventIndex event = 0;
  uint32_t fd = 1;
  uint32_t text = 0;
  uint32_t g = 0;
};

struct Finding {  // an event of category Check; its evidence is a text
  EventIndex event = 0;
  EventKind kind{};
  uint32_t g = 0, other = 0;
  uint64_t object = 0;
  uint32_t evidence = 0;
};

enum class RunPhase : uint8_t { NotBegun, Running, Ended };

// What only grows and is the same for all states of a recording: places of objects, output, findings. A state uses the
// part of it that existed then.
struct Registry {
  std::unordered_map<uint64_t, uint32_t> channels, syncs, contexts, timers, tasks;  // address to place
  std::unordered_map<uint64_t, uint32_t> names;                                     // address to text id
  std::vector<OutputPiece> output;
  std::vector<Finding> findings;
};

struct State {
  State() : registry(std::make_shared<Registry>()) {}

  uint64_t time_ns = 0;        // of the last event folded
  EventIndex next = 0;         // events [.., next) are folded
  RunPhase phase = RunPhase::NotBegun;
  uint32_t procs = 0;
  uint64_t seed = 0;
  DriverKind driver{};
  int64_t exit_status = 0;
  uint32_t end_text = 0;       // text id of Fatal or the last Panic that nobody recovered; 0: none
  EventIndex end_event = 0;    // which is that one
  bool world_stopped = false;
  uint64_t dropped = 0;        // events lost in gaps so far
  uint64_t ring_wait_ns = 0;   // producers waited in all

  PagedVector<GState> gs;      // by id; gs[0] is nobody
  std::vector<PState> ps;
  std::vector<MState> ms;
  Fifo<uint32_t> global_queue;
  PagedVector<ChannelState, 8> channels;
  PagedVector<SyncState, 8> syncs;
  PagedVector<ContextState, 8> contexts;
  PagedVector<TimerState> timers;
  PagedVector<TaskState> tasks;
  std::array<uint32_t, 8> g_counts{};     // by GStatus
  std::array<uint32_t, 6> wait_counts{};  // of the waiting, by WaitGroupKind
  size_t output_count = 0, finding_count = 0;  // of the registry's

  uint64_t heap_bytes = 0, heap_reachable_bytes = 0, heap_objects = 0;
  uint64_t stack_bytes = 0;    // of all goroutines

  std::shared_ptr<Registry> registry;

  // Null when there is none (yet).
  const GState* g(uint32_t id) const { return id != 0 && id < gs.size() && gs[id].exists ? &gs[id] : nullptr; }
  const PState* p(uint16_t id) const { return id < ps.size() ? &ps[id] : nullptr; }
  const MState* m(uint32_t id) const { return id < ms.size() && ms[id].exists ? &ms[id] : nullptr; }
  const ChannelState* channel(uint64_t address) const { return find(channels, registry->channels, address); }
  const SyncState* sync(uint64_t address) const { return find(syncs, registry->syncs, address); }
  const ContextState* context(uint64_t address) const { return find(contexts, registry->contexts, address); }
  const TimerState* timer(uint64_t address) const { return find(timers, registry->timers, address); }
  const TaskState* task(uint64_t address) const { return find(tasks, registry->tasks, address); }

  std::span<const OutputPiece> output() const { return {registry->output.data(), output_count}; }
  std::span<const Finding> findings() const { return {registry->findings.data(), finding_count}; }
  uint32_t goroutines() const;   // that have not ended
  // A copy that shares nothing, so that another thread may have it.
  State detached() const;
  uint64_t runnable() const { return g_counts[static_cast<size_t>(GStatus::Runnable)]; }

 private:
  template <class V>
  static auto find(const V& values, const std::unordered_map<uint64_t, uint32_t>& places, uint64_t address)
      -> decltype(&values[0]) {
    const auto at = places.find(address);
    return at == places.end() || at->second >= values.size() ? nullptr : &values[at->second];
  }
};

// The waiting goroutines of one reason and object, longest waiting first.
struct ParkGroup {
  WaitReason reason{};
  uint64_t on = 0;
  std::vector<uint32_t> gs;
};
// Walks all goroutines: for a frame, ask only while there are some ten thousand at most (g_counts tells).
std::vector<ParkGroup> parking_lot(const State& state);

// Told of every change, once for each event and thing, after the event is folded. Lanes are built so.
class FoldObserver {
 public:
  virtual ~FoldObserver() = default;
  virtual void on_g(const State& state, uint32_t g, EventIndex index) = 0;
  virtual void on_p(const State& state, uint16_t p, EventIndex index) = 0;
  virtual void on_m(const State& state, uint32_t m, EventIndex index) = 0;
  virtual void on_channel(const State& state, uint64_t channel, EventIndex index) = 0;
  virtual void on_counters(const State& state, EventIndex index) = 0;
  // The flight recorder dropped what happened before this time.
  virtual void on_drop(uint64_t before_ns) = 0;
};

// event is the one at `state.next`.
void fold(State& state, const Event& event, FoldObserver* observer = nullptr);

}  // namespace gopherarium
