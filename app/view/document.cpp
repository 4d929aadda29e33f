#include "app/view/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "runtime/trace/recording_file.h"

namespace gopherarium {
namespace {

constexpr uint64_t kFlightEvents = 20'000'000;
constexpr EventIndex kEventsATime = 4'000;  // taken in between two looks at the clock
constexpr size_t kMostSource = size_t{4} << 20;  // bytes; the largest file of Go's own library has a third of it

constexpr double kTyping = 0.35;                 // seconds without a key, and what was typed is looked at

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

Document::Document(std::function<void()> wake, std::string drafts)
    : wake_(std::move(wake)), drafts_(std::move(drafts)), check_(wake_), watch_(wake_) {
  adopt(std::make_unique<Recording>(RecordingInfo{}, std::make_shared<TraceTables>()));
}

Document::~Document() {
  keep_drafts();
  stop();
}

void Document::adopt(std::shared_ptr<Recording> recording) {
  model_.reset();
  recording_ = std::move(recording);
  lanes_ = std::make_unique<Lanes>();
  model_ = std::make_unique<Model>(*recording_, lanes_.get());
  ++generation_;
}

void Document::adopt_sources(std::vector<SourceText> sources) {
  sources_ = std::move(sources);
  ++source_version_, ++text_version_;
  saved_.clear();
  for (const SourceText& source : sources_) saved_.push_back(source.text);
  shown_ = 0;
  findings_ = {};
  notice_.clear();
  from_file_ = false;
}

Result<void> Document::open_program(const std::string& path) {
  keep_drafts();
  auto sources = read_program(path);
  if (!sources) return Error{sources.error()};
  for (const SourceText& source : sources.value()) {
    if (source.text.size() > kMostSource) return Error{fmt::format("{} is no Go program: it has {} MiB", source.name, source.text.size() >> 20)};
  }
  stop();
  ++opened_;
  path_ = path;
  adopt_sources(std::move(sources).value());
  for (size_t i = 0; i < sources_.size(); ++i) {
    auto draft = drafts_.find(draft_name(i));
    if (!draft || *draft == saved_[i]) continue;
    sources_[i].text = std::move(*draft);
    notice_ = "what you typed here and did not save is back: Ctrl+S saves it, Back to the saved text (F1) drops it";
  }
  watch_.watch(path.ends_with(".go") ? path : "");
  adopt(std::make_unique<Recording>(RecordingInfo{}, std::make_shared<TraceTables>()));
  kept_version_ = text_version_;
  return {};
}

void Document::begin_program(const std::string& draft) {
  keep_drafts();
  stop();
  ++opened_;
  path_.clear();
  new_name_ = draft.empty() ? drafts_.new_name() : draft;
  adopt_sources({{"./main.go", "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"hello\")\n}\n"}});
  if (auto text = drafts_.find(new_name_)) sources_[0].text = std::move(*text);
  watch_.watch("");
  adopt(std::make_unique<Recording>(RecordingInfo{}, std::make_shared<TraceTables>()));
  kept_version_ = text_version_;
}

void Document::show_file(size_t index) {
  if (index >= sources_.size() || index == shown_) return;
  shown_ = index;
  ++source_version_;
}

void Document::show_file(std::string_view name) {
  const auto it = std::find_if(sources_.begin(), sources_.end(), [&](const SourceText& source) { return source.name == name; });
  if (it != sources_.end()) show_file(static_cast<size_t>(it - sources_.begin()));
}

bool Document::has_file(std::string_view name) const {
  return std::any_of(sources_.begin(), sources_.end(), [&](const SourceText& source) { return source.name == name; });
}

bool Document::unsaved() const {
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (unsaved(i)) return true;
  }
  return false;
}

std::string Document::draft_name(size_t file) const {
  if (path_.empty()) return file == 0 ? new_name_ : fmt::format("{} {}", new_name_, sources_[file].name);
  std::error_code none;
  return std::filesystem::weakly_canonical(sources_[file].name, none).string();
}

void Document::keep_drafts() {
  if (!has_drafts_to_keep()) return;
  kept_version_ = text_version_;
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (!unsaved(i)) {
      drafts_.drop(draft_name(i));
    } else if (const auto kept = drafts_.keep(draft_name(i), sources_[i].text); !kept) {
      notice_ = kept.error();
    }
  }
}

