// Conversions, embedding, method values, evaluation order, appends, maps, floats: as real Go prints it.
package main

import (
	"fmt"
	"math"
	"os"
	"strings"
)

type A struct {
	X int `a:"1"`
	Y string
}
type B struct {
	X int
	Y string `b:"2"`
}
type RW interface {
	R
	W
}
type R interface{ Read() string; Close() error }
type W interface{ Write(string); Close() error }
type file struct{ buf []string }

func (f *file) Read() string   { return strings.Join(f.buf, ",") }
func (f *file) Write(s string) { f.buf = append(f.buf, s) }
func (f *file) Close() error   { f.buf = nil; return os.ErrClosed }

type logged struct {
	RW
	n int
}

func (l *logged) Write(s string) { l.n++; l.RW.Write("[" + s + "]") }

type Temp float64
type IntFn func(int) int

func (f IntFn) Twice(x int) int { return f(f(x)) }

type Bits uint8

const (
	F0 Bits = 1 << iota
	F1
	_
	F3
)

func (b Bits) Has(f Bits) bool { return b&f != 0 }
func (b *Bits) Set(f Bits)     { *b |= f }
func (b *Bits) Clear(f Bits)   { *b &^= f }

type Lnk struct {
	*Lnk
	name string
}
type T1 struct{ T2 }
type T2 struct{ *T3 }
type T3 struct{ v int }

func (t *T3) Inc() *T3 { t.v++; return t }
func (t T3) Val() int  { return t.v }

type emp struct{}
type arrKey [2]emp

func multi(a, b int, c ...string) (x, y int, z string) { return b, a, strings.Join(c, "-") }
func chainF() func() func() string                       { return func() func() string { return func() string { return "chained" } } }
func get(p **int) *int                                   { return *p }

type Visitor interface{ Visit(n int) Visitor }
type vis struct{ log *[]int }

func (v vis) Visit(n int) Visitor {
	*v.log = append(*v.log, n)
	if n > 2 {
		return nil
	}
	return v
}
func walk(v Visitor, n int) {
	if v = v.Visit(n); v == nil {
		return
	}
	walk(v, n+1)
}

var global = map[string]func(...int) int{
	"sum": func(xs ...int) (s int) {
		for _, x := range xs {
			s += x
		}
		return
	},
	"len": func(xs ...int) int { return len(xs) },
}

func evalOrder() {
	var log []string
	f := func(s string, v int) int { log = append(log, s); return v }
	m := map[int]int{}
	arr := []int{0, 0, 0}
	arr[f("i", 1)], m[f("k", 2)] = f("a", 3), f("b", 4)
	_ = f("x", 1) + f("y", 2)*f("z", 3)
	_ = []int{f("e0", 0), f("e1", 1)}
	_ = map[int]int{f("mk", 1): f("mv", 2)}
	_ = f("l", 0) == 1 && f("never", 1) == 1 || f("r", 1) == 1
	func(int, ...int) {}(f("p", 1), f("q", 2), f("s", 3))
	g := func() func(int) { log = append(log, "fn"); return func(int) {} }
	g()(f("arg", 1))
	fmt.Println(log, arr, m)
}

