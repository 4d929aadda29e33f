// Map operations: what Maps answers, as Go says it.

#include <algorithm>

#include "runtime/vm/vm.h"

namespace gopherarium {

Step Exec::map_failed(const MapAnswer& answer) {
  switch (answer.status) {
    case MapStatus::Unhashable:
      return raise_error("hash of unhashable type " + vm.program().rtypes[answer.bad_type].name);
    case MapStatus::ConcurrentRead: return fatal("concurrent map read and map write");
    case MapStatus::ConcurrentWrite: return fatal("concurrent map writes");
    case MapStatus::ConcurrentIterate: return fatal("concurrent map iteration and map write");
    case MapStatus::OutOfMemory: return out_of_memory();
    default: return Step::Next;
  }
}

Step Exec::make_map(Instruction i, uint64_t x) {
  const uint64_t seed = vm.sched().choose(m, ChoiceKind::MapOrder, 1u << 31);
  const uint64_t made = image().maps->make(m.arena, static_cast<RTypeId>(x), static_cast<int64_t>(r[i.b]), seed);
  if (made == 0) return out_of_memory();
  r[i.a] = made;
  return Step::Next;
}

Step Exec::map_get(Instruction i, uint64_t x, CommaOk comma_ok) {
  const auto type = static_cast<RTypeId>(x);
  const uint32_t slots = image().types[vm.program().rtypes[type].elem].slots;
  const MapAnswer answer = image().maps->get(r[i.b], type, r + i.c);
  if (answer.status == MapStatus::Found) {
    for (uint32_t k = 0; k < slots; ++k) r[i.a + k] = load_word(answer.value + 8 * k);
  } else if (answer.status == MapStatus::Missing) {
    std::fill_n(r + i.a, slots, 0);
  } else {
    return map_failed(answer);
  }
  if (comma_ok == CommaOk::Yes) r[i.a + slots] = answer.status == MapStatus::Found ? 1 : 0;
  return Step::Next;
}

Step Exec::map_set(Instruction i, uint64_t x) {
  if (r[i.a] == 0) return raise_plain("assignment to entry in nil map");
  const uint64_t random = m.rng.next();
  return map_failed(image().maps->set(m.arena, r[i.a], static_cast<RTypeId>(x), r + i.b, r + i.c, random));
}

Step Exec::map_delete(Instruction i, uint64_t x) {
  return map_failed(image().maps->erase(r[i.a], static_cast<RTypeId>(x), r + i.b));
}

Step Exec::map_clear(Instruction i, uint64_t x) {
  return map_failed(image().maps->clear(m.arena, r[i.a], static_cast<RTypeId>(x)));
}

Step Exec::map_iter(Instruction i) {
  MapIterator it;
  const uint64_t map = r[i.b];
  const uint64_t random = image().maps->length(map) < 2 ? 0 : vm.sched().choose(m, ChoiceKind::MapOrder, 1u << 31);
  image().maps->begin(map, random, it);
  r[i.a] = it.map;
  r[i.a + 1u] = it.table;
  r[i.a + 2u] = it.position;
  r[i.a + 3u] = it.length;
  return Step::Next;
}

Step Exec::map_next(Instruction i, uint64_t x, bool& at_end) {
  constexpr uint16_t kNotWanted = 0xffff;
  MapIterator it{r[i.a], r[i.a + 1u], r[i.a + 2u], r[i.a + 3u]};
  const MapAnswer answer = image().maps->next(it, static_cast<RTypeId>(x), i.b == kNotWanted ? nullptr : r + i.b,
                                              i.c == kNotWanted ? nullptr : r + i.c);
  r[i.a + 2u] = it.position;
  at_end = answer.status == MapStatus::Missing;
  return map_failed(answer);
}

}  // namespace gopherarium
