// Package-level variables in gc's order: variables without initialiser have a turn of their own.
package main

func f(name string, _ ...any) int {
	print(name, " ")
	return 0
}

var a = f("a", x)
var b = f("b", y)
var c = f("c", z)
var d = func() int {
	if false {
		_ = z
	}
	return f("d")
}()
var e = f("e")

var x int
var y int = 42
var z int = func() int { return 42 }()

func init() { println("init") }

func main() {}

// expect: e a b c d init
