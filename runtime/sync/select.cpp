#include "runtime/sync/select.h"

#include <algorithm>
#include <array>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/sync/chan_internal.h"

namespace gopherarium {
namespace {

using chan::Op;
using chan::Outcome;

// The two orders of a select's cases with channels: polled, and locked. Few cases need no memory.
class Orders {
 public:
  explicit Orders(size_t count) {
    if (count * 2 > fixed_.size()) more_.resize(count * 2);
    uint32_t* room = more_.empty() ? fixed_.data() : more_.data();
    poll_ = room;
    lock_ = room + count;
  }
  Orders(const Orders&) = delete;
  Orders& operator=(const Orders&) = delete;

  void add(uint32_t index, uint32_t place) {  // inside-out shuffle (Fisher and Yates)
    poll_[count_] = poll_[place];
    poll_[place] = index;
    lock_[count_++] = index;
  }
  uint32_t count() const { return count_; }
  std::span<uint32_t> poll() { return {poll_, count_}; }
  std::span<uint32_t> lock() { return {lock_, count_}; }

 private:
  std::array<uint32_t, 32> fixed_{};
  std::vector<uint32_t> more_;
  uint32_t* poll_;
  uint32_t* lock_;
  uint32_t count_ = 0;
};

class Select {
 public:
  Select(M& m, G& gp, std::span<const SelectCase> cases)
      : sched_(*m.sched), m_(m), gp_(gp), cases_(cases), orders_(cases.size()), stack_(sched_.stack_of(gp)) {}

  SelectResult run(SelectDefault has_default);

 private:
  Hchan& channel(uint32_t index) { return chan::at(sched_, cases_[index].chan); }
  Op op(uint32_t index) {
    return {.sched = sched_, .m = m_, .gp = &gp_, .address = cases_[index].chan, .stack = stack_,
            .by_select = chan::BySelect::Yes};
  }
  void choose_orders();
  void lock_all();
  void unlock_all();
  void trace_poll(SelectDefault has_default);
  void trace_chosen(int32_t index);
  bool ready(uint32_t index);
  SelectResult poll(G*& wake);
  SelectResult park();

