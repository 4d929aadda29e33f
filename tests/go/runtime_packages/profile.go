package main

import (
	"runtime"
	"sync"
)

func waits(c chan int, wg *sync.WaitGroup) {
	wg.Done()
	<-c
}

func main() {
	cpus := runtime.NumCPU()
	println(runtime.GOMAXPROCS(2) == cpus, runtime.GOMAXPROCS(0), runtime.GOMAXPROCS(3), runtime.GOMAXPROCS(1), runtime.NumCPU() == cpus)
	var wg sync.WaitGroup
	c := make(chan int)
	for i := 0; i < 5; i++ {
		wg.Add(1)
		go waits(c, &wg)
	}
	wg.Wait()
	for i := 0; i < 10; i++ {
		runtime.Gosched()
	}
	records := make([]runtime.StackRecord, 3)
	println(runtime.GoroutineProfile(records))
	records = make([]runtime.StackRecord, 10)
	n, ok := runtime.GoroutineProfile(records)
	println(n, ok)
	found := 0
	for _, r := range records[:n] {
		for _, pc := range r.Stack() {
			if runtime.FuncForPC(pc).Name() == "main.waits" {
				found++
			}
		}
	}
	println(found)
}

// expect: true 2 2 3 true
// expect: 6 false
// expect: 6 true
// expect: 5
