// Ranging over strings gives runes, over bytes bytes; conversions; invalid UTF-8 becomes U+FFFD.
package main

import "fmt"

func main() {
	for i, r := range "aé\xffz" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	s := "héllo"
	bs := []byte(s)
	bs[0] = 'H'
	fmt.Println(s, string(bs), len(s), len([]rune(s)), s[1:3], s > "hz", s+"!" == "héllo!")
	for i := range []int{7, 8} {
		fmt.Print(i)
	}
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		if i == 2 {
			fmt.Println("", v, arr)
		}
	}
	sl := []int{1, 2, 3}
	for _, v := range sl {
		if v == 1 {
			sl = append(sl, 4)
			sl[1] = 20
		}
		fmt.Print(v, " ")
	}
	fmt.Println(sl)
	for i, v := range &arr {
		arr[2] = 11
		if i == 2 {
			fmt.Println(v)
		}
	}
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	close(ch)
	for v := range ch {
		fmt.Print(v, ";")
	}
	v, ok := <-ch
	fmt.Println(v, ok)
	fmt.Printf("%q %x %v\n", "a\tb\u2028", "hi", []byte("hi"))
	raw := `a\n
b`
	fmt.Println(len(raw), string([]rune{72, 0x10FFFF + 1}) == "H\uFFFD")
}

// expect: 0:97 1:233 3:65533 4:122
// expect: héllo Héllo 6 5 é true true
// expect: 01 3 [1 2 10]
// expect: 1 2 3 [1 20 3 4]
// expect: 11
// expect: 1;2;0 false
// expect: "a\tb\u2028" 6869 [104 105]
// expect: 5 true
