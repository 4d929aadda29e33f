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


BOMBS = {
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
