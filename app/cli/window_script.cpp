// AppWindow: what scripts can expect of the model.

#include <fmt/format.h>

#include "app/cli/window.h"
#include "app/view/event_words.h"

namespace gopherarium {
namespace {

constexpr std::string_view kModes[] = {"ready", "live", "controlled", "paused", "held", "ended", "replaying", "forked"};  // by RunMode

}  // namespace

// "main.main:12 count=0 | main.add:7 a=1 b=2": the selected goroutine's, outermost first.
std::string AppWindow::frames_of_selection() const {
  std::string text;
  const std::vector<DetailFrame>* frames = view_.frames_of(view_.selected_g());
  if (frames == nullptr) return text;
  for (const DetailFrame& frame : *frames) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : " | ", document_.recording().text(frame.function), frame.line);
    for (const auto& [place, variable] : frame.variables) {
      text += fmt::format(" {}={}", document_.recording().text(variable.name),
                          print_value(document_.recording().tables(), variable.word, variable.type));
    }
  }
  return text;
}

std::optional<std::string> AppWindow::model(std::string_view key) const {
  const State& state = view_.state();
  if (key == "time") return fmt::format("{}", state.time_ns);
  if (key == "playhead") return fmt::format("{}", view_.playhead());
  if (key == "events") return fmt::format("{}", document_.recording().end());
  if (key == "taken") return fmt::format("{}", document_.model().end());
  if (key == "goroutines") return fmt::format("{}", state.goroutines());
  if (key == "running") return view_.playing() ? "1" : "0";
  if (key == "status") return state.phase == RunPhase::Ended ? fmt::format("{}", state.exit_status) : "";
  if (key == "selected") return state_of_selection();
  if (key == "frames") return frames_of_selection();
  if (key == "lesson") return guide_.is_open() ? guide_.lesson().id : "";
  if (key == "step") return fmt::format("{}", guide_.step());
  if (key == "goal") return guide_.goal_reached() ? "1" : "0";
  if (key == "problems") return fmt::format("{}", document_.problems().size());
  if (key == "source") return document_.source();
  if (key == "waits_for_input") {
    const uint32_t g = waits_for_input(document_.recording(), document_.model().newest());
    return g == 0 ? "" : fmt::format("G{}", g);
  }
  if (key == "held") return document_.held() ? "1" : "0";
  if (key == "going") return document_.running() ? "1" : "0";
  if (key == "stop_ms") return fmt::format("{:.1f}", document_.stop_seconds() * 1e3);
  if (key == "unsaved") return document_.unsaved() ? "1" : "0";
  if (key == "path") return document_.path();
  if (key == "filter") return view_.rows().filter;
  if (key == "mode") return std::string(kModes[static_cast<size_t>(mode())]);
  if (key == "window.length") return fmt::format("{:.0f}", view_.window().length());
  if (key == "bookmarks") return fmt::format("{}", view_.bookmarks().size());
  if (key == "range") return view_.range() ? fmt::format("{:.0f}", view_.range()->length()) : "";
  if (key == "driver") return document_.settings.controlled ? "controlled" : "live";
  if (key == "output") {
    std::string text;
    for (const OutputPiece& piece : state.output()) {
      if (piece.fd != 0) text += document_.recording().text(piece.text);
    }
    return text;
  }
  if (key.starts_with("G") && key.ends_with(".state")) {
    const GState* g = state.g(static_cast<uint32_t>(std::atoi(std::string(key.substr(1)).c_str())));
    return g == nullptr ? "" : state_words(*g);
  }
  return std::nullopt;
}

std::string AppWindow::state_of_selection() const {
  switch (view_.selection().kind) {
    case SelectedKind::G: return fmt::format("G{}", view_.selection().id);
    case SelectedKind::P: return fmt::format("P{}", view_.selection().id);
    case SelectedKind::M: return fmt::format("M{}", view_.selection().id);
    case SelectedKind::Object: return object_words(document_.recording(), view_.state(), view_.selection().id);
    default: return "";
  }
}

}  // namespace gopherarium
