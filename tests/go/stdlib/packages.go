// Much of strings, bytes, bufio, sort, math, log and bits, each a few times.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"math/bits"
	"os"
	"sort"
	"strings"
	"unicode"
)

type person struct {
	Name string
	Age  int
}
type byAge []person

func (b byAge) Len() int           { return len(b) }
func (b byAge) Less(i, j int) bool { return b[i].Age < b[j].Age }
func (b byAge) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func main() {
	fmt.Println(strings.Split("a,b,c", ","), strings.SplitN("a,b,c", ",", 2), strings.SplitAfter("a,b", ","), strings.Fields("  a b  c "), strings.Join([]string{"x", "y"}, "-"))
	fmt.Printf("%q %q %q\n", strings.Split("", ","), strings.Split("abc", ""), strings.SplitN("a,b,c", ",", 0))
	fmt.Println(strings.Contains("seafood", "foo"), strings.Index("chicken", "ken"), strings.LastIndex("go gopher", "go"), strings.IndexAny("golang", "ny"), strings.IndexByte("abc", 'c'), strings.IndexRune("chicken", 'k'), strings.IndexFunc("Hello, 世界", unicode.IsUpper))
	fmt.Println(strings.HasPrefix("golang", "go"), strings.HasSuffix("golang", "ng"), strings.Count("cheese", "e"), strings.Count("five", ""), strings.Repeat("na", 3), strings.Replace("oink oink oink", "k", "ky", 2), strings.ReplaceAll("oink oink", "oink", "moo"))
	fmt.Println(strings.ToUpper("héllo ß"), strings.ToLower("HÉLLO"), strings.Title("her royal highness"), strings.TrimSpace("  x \n"), strings.Trim("xxhixx", "x"), strings.TrimLeft("xxhi", "x"), strings.TrimRight("hixx", "x"), strings.TrimPrefix("prefix-x", "prefix-"), strings.TrimSuffix("a.go", ".go"), strings.TrimFunc("123abc456", unicode.IsDigit))
	fmt.Println(strings.EqualFold("Go", "GO"), strings.EqualFold("ß", "SS"), strings.Compare("a", "b"), strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"), strings.ContainsAny("x", "xyz"), strings.ContainsRune("abc", 'b'))
	b, a, f := strings.Cut("key=value", "=")
	fmt.Println(b, a, f)
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;")
	fmt.Println(r.Replace("<b>x</b>"))
	fmt.Println(strings.NewReplacer("a", "1", "aa", "2", "aaa", "3").Replace("aaaa"), strings.NewReplacer("a", "b", "b", "a").Replace("abba"), strings.NewReplacer("", "X").Replace("ab"))
	var sb strings.Builder
	for i := 0; i < 3; i++ {
		fmt.Fprintf(&sb, "%d...", i)
	}
	sb.WriteByte('!')
	sb.WriteRune('世')
	fmt.Println(sb.String(), sb.Len())
	var buf bytes.Buffer
	buf.WriteString("hello ")
	buf.Write([]byte("world\nline2\n"))
	line, err := buf.ReadString('\n')
	fmt.Printf("%q %v %q\n", line, err, buf.String())
	buf.Reset()
	_, err = buf.ReadByte()
	fmt.Println(err, bytes.Equal([]byte("a"), []byte("a")), bytes.Contains([]byte("abc"), []byte("b")), string(bytes.ToUpper([]byte("x"))), bytes.Split([]byte("a b"), []byte(" ")))
	sc := bufio.NewScanner(strings.NewReader("one two\nthree\n\nfour"))
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	sc = bufio.NewScanner(strings.NewReader("one two\nthree"))
	sc.Split(bufio.ScanWords)
	n := 0
	for sc.Scan() {
		n++
	}
	fmt.Println(n)
	br := bufio.NewReader(strings.NewReader("ab\ncd"))
	for {
		l, err := br.ReadString('\n')
		fmt.Printf("%q %v\n", l, err)
		if err == io.EOF {
			break
		}
	}
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(w, "buffered %d\n", 1)
	w.Flush()
	ints := []int{5, 2, 8, 1, 9, 3}
	sort.Ints(ints)
	fmt.Println(ints, sort.SearchInts(ints, 8), sort.IsSorted(sort.IntSlice(ints)))
	people := []person{{"A", 30}, {"B", 20}, {"C", 30}, {"D", 10}}
	sort.Slice(people, func(i, j int) bool { return people[i].Age < people[j].Age })
	fmt.Println(people[0], people[1])
	sort.SliceStable(people, func(i, j int) bool { return people[i].Name > people[j].Name })
	fmt.Println(people)
	sort.Sort(byAge(people))
	sort.Stable(sort.Reverse(byAge(people)))
	fmt.Println(people)
	ss := []string{"b", "a"}
	sort.Strings(ss)
	sort.Sort(sort.Reverse(sort.StringSlice(ss)))
	fmt.Println(ss, sort.Search(100, func(i int) bool { return i*i >= 50 }))
	fmt.Println(math.Sqrt(2), math.Pow(2, 10), math.Floor(-1.5), math.Ceil(1.2), math.MaxInt64, math.Pi, math.Inf(1), math.IsNaN(math.NaN()), math.Mod(7, 3), math.Hypot(3, 4), math.Trunc(-2.7), math.Round(2.5), math.Log2(8), math.MaxUint32, math.Abs(-3), math.Max(1, 2), math.Min(1, math.NaN()))
	fr, ex := math.Frexp(8)
	ip, fp := math.Modf(3.25)
	fmt.Println(fr, ex, ip, fp, math.Float64bits(1.5), math.Cbrt(27), math.Sin(1), math.Exp(1), math.Signbit(-0.0), math.SmallestNonzeroFloat64)
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros64(1), bits.TrailingZeros(8), bits.Len(1023), bits.Reverse8(1), bits.RotateLeft32(1, 31))
	lg := log.New(os.Stdout, "pre: ", 0)
	lg.Println("x", 1)
	lg.Printf("y %d", 2)
	lg.SetFlags(log.Lshortfile | log.Lmsgprefix)
	lg.Print("z")
	func() {
		defer func() { fmt.Println("rec:", recover()) }()
		lg.Panicf("bad %v", errors.New("e"))
	}()
	log.SetFlags(0)
	defer fmt.Println("deferred")
	var m map[string]int
	func() {
		defer func() { fmt.Println(recover()) }()
		m["a"] = 1
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = strings.Repeat("x", -1)
	}()
	log.Fatalf("fatal %s", "end")
}

