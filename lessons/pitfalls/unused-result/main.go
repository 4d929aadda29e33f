package main

import "fmt"

func find(name string) error {
	if name != "ada" {
		fmt.Errorf("no user %s", name)
	}
	return nil
}

func main() {
	if err := find("bob"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("found bob")
}
