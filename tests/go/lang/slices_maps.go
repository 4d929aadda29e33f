// Slices alias their arrays until append must copy; maps delete while ranging, compare keys by value.
package main

import (
	"fmt"
	"sort"
)

type point struct{ x, y int }

func main() {
	a := [5]int{1, 2, 3, 4, 5}
	s := a[1:3]
	t := append(s, 30)
	fmt.Println(a, s, t, len(s), cap(s))
	u := a[1:3:3]
	u = append(u, 99)
	u[0] = -1
	fmt.Println(a, u, len(u))
	b := a
	b[0] = 100
	fmt.Println(a == b, a != [5]int{1, 2, 3, 30, 5}, copy(a[:], a[2:]), a)
	var nilSlice []int
	fmt.Println(nilSlice == nil, len(nilSlice), append(nilSlice, nilSlice...) == nil, []int{} == nil)
	grid := make([][]rune, 2)
	for i := range grid {
		grid[i] = []rune("..")
	}
	grid[1][0] = '#'
	fmt.Println(string(grid[0]), string(grid[1]))
	sparse := [...]string{2: "c", 0: "a", 4: "e"}
	fmt.Printf("%d %q\n", len(sparse), sparse)
	arr := (*[2]int)(t[:2])
	arr[1] = 7
	fmt.Println(t[:2])

	m := map[point]string{{1, 2}: "p", {3, 4}: "q"}
	v, ok := m[point{1, 2}]
	_, no := m[point{}]
	fmt.Println(v, ok, no, len(m))
	counts := map[string]int{}
	for _, w := range []string{"b", "a", "b"} {
		counts[w]++
	}
	fmt.Println(counts)
	many := map[int]bool{}
	for i := 0; i < 1000; i++ {
		many[i] = i%2 == 0
	}
	for k, even := range many {
		if even {
			delete(many, k)
		}
	}
	keys := make([]int, 0, len(many))
	for k := range many {
		keys = append(keys, k)
	}
	sort.Ints(keys)
	fmt.Println(len(keys), keys[:3], keys[len(keys)-1])
	mixed := map[any]int{1: 1, "1": 2, 1.0: 3, [1]int{1}: 4}
	fmt.Println(mixed[1], mixed["1"], mixed[1.0], mixed[[1]int{1}], mixed[int64(1)])
}

// expect: [1 2 3 30 5] [2 3] [2 3 30] 2 4
// expect: [1 2 3 30 5] [-1 3 99] 3
// expect: false false 3 [3 30 5 30 5]
// expect: true 0 true false
// expect: .. #.
// expect: 5 ["a" "" "c" "" "e"]
// expect: [30 7]
// expect: p true false 2
// expect: map[a:1 b:2]
// expect: 500 [1 3 5] 999
// expect: 1 2 3 4 0
