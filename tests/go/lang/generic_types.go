// Generic types at work, as real Go prints it.
package main

import "fmt"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (T, bool) {
	var zero T
	if len(s.items) == 0 {
		return zero, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type Number interface {
	~int | ~int32 | ~float64 | ~uint8
}
type MyInt int

func (m MyInt) String() string { return fmt.Sprintf("MyInt(%d)", int(m)) }

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}
func Filter[T any](xs []T, f func(T) bool) (r []T) {
	for _, x := range xs {
		if f(x) {
			r = append(r, x)
		}
	}
	return
}
func Keys[K comparable, V any](m map[K]V) int { return len(m) }

type Pair[A, B any] struct {
	First  A
	Second B
}

func MakePair[A, B any](a A, b B) Pair[A, B]  { return Pair[A, B]{a, b} }
func (p Pair[A, B]) Swap() Pair[B, A]          { return Pair[B, A]{p.Second, p.First} }
func (p *Pair[A, B]) SetFirst(a A) *Pair[A, B] { p.First = a; return p }

type LinkedList[T any] struct {
	head *lnode[T]
	size int
}
type lnode[T any] struct {
	v    T
	next *lnode[T]
}

func (l *LinkedList[T]) Add(v T) *LinkedList[T] {
	l.head = &lnode[T]{v, l.head}
	l.size++
	return l
}
func (l *LinkedList[T]) Each(f func(int, T)) {
	for i, n := 0, l.head; n != nil; i, n = i+1, n.next {
		f(i, n.v)
	}
}

type Stringer interface{ String() string }

func Join[T Stringer](xs []T) (s string) {
	for _, x := range xs {
		s += x.String() + ";"
	}
	return
}

type StringableInt interface {
	~int
	String() string
}

func Both[T StringableInt](x T) string { return x.String() + fmt.Sprint(int(x)+1) }

func Ptr[T any](x T) *T { return &x }
func Default[T comparable](x, d T) T {
	var zero T
	if x == zero {
		return d
	}
	return x
}
func TypeName[T any](x T) string {
	switch v := any(x).(type) {
	case int:
		return fmt.Sprint("int", v+1)
	case string:
		return "string" + v
	case Stringer:
		return "Stringer " + v.String()
	case []T:
		return "slice"
	}
	return fmt.Sprintf("%T", x)
}
func Conv[A, B Number](a A) B { return B(a) }
func MapM[K comparable, V, W any](m map[K]V, f func(K, V) W) map[K]W {
	r := make(map[K]W, len(m))
	for k, v := range m {
		r[k] = f(k, v)
	}
	return r
}
func Chan[T any](xs ...T) <-chan T {
	c := make(chan T, len(xs))
	for _, x := range xs {
		c <- x
	}
	close(c)
	return c
}

type Matrix[T Number] [2][2]T

func (m Matrix[T]) Mul(o Matrix[T]) (r Matrix[T]) {
	for i := range r {
		for j := range r[i] {
			for k := range o {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}

type Func[T, R any] func(T) R

func (f Func[T, R]) Apply(xs []T) (r []R) {
	for _, x := range xs {
		r = append(r, f(x))
	}
	return
}

type Option[T any] interface{ apply(*T) }
type optFn[T any] func(*T)

func (f optFn[T]) apply(t *T) { f(t) }

type conf struct{ n int }

func build[T any](opts ...Option[T]) (t T) {
	for _, o := range opts {
		o.apply(&t)
	}
	return
}

type Tree[T interface{ Less(T) bool }] struct {
	l, r *Tree[T]
	v    T
}

func (t *Tree[T]) Insert(v T) *Tree[T] {
	if t == nil {
		return &Tree[T]{v: v}
	}
	if v.Less(t.v) {
		t.l = t.l.Insert(v)
	} else {
		t.r = t.r.Insert(v)
	}
	return t
}
func (t *Tree[T]) Walk(f func(T)) {
	if t != nil {
		t.l.Walk(f)
		f(t.v)
		t.r.Walk(f)
	}
}

type ord int

func (a ord) Less(b ord) bool { return a < b }

type Embeds[T any] struct {
	*Stack[T]
	Pair[T, []T]
}
type Self[T any] interface{ Clone() T }
type doc struct{ s string }

func (d doc) Clone() doc                { return doc{d.s + "'"} }
func CloneAll[T Self[T]](xs []T) (r []T) {
	for _, x := range xs {
		r = append(r, x.Clone())
	}
	return
}
func shl[T ~uint8 | ~int](x T, n uint) T { return x << n }
func div[T Number](a, b T) T             { return a / b }
func local[T any](x T) interface{} {
	return x
}
func count[T any]() func() int {
	n := 0
	return func() int { n++; return n }
}
func runes[T ~string](s T) (n int) {
	for range s {
		n++
	}
	return
}

func main() {
	var s Stack[string]
	s.Push("a")
	s.Push("b")
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.0), Sum[uint8](200, 100), Sum[MyInt](1, 2))
	fmt.Println(Filter([]int{1, 2, 3, 4}, func(i int) bool { return i%2 == 0 }), Keys(map[string]int{"a": 1}))
	p := MakePair("x", 1)
	fmt.Printf("%v %+v %T %T\n", p, p.Swap(), p, p.Swap())
	fmt.Println(p.SetFirst("new").First, p)
	(&LinkedList[int]{}).Add(1).Add(2).Each(func(i, v int) { fmt.Print(i, v, " ") })
	fmt.Println(Join([]MyInt{1, 2}), Both(MyInt(3)), *Ptr("q"), Default("", "d"), Default(3, 4))
	fmt.Println(TypeName(1), TypeName("s"), TypeName(MyInt(2)), TypeName(2.5), TypeName([]int{}), TypeName(p))
	fmt.Println(Conv[float64, int](2.9), Conv[int, uint8](300), Conv[uint8, float64](7))
	fmt.Println(MapM(map[string]int{"a": 1, "b": 2}, func(k string, v int) string { return fmt.Sprint(k, v) }))
	for v := range Chan(1, 2) {
		fmt.Print(v, " ")
	}
	m := Matrix[int]{{1, 1}, {1, 0}}
	fmt.Println(m.Mul(m).Mul(m), Func[int, string](func(i int) string { return fmt.Sprint(i * i) }).Apply([]int{2, 3}))
	fmt.Println(build[conf](optFn[conf](func(c *conf) { c.n = 3 })))
	var t *Tree[ord]
	for _, v := range []ord{3, 1, 2} {
		t = t.Insert(v)
	}
	t.Walk(func(o ord) { fmt.Print(o, " ") })
	e := Embeds[int]{&Stack[int]{}, Pair[int, []int]{1, nil}}
	e.Push(5)
	fmt.Println(e.items, e.First, len(e.Second), e.Swap())
	fmt.Println(CloneAll([]doc{{"a"}}), shl(uint8(129), 1), shl(1, 70), div(7, 2), div(7.0, 2.0))
	fmt.Printf("%v %+v\n", 1, 2)
	c1, c2 := count[int](), count[string]()
	c1()
	fmt.Println(c1(), c2())
	fmt.Println(runes("héy"))
	f := Stack[int].Pop2
	_ = f
	defer func() { fmt.Println(recover()) }()
	fmt.Println(div(1, 0))
}
func (s Stack[T]) Pop2() int { return len(s.items) }

// expect: b true
// expect: a true
// expect:  false
// expect: 6 3.5 44 MyInt(3)
// expect: [2 4] 1
// expect: {x 1} {First:1 Second:x} main.Pair[string,int] main.Pair[int,string]
// expect: new {new 1}
// expect: 0 2 1 1 MyInt(1);MyInt(2); MyInt(3)4 q d 3
// expect: int2 strings Stringer MyInt(2) float64 []int main.Pair[string,int]
// expect: 2 44 7
// expect: map[a:a1 b:b2]
// expect: 1 2 [[3 2] [2 1]] [4 9]
// expect: {3}
// expect: 1 2 3 [5] 1 0 {[] 1}
// expect: [{a'}] 2 0 3 3.5
// expect: 1 2
// expect: 2 1
// expect: 3
// expect: runtime error: integer divide by zero
