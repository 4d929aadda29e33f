"""Random statements and function bodies.

A pure body (of what expressions call) prints nothing and assigns to its own variables only; a unit's body also prints, assigns
to package variables, calls closures that change what they captured, and provokes panics, one to a statement, under `try`.
Loops count to small constants, and each function has a budget of steps, so every program ends.
"""
from expressions import Expressions, Func, Var
from gotypes import ANY, BASIC, BOOL, INT, STRING, all_fields, array_of, comparable, func_of, map_of, printable, ptr_to, slice_of

CONTROL = ("return", "break", "continue", "goto", "panic(", "fallthrough")


class Statements(Expressions):
    def __init__(self, rng, universe):
        self.rng, self.universe = rng, universe
        self.scopes, self.funcs, self.lines = [], [], []
        self.methods_ready = False
        self.names = 0
        self.labels = 0
        self.reset(pure=True, budget=1000)

    def reset(self, pure, budget):
        self.pure, self.budget, self.spent, self.mult, self.loops = pure, budget, 0, 1, []
        self.level, self.in_func = 1, 0

    # ---- writing

    def emit(self, text):
        self.lines.append("\t" * self.level + text)

    def fresh(self):
        """A new name, now and then one that hides an outer variable."""
        if len(self.scopes) > 2 and self.rng.random() < 0.12:
            inner = {v.name for v in self.scopes[-1]}
            outer = [v.name for v in self.visible() if v.name[0] == "v" and v.name not in inner]
            if outer:
                return self.rng.choice(outer)
        self.names += 1
        return f"v{self.names}"

    def declare(self, name, t, assignable=True, cost=20):
        var = Var(name, t, assignable, cost)
        self.scopes[-1].append(var)
        self.emit(f"_ = {name}")  # at once: a use at the block's end would keep the variable alive all the way
        return var

    def block(self, count, before=(), depth=1, tail=None):
        """The statements of one block; before are the variables that its header declared, tail() makes the last line."""
        self.scopes.append(list(before))
        self.level += 1
        if before:
            self.emit(f"{', '.join('_' * len(before))} = {', '.join(v.name for v in before)}")
        for _ in range(count):
            self.statement(depth)
        if tail:
            self.emit(tail())
        self.scopes.pop()
        self.level -= 1

    def show(self, tag, text, t):
        form = self.rng.random()
        if form < 0.5:
            self.emit(f'fmt.Println("{tag}", {text})')
        else:
            verb = self.rng.choice(["%v", "%v", "%+v", "%#v", "%T", "%v %T"])
            self.emit(f'fmt.Printf("{tag} {verb}\\n", {", ".join([text] * verb.count("%"))})')

    # ---- statements

    def statement(self, depth):
        if not self.pay(3):
            return
        simple = [self.let, self.let, self.let, self.assign, self.assign, self.assign, self.op_assign, self.op_assign, self.swap,
                  self.zero_var, self.pointer, self.closure]
        nested = [self.if_, self.if_, self.for_count, self.for_range, self.switch, self.type_switch, self.bare, self.labelled,
                  self.comma_ok, self.range_map]
        # Slices and maps share what they hold, so a pure function leaves all of them alone.
        loud = [self.grow, self.set_map, self.print_var, self.print_var, self.call_closure, self.panic_, self.defer_, self.mutate]
        roll = self.rng.random()
        if depth > 0 and roll < 0.35:
            self.rng.choice(nested)(depth - 1)
        elif not self.pure and roll < 0.65:
            self.rng.choice(loud)()
        else:
            self.rng.choice(simple)()

    def let(self, t=None):
        t = t or self.universe.any()
        if self.rng.random() < 0.5:
            text = self.typed(t, 3)
            name = self.fresh()
            self.emit(f"{name} := {text}")
        else:
            text = self.expr(t)
            name = self.fresh()
            self.emit(f"var {name} {t.text} = {text}")
        if name in {v.name for v in self.scopes[-1]}:
            raise AssertionError("a name twice in a block")
        return self.declare(name, t)

    def zero_var(self):
        t = self.universe.any()
        name = self.fresh()
        self.emit(f"var {name} {t.text}" if t.kind != "iface" else f"var {name} {t.text} = {self.expr(t, 1)}")
        self.declare(name, t)

    def target(self, wanted=None):
        """(text, type) of something that may be assigned to."""
        found = []
        for var in self.visible():
            if var.assignable and var.type.kind != "func" and not (self.pure and var.name[0] == "g"):
                found.append((var.name, var.type, var))
                if var.type.kind == "ptr":
                    found[-1] = (f"(*{var.name})", var.type.elem, var)
                elif var.type.kind == "struct":
                    found += [(f"{var.name}.{n}", k, var) for n, k in all_fields(var.type)]
                elif var.type.kind == "array":
                    found.append((f"{var.name}[uint({self.expr(INT, 1, nonconst=True)})%{var.type.length}]", var.type.elem, var))
        if wanted:
            found = [f for f in found if wanted(f[1])]
        return self.rng.choice(found)[:2] if found else None

    def assign(self):
        found = self.target()
        if found:
            text, t = found
            value = self.expr(t)
            self.emit(f"{text} = {f'{t.text}(clip(string({value})))' if t.kind == 'string' else value}")

    def op_assign(self):
        found = self.target(lambda t: t.kind in ("int", "uint", "float", "complex"))
        if not found:
            return
        text, t = found
        ops = ["+", "-", "*"]
        if t.kind in ("int", "uint"):
            ops += ["&", "|", "^", "&^", "<<", ">>", "/", "%", "++", "--"]
        op = self.rng.choice(ops)
        if op in ("++", "--"):
            self.emit(f"{text}{op}")
        elif op in ("<<", ">>"):
            self.emit(f"{text} {op}= {self.operand(BASIC[self.rng.choice(['uint8', 'uint', 'uint16'])], 2)} % {t.bits + 3}")
        else:
            value = self.operand(t, 2)
            self.emit(f"{text} {op}= {f'({value} | 1)' if op in '/%' else value}")

    def swap(self):
        first = self.target()
        second = first and self.target(lambda t: t == first[1])
        if first and second:
            if self.rng.random() < 0.5:
                self.emit(f"{first[0]}, {second[0]} = {second[0]}, {first[0]}")
            elif first[1].kind != "string":
                third = self.target(lambda t: t.kind != "string")
                self.emit(f"{first[0]}, {third[0]} = {self.expr(first[1], 2)}, {self.expr(third[1], 2)}")

    def grow(self):
        found = self.target(lambda t: t.kind == "slice")
        if not found:
            return
        text, t = found
        form = self.rng.randrange(4)
        if form == 0:
            self.emit(f"if len({text}) < 40 {{ {text} = append({text}, {self.expr(t.elem, 2)}, {self.expr(t.elem, 1)}) }}")
        elif form == 1:
            self.emit(f"if len({text}) < 40 {{ {text} = append({text}, {self.expr(t, 2)}...) }}")
        elif form == 2:
            self.emit(f"copy({text}, {self.expr(t, 2)})")
        else:
            self.emit(f"if n := uint(len({text})); n > 0 {{ {text}[uint({self.expr(INT, 2, nonconst=True)})%n] = {self.expr(t.elem, 2)} }}")

    def set_map(self):
        found = self.target(lambda t: t.kind == "map")
        if not found:
            return
        text, t = found
        key = self.expr(t.key, 2)
        form = self.rng.randrange(4)
        if form == 0:
            self.emit(f"delete({text}, {key})")
        elif form == 1 and t.elem.kind in ("int", "uint", "float"):
            self.emit(f"if {text} != nil {{ {text}[{key}] += {self.operand(t.elem, 1)} }}")
        else:
            self.emit(f"if {text} != nil {{ {text}[{key}] = {self.expr(t.elem, 2)} }}")

    def pointer(self):
        candidates = [v for v in self.visible() if v.assignable and printable(v.type) and v.name[0] == "v"]
        if candidates:
            var = self.rng.choice(candidates)
            at, t = var.name, var.type
            if t.kind == "struct" and all_fields(t) and self.rng.random() < 0.5:
                name, t = self.rng.choice(all_fields(t))
                at += "." + name
            name = self.fresh()
            self.emit(f"{name} := &{at}")
            self.declare(name, ptr_to(t), assignable=True)

    def closure(self):
        t = func_of([self.universe.any(1) for _ in range(self.rng.randint(0, 2))], self.universe.any(1))
        before = self.spent
        text = self._func(t, 3)[0]
        name = self.fresh()
        self.emit(f"{name} := {text}")
        self.declare(name, t, assignable=False, cost=20 + (self.spent - before) // self.mult)

    # ---- nested statements

    def if_(self, depth):
        start = ""
        header = []
        if self.rng.random() < 0.3:
            t = self.universe.leaf()
            text = self.typed(t, 2)
            name = self.fresh()
            header = [Var(name, t)]
            start = f"{name} := {text}; "
        self.scopes.append(header)
        self.emit(f"if {start}{self.expr(BOOL)} {{")
        if header:
            self.emit(f"\t_ = {name}")
        self.block(self.rng.randint(1, 3), depth=depth)
        while self.rng.random() < 0.3:
            self.emit(f"}} else if {self.expr(BOOL)} {{")
            self.block(self.rng.randint(1, 2), depth=depth)
        if self.rng.random() < 0.5:
            self.emit("} else {")
            self.block(self.rng.randint(1, 2), depth=depth)
        self.emit("}")
        self.scopes.pop()

    def loop(self, header, count, variables, depth, label=None):
        if self.mult * count > 120:
            return False
        self.emit((f"{label}: " if label else "") + header + " {")
        self.mult *= count
        self.loops.append(label)
        jump = None
        if self.rng.random() < 0.4:
            labels = [x for x in self.loops if x]
            where = " " + self.rng.choice(labels) if labels and self.rng.random() < 0.6 else ""
            jump = lambda: f"if {self.expr(BOOL, 2)} {{ {self.rng.choice(['break', 'continue'])}{where} }}"
        self.block(self.rng.randint(1, 3), variables, depth, jump)
        self.loops.pop()
        self.mult //= count
        self.emit("}")
        return True

    def for_count(self, depth, label=None):
        count = self.rng.randint(1, 6)
        self.names += 1
        i = f"i{self.names}"
        t = BASIC[self.rng.choice(["int", "int", "uint8", "int16", "uint"])]
        header = f"for {i} := {t.text}(0); {i} < {count}; {i}++"
        if t.kind == "int" and self.rng.random() < 0.3:
            header = f"for {i} := {t.text}({count}); {i} > 0; {i}--"
        return self.loop(header, count, [Var(i, t, False)], depth, label=label)

    def for_range(self, depth, label=None):
        rng = self.rng
        t = rng.choice([slice_of(self.universe.any(1)), array_of(rng.randint(1, 4), self.universe.any(1)), STRING])
        over = self.expr(t, 2)
        if t.kind in ("slice", "string"):
            over = f"few({over})" if t.kind == "slice" else f"cut({over}, 0, 6)"
        self.names += 1
        i, x = f"i{self.names}", f"x{self.names}"
        elem = BASIC["int32"] if t.kind == "string" else t.elem
        form = rng.random()
        variables = [Var(i, INT, False), Var(x, elem)]
        head = f"{i}, {x} := range"
        if form < 0.2:
            variables, head = [Var(x, elem)], f"_, {x} := range"
        elif form < 0.4:
            variables, head = [Var(i, INT, False)], f"{i} := range"
        return self.loop(f"for {head} {over}", 6, variables, depth, label=label)

    def labelled(self, depth):
        self.labels += 1
        label = f"L{self.labels}"
        at = len(self.lines)
        if self.rng.choice([self.for_count, self.for_range])(depth + 1, label):
            if not any(f"break {label}" in x or f"continue {label}" in x for x in self.lines[at:]):
                self.lines[at] = self.lines[at].replace(f"{label}: ", "", 1)

    def range_map(self, depth):
        del depth
        t = map_of(self.universe.key(), BASIC[self.rng.choice(["int", "uint8", "int16", "uint64"])])
        found = self.target(lambda k: k == t.elem)
        if found:
            value = self.expr(t, 2)
            self.emit(f"for k, x := range {value} {{ {found[0]} {self.rng.choice('+^')}= x; _ = k }}")

    def bare(self, depth):
        self.emit("{")
        self.block(self.rng.randint(1, 3), depth=depth)
        self.emit("}")

    def switch(self, depth):
        rng = self.rng
        tagged = rng.random() < 0.6
        t = rng.choice([x for x in BASIC.values() if x.kind in ("int", "uint", "string")]) if tagged else BOOL
        self.emit(f"switch {self.operand(t, 2, nonconst=True) if tagged else ''} {{")
        count = rng.randint(1, 4)
        default = rng.randint(0, count * 2)
        for i in range(count):
            if i == default:
                self.emit("default:")
            else:
                cases = ", ".join(f"same({self.expr(t, 1)})" if tagged else self.expr(t, 2, nonconst=True) for _ in range(rng.randint(1, 2)))
                self.emit(f"case {cases}:")
            fall = i < count - 1 and rng.random() < 0.25
            self.block(rng.randint(1, 2), depth=depth, tail=(lambda: "fallthrough") if fall else None)
        self.emit("}")

    def type_switch(self, depth):
        rng = self.rng
        face = rng.choice([ANY] + self.universe.interfaces)
        value = self.expr(face, 2)
        pool = face.implementers or [k for k in list(BASIC.values()) + self.universe.declared if comparable(k)]
        chosen = rng.sample(pool, min(len(pool), rng.randint(1, 4)))
        self.names += 1
        x = f"x{self.names}"
        self.emit(f"switch {x} := {face.text}({value}).(type) {{")
        for t in chosen:
            self.emit(f"case {t.text}:")
            self.emit(f"\t_ = {x}")
            self.block(rng.randint(1, 2), [Var(x, t)], depth)
        self.emit("default:")
        self.emit(f"\t_ = {x}")
        self.emit("}")

    def comma_ok(self, depth):
        rng = self.rng
        self.names += 1
        x, ok = f"x{self.names}", f"ok{self.names}"
        if rng.random() < 0.5:
            t = rng.choice([k for k in list(BASIC.values()) + self.universe.declared if comparable(k)])
            self.emit(f"if {x}, {ok} := {self.expr(ANY, 2)}.({t.text}); {ok} || {self.expr(BOOL, 1)} {{")
        else:
            m = map_of(self.universe.key(), self.universe.any(1))
            t = m.elem
            self.emit(f"if {x}, {ok} := {self.operand(m, 2)}[{self.expr(m.key, 2)}]; !{ok} || {self.expr(BOOL, 1)} {{")
        self.emit(f"\t_ = {x}")
        self.block(rng.randint(1, 2), [Var(x, t), Var(ok, BOOL)], depth)
        self.emit("}")

    # ---- what may be heard

    def print_var(self):
        found = [v for v in self.visible() if printable(v.type) and v.name[0] in "vxig"]
        if found and self.rng.random() < 0.7:
            var = self.rng.choice(found)
            self.show(var.name, var.name, var.type)
        else:
            t = self.universe.any()
            self.show("e", self.typed(t, 3), t)

    def call_closure(self):
        """A closure that changes what it captured, and is called as a statement or to give a new variable's value."""
        t = self.universe.any(1)
        self.names += 1
        name = f"change{self.names}"
        self.emit(f"{name} := func(a {t.text}) {t.text} {{")
        outer, self.loops = self.loops, []
        self.block(self.rng.randint(1, 3), [Var("a", t)], 0, lambda: f"return {self.expr(t, 2)}")
        self.loops = outer
        self.emit("}")
        for _ in range(self.rng.randint(1, 2)):
            self.emit(f"{name}({self.expr(t, 2)})")
        result = self.fresh()
        self.emit(f"{result} := {name}({self.expr(t, 2)})")
        self.declare(result, t)

    def mutate(self):
        """A call of a method that changes its receiver."""
        found = [(v, m) for v in self.visible() if v.assignable for m in self.mutators.get(v.type.text.lstrip("*"), [])]
        if found and self.pay(60):
            var, (name, params) = self.rng.choice(found)
            call = f"{var.name}.{name}({self.args(params, 2)})"
            form = self.rng.randrange(3)
            self.emit(call if form == 0 else f"func() {{ defer {call} }}()" if form == 1 else f"{{ f := {var.name}.{name}; f({self.args(params, 2)}) }}")

    def defer_(self):
        t = self.universe.any(1)
        self.names += 1
        n = self.names
        self.emit(f"func() (r{n} {t.text}) {{")
        outer, self.loops = self.loops, []
        self.emit(f"\tfor d := 0; d < {self.rng.randint(1, 3)}; d++ {{")
        self.emit(f'\t\tdefer fmt.Println("deferred {n}", d, {self.expr(t, 2)})')
        self.emit("\t}")
        self.emit(f"\tdefer func() {{ fmt.Println(recover(), r{n}); r{n} = {self.expr(t, 1)} }}()")
        self.block(self.rng.randint(0, 2), [], 0, lambda: (
            (f"if {self.expr(BOOL, 1)} {{ panic({self.expr(ANY, 1)}) }}; " if self.rng.random() < 0.4 else "") + f"return {self.expr(t, 2)}"))
        self.loops = outer
        self.emit("}()")

    def panic_(self):
        rng = self.rng
        self.names += 1
        n = self.names
        t = self.universe.any(1)
        i = self.expr(INT, 2, nonconst=True)
        pick = rng.randrange(16)
        setup, act = "", ""
        if pick in (0, 1):
            setup, act = f"s, i := {slice_of(t).text}{{{self.expr(t, 1)}}}, {i}", "_ = s[i]"
        elif pick == 2:
            setup, act = f"s, i, j := {self.typed(STRING, 2)}, {i}, {self.expr(INT, 1)}", "_ = s[i:j]"
        elif pick == 3:
            setup, act = f"s, i, j, k := make([]int, 3, 7), {i}, {self.typed(INT, 1)}, {self.typed(INT, 1)}", "fmt.Println(s[i:j:k])"
        elif pick == 4:
            setup, act = f"var m map[{self.universe.key().text}]{t.text}", "m[K] = V"
        elif pick == 5:
            kind = rng.choice([x for x in BASIC.values() if x.kind in ("int", "uint")])
            setup, act = f"a, b := {self.typed(kind, 2)}, {kind.text}(0)", f"fmt.Println(a {rng.choice('/%')} b)"
        elif pick in (6, 7):
            other = rng.choice(list(BASIC.values()) + self.universe.declared + self.universe.interfaces)
            setup, act = f"a := {self.expr(ANY, 2)}", f"fmt.Println(a.({other.text}))"
        elif pick == 8:
            struct = rng.choice([d for d in self.universe.declared if d.kind == "struct" and d.fields] or [None])
            if not struct:
                return
            setup, act = f"var p *{struct.text}", f"fmt.Println(p.{rng.choice(all_fields(struct))[0]})"
        elif pick == 9:
            setup, act = f"a, s := {self.typed(INT, 2)}, {i}", "fmt.Println(a << s)"
        elif pick == 10:
            setup, act = f"n := ({i}) & 1023 - 512", f"fmt.Println(len(make({slice_of(t).text}, n)))"
        elif pick == 11:
            setup, act = f"m := map[any]int{{}}; var k any = {slice_of(t).text}{{}}", "m[k] = 1"
        elif pick == 12:
            setup, act = f"var a, b any = {slice_of(t).text}{{}}, {slice_of(t).text}{{}}", "fmt.Println(a == b)"
        elif pick == 13:
            setup, act = f"a, i := {array_of(3, t).text}{{}}, {i}", "a[i], i = a[0], 2"
        elif pick == 14:
            setup, act = f"s := {slice_of(t).text}{{{self.expr(t, 1)}}}", f"fmt.Println(*(*[{rng.randint(0, 3)}]{t.text})(s))"
        else:
            act = f"panic({self.expr(ANY, 2)})"
        if "m[K]" in act:
            key = setup.split("[")[1].rsplit("]", 1)[0] if t.text.count("]") == 0 and "map" not in t.text else None
            setup, act = f"var m map[string]{t.text}", f"m[{self.expr(STRING, 1)}] = {self.expr(t, 1)}"
            del key
        self.emit(f'try("p{n}", func() {{ {setup}{"; " if setup else ""}{act} }})')

    # ---- functions

    def body(self, params, result, count, globals_, depth=2):
        """Lines of a function's body that ends with a return of result (or of nothing)."""
        self.lines = []
        self.scopes = [globals_, [Var(n, t) for n, t in params], []]
        for _ in range(count):
            self.statement(depth)
        value = f"return {self.expr(result)}" if result else None
        if value:
            self.emit(value)
        self.scopes = []
        return self.lines

    def function(self, name, globals_, receiver=None, params=None, result=None, budget=900, count=4):
        """Declares a pure function; receiver is (name, Type). Returns its text and adds it to funcs unless it is a method."""
        self.reset(pure=True, budget=budget)
        params = params if params is not None else [self.universe.any() for _ in range(self.rng.randint(0, 3))]
        result = result or self.universe.any()
        named = [(f"p{i}", p) for i, p in enumerate(params)]
        lines = self.body(named + ([receiver] if receiver else []), result, count, globals_)
        before = f"({receiver[0]} {receiver[1].text}) " if receiver else ""
        head = f"func {before}{name}({', '.join(f'{n} {p.text}' for n, p in named)}) {result.text} {{"
        if not receiver:
            self.funcs.append(Func(name, params, result, 10 + self.spent))
        return "\n".join([head] + lines + ["}"])

    def unit(self, name, globals_, count=12, budget=20000):
        self.reset(pure=False, budget=budget)
        return "\n".join([f"func {name}() {{"] + self.body([], None, count, globals_, depth=3) + ["}"])
