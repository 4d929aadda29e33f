package dotted

func Dotted(n int) int { return n * n }
