package main

import (
	"bufio"
	"fmt"
	"os"
	"sync"
)

// Lines of standard input go to two workers; arguments and environment are what the run was given.
func main() {
	lines := make(chan string)
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for line := range lines {
				mu.Lock()
				total += len(line)
				mu.Unlock()
			}
		}()
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		lines <- in.Text()
	}
	close(lines)
	wg.Wait()
	fmt.Println(total, os.Args[1:], os.Getenv("HOME"), os.Getenv("GREETING"), len(os.Environ()))
}

// flags: --env HOME=/home/gopher --env GREETING=hello=there
// args: a -b
// stdin: one
// stdin: three
// stdin:
// stdin: and the last
// status: 0
// stdout: 20 [a -b] /home/gopher hello=there 2
