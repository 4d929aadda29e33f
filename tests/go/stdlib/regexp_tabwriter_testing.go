// The packages regexp, text/tabwriter and testing as programs use them.
package main

import (
	"fmt"
	"os"
	"regexp"
	"testing"
	"text/tabwriter"
)

var kept *int

func main() {
	re := regexp.MustCompile(`(?P<year>\d{4})-(?P<month>\d\d)`)
	fmt.Println(re.FindAllString("2024-05, 1999-12", -1), re.FindStringSubmatchIndex("on 2024-05"))
	fmt.Println(re.ReplaceAllString("2024-05", "${month}/$year"), re.SubexpNames(), regexp.MustCompile(`[,;]\s*`).Split("a, b;c", -1))
	_, err := regexp.Compile(`a(b`)
	fmt.Println(err, regexp.QuoteMeta("1+1=2?"))
	fmt.Println(regexp.MustCompile(`(?i)\bgo(lang)?\b`).FindAllStringIndex("Go golang gopher GO", -1))

	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, '.', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(w, "a\tbbb\tc")
	fmt.Fprintln(w, "aaaa\tb\tccc")
	w.Flush()

	fmt.Println(testing.AllocsPerRun(10, func() { kept = new(int) }) >= 1)
}

// expect: [2024-05 1999-12] [3 10 3 7 8 10]
// expect: 05/2024 [ year month] [a b c]
// expect: error parsing regexp: missing closing ): `a(b` 1\+1=2\?
// expect: [[0 2] [3 9] [17 19]]
// expect: .....a|..bbb|c
// expect: ..aaaa|....b|ccc
// expect: true
