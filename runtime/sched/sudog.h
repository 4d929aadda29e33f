#pragma once
// Sudog: a goroutine on a wait list (of a channel, a semaphore, a Cond). It carries the value that is handed over, so no
// pointer into a VM stack ever leaves its goroutine: a parked sender's value lies here until a receiver takes it, and a
// receiver finds here what a sender brought.
//
// Ownership: while on a list, its links and value belong to the holder of that list's lock; once taken off, to whoever
// took it off, until the goroutine is readied; then to the goroutine. Most waits need one: it stands inside the G. A
// select takes one a case from its P's cache.

#include <cstddef>
#include <cstdint>
#include <memory>

namespace gopherarium {

struct G;
struct Hchan;

struct Sudog {
  // Values of up to this size need no buffer: a slice, an interface and a word, a time.Time.
  static constexpr uint32_t kInlineBytes = 32;

  G* g = nullptr;
  Sudog* next = nullptr;
  Sudog* prev = nullptr;
  Sudog* wait_link = nullptr;  // a select's sudogs in the order they were made; the queue of one semaphore address
  Hchan* chan = nullptr;
  uint64_t address = 0;        // semaphore or Cond
  uint32_t index = 0;          // the case of a select
  uint32_t ticket = 0;         // semaphore: 1 when it was handed over; Cond: the place in the order of waiters
  bool is_select = false;
  bool receiving = false;
  bool success = false;        // woken by a partner, not by close
  uint32_t size = 0;           // bytes of the value
  uint32_t buffer_bytes = 0;
  std::unique_ptr<std::byte[]> buffer;
  alignas(8) std::byte words[kInlineBytes];

  // Room for a value of `bytes`; the buffer is kept for the next time.
  std::byte* value() { return size <= kInlineBytes ? words : buffer.get(); }
  void set_size(uint32_t bytes) {
    size = bytes;
    if (bytes <= kInlineBytes || bytes <= buffer_bytes) return;
    buffer = std::make_unique<std::byte[]>(bytes);
    buffer_bytes = bytes;
  }
};

}  // namespace gopherarium
