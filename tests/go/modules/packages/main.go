// Files, packages and their order of initialisation; go.mod says go 1.21, where loop variables are shared.
package main

import (
	. "example.com/x/dotted"
	"example.com/x/internal/count"
	_ "example.com/x/noisy"
	geo "example.com/x/shapes"
)

var first = count.Next("main: " + second)

func init() { println("init of main.go") }

func main() {
	var s geo.Shape = geo.Square{Side: 3}
	println(s.Area(), geo.Default.Area(), first, helper(), Dotted(4))
	var fs []func() int
	for i := 0; i < 2; i++ {
		fs = append(fs, func() int { return i })
	}
	println(fs[0](), fs[1]())
	defer func() {
		println(recover().(error).Error())
	}()
	geo.Fail()
}

// expect: noisy: 1
// expect: shapes: 2
// expect: main: two: 3
// expect: init of helper.go
// expect: init of main.go
// expect: 9 25 3 helper 16
// expect: 2 2
// expect: runtime error: integer divide by zero
