package main

import (
	"fmt"
	"sync"
)

// cost keeps a worker busy for a while; the answer only matters in that it is the same every time.
func cost(n int) int {
	x := n
	for i := 0; i < 20000; i++ {
		x = (x*1103515245 + 12345) % 2147483648
	}
	return x % 1000
}

func worker(jobs <-chan int, results chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for job := range jobs {
		results <- cost(job)
	}
}

func main() {
	jobs := make(chan int, 8)
	results := make(chan int, 8)
	var wg sync.WaitGroup
	for w := 0; w < 6; w++ {
		wg.Add(1)
		go worker(jobs, results, &wg)
	}
	go func() {
		for j := 1; j <= 60; j++ {
			jobs <- j
		}
		close(jobs)
	}()
	go func() {
		wg.Wait()
		close(results)
	}()
	sum := 0
	for r := range results {
		sum += r
	}
	fmt.Println("sum:", sum)
}
