package main

import "fmt"

func join(high, low byte) uint16 {
	return uint16(high << 8) | uint16(low)
}

func main() {
	fmt.Println("value:", join(2, 1))
}
