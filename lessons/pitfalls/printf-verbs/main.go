package main

import "fmt"

func main() {
	name, points, percent := "Ada", 3, 60
	fmt.Printf("%s has %d points (%d)\n", points, name, percent)
}
