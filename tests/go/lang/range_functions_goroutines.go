// Bodies of range loops over funcs that other goroutines run, or that are called after their loop: what they defer is the
// loop's function's, and the loop's state is checked all the same.
package main

import "fmt"

func other(yield func(int) bool) {
	done := make(chan bool)
	for i := 0; i < 3; i++ {
		go func() { done <- yield(i) }()
		if !<-done {
			return
		}
	}
}

func f() (n int) {
	defer func() { fmt.Println("first deferred, n", n) }()
	for i := range other {
		defer func() { n += i; fmt.Println("deferred", i) }()
	}
	defer fmt.Println("after the loop")
	return 10
}

func h() int {
	for i := range other {
		defer fmt.Println("deferred", i)
		if i == 1 {
			return 100 + i
		}
	}
	return 0
}

func nested() {
	for i := range other {
		defer fmt.Println("outer", i)
		for j := range other {
			defer fmt.Println("inner", i, j)
			if j == 1 {
				break
			}
		}
	}
	panic("end")
}

func keep() {
	var saved func(int) bool
	seq := func(yield func(int) bool) { saved = yield; yield(1) }
	for i := range seq {
		defer fmt.Println("kept", i)
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		saved(2)
	}()
	stop := func(yield func(int) bool) {
		defer func() { fmt.Println(recover()) }()
		yield(1)
		yield(2)
	}
	for i := range stop {
		defer fmt.Println("stopped", i)
		break
	}
	late := make(chan any)
	go func() {
		defer func() { late <- recover() }()
		saved(3)
	}()
	fmt.Println(<-late)
}

func main() {
	fmt.Println(f())
	fmt.Println(h())
	func() {
		defer func() { fmt.Println(recover()) }()
		nested()
	}()
	keep()
}

// expect: after the loop
// expect: deferred 2
// expect: deferred 1
// expect: deferred 0
// expect: first deferred, n 13
// expect: 13
// expect: deferred 1
// expect: deferred 0
// expect: 101
// expect: inner 2 1
// expect: inner 2 0
// expect: outer 2
// expect: inner 1 1
// expect: inner 1 0
// expect: outer 1
// expect: inner 0 1
// expect: inner 0 0
// expect: outer 0
// expect: end
// expect: runtime error: range function continued iteration after whole loop exit
// expect: runtime error: range function continued iteration after function for loop body returned false
// expect: runtime error: range function continued iteration after whole loop exit
// expect: stopped 1
// expect: kept 1
