#include "runtime/mem/stack.h"

#include <gtest/gtest.h>

namespace gopherarium {
namespace {

void fill(const Stack& stack, uint64_t words) {
  for (uint64_t i = 0; i < words; ++i) stack.words[i] = i * 7;
}

void expect_filled(const Stack& stack, uint64_t words) {
  for (uint64_t i = 0; i < words; ++i) ASSERT_EQ(stack.words[i], i * 7) << "word " << i << " of " << stack.bytes;
}

TEST(Stack, DoublesByCopyingAndHalvesWhenAQuarterIsUsed) {
  StackPool pool;
  Stack stack = pool.allocate();
  EXPECT_EQ(stack.bytes, kFirstStackBytes);
  for (uint64_t bytes = kFirstStackBytes; bytes < (4u << 20); bytes *= 2) {
    fill(stack, stack.capacity());
    ASSERT_EQ(pool.grow(stack, stack.capacity(), stack.capacity() + 1), StackPool::Growth::Done);
    EXPECT_EQ(stack.bytes, 2 * bytes);
    expect_filled(stack, bytes / 8);
  }
  EXPECT_FALSE(pool.shrink(stack, stack.capacity() / 4 + 1));
  while (pool.shrink(stack, 100)) expect_filled(stack, 100);
  EXPECT_LE(stack.bytes, 4096u);
  pool.release(stack);
  EXPECT_EQ(stack.words, nullptr);
}

TEST(Stack, OneLargeFrameGrowsAtOnce) {
  StackPool pool;
  Stack stack = pool.allocate();
  fill(stack, 10);
  ASSERT_EQ(pool.grow(stack, 10, 100'000), StackPool::Growth::Done);
  EXPECT_EQ(stack.bytes, 1u << 20);
  expect_filled(stack, 10);
  pool.release(stack);
}

TEST(Stack, HasGosLimit) {
  StackPool pool;
  Stack stack = pool.allocate();
  EXPECT_EQ(pool.grow(stack, 1, kMaxStackBytes / 8 + 1), StackPool::Growth::TooLarge);
  EXPECT_EQ(stack.bytes, kFirstStackBytes);
  pool.release(stack);
}

TEST(Stack, FreedStacksAreUsedAgain) {
  StackPool pool;
  Stack first = pool.allocate();
  uint64_t* words = first.words;
  pool.release(first);
  Stack second = pool.allocate();
  EXPECT_EQ(second.words, words);
  pool.release(second);
}

}  // namespace
}  // namespace gopherarium
