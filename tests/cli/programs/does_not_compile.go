package main

func main() {
	x := 1
}

// status: 1
// stderr: does_not_compile.go:4:2:
// stderr: x