  Sched& sched_;
  M& m_;
  G& gp_;
  std::span<const SelectCase> cases_;
  Orders orders_;
  uint32_t stack_;
};

void Select::choose_orders() {
  for (uint32_t i = 0; i < cases_.size(); ++i) {
    if (cases_[i].chan == 0) continue;
    orders_.add(i, sched_.choose(m_, ChoiceKind::SelectOrder, orders_.count() + 1));
  }
  const auto by_address = [this](uint32_t a, uint32_t b) { return cases_[a].chan < cases_[b].chan; };
  std::sort(orders_.lock().begin(), orders_.lock().end(), by_address);
}

// A channel may stand in several cases; it is locked once.
void Select::lock_all() {
  uint64_t last = 0;
  for (const uint32_t i : orders_.lock()) {
    if (cases_[i].chan != last) channel(i).lock.lock();
    last = cases_[i].chan;
  }
}

void Select::unlock_all() {
  uint64_t last = 0;
  for (size_t k = orders_.lock().size(); k-- > 0;) {
    const uint32_t i = orders_.lock()[k];
    if (cases_[i].chan != last) channel(i).lock.unlock();
    last = cases_[i].chan;
  }
}

bool Select::ready(uint32_t index) {
  return cases_[index].dir == SelectDir::Send ? channel(index).can_send() : channel(index).can_recv();
}

void Select::trace_poll(SelectDefault has_default) {
  sched_.emit(m_, EventKind::SelectStart, &gp_,
              {.a = cases_.size(), .b = has_default == SelectDefault::Yes ? 1u : 0u, .stack = stack_});
  for (const uint32_t i : orders_.poll()) {
    const SelectCase& one = cases_[i];
    const EventValue shown = one.dir == SelectDir::Send ? chan::describe(sched_, channel(i), one.value) : EventValue{};
    sched_.emit(m_, EventKind::SelectCase, &gp_,
                {.a = one.chan, .b = shown.word, .c = pack_case(i, one.dir, ready(i)), .d = shown.type});
  }
}

void Select::trace_chosen(int32_t index) {
  if (!sched_.tracing()) return;
  sched_.emit(m_, EventKind::SelectChosen, &gp_,
              {.a = static_cast<uint64_t>(static_cast<int64_t>(index)),
               .b = index >= 0 ? cases_[static_cast<size_t>(index)].chan : 0,
               .c = 0});
}

// The first case, in polling order, that can go on at once.
SelectResult Select::poll(G*& wake) {
  for (const uint32_t i : orders_.poll()) {
    const SelectCase& one = cases_[i];
    const Outcome outcome = one.dir == SelectDir::Send ? chan::try_send(op(i), channel(i), one.value)
                                                       : chan::try_recv(op(i), channel(i), one.value);
    if (outcome.status == ChanStatus::WouldBlock) continue;
    wake = outcome.wake;
    return {.status = outcome.status, .index = static_cast<int32_t>(i), .ok = outcome.ok};
  }
  return {.status = ChanStatus::WouldBlock};
}

// One sudog a case, in locking order. All locks are held; when they are let go, gp may run elsewhere.
SelectResult Select::park() {
  gp_.select_done.store(0, std::memory_order_relaxed);
  gp_.param = nullptr;
  gp_.waiting = nullptr;
  Sudog** end = &gp_.waiting;
  for (const uint32_t i : orders_.lock()) {
    Sudog* sg = sched_.acquire_sudog(m_);
    sg->g = &gp_;
    sg->is_select = true;
    sg->index = i;
    sg->address = cases_[i].chan;
    sg->wait_link = nullptr;
    *end = sg;
    end = &sg->wait_link;
    chan::join(op(i), channel(i), sg, cases_[i].dir, cases_[i].value);
  }
  const uint64_t object = orders_.count() == 1 ? cases_[orders_.lock()[0]].chan : 0;
  sched_.gopark_after(m_, gp_, cases_.empty() ? WaitReason::SelectNoCases : WaitReason::Select, object, stack_);
  return {.status = ChanStatus::Parked};
}

SelectResult Select::run(SelectDefault has_default) {
  choose_orders();
  lock_all();
  if (sched_.tracing()) trace_poll(has_default);
  G* wake = nullptr;
  SelectResult result = poll(wake);
  if (result.status == ChanStatus::WouldBlock) {
    if (has_default == SelectDefault::No) {
      result = park();
      unlock_all();
      return result;
    }
    result = {};  // default
  }
  unlock_all();
  if (wake != nullptr) sched_.goready(m_, *wake, cases_[static_cast<size_t>(result.index)].chan, Sched::Stamp::Last);
  trace_chosen(result.index);
  return result;
}

// One case and a default, as polling loops have it. (Recorded, it is a select like all others.)
SelectResult select_or_default(M& m, G& gp, const SelectCase& one) {
  RecvResult got;
  if (one.dir == SelectDir::Send) {
    got.status = chansend(m, gp, one.chan, one.value, ChanMode::Try);
  } else {
    got = chanrecv(m, gp, one.chan, one.value, ChanMode::Try);
  }
  if (got.status == ChanStatus::WouldBlock) return {};
  return {.status = got.status, .index = 0, .ok = got.ok};
}

}  // namespace

SelectResult selectgo(M& m, G& gp, std::span<const SelectCase> cases, SelectDefault has_default) {
  GOPH_CHECK(cases.size() <= kMaxSelectCases, "a select has at most 65536 cases");
  if (cases.size() == 1 && has_default == SelectDefault::Yes && !m.sched->tracing()) {
    return select_or_default(m, gp, cases[0]);
  }
  return Select(m, gp, cases).run(has_default);
}

void chan::leave_losers(M& m, G& gp, Sudog* chosen) {
  Sched& sched = *m.sched;
  for (Sudog* sg = gp.waiting; sg != nullptr; sg = sg->wait_link) {
    if (sg == chosen) continue;
    LockGuard guard(sg->chan->lock);
    (sg->receiving ? sg->chan->recvq : sg->chan->sendq).remove(sg);
  }
  if (sched.tracing()) {
    sched.emit(m, EventKind::SelectChosen, &gp,
               {.a = chosen->index, .b = chosen->address, .c = 1, .stack = sched.stack_of(gp)});
  }
}

}  // namespace gopherarium
