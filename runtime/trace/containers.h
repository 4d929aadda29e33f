#pragma once
// What a State is made of, so that a keyframe is cheap: copies share what has not changed since.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace gopherarium {

// A growing array in pages that copies share until one writes to them. A copy costs a pointer a page.
template <class T, size_t kPage = 32>
class PagedVector {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](size_t i) const { return (*pages_[i / kPage])[i % kPage]; }
  // To write. Makes the page this copy's own. Valid until the next copy of the whole.
  T& edit(size_t i) {
    auto& page = pages_[i / kPage];
    if (page.use_count() != 1) page = std::make_shared<Page>(*page);
    return (*page)[i % kPage];
  }
  // Shares no page with any copy from now on: for a copy that another thread gets.
  void detach() {
    for (auto& page : pages_) page = std::make_shared<Page>(*page);
  }
  void grow_to(size_t size) {
    while (pages_.size() * kPage < size) pages_.push_back(std::make_shared<Page>(kPage));
    if (size > size_) size_ = size;
  }

 private:
  using Page = std::vector<T>;
  std::vector<std::shared_ptr<Page>> pages_;
  size_t size_ = 0;
};

// A queue that is also removed from in the middle, near the front as a rule.
template <class T>
class Fifo {
 public:
  size_t size() const { return items_.size() - head_; }
  bool empty() const { return size() == 0; }
  const T* begin() const { return items_.data() + head_; }
  const T* end() const { return items_.data() + items_.size(); }
  const T& operator[](size_t i) const { return items_[head_ + i]; }
  const T& front() const { return items_[head_]; }
  void push_back(T item) { items_.push_back(std::move(item)); }
  void push_front(T item) {
    if (head_ > 0) {
      items_[--head_] = std::move(item);
    } else {
      items_.insert(items_.begin(), std::move(item));
    }
  }
  void pop_front() {
    ++head_;
    if (head_ * 2 > items_.size() && head_ > 16) {
      items_.erase(items_.begin(), items_.begin() + static_cast<ptrdiff_t>(head_));
      head_ = 0;
    }
  }
  // Removes the first item that matches; false: none did.
  template <class Match>
  bool remove_if(Match&& match) {
    for (size_t i = head_; i < items_.size(); ++i) {
      if (!match(items_[i])) continue;
      if (i == head_) {
        pop_front();
      } else {
        items_.erase(items_.begin() + static_cast<ptrdiff_t>(i));
      }
      return true;
    }
    return false;
  }
  bool remove(const T& item) {
    return remove_if([&](const T& other) { return other == item; });
  }
  void clear() {
    items_.clear();
    head_ = 0;
  }

 private:
  std::vector<T> items_;
  size_t head_ = 0;
};

}  // namespace gopherarium
