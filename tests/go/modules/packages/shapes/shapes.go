package shapes

import "example.com/x/internal/count"

type Shape interface{ Area() int }

var Default Shape = Square{5}

var _ = count.Next("shapes")
