package main

import "time"

func try(l, v string) {
	t, err := time.Parse(l, v)
	if err != nil {
		println(err.Error())
		return
	}
	n, o := t.Zone()
	println(t.String(), n, o, t.Location().String() == "UTC")
}

func main() {
	try(time.RFC3339, "2006-01-02T15:04:05Z")
	try(time.RFC3339, "2006-01-02T15:04:05+07:00")
	try(time.RFC3339, "2006-01-02T15:04:05.123456789-07:30")
	try(time.RFC3339, "2006-01-02T15:04:05,123Z")
	try(time.RFC3339, "2006-13-02T15:04:05Z")
	try(time.RFC3339, "2006-02-30T15:04:05Z")
	try(time.RFC3339, "2006-02-00T15:04:05Z")
	try(time.RFC3339, "2006-02-03T25:04:05Z")
	try(time.RFC3339, "2006-02-03T15:60:05Z")
	try(time.RFC3339, "2006-02-03T15:04:60Z")
	try(time.RFC3339, "2006-02-03 15:04:05Z")
	try(time.RFC3339, "2006-02-03T15:04:05")
	try(time.RFC3339, "2006-02-03T15:04:05Zx")
	try(time.RFC3339, "")
	try(time.RFC3339, "garbage")
	try(time.RFC3339, "2006-02-03T1:04:05Z")
	try(time.RFC3339, "2006-02-03T15:04:05+7:00")
	try(time.ANSIC, "Thu Feb  4 21:00:57 2010")
	try(time.ANSIC, "thu feb 4 21:00:57 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 PST 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 UTC 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 GMT+3 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 GMT-8 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 +08 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 ChST 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 ABCDE 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 ABCDT 2010")
	try(time.UnixDate, "Thu Feb  4 21:00:57 AB 2010")
	try(time.RubyDate, "Thu Feb 04 21:00:57 -0800 2010")
	try(time.RFC822, "04 Feb 10 21:00 PST")
	try(time.RFC822, "04 Feb 70 21:00 UTC")
	try(time.RFC850, "Thursday, 04-Feb-10 21:00:57 PST")
	try(time.RFC1123, "Thu, 04 Feb 2010 21:00:57 PST")
	try(time.RFC1123Z, "Thu, 04 Feb 2010 21:00:57 -0800")
	try(time.Kitchen, "3:04PM")
	try(time.Kitchen, "12:04AM")
	try(time.Kitchen, "12:04PM")
	try(time.Kitchen, "13:04PM")
	try(time.Kitchen, "3:04XM")
	try(time.Stamp, "Feb  4 21:00:57")
	try(time.StampMilli, "Feb  4 21:00:57.012")
	try(time.StampMilli, "Feb  4 21:00:57.01")
	try("2006-002", "2010-035")
	try("2006-002", "2012-366")
	try("2006-002", "2010-366")
	try("2006-002", "2010-0")
	try("2006-01 002", "2010-02 100")
	try("2006 __2", "2010  35")
	try("2006-01-02 15:04:05.000", "2006-01-02 15:04:05.123")
	try("2006-01-02 15:04:05.999", "2006-01-02 15:04:05.123456")
	try("2006-01-02 15:04:05.999", "2006-01-02 15:04:05")
	try("2006-01-02 15:04:05", "2006-01-02 15:04:05.5")
	try("2006-01-02 15:04:05.000", "2006-01-02 15:04:05x123")
	try("Jan 2", "Foo 2")
	try("January 2", "february 29")
	try("Monday", "Tuesday")
	try("Mon", "xxx")
	try("3pm", "4pm")
	try("3pm", "4am")
	try("02", "5")
	try("2", "5")
	try("_2", " 5")
	try("06", "99")
	try("06", "1")
	try("Z0700", "Z")
	try("Z0700", "+0130")
	try("-0700", "Z")
	try("-07:00:00", "+01:02:03")
	try("-070000", "+010203")
	try("-07", "-03")
	try("-0700", "+9999")
	try("MST", "")
	try("\"q\"", "\"p\"\n")
	try("a  b 2006", "a b 2010")
	try("a b 2006", "a    b 2010")
	try("1/2/2006", "13/2/2010")
	try("1/2/2006", "3/32/2010")
	try("15:04:05", "1:2:3")
	try("15:4:5", "1:2:3")
	t, err := time.ParseInLocation("2006-01-02 MST", "2010-01-02 CET", time.FixedZone("CET", 3600))
	println(t.String(), err == nil)
	t, err = time.ParseInLocation("2006-01-02", "2010-01-02", time.FixedZone("CET", 3600))
	println(t.String(), err == nil)
	_, err = time.LoadLocation("Nowhere/Land")
	println(err.Error())
	var u time.Time
	println(u.UnmarshalJSON([]byte("null")) == nil, u.UnmarshalText([]byte("2010")).Error())
	println(u.UnmarshalBinary(nil).Error(), u.UnmarshalBinary([]byte{9}).Error(), u.UnmarshalBinary([]byte{1}).Error())
}

