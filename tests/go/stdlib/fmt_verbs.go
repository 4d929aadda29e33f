// Directives and flags over all kinds of values; compared with what Go 1.19 prints.
package main

import (
	"errors"
	"fmt"
)

type P struct{ X, Y int }
type S struct {
	Name string
	In   P
	Ptr  *P
	E    error
	any  any
	m    map[string]int
	B    []byte
}
type St int

func (s St) String() string { return fmt.Sprintf("St<%d>", int(s)) }

type E struct{ code int }

func (e *E) Error() string { return fmt.Sprint("E", e.code) }

type G struct{}

func (G) GoString() string { return "G!" }

type F struct{ n int }

func (f F) Format(s fmt.State, v rune) {
	w, wok := s.Width()
	if !wok {
		w = 0
	}
	p, pok := s.Precision()
	if !pok {
		p = 0
	}
	fmt.Fprintf(s, "F[%c %d %v %d %v %v%v%v]", v, w, wok, p, pok, s.Flag('+'), s.Flag('-'), s.Flag('#'))
}

type Bad struct{}

func (Bad) String() string { panic("oops") }

type NilS struct{ v int }

func (n *NilS) String() string { return fmt.Sprint(n.v) }

type hidden struct{ st St }
type Named []St
type Weekday uint8
type T struct {
	A bool
	B []string
	C map[string]bool
	D [2]float32
	F func()
	I interface{}
}

var errNotExist = errors.New("file does not exist")

