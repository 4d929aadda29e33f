#include "app/cli/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>

#include "app/timeline/rows.h"
#include "app/view/event_words.h"

namespace gopherarium {
namespace {

constexpr size_t kMostRows = 20'000;  // for Up and Down
constexpr std::string_view kModes[] = {"ready", "live", "controlled", "paused", "held", "ended", "replaying", "forked"};  // by RunMode

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

// ---- files

void AppWindow::handle_file_actions() {
  ActionRegistry& on = shell_->actions();
  on.on("file.save", [this](const Action&) { save(); });
  on.on("file.save_as", [this](const Action& a) {
    if (a.args.empty()) return ask_where_to_save();
    const auto saved = document_.save_as(a.text(0));
    shell_->notify(saved ? fmt::format("saved {}", a.text(0)) : saved.error());
  });
  on.on("file.revert", [this](const Action&) {
    document_.revert();
    shell_->notify("this is the saved text; Ctrl+Z in the source brings yours back");
  });
  on.on("file.drafts", [this](const Action&) { browse_drafts(); });
  on.on("file.draft", [this](const Action& a) {
    if (a.text(0).starts_with("/")) return open_asked(a.text(0));
    guide_.close();
    document_.begin_program(a.text(0));
    shell_->workspace().choose("scheduler");
  });
  on.on("file.open", [this](const Action& a) {
    if (a.args.empty()) return browse("");
    open_asked(a.text(0));
  });
  on.on("file.browse", [this](const Action& a) { browse(a.text(0)); });
  on.on("file.new", [this](const Action&) {
    say_what_was_kept();
    guide_.close();
    document_.begin_program();
    shell_->workspace().choose("scheduler");
  });
  on.on("gallery", [this](const Action&) { show_gallery(); });
}

// Said before another program takes this one's place: its text is not lost.
void AppWindow::say_what_was_kept() {
  if (!document_.unsaved()) return;
  shell_->notify(document_.path().empty() ? "what you typed is kept: Unsaved programs (F1) has it"
                                          : fmt::format("what you changed in {} is kept: it is there when you open it again", document_.path()));
}

// A lesson's own program is not written over: what was made of it goes into another file.
void AppWindow::save() {
  if (guide_.is_open() || document_.path().empty()) return ask_where_to_save();
  const auto saved = document_.save();
  shell_->notify(saved ? fmt::format("saved {}", document_.path()) : saved.error());
}

void AppWindow::ask_where_to_save() {
  namespace fs = std::filesystem;
  const auto source = [](std::string_view query) {
    std::vector<PaletteItem> items;
    const fs::path typed{std::string(query)};
    std::error_code none;
    const bool there = fs::is_regular_file(typed, none);
    if (query.ends_with(".go")) items.push_back({std::string(query), there ? "replaces this file" : "a new file", {"file.save_as", {std::string(query)}}});
    return items;
  };
  const std::string name = guide_.is_open() ? fs::path(guide_.lesson().folder).filename().string() + ".go" : "main.go";
  std::error_code none;
  const fs::path folder = fs::current_path(none);
  shell_->open_palette("The path of a .go file", source, (folder / name).string());
}

void AppWindow::browse_drafts() {
  shell_->open_palette("Programs with unsaved text", [this](std::string_view query) {
    std::vector<PaletteItem> items;
    for (const Draft& draft : document_.drafts().all()) {
      if (fuzzy_score(query, draft.program) < 0) continue;
      items.push_back({draft.program, fmt::format("{} lines", std::count(draft.text.begin(), draft.text.end(), '\n')), {"file.draft", {draft.program}}});
    }
    return items;
  });
}

// While a lesson's question is open, vet keeps its answer to itself.
bool AppWindow::wants_check() const {
  const bool untouched = document_.recording().end() == 0 && !document_.unsaved();
  return !document_.from_file() && !(guide_.is_open() && untouched);
}

// A second after the last change of it, text is on the disk.
void AppWindow::keep_drafts(double now) {
  if (!document_.has_drafts_to_keep()) return;
  constexpr double kEvery = 1;
  if (now - kept_when_ < kEvery) return shell_->ui().redraw_after(kEvery);
  kept_when_ = now;
  document_.keep_drafts();
}

void AppWindow::open_asked(const std::string& what) {
  say_what_was_kept();
  if (const auto opened = open(what); !opened) shell_->notify(opened.error());
}

// What can be opened from where the typed path leads: folders to go on into, Go files, recordings.
void AppWindow::browse(const std::string& from) {
  namespace fs = std::filesystem;
  const auto source = [](std::string_view query) {
    constexpr size_t kMost = 100;
    std::vector<PaletteItem> items;
    const fs::path typed{std::string(query)};
    std::error_code none;
    if (!query.empty() && fs::is_regular_file(typed, none)) items.push_back({std::string(query), "open", {"file.open", {std::string(query)}}});
    const fs::path folder = query.ends_with("/") ? typed : typed.parent_path();
    const std::string start = query.ends_with("/") ? "" : typed.filename().string();
    std::vector<PaletteItem> folders, files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, none)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with(start) || (name.starts_with(".") && !start.starts_with("."))) continue;
      const std::string path = (folder / name).string();
      if (entry.is_directory(none)) {
        folders.push_back({name + "/", "", {"file.browse", {path + "/"}}});
      } else if (name.ends_with(".go") || name.ends_with(".rec") || name.ends_with(".gopherarium")) {
        files.push_back({name, name.ends_with(".go") ? "Go" : "recording", {"file.open", {path}}});
      }
    }
    for (auto* list : {&files, &folders}) {
      std::sort(list->begin(), list->end(), [](const PaletteItem& a, const PaletteItem& b) { return a.title < b.title; });
      for (PaletteItem& item : *list) {
        if (items.size() < kMost) items.push_back(std::move(item));
      }
    }
    return items;
  };
  shell_->open_palette("A .go file, a recording, or a folder to look into", source, from);
}

