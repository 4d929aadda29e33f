// Untyped constants are exact; integers wrap; shifts, conversions and complex numbers as the language says.
package main

import (
	"fmt"
	"math"
)

type weekday int

const (
	sunday weekday = iota
	monday
	_
	wednesday
)

func (d weekday) String() string { return [...]string{"Sun", "Mon", "Tue", "Wed"}[d] }

const (
	_  = iota
	kb = 1 << (10 * iota)
	mb
)
const (
	a, b = iota, iota * 10
	c, d
)
const huge = 1 << 100
const third = 1.0 / 3

func main() {
	fmt.Println(sunday, monday, wednesday, kb, mb, a, b, c, d, huge>>98, third*3 == 1)
	var u8 uint8 = 250
	var i8 int8 = -128
	u8 += 10
	fmt.Println(u8, -i8, i8-1, ^uint16(0), i8/-1, -7/2, -7%3, 7&^5)
	x, n := 1, uint(70)
	fmt.Println(x<<n, -8>>1, uint32(1)<<31, int32(math.MinInt32)>>n, x<<63)
	f := -3.99
	fmt.Println(int(f), uint8(int(f)), float32(0.1), float64(float32(0.1)), math.Inf(1), -0.0, 1/math.Inf(-1))
	nan := math.NaN()
	fmt.Println(nan == nan, nan < 1, nan != nan, math.MaxUint64 == uint64(1<<64-1))
	z := complex(3, -4)
	fmt.Println(z*z, real(z), imag(z), z == 3-4i, 1/(1+1i))
	fmt.Println('a'+1, string(rune('a'+1)), "é"[0], len("é"), 0b101, 0o17, 0x1p4, 1_000)
	var i any = 1 << 3
	fmt.Printf("%T %v %T %T\n", i, i, 'x', 2i)
	fmt.Println(uint64(math.MaxInt64)+1, int64(math.MinInt64), uint8(300&0xff))
}

// expect: Sun Mon Wed 1024 1048576 0 0 1 10 4 true
// expect: 4 -128 127 65535 -128 -3 -1 2
// expect: 0 -4 2147483648 -1 -9223372036854775808
// expect: -3 253 0.1 0.10000000149011612 +Inf 0 -0
// expect: false false true true
// expect: (-7-24i) 3 -4 true (0.5-0.5i)
// expect: 98 b 195 2 5 15 16 1000
// expect: int 8 int32 complex128
// expect: 9223372036854775808 -9223372036854775808 44
