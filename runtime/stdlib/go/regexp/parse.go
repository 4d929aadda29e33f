package regexp

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type op uint8

const (
	opEmpty op = iota
	opClass    // a rune of ranges, or not
	opConcat
	opAlternate
	opRepeat
	opCapture
	opAssert
)

// node is a piece of a parsed expression.
type node struct {
	op       op
	subs     []*node
	class    *class
	min, max int // opRepeat; max -1: no end
	lazy     bool
	index    int // opCapture
	assert   assertion
}

// class is a set of runes: pairs of first and last, and predicates for Unicode's categories.
type class struct {
	ranges   []rune
	tests    []test
	negated  bool
	foldCase bool
}

type test struct {
	holds   func(rune) bool
	negated bool
}

func (c *class) has(r rune) bool {
	for i := 0; i < len(c.ranges); i += 2 {
		if c.ranges[i] <= r && r <= c.ranges[i+1] {
			return true
		}
	}
	for _, t := range c.tests {
		if t.holds(r) != t.negated {
			return true
		}
	}
	return false
}

func (c *class) matches(r rune) bool {
	found := c.has(r)
	if !found && c.foldCase {
		found = c.has(unicode.ToLower(r)) || c.has(unicode.ToUpper(r))
	}
	return found != c.negated
}

type assertion uint8

const (
	textStart assertion = iota
	textEnd
	lineStart
	lineEnd
	wordBoundary
	noWordBoundary
)

type flags struct{ foldCase, multiLine, dotNewline, lazy bool }

// syntaxError is what Compile reports; its texts are Go's.
type syntaxError struct{ what, expression string }

func (e *syntaxError) Error() string {
	return "error parsing regexp: " + e.what + ": `" + e.expression + "`"
}

const mostRepeats = 1000

type parser struct {
	whole string
	rest  string
	names []string // of the groups; the whole expression is the first
	flags flags
}

func (p *parser) fail(what, expression string) { panic(&syntaxError{what, expression}) }

func parse(expression string) (root *node, names []string, err error) {
	p := &parser{whole: expression, rest: expression, names: []string{""}}
	defer func() {
		if e, ok := recover().(*syntaxError); ok {
			err = e
		}
	}()
	if !utf8.ValidString(expression) {
		p.fail("invalid UTF-8", expression)
	}
	root = p.alternation()
	if p.rest != "" {
		p.fail("unexpected )", expression)
	}
	return root, p.names, nil
}

func (p *parser) alternation() *node {
	before := p.flags
	choices := []*node{p.concatenation()}
	for strings.HasPrefix(p.rest, "|") {
		p.rest = p.rest[1:]
		choices = append(choices, p.concatenation())
	}
	p.flags = before
	if len(choices) == 1 {
		return choices[0]
	}
	return &node{op: opAlternate, subs: choices}
}

func (p *parser) concatenation() *node {
	all := &node{op: opConcat}
	for p.rest != "" && p.rest[0] != '|' && p.rest[0] != ')' {
		from := p.rest
		switch p.rest[0] {
		case '*', '+', '?':
			p.fail("missing argument to repetition operator", p.rest[:1])
		case '{':
			if _, _, size := repeatCounts(p.rest); size > 0 {
				p.fail("missing argument to repetition operator", p.rest[:size])
			}
		}
		atom := p.atom()
		if atom == nil {
			continue // flags, or nothing quoted
		}
		all.subs = append(all.subs, p.repetitions(atom, from))
	}
	return all
}

