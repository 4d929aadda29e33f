// Embedded structs and interfaces, type switches, nil interfaces and comparison of interface values.
package main

import (
	"errors"
	"fmt"
)

type animal interface{ sound() string }
type named interface{ name() string }
type pet interface {
	animal
	named
}
type base struct{ n string }

func (b base) name() string     { return b.n }
func (b *base) rename(n string) { b.n = n }

type dog struct {
	*base
	age int
}

func (dog) sound() string { return "woof" }

type puppy struct{ dog }

func (p puppy) sound() string { return p.dog.sound() + "!" }

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprint("code ", e.code) }

func fails(yes bool) error {
	var e *myErr
	if yes {
		e = &myErr{7}
	}
	return e
}

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("%T", v)
	case pet:
		return "pet " + v.name()
	case error:
		return "error " + v.Error()
	case func() int:
		return fmt.Sprint("func ", v())
	case []int:
		return fmt.Sprint(len(v))
	default:
		return fmt.Sprintf("other %T", v)
	}
}

func main() {
	p := puppy{dog{&base{"rex"}, 1}}
	p.rename("max")
	var a animal = p
	fmt.Println(a.sound(), a.(named).name(), p.n)
	if _, ok := a.(error); !ok {
		fmt.Println("no error")
	}
	for _, x := range []any{nil, 1, int64(2), p, &myErr{3}, func() int { return 4 }, []int{5}, struct{}{}, "s"} {
		fmt.Println(kind(x))
	}
	err := fails(false)
	fmt.Println(err == nil, fails(true))
	wrapped := fmt.Errorf("ctx: %w", fails(true))
	var target *myErr
	fmt.Println(errors.As(wrapped, &target), target.code, errors.Unwrap(wrapped) == error(target))
	var x, y any = 1, 1.0
	fmt.Println(x == y, x == 1, any([2]int{1, 2}) == any([2]int{1, 2}), any(p) == any(p))
	defer func() { fmt.Println(recover()) }()
	fmt.Println(any([]int{}) == any([]int{}))
}

// expect: woof! max max
// expect: no error
// expect: nil
// expect: int
// expect: int64
// expect: pet max
// expect: error code 3
// expect: func 4
// expect: 1
// expect: other struct {}
// expect: other string
// expect: false code 7
// expect: true 7 true
// expect: false true true true
// expect: runtime error: comparing uncomparable type []int
