package time

import "unsafe"

// Timers are the runtime's (one heap a P); a record here names one. Channels of timers have room for one value, which len and
// cap do not show; Stop and Reset take back a value that nobody has received yet, so that none from before comes after them.
// In a program of a version before go1.23 they don't, and the room shows.

func Sleep(d Duration)

// timerCore is what the natives work on.
type timerCore struct {
	id     uint64 // of the runtime's timer; 0: none was ever set
	c      chan Time
	f      func()
	loc    *Location // of the times sent
	period int64
}

func setTimer(t *timerCore, object unsafe.Pointer, d int64)
func stopTimer(t *timerCore) (was bool)
func resetTimer(t *timerCore, object unsafe.Pointer, d int64) (was bool)

// A Timer sends the time once, or calls a function in its own goroutine.
type Timer struct {
	C    <-chan Time
	core *timerCore
}

func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c, core: &timerCore{c: c, loc: Local}}
	setTimer(t.core, unsafe.Pointer(t), int64(d))
	return t
}

func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{core: &timerCore{f: f}}
	setTimer(t.core, unsafe.Pointer(t), int64(d))
	return t
}

// After is NewTimer(d).C.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop prevents the timer from firing and says whether it did so.
func (t *Timer) Stop() bool {
	if t.core == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.core)
}

// Reset sets the timer anew and says whether it was set.
func (t *Timer) Reset(d Duration) bool {
	if t.core == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t.core, unsafe.Pointer(t), int64(d))
}

// A Ticker sends the time again and again; who is slow misses ticks.
type Ticker struct {
	C    <-chan Time
	core *timerCore
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{C: c, core: &timerCore{c: c, loc: Local, period: int64(d)}}
	setTimer(t.core, unsafe.Pointer(t), int64(d))
	return t
}

// Stop ends the ticks; it does not close the channel.
func (t *Ticker) Stop() {
	if t.core != nil {
		stopTimer(t.core)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.core == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	t.core.period = int64(d)
	resetTimer(t.core, unsafe.Pointer(t), int64(d))
}

// Tick is NewTicker(d).C, nil for d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
