#!/usr/bin/env python3
"""Holds every #include of runtime/ and app/ to include_table.txt, and the table to being free of cycles."""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


def read_table():
    table = {}
    with open(os.path.join(HERE, "include_table.txt")) as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                module, _, allowed = line.partition(":")
                table[module] = allowed.split()
    return table


def cycles(table):
    """Names of modules that reach themselves."""
    def reaches(start, module, seen):
        for lower in table.get(module, []):
            if lower == start or (lower not in seen and not seen.add(lower) and reaches(start, lower, seen)):
                return True
        return False
    return [module for module in table if reaches(module, module, set())]


def module_of(path, table):
    """The longest entry of the table that is a folder above path; None for main.cpp and the like."""
    folder = os.path.dirname(path)
    while folder and folder not in table:
        folder = os.path.dirname(folder)
    return folder or None


def violations(table):
    found, files = [], 0
    for half in ("runtime", "app"):
        for folder, _, names in os.walk(os.path.join(TOP, half)):
            for name in sorted(names):
                if not name.endswith((".h", ".cpp", ".def")):
                    continue
                files += 1
                path = os.path.relpath(os.path.join(folder, name), TOP)
                module = module_of(path, table)
                if module is None:
                    if path != "app/main.cpp":
                        found.append(f"{path}: its folder is not in include_table.txt")
                    continue
                with open(os.path.join(TOP, path), encoding="utf-8") as lines:
                    for number, line in enumerate(lines, 1):
                        match = re.match(r'\s*#\s*include\s+"((?:runtime|app|tests)/[^"]+)"', line)
                        if not match:
                            continue
                        target = module_of(match.group(1), table)
                        if target != module and target not in table[module]:
                            found.append(f"{path}:{number}: {module} may not include {match.group(1)}")
    return found, files


def main():
    table = read_table()
    found, files = violations(table)
    found += [f"include_table.txt: {module} reaches itself" for module in cycles(table)]
    print("\n".join(found) or f"{files} files keep to the table")
    sys.exit(1 if found or files == 0 else 0)


if __name__ == "__main__":
    main()
