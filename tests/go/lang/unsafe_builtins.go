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
	fmt.Println(s, len(s), cap(s), arr[1]) // expect: [20 3 4 5] 4 4 20
	small := [4]int8{1, 2, 3, -4}
	fmt.Println(sum(&arr[0], 0), sum(&small[0], 4)) // expect: 0 2

	second := (*int)(unsafe.Add(unsafe.Pointer(&arr[0]), unsafe.Sizeof(arr[0])*2))
	*second = 30
	fmt.Println(arr[2], *(*int)(unsafe.Add(unsafe.Pointer(second), -16))) // expect: 30 1

	p := pair{7, 2.5}
	fmt.Println(*(*float64)(unsafe.Add(unsafe.Pointer(&p), unsafe.Offsetof(p.b)))) // expect: 2.5
	at := uintptr(unsafe.Pointer(&p)) + unsafe.Offsetof(p.b)
	fmt.Println(*(*float64)(unsafe.Pointer(at))) // expect: 2.5

	bytes := []byte("hello, gopher")
	str := unsafe.String(&bytes[7], 6)
	bytes[7] = 'G'
	fmt.Println(str, unsafe.String(unsafe.SliceData(bytes), 5)) // expect: Gopher hello
	text := "text"
	fmt.Println(*unsafe.StringData(text), string(unsafe.Slice(unsafe.StringData(text), len(text)))) // expect: 116 text
	fmt.Println(*unsafe.SliceData(arr[3:]), unsafe.SliceData([]int(nil)) == nil)                    // expect: 4 true
	fmt.Println(unsafe.Slice((*int)(nil), 0) == nil, unsafe.String(nil, 0) == "")                   // expect: true true

	first := &node{value: 1}
	first.next = unsafe.Pointer(&node{value: "two"})
	fmt.Println((*node)(first.next).value) // expect: two

	gopher := person{"Gopher", nil, 14}
	age := (*int)(unsafe.Add(unsafe.Pointer(&gopher), unsafe.Offsetof(gopher.age)))
	*age++
	fmt.Println(gopher.age, unsafe.Offsetof(gopher.age), unsafe.Sizeof(gopher)) // expect: 15 40 48
	fmt.Println(*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gopher)) + unsafe.Offsetof(gopher.age)))) // expect: 15
	names := []string{"a", "b", "c"}
	for i := range names {
		fmt.Print(*(*string)(unsafe.Add(unsafe.Pointer(&names[0]), uintptr(i)*unsafe.Sizeof(names[0]))))
	}
	fmt.Println() // expect: abc

	n := -1
	shown(func() { _ = unsafe.Slice(&arr[0], n) })
	// expect: runtime error: unsafe.Slice: len out of range
	shown(func() { _ = unsafe.Slice((*int)(nil), len(arr)) })
	// expect: runtime error: unsafe.Slice: ptr is nil and len is not zero
	shown(func() { _ = unsafe.String(&bytes[0], n) })
	// expect: runtime error: unsafe.String: len out of range
	shown(func() { _ = unsafe.Slice(&arr[0], 1<<62) })
	// expect: runtime error: unsafe.Slice: len out of range
}
