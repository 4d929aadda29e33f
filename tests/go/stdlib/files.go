// Files are in memory; the errors read like the system's.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func check(err error) {
	if err != nil {
		fmt.Println("error:", err)
	}
}

func main() {
	dir, err := os.MkdirTemp("", "lesson*x")
	check(err)
	defer os.RemoveAll(dir)
	check(os.Chdir(dir))

	// Words of what goes wrong
	_, err = os.ReadFile("missing.txt")
	fmt.Println(err, errors.Is(err, fs.ErrNotExist), errors.Is(err, os.ErrNotExist), os.IsNotExist(err))
	_, err = os.Stat("missing/file")
	fmt.Println(err)
	fmt.Println(os.Remove("missing"))
	fmt.Println(os.Rename("a", "b"))
	fmt.Println(os.Chdir("nowhere"), os.Truncate("nothing", 1))
	var pe *fs.PathError
	fmt.Println(errors.As(err, &pe), pe.Op, pe.Path, pe.Err)

	// Whole files
	check(os.WriteFile("a.txt", []byte("one\ntwo\nthree\n"), 0o644))
	data, err := os.ReadFile("a.txt")
	fmt.Printf("%q %v\n", data, err)
	fmt.Println(os.Mkdir("a.txt", 0o755), os.IsExist(os.Mkdir("a.txt", 0o755)))
	_, err = os.ReadFile("a.txt/b")
	fmt.Println(err)
	_, err = os.OpenFile("a.txt", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	fmt.Println(err, errors.Is(err, fs.ErrExist))

	// An open one
	f, err := os.OpenFile("a.txt", os.O_APPEND|os.O_RDWR, 0)
	check(err)
	fmt.Fprintf(f, "four %d\n", 4)
	at, err := f.Seek(4, io.SeekStart)
	fmt.Println(at, err)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		fmt.Print(lines.Text(), ";")
	}
	fmt.Println()
	_, err = f.WriteAt([]byte("x"), 0)
	fmt.Println(err)
	check(f.Close())
	fmt.Println(f.Close())
	_, err = f.Read(make([]byte, 1))
	fmt.Println(err, errors.Is(err, os.ErrClosed))
	_, err = f.Write([]byte("x"))
	fmt.Println(err)

	g, err := os.Create("b.bin")
	check(err)
	g.WriteString("hello, world")
	g.WriteAt([]byte("W"), 7)
	part := make([]byte, 5)
	n, err := g.ReadAt(part, 7)
	fmt.Println(n, err, string(part))
	n, err = g.ReadAt(part, 10)
	fmt.Println(n, err, string(part[:n]))
	check(g.Truncate(5))
	info, err := g.Stat()
	fmt.Println(info.Name(), info.Size(), info.Mode(), info.IsDir(), err)
	_, err = g.Seek(-1, io.SeekStart)
	fmt.Println(err)
	_, err = g.ReadAt(part, -1)
	fmt.Println(err)
	g.Close()
	ro, _ := os.Open("b.bin")
	_, err = ro.Write([]byte("x"))
	fmt.Println(err)
	ro.Close()

	// Folders
	check(os.MkdirAll("d/e/f", 0o755))
	fmt.Println(os.Mkdir("d", 0o755))
	check(os.WriteFile("d/e/one", nil, 0o600))
	check(os.WriteFile("d/two", []byte("22"), 0o600))
	fmt.Println(os.Remove("d"))
	fmt.Println(os.WriteFile("d", nil, 0o600))
	entries, err := os.ReadDir("d")
	for _, e := range entries {
		fmt.Println(e.Name(), e.IsDir(), e.Type())
	}
	_, err = os.ReadDir("missing")
	fmt.Println(err)
	var seen []string
	check(filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		seen = append(seen, path)
		if d.Name() == "f" {
			return filepath.SkipDir
		}
		return err
	}))
	sort.Strings(seen)
	fmt.Println(strings.Join(seen, " "))
	names, err := filepath.Glob("*.[tb]?[tn]")
	fmt.Println(names, err)
	check(os.Rename("d/two", "d/e/three"))
	fmt.Println(os.Rename("d", "d/e/d") != nil)
	text, err := fs.ReadFile(os.DirFS("d"), "e/three")
	fmt.Println(string(text), err)
	check(os.RemoveAll("d"))
	_, err = os.Stat("d")
	fmt.Println(err)
	check(os.Chmod("a.txt", 0o400))
	_, err = os.Stat("a.txt")
	check(err)
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	fmt.Fprintln(null, "gone")
	tmp, err := os.CreateTemp("", "x*.txt")
	fmt.Println(strings.HasPrefix(tmp.Name(), os.TempDir()+"/x"), filepath.Ext(tmp.Name()), err)
	os.Remove(tmp.Name())
	_, err = os.CreateTemp("", "a/b")
	fmt.Println(err)
	_, err = os.MkdirTemp("/no/such", "x")
	fmt.Println(err)
	var none *os.File
	_, err = none.Read(nil)
	fmt.Println(err)
	fmt.Println(filepath.Join("a", "../b", "", "c"), filepath.Base("x/y.go"), filepath.Dir("/a/b"), filepath.Clean("a//b/./../c/"))
	fmt.Println(filepath.Rel("/a/b", "/a/c/d"))
	fmt.Println(filepath.Match("a*[!x]", "abc"))
	fmt.Println(os.Expand("$A-${B}-$$-$1x", func(s string) string { return "<" + s + ">" }))
	os.Setenv("K", "v=w")
	v, ok := os.LookupEnv("K")
	fmt.Println(v, ok, os.Getenv("nope") == "", os.Unsetenv("K"))
	fmt.Println(os.Setenv("", "x"))
}

// expect: open missing.txt: no such file or directory true true true
// expect: stat missing/file: no such file or directory
// expect: remove missing: no such file or directory
// expect: rename a b: no such file or directory
// expect: chdir nowhere: no such file or directory truncate nothing: no such file or directory
// expect: true stat missing/file no such file or directory
// expect: "one\ntwo\nthree\n" <nil>
// expect: mkdir a.txt: file exists true
// expect: open a.txt/b: not a directory
// expect: open a.txt: file exists true
// expect: 4 <nil>
// expect: two;three;four 4;
// expect: os: invalid use of WriteAt on file opened with O_APPEND
// expect: close a.txt: file already closed
// expect: read a.txt: file already closed true
// expect: write a.txt: file already closed
// expect: 5 <nil> World
// expect: 2 EOF ld
// expect: b.bin 5 -rw-r--r-- false <nil>
// expect: seek b.bin: invalid argument
// expect: readat b.bin: negative offset
// expect: write b.bin: bad file descriptor
// expect: mkdir d: file exists
// expect: remove d: directory not empty
// expect: open d: is a directory
// expect: e true d---------
// expect: two false ----------
// expect: open missing: no such file or directory
// expect: . a.txt b.bin d d/e d/e/f d/e/one d/two
// expect: [a.txt b.bin] <nil>
// expect: true
// expect: 22 <nil>
// expect: stat d: no such file or directory
// expect: true .txt <nil>
// expect: createtemp a/b: pattern contains path separator
// expect: stat /no/such: no such file or directory
// expect: invalid argument
// expect: b/c y.go /a a/c
// expect: ../c/d <nil>
// expect: false <nil>
// expect: <A>-<B>-<$>-<1>x
// expect: v=w true true <nil>
// expect: setenv: invalid argument
