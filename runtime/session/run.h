#pragma once
// The facade of one run: compile() turns sources into a Program, Run executes it once.
//
// A Run is an object: any number may exist, each with its own heap, scheduler and bus. execute() blocks the calling thread
// until the program ends; request_stop() may be called from any other. Nothing of a Run is read by panels: they read the
// events that its bus hands to the sink.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/bytecode/program.h"
#include "runtime/kernel/kernel.h"
#include "runtime/sched/sched.h"
#include "runtime/session/frontend.h"
#include "runtime/trace/bus.h"
#include "runtime/trace/recording.h"
#include "runtime/vm/image.h"
#include "runtime/vm/vm.h"

namespace gopherarium {

// What compiling gave: a program, or the diagnostics (which also may hold warnings' positions for the editor).
class Compilation {
 public:
  Compilation(std::vector<SourceText> sources, FrontendOptions options);

  // All files of the program, those of its module's packages included.
  const std::vector<RecordedSource>& sources() const { return sources_; }
  // nullptr when it has errors.
  const Program* program() const { return program_.get(); }
  const DiagnosticList& diagnostics() const { return frontend_.diagnostics(); }
  // The program's checked package, for who looks into it before the run; nullptr when it has errors.
  Package* package() const { return package_; }
  const Checker& checker() const { return frontend_.checker(); }
  const FileSet& files() const { return frontend_.files(); }
  GoVersion language() const { return options_.language(); }
  // What --go said; minor 0: nothing.
  GoVersion asked_version() const { return options_.version; }
  // As the go command prints errors, one a line, with "# command-line-arguments" on top; or a sentence about what cannot be compiled.
  std::string error_text() const;

 private:
  std::vector<RecordedSource> sources_;
  FrontendOptions options_;
  Frontend frontend_;
  Package* package_ = nullptr;
  std::unique_ptr<Program> program_;
  std::string limit_;  // a construct that the compiler does not take
};

// The program that a recording holds, compiled as it was then.
std::unique_ptr<Compilation> compile_recorded(const RecordingInfo& info);

struct RunOptions {
  uint32_t procs = 1;
  DriverKind driver = DriverKind::Live;
  uint64_t seed = 1;
  uint64_t heap_bytes = uint64_t{2} << 30;
  std::vector<std::string> arguments{};    // os.Args
  std::vector<std::string> environment{};  // "NAME=value"
  // The program's standard streams. Unless told otherwise it writes to this process's, and its input is empty.
  StreamsOptions streams{};
  BusMode bus = BusMode::Off;
};

class Run {
 public:
  // The error is one sentence. `program` outlives the run.
  static Result<std::unique_ptr<Run>> prepare(const Program& program, RunOptions options);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // What a run must be prepared with to go as a recorded one went. Controlled recordings only.
  static RunOptions options_of(const Recording& recording);

  // Runs to the end. Once. sink gets all events, when the bus is on; it is no longer used when this returns.
  RunEnd execute(EventSink* sink = nullptr);
  // The same in steps, of a controlled run: begin, then step until it says Over.
  void begin(EventSink& sink);
  Sched::Stepped step() { return sched_->step(); }
  // What a recording of this run says about it.
  RecordingInfo recording_info(const Compilation& compiled, std::string version) const;
  // Ends the run within 100 ms; execute() then returns EndKind::Stopped. Any thread, any time.
  void request_stop();
  // From another thread than execute()'s: returns when all Ms stand at safe points, until resume.
  void pause();
  void resume();
  // StreamsOptions::Then::Fed: more standard input; its end. Any thread, any time.
  void feed_input(std::string_view text) { streams_.feed(text); }
  void close_input() { streams_.close_input(); }

  Bus& bus() { return bus_; }
  Sched& sched() { return *sched_; }
  Vm& vm() { return *vm_; }

 private:
  Run(const Program& program, RunOptions options);

  const Program& program_;
  RunOptions options_;
  Arena arena_;
  Bus bus_;
  Streams streams_;
  std::unique_ptr<Kernel> kernel_;
  std::unique_ptr<Image> image_;
  std::unique_ptr<Vm> vm_;
  std::unique_ptr<Sched> sched_;
};

}  // namespace gopherarium
