// Package regexp matches in time linear in the text: all ways through the expression go forward together, the preferred one
// first, and each instruction is entered at most once at a place of the text.
package regexp

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

type instruction struct {
	kind   uint8
	x, y   int // where it goes on; y: the less preferred way; save: the slot
	class  *class
	assert assertion
}

const (
	matchOne uint8 = iota
	split
	save
	check
	jump
	done
)

// Regexp is a compiled expression. Any number of goroutines may use it.
type Regexp struct {
	expression string
	code       []instruction
	names      []string
	longest    bool
}

func Compile(expression string) (*Regexp, error) {
	root, names, err := parse(expression)
	if err != nil {
		return nil, err
	}
	re := &Regexp{expression: expression, names: names}
	re.emit(&node{op: opCapture, subs: []*node{root}})
	re.add(instruction{kind: done})
	return re, nil
}

func CompilePOSIX(expression string) (*Regexp, error) {
	re, err := Compile(expression)
	if err == nil {
		re.longest = true
	}
	return re, err
}

func MustCompile(expression string) *Regexp {
	re, err := Compile(expression)
	if err != nil {
		quoted := strconv.Quote(expression)
		if strconv.CanBackquote(expression) {
			quoted = "`" + expression + "`"
		}
		panic("regexp: Compile(" + quoted + "): " + err.Error())
	}
	return re
}

func (re *Regexp) add(i instruction) int {
	re.code = append(re.code, i)
	return len(re.code) - 1
}

func (re *Regexp) emit(n *node) {
	switch n.op {
	case opClass:
		re.add(instruction{kind: matchOne, class: n.class})
	case opConcat:
		for _, sub := range n.subs {
			re.emit(sub)
		}
	case opAlternate:
		var ends []int
		for i, sub := range n.subs {
			if i == len(n.subs)-1 {
				re.emit(sub)
				break
			}
			choice := re.add(instruction{kind: split, x: len(re.code) + 1})
			re.emit(sub)
			ends = append(ends, re.add(instruction{kind: jump}))
			re.code[choice].y = len(re.code)
		}
		for _, end := range ends {
			re.code[end].x = len(re.code)
		}
	case opRepeat:
		re.emitRepeat(n)
	case opCapture:
		re.add(instruction{kind: save, x: 2 * n.index})
		re.emit(n.subs[0])
		re.add(instruction{kind: save, x: 2*n.index + 1})
	case opAssert:
		re.add(instruction{kind: check, assert: n.assert})
	}
}

// emitSplit has the body, which follows, preferred to what setExit says later, or the other way round.
func (re *Regexp) emitSplit(lazy bool) (setExit func()) {
	at := re.add(instruction{kind: split, x: len(re.code) + 1, y: len(re.code) + 1})
	return func() {
		if lazy {
			re.code[at].x = len(re.code)
		} else {
			re.code[at].y = len(re.code)
		}
	}
}

func (re *Regexp) emitRepeat(n *node) {
	body := n.subs[0]
	if n.max < 0 {
		for i := 1; i < n.min; i++ {
			re.emit(body)
		}
		switch {
		case n.min > 0:
			re.emitAtLeastOne(body, n.lazy)
		case body.mayBeEmpty(): // once through the body even where it matches nothing, so that its groups are set
			setExit := re.emitSplit(n.lazy)
			re.emitAtLeastOne(body, n.lazy)
			setExit()
		default:
			start := len(re.code)
			setExit := re.emitSplit(n.lazy)
			re.emit(body)
			re.add(instruction{kind: jump, x: start})
			setExit()
		}
		return
	}
	for i := 0; i < n.min; i++ {
		re.emit(body)
	}
	var exits []func()
	for i := n.min; i < n.max; i++ {
		exits = append(exits, re.emitSplit(n.lazy))
		re.emit(body)
	}
	for _, setExit := range exits {
		setExit()
	}
}

func (re *Regexp) emitAtLeastOne(body *node, lazy bool) {
	start := len(re.code)
	re.emit(body)
	again := instruction{kind: split, x: start, y: len(re.code) + 1}
	if lazy {
		again.x, again.y = again.y, again.x
	}
	re.add(again)
}

