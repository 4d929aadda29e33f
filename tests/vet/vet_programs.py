#!/usr/bin/env python3
"""Runs tests/vet/programs/*.go through `gopherarium vet`, and through the real `go vet` where Go is installed.

What must be found on a line stands on it: `// VET "regexp"` for what go vet (1.19) finds too, `// OURS "regexp"` for what
only we find; several may follow each other. Nothing else may be found. Programs are vetted as Go 1.19 unless they say
`// go: 1.NN`; those aren't compared with go vet. Every finding is followed by its lesson. go vet's findings are
compared whole, text for text, unless `// GO 1.19 DIFFERS` stands in the line.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
EXPECTED = re.compile(r'\b(VET|OURS) "((?:[^"\\]|\\.)*)"')
FINDING = re.compile(r"\./([^:]+):(\d+):(\d+): (.*)")


def expectations(source):
    """(line, kind, regexp) of each comment."""
    for number, line in enumerate(source.splitlines(), 1):
        comment = line.partition("// ")[2]
        while comment and not EXPECTED.match(comment):
            comment = comment.partition("// ")[2]
        for kind, text in EXPECTED.findall(comment):
            yield number, kind, text.replace(r'\"', '"')


def findings(stderr):
    return [(int(m[2]), int(m[3]), m[4]) for m in map(FINDING.fullmatch, stderr.splitlines()) if m]


def vet(command, path):
    done = subprocess.run([*command, path.name], cwd=path.parent, capture_output=True, text=True, timeout=300)
    return done.returncode, findings(done.stderr), done.stderr


def check_expectations(path, source, found):
    failures, rest = [], list(found)
    for line, kind, text in expectations(source):
        match = next((f for f in rest if f[0] == line and re.search(text, f[2])), None)
        if match:
            rest.remove(match)
        else:
            at = [f[2] for f in found if f[0] == line]
            failures.append(f"{path.name}:{line}: nothing like {text!r} found, but {at}")
    return failures + [f"{path.name}:{f[0]}:{f[1]}: {f[2]!r} is not expected" for f in rest]


def check_lessons(path, stderr):
    lines = stderr.splitlines()
    failures = [f"{path.name}: no lesson behind {a!r}" for a, b in zip(lines, lines[1:] + [""])
                if FINDING.fullmatch(a) and not b.startswith("    lesson: ")]
    return failures


def check_go(path, source, ours, go):
    """Everything go vet finds we find in the same words at the same place, and nothing more but where OURS stands."""
    theirs = go[1]
    lines = source.splitlines()
    differs = {n for n, line in enumerate(lines, 1) if "GO 1.19 DIFFERS" in line}
    extra = {n for n, kind, _ in expectations(source) if kind == "OURS"}
    failures = [f"{path.name}:{f[0]}:{f[1]}: go vet says {f[2]!r}, we don't" for f in theirs if f not in ours and f[0] not in differs]
    return failures + [f"{path.name}:{f[0]}:{f[1]}: we say {f[2]!r}, go vet doesn't" for f in ours
                       if f not in theirs and f[0] not in extra | differs]


def check_program(binary, path):
    source = path.read_text()
    version = next((line.split()[2] for line in source.splitlines() if line.startswith("// go: 1.")), None)
    status, found, stderr = vet([binary, "vet", "--go", version or "1.19"], path)
    failures = check_expectations(path, source, found) + check_lessons(path, stderr)
    if status != (1 if found else 0):
        failures.append(f"{path.name}: exit status {status} with {len(found)} findings: {stderr[:300]}")
    if not version and shutil.which("go"):
        failures += check_go(path, source, found, vet(["go", "vet"], path))
    return failures


def check_broken(binary):
    """What does not compile is said as the compiler says it, behind "vet: ", and nothing is vetted."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "broken.go"
        path.write_text("package main\n\nfunc main() {\n\tx := 1\n\tvar y int\n\ty = y\n}\n")
        status, _, stderr = vet([binary, "vet"], path)
    want = "# command-line-arguments\nvet: ./broken.go:4:2: declared and not used: x\n"
    return [] if (status, stderr) == (1, want) else [f"broken.go: status {status}, {stderr!r}"]


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    paths = sorted((HERE / "programs").glob("*.go"))
    assert paths, "no programs"
    failures = [f for path in paths for f in check_program(binary, path)] + check_broken(binary)
    print("\n".join(failures) or f"{len(paths)} programs are vetted as they say")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
