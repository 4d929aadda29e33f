// AppWindow: what the palette finds.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "app/cli/window.h"
#include "app/view/event_words.h"

namespace gopherarium {
namespace {

// Small letters and capitals are the same.
bool contains(std::string_view text, std::string_view part) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

}  // namespace

// Goroutines and channels by name, output and source by what they say, events by kind or number.
void AppWindow::search() {
  shell_->open_palette("Search events, goroutines, output and source", [this](std::string_view query) {
    constexpr size_t kMostOfEach = 40;
    std::vector<PaletteItem> items;
    if (query.empty()) return items;
    items = find_events(query);
    for (PaletteItem& item : find(query)) items.push_back(std::move(item));
    size_t found = 0;
    for (const OutputPiece& piece : view_.model().newest().output()) {
      const std::string_view text = document_.recording().text(piece.text);
      if (found >= kMostOfEach || !contains(text, query)) continue;
      ++found;
      items.push_back({std::string(text.substr(0, text.find('\n'))), piece.g == 0 ? std::string("output") : fmt::format("output of G{}", piece.g), {"event", {static_cast<int64_t>(piece.event)}}});
    }
    std::string_view source = document_.source();
    for (int64_t line = 1, lines = 0; !source.empty() && lines < static_cast<int64_t>(kMostOfEach); ++line) {
      const size_t end = std::min(source.find('\n'), source.size());
      std::string_view text = source.substr(0, end);
      source.remove_prefix(std::min(end + 1, source.size()));
      if (!contains(text, query)) continue;
      ++lines;
      text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
      items.push_back({std::string(text), fmt::format("line {}", line), {"line", {line}}});
    }
    return items;
  });
}

// The event of a number, and the next ones of a kind.
std::vector<PaletteItem> AppWindow::find_events(std::string_view query) const {
  constexpr size_t kMost = 20, kMostLooks = 200'000;
  std::vector<PaletteItem> items;
  const Model& model = document_.model();
  const auto add = [&](EventIndex at) {
    items.push_back({plain_words(event_words(document_.recording(), model.newest(), model.event(at))),
                     fmt::format("event {} · {}", at + 1, event_info(model.event(at).kind).name), {"event", {static_cast<int64_t>(at)}}});
  };
  EventIndex number = 0;
  const auto [end, error] = std::from_chars(query.data(), query.data() + query.size(), number);
  if (error == std::errc{} && end == query.data() + query.size() && number > model.first() && number <= model.end()) add(number - 1);
  std::array<bool, static_cast<size_t>(EventKind::kCount)> wanted{};
  bool any = false;
  for (size_t kind = 0; kind < wanted.size() && query.size() >= 3; ++kind) {
    const std::string_view name = event_info(static_cast<EventKind>(kind)).name;
    wanted[kind] = contains(name, query);
    any = any || wanted[kind];
  }
  if (!any) return items;
  // From the playhead on, and then from the start, as searches go.
  const EventIndex here = view_.playhead();
  for (const auto& [begin, stop] : {std::pair{here, model.end()}, {model.first(), here}}) {
    size_t looks = 0;
    for (EventIndex at = begin; at < stop && items.size() < kMost && ++looks < kMostLooks; ++at) {
      if (wanted[static_cast<size_t>(model.event(at).kind)]) add(at);
    }
  }
  return items;
}

std::vector<PaletteItem> AppWindow::find(std::string_view query) {
  constexpr size_t kMost = 200;
  std::vector<PaletteItem> items;
  const State& state = view_.model().newest();
  for (uint32_t g = 1; g < state.gs.size() && items.size() < kMost; ++g) {
    if (!state.gs[g].exists) continue;
    const std::string name = fmt::format("G{} {}", g, short_function(document_.recording().text(state.gs[g].function)));
    if (fuzzy_score(query, name) >= 0) items.push_back({name, state_words(state.gs[g]), {"goroutine", {static_cast<int64_t>(g)}}});
  }
  for (size_t i = 0; i < state.channels.size() && items.size() < kMost; ++i) {
    const std::string name = object_words(document_.recording(), state, state.channels[i].address);
    if (fuzzy_score(query, name) >= 0) items.push_back({name, "channel", {"object", {static_cast<int64_t>(state.channels[i].address)}}});
  }
  return items;
}

}  // namespace gopherarium
