// Package sync: locks and other meeting points of goroutines.
//
// Each step that other goroutines can see is one native (runtime/stdlib/natives_sync.cpp), which also emits the event that
// shows it; the loops around those steps are here, so that they can be stepped through.
package sync

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Mutex is a mutual exclusion lock; the zero value is unlocked.
//
// It has two modes. Normally a woken waiter competes with whoever comes along, and loses often, as the newcomers are running
// already; that is fast. A waiter that has waited for more than a millisecond turns the mutex to starvation mode: Unlock hands
// the mutex to the waiter at the front, and newcomers queue at the back. The mode ends with a waiter that is the last one or
// that has waited for less than a millisecond.
//
// state is: locked 1, a woken waiter competes 2, starving 4, and the number of waiters from bit 3 on.
type Mutex struct {
	state int32
	sema  uint32
}

// What a goroutine in lockSlow knows about its waiting.
const (
	waitStarving = 1 << iota // it waits for longer than a millisecond
	waitAwoke                // it is the woken waiter that competes
	waitAgain                // it has waited before, and queues at the front
	waitParked               // it was parked just now
	waitPassed               // it did not need to park: an Unlock came in between
	waitOver                 // it has the mutex
)

// Which lock a step belongs to: runtime/trace's SyncKind.
const (
	kindMutex        = 0
	kindRWMutexWrite = 2
)

func mutexLock(m *Mutex) (locked bool)    // 0 becomes locked, or nothing happens
func mutexTryLock(m *Mutex) (locked bool) // may lock a mutex that has waiters
// mutexEnter locks, or joins the waiters and parks; since is when the first wait began.
func mutexEnter(m *Mutex, wait int, since int64, kind int) (int, int64)
func mutexWoken(m *Mutex, wait int, since int64, kind int) int
func mutexUnlock(m *Mutex)

func (m *Mutex) Lock() {
	if mutexLock(m) {
		return
	}
	m.lockSlow(kindMutex)
}

func (m *Mutex) lockSlow(kind int) {
	wait, since := 0, int64(0)
	for {
		wait, since = mutexEnter(m, wait, since, kind)
		if wait == waitOver {
			return
		}
		wait = mutexWoken(m, wait, since, kind)
		if wait == waitOver {
			return
		}
	}
}

// TryLock locks m if that is possible at once.
func (m *Mutex) TryLock() bool { return mutexTryLock(m) }

// Unlock may be called by another goroutine than Lock was.
func (m *Mutex) Unlock() { mutexUnlock(m) }
