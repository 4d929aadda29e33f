// Package os: arguments, environment, standard streams and exit. A program here has no host files: opening one says so.
package os

import (
	"errors"
	"io"
	"syscall"
)

// Args holds the program's name and arguments.
var Args = arguments()

var (
	ErrInvalid          = errors.New("invalid argument")
	ErrPermission       = errors.New("permission denied")
	ErrExist            = errors.New("file already exists")
	ErrNotExist         = errors.New("file does not exist")
	ErrClosed           = errors.New("file already closed")
	ErrDeadlineExceeded = errors.New("i/o timeout")
	ErrProcessDone      = errors.New("os: process already finished")
)

const (
	O_RDONLY = 0x0
	O_WRONLY = 0x1
	O_RDWR   = 0x2
	O_APPEND = 0x400
	O_CREATE = 0x40
	O_EXCL   = 0x80
	O_TRUNC  = 0x200

	PathSeparator = '/'
	DevNull       = "/dev/null"
)

type FileMode uint32

// A Signal is what signal.Notify would deliver.
type Signal interface {
	String() string
	Signal()
}

var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// A PathError says which operation on which path failed.
type PathError struct {
	Op   string
	Path string
	Err  error
}

func (e *PathError) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }
func (e *PathError) Unwrap() error { return e.Err }

type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }
func (e *SyscallError) Unwrap() error { return e.Err }

// noEntry is what the host's "no such file" reads like; it is ErrNotExist.
type noEntry struct{}

func (noEntry) Error() string        { return "no such file or directory" }
func (noEntry) Is(target error) bool { return target == ErrNotExist }

// A File is one of the standard streams.
type File struct {
	fd     int
	name   string
	closed bool
}

var (
	Stdin  = &File{fd: 0, name: "/dev/stdin"}
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed {
		return &PathError{op, f.name, ErrClosed}
	}
	return nil
}

func (f *File) Name() string { return f.name }
func (f *File) Fd() uintptr  { return uintptr(f.fd) }

func (f *File) Write(b []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.fd == 0 {
		return 0, &PathError{"write", f.name, ErrInvalid}
	}
	write(f.fd, b)
	return len(b), nil
}

func (f *File) WriteString(s string) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.fd == 0 {
		return 0, &PathError{"write", f.name, ErrInvalid}
	}
	writeString(f.fd, s)
	return len(s), nil
}

func (f *File) Read(b []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if f.fd != 0 {
		return 0, &PathError{"read", f.name, ErrInvalid}
	}
	if len(b) == 0 {
		return 0, nil
	}
	n = read(b)
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	f.closed = true
	return nil
}

func (f *File) Sync() error { return f.check("sync") }

func Open(name string) (*File, error)   { return OpenFile(name, O_RDONLY, 0) }
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	if flag&(O_WRONLY|O_RDWR) != 0 {
		return nil, &PathError{"open", name, ErrPermission}
	}
	return nil, &PathError{"open", name, noEntry{}}
}

func ReadFile(name string) ([]byte, error) {
	_, err := Open(name)
	return nil, err
}

func WriteFile(name string, data []byte, perm FileMode) error {
	_, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	return err
}

func Remove(name string) error { return &PathError{"remove", name, noEntry{}} }

func IsNotExist(err error) bool   { return errors.Is(err, ErrNotExist) }
func IsExist(err error) bool      { return errors.Is(err, ErrExist) }
func IsPermission(err error) bool { return errors.Is(err, ErrPermission) }

// ---- environment: a program begins with an empty one

var environment [][2]string

func find(key string) int {
	for i := range environment {
		if environment[i][0] == key {
			return i
		}
	}
	return -1
}

func LookupEnv(key string) (string, bool) {
	if i := find(key); i >= 0 {
		return environment[i][1], true
	}
	return "", false
}

func Getenv(key string) string {
	value, _ := LookupEnv(key)
	return value
}

func Setenv(key, value string) error {
	if key == "" {
		return &SyscallError{"setenv", ErrInvalid}
	}
	if i := find(key); i >= 0 {
		environment[i][1] = value
	} else {
		environment = append(environment, [2]string{key, value})
	}
	return nil
}

func Unsetenv(key string) error {
	if i := find(key); i >= 0 {
		environment = append(environment[:i:i], environment[i+1:]...)
	}
	return nil
}

func Clearenv() { environment = nil }

func Environ() []string {
	list := []string{}
	for _, entry := range environment {
		list = append(list, entry[0]+"="+entry[1])
	}
	return list
}

// Exit ends the run at once, without deferred calls.
func Exit(code int) { exit(code) }

func Getpid() int                 { return 1 }
func Getppid() int                { return 0 }
func Getuid() int                 { return 1000 }
func Hostname() (string, error)   { return "gopherarium", nil }
func Getwd() (string, error)      { return "/", nil }
func TempDir() string             { return "/tmp" }
func Executable() (string, error) { return Args[0], nil }
func Getpagesize() int            { return 4096 }

func arguments() []string
func write(fd int, b []byte)
func writeString(fd int, s string)

// read takes what standard input has, at least a byte; 0 at its end.
func read(b []byte) int

func exit(code int)
