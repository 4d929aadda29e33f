// Generic code as libraries have it: bounds on themselves, builders, results, graphs, predicates.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"sort"
	"strings"
)

// F-bounded, mutually recursive, self-referential
type Ordered[T any] interface{ Compare(T) int }
type Num int

func (a Num) Compare(b Num) int { return cmp.Compare(a, b) }
func MaxOf[T Ordered[T]](xs ...T) T {
	m := xs[0]
	for _, x := range xs[1:] {
		if x.Compare(m) > 0 {
			m = x
		}
	}
	return m
}

type Builder[Self any] interface {
	*Self
	Reset()
	Add(string)
}
type sb struct{ parts []string }

func (s *sb) Reset()       { s.parts = s.parts[:0] }
func (s *sb) Add(x string) { s.parts = append(s.parts, x) }
func Run[T any, B Builder[T]](xs ...string) T {
	var t T
	b := B(&t)
	b.Reset()
	for _, x := range xs {
		b.Add(x)
	}
	return t
}

// generic embedded interface
type Repo[K comparable, V any] interface {
	Getter[K, V]
	Put(K, V)
}
type Getter[K comparable, V any] interface{ Get(K) (V, bool) }
type memRepo[K comparable, V any] map[K]V

func (m memRepo[K, V]) Get(k K) (v V, ok bool) { v, ok = m[k]; return }
func (m memRepo[K, V]) Put(k K, v V)           { m[k] = v }

type Svc[K cmp.Ordered, V fmt.Stringer] struct {
	Repo[K, V]
	log []string
}

func (s *Svc[K, V]) Fetch(k K) string {
	if v, ok := s.Get(k); ok {
		s.log = append(s.log, fmt.Sprint("hit ", k))
		return v.String()
	}
	s.log = append(s.log, fmt.Sprint("miss ", k))
	return ""
}
func (n Num) String() string { return fmt.Sprintf("N%d", int(n)) }

// channel constraints
func Send[C ~chan T | ~chan<- T, T any](c C, v T) { c <- v }
func Drain[T any, C ~chan T](c C) (n int) {
	for range c {
		n++
	}
	return
}

// func constraints and closures over type params
func Memo[K comparable, V any, F ~func(K) V](f F) F {
	cache := map[K]V{}
	return func(k K) V {
		if v, ok := cache[k]; ok {
			return v
		}
		v := f(k)
		cache[k] = v
		return v
	}
}
func Pipe[T any](fs ...func(T) T) func(T) T {
	return func(t T) T {
		for _, f := range fs {
			t = f(t)
		}
		return t
	}
}

type Result[T any] struct {
	v   T
	err error
}

func Try[T any](f func() (T, error)) (r Result[T]) {
	defer func() {
		if e := recover(); e != nil {
			r.err = fmt.Errorf("panic: %v", e)
		}
	}()
	v, err := f()
	return Result[T]{v, err}
}
func Then[T, U any](r Result[T], f func(T) (U, error)) Result[U] {
	if r.err != nil {
		return Result[U]{err: r.err}
	}
	return Try(func() (U, error) { return f(r.v) })
}
func (r Result[T]) Or(d T) T {
	if r.err != nil {
		return d
	}
	return r.v
}

type Heap[T any] struct {
	xs   []T
	less func(a, b T) bool
}

func (h *Heap[T]) Push(x T) {
	h.xs = append(h.xs, x)
	sort.SliceStable(h.xs, func(i, j int) bool { return h.less(h.xs[i], h.xs[j]) })
}

type Graph[K comparable] struct{ adj map[K][]K }

func (g *Graph[K]) Edge(a, b K) *Graph[K] {
	if g.adj == nil {
		g.adj = map[K][]K{}
	}
	g.adj[a] = append(g.adj[a], b)
	return g
}
func (g *Graph[K]) BFS(from K) iter.Seq2[K, int] {
	return func(yield func(K, int) bool) {
		type item struct {
			k K
			d int
		}
		seen := map[K]bool{from: true}
		q := []item{{from, 0}}
		for len(q) > 0 {
			it := q[0]
			q = q[1:]
			if !yield(it.k, it.d) {
				return
			}
			for _, n := range g.adj[it.k] {
				if !seen[n] {
					seen[n] = true
					q = append(q, item{n, it.d + 1})
				}
			}
		}
	}
}

type Either[L, R any] interface{ isEither(L, R) }
type Left[L, R any] struct{ V L }
type Right[L, R any] struct{ V R }

func (Left[L, R]) isEither(L, R)  {}
func (Right[L, R]) isEither(L, R) {}
func Fold[L, R, T any](e Either[L, R], l func(L) T, r func(R) T) T {
	switch v := e.(type) {
	case Left[L, R]:
		return l(v.V)
	case Right[L, R]:
		return r(v.V)
	}
	panic("unreachable")
}

type Int interface{ ~int | ~int8 | ~uint8 | ~uint64 }

func Wrap[T Int](x T) (T, T, T, T) { return x + 100, x << 1, x / 3, ^x }
func ConvAll[To, From Int](xs []From) (r []To) {
	for _, x := range xs {
		r = append(r, To(x))
	}
	return
}
func Zero[T any]() T { return *new(T) }
func IsZero[T comparable](v T) bool { return v == Zero[T]() }
func Lens[T string | []byte](xs ...T) (n int) {
	for _, x := range xs {
		n += len(x)
		for i := 0; i < len(x); i++ {
			if x[i] == 'a' {
				n += 100
			}
		}
	}
	return
}
func PtrTo[T any](v T) *T { return &v }
func MakeMap[M ~map[K]V, K comparable, V any](k K, v V) M { m := make(M); m[k] = v; return m }
func CopyTo[T any, D ~[]T, S ~[]T](d D, s S) int        { return copy(d, s) }
func AppendAny[S ~[]E, E any](s S, e ...E) S             { return append(s[:len(s):len(s)], e...) }

