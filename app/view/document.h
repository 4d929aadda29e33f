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

#include "app/view/drafts.h"
#include "app/view/file_watch.h"
#include "app/view/source_check.h"
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

class Document {
 public:
  // drafts: the folder where unsaved text is kept; empty: nowhere.
  explicit Document(std::function<void()> wake, std::string drafts = "");
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // A .go file or a folder of them (its first file is shown), with what was typed there and not saved. The error is one sentence.
  Result<void> open_program(const std::string& path);
  // An empty main, without a path; or the draft of one, by its name.
  void begin_program(const std::string& draft = "");
  Result<void> open_recording_file(const std::string& path);
  // All files of the program; one of them is shown.
  const std::vector<SourceText>& files() const { return sources_; }
  size_t shown() const { return shown_; }
  void show_file(size_t index);
  // To the file of this name, if the program has it.
  void show_file(std::string_view name);
  void set_source(std::string text) {
    sources_[shown_].text = std::move(text);
    ++source_version_, ++text_version_;
  }
  // Moves whenever the shown text may be another.
  uint64_t source_version() const { return source_version_; }
  const std::string& source() const { return sources_[shown_].text; }
  const std::string& file_name() const { return sources_[shown_].name; }
  bool has_file(std::string_view name) const;  // is it one of the program's own
  const std::string& path() const { return path_; }
  // Counts the programs and recordings that were opened: who keeps something of an old one's text compares.
  uint32_t opened() const { return opened_; }
  // Writes what was changed. The error is one sentence.
  Result<void> save();
  // The shown text to this file; a program without a path has this one from then on.
  Result<void> save_as(const std::string& path);
  // The shown text as it was opened or saved last.
  void revert() { set_source(saved_[shown_]); }
  bool unsaved(size_t file) const { return sources_[file].text != saved_[file]; }
  bool unsaved() const;
  // Unsaved text into its drafts; whatever opens another program does it too.
  void keep_drafts();
  bool has_drafts_to_keep() const { return !from_file_ && kept_version_ != text_version_; }
  const Drafts& drafts() const { return drafts_; }
  // Whether the run was of another text.
  bool edited_since_run() const { return !from_file_ && recording_->end() != 0 && ran_version_ != text_version_; }
  // Whether another program wrote a file since it was read or saved here.
  enum class OnDisk : uint8_t { Same, Changed };
  OnDisk look_at_disk();
  Result<void> reload();

  RunSettings settings;
  // go 1.NN: of the file with func main as of the last check; before one, as it is set or as go.mod says.
  uint16_t go_minor() const;

  // Compiles and starts a new run; the old one is stopped and its recording dropped. False: problems() says why.
  bool start();
  void stop();
  // How long the run took to end after the last stop() of one that was going on.
  double stop_seconds() const { return stop_seconds_; }
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
  // What is wrong with the text: as of the last start or, while it is typed, of the last check.
  const std::vector<Problem>& problems() const { return findings_.problems; }
  const std::vector<Warning>& warnings() const { return findings_.warnings; }
  // Once a frame, where findings are wanted without a run: asks for a check when nobody typed for a moment. now: seconds.
  void check_source(double now);
  // A check is due or going on.
  bool checking() const { return checked_version_ != text_version_; }
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
  void adopt_sources(std::vector<SourceText> sources);
  std::string draft_name(size_t file) const;
  FrontendOptions frontend_options() const;

  std::function<void()> wake_;
  std::string path_;
  uint32_t opened_ = 0;
  std::string new_name_;  // of the drafts of a program without a path
  std::vector<SourceText> sources_{{"./main.go", ""}};
  std::vector<std::string> saved_{""};  // each file's text as opened or saved
  size_t shown_ = 0;
  uint64_t source_version_ = 1;
  uint64_t text_version_ = 1;  // of all files; the text that was kept, run, seen last, asked about, and checked:
  uint64_t kept_version_ = 1, ran_version_ = 1, typed_version_ = 1, asked_version_ = 1, checked_version_ = 1;
  Drafts drafts_;
  Findings findings_;
  SourceCheck check_;
  double typed_when_ = 0;
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
  double stop_seconds_ = 0;
  bool input_ended_ = false;
  FileWatch watch_;
  std::thread thread_;
};

}  // namespace gopherarium
