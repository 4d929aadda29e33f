// Sentences. Each is built from pieces, so that names of goroutines, objects and source lines stay links.

#include "runtime/trace/explain.h"

#include <algorithm>

#include <fmt/format.h>

namespace gopherarium {
namespace {

class Sentence {
 public:
  Sentence(const Recording& r, const State& s, uint64_t now_ns)
      : r_(r), s_(s), now_(std::max(now_ns, s.time_ns)) {}

  Sentence& say(std::string_view text) {
    if (!e_.pieces.empty() && e_.pieces.back().target.kind == TargetKind::None) {
      e_.pieces.back().text += text;
    } else {
      e_.pieces.push_back({std::string(text), {}});
    }
    return *this;
  }
  template <class... Args>
  Sentence& say(fmt::format_string<Args...> format, Args&&... args) {
    return say(std::string_view(fmt::format(format, std::forward<Args>(args)...)));
  }
  Sentence& g(uint32_t id) { return link(fmt::format("G{}", id), {TargetKind::G, id}); }
  Sentence& p(uint16_t id) { return link(fmt::format("P{}", id), {TargetKind::P, id}); }
  Sentence& m(uint32_t id) { return link(fmt::format("M{}", id), {TargetKind::M, id}); }
  Sentence& object(uint64_t address) { return link(print_object(r_, address), {TargetKind::Object, address}); }
  Sentence& since(uint64_t time_ns) { return say(print_duration(now_ > time_ns ? now_ - time_ns : 0)); }
  // "main.go:14", when the stack is known.
  bool place(uint32_t stack) {
    const StackFrame* frame = user_frame(r_, stack);
    if (frame == nullptr) return false;
    link(fmt::format("{}:{}", r_.text(frame->file), frame->line), {TargetKind::Source, 0, frame->file, frame->line});
    return true;
  }
  // "G3, G4 and 5 more", at most three by name.
  template <class Ids>
  Sentence& goroutines(const Ids& ids) {
    size_t told = 0;
    const auto count = static_cast<size_t>(std::distance(ids.begin(), ids.end()));
    for (const uint32_t id : ids) {
      if (told == 3 && count > 4) return say(" and {} more", count - told);
      if (told > 0) say(told + 1 == count ? " and " : ", ");
      g(id);
      ++told;
    }
    return *this;
  }
  Sentence& waiters(const Fifo<Waiter>& queue) {
    std::vector<uint32_t> ids;
    for (const Waiter& w : queue) ids.push_back(w.g);
    return goroutines(ids);
  }

  // "ch (main.go:14, unbuffered)"
  Sentence& channel(uint64_t address);
  Sentence& holder(const SyncState& o, std::string_view verb);

  Explanation done() {
    if (s_.dropped != 0) say(" ({} events before this were dropped.)", s_.dropped);
    return std::move(e_);
  }

  const State& s() const { return s_; }
  const Recording& r() const { return r_; }
  uint64_t now() const { return now_; }

 private:
  Sentence& link(std::string text, Target target) {
    e_.pieces.push_back({std::move(text), target});
    return *this;
  }

