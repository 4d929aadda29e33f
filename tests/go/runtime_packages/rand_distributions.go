package main

import "math/rand"

func main() {
	for _, seed := range []int64{1, 42} {
		r := rand.New(rand.NewSource(seed))
		var norm, exp float64
		for i := 0; i < 3000; i++ {
			norm += r.NormFloat64()
			exp += r.ExpFloat64()
		}
		println(r.NormFloat64(), r.ExpFloat64(), norm, exp)
		z := rand.NewZipf(r, 1.5, 2, 1000)
		sum := uint64(0)
		for i := 0; i < 1000; i++ {
			sum += z.Uint64()
		}
		println(sum, z.Uint64(), z.Uint64())
	}
}

// expect: -3.520557e-001 +6.404330e-002 +1.247950e+002 +3.092055e+003
// expect: 36630 1 0
// expect: +5.198217e-001 +4.973330e-001 +4.645546e+001 +2.995939e+003
// expect: 36675 0 48
