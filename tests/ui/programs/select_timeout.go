// Two channels, a timer and a context: what select polls, and what cancellation reaches.
package main

import (
	"context"
	"fmt"
	"time"
)

func feed(ctx context.Context, out chan<- int, every time.Duration) {
	for i := 0; ; i++ {
		select {
		case out <- i:
			time.Sleep(every)
		case <-ctx.Done():
			return
		}
	}
}

func main() {
	parent, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	child, stop := context.WithCancel(parent)
	defer stop()
	fast, slow := make(chan int), make(chan int)
	go feed(child, fast, 10*time.Millisecond)
	go feed(child, slow, 25*time.Millisecond)
	sum := 0
	for {
		select {
		case v := <-fast:
			sum += v
		case v := <-slow:
			sum += 100 * v
		case <-child.Done():
			fmt.Println("sum", sum, child.Err())
			return
		}
	}
}
