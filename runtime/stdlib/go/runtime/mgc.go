package runtime

import (
	"internal/gopher"
	"sync/atomic"
	"unsafe"
)

// There is no collector, but there is its first half: a pass that finds out what is alive. It runs when GC asks for it, and when
// ReadMemStats finds that a collector would have run since the last one; it frees nothing. What it finds decides which
// finalizers run and what MemStats shows.

// heapState is what the passes leave behind; the natives' own.
type heapState struct {
	lock       uint64
	finalizers unsafe.Pointer
	count      uint64
	capacity   uint64
	alive      uint64 // bytes that the last pass found
	allocated  uint64 // bytes there were then, dead ones too
	dead       uint64 // objects that the last pass did not find
	passNs     uint64 // of all passes
	forced     uint32 // passes that GC asked for
}

var heap heapState

const (
	passByGC = iota
	passByGrowth
)

func collect(h *heapState, collections *uint32, by int)
func setFinalizer(h *heapState, obj, f any)

// heapNumbers: bytes that are alive or came after the last pass, objects ever made, and those of them alive or new.
func heapNumbers(h *heapState) (bytes, mallocs, objects uint64)
func passesMade(collections *uint32) uint32
func stackBytes() uint64
func allocatedBytes() uint64

// GC runs a pass; finalizers of what it does not find start in goroutines of their own.
func GC() { collect(&heap, &gopher.Collections, passByGC) }

// SetFinalizer has f called with obj once obj is found dead, or clears that with f nil.
func SetFinalizer(obj any, finalizer any) { setFinalizer(&heap, obj, finalizer) }

func KeepAlive(x any) {}

// wouldCollect says whether a collector with the present GOGC would have run since the last pass.
func wouldCollect(bytes uint64) bool {
	const smallestHeap = 4 << 20
	percent := atomic.LoadInt64(&gopher.GCPercent)
	if percent < 0 {
		return false
	}
	target := heap.alive + heap.alive*uint64(percent)/100
	return bytes >= max(target, smallestHeap*uint64(percent)/100)
}

func ReadMemStats(m *MemStats) {
	bytes, mallocs, objects := heapNumbers(&heap)
	if wouldCollect(bytes) {
		collect(&heap, &gopher.Collections, passByGrowth)
		bytes, mallocs, objects = heapNumbers(&heap)
	}
	stacks := stackBytes()
	total := allocatedBytes()
	passes := passesMade(&gopher.Collections)
	// Field by field: a literal of this size would itself allocate, and be counted.
	m.Alloc = bytes
	m.TotalAlloc = total
	m.Sys = total + stacks
	m.Mallocs = mallocs
	m.Frees = mallocs - objects
	m.HeapAlloc = bytes
	m.HeapSys = total
	m.HeapInuse = bytes
	m.HeapIdle = total - bytes
	m.HeapObjects = objects
	m.StackInuse = stacks
	m.StackSys = stacks
	m.NextGC = max(4<<20, 2*heap.alive)
	m.NumGC = passes
	m.NumForcedGC = heap.forced
	m.PauseTotalNs = heap.passNs
	m.EnableGC = true
}
