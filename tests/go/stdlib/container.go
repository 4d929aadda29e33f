// Heaps, lists, rings.
package main

import (
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
	"sort"
)

type item struct {
	name     string
	priority int
	index    int
}
type queue []*item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].priority > q[j].priority }
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *queue) Push(x any) {
	it := x.(*item)
	it.index = len(*q)
	*q = append(*q, it)
}
func (q *queue) Pop() any {
	old := *q
	it := old[len(old)-1]
	*q = old[:len(old)-1]
	return it
}

func main() {
	q := queue{}
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		heap.Push(&q, &item{name: name, priority: i * 7 % 5})
	}
	heap.Init(&q)
	q[3].priority = 9
	heap.Fix(&q, 3)
	heap.Remove(&q, 1)
	for q.Len() > 0 {
		it := heap.Pop(&q).(*item)
		fmt.Print(it.name, it.priority, " ")
	}
	fmt.Println()
	l := list.New()
	four := l.PushBack(4)
	one := l.PushFront(1)
	l.InsertBefore(3, four)
	l.InsertAfter(2, one)
	l.MoveToBack(one)
	l.Remove(four)
	var zero list.List
	zero.PushBackList(l)
	for e := zero.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(l.Len(), zero.Len(), zero.Back().Prev().Value)
	r := ring.New(5)
	for i := 0; i < r.Len(); i++ {
		r.Value = i
		r = r.Next()
	}
	r.Unlink(2)
	sum := 0
	r.Move(-1).Do(func(v any) { fmt.Print(v, " "); sum += v.(int) })
	fmt.Println(r.Len(), sum)
	words := make([]string, 40)
	for i := range words {
		words[i] = fmt.Sprint("w", i*17%40)
	}
	sort.Strings(words)
	fmt.Println(words[0], words[39], sort.StringsAreSorted(words), fmt.Sprintf("%.3v", words[1:3]))
}

// expect: a9 e3 b2 d1 
// expect: 2 3 1 3 3 3
// expect: 4 0 3 3 7
// expect: w0 w9 true [w1 w10]
