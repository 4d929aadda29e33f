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
  SpeedLabel,
  Slider,
  Present
};
constexpr int kParts = 8;

struct Fit {
  std::array<bool, kParts> shown;
  bool has(Part p) const { return shown[static_cast<size_t>(p)]; }
};

std::array<Segment, 2> driver_segments() { return {Segment{.label = "live"}, Segment{.label = "controlled"}}; }

struct ModeLook {
  std::string_view words;
  Colour fill;
  std::string_view tip;
};
ModeLook mode_look(const Theme& t, RunMode mode) {
  switch (mode) {
    case RunMode::Ready: return {"READY", t.control, "Nothing has run yet"};
    case RunMode::Live: return {"LIVE", t.of(StateColour::Running), "The playhead follows a run whose Ms are threads"};
    case RunMode::Controlled: return {"CONTROLLED", t.of(StateColour::Running), "The playhead moves over a run whose every step was chosen"};
    case RunMode::Paused: return {"PAUSED", t.of(StateColour::Runnable), "The playhead stands; Space moves it on"};
    case RunMode::Held: return {"RUN HELD", t.warn_accent, "The run itself stands still: all Ms are at safe points"};
    case RunMode::Ended: return {"ENDED", t.text_muted, "The last event: the program has ended"};
    case RunMode::Replaying: return {"REPLAY", t.of(StateColour::Syscall), "A recording from a file"};
    case RunMode::Forked: return {"FORKED", t.fork, "A choice of the past was made otherwise"};
  }
  return {};
}

Vec2 mode_size(const Ui& ui, const TopBarState& s) {
  return {text_size(ui, FontRole::CaptionStrong, mode_look(ui.theme, s.mode).words).x + ui.px(18), ui.px(24)};
}

void mode_badge(Ui& ui, Flow& flow, const TopBarState& s) {
  const ModeLook look = mode_look(ui.theme, s.mode);
  const Rect box = flow.take(mode_size(ui, s));
  fill(ui, box, look.fill, 12);
  draw_text(ui, box, look.words, {.font = FontRole::CaptionStrong, .colour = legible_on(look.fill), .align = Align::Centre, .name = "mode"});
  if (ui.hovers(box)) ui.tooltip(box, look.tip);
}

std::string_view hold_words(const TopBarState& s) { return s.life == RunLife::Held ? "go on" : "hold run"; }

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
  auto segments = driver_segments();
  w += mode_size(ui, s).x + ui.px(12);
  if (s.life != RunLife::None) w += b(hold_words(s)) + b("stop");
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
  if (s.life == RunLife::None) return;
  action_button(ui, flow, hold_words(s), {"run.hold", {}},
                {.name = "hold run", .tooltip = s.life == RunLife::Held ? "Let the run go on  Shift+Space" : "Stop all Ms at a safe point; the playhead is free  Shift+Space"});
  action_button(ui, flow, "stop", {"run.stop", {}}, {.name = "stop run", .tooltip = "End the run  Ctrl+."});
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
  auto segments = driver_segments();
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
  mode_badge(ui, flow, s);
  transport(ui, flow, s, fit);
  speed(ui, flow, s, fit);
  driver(ui, flow, s);
  switches(ui, flow, s, fit);
  if (!s.warning.empty())
    label(ui, flow, s.warning, {.font = FontRole::Small, .colour = ui.theme.warn_accent});
  right_end(ui, flow, fit);
}

}  // namespace gopherarium
