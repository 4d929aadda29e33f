package os

import (
	"errors"
	"io"
	"io/fs"
	"syscall"
	"time"
)

const (
	O_RDONLY = 0x0
	O_WRONLY = 0x1
	O_RDWR   = 0x2
	O_APPEND = 0x400
	O_CREATE = 0x40
	O_EXCL   = 0x80
	O_SYNC   = 0x101000
	O_TRUNC  = 0x200

	SEEK_SET = 0
	SEEK_CUR = 1
	SEEK_END = 2

	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

type (
	FileMode = fs.FileMode
	FileInfo = fs.FileInfo
	DirEntry = fs.DirEntry
)

const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

// A File is an open file, one end of a pipe, or one of the standard streams.
type File struct {
	fd       int
	name     string
	appends  bool
	closed   bool
	unlisted []DirEntry // ReadDir: what it has not given yet
	listed   bool
}

var (
	Stdin  = &File{fd: 0, name: "/dev/stdin"}
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

func NewFile(fd uintptr, name string) *File { return &File{fd: int(fd), name: name} }

func Open(name string) (*File, error)   { return OpenFile(name, O_RDONLY, 0) }
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fd, errno := open(name, flag, uint32(perm.Perm()))
	if errno != 0 {
		return nil, pathError("open", name, errno)
	}
	return &File{fd: fd, name: name, appends: flag&O_APPEND != 0}, nil
}

// Pipe gives the two ends of a pipe: what is written to w is read from r. A reader of an empty pipe waits in the netpoller.
func Pipe() (r *File, w *File, err error) {
	reads, writes, errno := pipe()
	if errno != 0 {
		return nil, nil, NewSyscallError("pipe2", syscall.Errno(errno))
	}
	return &File{fd: reads, name: "|0"}, &File{fd: writes, name: "|1"}, nil
}

func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed {
		return &PathError{op, f.name, ErrClosed}
	}
	return nil
}

// failed is the error of a call that may have waited: the file may have been closed meanwhile.
func (f *File) failed(op string, errno int) error {
	if errno == 0 {
		return nil
	}
	if f.closed {
		return &PathError{op, f.name, ErrClosed}
	}
	return &PathError{op, f.name, syscall.Errno(errno)}
}

func (f *File) Name() string { return f.name }
func (f *File) Fd() uintptr  { return uintptr(f.fd) }

func (f *File) Write(b []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	for {
		got, errno := write(f.fd, b[n:])
		if got > 0 {
			n += got
		}
		if n >= len(b) || errno != 0 || got <= 0 {
			return n, f.failed("write", errno)
		}
	}
}

func (f *File) WriteString(s string) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	for {
		got, errno := writeString(f.fd, s[n:])
		if got > 0 {
			n += got
		}
		if n >= len(s) || errno != 0 || got <= 0 {
			return n, f.failed("write", errno)
		}
	}
}

func (f *File) Read(b []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if len(b) == 0 {
		return 0, nil
	}
	n, errno := read(f.fd, b)
	if errno != 0 {
		return 0, f.failed("read", errno)
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{"readat", f.name, errors.New("negative offset")}
	}
	n, errno := readAt(f.fd, b, off)
	if errno != 0 {
		return 0, f.failed("read", errno)
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.appends {
		return 0, errors.New("os: invalid use of WriteAt on file opened with O_APPEND")
	}
	if off < 0 {
		return 0, &PathError{"writeat", f.name, errors.New("negative offset")}
	}
	n, errno := writeAt(f.fd, b, off)
	if errno != 0 {
		return 0, f.failed("write", errno)
	}
	return n, nil
}

func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	f.listed = false
	at, errno := seek(f.fd, offset, whence)
	return at, f.failed("seek", errno)
}

func (f *File) Truncate(size int64) error {
	if err := f.check("truncate"); err != nil {
		return err
	}
	return f.failed("truncate", truncate(f.fd, size))
}

// Close also ends the waiting of goroutines that read or write the file.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	f.closed = true
	return pathError("close", f.name, closeFile(f.fd))
}

func (f *File) Sync() error                        { return f.check("sync") }
func (f *File) Chmod(mode FileMode) error          { return Chmod(f.name, mode) }
func (f *File) Chdir() error                       { return Chdir(f.name) }
func (f *File) SetDeadline(t time.Time) error      { return ErrNoDeadline }
func (f *File) SetReadDeadline(t time.Time) error  { return ErrNoDeadline }
func (f *File) SetWriteDeadline(t time.Time) error { return ErrNoDeadline }

// ---- what is known of a file

type fileStat struct {
	name     string
	size     int64
	mode     FileMode
	modified int64
	inode    int
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) ModTime() time.Time { return time.Unix(0, s.modified) }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return nil }

const (
	kindFile = iota
	kindDir
	kindDevice
	kindPipe
)

