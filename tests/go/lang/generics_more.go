// Type parameters at work: constraints, instances, methods, type switches, and the built-in functions on them.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~float32 | ~float64
}

func Max[T cmp.Ordered](a, b T) T {
	if a > b {
		return a
	}
	return b
}
func Map[T, U any](s []T, f func(T) U) []U {
	r := make([]U, 0, len(s))
	for _, v := range s {
		r = append(r, f(v))
	}
	return r
}
func Id[T any](x T) T          { return x }
func Double[T Number](x T) T   { return x * 2 }
func Apply[T any](x T, fs ...func(T) T) T {
	for _, f := range fs {
		x = f(x)
	}
	return x
}

type MyI int
type Setter[B any] interface {
	Set(string)
	*B
}
type Settable int

func (p *Settable) Set(s string) { i, _ := strconv.Atoi(s); *p = Settable(i) }
func FromStrings[T any, PT Setter[T]](s []string) []T {
	result := make([]T, len(s))
	for i, v := range s {
		p := PT(&result[i])
		p.Set(v)
	}
	return result
}

type MySlice []int

func (s MySlice) String() string { return "MySlice" + fmt.Sprint(len(s)) }
func Scale[S ~[]E, E Number](s S, c E) S {
	r := make(S, len(s))
	for i, v := range s {
		r[i] = v * c
	}
	return r
}

type Tree[T any] struct {
	root *node[T]
	cmp  func(a, b T) int
}
type node[T any] struct {
	left, right *node[T]
	val         T
}

func (t *Tree[T]) Insert(v T) bool {
	p := &t.root
	for *p != nil {
		switch c := t.cmp(v, (*p).val); {
		case c < 0:
			p = &(*p).left
		case c > 0:
			p = &(*p).right
		default:
			return false
		}
	}
	*p = &node[T]{val: v}
	return true
}
func (t *Tree[T]) Walk(yield func(T) bool) { t.root.walk(yield) }
func (n *node[T]) walk(yield func(T) bool) bool {
	return n == nil || n.left.walk(yield) && yield(n.val) && n.right.walk(yield)
}

type Stringish interface{ ~string | ~[]byte }

func Len[T Stringish](x T) int { return len(x) }
func At[T Stringish](x T, i int) byte { return x[i] }
func Sub[T ~string | ~[]byte](x T) T { return x[1:2] }
func SumRange[T ~int](n T) (s T) {
	for i := range n {
		s += i
	}
	return
}
func RangeChan[C ~chan E, E any](c C) (r []E) {
	for v := range c {
		r = append(r, v)
	}
	return
}
func Keys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	var r []K
	for k := range m {
		r = append(r, k)
	}
	slices.Sort(r)
	return r
}
func Kind[T any](x T) string {
	switch any(x).(type) {
	case int:
		return "int"
	case string:
		return "string"
	case []T:
		return "slice of T"
	case fmt.Stringer:
		return "Stringer"
	}
	return fmt.Sprintf("%T", x)
}
func KindOf[T any]() string {
	var z T
	switch any(&z).(type) {
	case *int, *int8:
		return "small"
	case *[]int:
		return "ints"
	case *T:
		return "other"
	}
	return "?"
}

type Num[T any] interface{ Add(T) T }
type I2 int

func (a I2) Add(b I2) I2 { return a + b }
func SumN[T Num[T]](xs ...T) (r T) {
	for _, x := range xs {
		r = r.Add(x)
	}
	return
}

type List[T any] []T

func (l List[T]) Each(f func(int, T)) {
	for i, v := range l {
		f(i, v)
	}
}
func (l *List[T]) Push(v ...T) { *l = append(*l, v...) }

type Opt[T any] func(*T)
type Cfg struct{ n int }

func New[T any](opts ...Opt[T]) *T {
	t := new(T)
	for _, o := range opts {
		o(t)
	}
	return t
}

type Cache[K comparable, V any] struct {
	m    map[K]V
	miss func(K) (V, error)
}

func (c *Cache[K, V]) Get(k K) (V, error) {
	if v, ok := c.m[k]; ok {
		return v, nil
	}
	v, err := c.miss(k)
	if err != nil {
		var zero V
		return zero, fmt.Errorf("get %v: %w", k, err)
	}
	if c.m == nil {
		c.m = make(map[K]V)
	}
	c.m[k] = v
	return v, nil
}

type Embedded[T any] struct {
	List[T]
	name string
}

func Ptr[T any](v T) *T { return &v }
func Zero[T any]() (z T) { return }
func Eq[T comparable](a, b T) bool { return a == b }
func Conv[To, From Number](f From) To { return To(f) }
func sortBy[T any, K cmp.Ordered](xs []T, key func(T) K) {
	sort.Slice(xs, func(i, j int) bool { return key(xs[i]) < key(xs[j]) })
}
func Reduce[T, A any](xs []T, init A, f func(A, T) A) A {
	for _, x := range xs {
		init = f(init, x)
	}
	return init
}
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
func Compose[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }
func bits[T ~uint8 | ~int8](x T) T { return x << 1 }
func complexSum[T ~complex64 | ~complex128](a, b T) T { return a*b + 1 }

