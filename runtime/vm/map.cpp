#include "runtime/vm/map.h"

#include <algorithm>
#include <bit>

namespace gopherarium {
namespace {

// Header and table as words. Capacity, mask and the two offsets of a table never change once it is published.
enum HeaderWord : uint64_t { kTable = 0, kCount = 8, kWriting = 16, kSeed = 24, kHeaderBytes = 32 };
enum TableWord : uint64_t { kCapacity = 0, kUsed = 8, kMask = 16, kEntries = 24, kTableBytes = 32 };
// An entry: {hash:32 | state:32}, key, value. Buckets are 32-bit: 0 empty, kErased, else entry number + 2.
constexpr uint64_t kLive = 1;
constexpr uint32_t kErased = 1, kFirstEntry = 2;
constexpr uint32_t kNone = 0xffffffff;
constexpr uint64_t kFirstCapacity = 8;

}  // namespace

// The writer's flag of a map's header, held for a scope.
class Maps::Writing {
 public:
  Writing(const Arena& arena, uint64_t map) : flag_(*reinterpret_cast<uint64_t*>(arena.at(map + kWriting))) {
    held_ = flag_.exchange(1, std::memory_order_acq_rel) == 0;
  }
  ~Writing() {
    if (held_) flag_.store(0, std::memory_order_release);
  }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  bool held() const { return held_; }

