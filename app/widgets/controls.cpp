#include "app/widgets/controls.h"

#include <imgui/imgui_stdlib.h>

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace gopherarium {
namespace {

constexpr float kButtonPad = 10;

struct ChipMetrics {
  float height, pad, least_width;
  FontRole font;
};

ChipMetrics metrics(ChipSize size) {
  switch (size) {
    case ChipSize::Tiny: return {16, 5, 24, FontRole::ChipTiny};
    case ChipSize::Small: return {17, 6, 24, FontRole::ChipTiny};
    case ChipSize::Normal: return {24, 9, 35, FontRole::Chip};
    case ChipSize::Large: return {32, 13, 52, FontRole::CodeStrong};
  }
  return {};
}

Colour button_fill(const Ui& ui, ButtonKind kind, const Press& p) {
  const Theme& t = ui.theme;
  bool hot = p.hovered || p.focused;
  if (kind == ButtonKind::Primary)
    return p.held ? mix(t.primary, t.ground, 0.2F) : hot ? t.primary_hover : t.primary;
  if (kind == ButtonKind::Quiet && !hot) return t.control.with_alpha(0);
  return p.held ? t.control_active : hot ? t.control_hover : t.control;
}

// "▶ Run" and "step ▶": the triangle is drawn, as fonts disagree on its size and height.
struct Played {
  std::string_view words;
  int side = 0;  // -1 before the words, +1 behind them
  bool left = false;
};

Played split_triangle(std::string_view label) {
  for (auto [sign, left] : {std::pair{std::string_view("▶"), false}, {std::string_view("◀"), true}}) {
    if (label.starts_with(sign)) return {label.substr(std::min(label.size(), sign.size() + 1)), -1, left};
    if (label.ends_with(sign))
      return {label.substr(0, label.size() - std::min(label.size(), sign.size() + 1)), 1, left};
  }
  return {label, 0, false};
}

constexpr float kTriangle = 9;
constexpr float kTriangleGap = 5;

void draw_play_triangle(Ui& ui, Vec2 left_centre, bool points_left, Colour colour) {
  float w = ui.px(kTriangle);
  float h = w * 0.55F;
  ImVec2 a{left_centre.x + (points_left ? w : 0), left_centre.y - h};
  ImVec2 b{a.x, left_centre.y + h};
  ImVec2 tip{left_centre.x + (points_left ? 0 : w), left_centre.y};
  if (points_left) std::swap(a, b);
  ui.list()->AddTriangleFilled(a, tip, b, colour.packed());
}

void button_label(Ui& ui, Rect rect, std::string_view label, FontRole font, Colour colour) {
  Played played = split_triangle(label);
  float words = text_size(ui, font, played.words).x;
  float gap = played.side == 0 ? 0 : ui.px(kTriangle + (played.words.empty() ? 0 : kTriangleGap));
  float x = std::round(rect.centre().x - (words + gap) / 2);
  if (played.side < 0) draw_play_triangle(ui, {x, rect.centre().y}, played.left, colour);
  if (played.side > 0)
    draw_play_triangle(ui, {x + words + ui.px(kTriangleGap), rect.centre().y}, played.left, colour);
  float words_x = played.side < 0 ? x + gap : x;
  if (!played.words.empty())
    draw_text(ui, Rect{words_x, rect.y0, words_x + words + 1, rect.y1}, played.words,
              {.font = font, .colour = colour, .kind = LaidKind::Overlay});
}

}  // namespace

Vec2 button_size(const Ui& ui, std::string_view label) {
  Played played = split_triangle(label);
  float words = text_size(ui, FontRole::Body, played.words).x;
  float triangle = played.side == 0 ? 0 : ui.px(kTriangle + (played.words.empty() ? 0 : kTriangleGap));
  return {words + triangle + 2 * ui.px(kButtonPad), ui.px(space::kControl)};
}

bool button(Ui& ui, Rect rect, std::string_view label, const ButtonStyle& style) {
  Press p = ui.press(rect, style.name.empty() ? label : style.name, label);
  bool off = style.availability == Availability::Disabled;
  if (off) p = Press{.hovered = p.hovered};
  fill(ui, rect, off ? mix(ui.theme.control, ui.theme.bar, 0.6F) : button_fill(ui, style.kind, p),
       space::kRadius);
  bool primary = style.kind == ButtonKind::Primary;
  Colour colour = off                               ? ui.theme.text_faint
                  : primary                         ? rgb(0xffffff)
                  : style.kind == ButtonKind::Quiet ? ui.theme.link
                                                    : ui.theme.text;
  button_label(ui, rect, label, primary ? FontRole::Strong : FontRole::Body, colour);
  if (p.hovered && !style.tooltip.empty()) ui.tooltip(rect, style.tooltip);
  return p.clicked;
}

bool button(Ui& ui, Flow& flow, std::string_view label, const ButtonStyle& style) {
  Vec2 size = button_size(ui, label);
  if (style.kind == ButtonKind::Primary) size.x += ui.px(10);
  return button(ui, flow.take(size), label, style);
}

bool action_button(Ui& ui, Flow& flow, std::string_view label, const Action& action,
                   const ButtonStyle& style) {
  bool pressed = button(ui, flow, label, style);
  if (pressed) ui.post(action);
  return pressed;
}

bool toggle(Ui& ui, Flow& flow, std::string_view label, bool& value, const ButtonStyle& style) {
  Rect rect = flow.take(button_size(ui, label));
  Press p = ui.press(rect, style.name.empty() ? label : style.name, label);
  Colour on = p.hovered ? mix(ui.theme.toggled_on, ui.theme.text, 0.1F) : ui.theme.toggled_on;
  fill(ui, rect, value ? on : button_fill(ui, ButtonKind::Plain, p), space::kRadius);
  button_label(ui, rect, label, FontRole::Body, value ? ui.theme.toggled_on_text : ui.theme.text);
  if (p.hovered && !style.tooltip.empty()) ui.tooltip(rect, style.tooltip);
  if (p.clicked) value = !value;
  return p.clicked;
}

Vec2 segmented_size(const Ui& ui, std::span<const Segment> segments) {
  float width = 0;
  for (const Segment& s : segments) width += text_size(ui, FontRole::Body, s.label).x + 2 * ui.px(11);
  return {width, ui.px(space::kControl)};
}

bool segmented(Ui& ui, Rect rect, std::string_view name, std::span<const Segment> segments, int& chosen) {
  IdScope id(ui, name);
  fill(ui, rect, ui.theme.control, space::kRadius);
  bool changed = false;
  float x = rect.x0;
  for (size_t i = 0; i < segments.size(); ++i) {
    const Segment& s = segments[i];
    float width =
        i + 1 == segments.size() ? rect.x1 - x : text_size(ui, FontRole::Body, s.label).x + 2 * ui.px(11);
    Rect part{x, rect.y0, x + width, rect.y1};
    Press p = ui.press(part, s.label);
    bool is_chosen = static_cast<int>(i) == chosen;
    ImDrawFlags corners = i == 0                     ? ImDrawFlags_RoundCornersLeft
                          : i + 1 == segments.size() ? ImDrawFlags_RoundCornersRight
                                                     : ImDrawFlags_RoundCornersNone;
    if (is_chosen || p.hovered) {
      Colour colour = is_chosen ? s.chosen_fill.value_or(ui.theme.chosen) : ui.theme.control_hover;
      ui.list()->AddRectFilled(im(part.min()), im(part.max()), colour.packed(), ui.px(space::kRadius),
                               corners);
    }
    draw_text(ui, part, s.label,
              {.colour = is_chosen ? ui.theme.text_strong : ui.theme.text_muted,
               .align = Align::Centre,
               .kind = LaidKind::Overlay});
    if (p.clicked && !is_chosen) {
      chosen = static_cast<int>(i);
      changed = true;
    }
    x = part.x1;
  }
  return changed;
}

bool segmented(Ui& ui, Flow& flow, std::string_view name, std::span<const Segment> segments, int& chosen) {
  return segmented(ui, flow.take(segmented_size(ui, segments)), name, segments, chosen);
}

double slider_position(const LogSlider& range, double value) {
  if (std::isinf(value)) return 1;
  double at =
      std::log(std::clamp(value, range.low, range.high) / range.low) / std::log(range.high / range.low);
  // "No limit" is the very end; the largest number lies a little before it.
  return range.top_is_infinite ? at * 0.97 : at;
}

double slider_value(const LogSlider& range, double position) {
  position = std::clamp(position, 0.0, 1.0);
  if (range.top_is_infinite && position > 0.985) return std::numeric_limits<double>::infinity();
  if (range.top_is_infinite) position = std::min(1.0, position / 0.97);
  return range.low * std::pow(range.high / range.low, position);
}

bool log_slider(Ui& ui, Rect rect, std::string_view name, const LogSlider& range, double& value) {
  Press p = ui.press(rect, name);
  float radius = ui.px(7);
  float x0 = rect.x0 + radius;
  float x1 = rect.x1 - radius;
  double before = value;
  if (p.held) value = slider_value(range, static_cast<double>((ui.mouse().x - x0) / std::max(1.0F, x1 - x0)));
  if (p.focused) {
    ui.claim_arrows();
    int step = 0;
    for (const KeyPress& k : ui.keys) step += k.key == "Right" ? 1 : k.key == "Left" ? -1 : 0;
    if (step != 0) value = slider_value(range, slider_position(range, value) + 0.05 * step);
  }
  float y = std::round(rect.centre().y);
  float knob = x0 + (x1 - x0) * static_cast<float>(slider_position(range, value));
  fill(ui, {rect.x0, y - ui.px(2), rect.x1, y + ui.px(2)}, mix(ui.theme.control, ui.theme.text, 0.06F), 2);
  ui.list()->AddCircleFilled({knob, y}, radius,
                             (p.hovered || p.held ? ui.theme.text_strong : ui.theme.text).packed(), 32);
  return value != before;
}

bool number_field(Ui& ui, Flow& flow, std::string_view name, const NumberRange& range, int64_t& value) {
  std::string shown = fmt::format("{}", value);
  Rect rect = flow.take(
      {std::max(ui.px(30), text_size(ui, FontRole::Code, shown).x + ui.px(22)), ui.px(space::kControl)});
  IdScope id(ui, name);
  ImGuiStorage* storage = ImGui::GetStateStorage();
  ImGuiID editing = ImGui::GetID("editing");
  int64_t before = value;
  if (storage->GetInt(editing) != 0) {
    fill(ui, rect, ui.theme.ground, space::kRadius);
    outline(ui, rect, ui.theme.focus, space::kRadius);
    ui.claim_typing();
    ImGui::SetCursorScreenPos({rect.x0 + ui.px(4), rect.y0 + ui.px(4)});
    ImGui::SetNextItemWidth(rect.width() - ui.px(8));
    ImGui::PushFont(ui.font(FontRole::Code));
    ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(4), ui.px(2)});
    if (storage->GetInt(editing) == 1) ImGui::SetKeyboardFocusHere();
    int typed = static_cast<int>(value);
    bool entered = ImGui::InputInt("##n", &typed, 0, 0,
                                   ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    if (entered) value = std::clamp<int64_t>(typed, range.low, range.high);
    bool left = storage->GetInt(editing) > 2 && !ImGui::IsItemActive();
    storage->SetInt(editing, entered || left ? 0 : storage->GetInt(editing) + 1);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ui.laid({.name = std::string(name), .text = shown, .rect = rect, .kind = LaidKind::Control});
    return value != before;
  }
  Press p = ui.press(rect, name, shown);
  fill(ui, rect, p.hovered || p.focused ? ui.theme.control_hover : ui.theme.control, space::kRadius);
  draw_text(ui, rect, shown, {.font = FontRole::Code, .align = Align::Centre, .kind = LaidKind::Overlay});
  if (p.hovered && ImGui::GetIO().MouseWheel != 0) value += ImGui::GetIO().MouseWheel > 0 ? 1 : -1;
  value = std::clamp(value, range.low, range.high);
  if (p.clicked) storage->SetInt(editing, 1);
  return value != before;
}

