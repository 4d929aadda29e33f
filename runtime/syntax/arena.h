#pragma once
// NodeArena: memory for the nodes of one parsed file, released as a whole. Only trivially destructible objects live in it, so
// nobody owns a single node and raw pointers borrow. Not thread-safe.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace gopherarium {

class NodeArena {
 public:
  NodeArena() = default;
  NodeArena(const NodeArena&) = delete;
  NodeArena& operator=(const NodeArena&) = delete;

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "the arena runs no destructors");
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  // A copy of the items that lives as long as the arena.
  template <class T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    T* to = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), to);
    return {to, items.size()};
  }

  size_t bytes_used() const { return bytes_used_; }

 private:
  void* allocate(size_t size, size_t align) {
    size_t at = (next_ + align - 1) & ~(align - 1);
    if (at + size > end_) {
      size_t block = std::max(size + align, kBlockBytes);
      blocks_.push_back(std::make_unique<std::byte[]>(block));
      at = (reinterpret_cast<size_t>(blocks_.back().get()) + align - 1) & ~(align - 1);
      end_ = reinterpret_cast<size_t>(blocks_.back().get()) + block;
    }
    next_ = at + size;
    bytes_used_ += size;
    return reinterpret_cast<void*>(at);
  }

  // Small enough for a hello world, big enough that 1 MB of source takes a few hundred blocks.
  static constexpr size_t kBlockBytes = 32 * 1024;

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t next_ = 0;
  size_t end_ = 0;
  size_t bytes_used_ = 0;
};

}  // namespace gopherarium
