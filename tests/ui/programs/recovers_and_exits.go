// A panic that was recovered is not why it ends.
package main

import "os"

func main() {
	func() {
		defer func() { recover() }()
		panic("recovered")
	}()
	os.Exit(3)
}