// Another editor wrote the file: it is read again, unless that would lose what was changed here.
void AppWindow::look_at_disk() {
  if (document_.look_at_disk() == Document::OnDisk::Same) return;
  if (document_.unsaved()) return shell_->notify("the file was changed on disk, and here too: Ctrl+S keeps yours, opening it again takes the other");
  const auto read = document_.reload();
  shell_->notify(read ? "read again: another program changed the file" : read.error());
}

// ---- search

// Goroutines and channels by name, output and source by what they say, events by kind or number.
void AppWindow::search() {
  shell_->open_palette("Search events, goroutines, output and source", [this](std::string_view query) {
    constexpr size_t kMostOfEach = 40;
    std::vector<PaletteItem> items;
    if (query.empty()) return items;
    items = find_events(query);
    for (PaletteItem& item : find(query)) items.push_back(std::move(item));
    const auto contains = [&](std::string_view text) {
      return std::search(text.begin(), text.end(), query.begin(), query.end(),
                         [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); }) != text.end();
    };
    size_t found = 0;
    for (const OutputPiece& piece : view_.model().newest().output()) {
      const std::string_view text = document_.recording().text(piece.text);
      if (found >= kMostOfEach || !contains(text)) continue;
      ++found;
      items.push_back({std::string(text.substr(0, text.find('\n'))), piece.g == 0 ? std::string("output") : fmt::format("output of G{}", piece.g), {"event", {static_cast<int64_t>(piece.event)}}});
    }
    std::string_view source = document_.source();
    for (int64_t line = 1, lines = 0; !source.empty() && lines < static_cast<int64_t>(kMostOfEach); ++line) {
      const size_t end = std::min(source.find('\n'), source.size());
      std::string_view text = source.substr(0, end);
      source.remove_prefix(std::min(end + 1, source.size()));
      if (!contains(text)) continue;
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
    wanted[kind] = std::search(name.begin(), name.end(), query.begin(), query.end(),
                               [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); }) != name.end();
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

// ---- ShellClient

void AppWindow::prepare(double now, TopBarState& bar) {
  look_at_disk();
  if (wants_check()) document_.check_source(now);
  keep_drafts(now);
  view_.advance(now);
  guide_.advance();
  std::string_view name = document_.file_name();
  if (const size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
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

// ---- ScriptHost

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
