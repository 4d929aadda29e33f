package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"
)

var bg = context.Background()

func discarded() context.Context {
	ctx, _ := context.WithCancel(bg) // VET "the cancel function returned by context.WithCancel should be called, not discarded, to avoid a context leak"
	return ctx
}

func early(fail bool) error {
	ctx, cancel := context.WithTimeout(bg, time.Second) // VET "the cancel function is not used on all paths \(possible context leak\)"
	if fail {
		return errors.New("fail") // VET "this return statement may be reached without using the cancel var defined on line 20"
	}
	defer cancel()
	<-ctx.Done()
	return nil
}

func offTheEnd(b bool) {
	_, cancel := context.WithDeadline(bg, time.Time{}) // VET "the cancel function is not used on all paths"
	if b {
		cancel()
	}
} // VET "this return statement may be reached without using the cancel var defined on line 30"

func fine() {
	ctx, cancel := context.WithCancel(bg)
	defer cancel()
	fmt.Println(ctx)
}

func declared() {
	var _, cancel = context.WithCancel(bg)
	defer cancel()
}

func passedOn() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(bg)
	return ctx, cancel
}

func named() (ctx context.Context, cancel func()) {
	ctx, cancel = context.WithCancel(bg)
	return
}

func captured() {
	_, cancel := context.WithCancel(bg)
	go func() { cancel() }()
}

func exits(b bool) {
	_, cancel := context.WithCancel(bg)
	if b {
		log.Fatal("no")
	} else if !b {
		os.Exit(1)
	} else {
		panic("x")
	}
	cancel()
}

func never() { panic("never") }

func endsInNever(b bool) {
	_, cancel := context.WithCancel(bg)
	if b {
		never()
	}
	cancel()
}

func loops(n int) {
	_, cancel := context.WithCancel(bg) // VET "the cancel function is not used on all paths"
	for i := 0; i < n; i++ {
		cancel()
	}
} // VET "this return statement may be reached"

func forever(c chan int) {
	_, cancel := context.WithCancel(bg)
	for {
		select {
		case v := <-c:
			if v == 0 {
				cancel()
				return
			}
		}
	}
}

func switches(n int) int {
	_, cancel := context.WithCancel(bg) // VET "the cancel function is not used on all paths"
	switch n {
	case 1:
		cancel()
	case 2:
		fallthrough
	case 3:
		return 3 // VET "this return statement may be reached"
	default:
		cancel()
	}
	return 0
}

func labels(n int) {
	_, cancel := context.WithCancel(bg)
outer:
	for {
		for n > 0 {
			n--
			if n == 3 {
				break outer
			}
			continue outer
		}
	}
	cancel()
}

func jumps(n int) {
	_, cancel := context.WithCancel(bg) // VET "the cancel function is not used on all paths"
	if n > 0 {
		goto end
	}
	cancel()
end:
	fmt.Println("end")
} // VET "this return statement may be reached"

func conditions(a, b bool) {
	_, cancel := context.WithCancel(bg)
	if a && (b || use(cancel)) {
		cancel()
	} else {
		cancel()
	}
}

func use(f func()) bool { return f != nil }

func main() {
	_, cancel := context.WithCancel(bg)
	fmt.Println(use(cancel))
	_ = func() {
		_, cancel = context.WithCancel(bg)
	}
	_ = func() {
		_, inner := context.WithCancel(bg) // VET "the inner function is not used on all paths"
		_ = 1
		if use(nil) {
			inner()
		}
	} // VET "this return statement may be reached"
}
