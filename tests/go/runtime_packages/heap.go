package main

import (
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

type Object struct {
	data []byte
	next *Object
}

var kept []*Object
var sink []byte

func fill() {
	objects := make([]*Object, 1000)
	for i := range objects {
		objects[i] = &Object{data: make([]byte, 1024)}
	}
	for i := 0; i < 500; i++ {
		objects[i] = nil
	}
	kept = objects
}

func withFinalizer(done chan string) {
	o := &Object{data: make([]byte, 1024)}
	o.next = &Object{}
	runtime.SetFinalizer(o, func(o *Object) { done <- "finalizer, data of length 1024: "; done <- string(rune('0' + len(o.data)/1024)) })
	k := &Object{}
	kept = append(kept, k)
	runtime.SetFinalizer(k, func(*Object) { done <- "a kept object was finalized" })
	r := &Object{}
	runtime.SetFinalizer(r, func(*Object) { done <- "a removed finalizer ran" })
	runtime.SetFinalizer(r, nil)
}

func main() {
	fill()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	runtime.GC()
	runtime.ReadMemStats(&after)
	println(after.NumGC > before.NumGC, after.HeapAlloc < before.HeapAlloc, before.HeapAlloc-after.HeapAlloc > 300*1024, after.HeapAlloc > 400*1024)
	println(after.Mallocs >= before.Mallocs, after.Frees-before.Frees >= 900, after.HeapObjects < before.HeapObjects, after.HeapObjects > 900)

	done := make(chan string, 4)
	withFinalizer(done)
	runtime.GC()
	print(<-done)
	println(<-done)
	select {
	case text := <-done:
		println(text)
	case <-time.After(10 * time.Millisecond):
		println("that was all")
	}

	runtime.ReadMemStats(&before)
	for i := 0; i < 64; i++ {
		sink = make([]byte, 1<<20)
	}
	runtime.ReadMemStats(&after)
	println(after.NumGC > before.NumGC, after.TotalAlloc-before.TotalAlloc >= 64<<20, after.HeapAlloc < 40<<20)
	debug.SetGCPercent(-1)
	runtime.ReadMemStats(&before)
	for i := 0; i < 32; i++ {
		sink = make([]byte, 1<<20)
	}
	runtime.ReadMemStats(&after)
	println(after.NumGC - before.NumGC)

	// What only a parked goroutine, a channel, a map or a closure knows is alive.
	var wg sync.WaitGroup
	c := make(chan *Object, 1)
	c <- &Object{data: make([]byte, 100)}
	m := map[int]*Object{1: {data: make([]byte, 100)}}
	f := func() func() int { o := &Object{data: make([]byte, 100)}; return func() int { return len(o.data) } }()
	wg.Add(1)
	release := make(chan bool)
	go func() {
		o := &Object{data: make([]byte, 100)}
		<-release
		println(len(o.data))
		wg.Done()
	}()
	runtime.Gosched()
	runtime.GC()
	release <- true
	wg.Wait()
	println(len((<-c).data), len(m[1].data), f())
}

// expect: true true true true
// expect: true true true true
// expect: finalizer, data of length 1024: 1
// expect: that was all
// expect: true true true
// expect: 0
// expect: 100
// expect: 100 100 100
