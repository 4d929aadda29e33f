package main

import "fmt"

type player struct{ name string }

func (p *player) rename(name string) {
	p.name = p.name
}

func main() {
	p := &player{name: "nobody"}
	p.rename("Ada")
	fmt.Println("hello,", p.name)
}
