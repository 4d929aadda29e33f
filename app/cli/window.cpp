#include "app/cli/window.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <limits>

namespace gopherarium {

Result<std::unique_ptr<AppWindow>> AppWindow::open(ShellOptions options) {
  auto shell = Shell::open(std::move(options));
  if (!shell) return Error{shell.error()};
  return std::unique_ptr<AppWindow>(new AppWindow(std::move(shell).value()));
}

AppWindow::AppWindow(std::unique_ptr<Shell> shell) : shell_(std::move(shell)), document_([] { Window::wake(); }), view_(document_), guide_(view_) {
  view_.advance(0);  // panels read a state from their first frame on
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  if (const std::string folder = lessons_folder_of(program.parent_path().string()); !folder.empty()) {
    if (auto catalogue = load_catalogue(folder)) guide_.set_catalogue(std::move(catalogue).value());
  }
  add_panels();
  handle_run_actions();
  handle_time_actions();
  handle_view_actions();
  handle_lesson_actions();
  shell_->set_client(this);
}

void AppWindow::add_panels() {
  Workspace& to = shell_->workspace();
  to.add(Area::Left, make_source_panel(view_));
  to.add(Area::Centre, make_lesson_panel(guide_));
  to.add(Area::Centre, make_scheduler_panel(view_));
  to.add(Area::Centre, make_channels_panel(view_));
  to.add(Area::Centre, make_memory_panel(view_));
  to.add(Area::Centre, make_correctness_panel(view_));
  to.add(Area::Right, make_inspector_panel(view_));
  to.add(Area::Bottom, make_timeline_panel(view_));
  to.add(Area::Bottom, make_console_panel(view_));
}

Result<void> AppWindow::open(const std::string& what) {
  if (std::filesystem::exists(what + "/lesson.md") || !std::filesystem::exists(what)) {
    if (auto found = open_lesson(what); found || !what.ends_with(".go")) return found;
  }
  guide_.close();
  const bool program = what.ends_with(".go") || std::filesystem::is_directory(what);
  auto opened = program ? document_.open_program(what) : document_.open_recording_file(what);
  if (!opened) return opened;
  if (!document_.notice().empty()) shell_->notify(document_.notice());
  return {};
}

Result<void> AppWindow::open_lesson(const std::string& what) {
  auto opened = guide_.open(what);
  if (!opened) return opened;
  shell_->workspace().choose(guide_.lesson().workspace);
  shell_->workspace().show("lesson");
  return {};
}

void AppWindow::show_lessons() {
  if (!guide_.catalogue().lessons.empty()) shell_->workspace().choose("lesson");
}

void AppWindow::handle_lesson_actions() {
  ActionRegistry& on = shell_->actions();
  on.on("lesson", [this](const Action& a) {
    if (const auto opened = open_lesson(a.text(0)); !opened) shell_->notify(opened.error());
  });
  on.on("lesson.next", [this](const Action&) { guide_.next(); });
  on.on("lesson.previous", [this](const Action&) { guide_.previous(); });
  on.on("lesson.step", [this](const Action& a) { guide_.go_to(static_cast<size_t>(std::max<int64_t>(0, a.integer(0)))); });
  on.on("lesson.answer", [this](const Action& a) { guide_.answer(static_cast<size_t>(std::max<int64_t>(1, a.integer(0, 1))) - 1); });
}

void AppWindow::start_run() {
  if (document_.start()) {
    view_.advance(shell_->ui().now);
    view_.set_playing(true);
    return;
  }
  view_.set_playing(false);
  const auto& problems = document_.problems();
  const std::string first = problems.empty() ? "" : problems.front().text;
  shell_->notify(problems.size() > 1 ? fmt::format("it does not compile: {} (and {} more)", first, problems.size() - 1)
                                     : fmt::format("it does not compile: {}", first));
}

void AppWindow::handle_run_actions() {
  ActionRegistry& on = shell_->actions();
  on.on("run.toggle", [this](const Action&) {
    if (document_.recording().end() == 0 && !document_.running()) return start_run();
    view_.set_playing(!view_.playing());
  });
  on.on("run.start", [this](const Action&) { start_run(); });
  on.on("run.restart", [this](const Action&) {
    if (document_.from_file()) {
      view_.to_start();
      view_.set_playing(true);
    } else {
      start_run();
    }
  });
  on.on("run.stop", [this](const Action&) {
    document_.stop();
    view_.set_playing(false);
  });
  on.on("speed", [this](const Action& a) {
    view_.set_speed(a.text(0) == "real" ? std::numeric_limits<double>::infinity() : a.number(0, 8));
  });
  on.on("speed.faster", [this](const Action&) { view_.set_speed(view_.speed() * 2 > 1e6 ? std::numeric_limits<double>::infinity() : view_.speed() * 2); });
  on.on("speed.slower", [this](const Action&) { view_.set_speed(std::isinf(view_.speed()) ? 1e6 : std::max(1.0, view_.speed() / 2)); });
  on.on("driver", [this](const Action& a) { document_.settings.controlled = a.text(0) == "controlled"; });
  on.on("procs", [this](const Action& a) { document_.settings.procs = static_cast<uint32_t>(std::clamp<int64_t>(a.integer(0, 2), 1, 256)); });
  on.on("seed", [this](const Action& a) { document_.settings.seed = static_cast<uint64_t>(std::max<int64_t>(0, a.integer(0, 1))); });
  const auto no_detector = [this](const Action&) { shell_->notify("runs have no such detector yet: deadlocks are found without a switch"); };
  on.on("race", no_detector);
  on.on("leaks", no_detector);
  on.on("file.save", [this](const Action&) {
    const auto saved = document_.save();
    shell_->notify(saved ? fmt::format("saved {}", document_.path()) : saved.error());
  });
}

void AppWindow::handle_time_actions() {
  ActionRegistry& on = shell_->actions();
  const auto do_this = [&on](const char* id, auto act) { on.on(id, [act](const Action&) { act(); }); };
  do_this("time.step", [this] { view_.step(Way::Forward); });
  do_this("time.step_back", [this] { view_.step(Way::Back); });
  do_this("time.step_row", [this] { view_.step_row(Way::Forward); });
  do_this("time.step_row_back", [this] { view_.step_row(Way::Back); });
  do_this("line.over", [this] { view_.step_line(Way::Forward); });
  do_this("line.over_back", [this] { view_.step_line(Way::Back); });
  do_this("time.start", [this] { view_.to_start(); });
  do_this("time.end", [this] { view_.to_end(); });
  do_this("cause.back", [this] { view_.step_cause(Way::Back); });
  do_this("cause.forward", [this] { view_.step_cause(Way::Forward); });
  on.on("event", [this](const Action& a) { view_.go_to(static_cast<EventIndex>(std::max<int64_t>(0, a.integer(0))) + 1); });
}

void AppWindow::handle_view_actions() {
  ActionRegistry& on = shell_->actions();
  const auto do_this = [&on](const char* id, auto act) { on.on(id, [act](const Action&) { act(); }); };
  const auto at = [this] { return static_cast<double>(view_.time_ns()); };
  do_this("zoom.in", [this, at] { view_.zoom(0.7, at()); });
  do_this("zoom.out", [this, at] { view_.zoom(1 / 0.7, at()); });
  do_this("pan.left", [this] { view_.pan(-view_.window().length() * 0.1); });
  do_this("pan.right", [this] { view_.pan(view_.window().length() * 0.1); });
  do_this("view.focus", [this] { view_.centre_on_selection(); });
  do_this("view.fit", [this] { view_.fit_selection(); });
  do_this("view.reset", [this] { view_.show_all(); });
  do_this("mark.add", [this] { view_.toggle_bookmark(); });
  do_this("view.undo", [this] { view_.undo(); });
  do_this("view.redo", [this] { view_.redo(); });
  do_this("row.down", [this] { view_.select_neighbour(Way::Forward); });
  do_this("row.up", [this] { view_.select_neighbour(Way::Back); });
  do_this("view.clear", [this] { view_.clear_selection(); });
  on.on("line", [this](const Action& a) { view_.show_line(static_cast<int>(a.integer(0))); });
  on.on("breakpoint", [this](const Action& a) { view_.toggle_breakpoint(static_cast<int>(a.integer(0))); });
  const auto selects = [this](SelectedKind kind) {
    return [this, kind](const Action& a) { view_.select({kind, static_cast<uint64_t>(a.integer(0))}); };
  };
  on.on("goroutine", selects(SelectedKind::G));
  on.on("processor", selects(SelectedKind::P));
  on.on("object", selects(SelectedKind::Object));
  on.on("machine", selects(SelectedKind::M));
}

// ---- ShellClient

void AppWindow::prepare(double now, TopBarState& bar) {
  view_.advance(now);
  guide_.advance();
  std::string_view name = document_.file_name();
  if (const size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  bar.title = document_.path().empty() ? "Gopherarium" : std::string(name);
  if (guide_.is_open()) {
    bar.title = guide_.lesson().title;
    bar.breadcrumb = guide_.step() == 0 ? guide_.lesson().track : fmt::format("{} · step {} of {}", guide_.lesson().track, guide_.step(), guide_.steps());
  } else {
    bar.breadcrumb.clear();
  }
  bar.running = view_.playing();
  bar.can_step = view_.playhead() < view_.model().end();
  bar.can_step_back = view_.playhead() > view_.model().first();
  bar.events_per_second = view_.speed();
  bar.controlled = document_.settings.controlled;
  bar.procs = document_.settings.procs;
  bar.seed = document_.settings.seed;
  bar.mode = document_.from_file()          ? RunMode::Replaying
             : !view_.playing()             ? RunMode::Paused
             : document_.settings.controlled ? RunMode::Controlled
                                             : RunMode::Live;
  const double heap = static_cast<double>(view_.state().heap_bytes), most = static_cast<double>(document_.settings.heap_bytes);
  bar.warning = heap > 0.8 * most ? fmt::format("heap {:.0f} % of its limit", 100 * heap / most) : "";
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

bool AppWindow::may_close() {
  if (!document_.unsaved() || asked_to_save_ || document_.path().empty()) return true;
  asked_to_save_ = true;
  shell_->notify("there are unsaved changes: Ctrl+S saves them, closing again drops them");
  return false;
}

// ---- ScriptHost

std::optional<std::string> AppWindow::model(std::string_view key) const {
  const State& state = view_.state();
  if (key == "time") return fmt::format("{}", state.time_ns);
  if (key == "playhead") return fmt::format("{}", view_.playhead());
  if (key == "events") return fmt::format("{}", document_.recording().end());
  if (key == "goroutines") return fmt::format("{}", state.goroutines());
  if (key == "running") return view_.playing() ? "1" : "0";
  if (key == "status") return state.phase == RunPhase::Ended ? fmt::format("{}", state.exit_status) : "";
  if (key == "selected") return state_of_selection();
  if (key == "lesson") return guide_.is_open() ? guide_.lesson().id : "";
  if (key == "step") return fmt::format("{}", guide_.step());
  if (key == "goal") return guide_.goal_reached() ? "1" : "0";
  if (key == "problems") return fmt::format("{}", document_.problems().size());
  if (key == "source") return document_.source();
  if (key == "driver") return document_.settings.controlled ? "controlled" : "live";
  if (key == "output") {
    std::string text;
    for (const OutputPiece& piece : state.output()) text += document_.recording().text(piece.text);
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
