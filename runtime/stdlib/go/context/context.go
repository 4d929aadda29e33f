// Package context: deadlines, cancellation and values that go along with calls.
//
// A cancelled context cancels those derived from it. A cancelCtx therefore is known to the nearest cancelCtx above it, as a
// child; where the parent is somebody's own type, a goroutine waits for its Done instead. Values are found by walking up.
package context

import (
	"errors"
	"internal/gopher"
	"sync"
	"sync/atomic"
	"time"
)

type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() <-chan struct{}
	Err() error
	Value(key any) any
}

type CancelFunc func()
type CancelCauseFunc func(cause error)

var Canceled = errors.New("context canceled")

var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

// ---- events: contexts are named by their addresses

const noDeadline = -1 << 63

func contextCreated(ctx, parent any, untilDeadline int64, kind string)
func contextCanceled(ctx, parent any, cause string)

// ---- the roots

type emptyCtx struct{}

func (emptyCtx) Deadline() (deadline time.Time, ok bool) { return }
func (emptyCtx) Done() <-chan struct{}                   { return nil }
func (emptyCtx) Err() error                              { return nil }
func (emptyCtx) Value(key any) any                       { return nil }

type backgroundCtx struct{ emptyCtx }

func (backgroundCtx) String() string { return "context.Background" }

type todoCtx struct{ emptyCtx }

func (todoCtx) String() string { return "context.TODO" }

func Background() Context { return backgroundCtx{} }
func TODO() Context       { return todoCtx{} }

// ---- cancellation

// canceler is what a cancelCtx asks of its children.
type canceler interface {
	cancel(from Context, detach detaching, err, cause error)
	Done() <-chan struct{}
}

// Whether a cancelled child still has to be taken off its parent's list.
type detaching int

const (
	stayListed detaching = iota
	leaveParent
)

var cancelCtxKey int // &cancelCtxKey asks a context for the nearest cancelCtx

type cancelCtx struct {
	Context

	mu       sync.Mutex
	done     atomic.Value          // of chan struct{}, made when first asked for
	children map[canceler]struct{} // nil after the first cancel
	err      error                 // not nil once cancelled
	cause    error
}

func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := withCancel(parent, "WithCancel")
	return c, func() { c.cancel(nil, leaveParent, Canceled, nil) }
}

func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := withCancel(parent, "WithCancelCause")
	return c, func(cause error) { c.cancel(nil, leaveParent, Canceled, cause) }
}

func withCancel(parent Context, kind string) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	c := &cancelCtx{}
	contextCreated(c, parent, noDeadline, kind)
	c.hangUnder(parent, c)
	return c
}

// Cause says why ctx was cancelled: the first cause given, else what Err says.
func Cause(ctx Context) error {
	if c, ok := ctx.Value(&cancelCtxKey).(*cancelCtx); ok {
		c.mu.Lock()
		cause := c.cause
		c.mu.Unlock()
		if cause != nil {
			return cause
		}
	}
	return ctx.Err()
}

// AfterFunc calls f in its own goroutine once ctx is done; stop prevents that and says whether it did.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	a := &afterFuncCtx{f: f}
	contextCreated(a, ctx, noDeadline, "AfterFunc")
	a.hangUnder(ctx, a)
	return func() bool {
		stopped := false
		a.once.Do(func() { stopped = true })
		if stopped {
			a.cancel(nil, leaveParent, Canceled, nil)
		}
		return stopped
	}
}

type afterFuncCtx struct {
	cancelCtx
	once sync.Once // who comes first: stop, or the start of f
	f    func()
}

func (a *afterFuncCtx) cancel(from Context, detach detaching, err, cause error) {
	a.cancelCtx.cancelAs(a, from, stayListed, err, cause)
	if detach == leaveParent {
		detachFrom(a.Context, a)
	}
	a.once.Do(func() { go a.f() })
}

// afterFuncer is what contexts of other packages may have instead of costing a goroutine.
type afterFuncer interface {
	AfterFunc(func()) func() bool
}

