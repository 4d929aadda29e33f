#pragma once
// DetailView: what happened between the recording's events, as far as the window looks there: the frames of every goroutine with
// their variables at the playhead, and steps from line to line. It has a controlled run executed again (Rerun) on a thread of
// its own, window by window, as they are asked for; until one is there it has nothing to say, and says why.
//
// One thread (the window's) uses it. No ImGui here.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/view/document.h"
#include "runtime/session/rerun.h"
#include "runtime/trace/detail.h"

namespace gopherarium {

enum class LineStep : uint8_t { Over, Into };
enum class Way : uint8_t { Forward, Back };

class DetailView {
 public:
  explicit DetailView(Document& document);
  ~DetailView();

  // Whether the recording can have detail: that of a controlled run.
  bool possible() const { return document_.info().driver == DriverKind::Controlled && document_.recording().end() != 0; }
  // Once a frame: takes in what came. Asks for the window around the place, when `wanted`.
  enum class Wanted : uint8_t { No, Yes };
  void advance(DetailPlace place, Wanted wanted);
  // The frames at the place of the last advance; nullptr: not known (yet).
  const DetailStacks* stacks() const { return stacks_; }
  // When the newest detail event up to the place happened, if the window has it.
  std::optional<uint64_t> time_ns(DetailPlace place) const;
  // Why there are no frames: empty while they are being made.
  const std::string& problem() const { return problem_; }

  // Looks for the goroutine's next or previous line; found() has the place once it is known, which may take some frames.
  void look_for_line(uint32_t g, Way way, LineStep how, DetailPlace from);
  bool looking() const { return search_.has_value(); }
  std::optional<DetailPlace> take_found() { return std::exchange(found_, std::nullopt); }
  void stop_looking() { search_.reset(); }
  // A new recording.
  void forget();

 private:
  class Filler;
  struct Search {
    uint32_t g = 0;
    Way way = Way::Forward;
    LineStep how = LineStep::Over;
    DetailPlace from;       // what is left to look at
    size_t depth = 0;       // of the goroutine where it began; 0: not known yet
    int windows = 0;
  };
  void ask(DetailPlace place);
  void search();
  bool search_forward(const DetailWindow& window);
  bool search_back(const DetailWindow& window);

  Document& document_;
  std::unique_ptr<Filler> filler_;
  DetailCursor cursor_;
  const DetailStacks* stacks_ = nullptr;
  std::string problem_;
  std::optional<Search> search_;
  std::optional<DetailPlace> found_;
};

}  // namespace gopherarium
