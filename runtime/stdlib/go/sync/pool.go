package sync

import (
	"internal/gopher"
	"unsafe"
)

// A Pool keeps values for later use. Each P has values of its own (the one put last is got first), and takes the oldest of
// another P's when it has none. What has not been used between two collections is dropped: a collection moves the values aside
// (victims, still to be had), the next one drops them.
type Pool struct {
	noCopy noCopy
	shards unsafe.Pointer // the natives' own: values by P

	New func() any
}

func poolGet(p *Pool, collections *uint32) any
func poolPut(p *Pool, collections *uint32, x any)

func (p *Pool) Put(x any) {
	if x != nil {
		poolPut(p, &gopher.Collections, x)
	}
}

func (p *Pool) Get() any {
	x := poolGet(p, &gopher.Collections)
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}
