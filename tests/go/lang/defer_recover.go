// Deferred calls run last in, first out, see named results, and recover only where they are called directly.
package main

import (
	"errors"
	"fmt"
)

func order() (s string) {
	for i := 0; i < 3; i++ {
		defer func(n int) { s += fmt.Sprint(n) }(i)
	}
	return "r"
}

func guarded(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	f()
	return nil
}

func helper() any { return recover() }

func indirect() (r any) {
	defer func() { r = recover() }()
	defer func() { _ = func() any { return helper() }() }()
	panic("seen outside")
}

func replaced() (r any) {
	defer func() { r = recover() }()
	defer func() { panic("second") }()
	panic("first")
}

type closer struct{ name string }

func (c closer) close() { fmt.Println("close", c.name) }

func methodValue() {
	c := closer{"a"}
	defer c.close()
	c.name = "b"
	defer c.close()
}

func main() {
	fmt.Println(order())
	var m map[string]int
	var p *closer
	list := []int{1, 2}
	zero, i := 0, 5
	fmt.Println(guarded(func() { m["x"] = 1 }))
	fmt.Println(guarded(func() { fmt.Println(p.name) }))
	fmt.Println(guarded(func() { fmt.Println(list[i]) }))
	fmt.Println(guarded(func() { fmt.Println(list[i:]) }))
	fmt.Println(guarded(func() { fmt.Println(1 / zero) }))
	fmt.Println(guarded(func() { var x any = "s"; fmt.Println(x.(int)) }))
	fmt.Println(guarded(func() { panic(errors.New("own")) }))
	fmt.Println(guarded(func() {}))
	fmt.Println(indirect(), replaced())
	methodValue()
}

// expect: r210
// expect: recovered: assignment to entry in nil map
// expect: recovered: runtime error: invalid memory address or nil pointer dereference
// expect: recovered: runtime error: index out of range [5] with length 2
// expect: recovered: runtime error: slice bounds out of range [5:2]
// expect: recovered: runtime error: integer divide by zero
// expect: recovered: interface conversion: interface {} is string, not int
// expect: recovered: own
// expect: <nil>
// expect: seen outside second
// expect: close b
// expect: close a
