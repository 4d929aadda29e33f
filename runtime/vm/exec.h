#pragma once
// What the dispatch loop and the operations it calls out to share: one goroutine's execution on one M, and the records of
// deferred calls and panics that hang from a G.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/bytecode/program.h"
#include "runtime/mem/slot.h"
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"
#include "runtime/sched/runner.h"

namespace gopherarium {

class Vm;
class Image;

// A frame's first two slots.
//   0: {return pc:32, distance to the caller's frame:16, -}    1: the closure that runs, for its captures
struct FrameHeader {
  static constexpr Slot64 pack(uint32_t return_pc, uint32_t distance) { return return_pc | (static_cast<Slot64>(distance) << 32); }
  static constexpr uint32_t return_pc(Slot64 word) { return static_cast<uint32_t>(word); }
  static constexpr uint32_t distance(Slot64 word) { return static_cast<uint32_t>(word >> 32); }
};

// A deferred call. Owned by the goroutine's chain, newest first.
struct DeferRecord {
  static constexpr uint32_t kInlineArgs = 6;
  DeferRecord* link = nullptr;
  Slot64 closure = 0;
  uint32_t frame = 0;  // base of the frame that deferred it
  uint32_t pc = 0;     // of the defer statement
  uint32_t args = 0;
  std::array<Slot64, kInlineArgs> words{};
  std::unique_ptr<Slot64[]> more;  // all arguments, when they are more than kInlineArgs
  const Slot64* arguments() const { return more ? more.get() : words.data(); }
};

// Calls that the bodies of range loops over funcs deferred while another goroutine than the loop's ran them. The loop's
// goroutine puts them among its own before it runs what is deferred; one that ended leaves its calls here.
class ForeignDefers {
 public:
  ForeignDefers() = default;
  ~ForeignDefers();
  ForeignDefers(const ForeignDefers&) = delete;
  ForeignDefers& operator=(const ForeignDefers&) = delete;

  void put(uint32_t goid, DeferRecord* record);
  // Those of a goroutine, oldest first, which are the caller's from now on.
  std::vector<DeferRecord*> take(uint32_t goid);
  // Only while the world is stopped.
  template <class Visit>
  void each(Visit visit) const {
    for (const Entry& entry : entries_) visit(*entry.record);
  }

 private:
  struct Entry {
    uint32_t goid;
    DeferRecord* record;
  };
  std::atomic<uint32_t> count_{0};  // of entries: mostly there are none, and nobody takes the lock
  Mutex lock_;
  std::vector<Entry> entries_;      // protected by lock_
};

// A panic that unwinds, or a runtime.Goexit. Owned by the goroutine's chain, newest first.
struct PanicRecord {
  PanicRecord* link = nullptr;
  Slot64 value = 0;
  uint32_t raise_pc = 0, raise_base = 0;  // where it was raised
  uint32_t call_base = 0;                 // frame of the deferred call it runs; 0 while none
  uint32_t deferring = 0;                 // base of the frame that deferred that call
  uint32_t deferring_pc = 0;              // of its defer statement
  bool recovered = false;
  bool goexit = false;
  bool nil_pointer = false;               // prints the signal line too
  bool has_text = false;                  // text was asked for: the value's Error or String method
  std::string text;
};

// What a parked operation still owes the goroutine when it runs again.
enum class ResumeKind : uint32_t { None, Send, Recv, RecvOk, Select };

// The VM's words in a G (G::vm_words). resume_slot: where the value goes, or the select's result. resume_extra: the element's
// type; for a select the table's number in the image.
enum VmWord : uint32_t { kResumeKind, kResumeSlot, kResumeExtra, kPendingText, kRetried };

enum class CommaOk : uint8_t { No, Yes };

// The VM's part of an M.
struct Machine {
  // (type, method) -> proto, direct-mapped.
  struct MethodCache {
    uint64_t key = ~uint64_t{0};
    uint32_t proto = 0;
  };
  std::array<MethodCache, 256> methods;
  DeferRecord* free_defers = nullptr;
  uint32_t free_count = 0;
  uint64_t concat_end = 0;  // where the string that the last concatenation made ends
  ~Machine();

  DeferRecord* take_defer();
  void give_back(DeferRecord* record);
};

enum class Step : uint8_t {
  Next,   // go on with the instruction after
  Raise,  // panic with Exec::raised
  Leave,  // return Exec::result from run(); the goroutine may already be elsewhere
  Reload, // pc and base of the goroutine have changed: go on there
};

struct Exec {
  Vm& vm;
  M& m;
  G& g;
  Slot64* r = nullptr;             // the running frame
  uint32_t pc = 0;                 // of the instruction that runs
  RunResult result = RunResult::Parked;
  Slot64 raised = 0;               // an interface
  bool raised_nil_pointer = false;

  const Image& image() const;
  Machine& machine() const { return *static_cast<Machine*>(m.vm_data); }
  uint32_t base() const { return static_cast<uint32_t>(r - g.stack.words); }
  // So that the goroutine can go on at `next` after it parked, and its stack can be read.
  void save(uint32_t next) {
    g.pc = next;
    g.base = base();
  }

