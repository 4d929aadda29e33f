// Keeps all it allocates.
package main

type node struct {
	next  *node
	words [1000]int
}

func main() {
	var list *node
	for {
		list = &node{next: list}
	}
}
