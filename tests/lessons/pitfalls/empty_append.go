package main

import "fmt"

func double(numbers []int) []int {
	var doubled []int
	for _, n := range numbers {
		doubled = append(doubled, 2*n)
	}
	return doubled
}

func main() {
	fmt.Println(double([]int{1, 2, 3}))
}
