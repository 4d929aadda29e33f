// Nothing happens, for ever.
package main

func main() {
	for {
	}
}
