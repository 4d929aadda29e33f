package os

import (
	"errors"
	"io"
	"io/fs"
	"syscall"
)

func Mkdir(name string, perm FileMode) error {
	return pathError("mkdir", name, mkdir(name, uint32(perm.Perm())))
}

// MkdirAll makes a directory and those above it that are missing.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{"mkdir", path, syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		if info, statErr := Lstat(path); statErr == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// RemoveAll removes a file, or a directory with all that is in it; one that isn't there is no error.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if base := basename(path); base == "." {
		return &PathError{"RemoveAll", path, syscall.EINVAL}
	}
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	if !errors.Is(err, syscall.ENOTEMPTY) {
		return err
	}
	entries, err := ReadDir(path)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := RemoveAll(path + "/" + entry.Name()); err != nil {
			return err
		}
	}
	return Remove(path)
}

type dirEntry struct {
	dir  string
	name string
	mode FileMode
}

func (e *dirEntry) Name() string            { return e.name }
func (e *dirEntry) IsDir() bool             { return e.mode.IsDir() }
func (e *dirEntry) Type() FileMode          { return e.mode.Type() }
func (e *dirEntry) Info() (FileInfo, error) { return Lstat(e.dir + "/" + e.name) }
func (e *dirEntry) String() string          { return fs.FormatDirEntry(e) }

func entriesOf(name string) ([]DirEntry, int) {
	names, kinds, errno := list(name)
	entries := make([]DirEntry, 0, len(names))
	for i, n := range names {
		entries = append(entries, &dirEntry{name, n, newStat(n, 0, int(kinds[i]), 0, 0, 0).mode})
	}
	return entries, errno
}

// ReadDir lists a directory, sorted by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, errno := entriesOf(name)
	return entries, pathError("readdirent", name, errno)
}

// ReadDir gives the next n entries, io.EOF when there are none; all that remain for n <= 0.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.check("readdir"); err != nil {
		return nil, err
	}
	if !f.listed {
		entries, errno := entriesOf(f.name)
		if errno != 0 {
			return nil, f.failed("readdirent", errno)
		}
		f.unlisted, f.listed = entries, true
	}
	if n <= 0 || n > len(f.unlisted) {
		if n > 0 && len(f.unlisted) == 0 {
			return nil, io.EOF
		}
		n = len(f.unlisted)
	}
	some := f.unlisted[:n:n]
	f.unlisted = f.unlisted[n:]
	return some, nil
}

func (f *File) Readdir(n int) ([]FileInfo, error) {
	entries, err := f.ReadDir(n)
	var infos []FileInfo
	for _, entry := range entries {
		if info, infoErr := entry.Info(); infoErr == nil {
			infos = append(infos, info)
		}
	}
	return infos, err
}

func (f *File) Readdirnames(n int) (names []string, err error) {
	entries, err := f.ReadDir(n)
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, err
}

func Getwd() (string, error) { return getwd(), nil }
func Chdir(dir string) error { return pathError("chdir", dir, chdir(dir)) }

// DirFS is the tree below a directory.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

func (dir dirFS) full(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &PathError{op, name, ErrInvalid}
	}
	return string(dir) + "/" + name, nil
}

// named puts the name that was asked for into an error.
func named(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (dir dirFS) Open(name string) (fs.File, error) {
	full, err := dir.full("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		return nil, named(err, name)
	}
	return f, nil
}

func (dir dirFS) ReadFile(name string) ([]byte, error) {
	full, err := dir.full("readfile", name)
	if err != nil {
		return nil, err
	}
	data, err := ReadFile(full)
	return data, named(err, name)
}

func (dir dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := dir.full("readdir", name)
	if err != nil {
		return nil, err
	}
	entries, err := ReadDir(full)
	return entries, named(err, name)
}

func (dir dirFS) Stat(name string) (FileInfo, error) {
	full, err := dir.full("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := Stat(full)
	return info, named(err, name)
}

func mkdir(name string, perm uint32) int
func list(name string) (names []string, kinds []byte, errno int)
func getwd() string
func chdir(name string) int
