package main

import "fmt"

func ready() bool { return false }

func main() {
	if ready() {
		fmt.Println("starting")
	} else {
		fmt.Println("not yet")
	}
}
