// gopherarium [FILE]: the window. gopherarium shot: the window driven by a script.

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "app/cli/command_line.h"
#include "app/cli/window.h"

namespace gopherarium {
namespace {

int fail(std::string_view sentence) {
  fmt::print(stderr, "gopherarium: {}\n", sentence);
  return 1;
}

void apply(const RunFlags& flags, RunSettings& settings) {
  if (flags.procs > 0) settings.procs = static_cast<uint32_t>(flags.procs);
  settings.seed = flags.seed;
  settings.heap_bytes = flags.heap_bytes;
  settings.go_minor = static_cast<uint16_t>(flags.go_minor);
}

// A script finds no drafts but its own, and leaves none.
struct Scratch {
  std::string path;
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "gopherarium-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path = name;
  }
  ~Scratch() {
    std::error_code none;
    if (!path.empty()) std::filesystem::remove_all(path, none);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
};

}  // namespace

int window_command(const RunFlags& flags, const std::string& what) {
  auto window = AppWindow::open(ShellOptions{}, drafts_folder());
  if (!window) return fail(window.error());
  apply(flags, window.value()->run_settings());
  if (what.empty()) {
    window.value()->show_gallery();
  } else {
    if (const auto opened = window.value()->open(what); !opened) return fail(opened.error());
  }
  window.value()->shell().run();
  return 0;
}

int shot_command(const std::string& script_path, const std::string& out_dir) {
  auto script = load_script(script_path);
  if (!script) return fail(script.error());
  std::error_code made;
  std::filesystem::create_directories(out_dir, made);
  if (made) return fail(fmt::format("{} cannot be made: {}", out_dir, made.message()));
  ShellOptions options;
  options.settings_file.clear();
  options.window.input = WindowOptions::Input::Script;
  const Scratch drafts;
  auto window = AppWindow::open(std::move(options), drafts.path);
  if (!window) return fail(window.error());
  if (const auto done = window.value()->shell().run_script(script.value(), *window.value(), out_dir); !done) return fail(done.error());
  return 0;
}

}  // namespace gopherarium
