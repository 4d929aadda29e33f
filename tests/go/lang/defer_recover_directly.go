package main

import "fmt"

// recover sees a panic only in the function that the panic called, and `defer recover()` counts as called by who deferred it.
func deferredInside() (text string) {
	defer func() {
		defer recover()
		text = "stopped"
	}()
	panic(1)
}

func deferredDirectly() {
	defer recover()
	panic(2)
}

type number[T ~complex64 | ~complex128] struct{}

func (number[T]) pi() T { return T(3.25) }

func main() {
	fmt.Println(deferredInside())
	func() {
		defer func() { fmt.Println("still there:", recover()) }()
		deferredDirectly()
	}()
	fmt.Println(number[complex64]{}.pi(), number[complex128]{}.pi())
}

// expect: stopped
// expect: still there: 2
// expect: (3.25+0i) (3.25+0i)
