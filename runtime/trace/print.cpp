// How events, values and times read as text. `replay --events` prints these lines; tools may parse them: key=value pairs
// in the order of event.def.

#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "runtime/trace/recording.h"
#include "runtime/trace/states.h"

namespace gopherarium {
namespace {

constexpr std::string_view kQueues[] = {"runnext", "local", "global", "netpoll", "steal", "timers"};
constexpr std::string_view kPreempters[] = {"sysmon", "time slice", "stop", "choice"};
constexpr std::string_view kHows[] = {"hand-off", "buffer", "buffer-shift", "closed", "parked", "nil"};
constexpr std::string_view kSyncs[] = {"Mutex", "RWMutex.R", "RWMutex.W", "WaitGroup", "Cond", "Once", "Semaphore"};

template <size_t N>
std::string_view word(const std::string_view (&names)[N], uint64_t i) {
  return i < N ? names[i] : "?";
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string seconds(uint64_t ns) { return fmt::format("{}.{:09}", ns / 1'000'000'000, ns % 1'000'000'000); }

std::string or_dash(char letter, uint64_t id, uint64_t none) {
  return id == none ? "-" : fmt::format("{}{}", letter, id);
}

bool has_value(const EventInfo& info) {
  for (const ArgInfo& arg : info.args) {
    if (arg.kind == ArgKind::Value) return true;
  }
  return false;
}

std::string print_how(uint64_t c) {
  std::string out(word(kHows, static_cast<uint64_t>(how_of(c))));
  if (peer_of(c) != 0) out += fmt::format(" peer=G{}", peer_of(c));
  if (by_select(c)) out += " select=1";
  return out;
}

std::string print_case(uint64_t c) {
  return fmt::format("{} dir={} ready={}", case_index(c), case_dir(c) == SelectDir::Send ? "send" : "recv",
                     case_ready(c) ? 1 : 0);
}

std::string print_arg(const Recording& r, const Event& e, ArgKind kind, uint64_t v) {
  switch (kind) {
    case ArgKind::None: return {};
    case ArgKind::G: return or_dash('G', v, 0);
    case ArgKind::P: return or_dash('P', v, kNoP);
    case ArgKind::M: return or_dash('M', v, 0xffffffff);
    case ArgKind::Object: return print_object(r, v);
    case ArgKind::Text: return quote(r.text(static_cast<uint32_t>(v)));
    case ArgKind::Count: return fmt::format("{}", v);
    case ArgKind::Signed: return fmt::format("{}", static_cast<int64_t>(v));
    case ArgKind::Bytes: return fmt::format("{}B", v);
    case ArgKind::Nanos: return fmt::format("{}ns", static_cast<int64_t>(v));
    case ArgKind::Time: return seconds(v);
    case ArgKind::Driver: return v == 0 ? "live" : "controlled";
    case ArgKind::Queue: return std::string(word(kQueues, v));
    case ArgKind::Preempter: return quote(word(kPreempters, v));
    case ArgKind::WaitReason: return v < kWaitReasons ? quote(to_string(static_cast<WaitReason>(v))) : "?";
    case ArgKind::Value: return print_value(r.tables(), v, e.d);
    case ArgKind::ChanHow: return print_how(v);
    case ArgKind::SelectCase: return print_case(v);
    case ArgKind::SyncKind: return std::string(word(kSyncs, v));
    case ArgKind::Place: return fmt::format("{}.{}", place_depth(v), place_variable(v));
  }
  return {};
}

}  // namespace

const StackFrame* user_frame(const Recording& recording, uint32_t stack) {
  const auto frames = recording.stack(stack);
  for (const StackFrame& frame : frames) {
    const std::string_view file = recording.text(frame.file);
    for (const RecordedSource& source : recording.info().sources) {
      if (source.name == file) return &frame;
    }
  }
  return frames.empty() ? nullptr : &frames[0];
}

std::string print_value(const TraceTables& tables, uint64_t word, uint32_t type) {
  switch (value_kind_of(type)) {
    case ValueKind::Int: return fmt::format("{}", static_cast<int64_t>(word));
    case ValueKind::Uint: return fmt::format("{}", word);
    case ValueKind::Float: return fmt::format("{}", std::bit_cast<double>(word));
    case ValueKind::Bool: return word != 0 ? "true" : "false";
    case ValueKind::Text: return quote(tables.text_of(static_cast<uint32_t>(word)));
    case ValueKind::Pointer: return fmt::format("{:#x}", word);
    case ValueKind::Nil: return "nil";
    case ValueKind::Opaque: return std::string(tables.text_of(word != 0 ? static_cast<uint32_t>(word) : value_type_text(type)));
  }
  return "?";
}

std::string print_object(const Recording& recording, uint64_t object) {
  if (object == 0) return "-";
  const std::string_view name = recording.name_of(object);
  return name.empty() ? fmt::format("{:#x}", object) : std::string(name);
}

std::string print_duration(uint64_t ns) {
  if (ns < 1000) return fmt::format("{} ns", ns);
  constexpr std::pair<double, std::string_view> kUnits[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}};
  const auto x = static_cast<double>(ns);
  for (const auto& [size, unit] : kUnits) {
    if (x < size * 0.9995 && size > 1e3) continue;
    const double v = x / size;
    const int digits = v < 9.995 ? 2 : v < 99.95 ? 1 : 0;
    std::string number = fmt::format("{:.{}f}", v, digits);
    if (digits > 0) {
      number.erase(number.find_last_not_of('0') + 1);
      if (number.back() == '.') number.pop_back();
    }
    return fmt::format("{} {}", number, unit);
  }
  return {};
}

std::string print_argument(const Recording& r, const Event& e, size_t i) {
  const EventInfo& info = event_info(e.kind);
  const uint64_t values[] = {e.a, e.b, e.c, has_value(info) ? value_type_text(e.d) : e.d};
  return print_arg(r, e, info.args[i].kind, values[i]);
}

std::string print_event(const Recording& r, const Event& e) {
  if (e.kind >= EventKind::kCount) return fmt::format("{} unknown event {}", seconds(e.time_ns), static_cast<int>(e.kind));
  const EventInfo& info = event_info(e.kind);
  std::string out = fmt::format("{} {:<4} {:<6} {}", seconds(e.time_ns), or_dash('P', e.p, kNoP), or_dash('G', e.g, 0),
                                info.name);
  for (size_t i = 0; i < 4; ++i) {
    const ArgInfo& arg = info.args[i];
    if (arg.kind != ArgKind::None) out += fmt::format(" {}={}", arg.name, print_argument(r, e, i));
  }
  if (const StackFrame* frame = user_frame(r, e.stack)) out += fmt::format(" at {}:{}", r.text(frame->file), frame->line);
  return out;
}

}  // namespace gopherarium
