#pragma once
// The event: 48 bytes, fixed, trivially copyable. Everything a panel shows is folded from these.
//
// Time is in nanoseconds since the run began: of the monotonic clock under the live driver, of the virtual clock under
// the controlled one. Texts and stacks are ids into the recording's tables (0 is "none"). Objects (channels, locks,
// contexts, timers) are named by their arena address, which is never reused within a run.

#include <cstdint>
#include <string_view>

namespace gopherarium {

enum class EventKind : uint16_t {
#define GOPH_EVENT(name, ...) name,
#include "runtime/trace/event.def"
#undef GOPH_EVENT
  kCount,
};

enum class EventCategory : uint8_t {
  Run, Proc, Machine, Queue, Goroutine, Syscall, Netpoll, Timer, Channel, Select, Sync, Context, Memory, Check, Program,
  User, Detail,
};

enum class ArgKind : uint8_t {
  None, G, P, M, Object, Text, Count, Signed, Bytes, Nanos, Time, Driver, Queue, Preempter, WaitReason, Value, ChanHow,
  SelectCase, SyncKind, Place,
};

inline constexpr uint16_t kNoP = 0xffff;

struct Event {
  uint64_t time_ns = 0;
  uint32_t g = 0;
  uint32_t stack = 0;
  EventKind kind{};
  uint16_t p = kNoP;
  uint32_t d = 0;
  uint64_t a = 0, b = 0, c = 0;
};
static_assert(sizeof(Event) == 48);

// Where a runnable G is put or found. RunqSearch reports the steps of find_runnable in these words too.
enum class QueueWhere : uint8_t { Runnext, Local, Global, Netpoll, Steal, Timers };

enum class Preempter : uint8_t { Sysmon, TimeSlice, Stop, Choice };
enum class DriverKind : uint8_t { Live, Controlled };

// How a send or receive went. The peer is the goroutine on the other side of a hand-off (0 else).
enum class ChanHow : uint8_t {
  HandOff,     // straight between two goroutines; peer was parked
  Buffer,      // into or out of the buffer
  BufferShift, // receive took the head of a full buffer, and peer's value moved into the freed slot
  Closed,      // receive from a closed channel: zero value
  Parked,      // nobody there: the goroutine joins sendq or recvq (GoBlock follows)
  Nil,         // a nil channel: parks for ever
};
constexpr uint64_t pack_how(ChanHow how, uint32_t peer, bool by_select) {
  return static_cast<uint64_t>(how) | (by_select ? 0x80u : 0u) | (static_cast<uint64_t>(peer) << 8);
}
constexpr ChanHow how_of(uint64_t c) { return static_cast<ChanHow>(c & 0x7f); }
constexpr uint32_t peer_of(uint64_t c) { return static_cast<uint32_t>(c >> 8); }
constexpr bool by_select(uint64_t c) { return (c & 0x80u) != 0; }

enum class SelectDir : uint8_t { Recv, Send };
// index is the case's place in the source; ready says whether it could have run when polled.
constexpr uint64_t pack_case(uint32_t index, SelectDir dir, bool ready) {
  return index | (static_cast<uint64_t>(dir) << 32) | (static_cast<uint64_t>(ready) << 40);
}

constexpr uint32_t case_index(uint64_t c) { return static_cast<uint32_t>(c); }
constexpr SelectDir case_dir(uint64_t c) { return static_cast<SelectDir>((c >> 32) & 0xff); }
constexpr bool case_ready(uint64_t c) { return ((c >> 40) & 1) != 0; }

enum class SyncKind : uint8_t { Mutex, RWMutexRead, RWMutexWrite, WaitGroup, Cond, Once, Semaphore };

// What a value's word means (Value arguments): the kind is the top byte of d where the type's text id is the rest.
// Text: the word is a text id. Opaque: the word is the text id of a short form ("{1 2}"), or 0 when only the type is known.
enum class ValueKind : uint8_t { Int, Uint, Float, Bool, Text, Pointer, Nil, Opaque };
constexpr uint32_t pack_value_type(ValueKind kind, uint32_t type_text) {
  return (static_cast<uint32_t>(kind) << 28) | (type_text & 0x0fffffffu);
}
constexpr ValueKind value_kind_of(uint32_t d) { return static_cast<ValueKind>(d >> 28); }
constexpr uint32_t value_type_text(uint32_t d) { return d & 0x0fffffffu; }

// Where a variable of a Detail event is (Place arguments): its frame, and its place in the function's list of variables.
constexpr uint64_t pack_place(uint32_t depth, uint32_t variable) { return depth | (static_cast<uint64_t>(variable) << 32); }
constexpr uint32_t place_depth(uint64_t c) { return static_cast<uint32_t>(c); }
constexpr uint32_t place_variable(uint64_t c) { return static_cast<uint32_t>(c >> 32); }
constexpr bool is_detail(EventKind kind) { return kind >= EventKind::Line; }

struct ArgInfo {
  ArgKind kind;
  std::string_view name;
};
struct EventInfo {
  std::string_view name;
  EventCategory category;
  ArgInfo args[4];  // a, b, c, d
  std::string_view doc;
};
const EventInfo& event_info(EventKind kind);

}  // namespace gopherarium
