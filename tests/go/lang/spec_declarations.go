// Initialisation order, interfaces, defer and recover, closures, labels: as real Go prints it.
package main

import "fmt"

// init order across funcs, methods and closures
var (
	x = a1()
	y = b
	b = c + 1
	c = T{}.m()
	z = func() int { return w }()
	w = 7
	arr = [...]int{p, q}
	p, q = two()
	fnv = helper
	r = fnv()
)

type T struct{}

func (T) m() int   { fmt.Print("m "); return late }
func helper() int  { return late2 }

var late = f("late")
var late2 = f("late2")

func a1() int        { return y + 1 }
func two() (int, int) { fmt.Print("two "); return w, w + 1 }
func f(s string) int { fmt.Print(s, " "); return len(s) }

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Sq struct{ s float64 }
type Ci struct{ r float64 }

func (s Sq) Area() float64       { return s.s * s.s }
func (s Sq) Perimeter() float64  { return 4 * s.s }
func (c *Ci) Area() float64      { return 3 * c.r * c.r }
func (c *Ci) Perimeter() float64 { return 6 * c.r }

type A struct{ B; *C; D }
type B struct{ v int }
type C struct{ v2 int }
type D interface{ Do() string }
type doer int

func (d doer) Do() string { return fmt.Sprint("do", int(d)) }
func (b B) Hello() string { return "B.Hello" }
func (c *C) Hi() string   { if c == nil { return "nil C" }; return "C.Hi" }

type chain struct{ fs []func() }

func (c *chain) add(f func()) *chain { c.fs = append(c.fs, f); return c }
func deferArgs() {
	i := 1
	defer fmt.Println("arg", i)
	defer func() { fmt.Println("closure", i) }()
	c := &chain{}
	defer c.add(func() { fmt.Println("never") }).add(nil)
	i++
}
func loopDefer() {
	for i := range []int{1, 2, 3} {
		defer fmt.Print("L", i, " ")
	}
}
func panicInDefer() (s string) {
	defer func() { s = fmt.Sprint("outer:", recover()) }()
	defer func() {
		defer func() { fmt.Println("inner:", recover()) }()
		panic("second")
	}()
	panic("first")
}
func noRecover() (err interface{}) {
	defer func() { err = recover() }()
	defer func() { func() { recover() }() }()
	panic("nested recover does nothing")
}
func recoverTwice() {
	defer func() { fmt.Println(recover(), recover()) }()
	panic(1)
}
func recoverVal() (x int) {
	defer func() { if recover() != nil { x = -1 } }()
	x = 5
	var p *int
	return *p
}
type methodDefer struct{ n int }
func (m methodDefer) val()  { fmt.Println("val", m.n) }
func (m *methodDefer) ptr() { fmt.Println("ptr", m.n) }
func md() {
	m := methodDefer{1}
	defer m.val()
	defer m.ptr()
	m.n = 2
}
func ret2() (a int, b string) { a, b = 1, "x"; return b2i(b), b }
func b2i(s string) int       { return len(s) }
func shadowRet() (n int) {
	{
		n := 5
		n++
		_ = n
	}
	for n := 0; n < 2; n++ {
	}
	return
}
func nestedFn() func() func() int {
	x := 0
	return func() func() int { x++; y := x; return func() int { y++; return x*10 + y } }
}
func vfn(xs ...interface{}) int { return len(xs) }

type Rec struct {
	kids []Rec
	m    map[string]Rec
	f    func(Rec) Rec
	name string
}
type Alias = map[string][]int
type big struct{ a [100]int; s string }
func (b big) with(i, v int) big { b.a[i] = v; return b }
func modify(b big) { b.a[0] = 99 }
func ptrMod(b *big) { b.a[0] = 98 }

