package main

type celsius float64

func main() {
	defer func() { panic(celsius(-1e100)) }()
	defer func() { panic(2 - 3i) }()
	panic(1.5)
}

// status: 2
// stderr: panic: +1.500000e+000
// stderr: panic: (+2.000000e+000-3.000000e+000i)
// stderr: panic: main.celsius(-1.000000e+100)
