package main

import _ "example.com/x/a"

func main() {}

// expect: package command-line-arguments
// expect: 	imports example.com/x/a
// expect: 	imports example.com/x/b
// expect: 	imports example.com/x/a: import cycle not allowed
