// math/rand and math/rand/v2: the table that Go's generator is seeded with, and numbers from the run's choice source.
//
// Go's generator is an additive lagged Fibonacci one, x(n) = x(n-607) + x(n-273) mod 2^64. Seeding mixes a linear
// congruential sequence into the generator's own state after 7.8e12 steps from seed 1, which Go keeps as a table of constants
// (src/math/rand/gen_cooked.go says how it was made). We jump there: x(N+k) is a linear combination of x(k..k+606), whose
// coefficients are those of z^N modulo the characteristic polynomial z^607 - z^334 - 1; 43 squarings of polynomials.
#include <array>
#include <vector>

#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"

namespace gopherarium {
namespace {

constexpr size_t kLength = 607, kTap = 273;
constexpr uint64_t kSteps = 7'800'000'000'000;

using State = std::array<uint64_t, kLength>;

// x * 48271 mod 2^31 - 1, without overflow (Schrage).
int32_t lehmer(int32_t x) {
  constexpr int32_t kA = 48271, kM = 0x7fffffff, kQ = 44488, kR = 3399;
  x = kA * (x % kQ) - kR * (x / kQ);
  return x < 0 ? x + kM : x;
}

// A state from a seed: three numbers of the sequence to a word, shifted as given.
State lehmer_state(int64_t seed, int high_shift, int middle_shift) {
  seed %= 0x7fffffff;
  if (seed < 0) seed += 0x7fffffff;
  auto x = static_cast<int32_t>(seed == 0 ? 89482311 : seed);
  for (int i = 0; i < 20; ++i) x = lehmer(x);
  State state{};
  for (uint64_t& word : state) {
    x = lehmer(x);
    word = static_cast<uint64_t>(x) << high_shift;
    x = lehmer(x);
    word ^= static_cast<uint64_t>(x) << middle_shift;
    x = lehmer(x);
    word ^= static_cast<uint64_t>(x);
  }
  return state;
}

// A product of two polynomials of degree below 607, modulo z^607 - z^334 - 1; coefficients mod 2^64.
State multiply(const State& a, const State& b) {
  std::array<uint64_t, 2 * kLength> product{};
  for (size_t i = 0; i < kLength; ++i) {
    if (a[i] == 0) continue;
    for (size_t j = 0; j < kLength; ++j) product[i + j] += a[i] * b[j];
  }
  for (size_t i = 2 * kLength - 1; i >= kLength; --i) {
    product[i - kLength] += product[i];
    product[i - kTap] += product[i];
  }
  State reduced;
  std::copy_n(product.begin(), kLength, reduced.begin());
  return reduced;
}

State power_of_z(uint64_t exponent) {
  State result{};
  result[0] = 1;
  for (int bit = 63; bit >= 0; --bit) {
    result = multiply(result, result);
    if (((exponent >> bit) & 1) == 0) continue;
    State shifted{};
    for (size_t i = 0; i + 1 < kLength; ++i) shifted[i + 1] = result[i];
    shifted[0] += result[kLength - 1];
    shifted[kLength - kTap] += result[kLength - 1];
    result = shifted;
  }
  return result;
}

// The state after kSteps, by position. Position 334 - n mod 607 holds x(n); the first state is x(-606..0).
State cooked_state() {
  const State first = lehmer_state(1, 20, 10);
  const auto position = [](uint64_t n) { return (334 + kLength - n % kLength) % kLength; };
  // sequence[i] is x(i - 606).
  std::vector<uint64_t> sequence(2 * kLength);
  for (uint64_t i = 0; i < kLength; ++i) sequence[i] = first[position(i + 1)];  // i - 606 = i + 1 mod 607
  for (size_t i = kLength; i < sequence.size(); ++i) sequence[i] = sequence[i - kLength] + sequence[i - kTap];
  const State jump = power_of_z(kSteps);
  State cooked{};
  for (uint64_t k = 0; k < kLength; ++k) {
    uint64_t sum = 0;
    for (size_t j = 0; j < kLength; ++j) sum += jump[j] * sequence[k + j];
    cooked[position(kSteps + k + 1)] = sum;  // x(kSteps + k - 606)
  }
  return cooked;
}

// seedState(vec *[607]int64, seed int64)
NativeResult seed_state(NativeCall& call) {
  static const State kCooked = cooked_state();
  const uint64_t vec = call.word(0);
  if (word_at<uint64_t>(call, vec) == nullptr) return nil_pointer(call);
  const State mixed = lehmer_state(call.integer(1), 40, 20);
  for (uint64_t i = 0; i < kLength; ++i) call.store(vec + i * 8, mixed[i] ^ kCooked[i]);
  return NativeResult::Done;
}

uint64_t chosen_word(NativeCall& call) {
  Sched& sched = call.vm.sched();
  const uint64_t high = sched.choose(call.m, ChoiceKind::Rand, 1u << 31);
  return (high << 33) ^ sched.choose(call.m, ChoiceKind::Rand, 1u << 31);
}

// next(state *uint64) uint64: SplitMix64; begins at a number that the run's choice source gives.
NativeResult next(NativeCall& call) {
  auto* state = word_at<uint64_t>(call, call.word(0));
  if (state == nullptr) return nil_pointer(call);
  if (__atomic_load_n(state, __ATOMIC_SEQ_CST) == 0) cas<uint64_t>(state, 0, chosen_word(call) | 1);
  Rng mixer(__atomic_fetch_add(state, 0x9e3779b97f4a7c15u, __ATOMIC_SEQ_CST));
  call.set(0, mixer.next());
  return NativeResult::Done;
}

}  // namespace

void add_rand_natives(NativeTable& table) {
  table.add("math/rand.seedState", seed_state);
  table.add("math/rand.next", next);
  table.add("math/rand/v2.next", next);
}

}  // namespace gopherarium
