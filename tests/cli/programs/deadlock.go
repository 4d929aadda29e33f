package main

func main() {
	<-make(chan int)
}

// status: 2
// stderr: fatal error: all goroutines are asleep - deadlock!
// stderr: goroutine 1 [chan receive]:
