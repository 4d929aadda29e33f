// Numbers and quoted texts, there and back; their errors.
package main

import (
	"errors"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

func main() {
	for _, s := range []string{"42", "-7", "+5", "", "x", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1_000", " 1", "0x1f"} {
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
	}
	for _, c := range []struct {
		s          string
		base, bits int
	}{{"ff", 16, 64}, {"0xff", 0, 64}, {"0b101", 0, 8}, {"0o17", 0, 8}, {"017", 0, 8}, {"1_000", 0, 16}, {"128", 10, 8}, {"-129", 10, 8}, {"z", 36, 64}, {"1", 1, 64}, {"1", 10, 65}, {"_1", 0, 64}, {"0x", 0, 64}, {"08", 0, 64}} {
		n, err := strconv.ParseInt(c.s, c.base, c.bits)
		u, err2 := strconv.ParseUint(c.s, c.base, c.bits)
		fmt.Println(n, err, u, err2)
	}
	for _, s := range []string{"1", "1.5", "-0", "1e10", "1e400", "1e-400", ".5", "5.", ".", "e5", "inf", "-Infinity", "nan", "0x1p-2", "0x1.8", "1_0", "1e", "1e+5", "3.4e38", "1x", "179769313486231580793728971405301e277"} {
		f, err := strconv.ParseFloat(s, 64)
		g, err2 := strconv.ParseFloat(s, 32)
		fmt.Println(f, err, g, err2)
	}
	for _, f := range []float64{0, 1, -1, 0.1, 1.0 / 3, 123456789, 1e21, 1e20, 1e-7, 5e-324, 1.7976931348623157e308, 100, 2.5, 0.000012345} {
		for _, verb := range "efgGbx" {
			fmt.Print(strconv.FormatFloat(f, byte(verb), -1, 64), " ", strconv.FormatFloat(f, byte(verb), 3, 64), " ", strconv.FormatFloat(f, byte(verb), 0, 32), " ")
		}
		fmt.Println()
	}
	fmt.Println(strconv.FormatInt(-255, 16), strconv.FormatUint(35, 36), strconv.FormatInt(5, 2), strconv.Itoa(-0))
	fmt.Println(strconv.Quote("a\t\"\\\x00\x7f\xff☺\u200b\U0001F600é"), strconv.QuoteToASCII("é☺\U0001F600"), strconv.QuoteRune('\''), strconv.QuoteRune('☺'))
	for _, s := range []string{`"a\tb"`, `'x'`, "`raw`", `"\u263a\x41\101"`, `"bad`, `'xy'`, `""`, `"\q"`, `"\'"`, `'\''`} {
		u, err := strconv.Unquote(s)
		fmt.Println(u, err)
	}
	for _, s := range []string{"true", "F", "1", "yes"} {
		fmt.Println(strconv.ParseBool(s))
	}
	_, err := strconv.Atoi("q")
	var ne *strconv.NumError
	fmt.Println(errors.As(err, &ne), ne.Func, ne.Num, errors.Is(err, strconv.ErrSyntax))
	fmt.Println(string(strconv.AppendInt([]byte("n="), 5, 10)), string(strconv.AppendQuote(nil, "x")))

	for _, r := range "aZ5 \t.☺éßΣ中\u00a0ǅⅫ" {
		fmt.Print(string(r), " ", unicode.IsLetter(r), unicode.IsUpper(r), unicode.IsLower(r), unicode.IsDigit(r), unicode.IsSpace(r), unicode.IsPunct(r), unicode.IsControl(r), unicode.IsPrint(r), unicode.IsNumber(r), unicode.IsSymbol(r), string(unicode.ToUpper(r)), string(unicode.ToLower(r)), string(unicode.ToTitle(r)), unicode.SimpleFold(r), unicode.Is(unicode.Han, r), unicode.In(r, unicode.Latin, unicode.Greek), "\n")
	}
	s := "héllo, 世界\xff"
	fmt.Println(utf8.RuneCountInString(s), utf8.ValidString(s), len(s), utf8.RuneLen('世'), utf8.RuneLen(-1))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		fmt.Print(r, " ", n, ";")
		i += n
	}
	for b := []byte(s); len(b) > 0; {
		r, n := utf8.DecodeLastRune(b)
		fmt.Print(r, " ", n, ";")
		b = b[:len(b)-n]
	}
	fmt.Println(utf8.AppendRune(nil, '世'), utf8.FullRuneInString("\xe4\xb8"), utf8.FullRuneInString("\xe4\xb8\x96"), utf8.FullRune([]byte{0xe4, 0x41}), utf8.FullRuneInString("\xf5"), utf8.ValidRune(0xd800))
}