func (n *node) mayBeEmpty() bool {
	switch n.op {
	case opClass:
		return false
	case opRepeat:
		return n.min == 0 || n.subs[0].mayBeEmpty()
	case opAlternate:
		for _, sub := range n.subs {
			if sub.mayBeEmpty() {
				return true
			}
		}
		return false
	}
	for _, sub := range n.subs {
		if !sub.mayBeEmpty() {
			return false
		}
	}
	return true
}

// ---- matching

type thread struct {
	pc   int
	caps []int
}

type machine struct {
	re      *Regexp
	text    string
	visited []int // by instruction: the last place + 1 it was entered at
	free    [][]int
	slots   int
}

func (m *machine) copyOf(caps []int) []int {
	if m.slots == 0 {
		return nil
	}
	var made []int
	if n := len(m.free); n > 0 {
		made, m.free = m.free[n-1], m.free[:n-1]
	} else {
		made = make([]int, m.slots)
	}
	copy(made, caps)
	return made
}

func (m *machine) holds(a assertion, at int) bool {
	switch a {
	case textStart:
		return at == 0
	case textEnd:
		return at == len(m.text)
	case lineStart:
		return at == 0 || m.text[at-1] == '\n'
	case lineEnd:
		return at == len(m.text) || m.text[at] == '\n'
	}
	before := at > 0 && isWord(rune(m.text[at-1]))
	after := at < len(m.text) && isWord(rune(m.text[at]))
	return (before != after) == (a == wordBoundary)
}

// enter adds the threads that pc leads to without reading, in order of preference. caps stays the caller's.
func (m *machine) enter(list []thread, pc, at int, caps []int) []thread {
	for m.visited[pc] != at+1 {
		m.visited[pc] = at + 1
		i := &m.re.code[pc]
		switch i.kind {
		case matchOne, done:
			return append(list, thread{pc, m.copyOf(caps)})
		case split:
			list = m.enter(list, i.x, at, caps)
			pc = i.y
			continue
		case jump:
			pc = i.x
			continue
		case save:
			if i.x < m.slots {
				old := caps[i.x]
				caps[i.x] = at
				list = m.enter(list, pc+1, at, caps)
				caps[i.x] = old
				return list
			}
		case check:
			if !m.holds(i.assert, at) {
				return list
			}
		}
		pc++
	}
	return list
}

// match finds the leftmost match from `from` on: its first `slots` capture positions, nil for none.
func (re *Regexp) match(text string, from, slots int) []int {
	m := &machine{re: re, text: text, visited: make([]int, len(re.code)), slots: slots}
	empty := make([]int, slots)
	for i := range empty {
		empty[i] = -1
	}
	var now, next []thread
	var found []int
	matched := false
	for at := from; ; {
		if !matched {
			now = m.enter(now, 0, at, empty)
		}
		if len(now) == 0 && (matched || at >= len(text)) {
			break
		}
		r, size := rune(-1), 1
		if at < len(text) {
			r, size = rune(text[at]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(text[at:])
			}
		}
		next = next[:0]
		for n, t := range now {
			i := &re.code[t.pc]
			if i.kind == done {
				if !matched || !re.longest || slots > 1 && t.caps[0] == found[0] && t.caps[1] > found[1] {
					found = append(found[:0], t.caps...)
				}
				matched = true
				if re.longest {
					continue
				}
				for _, rest := range now[n:] { // less preferred
					m.recycle(rest)
				}
				break
			}
			if r >= 0 && i.class.matches(r) {
				next = m.enter(next, t.pc+1, at+size, t.caps)
			}
			m.recycle(t)
		}
		if at >= len(text) {
			break
		}
		now, next = next, now
		at += size
	}
	if !matched {
		return nil
	}
	if found == nil {
		found = []int{}
	}
	return found
}

func (m *machine) recycle(t thread) {
	if t.caps != nil {
		m.free = append(m.free, t.caps)
	}
}

