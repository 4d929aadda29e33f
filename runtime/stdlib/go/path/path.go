// Package path works on names whose parts strokes separate.
package path

import (
	"errors"
	"unicode/utf8"
)

// ErrBadPattern says that a pattern of Match is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Clean gives the shortest name of the same file: no doubled strokes, no dots, no name before "..".
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == '/'
	var parts []string
	for path != "" {
		end := 0
		for end < len(path) && path[end] != '/' {
			end++
		}
		part := path[:end]
		if end < len(path) {
			end++
		}
		path = path[end:]
		switch {
		case part == "" || part == ".":
		case part != "..":
			parts = append(parts, part)
		case len(parts) > 0 && parts[len(parts)-1] != "..":
			parts = parts[:len(parts)-1]
		case !rooted:
			parts = append(parts, part)
		}
	}
	clean := join(parts)
	if rooted {
		return "/" + clean
	}
	if clean == "" {
		return "."
	}
	return clean
}

func join(parts []string) string {
	text := ""
	for i, part := range parts {
		if i > 0 {
			text += "/"
		}
		text += part
	}
	return text
}

// Join puts strokes between the parts that are not empty, and cleans the result.
func Join(elem ...string) string {
	var parts []string
	for _, part := range elem {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return Clean(join(parts))
}

func lastStroke(path string) int {
	i := len(path) - 1
	for i >= 0 && path[i] != '/' {
		i--
	}
	return i
}

// Split cuts behind the last stroke.
func Split(path string) (dir, file string) {
	i := lastStroke(path)
	return path[:i+1], path[i+1:]
}

// Ext gives the last part's name from its last dot on.
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base gives the last part: "." for nothing, "/" for strokes alone.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path == "" {
		return "/"
	}
	return path[lastStroke(path)+1:]
}

// Dir gives all but the last part, cleaned.
func Dir(path string) string {
	dir, _ := Split(path)
	return Clean(dir)
}

func IsAbs(path string) bool { return len(path) > 0 && path[0] == '/' }

// Match says whether all of name matches the pattern: * for any characters but strokes, ? for one, [a-z] for a class.
func Match(pattern, name string) (matched bool, err error) {
	for pattern != "" {
		if pattern[0] == '*' {
			for pattern != "" && pattern[0] == '*' {
				pattern = pattern[1:]
			}
			for i := 0; ; i++ {
				if ok, err := Match(pattern, name[i:]); ok || err != nil {
					return ok, err
				}
				if i == len(name) || name[i] == '/' {
					return false, wellFormed(pattern)
				}
			}
		}
		rest, left, ok, err := matchOne(pattern, name)
		if err != nil {
			return false, err
		}
		if !ok {
			return false, wellFormed(rest)
		}
		pattern, name = rest, left
	}
	return name == "", nil
}

// wellFormed is nil if the pattern is.
func wellFormed(pattern string) error {
	for pattern != "" {
		if pattern[0] == '*' {
			pattern = pattern[1:]
			continue
		}
		rest, _, _, err := matchOne(pattern, "")
		if err != nil {
			return err
		}
		pattern = rest
	}
	return nil
}

// matchOne matches the pattern's first element but *, against name's first character.
func matchOne(pattern, name string) (rest, left string, ok bool, err error) {
	r, size := utf8.DecodeRuneInString(name)
	some := name != ""
	switch pattern[0] {
	case '?':
		return pattern[1:], name[size:], some && r != '/', nil
	case '[':
		rest, ok, err = matchClass(pattern[1:], r)
		return rest, name[size:], ok && some && r != '/', err
	case '\\':
		if pattern = pattern[1:]; pattern == "" {
			return "", "", false, ErrBadPattern
		}
	}
	want, length := utf8.DecodeRuneInString(pattern)
	return pattern[length:], name[size:], some && want == r, nil
}

func matchClass(class string, r rune) (rest string, ok bool, err error) {
	negated := class != "" && class[0] == '^'
	if negated {
		class = class[1:]
	}
	for n := 0; ; n++ {
		if class != "" && class[0] == ']' && n > 0 {
			return class[1:], ok != negated, nil
		}
		var low, high rune
		if low, class, err = classRune(class); err != nil {
			return "", false, err
		}
		high = low
		if class[0] == '-' {
			if high, class, err = classRune(class[1:]); err != nil {
				return "", false, err
			}
		}
		if low <= r && r <= high {
			ok = true
		}
	}
}

func classRune(class string) (r rune, rest string, err error) {
	if class == "" || class[0] == '-' || class[0] == ']' {
		return 0, "", ErrBadPattern
	}
	if class[0] == '\\' {
		if class = class[1:]; class == "" {
			return 0, "", ErrBadPattern
		}
	}
	r, size := utf8.DecodeRuneInString(class)
	if class[size:] == "" || r == utf8.RuneError && size == 1 {
		return 0, "", ErrBadPattern
	}
	return r, class[size:], nil
}
