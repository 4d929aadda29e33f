// Package os: arguments, environment, standard streams, files and exit. Files are the run's own, in memory; of the host's
// nothing is seen.
package os

import "syscall"

// Args holds the program's name and arguments.
var Args = arguments()

// A Signal is what signal.Notify would deliver.
type Signal interface {
	String() string
	Signal()
}

var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }
func (e *SyscallError) Unwrap() error { return e.Err }

func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// ---- environment: what the run was given; the host's is not seen

var variables = split(environment())

func split(list []string) (pairs [][2]string) {
	for _, entry := range list {
		for i := 0; i < len(entry); i++ {
			if entry[i] == '=' {
				pairs = append(pairs, [2]string{entry[:i], entry[i+1:]})
				break
			}
		}
	}
	return pairs
}

func find(key string) int {
	for i := range variables {
		if variables[i][0] == key {
			return i
		}
	}
	return -1
}

func LookupEnv(key string) (string, bool) {
	if i := find(key); i >= 0 {
		return variables[i][1], true
	}
	return "", false
}

func Getenv(key string) string {
	value, _ := LookupEnv(key)
	return value
}

func Setenv(key, value string) error {
	if key == "" {
		return &SyscallError{"setenv", syscall.EINVAL}
	}
	if i := find(key); i >= 0 {
		variables[i][1] = value
	} else {
		variables = append(variables, [2]string{key, value})
	}
	return nil
}

func Unsetenv(key string) error {
	if i := find(key); i >= 0 {
		variables = append(variables[:i:i], variables[i+1:]...)
	}
	return nil
}

func Clearenv() { variables = nil }

func Environ() []string {
	list := []string{}
	for _, entry := range variables {
		list = append(list, entry[0]+"="+entry[1])
	}
	return list
}

// Exit ends the run at once, without deferred calls.
func Exit(code int) { exit(code) }

func Getpid() int                 { return 1 }
func Getppid() int                { return 0 }
func Getuid() int                 { return 1000 }
func Geteuid() int                { return 1000 }
func Getgid() int                 { return 1000 }
func Hostname() (string, error)   { return "gopherarium", nil }
func Executable() (string, error) { return Args[0], nil }
func Getpagesize() int            { return 4096 }

func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

func UserHomeDir() (string, error) {
	if dir := Getenv("HOME"); dir != "" {
		return dir, nil
	}
	return "", notDefined("$HOME is not defined")
}

type notDefined string

func (e notDefined) Error() string { return string(e) }

// ExpandEnv puts the values of variables for $name and ${name}.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand puts mapping(name) for $name and ${name}.
func Expand(s string, mapping func(string) string) string {
	text := ""
	for i := 0; i < len(s); {
		if s[i] != '$' || i+1 == len(s) {
			text += s[i : i+1]
			i++
			continue
		}
		name, width := variableName(s[i+1:])
		switch {
		case name != "":
			text += mapping(name)
		case width == 0: // a $ before what is no name stays
			text += "$"
		}
		i += 1 + width
	}
	return text
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isSpecial(c byte) bool {
	switch c {
	case '*', '#', '$', '@', '!', '?', '-':
		return true
	}
	return '0' <= c && c <= '9'
}

func variableName(s string) (name string, width int) {
	if s[0] == '{' {
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				return s[1:i], i + 1
			}
		}
		return "", 1
	}
	if isSpecial(s[0]) {
		return s[:1], 1
	}
	for width < len(s) && isNameByte(s[width]) {
		width++
	}
	return s[:width], width
}

func arguments() []string
func environment() []string
func exit(code int)
