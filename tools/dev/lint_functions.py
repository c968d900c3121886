#!/usr/bin/env python3
"""Length of the functions in src/: median, share of the long ones, and each long one by name.

It leans on .clang-format: a function's body opens and closes with a brace in the first column. Fails when more than
LONG_SHARE_MAX of the functions are longer than LONG lines; a single long one is a matter of judgement.
"""
import pathlib
import re
import statistics
import sys

LONG = 70
LONG_SHARE_MAX = 0.07
NAME = re.compile(r"(\w+)\s*\(")


def functions(path):
    """Yields (lines, name, line number) of each function, counted from its first line of text to its closing brace."""
    head, start = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("{"):
            start = number
        elif line == "}" and start:
            match = NAME.search(" ".join(head))
            if match:
                yield number - start + 1 + len(head), match.group(1), start - len(head)
            head, start = [], 0
        elif not start:
            head = head + [line] if line.strip() and not line.startswith(("/", " *", "#")) else []
            if line.endswith((";", "};", "}")):
                head = []


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    found = [(lines, f"{path.relative_to(root)}:{number}: {name}")
             for path in sorted((root / "src").rglob("*.c")) for lines, name, number in functions(path)]
    if not found:
        print("  no functions yet")
        return 0
    long = sorted((row for row in found if row[0] > LONG), reverse=True)
    share = len(long) / len(found)
    median = statistics.median(lines for lines, _ in found)
    print(f"  {len(found)} functions, median {median:g} lines, {share:.1%} over {LONG} lines")
    for lines, where in long:
        print(f"  {where} has {lines} lines")
    return 1 if share > LONG_SHARE_MAX else 0


if __name__ == "__main__":
    sys.exit(main())
