#pragma once
// Natives: functions of the standard packages that Go declares without a body ("strings.Index"), in C++.
//
// A native runs on the M of the calling goroutine, to its end, and never calls back into Go. It sees its parameters and
// results as slots of the callee's frame (runtime/bytecode/program.h says how values lie in slots). The frame stays where it
// is for the length of the call; no pointer into it may be kept.
//
// A native that has to wait parks the goroutine as its last act and returns Park without touching the goroutine or the frame
// again: a waker may already run it. It goes on after the call, so results are written before parking; or, when the native
// said retry_when_resumed() first, the call is made again.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/bytecode/program.h"
#include "runtime/mem/slot.h"

namespace gopherarium {

class Vm;
struct G;
struct M;

enum class NativeResult : uint8_t {
  Done,
  Park,     // the goroutine has been parked
  Syscall,  // it is in a simulated system call: Sched's RunResult::Syscall
  Yield,    // runtime.Gosched
  HandOff,  // it readied somebody who shall run at once (semaphore hand-off)
  Goexit,   // runtime.Goexit: deferred calls, then the goroutine ends
  Exit,     // exit() was called
  Fatal,    // fatal() was called
  OutOfMemory,
  PanicValue, PanicText, PanicError, PanicPlain,  // panic*() was called
};

class NativeCall {
 public:
  NativeCall(Vm& machine, M& mp, G& gp, Slot64* results, const Slot64* params)
      : vm(machine), m(mp), g(gp), results_(results), params_(params) {}

  Vm& vm;
  M& m;
  G& g;

  // ---- parameters, by slot: a string, scalar, pointer or interface takes one, a slice two, a struct its size / 8
  Slot64 word(uint32_t slot) const { return params_[slot]; }
  int64_t integer(uint32_t slot) const { return static_cast<int64_t>(params_[slot]); }
  bool boolean(uint32_t slot) const { return params_[slot] != 0; }
  double real(uint32_t slot) const;
  std::string_view text(uint32_t slot) const { return text_of(params_[slot]); }
  SliceWords slice(uint32_t slot) const { return {params_[slot], params_[slot + 1]}; }
  // The bytes of a []byte parameter, as they are now.
  std::string_view bytes(uint32_t slot) const;

  // ---- results, by slot
  void set(uint32_t slot, Slot64 word) { results_[slot] = word; }
  void set_integer(uint32_t slot, int64_t value) { results_[slot] = static_cast<Slot64>(value); }
  void set_boolean(uint32_t slot, bool value) { results_[slot] = value ? 1 : 0; }
  void set_real(uint32_t slot, double value);
  void set_text(uint32_t slot, std::string_view text) { results_[slot] = make_string(text); }
  void set_slice(uint32_t slot, SliceWords slice) {
    results_[slot] = slice.array;
    results_[slot + 1] = slice.window;
  }

  // ---- memory. Running out ends the run after the native returns; what these give is usable until then.
  uint64_t allocate(uint64_t bytes);                 // zeroed; an arena offset
  Slot64 make_string(std::string_view text);
  SliceWords make_bytes(std::string_view bytes);     // []byte
  SliceWords make_slice(uint64_t elem_bytes, uint64_t length);  // zeroed
  SliceWords make_strings(const std::vector<std::string>& texts);  // []string
  std::string_view text_of(Slot64 string) const;
  std::byte* memory(uint64_t offset) const;          // for bulk work on memory the native owns or may race on
  Slot64 load(uint64_t offset) const;                // one word, relaxed
  void store(uint64_t offset, Slot64 word);
  // Where element `index` of a slice lies; the caller has checked index < slice.length().
  uint64_t element(SliceWords slice, uint64_t index, uint64_t elem_bytes) const {
    return slice.data() + (slice.first() + index) * elem_bytes;
  }

  // ---- types and interfaces
  const Program& program() const;
  const RType& rtype(RTypeId id) const;
  // The method of a dynamic type by name ("Error", "main.unexported"), or kNoProto.
  uint32_t find_method(RTypeId type, std::string_view name) const;
  bool implements(RTypeId concrete, RTypeId interface) const;
  // An interface of the value in `slots` / the value in memory at `offset`.
  Slot64 make_iface(RTypeId type, const Slot64* slots);
  Slot64 make_iface_from_memory(RTypeId type, uint64_t offset);
  // The value an interface holds, into slots (rtype(type).slots of them), or where it lies in memory: 0 for values that stand
  // in the word itself.
  void unpack_iface(Slot64 iface, Slot64* slots) const;
  uint64_t iface_memory(Slot64 iface) const;
  // A value in memory (arena layout) into slots and back.
  void load_value(RTypeId type, uint64_t offset, Slot64* slots) const;
  void store_value(RTypeId type, uint64_t offset, const Slot64* slots);

  // ---- how calls end: return what these return
  NativeResult panic(Slot64 iface_value);              // panic(v)
  NativeResult panic_text(std::string_view message);   // panic("...") with a plain string
  NativeResult panic_error(std::string_view message);  // a runtime.Error: "runtime error: " + message
  NativeResult panic_plain(std::string_view message);  // a runtime.Error without that prefix
  NativeResult fatal(std::string_view message);        // "fatal error: " + message; cannot be recovered
  NativeResult exit(int status);                       // os.Exit
  // Before parking: the call is made again when the goroutine runs. retried() is then true.
  void retry_when_resumed();
  // Takes that back: it turned out that there was no need to park.
  void go_on_when_resumed();
  bool retried() const { return retried_; }

  // Writes to standard output (1) or error (2) through the run's kernel; emits Output.
  void write(int fd, std::string_view text);

  // ---- for the VM
  int status() const { return status_; }
  const std::string& message() const { return message_; }
  Slot64 panic_value() const { return panic_value_; }
  bool out_of_memory() const { return out_of_memory_; }
  void set_retried() { retried_ = true; }

 private:
  Slot64* results_;
  const Slot64* params_;
  std::string message_;
  Slot64 panic_value_ = 0;
  int status_ = 0;
  bool out_of_memory_ = false;
  bool retried_ = false;
};

using Native = NativeResult (*)(NativeCall&);

// Natives by the name codegen gives them: "import/path.name".
class NativeTable {
 public:
  void add(std::string_view name, Native native) { natives_.insert_or_assign(std::string(name), native); }
  Native find(std::string_view name) const {
    const auto found = natives_.find(std::string(name));
    return found == natives_.end() ? nullptr : found->second;
  }
  size_t size() const { return natives_.size(); }

 private:
  std::unordered_map<std::string, Native> natives_;
};

}  // namespace gopherarium
