// Subtests of a T that the program makes itself, which only works here: go test makes them elsewhere.
package main

import (
	"fmt"
	"testing"
)

func main() {
	t := &testing.T{}
	ok := t.Run("first", func(t *testing.T) {
		t.Run("in parallel", func(t *testing.T) { t.Parallel(); t.Log("fine") })
		t.Cleanup(func() { fmt.Println("cleaned up", t.Name()) })
	})
	failed := t.Run("second", func(t *testing.T) { t.Fatalf("%d", 1); fmt.Println("not reached") })
	fmt.Println(ok, failed, t.Failed())
}

// expect: cleaned up first
// expect: true false true
