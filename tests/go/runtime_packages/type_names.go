package main

import (
	"sync"
	"unsafe"
)

type T struct{ a int }
type G[A, B any] struct{}
type I interface{ M(int, ...string) (error, bool) }

func try(v any) {
	defer func() { println(recover().(error).Error()) }()
	_ = v.(interface{ Nope() })
}
func try2(v any) {
	defer func() { println(recover().(error).Error()) }()
	_ = v.(T)
}

func main() {
	var u unsafe.Pointer
	for _, v := range []any{1, "a", T{}, &T{}, []any{}, map[string]any{}, struct{}{}, struct {
		A int `json:"a"`
		sync.Mutex
		b []T
	}{}, func(int, ...string) {}, func() error { return nil }, func(a, b int) (x, y bool) { return }, make(chan int), make(chan<- int), make(<-chan T), make(chan (<-chan int)), [3]byte{}, []rune{}, G[int, T]{}, G[*T, []string]{}, new(I), new(any), new(error), u, uintptr(1), 1i, new(interface {
		A()
		B(int) string
	}), sync.Mutex{}, new(sync.Map)} {
		try(v)
		if _, ok := v.(T); !ok {
			try2(v)
		}
	}
}

// expect: interface conversion: int is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is int, not main.T
// expect: interface conversion: string is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is string, not main.T
// expect: interface conversion: main.T is not interface { Nope() }: missing method Nope
// expect: interface conversion: *main.T is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is *main.T, not main.T
// expect: interface conversion: []interface {} is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is []interface {}, not main.T
// expect: interface conversion: map[string]interface {} is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is map[string]interface {}, not main.T
// expect: interface conversion: struct {} is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is struct {}, not main.T
// expect: interface conversion: struct { A int "json:\"a\""; sync.Mutex; b []main.T } is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is struct { A int "json:\"a\""; sync.Mutex; b []main.T }, not main.T
// expect: interface conversion: func(int, ...string) is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is func(int, ...string), not main.T
// expect: interface conversion: func() error is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is func() error, not main.T
// expect: interface conversion: func(int, int) (bool, bool) is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is func(int, int) (bool, bool), not main.T
// expect: interface conversion: chan int is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is chan int, not main.T
// expect: interface conversion: chan<- int is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is chan<- int, not main.T
// expect: interface conversion: <-chan main.T is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is <-chan main.T, not main.T
// expect: interface conversion: chan (<-chan int) is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is chan (<-chan int), not main.T
// expect: interface conversion: [3]uint8 is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is [3]uint8, not main.T
// expect: interface conversion: []int32 is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is []int32, not main.T
// expect: interface conversion: main.G[int,main.T] is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is main.G[int,main.T], not main.T
// expect: interface conversion: main.G[*main.T,[]string] is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is main.G[*main.T,[]string], not main.T
// expect: interface conversion: *main.I is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is *main.I, not main.T
// expect: interface conversion: *interface {} is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is *interface {}, not main.T
// expect: interface conversion: *error is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is *error, not main.T
// expect: interface conversion: unsafe.Pointer is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is unsafe.Pointer, not main.T
// expect: interface conversion: uintptr is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is uintptr, not main.T
// expect: interface conversion: complex128 is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is complex128, not main.T
// expect: interface conversion: *interface { A(); B(int) string } is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is *interface { A(); B(int) string }, not main.T
// expect: interface conversion: sync.Mutex is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is sync.Mutex, not main.T
// expect: interface conversion: *sync.Map is not interface { Nope() }: missing method Nope
// expect: interface conversion: interface {} is *sync.Map, not main.T
