package main

import (
	"runtime"
	"sync"
	"time"
)

func hold(mu *sync.Mutex, wg *sync.WaitGroup) {
	defer wg.Done()
	mu.Lock()
	time.Sleep(5 * time.Millisecond)
	mu.Unlock()
}

func main() {
	n, ok := runtime.BlockProfile(nil)
	println(n, ok)
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)
	ch := make(chan int)
	go func() { time.Sleep(5 * time.Millisecond); ch <- 1 }()
	<-ch
	n, ok = runtime.BlockProfile(make([]runtime.BlockProfileRecord, 10))
	println(n >= 1, ok)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go hold(&mu, &wg)
	}
	wg.Wait()
	records := make([]runtime.BlockProfileRecord, 10)
	n, ok = runtime.MutexProfile(records)
	println(n > 0, ok, len(records[0].Stack()) > 0)
	println(runtime.SetMutexProfileFraction(-1), runtime.SetMutexProfileFraction(0))
}

// expect: 0 true
// expect: true true
// expect: true true true
// expect: 1 1
