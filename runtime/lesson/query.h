#pragma once
// How a lesson names events and says what must hold of a recording: small texts, parsed once, answered by
// reading events.
//
//   query        ChanSend with how=hand-off line="jobs <- n"
//   playhead     start | end | [before|after] first|last|2nd|3rd|... QUERY          (after is the default)
//   expectation  status N | output contains TEXT | COUNT QUERY                      COUNT: no, some, N, at
//   least N, at most N
//
// Values are compared as print_argument prints them; case, hyphens and the quotes around texts don't count.
// Answers walk all events of a recording, so they are asked once per run, not once per frame.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/trace/explain.h"
#include "runtime/trace/recording.h"

namespace gopherarium {

struct Condition {
  std::string name;  // of an argument of the event, or g, p, in, line
  std::string value;
};
struct EventQuery {
  EventKind kind{};
  std::vector<Condition> conditions;  // all of them
};

enum class PlayheadAnchor : uint8_t { Start, End, FromFirst, FromLast };
enum class PlayheadSide : uint8_t { Before, After };
struct PlayheadTarget {
  PlayheadAnchor anchor = PlayheadAnchor::Start;
  PlayheadSide side = PlayheadSide::After;
  uint32_t ordinal = 1;  // FromFirst: which one, from 1
  EventQuery query;      // FromFirst and FromLast
  std::string source;    // as written
};

enum class ExpectationKind : uint8_t { Status, OutputContains, Count };
struct Expectation {
  ExpectationKind kind = ExpectationKind::Count;
  uint64_t at_least = 0, at_most = UINT64_MAX;  // Count; Status: both are the status
  std::string text;                             // OutputContains
  EventQuery query;                             // Count
  std::string source;                           // as written
};

// The error is one sentence that says what was meant, perhaps.
Result<PlayheadTarget> parse_playhead(std::string_view text);
Result<Expectation> parse_expectation(std::string_view text);

bool matches(const EventQuery& query, const Recording& recording, const Event& event);

// Where the playhead goes: so many events have happened. Nothing when the run has no such event.
std::optional<EventIndex> resolve(const PlayheadTarget& target, const Recording& recording);

struct Verdict {
  bool holds = false;
  std::string sentence;  // what was found instead; empty when it holds
};
Verdict judge(const Expectation& expectation, const Recording& recording);

struct Focus;
// What a focus means in this run; TargetKind::None when there is no such thing (yet).
Target resolve(const Focus& focus, const Recording& recording);

// The candidate at most a third of the letters away, for "did you mean"; empty: none.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace gopherarium
