#pragma once
// Sched: the scheduler of one run. It distributes runnable goroutines over Ms, each of which needs a P to run them.
//
// Work is found in this order: every 61st time the global queue, then runnext, the local queue, the global queue, who waited for
// a descriptor that is ready (the netpoller), and half of a random victim's queue; each P's due timers are run on the way. An M that finds nothing gives its P back and sleeps;
// while at least one P is idle and no M is spinning, whoever makes work wakes one M (wakep), which spins until it finds
// some. So work never waits beside an idle P, and a burst of work wakes Ms one after the other, not all at once.
//
// One design, two drivers. All of an M's doings are steps (plain calls that end with no lock held); the live driver gives
// each M a thread that steps until it has to sleep, the controlled one steps all Ms from one thread, in an order that the
// choice source picks, on the virtual clock.
//
// Wake-ups are not lost because producers first publish the goroutine and then read nmspinning, and an M that stops
// spinning first counts itself out and then looks at all queues again: both pairs are seq_cst (no fences: TSan cannot see
// them).
//
// Events are stamped inside the critical section that orders them and written to the stream of the M's P.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

#include "runtime/mem/arena.h"
#include "runtime/sched/choice.h"
#include "runtime/sched/clock.h"
#include "runtime/sched/g.h"
#include "runtime/sched/lock.h"
#include "runtime/sched/m.h"
#include "runtime/sched/p.h"
#include "runtime/sched/runner.h"
#include "runtime/sched/timer.h"
#include "runtime/trace/bus.h"
#include "runtime/trace/event.h"
#include "runtime/trace/states.h"

namespace gopherarium {

struct SchedOptions {
  uint32_t procs = 1;  // at most kMaxProcs
  DriverKind driver = DriverKind::Live;
  uint64_t seed = 1;
  ChoiceSource* choices = nullptr;  // controlled; null: seeded by `seed`
  std::stop_token stop{};            // host: ends the run within 100 ms
  std::function<void()> on_ending{};  // called once when the run ends, by whoever ended it: ends waits in the kernel
  uint32_t quantum = 256;           // controlled: most units (bytecodes) of one step
  int64_t time_slice_ns = 10'000'000;
  uint32_t max_ms = 10'000;         // Go's limit of threads
  // --schedtrace: every so often one line of text as GODEBUG=schedtrace=N prints it. 0: never.
  int64_t schedtrace_ns = 0;
  std::function<void(std::string_view)> schedtrace_out{};
};

enum class EndKind : uint8_t { Exit, Fatal, Stopped };
struct RunEnd {
  EndKind kind = EndKind::Exit;
  int status = 0;
  std::string text;  // Fatal found by the scheduler: what follows "fatal error: "
};

class Sched {
 public:
  static constexpr uint32_t kMaxProcs = 256;
  static constexpr int64_t kUnitNs = 10;  // virtual time of one unit of M::budget

  Sched(const SchedOptions& options, GoroutineRunner& runner, Arena& arena, Bus& bus);
  ~Sched();
  Sched(const Sched&) = delete;
  Sched& operator=(const Sched&) = delete;

  enum class Stamp : uint8_t { Fresh, Last };  // see emit

  // ---- the run
  // Runs the program from make_main to its end. The calling thread is the first M (live) or drives all (controlled).
  RunEnd run();
  // Controlled driver, one step at a time: begin(), then step() until it says Over, then end().
  enum class Stepped : uint8_t { Yes, Over };
  void begin();
  Stepped step();
  RunEnd end();
  // Ends the run; the first caller's status holds. The G's runner then returns RunResult::Ended. Any thread.
  void exit(EndKind kind, int status, std::string text = {});
  void request_stop() { exit(EndKind::Stopped, 124); }
  // From a thread of the host, while run() goes on in another: returns when nothing of the program runs any more, until
  // resume. Under the controlled driver that is between two steps, and virtual time stands still too.
  void pause();
  void resume();
  // Controlled driver: its thread waits for the host between these two (input is typed); a pause counts as begun then.
  void enter_host_wait();
  void leave_host_wait();
  bool ending() const { return ending_.load(std::memory_order_acquire); }

