#pragma once
// FileWatch: tells when somebody else wrote a file. A thread of its own sleeps in inotify on the file's folder, as editors
// replace files rather than write them; so an idle window costs nothing and still learns of it.

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace gopherarium {

class FileWatch {
 public:
  // wake: called by the watching thread after each change.
  explicit FileWatch(std::function<void()> wake) : wake_(std::move(wake)) {}
  ~FileWatch() { stop(); }
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // From now on this file; an empty path: none.
  void watch(const std::string& path);
  // Whether it was written (or replaced) since the last call.
  bool take_changed() { return changed_.exchange(false, std::memory_order_acq_rel); }

 private:
  void stop();
  void look(int inotify, const std::string& name);

  std::function<void()> wake_;
  std::thread thread_;
  int stop_event_ = -1;
  std::atomic<bool> changed_{false};
};

}  // namespace gopherarium
