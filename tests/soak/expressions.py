"""Random expressions of a given type.

What holds for every expression made here: it has no side effect and cannot panic, so the order in which Go evaluates its
parts, which the specification leaves open in places, cannot be seen; and it is not a constant where `nonconst` asked for that,
so that no constant overflows at compile time. Panics and side effects are the statements' business.
"""
from gotypes import ANY, BASIC, BOOL, FLOAT64, INT, STRING, Type, all_fields, all_methods, comparable, func_of

WORDS = ['""', '"a"', '"go"', '"héllo"', '"日本語"', '"x\\x00y"', '"\\xff\\xfe"', '"line\\n"', '`raw\\n`', '"\\u00e9\\U0001F600"',
         '"ZZtop"', '"0123456789"', '"tab\\t\\"q\\""']
FLOATS = ["0.0", "0.5", "1.25", "0.1", "3.75", "1e10", "1e-5", "123456.789", "2.5e-7", "1e20", "7", "1 / 3.0", "1e21", "100000"]


class Var:
    def __init__(self, name, type, assignable=True, cost=20):
        self.name, self.type, self.assignable, self.cost = name, type, assignable, cost


class Func:
    """A declared function or method value that expressions may call."""

    def __init__(self, text, params, result, cost):
        self.text, self.params, self.result, self.cost = text, params, result, cost


