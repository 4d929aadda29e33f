// Package gopher holds what our standard packages share about the run, below all of them.
package gopher

// Collections counts the calls of runtime.GC. What a collector would take away in passing (the contents of a sync.Pool)
// goes by this count; it is changed and read by natives only.
var Collections uint32

// GCPercent is debug.SetGCPercent's, read and written atomically: how much the heap grows beyond what is alive until a
// collector would run.
var GCPercent int64 = 100

// TypeName is a value's dynamic type as %T prints it; "<nil>" for none.
func TypeName(v any) string

// Comparable says whether == works on the value's dynamic type.
func Comparable(v any) bool
