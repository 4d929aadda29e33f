#include "app/view/event_words.h"

#include <fmt/format.h>

#include "app/view/view.h"

namespace gopherarium {
namespace {

// The pieces that sentences are made of, for one event.
struct Words {
  const Recording& recording;
  const State& state;
  const Event& e;

  static std::string g(uint64_t id) { return id == 0 ? "nobody" : fmt::format("[G{0}](goroutine:{0})", id); }
  static std::string m(uint64_t id) { return fmt::format("[M{0}](machine:{0})", id); }
  static std::string p(uint64_t id) { return id == kNoP ? "no P" : fmt::format("[P{0}](processor:{0})", id); }
  std::string g() const { return g(e.g); }
  std::string p() const { return p(e.p); }
  std::string object(uint64_t address) const { return fmt::format("[`{}`](object:{})", object_words(recording, state, address), address); }
  std::string_view text(uint64_t id) const { return recording.text(static_cast<uint32_t>(id)); }
  // On one line, and not too long for one.
  std::string code(uint64_t id) const {
    constexpr size_t kMost = 80;
    std::string_view all = text(id);
    while (all.ends_with('\n')) all.remove_suffix(1);
    std::string line;
    for (const char c : all.substr(0, kMost)) line += c == '\n' ? ' ' : c == '`' ? '\'' : c;
    while (!line.empty() && all.size() > kMost && (line.back() & 0xc0) == 0x80) line.pop_back();  // no half of a letter
    return fmt::format("`{}{}`", line, all.size() > kMost ? "…" : "");
  }
  std::string value() const { return fmt::format("`{}`", print_value(recording.tables(), e.b, e.d)); }
  static std::string time(uint64_t ns) { return time_words(static_cast<double>(ns)); }
};

std::string run_words(const Words& w) {
  const Event& e = w.e;
  switch (e.kind) {
    case EventKind::RunStart: return fmt::format("The run begins with {} P{}", e.a, e.a == 1 ? "" : "s");
    case EventKind::Gomaxprocs: return fmt::format("From now on there are {} Ps", e.a);
    case EventKind::RunEnd: return fmt::format("The run ends with status {}", e.a);
    case EventKind::ObjectName: return fmt::format("{} is its name from now on", w.object(e.a));
    case EventKind::Gap: return fmt::format("{} events were dropped here", e.a);
    case EventKind::RingWait: return fmt::format("The recorder made {} wait {}", w.p(), Words::time(e.a));
    case EventKind::StopTheWorld: return fmt::format("All Ms stand still: {}", w.text(e.a));
    default: return "The Ms go on";
  }
}

std::string machine_words(const Words& w) {
  const Event& e = w.e;
  switch (e.kind) {
    case EventKind::ProcStart: return fmt::format("{} takes {}", Words::m(e.a), w.p());
    case EventKind::ProcStop: return fmt::format("{} lets go of {}", Words::m(e.a), w.p());
    case EventKind::ProcIdle: return fmt::format("{} is idle: there is nothing to run", w.p());
    case EventKind::ProcHandoff: return fmt::format("{} is taken from {} for others: {}", w.p(), Words::m(e.a), w.text(e.c));
    case EventKind::MCreate: return fmt::format("{} is made", Words::m(e.a));
    case EventKind::MSpin: return fmt::format("{} looks for work", Words::m(e.a));
    case EventKind::MUnspin: return fmt::format("{} stops looking for work", Words::m(e.a));
    case EventKind::MPark: return fmt::format("{} goes to sleep", Words::m(e.a));
    default: return fmt::format("{} is woken", Words::m(e.a));
  }
}

const char* place_words(uint64_t where) {
  static constexpr const char* kPlaces[] = {"its runnext", "its local queue", "the global queue", "the netpoller", "others' queues", "the timers"};
  return where < std::size(kPlaces) ? kPlaces[where] : "a queue";
}

std::string queue_words(const Words& w) {
  const Event& e = w.e;
  const auto where = static_cast<QueueWhere>(e.kind == EventKind::RunqSearch ? e.a : e.b);
  switch (e.kind) {
    case EventKind::RunqPut:
      if (where == QueueWhere::Global) return fmt::format("{} joins the global queue", Words::g(e.a));
      if (where != QueueWhere::Runnext) return fmt::format("{} joins {}'s queue", Words::g(e.a), w.p());
      return fmt::format("{} becomes {}'s runnext{}", Words::g(e.a), w.p(),
                         e.c == 0 ? "" : fmt::format("; {} goes to the queue's tail", Words::g(e.c)));
    case EventKind::RunqGet: return fmt::format("{} takes {} from {}", w.p(), Words::g(e.a), place_words(e.b));
    case EventKind::RunqOverflow: return fmt::format("{}'s queue is full: half of it, {}, goes to the global queue", w.p(), e.a);
    case EventKind::RunqSteal: return fmt::format("{} steals {} from {}'s queue", w.p(), e.b, Words::p(e.a));
    case EventKind::RunqStolen: return fmt::format("{} moves from {} to {}", Words::g(e.a), Words::p(e.b), w.p());
    default: break;
  }
  const std::string found = e.c == 0 ? "nothing" : fmt::format("{}", e.c);
  if (where == QueueWhere::Steal && e.b != kNoP) return fmt::format("{} looks into {}'s queue: {}", w.p(), Words::p(e.b), found);
  return fmt::format("{} looks into {}: {}", w.p(), place_words(e.a), found);
}

std::string goroutine_words(const Words& w) {
  const Event& e = w.e;
  static constexpr const char* kWho[] = {"by sysmon, as it ran too long", "at the end of its time slice", "as the run stops", "by choice"};
  switch (e.kind) {
    case EventKind::GoCreate:
      return e.g == 0 ? fmt::format("{} is made to run `{}`", Words::g(e.a), short_function(w.text(e.b)))
                      : fmt::format("{} says `go {}`: {} is made", w.g(), short_function(w.text(e.b)), Words::g(e.a));
    case EventKind::GoStart: return fmt::format("{} runs on {}", w.g(), w.p());
    case EventKind::GoEnd: return fmt::format("{} ends", w.g());
    case EventKind::GoYield: return fmt::format("{} lets others run (Gosched)", w.g());
    case EventKind::GoPreempt: return fmt::format("{} is preempted {}, after {}", w.g(), kWho[e.a & 3], Words::time(e.b));
    case EventKind::GoBlock: {
      const auto reason = static_cast<WaitReason>(e.a);
      if (reason == WaitReason::Sleep && e.c != 0) return fmt::format("{} sleeps until {}", w.g(), Words::time(e.c));
      return fmt::format("{} parks: {}{}", w.g(), to_string(reason), e.b == 0 ? "" : fmt::format(" on {}", w.object(e.b)));
    }
    default: {
      const std::string by = e.g == 0 ? "A timer or the netpoller" : w.g();
      return fmt::format("{} wakes {}{}", by, Words::g(e.a), e.b == 0 ? "" : fmt::format(", which waited on {}", w.object(e.b)));
    }
  }
}

std::string channel_words(const Words& w) {
  const Event& e = w.e;
  const std::string on = w.object(e.a), value = w.value(), peer = Words::g(peer_of(e.c));
  if (e.kind == EventKind::ChanMake) {
    return fmt::format("{} makes {}{}", w.g(), on, e.b == 0 ? ", unbuffered" : fmt::format(" with room for {}", e.b));
  }
  if (e.kind == EventKind::ChanClose) {
    const uint64_t woken = e.b + e.c;
    return fmt::format("{} closes {}{}", w.g(), on, woken == 0 ? "" : fmt::format(" and wakes all {} that wait", woken));
  }
  if (e.kind == EventKind::ChanSend) {
    switch (how_of(e.c)) {
      case ChanHow::HandOff: return fmt::format("{} sends {} on {} straight to {}", w.g(), value, on, peer);
      case ChanHow::Parked: return fmt::format("{} sends {} on {}: nobody takes it, so it waits", w.g(), value, on);
      case ChanHow::Nil: return fmt::format("{} sends on a nil channel: for ever", w.g());
      default: return fmt::format("{} sends {} into the buffer of {}", w.g(), value, on);
    }
  }
  switch (how_of(e.c)) {
    case ChanHow::HandOff: return fmt::format("{} receives {} on {} straight from {}", w.g(), value, on, peer);
    case ChanHow::BufferShift: return fmt::format("{} receives {} from the buffer of {}; {}'s value moves in", w.g(), value, on, peer);
    case ChanHow::Closed: return fmt::format("{} receives the zero value: {} is closed", w.g(), on);
    case ChanHow::Parked: return fmt::format("{} receives on {}: nothing is there, so it waits", w.g(), on);
    case ChanHow::Nil: return fmt::format("{} receives on a nil channel: for ever", w.g());
    default: return fmt::format("{} receives {} from the buffer of {}", w.g(), value, on);
  }
}

std::string select_words(const Words& w) {
  const Event& e = w.e;
  switch (e.kind) {
    case EventKind::SelectStart: return fmt::format("{} polls a select of {} cases{}", w.g(), e.a, e.b != 0 ? " and a default" : "");
    case EventKind::SelectCase: {
      const bool send = case_dir(e.c) == SelectDir::Send;
      return fmt::format("{}'s select: case {}, {} {}, is {}", w.g(), case_index(e.c) + 1, send ? "send on" : "receive on",
                         e.a == 0 ? "a nil channel" : w.object(e.a), case_ready(e.c) ? "ready" : "not ready");
    }
    default:
      if (e.c != 0) return fmt::format("No case of {}'s select is ready: it waits for all of them", w.g());
      if (static_cast<int64_t>(e.a) < 0) return fmt::format("{}'s select takes the default", w.g());
      return fmt::format("{}'s select takes case {}{}", w.g(), e.a + 1, e.b == 0 ? "" : fmt::format(", {}", w.object(e.b)));
  }
}

std::string sync_words(const Words& w) {
  const Event& e = w.e;
  const std::string on = w.object(e.a);
  const auto kind = static_cast<SyncKind>(e.b);
  switch (e.kind) {
    case EventKind::SyncAcquire:
      return fmt::format("{} takes {}{}{}", w.g(), on, kind == SyncKind::RWMutexRead ? " for reading" : "", e.c != 0 ? " after waiting" : "");
    case EventKind::SyncWait: return fmt::format("{} waits for {}", w.g(), on);
    case EventKind::SyncRelease: return fmt::format("{} releases {}{}", w.g(), on, e.c == 0 ? "" : fmt::format(" and wakes {}", Words::g(e.c)));
    case EventKind::SyncCounter: return fmt::format("{} changes {} by {:+}: it is {}", w.g(), on, static_cast<int64_t>(e.c), static_cast<int32_t>(e.d));
    default: return fmt::format("{} {} starvation mode", on, e.b != 0 ? "enters" : "leaves");
  }
}

std::string wait_words(const Words& w) {
  const Event& e = w.e;
  switch (e.kind) {
    case EventKind::SyscallEnter: return fmt::format("{} enters the system call {}", w.g(), w.code(e.a));
    case EventKind::SyscallBlock: return fmt::format("{}'s system call takes long: its P goes to others", w.g());
    case EventKind::SyscallExit: return fmt::format("{}'s system call returns{}", w.g(), e.a != 0 ? " to its P" : "; its P is gone");
    case EventKind::NetpollWait: return fmt::format("{} waits in the netpoller", Words::m(e.a));
    case EventKind::NetpollReady: return fmt::format("The netpoller readies {}", Words::g(e.a));
    case EventKind::TimerSet: return fmt::format("A timer is set for {}", Words::time(e.b));
    case EventKind::TimerStop: return "A timer is stopped";
    default: return fmt::format("A timer fires{}", e.b == 0 ? "" : fmt::format(" for {}", Words::g(e.b)));
  }
}

std::string other_words(const Words& w) {
  const Event& e = w.e;
  switch (e.kind) {
    case EventKind::ContextCreate: return fmt::format("{} derives {} from {} ({})", w.g(), w.object(e.a), e.b == 0 ? "the background" : w.object(e.b), w.text(e.d));
    case EventKind::ContextCancel: return fmt::format("{} is cancelled: {}", w.object(e.a), w.text(e.d));
    case EventKind::HeapAlloc: return fmt::format("{} allocates {} bytes", w.g(), e.a);
    case EventKind::StackGrow: return fmt::format("{}'s stack grows from {} to {} KiB", w.g(), e.a / 1024, e.b / 1024);
    case EventKind::StackShrink: return fmt::format("{}'s stack shrinks from {} to {} KiB", w.g(), e.a / 1024, e.b / 1024);
    case EventKind::HeapPass: return fmt::format("{} of {} KiB can be reached", e.a / 1024, e.b / 1024);
    case EventKind::Race: return fmt::format("Data race: {}", w.text(e.c));
    case EventKind::Deadlock: return fmt::format("Deadlock: all {} goroutines wait", e.a);
    case EventKind::Leak: return fmt::format("{} leaks: {}", Words::g(e.a), w.text(e.b));
    case EventKind::Misuse: return fmt::format("Misuse of {}: {}", w.object(e.a), w.text(e.b));
    case EventKind::Input: return e.b == 0 ? fmt::format("{} reads the end of standard input", w.g()) : fmt::format("{} reads {}", w.g(), w.code(e.b));
    case EventKind::Output: return fmt::format("{} writes {}", w.g(), w.code(e.b));
    case EventKind::Panic: return fmt::format("{} panics: {}", w.g(), w.code(e.a));
    case EventKind::Recover: return fmt::format("{} recovers from {}", w.g(), w.code(e.a));
    case EventKind::Fatal: return fmt::format("Fatal error: {}", w.text(e.a));
    case EventKind::Exit: return fmt::format("The program exits with status {}", static_cast<int64_t>(e.a));
    case EventKind::Line: return fmt::format("{} comes to [line {}](line:{})", w.g(), e.b, e.b);
    case EventKind::Call: return fmt::format("{} calls `{}`", w.g(), short_function(w.text(e.a)));
    case EventKind::Return: return fmt::format("{} returns from `{}`", w.g(), short_function(w.text(e.a)));
    case EventKind::Write: return fmt::format("{} sets {} to {}", w.g(), w.code(e.a), w.value());
    default: return fmt::format("{}: {}", w.g(), event_info(e.kind).doc);
  }
}

std::string sentence(const Words& w) {
  switch (event_info(w.e.kind).category) {
    case EventCategory::Run: return run_words(w);
    case EventCategory::Proc:
    case EventCategory::Machine: return machine_words(w);
    case EventCategory::Queue: return queue_words(w);
    case EventCategory::Goroutine: return goroutine_words(w);
    case EventCategory::Syscall:
    case EventCategory::Netpoll:
    case EventCategory::Timer: return wait_words(w);
    case EventCategory::Channel: return channel_words(w);
    case EventCategory::Select: return select_words(w);
    case EventCategory::Sync: return sync_words(w);
    default: return other_words(w);
  }
}

}  // namespace

std::string event_words(const Recording& recording, const State& state, const Event& event) { return sentence({recording, state, event}); }

std::string plain_words(std::string_view markdown) {
  std::string plain;
  for (size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    if (c == '`' || c == '*') continue;
    if (c == '[') {
      const size_t close = markdown.find("](", i), end = close == std::string_view::npos ? close : markdown.find(')', close);
      if (end != std::string_view::npos) {
        for (const char inner : markdown.substr(i + 1, close - i - 1)) {
          if (inner != '`') plain += inner;
        }
        i = end;
        continue;
      }
    }
    plain += c;
  }
  return plain;
}

}  // namespace gopherarium
