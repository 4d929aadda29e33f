#include "runtime/session/rerun_worker.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <ctime>
#include <deque>
#include <span>
#include <unordered_map>

#include "runtime/session/rerun.h"
#include "runtime/vm/detail.h"

namespace gopherarium {
namespace {

constexpr int kEvenly = 8;                       // so many checkpoints have the same gap; further ones stand ever wider apart
constexpr uint64_t kBytecodesBefore = 100'000;   // that detail looks at before the place, when it can tell
constexpr uint64_t kBytecodesAfter = 300'000;
constexpr EventIndex kFactsAfter = 256;
constexpr rlim_t kMostSeconds = 120;             // of a worker

int64_t process_time() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

bool read_all(int fd, void* to, size_t bytes) {
  auto* at = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got = read(fd, at, bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    bytes -= static_cast<size_t>(got);
  }
  return true;
}

bool write_all(int fd, const void* from, size_t bytes) {
  const auto* at = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t put = write(fd, at, bytes);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += put;
    bytes -= static_cast<size_t>(put);
  }
  return true;
}

// Texts of an answer: ids of this process's run to numbers of the answer.
class Texts {
 public:
  explicit Texts(const TraceTables& tables) : tables_(tables) {}
  uint32_t number(uint32_t id) {
    if (id == 0) return 0;
    const auto [at, fresh] = numbers_.try_emplace(id, static_cast<uint32_t>(numbers_.size() + 1));
    if (fresh) {
      const std::string_view text = tables_.text_of(id);
      const auto length = static_cast<uint32_t>(text.size());
      bytes_.append(reinterpret_cast<const char*>(&length), sizeof length);
      bytes_.append(text);
    }
    return at->second;
  }
  uint32_t count() const { return static_cast<uint32_t>(numbers_.size()); }
  const std::string& bytes() const { return bytes_; }

