#pragma once
// Points and rectangles in window pixels, y down. Pure values: layout is computed and tested without ImGui.

#include <algorithm>

namespace gopherarium {

struct Vec2 {
  float x = 0;
  float y = 0;
  constexpr Vec2 operator+(Vec2 o) const { return {x + o.x, y + o.y}; }
  constexpr Vec2 operator-(Vec2 o) const { return {x - o.x, y - o.y}; }
  constexpr Vec2 operator*(float k) const { return {x * k, y * k}; }
  constexpr bool operator==(const Vec2&) const = default;
};

// Half open: a point on x1 or y1 is outside.
struct Rect {
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;

  static constexpr Rect at(Vec2 pos, Vec2 size) { return {pos.x, pos.y, pos.x + size.x, pos.y + size.y}; }
  constexpr float width() const { return x1 - x0; }
  constexpr float height() const { return y1 - y0; }
  constexpr Vec2 min() const { return {x0, y0}; }
  constexpr Vec2 max() const { return {x1, y1}; }
  constexpr Vec2 size() const { return {x1 - x0, y1 - y0}; }
  constexpr Vec2 centre() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
  constexpr bool empty() const { return x1 <= x0 || y1 <= y0; }
  constexpr bool contains(Vec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  constexpr bool operator==(const Rect&) const = default;

  constexpr Rect shrunk(float by) const { return {x0 + by, y0 + by, x1 - by, y1 - by}; }
  constexpr Rect shrunk(float dx, float dy) const { return {x0 + dx, y0 + dy, x1 - dx, y1 - dy}; }
  constexpr Rect moved(Vec2 d) const { return {x0 + d.x, y0 + d.y, x1 + d.x, y1 + d.y}; }
  constexpr Rect intersection(const Rect& o) const {
    return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
  }
  // Cut a strip off one side: returns the strip, keeps the rest.
  constexpr Rect cut_top(float h) {
    Rect r{x0, y0, x1, y0 + h};
    y0 += h;
    return r;
  }
  constexpr Rect cut_bottom(float h) {
    Rect r{x0, y1 - h, x1, y1};
    y1 -= h;
    return r;
  }
  constexpr Rect cut_left(float w) {
    Rect r{x0, y0, x0 + w, y1};
    x0 += w;
    return r;
  }
  constexpr Rect cut_right(float w) {
    Rect r{x1 - w, y0, x1, y1};
    x1 -= w;
    return r;
  }
};

}  // namespace gopherarium
