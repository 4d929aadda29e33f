// Goroutines that are locked to their threads: each runs on its own M, whatever else there is.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	runtime.LockOSThread()
	runtime.LockOSThread() // calls nest
	ping, pong := make(chan int), make(chan int)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for n := range ping {
			pong <- n + 1
		}
		close(pong)
	}()
	n := 0
	for i := 0; i < 200; i++ {
		ping <- n
		n = <-pong
	}
	close(ping)
	_, open := <-pong
	fmt.Println(n, open)

	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			if i%2 == 0 {
				runtime.LockOSThread() // and ends without unlocking
			}
			for k := 0; k < 20; k++ {
				mu.Lock()
				sum += i
				mu.Unlock()
				runtime.Gosched()
			}
			time.Sleep(time.Millisecond)
		}(i)
	}
	runtime.GC()
	wg.Wait()
	runtime.UnlockOSThread()
	time.Sleep(time.Millisecond)
	runtime.UnlockOSThread()
	runtime.UnlockOSThread() // once too often
	old := runtime.GOMAXPROCS(1)
	runtime.LockOSThread()
	go func() { mu.Lock(); sum++; mu.Unlock(); close(done) }()
	<-done
	runtime.GOMAXPROCS(old)
	fmt.Println(sum)
}

var done = make(chan struct{})

// expect: 200 false
// expect: 561
