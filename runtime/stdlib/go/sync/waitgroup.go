package sync

import "sync/atomic"

// A WaitGroup lets goroutines wait until a counter is zero. state holds the counter in its upper half and the number of
// waiters in its lower.
type WaitGroup struct {
	noCopy noCopy
	state  atomic.Uint64
	sema   uint32
}

func waitGroupAdd(wg *WaitGroup, delta int)
func waitGroupDone(wg *WaitGroup)
func waitGroupWait(wg *WaitGroup) (waited bool)
func waitGroupWoken(wg *WaitGroup)

func (wg *WaitGroup) Add(delta int) { waitGroupAdd(wg, delta) }

func (wg *WaitGroup) Done() { waitGroupDone(wg) }

func (wg *WaitGroup) Wait() {
	if waitGroupWait(wg) {
		waitGroupWoken(wg)
	}
}

// Go calls f in a new goroutine that the group waits for.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}
