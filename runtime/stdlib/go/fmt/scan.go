package fmt

import (
	"errors"
	"io"
	"os"
	"strconv"
	"unicode"
)

// ScanState is what a Scanner reads from.
type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

// A Scanner reads itself.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

const eof = -1

// scanError ends a scan from wherever it is; doScan catches it.
type scanError struct{ err error }

type scanner struct {
	in      io.RuneScanner
	lines   bool // newlines end the scan
	spaces  bool // newlines are space
	ended   bool
	count   int // runes read so far
	limit   int // a field's width: where count must stop
	limited bool
	width   int
}

func fail(text string) { panic(scanError{errors.New(text)}) }

func (s *scanner) get() rune {
	r, _, err := s.ReadRune()
	if err == io.EOF {
		return eof
	}
	if err != nil {
		panic(scanError{err})
	}
	return r
}

func (s *scanner) ReadRune() (rune, int, error) {
	if s.ended || s.limited && s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err := s.in.ReadRune()
	if err != nil {
		if err == io.EOF {
			s.ended = true
		}
		return 0, 0, err
	}
	s.count++
	return r, size, nil
}

func (s *scanner) UnreadRune() error {
	s.in.UnreadRune()
	s.ended = false
	s.count--
	return nil
}

func (s *scanner) Read(buf []byte) (int, error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *scanner) Width() (int, bool) { return s.width, s.limited }

func (s *scanner) SkipSpace() {
	for {
		r := s.get()
		switch {
		case r == eof:
			return
		case r == '\r' && s.peek() == '\n':
		case r == '\n':
			if !s.spaces {
				fail("unexpected newline")
			}
		case !unicode.IsSpace(r):
			s.UnreadRune()
			return
		}
	}
}

func (s *scanner) peek() rune {
	r := s.get()
	if r != eof {
		s.UnreadRune()
	}
	return r
}

func (s *scanner) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	defer caught(&err)
	if f == nil {
		f = notSpace
	}
	if skipSpace {
		s.SkipSpace()
	}
	return []byte(s.while(f)), nil
}

func notSpace(r rune) bool { return !unicode.IsSpace(r) }

func (s *scanner) while(f func(rune) bool) string {
	var token []rune
	for r := s.get(); r != eof; r = s.get() {
		if !f(r) {
			s.UnreadRune()
			break
		}
		token = append(token, r)
	}
	return string(token)
}

// accept takes the next rune if it is one of set.
func (s *scanner) accept(token *[]rune, set string) bool {
	r := s.get()
	if r == eof {
		return false
	}
	for _, one := range set {
		if one == r {
			*token = append(*token, r)
			return true
		}
	}
	s.UnreadRune()
	return false
}

func (s *scanner) need() {
	if s.peek() == eof {
		panic(scanError{io.EOF})
	}
}

const (
	binary      = "01_"
	octal       = "01234567_"
	decimal     = "0123456789_"
	hexadecimal = "0123456789aAbBcCdDeEfF_"
)

// number reads the digits of an integer and says their base.
func (s *scanner) number(verb rune, kind string, signed bool) (string, int) {
	var token []rune
	s.SkipSpace()
	s.need()
	if signed {
		s.accept(&token, "+-")
	}
	base, digits, found := 10, decimal, false
	switch verb {
	case 'b':
		base, digits = 2, binary
	case 'o':
		base, digits = 8, octal
	case 'x', 'X':
		base, digits = 16, hexadecimal
	case 'v':
		var prefix []rune
		if s.accept(&prefix, "0") {
			found = true
			switch {
			case s.accept(&prefix, "bB"):
				base, digits, found = 2, binary, false
			case s.accept(&prefix, "oO"):
				base, digits, found = 8, octal, false
			case s.accept(&prefix, "xX"):
				base, digits, found = 16, hexadecimal, false
			default:
				base, digits = 8, octal
				token = append(token, '0')
			}
		}
	}
	for s.accept(&token, digits) {
		found = true
	}
	if !found {
		fail("expected integer")
	}
	text := make([]rune, 0, len(token))
	for _, r := range token {
		if r != '_' {
			text = append(text, r)
		}
	}
	return string(text), base
}

func checkVerb(verb rune, good, kind string) {
	for _, v := range good {
		if v == verb {
			return
		}
	}
	fail("bad verb '%" + string(verb) + "' for " + kind)
}

func (s *scanner) integer(verb rune, bits int) int64 {
	if verb == 'c' {
		s.need()
		return int64(s.get())
	}
	checkVerb(verb, "bdoUxXv", "integer")
	text, base := s.number(verb, "integer", true)
	i, err := strconv.ParseInt(text, base, 64)
	if err != nil {
		panic(scanError{err})
	}
	if i<<(64-bits)>>(64-bits) != i {
		fail("integer overflow on token " + text)
	}
	return i
}

