package time

import "errors"

// A ParseError says which part of a text did not fit which part of a layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " + quote(e.ValueElem) + " as " +
		quote(e.LayoutElem)
}

var errBad = errors.New("bad value for field")

// Parse reads a time without a zone as UTC; abbreviations of zones other than UTC and the local one get offset 0.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation reads a time without a zone as in loc, and looks abbreviations up there.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

// parsed collects what the elements say; -1 where none has.
type parsed struct {
	year, month, day, yday int
	hour, min, sec, nsec   int
	pm, am                 bool
	utc                    bool
	offset                 int
	zone                   string
	rest                   string // of the value
	outOfRange             string // which field
}

func parse(layout, value string, fallback, local *Location) (Time, error) {
	wholeLayout, wholeValue := layout, value
	fail := func(elem, rest, message string) (Time, error) {
		return Time{}, &ParseError{wholeLayout, wholeValue, elem, rest, message}
	}
	p := parsed{month: -1, day: -1, yday: -1, offset: -1}
	for {
		prefix, e, text, suffix := nextElement(layout)
		rest, ok := skip(value, prefix)
		if !ok {
			return fail(prefix, rest, "")
		}
		value = rest
		if e == noElement {
			if value != "" {
				return fail("", value, ": extra text: "+quote(value))
			}
			break
		}
		layout = suffix
		p.rest = value
		if err := p.read(e, text, layout); err != nil {
			return fail(text, value, "")
		}
		if p.outOfRange != "" {
			return fail(text, value, ": "+p.outOfRange+" out of range")
		}
		value = p.rest
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	} else if p.am && p.hour == 12 {
		p.hour = 0
	}
	if message := p.settleDate(); message != "" {
		return fail("", value, message)
	}
	return p.inZone(fallback, local), nil
}

// skip takes prefix off value. A run of spaces in prefix stands for any number of spaces.
func skip(value, prefix string) (string, bool) {
	for prefix != "" {
		if prefix[0] == ' ' {
			if value != "" && value[0] != ' ' {
				return value, false
			}
			prefix, value = cutSpaces(prefix), cutSpaces(value)
			continue
		}
		if value == "" || value[0] != prefix[0] {
			return value, false
		}
		prefix, value = prefix[1:], value[1:]
	}
	return value, true
}