// expect: 42 <nil>
// expect: -7 <nil>
// expect: 5 <nil>
// expect: 0 strconv.Atoi: parsing "": invalid syntax
// expect: 0 strconv.Atoi: parsing "x": invalid syntax
// expect: 9223372036854775807 <nil>
// expect: 9223372036854775807 strconv.Atoi: parsing "9223372036854775808": value out of range
// expect: -9223372036854775808 <nil>
// expect: 0 strconv.Atoi: parsing "1_000": invalid syntax
// expect: 0 strconv.Atoi: parsing " 1": invalid syntax
// expect: 0 strconv.Atoi: parsing "0x1f": invalid syntax
// expect: 255 <nil> 255 <nil>
// expect: 255 <nil> 255 <nil>
// expect: 5 <nil> 5 <nil>
// expect: 15 <nil> 15 <nil>
// expect: 15 <nil> 15 <nil>
// expect: 1000 <nil> 1000 <nil>
// expect: 127 strconv.ParseInt: parsing "128": value out of range 128 <nil>
// expect: -128 strconv.ParseInt: parsing "-129": value out of range 0 strconv.ParseUint: parsing "-129": invalid syntax
// expect: 35 <nil> 35 <nil>
// expect: 0 strconv.ParseInt: parsing "1": invalid base 1 0 strconv.ParseUint: parsing "1": invalid base 1
// expect: 0 strconv.ParseInt: parsing "1": invalid bit size 65 0 strconv.ParseUint: parsing "1": invalid bit size 65
// expect: 0 strconv.ParseInt: parsing "_1": invalid syntax 0 strconv.ParseUint: parsing "_1": invalid syntax
// expect: 0 strconv.ParseInt: parsing "0x": invalid syntax 0 strconv.ParseUint: parsing "0x": invalid syntax
// expect: 0 strconv.ParseInt: parsing "08": invalid syntax 0 strconv.ParseUint: parsing "08": invalid syntax
// expect: 1 <nil> 1 <nil>
// expect: 1.5 <nil> 1.5 <nil>
// expect: -0 <nil> -0 <nil>
// expect: 1e+10 <nil> 1e+10 <nil>
// expect: +Inf strconv.ParseFloat: parsing "1e400": value out of range +Inf strconv.ParseFloat: parsing "1e400": value out of range
// expect: 0 <nil> 0 <nil>
// expect: 0.5 <nil> 0.5 <nil>
// expect: 5 <nil> 5 <nil>
// expect: 0 strconv.ParseFloat: parsing ".": invalid syntax 0 strconv.ParseFloat: parsing ".": invalid syntax
// expect: 0 strconv.ParseFloat: parsing "e5": invalid syntax 0 strconv.ParseFloat: parsing "e5": invalid syntax
// expect: +Inf <nil> +Inf <nil>
// expect: -Inf <nil> -Inf <nil>
// expect: NaN <nil> NaN <nil>
// expect: 0.25 <nil> 0.25 <nil>
// expect: 0 strconv.ParseFloat: parsing "0x1.8": invalid syntax 0 strconv.ParseFloat: parsing "0x1.8": invalid syntax
// expect: 10 <nil> 10 <nil>
// expect: 0 strconv.ParseFloat: parsing "1e": invalid syntax 0 strconv.ParseFloat: parsing "1e": invalid syntax
// expect: 100000 <nil> 100000 <nil>
// expect: 3.4e+38 <nil> 3.3999999521443642e+38 <nil>
// expect: 0 strconv.ParseFloat: parsing "1x": invalid syntax 0 strconv.ParseFloat: parsing "1x": invalid syntax
// expect: +Inf strconv.ParseFloat: parsing "179769313486231580793728971405301e277": value out of range +Inf strconv.ParseFloat: parsing "179769313486231580793728971405301e277": value out of range
// expect: 0e+00 0.000e+00 0e+00 0 0.000 0 0 0 0 0 0 0 0p-1074 0p-1074 0p-149 0x0p+00 0x0.000p+00 0x0p+00 
// expect: 1e+00 1.000e+00 1e+00 1 1.000 1 1 1 1 1 1 1 4503599627370496p-52 4503599627370496p-52 8388608p-23 0x1p+00 0x1.000p+00 0x1p+00 
// expect: -1e+00 -1.000e+00 -1e+00 -1 -1.000 -1 -1 -1 -1 -1 -1 -1 -4503599627370496p-52 -4503599627370496p-52 -8388608p-23 -0x1p+00 -0x1.000p+00 -0x1p+00 
// expect: 1e-01 1.000e-01 1e-01 0.1 0.100 0 0.1 0.1 0.1 0.1 0.1 0.1 7205759403792794p-56 7205759403792794p-56 13421773p-27 0x1.999999999999ap-04 0x1.99ap-04 0x1p-03 
// expect: 3.333333333333333e-01 3.333e-01 3e-01 0.3333333333333333 0.333 0 0.3333333333333333 0.333 0.3 0.3333333333333333 0.333 0.3 6004799503160661p-54 6004799503160661p-54 11184811p-25 0x1.5555555555555p-02 0x1.555p-02 0x1p-02 
// expect: 1.23456789e+08 1.235e+08 1e+08 123456789 123456789.000 123456792 1.23456789e+08 1.23e+08 1e+08 1.23456789E+08 1.23E+08 1E+08 8285044862877696p-26 8285044862877696p-26 15432099p+3 0x1.d6f3454p+26 0x1.d6fp+26 0x1p+27 
// expect: 1e+21 1.000e+21 1e+21 1000000000000000000000 1000000000000000000000.000 1000000020040877342720 1e+21 1e+21 1e+21 1E+21 1E+21 1E+21 7629394531250000p+17 7629394531250000p+17 14210855p+46 0x1.b1ae4d6e2ef5p+69 0x1.b1bp+69 0x1p+70 
// expect: 1e+20 1.000e+20 1e+20 100000000000000000000 100000000000000000000.000 100000002004087734272 1e+20 1e+20 1e+20 1E+20 1E+20 1E+20 6103515625000000p+14 6103515625000000p+14 11368684p+43 0x1.5af1d78b58c4p+66 0x1.5afp+66 0x1p+66 
// expect: 1e-07 1.000e-07 1e-07 0.0000001 0.000 0 1e-07 1e-07 1e-07 1E-07 1E-07 1E-07 7555786372591432p-76 7555786372591432p-76 14073749p-47 0x1.ad7f29abcaf48p-24 0x1.ad8p-24 0x1p-23 
// expect: 5e-324 4.941e-324 0e+00 0.000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000005 0.000 0 5e-324 4.94e-324 0 5E-324 4.94E-324 0 1p-1074 1p-1074 0p-149 0x1p-1074 0x1.000p-1074 0x0p+00 
// expect: 1.7976931348623157e+308 1.798e+308 +Inf 179769313486231570000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858368.000 +Inf 1.7976931348623157e+308 1.8e+308 +Inf 1.7976931348623157E+308 1.8E+308 +Inf 9007199254740991p+971 9007199254740991p+971 +Inf 0x1.fffffffffffffp+1023 0x1.000p+1024 +Inf 
// expect: 1e+02 1.000e+02 1e+02 100 100.000 100 100 100 1e+02 100 100 1E+02 7036874417766400p-46 7036874417766400p-46 13107200p-17 0x1.9p+06 0x1.900p+06 0x1p+07 
// expect: 2.5e+00 2.500e+00 2e+00 2.5 2.500 2 2.5 2.5 2 2.5 2.5 2 5629499534213120p-51 5629499534213120p-51 10485760p-22 0x1.4p+01 0x1.400p+01 0x1p+01 
// expect: 1.2345e-05 1.234e-05 1e-05 0.000012345 0.000 0 1.2345e-05 1.23e-05 1e-05 1.2345E-05 1.23E-05 1E-05 7287201778878221p-69 7287201778878221p-69 13573471p-40 0x1.9e3abe16fc70dp-17 0x1.9e4p-17 0x1p-16 
// expect: -ff z 101 0
// expect: "a\t\"\\\x00\x7f\xff☺\u200b😀é" "\u00e9\u263a\U0001f600" '\'' '☺'
// expect: a	b <nil>
// expect: x <nil>
// expect: raw <nil>
// expect: ☺AA <nil>
// expect:  invalid syntax
// expect:  invalid syntax
// expect:  <nil>
// expect:  invalid syntax
// expect:  invalid syntax
// expect: ' <nil>
// expect: true <nil>
// expect: false <nil>
// expect: true <nil>
// expect: false strconv.ParseBool: parsing "yes": invalid syntax
// expect: true Atoi q true
// expect: n=5 "x"
// expect: a true false true false false false false true false falseAaA65 false true
// expect: Z true true false false false false false true false falseZzZ122 false true
// expect: 5 false false false true false false false true true false55553 false false
// expect:   false false false false true false false true false false   32 false false
// expect: 	 false false false false true false true false false false			9 false false
// expect: . false false false false false true false true false false...46 false false
// expect: ☺ false false false false false false false true false true☺☺☺9786 false false
// expect: é true false true false false false false true false falseÉéÉ201 false true
// expect: ß true false true false false false false true false falseßßß7838 false true
// expect: Σ true true false false false false false true false falseΣσΣ962 false true
// expect: 中 true false false false false false false true false false中中中20013 true false
// expect:   false false false false true false false false false false   160 false false
// expect: ǅ true false false false false false false true false falseǄǆǅ454 false true
// expect: Ⅻ false false false false false false false true true falseⅫⅻⅫ8571 false true
// expect: 10 false 15 3 -1
// expect: 104 1;233 2;108 1;108 1;111 1;44 1;32 1;19990 3;30028 3;65533 1;65533 1;30028 3;19990 3;32 1;44 1;111 1;108 1;108 1;233 2;104 1;[228 184 150] false true true true false