FieldEvent text_field(Ui& ui, Rect rect, std::string_view name, std::string& value, std::string_view hint) {
  IdScope id(ui, name);
  fill(ui, rect, ui.theme.ground, space::kRadius);
  ImGui::SetCursorScreenPos(
      {rect.x0 + ui.px(4),
       rect.y0 + std::floor((rect.height() - ui.font_size(FontRole::Body) - ui.px(6)) / 2)});
  ImGui::SetNextItemWidth(rect.width() - ui.px(8));
  ImGui::PushFont(ui.font(FontRole::Body));
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.text.packed());
  ImGui::PushStyleColor(ImGuiCol_TextDisabled, ui.theme.text_muted.packed());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(4), ui.px(3)});
  std::string before = value;
  bool entered = ImGui::InputTextWithHint("##text", std::string(hint).c_str(), &value,
                                          ImGuiInputTextFlags_EnterReturnsTrue);
  bool active = ImGui::IsItemActive();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(3);
  ImGui::PopFont();
  if (active) ui.claim_typing();
  outline(ui, rect, active ? ui.theme.focus : ui.theme.border, space::kRadius);
  ui.laid({.name = std::string(name),
           .text = value.empty() ? std::string(hint) : value,
           .rect = rect,
           .kind = LaidKind::Control});
  return entered ? FieldEvent::Entered : value != before ? FieldEvent::Changed : FieldEvent::None;
}

