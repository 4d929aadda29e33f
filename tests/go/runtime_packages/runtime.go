package main

import (
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

func where() (string, int) {
	pc, _, line, ok := runtime.Caller(1)
	if !ok {
		return "", 0
	}
	return runtime.FuncForPC(pc).Name(), line
}

type E struct{}

func try(f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			println("runtime.Error", e.Error())
		} else if e, ok := r.(error); ok {
			println("error", e.Error())
		}
	}()
	f()
}

func main() {
	println(where())
	func() { println(where()) }()
	pcs := make([]uintptr, 10)
	n := runtime.Callers(1, pcs)
	fr := runtime.CallersFrames(pcs[:n])
	f, _ := fr.Next()
	println(f.Function, f.Line)
	_, _, _, ok := runtime.Caller(50)
	println(ok)
	var a []int
	var m map[string]int
	var p *struct{ x int }
	var i any = "s"
	z := 0
	try(func() { println(a[z+5]) })
	try(func() { m["a"] = 1 })
	try(func() { println(p.x) })
	try(func() { println(i.(int)) })
	try(func() { println(i.(error)) })
	try(func() { println(1 / z) })
	try(func() { close((chan int)(nil)) })
	try(func() { c := make(chan int); close(c); close(c) })
	try(func() { c := make(chan int); close(c); c <- 1 })
	try(func() { _ = make([]int, z-1) })
	try(func() { println(a[1:z]) })
	try(func() { i = nil; println(i.(int)) })
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer println("deferred")
		func() { runtime.Goexit() }()
		println("not reached")
	}()
	wg.Wait()
	println(runtime.NumGoroutine(), runtime.GOOS, runtime.GOARCH, runtime.Compiler)
	for i := 0; i < 10; i++ {
		go func() { time.Sleep(time.Hour) }()
	}
	runtime.Gosched()
	println(runtime.NumGoroutine())
	buf := make([]byte, 1<<16)
	println(runtime.Stack(buf, false) > 20, string(buf[:20]))
	println(runtime.Stack(buf, true) > 500, len(debug.Stack()) > 20)
	println(debug.SetGCPercent(50), debug.SetGCPercent(-1), debug.SetGCPercent(100))
	var ms runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&ms)
	before := ms.TotalAlloc
	x := make([]byte, 1<<20)
	runtime.KeepAlive(x)
	runtime.ReadMemStats(&ms)
	println(ms.NumGC > 0, ms.TotalAlloc-before >= 1<<20, ms.HeapAlloc > 0)
	runtime.LockOSThread()
	runtime.UnlockOSThread()
	runtime.SetFinalizer(&ms, nil)
}

// expect: main.main 33
// expect: main.main.func1 34
// expect: main.main 36
// expect: false
// expect: runtime.Error runtime error: index out of range [5] with length 0
// expect: runtime.Error assignment to entry in nil map
// expect: runtime.Error runtime error: invalid memory address or nil pointer dereference
// expect: runtime.Error interface conversion: interface {} is string, not int
// expect: runtime.Error interface conversion: string is not error: missing method Error
// expect: runtime.Error runtime error: integer divide by zero
// expect: runtime.Error close of nil channel
// expect: runtime.Error close of closed channel
// expect: runtime.Error send on closed channel
// expect: runtime.Error runtime error: makeslice: len out of range
// expect: runtime.Error runtime error: slice bounds out of range [1:0]
// expect: runtime.Error interface conversion: interface {} is nil, not int
// expect: deferred
// expect: 1 linux amd64 gc
// expect: 11
// expect: true goroutine 1 [running
// expect: true true
// expect: 100 50 -1
// expect: true true true
