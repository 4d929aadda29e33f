// Readers and writers over each other, pipes, wrapped errors.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type timeout struct{ what string }

func (t timeout) Error() string        { return t.what + " timed out" }
func (t timeout) Is(target error) bool { return target == errSlow }
func (t timeout) Timeout() bool        { return true }

type code int

func (c *code) Error() string { return fmt.Sprint("code ", int(*c)) }

var errSlow = errors.New("slow")

type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) { c.n += len(p); return len(p), nil }

func main() {
	base := errors.New("base")
	wrapped := fmt.Errorf("outer: %w", fmt.Errorf("inner: %w", base))
	fmt.Println(wrapped, errors.Is(wrapped, base), errors.Unwrap(errors.Unwrap(wrapped)) == base, errors.Unwrap(base))
	var t timeout
	chain := fmt.Errorf("call: %w", timeout{"dial"})
	fmt.Println(errors.As(chain, &t), t.what, errors.Is(chain, errSlow))
	c := code(7)
	var pc *code
	fmt.Println(errors.As(fmt.Errorf("x: %w", &c), &pc), *pc)
	var to interface{ Timeout() bool }
	fmt.Println(errors.As(chain, &to), to.Timeout(), errors.As(base, &to), errors.As(nil, &to))
	for _, target := range []any{nil, 5, (*int)(nil), new(int)} {
		func() {
			defer func() { fmt.Println(recover()) }()
			errors.As(base, target)
		}()
	}
	_, err := os.Open("nothing.txt")
	fmt.Println(err, errors.Is(err, os.ErrNotExist))

	r := io.TeeReader(io.MultiReader(strings.NewReader("one "), strings.NewReader("two "), io.LimitReader(strings.NewReader("threefour"), 5)), os.Stdout)
	var n counter
	fmt.Println(io.Copy(io.MultiWriter(&n, io.Discard), r))
	fmt.Println(n.n)
	buf := make([]byte, 4)
	short := strings.NewReader("abcdef")
	fmt.Println(io.ReadFull(short, buf))
	fmt.Println(io.ReadFull(short, buf))
	fmt.Println(io.ReadFull(short, buf))
	all, err := io.ReadAll(strings.NewReader("everything"))
	fmt.Println(string(all), err)
	fmt.Println(io.CopyN(io.Discard, strings.NewReader("abc"), 5))

	pr, pw := io.Pipe()
	go func() {
		for i := 0; i < 3; i++ {
			fmt.Fprintf(pw, "line %d\n", i)
		}
		pw.CloseWithError(errSlow)
	}()
	text, err := io.ReadAll(pr)
	fmt.Printf("%q %v\n", text, err)
	pr.Close()
	_, err = pw.Write([]byte("x"))
	fmt.Println(err)
	section := io.NewSectionReader(strings.NewReader("0123456789"), 2, 5)
	all, err = io.ReadAll(section)
	fmt.Println(string(all), err, section.Size())
	os.Setenv("K", "v")
	v, ok := os.LookupEnv("NOT_SET_ANYWHERE")
	fmt.Println(os.Getenv("K"), v, ok, len(os.Args))
	defer fmt.Println("not printed")
	os.Exit(3)
}

// expect: outer: inner: base true true <nil>
// expect: true dial true
// expect: true 7
// expect: true true false false
// expect: errors: target cannot be nil
// expect: errors: target must be a non-nil pointer
// expect: errors: target must be a non-nil pointer
// expect: errors: *target must be interface or implement error
// expect: open nothing.txt: no such file or directory true
// expect: one two three13 <nil>
// expect: 13
// expect: 4 <nil>
// expect: 2 unexpected EOF
// expect: 0 EOF
// expect: everything <nil>
// expect: 3 EOF
// expect: "line 0\nline 1\nline 2\n" slow
// expect: io: read/write on closed pipe
// expect: 23456 <nil> 5
// expect: v  false 1