  const Recording& r_;
  const State& s_;
  const uint64_t now_;
  Explanation e_;
};

std::string_view sync_word(SyncKind kind) {
  switch (kind) {
    case SyncKind::Mutex: return "Mutex";
    case SyncKind::RWMutexRead:
    case SyncKind::RWMutexWrite: return "RWMutex";
    case SyncKind::WaitGroup: return "WaitGroup";
    case SyncKind::Cond: return "Cond";
    case SyncKind::Once: return "Once";
    case SyncKind::Semaphore: return "semaphore";
  }
  return "lock";
}

Sentence& Sentence::channel(uint64_t address) {
  object(address);
  const ChannelState* c = s_.channel(address);
  if (c == nullptr) return *this;
  say(" (");
  if (place(c->make_stack)) say(", ");
  if (c->cap == 0) return say("unbuffered)");
  return say("{} of {} buffered)", c->buffer.size(), c->cap);
}

// ", which G5 has held for 2 ms and itself waits: chan send" - the first link of a chain that may be a cycle.
Sentence& Sentence::holder(const SyncState& o, std::string_view verb) {
  if (o.owner != 0) {
    say(", which ").g(o.owner).say(" has {} for ", verb).since(o.since_ns);
    const GState* gp = s_.g(o.owner);
    if (gp != nullptr && gp->status == GStatus::Waiting) say("; it waits itself ({})", to_string(gp->reason));
  } else if (!o.readers.empty()) {
    say(", which ").goroutines(o.readers).say(o.readers.size() == 1 ? " holds for reading" : " hold for reading");
  } else {
    say(", which is free: it has not been its turn yet");
  }
  if (o.starving) say("; the mutex is in starvation mode and goes to its waiters in order");
  return *this;
}

void wait_for_channel(Sentence& out, const GState& gp, bool sends) {
  const ChannelState* c = out.s().channel(gp.on);
  out.say(sends ? "it sends on " : "it receives from ").channel(gp.on);
  if (c == nullptr) return void(out.say("."));
  const auto& queue = sends ? c->sendq : c->recvq;
  if (sends) {
    out.say(c->cap == 0 ? " and nobody receives" : ", whose buffer is full, and nobody receives");
  } else {
    out.say(" and nobody sends");
  }
  if (queue.size() > 1) out.say("; {} goroutines wait there", queue.size());
  out.say(".");
}

void wait_in_select(Sentence& out, const GState& gp) {
  out.say("none of its select's cases is ready");
  if (gp.select == nullptr) return void(out.say("."));
  std::vector<SelectState::Case> cases = gp.select->cases;
  std::sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  std::string_view glue = ": ";
  for (size_t i = 0; i < cases.size() && i < 4; ++i) {
    out.say(glue).say(cases[i].dir == SelectDir::Send ? "send on " : "receive from ");
    if (cases[i].chan == 0) {
      out.say("a nil channel");
    } else {
      out.object(cases[i].chan);
    }
    glue = ", ";
  }
  if (cases.size() > 4) out.say(" and {} more", cases.size() - 4);
  out.say(".");
}

void wait_for_lock(Sentence& out, const GState& gp, std::string_view what) {
  const uint64_t address = gp.sync_wait != 0 ? gp.sync_wait : gp.on;
  out.say(what).object(address);
  if (const SyncState* o = out.s().sync(address)) out.holder(*o, o->kind == SyncKind::Once ? "been running" : "held");
  out.say(".");
}

void wait_for_counter(Sentence& out, const GState& gp) {
  const uint64_t address = gp.sync_wait != 0 ? gp.sync_wait : gp.on;
  out.say("it waits for ").object(address);
  if (const SyncState* o = out.s().sync(address)) out.say(", whose counter is {}", o->counter);
  out.say(".");
}

void why_waiting(Sentence& out, const GState& gp) {
  switch (gp.reason) {
    case WaitReason::ChanSend: return wait_for_channel(out, gp, true);
    case WaitReason::ChanReceive: return wait_for_channel(out, gp, false);
    case WaitReason::ChanSendNil: return void(out.say("it sends on a nil channel, which blocks for ever."));
    case WaitReason::ChanReceiveNil: return void(out.say("it receives from a nil channel, which blocks for ever."));
    case WaitReason::Select: return wait_in_select(out, gp);
    case WaitReason::SelectNoCases: return void(out.say("a select without cases blocks for ever."));
    case WaitReason::MutexLock:
    case WaitReason::RWMutexLock: return wait_for_lock(out, gp, "it wants to lock ");
    case WaitReason::RWMutexRLock: return wait_for_lock(out, gp, "it wants to lock for reading ");
    case WaitReason::Semacquire: return wait_for_lock(out, gp, "it waits for ");
    case WaitReason::WaitGroupWait: return wait_for_counter(out, gp);
    case WaitReason::CondWait:
      return void(out.say("it waits on ").object(gp.sync_wait != 0 ? gp.sync_wait : gp.on)
                      .say(" until somebody signals or broadcasts."));
    case WaitReason::Sleep:
      if (gp.until_ns <= out.now()) return void(out.say("it sleeps, and its time is up."));
      return void(out.say("it sleeps for another {}.", print_duration(gp.until_ns - out.now())));
    case WaitReason::IOWait: return void(out.say("it waits until ").object(gp.on).say(" can be read or written."));
    case WaitReason::FinalizerWait: return void(out.say("it runs finalizers, and there are none to run."));
    case WaitReason::DebugCall: return void(out.say("it was stopped by hand."));
    case WaitReason::None: break;
  }
  out.say("why is not recorded.");
}

// The place of a runnable goroutine among those that run before it.
void why_runnable(Sentence& out, uint32_t id, const GState& gp) {
  const State& s = out.s();
  const PState* pp = s.p(gp.p);
  const bool on_a_p = gp.queued == Queued::Runnext || gp.queued == Queued::Local;
  switch (on_a_p && pp == nullptr ? Queued::No : gp.queued) {
    case Queued::Global: {
      const auto at = std::find(s.global_queue.begin(), s.global_queue.end(), id);
      return void(out.say("it is number {} of {} in the global queue, which every P looks into now and then.",
                          at - s.global_queue.begin() + 1, s.global_queue.size()));
    }
    case Queued::Runnext:
      out.say("it is next on ").p(gp.p);
      break;
    case Queued::Local: {
      const auto at = std::find(pp->runq.begin(), pp->runq.end(), id);
      const auto ahead = at - pp->runq.begin() + (pp->runnext != 0 ? 1 : 0);
      out.say("it is in the queue of ").p(gp.p);
      if (ahead == 0) {
        out.say(", at its head");
      } else {
        out.say(", behind {}", ahead);
      }
      break;
    }
    case Queued::No: return void(out.say("it was taken from its queue and is about to run."));
  }
  if (pp != nullptr && pp->g != 0) out.say(", which runs ").g(pp->g);
  out.say(".");
}

Sentence& subject(Sentence& out, uint32_t id, const GState& gp) {
  out.g(id);
  const std::string_view function = out.r().text(gp.function);
  if (!function.empty()) out.say(" ({})", function);
  return out;
}

void describe_channel(Sentence& out, const ChannelState& c) {
  const std::string_view type = out.r().text(c.type);
  out.object(c.address).say(" is a {}", type.empty() ? "channel" : type);
  if (c.cap == 0) {
    out.say(" without a buffer");
  } else {
    out.say(", its buffer holds {} of {}", c.buffer.size(), c.cap);
  }
  if (!out.r().stack(c.make_stack).empty()) {
    out.say(", made at ");
    out.place(c.make_stack);
  }
  if (c.closed) out.say(", closed");
  if (!c.sendq.empty()) out.say("; ").waiters(c.sendq).say(c.sendq.size() == 1 ? " waits to send" : " wait to send");
  if (!c.recvq.empty()) {
    out.say("; ").waiters(c.recvq).say(c.recvq.size() == 1 ? " waits to receive" : " wait to receive");
  }
  out.say(".");
}

void describe_sync(Sentence& out, const SyncState& o) {
  out.object(o.address).say(" is a {}", sync_word(o.kind));
  switch (o.kind) {
    case SyncKind::WaitGroup:
    case SyncKind::Semaphore: out.say(" whose counter is {}", o.counter); break;
    case SyncKind::Once:
      out.say(o.done ? " that has run" : o.owner != 0 ? " that runs now" : " that has not run");
      break;
    case SyncKind::Cond: break;
    default:
      if (o.owner != 0) {
        out.say(", held by ").g(o.owner).say(" for ").since(o.since_ns);
      } else if (!o.readers.empty()) {
        out.say(", held for reading by ").goroutines(o.readers);
      } else {
        out.say(", free");
      }
      break;
  }
  if (!o.waiters.empty()) out.say("; ").goroutines(o.waiters).say(o.waiters.size() == 1 ? " waits" : " wait");
  if (o.starving) out.say("; it is in starvation mode");
  out.say(".");
}

void describe_context(Sentence& out, const ContextState& c) {
  const std::string_view kind = out.r().text(c.kind);
  out.object(c.address).say(" is a context{}{}", kind.empty() ? "" : " made by ", kind);
  if (c.parent != 0) out.say(" from ").object(c.parent);
  if (c.cancelled) {
    out.say(", cancelled");
    if (c.cause != 0) out.say(": {}", out.r().text(c.cause));
    if (c.cancelled_through != 0) out.say(", passed down by ").object(c.cancelled_through);
  } else if (c.deadline_ns > out.now()) {
    out.say(", due in {}", print_duration(c.deadline_ns - out.now()));
  }
  out.say(".");
}

void describe_timer(Sentence& out, const TimerState& t) {
  out.object(t.address).say(" is a timer");
  if (!t.active) {
    out.say(t.fired != 0 ? " that has fired" : " that was stopped");
  } else if (t.when_ns > out.now()) {
    out.say(", due in {}", print_duration(t.when_ns - out.now()));
  } else {
    out.say(", due now");
  }
  if (t.period_ns != 0) out.say(", every {}", print_duration(t.period_ns));
  out.say(".");
}

}  // namespace

std::string Explanation::text() const {
  std::string out;
  for (const ExplanationPiece& piece : pieces) out += piece.text;
  return out;
}

namespace {

void say_why(Sentence& out, uint32_t g) {
  const State& state = out.s();
  const GState* gp = state.g(g);
  if (gp == nullptr) return void(out.say("G{} does not exist at this time.", g));
  subject(out, g, *gp);
  switch (gp->status) {
    case GStatus::Waiting:
      out.say(" waits ").since(gp->since_ns).say(": ");
      why_waiting(out, *gp);
      break;
    case GStatus::Runnable:
    case GStatus::Preempted:
      out.say(" has been ready to run for ").since(gp->since_ns).say(": ");
      why_runnable(out, g, *gp);
      break;
    case GStatus::Running:
    case GStatus::Copystack:
      out.say(" has been running for ").since(gp->since_ns);
      if (gp->p != kNoP) out.say(" on ").p(gp->p);
      if (gp->m != kNoM) out.say(" (").m(gp->m).say(")");
      out.say(".");
      break;
    case GStatus::Syscall:
      if (const std::string_view call = out.r().text(gp->syscall); call == "read standard input") {
        out.say(" has been waiting for standard input for ").since(gp->since_ns);
      } else {
        out.say(" has been in the system call {} for ", call).since(gp->since_ns);
      }
      out.say(gp->p == kNoP ? "; its P went to others meanwhile." : ".");
      break;
    case GStatus::Dead:
      out.say(" ended ").since(gp->ended_ns).say(" ago, after running {}.", print_duration(gp->run_ns));
      break;
    case GStatus::Idle: out.say(" was just made."); break;
  }
}

std::string_view waking_verb(EventKind kind) {
  switch (kind) {
    case EventKind::ChanSend: return " by sending";
    case EventKind::ChanRecv: return " by receiving";
    case EventKind::SyncRelease: return " by letting go of it";
    default: return "";
  }
}

// What ends a wait stands right before its GoUnblock: the operation of whoever wakes.
void say_how_it_ends(Sentence& out, const Model& model, uint32_t g) {
  constexpr int kMostLooks = 64;
  const GStatus status = out.s().g(g)->status;
  const EventKind end = status == GStatus::Waiting ? EventKind::GoUnblock : EventKind::GoStart;
  Event cause;
  EventIndex from = out.s().next;
  for (int looks = 0; looks < kMostLooks; ++looks) {
    const auto at = model.next_of_g(g, from);
    if (!at) break;
    const Event& e = model.event(*at);
    from = *at + 1;
    if (e.kind != end) {
      cause = e;
      continue;
    }
    const std::string later = print_duration(e.time_ns > out.now() ? e.time_ns - out.now() : 0);
    if (end == EventKind::GoStart) return void(out.say(" It starts {} later on ", later).p(e.p).say("."));
    out.say(" ");
    if (e.g == 0) return void(out.say("Its time comes {} later.", later));
    out.g(e.g).say(" wakes it {} later{}", later, waking_verb(cause.kind));
    const uint32_t stack = cause.g == e.g && cause.stack != 0 ? cause.stack : e.stack;
    if (!out.r().stack(stack).empty()) {
      out.say(" at ");
      out.place(stack);
    }
    return void(out.say("."));
  }
  if (model.newest().phase == RunPhase::Ended) {
    out.say(end == EventKind::GoStart ? " It does not run before the run ends." : " Nobody wakes it before the run ends.");
  }
}

}  // namespace

Explanation why(const Recording& recording, const State& state, uint32_t g, uint64_t now_ns) {
  Sentence out(recording, state, now_ns);
  say_why(out, g);
  return out.done();
}

Explanation why(const Model& model, const State& state, uint32_t g, uint64_t now_ns) {
  Sentence out(model.recording(), state, now_ns);
  say_why(out, g);
  const GState* gp = state.g(g);
  if (gp != nullptr && (gp->status == GStatus::Waiting || gp->status == GStatus::Runnable)) say_how_it_ends(out, model, g);
  return out.done();
}


Explanation why_p(const Recording& recording, const State& state, uint16_t p, uint64_t now_ns) {
  Sentence out(recording, state, now_ns);
  const PState* pp = state.p(p);
  if (pp == nullptr) return out.say("There is no P{}.", p).done();
  out.p(p);
  if (pp->status == PStatus::Syscall) {
    out.say(" belongs to ").m(pp->m).say(", which has been in a system call");
    if (pp->g != 0) out.say(" for ").g(pp->g);
    return out.say(" for ").since(pp->since_ns).say(".").done();
  }
  if (pp->status == PStatus::Idle) {
    return out.say(" has been idle for ").since(pp->since_ns).say(": no M needs it, as there was nothing to run.").done();
  }
  if (pp->g != 0) {
    out.say(" runs ").g(pp->g);
    if (pp->m != kNoM) out.say(" on ").m(pp->m);
    const size_t queued = pp->runq.size() + (pp->runnext != 0 ? 1 : 0);
    if (queued != 0) out.say("; {} more {} in its queue", queued, queued == 1 ? "waits" : "wait");
    return out.say(".").done();
  }
  const MState* mp = state.m(pp->m);
  const bool spins = mp != nullptr && mp->status == MStatus::Spinning;
  out.say(spins ? " looks for work in other Ps' queues (its M spins)" : " is between two goroutines");
  if (!pp->search.empty()) out.say("; so far it looked in {} places", pp->search.size());
  return out.say(".").done();
}

Explanation what_is(const Recording& recording, const State& state, uint64_t object, uint64_t now_ns) {
  Sentence out(recording, state, now_ns);
  if (const ChannelState* c = state.channel(object)) {
    describe_channel(out, *c);
  } else if (const SyncState* o = state.sync(object)) {
    describe_sync(out, *o);
  } else if (const ContextState* ctx = state.context(object)) {
    describe_context(out, *ctx);
  } else if (const TimerState* t = state.timer(object)) {
    describe_timer(out, *t);
  } else {
    out.say("Nothing is known of ").object(object).say(" at this time.");
  }
  return out.done();
}

}  // namespace gopherarium