func main() {
	a := A{1, "y"}
	b := B(a)
	an := struct {
		X int
		Y string
	}(a)
	pb := (*B)(&a)
	pb.X = 5
	fmt.Println(b, an, a, a == A(*pb))
	l := &logged{RW: &file{}}
	var w W = l
	w.Write("a")
	l.RW.Write("b")
	fmt.Println(l.Read(), l.n, w.(R).Read(), l.Close())
	fmt.Println(IntFn(func(x int) int { return x * 3 }).Twice(2), Temp(36.6)+1, int(Temp(2)))
	var bits Bits
	bits.Set(F3)
	bits.Set(F0)
	set := bits.Clear
	set(F0)
	fmt.Println(bits, bits.Has(F3), F3, ^bits, Bits.Has(bits, F0))
	t := T1{T2{&T3{}}}
	t.Inc().Inc()
	u := t
	u.Inc()
	fv, fi := t.Val, T1.Inc
	fi(u)
	fmt.Println(t.Val(), fv(), t.v)
	fmt.Println(arrKey{} == arrKey{}, map[arrKey]int{{}: 1}[arrKey{}])
	fmt.Println(multi(1, 2, "a", "b"))
	fmt.Println(chainF()()())
	x := 3
	px := &x
	*get(&px) += 4
	ppx := &px
	**ppx *= 2
	fmt.Println(x, *px == x, px == *ppx)
	var log []int
	walk(vis{&log}, 0)
	fmt.Println(log, global["sum"](log...), global["len"]())
	evalOrder()
	s := make([]int, 2, 10)
	s1 := append(s, 1)
	s2 := append(s, 2)
	s3 := append(s[:1:1], 9)
	fmt.Println(s1, s2, s3, len(s[:5]), cap(s[2:]), s[:3])
	copy(s[1:3], s[:3])
	grid := make([][]rune, 3)
	for i := range grid {
		grid[i] = []rune(strings.Repeat(".", 3))
	}
	grid[1][1] = '#'
	for _, row := range grid {
		fmt.Print(string(row), " ")
	}
	fmt.Println()
	m := map[float64]string{math.NaN(): "n", math.Inf(1): "inf", -0.0: "z"}
	_, ok := m[math.NaN()]
	fmt.Println(len(m), ok, m[0], m[math.Inf(1)])
	mi := map[int]int{}
	for i := 0; i < 20; i++ {
		mi[i] = i
	}
	seen := 0
	for k := range mi {
		seen++
		for j := 0; j < 20; j++ {
			if j != k {
				delete(mi, j)
			}
		}
	}
	fmt.Println(seen, len(mi))
	z := 0.0
	fmt.Println(1/z, -1/z, z/z == z/z, -z, 1/(-z), math.Signbit(-z), math.MaxInt64, uint64(math.MaxUint64), math.Pi)
	c := complex(1, 2)
	c /= complex(z, z)
	fmt.Println(c, c == c, real(c*0) == real(c*0))
	const huge = 1 << 62 << 3 >> 4
	const fl = 1.0 / 3
	fmt.Println(huge, fl*3 == 1, float32(fl), 5%3, -5%3, 5/-3, 0.1+0.2, float32(0.1)+float32(0.2))
	v := 0.1
	fmt.Println(v+0.2, v+0.2 == 0.3, int64(math.Pow(2, 62)), int(-1.9+v))
	var i32 int32 = math.MaxInt32
	var u32 uint32 = 1 << 31
	sh := uint(33)
	fmt.Println(i32+1, u32<<1, u32>>sh, i32>>sh, -i32>>sh, int32(u32), 1<<sh, uint8(1)<<7, int8(1)<<6>>7)
	var by byte = 'a'
	r := rune(by) + 'é' - 'e'
	fmt.Println(string(r), by-32, string(rune(by-32)), "x"+string(rune('ሴ')), []byte("ab")[1], "é"[0], len("\u00e9\U0001F600"))
	str := "a\x00b\xffc"
	for i, r := range str {
		fmt.Print(i, "=", r, " ")
	}
	fmt.Printf("%q %+q %x\n", str, "é", str)
	type kv struct {
		k string
		v *int
	}
	q := []kv{{"a", &x}, {"b", nil}}
	for i, e := range q {
		if e.v != nil {
			*e.v++
			q[i].k += "!"
		}
	}
	fmt.Println(q[0].k, q[1].v == nil, x)
	fn := func(xs ...interface{}) string { return fmt.Sprint(len(xs)) }
	fmt.Println(fn(nil, nil), fn(nil), fn([]interface{}{1, 2, 3}...), fn([]string{"a"}))
	var e1, e2 interface{} = 1, int64(1)
	fmt.Println(e1 == e2, e1 == 1, e2 == int64(1), e1 != nil, interface{}(nil) == nil, interface{}((*int)(nil)) == nil)
	lp := &Lnk{name: "x"}
	lp.Lnk = lp
	fmt.Println(lp.Lnk.Lnk.name)
	type Celsius = float64
	var tc Celsius = 3
	var tf float64 = tc
	fmt.Printf("%T %v\n", tc, tf)
	ch := make(chan chan string, 1)
	rc := make(chan string, 1)
	ch <- rc
	(<-ch) <- "via"
	fmt.Println(<-rc, len(ch), cap(rc))
	func() {
		for i := 0; i < 3; i++ {
			defer func(i int) {
				if r := recover(); r != nil {
					fmt.Print("r", i, r, " ")
					if i > 0 {
						panic(fmt.Sprint("p", i))
					}
				}
			}(i)
		}
		panic("p3")
	}()
	fmt.Println()
	if f, err := os.Open("/nonexistent"); err != nil {
		fmt.Println(f == nil, err)
	}
	var np *T3
	defer func() {
		fmt.Println(recover())
		var arr [4]int
		k := 4
		fmt.Println(arr[k%4:k], arr[:0])
	}()
	np.Inc()
}
// expect: {1 y} {1 y} {5 y} true
// expect: [a],b 1 [a],b file already closed
// expect: 18 37.6 2
// expect: 8 true 8 247 false
// expect: 4 3 4
// expect: true 1
// expect: 2 1 a-b
// expect: chained
// expect: 14 true true
// expect: [0 1 2 3] 6 0
// expect: [i k a b x y z e0 e1 mk mv l r p q s fn arg] [0 3 0] map[2:4]
// expect: [0 0 2] [0 0 2] [0 9] 5 8 [0 0 2]
// expect: ... .#. ...
// expect: 3 false z inf
// expect: 1 1
// expect: +Inf -Inf false -0 -Inf true 9223372036854775807 18446744073709551615 3.141592653589793
// expect: (+Inf+Infi) true false
// expect: 2305843009213693952 true 0.33333334 2 -2 -1 0.3 0.3
// expect: 0.30000000000000004 false 4611686018427387904 -1
// expect: -2147483648 0 0 0 -1 -2147483648 8589934592 128 0
// expect: å 65 A xሴ 98 195 6
// expect: 0=97 1=0 2=98 3=65533 4=99 "a\x00b\xffc" "\u00e9" 610062ff63
// expect: a! true 15
// expect: 2 1 3 1
// expect: false true true true true false
// expect: x
// expect: float64 3
// expect: via 0 1
// expect: r2p3 r1p2 r0p1
// expect: true open /nonexistent: no such file or directory
// expect: runtime error: invalid memory address or nil pointer dereference
// expect: [0 0 0 0] []
