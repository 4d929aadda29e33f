// Every goroutine starts two more, and takes its time.
package main

func spawn() {
	for n := 0; n < 2000; n++ {
	}
	go spawn()
	go spawn()
	select {}
}

func main() {
	spawn()
}
