#pragma once
// SourceCheck: says what is wrong with a program while it is typed, without running it: what does not compile, and what vet
// finds. One check at a time, on a thread of its own; of those asked for meanwhile the last one counts.
//
// All but the thread's own work belongs to one thread (the window's).

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/session/run.h"

namespace gopherarium {

// A compile error at a place of one of the program's files, or a sentence without one (line 0).
struct Problem {
  std::string file;
  int line = 0;
  std::string text;
};

// What vet found.
struct Warning {
  std::string file;
  int line = 0;
  std::string text;
  std::string lesson;  // the id of the one that explains it
};

struct Findings {
  std::vector<Problem> problems;
  std::vector<Warning> warnings;  // only of what compiles
  uint16_t go_minor = 0;          // go1.NN of the file with func main; 0: it does not compile
};
Findings findings_of(const Compilation& compiled, const std::vector<SourceText>& sources);

class SourceCheck {
 public:
  // wake: called by the thread after each check.
  explicit SourceCheck(std::function<void()> wake) : wake_(std::move(wake)) {}
  ~SourceCheck();
  SourceCheck(const SourceCheck&) = delete;
  SourceCheck& operator=(const SourceCheck&) = delete;

  // ticket: handed back with what was found.
  void ask(std::vector<SourceText> sources, FrontendOptions options, uint64_t ticket);
  struct Answer {
    uint64_t ticket = 0;
    Findings findings;
  };
  std::optional<Answer> take();

 private:
  struct Question {
    std::vector<SourceText> sources;
    FrontendOptions options;
    uint64_t ticket = 0;
  };
  void work();

  std::function<void()> wake_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable asked_;
  std::optional<Question> question_;
  std::optional<Answer> answer_;
  bool ends_ = false;
  std::thread thread_;  // started with the first question
};

}  // namespace gopherarium
