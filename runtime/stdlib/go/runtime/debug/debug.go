// Package debug: knobs of the collector, and stacks. There is no collector: all but SetGCPercent, which ReadMemStats goes by,
// only remember their values.
package debug

import (
	"internal/gopher"
	"runtime"
	"sync/atomic"
	"time"
)

var (
	memoryLimit atomic.Int64 // stored minus the default
	maxStack    atomic.Int64
	maxThreads  atomic.Int64
)

const (
	defaultMemoryLimit = 1<<63 - 1
	defaultMaxStack    = 1000000000
	defaultMaxThreads  = 10000
)

func SetGCPercent(percent int) int {
	if percent < 0 {
		percent = -1
	}
	return int(atomic.SwapInt64(&gopher.GCPercent, int64(percent)))
}

func SetMemoryLimit(limit int64) int64 {
	if limit < 0 {
		return memoryLimit.Load() + defaultMemoryLimit
	}
	return memoryLimit.Swap(limit-defaultMemoryLimit) + defaultMemoryLimit
}

func SetMaxStack(bytes int) int {
	return int(maxStack.Swap(int64(bytes)-defaultMaxStack)) + defaultMaxStack
}

func SetMaxThreads(threads int) int {
	return int(maxThreads.Swap(int64(threads)-defaultMaxThreads)) + defaultMaxThreads
}

func SetPanicOnFault(enabled bool) bool { return false }

func SetTraceback(level string) {}

func FreeOSMemory() { runtime.GC() }

// Stack is the goroutine's stack.
func Stack() []byte {
	for size := 1024; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, false); n < size {
			return buf[:n]
		}
	}
}

func writeError(text []byte)

func PrintStack() { writeError(Stack()) }

type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	*stats = GCStats{NumGC: int64(m.NumGC), PauseQuantiles: stats.PauseQuantiles}
}

type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

type BuildSetting struct{ Key, Value string }

type BuildInfo struct {
	GoVersion string
	Path      string
	Main      Module
	Deps      []*Module
	Settings  []BuildSetting
}

func ReadBuildInfo() (info *BuildInfo, ok bool) {
	return &BuildInfo{GoVersion: runtime.Version(), Path: "command-line-arguments"}, true
}
