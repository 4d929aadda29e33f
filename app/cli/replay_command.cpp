// gopherarium replay --events: a recording as text, one event a line.

#include <fmt/format.h>

#include <cstdio>

#include "app/cli/command_line.h"
#include "runtime/trace/recording_file.h"

namespace gopherarium {

int print_events_command(const std::string& path) {
  auto opened = open_recording(path);
  if (!opened) {
    fmt::print(stderr, "gopherarium: {}\n", opened.error());
    return 1;
  }
  const Recording& recording = *opened.value().recording;
  const RecordingView view = recording.view();
  for (EventIndex i = view.first(); i < view.end(); ++i) {
    const std::string line = print_event(recording, view[i]);
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() || std::fputc('\n', stdout) == EOF) return 1;
  }
  if (!opened.value().warning.empty()) fmt::print(stderr, "gopherarium: {}\n", opened.value().warning);
  return 0;
}

}  // namespace gopherarium
