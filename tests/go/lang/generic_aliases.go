// Aliases with type parameters.
package main

import "fmt"

type A[P any] = []P
type M[K comparable, V any] = map[K]V
type Pair[T any] struct{ a, b T }
type IP = Pair[int]
type PP[T any] = *Pair[T]
type Set[T comparable] = map[T]struct{}
type F[T, U any] = func(T) U
type N[T any] = A[A[T]]
type V[T interface{ ~int | ~string }] = Pair[T]
type VV[T any] = struct{ x T; next *Pair[T] }

func sum(a A[int]) (s int) {
	for _, v := range a {
		s += v
	}
	return
}
func conv[T, U any](a A[T], f F[T, U]) A[U] {
	var r A[U]
	for _, v := range a {
		r = append(r, f(v))
	}
	return r
}
func (p Pair[T]) swap() Pair[T] { return Pair[T]{p.b, p.a} }

func local[T any](x T) {
	type L = []T
	fmt.Printf("%T\n", L{x})
}

func main() {
	fmt.Println(sum(A[int]{1, 2, 3}), sum([]int{4}))
	fmt.Println(conv(A[int]{1, 2}, func(i int) string { return fmt.Sprint(i, "!") }))
	m := M[string, int]{"a": 1}
	fmt.Printf("%T %v\n", m, m)
	var p PP[string] = &Pair[string]{"x", "y"}
	fmt.Println(p.swap(), V[int]{1, 2}.swap())
	s := Set[int]{1: {}}
	fmt.Printf("%T %T %T\n", s, N[bool]{{true}}, VV[int]{x: 1})
	local("q")
	var ip IP
	fmt.Printf("%T\n", ip)
}
type Rec[P any] struct{ next *RecA[P]; v P }
type RecA[P any] = Rec[P]
func init() { var r RecA[int]; r.next = &Rec[int]{v: 3}; fmt.Println(r.next.v) }

// expect: 3
// expect: 6 4
// expect: [1! 2!]
// expect: map[string]int map[a:1]
// expect: {y x} {2 1}
// expect: map[int]struct {} [][]bool struct { x int; next *main.Pair[int] }
// expect: []string
// expect: main.Pair[int]
