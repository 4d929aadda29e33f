package sync

import "sync/atomic"

// A RWMutex is held by any number of readers or by one writer. A waiting writer keeps new readers out.
//
// readerCount counts the readers, those who wait included; a writer makes it negative by subtracting rwmutexMaxReaders.
// readerWait is how many readers that writer still waits for.
type RWMutex struct {
	w           Mutex // held by the writer, waited for by the others
	writerSem   uint32
	readerSem   uint32
	readerCount atomic.Int32
	readerWait  atomic.Int32
}

// How far rwLock came.
const (
	rwLocked       = iota
	rwWriterBefore // another writer holds w
	rwReadersLeft  // waited for the last reader, who has left now
)

func rwRLock(rw *RWMutex) (waited bool)
func rwRLocked(rw *RWMutex) // after a wait
func rwTryRLock(rw *RWMutex) bool
func rwRUnlock(rw *RWMutex)
func rwLock(rw *RWMutex) int
func rwTryLock(rw *RWMutex) bool
func rwKeepReadersOut(rw *RWMutex) (waited bool) // the second half of Lock, by the owner of w
func rwLockedAfterWait(rw *RWMutex)
func rwUnlock(rw *RWMutex)

func (rw *RWMutex) RLock() {
	if rwRLock(rw) {
		rwRLocked(rw)
	}
}

func (rw *RWMutex) TryRLock() bool { return rwTryRLock(rw) }

func (rw *RWMutex) RUnlock() { rwRUnlock(rw) }

func (rw *RWMutex) Lock() {
	switch rwLock(rw) {
	case rwWriterBefore:
		rw.w.lockSlow(kindRWMutexWrite)
		if rwKeepReadersOut(rw) {
			rwLockedAfterWait(rw)
		}
	case rwReadersLeft:
		rwLockedAfterWait(rw)
	}
}

func (rw *RWMutex) TryLock() bool { return rwTryLock(rw) }

func (rw *RWMutex) Unlock() { rwUnlock(rw) }

// RLocker gives a Locker whose methods are RLock and RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
