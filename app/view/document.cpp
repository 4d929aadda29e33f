#include "app/view/document.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "runtime/trace/recording_file.h"
#include "runtime/vet/vet.h"

namespace gopherarium {
namespace {

constexpr uint64_t kFlightEvents = 20'000'000;
constexpr EventIndex kEventsATime = 4'000;  // taken in between two looks at the clock
constexpr size_t kMostSource = size_t{4} << 20;  // bytes; the largest file of Go's own library has a third of it

// "./main.go:7:2: text" of the shown file becomes line 7; all else stands without a place.
Problem parse_problem(std::string_view message, std::string_view file) {
  Problem problem;
  problem.text = message;
  // Where a package is missing, the go command leaves "./" out.
  if (file.starts_with("./") && !message.starts_with("./")) file.remove_prefix(2);
  if (!message.starts_with(file) || message.size() <= file.size() || message[file.size()] != ':') return problem;
  std::string_view rest = message.substr(file.size() + 1);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), problem.line);
  if (error != std::errc{}) return problem;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  if (const size_t text = rest.find(": "); text != std::string_view::npos) problem.text = rest.substr(text + 2);
  return problem;
}

// vet names the program's package as go does; beside the source it says nothing.
std::string without_package(std::string text) {
  constexpr std::string_view kPackage = "command-line-arguments.";
  for (size_t at; (at = text.find(kPackage)) != std::string::npos;) text.erase(at, kPackage.size());
  return text;
}

}  // namespace

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = 0;
  for (const char c : line) {
    if (quote != 0 ? c == quote : c == '"' || c == '\'') {
      quote = quote != 0 ? '\0' : c;
    } else if (quote == 0 && (c == ' ' || c == '\t')) {
      in_word = false;
      continue;
    } else {
      if (!in_word) words.emplace_back();
      in_word = true;
      words.back() += c;
      continue;
    }
    if (!in_word) words.emplace_back();  // "" is a word, too
    in_word = true;
  }
  return words;
}

// Into the recording, and the window draws again.
class Document::WakingSink final : public EventSink {
 public:
  WakingSink(Recording& to, std::function<void()> wake) : to_(to), wake_(std::move(wake)) {}
  void on_events(std::span<const Event> events) override {
    to_.on_events(events);
    wake_();
  }

 private:
  Recording& to_;
  std::function<void()> wake_;
};

Document::Document(std::function<void()> wake) : wake_(std::move(wake)), watch_(wake_) {
  adopt(std::make_unique<Recording>(RecordingInfo{}, std::make_shared<TraceTables>()));
}

Document::~Document() { stop(); }

void Document::adopt(std::shared_ptr<Recording> recording) {
  ++source_version_;  // most who adopt have read a text too
  model_.reset();
  recording_ = std::move(recording);
  lanes_ = std::make_unique<Lanes>();
  model_ = std::make_unique<Model>(*recording_, lanes_.get());
  ++generation_;
}

Result<void> Document::open_program(const std::string& path) {
  auto sources = read_program(path);
  if (!sources) return Error{sources.error()};
  for (const SourceText& source : sources.value()) {
    if (source.text.size() > kMostSource) return Error{fmt::format("{} is no Go program: it has {} MiB", source.name, source.text.size() >> 20)};
  }
  stop();
  sources_ = std::move(sources).value();
  shown_ = 0;
  path_ = path;
  saved_ = source();
  problems_.clear();
  warnings_.clear();
  notice_.clear();
  from_file_ = false;
  watch_.watch(path.ends_with(".go") ? path : "");
  adopt(std::make_unique<Recording>(RecordingInfo{}, std::make_shared<TraceTables>()));
  return {};
}

void Document::begin_program() {
  stop();
  sources_ = {{"./main.go", "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"hello\")\n}\n"}};
  shown_ = 0;
  path_.clear();
  saved_ = source();
  problems_.clear();
  warnings_.clear();
  notice_.clear();
  from_file_ = false;
  watch_.watch("");
  adopt(std::make_unique<Recording>(RecordingInfo{}, std::make_shared<TraceTables>()));
}

Document::OnDisk Document::look_at_disk() {
  if (from_file_ || !watch_.take_changed()) return OnDisk::Same;
  const auto now = read_program(path_);
  return now && now.value()[shown_].text != saved_ ? OnDisk::Changed : OnDisk::Same;  // our own save changes nothing
}

