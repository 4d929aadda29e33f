// sync/atomic: read-modify-writes of words in the arena, sequentially consistent as in Go's memory model.
//
// Addresses come from the program, so they are looked at first: below the guard is nil (or a field of it).
#include "runtime/mem/arena.h"
#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"

namespace gopherarium {
namespace {

template <class T>
Slot64 widen(T value) {
  if constexpr (std::is_signed_v<T>) return static_cast<Slot64>(static_cast<int64_t>(value));
  else return static_cast<Slot64>(value);
}

// The word that parameter 0 points to; null: nil.
template <class T>
T* target(NativeCall& call) {
  return word_at<T>(call, call.word(0));
}

template <class T>
NativeResult load(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  call.set(0, widen(__atomic_load_n(word, __ATOMIC_SEQ_CST)));
  return NativeResult::Done;
}

template <class T>
NativeResult store(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  __atomic_store_n(word, static_cast<T>(call.word(1)), __ATOMIC_SEQ_CST);
  return NativeResult::Done;
}

template <class T>
NativeResult swap(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  call.set(0, widen(__atomic_exchange_n(word, static_cast<T>(call.word(1)), __ATOMIC_SEQ_CST)));
  return NativeResult::Done;
}

template <class T>
NativeResult compare_and_swap(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  call.set_boolean(0, cas(word, static_cast<T>(call.word(1)), static_cast<T>(call.word(2))));
  return NativeResult::Done;
}

template <class T>
NativeResult add(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  call.set(0, widen(__atomic_add_fetch(word, static_cast<T>(call.word(1)), __ATOMIC_SEQ_CST)));
  return NativeResult::Done;
}

template <class T>
NativeResult bit_and(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  call.set(0, widen(__atomic_fetch_and(word, static_cast<T>(call.word(1)), __ATOMIC_SEQ_CST)));
  return NativeResult::Done;
}

template <class T>
NativeResult bit_or(NativeCall& call) {
  T* word = target<T>(call);
  if (word == nullptr) return nil_pointer(call);
  call.set(0, widen(__atomic_fetch_or(word, static_cast<T>(call.word(1)), __ATOMIC_SEQ_CST)));
  return NativeResult::Done;
}

NativeResult same_type(NativeCall& call) {
  call.set_boolean(0, iface_rtype(call.word(0)) == iface_rtype(call.word(1)));
  return NativeResult::Done;
}

template <class T>
void add_word(NativeTable& table, const std::string& type) {
  const auto name = [&](const char* what) { return std::string("sync/atomic.") + what + type; };
  table.add(name("Load"), load<T>);
  table.add(name("Store"), store<T>);
  table.add(name("Swap"), swap<T>);
  table.add(name("CompareAndSwap"), compare_and_swap<T>);
  if (type == "Pointer") return;
  table.add(name("Add"), add<T>);
  table.add(name("And"), bit_and<T>);
  table.add(name("Or"), bit_or<T>);
}

}  // namespace

void add_atomic_natives(NativeTable& table) {
  add_word<int32_t>(table, "Int32");
  add_word<uint32_t>(table, "Uint32");
  add_word<int64_t>(table, "Int64");
  add_word<uint64_t>(table, "Uint64");
  add_word<uint64_t>(table, "Uintptr");
  add_word<uint64_t>(table, "Pointer");
  // An interface is one word, and its box is never written again.
  table.add("sync/atomic.loadIface", load<uint64_t>);
  table.add("sync/atomic.casIface", compare_and_swap<uint64_t>);
  table.add("sync/atomic.sameType", same_type);
}

}  // namespace gopherarium
