package main

import (
	"fmt"
	"time"
)

func work() {
	start := time.Now()
	defer func() { fmt.Println("took", time.Since(start).Round(time.Second)) }()
	time.Sleep(2 * time.Second)
}

func main() {
	work()
}
