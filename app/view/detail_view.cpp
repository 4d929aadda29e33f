#include "app/view/detail_view.h"

#include <utility>

namespace gopherarium {
namespace {

constexpr int kMostWindows = 200;  // that one step looks through: some six million events

}  // namespace

// The thread, and what it shares with the window's.
class DetailView::Filler {
 public:
  explicit Filler(Document& document)
      : compiled_(document.compiled()), recording_(document.shared_recording()), wake_(document.wake()), thread_([this] { run(); }) {}
  ~Filler() {
    {
      const std::lock_guard hold(lock_);
      over_ = true;
      if (rerun_ != nullptr) rerun_->cancel();
    }
    bell_.notify_one();
    thread_.join();
  }

  // The newest question counts.
  void ask(DetailPlace place) {
    {
      const std::lock_guard hold(lock_);
      if (asked_ == place || busy_with_ == place) return;
      asked_ = place;
    }
    bell_.notify_one();
  }
  std::optional<Result<std::shared_ptr<const DetailWindow>>> take() {
    const std::lock_guard hold(lock_);
    return std::exchange(made_, std::nullopt);
  }

 private:
  void run() {
    std::unique_lock hold(lock_);
    for (;;) {
      bell_.wait(hold, [this] { return over_ || asked_.has_value(); });
      if (over_) return;
      busy_with_ = std::exchange(asked_, std::nullopt);
      const DetailPlace place = *busy_with_;
      hold.unlock();
      auto answer = fill(place);
      hold.lock();
      busy_with_.reset();
      made_ = std::move(answer);
      wake_();
    }
  }

  Result<std::shared_ptr<const DetailWindow>> fill(DetailPlace place) {
    if (compiled_ == nullptr) compiled_ = compile_recorded(recording_->info());
    if (compiled_->program() == nullptr) return Error{"the recorded program does not compile any more"};
    {
      const std::lock_guard hold(lock_);
      if (over_) return Error{"cancelled"};
      if (rerun_ == nullptr) rerun_ = std::make_unique<Rerun>(*compiled_->program(), *recording_);
    }
    return rerun_->around(place);
  }

  std::shared_ptr<const Compilation> compiled_;
  const std::shared_ptr<const Recording> recording_;
  const std::function<void()> wake_;
  std::unique_ptr<Rerun> rerun_;  // made under the lock, used by the thread

  std::mutex lock_;  // protects what follows
  std::condition_variable bell_;
  bool over_ = false;
  std::optional<DetailPlace> asked_, busy_with_;
  std::optional<Result<std::shared_ptr<const DetailWindow>>> made_;
  std::thread thread_;
};

DetailView::DetailView(Document& document) : document_(document) {}
DetailView::~DetailView() = default;

void DetailView::forget() {
  filler_.reset();
  cursor_.look_at(nullptr);
  stacks_ = nullptr;
  problem_.clear();
  search_.reset();
  found_.reset();
}

void DetailView::ask(DetailPlace place) {
  if (!problem_.empty()) return;
  if (filler_ == nullptr) filler_ = std::make_unique<Filler>(document_);
  filler_->ask(place);
}

void DetailView::advance(DetailPlace place, Wanted wanted) {
  stacks_ = nullptr;
  if (!possible()) return;
  if (filler_ != nullptr) {
    if (auto made = filler_->take()) {
      if (*made) {
        cursor_.look_at(made->value());
      } else {
        problem_ = made->error();
        search_.reset();
      }
    }
  }
  if (search_) search();
  stacks_ = cursor_.stacks_at(found_.value_or(place));
  if (stacks_ == nullptr && wanted == Wanted::Yes && !search_) ask(place);
}

std::optional<uint64_t> DetailView::time_ns(DetailPlace place) const {
  const auto& window = cursor_.window();
  if (window == nullptr || !window->holds(place)) return std::nullopt;
  const size_t count = window->count_to(place);
  if (count == 0 || window->events[count - 1].at.event != place.event) return std::nullopt;
  return window->events[count - 1].event.time_ns;
}

// ---- lines

void DetailView::look_for_line(uint32_t g, Way way, LineStep how, DetailPlace from) {
  if (!possible() || !problem_.empty()) return;
  search_ = Search{.g = g, .way = way, .how = how, .from = from};
}

void DetailView::search() {
  const auto& window = cursor_.window();
  if (window != nullptr && window->holds(search_->from)) {
    if (search_->depth == 0) {
      const DetailStacks* here = cursor_.stacks_at(search_->from);
      const std::vector<DetailFrame>* frames = here == nullptr ? nullptr : here->of(search_->g);
      search_->depth = frames == nullptr || frames->empty() ? SIZE_MAX : frames->size();
    }
    const bool over = search_->way == Way::Forward ? search_forward(*window) : search_back(*window);
    if (over) return search_.reset();
    if (++search_->windows > kMostWindows) return search_.reset();
  }
  ask(search_->from);
}

// True: found, or there is nothing left to look at.
bool DetailView::search_forward(const DetailWindow& window) {
  for (size_t i = window.count_to(search_->from); i < window.events.size(); ++i) {
    const DetailEvent& at = window.events[i];
    if (at.event.kind != EventKind::Line || at.event.g != search_->g) continue;
    if (search_->how == LineStep::Over && at.event.c > search_->depth) continue;
    found_ = at.at;
    return true;
  }
  search_->from = window.end;
  return window.to_the_end;
}

// To the line before the one that began last: from its beginning, or from anywhere in it to its beginning.
bool DetailView::search_back(const DetailWindow& window) {
  for (size_t i = window.count_to(search_->from); i > 0; --i) {
    const DetailEvent& at = window.events[i - 1];
    if (at.event.kind != EventKind::Line || at.event.g != search_->g || at.at >= search_->from) continue;
    if (search_->how == LineStep::Over && at.event.c > search_->depth) continue;
    found_ = at.at;
    return true;
  }
  if (window.begin == DetailPlace{}) return true;
  const bool stuck = search_->from == window.begin;
  search_->from = window.begin;
  return stuck;
}

}  // namespace gopherarium
