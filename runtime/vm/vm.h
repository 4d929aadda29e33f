#pragma once
// Vm: runs the bytecode of one run's goroutines. The scheduler hands it a G; it interprets until the G parks, yields, is
// preempted or ends.
//
// Threads: any number of Ms call run() at once, each with a G of its own. What a goroutine owns (stack, chains of deferred
// calls and panics) is touched only by the M that runs it; the Image is read-only; the heap is shared as Go's is, by relaxed
// atomic accesses.
//
// Before anything that may park, pc and base are saved in the G. When an operation answers Parked, the VM returns without
// touching the G again: another M may already run it. What the operation still owes the goroutine (a received value) is
// described in the G (Resume) and paid when it runs again.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/liveness.h"
#include "runtime/sched/choice.h"
#include "runtime/sched/runner.h"
#include "runtime/sched/sched.h"
#include "runtime/sync/sema.h"
#include "runtime/trace/bus.h"
#include "runtime/trace/stack_cache.h"
#include "runtime/vm/detail.h"
#include "runtime/vm/exec.h"
#include "runtime/vm/image.h"
#include "runtime/vm/wait_profile.h"

namespace gopherarium {

class Kernel;

struct VmOptions {
  const Image& image;
  Bus& bus;
  // Where the runtime's own words and print's go (2: standard error): the kernel's. Called from any M; one call is one write.
  std::function<void(M& m, const G* g, int fd, std::string_view text)> print;
  Kernel* kernel;                        // the natives'
  std::vector<std::string> arguments;    // os.Args
  std::vector<std::string> environment;  // "NAME=value"
};

class Vm final : public GoroutineRunner {
 public:
  explicit Vm(VmOptions options);
  // Once, before anything runs: the scheduler that was made with this Vm as its runner.
  void attach(Sched& sched);
  ~Vm() override;
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  void make_main(M& m) override;
  RunResult run(M& m, G& g) override;
  void ended(M& m, G& g) override;
  // Lets go of what the VM keeps in a G: also of those that were still there when the run ended.
  static void forget(G& g);
  void fatal(M& m, std::string_view text) override;
  uint32_t stack_of(const G& g) override;
  EventValue describe(uint32_t rtype, const std::byte* value) override;
  uint32_t type_text(uint32_t rtype) override;

  // Controlled driver, between two steps: from now on the run is shown to `detail` (null: no more), which outlives the run.
  void show_to(Detail* detail) { detail_ = detail; }

  // Makes a goroutine that calls a func value with `count` parameter slots, and puts it on m's queue. creator is null for
  // timers. nullptr: out of memory.
  G* start_goroutine(M& m, G* creator, Slot64 closure, const Slot64* args, uint32_t count);

  const Image& image() const { return image_; }
  const Program& program() const { return *image_.program; }
  Arena& arena() const { return *image_.arena; }
  Sched& sched() const { return *sched_; }
  Bus& bus() const { return bus_; }
  Semaphores& semaphores() { return *semaphores_; }
  Clock& clock() const { return sched_->clock(); }
  const std::vector<std::string>& arguments() const { return options_.arguments; }
  const std::vector<std::string>& environment() const { return options_.environment; }
  Kernel& kernel() const { return *options_.kernel; }
  void write(M& m, G* g, int fd, std::string_view text);

  // The proto of a type's method, kNoProto if it has none. For interface words of that dynamic type.
  uint32_t find_method(RTypeId type, uint32_t method) const;
  // The same by name ("Error", "main.hidden") and, where given, signature ("func() string").
  uint32_t find_method(RTypeId type, std::string_view name, std::string_view signature = {}) const;
  bool implements(RTypeId concrete, RTypeId interface) const;

  // The proto of the type's Error method, else of its String method, else kNoProto: what prints an unrecovered panic.
  uint32_t text_method(RTypeId type) const;
  // A panic's value without calling anything, as Go's runtime prints it.
  std::string panic_text(const PanicRecord& panic) const;

  // A frame of a goroutine that isn't running, innermost first; wrappers and stubs left out.
  struct FrameInfo {
    uint32_t proto = 0;
    uint32_t pc = 0;    // of the instruction that runs, or the call that waits
    uint32_t base = 0;  // slot
  };
  std::vector<FrameInfo> frames_of(const G& g, uint32_t limit) const;
  // A wait of g's is over (g runs, its pc and base are saved): counted while a profile is on.
  enum class WaitOn : uint8_t { Block, Mutex };
  WaitProfile& wait_profile(WaitOn what) { return what == WaitOn::Block ? block_waits_ : mutex_waits_; }
  void count_wait(const G& g, WaitOn what);
  // Go's text: "goroutine 1 [running]:\nmain.main()\n\t..."
  std::string traceback(const G& g) const;
  std::string all_tracebacks(const G* first) const;

  // Only while the world is stopped or nothing runs: kept from one pass over the heap to the next.
  Liveness& liveness() { return liveness_; }
  ForeignDefers& foreign_defers() { return foreign_defers_; }

 private:
  uint32_t resolve_stack(const G& g);

  enum class Loop : uint8_t { Live, Controlled, Detailed };
  template <Loop kLoop>
  RunResult interpret(M& m, G& g);
  void adopt(M& m);  // gives m its Machine
  uint32_t text_of_proto(uint32_t proto);

  VmOptions options_;
  const Image& image_;
  Sched* sched_ = nullptr;
  Detail* detail_ = nullptr;
  Bus& bus_;
  StackCache stack_cache_;  // for stack_of
  std::unique_ptr<Semaphores> semaphores_;
  std::vector<std::atomic<uint32_t>> proto_texts_;            // bus text ids, 0 until asked for
  std::vector<std::atomic<uint32_t>> type_texts_;
  WaitProfile block_waits_, mutex_waits_;
  Liveness liveness_;
  ForeignDefers foreign_defers_;
  Mutex machines_lock_;
  std::vector<std::unique_ptr<Machine>> machines_;            // protected by machines_lock_; each belongs to one M
};

}  // namespace gopherarium
