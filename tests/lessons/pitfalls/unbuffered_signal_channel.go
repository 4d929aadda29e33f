package main

import (
	"fmt"
	"os"
	"os/signal"
	"time"
)

// deliver hands a signal over as os/signal does: without waiting.
func deliver(c chan<- os.Signal) {
	select {
	case c <- os.Interrupt:
	default:
		fmt.Println("nobody listens: the signal is lost")
	}
}

func main() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go deliver(c)
	time.Sleep(10 * time.Millisecond) // busy
	fmt.Println("got", <-c)
}