  // ---- goroutines (the M has a P)
  // A G with a first stack and cleared VM fields, nobody else's yet. The caller fills in what shall run.
  G& allocate_g(M& m);
  // Makes it runnable (go statement): next on this P. parent: who executes the statement, or null. start_text names its
  // function (an id of Bus::text; 0 while the bus is off).
  void newproc(M& m, G& gp, G* parent, uint32_t start_text);
  // Parks gp, which m runs. The caller holds the lock of the list that gp's sudogs are on: once it lets go, gp may run
  // elsewhere. `until_ns` is for sleeps. The VM then returns RunResult::Parked.
  void gopark(M& m, G& gp, WaitReason reason, uint64_t object, int64_t until_ns = 0);
  // The same where the event before was this wait's cause: GoBlock shares its time, and `stack` is known already.
  void gopark_after(M& m, G& gp, WaitReason reason, uint64_t object, uint32_t stack);
  // Makes a parked gp runnable, next on m's P. The caller took it off its list. `object`: what it was parked on.
  void goready(M& m, G& gp, uint64_t object, Stamp stamp = Stamp::Fresh);
  // runtime.Gosched from inside a native: gp, whose state is saved, goes to the end of the global queue (goyield: of the
  // local one). The VM then returns RunResult::Parked.
  void gosched(M& m, G& gp);
  void goyield(M& m, G& gp);
  // The only way a status changes: checked against the table of legal transitions (debug builds).
  static void casgstatus(G& gp, GStatus from, GStatus to);

  uint32_t num_goroutine() const { return goroutines_.load(std::memory_order_relaxed); }
  // Every G that has not ended, by its place in the table. While the world is stopped, or from the runner's fatal().
  void for_each_g(const std::function<void(G&)>& visit);

  // ---- runtime.LockOSThread: gp, which m runs, runs on no other M from now on, and m runs nothing else. Calls nest.
  static void lock_thread(M& m, G& gp);
  static void unlock_thread(M& m, G& gp);

  // ---- system calls
  // The calling G's M blocks; its P may be retaken meanwhile. Between the two calls nothing of the runtime may be called
  // that needs a P, and results go into the G's stack before exitsyscall.
  void entersyscall(M& m, G& gp, std::string_view call);
  enum class SyscallExit : uint8_t {
    Kept,  // go on
    Lost,  // no P was free: gp is queued and may already run elsewhere; return RunResult::Parked at once
  };
  SyscallExit exitsyscall(M& m, G& gp);

  // ---- timers
  TimerId start_timer(M& m, const TimerSpec& spec);
  // True when it was active, that is, had not fired (periodic: always, until stopped). Any M.
  enum class TimerWas : uint8_t { Active, NotActive };
  TimerWas stop_timer(M& m, TimerId id);
  // Every timer that is set. While the world is stopped.
  void for_each_timer(const std::function<void(const TimerSpec&)>& visit);
  // time.Sleep. Done: ns <= 0.
  enum class SleepResult : uint8_t { Done, Parked };
  SleepResult sleep(M& m, G& gp, int64_t ns);

  // ---- the netpoller
  // gp, which waits for a descriptor (gopark with WaitReason::IOWait) and was taken off its list, can go on from when_ns on.
  // An M that looks for work finds it, after the queues and before it steals; or the one that sleeps for timers.
  void netpoll_ready(M& m, G& gp, int64_t when_ns);

  // ---- sudogs
  Sudog* acquire_sudog(M& m);
  void release_sudog(M& m, Sudog* sg);

  // ---- stopping the world: all Ms are at step boundaries, no goroutine runs but the caller's. self: the M of the caller,
  // null from a thread of the host. Busy (to an M only): somebody else is stopping it; yield and try again.
  enum class WorldStop : uint8_t { Stopped, Busy };
  WorldStop stop_the_world(M* self, std::string_view why);
  // runtime.GOMAXPROCS(n), n >= 1; more than most_procs are not made. self keeps a P, maybe another one.
  WorldStop set_procs(M& self, uint32_t n);
  void start_the_world(M* self);

  // ---- shared means
  DriverKind driver() const { return options_.driver; }
  bool controlled() const { return options_.driver == DriverKind::Controlled; }
  uint32_t procs() const { return procs_.load(std::memory_order_relaxed); }
  // How many a run that begins with `initial` may get by GOMAXPROCS: who keeps something for each P makes room for these.
  static constexpr uint32_t most_procs(uint32_t initial) { return std::max(initial, 8u); }
  const SchedOptions& options() const { return options_; }
  GoroutineRunner& runner() { return runner_; }
  Arena& arena() { return arena_; }
  Bus& bus() { return bus_; }
  Clock& clock() { return clock_; }
  // Run time as m sees it: under the controlled driver with what its step has spent so far.
  int64_t now(const M& m) const {
    return controlled() ? clock_.now() + (m.budget_given - m.budget) * kUnitNs : clock_.now();
  }
  // Where no M is at hand: the same as seen by the M that is being stepped.
  int64_t now() const { return stepping_ != nullptr ? now(*stepping_) : clock_.now(); }
  // Controlled driver: the bytecodes that have run so far, and what natives count as such.
  uint64_t units() const {
    return units_ + static_cast<uint64_t>(stepping_ != nullptr ? stepping_->budget_given - stepping_->budget : 0);
  }
  // A number below n (n >= 1) from whatever this run's choices come from.
  uint32_t choose(M& m, ChoiceKind kind, uint32_t n) {
    return n <= 1 ? 0 : controlled() ? choices_->choose(kind, n) : m.rng.below(n);
  }

