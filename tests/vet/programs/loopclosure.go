package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			fmt.Println(i) // VET "loop variable i captured by func literal"
		}()
	}
	for i, s := range []string{"a", "b"} {
		defer func() { // OURS "defer in a loop"
			fmt.Println(i, s) // VET "loop variable i captured by func literal" VET "loop variable s captured by func literal"
		}()
	}
	for i := 0; i < 3; i++ {
		i := i
		go func() { fmt.Println(i) }()
	}
	for i := 0; i < 3; i++ {
		go func(i int) { fmt.Println(i) }(i)
	}
	for i := 0; i < 3; i++ {
		go func() { fmt.Println(i) }() // OURS "loop variable i captured by func literal"
		fmt.Println("started")
	}
	done := make(chan bool)
	for i := 0; i < 3; i++ {
		go func() {
			fmt.Println(i)
			done <- true
		}()
		<-done
	}
	for i := range []int{1, 2} {
		if i > 0 {
			go func() {
				fmt.Println(i) // OURS "loop variable i captured by func literal"
			}()
		}
	}
	for i := 0; i < 2; i++ {
		func() { fmt.Println(i) }()
	}
	wg.Wait()
}
