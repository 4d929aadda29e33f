// Package testing, as far as programs use it: T and B with their subtests, AllocsPerRun and Benchmark.
package testing

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"
)

// TB is what T and B have in common.
type TB interface {
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
}

type common struct {
	mu       sync.Mutex // protects all below
	name     string
	lines    []string
	failed   bool
	skipped  bool
	cleanups []func()
	parent   *common
}

func (c *common) Name() string { return c.name }
func (c *common) Helper()      {}

func (c *common) Fail() {
	for at := c; at != nil; at = at.parent {
		at.mu.Lock()
		at.failed = true
		at.mu.Unlock()
	}
}

func (c *common) Failed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}

func (c *common) Skipped() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skipped
}

func (c *common) FailNow() {
	c.Fail()
	runtime.Goexit()
}

func (c *common) SkipNow() {
	c.mu.Lock()
	c.skipped = true
	c.mu.Unlock()
	runtime.Goexit()
}

// log keeps a message with the place of who called the method that calls log.
func (c *common) log(text string) {
	where := "???:1"
	if _, file, line, ok := runtime.Caller(2); ok {
		where = fmt.Sprintf("%s:%d", file[strings.LastIndexByte(file, '/')+1:], line)
	}
	text = strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n        ")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lines = append(c.lines, where+": "+text)
}

func (c *common) Log(args ...any)                 { c.log(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }
func (c *common) Error(args ...any)               { c.log(fmt.Sprintln(args...)); c.Fail() }
func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}
func (c *common) Fatal(args ...any) { c.log(fmt.Sprintln(args...)); c.FailNow() }
func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}
func (c *common) Skip(args ...any) { c.log(fmt.Sprintln(args...)); c.SkipNow() }
func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

func (c *common) Cleanup(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, f)
}

func (c *common) runCleanups() {
	for {
		c.mu.Lock()
		n := len(c.cleanups)
		if n == 0 {
			c.mu.Unlock()
			return
		}
		last := c.cleanups[n-1]
		c.cleanups = c.cleanups[:n-1]
		c.mu.Unlock()
		last()
	}
}

// T is one test.
type T struct {
	common
	parallel chan struct{} // closed when the test asks to run beside others
	released chan struct{} // the parent's: closed when its own function has ended
	ended    chan struct{} // closed when this test's function has ended
	below    sync.WaitGroup
}

// Parallel waits until the parent's function has ended.
func (t *T) Parallel() {
	if t.parallel != nil {
		close(t.parallel)
		<-t.released
	}
}

// Run runs f as a subtest, and says whether it passed as far as that is known: a parallel one ends later.
func (t *T) Run(name string, f func(t *T)) bool {
	name = strings.ReplaceAll(name, " ", "_")
	if t.name != "" {
		name = t.name + "/" + name
	}
	if t.ended == nil {
		t.ended = make(chan struct{})
	}
	sub := &T{parallel: make(chan struct{}), released: t.ended, ended: make(chan struct{})}
	sub.name, sub.parent = name, &t.common
	done := make(chan struct{})
	t.below.Add(1)
	go func() {
		defer t.below.Done()
		defer close(done)
		defer sub.runCleanups()
		defer sub.below.Wait()
		defer close(sub.ended)
		f(sub)
	}()
	select {
	case <-done:
	case <-sub.parallel:
	}
	return !sub.Failed()
}

// B is one benchmark.
type B struct {
	common
	N        int
	began    time.Time
	running  bool
	duration time.Duration
	mallocs  uint64
	bytes    uint64
	startMem runtime.MemStats
	setBytes int64
	report   bool
}

func (b *B) StartTimer() {
	if !b.running {
		runtime.ReadMemStats(&b.startMem)
		b.began, b.running = time.Now(), true
	}
}

func (b *B) StopTimer() {
	if b.running {
		b.duration += time.Since(b.began)
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		b.mallocs += now.Mallocs - b.startMem.Mallocs
		b.bytes += now.TotalAlloc - b.startMem.TotalAlloc
		b.running = false
	}
}

func (b *B) ResetTimer() {
	if b.running {
		runtime.ReadMemStats(&b.startMem)
		b.began = time.Now()
	}
	b.duration, b.mallocs, b.bytes = 0, 0, 0
}

func (b *B) Elapsed() time.Duration {
	if b.running {
		return b.duration + time.Since(b.began)
	}
	return b.duration
}

func (b *B) ReportAllocs()    { b.report = true }
func (b *B) SetBytes(n int64) { b.setBytes = n }

// PB hands out the iterations of a parallel benchmark.
type PB struct {
	mu   *sync.Mutex
	left *int
}

func (pb *PB) Next() bool {
	pb.mu.Lock()
	defer pb.mu.Unlock()
	*pb.left--
	return *pb.left >= 0
}

func (b *B) RunParallel(body func(*PB)) {
	left := b.N
	pb := PB{new(sync.Mutex), &left}
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Add(1)
		go func() {
			defer all.Done()
			body(&pb)
		}()
	}
	all.Wait()
}

type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64
}

func (r BenchmarkResult) NsPerOp() int64 {
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) AllocsPerOp() int64 {
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemAllocs) / int64(r.N)
}

func (r BenchmarkResult) AllocedBytesPerOp() int64 {
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemBytes) / int64(r.N)
}

func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

func (r BenchmarkResult) String() string {
	per := float64(0)
	if r.N > 0 {
		per = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	switch {
	case per == 0 || per >= 99.95:
		return fmt.Sprintf("%8d\t%10.0f ns/op", r.N, per)
	case per >= 9.995:
		return fmt.Sprintf("%8d\t%12.1f ns/op", r.N, per)
	}
	return fmt.Sprintf("%8d\t%14.3g ns/op", r.N, per)
}

// Benchmark runs f with growing N until it takes a second.
func Benchmark(f func(b *B)) BenchmarkResult {
	const wanted = time.Second
	b := &B{}
	for n := 1; ; {
		done := make(chan struct{})
		b.N, b.duration, b.mallocs, b.bytes = n, 0, 0, 0
		go func() {
			defer close(done)
			defer b.runCleanups()
			b.StartTimer()
			defer b.StopTimer()
			f(b)
		}()
		<-done
		if b.failed || b.skipped || b.duration >= wanted || n >= 1e9 {
			break
		}
		last := n
		n = int(float64(n) * 1.2 * float64(wanted) / float64(max(b.duration, 1)))
		n = min(max(n, last+1), 100*last, 1e9)
	}
	return BenchmarkResult{b.N, b.duration, b.setBytes, b.mallocs, b.bytes}
}

// AllocsPerRun is how often a run of f allocates on average, after one to warm up, as a whole number.
func AllocsPerRun(runs int, f func()) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / uint64(runs))
}

func Short() bool   { return false }
func Verbose() bool { return false }
func Testing() bool { return false }