Result<void> Document::reload() {
  auto sources = read_program(path_);
  if (!sources) return Error{sources.error()};
  sources_ = std::move(sources).value();
  ++source_version_;
  shown_ = std::min(shown_, sources_.size() - 1);
  saved_ = source();
  return {};
}

Result<void> Document::open_recording_file(const std::string& path) {
  auto opened = open_recording(path);
  if (!opened) return Error{opened.error()};
  stop();
  notice_ = opened.value().warning;
  path_ = path;
  problems_.clear();
  warnings_.clear();
  adopt(std::move(opened.value().recording));
  sources_.clear();
  for (const RecordedSource& source : info().sources) sources_.push_back({source.name, source.text});
  if (sources_.empty()) sources_.push_back({"./main.go", ""});
  shown_ = 0;
  saved_ = source();
  settings.controlled = info().driver == DriverKind::Controlled;
  settings.procs = info().procs;
  settings.seed = info().seed;
  from_file_ = true;
  watch_.watch("");
  return {};
}

Result<void> Document::save() {
  if (from_file_ || !path_.ends_with(".go")) return Error{"there is no Go file to save to: open one first"};
  std::ofstream file(path_, std::ios::binary);
  file << source();
  if (!file.flush()) return Error{fmt::format("{} cannot be written", path_)};
  saved_ = source();
  return {};
}

void Document::warn_of(const Compilation& compiled) {
  for (const VetFinding& finding : vet(*compiled.package(), compiled.checker(), compiled.files())) {
    const SourceFile* file = compiled.files().file(finding.pos);
    if (file == nullptr || file->name() != file_name()) continue;
    warnings_.push_back({static_cast<int>(compiled.files().line(finding.pos)), without_package(finding.message),
                         std::string(analyzer(finding.analyzer).lesson)});
  }
}

uint16_t Document::go_minor() const {
  FrontendOptions options;
  options.version = GoVersion{settings.go_minor};
  return with_module_of(sources_, options).language().minor;
}

bool Document::start() {
  stop();
  problems_.clear();
  warnings_.clear();
  notice_.clear();
  FrontendOptions frontend;
  frontend.version = GoVersion{settings.go_minor};
  auto compiled = std::make_shared<const Compilation>(sources_, frontend);
  if (compiled->program() == nullptr) {
    const std::string all = compiled->error_text();
    std::string_view text = all;
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      if (!line.empty() && !line.starts_with("# ")) problems_.push_back(parse_problem(line, file_name()));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
  }
  warn_of(*compiled);
  RunOptions options;
  options.procs = settings.procs;
  options.driver = settings.controlled ? DriverKind::Controlled : DriverKind::Live;
  options.seed = settings.seed;
  options.heap_bytes = settings.heap_bytes;
  options.arguments = split_words(settings.arguments);
  options.arguments.insert(options.arguments.begin(), path_.empty() ? "main" : path_);
  options.environment = split_words(settings.environment);
  options.streams.output = [](int, std::string_view) {};  // the console folds Output events
  options.streams.then = StreamsOptions::Then::Fed;
  options.bus = BusMode::Flight;
  auto run = Run::prepare(*compiled->program(), std::move(options));
  if (!run) {
    problems_.push_back({0, run.error()});
    return false;
  }
  run_.reset();  // it refers to the program
  compiled_ = std::move(compiled);
  run_ = std::move(run).value();
  adopt(std::make_unique<Recording>(run_->recording_info(*compiled_, ""), run_->bus().tables(), kFlightEvents));
  sink_ = std::make_unique<WakingSink>(*recording_, wake_);
  from_file_ = false;
  input_ended_ = false;
  running_.store(true, std::memory_order_release);
  thread_ = std::thread([this] {
    run_->execute(sink_.get());
    running_.store(false, std::memory_order_release);
    wake_();
  });
  return true;
}

void Document::stop() {
  if (!thread_.joinable()) return;
  if (running()) run_->request_stop();
  if (held_) run_->resume();
  held_ = false;
  thread_.join();
}

void Document::send_input(std::string_view text) {
  if (running() && !input_ended_) run_->feed_input(text);
}

void Document::end_input() {
  if (!running()) return;
  run_->close_input();
  input_ended_ = true;
}

void Document::hold() {
  if (held_ || !running() || recording_->end() == 0) return;  // before its first event there are no Ms to stop
  run_->pause();
  held_ = true;
}

void Document::go_on() {
  if (!held_) return;
  held_ = false;
  run_->resume();
}

void Document::take_in(double seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!model_->refresh(kEventsATime) && std::chrono::steady_clock::now() < until) {
  }
}

}  // namespace gopherarium
