package main

import "fmt"

type pair struct{ a, b int }

func (p *pair) sum(x ...int) int { return p.a }

// The expressions that messages quote are written as gofmt writes them by themselves.
func main() {
	i, j, k := 1, 2, 3
	p, q := &pair{1, 2}, &i
	l := []int{1, 2, 3}
	var e any = i
	fmt.Printf("%s", i+1)             // VET "arg i \+ 1 of"
	fmt.Printf("%s", i+j*k)           // VET "arg i \+ j\*k of"
	fmt.Printf("%s", i*j*k)           // VET "arg i \* j \* k of"
	fmt.Printf("%s", (i+j)*k)         // VET "arg \(i \+ j\) \* k of"
	fmt.Printf("%s", i+j+k)           // VET "arg i \+ j \+ k of"
	fmt.Printf("%s", i-(j-k))         // VET "arg i - \(j - k\) of"
	fmt.Printf("%s", l[i+1])          // VET "arg l\[i\+1\] of"
	fmt.Printf("%d", l[i+1] > 2)      // VET "arg l\[i\+1\] > 2 of"
	fmt.Printf("%s", l[i+1:j])        // VET "arg l\[i\+1 : j\] of"
	fmt.Printf("%s", l[:j])           // VET "arg l\[:j\] of"
	fmt.Printf("%s", l[i+1:])         // VET "arg l\[i\+1:\] of"
	fmt.Printf("%s", p.sum(i+1))      // VET "arg p.sum\(i \+ 1\) of"
	fmt.Printf("%s", p.sum(i+1, j))   // VET "arg p.sum\(i\+1, j\) of"
	fmt.Printf("%s", p.sum(l...))     // VET "arg p.sum\(l...\) of"
	fmt.Printf("%s", i / *q)          // VET "arg i / \*q of"
	fmt.Printf("%s", i+j / *q)        // VET "arg i \+ j / \*q of"
	fmt.Printf("%s", i - -j)          // VET "arg i - -j of"
	fmt.Printf("%s", -i<<2|j)         // VET "arg -i<<2 \| j of"
	fmt.Printf("%s", e.(int))         // VET "arg e.\(int\) of"
	fmt.Printf("%s", pair{a: 1, b: i+1}) // VET "arg pair{a: 1, b: i \+ 1} of"
	fmt.Printf("%s", len(l)&^3)       // VET "arg len\(l\) &\^ 3 of"
	fmt.Printf("%d", i < j && j < k || i+1 == k*2) // VET "arg i < j && j < k \|\| i\+1 == k\*2 of"
	l[i+1] = l[i + 1]                 // VET "self-assignment of l\[i\+1\] to l\[i\+1\]"
	fmt.Printf("%s", map[string]int{"a": i+1}["a"]) // VET "arg map\[string\]int{\"a\": i \+ 1}\[\"a\"\] of"
}
