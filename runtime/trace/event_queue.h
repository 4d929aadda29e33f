#pragma once
// EventQueue: what the collector has drained from one stream and not handed over. Taken from the front, appended to at the
// back; events stay where they are until half the room is behind the front. Collector only.

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "runtime/trace/event.h"

namespace gopherarium {

class EventQueue {
 public:
  bool empty() const { return begin_ == end_; }
  size_t size() const { return end_ - begin_; }
  // From the oldest on; good until the next call that changes the queue.
  std::span<Event> events() { return {room_.data() + begin_, end_ - begin_}; }
  std::span<const Event> events() const { return {room_.data() + begin_, end_ - begin_}; }

  // `count` more at the back; what they are is for the caller to write.
  std::span<Event> grow(size_t count) {
    if (room_.size() - end_ < count) make_room(count);
    end_ += count;
    return {room_.data() + end_ - count, count};
  }
  void pop(size_t count) {
    begin_ += count;
    if (begin_ == end_) begin_ = end_ = 0;
  }

  // Seldom: what follows moves.
  void insert(size_t at, const Event& event) {
    grow(1);
    const std::span<Event> all = events();
    std::move_backward(all.begin() + static_cast<ptrdiff_t>(at), all.end() - 1, all.end());
    all[at] = event;
  }
  void erase(size_t at, size_t count) {
    const std::span<Event> all = events();
    std::move(all.begin() + static_cast<ptrdiff_t>(at + count), all.end(), all.begin() + static_cast<ptrdiff_t>(at));
    end_ -= count;
  }

 private:
  void make_room(size_t count) {
    if (begin_ >= room_.size() / 2) {
      std::copy(room_.data() + begin_, room_.data() + end_, room_.data());
      end_ -= begin_;
      begin_ = 0;
    }
    if (room_.size() - end_ < count) room_.resize(std::max(2 * room_.size(), end_ + count));
  }

  std::vector<Event> room_;
  size_t begin_ = 0, end_ = 0;
};

}  // namespace gopherarium