// stopCtx stands between such a parent and its child, so that the child's leaving calls stop.
type stopCtx struct {
	Context
	stop func() bool
}

// hangUnder arranges that child, which c is the core of, is cancelled with parent.
func (c *cancelCtx) hangUnder(parent Context, child canceler) {
	c.Context = parent
	done := parent.Done()
	if done == nil {
		return // never cancelled
	}
	select {
	case <-done:
		child.cancel(parent, stayListed, parent.Err(), Cause(parent))
		return
	default:
	}
	if p, ok := coreOf(parent); ok {
		p.adopt(child)
		return
	}
	if a, ok := parent.(afterFuncer); ok {
		c.mu.Lock()
		stop := a.AfterFunc(func() { child.cancel(parent, stayListed, parent.Err(), Cause(parent)) })
		c.Context = stopCtx{Context: parent, stop: stop}
		c.mu.Unlock()
		return
	}
	go func() {
		select {
		case <-parent.Done():
			child.cancel(parent, stayListed, parent.Err(), Cause(parent))
		case <-child.Done():
		}
	}()
}

// coreOf finds the cancelCtx that ends when parent does. One whose Done channel is not parent's is wrapped in a type that has
// its own idea of being done, and is passed by.
func coreOf(parent Context) (*cancelCtx, bool) {
	done := parent.Done()
	if done == nil || done == closedChan {
		return nil, false
	}
	p, ok := parent.Value(&cancelCtxKey).(*cancelCtx)
	if !ok {
		return nil, false
	}
	own, _ := p.done.Load().(chan struct{})
	return p, own == done
}

func (c *cancelCtx) adopt(child canceler) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		child.cancel(c, stayListed, c.err, c.cause)
		return
	}
	if c.children == nil {
		c.children = make(map[canceler]struct{})
	}
	c.children[child] = struct{}{}
}

func detachFrom(parent Context, child canceler) {
	if s, ok := parent.(stopCtx); ok {
		s.stop()
		return
	}
	p, ok := coreOf(parent)
	if !ok {
		return
	}
	p.mu.Lock()
	delete(p.children, child)
	p.mu.Unlock()
}

var closedChan = make(chan struct{})

func init() { close(closedChan) }

func (c *cancelCtx) Value(key any) any {
	if key == &cancelCtxKey {
		return c
	}
	return lookUp(c.Context, key)
}

func (c *cancelCtx) Done() <-chan struct{} {
	if done := c.done.Load(); done != nil {
		return done.(chan struct{})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	done := c.done.Load()
	if done == nil {
		done = make(chan struct{})
		c.done.Store(done)
	}
	return done.(chan struct{})
}

func (c *cancelCtx) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *cancelCtx) String() string { return nameOf(c.Context) + ".WithCancel" }

func (c *cancelCtx) cancel(from Context, detach detaching, err, cause error) {
	c.cancelAs(c, from, detach, err, cause)
}

// cancelAs closes Done and cancels the children; the first cancel counts. self is the context that c is the core of, from the
// parent that passed the cancellation down (nil: it begins here).
func (c *cancelCtx) cancelAs(self, from Context, detach detaching, err, cause error) {
	if err == nil {
		panic("context: internal error: missing cancel error")
	}
	if cause == nil {
		cause = err
	}
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err = err
	c.cause = cause
	contextCanceled(self, from, cause.Error())
	if done, _ := c.done.Load().(chan struct{}); done != nil {
		close(done)
	} else {
		c.done.Store(closedChan)
	}
	for child := range c.children {
		child.cancel(self, stayListed, err, cause) // holding mu: a child never locks its parent on this way
	}
	c.children = nil
	c.mu.Unlock()
	if detach == leaveParent {
		detachFrom(c.Context, self.(canceler))
	}
}

// ---- without cancellation

type withoutCancelCtx struct{ c Context }

// WithoutCancel gives a context with parent's values that lives on when parent is cancelled.
func WithoutCancel(parent Context) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return withoutCancelCtx{parent}
}

