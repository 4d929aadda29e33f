package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	var book []string
	for _, name := range []string{"Ada", "Bob", "Eve"} {
		mu.Lock()
		book = append(book, name)
		mu.Unlock()
	}
	fmt.Println(len(book), "names")
}
