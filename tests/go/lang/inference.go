// Inference of type arguments: generic functions as arguments and values, cores and methods of constraints.
package main

import "fmt"

func Conv[To, From ~int | ~float64](f From) To { return To(f) }
func Map[T, U any](s []T, f func(T) U) []U {
	r := make([]U, 0, len(s))
	for _, v := range s {
		r = append(r, f(v))
	}
	return r
}
func Fold[A, B any](xs []A, z B, f func(B, A) B) B {
	for _, x := range xs {
		z = f(z, x)
	}
	return z
}
func Plus[T ~int | ~float64 | ~string](a, b T) T { return a + b }
func Pair[K, V any](k K, v V) string { return fmt.Sprintf("%T %T", k, v) }
func Call[A, B, R any](f func(A, B) R, a A, b B) R { return f(a, b) }
func Chain[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }
func Id[T any](x T) T { return x }
func Box[T any](x T) []T { return []T{x} }
func NewPtr[T any, P interface{ *T; Set(int) }](n int) T { var t T; P(&t).Set(n); return t }
type S struct{ n int }
func (s *S) Set(n int) { s.n = n }
type Graph[N interface{ Edges() []E }, E interface{ Nodes() (N, N) }] struct{ nodes []N }
type Vertex struct{ e []*Edge }
type Edge struct{ a, b *Vertex }
func (v *Vertex) Edges() []*Edge { return v.e }
func (e *Edge) Nodes() (*Vertex, *Vertex) { return e.a, e.b }
func NewGraph[N interface{ Edges() []E }, E interface{ Nodes() (N, N) }](nodes ...N) *Graph[N, E] { return &Graph[N, E]{nodes} }

func main() {
	var f func(int) float64 = Conv[float64]
	fmt.Println(f(3))
	fmt.Println(Map([]int{1, 2}, Conv[float64]), Map([]int{3}, Box), Map([]int{1}, Id))
	fmt.Println(Fold([]int{1, 2, 3}, 0, Plus), Fold([]string{"a", "b"}, "", Plus[string]))
	fmt.Println(Call(Pair, 1, "x"), Call(Pair[string], "s", 2.5))
	fmt.Println(Chain(Id[int], Box)(4))
	fmt.Println(NewPtr[S](4))
	g := NewGraph(&Vertex{}, &Vertex{})
	fmt.Printf("%T %d\n", g, len(g.nodes))
	var fs = []func(string) string{Id, Id[string]}
	fmt.Println(fs[0]("ok"), len(fs))
	m := map[string]func(int) []int{"a": Box}
	fmt.Println(m["a"](2))
	ret := func() func(int) int { return Id }
	fmt.Println(ret()(8))
	var st struct{ f func(bool) bool }
	st.f = Id
	fmt.Println(st.f(true))
	c := make(chan func(int) int, 1)
	c <- Id[int]
	fmt.Println((<-c)(1))
	// One type argument is given, and its constraint says the other, also where nothing is called yet.
	lens, paren := Lens[byte], (Lens[string])
	fmt.Printf("%T %d %d\n", lens, lens(0, nil), paren("", []string{"a"}))
}

func Lens[A any, B interface{ []A }](a A, b B) int { return len(b) }

// expect: 3
// expect: [1 2] [[3]] [1]
// expect: 6 ab
// expect: int string string float64
// expect: [4]
// expect: {4}
// expect: *main.Graph[*main.Vertex,*main.Edge] 2
// expect: ok 2
// expect: [2]
// expect: 8
// expect: true
// expect: 1
// expect: func(uint8, []uint8) int 0 1
