// Keeps all it allocates.
package main

type node struct {
	next  *node
	word int
}

func main() {
	var list *node
	for {
		list = &node{next: list}
	}
}
