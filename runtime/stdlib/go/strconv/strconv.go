// Package strconv turns basic values into text and back.
package strconv

import "errors"

const IntSize = 64

var (
	ErrRange  = errors.New("value out of range")
	ErrSyntax = errors.New("invalid syntax")
)

// A NumError says what could not be converted, and why.
type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

// What natives say of a text.
const (
	ok = iota
	badSyntax
	badRange
)

func failed(fn, s string, code int) error {
	if code == badSyntax {
		return &NumError{fn, s, ErrSyntax}
	}
	return &NumError{fn, s, ErrRange}
}

func parseInt(s string, base, bitSize int) (int64, int)
func parseUint(s string, base, bitSize int) (uint64, int)
func parseFloat(s string, bitSize int) (float64, int)

func badArguments(fn, s string, base, bitSize int) error {
	if base != 0 && (base < 2 || base > 36) {
		return &NumError{fn, s, errors.New("invalid base " + Itoa(base))}
	}
	if bitSize < 0 || bitSize > 64 {
		return &NumError{fn, s, errors.New("invalid bit size " + Itoa(bitSize))}
	}
	return nil
}

func Atoi(s string) (int, error) {
	n, code := parseInt(s, 10, 64)
	if code != ok {
		return int(n), failed("Atoi", s, code)
	}
	return int(n), nil
}

func ParseInt(s string, base int, bitSize int) (int64, error) {
	if s != "" {
		if err := badArguments("ParseInt", s, base, bitSize); err != nil {
			return 0, err
		}
	}
	n, code := parseInt(s, base, bitSize)
	if code != ok {
		return n, failed("ParseInt", s, code)
	}
	return n, nil
}

func ParseUint(s string, base int, bitSize int) (uint64, error) {
	if s != "" {
		if err := badArguments("ParseUint", s, base, bitSize); err != nil {
			return 0, err
		}
	}
	n, code := parseUint(s, base, bitSize)
	if code != ok {
		return n, failed("ParseUint", s, code)
	}
	return n, nil
}

func ParseFloat(s string, bitSize int) (float64, error) {
	f, code := parseFloat(s, bitSize)
	if code != ok {
		return f, failed("ParseFloat", s, code)
	}
	return f, nil
}

func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, &NumError{"ParseBool", str, ErrSyntax}
}

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func AppendBool(dst []byte, b bool) []byte { return append(dst, FormatBool(b)...) }

func Itoa(i int) string

func FormatInt(i int64, base int) string {
	checkBase(base)
	return formatInt(i, base)
}

func FormatUint(i uint64, base int) string {
	checkBase(base)
	return formatUint(i, base)
}

func checkBase(base int) {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
}

func formatInt(i int64, base int) string
func formatUint(i uint64, base int) string

func AppendInt(dst []byte, i int64, base int) []byte   { return append(dst, FormatInt(i, base)...) }
func AppendUint(dst []byte, i uint64, base int) []byte { return append(dst, FormatUint(i, base)...) }

func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	return formatFloat(f, int(fmt), prec, bitSize)
}

func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	return append(dst, FormatFloat(f, fmt, prec, bitSize)...)
}

func formatFloat(f float64, fmt, prec, bitSize int) string

func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	im := FormatFloat(imag(c), fmt, prec, bitSize/2)
	if im[0] != '+' && im[0] != '-' {
		im = "+" + im
	}
	return "(" + FormatFloat(real(c), fmt, prec, bitSize/2) + im + "i)"
}

// ---- quoting

const (
	styleUnicode = iota
	styleASCII
	styleGraphic
)

func quote(s string, style int) string
func quoteRune(r rune, style int) string

func Quote(s string) string            { return quote(s, styleUnicode) }
func QuoteToASCII(s string) string     { return quote(s, styleASCII) }
func QuoteToGraphic(s string) string   { return quote(s, styleGraphic) }
func QuoteRune(r rune) string          { return quoteRune(r, styleUnicode) }
func QuoteRuneToASCII(r rune) string   { return quoteRune(r, styleASCII) }
func QuoteRuneToGraphic(r rune) string { return quoteRune(r, styleGraphic) }
func CanBackquote(s string) bool
func IsPrint(r rune) bool
func IsGraphic(r rune) bool

