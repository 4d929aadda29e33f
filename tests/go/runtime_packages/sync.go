package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

type T struct{ a, b int }

func try(name string, f func()) {
	defer func() {
		r := recover()
		switch v := r.(type) {
		case nil:
			println(name, "no panic")
		case error:
			_, re := r.(runtime.Error)
			println(name, "error:", v.Error(), re)
		case string:
			println(name, "panic:", v)
		}
	}()
	f()
}

func main() {
	// Mutex
	var mu sync.Mutex
	println(mu.TryLock(), mu.TryLock())
	mu.Unlock()
	// RWMutex
	var rw sync.RWMutex
	rw.RLock()
	println(rw.TryRLock(), rw.TryLock())
	rw.RUnlock()
	rw.RUnlock()
	println(rw.TryLock(), rw.TryRLock(), rw.TryLock())
	rw.Unlock()
	var wg sync.WaitGroup
	shared := 0
	var reads atomic.Int64
	for i := 0; i < 20; i++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for j := 0; j < 200; j++ {
				rw.Lock()
				shared++
				rw.Unlock()
				if j%10 == 0 {
					runtime.Gosched()
				}
			}
		}()
		go func() {
			defer wg.Done()
			l := rw.RLocker()
			for j := 0; j < 200; j++ {
				l.Lock()
				if shared >= 0 {
					reads.Add(1)
				}
				l.Unlock()
			}
		}()
	}
	wg.Wait()
	println(shared, reads.Load())
	try("negative", func() { var wg sync.WaitGroup; wg.Done() })
	try("nil mutex", func() { var m *sync.Mutex; m.Lock() })
	try("nil wg", func() { var m *sync.WaitGroup; m.Wait() })
	try("nil atomic", func() { var p *int32; atomic.AddInt32(p, 1) })
	try("value nil", func() { var v atomic.Value; v.Store(nil) })
	try("value type", func() { var v atomic.Value; v.Store(1); v.Store("a") })
	try("value swap nil", func() { var v atomic.Value; v.Swap(nil) })
	try("value cas nil", func() { var v atomic.Value; v.CompareAndSwap(1, nil) })
	try("value cas types", func() { var v atomic.Value; v.CompareAndSwap("a", 1) })
	try("value cas type", func() { var v atomic.Value; v.Store("x"); v.CompareAndSwap(1, 1) })
	try("value cas uncomparable", func() { var v atomic.Value; v.Store([]int{1}); v.CompareAndSwap([]int{1}, []int{1}) })
	try("cond copy", func() {
		c := sync.NewCond(&mu)
		c.Signal()
		d := *c
		d.Signal()
	})
	var v atomic.Value
	println(v.Load() == nil, v.CompareAndSwap(nil, 5), v.CompareAndSwap(5, 6), v.CompareAndSwap(5, 7), v.Load().(int), v.Swap(9).(int))
	v2 := atomic.Value{}
	v2.Store(T{1, 2})
	println(v2.CompareAndSwap(T{1, 2}, T{3, 4}), v2.Load().(T).a)
	// atomics
	var a32 int32 = -5
	println(atomic.AddInt32(&a32, -10), atomic.SwapInt32(&a32, 7), atomic.CompareAndSwapInt32(&a32, 7, -1), atomic.LoadInt32(&a32))
	var u32 uint32
	println(atomic.AddUint32(&u32, ^uint32(0)), u32)
	var u64 uint64 = 1 << 63
	println(atomic.AddUint64(&u64, 1<<63), atomic.AddInt64(new(int64), -1))
	x := T{}
	p := atomic.Pointer[T]{}
	println(p.Load() == nil, p.CompareAndSwap(nil, &x), p.Swap(nil) == &x)
	var b atomic.Bool
	println(b.Load(), b.Swap(true), b.CompareAndSwap(true, false), b.Load())
	// Once
	var once sync.Once
	n := 0
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { runtime.Gosched(); n++ })
			if n != 1 {
				println("once broken")
			}
		}()
	}
	wg.Wait()
	println(n)
	var po sync.Once
	try("once panics", func() { po.Do(func() { panic("boom") }) })
	try("once again", func() { po.Do(func() { panic("boom2") }) })
	// Cond
	c := sync.NewCond(&sync.Mutex{})
	queue := []int{}
	sum := 0
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 25; j++ {
				c.L.Lock()
				for len(queue) == 0 {
					c.Wait()
				}
				sum += queue[0]
				queue = queue[1:]
				c.L.Unlock()
			}
		}()
	}
	for i := 0; i < 100; i++ {
		c.L.Lock()
		queue = append(queue, i)
		c.L.Unlock()
		if i%3 == 0 {
			c.Broadcast()
		} else {
			c.Signal()
		}
	}
	wg.Wait()
	println(sum)
	// Pool
	runtime.GOMAXPROCS(1)
	pool := sync.Pool{New: func() any { return -1 }}
	println(pool.Get().(int))
	pool.Put(1)
	pool.Put(2)
	pool.Put(3)
	pool.Put(nil)
	println(pool.Get().(int), pool.Get().(int), pool.Get().(int), pool.Get().(int))
	pool.Put(1)
	pool.Put(2)
	runtime.GC()
	println(pool.Get().(int), pool.Get().(int), pool.Get().(int))
	pool.Put(1)
	pool.Put(2)
	runtime.GC()
	runtime.GC()
	println(pool.Get().(int))
	// Map
	var m sync.Map
	for i := 0; i < 100; i++ {
		m.Store(i, i*i)
	}
	for i := 0; i < 100; i += 2 {
		m.Delete(i)
	}
	cnt, s := 0, 0
	m.Range(func(k, v any) bool { cnt++; s += v.(int); return true })
	println(cnt, s)
	for i := 0; i < 100; i++ {
		v, loaded := m.LoadOrStore(i, -i)
		if (i%2 == 1) != loaded || loaded && v.(int) != i*i || !loaded && v.(int) != -i {
			println("loadorstore", i)
		}
	}
	vv, ok := m.LoadAndDelete(3)
	println(vv.(int), ok)
	vv, ok = m.LoadAndDelete(3)
	println(vv == nil, ok)
	vv, ok = m.Load(3)
	println(vv == nil, ok)
	_, ok = m.Load("3")
	println(ok)
	m.Store(3, "three")
	vv, _ = m.Load(3)
	println(vv.(string))
	try("unhashable", func() { m.Store([]int{1}, 1) })
	for g := 0; g < 8; g++ {
		wg.Add(1)
		g := g
		go func() {
			defer wg.Done()
			for i := 0; i < 200; i++ {
				k := (i * (g + 1)) % 37
				switch i % 4 {
				case 0:
					m.Store(k, g)
				case 1:
					m.Load(k)
				case 2:
					m.LoadOrStore(k, g)
				case 3:
					m.LoadAndDelete(k)
				}
			}
		}()
	}
	wg.Wait()
	cnt = 0
	m.Range(func(k, v any) bool { cnt++; return cnt < 5 })
	println(cnt)
}

