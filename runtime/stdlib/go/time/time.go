// Package time: instants, lengths of time, timers.
//
// The clock is the run's: real under the live driver; under the controlled one virtual, beginning 2009-11-10 23:00 UTC. The
// local time zone is UTC.
package time

import "errors"

// A Time is an instant with a location. wall is: bit 63 says that there is a monotonic reading, 33 bits of seconds since 1885,
// 30 bits of nanoseconds. With a monotonic reading ext is that (ns since the process began); without, those 33 bits are
// zero and ext is seconds since year 1. loc nil is UTC.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location
}

const (
	hasMonotonic = 1 << 63
	nsecMask     = 1<<30 - 1
	nsecShift    = 30

	secondsPerMinute = 60
	secondsPerHour   = 3600
	secondsPerDay    = 86400
	daysPer400Years  = 365*400 + 97

	// Seconds from one year's beginning to another's.
	unixToInternal int64 = (1969*365 + 1969/4 - 1969/100 + 1969/400) * secondsPerDay
	wallToInternal int64 = (1884*365 + 1884/4 - 1884/100 + 1884/400) * secondsPerDay
	minWall              = wallToInternal
)

func now() (unixSec int64, nsec int32, mono int64)
func runtimeNano() int64 // what mono is counted in

func (t *Time) nsec() int32 { return int32(t.wall & nsecMask) }

// sec is seconds since January 1 of year 1.
func (t *Time) sec() int64 {
	if t.wall&hasMonotonic != 0 {
		return wallToInternal + int64(t.wall<<1>>(nsecShift+1))
	}
	return t.ext
}

func (t *Time) unixSec() int64 { return t.sec() - unixToInternal }

func (t *Time) addSec(d int64) {
	if t.wall&hasMonotonic != 0 {
		sec := int64(t.wall << 1 >> (nsecShift + 1))
		moved := sec + d
		if 0 <= moved && moved <= 1<<33-1 {
			t.wall = t.wall&nsecMask | uint64(moved)<<nsecShift | hasMonotonic
			return
		}
		t.stripMono()
	}
	sum := t.ext + d
	if (sum > t.ext) == (d > 0) {
		t.ext = sum
	} else if d > 0 {
		t.ext = 1<<63 - 1
	} else {
		t.ext = -(1<<63 - 1)
	}
}

func (t *Time) setLoc(loc *Location) {
	if loc == &utcLoc {
		loc = nil
	}
	t.stripMono()
	t.loc = loc
}

func (t *Time) stripMono() {
	if t.wall&hasMonotonic != 0 {
		t.ext = t.sec()
		t.wall &= nsecMask
	}
}

// Now is the current local time, with a monotonic reading.
func Now() Time {
	sec, nsec, mono := now()
	sec += unixToInternal - minWall
	if uint64(sec)>>33 != 0 { // before 1885 or after 2157
		return Time{uint64(nsec), sec + minWall, Local}
	}
	return Time{hasMonotonic | uint64(sec)<<nsecShift | uint64(nsec), mono, Local}
}

func unixTime(sec int64, nsec int32) Time { return Time{uint64(nsec), sec + unixToInternal, Local} }

// Unix is the local time of seconds and nanoseconds since 1970; nsec may be any number.
func Unix(sec int64, nsec int64) Time {
	if nsec < 0 || nsec >= 1e9 {
		n := nsec / 1e9
		sec += n
		nsec -= n * 1e9
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	return unixTime(sec, int32(nsec))
}

func UnixMilli(msec int64) Time { return Unix(msec/1e3, (msec%1e3)*1e6) }
func UnixMicro(usec int64) Time { return Unix(usec/1e6, (usec%1e6)*1e3) }

func (t Time) Unix() int64      { return t.unixSec() }
func (t Time) UnixMilli() int64 { return t.unixSec()*1e3 + int64(t.nsec())/1e6 }
func (t Time) UnixMicro() int64 { return t.unixSec()*1e6 + int64(t.nsec())/1e3 }
func (t Time) UnixNano() int64  { return t.unixSec()*1e9 + int64(t.nsec()) }

// ---- comparing

func bothMonotonic(t, u Time) bool { return t.wall&u.wall&hasMonotonic != 0 }

func (t Time) After(u Time) bool  { return t.Compare(u) > 0 }
func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }
func (t Time) Equal(u Time) bool  { return t.Compare(u) == 0 }

