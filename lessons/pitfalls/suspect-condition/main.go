package main

import "fmt"

func describe(state string) string {
	if state != "open" || state != "closed" {
		return "no such state: " + state
	}
	return "the door is " + state
}

func main() {
	fmt.Println(describe("open"))
}
