#include "app/shell/window.h"

#define GLFW_INCLUDE_NONE
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui/backends/imgui_impl_opengl3.h>

#include <algorithm>

#include "app/widgets/utf8.h"

namespace gopherarium {
namespace {

Mod mods_of(int glfw_mods) {
  Mod m = Mod::None;
  if (glfw_mods & GLFW_MOD_CONTROL) m = m | Mod::Ctrl;
  if (glfw_mods & GLFW_MOD_SHIFT) m = m | Mod::Shift;
  if (glfw_mods & GLFW_MOD_ALT) m = m | Mod::Alt;
  return m;
}

Mod mods_now(GLFWwindow* w) {
  auto down = [&](int a, int b) { return glfwGetKey(w, a) == GLFW_PRESS || glfwGetKey(w, b) == GLFW_PRESS; };
  Mod m = Mod::None;
  if (down(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL)) m = m | Mod::Ctrl;
  if (down(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT)) m = m | Mod::Shift;
  return m;
}

Window& self(GLFWwindow* w) { return *static_cast<Window*>(glfwGetWindowUserPointer(w)); }

constexpr const char* kNoDisplay =
    "no window: there is no display to open it on ({}). Set DISPLAY or start it under xvfb-run; "
    "`gopherarium run FILE.go` needs none";

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  // GLFW would print its own lines; ours is the only one.
  glfwSetErrorCallback(nullptr);
  if (!glfwInit()) {
    const char* why = nullptr;
    glfwGetError(&why);
    return Error{fmt::format(kNoDisplay, why ? why : "GLFW did not start")};
  }
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  glfwWindowHint(GLFW_VISIBLE, options.show == WindowOptions::Show::Yes ? GLFW_TRUE : GLFW_FALSE);
  auto window = std::unique_ptr<Window>(new Window);
  window->window_ = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (!window->window_) {
    const char* why = nullptr;
    glfwGetError(&why);
    return Error{fmt::format(kNoDisplay, why ? why : "no OpenGL 3 context")};
  }
  window->from_ = options.input;
  glfwMakeContextCurrent(window->window_);
  glfwSwapInterval(options.input == WindowOptions::Input::Script ? 0 : 1);
  glfwSetWindowSizeLimits(window->window_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.ConfigInputTextCursorBlink = options.input == WindowOptions::Input::User;
  io.ClipboardUserData = window->window_;
  io.SetClipboardTextFn = [](void* w, const char* text) {
    glfwSetClipboardString(static_cast<GLFWwindow*>(w), text);
  };
  io.GetClipboardTextFn = [](void* w) { return glfwGetClipboardString(static_cast<GLFWwindow*>(w)); };
  map_keys(io);
  ImGui_ImplOpenGL3_Init("#version 130");
  window->install_callbacks();
  return window;
}

Window::~Window() {
  if (window_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
    for (void* c : cursors_)
      if (c) glfwDestroyCursor(static_cast<GLFWcursor*>(c));
    glfwDestroyWindow(window_);
  }
  glfwTerminate();
}

void Window::install_callbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { self(w).damaged_ = true; });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { self(w).damaged_ = true; });
  glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* w, float, float) { self(w).damaged_ = true; });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { self(w).damaged_ = true; });
  if (from_ == WindowOptions::Input::Script) return;
  glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
    self(w).dropped_.insert(self(w).dropped_.end(), paths, paths + count);
    self(w).damaged_ = true;
  });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
    self(w).input_.push(
        {.kind = InputEvent::Kind::MouseMove, .at = {static_cast<float>(x), static_cast<float>(y)}});
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
    if (!entered) self(w).input_.push({.kind = InputEvent::Kind::Leave});
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int mods) {
    self(w).input_.push({.kind = InputEvent::Kind::MouseButton,
                         .code = button,
                         .down = action == GLFW_PRESS,
                         .mods = mods_of(mods)});
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double dx, double dy) {
    self(w).input_.push({.kind = InputEvent::Kind::Wheel,
                         .at = {static_cast<float>(dx), static_cast<float>(dy)},
                         .mods = mods_now(w)});
  });
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    std::string name = key_name(key);
    if (name.empty())
      if (const char* printed = glfwGetKeyName(key, scancode)) name = printed;
    self(w).input_.push({.kind = InputEvent::Kind::Key,
                         .code = key,
                         .down = action != GLFW_RELEASE,
                         .repeat = action == GLFW_REPEAT,
                         .mods = mods_of(mods),
                         .name = name});
  });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned code_point) {
    std::string text;
    append_utf8(text, code_point);
    self(w).input_.push_text(text);
  });
}

