// Package utf8 turns characters into UTF-8 and back.
package utf8

const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

func FullRune(p []byte) bool { return FullRuneInString(string(p)) }

// FullRuneInString says whether s begins with a whole character; an invalid one counts, as it is one of width 1.
func FullRuneInString(s string) bool {
	if len(s) == 0 {
		return false
	}
	need := 1
	switch c := s[0]; {
	case c >= 0xf0 && c <= 0xf4:
		need = 4
	case c >= 0xe0 && c < 0xf0:
		need = 3
	case c >= 0xc2 && c < 0xe0:
		need = 2
	}
	if len(s) >= need {
		return true
	}
	// Too short, but it may be wrong already: completed with continuation bytes, it would have to be valid.
	for _, last := range []string{"\x80\x80\x80", "\xbf\xbf\xbf"} {
		if ValidString((s + last)[:need]) {
			return false
		}
	}
	return true
}

func DecodeRune(p []byte) (rune, int) { return decode(p) }
func DecodeRuneInString(s string) (rune, int)
func DecodeLastRune(p []byte) (rune, int) { return decodeLast(p) }
func DecodeLastRuneInString(s string) (rune, int)

func decode(p []byte) (rune, int)
func decodeLast(p []byte) (rune, int)

func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case 0xd800 <= r && r < 0xe000:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

func EncodeRune(p []byte, r rune) int { return copy(p[:len(string(r))], string(r)) }

func AppendRune(p []byte, r rune) []byte { return append(p, string(r)...) }

func RuneCount(p []byte) int
func RuneCountInString(s string) int
func Valid(p []byte) bool
func ValidString(s string) bool

func RuneStart(b byte) bool { return b&0xc0 != 0x80 }

func ValidRune(r rune) bool {
	return 0 <= r && r < 0xd800 || 0xe000 <= r && r <= MaxRune
}