func (withoutCancelCtx) Deadline() (deadline time.Time, ok bool) { return }
func (withoutCancelCtx) Done() <-chan struct{}                   { return nil }
func (withoutCancelCtx) Err() error                              { return nil }
func (c withoutCancelCtx) Value(key any) any                     { return lookUp(c, key) }
func (c withoutCancelCtx) String() string                        { return nameOf(c.c) + ".WithoutCancel" }

// ---- deadlines

type timerCtx struct {
	cancelCtx
	timer    *time.Timer // under cancelCtx.mu
	deadline time.Time
}

func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	return withDeadline(parent, d, cause, "WithDeadline")
}

func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return withDeadline(parent, time.Now().Add(timeout), nil, "WithTimeout")
}

func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return withDeadline(parent, time.Now().Add(timeout), cause, "WithTimeout")
}

func withDeadline(parent Context, d time.Time, cause error, kind string) (Context, CancelFunc) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if earlier, ok := parent.Deadline(); ok && earlier.Before(d) {
		return WithCancel(parent)
	}
	c := &timerCtx{deadline: d}
	contextCreated(c, parent, int64(time.Until(d)), kind)
	c.hangUnder(parent, c)
	left := time.Until(d)
	if left <= 0 {
		c.cancel(nil, leaveParent, DeadlineExceeded, cause)
		return c, func() { c.cancel(nil, stayListed, Canceled, nil) }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.timer = time.AfterFunc(left, func() { c.cancel(nil, leaveParent, DeadlineExceeded, cause) })
	}
	return c, func() { c.cancel(nil, leaveParent, Canceled, nil) }
}

func (c *timerCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }

func (c *timerCtx) String() string {
	return nameOf(c.cancelCtx.Context) + ".WithDeadline(" + c.deadline.String() + " [" + time.Until(c.deadline).String() + "])"
}

func (c *timerCtx) cancel(from Context, detach detaching, err, cause error) {
	c.cancelCtx.cancelAs(c, from, stayListed, err, cause)
	if detach == leaveParent {
		detachFrom(c.cancelCtx.Context, c)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
}

// ---- values

type valueCtx struct {
	Context
	key, val any
}

func WithValue(parent Context, key, val any) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if key == nil {
		panic("nil key")
	}
	if !gopher.Comparable(key) {
		panic("key is not comparable")
	}
	c := &valueCtx{parent, key, val}
	contextCreated(c, parent, noDeadline, "WithValue")
	return c
}

func (c *valueCtx) Value(key any) any {
	if c.key == key {
		return c.val
	}
	return lookUp(c.Context, key)
}

func (c *valueCtx) String() string {
	return nameOf(c.Context) + ".WithValue(" + shown(c.key) + ", " + shown(c.val) + ")"
}

// lookUp walks up without a call for each of our own contexts.
func lookUp(c Context, key any) any {
	for {
		switch ctx := c.(type) {
		case *valueCtx:
			if key == ctx.key {
				return ctx.val
			}
			c = ctx.Context
		case *cancelCtx:
			if key == &cancelCtxKey {
				return ctx
			}
			c = ctx.Context
		case withoutCancelCtx:
			if key == &cancelCtxKey {
				return nil // what is above does not cancel what is below
			}
			c = ctx.c
		case *timerCtx:
			if key == &cancelCtxKey {
				return &ctx.cancelCtx
			}
			c = ctx.Context
		case backgroundCtx, todoCtx:
			return nil
		default:
			return c.Value(key)
		}
	}
}

// ---- names

type stringer interface{ String() string }

func nameOf(c Context) string {
	if s, ok := c.(stringer); ok {
		return s.String()
	}
	return gopher.TypeName(c)
}

func shown(v any) string {
	switch s := v.(type) {
	case stringer:
		return s.String()
	case string:
		return s
	case nil:
		return "<nil>"
	}
	return gopher.TypeName(v)
}
