// Package runtime: what a program may ask of and tell the machine below it.
//
// There is no collector: a run's memory is released as a whole. What GC does instead is in mgc.go.
package runtime

const (
	Compiler = "gc"
	GOOS     = "linux"
	GOARCH   = "amd64"
)

var MemProfileRate int = 512 * 1024

func Gosched()
func Goexit()
func NumGoroutine() int
func NumCPU() int

// GOMAXPROCS gives the number of Ps, and sets it where n is positive.
func GOMAXPROCS(n int) int

func Version() string { return "go1.23" }
func GOROOT() string  { return "/usr/lib/go" }

func NumCgoCall() int64 { return 0 }

// LockOSThread: the goroutine runs on the M that runs it now and on no other, and that M runs nothing else, until
// UnlockOSThread was called as often or the goroutine ends.
func LockOSThread()
func UnlockOSThread()

func Breakpoint() {}

func SetCPUProfileRate(hz int) {}

// ---- stacks

func callerInfo(skip int) (pc uintptr, ok bool)
func pcInfo(pc uintptr) (function, file string, line int, entry uintptr)

// Caller says where the caller's skip-th caller is: 0 is who calls Caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	pc, ok = callerInfo(skip + 1)
	if ok {
		_, file, line, _ = pcInfo(pc)
	}
	return
}

// Callers fills pc with return addresses; skip 0 is Callers itself, 1 who calls it.
func Callers(skip int, pc []uintptr) int {
	n := 0
	for n < len(pc) {
		at, ok := callerInfo(skip + n)
		if !ok {
			break
		}
		pc[n] = at
		n++
	}
	return n
}

// A Frame is one frame of a stack.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames walks what Callers gave.
type Frames struct {
	callers []uintptr
}

func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

func (f *Frames) Next() (frame Frame, more bool) {
	if len(f.callers) == 0 {
		return Frame{}, false
	}
	pc := f.callers[0]
	f.callers = f.callers[1:]
	frame.PC = pc
	frame.Func = FuncForPC(pc)
	frame.Function, frame.File, frame.Line, frame.Entry = pcInfo(pc)
	return frame, len(f.callers) > 0
}

// A Func is a function of the program.
type Func struct {
	name  string
	entry uintptr
}

func FuncForPC(pc uintptr) *Func {
	name, _, _, entry := pcInfo(pc)
	if name == "" {
		return nil
	}
	return &Func{name, entry}
}

func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

func (f *Func) Entry() uintptr { return f.entry }

func (f *Func) FileLine(pc uintptr) (file string, line int) {
	_, file, line, _ = pcInfo(pc)
	return
}

// Stack writes the goroutine's stack, or all goroutines', into buf, as much as fits.
func Stack(buf []byte, all bool) int { return copy(buf, stackText(all)) }

func stackText(all bool) string
