#include "runtime/session/rerun.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fmt/format.h>

#include "runtime/session/rerun_worker.h"

namespace gopherarium {
namespace {

constexpr int kMostPatienceMs = 150'000;  // longer than a worker may take
constexpr EventIndex kBack[] = {64, 4096, UINT64_MAX};  // facts before the place: tried in turn

// A process has no use for what its parent had open: a display, a file that is being written.
void close_all_but(std::span<const int> kept) {
  const auto most = static_cast<int>(std::min<long>(sysconf(_SC_OPEN_MAX), 4096));
  for (int fd = 3; fd < most; ++fd) {
    if (std::find(kept.begin(), kept.end(), fd) == kept.end()) close(fd);
  }
}

}  // namespace

// What a worker sent, taken from the front.
class Rerun::Bytes {
 public:
  explicit Bytes(const std::string& from) : at_(from.data()), left_(from.size()) {}
  template <class T>
  bool take(T& value) {
    if (left_ < sizeof value) return false;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    left_ -= sizeof value;
    return true;
  }
  bool take_text(std::string_view& text) {
    uint32_t length = 0;
    if (!take(length) || left_ < length) return false;
    text = {at_, length};
    at_ += length;
    left_ -= length;
    return true;
  }

 private:
  const char* at_;
  size_t left_;
};

Rerun::~Rerun() { end(); }

Result<void> Rerun::start() {
  if (recording_.info().driver != DriverKind::Controlled) return Error{"a live run cannot be run again in the same way"};
  RerunWorker::Pipes pipes;
  std::vector<int> theirs;
  int pair[2];
  for (uint32_t i = 0; i < kCheckpoints; ++i) {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return Error{"too many files are open to run this again"};
    checkpoints_[i] = {.control = pair[0], .stands = i == 0};
    pipes.orders[i] = pair[1];
    theirs.push_back(pair[1]);
  }
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return Error{"too many files are open to run this again"};
  answers_ = pair[0];
  pipes.answers = pair[1];
  theirs.push_back(pair[1]);
  wake_ = eventfd(0, EFD_CLOEXEC);
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    std::signal(SIGPIPE, SIG_IGN);
    close_all_but(theirs);
    RerunWorker::run(program_, recording_, pipes);
  }
  for (const int fd : theirs) close(fd);
  if (child < 0) return Error{"no process could be made to run this again"};
  setpgid(child, child);
  group_ = child;
  return {};
}

