package main

import (
	"context"
	"errors"
	"iter"
	"sync"
	"time"
	"unique"
)

func try(name string, f func()) {
	defer func() {
		switch r := recover().(type) {
		case nil:
			println(name, "ok")
		case string:
			println(name, "panic", r)
		case error:
			println(name, "panic", r.Error())
		}
	}()
	f()
}

func main() {
	n := 0
	f := sync.OnceFunc(func() { n++; panic("once") })
	try("1", f)
	try("2", f)
	v := sync.OnceValue(func() int { n++; return n })
	println(v(), v(), n)
	a, b := sync.OnceValues(func() (string, error) { return "x", errors.New("e") })()
	println(a, b.Error())
	seq := func(yield func(int) bool) {
		defer println("seq done")
		for i := 0; i < 5; i++ {
			if !yield(i * i) {
				println("stopped at", i)
				return
			}
		}
	}
	next, stop := iter.Pull(iter.Seq[int](seq))
	x, ok := next()
	println(x, ok)
	x, ok = next()
	println(x, ok)
	stop()
	stop()
	x, ok = next()
	println(x, ok)
	next, stop = iter.Pull(iter.Seq[int](seq))
	for {
		x, ok := next()
		if !ok {
			break
		}
		print(x, " ")
	}
	println()
	stop()
	next, _ = iter.Pull(func(yield func(int) bool) { yield(1); panic("in seq") })
	next()
	try("seq", func() { next() })
	println(unique.Make("a") == unique.Make("a"), unique.Make("a") == unique.Make("b"), unique.Make("q").Value())
	ctx, cancel := context.WithCancelCause(context.Background())
	c2, cc2 := context.WithTimeoutCause(ctx, time.Millisecond, errors.New("too slow"))
	defer cc2()
	<-c2.Done()
	println(c2.Err().Error(), context.Cause(c2).Error(), context.Cause(ctx) == nil)
	done := make(chan int)
	stopAF := context.AfterFunc(ctx, func() { done <- 1 })
	wc := context.WithoutCancel(context.WithValue(ctx, 1, 2))
	cancel(errors.New("my cause"))
	<-done
	println(stopAF(), ctx.Err().Error(), context.Cause(ctx).Error(), wc.Err() == nil, wc.Value(1).(int), context.Cause(wc) == nil)
	c3, cancel3 := context.WithCancel(context.Background())
	stopAF = context.AfterFunc(c3, func() { println("must not run") })
	println(stopAF(), stopAF())
	cancel3()
	time.Sleep(time.Millisecond)
	var wg sync.WaitGroup
	wg.Go(func() { println("in wg.Go") })
	wg.Wait()
	var m sync.Map
	println(m.CompareAndSwap("a", 1, 2), m.CompareAndDelete("a", 1))
	m.Store("a", 1)
	p, loaded := m.Swap("a", 2)
	println(p.(int), loaded, m.CompareAndSwap("a", 2, 3), m.CompareAndSwap("a", 2, 4), m.CompareAndDelete("a", 2), m.CompareAndDelete("a", 3))
	p, loaded = m.Swap("b", 2)
	println(p == nil, loaded)
	m.Clear()
	_, ok = m.Load("b")
	println(ok)
	m.Store("c", 1)
	_, ok = m.Load("c")
	println(ok)
}

// expect: 1 panic once
// expect: 2 panic once
// expect: 2 2 2
// expect: x e
// expect: 0 true
// expect: 1 true
// expect: stopped at 1
// expect: seq done
// expect: 0 false
// expect: 0 1 4 9 16 seq done
// expect:
// expect: seq panic in seq
// expect: true false q
// expect: context deadline exceeded too slow true
// expect: false context canceled my cause true 2 true
// expect: true false
// expect: in wg.Go
// expect: false false
// expect: 1 true true false false true
// expect: true false
// expect: false
// expect: true
