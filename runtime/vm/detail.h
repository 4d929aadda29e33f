#pragma once
// Detail: watches a controlled run instruction by instruction and tells a sink of its lines, calls, returns and variables'
// values, as events. It reads the run and changes nothing of it, so a run that is watched makes the same choices as one that isn't.
//
// It keeps a frame of its own for every frame of every goroutine. Before each instruction the newest of them is compared with
// the goroutine's: whatever moved the goroutine there (a call, a return, a panic, a recover, the end of a deferred call), frames
// that are gone have returned and one that is new was called. Only functions of the program's own files are told of.
//
// A line begins when its number changes within a frame, or when a loop comes back to an instruction that has run since it began.
// Variables are compared with what was told of them when a line begins, when a function begins or ends and when the goroutine
// leaves its M; those in boxes, which others may write, by their address, so that the write is told once and of who did it.
//
// Thread: the one that drives the run.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/bytecode/program.h"
#include "runtime/mem/slot.h"
#include "runtime/trace/event.h"

namespace gopherarium {

class Vm;
struct G;

class DetailSink {
 public:
  virtual ~DetailSink() = default;
  virtual void on_detail(const Event& event) = 0;
};

class Detail {
 public:
  // own_files: names of the program's own sources, as Program::files has them. The run is between two steps.
  Detail(Vm& vm, const std::vector<std::string>& own_files, DetailSink& sink);

  // Tells of all frames there are: the state that later events change. Between two steps.
  void tell_all();
  // The goroutine is about to execute the instruction at pc with its frame at r.
  void before(G& g, const Slot64* r, uint32_t pc);
  // It left its M; it may have ended.
  void left(G& g);

 private:
  struct Known {  // of a variable
    bool told = false;
    uint64_t print = 0;
  };
  struct Frame {
    uint32_t base = 0, proto = 0;
    uint32_t first = 0, end = 0;      // pcs of the function
    uint32_t depth = 0;               // 0: not the program's own
    uint32_t line = 0;
    uint32_t from_pc = 0, to_pc = 0;  // what ran since the line began
    uint32_t pc = 0;
    std::vector<Known> known;
  };
  using Frames = std::vector<Frame>;

  struct EventWords {
    uint64_t a = 0, b = 0, c = 0;
    uint32_t d = 0;
  };
  void emit(EventKind kind, const G& g, const EventWords& words);
  void move_to(G& g, Frames& frames, const Slot64* r, uint32_t pc);
  void push(G& g, Frames& frames, const Slot64* r, uint32_t pc);
  void pop(G& g, Frames& frames);
  void begin_line(G& g, Frame& frame, const Slot64* r, uint32_t pc);
  enum class Look : uint8_t { All, ToldOnly };
  void compare(G& g, Frame& frame, const Slot64* r, uint32_t pc, Look look);
  // The variable's value in memory; nullptr while it has none. scratch holds what lies in slots.
  const std::byte* value_of(const LocalVariable& variable, const Slot64* r, std::vector<std::byte>& scratch, uint64_t& box) const;
  uint64_t print_of(const RType& type, RTypeId id, const std::byte* value);
  void tell(G& g, EventKind kind, const LocalVariable& variable, uint64_t place, const std::byte* value);

  // A value as a short text; `text` grows to kShown characters at most.
  void write(std::string& text, RTypeId id, const std::byte* value, uint32_t nesting) const;
  void write_complex(std::string& text, Kind kind, const std::byte* value) const;
  void write_slice(std::string& text, const RType& type, const std::byte* value, uint32_t nesting) const;
  void write_struct(std::string& text, const RType& type, const std::byte* value, uint32_t nesting) const;
  void write_interface(std::string& text, Slot64 word, uint32_t nesting) const;
  void write_pointer(std::string& text, const RType& type, uint64_t address, uint32_t nesting) const;
  void write_list(std::string& text, RTypeId elem, const std::byte* first, uint64_t count, uint32_t nesting) const;
  void write_map(std::string& text, RTypeId id, uint64_t map, uint32_t nesting) const;

  Vm& vm_;
  DetailSink& sink_;
  std::vector<bool> own_;          // by proto
  std::vector<uint32_t> lines_;    // by pc; 0: none
  std::vector<uint32_t> file_texts_;
  std::unordered_map<uint32_t, Frames> goroutines_;  // by goid
  std::unordered_map<uint64_t, uint64_t> boxes_;     // address to print
  uint32_t newest_g_ = 0;
  Frames* newest_ = nullptr;       // of newest_g_
  std::vector<std::byte> scratch_;
};

}  // namespace gopherarium
