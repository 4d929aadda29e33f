package main

func f(x int) int { println("in f", x); return x * 2 }

func g() (int, string) { return 1, "g" }

func main() {
	println("a", f(1), f(2), float32(1.5))
	print("x", f(3), "\n")
	println(g())
	print(1, 2, "\n")
	println()
	println([]int(nil), nil == error(nil), 'a', 1.5, 2i, uint8(200))
}

// expect: in f 1
// expect: in f 2
// expect: a 2 4 +1.500000e+000
// expect: in f 3
// expect: x6
// expect: 1 g
// expect: 12
// expect:
// expect: [0/0]0x0 true 97 +1.500000e+000 (+0.000000e+000+2.000000e+000i) 200
