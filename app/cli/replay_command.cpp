// gopherarium replay --events: a recording as text, one event a line.

#include <fmt/format.h>

#include <cstdio>

#include "app/cli/command_line.h"
#include "runtime/session/rerun.h"
#include "runtime/session/run.h"
#include "runtime/trace/recording_file.h"

namespace gopherarium {
namespace {

bool print_line(const Recording& recording, const Event& event) {
  const std::string line = print_event(recording, event);
  return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fputc('\n', stdout) != EOF;
}

bool print_facts(const Recording& recording, EventIndex from, EventIndex to) {
  const RecordingView view = recording.view();
  for (EventIndex i = std::max(from, view.first()); i < std::min(to, view.end()); ++i) {
    if (!print_line(recording, view[i])) return false;
  }
  return true;
}

// Window by window, each from where the last one ended.
int print_detail(const Recording& recording) {
  const auto compiled = compile_recorded(recording.info());
  if (compiled->program() == nullptr) {
    fmt::print(stderr, "gopherarium: the recorded program does not compile any more\n{}", compiled->error_text());
    return 1;
  }
  Rerun rerun(*compiled->program(), recording);
  DetailPlace at;
  for (EventIndex printed = 0;;) {
    auto window = rerun.around(at);
    if (!window) {
      fmt::print(stderr, "gopherarium: {}\n", window.error());
      return 1;
    }
    for (size_t i = window.value()->count_to(at); i < window.value()->events.size(); ++i) {
      const DetailEvent& event = window.value()->events[i];
      if (!print_facts(recording, printed, event.at.event) || !print_line(recording, event.event)) return 1;
      printed = event.at.event;
    }
    at = window.value()->end;
    if (window.value()->to_the_end) return print_facts(recording, printed, recording.end()) ? 0 : 1;
  }
}

}  // namespace

int print_events_command(const std::string& path, EventDetail detail) {
  auto opened = open_recording(path);
  if (!opened) {
    fmt::print(stderr, "gopherarium: {}\n", opened.error());
    return 1;
  }
  if (!opened.value().warning.empty()) fmt::print(stderr, "gopherarium: {}\n", opened.value().warning);
  const Recording& recording = *opened.value().recording;
  if (detail == EventDetail::All) return print_detail(recording);
  return print_facts(recording, 0, recording.end()) ? 0 : 1;
}

}  // namespace gopherarium