Vec2 Window::size() const {
  int w = 0;
  int h = 0;
  glfwGetWindowSize(window_, &w, &h);
  return {static_cast<float>(w), static_cast<float>(h)};
}

float Window::content_scale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  // Where the framebuffer is larger than the window (macOS), GL magnifies by itself.
  int fw = 0, fh = 0, ww = 0, wh = 0;
  glfwGetFramebufferSize(window_, &fw, &fh);
  glfwGetWindowSize(window_, &ww, &wh);
  if (ww > 0 && fw > ww) return 1;
  return std::clamp(x, 0.5F, 4.0F);
}

double Window::refresh_seconds() const {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  return 1.0 / (mode && mode->refreshRate >= 24 ? mode->refreshRate : 60);
}

void Window::resize(int width, int height) {
  glfwSetWindowSize(window_, width, height);
  damaged_ = true;
}

void Window::set_title(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }
bool Window::close_requested() const { return glfwWindowShouldClose(window_); }
void Window::cancel_close() { glfwSetWindowShouldClose(window_, GLFW_FALSE); }

void Window::wait_events(double seconds) {
  if (seconds < 0)
    glfwWaitEvents();
  else if (seconds == 0)
    glfwPollEvents();
  else
    glfwWaitEventsTimeout(seconds);
}

void Window::wake() { glfwPostEmptyEvent(); }

void Window::fonts_changed() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Window::feed_display(double now) {
  ImGuiIO& io = ImGui::GetIO();
  Vec2 at = size();
  int fw = 0;
  int fh = 0;
  glfwGetFramebufferSize(window_, &fw, &fh);
  io.DisplaySize = {at.x, at.y};
  if (at.x > 0 && at.y > 0)
    io.DisplayFramebufferScale = {static_cast<float>(fw) / at.x, static_cast<float>(fh) / at.y};
  io.DeltaTime = last_frame_ < 0 ? 1.0F / 60 : static_cast<float>(std::clamp(now - last_frame_, 1e-4, 0.25));
  last_frame_ = now;
}

std::vector<DeliveredKey> Window::begin_frame(double now, SomebodyTypes types) {
  damaged_ = false;
  feed_display(now);
  std::vector<DeliveredKey> keys = input_.deliver(ImGui::GetIO(), types);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  return keys;
}

void Window::show_cursor() {
  constexpr int kShapes[] = {GLFW_ARROW_CURSOR,   GLFW_IBEAM_CURSOR,   GLFW_ARROW_CURSOR,
                             GLFW_VRESIZE_CURSOR, GLFW_HRESIZE_CURSOR, GLFW_ARROW_CURSOR,
                             GLFW_ARROW_CURSOR,   GLFW_HAND_CURSOR,    GLFW_ARROW_CURSOR};
  int wanted = ImGui::GetMouseCursor();
  if (wanted < 0 || wanted >= 9) return;
  void*& cursor = cursors_[wanted];
  if (!cursor) cursor = glfwCreateStandardCursor(kShapes[wanted]);
  glfwSetCursor(window_, static_cast<GLFWcursor*>(cursor));
}

void Window::render(Colour ground) {
  ImGui::Render();
  show_cursor();
  int fw = 0;
  int fh = 0;
  glfwGetFramebufferSize(window_, &fw, &fh);
  glViewport(0, 0, fw, fh);
  glClearColor(static_cast<float>(ground.r) / 255, static_cast<float>(ground.g) / 255,
               static_cast<float>(ground.b) / 255, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Picture Window::picture() const {
  int fw = 0;
  int fh = 0;
  glfwGetFramebufferSize(window_, &fw, &fh);
  return read_framebuffer(fw, fh);
}

void Window::present() { glfwSwapBuffers(window_); }

}  // namespace gopherarium