func (t Time) Compare(u Time) int {
	a, b := t.ext, u.ext
	if !bothMonotonic(t, u) {
		a, b = t.sec(), u.sec()
		if a == b {
			a, b = int64(t.nsec()), int64(u.nsec())
		}
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return +1
	}
	return 0
}

// IsZero says whether t is January 1, year 1, 00:00:00 UTC.
func (t Time) IsZero() bool { return t.sec() == 0 && t.nsec() == 0 }

// ---- arithmetic

func (t Time) Add(d Duration) Time {
	sec := int64(d / 1e9)
	nsec := t.nsec() + int32(d%1e9)
	if nsec >= 1e9 {
		sec++
		nsec -= 1e9
	} else if nsec < 0 {
		sec--
		nsec += 1e9
	}
	t.wall = t.wall&^nsecMask | uint64(nsec)
	t.addSec(sec)
	if t.wall&hasMonotonic != 0 {
		mono := t.ext + int64(d)
		if d < 0 && mono > t.ext || d > 0 && mono < t.ext {
			t.stripMono() // does not fit
		} else {
			t.ext = mono
		}
	}
	return t
}

// Sub is t-u, at most the largest and at least the smallest Duration.
func (t Time) Sub(u Time) Duration {
	if bothMonotonic(t, u) {
		return subMono(t.ext, u.ext)
	}
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	default:
		return maxDuration
	}
}

func subMono(t, u int64) Duration {
	d := Duration(t - u)
	if d < 0 && t > u {
		return maxDuration
	}
	if d > 0 && t < u {
		return minDuration
	}
	return d
}

func Since(t Time) Duration {
	if t.wall&hasMonotonic != 0 {
		return subMono(runtimeNano(), t.ext)
	}
	return Now().Sub(t)
}

func Until(t Time) Duration {
	if t.wall&hasMonotonic != 0 {
		return subMono(t.ext, runtimeNano())
	}
	return t.Sub(Now())
}

// AddDate adds to the calendar's fields and normalises: October 31 plus a month is December 1.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec()), t.Location())
}

// Truncate rounds down to a multiple of d since year 1, without the monotonic reading.
func (t Time) Truncate(d Duration) Time {
	t.stripMono()
	if d <= 0 {
		return t
	}
	return t.Add(-t.remainder(d))
}

// Round rounds to the nearest multiple of d since year 1, halves up.
func (t Time) Round(d Duration) Time {
	t.stripMono()
	if d <= 0 {
		return t
	}
	r := t.remainder(d)
	if lessThanHalf(r, d) {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// remainder is t modulo d, d > 0, never negative. Seconds are folded in bit by bit, as the whole has more than 64 bits.
func (t Time) remainder(d Duration) Duration {
	sec := t.sec()
	m := uint64(d)
	negative := sec < 0
	if negative {
		// -(sec + nsec) with 0 <= nsec
		sec = -sec
	}
	r := mulMod(uint64(sec), uint64(Second), m)
	if negative && r != 0 {
		r = m - r
	}
	r = addMod(r, uint64(t.nsec())%m, m)
	return Duration(r)
}

func addMod(a, b, m uint64) uint64 {
	if a >= m-b && b != 0 {
		return a - (m - b)
	}
	return a + b
}

func mulMod(a, b, m uint64) uint64 {
	a %= m
	var r uint64
	for ; b > 0; b >>= 1 {
		if b&1 != 0 {
			r = addMod(r, a, m)
		}
		a = addMod(a, a, m)
	}
	return r
}

// ---- months and weekdays

type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December"}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + decimal(uint64(m)) + ")"
}

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + decimal(uint64(d)) + ")"
}

func decimal(v uint64) string {
	var buf [20]byte
	return string(buf[putInt(buf[:], v):])
}

// ---- the calendar: proleptic Gregorian, days counted from January 1 of year 1

// local is seconds since year 1 in t's location, and the zone then.
func (t Time) local() (sec int64, zone string, offset int) {
	zone, offset = t.Location().lookup(t.unixSec())
	return t.sec() + int64(offset), zone, offset
}

func floorDiv(a, b int64) (quotient, rest int64) {
	quotient, rest = a/b, a%b
	if rest < 0 {
		quotient--
		rest += b
	}
	return
}

