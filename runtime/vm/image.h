#pragma once
// Image: a Program placed in an arena, ready to run. All code is one array, so a pc is one number; constants, static closures
// and globals have their addresses; natives are bound. Read-only while goroutines run.

#include <memory>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/bytecode/program.h"
#include "runtime/mem/arena.h"
#include "runtime/vm/map.h"
#include "runtime/vm/native.h"
#include "runtime/vm/values.h"

namespace gopherarium {

// What a call needs to know of its callee, in one cache line with its neighbours.
struct ProtoEntry {
  uint32_t first = 0;  // pc of its first instruction
  uint32_t frame_slots = 0;
  uint16_t result_slots = 0, param_slots = 0;
  uint32_t captures = 0;
};

struct NativeEntry {
  Native function = nullptr;
  uint32_t result_slots = 0;
};

// A type as hot instructions need it.
struct TypeEntry {
  uint32_t size = 0;
  uint16_t slots = 0;
  Kind kind{};
  MemWidth width{};
};

class Image {
 public:
  // The error names a native that no package brings.
  static Result<std::unique_ptr<Image>> load(const Program& program, const NativeTable& natives, Arena& arena);

  // pcs of the VM's own one-instruction stubs, where frames without a caller return to
  struct Stubs {
    uint32_t goroutine_end = 0;   // of a goroutine's first frame
    uint32_t deferred_end = 0;    // of a deferred call that a panic runs
    uint32_t panic_text_end = 0;  // of the Error or String method that prints a panic's value
  };

  const FuncProto& proto_at(uint32_t pc) const { return program->protos[proto_id_at(pc)]; }
  uint32_t proto_id_at(uint32_t pc) const;
  // Source position of an instruction; nullptr for stubs.
  const LineEntry* line_at(uint32_t pc) const;
  bool is_stub(uint32_t pc) const { return pc < stubs_end; }

  Slot64 static_closure(uint32_t proto) const { return closures + 8 * static_cast<uint64_t>(proto); }

  const Program* program = nullptr;
  Arena* arena = nullptr;
  std::vector<Instruction> code;
  std::vector<ProtoEntry> protos;
  std::vector<TypeEntry> types;
  std::vector<Slot64> strings;
  std::vector<NativeEntry> natives;
  std::vector<const SelectTable*> selects;  // of all protos; here a Select's extension counts in it
  uint64_t closures = 0;  // arena offset of the first static closure
  uint64_t globals = 0;
  Stubs stubs;
  uint32_t stubs_end = 0;
  std::unique_ptr<Values> values;
  std::unique_ptr<Maps> maps;

 private:
  Result<void> place(const NativeTable& table);
  void place_selects(const FuncProto& proto, uint32_t first);
};

}  // namespace gopherarium
