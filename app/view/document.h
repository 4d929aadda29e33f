#pragma once
// Document: one program in the window and its newest run. It compiles what the editor holds, runs it on a thread of its own,
// and keeps the recording that panels fold; the runtime itself is seen by nobody here.
//
// One thread (the window's) uses a Document; the run's thread only appends to the recording and wakes the window.

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "app/view/file_watch.h"
#include "runtime/session/run.h"
#include "runtime/trace/lanes.h"
#include "runtime/trace/model.h"
#include "runtime/trace/recording.h"

namespace gopherarium {

struct RunSettings {
  bool controlled = true;
  uint32_t procs = 2;
  uint64_t seed = 1;
  uint64_t heap_bytes = uint64_t{2} << 30;
  uint16_t go_minor = 0;    // --go 1.NN; 0: as the program's go.mod says
  std::string arguments;    // as typed: words, "quoted ones" too
  std::string environment;  // NAME=value, in such words
};

// The words of a line: apart by spaces, except in single or double quotes.
std::vector<std::string> split_words(std::string_view line);

// A compile error at a place of the editor's text, or a sentence without one (line 0).
struct Problem {
  int line = 0;
  std::string text;
};

// What vet found in the program that was started last, at a line of the shown file.
struct Warning {
  int line = 0;
  std::string text;
  std::string lesson;  // the id of the one that explains it
};

class Document {
 public:
  explicit Document(std::function<void()> wake);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // A .go file or a folder of them (its first file is shown). The error is one sentence.
  Result<void> open_program(const std::string& path);
  // An empty main, without a path.
  void begin_program();
  Result<void> open_recording_file(const std::string& path);
  void set_source(std::string text) {
    sources_[shown_].text = std::move(text);
    ++source_version_;
  }
  // Moves whenever the text may have changed.
  uint64_t source_version() const { return source_version_; }
  const std::string& source() const { return sources_[shown_].text; }
  const std::string& file_name() const { return sources_[shown_].name; }
  const std::string& path() const { return path_; }
  Result<void> save();
  bool unsaved() const { return source() != saved_; }
  // Whether another program wrote the file since it was read or saved here.
  enum class OnDisk : uint8_t { Same, Changed };
  OnDisk look_at_disk();
  Result<void> reload();

  RunSettings settings;
  // go 1.NN of the program as it is set, or as its go.mod says.
  uint16_t go_minor() const;

  // Compiles and starts a new run; the old one is stopped and its recording dropped. False: problems() says why.
  bool start();
  void stop();
  bool running() const { return running_.load(std::memory_order_acquire); }
  // Holds the run itself: all its Ms stand at safe points until it goes on. Nothing while none runs.
  void hold();
  void go_on();
  bool held() const { return held_ && running(); }
  // Standard input of the run that is going on: more of it; its end. Nothing while none runs.
  void send_input(std::string_view text);
  void end_input();
  bool input_ended() const { return input_ended_; }
  bool from_file() const { return from_file_; }
  const std::vector<Problem>& problems() const { return problems_; }
  const std::vector<Warning>& warnings() const { return warnings_; }
  // Counts the recordings there have been: who keeps something of an old one compares.
  uint32_t generation() const { return generation_; }
  // What a stopped or failed run had to say beyond its events: empty, or a sentence.
  const std::string& notice() const { return notice_; }

  // Takes in new events for at most so long; a busy live run makes them faster than a frame's share of time takes them.
  void take_in(double seconds);
  const Recording& recording() const { return *recording_; }
  Model& model() { return *model_; }
  const Model& model() const { return *model_; }
  const Lanes& lanes() const { return *lanes_; }
  const RecordingInfo& info() const { return recording_->info(); }
  // For who works on the recording in a thread of its own. compiled: what it is a recording of; null when it came from a file.
  std::shared_ptr<const Recording> shared_recording() const { return recording_; }
  std::shared_ptr<const Compilation> compiled() const { return from_file_ ? nullptr : compiled_; }
  const std::function<void()>& wake() const { return wake_; }

 private:
  class WakingSink;
  void adopt(std::shared_ptr<Recording> recording);
  void warn_of(const Compilation& compiled);

  std::function<void()> wake_;
  std::string path_;
  std::vector<SourceText> sources_{{"./main.go", ""}};
  size_t shown_ = 0;
  uint64_t source_version_ = 1;
  std::string saved_;
  std::vector<Problem> problems_;
  std::vector<Warning> warnings_;
  std::string notice_;
  uint32_t generation_ = 0;
  bool from_file_ = false;

  std::shared_ptr<const Compilation> compiled_;
  std::unique_ptr<Run> run_;
  std::unique_ptr<WakingSink> sink_;
  std::shared_ptr<Recording> recording_;
  std::unique_ptr<Lanes> lanes_;
  std::unique_ptr<Model> model_;
  std::atomic<bool> running_{false};
  bool held_ = false;
  bool input_ended_ = false;
  FileWatch watch_;
  std::thread thread_;
};

}  // namespace gopherarium
