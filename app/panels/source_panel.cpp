// The source: editable, with a chip for each goroutine at the line where it is, and compile errors and vet's
// warnings below their lines.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/panels/panels.h"
#include "app/widgets/code_view.h"

namespace gopherarium {
namespace {

constexpr size_t kChipsALine = 3;
constexpr size_t kManyGoroutines = 1'000;
constexpr double kMarkedAnew = 0.12;          // seconds
constexpr uint32_t kMostGoroutines = 20'000;  // beyond, only the selected one is marked

// Text in which nothing means anything to Markdown: types have stars, names underscores.
std::string plain_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#&!|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class SourcePanel final : public Panel {
 public:
  explicit SourcePanel(View& view) : view_(view) { load(); }
  std::string_view id() const override { return "source"; }
  std::string title() const override {
    std::string_view name = view_.document().file_name();
    if (const size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    return std::string(name) + (view_.document().unsaved() ? " •" : "");
  }
  std::string note() const override { return fmt::format("go 1.{}", view_.document().go_minor()); }

  void prepare(double now) override {
    now_ = now;
    if (version_ != view_.document().source_version()) load();
    mark_goroutines();
    std::vector<LineNote> notes;
    for (const Problem& problem : view_.document().problems()) {
      notes.push_back({.line = std::max(1, problem.line), .markdown = problem.text, .tone = Tone::Error});
    }
    for (const Warning& warning : view_.document().warnings()) {
      notes.push_back({.line = warning.line,
                       .markdown = fmt::format("{} · [why?](lesson:{})", plain_markdown(warning.text), warning.lesson),
                       .tone = Tone::Warning});
    }
    text_.set_notes(std::move(notes));
    text_.set_breakpoints(view_.breakpoints());
    if (const int line = view_.take_wanted_line(); line != 0) text_.show_line(line);
  }

  void draw(PanelContext& c) override {
    if (theme_.name != c.ui.theme.name) marked_ = {};  // chips have its colours
    theme_ = c.ui.theme;
    if (!text_.draw(c.ui, c.area, "editor")) return;
    view_.document().set_source(text_.buffer().text());
    version_ = view_.document().source_version();
  }

 private:
  void load() {
    version_ = view_.document().source_version();
    if (text_.buffer().text() != view_.document().source()) text_.set_text(view_.document().source());  // a rerun keeps undo
  }

  struct AtLine {
    size_t count = 0;
    std::vector<uint32_t> first;  // those with chips, in order of rank
  };

  // The lines where goroutines are; the selected or running one's is the current line.
  void mark_goroutines() {
    const State& state = view_.state();
    const Marked now{view_.document().generation(), state.next, view_.selection(), view_.place(), view_.detail().stacks()};
    if (now == marked_) return;
    // Many goroutines are looked through a few times a second while the playhead moves by itself.
    const bool recent = now_ >= marked_when_ && now_ - marked_when_ < kMarkedAnew;
    if (view_.playing() && recent && state.gs.size() > kManyGoroutines && now.generation == marked_.generation) return;
    marked_ = now;
    marked_when_ = now_;
    const auto place = [&](uint32_t g) {
      const GState* it = state.g(g);
      if (it == nullptr || it->status == GStatus::Dead) return 0;
      if (const std::vector<DetailFrame>* frames = view_.frames_of(g)) return line_of_frames(*frames);
      return lines_.line(view_.document(), it->stack != 0 ? it->stack : it->create_stack);
    };
    std::map<int, AtLine> at;
    if (state.goroutines() <= kMostGoroutines) {
      for (uint32_t g = 1; g < state.gs.size(); ++g) {
        if (const int line = place(g); line != 0) put(at[line], g);
      }
    }
    int current = 0;
    if (const uint32_t g = view_.selected_g(); g != 0) {
      current = place(g);
    } else if (const auto last = view_.last_event()) {
      current = place(view_.model().event(*last).g);
    }
    text_.set_current_line(current);
    if (current != 0 && current != shown_line_) text_.show_line(current);
    shown_line_ = current;
    std::vector<LineMarker> markers;
    for (const auto& [line, gs] : at) mark_line(line, gs, markers);
    text_.set_markers(std::move(markers));
  }

  // Keeps the first few by rank, then by number: the walk goes by number.
  void put(AtLine& line, uint32_t g) const {
    ++line.count;
    auto place = line.first.begin();
    while (place != line.first.end() && rank(*place) <= rank(g)) ++place;
    if (place == line.first.end() && line.first.size() == kChipsALine) return;
    line.first.insert(place, g);
    if (line.first.size() > kChipsALine) line.first.pop_back();
  }

  void mark_line(int line, const AtLine& gs, std::vector<LineMarker>& markers) const {
    const size_t shown = gs.count > kChipsALine ? kChipsALine - 1 : gs.first.size();
    for (size_t i = 0; i < shown; ++i) {
      const GState& g = *view_.state().g(gs.first[i]);
      markers.push_back({.line = line, .text = fmt::format("G{}", gs.first[i]), .fill = theme_.of(colour_of(g)),
                         .action = {"goroutine", {static_cast<int64_t>(gs.first[i])}},
                         .tooltip = fmt::format("G{} · {} · {}", gs.first[i], short_function(view_.recording().text(g.function)), state_words(g))});
    }
    if (gs.count == shown) return;
    const uint32_t next = gs.first[shown];
    markers.push_back({.line = line, .text = fmt::format("+{}", gs.count - shown), .fill = theme_.of(colour_of(*view_.state().g(next))),
                       .action = {"goroutine", {static_cast<int64_t>(next)}}, .tooltip = fmt::format("{} more goroutines", gs.count - shown)});
  }

  // The innermost line in the shown file.
  int line_of_frames(const std::vector<DetailFrame>& frames) const {
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame) {
      if (view_.recording().text(frame->file) == view_.document().file_name()) return static_cast<int>(frame->line);
    }
    return 0;
  }

  // The selected one first, then those that run.
  int rank(uint32_t g) const {
    if (g == view_.selected_g()) return 0;
    return view_.state().g(g)->status == GStatus::Running ? 1 : 2;
  }

  View& view_;
  CodeView text_;
  struct Marked {  // what the markers were made of
    uint32_t generation = 0;
    EventIndex at = UINT64_MAX;
    Selected selected;
    DetailPlace place;
    const DetailStacks* frames = nullptr;
    bool operator==(const Marked&) const = default;
  };
  uint64_t version_ = 0;
  Marked marked_;
  double marked_when_ = -1, now_ = 0;
  StackLines lines_;
  Theme theme_ = make_theme(ThemeName::Dark);
  int shown_line_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_source_panel(View& view) { return std::make_unique<SourcePanel>(view); }

}  // namespace gopherarium
