// What came after go1.19: conversions to arrays, comparable interfaces, min, max, clear, loop variables, panic(nil).
package main

import (
	"errors"
	"fmt"
)

type MyErr struct{}

func (*MyErr) Error() string { return "my" }

type Num interface{ ~int | ~float64 }

func comp[T comparable](a, b T) bool { return a == b }

type Set[T comparable] struct{ m map[T]struct{} }

func (s *Set[T]) Add(v T) {
	if s.m == nil {
		s.m = make(map[T]struct{})
	}
	s.m[v] = struct{}{}
}

type G[T any] struct {
	v T
	G2[T]
}
type G2[T any] struct{ w []T }

func (g G2[T]) Len() int { return len(g.w) }

type I[T any] interface {
	Len() int
	Get(int) T
}

func (g *G[T]) Get(i int) T { return g.w[i] }

func use[T any](i I[T]) T { return i.Get(i.Len() - 1) }

func clearAll[M ~[]V, V any](m M) { clear(m) }

type Number interface{ int | float64 }

func SumMap[K comparable, V Number](m map[K]V) (s V) {
	for _, v := range m {
		s += v
	}
	return
}
func mm[T ~int | ~string](a, b, c T) (T, T) { return min(a, b, c), max(a, b, c) }

func main() {
	s := []int{1, 2, 3, 4}
	a := [4]int(s)
	a[0] = 9
	p := (*[2]int)(s)
	p[1] = 7
	fmt.Println(a, s, *p)
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = [5]int(s)
	}()
	func() {
		defer func() { r := recover(); fmt.Printf("%T %v\n", r, r); e, ok := r.(error); fmt.Println(e, ok) }()
		panic(nil)
	}()
	fmt.Println(comp[any](1, 1), comp[error](&MyErr{}, nil), comp([2]any{1, "a"}, [2]any{1, "a"}))
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(comp[any]([]int{}, []int{}))
	}()
	var st Set[any]
	st.Add(1)
	st.Add("x")
	fmt.Println(len(st.m))
	g := &G[string]{v: "v", G2: G2[string]{w: []string{"a", "z"}}}
	fmt.Println(use[string](g), use(I[string](g)), g.Len())
	m := map[float64]int{1: 1}
	nan := 0.0
	nan = nan / nan
	m[nan] = 1
	m[nan] = 2
	fmt.Println(len(m))
	clear(m)
	fmt.Println(len(m))
	clearAll(s)
	fmt.Println(s)
	fmt.Println(SumMap(map[string]float64{"a": 1.5, "b": 2}))
	fmt.Println(mm(3, 1, 2))
	fmt.Println(mm("b", "a", "c"))
	x := 3.5
	fmt.Println(min(x, 2), max(x, nan), min(2, 7, x), max("a", "b"+"c"))
	const k = min(1, 2.5, 'a')
	fmt.Printf("%v %T %T\n", k, k, max(1, 2))
	err := errors.Join(errors.New("a"), nil, fmt.Errorf("b: %w", &MyErr{}))
	var me *MyErr
	fmt.Println(errors.As(err, &me), err)
	err2 := fmt.Errorf("two %w and %w", err, errors.ErrUnsupported)
	fmt.Println(errors.Is(err2, errors.ErrUnsupported), err2)
	var fs []func()
	for i := 0; i < 3; i++ {
		fs = append(fs, func() { fmt.Print(i, " ") })
		i := i * 1
		_ = i
	}
	for i := range 3 {
		fs = append(fs, func() { i += 10; fmt.Print(i, " ") })
	}
	for _, f := range fs {
		f()
	}
	fmt.Println()
	for i := 0; i < 6; i++ {
		defer func() { fmt.Print("d", i, " ") }()
		i++
	}
	for i := range "ab" {
		fmt.Print(i)
	}
	for range 2 {
		fmt.Print("r")
	}
	var n8 int8 = 3
	for i := range n8 {
		fmt.Printf("%T", i)
	}
	const c = 5
	for i := range c {
		fmt.Print(i)
	}
	for i := range 10 {
		if i == 2 {
			continue
		}
		if i == 5 {
			break
		}
		i *= 2
		fmt.Print(" ", i)
	}
	fmt.Println()
	type T struct{ a, b int }
	for i, t := range []T{{1, 2}, {3, 4}} {
		defer func() { fmt.Print(i, t, " ") }()
	}
}


// expect: [9 2 3 4] [1 7 3 4] [1 7]
// expect: runtime error: cannot convert slice with length 4 to array or pointer to array with length 5
// expect: *runtime.PanicNilError panic called with nil argument (use GODEBUG=panicnil=1 to disable)
// expect: panic called with nil argument (use GODEBUG=panicnil=1 to disable) true
// expect: true false true
// expect: runtime error: comparing uncomparable type []int
// expect: 2
// expect: z z 2
// expect: 3
// expect: 0
// expect: [0 0 0 0]
// expect: 3.5
// expect: 1 3
// expect: a c
// expect: 2 NaN 2 bc
// expect: 1 float64 int
// expect: true a
// expect: b: my
// expect: true two a
// expect: b: my and unsupported operation
// expect: 0 1 2 10 11 12
// expect: 01rrint8int8int801234 0 2 6 8
// expect: 1 {3 4} 0 {1 2} d5 d3 d1
