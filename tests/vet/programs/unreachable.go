package main

import "fmt"

func f(n int, c chan int) int {
	switch n {
	case 1:
		return 1
		fmt.Println("dead") // VET "unreachable code"
		fmt.Println("dead too")
	case 2:
		panic("two")
		n++ // VET "unreachable code"
	case 3:
		for {
			if n > 4 {
				break
			}
			continue
			n-- // VET "unreachable code"
		}
		n++
	case 4:
		for {
		}
		n++ // VET "unreachable code"
	case 5:
		goto end
		n = 2 // VET "unreachable code"
	end:
		n = 3
	case 6:
		select {}
		n = 4 // VET "unreachable code"
	case 7:
		select {
		case <-c:
			return 2
		case c <- 1:
			panic(1)
		}
		n = 5 // VET "unreachable code"
	case 8:
	outer:
		for {
			for {
				break outer
			}
		}
		n = 6
	case 9:
		if n > 0 {
			return 1
		} else {
			return 2
		}
		n = 7 // VET "unreachable code"
	case 10:
		{
			return 1
		}
		n = 8 // VET "unreachable code"
	case 11:
		switch {
		case n > 1:
			return 1
		default:
			return 2
		}
		n = 9 // VET "unreachable code"
	case 12:
		switch {
		case n > 1:
			return 1
		}
		n = 10
	case 13:
		switch x := any(n).(type) {
		case int:
			return x
		default:
			panic(x)
		}
		n = 11 // VET "unreachable code"
	case 14:
		if false {
			n = 12
		}
	case 15:
		return 1
		; // an empty statement
	case 16:
		func() {
			return
			n = 13 // VET "unreachable code"
		}()
	case 17:
	again:
		for n > 0 {
			continue again
		}
		var panic = func(int) {}
		panic(1)
		n = 14
	}
	return 0
}

func noBody(n int) {
	for range []int{1} {
		return
	}
	n++
}

func main() {
	f(1, nil)
	noBody(1)
}
