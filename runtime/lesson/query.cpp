#include "runtime/lesson/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <numeric>
#include <span>

#include "runtime/lesson/lesson.h"

namespace gopherarium {
namespace {

using Words = std::span<const std::string>;

// Splits at spaces; quotes keep spaces together and are taken off.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  bool quoted = false, open = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' && !quoted) {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    if (c == '"') {
      quoted = !quoted;
    } else {
      words.back() += c == '\\' && i + 1 < text.size() ? text[++i] : c;
    }
  }
  return words;
}

// Case and hyphens don't count; texts and reasons are printed in quotes, which don't either.
std::string normal(std::string_view value) {
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  std::string out;
  for (const char c : value) {
    if (c != '-' && c != '\\') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

bool same(std::string_view written, std::string_view printed) { return normal(written) == normal(printed); }

std::optional<uint64_t> number(std::string_view text) {
  uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return n;
}

std::optional<EventKind> event_named(std::string_view name) {
  for (uint16_t i = 0; i < static_cast<uint16_t>(EventKind::kCount); ++i) {
    if (event_info(static_cast<EventKind>(i)).name == name) return static_cast<EventKind>(i);
  }
  return std::nullopt;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format(" (did you mean {}?)", near);
}

std::vector<std::string_view> names_of(EventKind kind) {
  std::vector<std::string_view> names{"g", "p", "in", "line"};
  for (const ArgInfo& arg : event_info(kind).args) {
    if (arg.kind != ArgKind::None) names.push_back(arg.name);
  }
  return names;
}

// The production "query" of the header.
Result<EventQuery> parse_query(Words words) {
  if (words.empty()) return Error{"an event's name is missing, such as ChanSend"};
  const auto kind = event_named(words[0]);
  if (!kind) {
    std::vector<std::string_view> all;
    for (uint16_t i = 0; i < static_cast<uint16_t>(EventKind::kCount); ++i)
      all.push_back(event_info(static_cast<EventKind>(i)).name);
    return Error{fmt::format("there is no event {}{}", words[0], did_you_mean(words[0], all))};
  }
  EventQuery query{*kind, {}};
  words = words.subspan(1);
  if (words.empty()) return query;
  if (words[0] != "with" || words.size() == 1)
    return Error{fmt::format("after {} comes \"with name=value ...\" or nothing", event_info(*kind).name)};
  const std::vector<std::string_view> names = names_of(*kind);
  for (const std::string& word : words.subspan(1)) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos)
      return Error{fmt::format("\"{}\" is no condition: they read name=value", word)};
    const std::string name = word.substr(0, equals);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return Error{fmt::format("{} has no {}{}: it has {}", event_info(*kind).name, name,
                               did_you_mean(name, names), fmt::join(names, ", "))};
    }
    query.conditions.push_back({name, word.substr(equals + 1)});
  }
  return query;
}

// 0 for what is no ordinal.
uint32_t ordinal_of(std::string_view word) {
  if (word == "first") return 1;
  if (word.size() < 3) return 0;
  const std::string_view ending = word.substr(word.size() - 2);
  if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return 0;
  return static_cast<uint32_t>(number(word.substr(0, word.size() - 2)).value_or(0));
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  return line;
}

std::string_view line_text(const Recording& recording, const StackFrame& frame) {
  for (const RecordedSource& source : recording.info().sources) {
    if (source.name != recording.text(frame.file)) continue;
    std::string_view rest = source.text;
    for (uint32_t n = 1; n < frame.line && !rest.empty(); ++n)
      rest.remove_prefix(std::min(rest.size(), rest.find('\n') + 1));
    return trimmed(rest.substr(0, rest.find('\n')));
  }
  return {};
}

bool place_matches(const Condition& condition, const Recording& recording, const Event& event) {
  const StackFrame* frame = user_frame(recording, event.stack);
  if (frame == nullptr) return false;
  if (condition.name == "in") return condition.value == recording.text(frame->function);
  if (const auto line = number(condition.value)) return frame->line == *line;
  return line_text(recording, *frame).find(condition.value) != std::string_view::npos;
}