 private:
  std::atomic_ref<uint64_t> flag_;
  bool held_;
};

Maps::Maps(const Program& program, const Arena& arena) : arena_(&arena), values_(program, arena) {
  layouts_.resize(program.rtypes.size());
  for (RTypeId id = 1; id < program.rtypes.size(); ++id) {
    const RType& type = program.rtypes[id];
    if (type.kind != Kind::Map) continue;
    const RType& key = program.rtypes[type.key];
    Layout& l = layouts_[id];
    l.kind = key.kind == Kind::String ? KeyKind::String
             : is_integer_kind(key.kind) || is_pointer_shaped(key.kind) || key.kind == Kind::Bool ? KeyKind::Word
                                                                                                  : KeyKind::Other;
    l.key_type = type.key;
    l.key_slots = key.slots;
    l.value_slots = program.rtypes[type.elem].slots;
    l.value_at = 8 + 8 * l.key_slots;
    l.stride = l.value_at + 8 * l.value_slots;
  }
}

std::byte* Maps::entry_at(uint64_t table, const Layout& l, uint64_t entry) const {
  return arena_->at(arena_->load<uint64_t>(table + kEntries) + entry * l.stride);
}

uint64_t Maps::make_table(ArenaCache& cache, const Layout& l, uint64_t capacity) const {
  const uint64_t buckets = capacity * 2;
  const uint64_t table = cache.allocate(kTableBytes + buckets * 4 + capacity * l.stride);
  if (table == 0) return 0;
  arena_->store<uint64_t>(table + kCapacity, capacity);
  arena_->store<uint64_t>(table + kMask, buckets - 1);
  arena_->store<uint64_t>(table + kEntries, table + kTableBytes + buckets * 4);
  return table;
}

uint64_t Maps::make(ArenaCache& cache, RTypeId type, int64_t hint, uint64_t seed) const {
  const uint64_t map = cache.allocate(kHeaderBytes);
  if (map == 0) return 0;
  arena_->store<uint64_t>(map + kSeed, seed);
  // A hint reserves; a wild one is not believed, as in Go.
  const uint64_t wanted = hint > 0 && hint <= (int64_t{1} << 26) ? static_cast<uint64_t>(hint) : 0;
  if (wanted == 0) return map;  // the first table comes with the first key
  const uint64_t table = make_table(cache, layout(type), std::max(kFirstCapacity, std::bit_ceil(wanted)));
  if (table == 0) return 0;
  arena_->store<uint64_t>(map + kTable, table);
  return map;
}

uint64_t Maps::length(uint64_t map) const { return map == 0 ? 0 : arena_->load<uint64_t>(map + kCount); }

uint64_t Maps::hash_of(const Layout& l, const Slot64* key, uint64_t seed, uint64_t nan_hash, RTypeId& bad) const {
  switch (l.kind) {
    case KeyKind::Word: return Values::hash_word(*key ^ seed);
    case KeyKind::String: return Values::hash_word(values_.hash_string(*key) ^ seed);
    case KeyKind::Other: break;
  }
  const Values::Hash hash = values_.hash(l.key_type, reinterpret_cast<const std::byte*>(key), nan_hash);
  bad = hash.bad;
  return Values::hash_word(hash.value ^ seed);
}

bool Maps::key_equal(const Layout& l, const Slot64* key, const std::byte* entry) const {
  switch (l.kind) {
    case KeyKind::Word: return load_word(entry + 8) == *key;
    case KeyKind::String: return values_.equal_string(load_word(entry + 8), *key);
    case KeyKind::Other: break;
  }
  return values_.equal(l.key_type, reinterpret_cast<const std::byte*>(key), entry + 8).yes;
}

Maps::Found Maps::find(uint64_t table, const Layout& l, const Slot64* key, uint64_t hash) const {
  const uint64_t mask = arena_->load<uint64_t>(table + kMask), capacity = arena_->load<uint64_t>(table + kCapacity);
  const uint32_t tag = static_cast<uint32_t>(hash >> 32);
  uint64_t bucket = hash & mask;
  // At most every bucket once, whatever a racing writer does.
  for (uint64_t step = 0; step <= mask; ++step, bucket = (bucket + 1) & mask) {
    const uint32_t number = arena_->load<uint32_t>(table + kTableBytes + bucket * 4);
    if (number == 0) return {kNone, bucket, 0};
    if (number == kErased || number - kFirstEntry >= capacity) continue;
    const std::byte* entry = entry_at(table, l, number - kFirstEntry);
    const uint64_t word = load_word(entry);
    if ((word & 0xffffffffu) == kLive && static_cast<uint32_t>(word >> 32) == tag && key_equal(l, key, entry)) {
      return {number - kFirstEntry, bucket, 0};
    }
  }
  return {kNone, 0, 0};
}

MapAnswer Maps::get(uint64_t map, RTypeId type, const Slot64* key) const {
  const Layout& l = layout(type);
  RTypeId bad = 0;
  const uint64_t seed = map == 0 ? 0 : arena_->load<uint64_t>(map + kSeed);
  const uint64_t hash = hash_of(l, key, seed, 0, bad);
  if (bad != 0) return {MapStatus::Unhashable, bad, nullptr};
  if (map == 0) return {};
  if (arena_->load<uint64_t>(map + kWriting) != 0) return {MapStatus::ConcurrentRead, 0, nullptr};
  const uint64_t table = std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(arena_->at(map + kTable))).load(std::memory_order_acquire);
  if (table == 0) return {};
  const Found found = find(table, l, key, hash);
  if (found.entry == kNone) return {};
  return {MapStatus::Found, 0, entry_at(table, l, found.entry) + l.value_at};
}

void Maps::insert_index(uint64_t table, uint64_t hash, uint32_t entry) const {
  const uint64_t mask = arena_->load<uint64_t>(table + kMask);
  uint64_t bucket = hash & mask;
  while (arena_->load<uint32_t>(table + kTableBytes + bucket * 4) > kErased) bucket = (bucket + 1) & mask;
  arena_->store<uint32_t>(table + kTableBytes + bucket * 4, entry + kFirstEntry);
}

