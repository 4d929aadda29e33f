package main

import "fmt"

func sign(number int) string {
	return "room " + fmt.Sprint(number)
}

func main() {
	fmt.Println(sign(65))
}