class Expressions:
    """Needs from its subclass: rng, scopes (lists of Var, innermost last), funcs, universe, and the budget of one function."""

    # ---- what is in reach

    def visible(self):
        seen, found = set(), []
        for scope in reversed(self.scopes):
            for var in reversed(scope):
                if var.name not in seen:
                    seen.add(var.name)
                    found.append(var)
        return found

    def paths(self, want, assignable=False):
        """Variables, fields, elements and what pointers point to, of type want."""
        found = []
        for var in self.visible():
            if assignable and not var.assignable:
                continue
            self._paths_of(var.name, var.type, want, found, 2)
        return found

    def _paths_of(self, text, t, want, found, depth):
        if t == want:
            found.append(text)
        if depth == 0:
            return
        if t.kind == "ptr":
            found_text = f"(*{text})"
            if t.elem == want:
                found.append(found_text)
            elif t.elem.kind == "struct":
                self._paths_of(text, t.elem, want, found, depth - 1)
        elif t.kind == "struct":
            for name, kind in all_fields(t):
                self._paths_of(f"{text}.{name}", kind, want, found, depth - 1)
        elif t.kind == "array" and t.elem == want:
            found.append(f"{text}[{self.rng.randrange(t.length)}]")

    def pay(self, cost):
        """Whether this function may spend that many more steps, and if so, spends them."""
        if self.spent + cost * self.mult > self.budget:
            return False
        self.spent += cost * self.mult
        return True

    # ---- expressions

    def expr(self, t, depth=3, nonconst=False):
        text, const = self._expr(t, depth)
        if const and nonconst:
            return self._nonconst_leaf(t)
        return text

    def operand(self, t, depth=3, nonconst=False):
        """As expr, fit to stand beside any operator."""
        text = self.expr(t, depth, nonconst)
        return text if text.replace("_", "").isalnum() else f"({text})"

    def _nonconst_leaf(self, t):
        paths = self.paths(t)
        if paths:
            text = self.rng.choice(paths)
            return text
        return f"same({self.literal(t)})"

    def _expr(self, t, depth):
        self.spent += self.mult
        roll = self.rng.random()
        if depth <= 0 or roll < 0.12:
            if self.rng.random() < 0.6:
                paths = self.paths(t)
                if paths:
                    text = self.rng.choice(paths)
                    return text, False
            return self.literal(t, depth), t.kind in ("int", "uint", "float", "complex", "string", "bool")
        if roll < 0.30:
            paths = self.paths(t)
            if paths:
                text = self.rng.choice(paths)
                return text, False
        if roll < 0.42:
            call = self.call(t, depth)
            if call:
                return call, False
        if roll < 0.50:
            return self.anywhere(t, depth), False
        return getattr(self, "_" + t.kind)(t, depth - 1)

    def call(self, t, depth):
        found = [f for f in self.funcs if f.result == t and f.cost * self.mult + self.spent <= self.budget]
        for var in self.visible():
            if var.type.kind == "func" and var.type.result == t:
                found.append(Func(var.name, var.type.params, t, var.cost))
        receivers = [(v, m) for v in self.visible() for m in self.methods_of(v.type) if m[2] == t]
        if receivers and (not found or self.rng.random() < 0.5):
            var, (name, params, _) = self.rng.choice(receivers)
            if self.pay(60):
                return f"{var.name}.{name}({self.args(params, depth - 1)})"
        if not found:
            return None
        chosen = self.rng.choice(found)
        if not self.pay(chosen.cost):
            return None
        return f"{chosen.text}({self.args(chosen.params, depth - 1)})"

    def methods_of(self, t):
        if not self.methods_ready:
            return []
        return all_methods(t.elem) if t.kind == "ptr" and t.elem.kind == "struct" else all_methods(t)

    def args(self, params, depth):
        return ", ".join(self.expr(p, depth) for p in params)

    def anywhere(self, t, depth):
        """Forms that exist for every type."""
        rng, d = self.rng, depth - 1
        form = rng.randrange(6)
        if form == 0:
            return f"pick({self.expr(BOOL, d)}, {self.typed(t, d)}, {self.typed(t, d)})"
        if form == 1:
            return f"func() {t.text} {{ return {self.expr(t, d)} }}()"
        if form == 2:
            return f"at(([]{t.text}{{{self.expr(t, d)}, {self.expr(t, d - 1)}}}), {self.expr(INT, d)})"
        if form == 3:
            n = rng.randint(1, 4)
            items = ", ".join(self.expr(t, d - 1) for _ in range(n))
            return f"([...]{t.text}{{{items}}})[uint({self.expr(INT, d, nonconst=True)})%{n}]"
        if form == 4:
            return f"func(q1, q2 {t.text}) {t.text} {{ if {self.expr(BOOL, d - 1)} {{ return q2 }}; return q1 }}({self.expr(t, d)}, {self.expr(t, d)})"
        if comparable(t) and t.kind != "iface":
            return f"(map[{t.text}]{t.text}{{}})[{self.expr(t, d)}]" if rng.random() < 0.3 else f"*ref({self.typed(t, d)})"
        return f"(struct{{ x {t.text} }}{{{self.expr(t, d)}}}).x"

    def typed(self, t, depth):
        """An expression whose own type is t, for where Go infers it."""
        text, const = self._expr(t, depth)
        if t.kind == "func":
            return f"({t.text})({text})"
        return f"{t.text}({text})" if const or t.kind == "iface" else text

    def literal(self, t, depth=1):
        rng = self.rng
        if t.kind in ("int", "uint"):
            low, high = (-(1 << t.bits - 1), (1 << t.bits - 1) - 1) if t.kind == "int" else (0, (1 << t.bits) - 1)
            value = rng.choice([0, 1, 2, 3, 7, 10, 64, 100, low, high, high - 1, low + 1, rng.randint(low, high),
                                max(low, -1), max(low, -rng.randint(1, 50))])
            forms = [str(value)]
            if value >= 0:
                forms += [hex(value), bin(value), "0o%o" % value]
                if 32 < value < 127 and chr(value) not in "'\\":
                    forms.append(f"'{chr(value)}'")
            return f"{t.text}({rng.choice(forms)})"
        if t.kind == "float":
            return f"{t.text}({rng.choice(['', '', '-'])}{rng.choice(FLOATS)})"
        if t.kind == "complex":
            return f"{t.text}({rng.choice(FLOATS)}{rng.choice('+-')}{rng.choice(['1', '2.5', '0', '0.1', '1e3'])}i)"
        if t.kind == "string":
            return rng.choice(WORDS) if not t.named else f"{t.text}({rng.choice(WORDS)})"
        if t.kind == "bool":
            return f"{t.text}({rng.choice(['true', 'false'])})"
        return getattr(self, "_" + t.kind)(t, min(depth, 1) - 1)[0]

    def _number(self, t, depth, operators):
        op = self.rng.choice(operators)
        return f"{self.operand(t, depth, nonconst=True)} {op} {self.operand(t, depth)}", False

    def _convert(self, t, depth, kinds):
        pool = [x for x in list(BASIC.values()) + self.universe.declared if x.kind in kinds]
        return f"{t.text}({self.expr(self.rng.choice(pool), depth, nonconst=True)})", False

    def _int(self, t, depth):
        rng, roll = self.rng, self.rng.random()
        if roll < 0.40:
            return self._number(t, depth, ["+", "-", "*", "&", "|", "^", "&^"])
        if roll < 0.50:
            return f"{self.operand(t, depth, nonconst=True)} {rng.choice('/%')} ({self.operand(t, depth)} | 1)", False
        if roll < 0.62:
            count = rng.choice([str(rng.randint(0, t.bits + 2)), self.operand(rng.choice([BASIC["uint8"], BASIC["uint"], BASIC["uint64"]]), depth),
                                f"({self.operand(BASIC[rng.choice(['int', 'int8', 'int32'])], depth, nonconst=True)} & 31)"])
            return f"{self.operand(t, depth, nonconst=True)} {rng.choice(['<<', '>>'])} {count}", False
        if roll < 0.68:
            return f"{rng.choice('-^+')}{self.operand(t, depth, nonconst=True)}", False
        if roll < 0.80:
            return self._convert(t, depth, ("int", "uint"))
        if roll < 0.84:
            return f"{t.text}(f2i(float64({self.expr(rng.choice([FLOAT64, BASIC['float32']]), depth, nonconst=True)})))", False
        if roll < 0.90:
            held = self.universe.any(1)
            if held.kind in ("slice", "map", "string"):
                return f"{t.text}(len({self.expr(held, depth, nonconst=True)}))", False
            return f"{t.text}(byteat({self.expr(STRING, depth)}, {self.expr(INT, depth)}))", False
        if roll < 0.94:
            return f"{t.text}(1) << ({self.operand(BASIC['uint8'], depth, nonconst=True)} % {t.bits})", False
        if roll < 0.97:
            return f"{rng.choice(['lesser', 'greater'])}({self.typed(t, depth)}, {self.typed(t, depth)})", False
        return f"total({self.typed(t, depth)}, {self.typed(t, depth)}, {self.typed(t, depth - 1)})", False

    _uint = _int

    def _float(self, t, depth):
        rng, roll = self.rng, self.rng.random()
        if roll < 0.6:
            return self._number(t, depth, ["+", "-", "*", "/", "*", "+"])
        if roll < 0.8:
            return self._convert(t, depth, ("int", "uint", "float"))
        if roll < 0.86:
            return f"{t.text}(math.{rng.choice(['Sqrt', 'Floor', 'Abs', 'Trunc', 'Ceil'])}(float64({self.expr(t, depth, nonconst=True)})))", False
        if roll < 0.93:
            kind = BASIC["complex64" if t.bits == 32 else "complex128"]
            return f"{t.text}({rng.choice(['real', 'imag'])}({self.expr(kind, depth, nonconst=True)}))", False
        return f"-{self.operand(t, depth, nonconst=True)}", False

    def _complex(self, t, depth):
        if self.rng.random() < 0.6:
            return self._number(t, depth, ["+", "-", "*", "/"])
        if self.rng.random() < 0.2:
            return f"-{self.operand(t, depth, nonconst=True)}", False
        part = BASIC["float32" if t.bits == 64 else "float64"]
        return f"{t.text}(complex({self.expr(part, depth, nonconst=True)}, {self.expr(part, depth, nonconst=True)}))", False

    def _string(self, t, depth):
        rng, roll = self.rng, self.rng.random()
        if roll < 0.4:
            return f"{self.operand(t, depth, nonconst=True)} + {self.operand(t, depth)}", False
        if roll < 0.5:
            return f"{t.text}(rune({self.expr(BASIC[rng.choice(['int32', 'uint8', 'int'])], depth, nonconst=True)}))", False
        if roll < 0.65:
            return f"{t.text}(cut(string({self.expr(t, depth, nonconst=True)}), {self.expr(INT, depth)}, {self.expr(INT, depth)}))", False
        if roll < 0.8 and self.methods_ready:  # a String method must not print its own receiver
            held = self.universe.any(1)
            return f"{t.text}(clip(fmt.Sprint({self.expr(held, depth)})))", False
        kind = rng.choice(["[]byte", "[]rune"])
        return f"{t.text}({kind}({self.expr(t, depth, nonconst=True)}))", False

    def _bool(self, t, depth):
        rng, roll = self.rng, self.rng.random()
        if roll < 0.25:
            return f"{self.operand(t, depth, nonconst=True)} {rng.choice(['&&', '||'])} {self.operand(t, depth)}", False
        if roll < 0.35:
            return f"!{self.operand(t, depth, nonconst=True)}", False
        if roll < 0.70:
            kind = rng.choice([x for x in BASIC.values() if x.kind in ("int", "uint", "float", "string")])
            text = f"{self.operand(kind, depth, nonconst=True)} {rng.choice(['<', '<=', '>', '>=', '==', '!='])} {self.operand(kind, depth)}"
        else:
            kind = next((k for k in (self.universe.any(2) for _ in range(9)) if comparable(k)), INT)
            text = f"{self.operand(kind, depth, nonconst=True)} {rng.choice(['==', '!='])} {self.operand(kind, depth)}"
        return (f"{t.text}({text})" if t.named else text), False

    def _struct(self, t, depth):
        if self.rng.random() < 0.3 and depth > 0:
            return f"({t.text}{{{', '.join(self.expr(k, depth - 1) for _, k, _ in t.fields)}}})", False
        chosen = [f for f in t.fields if self.rng.random() < 0.7]
        self.rng.shuffle(chosen)
        return f"({t.text}{{{', '.join(f'{n}: {self.expr(k, depth - 1)}' for n, k, _ in chosen)}}})", False

    def _array(self, t, depth):
        count = self.rng.randint(0, t.length)
        if self.rng.random() < 0.2:
            at = self.rng.randrange(t.length)
            return f"({t.text}{{{at}: {self.expr(t.elem, depth - 1)}}})", False
        return f"({t.text}{{{', '.join(self.expr(t.elem, depth - 1) for _ in range(count))}}})", False

    def _slice(self, t, depth):
        rng = self.rng
        if depth > 0 and rng.random() < 0.3:
            return f"append({t.text}(nil), {', '.join(self.expr(t.elem, depth - 1) for _ in range(rng.randint(0, 3)))})", False
        if depth > 0 and rng.random() < 0.2:
            return f"{t.text}(part({self.unnamed_slice(t, depth - 1)}, {self.expr(INT, depth - 1)}, {self.expr(INT, depth - 1)}))", False
        if rng.random() < 0.1:
            return f"{t.text}(nil)", False
        return f"({t.text}{{{', '.join(self.expr(t.elem, depth - 1) for _ in range(rng.randint(0, 3)))}}})", False

    def unnamed_slice(self, t, depth):
        return f"[]{t.elem.text}({self.expr(t, depth)})"

    def _map(self, t, depth):
        count = self.rng.randint(0, 3)
        entries, keys = [], set()
        for _ in range(count):
            key = self.literal(t.key) if t.key.kind in ("int", "uint", "string") else self.expr(t.key, depth - 1, nonconst=True)
            if t.key.kind in ("int", "uint", "string", "bool"):
                key = f"same({key})"  # two equal constants would not compile
            if key not in keys:
                keys.add(key)
                entries.append(f"{key}: {self.expr(t.elem, depth - 1)}")
        # Which of two equal keys wins is the order of evaluation, which Go specifies for calls only: one entry is safe.
        return f"({t.text}{{{', '.join(entries[:1])}}})", False

    def _ptr(self, t, depth):
        paths = self.paths(t)
        if paths:
            text = self.rng.choice(paths)
            return text, False
        return f"ref({self.typed(t.elem, depth)})", False

    def _func(self, t, depth):
        names = [f"a{i}" for i in range(len(t.params))]
        self.scopes.append([Var(n, p, False) for n, p in zip(names, t.params)])
        body = self.expr(t.result, depth - 1)
        self.scopes.pop()
        return f"func({', '.join(f'{n} {p.text}' for n, p in zip(names, t.params))}) {t.result.text} {{ return {body} }}", False

    def _iface(self, t, depth):
        if t.implementers:
            made = self.rng.choice(t.implementers)
        else:
            made = next((k for k in (self.universe.leaf() for _ in range(9)) if comparable(k)), INT)
        return f"{t.text}({self.typed(made, depth - 1)})", False
