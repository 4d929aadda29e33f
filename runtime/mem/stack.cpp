#include "runtime/mem/stack.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

#include "runtime/base/check.h"

namespace gopherarium {
namespace {

// From here on stacks are mapped, so that growing moves pages instead of copying bytes.
constexpr uint64_t kMappedBytes = 256 << 10;

uint64_t* obtain(uint64_t bytes) {
  if (bytes < kMappedBytes) {
    void* made = std::malloc(bytes);
    GOPH_CHECK(made != nullptr, "the host has memory for a goroutine's stack");
    return static_cast<uint64_t*>(made);
  }
  void* made = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  GOPH_CHECK(made != MAP_FAILED, "the host has addresses for a goroutine's stack");
  return static_cast<uint64_t*>(made);
}

void give_back(uint64_t* words, uint64_t bytes) {
  if (bytes < kMappedBytes) {
    std::free(words);
  } else {
    munmap(words, bytes);
  }
}

}  // namespace

int StackPool::class_of(uint64_t bytes) {
  const int index = std::countr_zero(bytes) - std::countr_zero(kFirstStackBytes);
  return index < kClasses ? index : -1;
}

StackPool::~StackPool() {
  for (int i = 0; i < kClasses; ++i) {
    for (uint64_t* words : free_[static_cast<size_t>(i)]) give_back(words, kFirstStackBytes << i);
  }
}

Stack StackPool::allocate(uint64_t bytes) {
  GOPH_DCHECK(std::has_single_bit(bytes) && bytes >= kFirstStackBytes, "stacks have sizes of 2 KiB times a power of two");
  const int index = class_of(bytes);
  if (index >= 0 && !free_[static_cast<size_t>(index)].empty()) {
    auto& list = free_[static_cast<size_t>(index)];
    uint64_t* words = list.back();
    list.pop_back();
    return {words, bytes};
  }
  return {obtain(bytes), bytes};
}

void StackPool::release(Stack& stack) {
  if (stack.words == nullptr) return;
  const int index = class_of(stack.bytes);
  if (index >= 0 && free_[static_cast<size_t>(index)].size() < kKept) {
    free_[static_cast<size_t>(index)].push_back(stack.words);
  } else {
    give_back(stack.words, stack.bytes);
  }
  stack = {};
}

void StackPool::resize(Stack& stack, uint64_t used_words, uint64_t bytes) {
  if (stack.bytes >= kMappedBytes && bytes >= kMappedBytes) {
    void* moved = mremap(stack.words, stack.bytes, bytes, MREMAP_MAYMOVE);
    GOPH_CHECK(moved != MAP_FAILED, "the host has addresses for a goroutine's stack");
    stack = {static_cast<uint64_t*>(moved), bytes};
    return;
  }
  Stack larger = allocate(bytes);
  std::memcpy(larger.words, stack.words, used_words * sizeof(uint64_t));
  release(stack);
  stack = larger;
}

StackPool::Growth StackPool::grow(Stack& stack, uint64_t used_words, uint64_t needed_words) {
  if (needed_words * sizeof(uint64_t) > kMaxStackBytes) return Growth::TooLarge;
  const uint64_t bytes = std::bit_ceil(std::max(needed_words * sizeof(uint64_t), stack.bytes * 2));
  resize(stack, used_words, bytes);
  return Growth::Done;
}

bool StackPool::shrink(Stack& stack, uint64_t used_words) {
  if (stack.bytes <= kFirstStackBytes || used_words * sizeof(uint64_t) > stack.bytes / 4) return false;
  resize(stack, used_words, stack.bytes / 2);
  return true;
}

}  // namespace gopherarium
