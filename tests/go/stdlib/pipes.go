// A goroutine that waits for a pipe is parked in the netpoller.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// What print statements write, by putting a pipe in the place of standard output.
func captured(print func()) string {
	r, w, err := os.Pipe()
	if err != nil {
		return err.Error()
	}
	stdout := os.Stdout
	os.Stdout = w
	text := make(chan string)
	go func() {
		all, _ := io.ReadAll(r)
		text <- string(all)
	}()
	print()
	w.Close()
	os.Stdout = stdout
	return <-text
}

func main() {
	fmt.Printf("%q\n", captured(func() { fmt.Println("hello"); fmt.Print(1, 2) }))

	// More than a pipe holds: writers wait for readers.
	r, w, _ := os.Pipe()
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n, err := w.Write([]byte(strings.Repeat("x", 100_000)))
			if n != 100_000 || err != nil {
				fmt.Println("short write", n, err)
			}
		}()
	}
	go func() { wg.Wait(); w.Close() }()
	all, err := io.ReadAll(r)
	fmt.Println(len(all), err)

	// Readers wait for a writer; each line wakes one.
	r, w, _ = os.Pipe()
	done := make(chan int)
	go func() {
		lines := bufio.NewScanner(r)
		sum := 0
		for lines.Scan() {
			sum += len(lines.Text())
		}
		done <- sum
	}()
	for i := 0; i < 5; i++ {
		time.Sleep(time.Millisecond)
		fmt.Fprintln(w, strings.Repeat("y", i))
	}
	w.Close()
	fmt.Println(<-done)

	// The other end is closed; the own end is closed while waiting.
	r, w, _ = os.Pipe()
	r.Close()
	_, err = w.WriteString("x")
	fmt.Println(err)
	r, w, _ = os.Pipe()
	failed := make(chan error)
	go func() {
		_, err := r.Read(make([]byte, 1))
		failed <- err
	}()
	time.Sleep(time.Millisecond)
	r.Close()
	err = <-failed
	fmt.Println(err, errors.Is(err, os.ErrClosed))
	w.Close()
	_, err = r.Read(make([]byte, 1))
	fmt.Println(err)
}

// expect: "hello\n1 2"
// expect: 300000 <nil>
// expect: 10
// expect: write |1: broken pipe
// expect: read |0: file already closed true
// expect: read |0: file already closed