Vec2 chip_size(const Ui& ui, std::string_view text, ChipSize size) {
  ChipMetrics m = metrics(size);
  return {std::max(ui.px(m.least_width), text_size(ui, m.font, text).x + 2 * ui.px(m.pad)), ui.px(m.height)};
}

bool chip(Ui& ui, Rect rect, std::string_view text, Colour colour, const ChipStyle& style) {
  Press p = ui.press(rect, style.name.empty() ? text : style.name, text);
  ChipMetrics m = metrics(style.size);
  float radius = style.size == ChipSize::Large ? 6 : style.size == ChipSize::Normal ? 5 : 4;
  Colour hot = p.hovered || p.focused ? mix(colour, rgb(0xffffff), 0.15F) : colour;
  if (style.outlined) {
    fill(ui, rect, mix(ui.theme.card, colour, 0.25F), radius);
    outline(ui, rect, hot, radius);
  } else {
    fill(ui, rect, hot, radius);
  }
  if (style.selected)
    outline(ui, {rect.x0 - 2, rect.y0 - 2, rect.x1 + 2, rect.y1 + 2}, ui.theme.playhead, radius + 1.5F, 1.5F);
  draw_text(ui, rect, text,
            {.font = m.font,
             .colour = style.outlined ? ui.theme.text : legible_on(colour),
             .align = Align::Centre,
             .kind = LaidKind::Overlay});
  if (p.hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (!style.tooltip.empty()) ui.tooltip(rect, style.tooltip);
  }
  return p.clicked;
}

