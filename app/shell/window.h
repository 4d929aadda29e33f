#pragma once
// One window: GLFW for events, OpenGL 3 for drawing, ImGui's context between. Everything here runs on the
// main thread, except wake(), which any thread may call while a window exists.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/shell/input.h"
#include "app/shell/screenshot.h"
#include "app/widgets/ui.h"
#include "runtime/base/result.h"

struct GLFWwindow;

namespace gopherarium {

struct WindowOptions {
  int width = 1600;
  int height = 900;
  std::string title = "Gopherarium";
  enum class Show : uint8_t { Yes, Hidden } show = Show::Yes;  // hidden: drawn for pictures only
  enum class Input : uint8_t {
    User,
    Script
  } input = Input::User;  // script: the real mouse and keyboard are ignored
};

class Window {
 public:
  // Without a display: one sentence that says so, what to do, and that `gopherarium run` needs none.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;

  InputQueue& input() { return input_; }
  Vec2 size() const;               // in screen coordinates, as ImGui counts
  float content_scale() const;     // of the monitor it is on
  double refresh_seconds() const;  // between two frames of the display
  void resize(int width, int height);
  void set_title(const std::string& title);
  bool close_requested() const;
  void cancel_close();
  // Paths of files dropped on the window since the last call.
  std::vector<std::string> take_dropped() { return std::exchange(dropped_, {}); }
  bool needs_redraw() const { return damaged_; }  // exposed or resized since the last frame

  // Waits for events at most this long; infinite when negative. Zero only polls.
  void wait_events(double seconds);
  static void wake();

  void fonts_changed();  // the atlas was rebuilt: its texture is loaded anew
  std::vector<DeliveredKey> begin_frame(double now, SomebodyTypes types);
  // Draws what ImGui holds over the ground colour. The picture can be read back until present.
  void render(Colour ground);
  Picture picture() const;
  void present();

 private:
  Window() = default;
  void install_callbacks();
  void feed_display(double now);
  void show_cursor();

  GLFWwindow* window_ = nullptr;
  InputQueue input_;
  std::vector<std::string> dropped_;
  double last_frame_ = -1;
  bool damaged_ = true;
  WindowOptions::Input from_ = WindowOptions::Input::User;
  void* cursors_[9] = {};
};

}  // namespace gopherarium
