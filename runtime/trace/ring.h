#pragma once
// EventRing: one stream of events from one producer at a time to the collector.
//
// The producer says open(), reads the clock, then push()es: so the collector can tell a stream that may still bring an
// event stamped in the past (open) from one that can't (bus.cpp says how it uses that). Slots are atomic words (plain
// moves on x86), because in Overwrite mode the producer never looks at the reader and may write a slot that is being
// read: the reader reads `tail` again after the words and drops what was overwritten meanwhile. A word is stored with
// release after the `tail` that precedes it, so who sees a new word sees that tail too.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "runtime/trace/event.h"
#include "runtime/trace/event_queue.h"

namespace gopherarium {

class EventRing {
 public:
  enum class WhenFull : uint8_t { Wait, Overwrite };  // Wait: the producer asks has_room before it pushes

  // capacity: a power of two.
  EventRing(uint32_t capacity, WhenFull when_full)
      : mask_(capacity - 1), overwrites_(when_full == WhenFull::Overwrite), slots_(new Slot[capacity]) {}

  // ---- the producer
  void open() { busy_.store(1, std::memory_order_release); }
  void close() { busy_.store(0, std::memory_order_release); }
  // Whether `count` more events fit without overwriting what the collector hasn't taken.
  bool has_room(uint32_t count) {
    const uint64_t tail = tail_.load(std::memory_order_relaxed);
    if (tail + count - known_head_ <= mask_ + 1) return true;
    known_head_ = head_.load(std::memory_order_acquire);
    return tail + count - known_head_ <= mask_ + 1;
  }
  // True once every half ring: time to wake the collector.
  bool push(const Event& event) {
    const uint64_t tail = tail_.load(std::memory_order_relaxed);
    slots_[tail & mask_].store(event);
    tail_.store(tail + 1, std::memory_order_release);
    return ((tail + 1) & (mask_ >> 1)) == 0;
  }

  // ---- the collector
  bool is_open() const { return busy_.load(std::memory_order_acquire) != 0; }
  // Appends what was pushed; returns how many events were overwritten before they could be read. Those came before
  // everything appended by this call.
  uint64_t drain(EventQueue& out) {
    const uint64_t end = tail_.load(std::memory_order_acquire);
    uint64_t at = head_.load(std::memory_order_relaxed);
    uint64_t lost = skip_overwritten(at, end);
    const size_t first = out.size();
    const uint64_t first_position = at;
    for (Event& to : out.grow(end - at)) to = slots_[at++ & mask_].load();
    if (!overwrites_) {
      head_.store(end, std::memory_order_release);
      return 0;
    }
    uint64_t valid_from = first_position;
    const uint64_t torn = skip_overwritten(valid_from, tail_.load(std::memory_order_acquire));
    const uint64_t dropped = torn < end - first_position ? torn : end - first_position;
    out.erase(first, dropped);
    lost += dropped;
    head_.store(end, std::memory_order_release);
    return lost;
  }

 private:
  // Fields are packed by shifts, as an event built in registers would else go through memory in small pieces and come back
  // in large ones, which stalls.
  struct Slot {
    std::array<std::atomic<uint64_t>, sizeof(Event) / sizeof(uint64_t)> words;

    void store(const Event& e) {
      const uint64_t kind = static_cast<uint16_t>(e.kind) | (uint64_t{e.p} << 16) | (uint64_t{e.d} << 32);
      words[0].store(e.time_ns, std::memory_order_release);
      words[1].store(e.g | (uint64_t{e.stack} << 32), std::memory_order_release);
      words[2].store(kind, std::memory_order_release);
      words[3].store(e.a, std::memory_order_release);
      words[4].store(e.b, std::memory_order_release);
      words[5].store(e.c, std::memory_order_release);
    }
    Event load() const {
      const auto word = [&](size_t i) { return words[i].load(std::memory_order_acquire); };
      const uint64_t time_ns = word(0), who = word(1), kind = word(2), a = word(3), b = word(4), c = word(5);
      return {time_ns, static_cast<uint32_t>(who), static_cast<uint32_t>(who >> 32), static_cast<EventKind>(kind & 0xffff),
              static_cast<uint16_t>(kind >> 16), static_cast<uint32_t>(kind >> 32), a, b, c};
    }
  };

  // With `tail` events written, the slot of event `tail - capacity` may be half overwritten, and older ones are gone.
  uint64_t skip_overwritten(uint64_t& at, uint64_t tail) const {
    const uint64_t capacity = mask_ + 1;
    if (tail - at < capacity || !overwrites_) return 0;
    const uint64_t oldest = tail - capacity + 1;
    const uint64_t skipped = oldest - at;
    at = oldest;
    return skipped;
  }

  const uint64_t mask_;
  const bool overwrites_;
  std::unique_ptr<Slot[]> slots_;
  alignas(64) std::atomic<uint64_t> tail_{0};
  std::atomic<uint32_t> busy_{0};
  uint64_t known_head_ = 0;  // producer only
  alignas(64) std::atomic<uint64_t> head_{0};
};

}  // namespace gopherarium
