// Package unicode tells what kind of character a rune is.
package unicode

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'

	UpperCase = 0
	LowerCase = 1
	TitleCase = 2
	MaxCase   = 3

	Version = "13.0.0"
)

// A RangeTable is a set of characters: one of this package's, known by its number, or ranges.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int
	table       int
}

type Range16 struct{ Lo, Hi, Stride uint16 }
type Range32 struct{ Lo, Hi, Stride uint32 }

var (
	Cc          = &RangeTable{table: 1}
	Cf          = &RangeTable{table: 2}
	Co          = &RangeTable{table: 3}
	Cs          = &RangeTable{table: 4}
	Ll          = &RangeTable{table: 5}
	Lm          = &RangeTable{table: 6}
	Lo          = &RangeTable{table: 7}
	Lt          = &RangeTable{table: 8}
	Lu          = &RangeTable{table: 9}
	Mc          = &RangeTable{table: 10}
	Me          = &RangeTable{table: 11}
	Mn          = &RangeTable{table: 12}
	Nd          = &RangeTable{table: 13}
	Nl          = &RangeTable{table: 14}
	No          = &RangeTable{table: 15}
	Pc          = &RangeTable{table: 16}
	Pd          = &RangeTable{table: 17}
	Pe          = &RangeTable{table: 18}
	Pf          = &RangeTable{table: 19}
	Pi          = &RangeTable{table: 20}
	Po          = &RangeTable{table: 21}
	Ps          = &RangeTable{table: 22}
	Sc          = &RangeTable{table: 23}
	Sk          = &RangeTable{table: 24}
	Sm          = &RangeTable{table: 25}
	So          = &RangeTable{table: 26}
	Zl          = &RangeTable{table: 27}
	Zp          = &RangeTable{table: 28}
	Zs          = &RangeTable{table: 29}
	C           = &RangeTable{table: 30}
	L           = &RangeTable{table: 31}
	M           = &RangeTable{table: 32}
	N           = &RangeTable{table: 33}
	P           = &RangeTable{table: 34}
	S           = &RangeTable{table: 35}
	Z           = &RangeTable{table: 36}
	White_Space = &RangeTable{table: 37}
	Arabic      = &RangeTable{table: 38}
	Armenian    = &RangeTable{table: 39}
	Bengali     = &RangeTable{table: 40}
	Cyrillic    = &RangeTable{table: 41}
	Devanagari  = &RangeTable{table: 42}
	Georgian    = &RangeTable{table: 43}
	Greek       = &RangeTable{table: 44}
	Han         = &RangeTable{table: 45}
	Hangul      = &RangeTable{table: 46}
	Hebrew      = &RangeTable{table: 47}
	Hiragana    = &RangeTable{table: 48}
	Katakana    = &RangeTable{table: 49}
	Latin       = &RangeTable{table: 50}
	Thai        = &RangeTable{table: 51}
	Common      = &RangeTable{table: 52}
	Inherited   = &RangeTable{table: 53}

	Letter = L
	Upper  = Lu
	Lower  = Ll
	Title  = Lt
	Digit  = Nd
	Number = N
	Punct  = P
	Symbol = S
	Mark   = M
	Space  = Z
	Other  = C

	GraphicRanges = []*RangeTable{L, M, N, P, S, Zs}
	PrintRanges   = []*RangeTable{L, M, N, P, S}
)

func Is(t *RangeTable, r rune) bool {
	if t.table != 0 {
		return isIn(t.table, r)
	}
	for _, x := range t.R16 {
		if rune(x.Lo) <= r && r <= rune(x.Hi) {
			return x.Stride <= 1 || (r-rune(x.Lo))%rune(x.Stride) == 0
		}
	}
	for _, x := range t.R32 {
		if rune(x.Lo) <= r && r <= rune(x.Hi) {
			return x.Stride <= 1 || (r-rune(x.Lo))%rune(x.Stride) == 0
		}
	}
	return false
}

func In(r rune, ranges ...*RangeTable) bool { return IsOneOf(ranges, r) }

func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

func isIn(table int, r rune) bool

func IsLetter(r rune) bool
func IsUpper(r rune) bool
func IsLower(r rune) bool
func IsTitle(r rune) bool
func IsDigit(r rune) bool
func IsNumber(r rune) bool
func IsSpace(r rune) bool
func IsPunct(r rune) bool
func IsSymbol(r rune) bool
func IsMark(r rune) bool
func IsControl(r rune) bool
func IsPrint(r rune) bool
func IsGraphic(r rune) bool
func ToUpper(r rune) rune
func ToLower(r rune) rune
func ToTitle(r rune) rune
func SimpleFold(r rune) rune

func To(_case int, r rune) rune {
	switch _case {
	case UpperCase:
		return ToUpper(r)
	case LowerCase:
		return ToLower(r)
	case TitleCase:
		return ToTitle(r)
	}
	return ReplacementChar
}
