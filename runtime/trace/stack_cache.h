#pragma once
// StackCache: from a chain of return addresses to the id of the interned stack, without naming functions and lines again.
// A run has few different chains and takes their stacks at every channel operation, so this is what a recorded event costs.
//
// Any thread. Looking up takes no lock: entries never change and live as long as the cache; a slot points to the newest
// entry that hashes there.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace gopherarium {

class StackCache {
 public:
  static constexpr size_t kDepth = 32;  // longer chains are the caller's to look up

  // The id of the chain; make() finds it when it isn't known here.
  template <class Make>
  uint32_t id_of(std::span<const uint32_t> pcs, Make&& make) {
    std::atomic<const Entry*>& slot = slots_[hash_of(pcs) % kSlots];
    const Entry* entry = slot.load(std::memory_order_acquire);
    if (entry != nullptr && entry->depth == pcs.size() && std::equal(pcs.begin(), pcs.end(), entry->pcs.begin())) {
      return entry->id;
    }
    const uint32_t id = make();
    remember(slot, pcs, id);
    return id;
  }

 private:
  struct Entry {
    std::array<uint32_t, kDepth> pcs{};
    uint32_t depth = 0;
    uint32_t id = 0;
  };
  static constexpr size_t kSlots = 1024;
  static constexpr size_t kMost = 1u << 15;  // 4 MiB: a program with more chains than that goes without new entries

  static uint32_t hash_of(std::span<const uint32_t> pcs) {
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (const uint32_t pc : pcs) h = (h ^ pc) * 0xff51afd7ed558ccdu;
    return static_cast<uint32_t>(h >> 40);
  }
  void remember(std::atomic<const Entry*>& slot, std::span<const uint32_t> pcs, uint32_t id) {
    const std::lock_guard hold(lock_);
    if (entries_.size() >= kMost) return;
    auto entry = std::make_unique<Entry>();
    std::copy(pcs.begin(), pcs.end(), entry->pcs.begin());
    entry->depth = static_cast<uint32_t>(pcs.size());
    entry->id = id;
    slot.store(entry.get(), std::memory_order_release);
    entries_.push_back(std::move(entry));
  }

  std::array<std::atomic<const Entry*>, kSlots> slots_{};
  std::mutex lock_;  // protects entries_
  std::vector<std::unique_ptr<const Entry>> entries_;
};

}  // namespace gopherarium
