// Closures share the variables they capture; method values and expressions bind as they should.
package main

import "fmt"

type counter struct{ n int }

func (c *counter) inc() int { c.n++; return c.n }
func (c counter) get() int  { return c.n }

func adder() (func(int) int, func() int) {
	sum := 0
	return func(d int) int { sum += d; return sum }, func() int { return sum }
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func main() {
	add, get := adder()
	add(3)
	add(4)
	fmt.Println(get())
	var fs []func() int
	for i := 0; i < 3; i++ {
		i := i
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	c := counter{5}
	inc, value := c.inc, c.get
	inc()
	fmt.Println(inc(), value(), c.get(), (*counter).inc(&c), counter.get(c))
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15), compose(func(x int) int { return x + 1 }, fib, func(x int) int { return -x })(9))
	func() { defer func() { c.n = -1 }(); c.n = 99 }()
	fmt.Println(c)
}

// expect: 7
// expect: 0 0 10 100 20 200
// expect: 7 5 7 8 8
// expect: 610 -55
// expect: {-1}
