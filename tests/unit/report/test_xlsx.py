#!/usr/bin/env python3
"""A workbook of difficult cells (xlsx_sample.c), read back."""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
import xlsx  # noqa: E402

counts = [0, 0]


def equal(name, got, want):
    counts[got != want] += 1
    if got != want:
        print(f"FAILED: {name}: got {got!r}, want {want!r}")


def sample(folder, *arguments):
    return subprocess.run([sys.argv[1], *arguments], stdout=subprocess.PIPE, check=True, env={**os.environ, "TMPDIR": folder}).stdout


WANT = [  # text, number, flag, time, date: as days since 1899-12-30
    [("s", "00123"), ("n", 0), ("b", False), ("d", 46349.354167), ("d", 46349)],
    [("s", "4006381333931000123"), ("n", 999999999999999), ("b", True)],
    [("s", "=1+1"), ("s", "1000000000000000"), ("b", True), ("d", 61), ("d", 61)],
    [("s", "_x0041_ and _x00_"), ("n", -999999999999999), ("b", False), ("s", "1900-02-28T23:59:59.999Z"), ("d", 25569)],
    [("s", "http://example.com/"), ("s", "-9223372036854775808"), ("b", False), ("d", 25569.0), ("s", "1900-02-28")],
    [("s", 'a <b> & "c" \x1d ü €'), ("n", 7), ("b", True), ("d", 2958466.0), ("d", 25570)],
    [("", None), ("n", -1), ("b", False)],
]


def rounded(row):
    return [(kind, round(value, 4) if kind in "nd" and kind else value) for kind, value in row]


def main():
    with tempfile.TemporaryDirectory() as folder:
        sheets, bold = xlsx.read(sample(folder))
        sample(folder, "abandon")
        equal("nothing is left in the folder for temporary files", os.listdir(folder), [])
    equal("sheets", [s.name for s in sheets], ["sample", "sample 2", "sample 3"])
    equal("bold first row", bold, True)
    for sheet in sheets:
        equal("heads", sheet.rows[0], [("s", n) for n in ("text", "number", "flag", "time", "date")])
        equal("frozen", sheet.frozen, ("frozen", "1"))
        equal("filters", sheet.filter, f"A1:E{len(sheet.rows)}")
        equal("formulas", sheet.formulas, 0)
    got = [row for sheet in sheets for row in sheet.rows[1:]]
    for i, want in enumerate(WANT):
        equal(f"row {i}", rounded(got[i]), rounded(want))
    equal("a long text is cut at a character", got[-1], [("s", "ü" * 16000)])
    print(f"{counts[0]} passed, {counts[1]} failed")
    sys.exit(1 if counts[1] else 0)


main()
