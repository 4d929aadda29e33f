#pragma once
// Streams: a run's standard input, output and error, and where they lead: to this process's own, or to who holds the run (a
// window, a test). A Kernel stands before them; it says what the program sees of waiting.
//
// Any thread. Nobody waits here for longer than the run lasts: interrupt() ends every wait, now and later.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace gopherarium {

// Takes output in the order it was written; never called from two threads at once.
using OutputSink = std::function<void(int fd, std::string_view bytes)>;

struct StreamsOptions {
  OutputSink output{};  // none: this process's own
  std::string input{};  // what standard input has first; then it
  enum class Then : uint8_t { Ends, Process, Fed } then = Then::Ends;  // Process: goes on with this process's own
};

class Streams {
 public:
  explicit Streams(StreamsOptions options);
  ~Streams();
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  // Writes what can be written without waiting and takes it off `bytes`. An errno, or 0.
  int write_some(int fd, std::string_view& bytes);
  // Waits until fd takes more. Interrupted: it may never.
  enum class Waited : uint8_t { Ready, Interrupted };
  Waited wait_writable(int fd);

  // Waits for input and appends what there is. One thread at a time.
  enum class Took : uint8_t { Bytes, End, Interrupted };
  Took take(std::string& to);

  // StreamsOptions::Then::Fed: more input; there will be no more.
  void feed(std::string_view text);
  void close_input();

  void interrupt();

 private:
  Took take_fed(std::string& to);
  Took take_process(std::string& to);
  Waited wait_for(int fd, short events);

  StreamsOptions options_;
  int stop_ = -1;                // eventfd, readable once interrupted; only where this process's streams are used
  bool in_pieces_[3] = {};       // of this process's streams: a write may wait, though poll said it would not
  std::atomic<bool> interrupted_{false};

  std::mutex lock_;  // protects what follows
  std::condition_variable fed_;
  std::string waiting_;  // input that nobody has taken
  bool closed_ = false;
};

}  // namespace gopherarium
