#include "runtime/session/run.h"

#include <fmt/format.h>

#include "runtime/codegen/codegen.h"
#include "runtime/kernel/host_kernel.h"
#include "runtime/kernel/sim_kernel.h"
#include "runtime/session/standard_library.h"

namespace gopherarium {
namespace {

const StandardLibrary& library() {
  static const EmbeddedLibrary kLibrary;
  return kLibrary;
}

BusOptions bus_options(const RunOptions& options) {
  BusOptions made;
  made.mode = options.bus;
  made.driver = options.driver;
  made.procs = Sched::most_procs(options.procs);  // a stream a P
  return made;
}

}  // namespace

Compilation::Compilation(std::vector<SourceText> sources, FrontendOptions options)
    : options_(with_module_of(sources, options)), frontend_(library(), options_) {
  Package* package = frontend_.check(std::move(sources));
  for (const SourceText& source : frontend_.sources()) sources_.push_back({source.name, source.text});
  if (package == nullptr) return;
  package_ = package;
  auto made = generate({frontend_.checker(), frontend_.types(), frontend_.files(), *package, frontend_.standard_package("runtime")});
  if (frontend_.has_errors()) return;  // bodies of packages are checked when they are reached
  if (made) {
    program_ = std::move(made).value();
  } else {
    limit_ = made.error();
  }
}

std::string Compilation::error_text() const {
  if (!limit_.empty()) return limit_ + "\n";
  return frontend_.error_text();
}

std::unique_ptr<Compilation> compile_recorded(const RecordingInfo& info) {
  std::vector<SourceText> sources;
  for (const RecordedSource& source : info.sources) sources.push_back({source.name, source.text});
  FrontendOptions options;
  options.version = GoVersion{info.go_minor};
  return std::make_unique<Compilation>(std::move(sources), options);
}

Run::Run(const Program& program, RunOptions options)
    : program_(program), options_(std::move(options)), arena_(options_.heap_bytes), bus_(bus_options(options_)), streams_(std::move(options_.streams)) {
  if (options_.driver == DriverKind::Live) {
    kernel_ = std::make_unique<HostKernel>(streams_, Clock(DriverKind::Live).unix_ns(0));
  } else {
    kernel_ = std::make_unique<SimKernel>(streams_, kVirtualEpochUnixNs);
  }
}

Run::~Run() {
  if (sched_ != nullptr) sched_->for_each_g([](G& g) { Vm::forget(g); });
}

Result<std::unique_ptr<Run>> Run::prepare(const Program& program, RunOptions options) {
  std::unique_ptr<Run> run(new Run(program, std::move(options)));
  auto image = Image::load(program, standard_natives(), run->arena_);
  if (!image) return Error{image.error()};
  run->image_ = std::move(image).value();
  Kernel& kernel = *run->kernel_;
  run->vm_ = std::make_unique<Vm>(VmOptions{
      .image = *run->image_,
      .bus = run->bus_,
      .print = [&kernel](M& m, const G* g, int fd, std::string_view text) { kernel.print(m, g, fd, text); },
      .kernel = &kernel,
      .arguments = run->options_.arguments,
      .environment = run->options_.environment});
  SchedOptions sched;
  sched.procs = run->options_.procs;
  sched.driver = run->options_.driver;
  sched.seed = run->options_.seed;
  sched.on_ending = [&kernel] { kernel.interrupt(); };
  run->sched_ = std::make_unique<Sched>(sched, *run->vm_, run->arena_, run->bus_);
  run->vm_->attach(*run->sched_);
  return run;
}

RunEnd Run::execute(EventSink* sink) {
  if (sink != nullptr) bus_.start(*sink);
  RunEnd end = sched_->run();
  if (sink != nullptr) bus_.stop();
  return end;
}

void Run::begin(EventSink& sink) {
  bus_.start(sink);
  sched_->begin();
}

RecordingInfo Run::recording_info(const Compilation& compiled, std::string version) const {
  RecordingInfo info;
  info.sources = compiled.sources();
  info.args = options_.arguments;
  info.environment = options_.environment;
  info.seed = options_.seed;
  info.procs = options_.procs;
  info.driver = options_.driver;
  info.version = std::move(version);
  info.go_minor = compiled.asked_version().minor;
  info.heap_bytes = options_.heap_bytes;
  return info;
}

RunOptions Run::options_of(const Recording& recording) {
  const RecordingInfo& info = recording.info();
  RunOptions options;
  options.procs = info.procs;
  options.driver = info.driver;
  options.seed = info.seed;
  options.heap_bytes = info.heap_bytes;
  options.arguments = info.args;
  options.environment = info.environment;
  options.streams.output = [](int, std::string_view) {};  // it was said the first time
  options.streams.input = recording.input();
  options.bus = BusMode::Lossless;
  return options;
}

void Run::request_stop() { sched_->request_stop(); }
void Run::pause() { sched_->pause(); }
void Run::resume() { sched_->resume(); }

}  // namespace gopherarium