bool chip(Ui& ui, Flow& flow, std::string_view text, Colour colour, const ChipStyle& style) {
  return chip(ui, flow.take(chip_size(ui, text, style.size)), text, colour, style);
}

bool chip(Ui& ui, Flow& flow, std::string_view text, StateColour state, const ChipStyle& style) {
  ChipStyle shaped = style;
  shaped.outlined |= state == StateColour::Sleep;
  return chip(ui, flow, text, ui.theme.of(state), shaped);
}

void slot(Ui& ui, Rect rect) {
  dashed_outline(ui, rect, ui.theme.slot, space::kRadiusChip);
  ui.laid({.name = "slot", .rect = rect});
}

void slot(Ui& ui, Flow& flow, ChipSize size) {
  ChipMetrics m = metrics(size);
  slot(ui, flow.take({ui.px(m.least_width), ui.px(m.height)}));
}

Rect label(Ui& ui, Flow& flow, std::string_view text, const TextStyle& style) {
  Vec2 size = text_size(ui, style.font, text);
  size.x = std::min(size.x, std::max(0.0F, flow.row().width()));
  Rect row = flow.row();
  Rect box = flow.take({size.x, row.height()});
  return draw_text(ui, box, text, style);
}

Rect muted(Ui& ui, Flow& flow, std::string_view text) {
  return label(ui, flow, text, {.font = FontRole::Small, .colour = ui.theme.text_muted});
}

Rect mono(Ui& ui, Flow& flow, std::string_view text) {
  return label(ui, flow, text, {.font = FontRole::Code});
}

