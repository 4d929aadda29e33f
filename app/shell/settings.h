#pragma once
// What the window remembers between starts, in XDG_CONFIG_HOME/gopherarium/settings.toml. A broken file costs
// one sentence, never the start: what can't be read has its default.

#include <map>
#include <string>
#include <string_view>

#include "app/widgets/theme.h"
#include "runtime/base/result.h"

namespace gopherarium {

struct Settings {
  ThemeName theme = ThemeName::Dark;
  int width = 1600, height = 900;
  double magnification = 1;  // of all type and spacing, 0.75 to 3
  bool presenter = false;
  std::string workspace = "scheduler";
  // Per workspace: fractions of its borders (save_fractions) and the chosen tab of each area.
  std::map<std::string, std::string> fractions;
  std::map<std::string, std::string> tabs;    // "scheduler.left" -> "source"
  std::map<std::string, std::string> values;  // what the app adds: speed, last file

  bool operator==(const Settings&) const = default;
};

struct LoadedSettings {
  Settings settings;
  std::string complaint;  // one sentence, empty when all is well or there is no file
};

std::string settings_path();
LoadedSettings load_settings(const std::string& path);
LoadedSettings parse_settings(std::string_view toml, std::string_view path);
std::string to_toml(const Settings& settings);
Result<void> save_settings(const Settings& settings, const std::string& path);

}  // namespace gopherarium