Document::OnDisk Document::look_at_disk() {
  if (from_file_ || !watch_.take_changed()) return OnDisk::Same;
  const auto now = read_program(path_);
  return now && now.value().front().text != saved_.front() ? OnDisk::Changed : OnDisk::Same;  // our own save changes nothing
}

Result<void> Document::reload() {
  auto sources = read_program(path_);
  if (!sources) return Error{sources.error()};
  const size_t shown = shown_;
  Findings findings = std::move(findings_);
  adopt_sources(std::move(sources).value());
  findings_ = std::move(findings);  // until the next check
  shown_ = std::min(shown, sources_.size() - 1);
  return {};
}

Result<void> Document::open_recording_file(const std::string& path) {
  keep_drafts();
  auto opened = open_recording(path);
  if (!opened) return Error{opened.error()};
  stop();
  ++opened_;
  path_ = path;
  adopt(std::move(opened.value().recording));
  std::vector<SourceText> sources;
  for (const RecordedSource& source : info().sources) sources.push_back({source.name, source.text});
  if (sources.empty()) sources.push_back({"./main.go", ""});
  adopt_sources(std::move(sources));
  notice_ = opened.value().warning;
  settings.controlled = info().driver == DriverKind::Controlled;
  settings.procs = info().procs;
  settings.seed = info().seed;
  from_file_ = true;
  kept_version_ = text_version_;
  watch_.watch("");
  return {};
}

Result<void> Document::save() {
  if (from_file_ || path_.empty()) return Error{"this program has no file yet"};
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (!unsaved(i)) continue;
    std::ofstream file(sources_[i].name, std::ios::binary);
    file << sources_[i].text;
    if (!file.flush()) return Error{fmt::format("{} cannot be written: what you typed is kept as a draft", sources_[i].name)};
    saved_[i] = sources_[i].text;
    drafts_.drop(draft_name(i));
  }
  return {};
}

Result<void> Document::save_as(const std::string& path) {
  if (!path.ends_with(".go")) return Error{fmt::format("{} does not end in .go", path)};
  {
    std::ofstream file(path, std::ios::binary);
    file << source();
    if (!file.flush()) return Error{fmt::format("{} cannot be written", path)};
  }
  if (!path_.empty()) return {};
  drafts_.drop(new_name_);
  path_ = path;
  saved_[0] = source();
  if (auto read = read_program(path)) sources_[0].name = read.value().front().name;
  watch_.watch(path);
  return {};
}

FrontendOptions Document::frontend_options() const {
  FrontendOptions options;
  options.version = GoVersion{settings.go_minor};
  return options;
}

uint16_t Document::go_minor() const {
  return findings_.go_minor != 0 ? findings_.go_minor : with_module_of(sources_, frontend_options()).language().minor;
}

void Document::check_source(double now) {
  if (auto answer = check_.take(); answer && answer->ticket == text_version_) {
    findings_ = std::move(answer->findings);
    checked_version_ = text_version_;
  }
  if (typed_version_ != text_version_) {
    typed_version_ = text_version_;
    typed_when_ = now;
  }
  if (asked_version_ == text_version_ || now - typed_when_ < kTyping) return;
  asked_version_ = text_version_;
  check_.ask(sources_, frontend_options(), text_version_);
}

bool Document::start() {
  stop();
  notice_.clear();
  stop_seconds_ = 0;
  auto compiled = std::make_shared<const Compilation>(sources_, frontend_options());
  findings_ = findings_of(*compiled, sources_);
  typed_version_ = asked_version_ = checked_version_ = text_version_;
  if (compiled->program() == nullptr) return false;
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
    findings_.problems.push_back({"", 0, run.error()});
    return false;
  }
  run_.reset();  // it refers to the program
  compiled_ = std::move(compiled);
  run_ = std::move(run).value();
  adopt(std::make_unique<Recording>(run_->recording_info(*compiled_, ""), run_->bus().tables(), kFlightEvents));
  sink_ = std::make_unique<WakingSink>(*recording_, wake_);
  ran_version_ = text_version_;
  if (from_file_) {  // from here on a program like any other, but one whose file is the recording's
    path_.clear();
    new_name_ = drafts_.new_name();
  }
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
  const auto asked = std::chrono::steady_clock::now();
  const bool stops = running();
  if (stops) run_->request_stop();
  if (held_) run_->resume();
  held_ = false;
  thread_.join();
  if (stops) stop_seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count();
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
  lanes_->reach(model_->end_ns());
}

}  // namespace gopherarium
