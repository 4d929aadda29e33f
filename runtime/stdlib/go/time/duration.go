package time

import "errors"

// A Duration is a length of time in nanoseconds; about 290 years at most.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// String writes a duration as 72h3m0.5s; below a second in the largest unit that leaves a digit before the point.
func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	var buf [32]byte
	at := len(buf)
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	if u < uint64(Second) {
		unit, digits := "ns", 0
		switch {
		case u >= uint64(Millisecond):
			unit, digits = "ms", 6
		case u >= uint64(Microsecond):
			unit, digits = "µs", 3
		}
		at -= len(unit)
		copy(buf[at:], unit)
		at, u = putFraction(buf[:at], u, digits)
		at = putInt(buf[:at], u)
	} else {
		at--
		buf[at] = 's'
		at, u = putFraction(buf[:at], u, 9)
		at = putInt(buf[:at], u%60)
		u /= 60
		if u > 0 {
			at--
			buf[at] = 'm'
			at = putInt(buf[:at], u%60)
			u /= 60
			if u > 0 {
				at--
				buf[at] = 'h'
				at = putInt(buf[:at], u)
			}
		}
	}
	if d < 0 {
		at--
		buf[at] = '-'
	}
	return string(buf[at:])
}

// putFraction writes the last `digits` decimal digits of v at the end of buf, after a point and without trailing zeros, and
// gives where it began and the rest of v.
func putFraction(buf []byte, v uint64, digits int) (int, uint64) {
	at := len(buf)
	wrote := false
	for i := 0; i < digits; i++ {
		digit := v % 10
		wrote = wrote || digit != 0
		if wrote {
			at--
			buf[at] = '0' + byte(digit)
		}
		v /= 10
	}
	if wrote {
		at--
		buf[at] = '.'
	}
	return at, v
}

func putInt(buf []byte, v uint64) int {
	at := len(buf)
	for {
		at--
		buf[at] = '0' + byte(v%10)
		v /= 10
		if v == 0 {
			return at
		}
	}
}

func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// Whole units and the rest are divided apart, so that sums like 1h + 1ns lose nothing.
func (d Duration) Seconds() float64 { return float64(d/Second) + float64(d%Second)/1e9 }
func (d Duration) Minutes() float64 { return float64(d/Minute) + float64(d%Minute)/(60*1e9) }
func (d Duration) Hours() float64   { return float64(d/Hour) + float64(d%Hour)/(60*60*1e9) }

// Truncate rounds towards zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds to the nearest multiple of m, halves away from zero; what does not fit becomes the largest Duration.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if lessThanHalf(r, m) {
			return d + r
		}
		if down := d - m + r; down < d {
			return down
		}
		return minDuration
	}
	if lessThanHalf(r, m) {
		return d - r
	}
	if up := d + m - r; up > d {
		return up
	}
	return maxDuration
}

func lessThanHalf(x, y Duration) bool { return uint64(x)+uint64(x) < uint64(y) }

func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	default:
		return -d
	}
}

func unitOf(name string) (Duration, bool) {
	switch name {
	case "ns":
		return Nanosecond, true
	case "us", "µs", "μs": // both micro signs
		return Microsecond, true
	case "ms":
		return Millisecond, true
	case "s":
		return Second, true
	case "m":
		return Minute, true
	case "h":
		return Hour, true
	}
	return 0, false
}

// ParseDuration reads signed decimal numbers, each with a fraction and a unit: "300ms", "-1.5h", "2h45m".
func ParseDuration(s string) (Duration, error) {
	whole := s
	invalid := func() (Duration, error) { return 0, errors.New("time: invalid duration " + quote(whole)) }
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return invalid()
	}
	var sum uint64
	for s != "" {
		number, fraction, scale, rest, ok := leadingNumber(s)
		if !ok {
			return invalid()
		}
		s = rest
		end := 0
		for end < len(s) && s[end] != '.' && (s[end] < '0' || s[end] > '9') {
			end++
		}
		if end == 0 {
			return 0, errors.New("time: missing unit in duration " + quote(whole))
		}
		unit, known := unitOf(s[:end])
		if !known {
			return 0, errors.New("time: unknown unit " + quote(s[:end]) + " in duration " + quote(whole))
		}
		s = s[end:]
		if number > 1<<63/uint64(unit) {
			return invalid()
		}
		number *= uint64(unit)
		if fraction > 0 {
			number += uint64(float64(fraction) * (float64(unit) / scale))
			if number > 1<<63 {
				return invalid()
			}
		}
		sum += number
		if sum > 1<<63 {
			return invalid()
		}
	}
	if negative {
		return -Duration(sum), nil
	}
	if sum > 1<<63-1 {
		return invalid()
	}
	return Duration(sum), nil
}

// leadingNumber reads digits with an optional fraction: fraction/scale. Digits of the fraction that don't fit are dropped.
func leadingNumber(s string) (number, fraction uint64, scale float64, rest string, ok bool) {
	i := 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if number > 1<<63/10 {
			return 0, 0, 0, s, false
		}
		number = number*10 + uint64(s[i]-'0')
		if number > 1<<63 {
			return 0, 0, 0, s, false
		}
	}
	digits := i
	scale = 1
	if i < len(s) && s[i] == '.' {
		i++
		full := false
		for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
			digits++
			if full || fraction > (1<<63-1)/10 {
				full = true
				continue
			}
			next := fraction*10 + uint64(s[i]-'0')
			if next > 1<<63 {
				full = true
				continue
			}
			fraction = next
			scale *= 10
		}
	}
	return number, fraction, scale, s[i:], digits > 0
}