func main() {
	p := func(format string, a ...any) { fmt.Printf(format+"\n", a...) }
	s := S{"n", P{1, 2}, nil, nil, nil, nil, nil}
	p("%v %+v", s, s)
	p("%#v", s)
	s2 := &S{"n", P{1, 2}, nil, &E{3}, 5, map[string]int{"b": 2, "a": 1}, []byte("hi")}
	p("%v", s2)
	p("%+v", s2)
	p("%T %T %T %T", s2, s, St(1), []any{1})
	p("%v %d %s %q %x", St(3), St(3), St(3), St(3), St(3))
	p("%v %+v", []St{1, 2}, map[St]St{2: 1, 1: 2})
	p("%v %#v", hidden{4}, hidden{4})
	p("%v|%s|%d", &E{1}, &E{2}, &E{3})
	p("%v %#v", G{}, G{})
	p("%v %+-8.3x %#q", F{1}, F{2}, F{3})
	p("%v %s %d", Bad{}, Bad{}, Bad{})
	var ns *NilS
	p("%v %s", ns, ns)
	var err error
	p("%v %d %s", err, nil, nil)
	p("%d %s %t %z", "x", 5, 1, 2)
	p("%d %d", 1)
	p("%d", 1, 2, "x")
	p("%!", 1)
	p("%", 1)
	p("%d%%")
	p("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%O|%b|%#b|%c|%q|%U|%#U", 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 'A', 'A', 'A', 0x1F600)
	p("%5d|%-5d|%05d|%+d|% d|%x", -42, -42, -42, -42, -42, -42)
	p("%8.3f|%-8.3f|%08.3f|%+.2f|%e|%g|%G|%.3g|%10.2e|%6.0f", 3.14159, 3.14159, -3.14159, 3.14159, 3.14159, 1e21, 1e-7, 1234.5678, 12345.678, 2.5)
	p("%v %v %v %v %v %v", 1.0, 1e6, 1e20, 1e21, 1e-5, 123456789.0)
	p("%v %v %v", float32(0.1), float32(16777216), float32(1e10))
	p("%#g %#v %#v %#v", 1.0, 1.0, 1e6, 1e-7)
	p("%x %X %b", 3.5, -1.0, 1.0)
	inf := 1e308
	inf *= 10
	p("%v %v %+v %f %5.1f|%-6v|%06v", inf, -inf, inf, inf-inf, inf, inf, inf)
	p("%s|%10s|%-10s|%.2s|%q|%x|%X|% x|%#x|%# x|%+q|%#q", "héllo", "héllo", "héllo", "héllo", "hé\n\"", "hé", "hé", "hé", "hé", "hé", "hé", "hé")
	p("%s %x %v %q %d", []byte("abc"), []byte("abc"), []byte("abc"), []byte("abc"), []byte("abc"))
	p("%#v %#v %#v", []byte("abc"), []string{"a"}, map[string]int{"z": 1, "a": 2})
	p("%v %v %v", [3]int{1, 2, 3}, []string{}, []string(nil))
	p("%#v %#v %#v %#v", []int(nil), map[int]int(nil), (*int)(nil), any(nil))
	p("%t %v %5t", true, false, true)
	p("%v %.2f %+v", 1+2i, 1.5-2i, complex64(1))
	p("%*d|%-*d|%.*f|%[2]*[1]d|%[3]v %[1]v", 5, 42, 5, 42, 2, 3.14159)
	p("%[2]*[1]d|%[1]d %d|%[5]d|%[x]d|%[1]", 12, 6)
	p("%6.2f%%|%v", 99.5, struct{}{})
	p("%v %+v", &P{1, 2}, &[]int{1})
	p("%v", &map[string]*int{"a": nil})
	p("%v", []any{1, "a", nil, 2.5, []int{1}, St(2), errors.New("e")})
	p("%q %v", []string{"a b", "c"}, []error{errors.New("x"), nil})
	p("%s", []any{1, "a", nil})
	p("%08b %o %x", 5, -8, -255)
	p("%06.2f|%+06d|%x|%X", -1.5, 42, "hello", []int{10, 11})
	p("%3c|%-3c|%q|%#q", 'x', 'y', '\n', '☺')
	p("%v %s", T{}, T{B: []string{"x"}})
	p("%#v", T{})
	p("%+v", T{I: P{1, 2}})
	p("%v %d", Weekday(3), []Weekday{1, 2})
	p("%s %v", error(&E{9}), Named{1, 2})
	p("%d %v", map[string]int{"b": 1, "a": 2}, map[P]string{{2, 1}: "x", {1, 2}: "y"})
	p("%v", map[any]int{"b": 1, "a": 4, nil: 5})
	p("%p %v", nil, (*P)(nil))
	p("%w", errors.New("x"))
	e1 := fmt.Errorf("wrap: %w", errNotExist)
	p("%v %v", e1, errors.Is(e1, errNotExist))
	p("%v", fmt.Errorf("no %w", 5))
	p("%t", struct{ s string }{"x"})
	p("%d", &struct{ A, b string }{"x", "y"})
	p("%.3v|%.10v|%5v|%-5v|", "abcdef", 3.14159265358979, "ab", "cd")
	p("%U %c %v", -1, 0x110000, 'x')
	p("%+d %+.1e % d % x", []int{1, -1}, 12345.0, 7, "ab")
	p("%v %v", int8(-5), uint64(18446744073709551615))
	p("%x %#v %#v %#v", uint8(200), uint8(200), int8(-1), uintptr(10))
	p("%v|%6v|%-6v|%06d", []int{1, 2}, []int{1, 2}, []int{1, 2}, []int{1, 2})
	fmt.Println("a", 1, 2, "b", "c", 3.0, nil, []string{"x"}, St(1))
	fmt.Print("a", 1, 2, "b", "c", 3.0, nil, nil, "\n")
	fmt.Print(1, 2, St(3), "\n")
	fmt.Println(fmt.Sprint(), fmt.Sprint("x", 1, 2, "y"), fmt.Sprintln("end", 3))
	n, werr := fmt.Println("héé")
	fmt.Println(n, werr)
	fmt.Printf("%v %v\n", struct {
		a any
		b *int
	}{a: St(1)}, struct{ E error }{errors.New("q")})
	fmt.Printf("%s\n", struct {
		A string
		B error
	}{"x", errors.New("q")})
	fmt.Printf("%6.3v|%+v|%v\n", 3.14159, -0.0, 1e100)
	fmt.Printf("%v %v\n", [2]bool{true}, [][]int{{1}, {2, 3}, nil})
	fmt.Printf("%x %X %x\n", []string{"ab", "c"}, "xyz", [3]byte{1, 2, 3})
}

