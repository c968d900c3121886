#!/usr/bin/env python3
"""Sums up what `meson test` ran, for ./dev test: logs of the failing tests, one line per suite, one closing line.

A meson test is one program with many cases. Cases are counted where the program says how many it had (cmocka's
"[  PASSED  ] N test(s)." and "[  FAILED  ] N test(s)", a line "N passed, N failed" of our Python tests, node:test's "# pass N",
Vitest's "Tests  N passed (N)"); any other program is one case. A program that ends badly counts one failure at least, whatever it printed before. Lines that a
program begins with "figure: " (what a promise measured) are repeated.

usage: summary.py [--broken STEP]... [BUILD-DIRECTORY]...
       meson introspect --tests DIR | summary.py --select PATTERN...     names of the tests a PATTERN fits
"""
import json
import os
import re
import sys
from collections import defaultdict

CMOCKA = re.compile(r"\[  (PASSED|FAILED|SKIPPED) +\] (\d+) test\(s\)")
CLOSING = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)
TAP = re.compile(r"^# (pass|fail|cancelled|skipped) (\d+)$", re.MULTILINE)
VITEST = re.compile(r"^ *Tests  (?:(\d+) failed)?(?: \| )?(?:(\d+) passed)?(?: \| (\d+) skipped)? \(\d+\)$", re.MULTILINE)
FIGURE = re.compile(r"^figure: (.*)$", re.MULTILINE)
TAP_VERDICTS = {"pass": "PASSED", "fail": "FAILED", "cancelled": "FAILED", "skipped": "SKIPPED"}
LOG_LINES_MAX = 200


class Count:
    """Cases of one or more programs."""

    def __init__(self, passed=0, failed=0, skipped=0):
        self.passed, self.failed, self.skipped = passed, failed, skipped

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


def cases_told(text):
    """The cases a program tells of in its output; None when it tells nothing."""
    closing = CLOSING.findall(text)
    if closing:
        return Count(*(int(number or 0) for number in closing[-1]))
    vitest = VITEST.search(text)
    if vitest:
        failed, passed, skipped = (int(number or 0) for number in vitest.groups())
        return Count(passed, failed, skipped)
    groups = CMOCKA.findall(text) + [(TAP_VERDICTS[verdict], number) for verdict, number in TAP.findall(text)]
    if not groups:
        return None
    told = defaultdict(int)
    for verdict, number in groups:
        told[verdict] += int(number)
    return Count(told["PASSED"], told["FAILED"], told["SKIPPED"])


def output_of(row):
    return row.get("stdout", "") + "\n" + row.get("stderr", "")


def count_program(row):
    """Cases of one row of testlog.json."""
    result = row["result"]
    if result == "SKIP":
        return Count(skipped=1)
    told = cases_told(output_of(row))
    if result in ("OK", "EXPECTEDFAIL"):
        return told or Count(passed=1)
    told = told or Count()
    told.failed = max(told.failed, 1)
    return told


def suite_of(row):
    """The first suite of a row: its name reads "serno:unit / str", or "str" when it is in no suite."""
    before, found, _ = row["name"].partition(" / ")
    return before.split(":")[-1].split("+")[0] if found else "other"


def show_log(row, build):
    print(f"\n==== {row['name']} ({build}): {row['result']}, exit {row['returncode']}, {row['duration']:.1f} s")
    lines = output_of(row).splitlines()
    if len(lines) > LOG_LINES_MAX:
        print(f"    ... {len(lines) - LOG_LINES_MAX} lines more in {build}/meson-logs/testlog.txt")
    for line in lines[-LOG_LINES_MAX:]:
        print("    " + line)


def rows_of(build):
    path = os.path.join(build, "meson-logs", "testlog.json")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", errors="replace") as log:
        return [json.loads(line) for line in log if line.strip()]


def count_build(build, suites, figures):
    total, seconds = Count(), defaultdict(float)
    for row in rows_of(build):
        count = count_program(row)
        if count.failed:
            show_log(row, build)
        figures += [f"{row['name']}: {text}" for text in FIGURE.findall(output_of(row))]
        total.add(count)
        suites[build, suite_of(row)].add(count)
        seconds[build, suite_of(row)] += row["duration"]
    return total, seconds


def summarise(builds, broken):
    total, suites, seconds, figures = Count(), defaultdict(Count), {}, []
    for build in builds:
        count, spent = count_build(build, suites, figures)
        total.add(count)
        seconds.update(spent)
    print()
    for figure in figures:
        print(f"  {figure}")
    for (build, suite), count in suites.items():
        # Indented, so that the closing line below stays the only one of its form.
        print(f"  {build:<12} {suite:<8} {seconds[build, suite]:7.1f} s  {count}")
    for step in broken:
        print(f"  {step:<12} does not build")
    total.failed += len(broken)
    if total.skipped:
        print(f"  {total.skipped} skipped: each is about the other engine, and runs there or has nothing to look at")
    print(f"{total.passed} passed, {total.failed} failed")
    return 0 if total.failed == 0 and total.passed > 0 else 1


def select(patterns):
    for test in json.load(sys.stdin):
        words = " ".join(test["suite"]) + " " + test["name"]
        if any(pattern in words for pattern in patterns):
            print(test["name"])


def main(arguments):
    if arguments[:1] == ["--select"]:
        select(arguments[1:])
        return 0
    builds, broken = [], []
    words = iter(arguments)
    for word in words:
        if word == "--broken":
            broken.append(next(words))
        else:
            builds.append(word)
    return summarise(builds, broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
