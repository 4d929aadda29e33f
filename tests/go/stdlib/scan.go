// Values read from texts, and what is wrong with them.
package main

import (
	"bufio"
	"fmt"
	"strings"
)

func main() {
	var i, j int
	var s string
	var f float64
	var b bool
	var r rune
	var u uint8
	show := func(n int, err error) {
		fmt.Println(n, err, i, j, s, f, b, r, u)
		i, j, s, f, b, r, u = 0, 0, "", 0, false, 0, 0
	}
	show(fmt.Sscan("", &i))
	show(fmt.Sscan("  ", &s))
	show(fmt.Sscan("12", &i, &j))
	show(fmt.Sscan("12 x", &i, &j))
	show(fmt.Sscan("12\n13", &i, &j))
	show(fmt.Sscanln("12\n13", &i, &j))
	show(fmt.Sscanln("12 13 14", &i, &j))
	show(fmt.Sscanln("12 13\n14", &i, &j))
	show(fmt.Sscan("0x10 -7 word 2.5e3 true", &i, &j, &s, &f, &b))
	show(fmt.Sscan("300", &u))
	show(fmt.Sscan("99999999999999999999", &i))
	show(fmt.Sscan("tru", &b))
	show(fmt.Sscanf("5-6", "%d-%d", &i, &j))
	show(fmt.Sscanf("5 - 6", "%d-%d", &i, &j))
	show(fmt.Sscanf("abc 12", "%s %d", &s, &i))
	show(fmt.Sscanf("abc12", "abc%d", &i))
	show(fmt.Sscanf("x", "%d", &i))
	show(fmt.Sscanf("ff 077 1011", "%x %o %b", &i, &j, &u))
	show(fmt.Sscanf("12345", "%2d%3d", &i, &j))
	show(fmt.Sscanf("a7", "%c%d", &r, &i))
	show(fmt.Sscanf("\"q s\" 1.5%", "%q %f%%", &s, &f))
	show(fmt.Sscanf("5", "%d %d", &i, &j))
	show(fmt.Sscanf("5 6 7", "%d %d", &i, &j))
	show(fmt.Sscanf("5", "%d", &i, &j))
	show(fmt.Sscanf("5", "%z", &i))
	show(fmt.Sscanf("name: bob\nage: 5", "name: %s\nage: %d", &s, &i))
	show(fmt.Sscanf("5,6", "%d,%v", &i, &j))
	show(fmt.Sscan("1", i))
	show(fmt.Sscanf("10:20", "%d:%d:%d", &i, &j, &i))
	show(fmt.Sscanf("true 2.5", "%t %g", &b, &f))
	rd := bufio.NewReader(strings.NewReader("1 2\n3 4\nx"))
	show(fmt.Fscan(rd, &i, &j))
	show(fmt.Fscanln(rd, &i, &j))
	show(fmt.Fscanln(rd, &i, &j))
	show(fmt.Fscan(rd, &i))
}

// expect: 0 EOF 0 0  0 false 0 0
// expect: 0 EOF 0 0  0 false 0 0
// expect: 1 EOF 12 0  0 false 0 0
// expect: 1 expected integer 12 0  0 false 0 0
// expect: 2 <nil> 12 13  0 false 0 0
// expect: 1 unexpected newline 12 0  0 false 0 0
// expect: 2 expected newline 12 13  0 false 0 0
// expect: 2 <nil> 12 13  0 false 0 0
// expect: 5 <nil> 16 -7 word 2500 true 0 0
// expect: 0 unsigned integer overflow on token 300 0 0  0 false 0 0
// expect: 0 strconv.ParseInt: parsing "99999999999999999999": value out of range 0 0  0 false 0 0
// expect: 0 syntax error scanning boolean 0 0  0 false 0 0
// expect: 2 <nil> 5 6  0 false 0 0
// expect: 1 input does not match format 5 0  0 false 0 0
// expect: 2 <nil> 12 0 abc 0 false 0 0
// expect: 1 <nil> 12 0  0 false 0 0
// expect: 0 expected integer 0 0  0 false 0 0
// expect: 3 <nil> 255 63  0 false 0 11
// expect: 2 <nil> 12 345  0 false 0 0
// expect: 2 <nil> 7 0  0 false 97 0
// expect: 2 <nil> 0 0 q s 1.5 false 0 0
// expect: 1 EOF 5 0  0 false 0 0
// expect: 2 <nil> 5 6  0 false 0 0
// expect: 1 too many operands 5 0  0 false 0 0
// expect: 0 bad verb '%z' for integer 0 0  0 false 0 0
// expect: 2 <nil> 5 0 bob 0 false 0 0
// expect: 2 <nil> 5 6  0 false 0 0
// expect: 0 type not a pointer: int 0 0  0 false 0 0
// expect: 2 unexpected EOF 10 20  0 false 0 0
// expect: 2 <nil> 0 0  2.5 true 0 0
// expect: 2 <nil> 1 2  0 false 0 0
// expect: 0 unexpected newline 0 0  0 false 0 0
// expect: 2 <nil> 3 4  0 false 0 0
// expect: 0 expected integer 0 0  0 false 0 0
