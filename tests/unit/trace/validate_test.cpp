#include "runtime/trace/validate.h"

#include <gtest/gtest.h>

#include <functional>

#include <fmt/format.h>

#include "tests/trace/fixture.h"

namespace gopherarium {
namespace {

using fixture::Simulation;

std::string violations(const Simulation& sim) {
  std::string out;
  for (const Violation& v : validate(*sim.recording())) out += fmt::format("{}: {}\n", v.event, v.sentence);
  return out;
}

TEST(Validate, FindsNothingWhereNothingIs) {
  for (auto sim : {fixture::worker_pool(4, 10, 3000), fixture::hand_off(50), fixture::deadlock()}) {
    sim.run();
    EXPECT_EQ(violations(sim), "");
  }
}

// Spoils the n-th event of a kind in a good recording.
struct Spoilt {
  const char* name;
  EventKind kind;
  std::function<void(std::vector<Event>&, size_t)> spoil;
  const char* part;  // of the first sentence
};

TEST(Validate, FindsWhatWasSpoilt) {
  const auto drop = [](std::vector<Event>& events, size_t i) { events.erase(events.begin() + static_cast<ptrdiff_t>(i)); };
  const auto twice = [](std::vector<Event>& events, size_t i) {
    events.insert(events.begin() + static_cast<ptrdiff_t>(i), events[i]);
  };
  const Spoilt kCases[] = {
      {"no start", EventKind::GoStart, drop, "which is runnable"},
      {"started twice", EventKind::GoStart, twice, "from running to running"},
      {"not created", EventKind::GoCreate, drop, "is queued while it is idle"},
      {"woken twice", EventKind::GoUnblock, twice, "from runnable to runnable"},
      {"blocked twice", EventKind::GoBlock, twice, "from waiting to waiting"},
      {"never queued", EventKind::RunqPut, drop, "but G0 was there"},
      {"never taken", EventKind::RunqGet, drop, "still in a queue"},
      {"P not taken", EventKind::ProcStart, drop, "which is idle"},
      {"M woken twice", EventKind::MUnpark, twice, "is woken but was running"},
      {"value changed", EventKind::ChanRecv, [](std::vector<Event>& events, size_t i) {
         while (how_of(events[i].c) != ChanHow::Buffer || events[i].kind != EventKind::ChanRecv) ++i;
         events[i].b += 1;
       }, "but the next value was 7"},
      {"lost send", EventKind::ChanSend, drop, "which waits longer"},
      {"lock lost", EventKind::SyncRelease, drop, "holds"},
      {"time", EventKind::SyncRelease, [](std::vector<Event>& events, size_t i) { events[i].time_ns = 0; }, "time goes back"},
  };
  for (const Spoilt& c : kCases) {
    Simulation sim = fixture::worker_pool(2, 4, 200);
    sim.run();
    size_t seen = 0;
    for (size_t i = 0; i < sim.events.size(); ++i) {
      if (sim.events[i].kind != c.kind || ++seen < 2) continue;
      c.spoil(sim.events, i);
      break;
    }
    const std::string found = violations(sim);
    EXPECT_NE(found.find(c.part), std::string::npos) << c.name << ": expected \"" << c.part << "\", found:\n" << found;
  }
}

}  // namespace
}  // namespace gopherarium
