package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"
	"unsafe"
)

type point struct{ x, y int }
type named string
type stringer struct{ n int }

func (s stringer) String() string { return "s" }

type pstringer struct{ n int }

func (s *pstringer) String() string { return "p" }

type recursive struct{ n int }

func (r recursive) String() string { return fmt.Sprintf("%v", r) } // VET "fmt.Sprintf format %v with arg r causes recursive \(command-line-arguments.recursive\).String method call"

type recursive2 int

func (r *recursive2) Error() string { return fmt.Sprint(&r, r) } // VET "fmt.Sprint arg r causes recursive call to \(\*command-line-arguments.recursive2\).Error method"

type formatter struct{}

func (formatter) Format(s fmt.State, verb rune) {}

type mixed struct {
	a int
	s string
}

type hidden struct{ s stringer }
type shown struct{ S stringer }

type node struct {
	next *node
	v    int
}

func logf(format string, args ...any)         { fmt.Printf(format, args...) }
func logf2(prefix, format string, args ...any) { logf(format, args...) }
func logln(args ...any)                       { log.Println(args...) }
func forgotten(format string, args ...any)    { fmt.Printf(format, args) } // VET "missing ... in args forwarded to printf-like function"
func forgotten2(args ...any)                  { fmt.Println(args) }        // VET "missing ... in args forwarded to print-like function"
func onPurpose(args ...any)                   { fmt.Println("args", args) }
func changes(format string, args ...any) {
	format = "x" + format
	fmt.Printf(format, args...)
}

func generic[T int | string, U any, V ~int](t T, u U, v V) {
	fmt.Printf("%d", t) // VET "fmt.Printf format %d has arg t of wrong type T \(contains string\)"
	fmt.Printf("%v %d", t, v)
	fmt.Printf("%d", u) // VET "fmt.Printf format %d has arg u of wrong type U"
	fmt.Printf("%s", v) // VET "fmt.Printf format %s has arg v of wrong type V \(contains ~int\)"
}

