#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/lesson/lesson.h"
#include "runtime/lesson/query.h"

namespace gopherarium {
namespace {

using testing::HasSubstr;

// main makes a worker that sends 41, 42 over an unbuffered channel; both in line 3 of this program.
class LessonQuery : public testing::Test {
 protected:
  void SetUp() override {
    auto tables = std::make_shared<TraceTables>();
    const uint32_t file = tables->text("main.go");
    const StackFrame frame{tables->text("main.worker"), file, 3};
    const uint32_t stack = tables->stack({&frame, 1});
    const uint32_t type = pack_value_type(ValueKind::Int, tables->text("int"));
    const auto send = [&](uint64_t value, ChanHow how) {
      return Event{.time_ns = 1,
                   .g = 2,
                   .stack = stack,
                   .kind = EventKind::ChanSend,
                   .p = 0,
                   .d = type,
                   .a = 0x60,
                   .b = value,
                   .c = pack_how(how, 1, false)};
    };
    const Event events[] = {
        {.kind = EventKind::GoCreate, .a = 2, .b = tables->text("main.worker")},
        {.kind = EventKind::ObjectName, .a = 0x60, .b = tables->text("jobs")},
        send(41, ChanHow::HandOff),
        send(42, ChanHow::Parked),
        {.g = 2,
         .stack = stack,
         .kind = EventKind::GoBlock,
         .p = 0,
         .a = static_cast<uint64_t>(WaitReason::ChanSend),
         .b = 0x60},
        {.g = 1, .kind = EventKind::Output, .a = 1, .b = tables->text("sum = 83\n")},
        {.kind = EventKind::RunEnd, .a = 2},
    };
    recording_ =
        std::make_unique<Recording>(RecordingInfo{.sources = {{"main.go", "package main\n\n\tjobs <- n\n"}},
                                                  .args = {},
                                                  .schedule = {},
                                                  .version = {}},
                                    tables);
    recording_->on_events(events);
  }
  std::unique_ptr<Recording> recording_;
};

TEST_F(LessonQuery, ThePlayheadGoesWhereItsTextSays) {
  const struct {
    std::string text;
    std::optional<EventIndex> want;
  } cases[] = {
      {"start", 0},
      {"end", 7},
      {"first ChanSend", 3},
      {"before first ChanSend", 2},
      {"2nd ChanSend", 4},
      {"last ChanSend", 4},
      {"3rd ChanSend", std::nullopt},
      {"first ChanSend with how=parked", 4},
      {"first ChanSend with how=HandOff", 3},
      {"first ChanSend with how=\"hand-off peer=G1\"", 3},
      {"first ChanSend with value=42 chan=jobs g=G2 p=P0 in=main.worker line=3", 4},
      {"first ChanSend with line=\"jobs <- n\"", 3},
      {"first ChanSend with line=\"jobs <- m\"", std::nullopt},
      {"first GoBlock with reason=\"chan send\"", 5},
      {"first GoCreate with func=main.worker", 1},
      {"first ChanRecv", std::nullopt},
  };
  for (const auto& c : cases) {
    const auto target = parse_playhead(c.text);
    ASSERT_TRUE(target.ok()) << c.text << ": " << target.error();
    EXPECT_EQ(resolve(target.value(), *recording_), c.want) << c.text;
  }
}

TEST_F(LessonQuery, ExpectationsAreJudgedAndFailuresExplained) {
  const struct {
    std::string text, wrong;
  } cases[] = {
      {"status 2", ""},
      {"status 0", "the exit status is 2, not 0"},
      {"output contains \"sum = 83\"", ""},
      {"output contains \"sum = 84\"", "the program did not print \"sum = 84\""},
      {"some ChanSend", ""},
      {"2 ChanSend", ""},
      {"at most 1 ChanSend", "it happened 2 times"},
      {"at least 3 ChanSend", "it happened 2 times"},
      {"no ChanSend with how=parked", "it happened 1 times"},
      {"no Deadlock", ""},
  };
  for (const auto& c : cases) {
    const auto expectation = parse_expectation(c.text);
    ASSERT_TRUE(expectation.ok()) << c.text << ": " << expectation.error();
    const Verdict verdict = judge(expectation.value(), *recording_);
    EXPECT_EQ(verdict.holds, c.wrong.empty()) << c.text;
    EXPECT_THAT(verdict.sentence, HasSubstr(c.wrong)) << c.text;
  }
}

TEST_F(LessonQuery, AFocusBecomesATarget) {
  EXPECT_EQ(resolve(Focus{FocusKind::Goroutine, 0, "main.worker"}, *recording_),
            (Target{.kind = TargetKind::G, .id = 2}));
  EXPECT_EQ(resolve(Focus{FocusKind::Object, 0, "jobs"}, *recording_),
            (Target{.kind = TargetKind::Object, .id = 0x60}));
  EXPECT_EQ(resolve(Focus{FocusKind::Goroutine, 0, "main.none"}, *recording_), Target{});
}

TEST(LessonQueryText, WrongTextsSayWhatWasMeant) {
  const struct {
    std::string text, wrong;
  } cases[] = {
      {"firts ChanSend", "is no playhead"},
      {"first", "an event's name is missing"},
      {"first ChanSent", "did you mean ChanSend?"},
      {"first ChanSend how=parked", "after ChanSend comes \"with name=value ...\""},
      {"first ChanSend with parked", "is no condition"},
      {"first ChanSend with size=4", "ChanSend has no size: it has g, p, in, line, chan, value, how, type"},
      {"0th ChanSend", "is no playhead"},
  };
  for (const auto& c : cases) EXPECT_THAT(parse_playhead(c.text).error(), HasSubstr(c.wrong)) << c.text;
  EXPECT_THAT(parse_expectation("status ok").error(), HasSubstr("status takes one number"));
  EXPECT_THAT(parse_expectation("output done").error(), HasSubstr("output reads output contains"));
  EXPECT_THAT(parse_expectation("").error(), HasSubstr("empty"));
}

}  // namespace
}  // namespace gopherarium
