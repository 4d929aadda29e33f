// Iterators as programs use them: trees, pipelines, Pull, channels, defers and panics through them.
package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
)

type Tree[K, V any] struct {
	left, right *Tree[K, V]
	k           K
	v           V
}

func (t *Tree[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { t.push(yield) }
}
func (t *Tree[K, V]) push(yield func(K, V) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.k, t.v) && t.right.push(yield)
}

func Map[A, B any](s iter.Seq[A], f func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		s(func(a A) bool { return yield(f(a)) })
	}
}
func Take[T any](s iter.Seq[T], n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		i := 0
		for v := range s {
			if !yield(v) {
				return
			}
			if i++; i >= n {
				return
			}
		}
	}
}
func Zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		na, sa := iter.Pull(a)
		defer sa()
		nb, sb := iter.Pull(b)
		defer sb()
		for {
			x, ok := na()
			if !ok {
				return
			}
			y, ok := nb()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}
func naturals(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}
func fib() iter.Seq[int] {
	return func(yield func(int) bool) {
		a, b := 0, 1
		for yield(a) {
			a, b = b, a+b
		}
	}
}
func lines(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i, l := range strings.Split(s, "\n") {
			if !yield(i, l) {
				return
			}
		}
	}
}

type errIter struct{ err error }

func (e *errIter) items(yield func(string) bool) {
	for _, s := range []string{"x", "y"} {
		if !yield(s) {
			return
		}
	}
	e.err = errors.New("source broke")
}

func search(t *Tree[string, int], want int) (key string, found bool) {
	defer func() { key = strings.ToUpper(key) }()
	for k, v := range t.All() {
		switch {
		case v == want:
			return k, true
		case v > 100:
			panic("big")
		}
	}
	return
}
func withMutex() int {
	var mu sync.Mutex
	total := 0
	for i := range Take(naturals, 3) {
		mu.Lock()
		func() {
			defer mu.Unlock()
			total += i
		}()
	}
	return total
}
func goroutines() []int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var got []int
	for i := range Take(naturals, 5) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			got = append(got, i*i)
		}()
	}
	wg.Wait()
	sort.Ints(got)
	return got
}
func chans(ctx context.Context) iter.Seq[int] {
	return func(yield func(int) bool) {
		c := make(chan int)
		go func() {
			defer close(c)
			for i := range 10 {
				select {
				case c <- i:
				case <-ctx.Done():
					return
				}
			}
		}()
		for v := range c {
			if !yield(v) {
				return
			}
		}
	}
}
func deepDefer() (log []string) {
	for i := range Take(naturals, 2) {
		for j := range Take(naturals, 2) {
			defer func(s string) { log = append(log, s) }(fmt.Sprint(i, j))
		}
	}
	func() {
		for i := range Take(naturals, 2) {
			defer func() { log = append(log, fmt.Sprint("in", i)) }()
		}
	}()
	return nil
}
func deferMethod() {
	for i := range Take(naturals, 3) {
		defer fmt.Println("deferred", i, len(fmt.Sprint(i)))
		var e error = errors.New("e")
		defer e.Error()
		defer print("")
	}
}
func panicThrough() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
		}
	}()
	for i := range func(yield func(int) bool) {
		defer fmt.Print("cleanup ")
		for i := 0; yield(i); i++ {
		}
	} {
		if i == 3 {
			panic(i)
		}
	}
	return nil
}

type Matrix [2][3]int

func (m *Matrix) Cells() iter.Seq2[[2]int, *int] {
	return func(yield func([2]int, *int) bool) {
		for i := range m {
			for j := range m[i] {
				if !yield([2]int{i, j}, &m[i][j]) {
					return
				}
			}
		}
	}
}
func fact(n int) (r int) {
	r = 1
	if n == 0 {
		return
	}
	for range func(y func() bool) { y() } {
		return n * fact(n-1)
	}
	return -1
}

func main() {
	t := &Tree[string, int]{k: "m", v: 1, left: &Tree[string, int]{k: "c", v: 2}, right: &Tree[string, int]{k: "z", v: 3}}
	for k, v := range t.All() {
		fmt.Print(k, v, " ")
	}
	fmt.Println(search(t, 3))
	fmt.Println(search(t, 9))
	fmt.Println(slices.Collect(Take(fib(), 10)), slices.Collect(Map(Take(naturals, 3), func(i int) string { return fmt.Sprint(i, "!") })))
	for a, b := range Zip(Take(naturals, 3), Map(naturals, func(i int) rune { return 'a' + rune(i) })) {
		fmt.Print(a, string(b), " ")
	}
	fmt.Println()
	for i, l := range lines("a\nb\nc") {
		if i == 1 {
			continue
		}
		fmt.Print(i, l, " ")
	}
	e := &errIter{}
	for s := range e.items {
		fmt.Print(s, " ")
	}
	fmt.Println(e.err, withMutex(), goroutines())
	ctx, cancel := context.WithCancel(context.Background())
	for v := range chans(ctx) {
		if v == 4 {
			cancel()
			break
		}
	}
	fmt.Println(deepDefer())
	deferMethod()
	fmt.Println(panicThrough())
	var m Matrix
	n := 0
	for p, c := range m.Cells() {
		*c = p[0]*10 + p[1]
		n++
	}
	fmt.Println(m, n, fact(5))
	keys := slices.Sorted(maps.Keys(map[string]int{"b": 1, "a": 2}))
	fmt.Println(keys, slices.Collect(slices.Values(keys)), slices.SortedFunc(maps.Values(map[int]int{1: 5, 2: 9}), func(a, b int) int { return b - a }))
	m2 := maps.Collect(slices.All(keys))
	maps.Insert(m2, maps.All(map[int]string{7: "q"}))
	fmt.Println(m2)
	next, stop := iter.Pull(fib())
	for range 4 {
		v, ok := next()
		fmt.Print(v, ok, " ")
	}
	stop()
	v, ok := next()
	fmt.Println(v, ok)
	var x any = naturals
	switch f := x.(type) {
	case func(func(int) bool):
		for i := range f {
			if i > 2 {
				fmt.Println("f", i)
				break
			}
		}
	}
	sel := make(chan int, 1)
	for i := range Take(naturals, 3) {
		select {
		case sel <- i:
			fmt.Print("sent ")
			continue
		case v := <-sel:
			fmt.Print("got ", v, " ")
			break
		}
		fmt.Print("after ")
	}
	fmt.Println()
	done := make(chan bool)
	go func() {
		defer close(done)
		for i := range naturals {
			if i == 5 {
				return
			}
		}
	}()
	<-done
	var big [100]int
	for i := range Take(naturals, 100) {
		big[i] = i
		if i == 99 {
			fmt.Println(big[99])
		}
	}
}

// expect: c2 m1 z3 Z true
// expect:  false
// expect: [0 1 1 2 3 5 8 13 21 34] [0! 1! 2!]
// expect: 0a 1b 2c
// expect: 0a 2c x y source broke 3 [0 1 4 9 16]
// expect: [1 1 1 0 0 1 0 0]
// expect: deferred 2 1
// expect: deferred 1 1
// expect: deferred 0 1
// expect: cleanup recovered 3
// expect: [[0 1 2] [10 11 12]] 6 120
// expect: [a b] [a b] [9 5]
// expect: map[0:a 1:b 7:q]
// expect: 0 true 1 true 1 true 2 true 0 false
// expect: f 3
// expect: sent got 0 after sent
// expect: 99
