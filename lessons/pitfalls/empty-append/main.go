package main

import "fmt"

func double(numbers []int) []int {
	var doubled []int
	for range numbers {
		doubled = append(doubled)
	}
	return doubled
}

func main() {
	fmt.Println(double([]int{1, 2, 3}))
}