// all calls with for each of at most n matches, those that are empty right behind another left out.
func (re *Regexp) all(text string, n, slots int, with func([]int)) {
	if n < 0 {
		n = len(text) + 1
	}
	last := -1
	for at := 0; n > 0 && at <= len(text); {
		found := re.match(text, at, slots)
		if found == nil {
			return
		}
		accept := true
		if found[1] == at {
			accept = found[0] != last
			_, size := utf8.DecodeRuneInString(text[at:])
			at += max(size, 1)
		} else {
			at = found[1]
		}
		last = found[1]
		if accept {
			with(found)
			n--
		}
	}
}

// ---- what a Regexp says of itself

func (re *Regexp) String() string { return re.expression }
func (re *Regexp) NumSubexp() int { return len(re.names) - 1 }
func (re *Regexp) Longest()       { re.longest = true }

func (re *Regexp) SubexpNames() []string { return append([]string(nil), re.names...) }

func (re *Regexp) SubexpIndex(name string) int {
	for i, each := range re.names {
		if name != "" && each == name {
			return i
		}
	}
	return -1
}

// ---- finding

func MatchString(pattern, s string) (bool, error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

func Match(pattern string, b []byte) (bool, error) { return MatchString(pattern, string(b)) }

func (re *Regexp) slots() int { return 2 * len(re.names) }

func (re *Regexp) MatchString(s string) bool { return re.match(s, 0, 0) != nil }
func (re *Regexp) Match(b []byte) bool       { return re.MatchString(string(b)) }

func (re *Regexp) FindStringIndex(s string) []int         { return re.match(s, 0, 2) }
func (re *Regexp) FindIndex(b []byte) []int               { return re.match(string(b), 0, 2) }
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.match(s, 0, re.slots()) }
func (re *Regexp) FindSubmatchIndex(b []byte) []int       { return re.match(string(b), 0, re.slots()) }

func (re *Regexp) FindString(s string) string {
	if at := re.match(s, 0, 2); at != nil {
		return s[at[0]:at[1]]
	}
	return ""
}

func (re *Regexp) Find(b []byte) []byte {
	if at := re.FindIndex(b); at != nil {
		return b[at[0]:at[1]:at[1]]
	}
	return nil
}

func pieces(s string, at []int) []string {
	if at == nil {
		return nil
	}
	list := make([]string, len(at)/2)
	for i := range list {
		if at[2*i] >= 0 {
			list[i] = s[at[2*i]:at[2*i+1]]
		}
	}
	return list
}

func bytePieces(b []byte, at []int) [][]byte {
	if at == nil {
		return nil
	}
	list := make([][]byte, len(at)/2)
	for i := range list {
		if at[2*i] >= 0 {
			list[i] = b[at[2*i]:at[2*i+1]:at[2*i+1]]
		}
	}
	return list
}

func (re *Regexp) FindStringSubmatch(s string) []string {
	return pieces(s, re.FindStringSubmatchIndex(s))
}
func (re *Regexp) FindSubmatch(b []byte) [][]byte { return bytePieces(b, re.FindSubmatchIndex(b)) }

func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) (list [][]int) {
	re.all(s, n, re.slots(), func(at []int) { list = append(list, at) })
	return
}

func (re *Regexp) FindAllStringIndex(s string, n int) (list [][]int) {
	re.all(s, n, 2, func(at []int) { list = append(list, at) })
	return
}

func (re *Regexp) FindAllString(s string, n int) (list []string) {
	re.all(s, n, 2, func(at []int) { list = append(list, s[at[0]:at[1]]) })
	return
}

func (re *Regexp) FindAllStringSubmatch(s string, n int) (list [][]string) {
	re.all(s, n, re.slots(), func(at []int) { list = append(list, pieces(s, at)) })
	return
}

func (re *Regexp) FindAllIndex(b []byte, n int) [][]int { return re.FindAllStringIndex(string(b), n) }

func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return re.FindAllStringSubmatchIndex(string(b), n)
}

