#pragma once
// What the scheduler knows of the code it runs: a G runs until it parks, yields, is preempted or ends. One virtual call a
// scheduling, none a bytecode.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gopherarium {

struct G;
struct M;

enum class RunResult : uint8_t {
  Parked,     // an operation parked it, or exitsyscall found no P: the G may already run elsewhere, nobody touches it
  Yielded,    // runtime.Gosched: to the end of the global queue
  HandedOff,  // it readied somebody who shall run at once (semrelease with hand-off): to the end of the local queue
  Preempted,  // it saw gp.preempt: to the end of the global queue
  Budget,     // M::budget is spent: it stays this M's, which goes on with it in its next step (controlled driver)
  Syscall,    // entersyscall was called and the simulated call lasts until gp.syscall_until_ns (controlled driver)
  Exited,     // its function returned, or runtime.Goexit: the G is recycled
  Ended,      // Sched::exit was called: main returned, os.Exit, an unrecovered panic, a fatal error
};

// A value as events show it: its word, and ValueKind with the type's text packed (pack_value_type).
struct EventValue {
  uint64_t word = 0;
  uint32_t type = 0;
};

class GoroutineRunner {
 public:
  virtual ~GoroutineRunner() = default;

  // Makes and starts goroutine 1 (allocate_g, newproc). Called once, on the first M, which has a P.
  virtual void make_main(M& m) = 0;

  // Runs gp on m from gp.pc until one of the results. m.p is set and gp.status is Running.
  virtual RunResult run(M& m, G& gp) = 0;

  // gp is about to be recycled: let go of what the VM keeps in it. Its stack stays.
  virtual void ended(M&, G&) {}

  // A time.AfterFunc timer fired on m, which has a P: make and start the goroutine that calls the func value.
  virtual void start_func(M&, uint64_t /*func_value*/) {}
  // Writes time.Time of the run time now_ns as an element of a chan time.Time (size bytes).
  virtual void time_value(int64_t /*now_ns*/, std::byte* /*value*/, std::size_t /*size*/) {}

  // A fatal error found by the scheduler (deadlock; too many threads): print `fatal error: <text>` and the dump of
  // goroutines as Go does. All others are asleep or stopping. The run ends with status 2 afterwards.
  virtual void fatal(M& m, std::string_view text) = 0;

  // -- Called only while the bus is on.
  // The interned stack of gp, which m runs (its pc and base are saved) or which is parked.
  virtual uint32_t stack_of(const G& gp) = 0;
  // A value of the type in element memory layout.
  virtual EventValue describe(uint32_t rtype, const std::byte* value) = 0;
  // The type's name as an interned text.
  virtual uint32_t type_text(uint32_t rtype) = 0;
};

}  // namespace gopherarium
