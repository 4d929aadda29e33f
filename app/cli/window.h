#pragma once
// The window composed: document, view, panels and shell, and who carries out which action.

#include <memory>
#include <string>

#include "app/panels/panels.h"
#include "app/shell/shell.h"
#include "app/timeline/timeline.h"
#include "app/view/view.h"

namespace gopherarium {

class AppWindow final : public ShellClient, public ScriptHost {
 public:
  // The error is one sentence: without a display, say.
  // drafts: the folder where unsaved text is kept.
  static Result<std::unique_ptr<AppWindow>> open(ShellOptions options, std::string drafts);

  // A Go file, a folder with some, or a recording; and shows it.
  Result<void> open(const std::string& what) override;
  // Without a program: the lessons there are.
  void show_gallery() { shell_->workspace().choose("gallery"); }
  RunSettings& run_settings() { return document_.settings; }
  Shell& shell() { return *shell_; }

  // ShellClient
  void prepare(double now, TopBarState& top_bar) override;
  bool animating() const override { return !caught_up() || check_is_due() || (view_.playing() && view_.playhead() < document_.model().end()); }
  void between_frames(double seconds) override { document_.take_in(seconds); }
  std::vector<PaletteItem> find(std::string_view query) override;

  // ScriptHost
  std::optional<std::string> model(std::string_view key) const override;
  bool idle() const override { return caught_up() && !check_is_due() && (document_.held() || (!view_.playing() && !document_.running())); }

 private:
  AppWindow(std::unique_ptr<Shell> shell, std::string drafts);
  void add_panels();
  void handle_run_actions();
  void handle_time_actions();
  void handle_view_actions();
  void handle_lesson_actions();
  void handle_row_actions();
  void handle_file_actions();
  void open_asked(const std::string& what);
  void say_what_was_kept();
  void browse(const std::string& from);
  void browse_drafts();
  void ask_where_to_save();
  void save();
  bool wants_check() const;
  bool check_is_due() const { return wants_check() && document_.checking(); }
  void keep_drafts(double now);
  void search();
  std::vector<PaletteItem> find_events(std::string_view query) const;
  void look_at_disk();
  void offer_control();
  RunMode mode() const;
  // All events there are have been taken in; those to come wake the window.
  bool caught_up() const { return document_.model().end() == document_.recording().end(); }
  Result<void> open_lesson(const std::string& what);
  void start_run();
  std::string state_of_selection() const;
  std::string frames_of_selection() const;

  std::unique_ptr<Shell> shell_;
  Document document_;
  View view_;
  LessonGuide guide_;
  double kept_when_ = 0;
  uint32_t offered_control_ = 0;  // the run for which it was, by generation
  std::string title_;
};

}  // namespace gopherarium
