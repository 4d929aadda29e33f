#pragma once
// What was laid out in a frame: every widget registers its rectangle, name and text. The scripted driver
// finds, clicks and checks by it, tests assert on it, and it costs a vector push a widget. Pure, no ImGui.
//
// Groups nest like boxes in boxes. Solid entries of one group are siblings: their rectangles must not
// overlap.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/geometry.h"

namespace gopherarium {

enum class LaidKind : uint8_t {
  Text,     // words on screen
  Control,  // can be clicked: button, tab, field, chip with an action
  Box,      // a container; its contents are a group of their own
  Overlay,  // drawn over others on purpose (arrows, playhead, popups, bars in lanes): never an overlap
};

enum class TextFit : uint8_t {
  Whole,   // the box is as large as the text
  Elided,  // cut with an ellipsis on purpose, the whole text is in the tooltip
  Cut,     // wider than its box: a mistake
};

struct LaidOut {
  std::string name = {};  // what a script clicks; the text where nothing else was given
  std::string text = {};
  Rect rect = {};
  Rect clip = {};
  LaidKind kind = LaidKind::Text;
  TextFit fit = TextFit::Whole;
  uint32_t group = 0;

  Rect shown() const { return rect.intersection(clip); }
  bool visible() const { return !shown().empty(); }
};

// Whether content may stick out of its area: it can be scrolled there.
enum class Scrolls : uint8_t { No, Vertically, Both };

class LayoutLog {
 public:
  void begin_frame();

  void open_group(std::string_view name, Scrolls scrolls = Scrolls::No);
  // What lies in it must not stick out of bounds: for the contents of a card.
  void open_group(std::string_view name, Rect bounds);
  void close_group();
  void add(LaidOut entry);

  // The first visible entry of that name, else of that text, else one whose text begins so; controls before
  // text.
  const LaidOut* find(std::string_view name) const;
  bool shows(std::string_view text) const;
  // One sentence for each clipped text and each overlapping pair of siblings.
  std::vector<std::string> problems() const;

  const std::vector<LaidOut>& entries() const { return entries_; }

 private:
  struct Group {
    std::string name;
    uint32_t parent;
    Scrolls scrolls;
    Rect bounds = {-1e9F, -1e9F, 1e9F, 1e9F};
  };
  std::vector<LaidOut> entries_;
  std::vector<Group> groups_{{"window", 0, Scrolls::No, {-1e9F, -1e9F, 1e9F, 1e9F}}};
  std::vector<uint32_t> open_{0};
};

}  // namespace gopherarium
