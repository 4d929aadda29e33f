#include "runtime/trace/explain.h"

#include <gtest/gtest.h>

#include "runtime/trace/lanes.h"
#include "runtime/trace/model.h"
#include "runtime/trace/validate.h"
#include "tests/trace/fixture.h"

namespace gopherarium {
namespace {

using namespace fixture;

struct Case {
  const char* name;
  uint64_t cap;
  std::vector<Op> main_ops, other_ops;
  uint32_t g;
  const char* sentence;
};

TEST(Explain, EveryWaitInOneSentence) {
  constexpr uint64_t kCh = 4192, kMu = 4288, kOther = 4384;
  const Case kCases[] = {
      {"send", 0, {go(1), recv(kOther)}, {send(kCh, 1)}, 2,
       "G2 (main.f) waits # ns: it sends on ch (main.go:10, unbuffered) and nobody receives."},
      {"full buffer", 1, {go(1), recv(kOther)}, {send(kCh, 1), send(kCh, 2)}, 2,
       "G2 (main.f) waits # ns: it sends on ch (main.go:10, 1 of 1 buffered), whose buffer is full, and nobody receives."},
      {"receive", 2, {go(1), recv(kCh)}, {}, 1,
       "G1 (main.main) waits # ns: it receives from ch (main.go:10, 0 of 2 buffered) and nobody sends."},
      {"select", 0, {go(1), select({kCh, kCh})}, {}, 1,
       "G1 (main.main) waits # ns: none of its select's cases is ready: receive from ch, receive from ch."},
      {"lock", 0, {lock(kMu), go(1), recv(kCh)}, {lock(kMu)}, 2,
       "G2 (main.f) waits # ns: it wants to lock mu, which G1 has held for # ns; it waits itself (chan receive)."},
      {"ended", 0, {go(1), recv(kCh)}, {work(100)}, 2, "G2 (main.f) ended # ns ago, after running # ns."},
  };
  for (const Case& c : kCases) {
    Simulation sim({.procs = 1});
    sim.channel("ch", c.cap);
    sim.mutex("mu");
    sim.channel("other", 0);
    sim.program({"main.main", c.main_ops});
    sim.program({"main.f", c.other_ops});
    const auto recording = sim.record();
    Model model(*recording);
    model.refresh();
    const State& s = model.newest();
    std::string text = why(*recording, s, c.g, s.time_ns).text();
    for (size_t at = 0; (at = text.find(" ns", at + 1)) != std::string::npos;) {  // durations depend on the simulation
      const size_t from = text.rfind(' ', at - 1) + 1;
      text.replace(from, at - from, "#");
      at = from + 1;
    }
    EXPECT_EQ(text, c.sentence) << c.name;
  }
}

TEST(Explain, SaysHowAWaitEnds) {
  Simulation sim = hand_off(3);
  const auto recording = sim.record();
  Model model(*recording);
  model.refresh();
  bool woken = false, starts = false;
  for (EventIndex i = 0; i < model.end(); ++i) {
    const State s = model.at(i);
    const std::string text = why(model, s, 1, s.time_ns).text();
    woken = woken || (text.find(": it receives from ch") != std::string::npos && text.find(" G2 wakes it ") != std::string::npos &&
                      text.find(" later by sending at main.go:1") != std::string::npos);
    starts = starts || text.find(" It starts ") != std::string::npos;
  }
  EXPECT_TRUE(woken);
  EXPECT_TRUE(starts);
  Simulation stuck = deadlock();
  const auto end = stuck.record();
  Model last(*end);
  last.refresh();
  EXPECT_NE(why(last, last.newest(), 2, 0).text().find("Nobody wakes it before the run ends."), std::string::npos);
}

void expect_sentence(const Explanation& e) {
  const std::string text = e.text();
  EXPECT_TRUE(text.ends_with(".") || text.ends_with("were dropped.)")) << text;
}

// Whatever a recording says, nothing that reads it falls over; and what is said are sentences.
TEST(Explain, NonsenseIsReadToo) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    Simulation sim;
    const std::vector<Event> events = nonsense(seed, 3000);
    Recording recording(sim.info(), sim.tables);
    recording.on_events(events);
    Lanes lanes;
    Model model(recording, &lanes);
    model.refresh();
    for (EventIndex i = 0; i <= model.end(); i += 211) {
      const State& s = model.at(i);
      for (uint32_t g = 1; g < s.gs.size(); ++g) expect_sentence(why(model, s, g, 0));
      for (uint16_t p = 0; p < s.ps.size(); ++p) expect_sentence(why_p(recording, s, p, 0));
      for (uint64_t object = 1; object < 40; ++object) expect_sentence(what_is(recording, s, object, 0));
      (void)parking_lot(s);
    }
    std::vector<LaneSpan> spans;
    for (const LaneKind kind : {LaneKind::G, LaneKind::P, LaneKind::M, LaneKind::Channel}) {
      for (uint64_t id = 0; id < 40; ++id) lanes.spans({kind, id}, {0, lanes.end_ns()}, 500.0, spans);
    }
    (void)links_of(model, 3, {0, lanes.end_ns()});
    (void)steals_in(model, {0, lanes.end_ns()});
    for (const Event& e : events) EXPECT_FALSE(print_event(recording, e).empty());
    EXPECT_FALSE(validate(recording).empty());
  }
}

TEST(Explain, RunnableSaysItsPlaceAndLinksToEvidence) {
  Simulation sim = worker_pool(2, 8, 400);
  const auto recording = sim.record();
  Model model(*recording);
  model.refresh();
  size_t queued = 0, next = 0, running = 0;
  for (EventIndex i = 0; i < model.end(); i += 7) {
    const State& s = model.at(i);
    for (uint32_t g = 1; g < s.gs.size(); ++g) {
      const std::string text = why(*recording, s, g, s.time_ns).text();
      EXPECT_EQ(text.back(), '.') << text;
      queued += text.find("it is in the queue of P") != std::string::npos;
      next += text.find("it is next on P") != std::string::npos;
      running += text.find("has been running for") != std::string::npos;
    }
    for (uint16_t p = 0; p < s.ps.size(); ++p) EXPECT_EQ(why_p(*recording, s, p, s.time_ns).text().back(), '.');
  }
  EXPECT_TRUE(queued > 0 && next > 0 && running > 0);
  const State& s = model.newest();
  const uint64_t jobs = sim.channels[0].address;
  const Explanation what = what_is(*recording, s, jobs, s.time_ns);
  EXPECT_EQ(what.pieces[0].target, (Target{TargetKind::Object, jobs}));
  EXPECT_NE(what.text().find("jobs is a chan int, its buffer holds"), std::string::npos) << what.text();
  EXPECT_EQ(why(*recording, s, 4000, 0).text(), "G4000 does not exist at this time.");
}

}  // namespace
}  // namespace gopherarium
