// Type parameters: constraints, inference, generic types with methods.
package main

import (
	"fmt"
	"sort"
	"strings"
)

type number interface {
	~int | ~int64 | ~float64
}

func sum[T number](xs ...T) (total T) {
	for _, x := range xs {
		total += x
	}
	return
}

func mapped[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func keys[M ~map[K]V, K comparable, V any](m M) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return x, false
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type tree[K any] struct {
	left, right *tree[K]
	key         K
}

func (t *tree[K]) insert(k K, less func(a, b K) bool) *tree[K] {
	if t == nil {
		return &tree[K]{key: k}
	}
	if less(k, t.key) {
		t.left = t.left.insert(k, less)
	} else {
		t.right = t.right.insert(k, less)
	}
	return t
}

func (t *tree[K]) walk(f func(K)) {
	if t != nil {
		t.left.walk(f)
		f(t.key)
		t.right.walk(f)
	}
}

type celsius float64

type pair[A, B any] struct {
	a A
	b B
}

func main() {
	fmt.Println(sum(1, 2, 3), sum(1.5, 2.0), sum[celsius](20, 1.5), sum[int]())
	fmt.Println(strings.Join(mapped([]int{1, 2}, func(i int) string { return fmt.Sprint(i * i) }), "-"))
	ks := keys(map[string]bool{"b": true, "a": true})
	sort.Strings(ks)
	fmt.Println(ks)
	var s stack[string]
	s.push("x")
	s.push("y")
	v, ok := s.pop()
	fmt.Println(v, ok, len(s.items))
	_, ok = (&stack[int]{}).pop()
	fmt.Println(ok)
	var t *tree[int]
	for _, k := range []int{5, 2, 8, 1} {
		t = t.insert(k, func(a, b int) bool { return a < b })
	}
	t.walk(func(k int) { fmt.Print(k, " ") })
	fmt.Println()
	fmt.Printf("%v %T\n", pair[string, int]{"k", 1}, pair[bool, []int]{})
}

// expect: 6 3.5 21.5 0
// expect: 1-4
// expect: [a b]
// expect: y true 1
// expect: false
// expect: 1 2 5 8
// expect: {k 1} main.pair[bool,[]int]
