package time

// A layout is an example: how the reference time, Mon Jan 2 15:04:05 MST 2006, would be written. It is read from left to right
// as texts and elements; both Format and Parse go through nextElement.

const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

type element int

const (
	noElement element = iota
	longMonth
	shortMonth
	month1
	month01
	longWeekday
	shortWeekday
	day2
	dayUnder2
	day02
	yearDayUnder2
	yearDay002
	hour15
	hour3
	hour03
	minute4
	minute04
	second5
	second05
	year2006
	year06
	upperPM
	lowerPM
	zoneName
	zoneOffset    // its form is in the text
	fractionZeros // .000: as many digits
	fractionNines // .999: without trailing zeros
)

// The offsets, longer before shorter ones that they begin with.
var offsetForms = [...]string{"070000", "07:00:00", "0700", "07:00", "07"}

// Elements without a choice.
var plainElements = [...]struct {
	text string
	e    element
}{
	{"January", longMonth}, {"Monday", longWeekday}, {"MST", zoneName}, {"PM", upperPM}, {"pm", lowerPM},
	{"002", yearDay002}, {"01", month01}, {"02", day02}, {"03", hour03}, {"04", minute04}, {"05", second05}, {"06", year06},
	{"15", hour15}, {"1", month1}, {"2006", year2006}, {"2", day2}, {"__2", yearDayUnder2}, {"_2", dayUnder2},
	{"3", hour3}, {"4", minute4}, {"5", second5},
}

func isPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

func isLower(s string, i int) bool { return i < len(s) && 'a' <= s[i] && s[i] <= 'z' }

// elementAt is the element that s begins with, and its length.
func elementAt(s string) (element, int) {
	switch c := s[0]; c {
	case 'J', 'M', 'P', 'p', '0', '1', '2', '3', '4', '5', '_':
		if isPrefix(s, "_2006") {
			return noElement, 0 // an underscore and a year
		}
		for i := range plainElements {
			if p := &plainElements[i]; p.text[0] == c && isPrefix(s, p.text) {
				return p.e, len(p.text)
			}
		}
		// Not in words such as "Janet" or "Month".
		if isPrefix(s, "Jan") && !isLower(s, 3) {
			return shortMonth, 3
		}
		if isPrefix(s, "Mon") && !isLower(s, 3) {
			return shortWeekday, 3
		}
	case '-', 'Z':
		for _, form := range offsetForms {
			if isPrefix(s[1:], form) {
				return zoneOffset, 1 + len(form)
			}
		}
	case '.', ',':
		if len(s) < 2 || s[1] != '0' && s[1] != '9' {
			return noElement, 0
		}
		end := 1
		for end < len(s) && s[end] == s[1] {
			end++
		}
		if isDigit(s, end) {
			return noElement, 0
		}
		if s[1] == '0' {
			return fractionZeros, end
		}
		return fractionNines, end
	}
	return noElement, 0
}

// nextElement splits a layout into the text before the first element, the element, and what follows.
func nextElement(layout string) (prefix string, e element, text, suffix string) {
	for i := 0; i < len(layout); i++ {
		if e, n := elementAt(layout[i:]); e != noElement {
			return layout[:i], e, layout[i : i+n], layout[i+n:]
		}
	}
	return layout, noElement, "", ""
}

// ---- writing

func (t Time) Format(layout string) string {
	return string(t.AppendFormat(make([]byte, 0, len(layout)+10), layout))
}

func appendInt(b []byte, x int, width int) []byte {
	u := uint64(x)
	if x < 0 {
		b = append(b, '-')
		u = -u
	}
	var buf [20]byte
	at := putInt(buf[:], u)
	for len(buf)-at < width && at > 0 {
		at--
		buf[at] = '0'
	}
	return append(b, buf[at:]...)
}

func appendPadded(b []byte, x, width int) []byte {
	for limit := 10; width > 1; width-- {
		if x < limit {
			b = append(b, ' ')
		}
		limit *= 10
	}
	return appendInt(b, x, 0)
}

