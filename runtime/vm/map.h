#pragma once
// Go maps, in the arena.
//
// A map is a header {table, count, flags} and a table: an array of entries in order of insertion, and an index of hash
// buckets (open addressing) with the numbers of entries. Tables are published whole and never freed in the run, so a reader
// that races with a writer sees wrong values at worst, never foreign memory. A writer takes the header's flag; whoever finds
// it taken ends the run with Go's "concurrent map writes".
//
// Keys and values lie in entries as slots, each word read and written in one piece. An iterator walks the table it began
// with, from a random entry on, and asks the current table for a key's value once the map has moved to another; so an entry
// removed meanwhile is not seen, one added meanwhile may or may not be, and none is seen twice.

#include <cstdint>
#include <vector>

#include "runtime/mem/arena.h"
#include "runtime/vm/values.h"

namespace gopherarium {

enum class MapStatus : uint8_t {
  Found,
  Missing,
  Unhashable,        // Maps::bad_type says which dynamic type
  ConcurrentRead,    // fatal error: concurrent map read and map write
  ConcurrentWrite,   // fatal error: concurrent map writes
  ConcurrentIterate, // fatal error: concurrent map iteration and map write
  OutOfMemory,
};

struct MapAnswer {
  MapStatus status = MapStatus::Missing;
  RTypeId bad_type = 0;
  const std::byte* value = nullptr;  // Found: the value's slots
};

// An iterator, in four slots of a frame.
struct MapIterator {
  Slot64 map = 0;
  Slot64 table = 0;
  Slot64 position = 0;  // start:32, visited:32
  Slot64 length = 0;    // entries there were at the start
};

class Maps {
 public:
  Maps(const Program& program, const Arena& arena);

  // 0: out of memory. `seed` varies the hashes of this map.
  uint64_t make(ArenaCache& cache, RTypeId type, int64_t hint, uint64_t seed) const;
  uint64_t length(uint64_t map) const;
  MapAnswer get(uint64_t map, RTypeId type, const Slot64* key) const;
  // map must not be nil. `random` is used for a NaN key.
  MapAnswer set(ArenaCache& cache, uint64_t map, RTypeId type, const Slot64* key, const Slot64* value, uint64_t random) const;
  MapAnswer erase(uint64_t map, RTypeId type, const Slot64* key) const;
  MapAnswer clear(ArenaCache& cache, uint64_t map, RTypeId type) const;

  void begin(uint64_t map, uint64_t random, MapIterator& it) const;
  // The next entry into key and value (either may be null). Missing at the end.
  MapAnswer next(MapIterator& it, RTypeId type, Slot64* key, Slot64* value) const;

 private:
  enum class KeyKind : uint8_t { Word, String, Other };
  struct Layout {
    KeyKind kind = KeyKind::Other;
    RTypeId key_type = 0;
    uint32_t key_slots = 0, value_slots = 0;
    uint32_t value_at = 0, stride = 0;  // bytes from an entry's start
  };
  struct Found {
    uint32_t entry = 0;   // number, or kNone
    uint64_t bucket = 0;  // where its number stands, or would
    RTypeId bad = 0;
  };
  class Writing;

  const Layout& layout(RTypeId type) const { return layouts_[type]; }
  uint64_t hash_of(const Layout& l, const Slot64* key, uint64_t seed, uint64_t nan_hash, RTypeId& bad) const;
  bool key_equal(const Layout& l, const Slot64* key, const std::byte* entry) const;
  Found find(uint64_t table, const Layout& l, const Slot64* key, uint64_t hash) const;
  uint64_t make_table(ArenaCache& cache, const Layout& l, uint64_t capacity) const;
  uint64_t rebuild(ArenaCache& cache, uint64_t map, uint64_t old, const Layout& l) const;
  void insert_index(uint64_t table, uint64_t hash, uint32_t entry) const;
  std::byte* entry_at(uint64_t table, const Layout& l, uint64_t entry) const;

  const Arena* arena_;
  Values values_;
  std::vector<Layout> layouts_;  // by rtype id; of maps only
};

}  // namespace gopherarium