func (t Time) days() (days, secOfDay int64) {
	sec, _, _ := t.local()
	return floorDiv(sec, secondsPerDay)
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// daysBefore a month in a year that is not a leap year; index 12 is the year's length.
var daysBefore = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

func daysIn(m Month, year int) int {
	if m == February && isLeap(year) {
		return 29
	}
	return daysBefore[m] - daysBefore[m-1]
}

// civil turns days since year 1 into a date; yday counts from 0.
func civil(days int64) (year int, month Month, day, yday int) {
	era, rest := floorDiv(days, daysPer400Years)
	year = 1 + int(era)*400
	// The last day of a 400-year or 4-year cycle is the leap day of one year more: hence the limits of 3.
	n := min(rest/36524, 3)
	year += int(n) * 100
	rest -= n * 36524
	n = rest / 1461
	year += int(n) * 4
	rest -= n * 1461
	n = min(rest/365, 3)
	year += int(n)
	rest -= n * 365

	yday = int(rest)
	day = yday
	if isLeap(year) {
		switch {
		case day > 31+29-1:
			day--
		case day == 31+29-1:
			return year, February, 29, yday
		}
	}
	month = Month(day/31) + 1 // right, or one too early
	if day >= daysBefore[month] {
		month++
	}
	return year, month, day - daysBefore[month-1] + 1, yday
}

// daysUntil is how many days lie between year 1 and the given year.
func daysUntil(year int) int64 {
	era, y := floorDiv(int64(year)-1, 400)
	return era*daysPer400Years + y*365 + y/4 - y/100
}

func (t Time) Date() (year int, month Month, day int) {
	days, _ := t.days()
	year, month, day, _ = civil(days)
	return
}

func (t Time) Year() int {
	year, _, _ := t.Date()
	return year
}

func (t Time) Month() Month {
	_, month, _ := t.Date()
	return month
}

func (t Time) Day() int {
	_, _, day := t.Date()
	return day
}

func (t Time) YearDay() int {
	days, _ := t.days()
	_, _, _, yday := civil(days)
	return yday + 1
}

func (t Time) Weekday() Weekday {
	days, _ := t.days()
	_, rest := floorDiv(days+1, 7) // year 1 began on a Monday
	return Weekday(rest)
}

// ISOWeek: week 1 is the one with the year's first Thursday, and weeks begin on Mondays.
func (t Time) ISOWeek() (year, week int) {
	days, _ := t.days()
	_, sinceMonday := floorDiv(days, 7)
	year, _, _, yday := civil(days - sinceMonday + 3)
	return year, yday/7 + 1
}

func clockOf(secOfDay int64) (hour, min, sec int) {
	return int(secOfDay / 3600), int(secOfDay / 60 % 60), int(secOfDay % 60)
}

func (t Time) Clock() (hour, min, sec int) {
	_, rest := t.days()
	return clockOf(rest)
}

func (t Time) Hour() int {
	hour, _, _ := t.Clock()
	return hour
}

func (t Time) Minute() int {
	_, min, _ := t.Clock()
	return min
}

func (t Time) Second() int {
	_, _, sec := t.Clock()
	return sec
}

func (t Time) Nanosecond() int { return int(t.nsec()) }

func normalize(hi, lo, base int) (nhi, nlo int) {
	q, r := floorDiv(int64(lo), int64(base))
	return hi + int(q), int(r)
}

// Date makes a Time; fields outside their ranges are carried over: October 32 is November 1.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year, m = normalize(year, m, 12)
	sec, nsec = normalize(sec, nsec, 1e9)
	min, sec = normalize(min, sec, 60)
	hour, min = normalize(hour, min, 60)
	day, hour = normalize(day, hour, 24)

	days := daysUntil(year) + int64(daysBefore[m]) + int64(day-1)
	if isLeap(year) && m >= int(March)-1 {
		days++
	}
	unix := days*secondsPerDay + int64(hour*secondsPerHour+min*secondsPerMinute+sec) - unixToInternal
	// All our locations have one offset for all times.
	_, offset := loc.lookup(unix)
	t := unixTime(unix-int64(offset), int32(nsec))
	t.setLoc(loc)
	return t
}

// ---- locations

func (t Time) UTC() Time {
	t.setLoc(&utcLoc)
	return t
}

