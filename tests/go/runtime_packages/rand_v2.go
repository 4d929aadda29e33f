package main

import "math/rand/v2"

// The numbers are those of Go's own tests of PCG (math/rand/v2/pcg_test.go) and what follows from the published algorithm.
func main() {
	p := rand.NewPCG(1, 2)
	for i := 0; i < 5; i++ {
		println(p.Uint64())
	}
	r := rand.New(rand.NewPCG(1, 2))
	in := true
	for i := 0; i < 1000; i++ {
		in = in && r.IntN(10) < 10 && r.Float64() < 1 && rand.N(int8(5)) < 5 && rand.IntN(3) < 3
	}
	println(in, len(rand.Perm(7)))
	defer func() { println(recover().(string)) }()
	rand.IntN(0)
}

// expect: 14192431797130687760
// expect: 11371241257079532652
// expect: 14470142590855381128
// expect: 14694613213362438554
// expect: 4321634407747778896
// expect: true 7
// expect: invalid argument to IntN
