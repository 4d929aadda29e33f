package main

import (
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	start := time.Now()
	time.Sleep(20 * time.Millisecond)
	time.Sleep(0)
	time.Sleep(-5)
	d := time.Since(start)
	println(d >= 20*time.Millisecond, d < 200*time.Millisecond)
	t := time.NewTimer(10 * time.Millisecond)
	x := <-t.C
	println(x.Sub(start) >= 30*time.Millisecond, x.After(start), t.Stop())
	println(t.Reset(5*time.Millisecond), t.Stop(), t.Stop())
	t.Reset(time.Millisecond)
	<-t.C
	var n atomic.Int32
	af := time.AfterFunc(5*time.Millisecond, func() { n.Add(1) })
	time.Sleep(30 * time.Millisecond)
	println(n.Load(), af.Stop(), af.C == nil)
	af.Reset(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	println(n.Load())
	af = time.AfterFunc(time.Hour, func() { n.Add(1) })
	println(af.Stop(), n.Load())
	tk := time.NewTicker(5 * time.Millisecond)
	for i := 0; i < 5; i++ {
		<-tk.C
	}
	tk.Reset(2 * time.Millisecond)
	<-tk.C
	tk.Stop()
	select {
	case <-tk.C:
		println("tick after stop?")
	case <-time.After(20 * time.Millisecond):
		println("stopped")
	}
	var wg sync.WaitGroup
	order := make(chan int, 10)
	for i := 5; i > 0; i-- {
		wg.Add(1)
		i := i
		go func() {
			defer wg.Done()
			time.Sleep(time.Duration(i) * 10 * time.Millisecond)
			order <- i
		}()
	}
	wg.Wait()
	close(order)
	for i := range order {
		print(i, " ")
	}
	println()
	timeout := time.After(30 * time.Millisecond)
	tick := time.Tick(10 * time.Millisecond)
	k := 0
loop:
	for {
		select {
		case <-tick:
			k++
		case <-timeout:
			break loop
		}
	}
	println(k >= 2 && k <= 3, time.Tick(-1) == nil)
	func() {
		defer func() { _, ok := recover().(error); println("recovered", ok) }()
		time.NewTicker(1).Reset(0)
	}()
	func() {
		defer func() { println(recover().(string)) }()
		var t time.Timer
		t.Stop()
	}()
	time.AfterFunc(0, func() { println("fired"); wg.Done() })
	wg.Add(1)
	wg.Wait()
	println(time.Until(time.Now().Add(time.Hour)) > 59*time.Minute)
}

// expect: true true
// expect: true true false
// expect: false true false
// expect: 1 false true
// expect: 2
// expect: true 2
// expect: stopped
// expect: 1 2 3 4 5
// expect: true true
// expect: recovered false
// expect: time: Stop called on uninitialized Timer
// expect: fired
// expect: true
