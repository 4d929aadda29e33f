#include "runtime/vm/heap_pass.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/vm/vm.h"

namespace gopherarium {

HeapPass::HeapPass(Vm& vm) : vm_(vm), arena_(vm.arena()), first_word_(arena_.first_noted() / 512), end_(arena_.end()), marks_(end_ / 512 + 1 - first_word_) {
  GOPH_CHECK(arena_.starts() != nullptr, "a pass needs an arena that notes where objects begin");
}

// The nearest start at or before the address, and the next one behind it.
HeapPass::Object HeapPass::object_at(uint64_t address) const {
  if (address < arena_.first_noted() || address >= end_) return {};
  const uint64_t* starts = arena_.starts();
  const uint64_t bit = address / 8;
  uint64_t word = bit / 64;
  uint64_t before = starts[word] & (~uint64_t{0} >> (63 - bit % 64));
  while (before == 0) {
    if (word == first_word_) return {};
    before = starts[--word];
  }
  const uint64_t begin = word * 64 + 63 - static_cast<uint64_t>(std::countl_zero(before));
  word = bit / 64;
  uint64_t after = bit % 64 == 63 ? 0 : starts[word] & (~uint64_t{0} << (bit % 64 + 1));
  const uint64_t last_word = (end_ - 1) / 512;
  while (after == 0) {
    if (word == last_word) return {begin * 8, end_};
    after = starts[++word];
  }
  const uint64_t next = (word * 64 + static_cast<uint64_t>(std::countr_zero(after))) * 8;
  return {begin * 8, std::min(next, end_)};
}

void HeapPass::note(Slot64 word) {
  const Object object = object_at(word & kOffsetMask);
  if (object.end == 0) return;
  uint64_t& marks = marks_[object.begin / 512 - first_word_];
  const uint64_t bit = uint64_t{1} << (object.begin / 8 % 64);
  if ((marks & bit) != 0) return;
  marks |= bit;
  bytes_ += object.end - object.begin;
  ++objects_;
  work_.push_back(object);
}

void HeapPass::drain() {
  while (!work_.empty()) {
    const Object object = work_.back();
    work_.pop_back();
    for (uint64_t at = object.begin; at + 8 <= object.end; at += 8) note(arena_.load<Slot64>(at));
  }
}

void HeapPass::mark(Slot64 word) {
  note(word);
  drain();
}

void HeapPass::mark_contents(uint64_t address) {
  const Object object = object_at(address);
  if (object.end == 0) return;
  for (uint64_t at = object.begin; at + 8 <= object.end; at += 8) note(arena_.load<Slot64>(at));
  drain();
}

bool HeapPass::is_marked(uint64_t address) const {
  const Object object = object_at(address);
  return object.end == 0 || (marks_[object.begin / 512 - first_word_] >> (object.begin / 8 % 64) & 1) != 0;
}

uint64_t HeapPass::all_objects() const {
  uint64_t count = 0;
  for (size_t at = 0; at < marks_.size(); ++at) count += static_cast<uint64_t>(std::popcount(arena_.starts()[first_word_ + at]));
  return count;
}

void HeapPass::mark_words(uint64_t begin, uint64_t end) {
  for (uint64_t at = begin; at + 8 <= end; at += 8) mark(arena_.load<Slot64>(at));
}

void HeapPass::mark_host_words(const void* words, uint64_t bytes) {
  for (uint64_t at = 0; at + 8 <= bytes; at += 8) {
    Slot64 word;
    std::memcpy(&word, static_cast<const std::byte*>(words) + at, sizeof word);
    mark(word);
  }
}

// Where a frame stands: at a pc of its own, or, when that is a stub, at the panic that was raised in it.
void HeapPass::mark_frame(const G& g, uint32_t base, uint32_t pc, uint64_t slots) {
  const Image& image = vm_.image();
  Liveness& liveness = vm_.liveness();
  const auto mark_slots = [&](const SlotSet& live) {
    live.each_below(slots, [&](uint32_t slot) { mark(g.stack.words[base + slot]); });
  };
  if (!image.is_stub(pc)) {
    const uint32_t proto = image.proto_id_at(pc), at = pc - image.protos[proto].first;
    const bool owes = base == g.base && g.vm_words[kResumeKind] != 0;
    constexpr uint32_t kChannelOperation = 2;  // words
    if (owes) return mark_slots(liveness.before_results(proto, at, at - kChannelOperation));
    return mark_slots(liveness.before(proto, at));
  }
  const auto* panic = std::bit_cast<const PanicRecord*>(g.panics);
  while (panic != nullptr && panic->raise_base != base) panic = panic->link;
  if (panic == nullptr) return;  // the goroutine's first function has returned
  GOPH_CHECK(!image.is_stub(panic->raise_pc), "what panics is a function of the program");
  mark_slots(liveness.after_panic(image.proto_id_at(panic->raise_pc)));
}

void HeapPass::mark_deferred(const DeferRecord& record) {
  mark(record.closure);
  mark_host_words(record.arguments(), record.args * sizeof(Slot64));
}

void HeapPass::mark_goroutine(const G& g) {
  uint32_t base = g.base, pc = g.pc;
  uint64_t slots = g.stack.capacity() - base;
  for (;;) {
    mark_frame(g, base, pc, slots);
    const Slot64 header = g.stack.words[base];
    slots = FrameHeader::distance(header);  // what lies behind is the callee's
    if (slots == 0) break;
    pc = FrameHeader::return_pc(header);
    base -= static_cast<uint32_t>(slots);
  }
  for (auto* record = std::bit_cast<const DeferRecord*>(g.defers); record != nullptr; record = record->link) {
    mark_deferred(*record);
  }
  for (auto* record = std::bit_cast<const PanicRecord*>(g.panics); record != nullptr; record = record->link) {
    mark(record->value);
  }
  // A receiver's sudog holds something once a sender has brought it.
  for (Sudog* sg = g.waiting; sg != nullptr; sg = sg->wait_link) {
    if (sg->chan != nullptr && (!sg->receiving || sg->success)) mark_host_words(sg->value(), sg->size);
  }
}

void HeapPass::mark_roots() {
  const Image& image = vm_.image();
  mark_words(image.globals, image.globals + image.program->globals_bytes);
  vm_.sched().for_each_g([&](G& g) { mark_goroutine(g); });
  vm_.foreign_defers().each([&](const DeferRecord& record) { mark_deferred(record); });
  vm_.sched().for_each_timer([this](const TimerSpec& spec) {
    mark(spec.object);
    mark(spec.argument);
  });
}

}  // namespace gopherarium