func (p *parser) repetitions(atom *node, from string) *node {
	repeated := ""
	for p.rest != "" {
		low, high, size := 0, -1, 1
		switch p.rest[0] {
		case '*':
		case '+':
			low = 1
		case '?':
			high = 1
		case '{':
			low, high, size = repeatCounts(p.rest)
			if size == 0 {
				return atom
			}
			if low > mostRepeats || high > mostRepeats || high >= 0 && low > high {
				p.fail("invalid repeat count", p.rest[:size])
			}
		default:
			return atom
		}
		operator := p.rest[:size]
		p.rest = p.rest[size:]
		lazy := p.flags.lazy
		if strings.HasPrefix(p.rest, "?") {
			operator, p.rest, lazy = operator+"?", p.rest[1:], !lazy
		}
		if repeated != "" {
			p.fail("invalid nested repetition operator", repeated+operator)
		}
		repeated = operator
		atom = &node{op: opRepeat, subs: []*node{atom}, min: low, max: high, lazy: lazy}
	}
	return atom
}

// repeatCounts reads "{2}", "{2,}" or "{2,5}"; size 0 where there is none of them.
func repeatCounts(s string) (low, high, size int) {
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return
	}
	first, second, two := strings.Cut(s[1:end], ",")
	low, err := strconv.Atoi(first)
	if err != nil || low < 0 || first[0] == '+' {
		return 0, 0, 0
	}
	high = low
	if two && second == "" {
		high = -1
	} else if two {
		if high, err = strconv.Atoi(second); err != nil || high < 0 {
			return 0, 0, 0
		}
	}
	return low, high, end + 1
}

func (p *parser) next() rune {
	r, size := utf8.DecodeRuneInString(p.rest)
	p.rest = p.rest[size:]
	return r
}

func (p *parser) literal(r rune) *node {
	return &node{op: opClass, class: &class{ranges: []rune{r, r}, foldCase: p.flags.foldCase}}
}

func (p *parser) atom() *node {
	switch p.rest[0] {
	case '(':
		return p.group()
	case '[':
		return &node{op: opClass, class: p.class()}
	case '\\':
		return p.escape()
	}
	switch r := p.next(); r {
	case '.':
		if p.flags.dotNewline {
			return &node{op: opClass, class: &class{negated: true}}
		}
		return &node{op: opClass, class: &class{ranges: []rune{'\n', '\n'}, negated: true}}
	case '^':
		return p.assertion(p.flags.multiLine, lineStart, textStart)
	case '$':
		return p.assertion(p.flags.multiLine, lineEnd, textEnd)
	default:
		return p.literal(r)
	}
}

func (p *parser) assertion(first bool, yes, no assertion) *node {
	if !first {
		yes = no
	}
	return &node{op: opAssert, assert: yes}
}

func (p *parser) group() *node {
	from := p.rest
	p.rest = p.rest[1:]
	index := 0
	before := p.flags
	if strings.HasPrefix(p.rest, "?") {
		for _, lead := range []string{"?P<", "?<"} {
			if name, ok := strings.CutPrefix(p.rest, lead); ok {
				end := strings.IndexByte(name, '>')
				if end < 0 {
					p.fail("invalid named capture", from)
				}
				index = p.newGroup(name[:end], from[:1+len(lead)+end+1])
				p.rest = name[end+1:]
				break
			}
		}
		if index == 0 && p.setFlags(from) {
			return nil
		}
	} else {
		index = p.newGroup("", "")
	}
	inner := p.alternation()
	if !strings.HasPrefix(p.rest, ")") {
		p.fail("missing closing )", p.whole)
	}
	p.rest = p.rest[1:]
	p.flags = before
	if index == 0 {
		return inner
	}
	return &node{op: opCapture, subs: []*node{inner}, index: index}
}

func (p *parser) newGroup(name, written string) int {
	if written != "" {
		valid := name != ""
		for _, c := range name {
			valid = valid && (c == '_' || c < utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c)))
		}
		if !valid {
			p.fail("invalid named capture", written)
		}
	}
	p.names = append(p.names, name)
	return len(p.names) - 1
}

// setFlags reads what follows "(?", such as "i-s:" or "i)"; true when the group ends there.
func (p *parser) setFlags(from string) bool {
	p.rest = p.rest[1:]
	on := true
	for p.rest != "" {
		switch p.next() {
		case 'i':
			p.flags.foldCase = on
		case 'm':
			p.flags.multiLine = on
		case 's':
			p.flags.dotNewline = on
		case 'U':
			p.flags.lazy = on
		case '-':
			on = false
		case ':':
			return false
		case ')':
			return true
		default:
			p.fail("invalid or unsupported Perl syntax", from[:len(from)-len(p.rest)])
		}
	}
	p.fail("missing closing )", p.whole)
	return true
}

