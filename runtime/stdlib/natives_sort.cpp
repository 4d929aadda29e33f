// Natives of packages sort and slices for []int and []string, whose order needs no Go. They sort a copy: other goroutines may
// write to the slice meanwhile, and a sort may not trust memory that changes under it.

#include <algorithm>

#include "runtime/stdlib/natives.h"
#include "runtime/vm/values.h"

namespace gopherarium {
namespace {

// About 2 ms; beyond, Go sorts, which can be preempted.
constexpr uint64_t kMost = 1 << 15;

template <class Less>
NativeResult sort_words(NativeCall& call, Less less) {
  const SliceWords slice = call.slice(0);
  const uint64_t length = std::min(slice.length(), slice.capacity());
  call.set_boolean(0, length <= kMost);
  if (length > kMost || length < 2) return NativeResult::Done;
  std::vector<Slot64> words(length);
  for (uint64_t i = 0; i < length; ++i) words[i] = call.load(call.element(slice, i, 8));
  std::sort(words.begin(), words.end(), less);
  for (uint64_t i = 0; i < length; ++i) call.store(call.element(slice, i, 8), words[i]);
  return NativeResult::Done;
}

NativeResult sort_ints(NativeCall& call) {
  return sort_words(call, [](Slot64 x, Slot64 y) { return static_cast<int64_t>(x) < static_cast<int64_t>(y); });
}

NativeResult sort_strings(NativeCall& call) {
  return sort_words(call, [&call](Slot64 x, Slot64 y) { return call.text_of(x) < call.text_of(y); });
}

}  // namespace

void add_sort_natives(NativeTable& table) {
  for (const char* package : {"sort", "slices"}) {
    table.add(std::string(package) + ".sortInts", sort_ints);
    table.add(std::string(package) + ".sortStrings", sort_strings);
  }
}

}  // namespace gopherarium
