// go: 1.21
package main

import (
	"fmt"

	"golang.org/x/sync/errgroup"
)

func main() {
	var g errgroup.Group
	for _, v := range []int{1, 2} {
		g.Go(func() error {
			fmt.Println(v) // OURS "loop variable v captured by func literal"
			return nil
		})
	}
	_ = g.Wait()
}
