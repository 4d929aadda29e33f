// Arrays and structs that no frame holds: local, global, in literals, assigned, ranged over, boxed and in slices.
package main

import "fmt"

type big [100000]int

type holder struct {
	name  string
	table big
	tail  [3]int
}

var global = big{5: 50, 99999: 7}
var nested = holder{name: "n", table: big{1: 11}, tail: [3]int{1, 2, 3}}
var kept any = global

func fill(to *big) {
	for i := range to {
		to[i] = i
	}
}

func main() {
	var local [100000]int
	for i := range local {
		local[i] = i * 2
	}
	other := local
	other[1] = -1
	fmt.Println(local[1], other[1], local[99999], len(other))
	fmt.Println(global[5], global[99999], nested.name, nested.table[1], nested.tail)

	literal := big{3: 33}
	literal = big{2: literal[3]}
	fmt.Println(literal[2], literal[3])
	p := &holder{table: literal}
	fill(&p.table)
	sum := 0
	for _, v := range p.table {
		sum += v
		p.table[99999] = 0 // the loop goes over a copy
	}
	fmt.Println(sum, p.table[99999])

	list := make([]holder, 2)
	list[1] = *p
	list[1].name = "second"
	q := list[1]
	fmt.Println(q.name, q.table[77], p.name == "", list[0].table[77])
	global[5] = 51
	isBig := fmt.Sprintf("%T", kept) == "main.big"
	fmt.Println(isBig, global[5])
	func() {
		defer func() { fmt.Println(recover()) }()
		var none *big
		_ = *none
	}()
	fmt.Println(0_12i, 08.5, 0_1)
}

// expect: 2 -1 199998 100000
// expect: 50 7 n 11 [1 2 3]
// expect: 33 0
// expect: 4999950000 0
// expect: second 77 true 0
// expect: true 51
// expect: runtime error: invalid memory address or nil pointer dereference
// expect: (0+12i) 8.5 1
