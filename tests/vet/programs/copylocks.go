package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Counter struct {
	mu sync.Mutex
	n  int
}

type Outer struct {
	name string
	in   [2]Counter
}

type Box[T any] struct{ v T }

func (c Counter) Get() int { return c.n } // VET "Get passes lock by value: command-line-arguments.Counter contains sync.Mutex"
func (c *Counter) Add()    { c.mu.Lock(); c.n++; c.mu.Unlock() }

func take(c Counter)               {} // VET "take passes lock by value"
func two(a, b sync.WaitGroup)      {} // VET "two passes lock by value: sync.WaitGroup contains sync.noCopy"
func variadic(c ...Counter)        {}
func pointers(c *Counter, m []Counter) {}
func boxed(b Box[sync.Mutex])      {} // VET "boxed passes lock by value: command-line-arguments.Box\[sync.Mutex\] contains sync.Mutex"

func give(c *Counter) Counter {
	return *c // VET "return copies lock value: command-line-arguments.Counter contains sync.Mutex"
}

func fresh() Counter { return Counter{} }

func generic[T interface{ ~struct{ mu sync.Mutex } }](t T) {} // VET "generic passes lock by value: T contains ~struct{mu sync.Mutex} contains sync.Mutex"

type own struct{}

func (*own) Lock()   {}
func (*own) Unlock() {}

type byValue struct{}

func (byValue) Lock()   {}
func (byValue) Unlock() {}

var global Counter
var copyOfGlobal = global // VET "variable declaration copies lock value to copyOfGlobal: command-line-arguments.Counter contains sync.Mutex"

func main() {
	var a Counter
	b := a       // VET "assignment copies lock value to b: command-line-arguments.Counter contains sync.Mutex"
	b = (a)      // VET "assignment copies lock value to b"
	var c = b    // VET "variable declaration copies lock value to c"
	c = Counter{}
	c = fresh()
	p := &a
	d := *p // VET "assignment copies lock value to d"
	take(d) // VET "call of take copies lock value"
	take(fresh())
	take(*new(Counter))
	variadic(a, b) // VET "call of variadic copies lock value" VET "call of variadic copies lock value"
	list := []Counter{a, {}} // VET "literal copies lock value from a"
	m := map[string]Counter{"x": b} // VET "literal copies lock value from b"
	for i, v := range list { // VET "range var v copies lock: command-line-arguments.Counter contains sync.Mutex"
		_, _ = i, v.n
	}
	for i := range list {
		list[i].Add()
	}
	for _, v := range m { // VET "range var v copies lock"
		_ = v.n
	}
	var w Counter
	for _, w = range list { // VET "range var w copies lock"
	}
	_ = w.n
	v, ok := m["x"] // VET "assignment copies lock value to v: \(command-line-arguments.Counter, bool\) contains command-line-arguments.Counter contains sync.Mutex"
	_, _ = v.n, ok
	arr := [3]sync.RWMutex{}
	arr2 := arr // VET "assignment copies lock value to arr2: sync.RWMutex"
	_ = len(arr2)
	o := Outer{}
	o2 := o // VET "assignment copies lock value to o2: command-line-arguments.Outer contains command-line-arguments.Counter contains sync.Mutex"
	_ = o2.name
	var w1 own
	w2 := w1 // VET "assignment copies lock value to w2: command-line-arguments.own"
	_ = &w2
	var v1 byValue
	v2 := v1
	_ = v2
	var cond sync.Cond
	f := func(c sync.Cond) {} // VET "func passes lock by value: sync.Cond contains sync.noCopy"
	f(cond)                   // VET "call of f copies lock value: sync.Cond contains sync.noCopy"
	var n atomic.Int64
	n2 := n // VET "assignment copies lock value to n2: sync/atomic.Int64 contains sync/atomic.noCopy"
	fmt.Println(&n2, c.n, a) // VET "call of fmt.Println copies lock value: command-line-arguments.Counter contains sync.Mutex"
	iface := any(a) // VET "call of any copies lock value"
	x := iface.(Counter) // VET "assignment copies lock value to x"
	_ = &x
	ch := make(chan Counter, 1)
	ch <- fresh()
	y := <-ch // VET "assignment copies lock value to y"
	_ = &y
	s := struct{ sync.Mutex }{}
	t := s // VET "assignment copies lock value to t: struct{sync.Mutex}"
	_ = &t
	boxed(Box[sync.Mutex]{})
	generic(struct{ mu sync.Mutex }{})
	pointers(&a, nil)
	two(sync.WaitGroup{}, sync.WaitGroup{})
	_ = copyOfGlobal.n
}