// expect: 2006-01-02 15:04:05 +0000 UTC UTC 0 true
// expect: 2006-01-02 15:04:05 +0700 +0700  25200 false
// expect: 2006-01-02 15:04:05.123456789 -0730 -0730  -27000 false
// expect: 2006-01-02 15:04:05.123 +0000 UTC UTC 0 true
// expect: parsing time "2006-13-02T15:04:05Z": month out of range
// expect: parsing time "2006-02-30T15:04:05Z": day out of range
// expect: parsing time "2006-02-00T15:04:05Z": day out of range
// expect: parsing time "2006-02-03T25:04:05Z": hour out of range
// expect: parsing time "2006-02-03T15:60:05Z": minute out of range
// expect: parsing time "2006-02-03T15:04:60Z": second out of range
// expect: parsing time "2006-02-03 15:04:05Z" as "2006-01-02T15:04:05Z07:00": cannot parse " 15:04:05Z" as "T"
// expect: parsing time "2006-02-03T15:04:05" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00"
// expect: parsing time "2006-02-03T15:04:05Zx": extra text: "x"
// expect: parsing time "" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "2006"
// expect: parsing time "garbage" as "2006-01-02T15:04:05Z07:00": cannot parse "garbage" as "2006"
// expect: 2006-02-03 01:04:05 +0000 UTC UTC 0 true
// expect: parsing time "2006-02-03T15:04:05+7:00" as "2006-01-02T15:04:05Z07:00": cannot parse "+7:00" as "Z07:00"
// expect: 2010-02-04 21:00:57 +0000 UTC UTC 0 true
// expect: 2010-02-04 21:00:57 +0000 UTC UTC 0 true
// expect: 2010-02-04 21:00:57 +0000 PST PST 0 false
// expect: 2010-02-04 21:00:57 +0000 UTC UTC 0 true
// expect: 2010-02-05 00:00:57 +0300 GMT+3 GMT+3 10800 false
// expect: 2010-02-04 13:00:57 -0800 GMT-8 GMT-8 -28800 false
// expect: 2010-02-04 21:00:57 +0000 +08 +08 0 false
// expect: 2010-02-04 21:00:57 +0000 ChST ChST 0 false
// expect: parsing time "Thu Feb  4 21:00:57 ABCDE 2010" as "Mon Jan _2 15:04:05 MST 2006": cannot parse "ABCDE 2010" as "MST"
// expect: 2010-02-04 21:00:57 +0000 ABCDT ABCDT 0 false
// expect: parsing time "Thu Feb  4 21:00:57 AB 2010" as "Mon Jan _2 15:04:05 MST 2006": cannot parse "AB 2010" as "MST"
// expect: 2010-02-04 21:00:57 -0800 -0800  -28800 false
// expect: 2010-02-04 21:00:00 +0000 PST PST 0 false
// expect: 1970-02-04 21:00:00 +0000 UTC UTC 0 true
// expect: 2010-02-04 21:00:57 +0000 PST PST 0 false
// expect: 2010-02-04 21:00:57 +0000 PST PST 0 false
// expect: 2010-02-04 21:00:57 -0800 -0800  -28800 false
// expect: 0000-01-01 15:04:00 +0000 UTC UTC 0 true
// expect: 0000-01-01 00:04:00 +0000 UTC UTC 0 true
// expect: 0000-01-01 12:04:00 +0000 UTC UTC 0 true
// expect: parsing time "13:04PM": hour out of range
// expect: parsing time "3:04XM" as "3:04PM": cannot parse "XM" as "PM"
// expect: 0000-02-04 21:00:57 +0000 UTC UTC 0 true
// expect: 0000-02-04 21:00:57.012 +0000 UTC UTC 0 true
// expect: parsing time "Feb  4 21:00:57.01" as "Jan _2 15:04:05.000": cannot parse ".01" as ".000"
// expect: 2010-02-04 00:00:00 +0000 UTC UTC 0 true
// expect: 2012-12-31 00:00:00 +0000 UTC UTC 0 true
// expect: parsing time "2010-366": day-of-year out of range
// expect: parsing time "2010-0" as "2006-002": cannot parse "0" as "002"
// expect: parsing time "2010-02 100": day-of-year does not match month
// expect: 2010-02-04 00:00:00 +0000 UTC UTC 0 true
// expect: 2006-01-02 15:04:05.123 +0000 UTC UTC 0 true
// expect: 2006-01-02 15:04:05.123456 +0000 UTC UTC 0 true
// expect: 2006-01-02 15:04:05 +0000 UTC UTC 0 true
// expect: 2006-01-02 15:04:05.5 +0000 UTC UTC 0 true
// expect: parsing time "2006-01-02 15:04:05x123" as "2006-01-02 15:04:05.000": cannot parse "x123" as ".000"
// expect: parsing time "Foo 2" as "Jan 2": cannot parse "Foo 2" as "Jan"
// expect: 0000-02-29 00:00:00 +0000 UTC UTC 0 true
// expect: 0000-01-01 00:00:00 +0000 UTC UTC 0 true
// expect: parsing time "xxx" as "Mon": cannot parse "xxx" as "Mon"
// expect: 0000-01-01 16:00:00 +0000 UTC UTC 0 true
// expect: 0000-01-01 04:00:00 +0000 UTC UTC 0 true
// expect: parsing time "5" as "02": cannot parse "5" as "02"
// expect: 0000-01-05 00:00:00 +0000 UTC UTC 0 true
// expect: 0000-01-05 00:00:00 +0000 UTC UTC 0 true
// expect: 1999-01-01 00:00:00 +0000 UTC UTC 0 true
// expect: parsing time "1" as "06": cannot parse "1" as "06"
// expect: 0000-01-01 00:00:00 +0000 UTC UTC 0 true
// expect: 0000-01-01 00:00:00 +0130 +0130  5400 false
// expect: parsing time "Z" as "-0700": cannot parse "Z" as "-0700"
// expect: 0000-01-01 00:00:00 +0102 +0102  3723 false
// expect: 0000-01-01 00:00:00 +0102 +0102  3723 false
// expect: 0000-01-01 00:00:00 -0300 -0300  -10800 false
// expect: parsing time "+9999": time zone offset hour out of range
// expect: parsing time "" as "MST": cannot parse "" as "MST"
// expect: parsing time "\"p\"\x0a" as "\"q\"": cannot parse "p\"\x0a" as "\"q\""
// expect: 2010-01-01 00:00:00 +0000 UTC UTC 0 true
// expect: 2010-01-01 00:00:00 +0000 UTC UTC 0 true
// expect: parsing time "13/2/2010": month out of range
// expect: parsing time "3/32/2010": day out of range
// expect: parsing time "1:2:3" as "15:04:05": cannot parse "2:3" as "04"
// expect: 0000-01-01 01:02:03 +0000 UTC UTC 0 true
// expect: 2010-01-02 00:00:00 +0100 CET true
// expect: 2010-01-02 00:00:00 +0100 CET true
// expect: unknown time zone Nowhere/Land
// expect: true parsing time "2010" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "-"
// expect: Time.UnmarshalBinary: no data Time.UnmarshalBinary: unsupported version Time.UnmarshalBinary: invalid length
