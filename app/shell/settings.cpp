#include "app/shell/settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gopherarium {
namespace {

void read_strings(const toml::table& root, std::string_view key, std::map<std::string, std::string>& out) {
  const toml::table* table = root[key].as_table();
  if (!table) return;
  for (const auto& [name, node] : *table)
    if (auto text = node.value<std::string>()) out[std::string(name.str())] = *text;
}

toml::table strings_table(const std::map<std::string, std::string>& strings) {
  toml::table table;
  for (const auto& [name, text] : strings) table.insert(name, text);
  return table;
}

}  // namespace

std::string settings_path() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path base =
      config && *config ? config : std::filesystem::path(home ? home : ".") / ".config";
  return (base / "gopherarium" / "settings.toml").string();
}

LoadedSettings parse_settings(std::string_view text, std::string_view path) {
  LoadedSettings out;
  Settings& s = out.settings;
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    out.complaint = fmt::format(
        "{}:{}: the settings can't be read ({}); the defaults are used and nothing is overwritten until you "
        "change one",
        path, parsed.error().source().begin.line, parsed.error().description());
    return out;
  }
  const toml::table& root = parsed.table();
  parse_theme_name(root["theme"].value_or(std::string(theme_title(s.theme))), &s.theme);
  s.width = std::clamp(root["width"].value_or(s.width), 640, 16384);
  s.height = std::clamp(root["height"].value_or(s.height), 400, 16384);
  s.magnification = std::clamp(root["magnification"].value_or(s.magnification), 0.75, 3.0);
  s.presenter = root["presenter"].value_or(s.presenter);
  s.workspace = root["workspace"].value_or(s.workspace);
  read_strings(root, "fractions", s.fractions);
  read_strings(root, "tabs", s.tabs);
  read_strings(root, "values", s.values);
  return out;
}

LoadedSettings load_settings(const std::string& path) {
  std::ifstream in(path);
  if (!in) return {};
  std::ostringstream text;
  text << in.rdbuf();
  return parse_settings(text.str(), path);
}

std::string to_toml(const Settings& s) {
  toml::table root{{"theme", std::string(theme_title(s.theme))},
                   {"width", s.width},
                   {"height", s.height},
                   {"magnification", s.magnification},
                   {"presenter", s.presenter},
                   {"workspace", s.workspace},
                   {"fractions", strings_table(s.fractions)},
                   {"tabs", strings_table(s.tabs)},
                   {"values", strings_table(s.values)}};
  std::ostringstream out;
  out << root << '\n';
  return out.str();
}

Result<void> save_settings(const Settings& settings, const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failed);
  // Written beside and renamed: a crash leaves the old file or the new one.
  std::string beside = path + ".new";
  std::ofstream out(beside);
  out << to_toml(settings);
  out.close();
  if (out) std::filesystem::rename(beside, path, failed);
  if (!out || failed) return Error{fmt::format("the settings could not be saved to {}", path)};
  return {};
}

}  // namespace gopherarium
