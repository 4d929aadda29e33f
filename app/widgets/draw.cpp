#include "app/widgets/draw.h"

#include <fmt/format.h>

#include <cmath>

#include "app/widgets/utf8.h"

namespace gopherarium {
namespace {

// Both families of ours have capitals this high above the baseline, in ems; centring capitals centres words.
constexpr float kCapHeight = 0.728F;

// The text as it can be drawn: code points that no font has become their number. Returns text itself when all
// is well.
std::string_view drawable(const Ui& ui, FontRole role, std::string_view text, std::string& storage) {
  bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return text;
  const ImFont* font = ui.font(role);
  storage.clear();
  bool replaced = false;
  for (size_t at = 0; at < text.size();) {
    size_t start = at;
    uint32_t c = next_code_point(text, at);
    bool drawn = c < 0x80 || (c <= 0xffff && font->FindGlyphNoFallback(static_cast<ImWchar>(c)));
    bool hopeless = !drawn && (c > 0xffff || !ui.glyphs || ui.glyphs->unavailable.contains(c));
    if (!drawn && !hopeless) ui.glyphs->wanted.insert(c);
    replaced |= hopeless;
    if (hopeless)
      storage += fmt::format("U+{:04X}", c);
    else
      storage.append(text, start, at - start);
  }
  return replaced ? std::string_view(storage) : text;
}

float raw_width(const Ui& ui, FontRole role, std::string_view text) {
  return ui.font(role)->CalcTextSizeA(ui.font_size(role), 1e9F, 0, text.data(), text.data() + text.size()).x;
}

void put(Ui& ui, FontRole role, Vec2 at, std::string_view text, Colour colour) {
  ui.list()->AddText(ui.font(role), ui.font_size(role), im(at), colour.packed(), text.data(),
                     text.data() + text.size());
}

// The top of the line whose capitals are centred on y.
float top_for_centre(const Ui& ui, FontRole role, float y) {
  return std::round(y + kCapHeight * font_spec(role).size * ui.scale / 2 - ui.font(role)->Ascent);
}

ImVec2 quadratic(ImVec2 a, ImVec2 m, ImVec2 b, float t) {
  float u = 1 - t;
  return {u * u * a.x + 2 * u * t * m.x + t * t * b.x, u * u * a.y + 2 * u * t * m.y + t * t * b.y};
}

void arrow_head(ImDrawList* list, ImVec2 tip, ImVec2 from, float size, ImU32 colour) {
  float dx = tip.x - from.x;
  float dy = tip.y - from.y;
  float len = std::max(0.001F, std::sqrt(dx * dx + dy * dy));
  dx /= len;
  dy /= len;
  ImVec2 base{tip.x - dx * size, tip.y - dy * size};
  list->AddTriangleFilled(tip, {base.x - dy * size * 0.5F, base.y + dx * size * 0.5F},
                          {base.x + dy * size * 0.5F, base.y - dx * size * 0.5F}, colour);
}

void dashes(ImDrawList* list, ImVec2 a, ImVec2 b, float on, float off, ImU32 colour, float thickness) {
  float len = std::hypot(b.x - a.x, b.y - a.y);
  for (float at = 0; at < len; at += on + off) {
    float t0 = at / len;
    float t1 = std::min(1.0F, (at + on) / len);
    list->AddLine({a.x + (b.x - a.x) * t0, a.y + (b.y - a.y) * t0},
                  {a.x + (b.x - a.x) * t1, a.y + (b.y - a.y) * t1}, colour, thickness);
  }
}

// Strokes a curve given by its points, walking it in dashes where asked.
void stroke(ImDrawList* list, std::span<const ImVec2> points, const ArrowStyle& style, float scale) {
  ImU32 colour = style.colour.packed();
  float thickness = style.thickness * scale;
  if (style.stroke == Stroke::Solid) {
    list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, thickness);
    return;
  }
  float period = 9 * scale;
  float along = 0;
  for (size_t i = 1; i < points.size(); ++i) {
    if (std::fmod(along, period) < period * 0.6F) list->AddLine(points[i - 1], points[i], colour, thickness);
    along += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  }
}

size_t points_for(ImVec2 a, ImVec2 b, float scale) {
  return static_cast<size_t>(std::clamp(std::hypot(b.x - a.x, b.y - a.y) / (1.5F * scale), 8.0F, 600.0F));
}

}  // namespace

float text_advance(const Ui& ui, FontRole font, std::string_view text) {
  std::string storage;
  return raw_width(ui, font, drawable(ui, font, text, storage));
}

Vec2 text_size(const Ui& ui, FontRole font, std::string_view text) {
  std::string storage;
  std::string_view shown = drawable(ui, font, text, storage);
  return {std::ceil(raw_width(ui, font, shown)), ui.font_size(font)};
}

