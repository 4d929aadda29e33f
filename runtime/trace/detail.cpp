#include "runtime/trace/detail.h"

#include <algorithm>
#include <utility>

namespace gopherarium {

void DetailStacks::apply(const Event& event) {
  if (!is_detail(event.kind)) return;
  std::vector<DetailFrame>& stack = stacks_[event.g];
  switch (event.kind) {
    case EventKind::Call:
      stack.emplace_back().function = static_cast<uint32_t>(event.a);
      return;
    case EventKind::Return:
      if (!stack.empty()) stack.pop_back();
      return;
    case EventKind::Line:
      if (stack.empty()) return;
      stack.back().file = static_cast<uint32_t>(event.a);
      stack.back().line = static_cast<uint32_t>(event.b);
      return;
    default: break;
  }
  const uint32_t depth = place_depth(event.c), variable = place_variable(event.c);
  if (depth == 0 || depth > stack.size()) return;
  auto& variables = stack[depth - 1].variables;
  if (event.kind == EventKind::LocalEnd) {
    variables.erase(variable);
  } else {
    variables[variable] = {static_cast<uint32_t>(event.a), event.b, event.d};
  }
}

const std::vector<DetailFrame>* DetailStacks::of(uint32_t g) const {
  const auto found = stacks_.find(g);
  return found == stacks_.end() ? nullptr : &found->second;
}

size_t DetailWindow::count_to(DetailPlace place) const {
  const auto after = std::upper_bound(events.begin(), events.end(), place,
                                      [](DetailPlace at, const DetailEvent& event) { return at < event.at; });
  return static_cast<size_t>(after - events.begin());
}

DetailStacks DetailWindow::stacks_after(size_t count) const {
  DetailStacks stacks = at_begin;
  for (size_t i = 0; i < count; ++i) stacks.apply(events[i].event);
  return stacks;
}

void DetailCursor::look_at(std::shared_ptr<const DetailWindow> window) {
  if (window == window_) return;
  window_ = std::move(window);
  folded_ = 0;
  if (window_ != nullptr) stacks_ = window_->at_begin;
}

const DetailStacks* DetailCursor::stacks_at(DetailPlace place) {
  if (window_ == nullptr || !window_->holds(place)) return nullptr;
  const size_t wanted = window_->count_to(place);
  if (wanted < folded_) {
    stacks_ = window_->stacks_after(wanted);
  } else {
    for (; folded_ < wanted; ++folded_) stacks_.apply(window_->events[folded_].event);
  }
  folded_ = wanted;
  return &stacks_;
}

}  // namespace gopherarium