func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		s.need()
		return uint64(s.get())
	}
	checkVerb(verb, "bdoUxXv", "integer")
	text, base := s.number(verb, "integer", false)
	i, err := strconv.ParseUint(text, base, 64)
	if err != nil {
		panic(scanError{err})
	}
	if i<<(64-bits)>>(64-bits) != i {
		fail("unsigned integer overflow on token " + text)
	}
	return i
}

func (s *scanner) float(verb rune, bits int) float64 {
	checkVerb(verb, "beEfFgGv", "float"+strconv.Itoa(bits))
	s.SkipSpace()
	s.need()
	var token []rune
	if s.accept(&token, "nN") && s.accept(&token, "aA") && s.accept(&token, "nN") {
		return s.parseFloat(string(token), bits)
	}
	s.accept(&token, "+-")
	if s.accept(&token, "iI") && s.accept(&token, "nN") && s.accept(&token, "fF") {
		return s.parseFloat(string(token), bits)
	}
	digits, exponent := decimal, "eEpP"
	if s.accept(&token, "0") && s.accept(&token, "xX") {
		digits, exponent = hexadecimal, "pP"
	}
	for s.accept(&token, digits) {
	}
	if s.accept(&token, ".") {
		for s.accept(&token, digits) {
		}
	}
	if s.accept(&token, exponent) {
		s.accept(&token, "+-")
		for s.accept(&token, decimal) {
		}
	}
	return s.parseFloat(string(token), bits)
}

func (s *scanner) parseFloat(text string, bits int) float64 {
	f, err := strconv.ParseFloat(text, bits)
	if err != nil {
		panic(scanError{err})
	}
	return f
}

func (s *scanner) boolean(verb rune) bool {
	checkVerb(verb, "tv", "boolean")
	s.SkipSpace()
	s.need()
	var token []rune
	switch s.get() {
	case '0':
		return false
	case '1':
		return true
	case 't', 'T':
		if s.accept(&token, "rR") && (!s.accept(&token, "uU") || !s.accept(&token, "eE")) {
			fail("syntax error scanning boolean")
		}
		return true
	case 'f', 'F':
		if s.accept(&token, "aA") && (!s.accept(&token, "lL") || !s.accept(&token, "sS") || !s.accept(&token, "eE")) {
			fail("syntax error scanning boolean")
		}
	}
	return false
}

func (s *scanner) text(verb rune) string {
	checkVerb(verb, "svqxX", "string")
	s.SkipSpace()
	s.need()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		digits := s.while(func(r rune) bool {
			return '0' <= r && r <= '9' || 'a' <= r && r <= 'f' || 'A' <= r && r <= 'F'
		})
		if len(digits) < 2 {
			fail("no hex data for %x string")
		}
		var out []byte
		for i := 0; i+1 < len(digits); i += 2 {
			b, _ := strconv.ParseUint(digits[i:i+2], 16, 8)
			out = append(out, byte(b))
		}
		return string(out)
	}
	return s.while(notSpace)
}

func (s *scanner) quoted() string {
	mark := s.get()
	if mark != '"' && mark != '`' {
		fail("expected quoted string")
	}
	text := []rune{mark}
	for {
		r := s.get()
		if r == eof {
			panic(scanError{io.ErrUnexpectedEOF})
		}
		text = append(text, r)
		if r == '\\' && mark == '"' {
			text = append(text, s.get())
		} else if r == mark {
			break
		}
	}
	out, err := strconv.Unquote(string(text))
	if err != nil {
		panic(scanError{err})
	}
	return out
}

func (s *scanner) one(verb rune, arg any) {
	switch v := arg.(type) {
	case Scanner:
		if err := v.Scan(s, verb); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			panic(scanError{err})
		}
	case *bool:
		*v = s.boolean(verb)
	case *int:
		*v = int(s.integer(verb, 64))
	case *int8:
		*v = int8(s.integer(verb, 8))
	case *int16:
		*v = int16(s.integer(verb, 16))
	case *int32:
		*v = int32(s.integer(verb, 32))
	case *int64:
		*v = s.integer(verb, 64)
	case *uint:
		*v = uint(s.unsigned(verb, 64))
	case *uint8:
		*v = uint8(s.unsigned(verb, 8))
	case *uint16:
		*v = uint16(s.unsigned(verb, 16))
	case *uint32:
		*v = uint32(s.unsigned(verb, 32))
	case *uint64:
		*v = s.unsigned(verb, 64)
	case *uintptr:
		*v = uintptr(s.unsigned(verb, 64))
	case *float32:
		*v = float32(s.float(verb, 32))
	case *float64:
		*v = s.float(verb, 64)
	case *string:
		*v = s.text(verb)
	case *[]byte:
		*v = []byte(s.text(verb))
	default:
		name := typeName(arg)
		if name == "" || name[0] != '*' {
			fail("type not a pointer: " + name)
		}
		fail("can't scan type: " + name)
	}
}

func caught(err *error) {
	if e := recover(); e != nil {
		s, ok := e.(scanError)
		if !ok {
			panic(e)
		}
		*err = s.err
	}
}