func (t Time) AppendFormat(b []byte, layout string) []byte {
	local, zone, offset := t.local()
	days, secOfDay := floorDiv(local, secondsPerDay)
	year, month, day, yday := civil(days)
	hour, min, sec := clockOf(secOfDay)
	for layout != "" {
		prefix, e, text, suffix := nextElement(layout)
		b = append(b, prefix...)
		layout = suffix
		switch e {
		case noElement:
			return b
		case year06:
			b = appendInt(b, max(year, -year)%100, 2)
		case year2006:
			b = appendInt(b, year, 4)
		case shortMonth:
			b = append(b, month.String()[:3]...)
		case longMonth:
			b = append(b, month.String()...)
		case month1:
			b = appendInt(b, int(month), 0)
		case month01:
			b = appendInt(b, int(month), 2)
		case shortWeekday:
			b = append(b, t.Weekday().String()[:3]...)
		case longWeekday:
			b = append(b, t.Weekday().String()...)
		case day2:
			b = appendInt(b, day, 0)
		case dayUnder2:
			b = appendPadded(b, day, 2)
		case day02:
			b = appendInt(b, day, 2)
		case yearDayUnder2:
			b = appendPadded(b, yday+1, 3)
		case yearDay002:
			b = appendInt(b, yday+1, 3)
		case hour15:
			b = appendInt(b, hour, 2)
		case hour3:
			b = appendInt(b, (hour+11)%12+1, 0)
		case hour03:
			b = appendInt(b, (hour+11)%12+1, 2)
		case minute4:
			b = appendInt(b, min, 0)
		case minute04:
			b = appendInt(b, min, 2)
		case second5:
			b = appendInt(b, sec, 0)
		case second05:
			b = appendInt(b, sec, 2)
		case upperPM:
			b = append(b, "AMPM"[hour/12*2:hour/12*2+2]...)
		case lowerPM:
			b = append(b, "ampm"[hour/12*2:hour/12*2+2]...)
		case zoneOffset:
			b = appendOffset(b, text, offset)
		case zoneName:
			if zone != "" {
				b = append(b, zone...)
			} else {
				b = appendOffset(b, "-0700", offset)
			}
		case fractionZeros, fractionNines:
			b = appendFraction(b, t.Nanosecond(), text, e)
		}
	}
	return b
}

// appendOffset writes an offset in the form of an example such as "Z07:00".
func appendOffset(b []byte, form string, offset int) []byte {
	if form[0] == 'Z' && offset == 0 {
		return append(b, 'Z')
	}
	minutes, seconds := offset/60, offset%60
	if minutes < 0 {
		b = append(b, '-')
		minutes = -minutes
	} else {
		b = append(b, '+')
	}
	if seconds < 0 {
		seconds = -seconds
	}
	parts := [3]int{minutes / 60, minutes % 60, seconds}
	part := 0
	for i := 1; i < len(form); i++ {
		if form[i] == ':' {
			b = append(b, ':')
			continue
		}
		b = appendInt(b, parts[part], 2)
		part++
		i++
	}
	return b
}

func appendFraction(b []byte, nsec int, form string, e element) []byte {
	digits := len(form) - 1
	var buf [9]byte
	for i := len(buf) - 1; i >= 0; i-- {
		buf[i] = '0' + byte(nsec%10)
		nsec /= 10
	}
	if digits > len(buf) {
		digits = len(buf)
	}
	if e == fractionNines {
		for digits > 0 && buf[digits-1] == '0' {
			digits--
		}
		if digits == 0 {
			return b
		}
	}
	b = append(b, form[0])
	return append(b, buf[:digits]...)
}

// String shows all of t, with the monotonic reading as m=±seconds.
func (t Time) String() string {
	b := t.AppendFormat(nil, "2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic != 0 {
		mono := uint64(t.ext)
		sign := byte('+')
		if t.ext < 0 {
			sign, mono = '-', -mono
		}
		b = append(b, " m="...)
		b = append(b, sign)
		b = appendInt(b, int(mono/1e9), 0)
		b = append(b, '.')
		b = appendInt(b, int(mono%1e9), 9)
	}
	return string(b)
}

// GoString writes t as Go source.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	b := append([]byte(nil), "time.Date("...)
	b = appendInt(b, year, 0)
	b = append(b, ", "...)
	if January <= month && month <= December {
		b = append(b, "time."...)
		b = append(b, month.String()...)
	}
	for _, field := range [...]int{day, hour, min, sec, t.Nanosecond()} {
		b = append(b, ", "...)
		b = appendInt(b, field, 0)
	}
	switch loc := t.Location(); loc {
	case UTC:
		b = append(b, ", time.UTC)"...)
	case Local:
		b = append(b, ", time.Local)"...)
	default:
		b = append(b, ", time.Location("...)
		b = append(b, quote(loc.name)...)
		b = append(b, "))"...)
	}
	return string(b)
}

// quote writes s in quotes; all but printable ASCII as \x and two digits.
func quote(s string) string {
	const hex = "0123456789abcdef"
	b := []byte{'"'}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c >= 0x80:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}
