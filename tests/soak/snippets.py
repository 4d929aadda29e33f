"""Pieces of programs for the features that random statements don't reach, each with random numbers, types and shapes.

A snippet is a function of a Context that returns declarations, among them `func NAME()`, which main calls. What it prints is
determined: goroutines are waited for, maps are printed by fmt, and calls with a trace stand where Go specifies their order.
"""
import fractions


class Context:
    def __init__(self, rng, name):
        self.rng, self.name = rng, name

    def int(self, low=0, high=9):
        return self.rng.randint(low, high)

    def one(self, *items):
        return self.rng.choice(items)

    def fill(self, template):
        """NAME is the function's name, and other declarations begin with it; %(...)s forms are not used, so % is free."""
        return template.replace("NAME", self.name).strip("\n")


INTS = ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"]
TEXTS = ['"hello"', '"héé"', '"日本"', '""', '"a b  c"', '"x,y,,z"', '"\\xff\\x00"', '"  pad "', '"ÀÉ ß"', '"12"', '"-7"', '"0x1f"', '"1e3"']


def order(c):
    """Calls, method calls and receives happen left to right."""
    t = lambda v: f'NAMEt({v})'
    forms = [
        f"fmt.Println({t(1)} {c.one('+', '-', '*')} {t(2)} {c.one('+', '-', '*')} {t(3)})",
        f"a[{t(0)}], a[{t(1)}] = {t(7)}, {t(8)}",
        f"m[{t(3)}] = {t(4)}",
        f"m[{t(3)}] += {t(4)}",
        f"fmt.Println([]int{{{t(1)}, {t(2)}, {c.int(4, 6)}: {t(3)}}})",
        f"fmt.Println(map[int]int{{{t(1)}: {t(2)}, {t(3)}: {t(4)}}})",
        f"fmt.Println(NAMEs{{b: {t(1)}, a: {t(2)}}})",
        f"fmt.Println({t(1)} > {t(2)} && {t(3)} == 3, {t(4)} < 5 || {t(6)} == 6)",
        f"fmt.Println(NAMEs{{{t(1)}, {t(2)}}}.add({t(3)}).add({t(4)}))",
        f"defer NAMEs{{{t(1)}, 2}}.show({t(2)})",
        f"switch {t(2)} {{ case {t(1)}, {t(2)}: fmt.Println(\"two\"); case {t(3)}: fmt.Println(\"three\") }}",
        f"fmt.Println(NAMEtwo({t(5)}, {t(6)}))",
        f"a[{t(1)}]++",
        f"fmt.Println(NAMEv(NAMEtwo({t(1)}, {t(2)})))",
        f"func(x, y int) {{ fmt.Println(x - y) }}({t(1)}, {t(2)})",
        f"fmt.Println(a[{t(0)}:{t(2)}:{t(3)}], len(a[{t(1)}:]))",
        f"ch <- {t(3)}; ch <- {t(4)}; fmt.Println(<-ch + {t(1)}, <-ch)",
        f"x, y := {t(1)}, {t(2)}; x, y = y, x+{t(3)}; fmt.Println(x, y)",
        f"for i := {t(0)}; i < {t(2)}; i += {t(1)} {{ fmt.Print(i, \" \") }}",
        f"for i, v := range a[{t(0)}:{t(2)}] {{ a[1] = 50; fmt.Print(i, v, \" \") }}",
        f"if x := {t(1)}; x == {t(1)} {{ fmt.Println(\"eq\", x) }}",
        f"fmt.Println(append(a[:1:1], {t(1)}, {t(2)}), a)",
        f"p := &NAMEs{{1, {t(2)}}}; p.a, p.b = {t(3)}, p.a; fmt.Println(*p)",
    ]
    body = "\n\t".join("{ " + f + " }" for f in c.rng.sample(forms, 9))
    return c.fill("""
type NAMEs struct{ a, b int }
func (s NAMEs) add(n int) NAMEs { fmt.Print("add", n, " "); s.a += n; return s }
func (s NAMEs) show(n int) { fmt.Println("show", s, n) }
func NAMEt(n int) int { fmt.Print("t", n, " "); return n }
func NAMEtwo(a, b int) (int, int) { return b, a }
func NAMEv(xs ...int) int { return len(xs)*100 + xs[0] }
func NAME() {
	a := []int{10, 20, 30, 40}
	m := map[int]int{3: 1}
	ch := make(chan int, 2)
	_, _, _ = a, m, ch
	""" + body + """
	fmt.Println(a, m)
}""")


