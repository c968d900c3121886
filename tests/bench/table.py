#!/usr/bin/env python3
"""JSON of serno-bench (--json) -> the table of docs/internals/performance.md: a row for each figure, a column for each size.
A cell is the value, behind it the share of the raw limit that was reached; a broken promise is bold.

    tests/bench/table.py FIGURES.json [MORE.json ...]     (several runs: the figure of the last one that has it)
"""
import json
import sys


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def cell(figure):
    if not figure:
        return "–"
    text = number(figure["value"])
    if "ratio" in figure:
        text += f" ({figure['ratio']:.2f})"
    return text if all(p["kept"] for p in figure["promises"]) else f"**{text}**"


def main():
    figures, names = {}, {}
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for f in json.load(file)["figures"]:
                figures[f["name"], f["units"]] = f
                names[f["name"]] = f["unit"]
    sizes = sorted({units for _, units in figures})
    print("| figure |", " | ".join(f"{size:,} units" for size in sizes), "|")
    print("| --- |", " | ".join("---" for _ in sizes), "|")
    for name, unit in names.items():
        print(f"| {name}, {unit} |", " | ".join(cell(figures.get((name, size))) for size in sizes), "|")


if len(sys.argv) < 2:
    sys.exit(__doc__)
main()
