package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"time"
)

func main() {
	ctx, task := trace.NewTask(context.Background(), "job")
	trace.WithRegion(ctx, "part", func() { time.Sleep(time.Millisecond) })
	trace.Log(ctx, "cat", "msg")
	trace.Logf(ctx, "cat", "%d", 5)
	task.End()
	fmt.Println(trace.Start(os.Stderr), trace.Start(os.Stderr), trace.IsEnabled())
	trace.Stop()
	c := make(chan int)
	for i := 0; i < 3; i++ {
		go func() { <-c }()
	}
	time.Sleep(time.Millisecond)
	p := pprof.Lookup("goroutine")
	fmt.Println(p.Name(), p.Count(), pprof.Lookup("x") == nil, len(pprof.Profiles()))
	var b bytes.Buffer
	p.WriteTo(&b, 1)
	fmt.Println(strings.Contains(b.String(), "goroutine profile: total 4"), strings.Contains(b.String(), "\n3 @ 0x"), strings.Contains(b.String(), "main.main.func"))
	b.Reset()
	p.WriteTo(&b, 2)
	fmt.Println(strings.Count(b.String(), "[chan receive]"))
	pprof.Do(ctx, pprof.Labels("k", "v"), func(ctx context.Context) { fmt.Println(pprof.Label(ctx, "k")) })
	fmt.Println(pprof.WriteHeapProfile(&b), pprof.StartCPUProfile(&b), pprof.StartCPUProfile(&b))
	pprof.StopCPUProfile()
	q := pprof.NewProfile("mine")
	q.Add(1, 0)
	q.Add(2, 0)
	q.Remove(1)
	fmt.Println(q.Count())
}

// expect: <nil> runtime error: tracing is already enabled true
// expect: goroutine 4 true 6
// expect: true true true
// expect: 3
// expect: v true
// expect: <nil> <nil> cpu profiling already in use
// expect: 1