// A new table with the live entries of the old one in their order, twice as large unless many were erased.
uint64_t Maps::rebuild(ArenaCache& cache, uint64_t map, uint64_t old, const Layout& l) const {
  const uint64_t live = arena_->load<uint64_t>(map + kCount), capacity = arena_->load<uint64_t>(old + kCapacity);
  const uint64_t made = make_table(cache, l, live > capacity / 2 ? capacity * 2 : capacity);
  if (made == 0) return 0;
  uint32_t count = 0;
  const uint64_t seed = arena_->load<uint64_t>(map + kSeed);
  std::vector<Slot64> key(std::max(1u, l.key_slots));
  for (uint64_t i = 0; i < arena_->load<uint64_t>(old + kUsed); ++i) {
    const std::byte* from = entry_at(old, l, i);
    if ((load_word(from) & 0xffffffffu) != kLive) continue;
    copy_shared(entry_at(made, l, count), from, l.stride);
    copy_shared(reinterpret_cast<std::byte*>(key.data()), from + 8, 8 * l.key_slots);
    RTypeId bad = 0;
    // A NaN key keeps the high half of the hash it got; its bucket may be any, as nothing finds it.
    insert_index(made, hash_of(l, key.data(), seed, load_word(from) >> 32, bad), count++);
  }
  arena_->store<uint64_t>(made + kUsed, count);
  return made;
}

MapAnswer Maps::set(ArenaCache& cache, uint64_t map, RTypeId type, const Slot64* key, const Slot64* value,
                    uint64_t random) const {
  const Layout& l = layout(type);
  RTypeId bad = 0;
  const uint64_t hash = hash_of(l, key, arena_->load<uint64_t>(map + kSeed), random, bad);
  if (bad != 0) return {MapStatus::Unhashable, bad, nullptr};
  const Writing writing(*arena_, map);
  if (!writing.held()) return {MapStatus::ConcurrentWrite, 0, nullptr};
  std::atomic_ref<uint64_t> published(*reinterpret_cast<uint64_t*>(arena_->at(map + kTable)));
  uint64_t table = published.load(std::memory_order_relaxed);
  if (table == 0) {
    table = make_table(cache, l, kFirstCapacity);
    if (table == 0) return {MapStatus::OutOfMemory, 0, nullptr};
    published.store(table, std::memory_order_release);
  }
  const Found found = find(table, l, key, hash);
  if (found.entry != kNone) {
    copy_shared(entry_at(table, l, found.entry) + l.value_at, reinterpret_cast<const std::byte*>(value), 8 * l.value_slots);
    return {MapStatus::Found, 0, nullptr};
  }
  if (arena_->load<uint64_t>(table + kUsed) == arena_->load<uint64_t>(table + kCapacity)) {
    table = rebuild(cache, map, table, l);
    if (table == 0) return {MapStatus::OutOfMemory, 0, nullptr};
    published.store(table, std::memory_order_release);
  }
  const auto number = static_cast<uint32_t>(arena_->load<uint64_t>(table + kUsed));
  std::byte* entry = entry_at(table, l, number);
  copy_shared(entry + 8, reinterpret_cast<const std::byte*>(key), 8 * l.key_slots);
  copy_shared(entry + l.value_at, reinterpret_cast<const std::byte*>(value), 8 * l.value_slots);
  store_word(entry, kLive | (hash >> 32 << 32));
  insert_index(table, hash, number);
  arena_->store<uint64_t>(table + kUsed, number + 1);
  arena_->store<uint64_t>(map + kCount, arena_->load<uint64_t>(map + kCount) + 1);
  return {MapStatus::Missing, 0, nullptr};
}