bool argument_matches(const Condition& condition, const Recording& recording, const Event& event) {
  const EventInfo& info = event_info(event.kind);
  for (size_t i = 0; i < 4; ++i) {
    if (info.args[i].kind == ArgKind::None || info.args[i].name != condition.name) continue;
    std::string printed = print_argument(recording, event, i);
    // "hand-off peer=G2": the peer is a matter of the schedule, so the word alone may be asked for.
    const bool has_details =
        info.args[i].kind == ArgKind::ChanHow || info.args[i].kind == ArgKind::SelectCase;
    if (has_details && condition.value.find(' ') == std::string::npos)
      printed = printed.substr(0, printed.find(' '));
    return same(condition.value, printed);
  }
  return false;
}

bool holds(const Condition& condition, const Recording& recording, const Event& event) {
  if (condition.name == "in" || condition.name == "line") return place_matches(condition, recording, event);
  if (condition.name == "g") return same(condition.value, fmt::format("G{}", event.g));
  if (condition.name == "p")
    return same(condition.value, event.p == kNoP ? std::string("-") : fmt::format("P{}", event.p));
  return argument_matches(condition, recording, event);
}

std::string output_of(const Recording& recording, const RecordingView& view) {
  std::string out;
  for (EventIndex i = view.first(); i < view.end(); ++i) {
    if (view[i].kind == EventKind::Output) out += recording.text(static_cast<uint32_t>(view[i].b));
  }
  return out;
}

Verdict judge_status(const Expectation& expectation, const RecordingView& view) {
  for (EventIndex i = view.end(); i > view.first(); --i) {
    if (view[i - 1].kind != EventKind::RunEnd) continue;
    const uint64_t status = view[i - 1].a;
    if (status == expectation.at_least) return {true, {}};
    return {false, fmt::format("the exit status is {}, not {}", status, expectation.at_least)};
  }
  return {false, "the run has not ended"};
}

Verdict judge_count(const Expectation& expectation, const Recording& recording, const RecordingView& view) {
  uint64_t count = 0;
  for (EventIndex i = view.first(); i < view.end(); ++i) {
    if (matches(expectation.query, recording, view[i])) ++count;
  }
  if (count >= expectation.at_least && count <= expectation.at_most) return {true, {}};
  return {false, fmt::format("expected \"{}\", and it happened {} times", expectation.source, count)};
}

