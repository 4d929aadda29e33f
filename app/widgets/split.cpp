#include "app/widgets/split.h"

#include <fmt/format.h>

#include <cmath>
#include <sstream>

#include "app/widgets/theme.h"

namespace gopherarium {
namespace {

bool shown(const SplitNode& n) { return n.leaf() ? !n.hidden : shown(*n.first) || shown(*n.second); }

float least(const SplitNode& n, SplitAxis axis, float scale) {
  if (!shown(n)) return 0;
  if (n.leaf()) return n.min_size * scale;
  float a = least(*n.first, axis, scale);
  float b = least(*n.second, axis, scale);
  return n.axis == axis ? a + b : std::max(a, b);
}

float extent(Rect r, SplitAxis axis) { return axis == SplitAxis::SideBySide ? r.width() : r.height(); }

// The first child's size: its fraction, but never less than either minimum allows.
float first_size(const SplitNode& n, float total, float scale) {
  float a = least(*n.first, n.axis, scale);
  float b = least(*n.second, n.axis, scale);
  if (a + b > total) return std::round(total * a / std::max(1.0F, a + b));
  return std::round(std::clamp(total * n.fraction, a, total - b));
}

void place(SplitNode& n, Rect rect, float scale, SplitLayout& out) {
  if (!shown(n)) return;
  if (n.leaf()) {
    out.areas.push_back({n.name, rect});
    return;
  }
  if (!shown(*n.first)) return place(*n.second, rect, scale, out);
  if (!shown(*n.second)) return place(*n.first, rect, scale, out);
  bool side = n.axis == SplitAxis::SideBySide;
  float size = first_size(n, extent(rect, n.axis), scale);
  Rect rest = rect;
  Rect first = side ? rest.cut_left(size) : rest.cut_top(size);
  float grip = space::kBorderGrip * scale;
  PlacedBorder border{&n, n.axis, {}, {}, rect};
  float at = side ? first.x1 : first.y1;
  border.line = side ? Rect{at - 1, rect.y0, at, rect.y1} : Rect{rect.x0, at - 1, rect.x1, at};
  // Grips of crossing borders keep clear of each other.
  border.grip = side ? Rect{at - grip, rect.y0 + grip, at + grip, rect.y1 - grip}
                     : Rect{rect.x0, at - grip, rect.x1, at + grip};
  place(*n.first, first, scale, out);
  place(*n.second, rest, scale, out);
  out.borders.push_back(border);
}

}  // namespace

std::unique_ptr<SplitNode> split_area(std::string name, float min_size) {
  auto n = std::make_unique<SplitNode>();
  n->name = std::move(name);
  n->min_size = min_size;
  return n;
}

std::unique_ptr<SplitNode> split_pair(std::string name, SplitAxis axis, float fraction,
                                      std::unique_ptr<SplitNode> first, std::unique_ptr<SplitNode> second) {
  auto n = std::make_unique<SplitNode>();
  n->name = std::move(name);
  n->axis = axis;
  n->fraction = fraction;
  n->first = std::move(first);
  n->second = std::move(second);
  return n;
}

Rect SplitLayout::area(std::string_view name) const {
  for (const PlacedArea& a : areas)
    if (a.name == name) return a.rect;
  return {};
}

SplitLayout lay_out(SplitNode& root, Rect rect, float scale) {
  SplitLayout out;
  place(root, rect, scale, out);
  return out;
}

void move_border(const PlacedBorder& border, float by, float scale) {
  SplitNode& n = *border.node;
  float total = extent(border.shared, border.axis);
  if (total <= 0) return;
  n.fraction = (first_size(n, total, scale) + by) / total;
  n.fraction = first_size(n, total, scale) / total;
}

std::string save_fractions(const SplitNode& n) {
  if (n.leaf()) return {};
  std::string out = fmt::format("{} {:.4f} ", n.name, n.fraction);
  return out + save_fractions(*n.first) + save_fractions(*n.second);
}

void load_fractions(SplitNode& root, std::string_view saved) {
  std::istringstream in{std::string(saved)};
  std::string name;
  float fraction = 0;
  while (in >> name >> fraction) {
    SplitNode* n = find_node(root, name);
    if (n && !n->leaf() && fraction > 0 && fraction < 1) n->fraction = fraction;
  }
}

SplitNode* find_node(SplitNode& n, std::string_view name) {
  if (n.name == name) return &n;
  if (n.leaf()) return nullptr;
  if (SplitNode* found = find_node(*n.first, name)) return found;
  return find_node(*n.second, name);
}

}  // namespace gopherarium
