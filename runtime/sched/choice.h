#pragma once
// The one source of everything nondeterministic in a controlled run: which M steps, which victim is robbed, the order a
// select polls in, map order, rand. The same source gives the same run, event for event.
//
// Under the live driver choices are each M's own random numbers (M::rng); Sched::choose hides the difference.

#include <cstdint>

namespace gopherarium {

enum class ChoiceKind : uint8_t {
  Machine,      // which M takes its next step
  Quantum,      // how many bytecodes a step may run
  Victim,       // where a search for work begins
  SelectOrder,  // in which order a select polls
  TimerTie,     // which of several timers due at the same time is first
  MapOrder,
  Rand,         // math/rand, hash seeds
  Syscall,      // whether a simulated call blocks
  Preempt,
};

class ChoiceSource {
 public:
  virtual ~ChoiceSource() = default;
  // A number below n; n >= 1. With n == 1 there is nothing to choose, and callers don't ask.
  virtual uint32_t choose(ChoiceKind kind, uint32_t n) = 0;
};

// SplitMix64 (Steele, Lea, Flood 2014): one addition and a mix; any seed is good.
class Rng {
 public:
  explicit Rng(uint64_t seed = 0) : state_(seed) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // Below n, by multiplication (Lemire); the bias of 2^-32 * n does not matter here.
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(((next() >> 32) * n) >> 32); }

 private:
  uint64_t state_;
};

class SeededChoices final : public ChoiceSource {
 public:
  explicit SeededChoices(uint64_t seed) : rng_(seed) {}
  uint32_t choose(ChoiceKind, uint32_t n) override { return rng_.below(n); }

 private:
  Rng rng_;
};

}  // namespace gopherarium