func (re *Regexp) FindAll(b []byte, n int) (list [][]byte) {
	re.all(string(b), n, 2, func(at []int) { list = append(list, b[at[0]:at[1]:at[1]]) })
	return
}

func (re *Regexp) FindAllSubmatch(b []byte, n int) (list [][][]byte) {
	re.all(string(b), n, re.slots(), func(at []int) { list = append(list, bytePieces(b, at)) })
	return
}

// ---- replacing and splitting

func (re *Regexp) replace(s string, slots int, with func(to []byte, at []int) []byte) string {
	var out []byte
	end, at := 0, 0
	for at <= len(s) {
		found := re.match(s, at, slots)
		if found == nil {
			break
		}
		out = append(out, s[end:found[0]]...)
		if found[1] > end || found[0] == 0 {
			out = with(out, found)
		}
		end = found[1]
		_, size := utf8.DecodeRuneInString(s[at:])
		if at += max(size, 1); at <= end {
			at = end
		}
	}
	if out == nil && end == 0 {
		return s
	}
	return string(append(out, s[end:]...))
}

func (re *Regexp) ReplaceAllString(s, template string) string {
	return re.replace(s, re.slots(), func(to []byte, at []int) []byte { return re.ExpandString(to, template, s, at) })
}

func (re *Regexp) ReplaceAllLiteralString(s, text string) string {
	return re.replace(s, 2, func(to []byte, at []int) []byte { return append(to, text...) })
}

func (re *Regexp) ReplaceAllStringFunc(s string, f func(string) string) string {
	return re.replace(s, 2, func(to []byte, at []int) []byte { return append(to, f(s[at[0]:at[1]])...) })
}

func (re *Regexp) ReplaceAll(b, template []byte) []byte {
	return []byte(re.ReplaceAllString(string(b), string(template)))
}

func (re *Regexp) ReplaceAllLiteral(b, text []byte) []byte {
	return []byte(re.ReplaceAllLiteralString(string(b), string(text)))
}

func (re *Regexp) ReplaceAllFunc(b []byte, f func([]byte) []byte) []byte {
	return []byte(re.ReplaceAllStringFunc(string(b), func(s string) string { return string(f([]byte(s))) }))
}

// ExpandString appends the template with $1, ${1} and $name replaced by what they matched.
func (re *Regexp) ExpandString(to []byte, template, s string, at []int) []byte {
	for template != "" {
		before, after, found := strings.Cut(template, "$")
		to = append(to, before...)
		if !found {
			break
		}
		template = after
		if strings.HasPrefix(after, "$") {
			to, template = append(to, '$'), after[1:]
			continue
		}
		name, rest, ok := templateName(after)
		if !ok {
			to = append(to, '$')
			continue
		}
		template = rest
		index, err := strconv.Atoi(name)
		if err != nil {
			index = re.SubexpIndex(name)
		}
		if index >= 0 && 2*index+1 < len(at) && at[2*index] >= 0 {
			to = append(to, s[at[2*index]:at[2*index+1]]...)
		}
	}
	return to
}

func (re *Regexp) Expand(to, template, src []byte, at []int) []byte {
	return re.ExpandString(to, string(template), string(src), at)
}

func templateName(s string) (name, rest string, ok bool) {
	if strings.HasPrefix(s, "{") {
		name, rest, ok = strings.Cut(s[1:], "}")
		return name, rest, ok && name != ""
	}
	end := 0
	for end < len(s) && isWord(rune(s[end])) {
		end++
	}
	return s[:end], s[end:], end > 0
}

func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if re.expression != "" && s == "" {
		return []string{""}
	}
	list := []string{}
	begin, end := 0, 0
	for _, at := range re.FindAllStringIndex(s, n) {
		if n > 0 && len(list) == n-1 {
			break
		}
		end = at[0]
		if at[1] != 0 {
			list = append(list, s[begin:end])
		}
		begin = at[1]
	}
	if end != len(s) {
		list = append(list, s[begin:])
	}
	return list
}

// QuoteMeta is an expression that matches just s.
func QuoteMeta(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(`\.+*?()|[]{}^$`, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
