package main

import "example.com/x/bad"

func main() { unused := bad.F() }

// expect: # example.com/x/bad
// expect: modules/broken_package/bad/bad.go:4:2: declared and not used: n
// expect: modules/broken_package/bad/bad.go:5:9: cannot use "x" (untyped string constant) as int value in return statement