MapAnswer Maps::erase(uint64_t map, RTypeId type, const Slot64* key) const {
  const Layout& l = layout(type);
  RTypeId bad = 0;
  const uint64_t hash = hash_of(l, key, map == 0 ? 0 : arena_->load<uint64_t>(map + kSeed), 0, bad);
  if (bad != 0) return {MapStatus::Unhashable, bad, nullptr};
  if (map == 0) return {};
  const Writing writing(*arena_, map);
  if (!writing.held()) return {MapStatus::ConcurrentWrite, 0, nullptr};
  const uint64_t table = arena_->load<uint64_t>(map + kTable);
  if (table == 0) return {};
  const Found found = find(table, l, key, hash);
  if (found.entry == kNone) return {};
  const uint64_t mask = arena_->load<uint64_t>(table + kMask);
  // The end of a run of buckets can be empty again; one in its middle must stay marked.
  const bool last = arena_->load<uint32_t>(table + kTableBytes + ((found.bucket + 1) & mask) * 4) == 0;
  arena_->store<uint32_t>(table + kTableBytes + found.bucket * 4, last ? 0 : kErased);
  store_word(entry_at(table, l, found.entry), 0);
  const uint64_t used = arena_->load<uint64_t>(table + kUsed);
  if (found.entry + 1 == used) arena_->store<uint64_t>(table + kUsed, used - 1);  // its place is free again
  arena_->store<uint64_t>(map + kCount, arena_->load<uint64_t>(map + kCount) - 1);
  return {MapStatus::Found, 0, nullptr};
}

MapAnswer Maps::clear(ArenaCache& cache, uint64_t map, RTypeId type) const {
  if (map == 0) return {};
  const Writing writing(*arena_, map);
  if (!writing.held()) return {MapStatus::ConcurrentWrite, 0, nullptr};
  const uint64_t table = make_table(cache, layout(type), kFirstCapacity);
  if (table == 0) return {MapStatus::OutOfMemory, 0, nullptr};
  std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(arena_->at(map + kTable))).store(table, std::memory_order_release);
  arena_->store<uint64_t>(map + kCount, 0);
  return {};
}

void Maps::begin(uint64_t map, uint64_t random, MapIterator& it) const {
  it = {map, 0, 0, 0};
  if (map == 0) return;
  it.table = std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(arena_->at(map + kTable))).load(std::memory_order_acquire);
  if (it.table == 0) return;
  it.length = std::min(arena_->load<uint64_t>(it.table + kUsed), arena_->load<uint64_t>(it.table + kCapacity));
  it.position = it.length == 0 ? 0 : random % it.length;
}

MapAnswer Maps::next(MapIterator& it, RTypeId type, Slot64* key, Slot64* value) const {
  if (it.table == 0) return {};
  const Layout& l = layout(type);
  if (arena_->load<uint64_t>(it.map + kWriting) != 0) return {MapStatus::ConcurrentIterate, 0, nullptr};
  const uint64_t start = it.position & 0xffffffffu;
  std::vector<Slot64> own_key;
  for (uint64_t visited = it.position >> 32; visited < it.length; ++visited) {
    const uint64_t at = start + visited < it.length ? start + visited : start + visited - it.length;
    const std::byte* entry = entry_at(it.table, l, at);
    if ((load_word(entry) & 0xffffffffu) != kLive) continue;
    const std::byte* found = entry + l.value_at;
    if (arena_->load<uint64_t>(it.map + kTable) != it.table) {  // moved: is the key still there, and with what value?
      own_key.resize(std::max(1u, l.key_slots));
      copy_shared(reinterpret_cast<std::byte*>(own_key.data()), entry + 8, 8 * l.key_slots);
      const MapAnswer now = get(it.map, type, own_key.data());
      if (now.status == MapStatus::ConcurrentRead) return {MapStatus::ConcurrentIterate, 0, nullptr};
      const bool nan = !key_equal(l, own_key.data(), entry);  // found by nobody; Go yields it as it was
      if (now.status != MapStatus::Found && !nan) continue;
      if (!nan) found = now.value;
    }
    if (key != nullptr) copy_shared(reinterpret_cast<std::byte*>(key), entry + 8, 8 * l.key_slots);
    if (value != nullptr) copy_shared(reinterpret_cast<std::byte*>(value), found, 8 * l.value_slots);
    it.position = start | ((visited + 1) << 32);
    return {MapStatus::Found, 0, found};
  }
  it.position = start | (it.length << 32);
  return {};
}

}  // namespace gopherarium
