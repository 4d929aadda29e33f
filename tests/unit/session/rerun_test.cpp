// Detail by running again: what a re-run tells fits the recorded facts, is the same from wherever it is asked for, and a
// re-run that goes another way is refused.
#include "runtime/session/rerun.h"

#include <gtest/gtest.h>

#include <string>

#include "runtime/session/run.h"

namespace gopherarium {
namespace {

constexpr const char* kHandOff = R"(package main

type point struct{ x, y int }

func add(a, b int) int {
	s := a + b
	return s
}

func main() {
	count := 0
	ch := make(chan int)
	go func() {
		for i := 0; i < 3; i++ {
			count++
			ch <- add(i, count)
		}
		close(ch)
	}()
	p := point{1, 2}
	for v := range ch {
		p.x += v
		func() {
			defer func() { recover() }()
			panic(v)
		}()
	}
	list := []string{"a"}
	list = append(list, "b")
	println(p.x, len(list))
}
)";

// Long enough for checkpoints.
constexpr const char* kSieve = R"(package main

func filter(in <-chan int, out chan<- int, prime int) {
	for {
		if i := <-in; i%prime != 0 {
			out <- i
		}
	}
}

func main() {
	ch := make(chan int)
	go func() {
		for i := 2; ; i++ {
			ch <- i
		}
	}()
	sum := 0
	for n := 0; n < 40; n++ {
		prime := <-ch
		sum += prime
		next := make(chan int)
		go filter(ch, next, prime)
		ch = next
	}
	println(sum)
}
)";

struct Recorded {
  std::unique_ptr<Compilation> compiled;
  std::unique_ptr<Recording> recording;
};

Recorded record(const char* source, std::string input = {}) {
  Recorded made;
  made.compiled = std::make_unique<Compilation>(std::vector<SourceText>{{"./main.go", source}}, FrontendOptions{});
  EXPECT_NE(made.compiled->program(), nullptr) << made.compiled->error_text();
  RunOptions options;
  options.driver = DriverKind::Controlled;
  options.procs = 2;
  options.seed = 7;
  options.streams.output = [](int, std::string_view) {};
  options.streams.input = std::move(input);
  options.bus = BusMode::Lossless;
  auto run = Run::prepare(*made.compiled->program(), std::move(options));
  made.recording = std::make_unique<Recording>(run.value()->recording_info(*made.compiled, ""), run.value()->bus().tables());
  run.value()->execute(made.recording.get());
  return made;
}

// "main.main:12 count=1 | main.add:6 a=0 b=1", outermost first.
std::string text_of(const Recording& recording, const DetailStacks& stacks, uint32_t g) {
  std::string text;
  const std::vector<DetailFrame>* frames = stacks.of(g);
  if (frames == nullptr) return text;
  for (const DetailFrame& frame : *frames) {
    if (!text.empty()) text += " | ";
    text += std::string(recording.text(frame.function)) + ":" + std::to_string(frame.line);
    for (const auto& [place, variable] : frame.variables) {
      text += " " + std::string(recording.text(variable.name)) + "=" + print_value(recording.tables(), variable.word, variable.type);
    }
  }
  return text;
}

std::string all_of(const Recording& recording, const DetailStacks& stacks) {
  std::string text;
  for (const auto& [g, frames] : stacks.all()) {
    if (!frames.empty()) text += "G" + std::to_string(g) + " " + text_of(recording, stacks, g) + "\n";
  }
  return text;
}

TEST(Rerun, TellsLinesAndVariablesOfEveryFrame) {
  const Recorded run = record(kHandOff);
  Rerun rerun(*run.compiled->program(), *run.recording);
  const auto window = rerun.around({0, 0});
  ASSERT_TRUE(window) << window.error();
  ASSERT_TRUE(window.value()->to_the_end);
  std::vector<std::string> seen;  // each different state of a goroutine
  DetailStacks stacks = window.value()->at_begin;
  for (const DetailEvent& event : window.value()->events) {
    stacks.apply(event.event);
    if (event.event.kind == EventKind::Line) seen.push_back(text_of(*run.recording, stacks, event.event.g));
  }
  const auto has = [&](const std::string& wanted) {
    for (const std::string& text : seen) {
      if (text.find(wanted) != std::string::npos) return true;
    }
    return false;
  };
  for (const char* wanted : {
           "main.main:12 count=0",
           "main.main.func1:15 i=0 count=0 ch=",
           " | main.add:7 a=0 b=1 s=1",
           " | main.add:7 a=2 b=3 s=5",
           "p={x:2 y:2} v=1 | main.main.func2:24 v=1",
           " | main.main.func2.1:24",
           "p={x:10 y:2} list=[\"a\" \"b\"]",
       }) {
    EXPECT_TRUE(has(wanted)) << wanted << "\n" << (seen.empty() ? "" : seen.back());
  }
}

