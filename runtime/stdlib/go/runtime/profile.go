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

// Nothing is sampled for the following profiles: they are empty.

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

func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }
func ThreadCreateProfile(p []StackRecord) (n int, ok bool) { return 0, true }
