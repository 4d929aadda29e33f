package runtime

// A StackRecord is a stack of up to 32 return addresses.
type StackRecord struct {
	Stack0 [32]uintptr
}

func (r *StackRecord) Stack() []uintptr {
	for i, pc := range r.Stack0 {
		if pc == 0 {
			return r.Stack0[:i]
		}
	}
	return r.Stack0[:]
}

// goroutineStacks gives the return addresses of all goroutines' stacks, the caller's first; a 0 ends each.
func goroutineStacks() []uintptr

// GoroutineProfile fills p with the stacks of all goroutines, if it has room for them.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	pcs := goroutineStacks()
	for _, pc := range pcs {
		if pc == 0 {
			n++
		}
	}
	if n > len(p) {
		return n, false
	}
	record, at := 0, 0
	for _, pc := range pcs {
		if pc == 0 {
			record, at = record+1, 0
			continue
		}
		if at == 0 {
			p[record] = StackRecord{}
		}
		if at < len(p[record].Stack0) {
			p[record].Stack0[at] = pc
			at++
		}
	}
	return n, true
}

// Allocations are not sampled: this profile is empty.

type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr
}

func (r *MemProfileRecord) InUseBytes() int64   { return r.AllocBytes - r.FreeBytes }
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

func (r *MemProfileRecord) Stack() []uintptr {
	s := StackRecord{r.Stack0}
	return append([]uintptr(nil), s.Stack()...)
}

func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }

type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

func countWaits(which int, on bool)
func waits(which int) []uintptr

const (
	blockWaits = iota
	mutexWaits
)

// SetBlockProfileRate turns the block profile on or off; every wait counts, whatever the rate.
func SetBlockProfileRate(rate int) { countWaits(blockWaits, rate > 0) }

var mutexProfileFraction int

// SetMutexProfileFraction turns the mutex profile on or off, and gives the fraction there was; every wait counts. Go's profile
// has the stacks of those who unlock, this one of those who wait.
func SetMutexProfileFraction(rate int) int {
	old := mutexProfileFraction
	if rate >= 0 {
		mutexProfileFraction = rate
		countWaits(mutexWaits, rate > 0)
	}
	return old
}

func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return waitProfile(blockWaits, p) }
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return waitProfile(mutexWaits, p) }

// waitProfile fills p with the stacks of waits; how long they took is not measured.
func waitProfile(which int, p []BlockProfileRecord) (n int, ok bool) {
	words := waits(which)
	for _, word := range words {
		if word == 0 {
			n++
		}
	}
	if n > len(p) {
		return n, false
	}
	record, at := 0, -1
	for _, word := range words {
		switch {
		case word == 0:
			record, at = record+1, -1
			continue
		case at < 0:
			p[record] = BlockProfileRecord{Count: int64(word)}
		case at < len(p[record].Stack0):
			p[record].Stack0[at] = word
		}
		at++
	}
	return n, true
}

func ThreadCreateProfile(p []StackRecord) (n int, ok bool) { return 0, true }
