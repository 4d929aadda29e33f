#include "app/cli/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "app/timeline/rows.h"
#include "app/view/event_words.h"

namespace gopherarium {
namespace {

constexpr size_t kMostRows = 20'000;  // for Up and Down

}  // namespace

Result<std::unique_ptr<AppWindow>> AppWindow::open(ShellOptions options, std::string drafts) {
  auto shell = Shell::open(std::move(options));
  if (!shell) return Error{shell.error()};
  return std::unique_ptr<AppWindow>(new AppWindow(std::move(shell).value(), std::move(drafts)));
}

AppWindow::AppWindow(std::unique_ptr<Shell> shell, std::string drafts)
    : shell_(std::move(shell)), document_([] { Window::wake(); }, std::move(drafts)), view_(document_), guide_(view_) {
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
  handle_row_actions();
  handle_file_actions();
  shell_->set_client(this);
  shell_->restore_workspace();
}

void AppWindow::add_panels() {
  Workspace& to = shell_->workspace();
  to.add(Area::Left, make_source_panel(view_));
  to.add(Area::Centre, make_gallery_panel(guide_));
  to.add(Area::Centre, make_scheduler_panel(view_));
  to.add(Area::Centre, make_channels_panel(view_));
  to.add(Area::Centre, make_memory_panel(view_));
  to.add(Area::Centre, make_correctness_panel(view_));
  to.add(Area::Right, make_inspector_panel(view_));
  to.add(Area::Right, make_lesson_panel(guide_));
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
  if (shell_->workspace().chosen() == "gallery") shell_->workspace().choose("scheduler");
  if (!shell_->workspace().showing("inspector")) shell_->workspace().show("inspector");
  return {};
}

Result<void> AppWindow::open_lesson(const std::string& what) {
  auto opened = guide_.open(what);
  if (!opened) return opened;
  shell_->notify(document_.notice());
  shell_->workspace().choose(guide_.lesson().workspace);
  shell_->workspace().show("lesson");
  return {};
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
    shell_->notify("");  // what was said of the text before
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
    const bool none = document_.recording().end() == 0 || document_.edited_since_run();
    if (none && !document_.running()) return start_run();
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
  on.on("run.hold", [this](const Action&) {
    if (!document_.running()) return shell_->notify("no run is going on: the picture shows what was recorded");
    if (document_.held()) return document_.go_on();
    document_.hold();
  });
  on.on("run.controlled", [this](const Action&) {
    if (document_.from_file()) return shell_->notify("a recording cannot run again: open its program");
    document_.settings.controlled = true;
    start_run();
    view_.set_playing(false);
  });
  on.on("run.stop", [this](const Action&) {
    document_.stop();
    view_.set_playing(false);
  });
  on.on("stdin", [this](const Action& a) {
    if (!document_.running()) return shell_->notify("no run is going on that could read this: Ctrl+Enter starts one");
    if (document_.input_ended()) return shell_->notify("the run's standard input has ended");
    document_.send_input(a.text(0) + "\n");
  });
  on.on("stdin.end", [this](const Action&) { document_.end_input(); });
  on.on("stdin.type", [this](const Action&) {
    shell_->workspace().show("console");
    view_.ask_for_input();
  });
  on.on("arguments", [this](const Action& a) { document_.settings.arguments = a.text(0); });
  on.on("environment", [this](const Action& a) { document_.settings.environment = a.text(0); });
  on.on("speed", [this](const Action& a) {
    view_.set_speed(a.text(0) == "real" ? std::numeric_limits<double>::infinity() : a.number(0, 8));
  });
  on.on("speed.faster", [this](const Action&) { view_.set_speed(view_.speed() * 2 > 1e6 ? std::numeric_limits<double>::infinity() : view_.speed() * 2); });
  on.on("speed.slower", [this](const Action&) { view_.set_speed(std::isinf(view_.speed()) ? 1e6 : std::max(1.0, view_.speed() / 2)); });
  on.on("driver", [this](const Action& a) { document_.settings.controlled = a.text(0) == "controlled"; });
  on.on("procs", [this](const Action& a) { document_.settings.procs = static_cast<uint32_t>(std::clamp<int64_t>(a.integer(0, 2), 1, 256)); });
  on.on("seed", [this](const Action& a) { document_.settings.seed = static_cast<uint64_t>(std::max<int64_t>(0, a.integer(0, 1))); });
}

// A step in a live run walks over its recording: the program itself can only be stepped under the other driver.
void AppWindow::offer_control() {
  if (document_.from_file() || view_.state().driver != DriverKind::Live || offered_control_ == document_.generation()) return;
  offered_control_ = document_.generation();
  shell_->notify("this run is live: you step over its recording. Ctrl+Shift+R runs it again, controlled, to step the program itself");
}

void AppWindow::handle_time_actions() {
  ActionRegistry& on = shell_->actions();
  const auto do_this = [&on](const char* id, auto act) { on.on(id, [act](const Action&) { act(); }); };
  do_this("time.step", [this] {
    view_.step(Way::Forward);
    offer_control();
  });
  do_this("time.step_back", [this] {
    view_.step(Way::Back);
    offer_control();
  });
  on.on("time.last_run", [this](const Action& a) { view_.go_to_last_run(static_cast<uint32_t>(a.integer(0, view_.selected_g()))); });
  do_this("time.step_row", [this] { view_.step_row(Way::Forward); });
  do_this("time.step_row_back", [this] { view_.step_row(Way::Back); });
  do_this("line.over", [this] { view_.step_line(Way::Forward, LineStep::Over); });
  do_this("line.over_back", [this] { view_.step_line(Way::Back, LineStep::Over); });
  do_this("line.into", [this] { view_.step_line(Way::Forward, LineStep::Into); });
  do_this("line.into_back", [this] { view_.step_line(Way::Back, LineStep::Into); });
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
  do_this("view.clear", [this] { view_.clear_selection(); });
  on.on("line", [this](const Action& a) {
    if (a.args.size() > 1) document_.show_file(a.text(1));
    view_.show_line(static_cast<int>(a.integer(0)));
  });
  on.on("breakpoint", [this](const Action& a) { view_.toggle_breakpoint(static_cast<int>(a.integer(0))); });
  const auto selects = [this](SelectedKind kind) {
    return [this, kind](const Action& a) { view_.select({kind, static_cast<uint64_t>(a.integer(0))}); };
  };
  on.on("goroutine", selects(SelectedKind::G));
  on.on("processor", selects(SelectedKind::P));
  on.on("object", selects(SelectedKind::Object));
  on.on("machine", selects(SelectedKind::M));
}

void AppWindow::handle_row_actions() {
  ActionRegistry& on = shell_->actions();
  const auto neighbour = [this](Way way) {
    std::vector<Lane> lanes;
    for (const TimelineRow& row : timeline_rows(view_, kMostRows)) lanes.push_back(row.lane);
    view_.select_neighbour(lanes, way);
  };
  on.on("row.down", [neighbour](const Action&) { neighbour(Way::Forward); });
  on.on("row.up", [neighbour](const Action&) { neighbour(Way::Back); });
  on.on("rows.order", [this](const Action& a) {
    const auto* at = std::find(std::begin(kTimelineOrders), std::end(kTimelineOrders), a.text(0));
    if (at == std::end(kTimelineOrders)) return shell_->notify("rows stand by P, G, M or chan");
    view_.rows().order = static_cast<TimelineOrder>(at - std::begin(kTimelineOrders));
  });
  on.on("rows.filter", [this](const Action& a) {
    if (!a.args.empty()) view_.rows().filter = a.text(0);
    view_.set_filtering(!a.args.empty() || !view_.filtering());
    shell_->workspace().show("timeline");
  });
  on.on("rows.relatives", [this](const Action&) {
    view_.rows().relatives = !view_.rows().relatives;
    if (view_.rows().relatives && view_.selected_g() == 0) shell_->notify("select a goroutine, and only those it has to do with stay");
  });
  on.on("rows.pin", [this](const Action&) { view_.pin_selected(); });
  on.on("rows.hide", [this](const Action&) { view_.hide_selected(); });
  on.on("rows.all", [this](const Action&) {
    const TimelineOrder order = view_.rows().order;
    view_.rows() = {};
    view_.rows().order = order;
    view_.set_filtering(false);
  });
  on.on("view.search", [this](const Action&) { search(); });
}

// ---- ShellClient

void AppWindow::prepare(double now, TopBarState& bar) {
  look_at_disk();
  if (wants_check()) document_.check_source(now);
  keep_drafts(now);
  view_.advance(now);
  guide_.advance();
  const std::string_view name = base_name(document_.file_name());
  const bool nothing = document_.path().empty() && document_.source().empty();
  bar.title = nothing ? "Gopherarium" : document_.path().empty() ? "new program" : std::string(name) + (document_.unsaved() ? " •" : "");
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
  bar.mode = mode();
  bar.life = !document_.running() ? RunLife::None : document_.held() ? RunLife::Held : RunLife::Runs;
  const std::string title = bar.title + (bar.title == "Gopherarium" ? "" : " — Gopherarium");
  if (title != title_) shell_->window().set_title(title_ = title);
  const double heap = static_cast<double>(view_.state().heap_bytes), most = static_cast<double>(document_.settings.heap_bytes);
  bar.warning = heap > 0.8 * most ? fmt::format("heap {:.0f} % of its limit", 100 * heap / most) : "";
}

RunMode AppWindow::mode() const {
  if (document_.held()) return RunMode::Held;
  if (document_.recording().end() == 0 && document_.running()) return document_.settings.controlled ? RunMode::Controlled : RunMode::Live;
  if (document_.recording().end() == 0) return RunMode::Ready;
  if (document_.from_file()) return RunMode::Replaying;
  if (!view_.playing()) return view_.state().phase == RunPhase::Ended ? RunMode::Ended : RunMode::Paused;
  return view_.state().driver == DriverKind::Controlled ? RunMode::Controlled : RunMode::Live;
}

}  // namespace gopherarium
