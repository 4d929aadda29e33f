// Its stack would grow to Go's limit of 1 GB, but takes its time.
package main

func deeper(n int) int {
	for i := 0; i < 100; i++ {
		n += i
	}
	return deeper(n) + 1
}

func main() {
	println(deeper(0))
}
