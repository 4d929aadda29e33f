#include "app/shell/top_bar.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "app/widgets/controls.h"

namespace gopherarium {
namespace {

constexpr LogSlider kSpeed{.low = 1, .high = 1e6, .top_is_infinite = true};

// What may be left out when the window is narrow, first what is missed least: all of it is in the palette and
// has keys.
enum class Part : uint8_t {
  Breadcrumb,
  SpeedWord,
  RestartEnd,
  Palette,
  SeedPs,
  Checks,
  SpeedLabel,
  Slider,
  Present
};
constexpr int kParts = 9;

struct Fit {
  std::array<bool, kParts> shown;
  bool has(Part p) const { return shown[static_cast<size_t>(p)]; }
};

std::array<Segment, 2> driver_segments(const Ui& ui, const TopBarState& s) {
  // The chosen half says the mode that lies over the driver: paused, replaying, forked.
  std::string_view over = s.mode == RunMode::Paused      ? "paused"
                          : s.mode == RunMode::Replaying ? "replaying"
                          : s.mode == RunMode::Forked    ? "forked"
                                                         : "";
  std::optional<Colour> warm;
  if (s.mode == RunMode::Forked) warm = mix(ui.theme.fork, ui.theme.bar, 0.45F);
  Segment live{.label = "live"};
  Segment controlled{.label = "controlled", .chosen_fill = warm};
  if (!over.empty()) (s.controlled ? controlled : live).label = over;
  return {live, controlled};
}

float word(const Ui& ui, FontRole role, std::string_view text) {
  return text_size(ui, role, text).x + ui.px(space::kSmall);
}

float number_width(const Ui& ui, std::string_view digits) {
  return std::max(ui.px(30), text_size(ui, FontRole::Code, digits).x + ui.px(22)) + ui.px(space::kSmall);
}

float width_of(const Ui& ui, const TopBarState& s, const Fit& fit) {
  auto b = [&](std::string_view label) { return button_size(ui, label).x + ui.px(12); };
  float w = ui.px(14 + 14 + 40) + word(ui, FontRole::Title, s.title) + b("◀ step") + b("▶ Run") + ui.px(10) +
            b("step ▶") + b("?");
  auto segments = driver_segments(ui, s);
  w += segmented_size(ui, segments).x + ui.px(20);
  if (fit.has(Part::Breadcrumb) && !s.breadcrumb.empty())
    w += word(ui, FontRole::Small, s.breadcrumb) + ui.px(16);
  if (fit.has(Part::SpeedWord)) w += word(ui, FontRole::Small, "speed");
  if (fit.has(Part::Slider)) w += ui.px(120 + 8);
  if (fit.has(Part::SpeedLabel)) w += ui.px(130);
  if (fit.has(Part::RestartEnd)) w += b("restart") + b("end");
  if (fit.has(Part::Palette)) w += b("find Ctrl+P");
  if (fit.has(Part::SeedPs))
    w += word(ui, FontRole::Small, "Ps") + number_width(ui, fmt::format("{}", s.procs)) +
         word(ui, FontRole::Small, "seed") + number_width(ui, fmt::format("{}", s.seed));
  if (fit.has(Part::Checks)) w += b("race") + b("leaks");
  if (fit.has(Part::Present)) w += b("present");
  if (!s.warning.empty()) w += word(ui, FontRole::Small, s.warning);
  return w;
}

Fit fit_parts(const Ui& ui, const TopBarState& s, float width) {
  Fit fit;
  fit.shown.fill(true);
  for (bool& shown : fit.shown) {
    if (width_of(ui, s, fit) <= width) break;
    shown = false;
  }
  return fit;
}

void transport(Ui& ui, Flow& flow, const TopBarState& s, const Fit& fit) {
  using enum Availability;
  if (fit.has(Part::RestartEnd))
    action_button(ui, flow, "restart", {"run.restart", {}},
                  {.tooltip = "Start this program again from its first event"});
  action_button(ui, flow, "◀ step", {"time.step_back", {}},
                {.availability = s.can_step_back ? Enabled : Disabled,
                 .name = "step back",
                 .tooltip = "One event back  ←"});
  if (s.running)
    action_button(ui, flow, "Pause", {"run.toggle", {}},
                  {.kind = ButtonKind::Primary, .tooltip = "Pause  Space"});
  else
    action_button(ui, flow, "▶ Run", {"run.toggle", {}},
                  {.kind = ButtonKind::Primary, .name = "Run", .tooltip = "Run  Space"});
  action_button(
      ui, flow, "step ▶", {"time.step", {}},
      {.availability = s.can_step ? Enabled : Disabled, .name = "step", .tooltip = "One event forward  →"});
  if (fit.has(Part::RestartEnd))
    action_button(ui, flow, "end", {"time.end", {}}, {.tooltip = "To the last event  End"});
}

void speed(Ui& ui, Flow& flow, const TopBarState& s, const Fit& fit) {
  flow.skip(4);
  if (fit.has(Part::SpeedWord)) muted(ui, flow, "speed");
  double value = s.events_per_second;
  if (fit.has(Part::Slider) &&
      log_slider(ui, flow.take({ui.px(120), ui.px(22)}), "speed slider", kSpeed, value))
    ui.post(Action{"speed", {std::isinf(value) ? ActionArg(std::string("real")) : ActionArg(value)}});
  if (fit.has(Part::SpeedLabel)) {
    Rect box = flow.take({ui.px(118), flow.row().height()});
    draw_text(ui, box, speed_label(s.events_per_second), {.font = FontRole::Code});
  }
}

void driver(Ui& ui, Flow& flow, const TopBarState& s) {
  flow.skip(8);
  auto segments = driver_segments(ui, s);
  int chosen = s.controlled ? 1 : 0;
  if (segmented(ui, flow, "driver", segments, chosen))
    ui.post(Action{"driver", {std::string(chosen == 1 ? "controlled" : "live")}});
}

void switches(Ui& ui, Flow& flow, const TopBarState& s, const Fit& fit) {
  if (fit.has(Part::SeedPs)) {
    flow.skip(4);
    muted(ui, flow, "Ps");
    int64_t procs = s.procs;
    if (number_field(ui, flow, "Ps field", {1, 256}, procs)) ui.post(Action{"procs", {procs}});
    muted(ui, flow, "seed");
    int64_t seed = static_cast<int64_t>(s.seed);
    if (number_field(ui, flow, "seed field", {0, INT32_MAX}, seed)) ui.post(Action{"seed", {seed}});
  }
  if (!fit.has(Part::Checks)) return;
  bool race = s.race;
  if (toggle(ui, flow, "race", race, {.tooltip = "Look for data races while it runs"}))
    ui.post(Action{"race", {int64_t{race}}});
  bool leaks = s.leaks;
  if (toggle(ui, flow, "leaks", leaks, {.tooltip = "Look for goroutines that can never go on"}))
    ui.post(Action{"leaks", {int64_t{leaks}}});
}

void right_end(Ui& ui, Flow& flow, const Fit& fit) {
  auto at_right = [&](std::string_view label, const Action& action, std::string_view tooltip) {
    if (button(ui, flow.take_right(button_size(ui, label)), label, {.tooltip = tooltip})) ui.post(action);
  };
  at_right("?", {"help.keys", {}}, "All keys  ?");
  if (fit.has(Part::Present)) at_right("present", {"view.present", {}}, "Big type for the back row  F5");
  if (fit.has(Part::Palette)) at_right("find Ctrl+P", {"view.find", {}}, "Find a goroutine, channel or lane");
}

}  // namespace

std::string speed_label(double v) {
  if (std::isinf(v)) return "real time";
  if (v < 10) return fmt::format("{:.0f} event{}/s", v, std::lround(v) == 1 ? "" : "s");
  if (v < 1000) return fmt::format("{:.0f} events/s", v);
  if (v < 999500) return fmt::format("{:.0f}k events/s", v / 1000);
  return "1M events/s";
}

void draw_top_bar(Ui& ui, Rect rect, const TopBarState& s) {
  GroupScope group(ui, "top bar");
  IdScope id(ui, std::string_view("top bar"));
  fill(ui, rect, ui.theme.bar);
  hline(ui, rect.x0, rect.x1, rect.y1 - 1, ui.theme.border);
  Fit fit = fit_parts(ui, s, rect.width());
  Flow flow(ui, {rect.x0 + ui.px(14), rect.y0, rect.x1 - ui.px(14), rect.y1 - 1}, space::kTopBar - 1, 12);
  label(ui, flow, s.title, {.font = FontRole::Title, .colour = ui.theme.text_strong});
  if (fit.has(Part::Breadcrumb) && !s.breadcrumb.empty()) muted(ui, flow, s.breadcrumb);
  transport(ui, flow, s, fit);
  speed(ui, flow, s, fit);
  driver(ui, flow, s);
  switches(ui, flow, s, fit);
  if (!s.warning.empty())
    label(ui, flow, s.warning, {.font = FontRole::Small, .colour = ui.theme.warn_accent});
  right_end(ui, flow, fit);
}

}  // namespace gopherarium
