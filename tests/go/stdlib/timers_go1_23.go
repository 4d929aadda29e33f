// A timer that is set anew sends no value from before, and its channel shows no buffer. See timers_go1_22.go.
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

// expect: 0 0
// expect: true
// expect: false
// expect: false
