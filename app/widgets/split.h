#pragma once
// A tree of horizontal and vertical splits: which area is where, and the borders between them. Pure; drawing
// and dragging are in split_view. Fractions are of the space two neighbours share, so they mean the same at
// every window size.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/geometry.h"

namespace gopherarium {

enum class SplitAxis : uint8_t { SideBySide, Stacked };

struct SplitNode {
  std::string name;      // of the area, or of the border between its two children: both are stable ids
  float min_size = 120;  // pixels at 100 %, along either axis
  bool hidden = false;   // an area without panels takes no room
  SplitAxis axis = SplitAxis::SideBySide;
  float fraction = 0.5F;  // of the first child
  std::unique_ptr<SplitNode> first, second;

  bool leaf() const { return !first; }
};

std::unique_ptr<SplitNode> split_area(std::string name, float min_size);
std::unique_ptr<SplitNode> split_pair(std::string name, SplitAxis axis, float fraction,
                                      std::unique_ptr<SplitNode> first, std::unique_ptr<SplitNode> second);

struct PlacedArea {
  std::string name;
  Rect rect;
};
struct PlacedBorder {
  SplitNode* node;  // borrowed from the tree
  SplitAxis axis;
  Rect line;    // one pixel
  Rect grip;    // where it can be taken hold of
  Rect shared;  // the space both children share: a drag changes fraction within it
};
struct SplitLayout {
  std::vector<PlacedArea> areas;
  std::vector<PlacedBorder> borders;
  Rect area(std::string_view name) const;  // empty when hidden or unknown
};

// Minimum sizes win over fractions; when even those don't fit, they shrink alike.
SplitLayout lay_out(SplitNode& root, Rect rect, float scale);
// Moves a border by pixels, within the minimum sizes.
void move_border(const PlacedBorder& border, float by_pixels, float scale);

// "main 0.620 sides 0.270": names and fractions, for the settings. Unknown names are ignored when read.
std::string save_fractions(const SplitNode& root);
void load_fractions(SplitNode& root, std::string_view saved);
SplitNode* find_node(SplitNode& root, std::string_view name);

}  // namespace gopherarium