// expect: [a b c] [a b,c] [a, b] [a b c] x-y
// expect: [""] ["a" "b" "c"] []
// expect: true 4 3 4 2 4 0
// expect: true true 3 5 nanana oinky oinky oink moo moo
// expect: HÉLLO ß héllo Her Royal Highness x hi hi hi x a abc
// expect: true false -1 coo true true
// expect: key value true
// expect: &lt;b&gt;x&lt;/b&gt;
// expect: 1111 baab XaXbX
// expect: 0...1...2...!世 16
// expect: "hello world\n" <nil> "line2\n"
// expect: EOF true true X [[97] [98]]
// expect: "one two" "three" "" "four" <nil>
// expect: 3
// expect: "ab\n" <nil>
// expect: "cd" EOF
// expect: buffered 1
// expect: [1 2 3 5 8 9] 4 true
// expect: {D 10} {B 20}
// expect: [{D 10} {C 30} {B 20} {A 30}]
// expect: [{C 30} {A 30} {B 20} {D 10}]
// expect: [b a] 8
// expect: 1.4142135623730951 1024 -2 2 9223372036854775807 3.141592653589793 +Inf true 1 5 -2 3 3 4294967295 3 2 NaN
// expect: 0.5 4 3 0.25 4609434218613702656 3 0.8414709848078965 2.718281828459045 false 5e-324
// expect: 8 63 3 10 128 2147483648
// expect: pre: x 1
// expect: pre: y 2
// expect: packages.go:108: pre: z
// expect: packages.go:111: pre: bad e
// expect: rec: bad e
// expect: assignment to entry in nil map
// expect: strings: negative Repeat count
// expect: fatal end
