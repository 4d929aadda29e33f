// Arrays too large for a frame: parameters, results, map keys and values, channel elements, fields, in interfaces, compared,
// ranged over, captured, methods by value. All of them are copied where Go copies.
package main

import (
	"fmt"
	"sort"
	"sync"
)

type Row [1000]int
type Grid [64][64]byte
type Huge [20000]int32

type Board struct {
	name  string
	cells Row
	grid  Grid
	next  *Board
}

func sum(a [1000]int) int {
	total := 0
	for _, v := range a {
		total += v
	}
	a[0] = -1 // of the copy
	return total
}

func fill(n int) [1000]int {
	var a [1000]int
	for i := range a {
		a[i] = n
	}
	return a
}

func named(n int) (a Row, err error) {
	a[3] = n
	if n < 0 {
		return a, fmt.Errorf("negative %d", n)
	}
	a[4] = 1
	return
}

func deferred() (a Row) {
	defer func() {
		a[1] += 10
		recover()
	}()
	a[1] = 5
	panic("x")
}

func deferredValue() (a Row) {
	defer func() { a[2]++ }()
	return fill(7)
}

func (g Grid) Set(x, y int, c byte) Grid {
	g[y][x] = c
	return g
}
func (g *Grid) Put(x, y int, c byte) { g[y][x] = c }
func (g Grid) Count(c byte) (n int) {
	for _, row := range g {
		for _, cell := range row {
			if cell == c {
				n++
			}
		}
	}
	return
}

func (b Board) Total() int { b.cells[0] = 99; return sum(b.cells) }
func (b Board) Renamed(name string) Board {
	b.name = name
	b.cells[1]++
	return b
}

type Counter interface{ Count(c byte) int }

func two() (Row, Row) { return fill(1), fill(2) }
func add(a, b Row) (c Row) {
	for i := range c {
		c[i] = a[i] + b[i]
	}
	return
}
func variadic(rows ...Row) (n int) {
	for _, r := range rows {
		n += r[0]
		r[0] = 0
	}
	return
}
func generic[T any](v T) (T, T)   { return v, v }
func first[T ~[1000]int](a T) int { return a[0] }
func mixed(a int, r Row, s string, h Huge, z float64) string {
	return fmt.Sprint(a, r[999], s, h[19999], z)
}
func recurse(a Row, depth int) int {
	if depth == 0 {
		return a[0]
	}
	a[0]++
	return recurse(a, depth-1) + a[0]
}

func params() {
	a := fill(2)
	fmt.Println(sum(a), a[0])
	r, err := named(-3)
	fmt.Println(r[3], r[4], err)
	r, err = named(3)
	fmt.Println(r[3], r[4], err)
	fmt.Println(deferred()[1], deferredValue()[2])
	x, y := two()
	x, y = y, x
	fmt.Println(x[5], y[5], add(two())[9], add(x, x)[8])
	fmt.Println(variadic(x, y, x), x[0], variadic())
	rows := []Row{x, y}
	fmt.Println(variadic(rows...), rows[0][0])
	p, q := generic(x)
	p[0] = 8
	fmt.Println(p[0], q[0], x[0], first(p))
	var h Huge
	h[19999] = 5
	fmt.Println(mixed(1, x, "s", h, 2.5), recurse(x, 5), x[0])
	f := sum
	g := func(a Row) Row { a[0]++; return a }
	fmt.Println(f(g(x)), g(g(x))[0], x[0])
	fmt.Println(len(fill(3)), cap(fill(3)), fill(4)[10], sum([1000]int{5: 5, 9: 4}))
}

func maps() {
	m := map[string][500]int{}
	a := m["none"]
	a[3] = 4
	m["a"] = a
	a[3] = 5
	fmt.Println(m["a"][3], m["none"][3], len(m))
	big := map[string]Row{"x": fill(1), "y": {3: 3}}
	v, ok := big["x"]
	v[0] = 100
	_, no := big["z"]
	fmt.Println(ok, no, big["x"][0], big["y"][3], big["z"][3])
	keys := map[Row]int{fill(1): 1, fill(2): 2}
	keys[fill(1)] += 10
	keys[v]++
	fmt.Println(keys[fill(1)], keys[fill(2)], keys[fill(3)], keys[v], len(keys))
	delete(keys, fill(2))
	total := 0
	for k, v := range keys {
		k[5] = 1000
		total += k[0] + v
	}
	fmt.Println(total, len(keys))
	names := []string{}
	for k, v := range big {
		v[0]++
		names = append(names, fmt.Sprint(k, v[0], v[3]))
	}
	sort.Strings(names)
	fmt.Println(names, big["x"][0])
	any := map[interface{}]Grid{1: Grid{}.Set(1, 2, 'a'), fill(6): {}}
	fmt.Println(any[1].Count('a'), any[fill(6)].Count(0), len(any))
	structs := map[int]Board{1: {name: "b", cells: fill(3)}}
	fmt.Println(structs[1].cells[7], structs[1].name, structs[2].cells[7], structs[1].Total())
	pointers := map[int]*Board{1: {cells: fill(3)}}
	pointers[1].cells[7]++
	fmt.Println(pointers[1].cells[7])
}

