// Package fmt prints and reads values by format.
package fmt

import (
	"errors"
	"io"
	"os"
)

// A Stringer says how it is printed.
type Stringer interface{ String() string }

// A GoStringer says how %#v prints it.
type GoStringer interface{ GoString() string }

// A Formatter prints itself.
type Formatter interface{ Format(f State, verb rune) }

// State is what a Formatter prints to, with the directive's flags.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

const (
	modePrint = iota
	modePrintln
	modePrintf
	modeErrorf
)

const (
	callError = iota
	callString
	callGoString
	callFormat
)

// A call is a method that render needs the answer of.
type call struct {
	value  any
	method int
	verb   int
	flags  int
	width  int
	prec   int
}

type answer struct {
	text string
	raw  bool
}

// render prints what it can. It lists the methods to call, or when all their answers are given, returns the text.
func render(mode int, format string, args []any, answers []answer) (text string, calls []call, wrapped []int)

func isNilPointer(v any) bool
func typeName(v any) string
func bytesOf(s string) []byte

func sprint(mode int, format string, args []any) (string, []int) {
	text, calls, wrapped := render(mode, format, args, nil)
	if calls == nil {
		return text, wrapped
	}
	answers := make([]answer, len(calls))
	for i := range calls {
		calls[i].run(&answers[i])
	}
	text, _, wrapped = render(mode, format, args, answers)
	return text, wrapped
}

func (c *call) run(a *answer) {
	s := &state{call: c}
	name := "String"
	defer func() {
		if err := recover(); err != nil {
			a.raw = true
			if isNilPointer(c.value) {
				a.text = string(s.text) + "<nil>"
				return
			}
			a.text = string(s.text) + "%!" + string(rune(c.verb)) + "(PANIC=" + name + " method: " + Sprint(err) + ")"
		}
	}()
	switch c.method {
	case callError:
		name = "Error"
		a.text = c.value.(error).Error()
	case callString:
		a.text = c.value.(Stringer).String()
	case callGoString:
		name = "GoString"
		a.text = c.value.(GoStringer).GoString()
	case callFormat:
		name = "Format"
		c.value.(Formatter).Format(s, rune(c.verb))
		a.text, a.raw = string(s.text), true
	}
}

type state struct {
	call *call
	text []byte
}

func (s *state) Write(b []byte) (int, error) {
	s.text = append(s.text, b...)
	return len(b), nil
}

func (s *state) WriteString(b string) (int, error) {
	s.text = append(s.text, b...)
	return len(b), nil
}

func (s *state) Width() (int, bool)     { return s.call.width, s.call.flags&(1<<5) != 0 }
func (s *state) Precision() (int, bool) { return s.call.prec, s.call.flags&(1<<6) != 0 }

func (s *state) Flag(c int) bool {
	for i, flag := range "-+# 0" {
		if int(flag) == c {
			return s.call.flags&(1<<i) != 0
		}
	}
	return false
}

// FormatString gives the directive that a Formatter was called for.
func FormatString(s State, verb rune) string {
	text := "%"
	for _, flag := range " +-#0" {
		if s.Flag(int(flag)) {
			text += string(flag)
		}
	}
	if w, ok := s.Width(); ok {
		text += Sprint(w)
	}
	if p, ok := s.Precision(); ok {
		text += "." + Sprint(p)
	}
	return text + string(verb)
}

func output(w io.Writer, text string) (int, error) {
	if f, ok := w.(*os.File); ok {
		return f.WriteString(text)
	}
	return w.Write(bytesOf(text))
}

func Sprintf(format string, a ...any) string {
	text, _ := sprint(modePrintf, format, a)
	return text
}

func Sprint(a ...any) string {
	text, _ := sprint(modePrint, "", a)
	return text
}

func Sprintln(a ...any) string {
	text, _ := sprint(modePrintln, "", a)
	return text
}

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	text, _ := sprint(modePrintf, format, a)
	return output(w, text)
}

func Fprint(w io.Writer, a ...any) (n int, err error) {
	text, _ := sprint(modePrint, "", a)
	return output(w, text)
}

func Fprintln(w io.Writer, a ...any) (n int, err error) {
	text, _ := sprint(modePrintln, "", a)
	return output(w, text)
}

func Printf(format string, a ...any) (n int, err error) {
	text, _ := sprint(modePrintf, format, a)
	return output(os.Stdout, text)
}

func Print(a ...any) (n int, err error) {
	text, _ := sprint(modePrint, "", a)
	return output(os.Stdout, text)
}

func Println(a ...any) (n int, err error) {
	text, _ := sprint(modePrintln, "", a)
	return output(os.Stdout, text)
}

func Append(b []byte, a ...any) []byte {
	text, _ := sprint(modePrint, "", a)
	return append(b, text...)
}

func Appendf(b []byte, format string, a ...any) []byte {
	text, _ := sprint(modePrintf, format, a)
	return append(b, text...)
}

func Appendln(b []byte, a ...any) []byte {
	text, _ := sprint(modePrintln, "", a)
	return append(b, text...)
}

// Errorf makes an error of a text; each %w wraps its argument.
func Errorf(format string, a ...any) error {
	text, wrapped := sprint(modeErrorf, format, a)
	switch len(wrapped) {
	case 0:
		return errors.New(text)
	case 1:
		w := &wrapError{msg: text}
		w.err, _ = a[wrapped[0]].(error)
		return w
	}
	all := &wrapErrors{msg: text}
	for i := 0; i < len(a); i++ { // in the order of arguments, each once
		for _, at := range wrapped {
			if at == i {
				if err, ok := a[i].(error); ok {
					all.errs = append(all.errs, err)
				}
				break
			}
		}
	}
	return all
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
