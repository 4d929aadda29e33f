// Package unsafe: what of it makes sense for the layout of values here.

//go:build go1.20

package main

import (
	"fmt"
	"unsafe"
)

type pair struct {
	a int32
	b float64
}

type person struct {
	name string
	tags []string
	age  int
}

type node struct {
	value any
	next  unsafe.Pointer // *node
}

func shown(f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	f()
}

func sum[T int8 | int](first *T, n int) (s T) {
	for _, v := range unsafe.Slice(first, n) {
		s += v
	}
	return s
}

func main() {
	arr := [6]int{1, 2, 3, 4, 5, 6}
	s := unsafe.Slice(&arr[1], 4)
	s[0] = 20
	fmt.Println(s, len(s), cap(s), arr[1])
	small := [4]int8{1, 2, 3, -4}
	fmt.Println(sum(&arr[0], 0), sum(&small[0], 4))

	second := (*int)(unsafe.Add(unsafe.Pointer(&arr[0]), unsafe.Sizeof(arr[0])*2))
	*second = 30
	fmt.Println(arr[2], *(*int)(unsafe.Add(unsafe.Pointer(second), -16)))

	p := pair{7, 2.5}
	fmt.Println(*(*float64)(unsafe.Add(unsafe.Pointer(&p), unsafe.Offsetof(p.b))))
	at := uintptr(unsafe.Pointer(&p)) + unsafe.Offsetof(p.b)
	fmt.Println(*(*float64)(unsafe.Pointer(at)))

	bytes := []byte("hello, gopher")
	str := unsafe.String(&bytes[7], 6)
	bytes[7] = 'G'
	fmt.Println(str, unsafe.String(unsafe.SliceData(bytes), 5))
	text := "text"
	fmt.Println(*unsafe.StringData(text), string(unsafe.Slice(unsafe.StringData(text), len(text))))
	fmt.Println(*unsafe.SliceData(arr[3:]), unsafe.SliceData([]int(nil)) == nil)
	fmt.Println(unsafe.Slice((*int)(nil), 0) == nil, unsafe.String(nil, 0) == "")

	first := &node{value: 1}
	first.next = unsafe.Pointer(&node{value: "two"})
	fmt.Println((*node)(first.next).value)

	gopher := person{"Gopher", nil, 14}
	age := (*int)(unsafe.Add(unsafe.Pointer(&gopher), unsafe.Offsetof(gopher.age)))
	*age++
	fmt.Println(gopher.age, unsafe.Offsetof(gopher.age), unsafe.Sizeof(gopher))
	fmt.Println(*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gopher)) + unsafe.Offsetof(gopher.age))))
	names := []string{"a", "b", "c"}
	for i := range names {
		fmt.Print(*(*string)(unsafe.Add(unsafe.Pointer(&names[0]), uintptr(i)*unsafe.Sizeof(names[0]))))
	}
	fmt.Println()

	n := -1
	shown(func() { _ = unsafe.Slice(&arr[0], n) })
	shown(func() { _ = unsafe.Slice((*int)(nil), len(arr)) })
	shown(func() { _ = unsafe.String(&bytes[0], n) })
	shown(func() { _ = unsafe.Slice(&arr[0], 1<<62) })
}

// expect: [20 3 4 5] 4 4 20
// expect: 0 2
// expect: 30 1
// expect: 2.5
// expect: 2.5
// expect: Gopher hello
// expect: 116 text
// expect: 4 true
// expect: true true
// expect: two
// expect: 15 40 48
// expect: 15
// expect: abc
// expect: runtime error: unsafe.Slice: len out of range
// expect: runtime error: unsafe.Slice: ptr is nil and len is not zero
// expect: runtime error: unsafe.String: len out of range
// expect: runtime error: unsafe.Slice: len out of range
