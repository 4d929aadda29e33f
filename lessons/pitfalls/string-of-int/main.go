package main

import "fmt"

func sign(number int) string {
	return "room " + string(number)
}

func main() {
	fmt.Println(sign(65))
}
