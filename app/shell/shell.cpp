#include "app/shell/shell.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/shell/commands.h"
#include "app/widgets/draw.h"
#include "app/widgets/go_colours.h"

namespace gopherarium {
namespace {

constexpr double kPresenterScale = 2;
// Displays beyond the design's size that say nothing of their density are mostly seen from further away: type takes part of
// what the window gained. In steps, as each is an atlas.
constexpr double kDesignWidth = 1600, kDesignHeight = 900, kShareOfGain = 0.55, kGainStep = 0.25;
constexpr float kSpotlightRadius = 90;
constexpr double kMostBetween = 0.009, kMargin = 0.001;  // seconds of work between two frames

double seconds_since_start() {
  using Clock = std::chrono::steady_clock;
  static const Clock::time_point start = Clock::now();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool is_arrow(const KeyPress& p) {
  return p.key == "Left" || p.key == "Right" || p.key == "Up" || p.key == "Down";
}

}  // namespace

Result<std::unique_ptr<Shell>> Shell::open(ShellOptions options) {
  auto shell = std::unique_ptr<Shell>(new Shell);
  shell->settings_file_ = options.settings_file;
  LoadedSettings loaded;
  if (!options.settings_file.empty()) {
    loaded = load_settings(options.settings_file);
    options.window.width = loaded.settings.width;
    options.window.height = loaded.settings.height;
  }
  shell->settings_ = shell->saved_ = loaded.settings;
  auto window = Window::open(options.window);
  if (!window) return Error{window.error()};
  shell->window_ = std::move(window).value();
  shell->ui_.theme = make_theme(shell->settings_.theme);
  shell->ui_.colourise = colour_go;
  register_commands(shell->actions_);
  shell->register_own_actions();
  shell->rescale_if_needed();
  if (!loaded.complaint.empty()) shell->notify(loaded.complaint);
  return shell;
}

Shell::~Shell() = default;

void Shell::register_own_actions() {
  auto on = [this](std::string_view id, ActionRegistry::Handler handler) {
    actions_.on(id, std::move(handler));
  };
  on("help.keys", [this](const Action&) { keys_overlay_.toggle(); });
  on("palette.open", [this](const Action&) {
    palette_.open("What shall be done?", [this](std::string_view query) { return palette_items(query); });
  });
  on("view.find", [this](const Action&) {
    palette_.open("Goroutine, channel, lock or lane", [this](std::string_view query) {
      return client_ ? client_->find(query) : std::vector<PaletteItem>{};
    });
  });
  on("view.present",
     [this](const Action& a) { set_presenter(a.args.empty() ? !presenter() : a.integer(0) != 0); });
  on("view.clear",
     [](const Action&) {});  // the app clears its selection; the shell has closed what lay above
  on("view.spotlight",
     [this](const Action& a) { spotlight_ = a.args.empty() ? !spotlight_ : a.integer(0) != 0; });
  on("theme.next", [this](const Action&) {
    set_theme(static_cast<ThemeName>((static_cast<int>(settings_.theme) + 1) % 4));
  });
  on("theme", [this](const Action& a) {
    ThemeName name{};
    if (parse_theme_name(a.text(0), &name))
      set_theme(name);
    else
      failed_action_ = "the themes are dark, light, classic and high contrast";
  });
  auto magnify = [this](double by) {
    settings_.magnification = by == 0 ? 1 : std::clamp(settings_.magnification * by, 0.75, 3.0);
  };
  on("text.larger", [magnify](const Action&) { magnify(1.1); });
  on("text.smaller", [magnify](const Action&) { magnify(1 / 1.1); });
  on("text.normal", [magnify](const Action&) { magnify(0); });
  on("scale", [this](const Action& a) { settings_.magnification = std::clamp(a.number(0, 1), 0.75, 3.0); });
  on("tab.next", [this](const Action&) { workspace_.step_tab(1); });
  on("tab.previous", [this](const Action&) { workspace_.step_tab(-1); });
  on("tab", [this](const Action& a) {
    if (!workspace_.show(a.text(0))) failed_action_ = "there is no panel \"" + a.text(0) + "\"";
  });
  on("workspace", [this](const Action& a) {
    if (!workspace_.choose(a.text(0))) failed_action_ = "there is no workspace \"" + a.text(0) + "\"";
  });
  on("workspace.next", [this](const Action&) {
    const auto& specs = workspace_.specs();
    auto at = std::ranges::find(specs, workspace_.chosen(), &WorkspaceSpec::id);
    workspace_.choose(at == specs.end() || at + 1 == specs.end() ? specs.front().id : (at + 1)->id);
  });
}

// The listed actions, then the places to go.
std::vector<PaletteItem> Shell::palette_items(std::string_view query) const {
  std::vector<PaletteItem> items = command_items(actions_, query);
  auto offer = [&](std::string title, std::string note, Action action) {
    if (fuzzy_score(query, title) >= 0)
      items.push_back({std::move(title), std::move(note), std::move(action)});
  };
  for (const WorkspaceSpec& spec : workspace_.specs())
    offer("Workspace: " + spec.title, "", {"workspace", {spec.id}});
  for (const Panel* panel : workspace_.panels())
    offer("Show " + panel->title(), std::string(panel->id()), {"tab", {std::string(panel->id())}});
  for (int i = 0; i < 4; ++i) {
    std::string name(theme_title(static_cast<ThemeName>(i)));
    offer("Theme: " + name, "", {"theme", {name}});
  }
  return items;
}

void Shell::set_theme(ThemeName name) {
  settings_.theme = name;
  ui_.theme = make_theme(name);
}

void Shell::set_presenter(bool on) {
  settings_.presenter = on;
  spotlight_ &= on;
}

void Shell::rescale_if_needed() {
  const Vec2 size = window_->size();
  const double content = window_->content_scale();
  const double gained = std::min(size.x / (kDesignWidth * content), size.y / (kDesignHeight * content)) - 1;
  const double larger = 1 + std::floor(std::max(0.0, gained) * kShareOfGain / kGainStep) * kGainStep;
  double wanted = content * larger * settings_.magnification * (settings_.presenter ? kPresenterScale : 1);
  // Quarters of a tenth: dragging between monitors must not build an atlas for every in-between value.
  float scale = static_cast<float>(std::round(wanted * 40) / 40);
  bool rebuilt = false;
  if (scale != ui_.scale || !ui_.fonts[0]) {
    fonts_.build(ui_, scale);
    rebuilt = true;
  } else {
    rebuilt = fonts_.update(ui_);
  }
  if (!rebuilt) return;
  window_->fonts_changed();
  settle_frames_ = std::max(settle_frames_, 2);
}

void Shell::route_keys(const std::vector<DeliveredKey>& keys) {
  for (const DeliveredKey& key : keys) route_key(key);
}

void Shell::route_key(const DeliveredKey& key) {
  const KeyPress& p = key.press;
  if (palette_.key(ui_, p)) return;
  if (p.key == "Esc" && keys_overlay_.is_open()) return keys_overlay_.close();
  bool typing = ui_.typing();
  if (!typing && p.key == "Tab" && !has(p.mods, Mod::Ctrl))
    return ui_.focus_next(has(p.mods, Mod::Shift) ? -1 : 1);
  if (!typing && p.key == "Enter" && ui_.has_focus() && p.mods == Mod::None) return ui_.press_focused();
  if (p.key == "Esc" && ui_.has_focus()) ui_.clear_focus();
  if (ui_.arrows_claimed() && is_arrow(p)) return;
  auto action = actions_.match({.press = p, .now = now_, .typing = typing, .repeat = key.repeat});
  if (action) ui_.post(*std::move(action));
}

void Shell::perform_actions() {
  for (const Action& action : ui_.take_actions()) {
    settle_frames_ = kSettleFrames;
    Result<void> done = actions_.perform(action);
    if (!done) notify(done.error());
    if (!failed_action_.empty()) notify(std::exchange(failed_action_, {}));
  }
}

void Shell::draw_everything() {
  ImVec2 display = ImGui::GetIO().DisplaySize;
  Rect all{0, 0, display.x, display.y};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui_.theme.ground.packed());
  ImGui::Begin("##window", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoNav);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  Rect rest = all;
  draw_top_bar(ui_, rest.cut_top(ui_.px(space::kTopBar)), top_bar_);
  workspace_.draw(ui_, rest);
  ImGui::End();
  keys_overlay_.draw(ui_, actions_);
  palette_.draw(ui_);
  notice_.draw(ui_, all);
  if (spotlight_) draw_spotlight(all);
}

// Dims everything but a circle round the pointer.
void Shell::draw_spotlight(Rect all) {
  float radius = ui_.px(kSpotlightRadius);
  float reach = std::hypot(all.width(), all.height());
  Vec2 at = ui_.mouse();
  if (!all.contains(at)) return;
  ImDrawList* top = ImGui::GetForegroundDrawList();
  top->AddCircle(im(at), radius + reach / 2, Colour{0, 0, 0, 130}.packed(), 96, reach);
  top->AddCircle(im(at), radius, ui_.theme.playhead.with_alpha(140).packed(), 96, ui_.px(2));
}

void Shell::frame(double now) {
  now_ = now;
  ++frames_;
  rescale_if_needed();
  if (!window_->input().empty())
    settle_frames_ = kSettleFrames;
  else
    settle_frames_ = std::max(0, settle_frames_ - 1);
  std::vector<DeliveredKey> keys = window_->begin_frame(now, ui_.typing() ? SomebodyTypes::Yes : SomebodyTypes::No);
  std::vector<KeyPress> pressed;
  for (const DeliveredKey& key : keys) pressed.push_back(key.press);
  const double began = seconds_since_start();
  ui_.begin_frame(now, std::move(pressed));
  ui_.set_behind_dialog(palette_.is_open() || keys_overlay_.is_open());
  route_keys(keys);
  for (const std::string& path : window_->take_dropped()) ui_.post(Action{"file.open", {path}});
  if (client_) client_->prepare(now, top_bar_);
  workspace_.prepare(now);
  draw_everything();
  ui_.end_frame();
  perform_actions();
  frame_ms_ = (seconds_since_start() - began) * 1e3;
  window_->render(ui_.theme.ground);
  if (!shot_path_.empty()) {
    Result<void> written = write_png(window_->picture(), std::exchange(shot_path_, {}));
    if (!written) shot_error_ = written.error();
  }
  window_->present();
}

FrameNeeds Shell::needs() const {
  return {.input_waiting = !window_->input().empty(),
          .animating = ui_.animating() || (client_ && client_->animating()),
          .damaged = window_->needs_redraw(),
          .redraw_delay = ui_.redraw_delay(),
          .settle_frames = settle_frames_};
}

void Shell::remember() {
  if (settings_file_.empty()) return;
  workspace_.save(settings_);
  Vec2 size = window_->size();
  settings_.width = static_cast<int>(size.x);
  settings_.height = static_cast<int>(size.y);
  if (settings_ == saved_) return;
  Result<void> done = save_settings(settings_, settings_file_);
  if (!done) notify(done.error());
  saved_ = settings_;
}

void Shell::restore_workspace() {
  if (!restored_) workspace_.load(settings_);
  restored_ = true;
}

void Shell::run() {
  restore_workspace();
  for (;;) {
    bool minimised = window_->size().x < 1 || window_->size().y < 1;
    double start = seconds_since_start();
    if (!minimised) frame(start);
    FrameNeeds wanted = needs();
    wanted.until_refresh = start + window_->refresh_seconds() - seconds_since_start();
    if (client_ && !minimised && client_->animating()) {
      client_->between_frames(std::clamp(wanted.until_refresh - kMargin, 0.0, kMostBetween));
      wanted.until_refresh = start + window_->refresh_seconds() - seconds_since_start();
    }
    window_->wait_events(minimised ? -1 : wait_before_frame(wanted));
    if (!window_->close_requested()) continue;
    if (!client_ || client_->may_close()) break;
    window_->cancel_close();
  }
  remember();
}

// ---- Scripts ----

void Shell::stage_frame() {
  window_->wait_events(0);
  // Scripts live in their own time, 60 frames a second, so that what they show doesn't depend on the machine.
  frame(now_ + 1.0 / 60);
  if (client_) client_->between_frames(kMostBetween);
}

void Shell::stage_resize(int width, int height) {
  window_->resize(width, height);
  // The window system answers when it likes.
  for (int i = 0; i < 200 && (window_->size().x != static_cast<float>(width) ||
                              window_->size().y != static_cast<float>(height));
       ++i)
    window_->wait_events(0.005);
}

Result<void> Shell::stage_perform(const Action& action) {
  Result<void> done = actions_.perform(action);
  if (!done) return done;
  if (!failed_action_.empty()) return Error{std::exchange(failed_action_, {})};
  return {};
}

Result<void> Shell::stage_shot(const std::string& path) {
  shot_path_ = path;
  shot_error_.clear();
  stage_frame();
  if (!shot_error_.empty()) return Error{shot_error_};
  return {};
}

bool Shell::stage_settled() const {
  FrameNeeds n = needs();
  return !n.input_waiting && !n.animating && n.settle_frames == 0;
}

Result<void> Shell::run_script(const Script& script, ScriptHost& host, const std::string& out_dir) {
  restore_workspace();
  return gopherarium::run_script(script, *this, host, out_dir);
}

}  // namespace gopherarium
