// A variable is dead behind its last use, and so is what a frame, a channel or a deferred call doesn't need any more.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"time"
)

type object struct {
	name string
	data [4]int
}

var finalized = make(chan string, 100)
var calls int

func made(name string) *object {
	o := &object{name: name}
	runtime.SetFinalizer(o, func(o *object) { finalized <- o.name })
	return o
}

// What finalizers were run by now.
func gone() string {
	for i := 0; i < 3; i++ {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	names := []string{}
	for {
		select {
		case name := <-finalized:
			names = append(names, name)
		default:
			sort.Strings(names)
			return fmt.Sprintf("gone: %q", names)
		}
	}
}

//go:noinline
func use(o *object) { calls++ }

func lastUse() {
	o := made("variable")
	fmt.Println(gone())
	use(o)
	fmt.Println(gone())
}

func parameter(o *object, again bool) {
	use(o)
	fmt.Println(again, gone())
	if again {
		use(o)
	}
}

func inLoop() {
	var last *object
	for i := 0; i < 3; i++ {
		o := made(fmt.Sprint("round ", i))
		if i == 1 {
			last = o
		}
	}
	fmt.Println(gone())
	use(last)
	fmt.Println(gone())
}

func result() (o *object) {
	defer func() {
		recover()
		fmt.Println("deferred", gone())
	}()
	o = made("result")
	local := made("local")
	use(local)
	panic("leaves for the epilogue")
}

type holder struct {
	first, second *object
}

func fields() {
	h := holder{made("first"), made("second")}
	fmt.Println(gone())
	h.first = nil
	fmt.Println(gone())
	use(h.second)
	fmt.Println(gone())
}

func channels() {
	c := make(chan *object, 2)
	c <- made("buffered")
	fmt.Println(gone())
	use(<-c)
	fmt.Println(gone())
	unbuffered, over := make(chan *object), make(chan bool)
	go func() {
		for {
			select {
			case o := <-unbuffered:
				use(o)
			case <-over:
				over <- true
				return
			}
		}
	}()
	unbuffered <- made("handed over")
	fmt.Println(gone())
	over <- true
	<-over
	runtime.KeepAlive(c)
}

func parked() {
	keep, drop, over := made("needed later"), made("not needed"), make(chan bool)
	go func(keep, drop *object) {
		use(drop)
		<-over
		use(keep)
		over <- true
	}(keep, drop)
	fmt.Println(gone())
	over <- true
	<-over
	fmt.Println(gone())
}

func closures() {
	o := made("captured")
	f := func() { use(o) }
	fmt.Println(gone())
	f()
	fmt.Println(gone())
}

func main() {
	lastUse()
	parameter(made("argument"), false)
	parameter(made("argument used twice"), true)
	fmt.Println(gone())
	inLoop()
	use(result())
	fmt.Println(gone())
	fields()
	channels()
	parked()
	closures()
}

// expect: gone: []
// expect: gone: ["variable"]
// expect: false gone: []
// expect: true gone: ["argument"]
// expect: gone: ["argument used twice"]
// expect: gone: ["round 0" "round 2"]
// expect: gone: ["round 1"]
// expect: deferred gone: ["local"]
// expect: gone: ["result"]
// expect: gone: ["first"]
// expect: gone: []
// expect: gone: ["second"]
// expect: gone: []
// expect: gone: ["buffered"]
// expect: gone: ["handed over"]
// expect: gone: ["not needed"]
// expect: gone: ["needed later"]
// expect: gone: []
// expect: gone: ["captured"]
