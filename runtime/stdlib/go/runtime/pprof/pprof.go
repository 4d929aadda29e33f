// Package pprof: profiles, as text. Of the predefined ones goroutine, block and mutex are real; heap, allocs and threadcreate
// are not sampled here and stay empty: the run's recording has what they would tell.
package pprof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sort"
	"strings"
	"sync"
)

// A Profile is a collection of stacks. Those made by NewProfile hold the stacks at which values were added.
type Profile struct {
	name  string
	mu    sync.Mutex
	m     map[any][]uintptr
	count func() int // of a predefined one
	write func(w io.Writer, debug int) error
}

var profiles struct {
	mu sync.Mutex
	m  map[string]*Profile
}

func none() int { return 0 }

// predefined makes the profiles that always exist. profiles.mu is held.
func predefined() {
	if profiles.m != nil {
		return
	}
	profiles.m = map[string]*Profile{
		"goroutine": {name: "goroutine", count: runtime.NumGoroutine, write: writeGoroutines},
	}
	for name, get := range map[string]func([]runtime.BlockProfileRecord) (int, bool){
		"block": runtime.BlockProfile, "mutex": runtime.MutexProfile,
	} {
		profiles.m[name] = &Profile{name: name, count: func() int { n, _ := get(nil); return n },
			write: func(w io.Writer, debug int) error { return writeWaits(w, name, get) }}
	}
	for _, name := range []string{"heap", "allocs", "threadcreate"} {
		profiles.m[name] = &Profile{name: name, count: none, write: func(w io.Writer, debug int) error {
			_, err := fmt.Fprintf(w, "%s profile: total 0\n", name)
			return err
		}}
	}
}

func Lookup(name string) *Profile {
	profiles.mu.Lock()
	defer profiles.mu.Unlock()
	predefined()
	return profiles.m[name]
}

func NewProfile(name string) *Profile {
	profiles.mu.Lock()
	defer profiles.mu.Unlock()
	predefined()
	if name == "" {
		panic("pprof: NewProfile with empty name")
	}
	if profiles.m[name] != nil {
		panic("pprof: NewProfile name already in use: " + name)
	}
	p := &Profile{name: name, m: map[any][]uintptr{}}
	profiles.m[name] = p
	return p
}

// Profiles gives all of them by name.
func Profiles() []*Profile {
	profiles.mu.Lock()
	defer profiles.mu.Unlock()
	predefined()
	var all []*Profile
	for _, p := range profiles.m {
		all = append(all, p)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all
}

func (p *Profile) Name() string { return p.name }

func (p *Profile) Count() int {
	if p.count != nil {
		return p.count()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.m)
}

func (p *Profile) Add(value any, skip int) {
	if p.name == "" {
		panic("pprof: use of uninitialized Profile")
	}
	if p.write != nil {
		panic("pprof: Add called on built-in Profile")
	}
	stack := make([]uintptr, 32)
	stack = stack[:runtime.Callers(skip+1, stack)]
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.m[value] != nil {
		panic("pprof: Profile.Add of duplicate value")
	}
	p.m[value] = stack
}

func (p *Profile) Remove(value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.m, value)
}

// WriteTo writes text. Go's debug=0 is a compressed protocol buffer, which Gopherarium's export makes of a recording.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	if p.name == "" {
		panic("pprof: use of zero Profile")
	}
	if p.write != nil {
		return p.write(w, debug)
	}
	p.mu.Lock()
	var stacks [][]uintptr
	for _, stack := range p.m {
		stacks = append(stacks, stack)
	}
	p.mu.Unlock()
	return writeStacks(w, p.name, stacks)
}

