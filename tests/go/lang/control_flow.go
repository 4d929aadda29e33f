// Labels, goto, fallthrough, select, order of evaluation and of package initialisation.
package main

import "fmt"

var (
	first  = second + 1
	second = third()
	log    []string
)

func third() int { log = append(log, "third"); return 40 }
func init()      { log = append(log, "init1") }
func init()      { log = append(log, fmt.Sprint("init2 ", first)) }

func say(s string, v int) int { fmt.Print(s, " "); return v }

func grade(n int) (out string) {
	switch {
	case n > 90:
		out += "A"
		fallthrough
	case n > 80:
		out += "B"
	case n > 100:
		out += "never"
	default:
		out += "F"
	}
	return
}

func variadic(prefix string, rest ...any) string { return fmt.Sprint(prefix, len(rest), rest == nil) }

func two() (int, string) { return 2, "two" }

func take(n int, s string) string { return fmt.Sprint(s, n) }

func main() {
	fmt.Println(log, first, second)
outer:
	for i := 0; i < 3; i++ {
		for j := 0; ; j++ {
			switch {
			case j == 2:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	n := 0
again:
	n++
	if n < 3 {
		goto again
	}
	fmt.Println(n, grade(95), grade(85), grade(5))
	m := map[int]int{}
	m[say("key", 1)] = say("value", 2)
	x, y := 1, 2
	x, y = y, x
	arr := []int{10, 20}
	i := 0
	i, arr[i] = 1, 99
	fmt.Println(m, x, y, arr, i)
	fmt.Println(say("a", 1) == 2 && say("b", 1) == 1 || say("c", 3) == 3)
	fmt.Println(variadic("p"), variadic("p", nil), variadic("p", []any{1, 2}...), variadic("p", []any(nil)...), take(two()))
	ch := make(chan int, 1)
	var none chan int
	for k := 0; k < 2; k++ {
		select {
		case v := <-ch:
			fmt.Println("got", v)
		case ch <- k + 7:
			fmt.Println("sent")
		case <-none:
			fmt.Println("never")
		}
	}
	select {
	case <-none:
	default:
		fmt.Println("default")
	}
	type vertex struct {
		x, y float64
		tag  string
	}
	a, b := vertex{1, 2, "t"}, vertex{1, 2, "t"}
	pa := &a
	pa.x++
	fmt.Println(a == b, *pa, struct{ x int }{3}.x)
}

// expect: [third init1 init2 41] 41 40
// expect: 0 0 0 1 1 0 1 1
// expect: 3 AB B F
// expect: key value map[1:2] 2 1 [99 20] 1
// expect: a c true
// expect: p0 true p1 false p2 false p0 true two2
// expect: sent
// expect: got 7
// expect: default
// expect: false {2 2 t} 3