func cutSpaces(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

// read takes one element off p.rest; layout is what follows it.
func (p *parsed) read(e element, text, layout string) (err error) {
	switch e {
	case year06, year2006:
		return p.readYear(len(text) / 2 * 2)
	case shortMonth, longMonth:
		p.month, err = p.name(monthNames[:], e == shortMonth)
		p.month++
	case shortWeekday, longWeekday:
		_, err = p.name(dayNames[:], e == shortWeekday)
	case month1, month01:
		p.month, err = p.ranged(e == month01, 1, 12, "month")
	case day2, dayUnder2, day02:
		if e == dayUnder2 && p.rest != "" && p.rest[0] == ' ' {
			p.rest = p.rest[1:]
		}
		p.day, err = p.number(e == day02) // looked at when the month is known
	case yearDayUnder2, yearDay002:
		for i := 0; i < 2 && e == yearDayUnder2 && p.rest != "" && p.rest[0] == ' '; i++ {
			p.rest = p.rest[1:]
		}
		p.yday, err = p.upToThreeDigits(e == yearDay002)
	case hour15:
		p.hour, err = p.ranged(false, 0, 23, "hour")
	case hour3, hour03:
		p.hour, err = p.ranged(e == hour03, 0, 12, "hour")
	case minute4, minute04:
		p.min, err = p.ranged(e == minute04, 0, 59, "minute")
	case second5, second05:
		p.sec, err = p.ranged(e == second05, 0, 59, "second")
		if err == nil && p.outOfRange == "" {
			err = p.unaskedFraction(layout)
		}
	case upperPM:
		return p.readPM("AM", "PM")
	case lowerPM:
		return p.readPM("am", "pm")
	case zoneOffset:
		return p.readOffset(text)
	case zoneName:
		return p.readZone()
	case fractionZeros:
		if len(p.rest) < len(text) {
			return errBad
		}
		return p.fraction(len(text))
	case fractionNines:
		// May be missing, and may have more digits than asked for.
		if len(p.rest) < 2 || p.rest[0] != '.' && p.rest[0] != ',' || !isDigit(p.rest, 1) {
			return nil
		}
		return p.fraction(digitsEnd(p.rest, 1))
	}
	return err
}

func digitsEnd(s string, from int) int {
	for isDigit(s, from) {
		from++
	}
	return from
}

func (p *parsed) readYear(digits int) error {
	if len(p.rest) < digits || !isDigit(p.rest, 0) {
		return errBad
	}
	year, ok := toInt(p.rest[:digits])
	if !ok {
		return errBad
	}
	if digits == 2 {
		if year >= 69 { // Unix time began in the year of '69 somewhere
			year += 1900
		} else {
			year += 2000
		}
	}
	p.year, p.rest = year, p.rest[digits:]
	return nil
}

func toInt(s string) (n int, ok bool) {
	for i := 0; i < len(s); i++ {
		if !isDigit(s, i) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// number reads one digit or two; exactly two when fixed.
func (p *parsed) number(fixed bool) (int, error) {
	s := p.rest
	if !isDigit(s, 0) || fixed && !isDigit(s, 1) {
		return 0, errBad
	}
	n := int(s[0] - '0')
	if !isDigit(s, 1) {
		p.rest = s[1:]
		return n, nil
	}
	p.rest = s[2:]
	return n*10 + int(s[1]-'0'), nil
}

func (p *parsed) upToThreeDigits(fixed bool) (int, error) {
	end := min(digitsEnd(p.rest, 0), 3)
	if end == 0 || fixed && end != 3 {
		return 0, errBad
	}
	n, _ := toInt(p.rest[:end])
	p.rest = p.rest[end:]
	return n, nil
}

func (p *parsed) ranged(fixed bool, low, high int, what string) (int, error) {
	n, err := p.number(fixed)
	if err == nil && (n < low || n > high) {
		p.outOfRange = what
	}
	return n, err
}

// name reads one of the names, in any case; of short ones the first three letters.
func (p *parsed) name(names []string, short bool) (int, error) {
	for i, name := range names {
		if short {
			name = name[:3]
		}
		if len(p.rest) >= len(name) && sameLetters(p.rest[:len(name)], name) {
			p.rest = p.rest[len(name):]
			return i, nil
		}
	}
	return -1, errBad
}

func sameLetters(a, b string) bool {
	for i := 0; i < len(a); i++ {
		if x, y := a[i], b[i]; x != y {
			x |= 'a' - 'A'
			y |= 'a' - 'A'
			if x != y || x < 'a' || x > 'z' {
				return false
			}
		}
	}
	return true
}

func (p *parsed) readPM(am, pm string) error {
	switch {
	case isPrefix(p.rest, pm):
		p.pm = true
	case isPrefix(p.rest, am):
		p.am = true
	default:
		return errBad
	}
	p.rest = p.rest[2:]
	return nil
}

// unaskedFraction reads a fraction after the seconds where the layout has none.
func (p *parsed) unaskedFraction(layout string) error {
	if len(p.rest) < 2 || p.rest[0] != '.' && p.rest[0] != ',' || !isDigit(p.rest, 1) {
		return nil
	}
	if _, next, _, _ := nextElement(layout); next == fractionZeros || next == fractionNines {
		return nil
	}
	return p.fraction(digitsEnd(p.rest, 1))
}

// fraction reads a point and digits, n bytes together. Digits beyond nanoseconds are dropped.
func (p *parsed) fraction(n int) error {
	text := p.rest[:n]
	if text[0] != '.' && text[0] != ',' {
		return errBad
	}
	if len(text) > 10 {
		text = text[:10]
	}
	nsec, ok := toInt(text[1:])
	if !ok {
		return errBad
	}
	for i := len(text); i < 10; i++ {
		nsec *= 10
	}
	p.nsec, p.rest = nsec, p.rest[n:]
	return nil
}

// readOffset reads an offset in the form of an example such as "Z07:00".
func (p *parsed) readOffset(form string) error {
	if form[0] == 'Z' && p.rest != "" && p.rest[0] == 'Z' {
		p.utc, p.rest = true, p.rest[1:]
		return nil
	}
	if len(p.rest) < len(form) {
		return errBad
	}
	var parts [3]int
	part := 0
	for i := 1; i < len(form); i++ {
		if form[i] == ':' {
			if p.rest[i] != ':' {
				return errBad
			}
			continue
		}
		n, ok := toInt(p.rest[i : i+2])
		if !ok {
			return errBad
		}
		parts[part] = n
		part++
		i++
	}
	switch {
	case parts[0] > 24:
		p.outOfRange = "time zone offset hour"
	case parts[1] > 60:
		p.outOfRange = "time zone offset minute"
	case parts[2] > 60:
		p.outOfRange = "time zone offset second"
	}
	p.offset = (parts[0]*60+parts[1])*60 + parts[2]
	switch p.rest[0] {
	case '+':
	case '-':
		p.offset = -p.offset
	default:
		return errBad
	}
	p.rest = p.rest[len(form):]
	return nil
}

func (p *parsed) readZone() error {
	if isPrefix(p.rest, "UTC") {
		p.utc, p.rest = true, p.rest[3:]
		return nil
	}
	n := zoneLength(p.rest)
	if n == 0 {
		return errBad
	}
	p.zone, p.rest = p.rest[:n], p.rest[n:]
	return nil
}

// zoneLength is how much of s is a zone's abbreviation: three letters, four or five that end in T, some known ones, GMT with
// an offset, or an offset.
func zoneLength(s string) int {
	if len(s) < 3 {
		return 0
	}
	if isPrefix(s, "ChST") || isPrefix(s, "MeST") {
		return 4
	}
	if isPrefix(s, "GMT") {
		return 3 + offsetLength(s[3:])
	}
	if s[0] == '+' || s[0] == '-' {
		return offsetLength(s)
	}
	letters := 0
	for letters < 6 && letters < len(s) && 'A' <= s[letters] && s[letters] <= 'Z' {
		letters++
	}
	switch {
	case letters == 3:
		return 3
	case letters == 4 && (s[3] == 'T' || isPrefix(s, "WITA")):
		return 4
	case letters == 5 && s[4] == 'T':
		return 5
	}
	return 0
}

// offsetLength is the length of a sign and an hour up to 23.
func offsetLength(s string) int {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	end := digitsEnd(s, 1)
	if end == 1 || end > 10 {
		return 0
	}
	if hours, _ := toInt(s[1:end]); hours > 23 {
		return 0
	}
	return end
}

// settleDate brings year, month, day and day of the year together; what it gives is wrong about them.
func (p *parsed) settleDate() string {
	if p.yday >= 0 {
		yday, month, day := p.yday, 0, 0
		if isLeap(p.year) {
			if yday == 31+29 {
				month, day = int(February), 29
			} else if yday > 31+29 {
				yday--
			}
		}
		if yday < 1 || yday > 365 {
			return ": day-of-year out of range"
		}
		if month == 0 {
			month = (yday-1)/31 + 1
			if daysBefore[month] < yday {
				month++
			}
			day = yday - daysBefore[month-1]
		}
		if p.month >= 0 && p.month != month {
			return ": day-of-year does not match month"
		}
		if p.day >= 0 && p.day != day {
			return ": day-of-year does not match day"
		}
		p.month, p.day = month, day
	}
	if p.month < 0 {
		p.month = int(January)
	}
	if p.day < 0 {
		p.day = 1
	}
	if p.day < 1 || p.day > daysIn(Month(p.month), p.year) {
		return ": day out of range"
	}
	return ""
}

func (p *parsed) inZone(fallback, local *Location) Time {
	at := func(loc *Location) Time {
		return Date(p.year, Month(p.month), p.day, p.hour, p.min, p.sec, p.nsec, loc)
	}
	switch {
	case p.utc:
		return at(UTC)
	case p.offset != -1:
		t := at(UTC)
		t.addSec(-int64(p.offset))
		name, offset := local.lookup(t.unixSec())
		if offset == p.offset && (p.zone == "" || name == p.zone) {
			t.setLoc(local)
		} else {
			t.setLoc(FixedZone(p.zone, p.offset))
		}
		return t
	case p.zone != "":
		t := at(UTC)
		if name, offset := local.lookup(t.unixSec()); name == p.zone {
			t.addSec(-int64(offset))
			t.setLoc(local)
			return t
		}
		offset := 0
		if len(p.zone) > 3 && isPrefix(p.zone, "GMT") {
			hours, _ := toInt(p.zone[4:])
			offset = hours * 3600
			if p.zone[3] == '-' {
				offset = -offset
			}
		}
		t.setLoc(FixedZone(p.zone, offset))
		return t
	default:
		return at(fallback)
	}
}
