// A run that does not end by itself.
package main

func main() {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			for i := 0; i < 50000; i++ {
			}
			pong <- v + 1
		}
	}()
	for v := 0; ; {
		ping <- v
		v = <-pong
	}
}
