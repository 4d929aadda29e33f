#include "app/panels/glide.h"

#include <algorithm>

namespace gopherarium {

Vec2 Glide::now_at(const Place& place) const {
  const double t = std::clamp((now_ - place.since) / kGlideSeconds, 0.0, 1.0);
  const auto done = static_cast<float>(eased(t));
  return {place.from.x + (place.to.x - place.from.x) * done, place.from.y + (place.to.y - place.from.y) * done};
}

Rect Glide::place(uint32_t id, Rect wanted) {
  const Vec2 to{wanted.x0 - origin_.x, wanted.y0 - origin_.y};
  const auto [at, fresh] = places_.try_emplace(id);
  Place& place = at->second;
  if (fresh || pace_ == Pace::Jumps) {
    place = {to, to, -1, frame_};
  } else if (place.frame != frame_ && (place.to.x != to.x || place.to.y != to.y)) {
    place = {now_at(place), to, now_, frame_};
  }
  place.frame = frame_;
  const Vec2 stands = now_at(place);
  return wanted.moved({stands.x - to.x, stands.y - to.y});
}

void Glide::end_frame() {
  std::erase_if(places_, [&](const auto& at) { return at.second.frame != frame_; });
}

}  // namespace gopherarium