// expect: {n {1 2} <nil> <nil> <nil> map[] []} {Name:n In:{X:1 Y:2} Ptr:<nil> E:<nil> any:<nil> m:map[] B:[]}
// expect: main.S{Name:"n", In:main.P{X:1, Y:2}, Ptr:(*main.P)(nil), E:error(nil), any:interface {}(nil), m:map[string]int(nil), B:[]uint8(nil)}
// expect: &{n {1 2} <nil> E3 5 map[a:1 b:2] [104 105]}
// expect: &{Name:n In:{X:1 Y:2} Ptr:<nil> E:E3 any:5 m:map[a:1 b:2] B:[104 105]}
// expect: *main.S main.S main.St []interface {}
// expect: St<3> 3 St<3> "St<3>" 53743c333e
// expect: [St<1> St<2>] map[St<1>:St<2> St<2>:St<1>]
// expect: {4} main.hidden{st:4}
// expect: E1|E2|&{3}
// expect: {} G!
// expect: F[v 0 false 0 false falsefalsefalse] F[x 8 true 3 true truetruefalse] F[q 0 false 0 false falsefalsetrue]
// expect: %!v(PANIC=String method: oops) %!s(PANIC=String method: oops) {}
// expect: <nil> <nil>
// expect: <nil> %!d(<nil>) %!s(<nil>)
// expect: %!d(string=x) %!s(int=5) %!t(int=1) %!z(int=2)
// expect: 1 %!d(MISSING)
// expect: 1
// expect: %!(EXTRA int=2, string=x)%!!(int=1)
// expect: %!
// expect: (int=1)%!d(MISSING)%
// expect:    42|42   |00042|+42| 42|2a|2A|0x2a|52|052|0o52|101010|0b101010|A|'A'|U+0041|U+1F600 '😀'
// expect:   -42|-42  |-0042|-42|-42|-2a
// expect:    3.142|3.142   |-003.142|+3.14|3.141590e+00|1e+21|1E-07|1.23e+03|  1.23e+04|     2
// expect: 1 1e+06 1e+20 1e+21 1e-05 1.23456789e+08
// expect: 0.1 1.6777216e+07 1e+10
// expect: 1.00000 1 1e+06 1e-07
// expect: 0x1.cp+01 -0X1P+00 4503599627370496p-52
// expect: +Inf -Inf +Inf NaN  +Inf|+Inf  |  +Inf
// expect: héllo|     héllo|héllo     |hé|"hé\n\""|68c3a9|68C3A9|68 c3 a9|0x68c3a9|0x68 0xc3 0xa9|"h\u00e9"|`hé`
// expect: abc 616263 [97 98 99] "abc" [97 98 99]
// expect: []byte{0x61, 0x62, 0x63} []string{"a"} map[string]int{"a":2, "z":1}
// expect: [1 2 3] [] []
// expect: []int(nil) map[int]int(nil) (*int)(nil) <nil>
// expect: true false  true
// expect: (1+2i) (1.50-2.00i) (1+0i)
// expect:    42|42   |3.14|                                         5|5 5
// expect:     12|12 6|%!d(BADINDEX)|%!d(BADINDEX)|%!
// expect: (int=12) 99.50%|{}
// expect: &{1 2} &[1]
// expect: &map[a:<nil>]
// expect: [1 a <nil> 2.5 [1] St<2> e]
// expect: ["a b" "c"] [x <nil>]
// expect: [%!s(int=1) a <nil>]
// expect: 00000101 -10 -ff
// expect: -01.50|+00042|68656c6c6f|[A B]
// expect:   x|y  |'\n'|'☺'
// expect: {false [] map[] [0 0] <nil> <nil>} {%!s(bool=false) [x] map[] [%!s(float32=0) %!s(float32=0)] %!s(func()=<nil>) <nil>}
// expect: main.T{A:false, B:[]string(nil), C:map[string]bool(nil), D:[2]float32{0, 0}, F:(func())(nil), I:interface {}(nil)}
// expect: {A:false B:[] C:map[] D:[0 0] F:<nil> I:{X:1 Y:2}}
// expect: 3 [1 2]
// expect: E9 [St<1> St<2>]
// expect: map[%!d(string=a):2 %!d(string=b):1] map[{1 2}:y {2 1}:x]
// expect: map[<nil>:5 a:4 b:1]
// expect: %!p(<nil>) <nil>
// expect: %!w(*errors.errorString=&{x})
// expect: wrap: file does not exist true
// expect: no %!w(int=5)
// expect: {%!t(string=x)}
// expect: &{%!d(string=x) %!d(string=y)}
// expect: abc|3.141592654|   ab|cd   |
// expect: U+FFFFFFFFFFFFFFFF � 120
// expect: [+1 -1] +1.2e+04  7 61 62
// expect: -5 18446744073709551615
// expect: c8 0xc8 -1 0xa
// expect: [1 2]|[     1      2]|[1      2     ]|[000001 000002]
// expect: a 1 2 b c 3 <nil> [x] St<1>
// expect: a1 2bc3 <nil> <nil>
// expect: 1 2 St<3>
// expect:  x1 2y end 3
// expect:
// expect: héé
// expect: 6 <nil>
// expect: {1 <nil>} {q}
// expect: {x q}
// expect:   3.14|0|1e+100
// expect: [true false] [[1] [2 3] []]
// expect: [6162 63] 78797A 010203
