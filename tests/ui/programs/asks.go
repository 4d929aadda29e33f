package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

func main() {
	fmt.Println(len(os.Args)-1, "arguments:", os.Args[1:], "greeting", os.Getenv("WHO"))
	in := bufio.NewScanner(os.Stdin)
	sum := 0
	for in.Scan() {
		n, err := strconv.Atoi(in.Text())
		if err != nil {
			fmt.Println("no number:", err)
			continue
		}
		sum += n
		fmt.Println("so far", sum)
	}
	fmt.Println("the sum is", sum)
}
