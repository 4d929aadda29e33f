package main

import "fmt"

func average(numbers []int) int {
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	return sum
	return sum / len(numbers)
}

func main() {
	fmt.Println("average:", average([]int{3, 4, 5}))
}
