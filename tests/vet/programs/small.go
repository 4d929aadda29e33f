package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sort"
	"sync/atomic"
)

type T struct {
	x int
	p *int64
	l []int
}

type MyInt int
type MyString string

func (t T) String() string  { return "" }
func (t *T) Error() string  { return "" }
func (t *T) set(x int)      { t.x = t.x } // VET "self-assignment of t.x to t.x"
func get() int              { return 1 }
func method() (string, int) { return "", 1 }

func conv[S ~string, I ~int, B ~byte](i I, b B) {
	_ = S(b)
	_ = string(i) // VET "conversion from int \(in I\) to string yields a string of one rune, not a string of digits \(did you mean fmt.Sprint\(x\)\?\)"
	_ = S(65) // VET "conversion from int to string \(in S\)"
}

func shifts[I int8 | int64](g I) {
	var a int8
	var b uint32
	var c int
	_ = a << 8  // VET "a \(8 bits\) too small for shift of 8"
	_ = a << 7
	_ = b >> 40 // VET "b \(32 bits\) too small for shift of 40"
	b <<= 32    // VET "b \(32 bits\) too small for shift of 32"
	_ = c << 64 // VET "c \(64 bits\) too small for shift of 64"
	_ = 1 << 70 >> 60
	_ = g << 8 // VET "g \(may be 8 bits\) too small for shift of 8"
	if false {
		_ = a << 8
	}
}

func main() {
	// assign
	x, y := 1, 2
	x = x            // VET "self-assignment of x to x"
	x, y = x, y      // VET "self-assignment of x to x" VET "self-assignment of y to y"
	x, y = y, x
	l := []int{1}
	l[0] = l[0]      // VET "self-assignment of l\[0\] to l\[0\]"
	l[get()] = l[get()]
	m := map[int]int{}
	m[1] = m[2]
	t := T{}
	t.x = t.x // VET "self-assignment of t.x to t.x"
	// atomic
	var n int64
	n = atomic.AddInt64(&n, 1)       // VET "direct assignment to atomic value"
	*t.p = atomic.AddInt64(t.p, 1)   // VET "direct assignment to atomic value"
	k := atomic.AddInt64(&n, 1)
	k = atomic.AddInt64(&n, 1)
	x, n = 1, atomic.AddInt64(&n, 1) // VET "direct assignment to atomic value"
	_ = k
	// bools
	a, b := 1, 2
	_ = a == 1 || a == 1           // VET "redundant or: a == 1 \|\| a == 1"
	_ = a != 1 || a != 2           // VET "suspect or: a != 1 \|\| a != 2"
	_ = a == 1 && a == 2           // VET "suspect and: a == 1 && a == 2"
	_ = a == 1 && b == 2 && a == 1 // VET "redundant and: a == 1 && a == 1"
	_ = a != 1 || get() == 1 || a != 2
	_ = a != 1 && a != 2
	_ = a == b || (b == a || a == b) // VET "redundant or: a == b \|\| a == b"
	// nilfunc
	if get == nil || main != nil { // VET "comparison of function get == nil is always false" VET "comparison of function main != nil is always true"
	}
	f := get
	_ = f == nil
	_ = t.String == nil // VET "comparison of function String == nil is always false"
	// stringintconv
	_ = string(x)          // VET "conversion from int to string yields a string of one rune, not a string of digits"
	_ = string(rune(x))
	_ = string(byte(x))
	_ = MyString(MyInt(1)) // VET "conversion from MyInt \(int\) to MyString \(string\) yields a string of one rune"
	_ = string(int64(x))   // VET "conversion from int64 to string"
	_ = string([]byte{1})
	_ = string(65)         // VET "conversion from untyped int to string"
	_ = string('a')
	// sigchanyzer
	c := make(chan os.Signal)
	signal.Notify(c, os.Interrupt) // VET "misuse of unbuffered os.Signal channel as argument to signal.Notify"
	c2 := make(chan os.Signal, 1)
	signal.Notify(c2, os.Interrupt)
	var c3 = make(chan os.Signal)
	signal.Notify(c3) // VET "misuse of unbuffered os.Signal channel as argument to signal.Notify"
	// unusedresult
	fmt.Sprint("x")     // VET "result of fmt.Sprint call not used"
	fmt.Errorf("x")     // VET "result of fmt.Errorf call not used"
	errors.New("x")     // VET "result of errors.New call not used"
	sort.Reverse(nil)   // VET "result of sort.Reverse call not used"
	context.WithValue(context.Background(), "k", 1) // VET "result of context.WithValue call not used"
	t.String()          // VET "result of \(command-line-arguments.T\).String call not used"
	(&t).Error()        // VET "result of \(\*command-line-arguments.T\).Error call not used"
	fmt.Sprintln("x")   // OURS "result of fmt.Sprintln call not used"
	_ = fmt.Sprint("x")
	shifts[int8](1)
	conv[string](1, byte(1))
	_, _ = method()
}