func (p *parser) escape() *node {
	if len(p.rest) == 1 {
		p.fail("trailing backslash at end of expression", "")
	}
	switch c := p.rest[1]; c {
	case 'A', 'z', 'b', 'B':
		p.rest = p.rest[2:]
		return &node{op: opAssert, assert: map[byte]assertion{'A': textStart, 'z': textEnd, 'b': wordBoundary, 'B': noWordBoundary}[c]}
	case 'Q':
		quoted, after, _ := strings.Cut(p.rest[2:], `\E`)
		p.rest = after
		if quoted == "" {
			return nil
		}
		r, size := utf8.DecodeRuneInString(quoted)
		if size < len(quoted) { // one at a time: what repeats is the last
			p.rest = `\Q` + quoted[size:] + `\E` + after
		}
		return p.literal(r)
	}
	c := &class{foldCase: p.flags.foldCase}
	if !p.escapedClass(c) {
		r := p.escapedRune()
		c.ranges = []rune{r, r}
	}
	return &node{op: opClass, class: c}
}

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

var unicodeClasses = map[string]func(rune) bool{
	"L": unicode.IsLetter, "Lu": unicode.IsUpper, "Ll": unicode.IsLower, "Lt": unicode.IsTitle, "N": unicode.IsNumber,
	"Nd": unicode.IsDigit, "P": unicode.IsPunct, "S": unicode.IsSymbol, "M": unicode.IsMark,
	"Letter": unicode.IsLetter, "Z": func(r rune) bool { return unicode.IsSpace(r) && r > 0x1f && r != 0x85 },
	"Cc": unicode.IsControl, "Any": func(rune) bool { return true },
	"Latin": func(r rune) bool { return unicode.IsLetter(r) && (r < 0x250 && r != 0xb5 || r >= 0x1e00 && r < 0x1f00) },
	"Greek": func(r rune) bool {
		return unicode.IsLetter(r) && (r >= 0x370 && r < 0x400 || r >= 0x1f00 && r < 0x2000)
	},
	"Cyrillic": func(r rune) bool { return unicode.IsLetter(r) && r >= 0x400 && r < 0x530 },
	"Han": func(r rune) bool {
		return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2fa1f
	},
}

// escapedClass reads \d, \pL and the like into the class; false where something else follows.
func (p *parser) escapedClass(to *class) bool {
	c := p.rest[1]
	var holds func(rune) bool
	switch c | 0x20 {
	case 'd':
		holds = isDigit
	case 'w':
		holds = isWord
	case 's':
		holds = isSpace
	case 'p':
		from := p.rest
		p.rest = p.rest[2:]
		negated := c == 'P'
		name := ""
		if strings.HasPrefix(p.rest, "{") {
			end := strings.IndexByte(p.rest, '}')
			if end < 0 {
				p.fail("invalid character class range", from)
			}
			name, p.rest = p.rest[1:end], p.rest[end+1:]
		} else if p.rest != "" {
			name = string(p.next())
		}
		if strings.HasPrefix(name, "^") {
			name, negated = name[1:], !negated
		}
		holds, ok := unicodeClasses[name]
		if !ok {
			p.fail("invalid character class range", from[:len(from)-len(p.rest)])
		}
		to.tests = append(to.tests, test{holds, negated})
		return true
	default:
		return false
	}
	p.rest = p.rest[2:]
	to.tests = append(to.tests, test{holds, c < 'a'})
	return true
}

