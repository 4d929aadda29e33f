#pragma once
// Arena: the heap of one run. One reserved range of addresses; memory in it is zero when handed out, is never freed or
// reused while goroutines run, and goes as a whole. So an offset into it is valid as long as the run is.
//
// Threads allocate from chunks of their own (ArenaCache, one an M), so the shared counter is touched once a chunk.
// Reads and writes of Go values go through load/store here: relaxed atomics of the value's width, as other threads may
// race. Offset 0 is nil; nothing is ever allocated there.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/base/result.h"

namespace gopherarium {

class Arena {
 public:
  static constexpr uint64_t kReserved = uint64_t{1} << 34;  // what an offset reaches; only touched pages cost memory
  static constexpr uint64_t kGuard = 4096;                  // at the front: nil, and small offsets from it

  // limit_bytes is --heap.
  explicit Arena(uint64_t limit_bytes);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Takes bytes (a multiple of 8) from the shared range. 0: the limit is reached. Any thread.
  uint64_t take(uint64_t bytes);
  // Back to the state after construction. Only while nobody uses it.
  void reset();

  // From now on notes where objects begin: a bit for every 8 bytes. What lies below first_noted() is not noted. For runs whose
  // program asks about the heap; the others don't pay for it. Before goroutines run.
  // What is noted lies in the upper half of the range, if the limit leaves room: a pass that takes every word for an address
  // then hardly ever takes a count or a size for one.
  void note_starts();
  void note_start(uint64_t offset) {
    if (starts_ != nullptr) __atomic_fetch_or(starts_ + (offset >> 9), uint64_t{1} << ((offset >> 3) & 63), __ATOMIC_RELAXED);
  }
  const uint64_t* starts() const { return starts_; }  // bit i of word w: the 8 bytes at (w * 64 + i) * 8; null: not noted
  uint64_t first_noted() const { return first_noted_; }
  uint64_t end() const { return next_.load(std::memory_order_relaxed); }

  uint64_t taken() const { return next_.load(std::memory_order_relaxed) - kGuard - skipped_; }
  uint64_t limit() const { return limit_ - skipped_; }

  std::byte* at(uint64_t offset) const { return base_ + offset; }
  std::string_view text(uint64_t offset, uint64_t length) const {
    return {reinterpret_cast<const char*>(base_ + offset), length};
  }

  template <class T>
  T load(uint64_t offset) const {
    return std::atomic_ref<T>(*reinterpret_cast<T*>(base_ + offset)).load(std::memory_order_relaxed);
  }
  template <class T>
  void store(uint64_t offset, T value) const {
    std::atomic_ref<T>(*reinterpret_cast<T*>(base_ + offset)).store(value, std::memory_order_relaxed);
  }

 private:
  std::byte* base_ = nullptr;
  uint64_t* starts_ = nullptr;
  uint64_t first_noted_ = 0;
  uint64_t skipped_ = 0;  // addresses left out by note_starts
  uint64_t limit_;        // where the last page ends
  std::atomic<uint64_t> next_{kGuard};
};

// One thread's share of an arena.
class ArenaCache {
 public:
  explicit ArenaCache(Arena& arena) : arena_(&arena) {}

  // Zeroed, aligned to 8. 0: the limit is reached.
  uint64_t allocate(uint64_t bytes) {
    bytes = (bytes + 7) & ~uint64_t{7};
    if (bytes <= end_ - next_) {
      const uint64_t offset = next_;
      next_ += bytes;
      allocated_ += bytes;
      arena_->note_start(offset);
      return offset;
    }
    return allocate_slow(bytes);
  }
  // Makes the newest allocation longer in place, if it is [offset, offset + old_bytes) and there is room behind it.
  bool extend(uint64_t offset, uint64_t old_bytes, uint64_t new_bytes);

  uint64_t allocated() const { return allocated_; }
  void forget() { next_ = end_ = allocated_ = 0; }  // after Arena::reset

 private:
  // Small enough that a run of many Ms wastes little, large enough that the shared counter is cold.
  static constexpr uint64_t kChunk = 64 << 10;
  uint64_t allocate_slow(uint64_t bytes);

  Arena* arena_;
  uint64_t next_ = 0, end_ = 0;
  uint64_t allocated_ = 0;
};

}  // namespace gopherarium
