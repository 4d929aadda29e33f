package main

import (
	"context"
	"errors"
	"time"
)

type key string
type skey struct{ a int }

func (s skey) String() string { return "skey!" }

type myCtx struct{ context.Context }

type otherCtx struct {
	done chan struct{}
	err  error
}

func (o *otherCtx) Deadline() (time.Time, bool) { return time.Time{}, false }
func (o *otherCtx) Done() <-chan struct{}       { return o.done }
func (o *otherCtx) Err() error                  { return o.err }
func (o *otherCtx) Value(k any) any             { return nil }

func try(f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(error); ok {
			println("panic", e.Error())
		} else if s, ok := r.(string); ok {
			println("panic", s)
		}
	}()
	f()
}

func str(c context.Context) string { return c.(interface{ String() string }).String() }

func es(e error) string {
	if e == nil {
		return "<nil>"
	}
	return e.Error()
}

func main() {
	bg := context.Background()
	println(str(bg), str(context.TODO()))
	ctx, cancel := context.WithCancel(bg)
	println(str(ctx), es(ctx.Err()))
	vc := context.WithValue(ctx, key("k"), "v")
	println(str(vc), vc.Value(key("k")).(string), vc.Value(key("z")) == nil)
	println(str(context.WithValue(vc, skey{1}, 5)))
	println(str(context.WithValue(vc, skey{1}, skey{1})))
	child, ccancel := context.WithCancel(vc)
	tctx, tcancel := context.WithTimeout(child, time.Hour)
	_, has := tctx.Deadline()
	println(has)
	af := 0
	my, mycancel := context.WithCancel(myCtx{tctx})
	other := &otherCtx{done: make(chan struct{})}
	oc, occ := context.WithCancel(other)
	cancel()
	<-my.Done()
	println(es(ctx.Err()), es(child.Err()), es(tctx.Err()), es(my.Err()), es(vc.Err()))
	cancel()
	ccancel()
	tcancel()
	mycancel()
	other.err = errors.New("other err")
	close(other.done)
	<-oc.Done()
	println(es(oc.Err()))
	occ()
	_ = af
	// already cancelled parent
	c2, cancel2 := context.WithCancel(ctx)
	println(es(c2.Err()))
	cancel2()
	// deadlines
	d1, dc1 := context.WithTimeout(bg, 20*time.Millisecond)
	d2, dc2 := context.WithTimeout(d1, time.Hour)
	select {
	case <-d2.Done():
		println("d2", es(d2.Err()), es(d1.Err()), errors.Is(d2.Err(), context.DeadlineExceeded))
	case <-time.After(5 * time.Second):
		println("late")
	}
	dc1()
	dc2()
	d3, dc3 := context.WithDeadline(bg, time.Now().Add(-time.Second))
	println(es(d3.Err()))
	dc3()
	d4, dc4 := context.WithTimeout(bg, time.Hour)
	dc4()
	println(es(d4.Err()))
	te, ok := d3.Err().(interface{ Timeout() bool })
	println(ok && te.Timeout())
	try(func() { context.WithValue(bg, nil, 1) })
	try(func() { context.WithValue(bg, []int{}, 1) })
	try(func() { context.WithCancel(nil) })
	try(func() { context.WithValue(nil, 1, 1) })
	try(func() { context.WithTimeout(nil, 1) })
	println(es(context.Canceled), es(context.DeadlineExceeded))
	// many children
	root, rc := context.WithCancel(bg)
	done := make(chan int)
	for i := 0; i < 50; i++ {
		c, _ := context.WithCancel(root)
		go func() { <-c.Done(); done <- 1 }()
	}
	rc()
	n := 0
	for i := 0; i < 50; i++ {
		n += <-done
	}
	println(n)
}

// expect: context.Background context.TODO
// expect: context.Background.WithCancel <nil>
// expect: context.Background.WithCancel.WithValue(main.key, v) v true
// expect: context.Background.WithCancel.WithValue(main.key, v).WithValue(skey!, int)
// expect: context.Background.WithCancel.WithValue(main.key, v).WithValue(skey!, skey!)
// expect: true
// expect: context canceled context canceled context canceled context canceled context canceled
// expect: other err
// expect: context canceled
// expect: d2 context deadline exceeded context deadline exceeded true
// expect: context deadline exceeded
// expect: context canceled
// expect: true
// expect: panic nil key
// expect: panic key is not comparable
// expect: panic cannot create context from nil parent
// expect: panic cannot create context from nil parent
// expect: panic cannot create context from nil parent
// expect: context canceled context deadline exceeded
// expect: 50