  // ---- events
  bool tracing() const { return tracing_; }
  struct Args {
    uint64_t a = 0, b = 0, c = 0;
    uint32_t d = 0;
    uint32_t stack = 0;
  };
  // Stamps and writes. Only while tracing(). g: the acting goroutine or null. m.p: null writes to the shared stream.
  // Stamp::Last takes the time of m's last event, which is cheaper: for what follows it at once and has no other cause.
  void emit(M& m, EventKind kind, const G* gp, const Args& args, Stamp stamp = Stamp::Fresh);
  uint32_t stack_of(const G& gp) { return tracing_ ? runner_.stack_of(gp) : 0; }

  // ---- for tests and panels of the runtime's own state
  struct Counts {
    uint32_t ms = 0, idle_ms = 0, idle_ps = 0, spinning = 0, global_queue = 0;
  };
  Counts counts();
  // "SCHED 10ms: gomaxprocs=2 ... [0 3]", as Go's; the last are the lengths of the local queues.
  std::string schedtrace();
  // Controlled driver: the ids of the Ms that ChoiceKind::Machine chooses among, in its order.
  std::vector<uint32_t> steppable_ms() const;

 private:
  struct GQueue {  // linked by G::schedlink
    G* head = nullptr;
    G* tail = nullptr;
    uint32_t size = 0;
    void push_back(G* gp);
    G* pop_front();
  };
  enum class RunqPlace : uint8_t { Next, Tail };
  enum class Inherit : uint8_t { NewSlice, SameSlice };
  struct Found {
    G* gp = nullptr;
    Inherit slice = Inherit::NewSlice;
  };

  // -- step.cpp: what an M does
  MNext step_m(M& m);
  MNext find_step(M& m);
  MNext give_p_away(M& m);
  MNext start_locked(M& m, G& gp);
  MNext run_g(M& m, G& gp);
  MNext after_run(M& m, G& gp, RunResult result);
  void execute(M& m, G& gp, Inherit slice);
  void park(M& m, G& gp, WaitReason reason, const Args& args, Stamp stamp);
  static void dropg(M& m, G& gp);
  void gopreempt(M& m, G& gp);
  void requeue_global(M& m, G& gp);
  enum class Resumed : uint8_t { WithP, WithoutP };
  Resumed resume_m(M& m);
  MNext stop_for_world(M& m);
  void goexit(M& m, G& gp);

  // -- find_runnable.cpp
  Found find_runnable(M& m, MNext& next);
  G* find_global(M& m, uint32_t most);
  Found steal_work(M& m);
  Found give_up(M& m, MNext& next);
  void search_event(M& m, QueueWhere where, uint64_t victim, uint64_t found);
  bool work_anywhere() const;
  MNext stopm(M& m);
  void check_timers(M& m, P& pp);
  bool netpoll(M& m);
  int64_t earliest_timer() const;
  void wakep(M* by);
  void startm(M* by, P* pp, bool spinning);
  void start_spinning(M& m);
  void stop_spinning(M& m);
  void wake_m(M& m, M* by);
  void wake_poller(M* by, int64_t when_ns);

  // -- proc.cpp: Ps, Ms and queues
  std::span<const std::unique_ptr<P>> all_ps() const { return {allp_.data(), made_ps_.load(std::memory_order_acquire)}; }
  void make_ps(uint32_t count);
  void list_idle_ps();    // lock_ held
  void evict(M& m);
  void acquirep(M& m, P& pp);
  P& releasep(M& m);
  void pidleput(P& pp);   // lock_ held
  P* pidleget();          // lock_ held; null while the world is stopping
  M& new_m(M* by);        // lock_ held
  M* mget();              // lock_ held
  void handoffp(M* by, P& pp, const char* why);
  bool p_has_work(const P& pp) const;
  static void set_p_status(P& pp, PStatus from, PStatus to);
  static bool take_p_status(P& pp, PStatus from, PStatus to);
  static void set_m_status(M& m, MStatus to);
  // For who has no M, or no P of its own: p is owned by the caller, or kNoP.
  void emit_on(uint16_t p, EventKind kind, const G* gp, const Args& args);
  static Event event_of(uint16_t p, EventKind kind, const G* gp, const Args& args);
  // runq.cpp
  static bool runqempty(const P& pp);
  void runqput(M& m, G& gp, RunqPlace place);
  bool runqput_tail(P& pp, G& gp);
  void runq_overflow(M& m, P& pp, G& gp);
  Found runqget(M& m);
  G* runqtake(P& pp);
  uint32_t runqgrab(P& victim, P& thief, bool steal_runnext);
  G* runqsteal(M& m, P& victim, bool steal_runnext);
  void globrunqput(M& m, G& gp);        // lock_ held
  G* globrunqget(M& m, uint32_t most);  // lock_ held; most 0: a fair share
  bool checkdead();                     // lock_ held; true: the caller reports it
  void report_deadlock(M& m);

