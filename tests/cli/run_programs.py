#!/usr/bin/env python3
"""Runs tests/cli/programs/*.go through `gopherarium run`, and wrong command lines through gopherarium.

A program says at its end what must come of it: `// status: N`, `// stdout: LINE` (all lines, in order), `// stderr: TEXT`
(each is somewhere on stderr), and how it is run: `// flags: ...` before the file, `// args: ...` after it, `// stdin: LINE`.
Without the latter nothing is ever typed. Each runs live with 1, 2 and 4 Ps, and twice with --seed 7, where both runs must say
the same and leave equal recordings.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAMS = pathlib.Path(__file__).parent / "programs"
WRONG_USES = [  # arguments, exit status, a part of the one sentence on stderr
    (["run"], 2, "run needs a Go file or a folder"),
    (["run", "--sed", "7", "x.go"], 2, "run has no flag --sed"),
    (["run", "--procs", "0", "x.go"], 2, "--procs"),
    (["run", "--timeout", "soon", "x.go"], 2, "--timeout soon: a time looks like"),
    (["run", "--heap", "big", "x.go"], 2, "--heap big: a size looks like"),
    (["run", "no_such_file.go"], 1, "no_such_file.go"),
    (["vet"], 2, "FILE is required"),
    (["vet", "no_such_file.go"], 1, "no_such_file.go"),
    (["vet", "--go", "1.99", "x.go"], 2, "--go 1.99: a version looks like"),
    (["replay", "--events", "no_such_recording"], 1, "no_such_recording"),
    (["lessons", "list", "no_such_folder"], 1, "there is no folder no_such_folder"),
]


def marks(source, name):
    lead = f"// {name}:"
    return [line[len(lead):].strip() for line in source.splitlines() if line.startswith(lead)]


def run(binary, arguments, stdin=None):
    """stdin: its text; None: a pipe into which nobody writes."""
    silent = os.pipe() if stdin is None else None
    given = {"stdin": silent[0]} if silent else {"input": stdin}
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=60, **given)
    for end in silent or ():
        os.close(end)
    return done.returncode, done.stdout, done.stderr


def check_program(binary, path):
    source = path.read_text()
    words = lambda name: " ".join(marks(source, name)).split()
    status, stdout = int(marks(source, "status")[0]), marks(source, "stdout")
    stdin = "".join(line + "\n" for line in marks(source, "stdin")) or None
    failures, seeded = [], []
    for flags in (["--procs", "1"], ["--procs", "2"], ["--procs", "4"], ["--seed", "7"], ["--seed", "7"]):
        with tempfile.NamedTemporaryFile() as recording:
            recorded = ["--record", recording.name] if flags[0] == "--seed" and "endless" not in path.name else []
            got = run(binary, ["run", *flags, *recorded, *words("flags"), str(path), *words("args")], stdin)
            got += (recording.read(),)
        where = f"{path.name} {' '.join(flags)}"
        if got[0] != status:
            failures.append(f"{where}: exit status {got[0]}, not {status}; stderr: {got[2][:300]}")
        if got[1].splitlines() != stdout:
            failures.append(f"{where}: stdout {got[1].splitlines()}, not {stdout}")
        failures += [f"{where}: stderr lacks {want!r}: {got[2][:300]}" for want in marks(source, "stderr") if want not in got[2]]
        if flags[0] == "--seed":
            seeded.append(got)
    if seeded[0] != seeded[1]:
        failures.append(f"{path.name}: two runs with --seed 7 differ{' in their recordings' if seeded[0][:3] == seeded[1][:3] else ''}")
    return failures


def check_wrong_use(binary, arguments, status, sentence):
    got = run(binary, arguments, "")
    if got[0] == status and sentence in got[2] and got[2].count("\n") == 1:
        return []
    return [f"{' '.join(arguments)}: status {got[0]}, stderr {got[2]!r}; wanted {status} and one line with {sentence!r}"]


def main():
    binary = sys.argv[1]
    paths = sorted(PROGRAMS.glob("*.go"))
    assert paths, "no programs"
    failures = [f for path in paths for f in check_program(binary, path)]
    failures += [f for use in WRONG_USES for f in check_wrong_use(binary, *use)]
    print("\n".join(failures) or f"{len(paths)} programs and {len(WRONG_USES)} wrong uses end as they should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
