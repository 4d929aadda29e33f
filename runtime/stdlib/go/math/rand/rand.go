// Package rand: pseudo-random numbers. A Rand with a NewSource gives the numbers that Go gives for the same seed; the functions
// of the package take theirs from the run's choices, so a controlled run can be repeated.
package rand

import (
	"sync"
	"sync/atomic"
)

// A Source gives uniformly distributed numbers in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 gives all 64 bits too.
type Source64 interface {
	Source
	Uint64() uint64
}

const (
	rngLength = 607
	rngTap    = 273
	mask63    = 1<<63 - 1
)

// rngSource is an additive lagged Fibonacci generator: x(n) = x(n-607) + x(n-273).
type rngSource struct {
	tap  int
	feed int
	vec  [rngLength]int64
}

func seedState(vec *[rngLength]int64, seed int64)

func (rng *rngSource) Seed(seed int64) {
	rng.tap, rng.feed = 0, rngLength-rngTap
	seedState(&rng.vec, seed)
}

func (rng *rngSource) Int63() int64 { return int64(rng.Uint64() & mask63) }

func (rng *rngSource) Uint64() uint64 {
	rng.tap--
	if rng.tap < 0 {
		rng.tap += rngLength
	}
	rng.feed--
	if rng.feed < 0 {
		rng.feed += rngLength
	}
	x := rng.vec[rng.feed] + rng.vec[rng.tap]
	rng.vec[rng.feed] = x
	return uint64(x)
}

// NewSource is not safe for several goroutines at once.
func NewSource(seed int64) Source {
	rng := new(rngSource)
	rng.Seed(seed)
	return rng
}

// chosenSource is the one of the package's functions: any number of goroutines may use it.
type chosenSource struct{ state uint64 }

func next(state *uint64) uint64

func (s *chosenSource) Int63() int64    { return int64(next(&s.state) & mask63) }
func (s *chosenSource) Uint64() uint64  { return next(&s.state) }
func (s *chosenSource) Seed(seed int64) { panic("internal error: call to chosenSource.Seed") }

// lockedSource is what Seed makes of it.
type lockedSource struct {
	mu  sync.Mutex
	rng rngSource
}

func (s *lockedSource) Int63() int64 { return int64(s.Uint64() & mask63) }

func (s *lockedSource) Uint64() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rng.Uint64()
}

func (s *lockedSource) Seed(seed int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rng.Seed(seed)
}

var (
	chosen = New(&chosenSource{})
	seeded atomic.Pointer[Rand] // after Seed
)

func global() *Rand {
	if r := seeded.Load(); r != nil {
		return r
	}
	return chosen
}

// Seed makes the package's functions give the same numbers each time.
func Seed(seed int64) {
	source := new(lockedSource)
	source.rng.Seed(seed)
	seeded.Store(New(source))
}

// A Rand turns a Source's numbers into others.
type Rand struct {
	src     Source
	s64     Source64 // src, if it is one
	readVal int64    // what is left of a number that Read began
	readPos int8
}

func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.readPos = 0
}

func (r *Rand) Int63() int64   { return r.src.Int63() }
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }
func (r *Rand) Int31() int32   { return int32(r.Int63() >> 32) }
func (r *Rand) Int() int       { return int(uint(r.Int63())) }

func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int63n draws again what lies beyond the largest multiple of n.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	limit := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > limit {
		v = r.Int63()
	}
	return v % n
}

func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	limit := int32(1<<31 - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > limit {
		v = r.Int31()
	}
	return v % n
}

// int31n is Int31n by multiplication (Lemire): other numbers from the same source. Shuffle uses it.
func (r *Rand) int31n(n int32) int32 {
	product := uint64(r.Uint32()) * uint64(n)
	if low := uint32(product); low < uint32(n) {
		threshold := uint32(-n) % uint32(n)
		for low < threshold {
			product = uint64(r.Uint32()) * uint64(n)
			low = uint32(product)
		}
	}
	return int32(product >> 32)
}

func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm builds a permutation by inserting i at a random place of the first i.
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := 0; i < n; i++ {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	i := n - 1
	for ; i > 1<<31-1-1; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
	for ; i > 0; i-- {
		swap(i, int(r.int31n(int32(i+1))))
	}
}

// Read takes seven bytes of each number.
func (r *Rand) Read(p []byte) (n int, err error) {
	for n = 0; n < len(p); n++ {
		if r.readPos == 0 {
			r.readVal = r.src.Int63()
			r.readPos = 7
		}
		p[n] = byte(r.readVal)
		r.readVal >>= 8
		r.readPos--
	}
	return
}

func Int63() int64                       { return global().Int63() }
func Uint32() uint32                     { return global().Uint32() }
func Uint64() uint64                     { return global().Uint64() }
func Int31() int32                       { return global().Int31() }
func Int() int                           { return global().Int() }
func Int63n(n int64) int64               { return global().Int63n(n) }
func Int31n(n int32) int32               { return global().Int31n(n) }
func Intn(n int) int                     { return global().Intn(n) }
func Float64() float64                   { return global().Float64() }
func Float32() float32                   { return global().Float32() }
func Perm(n int) []int                   { return global().Perm(n) }
func Shuffle(n int, swap func(i, j int)) { global().Shuffle(n, swap) }
func Read(p []byte) (n int, err error)   { return global().Read(p) }