func main() {
	fmt.Println(x, y, b, c, z, w, arr, p, q, r, late)
	shapes := []Shape{Sq{2}, &Ci{1}, &Sq{3}}
	for _, s := range shapes {
		switch v := s.(type) {
		case Sq:
			fmt.Print("Sq", v.s, " ")
		case *Sq:
			fmt.Print("*Sq", v.s, " ")
		case *Ci:
			fmt.Print("*Ci", v.r, " ")
		}
		fmt.Println(s.Area(), s.Perimeter())
	}
	a := A{B{1}, nil, doer(3)}
	fmt.Println(a.v, a.Hello(), a.Hi(), a.Do())
	a.D = a
	_ = a.D.(A).v
	deferArgs2()
	loopDefer()
	fmt.Println()
	fmt.Println(panicInDefer(), noRecover())
	recoverTwice()
	fmt.Println(recoverVal())
	md()
	fmt.Println(ret2())
	fmt.Println(shadowRet())
	g := nestedFn()
	g1, g2 := g(), g()
	fmt.Println(g1(), g1(), g2(), g1())
	fmt.Println(vfn(), vfn(nil), vfn(nil...), vfn([]interface{}{1, 2}...), vfn([]int{1, 2}))
	rec := Rec{name: "a", kids: []Rec{{name: "b"}}, m: map[string]Rec{"c": {name: "d"}}}
	rec.f = func(r Rec) Rec { r.name += "!"; return r }
	fmt.Println(rec.f(rec.kids[0]).name, rec.kids[0].name, rec.m["c"].name, rec.m["zz"].kids == nil)
	al := Alias{"x": {1}}
	al["x"] = append(al["x"], 2)
	al["x"][0]++
	al["y"] = append(al["y"], 9)
	fmt.Println(al)
	var bg big
	modify(bg)
	b2 := bg.with(3, 7)
	ptrMod(&b2)
	pb := &b2
	pb.a[1]++
	b3 := *pb
	b3.a[1] = 50
	fmt.Println(bg.a[0], b2.a[:4], b3.a[1], bg == big{}, len(bg.a))
	mat := [3][3]int{}
	for i := range mat {
		for j := range mat[i] {
			mat[i][j] = i * j
		}
	}
	row := mat[2]
	row[2] = -1
	pr := &mat[1]
	pr[1] = 11
	sl := mat[1][:]
	sl[0] = 10
	fmt.Println(mat, row)
	ms := []map[string]int{{"a": 1}, nil, {}}
	ms[2]["z"]++
	fmt.Println(ms, len(ms[1]), ms[1]["q"])
	funcs := map[string]func(float64, float64) float64{"+": func(a, b float64) float64 { return a + b }}
	fmt.Println(funcs["+"](1, 2), funcs["-"] == nil)
	ch := make(chan func() int, 1)
	ch <- func() int { return 6 }
	fmt.Println((<-ch)())
	type pair struct{ a, b interface{} }
	fmt.Println(pair{1, "x"} == pair{1, "x"}, pair{1, 2} == pair{1, 2.0}, map[pair]int{{1, 2}: 3}[pair{1, 2}])
	var e1 error
	var e2 fmt.Stringer
	fmt.Println(e1 == nil, e2 == nil, interface{}(e1) == interface{}(e2))
	s := "héllo, 世界"
	for i := 0; i < len(s); i += 4 {
		fmt.Print(s[i], " ")
	}
	bs := []byte(s)
	bs[0] = 'H'
	fmt.Println(string(bs), s, s[1:3], len([]rune(s)), string([]rune(s)[7:]))
	copy(bs[2:], "XYZ")
	fmt.Printf("%q %x\n", bs[:6], "hé")
	x, y := 1, 2
	{
		x, z := 3, 4
		y, z = z, y
		_, _ = x, z
	}
	fmt.Println(x, y)
	if v, ok := al["x"]; ok && len(v) > 1 {
		fmt.Println("ok", v)
	} else if w := len(v); w == 0 {
		fmt.Println(w)
	}
lbl:
	for i := 0; ; i++ {
		switch {
		case i < 3:
			continue lbl
		case i == 5:
			break lbl
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	var i8 = int8(-128)
	fmt.Println(i8/-1, -i8, i8*i8, i8-1, uint8(i8), int8(uint8(i8)>>1))
	f32 := float32(1) / 3
	f64 := 1.0 / 3
	fmt.Println(f32, f64, float64(f32), f32*3 == 1, float32(f64) == f32, int64(1e18), uint64(1<<63)/3)
	var inf = 1e308 * float64(x*10)
	fmt.Println(inf, -inf, inf-inf, int32(f64*100), 5.0/2, 1/2*3.0)
}
func deferArgs2() {
	defer func() { fmt.Println("rec:", recover()) }()
	deferArgs()
}

// expect: two late m late2 6 5 5 4 7 7 [7 8] 7 8 5 4
// expect: Sq2 4 8
// expect: *Ci1 3 6
// expect: *Sq3 9 12
// expect: 1 B.Hello nil C do3
// expect: closure 2
// expect: arg 1
// expect: rec: <nil>
// expect: L2 L1 L0
// expect: inner: second
// expect: outer:first nested recover does nothing
// expect: 1 <nil>
// expect: -1
// expect: ptr 2
// expect: val 1
// expect: 1 x
// expect: 0
// expect: 22 23 23 24
// expect: 0 1 0 2 1
// expect: b! b d true
// expect: map[x:[2 2] y:[9]]
// expect: 0 [98 1 0 7] 50 true 100
// expect: [[0 0 0] [10 11 2] [0 2 4]] [0 2 -1]
// expect: [map[a:1] map[] map[z:1]] 0 0
// expect: 3 true
// expect: 6
// expect: true false 3
// expect: true true true
// expect: 104 108 228 149 Héllo, 世界 héllo, 世界 é 9 世界
// expect: "H\xc3XYZo" 68c3a9
// expect: 1 4
// expect: ok [2 2]
// expect: 3 4
// expect: -128 -128 0 127 128 64
// expect: 0.33333334 0.3333333333333333 0.3333333432674408 true true 1000000000000000000 3074457345618258602
// expect: +Inf -Inf NaN 33 2.5 0
