#!/usr/bin/env python3
"""Nesting bombs: short to write, and each must end with an error or a normal run, soon, without a crash.

    bombs.py GOPHERARIUM
"""
import os
import subprocess
import sys
import tempfile

N = 20000


def body(text):
    return f"package main\nfunc main() {{\n{text}\n}}\n"


def top(text):
    return f"package main\n{text}\nfunc main() {{}}\n"


def chain(form, last):
    return top("\n".join(form.format(i, i + 1) for i in range(N)) + "\n" + last.format(N))


def lines(form, count):
    """The form for 1 to count: {i} is the number, {b} the one before."""
    return "\n".join(form.format(i=i, b=i - 1) for i in range(1, count + 1))


def backwards(form, use):
    """N declarations, each of them of the one before, and a main that uses the last."""
    return f"package main\nimport \"fmt\"\ntype c0 int\n{lines(form, N)}\nfunc main() {{ var x c{N}; {use}; fmt.Print() }}\n"


def switch(tag, case, separator):
    cases = separator.join(case.format(i) for i in range(N))
    return body(f"x := {tag}\nswitch x {{\ncase {cases}: println(1)\n}}")


BOMBS = {
    "doubled aliases": top("type A0 = struct{ a, b int }\n" + lines("type A{i} = struct{{ a, b A{b} }}", 30) + "\nvar x A30"),
    "doubled pointer aliases": top("type A0 = error\n" + lines("type A{i} = struct{{ a map[int]*A{b}; b []A{b} }}", 30) + "\nvar x A30 = 1"),
    "doubled function aliases": "package main\ntype A0 = int\n" + lines("type A{i} = func(A{b}) A{b}", 30) + '\nvar x any = A30(nil)\nfunc main() { _ = x.(int) }\n',
    "doubled interface aliases": top("type A0 = any\n" + lines("type A{i} = interface{{ A{b}; interface{{ A{b} }}; M{i}() }}", 30)),
    "doubled structs, used": "package main\ntype A0 struct{ a, b int }\n" + lines("type A{i} struct{{ a, b A{b} }}", 25) + "\nfunc main() { var x A25; println(x == x) }\n",
    "doubled empty structs": "package main\ntype A0 struct{}\n" + lines("type A{i} struct{{ a, b A{b} }}", 30) + "\nfunc main() { var x A30; y := x; println(x == y) }\n",
    "doubled arrays": "package main\ntype A0 [2]int\n" + lines("type A{i} [2]A{b}", 25) + "\nfunc main() { var x A25; x[0] = x[1]; println(len(x)) }\n",
    "doubled empty arrays": "package main\ntype A0 [2]struct{}\n" + lines("type A{i} [2]A{b}", 40) + "\nfunc main() { var x A40; y := x; println(x == y) }\n",
    "doubled arrays above memory": top("type A0 [2]int\n" + lines("type A{i} [2]A{b}", 69) + "\nvar x *A69"),
    "doubled type arguments": "package main\ntype P[A, B any] struct{ a A; b B }\n" + lines("func f{b}[T any]() {{ f{i}[P[T, T]]() }}", 30) + "\nfunc f30[T any]() {}\nfunc main() { f0[int]() }\n",
    "doubled calls": "package main\ntype A[T any] struct{}\ntype B[T any] struct{}\n" + lines("func f{b}[T any]() {{ f{i}[A[T]](); f{i}[B[T]]() }}", 30) + "\nfunc f30[T any]() {}\nfunc main() { f0[int]() }\n",
    "doubled generic structs": top("type T0[P any] struct{ x P }\n" + lines("type T{i}[P any] struct{{ a T{b}[P]; b T{b}[*P] }}", 30) + "\nvar x T30[int]"),
    "doubled inference": body("f := func(a, b int) {}\nx0 := pair(f, f)\n" + lines("x{i} := pair(x{b}, x{b})", 30) + "\n_ = x30") + "func pair[T any](a, b T) func(T) T { return nil }\n",
    "growing generic structs": top("type P[A, B any] struct{}\ntype T[A any] struct{ a T[P[A, A]] }\nvar x T[int]"),
    "embedded structs": "package main\ntype T0 struct{ a int }\nfunc (T0) M() {}\n" + lines("type T{i} struct{{ T{b} }}", 2000) + "\nfunc main() { var x T2000; x.a = 1; var i any = x; i.(interface{ M() }).M() }\n",
    "embedded interfaces": top("type T0 interface{ M0() }\n" + lines("type T{i} interface{{ T{b}; M{i}() }}", 1000) + "\nvar x T1000"),
    "integer cases": switch("1", "{}", ", "), "clauses": switch("1", "{}", ":\ncase "), "string cases": switch('"a"', '"a{}"', ", "),
    "backward structs": backwards("type c{i} struct{{ f c{b} }}", "println(x == x)"),
    "backward pointers": backwards("type c{i} struct{{ f *c{b} }}", "fmt.Print(x)"),
    "backward slices": backwards("type c{i} []c{b}", "fmt.Print(x)"), "backward arrays": backwards("type c{i} [1]c{b}", "fmt.Print(x)"),
    "backward slice aliases": backwards("type c{i} = []c{b}", 'fmt.Printf("%T", x)'),
    "backward function aliases": backwards("type c{i} = func(c{b})", "var y int = x"),
    "local structs": body("type c0 int\n" + lines("type c{i} struct{{ f c{b} }}", N) + f"\nvar x c{N}; y := x; _ = y"),
    "parentheses": body("_ = " + "(" * N + "1" + ")" * N), "never closed": body("_ = " + "(" * N),
    "slice types": top("var x " + "[]" * N + "int"), "map types": top("var x " + "map[int]" * N + "int"),
    "func types": top("var x " + "func(" * N + ")" * N), "struct types": top("var x " + "struct{ a " * N + "int" + "}" * N),
    "literals": body("_ = []any{" + "[]any{" * N + "}" * N + "}"), "unary": body("_ = " + "- " * N + "1"),
    "blocks": body("{" * N + "}" * N), "function literals": body("_ = " + "func() any { return " * N + "1" + "}" * N),
    "else if": body("x := 1; if x == 0 {}" + " else if x == 1 {}" * N), "binary": body("x := 1; _ = x" + "+x" * N),
    "selectors": body("var a struct{}; _ = a" + ".b" * N), "calls": body("f()" + "()" * N),
    "type arguments": top("type T[P any] struct{ x P }\nvar x " + "T[" * N + "int" + "]" * N),
    "endless instances": top("type T[P any] struct{ f *T[[]P] }\nvar x T[int]"),
    "endless calls": "package main\nfunc f[P any](n int) { if n > 0 { f[[]P](n-1) } }\nfunc main() { f[int](3) }\n",
    "shifts": body("_ = 1" + "<<1" * N), "huge shift": body("const c = 1<<1000000000\n_ = c"), "huge float": body("_ = 1e1000000000"),
    "huge array": body("var x [1<<40]int; _ = x"), "arrays of arrays": body("var x [1<<20][1<<20][1<<20][1<<20]int; _ = x"),
    "huge index": body("x := []int{1<<62: 1}; println(len(x))"),
    "doubled strings": top('const s0 = "aaaaaaaa"\n' + "\n".join(f"const s{i} = s{i - 1} + s{i - 1}" for i in range(1, 50))),
    "squared constants": body("const c0 = 1<<500\n" + "\n".join(f"const c{i} = c{i - 1}*c{i - 1}" for i in range(1, 40))),
    "doubled structs": top("type T0 struct{ a, b int }\n" + "\n".join(f"type T{i} struct{{ a, b T{i - 1} }}" for i in range(1, 70)) + "\nvar x T69"),
    "constants": chain("const c{} = c{}", "const c{} = 1"), "variables": chain("var c{} = c{}", "var c{} = 1"),
    "types": chain("type c{} c{}", "type c{} int"), "aliases": chain("type c{} = c{}", "type c{} = int"),
    "pointers": chain("type c{} struct {{ p *c{} }}", "type c{} int"),
    "a comment without end": "package main\n/*" + "*" * N,
}


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in BOMBS.items():
            path = os.path.join(folder, "bomb.go")
            with open(path, "w") as file:
                file.write(text)
            try:
                done = subprocess.run([sys.argv[1], "run", "--timeout", "10s", path], capture_output=True, timeout=60)
                bad = f"status {done.returncode}" if done.returncode not in (0, 1, 2) else ""
            except subprocess.TimeoutExpired:
                bad = "no end"
            if bad:
                failures += 1
                print(f"{name}: {bad}")
    print(f"{len(BOMBS)} bombs, {failures} not defused")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
