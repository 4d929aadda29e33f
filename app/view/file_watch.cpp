#include "app/view/file_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <filesystem>

namespace gopherarium {

void FileWatch::watch(const std::string& path) {
  stop();
  changed_.store(false, std::memory_order_release);
  if (path.empty()) return;
  const std::filesystem::path at(path);
  const std::string folder = at.has_parent_path() ? at.parent_path().string() : ".";
  const int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (inotify < 0) return;  // none left for this user: changes go unnoticed
  if (inotify_add_watch(inotify, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
    close(inotify);
    return;
  }
  stop_event_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  thread_ = std::thread([this, inotify, name = at.filename().string()] {
    look(inotify, name);
    close(inotify);
  });
}

void FileWatch::look(int inotify, const std::string& name) {
  alignas(inotify_event) char buffer[4096];
  for (;;) {
    pollfd wanted[] = {{inotify, POLLIN, 0}, {stop_event_, POLLIN, 0}};
    if (poll(wanted, 2, -1) < 0) continue;  // a signal
    if (wanted[1].revents != 0) return;
    const ssize_t got = read(inotify, buffer, sizeof buffer);
    for (ssize_t at = 0; at < got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
      if (event->len > 0 && name == event->name) {
        changed_.store(true, std::memory_order_release);
        wake_();
      }
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    }
  }
}

void FileWatch::stop() {
  if (!thread_.joinable()) return;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t told = write(stop_event_, &one, sizeof one);
  thread_.join();
  close(stop_event_);
  stop_event_ = -1;
}

}  // namespace gopherarium
