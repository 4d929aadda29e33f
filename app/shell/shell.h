#pragma once
// The window with everything in it that knows no goroutine. The app composes it:
//
//   auto shell = Shell::open({});                        // or one sentence why not
//   shell.workspace().add(Area::Centre, make_unique<...>());
//   shell.actions().on("run.toggle", [&](const Action&) { ... });
//   shell.set_client(&client);                            // fills the top bar, offers rows to find
//   shell.run();                                          // until the window is closed
//
// A frame: events to actions, client and panels prepare, everything is drawn, actions are carried out. All on
// one thread.

#include <memory>
#include <string>
#include <vector>

#include "app/shell/frame_loop.h"
#include "app/shell/overlays.h"
#include "app/shell/script.h"
#include "app/shell/settings.h"
#include "app/shell/top_bar.h"
#include "app/shell/window.h"
#include "app/shell/workspace.h"
#include "app/widgets/action.h"
#include "app/widgets/fonts.h"

namespace gopherarium {

class ShellClient {
 public:
  virtual ~ShellClient() = default;
  // Before each frame: takes in new events, moves the playhead, says what the top bar shows.
  virtual void prepare(double now, TopBarState& top_bar) = 0;
  // Whether the next frame would differ without any input: the playhead moves by itself.
  virtual bool animating() const { return false; }
  // What can be done while nothing is to be drawn, for at most so many seconds: taking in events.
  virtual void between_frames(double /*seconds*/) {}
  // For Ctrl+P: rows whose names fit.
  virtual std::vector<PaletteItem> find(std::string_view /*query*/) { return {}; }
  // Asked once when the window is to close; false keeps it open (unsaved source).
  virtual bool may_close() { return true; }
};

struct ShellOptions {
  WindowOptions window;
  std::string settings_file = settings_path();  // empty: nothing is remembered, as for scripts
};

class Shell : private ScriptStage {
 public:
  static Result<std::unique_ptr<Shell>> open(ShellOptions options);
  ~Shell() override;

  Ui& ui() { return ui_; }
  ActionRegistry& actions() { return actions_; }
  Workspace& workspace() { return workspace_; }
  Settings& settings() { return settings_; }
  Window& window() { return *window_; }
  void set_client(ShellClient* client) { client_ = client; }
  void notify(std::string sentence) { notice_.say(std::move(sentence), now_); }
  // One line is typed, and what fits is chosen from.
  void open_palette(std::string_view hint, Palette::Source source, std::string query = {}) {
    palette_.open(hint, std::move(source), std::move(query));
  }
  void set_theme(ThemeName name);
  void set_presenter(bool on);
  bool presenter() const { return settings_.presenter; }

  // The arrangement as it was left, once the panels are there; run and run_script do it where nobody has.
  void restore_workspace();
  // Until the window is closed.
  void run();
  // Drives the window by a script; pictures go to out_dir. An error names the script's line.
  Result<void> run_script(const Script& script, ScriptHost& host, const std::string& out_dir);

  uint64_t frames() const { return frames_; }

 private:
  Shell() = default;
  void frame(double now);
  void draw_everything();
  void draw_spotlight(Rect all);
  void route_key(const DeliveredKey& key);
  void route_keys(const std::vector<DeliveredKey>& keys);
  void perform_actions();
  void register_own_actions();
  void rescale_if_needed();
  std::vector<PaletteItem> palette_items(std::string_view query) const;
  void remember();
  FrameNeeds needs() const;

  // ScriptStage
  void stage_frame() override;
  InputQueue& stage_input() override { return window_->input(); }
  const LayoutLog& stage_log() const override { return ui_.log; }
  void stage_resize(int width, int height) override;
  Result<void> stage_perform(const Action& action) override;
  Result<void> stage_shot(const std::string& path) override;
  bool stage_settled() const override;
  double stage_frame_ms() const override { return frame_ms_; }

  std::unique_ptr<Window> window_;
  Ui ui_;
  Fonts fonts_;
  ActionRegistry actions_;
  Workspace workspace_;
  Settings settings_, saved_;
  std::string settings_file_;
  TopBarState top_bar_;
  Palette palette_;
  KeysOverlay keys_overlay_;
  Notice notice_;
  ShellClient* client_ = nullptr;
  double now_ = 0;
  int settle_frames_ = kSettleFrames;
  uint64_t frames_ = 0;
  double frame_ms_ = 0;  // the last frame's, to prepare and build
  bool spotlight_ = false, restored_ = false;
  std::string failed_action_;
  std::string shot_path_, shot_error_;
};

}  // namespace gopherarium
