package sync

import "sync/atomic"

// A Map is a map[any]any for many goroutines. Keys that are there are read and replaced without a lock.
//
// There are two tables. `read` is published whole and its table is never changed, so it needs no lock; `dirty`, under mu, has
// all of read's live keys and the new ones. Both share the entries. When as many reads had to look into dirty as dirty has
// keys, dirty becomes read. An entry of read that is deleted stays there, empty; when dirty is made anew, empty entries are
// left out of it and marked with `left`, so that whoever revives one knows to put it into dirty again, under mu.
type Map struct {
	_ noCopy

	mu     Mutex
	read   atomic.Pointer[readOnly]
	dirty  map[any]*entry
	misses int
}

type readOnly struct {
	m    map[any]*entry
	more bool // dirty has keys that m has not
}

// entry.p is nil when deleted, `left` when deleted and not in dirty, else the value.
type entry struct {
	p atomic.Pointer[any]
}

var left = new(any)

func newEntry(value any) *entry {
	e := new(entry)
	e.p.Store(&value)
	return e
}

func (e *entry) load() (value any, ok bool) {
	p := e.p.Load()
	if p == nil || p == left {
		return nil, false
	}
	return *p, true
}

// swap replaces the value; not when the entry has been left out of dirty.
func (e *entry) swap(value *any) (previous *any, ok bool) {
	for {
		p := e.p.Load()
		if p == left {
			return nil, false
		}
		if e.p.CompareAndSwap(p, value) {
			return p, true
		}
	}
}

func (e *entry) remove() (value any, ok bool) {
	for {
		p := e.p.Load()
		if p == nil || p == left {
			return nil, false
		}
		if e.p.CompareAndSwap(p, nil) {
			return *p, true
		}
	}
}

func (e *entry) compareAndSwap(old, new any) bool {
	for {
		p := e.p.Load()
		if p == nil || p == left || *p != old {
			return false
		}
		replacement := new
		if e.p.CompareAndSwap(p, &replacement) {
			return true
		}
	}
}

// loadOrStore is done (ok) unless the entry has been left out of dirty.
func (e *entry) loadOrStore(value any) (actual any, loaded, ok bool) {
	for {
		p := e.p.Load()
		switch {
		case p == left:
			return nil, false, false
		case p != nil:
			return *p, true, true
		case e.p.CompareAndSwap(nil, &value):
			return value, false, true
		}
	}
}

// leave marks an empty entry as not in dirty.
func (e *entry) leave() bool {
	for {
		p := e.p.Load()
		if p != nil {
			return p == left
		}
		if e.p.CompareAndSwap(nil, left) {
			return true
		}
	}
}

// comeBack undoes leave; the caller, who holds mu, puts the entry into dirty.
func (e *entry) comeBack() bool { return e.p.CompareAndSwap(left, nil) }

func (m *Map) published() readOnly {
	if read := m.read.Load(); read != nil {
		return *read
	}
	return readOnly{}
}

// find looks for an entry in read, and where that may be too old in dirty.
func (m *Map) find(key any) *entry {
	read := m.published()
	e, ok := read.m[key]
	if ok || !read.more {
		return e
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if read = m.published(); read.m[key] != nil || !read.more {
		return read.m[key]
	}
	e = m.dirty[key]
	m.missed()
	return e
}

// missed counts a read that had to look into dirty. mu is held.
func (m *Map) missed() {
	m.misses++
	if m.misses >= len(m.dirty) {
		m.publish(m.dirty)
	}
}

func (m *Map) publish(table map[any]*entry) {
	m.read.Store(&readOnly{m: table})
	m.dirty = nil
	m.misses = 0
}

// owned finds or makes the entry of key that can be stored into; made says that it is new and holds value. mu is held.
func (m *Map) owned(key, value any) (e *entry, made bool) {
	read := m.published()
	if e, ok := read.m[key]; ok {
		if e.comeBack() {
			m.dirty[key] = e
		}
		return e, false
	}
	if e, ok := m.dirty[key]; ok {
		return e, false
	}
	if !read.more {
		m.makeDirty(read)
		m.read.Store(&readOnly{m: read.m, more: true})
	}
	e = newEntry(value)
	m.dirty[key] = e
	return e, true
}

func (m *Map) makeDirty(read readOnly) {
	if m.dirty != nil {
		return
	}
	m.dirty = make(map[any]*entry, len(read.m))
	for key, e := range read.m {
		if !e.leave() {
			m.dirty[key] = e
		}
	}
}

func (m *Map) Load(key any) (value any, ok bool) {
	if e := m.find(key); e != nil {
		return e.load()
	}
	return nil, false
}

func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Swap stores a value and gives the one before.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	if e, ok := m.published().m[key]; ok {
		if p, ok := e.swap(&value); ok {
			return valueOf(p)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e, made := m.owned(key, value)
	if made {
		return nil, false
	}
	p, _ := e.swap(&value)
	return valueOf(p)
}

func valueOf(p *any) (value any, ok bool) {
	if p == nil {
		return nil, false
	}
	return *p, true
}

// LoadOrStore gives the value that is there, or stores this one.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	if e, ok := m.published().m[key]; ok {
		if actual, loaded, ok := e.loadOrStore(value); ok {
			return actual, loaded
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	inRead := m.published().m[key] != nil
	e, made := m.owned(key, value)
	if made {
		return value, false
	}
	actual, loaded, _ = e.loadOrStore(value)
	if !inRead {
		m.missed()
	}
	return actual, loaded
}

// LoadAndDelete deletes a key and gives the value it had.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	read := m.published()
	e, ok := read.m[key]
	if !ok && read.more {
		m.mu.Lock()
		read = m.published()
		if e, ok = read.m[key]; !ok && read.more {
			e = m.dirty[key]
			delete(m.dirty, key)
			m.missed()
		}
		m.mu.Unlock()
	}
	if e == nil {
		return nil, false
	}
	return e.remove()
}

func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// CompareAndSwap replaces a value that equals old; old must be comparable.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	e := m.find(key)
	return e != nil && e.compareAndSwap(old, new)
}

// CompareAndDelete deletes the key if its value equals old.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	e := m.find(key)
	for e != nil {
		p := e.p.Load()
		if p == nil || p == left || *p != old {
			return false
		}
		if e.p.CompareAndSwap(p, nil) {
			return true
		}
	}
	return false
}

// Range calls f for each key until it returns false. No key comes twice; what is stored meanwhile may or may not come.
func (m *Map) Range(f func(key, value any) bool) {
	read := m.published()
	if read.more {
		m.mu.Lock()
		if read = m.published(); read.more {
			read = readOnly{m: m.dirty}
			m.publish(m.dirty)
		}
		m.mu.Unlock()
	}
	for key, e := range read.m {
		if value, ok := e.load(); ok && !f(key, value) {
			return
		}
	}
}

// Clear deletes all.
func (m *Map) Clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.read.Store(&readOnly{})
	clear(m.dirty)
	m.misses = 0
}
