#include "runtime/mem/arena.h"

#include <sys/mman.h>

#include <algorithm>

#include "runtime/base/check.h"

namespace gopherarium {

Arena::Arena(uint64_t limit_bytes) : limit_(std::min(limit_bytes + kGuard, kReserved)) {
  void* reserved = mmap(nullptr, kReserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  GOPH_CHECK(reserved != MAP_FAILED, "16 GiB of addresses can be reserved (see ulimit -v)");
  base_ = static_cast<std::byte*>(reserved);
}

Arena::~Arena() {
  munmap(base_, kReserved);
  if (starts_ != nullptr) munmap(starts_, kReserved / 64);
}

void Arena::note_starts() {
  void* bits = mmap(nullptr, kReserved / 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  GOPH_CHECK(bits != MAP_FAILED, "a bit for every word of the arena can be reserved (see ulimit -v)");
  starts_ = static_cast<uint64_t*>(bits);
  // Behind the middle, as a pair of small 32-bit numbers looks like an address right after a multiple of 4 GiB.
  constexpr uint64_t kUpper = kReserved / 2 + (uint64_t{1} << 30);
  if (limit_ <= kReserved - kUpper) {
    skipped_ = kUpper - end();
    limit_ += skipped_;
    next_.store(kUpper, std::memory_order_relaxed);
  }
  first_noted_ = end();
}

uint64_t Arena::take(uint64_t bytes) {
  uint64_t offset = next_.load(std::memory_order_relaxed);
  do {
    if (bytes > limit_ - offset) return 0;
  } while (!next_.compare_exchange_weak(offset, offset + bytes, std::memory_order_relaxed));
  return offset;
}

void Arena::reset() {
  const uint64_t used = next_.load(std::memory_order_relaxed);
  // Little is cleared faster by hand than by giving the pages back.
  constexpr uint64_t kByHand = 256 << 10;
  const uint64_t by_hand = std::min(used, kByHand);
  std::fill(base_ + kGuard, base_ + std::max(by_hand, kGuard), std::byte{0});
  if (used > kByHand) {
    const uint64_t pages = (used - kByHand + 4095) / 4096 * 4096;
    GOPH_CHECK(madvise(base_ + kByHand, pages, MADV_DONTNEED) == 0, "the arena's pages are ours to give back");
  }
  next_.store(kGuard, std::memory_order_relaxed);
  if (starts_ != nullptr) {
    munmap(starts_, kReserved / 64);
    starts_ = nullptr;
  }
  limit_ -= skipped_;
  skipped_ = 0;
}

uint64_t ArenaCache::allocate_slow(uint64_t bytes) {
  // Large objects get a range of their own; what is left of the chunk stays in use.
  if (bytes > kChunk / 4) {
    const uint64_t offset = arena_->take(bytes);
    if (offset == 0) return 0;
    allocated_ += bytes;
    arena_->note_start(offset);
    return offset;
  }
  const uint64_t chunk = arena_->take(kChunk);
  if (chunk == 0) return 0;
  if (chunk != end_) {  // a chunk that follows the last one continues it
    if (next_ != end_) arena_->note_start(next_);  // what is left of the old one belongs to no object
    next_ = chunk;
  }
  end_ = chunk + kChunk;
  return allocate(bytes);
}

bool ArenaCache::extend(uint64_t offset, uint64_t old_bytes, uint64_t new_bytes) {
  old_bytes = (old_bytes + 7) & ~uint64_t{7};
  new_bytes = (new_bytes + 7) & ~uint64_t{7};
  if (offset == 0 || offset + old_bytes != next_ || new_bytes < old_bytes || new_bytes - old_bytes > end_ - next_) return false;
  next_ += new_bytes - old_bytes;
  allocated_ += new_bytes - old_bytes;
  return true;
}

}  // namespace gopherarium
