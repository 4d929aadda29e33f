#include <cctype>
#include <charconv>

#include "app/cli/command_line.h"

namespace gopherarium {
namespace {

// The unsigned number at the front of text, digits and at most one point; npos-like false where there is none.
bool take_number(std::string_view& text, double& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || text.front() == '-') return false;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return true;
}

std::string_view take_unit(std::string_view& text) {
  size_t length = 0;
  while (length < text.size() && std::isalpha(static_cast<unsigned char>(text[length])) != 0) ++length;
  const std::string_view unit = text.substr(0, length);
  text.remove_prefix(length);
  return unit;
}

}  // namespace

bool parse_go_version(const std::string& text, int& minor) {
  std::string_view rest = text;
  if (rest.starts_with("go")) rest.remove_prefix(2);
  if (!rest.starts_with("1.")) return false;
  rest.remove_prefix(2);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), minor);
  return error == std::errc{} && (end == rest.data() + rest.size() || *end == '.') && minor >= 1 && minor <= 23;
}

bool parse_duration(const std::string& text, std::chrono::milliseconds& duration) {
  static constexpr struct {
    std::string_view unit;
    double milliseconds;
  } kUnits[] = {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"us", 1e-3}, {"ns", 1e-6}};
  std::string_view rest = text;
  double total = 0;
  while (!rest.empty()) {
    double number = 0;
    if (!take_number(rest, number)) return false;
    const std::string_view unit = take_unit(rest);
    bool known = false;
    for (const auto& candidate : kUnits) {
      if (candidate.unit != unit) continue;
      total += number * candidate.milliseconds;
      known = true;
    }
    if (!known) return false;
  }
  duration = std::chrono::milliseconds(static_cast<int64_t>(total));
  return !text.empty();
}

bool parse_size(const std::string& text, uint64_t& bytes) {
  std::string_view rest = text;
  double number = 0;
  if (!take_number(rest, number)) return false;
  std::string_view unit = take_unit(rest);
  if (!rest.empty()) return false;
  int shift = 0;
  if (!unit.empty() && unit != "B") {
    const size_t power = std::string_view("KMGT").find(static_cast<char>(std::toupper(unit.front())));
    unit.remove_prefix(1);
    if (power == std::string_view::npos || !(unit.empty() || unit == "B" || unit == "iB")) return false;
    shift = 10 * static_cast<int>(power + 1);
  }
  bytes = static_cast<uint64_t>(number * static_cast<double>(uint64_t{1} << shift));
  return bytes > 0;
}

}  // namespace gopherarium
