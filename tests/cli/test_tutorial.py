#!/usr/bin/env python3
"""Runs the pages that show how to use Serno, word for word: every ```sh block of docs/tutorial.md and of some guides.

A page is one bash session in an empty folder, in which build/src/serno is the program; it ends at the first command that fails. A
guide goes on from the books of the tutorial, as they are before GUIDES_BEGIN. A ```text block says what the sh block before it
prints: line by line, in order, with … for anything within a line and a line of only … for any number of lines. (What is not meant to
be run is fenced as `console`, `json` ...)

usage: test_tutorial.py SERNO [PAGE...]
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TUTORIAL = os.path.join(ROOT, "docs", "tutorial.md")
GUIDES = ["packages", "repair-and-returns", "scanning", "tracing-and-recall"]
GUIDES_BEGIN = "\n## One unit"
PAGE_S = 400
SAID_CHARS = 4000  # of what a block printed, in a failure
MARK = "@@@ block"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
counts = {"passed": 0, "failed": 0}


def check(name, wrong):
    counts["failed" if wrong else "passed"] += 1
    if wrong:
        print(f"FAILED: {name}: {wrong}")


def read(page):
    with open(page, encoding="utf-8") as f:
        return f.read()


def blocks_of(text):
    """[line, shell text, expected output or None] of each block that runs."""
    found = []
    for m in FENCE.finditer(text):
        if m.group(1) == "sh":
            found.append([text.count("\n", 0, m.start()) + 2, m.group(2), None])
        elif m.group(1) == "text" and found:
            found[-1][2] = m.group(2)
    return found


def words_of(line):
    """A line as a regular expression: … is anything, blanks are blanks however many."""
    return ".*?".join("[ ]+".join(map(re.escape, re.split("[ ]+", part))) for part in line.strip().split("…"))


def pattern_of(expected):
    """The same of a whole text block."""
    lines = (r"(?:[^\n]*\n)*?" if line.strip() == "…" else words_of(line) + r"[ ]*\n" for line in expected.splitlines())
    return re.compile("".join(lines))


def run_in(folder, script):
    """Exit code and all that it printed."""
    home = os.path.join(folder, "home")
    os.makedirs(os.path.join(folder, "build", "src"))
    os.mkdir(home)
    os.symlink(os.path.abspath(sys.argv[1]), os.path.join(folder, "build", "src", "serno"))
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SERNO_", "XDG_"))}
    environment.update(HOME=home, PORT="0", LC_ALL="C.UTF-8")
    process = subprocess.Popen(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=PAGE_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
    return process.returncode, out.decode("utf-8", "replace")


def run(blocks):
    """Exit code, and what each block that was begun printed. A server that a page started ends with it."""
    script = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
    script += "".join(f"printf '\\n{MARK} {i}\\n'\n{text}\n" for i, (_, text, _) in enumerate(blocks))
    folder = tempfile.mkdtemp(prefix="serno-page-")
    try:
        code, said = run_in(folder, script)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return code, re.split(rf"\n{MARK} \d+\n", said)[1:]


def verdict(block, i, code, said):
    """What is wrong with block i; None when nothing is."""
    if i >= len(said):
        return "was not reached"
    if i == len(said) - 1 and code != 0:
        return f"exit code {code}\n{said[i][-SAID_CHARS:]}"
    expected = block[2]
    if expected is not None and not pattern_of(expected).match(said[i] + "\n"):
        return f"it did not print\n{expected}but\n{said[i][:SAID_CHARS]}"
    return None


def try_page(page):
    text, before = read(page), []
    if page != TUTORIAL:
        before = blocks_of(read(TUTORIAL).split(GUIDES_BEGIN)[0])
    blocks = before + blocks_of(text)
    code, said = run(blocks)
    for i, block in enumerate(blocks):
        wrong = verdict(block, i, code, said)
        if i >= len(before) or wrong:
            check(f"{os.path.relpath(page if i >= len(before) else TUTORIAL, ROOT)}:{block[0]}", wrong)


def main():
    pages = [TUTORIAL, *(os.path.join(ROOT, "docs", "guides", f"{name}.md") for name in GUIDES)]
    for page in map(os.path.abspath, sys.argv[2:] or pages):
        try_page(page)
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
