package main

import (
	"errors"
	"fmt"
	"time"
)

type code struct{ n int }

func (c *code) Error() string { return "code" }

type plain struct{}

func main() {
	start := time.Now()
	defer fmt.Println(time.Since(start)) // OURS "call to time.Since is not deferred"
	defer func() { fmt.Println(time.Since(start)) }()
	defer func(d time.Duration) {}(time.Since(start)) // OURS "call to time.Since is not deferred"
	defer time.Since(start)

	var s []int
	s = append(s) // OURS "append with no values"
	s = append(s, 1)
	s = append(s, s...)

	err := errors.New("x")
	var c *code
	var v code
	var p plain
	var temporary interface{ Temporary() bool }
	var e error
	var target any = &c
	_ = errors.As(err, &c)
	_ = errors.As(err, &temporary)
	_ = errors.As(err, target)
	_ = errors.As(err, &v)  // VET "second argument to errors.As must be a non-nil pointer to either"
	_ = errors.As(err, p)   // VET "second argument to errors.As must be a non-nil pointer"
	_ = errors.As(err, &e)  // VET "second argument to errors.As should not be \*error"
	_ = errors.As(err, nil) // VET "second argument to errors.As must be a non-nil pointer"
}