func (s *scanner) scan(a []any) (n int, err error) {
	defer caught(&err)
	for _, arg := range a {
		s.one('v', arg)
		n++
	}
	if s.lines {
		for r := s.get(); r != '\n' && r != eof; r = s.get() {
			if !unicode.IsSpace(r) {
				fail("expected newline")
			}
		}
	}
	return n, nil
}

// literal takes from the input what the format wants up to the next directive, and gives where that is.
func (s *scanner) literal(format []rune, i int) int {
	for i < len(format) {
		c := format[i]
		switch {
		case c == '%' && i+1 < len(format) && format[i+1] == '%':
			s.SkipSpace()
			i++
			s.match('%')
			i++
		case c == '%':
			return i
		case unicode.IsSpace(c):
			newline := false
			for ; i < len(format) && unicode.IsSpace(format[i]); i++ {
				newline = newline || format[i] == '\n'
			}
			r := s.get()
			for ; r != eof && unicode.IsSpace(r); r = s.get() {
				if r == '\n' {
					if !newline {
						fail("newline in input does not match format")
					}
					newline = false
				}
			}
			if r != eof {
				s.UnreadRune()
				if newline {
					fail("newline in format does not match input")
				}
			}
		default:
			s.match(c)
			i++
		}
	}
	return i
}

func (s *scanner) match(c rune) {
	switch s.get() {
	case c:
	case eof:
		panic(scanError{io.ErrUnexpectedEOF})
	default:
		s.UnreadRune()
		fail("input does not match format")
	}
}

func (s *scanner) scanf(text string, a []any) (n int, err error) {
	defer caught(&err)
	format := []rune(text)
	for i := s.literal(format, 0); i < len(format); i = s.literal(format, i) {
		i++
		width, has := 0, false
		for ; i < len(format) && '0' <= format[i] && format[i] <= '9'; i++ {
			width, has = width*10+int(format[i]-'0'), true
		}
		if i >= len(format) {
			fail("too few operands for format '%'")
		}
		verb := format[i]
		i++
		if verb != 'c' {
			s.SkipSpace()
		}
		s.width, s.limited, s.limit = width, has, s.count+width
		if n >= len(a) {
			fail("too few operands for format '%" + string(verb) + "'")
		}
		s.one(verb, a[n])
		n++
		s.limited = false
	}
	if n < len(a) {
		fail("too many operands")
	}
	return n, nil
}

// runes reads characters off a plain reader, a byte at a time, so that it takes no more than it gives.
type runes struct {
	r       io.Reader
	last    rune
	size    int
	pending bool
}

func (r *runes) ReadRune() (rune, int, error) {
	if r.pending {
		r.pending = false
		return r.last, r.size, nil
	}
	var b [4]byte
	for n := 0; n < len(b); n++ {
		if _, err := io.ReadFull(r.r, b[n:n+1]); err != nil {
			return 0, 0, err
		}
		if b[0] < 0x80 || n > 0 && []rune(string(b[:n+1]))[0] != 0xfffd || n == 3 {
			r.last, r.size = []rune(string(b[:n+1]))[0], n+1
			break
		}
	}
	return r.last, r.size, nil
}

func (r *runes) UnreadRune() error {
	r.pending = true
	return nil
}

// text is the string that Sscan and its like read.
type text struct {
	s  string
	at int
	w  int
}

func (t *text) ReadRune() (rune, int, error) {
	for i, r := range t.s[t.at:] {
		if i > 0 {
			break
		}
		t.w = 1
		if r != 0xfffd {
			t.w = len(string(r))
		}
		t.at += t.w
		return r, t.w, nil
	}
	return 0, 0, io.EOF
}

func (t *text) UnreadRune() error {
	t.at -= t.w
	return nil
}

func over(r io.Reader) io.RuneScanner {
	if in, ok := r.(io.RuneScanner); ok {
		return in
	}
	return &runes{r: r}
}

func Sscan(str string, a ...any) (n int, err error) {
	return (&scanner{in: &text{s: str}, spaces: true}).scan(a)
}

func Sscanln(str string, a ...any) (n int, err error) {
	return (&scanner{in: &text{s: str}, lines: true}).scan(a)
}

func Sscanf(str string, format string, a ...any) (n int, err error) {
	return (&scanner{in: &text{s: str}}).scanf(format, a)
}

func Fscan(r io.Reader, a ...any) (n int, err error) {
	return (&scanner{in: over(r), spaces: true}).scan(a)
}

func Fscanln(r io.Reader, a ...any) (n int, err error) {
	return (&scanner{in: over(r), lines: true}).scan(a)
}

func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return (&scanner{in: over(r)}).scanf(format, a)
}

func Scan(a ...any) (n int, err error)                 { return Fscan(os.Stdin, a...) }
func Scanln(a ...any) (n int, err error)               { return Fscanln(os.Stdin, a...) }
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }
