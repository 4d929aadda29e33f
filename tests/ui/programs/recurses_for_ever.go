// Its stack would grow to Go's limit of 1 GB.
package main

func deeper(n int) int {
	return deeper(n+1) + 1
}

func main() {
	println(deeper(0))
}