float draw_words(Ui& ui, Vec2 at, std::string_view text, FontRole font, Colour colour) {
  std::string storage;
  std::string_view shown = drawable(ui, font, text, storage);
  put(ui, font, at, shown, colour);
  return raw_width(ui, font, shown);
}

float line_top(const Ui& ui, FontRole font, float centre_y) { return top_for_centre(ui, font, centre_y); }

std::string elide(const Ui& ui, FontRole font, std::string_view text, float width) {
  if (text_size(ui, font, text).x <= width) return std::string(text);
  constexpr std::string_view kDots = "…";
  float room = width - text_size(ui, font, kDots).x;
  std::string storage;
  std::string_view shown = drawable(ui, font, text, storage);
  const char* remaining = nullptr;
  if (room > 0)
    ui.font(font)->CalcTextSizeA(ui.font_size(font), room, 0, shown.data(), shown.data() + shown.size(),
                                 &remaining);
  size_t kept = remaining ? static_cast<size_t>(remaining - shown.data()) : 0;
  while (kept > 0 && shown[kept - 1] == ' ') --kept;
  if (kept == 0) return {};
  return std::string(shown.substr(0, kept)) + std::string(kDots);
}

Rect draw_text(Ui& ui, Rect box, std::string_view text, const TextStyle& style) {
  if (text.empty()) return {box.x0, box.y0, box.x0, box.y1};
  std::string storage;
  std::string shown(drawable(ui, style.font, text, storage));
  float width = std::ceil(raw_width(ui, style.font, shown));
  TextFit fit = TextFit::Whole;
  if (width > box.width() + 0.5F) {
    shown = elide(ui, style.font, shown, box.width());
    fit = TextFit::Elided;
    if (ui.hovers(box) && style.kind != LaidKind::Overlay) ui.tooltip(box, text);
    if (shown.empty()) return {box.x0, box.y0, box.x0, box.y1};
    width = std::ceil(raw_width(ui, style.font, shown));
  }
  float x = style.align == Align::Left    ? box.x0
            : style.align == Align::Right ? box.x1 - width
                                          : (box.x0 + box.x1 - width) / 2;
  float y = top_for_centre(ui, style.font, (box.y0 + box.y1) / 2);
  put(ui, style.font, {std::round(x), y}, shown, style.colour.value_or(ui.theme.text));
  Rect rect{std::round(x), y, std::round(x) + width, y + ui.font_size(style.font)};
  ui.laid({.name = std::string(style.name),
           .text = fit == TextFit::Whole ? std::string(text) : shown,
           .rect = rect,
           .kind = style.kind,
           .fit = fit});
  return rect;
}

Rect draw_text(Ui& ui, Vec2 at, std::string_view text, const TextStyle& style) {
  std::string storage;
  std::string_view shown = drawable(ui, style.font, text, storage);
  Vec2 pos{std::round(at.x), std::round(at.y)};
  put(ui, style.font, pos, shown, style.colour.value_or(ui.theme.text));
  Rect rect = Rect::at(pos, {std::ceil(raw_width(ui, style.font, shown)), ui.font_size(style.font)});
  ui.laid({.name = std::string(style.name), .text = std::string(text), .rect = rect, .kind = style.kind});
  return rect;
}

std::string to_capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

float caps_width(const Ui& ui, std::string_view text, FontRole font) {
  return std::ceil(raw_width(ui, font, text) + 0.5F * ui.scale * static_cast<float>(text.size()));
}

float draw_caps(Ui& ui, Vec2 at, std::string_view text, FontRole font, Colour colour) {
  float x = at.x;
  for (size_t i = 0; i < text.size();) {
    size_t start = i;
    next_code_point(text, i);
    std::string_view one = text.substr(start, i - start);
    put(ui, font, {x, at.y}, one, colour);
    x += raw_width(ui, font, one) + 0.5F * ui.scale;
  }
  return x - at.x;
}

std::vector<std::string_view> wrap(const Ui& ui, FontRole font, std::string_view text, float width) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t newline = std::min(text.find('\n'), text.size());
    std::string_view para = text.substr(0, newline);
    text.remove_prefix(std::min(text.size(), newline + 1));
    if (para.empty()) lines.push_back(para);
    while (!para.empty()) {
      const char* end =
          ui.font(font)->CalcWordWrapPositionA(1.0F, para.data(), para.data() + para.size(), width);
      size_t n = std::max<size_t>(1, static_cast<size_t>(end - para.data()));
      lines.push_back(para.substr(0, n));
      para.remove_prefix(n);
      while (!para.empty() && para[0] == ' ') para.remove_prefix(1);
    }
  }
  return lines;
}

