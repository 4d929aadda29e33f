package sync

import "unsafe"

// A Cond is a meeting point for goroutines that wait for a condition and those that announce it. L is held while the condition
// is looked at or changed.
type Cond struct {
	noCopy  noCopy
	L       Locker
	notify  notifyList
	checker copyChecker
}

// notifyList gives tickets to waiters; notify is the next ticket to be woken, so waking is in the order of Wait calls. The
// runtime keeps the waiters, by this address; lock, head and tail are unused, but Go shows them.
type notifyList struct {
	wait   uint32
	notify uint32
	lock   uintptr
	head   unsafe.Pointer
	tail   unsafe.Pointer
}

func condAdd(c *Cond) (ticket uint32)
func condWait(c *Cond, ticket uint32) (waited bool)
func condWoken(c *Cond)
func condSignal(c *Cond)
func condBroadcast(c *Cond)

func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again.
func (c *Cond) Wait() {
	c.checker.check(unsafe.Pointer(c))
	ticket := condAdd(c)
	c.L.Unlock()
	if condWait(c, ticket) {
		condWoken(c)
	}
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest.
func (c *Cond) Signal() {
	c.checker.check(unsafe.Pointer(c))
	condSignal(c)
}

// Broadcast wakes all.
func (c *Cond) Broadcast() {
	c.checker.check(unsafe.Pointer(c))
	condBroadcast(c)
}

// copyChecker remembers the address of the Cond that was used first; a copy lies elsewhere.
type copyChecker uintptr

func copyCheck(checker *copyChecker, cond unsafe.Pointer) (same bool)

func (c *copyChecker) check(cond unsafe.Pointer) {
	if !copyCheck(c, cond) {
		panic("sync.Cond is copied")
	}
}
