package main

import "fmt"

func ready() bool { return false }

func main() {
	if ready != nil {
		fmt.Println("starting")
	} else {
		fmt.Println("not yet")
	}
}
