// Package iter: functions that hand values to a yield function.
package iter

// A Seq calls yield with each value, until that returns false.
type Seq[V any] func(yield func(V) bool)

// A Seq2 does so with pairs.
type Seq2[K, V any] func(yield func(K, V) bool)

// Pull turns a Seq around: each call of next gives one value. Go does that with a coroutine; here a goroutine runs seq and
// waits in yield between two values.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	next2, stop := Pull2(func(yield func(V, struct{}) bool) {
		seq(func(v V) bool { return yield(v, struct{}{}) })
	})
	return func() (V, bool) {
		v, _, ok := next2()
		return v, ok
	}, stop
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	type answer struct {
		k      K
		v      V
		ok     bool
		raised any // seq panicked
		panics bool
	}
	var (
		ask     = make(chan bool) // true: the next value; false: stop
		answers = make(chan answer)
		started bool
		done    bool
	)
	run := func() {
		last := answer{panics: true}
		defer func() {
			if last.panics {
				last.raised = recover()
			}
			answers <- last
		}()
		if <-ask {
			seq(func(k K, v V) bool {
				answers <- answer{k: k, v: v, ok: true}
				return <-ask
			})
		}
		last.panics = false
	}
	exchange := func(more bool) answer {
		if !started {
			started = true
			go run()
		}
		ask <- more
		a := <-answers
		if !a.ok {
			done = true
		}
		if a.panics {
			panic(a.raised)
		}
		return a
	}
	next = func() (k K, v V, ok bool) {
		if done {
			return
		}
		a := exchange(true)
		return a.k, a.v, a.ok
	}
	stop = func() {
		if done {
			return
		}
		if !started {
			done = true
			return
		}
		exchange(false)
	}
	return next, stop
}
