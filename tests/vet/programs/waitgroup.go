package main

import "sync"

func worker(wg *sync.WaitGroup) {
	wg.Add(1) // OURS "WaitGroup.Add called from inside new goroutine"
	defer wg.Done()
}

func parent(wg *sync.WaitGroup) {
	wg.Add(1)
	go child(wg)
}

func child(wg *sync.WaitGroup) { defer wg.Done() }

type group struct{ wg sync.WaitGroup }

func main() {
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		go func() {
			wg.Add(1) // OURS "WaitGroup.Add called from inside new goroutine"
			defer wg.Done()
		}()
	}
	go func() {
		println("begin")
		wg.Add(1) // OURS "WaitGroup.Add called from inside new goroutine"
		println("work")
		wg.Done()
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		wg.Add(1)
		go child(&wg)
	}()
	go worker(&wg)
	go parent(&wg)
	var g group
	go func() {
		g.wg.Add(1) // OURS "WaitGroup.Add called from inside new goroutine"
		g.wg.Done()
	}()
	go func() {
		var own sync.WaitGroup
		println("own")
		own.Add(1)
		own.Done()
	}()
	wg.Wait()
}