// expect: true false
// expect: true false
// expect: true false false
// expect: 4000 4000
// expect: negative panic: sync: negative WaitGroup counter
// expect: nil mutex error: runtime error: invalid memory address or nil pointer dereference true
// expect: nil wg error: runtime error: invalid memory address or nil pointer dereference true
// expect: nil atomic error: runtime error: invalid memory address or nil pointer dereference true
// expect: value nil panic: sync/atomic: store of nil value into Value
// expect: value type panic: sync/atomic: store of inconsistently typed value into Value
// expect: value swap nil panic: sync/atomic: swap of nil value into Value
// expect: value cas nil panic: sync/atomic: compare and swap of nil value into Value
// expect: value cas types panic: sync/atomic: compare and swap of inconsistently typed values
// expect: value cas type panic: sync/atomic: compare and swap of inconsistently typed value into Value
// expect: value cas uncomparable error: runtime error: comparing uncomparable type []int true
// expect: cond copy panic: sync.Cond is copied
// expect: true true true false 6 6
// expect: true 3
// expect: -15 -15 true -1
// expect: 4294967295 4294967295
// expect: 0 -1
// expect: true true true
// expect: false false true false
// expect: 1
// expect: once panics panic: boom
// expect: once again no panic
// expect: 4950
// expect: -1
// expect: 1 3 2 -1
// expect: 1 2 -1
// expect: -1
// expect: 50 166650
// expect: 9 true
// expect: true false
// expect: true false
// expect: false
// expect: three
// expect: unhashable error: runtime error: hash of unhashable type []int true
// expect: 5