// A recorded stack names the line a goroutine is at: detail has to say the same.
TEST(Rerun, LinesAreThoseOfTheFacts) {
  const Recorded run = record(kSieve);
  Rerun rerun(*run.compiled->program(), *run.recording, {.checkpoint_gap_ns = 0});
  const RecordingView view = run.recording->view();
  uint64_t checked = 0;
  for (EventIndex at = 0; at < view.end(); at += view.end() / 7) {
    const auto window = rerun.around({at, 0});
    ASSERT_TRUE(window) << window.error();
    DetailCursor cursor;
    cursor.look_at(window.value());
    for (EventIndex i = at; i < std::min(window.value()->end.event, view.end()); ++i) {
      const Event& fact = view[i];
      if (fact.kind != EventKind::ChanSend && fact.kind != EventKind::ChanRecv) continue;
      const DetailStacks* stacks = cursor.stacks_at({i, UINT64_MAX});
      ASSERT_NE(stacks, nullptr);
      const std::vector<DetailFrame>* frames = stacks->of(fact.g);
      const auto recorded = run.recording->stack(fact.stack);
      ASSERT_TRUE(frames != nullptr && !frames->empty() && !recorded.empty());
      EXPECT_EQ(frames->back().line, recorded[0].line) << print_event(*run.recording, fact);
      ++checked;
    }
  }
  EXPECT_GT(checked, 200U);
  EXPECT_GT(rerun.checkpoints(), 1U);
}

// Whatever checkpoint a window is made from, and wherever it begins, the frames at a place are the same.
TEST(Rerun, WindowsAgree) {
  const Recorded run = record(kSieve);
  const EventIndex end = run.recording->end();
  Rerun once(*run.compiled->program(), *run.recording);
  Rerun often(*run.compiled->program(), *run.recording, {.checkpoint_gap_ns = 0});
  for (const EventIndex at : {end - 40, end / 2, end / 3, end / 2 + 100, end - 20}) {
    const auto one = once.around({at, 0}), two = often.around({at, 0}), early = often.around({at - 150, 0});
    ASSERT_TRUE(one && two && early);
    DetailCursor first, second, third;
    first.look_at(one.value());
    second.look_at(two.value());
    third.look_at(early.value());
    int compared = 0;
    for (const DetailEvent& event : early.value()->events) {
      if (event.at < one.value()->begin || event.at > one.value()->end || ++compared % 16 != 0) continue;
      const std::string text = all_of(*run.recording, *first.stacks_at(event.at));
      EXPECT_EQ(all_of(*run.recording, *second.stacks_at(event.at)), text);
      EXPECT_EQ(all_of(*run.recording, *third.stacks_at(event.at)), text);
    }
    EXPECT_GT(compared, 32);
  }
}

// Steps between facts: a window can be asked for around any of them.
TEST(Rerun, PlacesBetweenFacts) {
  const Recorded run = record(kHandOff);
  Rerun rerun(*run.compiled->program(), *run.recording);
  const auto all = rerun.around({0, 0});
  ASSERT_TRUE(all);
  const size_t middle = all.value()->events.size() / 2;
  const DetailPlace at = all.value()->events[middle].at;
  const auto window = rerun.around(at);
  ASSERT_TRUE(window);
  ASSERT_TRUE(window.value()->holds(at));
  EXPECT_EQ(all_of(*run.recording, window.value()->stacks_after(window.value()->count_to(at))),
            all_of(*run.recording, all.value()->stacks_after(middle + 1)));
}

// What the program read is read again.
TEST(Rerun, ReadsTheRecordedInput) {
  constexpr const char* kReads = R"(package main

import (
	"bufio"
	"os"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		word := lines.Text()
		println(word)
	}
}
)";
  const Recorded run = record(kReads, "first\nsecond\n");
  Rerun rerun(*run.compiled->program(), *run.recording);
  const auto window = rerun.around({run.recording->end(), 0});
  ASSERT_TRUE(window) << window.error();
  DetailStacks stacks = window.value()->at_begin;
  std::string seen;
  for (const DetailEvent& event : window.value()->events) {
    stacks.apply(event.event);
    if (event.event.kind == EventKind::Line) seen += text_of(*run.recording, stacks, event.event.g) + "\n";
  }
  EXPECT_NE(seen.find("word=\"second\""), std::string::npos) << seen;
}

TEST(Rerun, AnotherRunIsRefused) {
  const Recorded one = record(kHandOff), other = record(kSieve);
  Rerun rerun(*other.compiled->program(), *one.recording);
  const auto window = rerun.around({20, 0});
  ASSERT_FALSE(window);
  EXPECT_NE(window.error().find("went another way"), std::string::npos) << window.error();
}

TEST(Rerun, LiveRunsAreRefused) {
  const Recorded run = record(kHandOff);
  RecordingInfo info = run.recording->info();
  info.driver = DriverKind::Live;
  const Recording live(info, std::make_shared<TraceTables>());
  Rerun rerun(*run.compiled->program(), live);
  EXPECT_FALSE(rerun.around({0, 0}));
}

}  // namespace
}  // namespace gopherarium
