// Package bytes has functions for byte slices. What strings does for strings is done there, on a copy.
package bytes

import (
	"strings"
	"unicode"
)

const MinRead = 512

func Equal(a, b []byte) bool                        { return string(a) == string(b) }
func Compare(a, b []byte) int                       { return strings.Compare(string(a), string(b)) }
func Index(s, sep []byte) int                       { return strings.Index(string(s), string(sep)) }
func LastIndex(s, sep []byte) int                   { return strings.LastIndex(string(s), string(sep)) }
func Count(s, sep []byte) int                       { return strings.Count(string(s), string(sep)) }
func Contains(b, subslice []byte) bool              { return Index(b, subslice) != -1 }
func ContainsAny(b []byte, chars string) bool       { return IndexAny(b, chars) >= 0 }
func ContainsRune(b []byte, r rune) bool            { return IndexRune(b, r) >= 0 }
func ContainsFunc(b []byte, f func(rune) bool) bool { return IndexFunc(b, f) >= 0 }
func IndexAny(s []byte, chars string) int           { return strings.IndexAny(string(s), chars) }
func LastIndexAny(s []byte, chars string) int       { return strings.LastIndexAny(string(s), chars) }
func IndexRune(s []byte, r rune) int                { return strings.IndexRune(string(s), r) }
func IndexFunc(s []byte, f func(rune) bool) int     { return strings.IndexFunc(string(s), f) }
func LastIndexFunc(s []byte, f func(rune) bool) int { return strings.LastIndexFunc(string(s), f) }
func EqualFold(s, t []byte) bool                    { return strings.EqualFold(string(s), string(t)) }
func HasPrefix(s, prefix []byte) bool               { return len(s) >= len(prefix) && Equal(s[:len(prefix)], prefix) }
func HasSuffix(s, suffix []byte) bool {
	return len(s) >= len(suffix) && Equal(s[len(s)-len(suffix):], suffix)
}

func IndexByte(b []byte, c byte) int { return strings.IndexByte(string(b), c) }

func LastIndexByte(s []byte, c byte) int { return strings.LastIndexByte(string(s), c) }

func ToUpper(s []byte) []byte                      { return []byte(strings.ToUpper(string(s))) }
func ToLower(s []byte) []byte                      { return []byte(strings.ToLower(string(s))) }
func ToTitle(s []byte) []byte                      { return []byte(strings.ToTitle(string(s))) }
func Title(s []byte) []byte                        { return []byte(strings.Title(string(s))) }
func Map(mapping func(rune) rune, s []byte) []byte { return []byte(strings.Map(mapping, string(s))) }
func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	return []byte(strings.Repeat(string(b), count))
}
func Replace(s, old, new []byte, n int) []byte {
	return []byte(strings.Replace(string(s), string(old), string(new), n))
}
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }
func Runes(s []byte) []rune                { return []rune(string(s)) }

func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func Join(s [][]byte, sep []byte) []byte {
	all := []byte{}
	for i, v := range s {
		if i > 0 {
			all = append(all, sep...)
		}
		all = append(all, v...)
	}
	return all
}

// parts gives the parts of s that the strings are, in order: they share its memory.
func parts(s []byte, texts []string, between int) [][]byte {
	if texts == nil {
		return nil
	}
	list := make([][]byte, len(texts))
	at := 0
	for i, text := range texts {
		list[i] = s[at : at+len(text) : at+len(text)]
		at += len(text) + between
	}
	return list
}

func SplitN(s, sep []byte, n int) [][]byte {
	return parts(s, strings.SplitN(string(s), string(sep), n), len(sep))
}
func Split(s, sep []byte) [][]byte { return SplitN(s, sep, -1) }
func SplitAfterN(s, sep []byte, n int) [][]byte {
	return parts(s, strings.SplitAfterN(string(s), string(sep), n), 0)
}
func SplitAfter(s, sep []byte) [][]byte { return SplitAfterN(s, sep, -1) }

func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	var list [][]byte
	start := -1
	for i, r := range string(s) {
		if f(r) {
			if start >= 0 {
				list = append(list, s[start:i:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		list = append(list, s[start:len(s):len(s)])
	}
	return list
}

func Fields(s []byte) [][]byte { return FieldsFunc(s, unicode.IsSpace) }

func TrimLeftFunc(s []byte, f func(rune) bool) []byte {
	rest := strings.TrimLeftFunc(string(s), f)
	if rest == "" {
		return nil
	}
	return s[len(s)-len(rest):]
}

func TrimRightFunc(s []byte, f func(rune) bool) []byte {
	return s[:len(strings.TrimRightFunc(string(s), f))]
}
func TrimFunc(s []byte, f func(rune) bool) []byte { return TrimRightFunc(TrimLeftFunc(s, f), f) }
func TrimSpace(s []byte) []byte                   { return TrimFunc(s, unicode.IsSpace) }

func within(cutset string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(cutset, r) }
}

func Trim(s []byte, cutset string) []byte      { return TrimFunc(s, within(cutset)) }
func TrimLeft(s []byte, cutset string) []byte  { return TrimLeftFunc(s, within(cutset)) }
func TrimRight(s []byte, cutset string) []byte { return TrimRightFunc(s, within(cutset)) }

func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

func ToValidUTF8(s, replacement []byte) []byte {
	return []byte(strings.ToValidUTF8(string(s), string(replacement)))
}
