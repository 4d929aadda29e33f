// Every goroutine starts two more.
package main

func spawn() {
	go spawn()
	go spawn()
	select {}
}

func main() {
	spawn()
}
