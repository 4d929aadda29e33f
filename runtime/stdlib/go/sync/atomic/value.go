package atomic

// A Value holds values of one concrete type; the zero value holds none. An interface is one word here, so loads and stores
// of it are single atomic operations, and the type check and the store are one compare-and-swap.
type Value struct {
	v any
}

func loadIface(addr *any) any
func casIface(addr *any, old, new any) bool // compares words, not values
func sameType(a, b any) bool

func (v *Value) Load() (val any) { return loadIface(&v.v) }

func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	for {
		old := loadIface(&v.v)
		if old != nil && !sameType(old, val) {
			panic("sync/atomic: store of inconsistently typed value into Value")
		}
		if casIface(&v.v, old, val) {
			return
		}
	}
}

func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	for {
		old := loadIface(&v.v)
		if old != nil && !sameType(old, new) {
			panic("sync/atomic: swap of inconsistently typed value into Value")
		}
		if casIface(&v.v, old, new) {
			return old
		}
	}
}

func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && !sameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	for {
		held := loadIface(&v.v)
		if held != nil && !sameType(held, new) {
			panic("sync/atomic: compare and swap of inconsistently typed value into Value")
		}
		// Values are compared as == does, which panics where they are not comparable.
		if held != old {
			return false
		}
		if casIface(&v.v, held, new) {
			return true
		}
	}
}