void Rerun::end() {
  if (group_ > 0) {
    kill(-group_, SIGKILL);
    while (waitpid(group_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  group_ = -1;
  for (Checkpoint& checkpoint : checkpoints_) {
    if (checkpoint.control >= 0) close(checkpoint.control);
    checkpoint = {};
  }
  if (answers_ >= 0) close(answers_);
  answers_ = -1;
  if (const int fd = wake_.exchange(-1); fd >= 0) close(fd);
}

void Rerun::cancel() {
  cancelled_ = true;
  const uint64_t one = 1;
  if (const int fd = wake_; fd >= 0) (void)!write(fd, &one, sizeof one);
}

uint32_t Rerun::checkpoints() const {
  return static_cast<uint32_t>(std::count_if(checkpoints_.begin(), checkpoints_.end(), [](const Checkpoint& c) { return c.stands; }));
}

Result<std::shared_ptr<const DetailWindow>> Rerun::around(DetailPlace centre) {
  if (group_ < 0) {
    if (auto started = start(); !started) {
      end();
      return Error{started.error()};
    }
  }
  for (const EventIndex back : kBack) {
    auto window = ask(centre, std::min(back, centre.event));
    if (!window) {
      end();  // what half an answer left behind goes with its processes
      return window;
    }
    if (window.value()->holds(centre) || back >= centre.event) return window;
  }
  return Error{"the place cannot be reached again"};
}

const Rerun::Checkpoint& Rerun::nearest(DetailPlace centre) const {
  const Checkpoint* best = &checkpoints_[0];
  for (const Checkpoint& checkpoint : checkpoints_) {
    if (!checkpoint.stands || checkpoint.event > centre.event || checkpoint.event < best->event) continue;
    if (centre.step != 0 && checkpoint.units > centre.step / DetailPlace::kStepsAUnit) continue;
    if (checkpoint.event > best->event || checkpoint.units > best->units) best = &checkpoint;
  }
  return *best;
}

Result<std::shared_ptr<const DetailWindow>> Rerun::ask(DetailPlace centre, EventIndex back) {
  RerunOrder order;
  order.centre = centre;
  order.back = back;
  order.checkpoint_gap_ns = options_.checkpoint_gap_ns;
  const RecordingView view = recording_.view();
  if (centre.event > view.first() && centre.event <= view.end()) order.centre_ns = view[centre.event - 1].time_ns;
  for (uint32_t i = 0; i < kCheckpoints; ++i) {
    if (!checkpoints_[i].stands) order.free_slots |= 1u << i;
  }
  // Detail begins `back` facts before the centre, so the checkpoint has to stand before that.
  const Checkpoint& from = nearest({centre.event - std::min(back, centre.event), back >= centre.event ? 0 : centre.step});
  if (write(from.control, &order, sizeof order) != sizeof order) return Error{"the process that runs this again is gone"};

  RerunAnswer head;
  if (!receive(&head, sizeof head)) return Error{cancelled_ ? "cancelled" : "the re-run gave no answer"};
  if (head.status == RerunAnswer::Status::Died) return Error{"the re-run took more time or memory than there is"};
  std::string body(head.bytes, '\0');
  if (!receive(body.data(), body.size())) return Error{cancelled_ ? "cancelled" : "the re-run gave half an answer"};

  return window_of(head, Bytes(body));
}

bool Rerun::receive(void* to, size_t bytes) {
  auto* at = static_cast<char*>(to);
  while (bytes > 0) {
    pollfd fds[] = {{answers_, POLLIN, 0}, {wake_, POLLIN, 0}};
    const int ready = poll(fds, 2, kMostPatienceMs);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0 || cancelled_) return false;
    const ssize_t got = read(answers_, at, bytes);
    if (got <= 0) return false;
    at += got;
    bytes -= static_cast<size_t>(got);
  }
  return true;
}

// Every fact that was run again has to be the recorded one; empty when all are.
std::string Rerun::went_otherwise(const RerunAnswer& head, Bytes& in) const {
  const RecordingView view = recording_.view();
  for (uint64_t i = 0; i < head.facts; ++i) {
    uint64_t print = 0;
    in.take(print);
    const EventIndex index = head.first_fact + i;
    if (index < view.first() || index >= view.end()) continue;
    if (fact_print(view[index]) != print) {
      return fmt::format("run again, this program went another way at event {}: the recording is of another version", index);
    }
  }
  return {};
}

Result<std::shared_ptr<const DetailWindow>> Rerun::window_of(const RerunAnswer& head, Bytes in) {
  for (uint32_t i = 0; i < head.checkpoints; ++i) {
    RerunCheckpoint made;
    if (!in.take(made) || made.slot >= kCheckpoints) return Error{"the re-run's answer cannot be read"};
    checkpoints_[made.slot].stands = true;
    checkpoints_[made.slot].event = made.event;
    checkpoints_[made.slot].units = made.units;
  }
  std::vector<uint32_t> texts{0};
  for (uint32_t i = 0; i < head.texts; ++i) {
    std::string_view text;
    if (!in.take_text(text)) return Error{"the re-run's answer cannot be read"};
    texts.push_back(recording_.intern(text));
  }
  if (const std::string otherwise = went_otherwise(head, in); !otherwise.empty()) return Error{otherwise};
  const auto with_texts = [&](Event event) {
    const auto text = [&](uint64_t number) { return number < texts.size() ? texts[number] : 0; };
    event.a = text(event.a);
    if (event.kind == EventKind::Local || event.kind == EventKind::Write) {
      const ValueKind kind = value_kind_of(event.d);
      if (kind == ValueKind::Text || kind == ValueKind::Opaque) event.b = text(event.b);
      event.d = pack_value_type(kind, text(value_type_text(event.d)));
    }
    return event;
  };
  auto window = std::make_shared<DetailWindow>();
  window->begin = head.begin;
  window->end = head.end;
  window->to_the_end = head.to_the_end != 0;
  for (uint64_t i = 0; i < head.frames + head.events; ++i) {
    RerunEvent event;
    if (!in.take(event)) return Error{"the re-run's answer cannot be read"};
    if (i < head.frames) {
      window->at_begin.apply(with_texts(event.event));
    } else {
      window->events.push_back({event.at, with_texts(event.event)});
    }
  }
  return std::shared_ptr<const DetailWindow>(std::move(window));
}

}  // namespace gopherarium
