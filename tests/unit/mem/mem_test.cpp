#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "runtime/mem/arena.h"
#include "runtime/mem/slot.h"

namespace gopherarium {
namespace {

TEST(Slot, StringsAndInterfacesRoundTrip) {
  const Slot64 text = pack_string(kOffsetMask, kMaxCount);
  EXPECT_EQ(string_offset(text), kOffsetMask);
  EXPECT_EQ(string_length(text), kMaxCount);
  EXPECT_EQ(pack_string(4096, 0), 0u);
  const Slot64 word = pack_iface(static_cast<uint32_t>(kMaxCount), 123456);
  EXPECT_EQ(iface_rtype(word), kMaxCount);
  EXPECT_EQ(iface_payload(word), 123456u);
}

TEST(Slot, SmallIntegersStandInThePayload) {
  for (int64_t value : {int64_t{0}, int64_t{1}, int64_t{-1}, (int64_t{1} << 32) - 1, -(int64_t{1} << 32)}) {
    const auto payload = inline_payload(value);
    ASSERT_TRUE(payload.has_value()) << value;
    EXPECT_TRUE(payload_is_inline(*payload));
    EXPECT_LE(*payload, kOffsetMask);
    EXPECT_EQ(inline_value(*payload), value);
  }
  for (int64_t value : {int64_t{1} << 32, -(int64_t{1} << 32) - 1, INT64_MAX, INT64_MIN}) {
    EXPECT_FALSE(inline_payload(value).has_value()) << value;
  }
}

TEST(Slot, SlicesKeepTheirWindowWhenSliced) {
  const SliceWords whole = make_slice_words(4096, 5, 8);
  EXPECT_EQ(whole.capacity(), 8u);
  const SliceWords part = whole.sliced(2, 4, 6);
  EXPECT_EQ(part.length(), 2u);
  EXPECT_EQ(part.capacity(), 4u);
  EXPECT_EQ(part.data(), 4096u);
  EXPECT_EQ(part.element(1), 3u);
  EXPECT_FALSE(part.element(2).has_value());
}

// Any mix of the words of two slices stays inside the array that the first word names.
TEST(Slot, TornSlicesStayInside) {
  const SliceWords slices[] = {make_slice_words(4096, 100, 100), make_slice_words(8192, 3, 4),
                               make_slice_words(4096, 100, 100).sliced(90, 95, 95), SliceWords{}};
  for (const SliceWords& x : slices) {
    for (const SliceWords& y : slices) {
      const SliceWords torn{x.array, y.window};
      for (uint64_t index = 0; index < 200; ++index) {
        const auto place = torn.element(index);
        if (place) {
          EXPECT_LT(*place, x.count());
        }
      }
    }
  }
}

TEST(Arena, HandsOutZeroedMemoryUpToItsLimit) {
  Arena arena(1 << 20);
  ArenaCache cache(arena);
  const uint64_t first = cache.allocate(10);
  const uint64_t second = cache.allocate(1);
  EXPECT_NE(first, 0u);
  EXPECT_EQ(second, first + 16);
  EXPECT_EQ(arena.load<uint64_t>(first), 0u);
  EXPECT_EQ(cache.allocate(2 << 20), 0u);
  while (cache.allocate(1024) != 0) {
  }
  EXPECT_LE(arena.taken(), uint64_t{1} << 20);
}

TEST(Arena, ExtendsTheNewestAllocationInPlace) {
  Arena arena(1 << 20);
  ArenaCache cache(arena);
  const uint64_t list = cache.allocate(64);
  EXPECT_TRUE(cache.extend(list, 64, 128));
  EXPECT_EQ(cache.allocate(8), list + 128);
  EXPECT_FALSE(cache.extend(list, 128, 256));
}

TEST(Arena, IsZeroAgainAfterAReset) {
  Arena arena(8 << 20);
  ArenaCache cache(arena);
  for (int i = 0; i < 1000; ++i) arena.store<uint64_t>(cache.allocate(4096), ~uint64_t{0});
  arena.reset();
  cache.forget();
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(arena.load<uint64_t>(cache.allocate(4096)), 0u) << i;
}

TEST(Arena, ThreadsNeverShareMemory) {
  Arena arena(64 << 20);
  std::vector<std::vector<uint64_t>> taken(4);
  std::vector<std::thread> threads;
  for (auto& mine : taken) {
    threads.emplace_back([&arena, &mine] {
      ArenaCache cache(arena);
      for (int i = 0; i < 20000; ++i) mine.push_back(cache.allocate(32));
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<uint64_t> all;
  for (const auto& mine : taken) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 80000u);
}

}  // namespace
}  // namespace gopherarium
