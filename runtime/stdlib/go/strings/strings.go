// Package strings has functions for UTF-8 strings. What only compares and copies bytes is native.
package strings

import (
	"unicode"
	"unicode/utf8"
)

func Index(s, substr string) int
func LastIndex(s, substr string) int
func IndexByte(s string, c byte) int
func Repeat(s string, count int) string
func Join(elems []string, sep string) string

// count, replace and split work on bytes; an empty separator or old string is dealt with here, by runes.
func count(s, substr string) int
func replace(s, old, new string, n int) string
func split(s, sep string, keep, n int) []string
func asciiFields(s string) []string
func isASCII(s string) bool
func asciiUpper(s string) string
func asciiLower(s string) string

func Count(s, substr string) int {
	if len(substr) == 0 {
		return utf8.RuneCountInString(s) + 1
	}
	return count(s, substr)
}

func Contains(s, substr string) bool                { return Index(s, substr) >= 0 }
func ContainsAny(s, chars string) bool              { return IndexAny(s, chars) >= 0 }
func ContainsRune(s string, r rune) bool            { return IndexRune(s, r) >= 0 }
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

func HasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

func IndexRune(s string, r rune) int {
	if r == utf8.RuneError || r < 0 || r > unicode.MaxRune {
		if r != utf8.RuneError {
			return -1
		}
		for i, c := range s {
			if c == r {
				return i
			}
		}
		return -1
	}
	return Index(s, string(r))
}

func IndexAny(s, chars string) int {
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			return i
		}
	}
	return -1
}

func LastIndexAny(s, chars string) int {
	return LastIndexFunc(s, func(r rune) bool { return IndexRune(chars, r) >= 0 })
}

func LastIndexByte(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}

func IndexFunc(s string, f func(rune) bool) int {
	for i, c := range s {
		if f(c) {
			return i
		}
	}
	return -1
}

func LastIndexFunc(s string, f func(rune) bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) {
			return i
		}
	}
	return -1
}

func explode(s string, n int) []string {
	total := utf8.RuneCountInString(s)
	if n < 0 || n > total {
		n = total
	}
	parts := make([]string, 0, n)
	for len(parts) < n-1 {
		_, size := utf8.DecodeRuneInString(s)
		parts = append(parts, s[:size])
		s = s[size:]
	}
	if n > 0 {
		parts = append(parts, s)
	}
	return parts
}

func SplitN(s, sep string, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	return split(s, sep, 0, n)
}

func SplitAfterN(s, sep string, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	return split(s, sep, len(sep), n)
}

func Split(s, sep string) []string      { return SplitN(s, sep, -1) }
func SplitAfter(s, sep string) []string { return SplitAfterN(s, sep, -1) }

func Fields(s string) []string {
	if isASCII(s) {
		return asciiFields(s)
	}
	return FieldsFunc(s, unicode.IsSpace)
}

func FieldsFunc(s string, f func(rune) bool) []string {
	var fields []string
	start := -1
	for i, r := range s {
		if f(r) {
			if start >= 0 {
				fields = append(fields, s[start:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		fields = append(fields, s[start:])
	}
	return fields
}

func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

func Map(mapping func(rune) rune, s string) string {
	var b Builder
	for _, r := range s {
		if m := mapping(r); m >= 0 {
			b.WriteRune(m)
		}
	}
	return b.String()
}

func ToUpper(s string) string {
	if isASCII(s) {
		return asciiUpper(s)
	}
	return Map(unicode.ToUpper, s)
}

func ToLower(s string) string {
	if isASCII(s) {
		return asciiLower(s)
	}
	return Map(unicode.ToLower, s)
}

func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

// Title is as simple as Go's: a letter after anything that is no letter, digit or underscore begins a word.
func Title(s string) string {
	previous := ' '
	return Map(func(r rune) rune {
		begins := !unicode.IsLetter(previous) && !unicode.IsDigit(previous) && previous != '_' && previous != '\''
		previous = r
		if begins {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func ToValidUTF8(s, replacement string) string {
	var b Builder
	invalid := false
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				if !invalid {
					b.WriteString(replacement)
				}
				invalid = true
				continue
			}
		}
		invalid = false
		b.WriteRune(r)
	}
	return b.String()
}

// ---- trimming

func TrimFunc(s string, f func(rune) bool) string { return TrimRightFunc(TrimLeftFunc(s, f), f) }

func TrimLeftFunc(s string, f func(rune) bool) string {
	for i, r := range s {
		if !f(r) {
			return s[i:]
		}
	}
	return ""
}

func TrimRightFunc(s string, f func(rune) bool) string {
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		if !f(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func within(cutset string) func(rune) bool {
	return func(r rune) bool { return IndexRune(cutset, r) >= 0 }
}

func Trim(s, cutset string) string      { return TrimFunc(s, within(cutset)) }
func TrimLeft(s, cutset string) string  { return TrimLeftFunc(s, within(cutset)) }
func TrimRight(s, cutset string) string { return TrimRightFunc(s, within(cutset)) }

func isSpaceByte(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'
}

func TrimSpace(s string) string {
	for len(s) > 0 && isSpaceByte(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSpaceByte(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if len(s) > 0 && (s[0] >= utf8.RuneSelf || s[len(s)-1] >= utf8.RuneSelf) {
		return TrimFunc(s, unicode.IsSpace)
	}
	return s
}

func TrimPrefix(s, prefix string) string {
	after, _ := CutPrefix(s, prefix)
	return after
}

func TrimSuffix(s, suffix string) string {
	before, _ := CutSuffix(s, suffix)
	return before
}

// ---- replacing and comparing

func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	if old != "" {
		return replace(s, old, new, n)
	}
	var b Builder
	done := 0
	for i, r := range s {
		if n < 0 || done < n {
			b.WriteString(new)
			done++
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[i : i+size])
		_ = r
	}
	if n < 0 || done < n {
		b.WriteString(new)
	}
	return b.String()
}

func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

func EqualFold(s, t string) bool {
	for s != "" && t != "" {
		r1, n1 := utf8.DecodeRuneInString(s)
		r2, n2 := utf8.DecodeRuneInString(t)
		s, t = s[n1:], t[n2:]
		if r1 == r2 {
			continue
		}
		if unicode.ToLower(r1) != unicode.ToLower(r2) && unicode.ToUpper(r1) != unicode.ToUpper(r2) {
			return false
		}
	}
	return s == t
}

func Compare(a, b string) int {
	if a == b {
		return 0
	}
	if a < b {
		return -1
	}
	return +1
}

func Clone(s string) string { return string([]byte(s)) }