func AppendQuote(dst []byte, s string) []byte          { return append(dst, Quote(s)...) }
func AppendQuoteToASCII(dst []byte, s string) []byte   { return append(dst, QuoteToASCII(s)...) }
func AppendQuoteRune(dst []byte, r rune) []byte        { return append(dst, QuoteRune(r)...) }
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return append(dst, QuoteRuneToASCII(r)...) }

func hexDigit(c byte) (rune, bool) {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0'), true
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

func firstRune(s string) (rune, int) {
	for i, r := range s {
		if i > 0 {
			first, _ := firstRune(s[:i])
			return first, i
		}
		if r != 0xfffd {
			return r, len(string(r))
		}
	}
	if len(s) >= 3 && s[:3] == "\uFFFD" {
		return 0xfffd, 3
	}
	return 0xfffd, min(1, len(s))
}

// UnquoteChar reads the first character or escape of a literal within the given quotes.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if len(s) == 0 {
		return 0, false, "", ErrSyntax
	}
	c := s[0]
	switch {
	case c == quote && (quote == '\'' || quote == '"'):
		return 0, false, "", ErrSyntax
	case c >= 0x80:
		r, size := firstRune(s)
		return r, true, s[size:], nil
	case c != '\\':
		return rune(c), false, s[1:], nil
	}
	if len(s) < 2 {
		return 0, false, "", ErrSyntax
	}
	c, s = s[1], s[2:]
	const letters, controls = `abfnrtv\`, "\a\b\f\n\r\t\v\\"
	for i := 0; i < len(letters); i++ {
		if c == letters[i] {
			return rune(controls[i]), false, s, nil
		}
	}
	switch c {
	case 'x', 'u', 'U':
		n := 2
		if c == 'u' {
			n = 4
		} else if c == 'U' {
			n = 8
		}
		if len(s) < n {
			return 0, false, "", ErrSyntax
		}
		for i := 0; i < n; i++ {
			digit, ok := hexDigit(s[i])
			if !ok {
				return 0, false, "", ErrSyntax
			}
			value = value<<4 | digit
		}
		s = s[n:]
		if c == 'x' {
			return value, false, s, nil
		}
		if value < 0 || value > 0x10ffff || 0xd800 <= value && value < 0xe000 {
			return 0, false, "", ErrSyntax
		}
		return value, true, s, nil
	case '0', '1', '2', '3', '4', '5', '6', '7':
		value = rune(c - '0')
		if len(s) < 2 {
			return 0, false, "", ErrSyntax
		}
		for i := 0; i < 2; i++ {
			if s[i] < '0' || s[i] > '7' {
				return 0, false, "", ErrSyntax
			}
			value = value<<3 | rune(s[i]-'0')
		}
		if value > 255 {
			return 0, false, "", ErrSyntax
		}
		return value, false, s[2:], nil
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		return rune(c), false, s, nil
	}
	return 0, false, "", ErrSyntax
}

// Unquote gives what a quoted literal denotes.
func Unquote(s string) (string, error) {
	if len(s) < 2 || s[0] != s[len(s)-1] {
		return "", ErrSyntax
	}
	mark := s[0]
	s = s[1 : len(s)-1]
	switch mark {
	case '`':
		var out []byte
		for i := 0; i < len(s); i++ {
			if s[i] == '`' {
				return "", ErrSyntax
			}
			if s[i] != '\r' {
				out = append(out, s[i])
			}
		}
		return string(out), nil
	case '"', '\'':
	default:
		return "", ErrSyntax
	}
	var out []byte
	for n := 0; len(s) > 0; n++ {
		if s[0] == '\n' || mark == '\'' && n > 0 {
			return "", ErrSyntax
		}
		r, multibyte, tail, err := UnquoteChar(s, mark)
		if err != nil {
			return "", err
		}
		if r < 0x80 || !multibyte {
			out = append(out, byte(r))
		} else {
			out = append(out, string(r)...)
		}
		s = tail
		if mark == '\'' && len(s) == 0 {
			if r >= 0x80 && !multibyte {
				return string(r), nil
			}
			return string(out), nil
		}
	}
	if mark == '\'' {
		return "", ErrSyntax
	}
	return string(out), nil
}