void fill(Ui& ui, Rect rect, Colour colour, float radius) {
  ui.list()->AddRectFilled(im(rect.min()), im(rect.max()), colour.packed(), ui.px(radius));
}

void outline(Ui& ui, Rect rect, Colour colour, float radius, float thickness) {
  ui.list()->AddRect(im(rect.min()), im(rect.max()), colour.packed(), ui.px(radius), 0,
                     std::max(1.0F, thickness * ui.scale));
}

void dashed_outline(Ui& ui, Rect r, Colour colour, float radius) {
  float c = ui.px(radius);
  float on = 3 * ui.scale;
  float off = 3 * ui.scale;
  ImU32 col = colour.packed();
  ImDrawList* l = ui.list();
  float thick = std::max(1.0F, std::floor(ui.scale));
  Rect e{r.x0 + 0.5F, r.y0 + 0.5F, r.x1 - 0.5F, r.y1 - 0.5F};
  dashes(l, {e.x0 + c, e.y0}, {e.x1 - c, e.y0}, on, off, col, thick);
  dashes(l, {e.x0 + c, e.y1}, {e.x1 - c, e.y1}, on, off, col, thick);
  dashes(l, {e.x0, e.y0 + c}, {e.x0, e.y1 - c}, on, off, col, thick);
  dashes(l, {e.x1, e.y0 + c}, {e.x1, e.y1 - c}, on, off, col, thick);
  constexpr float kQuarter = 1.5707963F;
  const ImVec2 corners[4] = {
      {e.x1 - c, e.y1 - c}, {e.x0 + c, e.y1 - c}, {e.x0 + c, e.y0 + c}, {e.x1 - c, e.y0 + c}};
  for (int i = 0; i < 4; ++i) {
    l->PathArcTo(corners[i], c, kQuarter * static_cast<float>(i), kQuarter * static_cast<float>(i + 1), 6);
    l->PathStroke(col, 0, thick);
  }
}

void hline(Ui& ui, float x0, float x1, float y, Colour colour) {
  ui.list()->AddRectFilled({x0, std::floor(y)}, {x1, std::floor(y) + std::max(1.0F, std::floor(ui.scale))},
                           colour.packed());
}

void vline(Ui& ui, float x, float y0, float y1, Colour colour) {
  ui.list()->AddRectFilled({std::floor(x), y0}, {std::floor(x) + std::max(1.0F, std::floor(ui.scale)), y1},
                           colour.packed());
}

void dashed_vline(Ui& ui, float x, float y0, float y1, Colour colour) {
  dashes(ui.list(), {std::floor(x) + 0.5F, y0}, {std::floor(x) + 0.5F, y1}, 4 * ui.scale, 4 * ui.scale,
         colour.packed(), ui.scale);
}

void hatch(Ui& ui, Rect r, Colour colour, float step_at_100) {
  float step = step_at_100 * ui.scale;
  ClipScope clip(ui, r);
  float first = std::max(r.x0, ui.clip().x0);
  first = r.x0 + std::floor((first - r.x0) / step) * step - r.height();
  float last = std::min(r.x1, ui.clip().x1);
  for (float x = first; x < last; x += step)
    ui.list()->AddLine({x, r.y1}, {x + r.height(), r.y0}, colour.packed(), ui.scale);
}

void draw_bar(Ui& ui, Rect lane, StateColour state) {
  draw_bar(ui, lane, bar_shape(state), ui.theme.of(state));
}

void draw_bar(Ui& ui, Rect lane, BarShape shape, Colour colour) {
  float h = lane.height();
  float mid = std::round(lane.y0 + h / 2);
  auto band = [&](float share) {
    float half = std::max(ui.scale, std::round(h * share / 2));
    return Rect{lane.x0, mid - half, std::max(lane.x1, lane.x0 + 1), mid + half};
  };
  switch (shape) {
    case BarShape::Full:
      fill(ui, {lane.x0, lane.y0, std::max(lane.x1, lane.x0 + 1), lane.y1}, colour,
           lane.width() > 4 ? 2.0F : 0);
      return;
    case BarShape::Half: fill(ui, band(0.5F), colour); return;
    case BarShape::HatchedLine: {
      Rect r = band(0.36F);
      fill(ui, r, colour);
      if (r.width() > 8) hatch(ui, r, mix(colour, ui.theme.ground, 0.45F), 6);
      return;
    }
    case BarShape::Dotted: {
      Rect r = band(0.22F);
      float step = 7 * ui.scale;
      for (float x = r.x0; x < r.x1; x += step)
        ui.list()->AddRectFilled({x, r.y0}, {std::min(r.x1, x + step * 0.6F), r.y1}, colour.packed());
      return;
    }
    case BarShape::ThinLine:
      fill(ui, {lane.x0, mid - ui.px(1), std::max(lane.x1, lane.x0 + 1), mid + ui.px(1)}, colour);
      return;
  }
}

