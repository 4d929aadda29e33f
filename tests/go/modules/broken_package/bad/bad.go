package bad

func F() int {
	n := 1
	return "x"
}
