// Package filepath works on the names of files; strokes separate their parts here.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

const (
	Separator     = '/'
	ListSeparator = ':'
)

var (
	ErrBadPattern = path.ErrBadPattern
	SkipDir       = fs.SkipDir
	SkipAll       = fs.SkipAll
)

func Clean(name string) string                 { return path.Clean(name) }
func Join(elem ...string) string               { return path.Join(elem...) }
func Split(name string) (dir, file string)     { return path.Split(name) }
func Ext(name string) string                   { return path.Ext(name) }
func Base(name string) string                  { return path.Base(name) }
func Dir(name string) string                   { return path.Dir(name) }
func IsAbs(name string) bool                   { return path.IsAbs(name) }
func Match(pattern, name string) (bool, error) { return path.Match(pattern, name) }
func ToSlash(name string) string               { return name }
func FromSlash(name string) string             { return name }
func VolumeName(name string) string            { return "" }
func EvalSymlinks(name string) (string, error) { return Clean(name), nil }
func SplitList(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, ":")
}

func IsLocal(name string) bool {
	if IsAbs(name) || name == "" {
		return false
	}
	clean := Clean(name)
	return clean != ".." && !strings.HasPrefix(clean, "../")
}

func Abs(name string) (string, error) {
	if IsAbs(name) {
		return Clean(name), nil
	}
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(here, name), nil
}

// Rel gives the name by which target is found from base.
func Rel(base, target string) (string, error) {
	b, t := Clean(base), Clean(target)
	if b == t {
		return ".", nil
	}
	if b == "." {
		b = ""
	}
	if IsAbs(base) != IsAbs(target) {
		return "", errors.New("Rel: can't make " + target + " relative to " + base)
	}
	from, to := parts(b), parts(t)
	same := 0
	for same < len(from) && same < len(to) && from[same] == to[same] {
		same++
	}
	var way []string
	for _, part := range from[same:] {
		if part == ".." {
			return "", errors.New("Rel: can't make " + target + " relative to " + base)
		}
		way = append(way, "..")
	}
	return strings.Join(append(way, to[same:]...), "/"), nil
}

func parts(clean string) []string {
	if clean = strings.Trim(clean, "/"); clean == "" || clean == "." {
		return nil
	}
	return strings.Split(clean, "/")
}

// Glob gives the names of files that match the pattern, sorted; nil if there are none.
func Glob(pattern string) (matches []string, err error) {
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !strings.ContainsAny(pattern, `*?[\`) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, last := Split(pattern)
	dirs := []string{Clean(dir)}
	if strings.ContainsAny(dir, `*?[\`) {
		if dirs, err = Glob(Clean(dir)); err != nil {
			return nil, err
		}
	}
	for _, in := range dirs {
		entries, err := os.ReadDir(in)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if ok, err := Match(last, entry.Name()); err != nil {
				return nil, err
			} else if ok {
				matches = append(matches, Join(in, entry.Name()))
			}
		}
	}
	return matches, nil
}

type WalkFunc func(path string, info fs.FileInfo, err error) error

// WalkDir visits a tree in lexical order.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(name string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(name, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		if err = fn(name, d, err); err != nil {
			if err == SkipDir {
				err = nil
			}
			return err
		}
	}
	for _, entry := range entries {
		if err := walkDir(Join(name, entry.Name()), entry, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Walk is WalkDir with a FileInfo for each file.
func Walk(root string, fn WalkFunc) error {
	return WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if d == nil {
			return fn(name, nil, err)
		}
		info, infoErr := d.Info()
		if err == nil {
			err = infoErr
		}
		return fn(name, info, err)
	})
}
