package os

import (
	"errors"
	"internal/oserror"
	"io/fs"
	"syscall"
)

var (
	ErrInvalid          = fs.ErrInvalid
	ErrPermission       = fs.ErrPermission
	ErrExist            = fs.ErrExist
	ErrNotExist         = fs.ErrNotExist
	ErrClosed           = fs.ErrClosed
	ErrNoDeadline       = errors.New("file type does not support deadline")
	ErrDeadlineExceeded = errors.New("i/o timeout")
	ErrProcessDone      = errors.New("os: process already finished")
)

type PathError = fs.PathError

// A LinkError is an error about two paths.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }
func (e *LinkError) Unwrap() error { return e.Err }

// underlying gives what an error of this package is about; wrapped ones are not looked into.
func underlying(err error) error {
	switch e := err.(type) {
	case *PathError:
		return e.Err
	case *LinkError:
		return e.Err
	case *SyscallError:
		return e.Err
	}
	return err
}

func is(err, target error) bool {
	err = underlying(err)
	if err == target {
		return true
	}
	number, ok := err.(syscall.Errno)
	return ok && number.Is(target)
}

func IsNotExist(err error) bool   { return is(err, oserror.ErrNotExist) }
func IsExist(err error) bool      { return is(err, oserror.ErrExist) }
func IsPermission(err error) bool { return is(err, oserror.ErrPermission) }

func IsTimeout(err error) bool {
	t, ok := underlying(err).(interface{ Timeout() bool })
	return ok && t.Timeout()
}

func pathError(op, path string, errno int) error {
	if errno == 0 {
		return nil
	}
	return &PathError{op, path, syscall.Errno(errno)}
}