type ReadFn func([]byte) (int, error)

func (f ReadFn) Read(p []byte) (int, error) { return f(p) }

type Tuple[A any] struct {
	A A
	N *Tuple[A]
}

func count[T any](t *Tuple[T]) int {
	if t == nil {
		return 0
	}
	return 1 + count(t.N)
}
func nest[T any](n int, v T) string {
	if n == 0 {
		return fmt.Sprintf("%T", v)
	}
	return nest(n-1, v)
}

type MyMap map[string]int
type Pred[T any] func(T) bool

func (p Pred[T]) Not() Pred[T]             { return func(t T) bool { return !p(t) } }
func (p Pred[T]) And(q Pred[T]) Pred[T]    { return func(t T) bool { return p(t) && q(t) } }

func main() {
	fmt.Println(MaxOf(Num(3), 9, 2), Run[sb]("a", "b").parts)
	s := &Svc[string, Num]{Repo: memRepo[string, Num]{}}
	s.Put("x", 5)
	fmt.Println(s.Fetch("x"), s.Fetch("y"), s.log)
	c := make(chan int, 3)
	Send(c, 1)
	Send((chan<- int)(c), 2)
	close(c)
	fmt.Println(Drain(c))
	calls := 0
	var sq func(int) int = Memo(func(i int) int { calls++; return i * i })
	fmt.Println(sq(4), sq(4), calls, Pipe(strings.ToUpper, strings.TrimSpace)(" hi "))
	r := Then(Try(func() (int, error) { return 4, nil }), func(i int) (string, error) { return strings.Repeat("z", i), nil })
	bad := Then(Try(func() (int, error) { var m map[int]int; m[0] = 1; return 0, nil }), func(i int) (string, error) { return "no", nil })
	fmt.Println(r.Or("d"), bad.Or("d"), bad.err, Try(func() (int, error) { return 0, io.EOF }).err == io.EOF)
	h := Heap[string]{less: func(a, b string) bool { return len(a) < len(b) }}
	h.Push("ccc")
	h.Push("a")
	fmt.Println(h.xs)
	g := (&Graph[rune]{}).Edge('a', 'b').Edge('a', 'c').Edge('b', 'd').Edge('d', 'a')
	for k, d := range g.BFS('a') {
		fmt.Print(string(k), d, " ")
		if k == 'd' {
			break
		}
	}
	fmt.Println()
	var e Either[int, string] = Right[int, string]{"r"}
	fmt.Println(Fold(e, func(i int) string { return fmt.Sprint(i) }, func(s string) string { return s + "!" }))
	fmt.Println(Wrap(int8(100)))
	fmt.Println(Wrap(uint8(200)))
	fmt.Println(Wrap(uint64(1) << 63))
	fmt.Println(ConvAll[uint8]([]int{256, -1, 300}), ConvAll[int8]([]uint8{200}))
	fmt.Println(IsZero(""), IsZero(struct{ a int }{1}), IsZero[error](nil), Lens("abc", "a"), Lens([]byte("xa")))
	fmt.Println(*PtrTo(3), *PtrTo("s"), MakeMap[MyMap]("k", 1), CopyTo(make([]int, 2), []int{1, 2, 3}), AppendAny([]int{1}, 2, 3))
	fmt.Println(count(&Tuple[string]{"a", &Tuple[string]{}}), nest(3, []string{}))
	even := Pred[int](func(i int) bool { return i%2 == 0 })
	fmt.Println(even.Not()(3), even.And(func(i int) bool { return i > 2 })(2))
	xs := []string{"b", "a", "c"}
	slices.SortFunc(xs, cmp.Compare[string])
	idx, _ := slices.BinarySearchFunc(xs, 'b', func(s string, r rune) int { return cmp.Compare(rune(s[0]), r) })
	fmt.Println(xs, idx, slices.ContainsFunc(xs, Pred[string](func(s string) bool { return s == "c" })))
	rd := ReadFn(func(p []byte) (int, error) { return copy(p, "data"), io.EOF })
	b, err := io.ReadAll(rd)
	fmt.Println(string(b), err, errors.Is(fmt.Errorf("%w", io.EOF), io.EOF))
	fmt.Printf("%T %T %T %v\n", e, s.Repo, Tuple[map[string]int]{}, Left[int, []string]{1})
	fn := (*Heap[string]).Push
	fn(&h, "bb")
	mv := h.Push
	mv("dddd")
	fmt.Println(h.xs, len(h.xs))
}

// expect: N9 [a b]
// expect: N5  [hit x miss y]
// expect: 2
// expect: 16 16 1 HI
// expect: zzzz d panic: assignment to entry in nil map true
// expect: [a ccc]
// expect: a0 b1 c1 d2
// expect: r!
// expect: -56 -56 33 -101
// expect: 44 144 66 55
// expect: 9223372036854775908 0 3074457345618258602 9223372036854775807
// expect: [0 255 44] [-56]
// expect: true false true 204 102
// expect: 3 s map[k:1] 2 [1 2 3]
// expect: 2 []string
// expect: true false
// expect: [a b c] 1 true
// expect: data <nil> true
// expect: main.Right[int,string] main.memRepo[string,main.Num] main.Tuple[map[string]int] {1}
// expect: [a bb ccc dddd] 4
