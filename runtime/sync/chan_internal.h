#pragma once
// What channel operations and select have in common. All of it needs the channel's lock, but for `at` and leave_losers.

#include "runtime/sync/chan.h"

namespace gopherarium::chan {

enum class BySelect : uint8_t { No, Yes };

// Who does it, for events.
struct Op {
  Sched& sched;
  M& m;
  const G* gp = nullptr;  // null: a timer
  uint64_t address = 0;
  uint32_t stack = 0;
  BySelect by_select = BySelect::No;
};

struct Outcome {
  ChanStatus status = ChanStatus::Done;
  G* wake = nullptr;  // to be readied once the lock is released
  bool ok = false;
};

inline Hchan& at(Sched& sched, uint64_t address) { return *reinterpret_cast<Hchan*>(sched.arena().at(address)); }

EventValue describe(Sched& sched, const Hchan& c, const void* value);
void trace(const Op& op, EventKind kind, const EventValue& value, ChanHow how, const G* peer);

// The operation if it can go on at once, else WouldBlock. They emit its event.
Outcome try_send(const Op& op, Hchan& c, const void* value);
Outcome try_recv(const Op& op, Hchan& c, void* value);

// Puts a sudog (of a goroutine that will park) on the channel's list, with the value to send. Emits the event, but not
// for a select: its SelectCase events and the GoBlock that follows say the same.
void join(const Op& op, Hchan& c, Sudog* sg, SelectDir dir, const void* value);

// A parked select runs again: its other sudogs leave their channels' lists. Emits SelectChosen.
void leave_losers(M& m, G& gp, Sudog* chosen);

}  // namespace gopherarium::chan