Result<Expectation> parse_count(std::string_view text, Words words) {
  Expectation out;
  out.source = text;
  std::optional<uint64_t> n;
  size_t used = 1;
  if (words[0] == "no") {
    out.at_most = 0;
  } else if (words[0] == "some") {
    out.at_least = 1;
  } else if (words.size() > 2 && words[0] == "at" && (words[1] == "least" || words[1] == "most") &&
             (n = number(words[2]))) {
    (words[1] == "least" ? out.at_least : out.at_most) = *n;
    used = 3;
  } else if ((n = number(words[0]))) {
    out.at_least = out.at_most = *n;
  } else {
    return Error{
        fmt::format("\"{}\" is no expectation: they begin with status, output contains, no, some, a number, "
                    "at least or at most",
                    text)};
  }
  auto query = parse_query(words.subspan(used));
  if (!query) return Error{query.error()};
  out.query = query.value();
  return out;
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  size_t best_distance = (word.size() + 1) / 3 + 1;  // nearer than this
  for (const std::string_view candidate : candidates) {
    std::vector<size_t> row(candidate.size() + 1);  // Levenshtein's distance, one row at a time
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 1; i <= word.size(); ++i) {
      size_t diagonal = row[0];
      row[0] = i;
      for (size_t j = 1; j <= candidate.size(); ++j) {
        const size_t change =
            diagonal + (normal(word.substr(i - 1, 1)) == normal(candidate.substr(j - 1, 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

Result<PlayheadTarget> parse_playhead(std::string_view text) {
  const std::vector<std::string> all = split_words(text);
  Words words(all);
  PlayheadTarget out;
  out.source = text;
  if (words.size() == 1 && (words[0] == "start" || words[0] == "end")) {
    out.anchor = words[0] == "start" ? PlayheadAnchor::Start : PlayheadAnchor::End;
    return out;
  }
  if (!words.empty() && (words[0] == "before" || words[0] == "after")) {
    out.side = words[0] == "before" ? PlayheadSide::Before : PlayheadSide::After;
    words = words.subspan(1);
  }
  const uint32_t ordinal = words.empty() ? 0 : ordinal_of(words[0]);
  if (words.empty() || (ordinal == 0 && words[0] != "last")) {
    return Error{
        fmt::format("\"{}\" is no playhead: it reads start, end, or [before|after] first|last|2nd|... EVENT "
                    "[with name=value ...]",
                    text)};
  }
  out.anchor = ordinal == 0 ? PlayheadAnchor::FromLast : PlayheadAnchor::FromFirst;
  out.ordinal = std::max(1u, ordinal);
  auto query = parse_query(words.subspan(1));
  if (!query) return Error{query.error()};
  out.query = query.value();
  return out;
}

Result<Expectation> parse_expectation(std::string_view text) {
  const std::vector<std::string> words = split_words(text);
  if (words.empty()) return Error{"an empty expectation"};
  if (words[0] == "status") {
    const auto status = words.size() == 2 ? number(words[1]) : std::nullopt;
    if (!status) return Error{"status takes one number, such as \"status 0\""};
    return Expectation{.kind = ExpectationKind::Status,
                       .at_least = *status,
                       .at_most = *status,
                       .text = {},
                       .query = {},
                       .source = std::string(text)};
  }
  if (words[0] == "output") {
    if (words.size() != 3 || words[1] != "contains" || words[2].empty())
      return Error{"output reads output contains \"text\""};
    return Expectation{
        .kind = ExpectationKind::OutputContains, .text = words[2], .query = {}, .source = std::string(text)};
  }
  return parse_count(text, words);
}

bool matches(const EventQuery& query, const Recording& recording, const Event& event) {
  if (event.kind != query.kind) return false;
  return std::all_of(query.conditions.begin(), query.conditions.end(),
                     [&](const Condition& condition) { return holds(condition, recording, event); });
}

std::optional<EventIndex> resolve(const PlayheadTarget& target, const Recording& recording) {
  const RecordingView view = recording.view();
  const EventIndex after = target.side == PlayheadSide::After ? 1 : 0;
  switch (target.anchor) {
    case PlayheadAnchor::Start: return view.first();
    case PlayheadAnchor::End: return view.end();
    case PlayheadAnchor::FromLast:
      for (EventIndex i = view.end(); i > view.first(); --i) {
        if (matches(target.query, recording, view[i - 1])) return i - 1 + after;
      }
      return std::nullopt;
    case PlayheadAnchor::FromFirst: break;
  }
  uint32_t seen = 0;
  for (EventIndex i = view.first(); i < view.end(); ++i) {
    if (matches(target.query, recording, view[i]) && ++seen == target.ordinal) return i + after;
  }
  return std::nullopt;
}

Verdict judge(const Expectation& expectation, const Recording& recording) {
  const RecordingView view = recording.view();
  switch (expectation.kind) {
    case ExpectationKind::Status: return judge_status(expectation, view);
    case ExpectationKind::Count: return judge_count(expectation, recording, view);
    case ExpectationKind::OutputContains: break;
  }
  if (output_of(recording, view).find(expectation.text) != std::string::npos) return {true, {}};
  return {false, fmt::format("the program did not print \"{}\"", expectation.text)};
}

Target resolve(const Focus& focus, const Recording& recording) {
  switch (focus.kind) {
    case FocusKind::None: return {};
    case FocusKind::P: return {.kind = TargetKind::P, .id = focus.number};
    case FocusKind::Line:
      return {.kind = TargetKind::Source, .line = focus.number};  // of the lesson's program
    case FocusKind::Goroutine:
    case FocusKind::Object: break;
  }
  if (focus.text.empty()) return {.kind = TargetKind::G, .id = focus.number};
  const RecordingView view = recording.view();
  const EventKind kind = focus.kind == FocusKind::Goroutine ? EventKind::GoCreate : EventKind::ObjectName;
  for (EventIndex i = view.first(); i < view.end(); ++i) {
    if (view[i].kind != kind || recording.text(static_cast<uint32_t>(view[i].b)) != focus.text) continue;
    return {.kind = focus.kind == FocusKind::Goroutine ? TargetKind::G : TargetKind::Object, .id = view[i].a};
  }
  return {};
}

}  // namespace gopherarium
