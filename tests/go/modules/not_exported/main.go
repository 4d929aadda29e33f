package main

import (
	"fmt"
	other "example.com/x/sub"
	"fmt"
	alias "strings"
)

func main() {
	other.hidden()
	other.Nope()
	_ = other.T{1}
	_ = other.T{a: 1}
	_ = other.T{}.a
}

// expect: # command-line-arguments
// expect: modules/not_exported/main.go:4:2: "fmt" imported and not used
// expect: modules/not_exported/main.go:6:2: fmt redeclared in this block
// expect: 	modules/not_exported/main.go:4:2: other declaration of fmt
// expect: modules/not_exported/main.go:6:2: "fmt" imported and not used
// expect: modules/not_exported/main.go:7:2: "strings" imported as alias and not used
// expect: modules/not_exported/main.go:11:8: name hidden not exported by package sub
// expect: modules/not_exported/main.go:12:8: undefined: other.Nope
// expect: modules/not_exported/main.go:13:14: implicit assignment to unexported field a in struct literal of type sub.T
// expect: modules/not_exported/main.go:14:14: cannot refer to unexported field a in struct literal of type sub.T
// expect: modules/not_exported/main.go:15:16: other.T{}.a undefined (cannot refer to unexported field a)
