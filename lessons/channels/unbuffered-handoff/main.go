package main

import "fmt"

// greeter sends three words and then says that there are no more.
func greeter(words chan<- string) {
	for _, word := range []string{"hello", "from", "afar"} {
		words <- word
	}
	close(words)
}

func main() {
	words := make(chan string)
	go greeter(words)
	for word := range words {
		fmt.Println(word)
	}
}
