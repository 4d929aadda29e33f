#pragma once
// Goroutine stacks: contiguous, 2 KiB at first, doubled by copying when a call does not fit, halved when at most a quarter
// is used. No pointer into a stack exists in the VM's memory, so a copy is a memcpy.
//
// Stacks are the only memory that is reused within a run. A StackPool belongs to one M at a time and keeps a few freed
// stacks of each small size; large ones go back to the system at once, and grow by moving pages where it can.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gopherarium {

inline constexpr uint64_t kFirstStackBytes = 2048;            // as Go's
inline constexpr uint64_t kMaxStackBytes = 1'000'000'000;     // Go's limit on 64-bit machines

// Owned by one goroutine; words [0, used) are live.
struct Stack {
  uint64_t* words = nullptr;
  uint64_t bytes = 0;

  uint64_t capacity() const { return bytes / sizeof(uint64_t); }
};

class StackPool {
 public:
  StackPool() = default;
  ~StackPool();
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  // Contents are not cleared: a frame writes a slot before it reads it.
  Stack allocate(uint64_t bytes = kFirstStackBytes);
  void release(Stack& stack);

  enum class Growth : uint8_t { Done, TooLarge };  // TooLarge: Go's "stack exceeds 1000000000-byte limit"
  // Doubles until needed_words fit; the first used_words are kept.
  Growth grow(Stack& stack, uint64_t used_words, uint64_t needed_words);
  // Halves once when at most a quarter is in use and it is larger than a first stack. True when it did.
  bool shrink(Stack& stack, uint64_t used_words);

 private:
  // 2 KiB, 4 KiB, ... 32 KiB are kept; that covers all but deep recursion.
  static constexpr int kClasses = 5;
  static constexpr std::size_t kKept = 256;
  static int class_of(uint64_t bytes);
  void resize(Stack& stack, uint64_t used_words, uint64_t bytes);

  std::array<std::vector<uint64_t*>, kClasses> free_;
};

}  // namespace gopherarium
