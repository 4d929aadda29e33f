//go:build go1.22

// A timer that is set anew keeps the value it has sent: the next receive finds the old time. See timers_go1_23.go.
package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	fmt.Println(len(t.C), cap(t.C))
	fmt.Println(t.Reset(50 * time.Millisecond))
	start := time.Now()
	<-t.C
	fmt.Println(time.Since(start) < 40*time.Millisecond)
	fmt.Println(t.Stop())
}

// expect: 1 1
// expect: false
// expect: true
// expect: true
