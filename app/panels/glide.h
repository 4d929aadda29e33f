#pragma once
// Glide: goroutines keep their place in your eye. A chip that is to stand elsewhere than in the frame before moves there
// within kGlideSeconds and is drawn last, above the cards; all others are drawn at once.
//
// Positions are kept relative to the content's origin, so scrolling moves nothing.

#include <cstdint>
#include <unordered_map>

#include "app/widgets/geometry.h"

namespace gopherarium {

class Glide {
 public:
  static constexpr double kGlideSeconds = 0.22;

  enum class Pace : uint8_t { Glides, Jumps };
  void begin_frame(double now, Vec2 origin, Pace pace) {
    now_ = now;
    origin_ = origin;
    pace_ = pace;
    ++frame_;
  }
  // Where the thing stands now on its way to `wanted` (both on screen).
  Rect place(uint32_t id, Rect wanted);
  bool moving(uint32_t id) const {
    const auto at = places_.find(id);
    return at != places_.end() && now_ - at->second.since < kGlideSeconds;
  }
  // Forgets what was not placed in this frame.
  void end_frame();

 private:
  struct Place {
    Vec2 from, to;
    double since = -1;
    uint64_t frame = 0;
  };
  static double eased(double t) { return 1 - (1 - t) * (1 - t); }
  Vec2 now_at(const Place& place) const;

  std::unordered_map<uint32_t, Place> places_;
  double now_ = 0;
  Vec2 origin_;
  Pace pace_ = Pace::Jumps;
  uint64_t frame_ = 0;
};

}  // namespace gopherarium
