// The source: editable, with a chip for each goroutine at the line where it is, and compile errors and vet's
// warnings below their lines.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/panels/panels.h"
#include "app/widgets/code_view.h"
#include "app/widgets/controls.h"
#include "app/widgets/rich_text.h"

namespace gopherarium {
namespace {

constexpr size_t kChipsALine = 3;
constexpr size_t kManyGoroutines = 1'000;
constexpr double kMarkedAnew = 0.12;          // seconds
constexpr uint32_t kMostGoroutines = 20'000;  // beyond, only the selected one is marked

class SourcePanel final : public Panel {
 public:
  explicit SourcePanel(View& view) : view_(view) { load(); }
  std::string_view id() const override { return "source"; }
  std::string title() const override {
    return tab_words(view_.document().shown());
  }
  std::string note() const override {
    return view_.document().edited_since_run() ? "edited · Ctrl+Enter runs it" : fmt::format("go 1.{}", view_.document().go_minor());
  }

  void prepare(double now) override {
    now_ = now;
    if (version_ != view_.document().source_version()) load();
    mark_goroutines();
    std::vector<LineNote> notes;
    const std::string& file = view_.document().file_name();
    for (const Problem& problem : view_.document().problems()) {
      if (!problem.file.empty() && problem.file != file) continue;
      notes.push_back({.line = std::max(1, problem.line), .markdown = plain_markdown(problem.text), .tone = Tone::Error});
    }
    for (const Warning& warning : view_.document().warnings()) {
      if (warning.file != file) continue;
      notes.push_back({.line = warning.line,
                       .markdown = fmt::format("{} · [why?](lesson:{})", plain_markdown(warning.text), warning.lesson),
                       .tone = Tone::Warning});
    }
    text_->set_notes(std::move(notes));
    text_->set_breakpoints(view_.breakpoints());
    if (const int line = view_.take_wanted_line(); line != 0) text_->show_line(line);
  }

  void draw(PanelContext& c) override {
    if (theme_.name != c.ui.theme.name) marked_ = {};  // chips have its colours
    theme_ = c.ui.theme;
    Rect area = c.area;
    if (view_.document().files().size() > 1) file_tabs(c.ui, area.cut_top(c.ui.px(30)));
    if (!text_->draw(c.ui, area, "editor")) return;
    view_.document().set_source(text_->buffer().text());
    version_ = view_.document().source_version();
  }

 private:
  // "worker.go •" of a file with unsaved text.
  std::string tab_words(size_t index) const {
    const Document& document = view_.document();
    return std::string(base_name(document.files()[index].name)) + (document.unsaved(index) ? " •" : "");
  }

  // The files of a program that has more than one.
  void file_tabs(Ui& ui, Rect strip) {
    std::vector<Tab> tabs;
    for (size_t i = 0; i < view_.document().files().size(); ++i) tabs.push_back({view_.document().files()[i].name, tab_words(i)});
    int chosen = static_cast<int>(view_.document().shown());
    if (!tab_strip(ui, strip, "files", tabs, chosen, "")) return;
    view_.document().show_file(static_cast<size_t>(chosen));
    marked_ = {};
    shown_line_ = -1;
  }

  // Each file keeps its place and undo while its program is open; a text that came from elsewhere is an edit, to be undone.
  void load() {
    const Document& document = view_.document();
    version_ = document.source_version();
    if (opened_ != document.opened()) texts_.clear();
    opened_ = document.opened();
    const auto [it, fresh] = texts_.try_emplace(document.file_name());
    text_ = &it->second;
    if (fresh) return text_->set_text(document.source());
    if (text_->buffer().text() == document.source()) return;
    text_->buffer().select_all();
    text_->buffer().insert(document.source());
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
    uint32_t here = view_.selected_g();
    if (const auto last = view_.last_event(); here == 0 && last) here = view_.model().event(*last).g;
    const int current = here == 0 ? 0 : place(here);
    if (current == 0 && here != 0 && !view_.playing()) follow_into_file(here);
    text_->set_current_line(current);
    if (current != 0 && current != shown_line_) text_->show_line(current);
    shown_line_ = current;
    std::vector<LineMarker> markers;
    for (const auto& [line, gs] : at) mark_line(line, gs, markers);
    text_->set_markers(std::move(markers));
  }

  // The goroutine is in another file of the program: that one is shown from the next frame on.
  void follow_into_file(uint32_t g) {
    const GState* it = view_.state().g(g);
    if (it == nullptr || it->status == GStatus::Dead || view_.document().files().size() < 2) return;
    const StackFrame* frame = own_frame(view_.recording(), it->stack != 0 ? it->stack : it->create_stack);
    std::string_view file = frame == nullptr ? "" : view_.recording().text(frame->file);
    if (const std::vector<DetailFrame>* frames = view_.frames_of(g)) {
      const auto own = std::find_if(frames->rbegin(), frames->rend(), [&](const DetailFrame& f) { return view_.document().has_file(view_.recording().text(f.file)); });
      if (own != frames->rend()) file = view_.recording().text(own->file);
    }
    if (file == view_.document().file_name()) return;
    view_.document().show_file(file);
    marked_ = {};
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
  std::map<std::string, CodeView> texts_;  // by file
  CodeView* text_ = nullptr;               // the shown one's
  uint32_t opened_ = 0;
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
