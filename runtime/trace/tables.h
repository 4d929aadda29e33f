#pragma once
// The tables of a recording: texts and stacks by id. Ids count from 1 in order of first use, equal contents have equal
// ids, 0 is the empty text and the empty stack.
//
// Any thread may intern and read. Finding what is already there takes no lock (an open-addressed table of atomic ids over
// entries that never move); adding does. Nothing is ever removed, so what text_of returns is valid as long as the tables.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace gopherarium {

// One frame of an interned stack.
struct StackFrame {
  uint32_t function = 0;  // text id: "main.worker"
  uint32_t file = 0;      // text id: as the user named it
  uint32_t line = 0;
  bool operator==(const StackFrame&) const = default;
};

class InternTable {
 public:
  InternTable();
  ~InternTable();
  InternTable(const InternTable&) = delete;
  InternTable& operator=(const InternTable&) = delete;

  uint32_t intern(std::span<const std::byte> bytes);
  // Empty for 0 and for ids not given out yet. Aligned to 8 bytes.
  std::span<const std::byte> at(uint32_t id) const;
  uint32_t size() const { return size_.load(std::memory_order_acquire); }

 private:
  struct Entry {
    const std::byte* bytes = nullptr;
    uint32_t length = 0;
    uint32_t hash = 0;
  };
  struct Slots {
    explicit Slots(size_t count) : mask(count - 1), ids(new std::atomic<uint32_t>[count]()) {}
    size_t mask;
    std::unique_ptr<std::atomic<uint32_t>[]> ids;
  };
  static constexpr uint32_t kFirstSegment = 1024;  // segment k has kFirstSegment << k entries
  static constexpr size_t kSegments = 22;          // room for all 32-bit ids

  Entry* entry(uint32_t id) const;
  uint32_t find(const Slots& slots, std::span<const std::byte> bytes, uint32_t hash) const;
  static void place(Slots& slots, uint32_t id, uint32_t hash);
  const std::byte* keep(std::span<const std::byte> bytes);  // lock_ held
  void grow();                                              // lock_ held

  std::atomic<Slots*> slots_;
  std::atomic<Entry*> segments_[kSegments] = {};
  std::atomic<uint32_t> size_{0};

  std::mutex lock_;  // protects what follows, and adding
  std::vector<std::unique_ptr<Slots>> all_slots_;  // outgrown ones too: a reader may still be in them
  std::vector<std::unique_ptr<Entry[]>> all_segments_;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t block_left_ = 0;
  std::byte* block_next_ = nullptr;
};

class TraceTables {
 public:
  uint32_t text(std::string_view text);
  uint32_t stack(std::span<const StackFrame> innermost_first);
  std::string_view text_of(uint32_t id) const;
  std::span<const StackFrame> stack_of(uint32_t id) const;  // innermost first
  uint32_t texts() const { return texts_.size(); }          // ids 1..texts() are given out
  uint32_t stacks() const { return stacks_.size(); }

 private:
  InternTable texts_, stacks_;
};

}  // namespace gopherarium
