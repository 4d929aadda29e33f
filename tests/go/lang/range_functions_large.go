// Range loops over functions: in initialisers and init, over large values, with receivers and switches around them.
package main

import "fmt"

type Huge [2000]int

var total = func() (n int) {
	for i := range func(y func(int) bool) { _ = y(1) && y(2) } {
		n += i
	}
	return
}()

func hs(yield func(int, Huge) bool) {
	var h Huge
	for i := range 3 {
		h[i] = i + 1
		if !yield(i, h) {
			return
		}
	}
}
func pick(n int) (h Huge, ok bool) {
	for i, v := range hs {
		v[1999] = 7
		if i == n {
			return v, true
		}
	}
	return
}
func init() {
	for range 2 {
		for i, h := range hs {
			defer func() { fmt.Print("init", i, h[i], " ") }()
			if i == 1 {
				break
			}
		}
	}
}

type T struct{ h Huge }

func (t T) sum() (s int) {
	for i := range t.each {
		s += t.h[i]
		t.h[i] = 0
	}
	return s + t.h[1]
}
func (t *T) each(yield func(int) bool) {
	for i := range t.h {
		if t.h[i] == 0 || !yield(i) {
			return
		}
	}
}
func sw(x any) (s string) {
L:
	switch v := x.(type) {
	case int:
		for i := range func(y func(int) bool) { _ = y(1) && y(2) && y(3) } {
			if i == v {
				s += "found"
				break L
			}
			s += fmt.Sprint(i)
		}
		s += "end"
	case string:
		for range func(y func() bool) { y() } {
			return v + "!"
		}
	}
	return s + "."
}

func main() {
	fmt.Println(total)
	h, ok := pick(1)
	fmt.Println(h[0], h[1], h[2], h[1999], ok)
	h, ok = pick(9)
	fmt.Println(h[0], ok)
	t := T{Huge{5, 6, 7}}
	fmt.Println(t.sum(), t.h[0])
	fmt.Println(sw(2), sw(9), sw("q"), sw(nil))
	var arr Huge
	for i := range func(y func(int) bool) { _ = y(1) && y(2) } {
		arr[i] = i
		cp := arr
		cp[0] = 1
		func() { arr[i]++; cp[1]++ }()
	}
	fmt.Println(arr[:4])
}

// expect: init1 2 init0 1 init1 2 init0 1 3
// expect: 1 2 0 7 true
// expect: 0 false
// expect: 18 5
// expect: 1found. 123end. q! .
// expect: [0 2 3 0]