func (t Time) Local() Time {
	t.setLoc(Local)
	return t
}

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.setLoc(loc)
	return t
}

func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

func (t Time) Zone() (name string, offset int) { return t.Location().lookup(t.unixSec()) }

func (t Time) ZoneBounds() (start, end Time) { return }

func (t Time) IsDST() bool { return false }

// A Location is a time zone with one offset: UTC, the local one (UTC too), and those made by FixedZone.
type Location struct {
	name   string
	zone   string
	offset int
}

var (
	utcLoc   = Location{name: "UTC", zone: "UTC"}
	localLoc = Location{name: "Local", zone: "UTC"}
)

var UTC *Location = &utcLoc

var Local *Location = &localLoc

func (l *Location) lookup(unixSec int64) (name string, offset int) {
	if l == nil {
		return "UTC", 0
	}
	return l.zone, l.offset
}

func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

// FixedZone gives a Location that always has the offset, in seconds east of UTC.
func FixedZone(name string, offset int) *Location { return &Location{name, name, offset} }

// LoadLocation knows UTC and Local: there is no time zone database in a run.
func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	return nil, errors.New("unknown time zone " + name)
}

// ---- other forms

const (
	binaryV1 byte = 1 + iota
	binaryV2      // the offset has seconds
)

func (t Time) MarshalBinary() ([]byte, error) {
	version, offsetMin, offsetSec := binaryV1, int16(-1), int8(0)
	if t.Location() != UTC {
		_, offset := t.Zone()
		if offset%60 != 0 {
			version, offsetSec = binaryV2, int8(offset%60)
		}
		offset /= 60
		if offset < -32768 || offset == -1 || offset > 32767 {
			return nil, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
		offsetMin = int16(offset)
	}
	sec, nsec := t.sec(), t.nsec()
	data := []byte{version}
	for shift := 56; shift >= 0; shift -= 8 {
		data = append(data, byte(sec>>shift))
	}
	data = append(data, byte(nsec>>24), byte(nsec>>16), byte(nsec>>8), byte(nsec), byte(offsetMin>>8), byte(offsetMin))
	if version == binaryV2 {
		data = append(data, byte(offsetSec))
	}
	return data, nil
}

func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	version := data[0]
	if version != binaryV1 && version != binaryV2 {
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	want := 15
	if version == binaryV2 {
		want++
	}
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	var sec int64
	for _, b := range data[1:9] {
		sec = sec<<8 | int64(b)
	}
	nsec := uint64(data[9])<<24 | uint64(data[10])<<16 | uint64(data[11])<<8 | uint64(data[12])
	offset := int(int16(uint16(data[13])<<8|uint16(data[14]))) * 60
	if version == binaryV2 {
		offset += int(int8(data[15]))
	}
	*t = Time{wall: nsec, ext: sec}
	switch offset {
	case -60:
		t.setLoc(UTC)
	case 0:
		t.setLoc(Local)
	default:
		t.setLoc(FixedZone("", offset))
	}
	return nil
}

func (t Time) GobEncode() ([]byte, error)   { return t.MarshalBinary() }
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }

func (t Time) strictRFC3339(b []byte, what string) ([]byte, error) {
	if year := t.Year(); year < 0 || year > 9999 {
		return nil, errors.New(what + ": year outside of range [0,9999]")
	}
	if _, offset := t.Zone(); offset <= -24*3600 || offset >= 24*3600 {
		return nil, errors.New(what + ": timezone hour outside of range [0,23]")
	}
	return t.AppendFormat(b, RFC3339Nano), nil
}

func (t Time) MarshalText() ([]byte, error) { return t.strictRFC3339(nil, "Time.MarshalText") }

func (t Time) AppendText(b []byte) ([]byte, error) { return t.strictRFC3339(b, "Time.AppendText") }

func (t *Time) UnmarshalText(data []byte) error {
	var err error
	*t, err = Parse(RFC3339, string(data))
	return err
}

func (t Time) MarshalJSON() ([]byte, error) {
	b, err := t.strictRFC3339([]byte{'"'}, "Time.MarshalJSON")
	if err != nil {
		return nil, err
	}
	return append(b, '"'), nil
}

func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	var err error
	*t, err = Parse(RFC3339, string(data[1:len(data)-1]))
	return err
}
