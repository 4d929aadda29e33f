#pragma once
// A reachability pass over a run's heap: what a collector would find alive. It frees nothing.
//
// Conservative: the arena notes where objects begin (Arena::note_starts), not what they hold, so every word whose low bits are
// the place of an object counts as a reference to it; all packed values (strings, interfaces, slices) have their offset there.
// An integer may so keep an object alive that nothing refers to, never the other way round; objects lie where few integers do.
//
// Roots: globals, the frames of all goroutines, their deferred calls and panics, the values they are parked with, timers. Of
// a frame only those slots count that its function may still look at (Liveness), as in Go: a variable is dead behind its last
// use, and what earlier calls have left on the stack refers to nothing. The world is stopped, or nothing runs, for the life of
// the object.

#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/mem/slot.h"

namespace gopherarium {

class Vm;
class Arena;
struct G;
struct DeferRecord;

class HeapPass {
 public:
  explicit HeapPass(Vm& vm);

  void mark_roots();
  // What one goroutine alone refers to.
  void mark_goroutine(const G& g);
  // The object that the word refers to, and all that can be reached from it.
  void mark(Slot64 word);
  // All that the object at the address refers to, but not the object itself, unless it can be reached from there.
  void mark_contents(uint64_t address);
  // Of an object's address.
  bool is_marked(uint64_t address) const;

  uint64_t reachable_bytes() const { return bytes_; }
  uint64_t reachable_objects() const { return objects_; }
  // How many objects there are, marked or not.
  uint64_t all_objects() const;

 private:
  struct Object {
    uint64_t begin = 0, end = 0;  // end 0: none
  };
  Object object_at(uint64_t address) const;
  void mark_frame(const G& g, uint32_t base, uint32_t pc, uint64_t slots);
  void mark_deferred(const DeferRecord& record);
  void mark_words(uint64_t begin, uint64_t end);  // arena offsets
  void mark_host_words(const void* words, uint64_t bytes);
  void note(Slot64 word);
  void drain();

  Vm& vm_;
  const Arena& arena_;
  const uint64_t first_word_;  // of Arena::starts that can have a bit
  const uint64_t end_;         // of what is allocated
  std::vector<uint64_t> marks_;  // as Arena::starts from there on, a bit where a marked object begins
  std::vector<Object> work_;
  uint64_t bytes_ = 0, objects_ = 0;
};

}  // namespace gopherarium
