#include "app/widgets/layout_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "runtime/base/check.h"

namespace gopherarium {
namespace {

// Below this many pixels two rectangles only touch: positions are rounded to pixels by their widgets.
constexpr float kTouch = 1.01F;

std::string describe(const LaidOut& e) {
  return fmt::format("\"{}\" at {:.0f},{:.0f} {:.0f}x{:.0f}", e.name, e.rect.x0, e.rect.y0, e.rect.width(),
                     e.rect.height());
}

bool overlaps(const LaidOut& a, const LaidOut& b) {
  Rect both = a.shown().intersection(b.shown());
  return both.width() > kTouch && both.height() > kTouch;
}

bool sticks_out(Rect r, Rect bounds) {
  return r.x0 < bounds.x0 - kTouch || r.x1 > bounds.x1 + kTouch || r.y0 < bounds.y0 - kTouch ||
         r.y1 > bounds.y1 + kTouch;
}

}  // namespace

void LayoutLog::begin_frame() {
  GOPH_CHECK(open_.size() <= 1, "a layout group was opened and not closed in the last frame");
  entries_.clear();
  groups_.resize(1);
  open_.assign(1, 0);
}

void LayoutLog::open_group(std::string_view name, Scrolls scrolls) {
  // What lies in something that scrolls scrolls with it.
  groups_.push_back({std::string(name), open_.back(), std::max(scrolls, groups_[open_.back()].scrolls)});
  open_.push_back(static_cast<uint32_t>(groups_.size() - 1));
}

void LayoutLog::open_group(std::string_view name, Rect bounds) {
  open_group(name);
  groups_.back().bounds = bounds;
}

void LayoutLog::close_group() {
  GOPH_CHECK(open_.size() > 1, "a layout group was closed that was not opened");
  open_.pop_back();
}

void LayoutLog::add(LaidOut entry) {
  entry.group = open_.back();
  if (entry.name.empty()) entry.name = entry.text;
  entries_.push_back(std::move(entry));
}

const LaidOut* LayoutLog::find(std::string_view name) const {
  auto first = [&](auto matches) -> const LaidOut* {
    for (LaidKind kind : {LaidKind::Control, LaidKind::Overlay, LaidKind::Text, LaidKind::Box})
      for (const LaidOut& e : entries_)
        if (e.kind == kind && e.visible() && matches(e)) return &e;
    return nullptr;
  };
  if (const LaidOut* e = first([&](const LaidOut& o) { return o.name == name; })) return e;
  if (const LaidOut* e = first([&](const LaidOut& o) { return o.text == name; })) return e;
  return first([&](const LaidOut& o) { return !name.empty() && o.text.starts_with(name); });
}

bool LayoutLog::shows(std::string_view text) const {
  return std::ranges::any_of(entries_, [&](const LaidOut& e) {
    return e.visible() && (e.text.find(text) != std::string::npos || e.name == text);
  });
}

std::vector<std::string> LayoutLog::problems() const {
  std::vector<std::string> found;
  std::map<uint32_t, std::vector<const LaidOut*>> siblings;
  for (const LaidOut& e : entries_) {
    if (!e.visible() || e.kind == LaidKind::Overlay) continue;
    const Group& group = groups_[e.group];
    if (e.fit == TextFit::Cut)
      found.push_back(fmt::format("text is wider than its box in {}: {}", group.name, describe(e)));
    bool out_sideways = e.rect.x0 < e.clip.x0 - kTouch || e.rect.x1 > e.clip.x1 + kTouch;
    bool out_vertically = e.rect.y0 < e.clip.y0 - kTouch || e.rect.y1 > e.clip.y1 + kTouch;
    if ((out_sideways && group.scrolls != Scrolls::Both) || (out_vertically && group.scrolls == Scrolls::No))
      found.push_back(fmt::format("cut off at the edge of {}: {}", group.name, describe(e)));
    if (sticks_out(e.rect, group.bounds))
      found.push_back(fmt::format("sticks out of {}: {}", group.name, describe(e)));
    siblings[e.group].push_back(&e);
  }
  for (auto& [id, list] : siblings) {
    std::ranges::sort(list, {}, [](const LaidOut* e) { return e->rect.y0; });
    for (size_t i = 0; i < list.size(); ++i)
      for (size_t j = i + 1; j < list.size() && list[j]->rect.y0 < list[i]->rect.y1; ++j)
        if (overlaps(*list[i], *list[j]))
          found.push_back(fmt::format("overlap in {}: {} and {}", groups_[id].name, describe(*list[i]),
                                      describe(*list[j])));
  }
  return found;
}

}  // namespace gopherarium