Rect muted_right(Ui& ui, Flow& flow, std::string_view text) {
  Vec2 size = text_size(ui, FontRole::Small, text);
  size.x = std::min(size.x, std::max(0.0F, flow.row().width()));
  Rect box = flow.take_right({size.x, flow.row().height()});
  return draw_text(ui, box, text,
                   {.font = FontRole::Small, .colour = ui.theme.text_muted, .align = Align::Right});
}

bool link(Ui& ui, Flow& flow, std::string_view text, std::string_view action) {
  Rect box = flow.take(text_size(ui, FontRole::Body, text));
  Press p = ui.press(box, text);
  draw_text(ui, box, text, {.colour = ui.theme.link, .kind = LaidKind::Overlay});
  if (p.hovered || p.focused) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    hline(ui, box.x0, box.x1, box.y1 - 1, ui.theme.link);
  }
  if (p.clicked) ui.post(action);
  return p.clicked;
}

Rect key_hint(Ui& ui, Flow& flow, std::string_view key) {
  std::string shown = key_label(key);
  Vec2 size = text_size(ui, FontRole::CodeSmall, shown);
  Rect rect = flow.take({std::max(ui.px(22), size.x + ui.px(12)), ui.px(20)});
  fill(ui, rect, ui.theme.control, 4);
  outline(ui, rect, ui.theme.slot, 4);
  draw_text(ui, rect, shown, {.font = FontRole::CodeSmall, .align = Align::Centre});
  return rect;
}

bool tab_strip(Ui& ui, Rect rect, std::string_view name, std::span<const Tab> tabs, int& chosen,
               std::string_view note) {
  IdScope id(ui, name);
  GroupScope group(ui, name);
  fill(ui, rect, ui.theme.strip);
  hline(ui, rect.x0, rect.x1, rect.y1 - 1, ui.theme.border);
  float pad = ui.px(12);
  Rect inner{rect.x0 + pad, rect.y0, rect.x1 - pad, rect.y1 - 1};
  if (!note.empty()) {
    // The note gives way to the tabs, as the tabs are how one gets about.
    float tabs_width = 0;
    for (const Tab& t : tabs)
      tabs_width += caps_width(ui, to_capitals(t.title), FontRole::Caption) + ui.px(15);
    float wanted = text_size(ui, FontRole::Small, note).x + 1;
    float room = std::min(wanted, inner.width() - tabs_width - ui.px(12));
    if (room >= std::min(wanted, ui.px(40))) {
      Rect box = inner.cut_right(room);
      draw_text(
          ui, box, note,
          {.font = FontRole::Small, .colour = ui.theme.text_muted, .align = Align::Right, .name = "note"});
    }
  }
  int before = chosen;
  float x = inner.x0;
  for (size_t i = 0; i < tabs.size(); ++i) {
    bool is_chosen = static_cast<int>(i) == chosen;
    FontRole font = is_chosen ? FontRole::CaptionStrong : FontRole::Caption;
    std::string caps = to_capitals(tabs[i].title);
    float width = caps_width(ui, caps, font);
    bool last = i + 1 == tabs.size();
    if (x + width > inner.x1 + 0.5F || (!last && x + width + ui.px(24) > inner.x1)) {
      // What doesn't fit is reached by pressing the dots, which walk on to the next hidden tab.
      Rect dots{inner.x1 - ui.px(18), rect.y0, inner.x1, rect.y1};
      bool more = ui.press(dots, "more tabs").clicked;
      draw_text(ui, dots, "…", {.font = FontRole::Strong, .align = Align::Centre, .kind = LaidKind::Overlay});
      if (more)
        chosen = chosen >= static_cast<int>(i) && chosen + 1 < static_cast<int>(tabs.size())
                     ? chosen + 1
                     : static_cast<int>(i);
      break;
    }
    Rect box{x - ui.px(6), rect.y0, x + width + ui.px(6), rect.y1 - 1};
    Press p = ui.press(box, tabs[i].id, tabs[i].title);
    Colour colour = is_chosen                ? ui.theme.text_strong
                    : p.hovered || p.focused ? ui.theme.text
                                             : ui.theme.text_muted;
    draw_caps(ui, {x, std::round((box.y0 + box.y1 - ui.font_size(font)) / 2)}, caps, font, colour);
    if (p.clicked) chosen = static_cast<int>(i);
    x += width + ui.px(15);
  }
  return chosen != before;
}

}  // namespace gopherarium
