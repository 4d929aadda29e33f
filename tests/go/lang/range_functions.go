// Range loops over functions: every way into, through and out of the loop's body.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func pairs(words ...string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		defer fmt.Print("(end)")
		for i, w := range words {
			if !yield(i, w) {
				return
			}
		}
	}
}

func thrice(yield func() bool) { _ = yield() && yield() && yield() }

func find(want int) (int, string) {
	for i := range count(10) {
		for j := range count(10) {
			if i*j == want {
				return i, fmt.Sprint("times ", j)
			}
		}
	}
	return -1, "none"
}

func named(stop int) (sum int, err error) {
	defer func() { sum *= 100 }()
	for i := range count(10) {
		sum += i
		if i == stop {
			err = fmt.Errorf("stopped at %d", i)
			return
		}
		if i == 7 {
			return i, nil
		}
	}
	return
}

func labels() {
outer:
	for i := range count(4) {
	middle:
		for k := 0; k < 3; k++ {
			for j := range count(4) {
				switch {
				case j == 1 && i == 0:
					continue outer
				case j == 2 && i == 1:
					break middle
				case k == 1 && i == 2:
					continue middle
				case i == 3:
					break outer
				case j == 3:
					break
				}
				fmt.Print(i, k, j, " ")
			}
		}
		fmt.Print("| ")
	}
	fmt.Println("done")
}

func jumps() {
	tries := 0
again:
	tries++
	for i := range count(5) {
		if i == 2 && tries < 3 {
			goto again
		}
		for range count(2) {
			if i == 4 {
				goto out
			}
		}
		if i%2 == 0 {
			goto next
		}
		fmt.Print("odd ", i, " ")
	next:
	}
	fmt.Print("never ")
out:
	fmt.Println("tries", tries)
}

func defers() (text string) {
	defer func() { fmt.Println("defers:", text) }()
	defer func() { text += " first" }()
	for i, w := range pairs("a", "b", "c") {
		defer func() { text += fmt.Sprint(" ", w, i) }()
		if i == 1 {
			for range thrice {
				defer func() { text += " inner" }()
				break
			}
		}
	}
	defer func() { text += " last" }()
	text = "body"
	return text
}

func recovers() (err error) {
	for i := range count(5) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("%v, deferred by %d", r, i)
			}
		}()
		if i == 2 {
			panic("two")
		}
	}
	return nil
}

func recoverInBody() {
	defer func() {
		for range thrice {
			if r := recover(); r != nil {
				fmt.Println("recovered", r, "in a loop's body")
			}
		}
	}()
	panic("outer")
}

func attempt(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(what+":", r)
		}
	}()
	f()
	fmt.Println(what, "went through")
}

func misuse() {
	attempt("goes on after break", func() {
		for i := range func(yield func(int) bool) { yield(1); yield(2) } {
			if i == 1 {
				break
			}
		}
	})
	var kept func(int) bool
	attempt("kept", func() {
		for range func(yield func(int) bool) { kept = yield; yield(0) } {
		}
		kept(1)
	})
	attempt("swallows", func() {
		for range func(yield func(int) bool) {
			defer func() { recover() }()
			yield(0)
		} {
			panic("lost")
		}
	})
	attempt("calls after panic", func() {
		for range func(yield func(int) bool) {
			defer func() { yield(1) }()
			yield(0)
		} {
			panic("first")
		}
	})
	attempt("passes a panic on", func() {
		for i := range count(3) {
			_ = []int{1}[i]
		}
	})
	attempt("nil", func() {
		var none iter.Seq[int]
		for range none {
		}
	})
}

type list[T any] struct {
	head T
	tail *list[T]
}

func (l *list[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for ; l != nil && yield(l.head); l = l.tail {
		}
	}
}

func first[F ~func(func(T) bool), T any](f F) (v T, ok bool) {
	for v := range f {
		return v, true
	}
	return
}

func filter[T any](seq iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range seq {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

type big struct {
	a, b int
	s    []string
}

func wide(yield func(big, [3]int) bool) {
	for i := range 3 {
		if !yield(big{i, i * i, []string{"x"}}, [3]int{i}) {
			return
		}
	}
}

func main() {
	for i := range count(3) {
		fmt.Print(i, " ")
	}
	for range thrice {
		fmt.Print("x ")
	}
	var i int
	var words [3]string
	for i, words[i] = range pairs("a", "b") {
	}
	fmt.Println(i, words)
	fmt.Println(find(42))
	fmt.Println(find(97))
	fmt.Println(named(4))
	fmt.Println(named(20))
	labels()
	jumps()
	fmt.Println(defers())
	fmt.Println(recovers())
	recoverInBody()
	misuse()
	l := &list[string]{"p", &list[string]{"q", nil}}
	for s := range l.all() {
		fmt.Print(s, " ")
	}
	fmt.Println(first(l.all()))
	var fs []func() int
	for i := range filter(count(7), func(i int) bool { return i%2 == 0 }) {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	total := big{}
	for b, a := range wide {
		total.a += b.a + a[0]
		total.s = append(total.s, b.s...)
	}
	fmt.Println(total)
	m := map[string]int{"one": 1, "two": 2, "three": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)), slices.Collect(count(4)))
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c, " ")
	}
	for i, v := range slices.Backward([]string{"a", "b", "c"}) {
		fmt.Print(i, v, " ")
	}
	fmt.Println(maps.Collect(slices.All([]string{"zero", "one"})), slices.AppendSeq([]int{9}, slices.Values([]int{8, 7})))
	next, stop := iter.Pull2(pairs("k", "l", "m"))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	var b strings.Builder
	func() {
		for i := range count(3) {
			for j := range count(3) {
				func() {
					for k := range count(3) {
						if k == j {
							return
						}
						fmt.Fprint(&b, i, j, k, ";")
					}
				}()
			}
		}
	}()
	fmt.Println(b.String())
}

// expect: 0 1 2 x x x (end)1 [b  ]
// expect: 6 times 7
// expect: -1 none
// expect: 1000 stopped at 4
// expect: 700 <nil>
// expect: 0 0 0 1 0 0 1 0 1 | 2 0 0 2 0 1 2 0 2 2 0 3 2 2 0 2 2 1 2 2 2 2 2 3 | done
// expect: odd 1 odd 1 odd 1 odd 3 tries 3
// expect: (end)defers: body last c2 inner b1 a0 first
// expect: body last c2 inner b1 a0 first
// expect: two, deferred by 2
// expect: recovered outer in a loop's body
// expect: goes on after break: runtime error: range function continued iteration after function for loop body returned false
// expect: kept: runtime error: range function continued iteration after whole loop exit
// expect: swallows: runtime error: range function recovered a loop body panic and did not resume panicking
// expect: calls after panic: runtime error: range function continued iteration after loop body panic
// expect: passes a panic on: runtime error: index out of range [1] with length 1
// expect: nil: runtime error: invalid memory address or nil pointer dereference
// expect: p q p true
// expect: 0 0 20 200 40 400 60 600 {6 0 [x x x]}
// expect: [one three two] [1 2 3] [0 1 2 3]
// expect: [1 2] [3 4] [5] 2c 1b 0a map[0:zero 1:one] [9 8 7]
// expect: 0 k true
// expect: 1 l true
// expect: (end)0  false
// expect: 0 1 0;0 2 0;0 2 1;1 1 0;1 2 0;1 2 1;2 1 0;2 2 0;2 2 1;