func (p *parser) escapedRune() rune {
	from := p.rest
	p.rest = p.rest[1:]
	if p.rest == "" {
		p.fail("trailing backslash at end of expression", "")
	}
	r := p.next()
	switch r {
	case 'a':
		return '\a'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	case 'x':
		digits := ""
		if strings.HasPrefix(p.rest, "{") {
			if end := strings.IndexByte(p.rest, '}'); end > 0 {
				digits, p.rest = p.rest[1:end], p.rest[end+1:]
			}
		} else if len(p.rest) >= 2 {
			digits, p.rest = p.rest[:2], p.rest[2:]
		}
		if n, err := strconv.ParseUint(digits, 16, 32); err == nil && n <= unicode.MaxRune {
			return rune(n)
		}
	case '0', '1', '2', '3', '4', '5', '6', '7':
		if r != '0' && (p.rest == "" || !isDigit(rune(p.rest[0]))) {
			break // there are no back-references
		}
		value := r - '0'
		for i := 0; i < 2 && p.rest != "" && p.rest[0] >= '0' && p.rest[0] <= '7'; i++ {
			value = value*8 + p.next() - '0'
		}
		return value
	default:
		if r < utf8.RuneSelf && !isWord(r) {
			return r
		}
	}
	p.fail("invalid escape sequence", from[:len(from)-len(p.rest)])
	return 0
}

var posixClasses = map[string]func(rune) bool{
	"alnum": func(r rune) bool { return isWord(r) && r != '_' }, "word": isWord, "digit": isDigit,
	"alpha": func(r rune) bool { return isWord(r) && r != '_' && !isDigit(r) },
	"ascii": func(r rune) bool { return r < 0x80 }, "blank": func(r rune) bool { return r == ' ' || r == '\t' },
	"cntrl": func(r rune) bool { return r < 0x20 || r == 0x7f }, "graph": func(r rune) bool { return r > ' ' && r < 0x7f },
	"lower": func(r rune) bool { return r >= 'a' && r <= 'z' }, "print": func(r rune) bool { return r >= ' ' && r < 0x7f },
	"punct": func(r rune) bool { return r > ' ' && r < 0x7f && (!isWord(r) || r == '_') },
	"space": func(r rune) bool { return isSpace(r) || r == '\v' }, "upper": func(r rune) bool { return r >= 'A' && r <= 'Z' },
	"xdigit": func(r rune) bool { return isDigit(r) || r|0x20 >= 'a' && r|0x20 <= 'f' },
}

func (p *parser) class() *class {
	from := p.rest
	p.rest = p.rest[1:]
	c := &class{foldCase: p.flags.foldCase}
	if strings.HasPrefix(p.rest, "^") {
		p.rest, c.negated = p.rest[1:], true
	}
	for first := true; ; first = false {
		if p.rest == "" {
			p.fail("missing closing ]", from)
		}
		if p.rest[0] == ']' && !first {
			p.rest = p.rest[1:]
			return c
		}
		if p.posixClass(c) || p.rest[0] == '\\' && len(p.rest) > 1 && p.escapedClass(c) {
			continue
		}
		start := p.rest
		low := p.classRune()
		high := low
		if len(p.rest) > 1 && p.rest[0] == '-' && p.rest[1] != ']' {
			p.rest = p.rest[1:]
			high = p.classRune()
		}
		if high < low {
			p.fail("invalid character class range", start[:len(start)-len(p.rest)])
		}
		c.ranges = append(c.ranges, low, high)
	}
}

func (p *parser) classRune() rune {
	if p.rest[0] == '\\' {
		return p.escapedRune()
	}
	return p.next()
}

func (p *parser) posixClass(to *class) bool {
	end := strings.Index(p.rest, ":]")
	if !strings.HasPrefix(p.rest, "[:") || end < 0 {
		return false
	}
	name := p.rest[2:end]
	negated := strings.HasPrefix(name, "^")
	holds, ok := posixClasses[strings.TrimPrefix(name, "^")]
	if !ok {
		p.fail("invalid character class range", p.rest[:end+2])
	}
	to.tests = append(to.tests, test{holds, negated})
	p.rest = p.rest[end+2:]
	return true
}