func main() {
	var (
		i   int
		s   string
		f   float64
		b   bool
		c   complex128
		r   rune
		e   error
		p   point
		pi  *int
		any1 any
		bs  []byte
		ss  []string
		m   map[string]int
		ch  chan int
		fn  func()
		n   node
		up  unsafe.Pointer
		arr [3]byte
	)
	fmt.Printf("%d %s %f %t %v %c %v %v %p\n", i, s, f, b, c, r, e, p, pi)
	fmt.Printf("%d", s)                // VET "fmt.Printf format %d has arg s of wrong type string"
	fmt.Printf("%s", i)                // VET "fmt.Printf format %s has arg i of wrong type int"
	fmt.Printf("%f", i)                // VET "fmt.Printf format %f has arg i of wrong type int"
	fmt.Printf("%t", i)                // VET "fmt.Printf format %t has arg i of wrong type int"
	fmt.Printf("%d", f)                // VET "fmt.Printf format %d has arg f of wrong type float64"
	fmt.Printf("%d", 1.5)              // VET "fmt.Printf format %d has arg 1.5 of wrong type float64"
	fmt.Printf("%c", "x")              // VET "fmt.Printf format %c has arg \"x\" of wrong type string"
	fmt.Printf("%d", true)             // VET "fmt.Printf format %d has arg true of wrong type bool"
	fmt.Printf("%d %d", i)             // VET "fmt.Printf format %d reads arg #2, but call has 1 arg"
	fmt.Printf("%d")                   // VET "fmt.Printf format %d reads arg #1, but call has 0 args"
	fmt.Printf("%d", i, i)             // VET "fmt.Printf call needs 1 arg but has 2 args"
	fmt.Printf("hello", i)             // VET "fmt.Printf call has arguments but no formatting directives"
	fmt.Printf("%z", i)                // VET "fmt.Printf format %z has unknown verb z"
	fmt.Printf("%ü", i)                // VET "fmt.Printf format %ü has unknown verb ü"
	fmt.Printf("%", i)                 // VET "fmt.Printf format % is missing verb at end of string"
	fmt.Printf("%-", i)                // VET "fmt.Printf format %- is missing verb at end of string"
	fmt.Printf("%#s", s)               // VET "fmt.Printf format %#s has unrecognized flag #"
	fmt.Printf("%+c", r)               // VET "fmt.Printf format %\+c has unrecognized flag \+"
	fmt.Printf("%.3t", b)              // VET "fmt.Printf format %.3t has unrecognized flag ."
	fmt.Printf("%*d", i, i)
	fmt.Printf("%*d", s, i)            // VET "fmt.Printf format %\*d uses non-int s as argument of \*"
	fmt.Printf("%.*f", i, f)
	fmt.Printf("%[2]d %[1]d", i, i)
	fmt.Printf("%[3]d", i)             // VET "fmt.Printf format has invalid argument index \[3\]"
	fmt.Printf("%[x]d", i)             // VET "fmt.Printf format has invalid argument index \[x\]"
	fmt.Printf("%[1", i)               // VET "fmt.Printf format %\[1 is missing closing \]"
	fmt.Printf("%[1]d %[1]s", i)       // VET "fmt.Printf format %\[1\]s has arg i of wrong type int"
	fmt.Printf("%[2]*[1]d", i, i)
	fmt.Printf("100%%\n")
	fmt.Printf("%d%%\n", i)
	fmt.Printf("%w", e)                // VET "fmt.Printf does not support error-wrapping directive %w"
	fmt.Println(fmt.Errorf("%w", e))
	fmt.Println(fmt.Errorf("%w", s))   // VET "fmt.Errorf format %w has arg s of wrong type string"
	fmt.Println(fmt.Errorf("%w %w", e, e)) // VET "fmt.Errorf call has more than one error-wrapping directive %w"
	fmt.Printf("%s %s %s", e, named("x"), bs)
	fmt.Printf("%s", ss)
	fmt.Printf("%d", ss)               // VET "fmt.Printf format %d has arg ss of wrong type \[\]string"
	fmt.Printf("%d", p)
	fmt.Printf("%d", &p)
	fmt.Printf("%s", p)                // VET "fmt.Printf format %s has arg p of wrong type command-line-arguments.point"
	fmt.Printf("%d", mixed{})          // VET "fmt.Printf format %d has arg mixed{} of wrong type command-line-arguments.mixed"
	fmt.Printf("%s", stringer{})
	fmt.Printf("%d", stringer{})
	fmt.Printf("%s", pstringer{})      // VET "fmt.Printf format %s has arg pstringer{} of wrong type command-line-arguments.pstringer"
	fmt.Printf("%s", &pstringer{})
	fmt.Printf("%s", hidden{})         // VET "fmt.Printf format %s has arg hidden{} of wrong type command-line-arguments.hidden"
	fmt.Printf("%s", shown{})
	fmt.Printf("%k", formatter{})
	fmt.Printf("%d", any1)
	fmt.Printf("%d", nil)              // VET "fmt.Printf format %d has arg nil of wrong type untyped nil"
	fmt.Printf("%v", nil)
	fmt.Printf("%s", m)                // VET "fmt.Printf format %s has arg m of wrong type map\[string\]int"
	fmt.Printf("%v %p", m, m)
	fmt.Printf("%d", ch)
	fmt.Printf("%s", ch)               // VET "fmt.Printf format %s has arg ch of wrong type chan int"
	fmt.Printf("%v", fn)               // VET "fmt.Printf format %v arg fn is a func value, not called"
	fmt.Printf("%p", fn)
	fmt.Printf("%v", main)             // VET "fmt.Printf format %v arg main is a func value, not called"
	fmt.Printf("%d", n)                // VET "fmt.Printf format %d has arg n of wrong type"
	fmt.Printf("%p", i)                // VET "fmt.Printf format %p has arg i of wrong type int"
	fmt.Printf("%p %p", up, bs)
	fmt.Printf("%s %x %q", arr, arr, arr)
	fmt.Printf("%q %x", s, s)
	fmt.Printf("%U %c", r, i)
	fmt.Printf("%s", time.Second)
	fmt.Printf("%d", time.Second)
	fmt.Printf("%s", 'x')              // VET "fmt.Printf format %s has arg 'x' of wrong type rune"
	fmt.Printf("%s", err())
	fmt.Printf("%v %s", ss[0], ss[1:])
	fmt.Printf("%s", -i)               // VET "fmt.Printf format %s has arg -i of wrong type int"
	fmt.Printf("%d", []any{1}...)
	fmt.Printf("%d %s", append([]any{}, i)...)
	fmt.Sprintf("%d", s)               // VET "fmt.Sprintf format %d has arg s of wrong type string" VET "result of fmt.Sprintf call not used"
	fmt.Fprintf(os.Stderr, "%d", s)    // VET "fmt.Fprintf format %d has arg s of wrong type string"
	log.Printf("%d", s)                // VET "log.Printf format %d has arg s of wrong type string"
	log.New(io.Discard, "", 0).Printf("%d", s) // VET "\(\*log.Logger\).Printf format %d has arg s of wrong type string"
	logf("%d", s)                      // VET "command-line-arguments.logf format %d has arg s of wrong type string"
	logf2("x", "%d", s)                // VET "command-line-arguments.logf2 format %d has arg s of wrong type string"
	logln("%d", i)                     // VET "command-line-arguments.logln call has possible formatting directive %d"
	logln("x\n")                       // VET "command-line-arguments.logln arg list ends with redundant newline"
	changes("%d", s)
	onPurpose("%d")
	fmt.Println("%d", i)               // VET "fmt.Println call has possible formatting directive %d"
	fmt.Println("hello\n")             // VET "fmt.Println arg list ends with redundant newline"
	fmt.Println("100%")
	fmt.Println("100% sure")
	fmt.Println("50% done")
	fmt.Print("%5.2f\n", f)            // VET "fmt.Print call has possible formatting directive %5.2f"
	fmt.Print("x\n")
	fmt.Println(fn)                    // VET "fmt.Println arg fn is a func value, not called"
	fmt.Println(os.Stderr, "x")        // VET "fmt.Println does not take io.Writer but has first arg os.Stderr"
	fmt.Fprintln(os.Stderr, "%d", i)   // VET "fmt.Fprintln call has possible formatting directive %d"
	log.Fatalf("%d", s)                // VET "log.Fatalf format %d has arg s of wrong type string"
	const format = "%d\n"
	fmt.Printf(format, s)              // VET "fmt.Printf format %d has arg s of wrong type string"
	fmt.Printf(s, i)
	fmt.Printf(`%d {}`, s)             // VET "fmt.Printf format %d has arg s of wrong type string"
	generic(i, s, i)
	forgotten("%d", i)
	forgotten2(i)
	_ = recursive2(1)
	_ = errors.New
}

func err() error { return nil }
