package main

import (
	"fmt"
	"time"
)

func heart(beats chan<- int) {
	for n := 1; n <= 10; n++ {
		time.Sleep(30 * time.Millisecond)
		beats <- n
	}
}

func main() {
	beats := make(chan int, 10)
	go heart(beats)
	count := 0
	timeout := time.After(100 * time.Millisecond)
	for {
		select {
		case <-beats:
			count++
		case <-timeout:
			fmt.Println("time is up after", count, "beats")
			return
		}
	}
}
