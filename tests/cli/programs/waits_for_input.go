package main

import (
	"fmt"
	"os"
)

// Nobody ever types, and the time is over.
func main() {
	fmt.Println("waiting")
	os.Stdin.Read(make([]byte, 1))
	fmt.Println("not reached")
}

// flags: --timeout 300ms
// status: 124
// stdout: waiting
// stderr: gopherarium: stopped after 300 ms (--timeout)
