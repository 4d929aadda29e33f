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
		defer mu.Unlock()
		book = append(book, name)
	}
	fmt.Println(len(book), "names")
}
