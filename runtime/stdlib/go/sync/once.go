package sync

import "sync/atomic"

// A Once calls one function once. Who comes while the call is on waits for its end.
type Once struct {
	_    noCopy
	done atomic.Uint32
	m    Mutex
}

func onceDone(o *Once) bool
func onceBegin(o *Once)
func onceEnd(o *Once)

func (o *Once) Do(f func()) {
	if !onceDone(o) {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !onceDone(o) {
		onceBegin(o)
		defer o.finish() // also when f panics: that was the one call
		f()
	}
}

func (o *Once) finish() {
	o.done.Store(1)
	onceEnd(o)
}

// OnceFunc returns a function that calls f once. If f panics, every call panics with the same value.
func OnceFunc(f func()) func() {
	run := onceRunner(func() { f() })
	return func() { run() }
}

// OnceValue returns a function that calls f once and then gives what f returned.
func OnceValue[T any](f func() T) func() T {
	var result T
	run := onceRunner(func() { result = f() })
	return func() T {
		run()
		return result
	}
}

// OnceValues is OnceValue for functions with two results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var first T1
	var second T2
	run := onceRunner(func() { first, second = f() })
	return func() (T1, T2) {
		run()
		return first, second
	}
}

func onceRunner(f func()) func() {
	var (
		once     Once
		returned bool
		raised   any
	)
	guarded := func() {
		defer func() {
			if !returned {
				raised = recover()
				panic(raised) // so that the first caller sees where it began
			}
		}()
		f()
		f = nil
		returned = true
	}
	return func() {
		once.Do(guarded)
		if !returned {
			panic(raised)
		}
	}
}
