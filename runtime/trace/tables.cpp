#include "runtime/trace/tables.h"

#include <bit>
#include <cstring>
#include <functional>

#include "runtime/base/check.h"

namespace gopherarium {
namespace {

constexpr size_t kBlockBytes = 1u << 16;
constexpr size_t kFirstSlots = 1u << 10;

uint32_t hash_of(std::span<const std::byte> bytes) {
  const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const size_t h = std::hash<std::string_view>{}(view);
  return static_cast<uint32_t>(h ^ (h >> 32));
}

}  // namespace

InternTable::InternTable() {
  all_slots_.push_back(std::make_unique<Slots>(kFirstSlots));
  slots_.store(all_slots_.back().get(), std::memory_order_release);
}

InternTable::~InternTable() = default;

InternTable::Entry* InternTable::entry(uint32_t id) const {
  const uint64_t at = uint64_t{id} - 1 + kFirstSegment;
  const auto log = static_cast<uint32_t>(std::bit_width(at)) - 1;
  const size_t segment = log - (static_cast<uint32_t>(std::bit_width(kFirstSegment)) - 1);
  return segments_[segment].load(std::memory_order_acquire) + (at - (uint64_t{1} << log));
}

uint32_t InternTable::find(const Slots& slots, std::span<const std::byte> bytes, uint32_t hash) const {
  for (size_t i = hash & slots.mask;; i = (i + 1) & slots.mask) {
    const uint32_t id = slots.ids[i].load(std::memory_order_acquire);
    if (id == 0) return 0;
    const Entry& e = *entry(id);
    if (e.hash == hash && e.length == bytes.size() && std::memcmp(e.bytes, bytes.data(), bytes.size()) == 0) return id;
  }
}

void InternTable::place(Slots& slots, uint32_t id, uint32_t hash) {
  size_t i = hash & slots.mask;
  while (slots.ids[i].load(std::memory_order_relaxed) != 0) i = (i + 1) & slots.mask;
  slots.ids[i].store(id, std::memory_order_release);
}

uint32_t InternTable::intern(std::span<const std::byte> bytes) {
  if (bytes.empty()) return 0;
  const uint32_t hash = hash_of(bytes);
  if (const uint32_t id = find(*slots_.load(std::memory_order_acquire), bytes, hash)) return id;
  const std::lock_guard hold(lock_);
  if (const uint32_t id = find(*slots_.load(std::memory_order_relaxed), bytes, hash)) return id;
  const uint32_t id = size_.load(std::memory_order_relaxed) + 1;
  GOPH_CHECK(id != 0, "a recording's table has at most 2^32-1 entries");
  const uint64_t at = uint64_t{id} - 1 + kFirstSegment;
  if (std::has_single_bit(at)) {  // the first of its segment
    all_segments_.push_back(std::make_unique<Entry[]>(at));
    segments_[all_segments_.size() - 1].store(all_segments_.back().get(), std::memory_order_release);
  }
  *entry(id) = Entry{keep(bytes), static_cast<uint32_t>(bytes.size()), hash};
  if (uint64_t{id} * 2 > all_slots_.back()->mask) grow();
  size_.store(id, std::memory_order_release);  // before the id can be found: whoever finds it may read it
  place(*all_slots_.back(), id, hash);
  return id;
}

void InternTable::grow() {
  auto bigger = std::make_unique<Slots>((all_slots_.back()->mask + 1) * 2);
  const uint32_t count = size_.load(std::memory_order_relaxed);
  for (uint32_t id = 1; id <= count; ++id) place(*bigger, id, entry(id)->hash);
  all_slots_.push_back(std::move(bigger));
  slots_.store(all_slots_.back().get(), std::memory_order_release);
}

const std::byte* InternTable::keep(std::span<const std::byte> bytes) {
  const size_t rounded = (bytes.size() + 7) & ~size_t{7};
  if (rounded > block_left_) {
    const size_t size = rounded > kBlockBytes ? rounded : kBlockBytes;
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
    block_next_ = blocks_.back().get();
    block_left_ = size;
  }
  std::byte* at = block_next_;
  std::memcpy(at, bytes.data(), bytes.size());
  block_next_ += rounded;
  block_left_ -= rounded;
  return at;
}

std::span<const std::byte> InternTable::at(uint32_t id) const {
  if (id == 0 || id > size()) return {};
  const Entry& e = *entry(id);
  return {e.bytes, e.length};
}

uint32_t TraceTables::text(std::string_view text) {
  return texts_.intern(std::as_bytes(std::span(text.data(), text.size())));
}

uint32_t TraceTables::stack(std::span<const StackFrame> innermost_first) {
  return stacks_.intern(std::as_bytes(innermost_first));
}

std::string_view TraceTables::text_of(uint32_t id) const {
  const auto bytes = texts_.at(id);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const StackFrame> TraceTables::stack_of(uint32_t id) const {
  const auto bytes = stacks_.at(id);
  return {reinterpret_cast<const StackFrame*>(bytes.data()), bytes.size() / sizeof(StackFrame)};
}

}  // namespace gopherarium