func writeGoroutines(w io.Writer, debug int) error {
	if debug >= 2 {
		for size := 1 << 16; ; size *= 2 {
			buf := make([]byte, size)
			if n := runtime.Stack(buf, true); n < size || size >= 64<<20 {
				_, err := w.Write(buf[:n])
				return err
			}
		}
	}
	records := make([]runtime.StackRecord, runtime.NumGoroutine()+10)
	n, ok := runtime.GoroutineProfile(records)
	for !ok {
		records = make([]runtime.StackRecord, n+10)
		n, ok = runtime.GoroutineProfile(records)
	}
	var stacks [][]uintptr
	for i := range records[:n] {
		stacks = append(stacks, records[i].Stack())
	}
	return writeStacks(w, "goroutine", stacks)
}

func writeWaits(w io.Writer, name string, get func([]runtime.BlockProfileRecord) (int, bool)) error {
	n, ok := get(nil)
	var records []runtime.BlockProfileRecord
	for !ok {
		records = make([]runtime.BlockProfileRecord, n+10)
		n, ok = get(records)
	}
	var stacks [][]uintptr
	for i := range records[:n] {
		for k := int64(0); k < records[i].Count; k++ {
			stacks = append(stacks, records[i].Stack())
		}
	}
	return writeStacks(w, name, stacks)
}

// writeStacks writes equal stacks once, the most frequent first.
func writeStacks(w io.Writer, name string, stacks [][]uintptr) error {
	texts := map[string]int{}
	for _, stack := range stacks {
		var b strings.Builder
		b.WriteString("@")
		for _, pc := range stack {
			fmt.Fprintf(&b, " %#x", pc)
		}
		for _, pc := range stack {
			f := runtime.FuncForPC(pc)
			file, line := f.FileLine(pc)
			fmt.Fprintf(&b, "\n#\t%#x\t%s+%#x\t%s:%d", pc, f.Name(), pc-f.Entry(), file, line)
		}
		texts[b.String()]++
	}
	var order []string
	for text := range texts {
		order = append(order, text)
	}
	sort.Slice(order, func(i, j int) bool {
		if a, b := texts[order[i]], texts[order[j]]; a != b {
			return a > b
		}
		return order[i] < order[j]
	})
	if _, err := fmt.Fprintf(w, "%s profile: total %d\n", name, len(stacks)); err != nil {
		return err
	}
	for _, text := range order {
		if _, err := fmt.Fprintf(w, "%d %s\n\n", texts[text], text); err != nil {
			return err
		}
	}
	return nil
}

func WriteHeapProfile(w io.Writer) error { return Lookup("heap").WriteTo(w, 0) }

var cpu struct {
	mu sync.Mutex
	on bool
}

// StartCPUProfile only remembers that it was called.
func StartCPUProfile(w io.Writer) error {
	cpu.mu.Lock()
	defer cpu.mu.Unlock()
	if cpu.on {
		return errors.New("cpu profiling already in use")
	}
	cpu.on = true
	return nil
}

func StopCPUProfile() {
	cpu.mu.Lock()
	defer cpu.mu.Unlock()
	cpu.on = false
}

// ---- labels

type LabelSet struct{ list []string }

type labelKey struct{}

func Labels(args ...string) LabelSet {
	if len(args)%2 != 0 {
		panic("uneven number of arguments to pprof.Labels")
	}
	return LabelSet{args}
}

func labelsOf(ctx context.Context) map[string]string {
	m, _ := ctx.Value(labelKey{}).(map[string]string)
	return m
}

func WithLabels(ctx context.Context, labels LabelSet) context.Context {
	m := map[string]string{}
	for key, value := range labelsOf(ctx) {
		m[key] = value
	}
	for i := 0; i < len(labels.list); i += 2 {
		m[labels.list[i]] = labels.list[i+1]
	}
	return context.WithValue(ctx, labelKey{}, m)
}

func SetGoroutineLabels(ctx context.Context) {}

func Do(ctx context.Context, labels LabelSet, f func(context.Context)) { f(WithLabels(ctx, labels)) }

func Label(ctx context.Context, key string) (string, bool) {
	value, ok := labelsOf(ctx)[key]
	return value, ok
}

func ForLabels(ctx context.Context, f func(key, value string) bool) {
	for key, value := range labelsOf(ctx) {
		if !f(key, value) {
			return
		}
	}
}
