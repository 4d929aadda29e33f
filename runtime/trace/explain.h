#pragma once
// Explanations: "why?" in one sentence with links to its evidence. Pure functions of a state.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/trace/model.h"
#include "runtime/trace/state.h"

namespace gopherarium {

enum class TargetKind : uint8_t { None, G, P, M, Object, Source, Event };
struct Target {
  TargetKind kind = TargetKind::None;
  uint64_t id = 0;       // goroutine, P, M, address, event
  uint32_t file = 0;     // Source: text id
  uint32_t line = 0;
  bool operator==(const Target&) const = default;
};
struct ExplanationPiece {
  std::string text;
  Target target;
};
struct Explanation {
  std::vector<ExplanationPiece> pieces;
  std::string text() const;
};

// Why the goroutine is in the state it is in: "G7 waits 3.1 ms: it sends on ch (main.go:14, unbuffered) and nobody
// receives." now_ns: the playhead; the last event's time is the least.
Explanation why(const Recording& recording, const State& state, uint32_t g, uint64_t now_ns);
// The same, and how it ends as far as the recording goes: "... G3 wakes it 1.2 ms later by receiving at main.go:22."
Explanation why(const Model& model, const State& state, uint32_t g, uint64_t now_ns);
// Why a P does what it does: runs G7, idle since no work was found, in a system call.
Explanation why_p(const Recording& recording, const State& state, uint16_t p, uint64_t now_ns);
// What an object is and who waits on it or holds it.
Explanation what_is(const Recording& recording, const State& state, uint64_t object, uint64_t now_ns);

}  // namespace gopherarium
