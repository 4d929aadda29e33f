// Stacks grow by copying: deep recursion with wide frames, defers and panics that unwind all of it.
package main

import "fmt"

func deep(n int, pad [16]int) int {
	pad[n%16] = n
	if n == 0 {
		return pad[0]
	}
	return deep(n-1, pad) + pad[n%16] - n + 1
}

func unwind(n int, count *int) {
	defer func() { *count++ }()
	if n == 0 {
		panic("bottom")
	}
	unwind(n-1, count)
}

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func main() {
	fmt.Println(deep(20000, [16]int{}), ackermann(2, 300))
	results := make(chan int)
	for i := 1; i <= 4; i++ {
		go func(n int) { results <- deep(n*500, [16]int{}) }(i)
	}
	sum := 0
	for i := 0; i < 4; i++ {
		sum += <-results
	}
	count := 0
	func() {
		defer func() { fmt.Println(recover(), count) }()
		unwind(5000, &count)
	}()
	fmt.Println(sum)
}

// expect: 20000 603
// expect: bottom 5001
// expect: 5000
