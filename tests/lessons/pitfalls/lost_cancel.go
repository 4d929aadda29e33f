package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

var running atomic.Int32

// server answers after a while, unless it is told to stop.
func server(ctx context.Context, patience time.Duration, question string, answers chan<- string) {
	running.Add(1)
	defer running.Add(-1)
	if question == "" {
		<-ctx.Done()
		return
	}
	select {
	case <-time.After(patience):
		answers <- "yes"
	case <-ctx.Done():
	}
}

func ask(parent context.Context, question string) (string, error) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	answers := make(chan string, 2)
	go server(ctx, 10*time.Millisecond, question, answers)
	go server(ctx, 20*time.Millisecond, question, answers)
	if question == "" {
		return "", errors.New("no question")
	}
	answer := <-answers
	cancel()
	return answer, nil
}

func main() {
	for _, question := range []string{"", "is it Friday?"} {
		answer, err := ask(context.Background(), question)
		fmt.Printf("%q: %q, %v\n", question, answer, err)
	}
	time.Sleep(time.Second)
	fmt.Println("servers running:", running.Load())
}