func channels() {
	ch := make(chan [256]int)
	big := make(chan Row, 2)
	done := make(chan Board)
	go func() {
		var a [256]int
		for i := 0; i < 3; i++ {
			a[i]++
			ch <- a
		}
		close(ch)
	}()
	for a := range ch {
		fmt.Print(a[0], a[1], a[2], " ")
	}
	z, ok := <-ch
	fmt.Println(z[0], ok)
	r := fill(1)
	big <- r
	r[0] = 2
	big <- r
	r[0] = 3
	fmt.Println((<-big)[0], (<-big)[0], r[0])
	go func() { done <- Board{name: "sent", cells: r} }()
	b := <-done
	fmt.Println(b.name, b.cells[0])
	unbuffered := make(chan Row)
	go func() { x := <-unbuffered; x[0]++; unbuffered <- x }()
	select {
	case unbuffered <- r:
	case <-done:
	}
	select {
	case x, ok := <-unbuffered:
		fmt.Println(x[0], ok, r[0])
	case <-done:
	}
	select {
	case x := <-big:
		fmt.Println("no", x[0])
	default:
		fmt.Println("empty")
	}
	close(big)
	x, ok := <-big
	fmt.Println(x[0], ok)
}

func interfaces() {
	r := fill(1)
	var i interface{} = r
	r[0] = 5
	fmt.Println(i.([1000]int)[0], i == interface{}(fill(1)), i == interface{}(r))
	s, ok := i.(Row)
	fmt.Println(s[0], ok)
	switch v := interface{}(Row(r)).(type) {
	case [1000]int:
		fmt.Println("array", v[0])
	case Row:
		v[0]++
		fmt.Println("Row", v[0], r[0])
	}
	var g Grid
	var c Counter = g
	g.Put(3, 3, 1)
	fmt.Println(c.Count(1), g.Count(1), Counter(&g).Count(1))
	c = &g
	g.Put(4, 4, 1)
	fmt.Println(c.Count(1))
	f := g.Count
	h := Grid.Count
	set := Grid.Set
	g.Put(5, 5, 1)
	fmt.Println(f(1), h(g, 1), set(g, 0, 0, 1).Count(1), g.Count(1), (*Grid).Count(&g, 1))
	var e error
	fmt.Println(e == nil, fmt.Sprintf("%T %T", i, c))
	fmt.Println(fmt.Sprintf("%v", [700]byte{})[:9], len(fmt.Sprint(fill(1))))
}

func structs() {
	b := Board{name: "one", cells: fill(2)}
	c := b
	c.cells[0] = 9
	c.grid[1][1] = 4
	fmt.Println(b.cells[0], c.cells[0], b == c, b == Board{name: "one", cells: fill(2)}, b.cells == c.cells, b.grid != c.grid)
	fmt.Println(b.Total(), b.Renamed("two").name, b.Renamed("x").Renamed("y").cells[1], b.name, b.cells[1])
	b.next = &c
	b.next.cells = b.cells
	b.next.next = &Board{cells: c.cells, grid: c.grid.Set(9, 9, 9)}
	fmt.Println(c.cells[0], c.next.cells[0], c.next.grid.Count(9), c.grid.Count(9))
	boards := []Board{b, c, {name: "lit", cells: Row{1: 1}}}
	for i, x := range boards {
		x.cells[0] = 77
		boards[i].cells[2] += i
	}
	boards = append(boards, boards[2].Renamed("app"))
	boards[0], boards[2] = boards[2], boards[0]
	fmt.Println(boards[0].cells[0], boards[0].cells[2], boards[2].cells[2], boards[3].name, boards[3].cells[1], len(boards))
	arr := [3]Row{fill(1), {}, fill(3)}
	brr := arr
	brr[0], brr[1] = brr[1], brr[0]
	brr[2][0]++
	fmt.Println(arr[0][0], brr[0][0], brr[1][0], brr[2][0], arr[2][0], arr == brr)
	anon := struct {
		a Row
		b [2]Huge
	}{b: [2]Huge{1: {3: 3}}}
	other := anon
	other.b[1][3]++
	fmt.Println(anon.b[1][3], other.b[1][3], anon == other, len(anon.b), len(anon.b[0]))
	ptr := &[1000]int{7: 7}
	val := *ptr
	ptr[7]++
	fmt.Println(val[7], ptr[7], len(ptr), len(ptr[5:10]))
	for i := range ptr {
		if i == 7 {
			fmt.Println(i, (*ptr)[i])
		}
	}
	for i, v := range *ptr {
		ptr[8] = 1000
		if i == 8 {
			fmt.Println(v)
		}
	}
	for i, v := range fill(6) {
		if i == 999 {
			fmt.Println(v)
		}
	}
	_, _ = b, fill(1)
	back := *(*[1000]int)(ptr[:])
	back[7] = 0
	fmt.Println(back[7], ptr[7])
}

