"""One generated program: program(seed) is its text, the same for the same seed.

It is a `package main` of random declarations, pure functions and methods, units of random statements, and snippets of the
features that random statements don't reach; main calls all, and one in five ends with a panic or an exit status.
"""
import random

import snippets
from gotypes import ANY, BASIC, INT, STRING, Type, Universe, comparable
from expressions import Func, Var
from statements import Statements

HELPERS = '''
type integer interface { ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr }
type ordered interface { integer | ~float32 | ~float64 | ~string }

func same[T any](x T) T { return x }
func ref[T any](x T) *T { return &x }
func pick[T any](c bool, a, b T) T { if c { return a }; return b }
func lesser[T ordered](a, b T) T { if a < b { return a }; return b }
func greater[T ordered](a, b T) T { if a > b { return a }; return b }
func total[T integer](xs ...T) (sum T) { for _, x := range xs { sum += x * 3; sum ^= sum >> 3 }; return sum }
func at[T any](s []T, i int) (none T) { if len(s) == 0 { return }; return s[uint(i)%uint(len(s))] }
func few[T any](s []T) []T { if len(s) > 6 { return s[:6] }; return s }
func part[T any](s []T, i, j int) []T {
	a, b := uint(i)%uint(len(s)+1), uint(j)%uint(len(s)+1)
	if a > b { a, b = b, a }
	return s[a:b:b]
}
func cut(s string, i, j int) string {
	a, b := uint(i)%uint(len(s)+1), uint(j)%uint(len(s)+1)
	if a > b { a, b = b, a }
	return s[a:b]
}
func clip(s string) string { if len(s) > 40 { return s[:40] }; return s }
func byteat(s string, i int) byte { if s == "" { return 0 }; return s[uint(i)%uint(len(s))] }
func f2i(f float64) int64 { if f > -1e15 && f < 1e15 { return int64(f) }; return -1 }
func try(tag string, f func()) {
	defer func() {
		switch r := recover().(type) {
		case nil:
			fmt.Println(tag, "fine")
		case runtime.Error:
			fmt.Println(tag, "runtime error:", r.Error())
		default:
			fmt.Printf("%s %T %v\\n", tag, r, r)
		}
	}()
	f()
}
'''