  // ---- panics (panic.cpp)
  Step raise_error(std::string_view text);  // a runtime error: "runtime error: " + text
  Step raise_bounds(std::string_view text);  // the same, of an index or bounds
  Step raise_plain(std::string_view text);  // a runtime.Error without that prefix: "close of closed channel"
  Step raise_assertion(std::string_view text);
  Step raise_nil();
  Step raise_index(int64_t index, uint64_t length);
  Step raise_text(std::string_view text);   // a plain string
  Step fatal(std::string_view text);        // "fatal error: ..."; ends the run
  Step out_of_memory();
  // Begins to unwind with `raised`. Reload, or Leave when nobody recovers.
  Step begin_panic();
  Step begin_goexit();
  Step run_next_deferred();
  Step deferred_end();
  Step panic_text_end();
  Step run_defers();  // RunDefers: the newest call this frame deferred
  Step defer_call(Instruction i);
  // The bodies of range loops over funcs are functions of their own, and defer and recover for the function they are part of.
  void defer_token(Instruction i);
  Step defer_in(Instruction i, uint64_t token);
  void take_foreign_defers();
  Slot64 recover_in(Instruction i);
  Step raise_range(Slot64 state);
  Step go_panic(Slot64 value);  // panic(v)
  Slot64 recover(uint32_t frame);  // as a call in the frame with that base
  Step die_of_panic();
  Step stack_overflow();
  RunResult goroutine_end();

  // ---- calls (calls.cpp)
  // Makes room for `words` slots from the running frame on. False: the goroutine's stack is at Go's limit.
  bool grow_stack(uint64_t words);
  // A frame for a call of `closure` behind that of the function that from_pc lies in, which runs; it returns to return_pc.
  Step enter(Slot64 closure, const Slot64* args, uint32_t count, uint32_t from_pc, uint32_t return_pc);
  uint32_t method_of(RTypeId type, uint32_t method);
  Step go_statement(Instruction i);
  Step call_native(Instruction i);

  // ---- values (ops_values.cpp)
  uint64_t allocate(uint64_t bytes) { return m.arena.allocate(bytes == 0 ? 8 : bytes); }
  Slot64 make_string(std::string_view text);  // 0 with a non-empty text: out of memory
  Step concat(uint32_t to, const Slot64* strings, uint32_t count);
  Step slice_string(Instruction i, uint64_t x);
  void decode_rune(Instruction i);
  Step rune_to_string(Instruction i);
  Step bytes_to_string(Instruction i);
  Step runes_to_string(Instruction i);
  Step string_to_bytes(Instruction i);
  Step string_to_runes(Instruction i);
  Step make_slice(Instruction i, uint64_t x);
  Step slice_slice(Instruction i, uint64_t x);
  Step slice_array(Instruction i, uint64_t x);
  Step slice_to_array(Instruction i, uint64_t x);
  Step append(Instruction i, uint64_t x);
  Step append_one(Instruction i, uint64_t x);
  Step append_string(Instruction i, uint64_t x);
  Step copy(Instruction i, uint64_t x);
  Step copy_string(Instruction i);
  Step clear_slice(Instruction i, uint64_t x);
  Step frame_load_at(Instruction i, uint64_t x);
  Step frame_store_at(Instruction i, uint64_t x);
  Step equal_iface(Instruction i);
  Step equal_type(Instruction i, uint64_t x);
  // An interface of the value in `slots`; 0: out of memory.
  Slot64 box(RTypeId type, const Slot64* slots);
  void unbox(Slot64 iface, Slot64* slots) const;
  Step assert_type(Instruction i, uint64_t x);
  Step assert_type_ok(Instruction i, uint64_t x);
  Step assert_iface(Instruction i, uint64_t x);
  Step assert_iface_ok(Instruction i, uint64_t x);
  Step print(Instruction i, uint64_t x);
  void flush_print();

  // ---- maps (ops_map.cpp)
  Step make_map(Instruction i, uint64_t x);
  Step map_get(Instruction i, uint64_t x, CommaOk comma_ok);
  Step map_set(Instruction i, uint64_t x);
  Step map_delete(Instruction i, uint64_t x);
  Step map_clear(Instruction i, uint64_t x);
  Step map_iter(Instruction i);
  Step map_next(Instruction i, uint64_t x, bool& at_end);

  // ---- channels (ops_chan.cpp). exec.pc is the instruction's, which has one extension word
  Step make_chan(Instruction i, uint64_t x);
  void name_object(Slot64 object, uint64_t constant);  // only while the bus is on
  Step send(Instruction i, uint64_t x);
  Step recv(Instruction i, uint64_t x, ResumeKind kind);
  Step close(Instruction i);
  Step select(Instruction i, uint64_t x);
  Slot64 chan_len(Slot64 chan);
  Slot64 chan_cap(Slot64 chan);
  Step resume();  // pays what a parked operation owes

 private:
  Step finish_recv(uint32_t slot, RTypeId elem, CommaOk comma_ok, bool ok);
  struct SelectCase select_case(const SelectCaseInfo& info) const;
  Step poll(Instruction i, const SelectTable& table);
  Step finish_select(uint32_t chosen_slot, const SelectTable& table, int32_t index, bool ok);
  Step map_failed(const struct MapAnswer& answer);
  Step raise_value(RTypeId type, std::string_view text);
  Step grow_slice(SliceWords& list, RTypeId elem, uint64_t more);
  DeferRecord* new_defer(Instruction i);
  void insert_defer(DeferRecord* record);
  DeferRecord* pop_defer();
  void drop_panic();
  Step parked() {
    result = RunResult::Parked;
    return Step::Leave;
  }
};

}  // namespace gopherarium
