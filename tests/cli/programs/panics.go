package main

import "fmt"

func main() {
	defer fmt.Println("deferred")
	var list []int
	fmt.Println("before")
	fmt.Println(list[len(list)])
}

// status: 2
// stdout: before
// stdout: deferred
// stderr: panic: runtime error: index out of range [0] with length 0
// stderr: goroutine 1 [running]:
