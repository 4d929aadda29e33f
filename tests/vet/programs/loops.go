package main

import (
	"fmt"
	"os"
	"time"
)

func files(names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close() // OURS "defer in a loop runs when the function returns, not when the iteration ends"
	}
	for _, name := range names {
		func() {
			f, _ := os.Open(name)
			defer f.Close()
		}()
	}
	for {
		defer fmt.Println("once")
		break
	}
	for i := 0; i < 2; i++ {
		for j := 0; j < 2; j++ {
			if j == 1 {
				defer fmt.Println(i, j) // OURS "defer in a loop"
			}
		}
	}
}

func timers(c, done chan int) {
	for {
		select {
		case v := <-c:
			fmt.Println(v)
		case <-time.After(time.Second): // OURS "time.After in a loop starts a new timer at each iteration"
			return
		}
	}
}

func ticks(done chan int) {
	for {
		select {
		case <-done:
			return
		case <-time.After(time.Second):
			fmt.Println("tick")
		}
	}
}

func periodic(c chan int) {
	for {
		select {
		case v := <-c:
			fmt.Println(v)
		case <-time.After(time.Second):
			// nothing to miss
		}
	}
}

func main() {
	periodic(nil)
	files(nil)
	timers(nil, nil)
	ticks(nil)
	timeout := time.After(time.Second)
	for i := 0; i < 3; i++ {
		select {
		case <-timeout:
			return
		default:
		}
		<-time.After(time.Millisecond)
	}
	select {
	case <-time.After(time.Second):
	}
}
