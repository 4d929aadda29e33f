#!/usr/bin/env python3
"""Typical mistakes of students, and what gc says to them: every message and place must be the same.

    gc_errors.py GOPHERARIUM [--record]

gc_errors.txt has the programs, each followed by what Go 1.19 said, and a last one with what Go 1.23 says. Where Go 1.19 is
installed, --record asks it anew.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = os.path.join(HERE, "gc_errors.txt")


def cases():
    """Name, language version, program and messages."""
    for part in open(TEXTS).read().split("\n=== ")[1:]:
        head, rest = part.split("\n", 1)
        program, messages = rest.split("\n--- messages\n")
        name, version = head.split()
        yield name, version, program + "\n", messages.strip("\n")


def said(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    return (done.stdout + done.stderr).strip("\n")


def record(folder):
    made = [open(TEXTS).read().split("\n=== ")[0]]
    for name, version, program, messages in cases():
        with open(os.path.join(folder, name + ".go"), "w") as file:
            file.write(program)
        if version == "1.19":
            messages = said(["go", "build", "-gcflags=-e", "-o", os.path.join(folder, "made"), f"./{name}.go"], folder)
        made.append(f"{name} {version}\n{program}--- messages\n{messages}\n")
    with open(TEXTS, "w") as file:
        file.write("\n=== ".join(made))


def main():
    failures = count = 0
    with tempfile.TemporaryDirectory() as folder:
        if "--record" in sys.argv:
            return record(folder)
        for name, version, program, messages in cases():
            count += 1
            with open(os.path.join(folder, name + ".go"), "w") as file:
                file.write(program)
            got = said([os.path.abspath(sys.argv[1]), "run", "--go", version, "-e", f"{name}.go"], folder)
            if got == messages:
                continue
            failures += 1
            print(f"{name}:")
            for line in sorted(set(messages.split("\n")) ^ set(got.split("\n"))):
                print("  missing" if line in messages else "  not gc's", line)
    print(f"{count} programs, {failures} with messages that aren't gc's")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