func closures() {
	a := fill(1)
	inc := func() int { a[0]++; return a[0] }
	inc()
	b := a
	inc()
	fmt.Println(a[0], b[0])
	var wg sync.WaitGroup
	out := make([]int, 4)
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func(r Row, i int) {
			defer wg.Done()
			r[0] += i
			out[i] = sum(r)
		}(a, i)
		a[1]++
	}
	wg.Wait()
	fmt.Println(out, a[0], a[1])
	func() {
		r := a
		for i := 0; i < 3; i++ {
			defer func(r Row, n int) { fmt.Println("deferred", r[0], n) }(r, i)
			r[0]++
		}
		defer fmt.Println(len(r), Row(r).first())
	}()
	var g Grid
	go g.Put(0, 0, 1)
	done := make(chan int)
	go func(g Grid) { done <- g.Count(0) }(g.Set(1, 1, 1))
	fmt.Println(<-done)
	fs := []func() Row{}
	for i := 0; i < 3; i++ {
		r := fill(i)
		fs = append(fs, func() Row { r[0] += 10; return r })
	}
	for _, f := range fs {
		f()
		fmt.Print(f()[0], " ")
	}
	fmt.Println()
}

func (r Row) first() int { return r[0] }

type tree struct {
	Row
	kids []tree
}

func embedded() {
	t := tree{Row: fill(1)}
	t.kids = append(t.kids, tree{fill(2), nil}, t)
	u := t
	u.Row[0] = 5
	fmt.Println(t.first(), u.first(), t.kids[0].first(), t.kids[1].first(), len(t.kids[1].kids)+1 > 0)
	var f interface{ first() int } = t
	t.Row[0] = 9
	fmt.Println(f.first(), t.first())
	defer func() { fmt.Println("recovered", recover()) }()
	i := 1000
	fmt.Println(t.Row[i])
}

var global = fill(3)
var table = [2]Row{1: fill(4)}
var lookup = map[Row]string{fill(1): "one"}

func globals() {
	a := global
	global[0] = 1
	table[0] = global
	x := Row(global)
	global, table[1] = table[1], x
	fmt.Println(a[0], global[0], table[0][0], table[1][0], lookup[fill(1)])
	b := Row(a)
	swap(&table[0], &b)
	a = b
	fmt.Println(a[0], table[0][0])
}

func swap(a, b *Row) { *a, *b = *b, *a }

func main() {
	params()
	maps()
	channels()
	interfaces()
	structs()
	closures()
	embedded()
	globals()
}

// expect: 2000 2
// expect: -3 0 negative -3
// expect: 3 1 <nil>
// expect: 15 8
// expect: 2 1 3 4
// expect: 5 2 0
// expect: 3 2
// expect: 8 2 2 8
// expect: 1 2s5 2.5 32 2
// expect: 2001 4 2
// expect: 1000 1000 4 9
// expect: 4 0 1
// expect: true false 1 3 0
// expect: 11 2 0 1 3
// expect: 113 2
// expect: [x2 1 y1 3] 1
// expect: 1 4096 2
// expect: 3 b 0 3096
// expect: 4
// expect: 1 0 0 1 1 0 1 1 1 0 false
// expect: 1 2 3
// expect: sent 3
// expect: 4 true 3
// expect: empty
// expect: 0 false
// expect: 1 true false
// expect: 0 false
// expect: Row 6 5
// expect: 0 1 1
// expect: 2
// expect: 2 3 4 3 3
// expect: true [1000]int *main.Grid
// expect: [0 0 0 0  2001
// expect: 2 9 false true false true
// expect: 2097 two 4 one 2
// expect: 2 2 1 0
// expect: 0 2 2 app 2 4
// expect: 1 0 1 4 3 false
// expect: 3 4 false 2 20000
// expect: 7 8 1000 5
// expect: 7 8
// expect: 0
// expect: 6
// expect: 0 8
// expect: 3 2
// expect: [1002 1004 1006 1008] 3 5
// expect: 1000 6
// expect: deferred 5 2
// expect: deferred 4 1
// expect: deferred 3 0
// expect: 4095
// expect: 20 21 22 
// expect: 1 5 2 1 true
// expect: 1 9
// expect: recovered runtime error: index out of range [1000] with length 1000
// expect: 3 4 1 1 one
// expect: 1 3
