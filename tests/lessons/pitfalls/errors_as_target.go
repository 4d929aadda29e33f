package main

import (
	"errors"
	"fmt"
)

type missing struct{ file string }

func (m *missing) Error() string { return "no such file" }

func open(file string) error {
	return fmt.Errorf("open: %w", &missing{file})
}

func main() {
	var m *missing
	if err := open("go.mod"); errors.As(err, &m) {
		fmt.Println("missing:", m.file)
	}
}