func newStat(path string, size, kind, perm int, modified int64, inode int) *fileStat {
	mode := FileMode(perm)
	switch kind {
	case kindDir:
		mode |= ModeDir
	case kindDevice:
		mode |= ModeDevice | ModeCharDevice
	case kindPipe:
		mode |= ModeNamedPipe
	}
	return &fileStat{basename(path), int64(size), mode, modified, inode}
}

func basename(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' && i+1 < len(name) {
			return name[i+1:]
		}
	}
	return name
}

func Stat(name string) (FileInfo, error)  { return statNamed("stat", name) }
func Lstat(name string) (FileInfo, error) { return statNamed("lstat", name) }

func statNamed(op, name string) (FileInfo, error) {
	size, kind, perm, modified, inode, errno := stat(name)
	if errno != 0 {
		return nil, pathError(op, name, errno)
	}
	return newStat(name, size, kind, perm, modified, inode), nil
}

func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	size, kind, perm, modified, inode, errno := statFile(f.fd)
	if errno != 0 {
		return nil, f.failed("stat", errno)
	}
	return newStat(f.name, size, kind, perm, modified, inode), nil
}

func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.inode == b.inode
}

func IsPathSeparator(c uint8) bool { return c == '/' }

// ---- whole files

func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

func Truncate(name string, size int64) error {
	return pathError("truncate", name, truncatePath(name, size))
}
func Remove(name string) error { return pathError("remove", name, remove(name)) }
func Chmod(name string, mode FileMode) error {
	return pathError("chmod", name, chmod(name, uint32(mode.Perm())))
}
func Chown(name string, uid, gid int) error { _, err := statNamed("chown", name); return err }

func Chtimes(name string, atime time.Time, mtime time.Time) error {
	return pathError("chtimes", name, chtimes(name, mtime.UnixNano()))
}

func Rename(oldpath, newpath string) error {
	if errno := rename(oldpath, newpath); errno != 0 {
		return &LinkError{"rename", oldpath, newpath, syscall.Errno(errno)}
	}
	return nil
}

// There are no links here.
func Link(oldname, newname string) error { return &LinkError{"link", oldname, newname, syscall.EPERM} }
func Symlink(oldname, newname string) error {
	return &LinkError{"symlink", oldname, newname, syscall.EPERM}
}
func Readlink(name string) (string, error) {
	if _, err := statNamed("readlink", name); err != nil {
		return "", err
	}
	return "", &PathError{"readlink", name, syscall.EINVAL}
}

// CreateTemp makes a file whose name is the pattern's with a random number for its last *, or behind it.
func CreateTemp(dir, pattern string) (*File, error) {
	prefix, suffix, err := tempName("createtemp", dir, pattern)
	if err != nil {
		return nil, err
	}
	for try := 0; ; try++ {
		name := prefix + decimal(random()) + suffix
		f, err := OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		if !IsExist(err) || try == 10000 {
			return f, err
		}
	}
}

func MkdirTemp(dir, pattern string) (string, error) {
	prefix, suffix, err := tempName("mkdirtemp", dir, pattern)
	if err != nil {
		return "", err
	}
	for try := 0; ; try++ {
		name := prefix + decimal(random()) + suffix
		err := Mkdir(name, 0700)
		if err == nil {
			return name, nil
		}
		if IsNotExist(err) {
			if _, statErr := Stat(dir); IsNotExist(statErr) {
				return "", statErr
			}
		}
		if !IsExist(err) || try == 10000 {
			return "", err
		}
	}
}

func tempName(op, dir, pattern string) (prefix, suffix string, err error) {
	if dir == "" {
		dir = TempDir()
	}
	star := -1
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '/' {
			return "", "", &PathError{op, pattern, errors.New("pattern contains path separator")}
		}
		if pattern[i] == '*' {
			star = i
		}
	}
	prefix = pattern
	if star >= 0 {
		prefix, suffix = pattern[:star], pattern[star+1:]
	}
	if dir[len(dir)-1] != '/' {
		dir += "/"
	}
	return dir + prefix, suffix, nil
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

// What the kernel does: a number that is not 0 in errno (or as the only result) is a syscall.Errno.

func write(fd int, b []byte) (n, errno int)
func writeString(fd int, s string) (n, errno int)
func read(fd int, b []byte) (n, errno int)
func readAt(fd int, b []byte, off int64) (n, errno int)
func writeAt(fd int, b []byte, off int64) (n, errno int)
func seek(fd int, off int64, whence int) (at int64, errno int)
func truncate(fd int, size int64) int
func open(name string, flag int, perm uint32) (fd, errno int)
func closeFile(fd int) int
func pipe() (r, w, errno int)
func stat(name string) (size, kind, perm int, modified int64, inode, errno int)
func statFile(fd int) (size, kind, perm int, modified int64, inode, errno int)
func truncatePath(name string, size int64) int
func remove(name string) int
func rename(from, to string) int
func chmod(name string, perm uint32) int
func chtimes(name string, modified int64) int
func random() int
