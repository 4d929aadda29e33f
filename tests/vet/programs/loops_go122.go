// go: 1.22
package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	for i := 0; i < 3; i++ {
		go func() { fmt.Println(i) }()
	}
	for i, mu := 0, (sync.Mutex{}); i < 3; i++ { // OURS "for loop iteration copies lock value to mu: sync.Mutex"
		mu.Lock()
	}
	for i := range 3 {
		defer func() { fmt.Println(i) }() // OURS "defer in a loop"
	}
	a, b := errors.New("a"), errors.New("b")
	fmt.Println(fmt.Errorf("%w, %w", a, b))
}
