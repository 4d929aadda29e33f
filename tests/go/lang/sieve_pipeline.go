// Goroutines in a chain: each filters multiples of one prime; results cross unbuffered channels in order.
package main

import (
	"fmt"
	"sync"
)

func generate(done <-chan struct{}) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := 2; ; i++ {
			select {
			case ch <- i:
			case <-done:
				return
			}
		}
	}()
	return ch
}

func filter(in <-chan int, prime int, done <-chan struct{}) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := range in {
			if i%prime == 0 {
				continue
			}
			select {
			case out <- i:
			case <-done:
				return
			}
		}
	}()
	return out
}

func main() {
	done := make(chan struct{})
	ch := generate(done)
	for i := 0; i < 25; i++ {
		prime := <-ch
		fmt.Print(prime, " ")
		ch = filter(ch, prime, done)
	}
	close(done)
	fmt.Println()
	var mu sync.Mutex
	var wg sync.WaitGroup
	total, hits := 0, map[int]int{}
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func(n int) {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			total += n
			hits[n%5]++
		}(i)
	}
	wg.Wait()
	fmt.Println(total, hits)
}

// expect: 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 61 67 71 73 79 83 89 97
// expect: 1225 map[0:10 1:10 2:10 3:10 4:10]
