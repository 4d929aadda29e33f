// Package trace: a program's own marks in the recording of its run. They are shown beside the runtime's events; a recording is
// exported in the format of Go's tracer by Gopherarium itself, so Start and Stop write nothing.
package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
)

var started atomic.Bool

func recording() bool // of this run, whatever Start says

func Start(w io.Writer) error {
	if !started.CompareAndSwap(false, true) {
		return errors.New("runtime error: tracing is already enabled")
	}
	return nil
}

func Stop() { started.Store(false) }

func IsEnabled() bool { return started.Load() || recording() }

// A Task is a piece of work that several goroutines may do together; it goes along in the context.
type Task struct {
	name string
}

type taskKey struct{}

func taskBegin(task, parent *Task, name string)
func taskEnd(task *Task)
func regionBegin(task *Task, name string)
func regionEnd(task *Task, name string)
func userLog(task *Task, category, message string)

func taskOf(ctx context.Context) *Task {
	task, _ := ctx.Value(taskKey{}).(*Task)
	return task
}

func NewTask(pctx context.Context, taskType string) (ctx context.Context, task *Task) {
	task = &Task{taskType}
	taskBegin(task, taskOf(pctx), taskType)
	return context.WithValue(pctx, taskKey{}, task), task
}

func (t *Task) End() { taskEnd(t) }

func Log(ctx context.Context, category, message string) { userLog(taskOf(ctx), category, message) }

func Logf(ctx context.Context, category, format string, args ...any) {
	if IsEnabled() {
		Log(ctx, category, fmt.Sprintf(format, args...))
	}
}

// A Region is a stretch of one goroutine's time.
type Region struct {
	task *Task
	name string
}

func WithRegion(ctx context.Context, regionType string, fn func()) {
	defer StartRegion(ctx, regionType).End()
	fn()
}

func StartRegion(ctx context.Context, regionType string) *Region {
	r := &Region{taskOf(ctx), regionType}
	regionBegin(r.task, r.name)
	return r
}

func (r *Region) End() { regionEnd(r.task, r.name) }