func main() {
	fmt.Println(Max(1, 2.5), Max('a', 1), Max("a", "b"))
	fmt.Println(Map([]int{1, 2}, Double), Map([]int{1, 2}, strconv.Itoa), Map([]float64{1}, Id))
	fmt.Println(Apply(3, Double, Id[int], func(i int) int { return i - 1 }))
	var f func(string) string = Id
	fmt.Println(f("x"))
	fmt.Println(FromStrings[Settable]([]string{"1", "22"}))
	fmt.Println(Scale(MySlice{1, 2, 3}, 2))
	t := Tree[string]{cmp: strings.Compare}
	for _, s := range []string{"m", "c", "x", "c"} {
		fmt.Print(t.Insert(s), " ")
	}
	for v := range t.Walk {
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Println(Len("abc"), Len([]byte{1}), At("abc", 1), Sub("hello"), Sub([]byte("hello")))
	fmt.Println(SumRange(5), SumRange(MyI(9)))
	c := make(chan string, 2)
	c <- "a"
	c <- "b"
	close(c)
	fmt.Println(RangeChan(c))
	fmt.Println(Keys(map[string]bool{"z": true, "a": false}))
	fmt.Println(Kind(1), Kind("s"), Kind(MySlice{}), Kind(2.5), KindOf[int8](), KindOf[[]int](), KindOf[string]())
	fmt.Println(SumN(I2(1), I2(2), 3))
	var l List[rune]
	l.Push('a', 'b')
	l.Each(func(i int, r rune) { fmt.Print(i, string(r), " ") })
	push := l.Push
	push('c')
	each := List[rune].Each
	each(l, func(i int, r rune) { fmt.Print(string(r)) })
	fmt.Println()
	fmt.Println(*New(func(c *Cfg) { c.n = 7 }))
	cache := Cache[string, int]{miss: strconv.Atoi}
	fmt.Println(cache.Get("12"))
	fmt.Println(cache.Get("x"))
	e := Embedded[int]{name: "e"}
	e.Push(4, 5)
	fmt.Printf("%v %T\n", e, e)
	fmt.Println(*Ptr(3), Zero[*int](), Eq[any](1, 1), Eq(struct{ a int }{1}, struct{ a int }{1}), Conv[int](2.9), Conv[int8](300))
	xs := []string{"ccc", "a", "bb"}
	sortBy(xs, func(s string) int { return len(s) })
	fmt.Println(xs, Reduce(xs, 0, func(n int, s string) int { return n + len(s) }))
	fmt.Println(Must(strconv.Atoi("5")), Compose(strconv.Itoa, func(s string) []byte { return []byte(s) })(65))
	fmt.Println(bits(int8(100)), bits(uint8(200)), complexSum(1+2i, complex64(2i)))
	fmt.Println(min(3, 1.5, 2), max("a", "c", "b"), min(2, 'a'), max(1.0, 2))
	m := map[int]int{1: 1}
	clear(m)
	s := []int{1, 2}
	clear(s)
	fmt.Println(len(m), s)
	for i := range int8(3) {
		fmt.Printf("%T%d ", i, i)
	}
	var u uint16
	for u = range 3 {
	}
	fmt.Println(u)
	type local[T any] struct{ v T }
	fmt.Printf("%v %T\n", local[int]{3}, local[map[string]local[int]]{})
	var s2 fmt.Stringer = MySlice{1}
	fmt.Println(s2)
	g := Max[float64]
	fmt.Println(g(1, 2))
	fmt.Println(slices.IndexFunc(xs, func(s string) bool { return s == "bb" }), slices.MaxFunc(xs, strings.Compare), slices.SortedFunc(slices.Values(xs), func(a, b string) int { return -cmp.Compare(a, b) }))
}

// expect: 2.5 97 b
// expect: [2 4] [1 2] [1]
// expect: 5
// expect: x
// expect: [1 22]
// expect: MySlice3
// expect: true true true false c m x
// expect: 3 1 98 e [101]
// expect: 10 36
// expect: [a b]
// expect: [a z]
// expect: int string Stringer float64 small ints other
// expect: 6
// expect: 0a 1b abc
// expect: {7}
// expect: 12 <nil>
// expect: 0 get x: strconv.Atoi: parsing "x": invalid syntax
// expect: {[4 5] e} main.Embedded[int]
// expect: 3 <nil> true true 2 44
// expect: [a bb ccc] 6
// expect: 5 [54 53]
// expect: -56 144 (-3+2i)
// expect: 1.5 c 2 2
// expect: 0 [0 0]
// expect: int80 int81 int82 2
// expect: {3} main.local[map[string]main.local[int]]
// expect: MySlice1
// expect: 2
// expect: 1 ccc [ccc bb a]