  // -- goroutine.cpp
  void gfput(M& m, G& gp);
  G& gfget(M& m);
  void new_gs(P& pp);

  // -- sysmon.cpp
  void sysmon();
  void trace_schedule(int64_t now_ns);
  bool retake(int64_t now_ns);
  bool retake_syscall(P& pp, int64_t now_ns);
  void preempt_all(Preempter by);
  static void preempt_one(P& pp, Preempter by);

  // -- live.cpp
  void run_live();
  void live_thread(M& m);
  void join_threads();
  // -- controlled.cpp
  bool steppable(const M& m) const;
  bool advance_to_next();
  void step_controlled(M& m);
  void wait_at_gate();

  SchedOptions options_;
  GoroutineRunner& runner_;
  Arena& arena_;
  Bus& bus_;
  const bool tracing_;
  Clock clock_;
  std::unique_ptr<ChoiceSource> own_choices_;
  ChoiceSource* choices_;

  // The Ps ever made; the first procs_ of them are in use. A P that isn't any more keeps its timers, which others run.
  std::array<std::unique_ptr<P>, kMaxProcs> allp_;
  std::atomic<uint32_t> procs_{0}, made_ps_{0};
  M* stepping_ = nullptr;  // controlled driver
  uint64_t units_ = 0;     // of the steps that are over
  std::atomic<uint32_t> goroutines_{0};
  std::atomic<uint32_t> next_goid_{1};

  Mutex lock_;  // protects what follows up to the blank line
  GQueue global_;
  std::vector<std::unique_ptr<M>> allm_;
  std::vector<std::thread> threads_;
  P* idle_ps_ = nullptr;
  M* idle_ms_ = nullptr;
  uint32_t idle_m_count_ = 0;
  uint32_t locked_idle_ = 0;  // Ms that sleep until their locked goroutine is found; wraps below 0 for who is woken first
  GQueue free_gs_;
  Sudog* free_sudogs_ = nullptr;
  uint32_t free_sudog_count_ = 0;
  std::vector<std::unique_ptr<Sudog[]>> sudog_slabs_;

  // Copies of what lock_ protects that are read without it.
  std::atomic<uint32_t> global_size_{0};
  std::atomic<uint32_t> npidle_{0};
  std::atomic<uint32_t> nmspinning_{0};
  std::atomic<M*> poller_{nullptr};  // the M that sleeps until the earliest timer, poll_until_
  std::atomic<int64_t> poll_until_{0};
  Note poll_note_;

  // What is ready for goroutines that wait for descriptors: a heap, earliest first, in the order they came.
  struct Ready {
    int64_t when_ns;
    uint64_t order;
    G* gp;
    bool operator<(const Ready& other) const { return std::tie(other.when_ns, other.order) < std::tie(when_ns, order); }
  };
  Mutex netpoll_lock_;  // protects what follows up to the blank line. Rank: as one P's timers
  std::vector<Ready> ready_;
  uint64_t readied_ = 0;
  std::atomic<int64_t> first_ready_{kNoTimer};  // read without the lock

  static constexpr uint32_t kGSlab = 64;
  Mutex allg_lock_;  // protects the slabs; Gs are appended only
  std::vector<std::unique_ptr<G[]>> g_slabs_;

  // Stopping: ending_ for good, world_stopped_ for a while.
  std::atomic<bool> ending_{false};
  std::atomic<bool> world_stopping_{false};
  std::atomic<uint32_t> live_ms_{0};  // threads of Ms that have not left their loop
  std::atomic<uint32_t> paused_{0}, at_gate_{0};  // controlled driver: pause asked for; the driver waits
  int64_t next_schedtrace_ns_ = 0;  // sysmon, or the controlled driver
  std::atomic<bool> world_owned_{false};  // one stopper at a time
  Note world_note_;
  RunEnd end_;  // written by who set ending_ first; read after all threads are joined
  std::atomic<bool> end_written_{false};
  Note sysmon_note_;
  std::optional<std::stop_callback<std::function<void()>>> stop_callback_;
};

}  // namespace gopherarium
