// Package unique: one copy of equal values.
package unique

import "sync"

// A Handle stands for a value; handles are equal when their values are.
type Handle[T comparable] struct {
	value *T
}

var handles sync.Map // of any(value) to *T: a dynamic type is part of the key

func Make[T comparable](value T) Handle[T] {
	if known, ok := handles.Load(value); ok {
		return Handle[T]{known.(*T)}
	}
	made := new(T)
	*made = value
	known, _ := handles.LoadOrStore(value, made)
	return Handle[T]{known.(*T)}
}

func (h Handle[T]) Value() T { return *h.value }
