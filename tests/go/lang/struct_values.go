// Structs and arrays are values: assignment, passing, ranging and boxing copy; pointers alias.
package main

import "fmt"

type inner struct {
	vals [3]int8
	tag  string
}
type outer struct {
	inner
	p    *inner
	f32  float32
	flag bool
	next map[string]inner
}

func change(o outer) outer { o.vals[1] = 9; o.p.tag = "shared"; o.f32 /= 4; return o }

func (o *outer) set(i int, v int8) *outer { o.vals[i] = v; return o }

func arrays(a [2][3]int) (b [2][3]int) {
	b = a
	b[1][2] = 42
	a[0][0] = -1
	return
}

func main() {
	o := outer{inner: inner{[3]int8{1, 2, 3}, "in"}, p: &inner{tag: "ptr"}, f32: 1, flag: true}
	c := change(o)
	fmt.Println(o.vals, c.vals, o.p.tag, o.f32, c.f32, c.flag)
	o.set(0, 7).set(2, -128)
	fmt.Println(o.inner, o.tag)
	var box any = o.inner
	o.tag = "changed"
	fmt.Println(box.(inner).tag, box == any(o.inner))
	a := [2][3]int{{1, 2, 3}, {4, 5, 6}}
	b := arrays(a)
	fmt.Println(a, b, a == b)
	list := []inner{{tag: "a"}, {tag: "b"}}
	for _, e := range list {
		e.tag = "lost"
	}
	for i := range list {
		list[i].vals[i]++
	}
	fmt.Println(list)
	o.next = map[string]inner{"k": {tag: "m"}}
	e := o.next["k"]
	e.tag = "copy"
	fmt.Println(o.next["k"].tag, e.tag, o.next["none"].tag == "")
	ptrs := []*inner{&list[0], &list[1]}
	ptrs[0].tag += "!"
	fmt.Println(list[0].tag, &list[0] == ptrs[0])
	anon := []struct {
		n int
		s string
	}{{1, "x"}, {2, "y"}}
	fmt.Printf("%+v %v\n", anon, struct{}{} == struct{}{})
	x, y := &a[1][0], a[:]
	*x = 400
	y[0], y[1] = y[1], y[0]
	fmt.Println(a, *x)
	ch := make(chan inner, 1)
	ch <- o.inner
	o.vals[0] = 0
	fmt.Println((<-ch).vals[0])
}

// expect: [1 2 3] [1 9 3] shared 1 0.25 true
// expect: {[7 2 -128] in} in
// expect: in false
// expect: [[1 2 3] [4 5 6]] [[1 2 3] [4 5 42]] false
// expect: [{[1 0 0] a} {[0 1 0] b}]
// expect: m copy true
// expect: a! true
// expect: [{n:1 s:x} {n:2 s:y}] true
// expect: [[400 5 6] [1 2 3]] 1
// expect: 7
