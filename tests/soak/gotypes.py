"""The types that a generated program uses, and the random choice among them.

A Type's text is how Go writes it and is its identity. Every value of a type made here can be printed without an address, so
pointers, functions and channels appear as variables and parameters only, never inside of other types.
"""
from dataclasses import dataclass, field


@dataclass(eq=False)
class Type:
    text: str
    kind: str                 # int uint float complex string bool struct array slice map ptr func iface
    bits: int = 0
    elem: "Type" = None
    key: "Type" = None
    length: int = 0
    fields: list = field(default_factory=list)   # (name, Type, embedded)
    params: list = field(default_factory=list)   # of a func
    result: "Type" = None
    methods: list = field(default_factory=list)  # (name, [Type], Type), all free of side effects
    implementers: list = field(default_factory=list)
    named: bool = False

    def __eq__(self, other):
        return isinstance(other, Type) and self.text == other.text

    def __hash__(self):
        return hash(self.text)


BASIC = {t.text: t for t in [
    Type("int8", "int", 8), Type("int16", "int", 16), Type("int32", "int", 32), Type("int64", "int", 64), Type("int", "int", 64),
    Type("uint8", "uint", 8), Type("uint16", "uint", 16), Type("uint32", "uint", 32), Type("uint64", "uint", 64),
    Type("uint", "uint", 64), Type("uintptr", "uint", 64), Type("float32", "float", 32), Type("float64", "float", 64),
    Type("complex64", "complex", 64), Type("complex128", "complex", 128), Type("string", "string"), Type("bool", "bool")]}
INT, STRING, BOOL, FLOAT64 = BASIC["int"], BASIC["string"], BASIC["bool"], BASIC["float64"]
ANY = Type("any", "iface")


def slice_of(elem):
    return Type("[]" + elem.text, "slice", elem=elem)


def array_of(n, elem):
    return Type(f"[{n}]{elem.text}", "array", elem=elem, length=n)


def map_of(key, elem):
    return Type(f"map[{key.text}]{elem.text}", "map", key=key, elem=elem)


def ptr_to(elem):
    return Type("*" + elem.text, "ptr", elem=elem)


def func_of(params, result):
    return Type(f"func({', '.join(p.text for p in params)}) {result.text}", "func", params=list(params), result=result)


def comparable(t):
    if t.kind in ("slice", "map", "func"):
        return False
    if t.kind == "array":
        return comparable(t.elem)
    return all(comparable(f[1]) for f in t.fields) if t.kind == "struct" else True


def key_type(t):
    """Fit to be a map's key: comparable, equal to itself, and with an order in which fmt prints it."""
    if t.kind in ("float", "complex", "iface", "ptr", "func"):
        return False
    if t.kind == "array":
        return key_type(t.elem)
    return all(key_type(f[1]) for f in t.fields) if t.kind == "struct" else comparable(t)


def printable(t):
    return t.kind not in ("ptr", "func")


def all_fields(t):
    """(selector, type) of a struct's fields, promoted ones with their short names."""
    found = []
    for name, kind, embedded in t.fields:
        found.append((name, kind))
        if embedded:
            found += all_fields(kind)
    return found


def all_methods(t):
    found = list(t.methods)
    for _, kind, embedded in t.fields:
        if embedded:
            found += [m for m in all_methods(kind) if m[0] not in {f[0] for f in found}]
    return found


class Universe:
    """The types of one program: declared ones, and unnamed ones made of them."""

    def __init__(self, rng):
        self.rng = rng
        self.declared = []       # in order of declaration
        self.interfaces = []
        self._fields = 0

    def leaf(self):
        pool = list(BASIC.values()) + [t for t in self.declared if t.kind not in ("iface",)] * 2
        return self.rng.choice(pool)

    def number(self):
        return self.rng.choice([t for t in BASIC.values() if t.kind in ("int", "uint", "float")])

    def any(self, depth=2):
        """A type of values: for variables, parameters, fields and elements."""
        roll = self.rng.random()
        if depth == 0 or roll < 0.55:
            return self.leaf()
        if roll < 0.68:
            return slice_of(self.any(depth - 1))
        if roll < 0.79:
            return array_of(self.rng.randint(1, 5), self.any(depth - 1))
        if roll < 0.90:
            return map_of(self.key(), self.any(depth - 1))
        return self.rng.choice(self.interfaces) if self.interfaces else self.leaf()

    def key(self):
        for _ in range(8):
            t = self.leaf() if self.rng.random() < 0.8 else array_of(2, self.leaf())
            if key_type(t):
                return t
        return STRING

    def field_name(self):
        self._fields += 1
        return f"{self.rng.choice('fF')}{self._fields}"

    def declare(self, count):
        """Named types, each made of those before it. Returns their declarations."""
        lines = []
        for i in range(count):
            roll = self.rng.random()
            if roll < 0.35:
                base = self.rng.choice(list(BASIC.values()))
                t = Type(f"N{i}", base.kind, base.bits, named=True)
                lines.append(f"type N{i} {base.text}")
            elif roll < 0.85:
                t = Type(f"S{i}", "struct", named=True)
                t.fields = self._struct_fields()
                body = "; ".join(k.text if e else f"{n} {k.text}" for n, k, e in t.fields)
                lines.append(f"type S{i} struct {{ {body} }}")
            else:
                base = self.rng.choice([slice_of(self.leaf()), array_of(self.rng.randint(1, 4), self.leaf()),
                                        map_of(self.key(), self.leaf())])
                t = Type(f"C{i}", base.kind, elem=base.elem, key=base.key, length=base.length, named=True)
                lines.append(f"type C{i} {base.text}")
            self.declared.append(t)
        return lines

    def _struct_fields(self):
        fields = []
        embeddable = [t for t in self.declared if t.kind == "struct"]
        if embeddable and self.rng.random() < 0.4:
            inner = self.rng.choice(embeddable)
            fields.append((inner.text, inner, True))
        taken = {n for n, _ in (all_fields(fields[0][1]) if fields else [])}
        for _ in range(self.rng.randint(0 if fields else 1, 4)):
            name = self.field_name()
            if name not in taken:
                fields.append((name, self.any(1), False))
        return fields