class Program:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.universe = Universe(self.rng)
        self.parts = []     # declarations, in order
        self.calls = []     # of main
        self._make()

    def _make(self):
        rng, universe = self.rng, self.universe
        self.parts += universe.declare(rng.randint(3, 7))
        self.make = Statements(rng, universe)
        self.make.mutators = {}
        self._interfaces()
        self._methods()
        self.make.methods_ready = True
        self._globals()
        for i in range(rng.randint(3, 7)):
            self.parts.append(self.make.function(f"pure{i}", self.globals))
        self._mutators()
        for i in range(rng.randint(2, 5)):
            self.parts.append(self.make.unit(f"unit{i}", self.globals, rng.randint(6, 14)))
            self.calls.append(f'try("unit{i}", unit{i})')
        for i, snippet in enumerate(rng.sample(snippets.ALL, rng.randint(2, 4))):
            text = snippet(snippets.Context(rng, f"snip{i}"))
            self.parts.append(text)
            self.calls.append(f'try("snip{i}", snip{i})')

    def _interfaces(self):
        rng = self.rng
        for i in range(rng.randint(1, 2)):
            pool = [t for t in self.universe.declared if comparable(t)]
            if not pool:
                return
            face = Type(f"I{i}", "iface", named=True)
            params = [rng.choice(list(BASIC.values())) for _ in range(rng.randint(0, 2))]
            result = rng.choice(list(BASIC.values()))
            self.parts.append(f"type I{i} interface {{ M{i}({', '.join(p.text for p in params)}) {result.text} }}")
            chosen = rng.sample(pool, min(len(pool), rng.randint(1, 3)))
            for t in chosen:
                self.parts.append(self.make.function(f"M{i}", [], ("r", t), params, result, budget=150, count=2))
            for t in chosen:
                t.methods.append((f"M{i}", params, result))
            face.implementers = chosen
            self.faces = getattr(self, "faces", []) + [(face, (f"M{i}", params, result))]

    def _methods(self):
        """String and Error methods, which fmt calls; and some that are only methods. They call no other methods."""
        rng = self.rng
        for t in self.universe.declared:
            taken = {n for n, _ in t.__dict__.get("fields") or []} if t.kind != "struct" else {f[0] for f in t.fields}
            if rng.random() < 0.25 and t.kind != "map":
                name = rng.choice(["String", "String", "Error"])
                self.parts.append(self.make.function(name, [], ("r", t), [], STRING, budget=100, count=1))
            if rng.random() < 0.5 and "Get" + t.text not in taken:
                result = self.universe.any(1)
                params = [self.universe.any(1) for _ in range(rng.randint(0, 2))]
                self.parts.append(self.make.function("Get" + t.text, [], ("r", t), params, result, budget=150, count=2))
                t.methods.append(("Get" + t.text, params, result))
        for face, method in getattr(self, "faces", []):
            face.methods.append(method)
            self.universe.interfaces.append(face)

    def _globals(self):
        self.globals = []
        self.make.reset(pure=True, budget=3000)
        kinds = list(BASIC.values()) + self.universe.declared + [self.universe.any() for _ in range(3)]
        for i, t in enumerate(kinds):
            self.make.scopes = [self.globals]
            self.parts.append(f"var g{i} {t.text} = {self.make.expr(t, 2)}")
            self.globals.append(Var(f"g{i}", t))
        self.make.scopes = []

    def _mutators(self):
        """Methods with pointer receivers. They change what the receiver points to and nothing else."""
        for t in self.universe.declared:
            if self.rng.random() < 0.5:
                make = self.make
                make.reset(pure=True, budget=200)
                params = [self.universe.any(1) for _ in range(self.rng.randint(0, 2))]
                named = [(f"p{i}", p) for i, p in enumerate(params)]
                from gotypes import ptr_to
                lines = make.body(named + [("r", ptr_to(t))], None, 3, [])
                head = f"func (r *{t.text}) Set{t.text}({', '.join(f'{n} {p.text}' for n, p in named)}) {{"
                self.parts.append("\n".join([head] + lines + ["}"]))
                make.mutators.setdefault(t.text, []).append((f"Set{t.text}", params))

    def text(self):
        rng = self.rng
        ending = rng.choice(['os.Exit(7)', 'panic(fmt.Sprint("end", 1))', 'panic(errors.New("the end"))', 'panic(N(3))', 'panic(1.5)',
                             'var m map[string]int; m["a"] = 1', 'var s []int; _ = s[len(os.Args)+4]',
                             'defer fmt.Println("deferred"); panic(fmt.Errorf("w: %w", errors.New("x")))',
                             'defer func() { panic(fmt.Sprint("again ", recover())) }(); panic("first")',
                             'defer func() { panic("second") }(); panic("first")', 'var p *[4]int; _ = p[2]',
                             'var a any = "x"; _ = a.(int)', 'println("to stderr", 1, -2, true, 1.5, uint8(200))'])
        ending = ending.replace("N(3)", "ending(3)")
        if rng.random() < 0.75:
            ending = ""
        imports = ["errors", "fmt", "math", "os", "runtime", "sort", "strconv", "strings", "sync", "unicode/utf8", "bytes", "time"]
        head = ["package main", "", "import ("] + [f'\t"{i}"' for i in sorted(imports)] + [")", "",
                "type ending int", "var _ = errors.New", "var _ = math.Sqrt", "var _ = os.Exit", "var _ = sort.Ints", "var _ = strconv.Itoa",
                "var _ = strings.Fields", "var _ sync.Mutex", "var _ = utf8.RuneLen", "var _ bytes.Buffer", "var _ time.Duration"]
        main = ["func main() {"] + ["\t" + c for c in self.calls] + (["\t" + ending] if ending else []) + ["}"]
        return "\n".join(head) + HELPERS + "\n".join(self.parts) + "\n\n" + "\n".join(main) + "\n"


def program(seed):
    return Program(seed).text()


if __name__ == "__main__":
    import sys
    print(program(int(sys.argv[1])), end="")