void draw_zigzag(Ui& ui, Rect lane, Colour colour) {
  float step = 4 * ui.scale;
  float amplitude = lane.height() * 0.25F;
  float mid = (lane.y0 + lane.y1) / 2;
  bool up = true;
  ImDrawList* l = ui.list();
  for (float x = lane.x0; x <= lane.x1; x += step, up = !up)
    l->PathLineTo({x, mid + (up ? -amplitude : amplitude)});
  l->PathStroke(colour.packed(), 0, 1.5F * ui.scale);
}

void draw_mip(Ui& ui, Rect lane, std::span<const MipColumn> columns) {
  ImDrawList* l = ui.list();
  for (const MipColumn& column : columns) {
    float y = lane.y1;
    for (int s = 0; s < kStateColours; ++s) {
      float h = column.share[static_cast<size_t>(s)] * lane.height();
      if (h < 0.5F) continue;
      l->AddRectFilled({column.x, y - h}, {column.x + 1, y}, ui.theme.state[static_cast<size_t>(s)].packed());
      y -= h;
    }
  }
}

Vec2 draw_arrow(Ui& ui, Vec2 from, Vec2 to, const ArrowStyle& style) {
  ImVec2 a = im(from);
  ImVec2 b = im(to);
  ImVec2 m{(a.x + b.x) / 2, (a.y + b.y) / 2 + 2 * style.sag * ui.scale};
  size_t n = points_for(a, b, ui.scale);
  std::vector<ImVec2> points;
  for (size_t i = 0; i <= n; ++i)
    points.push_back(quadratic(a, m, b, static_cast<float>(i) / static_cast<float>(n)));
  stroke(ui.list(), points, style, ui.scale);
  if (style.head == Head::Arrow)
    arrow_head(ui.list(), b, quadratic(a, m, b, 0.93F), 11 * ui.scale, style.colour.packed());
  if (style.head == Head::Dot) ui.list()->AddCircleFilled(b, 3.5F * ui.scale, style.colour.packed());
  return from_im(quadratic(a, m, b, 0.5F));
}

void draw_link(Ui& ui, Vec2 from, Vec2 to, const ArrowStyle& style) {
  // Leaving and arriving level shows which way time runs even when both ends share an x.
  float reach = std::clamp(std::abs(to.x - from.x) / 2, 12 * ui.scale, 60 * ui.scale);
  ImVec2 a = im(from);
  ImVec2 b = im(to);
  ImVec2 c1{a.x + reach, a.y};
  ImVec2 c2{b.x - reach, b.y};
  size_t n = points_for(a, b, ui.scale);
  std::vector<ImVec2> points;
  for (size_t i = 0; i <= n; ++i) {
    float t = static_cast<float>(i) / static_cast<float>(n);
    float u = 1 - t;
    points.push_back({u * u * u * a.x + 3 * u * u * t * c1.x + 3 * u * t * t * c2.x + t * t * t * b.x,
                      u * u * u * a.y + 3 * u * u * t * c1.y + 3 * u * t * t * c2.y + t * t * t * b.y});
  }
  stroke(ui.list(), points, style, ui.scale);
  if (style.head == Head::Arrow) arrow_head(ui.list(), b, c2, 8 * ui.scale, style.colour.packed());
  if (style.head == Head::Dot) ui.list()->AddCircleFilled(b, 3.5F * ui.scale, style.colour.packed());
}

Rect draw_pill(Ui& ui, Vec2 centre, std::string_view text, Colour fill_colour) {
  Vec2 size = text_size(ui, FontRole::ChipTiny, text) + Vec2{ui.px(18), 0};
  size.y = ui.px(19);
  Rect rect = Rect::at({std::round(centre.x - size.x / 2), std::round(centre.y - size.y / 2)}, size);
  fill(ui, rect, fill_colour, 10);
  draw_text(ui, rect, text,
            {.font = FontRole::ChipTiny,
             .colour = legible_on(fill_colour),
             .align = Align::Centre,
             .kind = LaidKind::Overlay});
  return rect;
}

void draw_triangle(Ui& ui, Vec2 tip, float size, Colour colour) {
  float s = size * ui.scale;
  ui.list()->AddTriangleFilled({tip.x - s, tip.y - s}, {tip.x + s, tip.y - s}, im(tip), colour.packed());
}

}  // namespace gopherarium
