#pragma once
// One run of a program as a lesson says, recorded.

#include <memory>
#include <string>

#include "runtime/lesson/catalogue.h"
#include "runtime/session/run.h"

namespace gopherarium {

// `path` is the lesson's own program, or another that is run in its place.
inline Result<std::unique_ptr<Recording>> record(const Lesson& lesson, const std::string& path) {
  auto sources = read_program(path);
  if (!sources) return Error{sources.error()};
  FrontendOptions frontend;
  frontend.version = GoVersion{static_cast<uint16_t>(lesson.go_minor)};
  const Compilation compiled(std::move(sources).value(), frontend);
  if (compiled.program() == nullptr) return Error{compiled.error_text()};
  RunOptions options{.procs = lesson.procs, .driver = lesson.driver, .seed = lesson.seed};
  options.streams.output = [](int, std::string_view) {};
  options.bus = BusMode::Lossless;
  auto run = Run::prepare(*compiled.program(), std::move(options));
  if (!run) return Error{run.error()};
  auto recording =
      std::make_unique<Recording>(run.value()->recording_info(compiled, "test"), run.value()->bus().tables());
  run.value()->execute(recording.get());
  return recording;
}

}  // namespace gopherarium
