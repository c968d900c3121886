#!/usr/bin/env python3
"""Checks that arrows between layers point down only: which #include "layer/..." each folder of src/ may have.

The build enforces the same with include paths (tools/layers.sh); this names the line, and sees headers that no C file uses.
"""
import pathlib
import re
import sys

# layer: the layers it may include, besides itself. Agreed in docs/internals/architecture.md.
BELOW = {
    "base": [],
    "gs1": ["base"],
    "domain": ["base", "gs1"],
    "store": ["base", "domain", "gs1"],
    "service": ["base", "domain", "gs1", "store"],
    "demo": ["base", "domain", "gs1", "service", "store"],
    "http": ["base"],
    "label": ["base", "domain", "gs1"],
    "print": ["base"],
    "report": ["base"],
    "api": ["base", "demo", "domain", "gs1", "http", "label", "print", "report", "service", "store"],
    "cli": ["api", "base", "demo", "domain", "gs1", "http", "label", "print", "report", "service", "store"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def complaints(path, layer):
    allowed = set(BELOW[layer]) | {layer}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        target = match.group(1).split("/")
        if target[0] == ".." or (len(target) > 1 and target[0] in BELOW and target[0] not in allowed):
            yield f'{path}:{number}: {layer} may not include "{match.group(1)}"'


def main():
    root = pathlib.Path(__file__).resolve().parents[2] / "src"
    found = []
    for layer in BELOW:
        for path in sorted((root / layer).rglob("*.[ch]")):
            found.extend(complaints(path, layer))
    unknown = [folder.name for folder in root.iterdir() if folder.is_dir() and folder.name not in BELOW]
    found.extend(f"src/{name}: no layer of this name in tools/dev/lint_layers.py" for name in unknown)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