def constants(c):
    """Exact constant arithmetic, checked here with Fractions so that it compiles."""
    rng, lines, known = c.rng, [], []
    for i in range(8):
        kind = rng.randrange(4)
        if kind == 0 or not known:
            shift = rng.randint(0, 200)
            text, value = f"1<<{shift} - {c.int(0, 99)}", None
            value = fractions.Fraction((1 << shift) - int(text.split("- ")[1]))
            whole = True
        elif kind == 1:
            (n, v, w) = rng.choice(known)
            k = rng.randint(1, 12345)
            op = rng.choice("+-*")
            text, value, whole = f"{n} {op} {k}", {"+": v + k, "-": v - k, "*": v * k}[op], w
        elif kind == 2:
            (n, v, w) = rng.choice(known)
            k = rng.randint(1, 999)
            text, whole = f"{n} / {k}", w
            value = fractions.Fraction(int(abs(v) // k) * (1 if v >= 0 else -1)) if w else v / k
        else:
            (n, v, w) = rng.choice(known)
            text, value, whole = f"{n} / {c.int(3, 9)}.0", None, False
            value = v / int(text.split("/ ")[1][:-2])
        if abs(value) > 1 << 480:
            continue
        known.append((f"k{i}", value, whole))
        lines.append(f"\tconst k{i} = {text}")
    shows = []
    for n, v, w in known:
        shows.append(f'\tfmt.Println("{n}", float64({n}), float32({n} / 1e120), complex128({n}))')
        if w:
            shows.append(f"\tfmt.Println(int64({n} & 0x7fffffff), {n} > k0, {n} % 97 == 3, uint8({n} >> 3 & 0xff))")
    start = c.int(0, 5)
    return c.fill(f"""
type NAMEe {c.one(*INTS)}
const (
	NAMEa NAMEe = iota + {start}
	NAMEb
	_
	NAMEc
	NAMEd, NAMEf = iota, iota * {c.int(2, 5)} {c.one('+', '^', '|')} {c.int(1, 9)}
	NAMEg, NAMEh
	NAMEi = 1 << (iota * {c.int(1, 4)})
	NAMEj
	NAMEk = "s" + {c.one(*TEXTS)}
	NAMEl = len(NAMEk)
	NAMEm = {c.one("'a'", "'日'", "'z'")} + iota
	NAMEn = {c.int(1, 9)}.5 * iota
	NAMEo
)
func (e NAMEe) String() string {{ return "e" + strconv.Itoa(int(e)) }}
func NAME() {{
	fmt.Println(NAMEa, NAMEb, NAMEc, NAMEd, NAMEf, NAMEg, NAMEh, NAMEi, NAMEj, NAMEk, NAMEl, NAMEm, NAMEn, NAMEo)
	fmt.Printf("%T %T %T %T %d %v\\n", NAMEa, NAMEd, NAMEm, NAMEn, NAMEc, []NAMEe{{NAMEa, 100}})
	const third = 1.0 / 3
	const huge = 1 << 500 >> 498
	fmt.Println(third, float32(third), third*3 == 1, huge, math.MaxUint64/{c.int(2, 9)}.0, -{c.int(5, 9)} % {c.int(2, 4)}, -{c.int(5, 9)} / 2)
	fmt.Println({c.int(1, 9)}i*{c.int(1, 9)}i, real({c.int(2, 5)}-3i), 'a'*1.0, "a" < "b", !({c.int()} > {c.int()}), ^{c.int(1, 200)}, {c.int(1, 99)} &^ {c.int(1, 99)})
""" + "\n".join(lines + shows) + "\n}")


def channels(c):
    n, workers = c.int(3, 20), c.int(1, 4)
    t = c.one("int", "int64", "uint16")
    return c.fill(f"""
func NAMEgen(n int) <-chan {t} {{
	out := make(chan {t}{c.one('', ', 1', f', {c.int(2, 9)}')})
	go func() {{
		defer close(out)
		for i := 0; i < n; i++ {{ out <- {t}(i*i) }}
	}}()
	return out
}}
func NAMEmap(in <-chan {t}, f func({t}) {t}) <-chan {t} {{
	out := make(chan {t})
	go func() {{ defer close(out); for x := range in {{ out <- f(x) }} }}()
	return out
}}
func NAME() {{
	sum := {t}(0)
	for x := range NAMEmap(NAMEmap(NAMEgen({n}), func(x {t}) {t} {{ return x + {c.int()} }}), func(x {t}) {t} {{ return x * {c.int(1, 9)} }}) {{ sum = sum*3 + x; fmt.Print(x, " ") }}
	fmt.Println(sum)
	jobs, results := make(chan int), make([]int, {n})
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for w := 0; w < {workers}; w++ {{
		wg.Add(1)
		go func(w int) {{
			defer wg.Done()
			for j := range jobs {{ results[j] = j * {c.int(2, 9)}; mu.Lock(); total += j; mu.Unlock() }}
		}}(w)
	}}
	for i := 0; i < {n}; i++ {{ jobs <- i }}
	close(jobs)
	wg.Wait()
	fmt.Println(results, total)
	done, ch := make(chan struct{{}}), make(chan string)
	go func() {{ for i := 0; i < {c.int(1, 4)}; i++ {{ ch <- fmt.Sprint("m", i) }}; close(done) }}()
loop:
	for {{
		select {{
		case s := <-ch:
			fmt.Println("got", s)
		case <-done:
			break loop
		}}
	}}
	buf := make(chan int, {c.int(1, 3)})
	for i := 0; i < 4; i++ {{
		select {{
		case buf <- i:
			fmt.Println("sent", i, len(buf), cap(buf))
		default:
			fmt.Println("full", i)
		}}
	}}
	close(buf)
	for i := 0; i < 4; i++ {{ v, ok := <-buf; fmt.Print(v, ok, " ") }}
	var none chan int
	select {{ case v := <-none: fmt.Println(v); case none <- 1: default: fmt.Println("nil channels wait") }}
	{c.one('try("closed", func() { buf <- 1 })', 'try("twice", func() { close(buf) })', 'try("nil", func() { close(none) })')}
	var once sync.Once
	for i := 0; i < 3; i++ {{ once.Do(func() {{ fmt.Println("once", i) }}) }}
	go func() {{ defer close(ch); defer fmt.Println("goexit runs defers"); runtime.Goexit() }}()
	<-ch
}}""")


def select_values(c):
    return c.fill(f"""
func NAME() {{
	a, b := make(chan int, 3), make(chan [2]string, 1)
	f := func(n int) int {{ fmt.Print("f", n, " "); return n }}
	arr := []int{{0, 0, 0, 0}}
	for i := 0; i < {c.int(2, 6)}; i++ {{
		if i%2 == {c.int(0, 1)} {{ a <- i * 10 }} else if len(b) == 0 && len(a) == 0 {{ b <- [2]string{{"x", fmt.Sprint(i)}} }}
		select {{
		case arr[i%4] = <-a:
			fmt.Println("arr", arr)
		case v, ok := <-b:
			fmt.Println("b", v, ok)
		default:
			fmt.Println("none")
		}}
	}}
	var nilc chan int
	for len(a) > 0 {{ <-a }}
	select {{
	case nilc <- f(1):
	case a <- f({c.int(2, 5)}):
		fmt.Println("sent", <-a)
	}}
	turn := [2]chan int{{make(chan int), make(chan int)}}
	end := make(chan bool)
	for g := 0; g < 2; g++ {{
		go func(g int) {{
			for v := range turn[g] {{
				fmt.Print("g", g, ":", v, " ")
				if v > {c.int(3, 9)} {{ close(turn[1-g]); end <- true; return }}
				turn[1-g] <- v + 1
			}}
			end <- false
		}}(g)
	}}
	turn[0] <- 0
	x, y := <-end, <-end
	fmt.Println(x != y)
	time.Sleep(time.Duration({c.int(1, 3)}) * time.Microsecond)
	select {{ case <-time.After(time.Millisecond): fmt.Println("late") }}
	var rw sync.RWMutex
	cond := sync.NewCond(&sync.Mutex{{}})
	ready := 0
	for i := 0; i < 3; i++ {{ go func() {{ rw.RLock(); defer rw.RUnlock(); cond.L.Lock(); ready++; cond.L.Unlock(); cond.Broadcast() }}() }}
	cond.L.Lock()
	for ready < 3 {{ cond.Wait() }}
	cond.L.Unlock()
	fmt.Println(ready)
}}""")


def generics(c):
    t, u = c.one(*INTS, "float64", "string"), c.one(*INTS)
    lit = {"string": ['"b"', '"a"', '"cc"'], "float64": ["2.5", "-1", "0.1"]}.get(t, ["3", "1", "2"])
    return c.fill(f"""
type NAMEnum interface {{ ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64 }}
type NAMEpair[K comparable, V any] struct {{ Key K; Val V }}
func (p NAMEpair[K, V]) String() string {{ return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }}
func (p *NAMEpair[K, V]) set(v V) *NAMEpair[K, V] {{ p.Val = v; return p }}
type NAMElist[T any] struct {{ head *NAMEnode[T]; size int }}
type NAMEnode[T any] struct {{ v T; next *NAMEnode[T] }}
func (l *NAMElist[T]) push(v T) {{ l.head = &NAMEnode[T]{{v, l.head}}; l.size++ }}
func (l *NAMElist[T]) each(f func(int, T) bool) {{ i := 0; for n := l.head; n != nil && f(i, n.v); n = n.next {{ i++ }} }}
func NAMEmap[T, U any](xs []T, f func(T) U) []U {{ var out []U; for _, x := range xs {{ out = append(out, f(x)) }}; return out }}
func NAMEfold[T, A any](xs []T, a A, f func(A, T) A) A {{ for _, x := range xs {{ a = f(a, x) }}; return a }}
func NAMEsum[T NAMEnum](xs ...T) (s T) {{ for _, x := range xs {{ s += x }}; return }}
func NAMEconv[A, B NAMEnum](a A) B {{ return B(a) }}
func NAMEkind[T any](x T) string {{
	switch any(x).(type) {{
	case int: return "int"
	case string: return "string"
	case []T: return "slice"
	case fmt.Stringer: return "stringer"
	}}
	return fmt.Sprintf("other %T", x)
}}
func NAMEindex[T comparable](xs []T, x T) int {{ for i, v := range xs {{ if v == x {{ return i }} }}; return -1 }}
func NAMEkeys[M ~map[K]V, K ordered, V any](m M) []K {{ var ks []K; for k := range m {{ ks = append(ks, k) }}; sort.Slice(ks, func(i, j int) bool {{ return ks[i] < ks[j] }}); return ks }}
type NAMEid {u}
type NAMEtree[T any] struct {{ less func(a, b T) bool; l, r *NAMEtree[T]; v T; n int }}
func (t *NAMEtree[T]) add(v T) *NAMEtree[T] {{
	if t.n == 0 {{ t.v = v; t.n = 1; return t }}
	side := &t.r
	if t.less(v, t.v) {{ side = &t.l }} else if !t.less(t.v, v) {{ t.n++; return t }}
	if *side == nil {{ *side = &NAMEtree[T]{{less: t.less}} }}
	(*side).add(v)
	return t
}}
func (t *NAMEtree[T]) walk(f func(T, int)) {{ if t != nil && t.n > 0 {{ t.l.walk(f); f(t.v, t.n); t.r.walk(f) }} }}
type NAMEset[T comparable] map[T]struct{{}}
func (s NAMEset[T]) add(x T) bool {{ _, had := s[x]; s[x] = struct{{}}{{}}; return !had }}
type NAMEshape interface {{ area() {u}; comparable }}
type NAMEsq struct {{ s {u} }}
func (q NAMEsq) area() {u} {{ return q.s * q.s }}
func NAMEsame[S NAMEshape](a, b S) (bool, {u}) {{ return a == b, a.area() + b.area() }}
type NAMEptr[T any] interface {{ *T; fill({u}) }}
func (q *NAMEsq) fill(n {u}) {{ q.s = n }}
func NAMEmake[T any, P NAMEptr[T]](n {u}) T {{ var t T; P(&t).fill(n); return t }}
func NAME() {{
	p := NAMEpair[{t}, {u}]{{{lit[0]}, {c.int(1, 99)}}}
	fmt.Println(p, p.set({c.int(1, 99)}).Val, &p)
	fmt.Printf("%T %v %+v\\n", p, p.Key, []any{{p}})
	l := &NAMElist[{t}]{{}}
	for _, x := range []{t}{{{', '.join(lit)}}} {{ l.push(x) }}
	l.each(func(i int, x {t}) bool {{ fmt.Print(i, ":", x, " "); return i < {c.int(0, 2)} }})
	xs := NAMEmap([]{t}{{{', '.join(lit)}}}, func(x {t}) NAMEpair[string, {t}] {{ return NAMEpair[string, {t}]{{fmt.Sprint(x), x}} }})
	fmt.Println(xs, len(xs), NAMEfold(xs, "", func(a string, p NAMEpair[string, {t}]) string {{ return a + p.Key }}))
	fmt.Println(NAMEsum[{u}](1, {c.int(1, 120)}, 3), NAMEsum(1.5, 2.25), NAMEconv[float64, {u}]({c.int(1, 99)}.7), NAMEconv[{u}, int8]({c.int(0, 127)}))
	fmt.Println(NAMEkind(1), NAMEkind({lit[0]}), NAMEkind(p), NAMEkind([]int(nil)), NAMEkind[any](nil), NAMEkind(NAMEid(3)), NAMEkind[error](nil))
	fmt.Println(NAMEindex([]{t}{{{', '.join(lit)}}}, {lit[2]}), NAMEindex([]string{{"b", "a"}}, "a"), NAMEkeys(map[{t}]bool{{{lit[0]}: true, {lit[1]}: false}}))
	tree := &NAMEtree[{t}]{{less: func(a, b {t}) bool {{ return a {c.one('<', '>')} b }}}}
	for _, x := range []{t}{{{', '.join(lit)}, {lit[0]}}} {{ tree.add(x) }}
	tree.walk(func(x {t}, n int) {{ fmt.Print(x, "*", n, " ") }})
	s := NAMEset[[2]{t}]{{}}
	fmt.Println(s.add([2]{t}{{{lit[0]}, {lit[1]}}}), s.add([2]{t}{{{lit[0]}, {lit[1]}}}), len(s))
	fmt.Println(NAMEsame(NAMEsq{{{c.int(1, 20)}}}, NAMEsq{{3}}))
	fmt.Println(NAMEmake[NAMEsq]({c.int(1, 20)}))
	f := NAMEsum[NAMEid]
	fmt.Printf("%v %T\\n", f({c.int(1, 100)}, {c.int(1, 27)}), f)
}}""")


def jumps(c):
    return c.fill(f"""
func NAMEcount(n int) (steps int) {{
	i := 0
again:
	steps++
	if i < n {{ i += {c.int(1, 3)}; if i%{c.int(2, 4)} == 0 {{ goto again }}; goto odd }}
	return
odd:
	steps += 100
	i++
	goto again
}}
func NAME() {{
	fmt.Println(NAMEcount({c.int(1, 30)}), NAMEcount(0))
outer:
	for i := 0; i < {c.int(2, 5)}; i++ {{
	inner:
		for j := 0; ; j++ {{
			switch {{
			case j == {c.int(1, 4)}: continue outer
			case i == {c.int(0, 4)} && j == 1: break outer
			case (i+j)%{c.int(2, 4)} == 0: break
			case j > 6: break inner
			default:
				if i == j {{ fallthroughs(i); continue inner }}
				fmt.Print(i, j, " ")
			}}
		}}
	}}
	fmt.Println()
	x := {c.int(0, 6)}
	switch {{
	default: fmt.Println("default"); fallthrough
	case x == 1: fmt.Println("one"); fallthrough
	case x == 2: fmt.Println("two")
	case x > 2 && x < 5: fmt.Println("three or four"); if x == 4 {{ break }}; fmt.Println("three")
	}}
	var fs []func() int
	for i := 0; i < 3; i++ {{ j := i * {c.int(1, 5)}; fs = append(fs, func() int {{ j++; i += 0; return i*100 + j }}) }}
	for _, f := range fs {{ fmt.Print(f(), " ", f(), " ") }}
	for i, s := 0, "ab"; i < 3; i, s = i+1, s+"c" {{ defer func(n int) {{ fmt.Println("defer", n, i, s) }}(i) }}
blk:
	switch {{
	default:
		if x > {c.int(0, 6)} {{ break blk }}
		fmt.Println("in block")
	}}
	var err error = NAMEerr(x)
	switch e := err.(type) {{
	case interface{{ Code() int }}: fmt.Println("code", e.Code())
	case nil, error: fmt.Println("error or nil", e)
	}}
}}
type NAMEerr int
func (e NAMEerr) Error() string {{ return "err " + strconv.Itoa(int(e)) }}
{c.one('func (e NAMEerr) Code() int { return int(e) * 2 }', '')}
""").replace("fallthroughs(i)", 'fmt.Print("=", i)')


def defers(c):
    return c.fill(f"""
type NAMEe struct {{ code int; why string }}
func (e *NAMEe) Error() string {{ return fmt.Sprintf("%s (%d)", e.why, e.code) }}
func NAMEa(n int) (r int, err error) {{
	defer func() {{
		if x := recover(); x != nil {{
			if e, ok := x.(error); ok {{ err = fmt.Errorf("wrapped: %w", e) }} else {{ err = fmt.Errorf("value %v", x) }}
			r *= 2
		}}
	}}()
	r = n
	switch n % 7 {{
	case 0: panic(&NAMEe{{n, "zero"}})
	case 1: panic(n)
	case 2: var m map[string]int; m["x"] = n
	case 3: var s []int; r = s[n]
	case 4: defer func() {{ panic("from defer") }}(); panic("first")
	case 5: r = n / (n - n)
	}}
	return r + 1, nil
}}
func NAMEnest(depth int) {{
	defer fmt.Print("d", depth, " ")
	if depth == 0 {{ panic("bottom") }}
	defer func() {{
		if depth == {c.int(1, 3)} {{ fmt.Print("recovered ", recover(), " "); if depth > 1 {{ panic(fmt.Sprint("re", depth)) }} }}
	}}()
	NAMEnest(depth - 1)
	fmt.Print("after", depth, " ")
}}
func NAMEhelper() any {{ return recover() }}
func NAMEnamed() (x int) {{ defer func() {{ x += {c.int(1, 9)} }}(); x = 1; defer func(y int) {{ x *= y }}(x + {c.int(1, 5)}); return x + 10 }}
func NAME() {{
	for i := {c.int(0, 3)}; i < {c.int(8, 12)}; i++ {{
		r, err := NAMEa(i)
		var e *NAMEe
		fmt.Println(i, r, err, errors.As(err, &e), errors.Unwrap(err) == nil)
		if e != nil {{ fmt.Println(e.code, e.why) }}
	}}
	try("nest", func() {{ NAMEnest({c.int(2, 4)}) }})
	fmt.Println(NAMEnamed())
	try("not direct", func() {{ defer func() {{ fmt.Println("helper", NAMEhelper()) }}(); panic("x") }})
	func() {{ defer NAMEhelper(); panic("direct") }}()
	func() {{
		for i := 0; i < 3; i++ {{ defer func(i int) {{ fmt.Println(i, recover()) }}(i) }}
		defer func() {{ defer func() {{ fmt.Println("inner", recover()) }}(); panic("two") }}()
		panic("one")
	}}()
	sentinel := errors.New("sentinel")
	w := fmt.Errorf("a: %w", fmt.Errorf("b {c.int()}: %w", sentinel))
	fmt.Println(w, errors.Is(w, sentinel), errors.Unwrap(errors.Unwrap(w)) == sentinel, errors.Is(nil, sentinel))
	fmt.Printf("%v %+v %q %T\\n", &NAMEe{{1, "p"}}, w, sentinel, sentinel)
	var np *NAMEe
	var ne error = np
	fmt.Println(np == nil, ne == nil, ne != nil)
	try("nil func", func() {{ var f func(int) int; f(1) }})
	try("nil method", func() {{ var s fmt.Stringer; _ = s.String() }})
	try("nil error", func() {{ _ = np.Error() }})
}}""")


def verbs(c):
    values = ["42", "-42", "int8(-5)", "uint8(200)", "3.14159", "-0.0", "1e21", "float32(0.1)", "math.Inf(1)", "math.NaN()", "2+3i", '"hi"',
              '"héllo\\x00"', "'x'", "'日'", "true", "nil", "[]int{1, 2}", "[]byte(\"ab\")", "[3]byte{1, 2, 3}", "[]string{\"a\", \"b c\"}",
              "map[string]int{\"b\": 1, \"a\": 2}", "struct{ A int; B string }{1, \"x\"}", "&struct{ A int }{1}", "errors.New(\"e\")", "[]any{1, \"a\", nil}",
              "[2]bool{true, false}", "NAMEt{1, \"q\"}", "&NAMEt{2, \"r\"}", "NAMEs(\"str\")", "[]NAMEs{\"s\"}", "uint64(1<<63)", "map[int]NAMEt{1: {}}",
              "[]error{nil}", "struct{}{}", "[][]int{{1}, nil}", "time.Duration(1500)*time.Millisecond", "int64(-1) << 63", "1e-7", "100000.0", "[]float64{1, 2.5}", "NAMEp{3, nil}", "uintptr(255)", "any(nil)", "[]byte(nil)", "NAMEg(7)"]
    def verb():
        made = some_verb()
        return made if made[-1] != "T" else "%T"  # a precision would cut the package's name

    some_verb = lambda: "%" + "".join(x for x in "+-# 0" if c.rng.random() < 0.15) + c.one("", "", "", str(c.int(1, 12))) + \
        c.one("", "", "", "." + str(c.int(0, 5))) + c.one(*"vvvvTdsqxXobcUeEfgGtO")
    lines = []
    for _ in range(24):
        chosen = [c.one(*values) for _ in range(c.int(1, 3))]
        form = " ".join(verb() for _ in range(len(chosen) + c.one(0, 0, 0, 0, 1, -1)))
        form = c.one(form, form, form, "%[2]v %[1]v", "%*d|" + form, "%[3]*.[2]*[1]f|", "%d%%|%!|%z", "%-10v|%10v|") if c.rng.random() < 0.15 else form
        lines.append(f'\tfmt.Printf("{form}|\\n", {", ".join(chosen)})')
    lines += [f"\tfmt.Println({', '.join(c.one(*values) for _ in range(4))})", f"\tfmt.Print({', '.join(c.one(*values) for _ in range(5))})",
              f"\tfmt.Print(fmt.Sprintln({c.one(*values)}, {c.one(*values)}))"]
    return c.fill("""
type NAMEt struct { A int; b string }
type NAMEs string
func (s NAMEs) String() string { return "S(" + string(s) + ")" }
type NAMEp struct { X int; Y *int }
type NAMEg int
func (g NAMEg) GoString() string { return "gs" }
func (g NAMEg) Format(f fmt.State, verb rune) { w, ok := f.Width(); if !ok { w = 0 }; fmt.Fprintf(f, "F(%d %c %d %v %v)", int(g), verb, w, ok, f.Flag('+')) }
func NAME() {
""" + "\n".join(lines) + "\n}")


def packages(c):
    a, b = c.one(*TEXTS), c.one(*TEXTS)
    x = c.one("3.14159", "1e21", "0.000001", "123456789.0", "2.5", "1.0/3")
    # Go 1.20 and later keep invalid bytes that Split(s, "") cuts out, as ours does; Go 1.19 wrote U+FFFD.
    separator = '"l"' if a == TEXTS[6] and b == '""' else b
    forms = [f"strings.Split({a}, {separator})", f"strings.Fields({a} + {b})", f"strings.Repeat({a}, {c.int(0, 4)})", f"strings.ToUpper({a} + {b})",
             f"strings.Index({a}+{b}, {b})", f"strings.TrimSpace({a})", f"strings.Trim({a}, {b})", f"strings.Replace({a}+{a}, {c.one(*TEXTS)}, {b}, {c.int(-1, 3)})",
             f"strings.Contains({a}, {b}), strings.HasPrefix({a}, {b}), strings.Count({a}, {b})", f"strings.Join([]string{{{a}, {b}}}, {c.one(*TEXTS)})",
             f"strings.Map(func(r rune) rune {{ if r == 'l' {{ return -1 }}; return r + {c.int(0, 3)} }}, {a})", f"strings.EqualFold({a}, {b})",
             f"strings.SplitN({a}, \",\", {c.int(-1, 3)})", f"strings.LastIndex({a}, \"l\"), strings.IndexByte({a}, 'l'), strings.IndexAny({a}, \"xyz\")",
             f"strconv.Quote({a}), strconv.QuoteToASCII({a})", f"strconv.Itoa({c.int(-99999, 99999)}), strconv.FormatInt({c.int(-99999, 99999)}, {c.int(2, 36)})",
             f"strconv.FormatFloat({x}, '{c.one(*'efgG')}', {c.int(-1, 8)}, {c.one(32, 64)})", f"fmt.Sprintln(strconv.Atoi({a}))", f"fmt.Sprintln(strconv.ParseInt({a}, {c.one(0, 10, 16)}, {c.one(8, 16, 64)}))",
             f"fmt.Sprintln(strconv.ParseFloat({a}, 64))", f"fmt.Sprintln(strconv.ParseBool({a}))",
             f"fmt.Sprintln(strconv.Unquote(strconv.Quote({a})))", f"utf8.RuneCountInString({a}), utf8.ValidString({a}), len({a})", f"[]byte({a}), []rune({a})",
             f"fmt.Sprintln(utf8.DecodeRuneInString({a}))", f"bytes.Contains([]byte({a}), []byte({b})), bytes.Equal([]byte({a}), []byte({b}))",
             f"math.Floor(-{x}), math.Round({x}), math.Mod({x}, {c.int(1, 7)}), math.MaxInt64, math.Pow(2, {c.int(-3, 9)})", f"math.Float64bits({x}), math.Float32bits({x})",
             f"time.Duration({c.int(0, 10**9)}*{c.int(1, 10**6)})", f"strings.Title({a})", f"strings.TrimLeft({a}, \" h\"), strings.TrimSuffix({a}, {b})",
             f"strings.NewReplacer({a}+\"1\", {b}, \"l\", \"L\").Replace({a}+\"1lll\")", f"strings.Compare({a}, {b})", f"{a} < {b}, {a} == {b}"]
    body = "\n".join(f"\tfmt.Println({f})" for f in c.rng.sample(forms, 16))
    numbers = ", ".join(str(c.int(-20, 20)) for _ in range(c.int(0, 15)))
    return c.fill("""
func NAME() {
""" + body + f"""
	xs := []int{{{numbers}}}
	sort.Ints(xs)
	fmt.Println(xs, sort.SearchInts(xs, {c.int(-9, 9)}), sort.IsSorted(sort.IntSlice(xs)))
	sort.Sort(sort.Reverse(sort.IntSlice(xs)))
	words := strings.Fields("the quick brown fox jumps over the lazy dog")
	sort.SliceStable(words, func(i, j int) bool {{ return len(words[i]) {c.one('<', '>')} len(words[j]) }})
	fmt.Println(xs, words)
	var sb strings.Builder
	for i := 0; i < {c.int(0, 5)}; i++ {{ fmt.Fprintf(&sb, "%d-", i); sb.WriteByte('x'); sb.WriteRune('é') }}
	fmt.Println(sb.String(), sb.Len())
	var buf bytes.Buffer
	buf.WriteString({a}); buf.Write([]byte{{65, 66}})
	p := make([]byte, {c.int(1, 4)})
	n, err := buf.Read(p)
	fmt.Println(n, err, p[:n], buf.String())
	for i, r := range {a} + {b} {{ fmt.Print(i, ":", string(r), ":", r, " ") }}
	fmt.Println()
}}""")


def slices(c):
    t = c.one("int", "byte", "string", "int16", "struct{}", "[3]int32", "any", "float64", "[5]byte", "*int")
    zero = {"string": '"s"', "struct{}": "struct{}{}", "[3]int32": "[3]int32{1}", "[5]byte": "[5]byte{9}", "*int": "nil"}.get(t, "1")
    return c.fill(f"""
func NAME() {{
	var s []{t}
	last := -1
	for i := 0; i < {c.int(20, 900)}; i++ {{
		s = append(s, {zero})
		if cap(s) != last && {"false" if t == "struct{}" else "true"} {{ last = cap(s); fmt.Print(last, " ") }}
	}}
	more := append(s[:{c.int(0, 5)}:{c.int(5, 9)}], make([]{t}, {c.int(0, 40)})...)
	fmt.Println(len(s), len(more), {"0" if t == "struct{}" else "cap(more)"})
	a := [...]int{{0, 1, 2, 3, 4, 5, 6, 7}}
	b := a[{c.int(0, 2)}:{c.int(3, 5)}]
	d := append(b, {c.int(50, 99)})
	e := append(b[:len(b):len(b)], 100, 101)
	b[0] = -1
	fmt.Println(a, b, d, e, len(b), cap(b), cap(d))
	copy(a[{c.int(0, 3)}:], a[{c.int(0, 3)}:{c.int(4, 7)}])
	arr := a
	p := &arr
	p[1], a[2] = 77, 78
	for i := range p {{ if i < len(p)-1 {{ p[i+1] += p[i] }} }}
	fmt.Println(a, arr, a == arr, *p == arr, p[2:4])
	for i, x := range a {{ a[7-i] = x * 2 }}
	g := [][]int{{{{1}}, {{2, 3}}, nil}}
	for i := range g {{ g[i] = append(g[i], i) }}
	h := append([][]int(nil), g...)
	h[0][0] = {c.int(10, 99)}
	fmt.Println(a, g, h, len(g[2]))
	m := map[[2]int]map[string][]int{{}}
	for i := 0; i < {c.int(3, 8)}; i++ {{
		k := [2]int{{i % 2, i % 3}}
		if m[k] == nil {{ m[k] = map[string][]int{{}} }}
		m[k][fmt.Sprint(i)] = append(m[k][fmt.Sprint(i%2)], i)
	}}
	fmt.Println(m, len(m))
	for k := range m {{ delete(m, k) }}
	st := map[string]struct{{ a, b int }}{{"x": {{1, 2}}}}
	v := st["x"]; v.a = 9; st["y"] = v
	_, ok := st["z"]
	fmt.Println(st, m, ok, st["none"].b)
	mk := map[any]string{{1: "int", int8(1): "int8", "1": "string", [1]int{{1}}: "array", 1.0: "float", nil: "nil", true: "bool", struct{{ x int }}{{1}}: "struct"}}
	fmt.Println(len(mk), mk[1], mk[int8(1)], mk[[1]int{{1}}], mk[nil], mk[struct{{ x int }}{{1}}], mk[int16(1)] == "")
	nan := math.NaN()
	fm := map[float64]int{{nan: 1, 0: 2}}
	fm[nan] = 3; fm[math.Copysign(0, -1)] = 4
	fmt.Println(len(fm), fm[0], fm[nan])
	bs := []byte("hello")
	str := string(bs); bs[0] = 'j'
	bs = append(bs, " wörld"...)
	n := copy(bs[1:], "EY")
	fmt.Println(str, string(bs), n, strings.Compare(str, string(bs)), string(bs[{c.int(0, 4)}:{c.int(4, 9)}]))
	q := (*[{c.int(1, 3)}]int)(e)
	q[0] = {c.int()}
	fmt.Println(e[0], len(q), *q)
}}""")


def embedding(c):
    return c.fill(f"""
type NAMEanimal interface {{ Name() string; Sound() string }}
type NAMEbase struct {{ name string; legs int }}
func (b NAMEbase) Name() string {{ return b.name }}
func (b *NAMEbase) SetLegs(n int) {{ b.legs = n }}
func (b NAMEbase) Sound() string {{ return "..." }}
type NAMEdog struct {{ NAMEbase; age int }}
func (d NAMEdog) Sound() string {{ return "woof " + d.NAMEbase.Sound() }}
type NAMEpuppy struct {{ *NAMEdog; legs string }}
type NAMEloud struct {{ NAMEanimal; times int }}
func (l NAMEloud) Sound() string {{ return strings.Repeat(strings.ToUpper(l.NAMEanimal.Sound()), l.times) }}
type NAMEfn func(int) int
func (f NAMEfn) Twice(x int) int {{ return f(f(x)) }}
type NAMEcount int
func (n *NAMEcount) Inc(by int) NAMEcount {{ *n += NAMEcount(by); return *n }}
func (n NAMEcount) Val() int {{ return int(n) }}
type NAMEboth struct {{ NAMEcount; sync.Mutex; m map[string]int }}
func NAME() {{
	d := NAMEdog{{NAMEbase{{"rex", 4}}, {c.int(1, 9)}}}
	d.SetLegs({c.int(1, 9)})
	p := NAMEpuppy{{&d, "many"}}
	p.SetLegs(p.age)
	p.NAMEdog.legs += {c.int(1, 9)}
	for _, a := range []NAMEanimal{{d, &d, p, &p, NAMEloud{{d, {c.int(1, 3)}}}, NAMEloud{{NAMEloud{{p, 1}}, 2}}, d.NAMEbase}} {{
		_, isLoud := a.(NAMEloud)
		fmt.Printf("%T %s %s %v|", a, a.Name(), a.Sound(), isLoud)
	}}
	fmt.Println(d, p.legs, p.NAMEdog.legs, p.NAMEbase.name)
	fmt.Printf("%+v %#v\\n", d, d)
	bound, expr, ptr := d.Sound, NAMEdog.Name, (*NAMEdog).SetLegs
	d.name = "max"
	ptr(&d, {c.int(10, 20)})
	fmt.Println(bound(), expr(d), d.legs, (*NAMEdog).Name(&d), NAMEanimal.Sound(p))
	fmt.Println(NAMEfn(func(x int) int {{ return x*{c.int(2, 5)} - 1 }}).Twice({c.int()}))
	var n NAMEcount = {c.int()}
	inc := n.Inc
	val := n.Val
	inc(2); inc({c.int(1, 9)})
	fmt.Println(n, val(), n.Val())
	fmt.Println((*NAMEcount).Inc(&n, 1))
	b := NAMEboth{{m: map[string]int{{}}}}
	b.Lock(); b.m["k"] += b.Inc(3).Val(); b.Unlock()
	fmt.Println(b.m, b.NAMEcount, b.Val())
	anon := struct {{ NAMEbase; x, y int }}{{x: 1}}
	anon.SetLegs(3)
	other := struct {{ NAMEbase; x, y int }}{{NAMEbase{{"", 3}}, 1, 0}}
	fmt.Println(anon == other, anon, anon.Name() == "", any(anon) == any(other))
	try("nil embedded", func() {{ fmt.Println(NAMEpuppy{{}}.age) }})
	try("nil interface", func() {{ fmt.Println(NAMEloud{{}}.Sound()) }})
	try("assert", func() {{ var a NAMEanimal = d; fmt.Println(a.({c.one('NAMEloud', 'NAMEpuppy', 'fmt.Stringer', '*NAMEdog', 'interface{ Fly() }')})) }})
	var e1, e2 any = &d, &d
	fmt.Println(e1 == e2, e1 == any(d), any(d.NAMEbase) == any(NAMEbase{{"max", d.legs}}))
}}""")


def closures(c):
    return c.fill(f"""
func NAMEcounter(step int) (inc func() int, reset func()) {{
	n := {c.int()}
	inc = func() int {{ n += step; return n }}
	reset = func() {{ n = {c.int()} }}
	return
}}
func NAMEcompose(fs ...func(int) int) func(int) int {{
	return func(x int) int {{ for i := len(fs) - 1; i >= 0; i-- {{ x = fs[i](x) }}; return x }}
}}
func NAMEvar(pre string, xs ...any) (n int, s string) {{ for _, x := range xs {{ n++; s += pre + fmt.Sprint(x) }}; return }}
func NAMEswap(a, b string) (x, y string) {{ x, y = b, a; return }}
func NAMEfib() func() int {{ a, b := 0, 1; return func() int {{ defer func() {{ a, b = b, a+b }}(); return a }} }}
func NAMEack(m, n int) int {{ if m == 0 {{ return n + 1 }}; if n == 0 {{ return NAMEack(m-1, 1) }}; return NAMEack(m-1, NAMEack(m, n-1)) }}
var NAMEx = NAMEy + 1
var NAMEy = func() int {{ NAMEz *= 2; return NAMEz }}()
var NAMEz = {c.int(1, 20)}
func init() {{ NAMEx += {c.int(1, 9)} }}
func init() {{ NAMEx *= {c.int(1, 9)} }}
func NAME() {{
	fmt.Println(NAMEx, NAMEy, NAMEz)
	inc, reset := NAMEcounter({c.int(1, 9)})
	inc(); inc2, _ := NAMEcounter(1)
	fmt.Println(inc(), inc2()); reset(); fmt.Println(inc())
	fmt.Println(NAMEcompose(func(x int) int {{ return x + {c.int()} }}, func(x int) int {{ return x * x }}, inc3)({c.int()}))
	fmt.Println(NAMEvar("p")); fmt.Println(NAMEvar("q", 1, "a", nil)); fmt.Println(NAMEvar("r", []any{{1, 2}}...)); fmt.Println(NAMEvar("s", []int{{1}}))
	fmt.Println(NAMEswap(NAMEswap("a", "b")))
	f := NAMEfib()
	for i := 0; i < {c.int(3, 20)}; i++ {{ fmt.Print(f(), " ") }}
	fmt.Println(NAMEack(2, {c.int(0, 4)}))
	x := 1
	{{
		x := x + {c.int(1, 9)}
		x++
		if x := x * 2; x > {c.int(5, 15)} {{ fmt.Println("deep", x) }} else if y := x + 1; y > 3 {{ fmt.Println("else", x, y) }}
		x, z := x*10, x
		fmt.Println(x, z)
	}}
	fmt.Println(x)
	var fact func(int) uint8
	fact = func(n int) uint8 {{ if n < 2 {{ return 1 }}; return uint8(n) * fact(n-1) }}
	fmt.Println(fact({c.int(3, 9)}))
	ptrs := []*int{{}}
	for i := 0; i < 3; i++ {{ i := i; ptrs = append(ptrs, &i); *ptrs[len(ptrs)-1] += {c.int()} }}
	fmt.Println(*ptrs[0], *ptrs[1], *ptrs[2])
	pp := &ptrs[1]
	**pp = {c.int(100, 200)}
	*pp = ptrs[0]
	fmt.Println(*ptrs[1], ptrs[0] == ptrs[1])
	fs := map[string]func(...int) int{{"sum": func(xs ...int) (t int) {{ for _, x := range xs {{ t += x }}; return }}, "len": func(xs ...int) int {{ return len(xs) }}}}
	fmt.Println(fs["sum"](1, 2, {c.int()}), fs["len"](), fs["none"] == nil)
	type local struct {{ f func() string; next *local }}
	l := &local{{f: func() string {{ return "end" }}}}
	for i := 0; i < {c.int(1, 4)}; i++ {{ prev := l; l = &local{{func() string {{ return prev.f() + "+" }}, prev}} }}
	fmt.Println(l.f(), l.next.f())
}}
func inc3NAME(x int) int {{ return x + 3 }}
""").replace("inc3)", "inc3" + c.name + ")")


def numbers(c):
    """Every conversion and operator between sizes, on variables."""
    lines = []
    for _ in range(14):
        a, b, t, u = c.rng.getrandbits(64), c.rng.getrandbits(64), c.one(*INTS), c.one(*INTS)
        op = c.one("+", "-", "*", "&", "|", "^", "&^", "/", "%", "<<", ">>")
        if op in ("<<", ">>"):
            b = c.int(0, 70)
            lines.append(f"\t{{ a, b := {t}(x({a})), uint8({b}); fmt.Println(a {op} b, -a {op} b, {u}(a {op} b)) }}")
        else:
            lines.append(f"\t{{ a, b := {t}(x({a})), {t}(x({b})) | 1; fmt.Println(a {op} b, {u}(a) {op} ({u}(b) | 1), a < b, {u}(a) >= {u}(b)) }}")
    floats = ["0.1", "1e308", "-2.5", "1e-320", "3", "16777217", "math.Inf(-1)", "math.NaN()", "0.3", "1 << 53", "1e-45", "3.4e38"]
    for _ in range(8):
        lines.append(f"\t{{ a, b := same({c.one(*floats)} * 1.0), same({c.one(*floats)} * 1.0); fmt.Println(a+b, a-b, a*b, a/b, a < b, a == b, float32(a)*float32(b), float32(a)/3) }}")
    for _ in range(5):
        parts = [c.one("0", "1", "-1", "2.5", "1e200", "0.1", "math.Inf(1)", "math.NaN()", "1e-200") for _ in range(4)]
        lines.append(f"\t{{ a, b := complex({parts[0]}, same({parts[1]} * 1.0)), complex(same({parts[2]} * 1.0), {parts[3]}); fmt.Println(a+b, a*b, a/b, a == b, complex64(a)*complex64(b), complex64(a)/complex64(b), -a) }}")
    return c.fill("\nfunc NAME() {\n\tx := func(v uint64) uint64 { return v }\n\t_ = x\n" + "\n".join(lines) + """
	var i8 int8 = -128
	var z int
	fmt.Println(-i8, i8/-1+0*int8(z), i8-1, ^i8, uint8(i8), int64(i8), uint32(i8), i8>>7, uint8(i8)>>7, i8*i8)
}""").replace("i8/-1+", "i8/(int8(z)-1)+")


ALL = [order, constants, channels, select_values, generics, jumps, defers, verbs, packages, slices, embedding, closures, numbers]
