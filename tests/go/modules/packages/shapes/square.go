package shapes

type Square struct{ Side int }

func (s Square) Area() int { return s.Side * s.Side }

func Fail() {
	zero := 0
	println(1 / zero)
}
