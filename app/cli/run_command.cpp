// gopherarium run: the program's standard streams are this process's.

#include <fmt/format.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/cli/command_line.h"
#include "runtime/session/run.h"
#include "runtime/trace/recording_file.h"

namespace gopherarium {
namespace {

constexpr int kStatusDoesNotCompile = 1;
constexpr int kStatusTimeout = 124;

// Stops the run when the time is over, unless it ended before.
class Timeout {
 public:
  Timeout(Run& run, std::chrono::milliseconds after) {
    if (after.count() == 0) return;
    thread_ = std::thread([this, &run, after] {
      std::unique_lock lock(mutex_);
      if (!ended_.wait_for(lock, after, [this] { return done_; })) run.request_stop();
    });
  }
  ~Timeout() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    ended_.notify_one();
    thread_.join();
  }
  Timeout(const Timeout&) = delete;
  Timeout& operator=(const Timeout&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;  // guarded by mutex_
  std::thread thread_;
};

int fail(std::string_view sentence) {
  fmt::print(stderr, "gopherarium: {}\n", sentence);
  return kStatusDoesNotCompile;
}

}  // namespace

int run_command(const RunFlags& flags, const ProgramArguments& program) {
  // As go run: a.go b.go are files of one package, the rest is the program's.
  std::vector<std::string> files{program.path}, arguments = program.args;
  while (program.path.ends_with(".go") && !arguments.empty() && arguments[0].ends_with(".go")) {
    files.push_back(arguments[0]);
    arguments.erase(arguments.begin());
  }
  auto sources = files.size() == 1 ? read_program(program.path) : read_program(files);
  if (!sources) return fail(sources.error());
  FrontendOptions frontend;
  frontend.version = GoVersion{static_cast<uint16_t>(flags.go_minor)};
  frontend.errors = flags.all_errors ? ErrorLimit::All : ErrorLimit::FirstTen;
  const Compilation compiled(std::move(sources).value(), frontend);
  if (compiled.program() == nullptr) {
    fmt::print(stderr, "{}", compiled.error_text());
    return kStatusDoesNotCompile;
  }
  RunOptions options;
  options.driver = flags.controlled ? DriverKind::Controlled : DriverKind::Live;
  options.procs = flags.procs > 0 ? static_cast<uint32_t>(flags.procs) : std::max(1u, std::thread::hardware_concurrency());
  options.seed = flags.seed;
  options.heap_bytes = flags.heap_bytes;
  options.arguments.push_back(program.path);
  options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
  options.environment = flags.environment;
  options.streams.then = StreamsOptions::Then::Process;
  if (!flags.record.empty()) options.bus = BusMode::Lossless;
  auto run = Run::prepare(*compiled.program(), std::move(options));
  if (!run) return fail(run.error());
  std::unique_ptr<RecordingWriter> writer;
  if (!flags.record.empty()) {
    auto created = RecordingWriter::create(flags.record, run.value()->recording_info(compiled, GOPHERARIUM_VERSION),
                                           run.value()->bus().tables());
    if (!created) return fail(created.error());
    writer = std::move(created).value();
  }
  RunEnd end;
  {
    const Timeout timeout(*run.value(), flags.timeout);
    end = run.value()->execute(writer.get());
  }
  if (writer != nullptr) {
    if (const auto finished = writer->finish(); !finished) return fail(finished.error());
  }
  // The process ends now: to give a million goroutines back one by one would only delay it.
  (void)run.value().release();
  if (end.kind == EndKind::Stopped) {
    fmt::print(stderr, "gopherarium: stopped after {} ms (--timeout)\n", flags.timeout.count());
    return kStatusTimeout;
  }
  return end.status;
}

}  // namespace gopherarium