 private:
  const TraceTables& tables_;
  std::unordered_map<uint32_t, uint32_t> numbers_;
  std::string bytes_;
};

template <class T>
void append(std::string& to, std::span<const T> values) {
  to.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

// One process: a checkpoint that takes orders, or a worker that carries one out.
class Process final : public EventSink, public DetailSink {
 public:
  Process(const RecordingInfo& info, const RerunWorker::Pipes& pipes, std::unique_ptr<Run> run)
      : pipes_(pipes), run_(std::move(run)) {
    std::vector<std::string> own;
    for (const RecordedSource& source : info.sources) own.push_back(source.name);
    detail_ = std::make_unique<Detail>(run_->vm(), own, *this);
  }

  [[noreturn]] void take_orders(uint32_t slot) {
    RerunOrder order;
    while (read_all(pipes_.orders[slot], &order, sizeof order)) {
      const pid_t worker = fork();
      if (worker == 0) {
        carry_out(order);
        _exit(0);
      }
      int status = 0;
      while (worker > 0 && waitpid(worker, &status, 0) < 0 && errno == EINTR) {
      }
      if (worker > 0 && status == 0) continue;
      RerunAnswer died;
      died.status = RerunAnswer::Status::Died;
      if (!write_all(pipes_.answers, &died, sizeof died)) break;
    }
    _exit(0);
  }

  void on_events(std::span<const Event> events) override {
    for (const Event& event : events) {
      ++facts_;
      if (watching_) prints_.push_back(fact_print(event));
    }
    if (!events.empty()) last_step_ = 0;
  }

  void on_detail(const Event& event) override {
    run_->bus().flush();
    last_step_ = std::max(last_step_ + 1, run_->sched().units() * DetailPlace::kStepsAUnit);
    if (!watching_) {  // the frames as they are at the beginning
      at_begin_.apply(event);
      return;
    }
    const DetailPlace at{facts_, last_step_};
    events_.push_back({at, event});
    if (at <= order_.centre) {
      if (events_.size() > Rerun::kWindow) drop_first();
      ++before_;
    } else if (events_.size() - before_ >= Rerun::kWindow) {
      full_ = true;
    }
  }

 private:
  void carry_out(const RerunOrder& order) {
    order_ = order;
    const rlimit most{kMostSeconds, kMostSeconds};
    setrlimit(RLIMIT_CPU, &most);
    run_to_centre();
    watch();
    answer();
  }

  bool step() {
    if (over_) return false;
    if (!begun_) {
      run_->begin(*this);
      begun_ = true;
    } else if (run_->step() == Sched::Stepped::Over) {
      over_ = true;
    }
    run_->bus().flush();
    return !over_;
  }

  // Whether detail should begin now: late enough to be quick, early enough to have something before the centre.
  bool near() const {
    const DetailPlace& centre = order_.centre;
    constexpr EventIndex kAStep = 24;  // about what one step of an M can emit
    if (order_.back >= centre.event) return true;
    if (facts_ + order_.back < centre.event) return false;
    const uint64_t units = run_->sched().units();
    if (centre.step != 0) return units + kBytecodesBefore >= centre.step / DetailPlace::kStepsAUnit;
    const auto now = static_cast<uint64_t>(run_->sched().now());
    return facts_ + kAStep >= centre.event || now + kBytecodesBefore * Sched::kUnitNs >= order_.centre_ns;
  }

  void run_to_centre() {
    int64_t last = process_time();
    auto gap = static_cast<double>(order_.checkpoint_gap_ns);
    for (int used = 32 - std::popcount(order_.free_slots); used > kEvenly; --used) gap *= 1.25;
    for (uint32_t steps = 1; !near() && step(); ++steps) {
      if (steps % 16 != 0 || order_.free_slots == 0) continue;
      const int64_t now = process_time();
      if (static_cast<double>(now - last) < gap) continue;
      gap *= 1.25;
      make_checkpoint();
      last = process_time();
    }
  }

  void make_checkpoint() {
    const auto slot = static_cast<uint32_t>(std::countr_zero(order_.free_slots));
    const pid_t made = fork();
    if (made == 0) {
      checkpoints_.clear();
      take_orders(slot);
    }
    if (made < 0) return;
    order_.free_slots &= order_.free_slots - 1;
    checkpoints_.push_back({slot, facts_, run_->sched().units()});
  }

  void watch() {
    detail_->tell_all();
    begin_ = {facts_, begun_ ? run_->sched().units() * DetailPlace::kStepsAUnit : 0};
    first_fact_ = facts_;
    last_step_ = begin_.step;
    watching_ = true;
    run_->vm().show_to(detail_.get());
    uint64_t stop_units = UINT64_MAX;
    while (!full_ && step()) {
      const uint64_t units = run_->sched().units();
      const bool beyond = DetailPlace{facts_, units * DetailPlace::kStepsAUnit} > order_.centre;
      if (beyond && stop_units == UINT64_MAX) stop_units = units + kBytecodesAfter;
      if (units >= stop_units || facts_ >= order_.centre.event + kFactsAfter) break;
    }
    end_ = over_ ? DetailPlace{UINT64_MAX, 0}
                 : DetailPlace{facts_, std::max(last_step_, run_->sched().units() * DetailPlace::kStepsAUnit)};
  }

  void drop_first() {
    at_begin_.apply(events_.front().event);
    begin_ = events_.front().at;
    events_.pop_front();
    --before_;
  }

  void answer() {
    Texts texts(*run_->bus().tables());
    std::vector<RerunEvent> frames = frames_as_events(texts), events;
    for (const DetailEvent& event : events_) events.push_back({event.at, with_numbers(event.event, texts)});
    RerunAnswer head;
    head.checkpoints = static_cast<uint32_t>(checkpoints_.size());
    head.texts = texts.count();
    head.to_the_end = over_ ? 1 : 0;
    head.facts = prints_.size();
    head.frames = frames.size();
    head.events = events.size();
    head.first_fact = first_fact_;
    head.begin = begin_;
    head.end = end_;
    std::string body;
    append<RerunCheckpoint>(body, checkpoints_);
    body += texts.bytes();
    append<uint64_t>(body, prints_);
    append<RerunEvent>(body, frames);
    append<RerunEvent>(body, events);
    head.bytes = body.size();
    if (write_all(pipes_.answers, &head, sizeof head)) write_all(pipes_.answers, body.data(), body.size());
  }

  static Event with_numbers(Event event, Texts& texts) {
    event.a = texts.number(static_cast<uint32_t>(event.a));
    if (event.kind != EventKind::Local && event.kind != EventKind::Write) return event;
    const ValueKind kind = value_kind_of(event.d);
    if (kind == ValueKind::Text || kind == ValueKind::Opaque) event.b = texts.number(static_cast<uint32_t>(event.b));
    event.d = pack_value_type(kind, texts.number(value_type_text(event.d)));
    return event;
  }

  // What, folded, gives the frames at the beginning.
  std::vector<RerunEvent> frames_as_events(Texts& texts) const {
    std::vector<RerunEvent> made;
    for (const auto& [g, frames] : at_begin_.all()) {
      uint64_t depth = 0;
      const auto add = [&](EventKind kind, uint64_t a, uint64_t b, uint64_t c, uint32_t d) {
        Event event;
        event.kind = kind;
        event.g = g;
        event.a = a, event.b = b, event.c = c, event.d = d;
        made.push_back({{}, with_numbers(event, texts)});
      };
      for (const DetailFrame& frame : frames) {
        add(EventKind::Call, frame.function, 0, ++depth, 0);
        for (const auto& [place, variable] : frame.variables) {
          add(EventKind::Local, variable.name, variable.word, pack_place(static_cast<uint32_t>(depth), place), variable.type);
        }
        if (frame.line != 0) add(EventKind::Line, frame.file, frame.line, depth, 0);
      }
    }
    return made;
  }

  const RerunWorker::Pipes pipes_;
  std::unique_ptr<Run> run_;
  std::unique_ptr<Detail> detail_;
  bool begun_ = false, over_ = false;
  EventIndex facts_ = 0;
  std::vector<RerunCheckpoint> checkpoints_;

  RerunOrder order_;
  bool watching_ = false, full_ = false;
  EventIndex first_fact_ = 0;
  uint64_t last_step_ = 0;
  DetailPlace begin_, end_;
  DetailStacks at_begin_;
  std::deque<DetailEvent> events_;
  size_t before_ = 0;  // of events_: not after the centre
  std::vector<uint64_t> prints_;
};

}  // namespace

uint64_t fact_print(const Event& event) {
  uint64_t h = event.time_ns * 0x9e3779b97f4a7c15u;
  h = (h ^ (static_cast<uint64_t>(event.kind) | (uint64_t{event.p} << 16) | (uint64_t{event.g} << 32))) * 0xff51afd7ed558ccdu;
  return h ^ (h >> 29);
}

void RerunWorker::run(const Program& program, const Recording& recording, const Pipes& pipes) {
  auto run = Run::prepare(program, Run::options_of(recording));
  if (!run) _exit(1);
  Process process(recording.info(), pipes, std::move(run).value());
  process.take_orders(0);
}

}  // namespace gopherarium
