#include "runtime/vm/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace gopherarium {

Result<std::unique_ptr<Image>> Image::load(const Program& program, const NativeTable& natives, Arena& arena) {
  auto image = std::make_unique<Image>();
  image->program = &program;
  image->arena = &arena;
  if (auto placed = image->place(natives); !placed) return Error{placed.error()};
  image->values = std::make_unique<Values>(program, arena);
  image->maps = std::make_unique<Maps>(program, arena);
  // Who asks what is alive (HeapPass) has every object's place noted.
  const bool asks = std::any_of(program.natives.begin(), program.natives.end(),
                                [](const NativeDecl& native) { return native.name == "runtime.collect"; });
  if (asks) arena.note_starts();
  return image;
}

Result<void> Image::place(const NativeTable& table) {
  code.push_back({Opcode::GoroutineEnd, 0, 0, 0});
  code.push_back({Opcode::DeferredEnd, 0, 0, 0});
  code.push_back({Opcode::PanicTextEnd, 0, 0, 0});
  stubs = {0, 1, 2};
  stubs_end = 3;
  size_t length = code.size();
  for (const FuncProto& proto : program->protos) length += proto.code.size();
  code.reserve(length);
  protos.reserve(program->protos.size());
  for (const FuncProto& proto : program->protos) {
    // A call may need room for a header and results right behind the frame: deferred calls start there.
    protos.push_back({static_cast<uint32_t>(code.size()), proto.frame_slots, static_cast<uint16_t>(proto.result_slots),
                      static_cast<uint16_t>(proto.param_slots), proto.captures});
    code.insert(code.end(), proto.code.begin(), proto.code.end());
    if (!proto.selects.empty()) place_selects(proto, protos.back().first);
  }
  for (const RType& type : program->rtypes) {
    types.push_back({type.size, static_cast<uint16_t>(std::min(type.slots, 0xffffu)), type.kind, type.width});
  }
  for (const NativeDecl& decl : program->natives) {
    const Native found = table.find(decl.name);
    if (found == nullptr) return Error{fmt::format("{} is declared without a body, and no package brings one", decl.name)};
    natives.push_back({found, decl.result_slots});
  }
  uint64_t text = 0;
  for (const std::string& constant : program->strings) text += constant.size();
  const auto take = [this](uint64_t bytes) { return arena->take((bytes + 15) & ~uint64_t{7}); };
  const uint64_t texts = take(text);
  closures = take(8 * protos.size());
  globals = take(program->globals_bytes);
  if (texts == 0 || closures == 0 || globals == 0) {
    return Error{"the heap limit leaves no room for the program itself: raise --heap"};
  }
  uint64_t next = texts;
  for (const std::string& constant : program->strings) {
    std::memcpy(arena->at(next), constant.data(), constant.size());
    strings.push_back(pack_string(next, constant.size()));
    next += constant.size();
  }
  for (uint32_t id = 0; id < protos.size(); ++id) arena->store<uint64_t>(static_closure(id), id);
  return {};
}

// A select is on its way often enough not to look for its function's tables first.
void Image::place_selects(const FuncProto& proto, uint32_t first) {
  for (size_t pc = first; pc < code.size(); ++pc) {
    const Opcode op = code[pc].op;
    if (!op_info(op).extended()) continue;
    ++pc;
    if (op == Opcode::Select) code[pc] = std::bit_cast<Instruction>(std::bit_cast<uint64_t>(code[pc]) + selects.size());
  }
  for (const SelectTable& table : proto.selects) selects.push_back(&table);
}

uint32_t Image::proto_id_at(uint32_t pc) const {
  const auto after = std::upper_bound(protos.begin(), protos.end(), pc,
                                      [](uint32_t at, const ProtoEntry& entry) { return at < entry.first; });
  GOPH_CHECK(after != protos.begin(), "a pc lies in a function");
  return static_cast<uint32_t>(after - protos.begin() - 1);
}

const LineEntry* Image::line_at(uint32_t pc) const {
  if (is_stub(pc)) return nullptr;
  const uint32_t id = proto_id_at(pc);
  return program->protos[id].line_at(pc - protos[id].first);
}

}  // namespace gopherarium
