package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println(len(os.Args), os.Args[1:])
	fmt.Fprintln(os.Stderr, "on stderr")
	os.Exit(3)
}

// args: --seed x
// status: 3
// stdout: 3 [--seed x]
// stderr: on stderr
