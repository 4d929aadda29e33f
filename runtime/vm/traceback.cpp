// Goroutine dumps, in Go's words.

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "runtime/trace/states.h"
#include "runtime/vm/vm.h"

namespace gopherarium {
namespace {

constexpr uint32_t kShownFrames = 50;  // from either end of a deep stack, as Go

// The frames of a goroutine, innermost first, until take says No.
// g.pc is where it goes on: the pc of the instruction before lies in the line that runs. A frame of a call that a panic made
// returns to a stub; the frame it stands on is the panicking one.
enum class More : uint8_t { No, Yes };
template <class Take>
void walk_frames(const Vm& vm, const G& g, Take take) {
  const Image& image = vm.image();
  uint32_t pc = g.pc, base = g.base, known_pc = 0, proto = 0;
  const auto* panic = std::bit_cast<const PanicRecord*>(g.panics);
  for (;;) {
    if (!image.is_stub(pc)) {
      if (pc != known_pc) proto = image.proto_id_at(known_pc = pc);  // who recurses returns to one place
      const uint32_t first = image.protos[proto].first;
      const Vm::FrameInfo frame{proto, pc > first ? pc - 1 : pc, base};
      if (!vm.program().protos[proto].is_wrapper && take(frame) == More::No) return;
    }
    const Slot64 header = g.stack.words[base];
    const uint32_t distance = FrameHeader::distance(header);
    pc = FrameHeader::return_pc(header);
    if (distance == 0) return;
    base -= distance;
    if (!image.is_stub(pc)) continue;
    while (panic != nullptr && panic->raise_base != base) panic = panic->link;
    if (panic == nullptr) return;
    pc = panic->raise_pc + 1;
  }
}

}  // namespace

std::vector<Vm::FrameInfo> Vm::frames_of(const G& g, uint32_t limit) const {
  std::vector<FrameInfo> frames;
  walk_frames(*this, g, [&](const FrameInfo& frame) {
    frames.push_back(frame);
    return frames.size() < limit ? More::Yes : More::No;
  });
  return frames;
}

void Vm::count_wait(const G& g, WaitOn what) {
  WaitProfile& profile = wait_profile(what);
  if (!profile.on()) return;
  constexpr uint32_t kMostFrames = 32;  // as runtime.StackRecord holds
  WaitProfile::Stack stack;
  for (const FrameInfo& frame : frames_of(g, kMostFrames)) stack.push_back(frame.pc);
  profile.add(std::move(stack));
}

std::string Vm::traceback(const G& g) const {
  const GStatus status = readgstatus(g);
  std::string state(status == GStatus::Waiting ? to_string(g.wait_reason) : to_string(status));
  if (status == GStatus::Running || status == GStatus::Copystack) state = "running";
  std::string text = fmt::format("goroutine {} [{}]:\n", g.goid.load(std::memory_order_relaxed), state);
  // A stack that overflowed has millions of frames: only those to be shown are kept, and a stop doesn't wait for the rest.
  std::vector<FrameInfo> frames, last(kShownFrames);
  uint64_t count = 0;
  const bool ended = sched_->ending();
  walk_frames(*this, g, [&](const FrameInfo& frame) {
    if (frames.size() < 2 * kShownFrames) frames.push_back(frame);
    last[count++ % kShownFrames] = frame;
    return count % 65'536 == 0 && sched_->ending() != ended ? More::No : More::Yes;
  });
  const auto add = [&](const FrameInfo& frame) {
    const FuncProto& proto = program().protos[frame.proto];
    const LineEntry* line = image_.line_at(frame.pc);
    text += fmt::format("{}({})\n", proto.name, proto.param_slots == 0 ? "" : "...");
    if (line != nullptr) {
      text += fmt::format("\t{}:{} +{:#x}\n", program().files[line->file], line->line,
                          8 * (frame.pc - image_.protos[frame.proto].first));
    }
  };
  const bool elided = count > frames.size();
  for (size_t i = 0; i < (elided ? kShownFrames : frames.size()); ++i) add(frames[i]);
  if (elided) {
    text += fmt::format("...{} frames elided...\n", count - 2 * kShownFrames);
    for (uint64_t i = count - kShownFrames; i < count; ++i) add(last[i % kShownFrames]);
  }
  if (g.parent != 0) {
    const LineEntry* line = image_.line_at(g.created_pc);
    text += fmt::format("created by {} in goroutine {}\n", program().protos[g.created_proto].name, g.parent);
    if (line != nullptr) {
      text += fmt::format("\t{}:{} +{:#x}\n", program().files[line->file], line->line,
                          8 * (g.created_pc - image_.protos[g.created_proto].first));
    }
  }
  return text;
}

std::string Vm::all_tracebacks(const G* first) const {
  std::string text;
  if (first != nullptr) text = traceback(*first);
  std::vector<const G*> others;
  sched_->for_each_g([&](G& g) {
    if (&g != first) others.push_back(&g);
  });
  std::sort(others.begin(), others.end(), [](const G* x, const G* y) {
    return x->goid.load(std::memory_order_relaxed) < y->goid.load(std::memory_order_relaxed);
  });
  for (const G* g : others) text += (text.empty() ? "" : "\n") + traceback(*g);
  return text;
}

void Vm::fatal(M& m, std::string_view text) {
  if (bus_.on()) sched_->emit(m, EventKind::Fatal, nullptr, {.a = bus_.text(text)});
  const std::string traces = all_tracebacks(nullptr);
  write(m, nullptr, 2, fmt::format("fatal error: {}\n{}{}", text, traces.empty() ? "" : "\n", traces));
}

std::string Vm::panic_text(const PanicRecord& panic) const {
  const Slot64 value = panic.value;
  if (value == 0) return "nil";
  const RTypeId id = iface_rtype(value);
  const RType& type = program().rtypes[id];
  const uint64_t payload = iface_payload(value);
  if (is_pointer_shaped(type.kind)) return fmt::format("({}) {:#x}", type.name, shown_address(payload));
  const auto word = payload_is_inline(payload) ? static_cast<Slot64>(inline_value(payload)) : arena().load<Slot64>(payload);
  const auto named = [&](const std::string& text) { return type.named ? fmt::format("{}({})", type.name, text) : text; };
  switch (type.kind) {
    case Kind::Bool: return named(word != 0 ? "true" : "false");
    case Kind::Int: case Kind::Int8: case Kind::Int16: case Kind::Int32: case Kind::Int64:
      return named(fmt::format("{}", static_cast<int64_t>(word)));
    case Kind::Uint: case Kind::Uint8: case Kind::Uint16: case Kind::Uint32: case Kind::Uint64: case Kind::Uintptr:
      return named(fmt::format("{}", word));
    case Kind::Float32: return named(print_float(static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(word)))));
    case Kind::Float64: return named(print_float(std::bit_cast<double>(word)));
    case Kind::Complex64: case Kind::Complex128:
      return named(fmt::format("({}{}i)", print_float(std::bit_cast<double>(arena().load<Slot64>(payload))),
                               print_float(std::bit_cast<double>(arena().load<Slot64>(payload + 8)))));
    case Kind::String: {
      const std::string text(arena().text(string_offset(word), string_length(word)));
      return type.named ? fmt::format("{}(\"{}\")", type.name, text) : text;
    }
    default: return fmt::format("({}) {:#x}", type.name, shown_address(payload));
  }
}

}  // namespace gopherarium
