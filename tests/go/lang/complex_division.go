package main

import (
	"fmt"
	"math"
)

// Infinities and NaNs in a complex division: Smith's method first, and C99's rules only where that gives two NaNs.
func main() {
	inf, nan, zero := math.Inf(1), math.NaN(), 0.0
	fmt.Println(complex(1e200, nan) / complex(zero, 0))
	fmt.Println(complex(inf, 1e200) / complex(2.5, 1))
	fmt.Println(complex(1, 1) / complex(inf, nan))
	fmt.Println(complex(1, 0) / complex(nan, 1))
	fmt.Println(complex(zero, 0) / complex(zero, 0))
	fmt.Println(complex(zero, -zero) / complex(math.Inf(-1), -2e20))
	big := complex64(complex(float32(1e30), 1))
	fmt.Println(big*big, big/(big*-big))
}

// expect: (+Inf+NaNi)
// expect: (+Inf-Infi)
// expect: (0+0i)
// expect: (NaN+NaNi)
// expect: (NaN+NaNi)
// expect: (-0+0i)
// expect: (+Inf+2e+30i) (-0-0i)
