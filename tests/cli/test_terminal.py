#!/usr/bin/env python3
"""What the program does only on a terminal (widths, colours, progress, hidden passwords), with much data, or with others beside it; and
what is made from its tables: completion, the man page, docs/reference/cli.md."""
import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import Books, DEADLINE_S  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
counts = {"passed": 0, "failed": 0}


def check(name, good, detail=""):
    counts["passed" if good else "failed"] += 1
    if not good:
        print(f"FAILED: {name}" + (f": {detail}" if detail else ""))


def on_terminal(books, line, columns=80, typed=(), environment=None):
    """(exit code, all that appeared) of a command line on a terminal. typed: [(what must have appeared, what is then typed)]."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(books.directory)
        os.execve("/bin/sh", ["sh", "-c", line], {**books.environment, **(environment or {})})
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    seen, typed, at = b"", list(typed), 0
    deadline = time.monotonic() + DEADLINE_S
    while select.select([fd], [], [], max(0, deadline - time.monotonic()))[0]:
        try:
            piece = os.read(fd, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        while typed and typed[0][0].encode() in seen[at:]:
            at = len(seen)
            os.write(fd, typed.pop(0)[1].encode())
    os.close(fd)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen.decode()


def without_colours(text):
    return re.sub(r"\033\[[0-9;]*m", "", text)


def tables(books):
    books.run("serno product add WIDE --name 'A product whose name is longer than any terminal is wide, so that it must be cut' "
              "--category 'Überbreite Geräte' -q && serno product add 漢字 --name 'Wide letters 漢字' -q", check=True)
    for columns in (40, 60, 80, 200):
        _, seen = on_terminal(books, "serno product list", columns)
        lines = without_colours(seen).splitlines()
        wide = [line for line in lines if len(line) + sum(c in "漢字" for c in line) > columns]
        check(f"a table fits {columns} columns", not wide and len(lines) == 3, repr(lines))
        check(f"cut texts end in an ellipsis at {columns} columns", ("…" in seen) == (columns < 200), repr(lines))
    _, seen = on_terminal(books, "serno product list")
    check("colours on a terminal", "\033[1m" in seen, repr(seen))
    _, seen = on_terminal(books, "serno product list", environment={"NO_COLOR": "1"})
    check("no colours with NO_COLOR", "\033" not in seen, repr(seen))
    _, out, _ = books.run("serno product list")
    check("no colours and nothing cut in a pipe", "\033" not in out and "…" not in out and "it must be cut" in out, repr(out))
    _, seen = on_terminal(books, "serno product list --csv; serno product show WIDE --json")
    check("no colours in CSV and JSON", "\033" not in seen and "…" not in seen, repr(seen))


def hostile(books):
    """Names cannot play with the terminal."""
    books.run("printf 'sku,name\\nEVIL,\"a\\033[2Jb\"\\n' | serno import - --kind products", check=False)
    _, out, _ = books.run("serno product list EVIL; serno product show EVIL")
    check("no escape sequence in a table", "\033" not in out, repr(out))
    code, _, err = books.run("serno product show \"$(printf 'x\\033[2Jy')\"")
    check("no escape sequence in a refusal", code and "\033" not in err, repr(err))


def passwords(books):
    asked = [("New password: ", "a long password\n"), ("Once more: ", "a long password\n")]
    code, seen = on_terminal(books, "serno user add pia --roles operator", typed=asked)
    check("a password is asked for twice", code == 0 and "Once more" in seen, repr(seen))
    check("a password is not shown while it is typed", "a long password" not in seen, repr(seen))
    asked[1] = ("Once more: ", "another password\n")
    code, seen = on_terminal(books, "serno user add paul --roles operator", typed=asked)
    check("a password that differs is refused", code == 2 and "not the same twice" in seen, repr(seen))


def bulk(books):
    """More than one command takes: parts, each with a bar, and the same again is done already."""
    books.run("serno product add BULK --name Bulk -q && serno location add HALL --kind site -q", check=True)
    key = "018f0000-0000-7000-8000-0000000000aa"
    command = f"serno do receive -p BULK --location HALL -s B000001..B250000 --id {key}"
    code, seen = on_terminal(books, command)
    check("250,000 units in three parts", code == 0 and "250000 units" in seen, repr(seen[-300:]))
    check("a progress bar on a terminal", "█" in seen and "40 %" in seen and "80 %" in seen, repr(seen[:300]))
    check("the bar is wiped away", seen.rstrip().splitlines()[-1].startswith("receive:") or "\033[K" in seen, repr(seen[-200:]))
    code, out, err = books.run(command)
    check("the same id again: all parts are done already", code == 0 and "250000 units" in out and "done already" in out, out + err)
    check("no progress bar in a pipe", "█" not in err and "%" not in err, repr(err))
    _, out, _ = books.run("serno stock -p BULK --by product --csv")
    check("nothing was done twice", out.strip().endswith(",250000"), out)
    with open(os.path.join(books.directory, "rows.csv"), "w", encoding="utf-8") as f:
        f.write("serial,product\n" + "".join(f"B{i:06d},BULK\n" for i in range(1, 150001)))
    code, out, err = books.run("serno do move --location HALL --file rows.csv")
    check("a CSV file of 150,000 rows", code == 0 and "150000 units" in out, out + err)
    with open(os.path.join(books.directory, "rows.csv"), "a", encoding="utf-8") as f:
        f.write("NOBODY,BULK\n")
    code, out, err = books.run("serno do move --location HALL --file rows.csv")
    check("a part that is refused says how to go on", code == 1 and "100000 units before these are done" in err and "--id" in err, err)
    started = time.monotonic()
    code, out, err = books.run("serno export units -p BULK --csv | wc -l")
    check("all of them exported", out.strip() == "250001", out + err)
    print(f"figure: 250,000 units exported in {time.monotonic() - started:.1f} s")
    code, out, err = books.run("serno export units -p BULK | head -n 1")
    check("an export whose reader goes away", json.loads(out)["serial"] == "B000001" and not err, out + err)


def beside(books):
    """Two commands on one database take turns."""
    books.run("serno location add YARD --kind site -q", check=True)
    line = "serno do move B000001 -p BULK --location YARD -q"
    runs = [subprocess.Popen(["sh", "-c", line], cwd=books.directory, env=books.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            for _ in range(6)]
    ends = [(p.communicate(timeout=DEADLINE_S)[0], p.returncode) for p in runs]
    check("six commands at once all succeed", all(code == 0 for _, code in ends), repr(ends))
    _, out, _ = books.run("serno unit show B000001 -p BULK --json")
    check("each of them was done", json.loads(out)["events"] == 3 + 6, out)


def completes(books, words):
    """What bash would offer behind these words; the last one is being typed."""
    script = ('source <(serno completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _serno 2>/dev/null; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", script, "bash"] + words, cwd=books.directory, env=books.environment, capture_output=True,
                          timeout=DEADLINE_S)
    return done.stdout.decode().split(), done.stderr.decode()


def completion(books):
    open(os.path.join(books.directory, "delivery.csv"), "w", encoding="utf-8").close()
    rows = [
        # words, what is among the offers, what is not
        (["serno", ""], ["serve", "do", "scan", "man"], ["receive", "--json"]),
        (["serno", "pro"], ["product"], ["do"]),
        (["serno", "product", ""], ["add", "list", "show", "edit"], ["product"]),
        (["serno", "product", "add", "--w"], ["--warranty"], ["--name"]),
        (["serno", "do", "re"], ["receive", "reserve", "return", "remove"], ["move"]),
        (["serno", "do", "inspect", "--verdict", ""], ["restock", "scrap"], ["fixed"]),
        (["serno", "do", "receive", "--pro"], ["--product"], ["--verdict"]),
        (["serno", "do", "receive", "--file", "deli"], ["delivery.csv"], []),
        (["serno", "unit", "list", "--status", "in_"], ["in_stock", "in_transit"], ["void"]),
        (["serno", "unit", "list", "--status", "in_stock,vo"], ["in_stock,void"], ["void"]),
        (["serno", "location", "add", "X", "--kind", "b"], ["bin"], ["site"]),
        (["serno", "user", "add", "mia", "--roles", "op"], ["operator"], ["manager"]),
        (["serno", "export", "units", "--lo"], ["--location", "--lot"], ["--url"]),
        (["serno", "--db", "x.db", "product", ""], ["add", "list"], ["serve"]),
        (["serno", "completion", ""], [], ["serve"]),
    ]
    for words, there, absent in rows:
        offers, error = completes(books, words)
        good = not error and all(w in offers for w in there) and not any(w in offers for w in absent)
        check("completion of " + " ".join(words), good, f"{offers} {error}")


def every_command(books):
    """Paths of all commands, from the help itself."""
    def below(path):
        _, out, _ = books.run(f"serno {path} --help")
        yield path, out
        block = re.search(r"\nCommands\n((?:  .*\n)+)", out)
        for name in re.findall(r"^  ([a-z_]+)  ", block.group(1), re.MULTILINE) if block else []:
            yield from below(f"{path} {name}".strip())
    return list(below(""))[1:]


def reference(books):
    commands = every_command(books)
    check("there are many commands", len(commands) > 80, str(len(commands)))
    without = [path for path, text in commands if not re.search(r"\nExamples?\n  (source <\()?serno ", text)]
    check("each has an example in its help", not without, str(without))
    _, man, _ = books.run("serno man")
    plain = man.replace("\\-", "-")
    absent = [path for path, _ in commands if f'"serno {path}' not in plain]
    check("each is in the man page", not absent, str(absent))
    check("a man page", man.startswith(".TH SERNO 1") and ".SH EXIT STATUS" in man and ".SH NAME" in man, man[:200])
    bad = [line for line in man.splitlines() if re.match(r"\.(?!TH|SH|SS|PP|TP|RS|RE|nf|fi|B|I)", line) or line.startswith("'")]
    check("no line is taken for a macro by mistake", not bad, str(bad[:3]))
    _, page, _ = books.run("serno man --markdown")
    path = os.path.join(ROOT, "docs", "reference", "cli.md")
    old = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
    check("docs/reference/cli.md is fresh", page == old, "run: serno man --markdown > docs/reference/cli.md")


def main():
    books = Books(os.path.abspath(sys.argv[1]), "local")
    for part in (tables, hostile, passwords, bulk, beside, completion, reference):
        part(books)
    wrong = books.close()
    check("the end", not wrong, wrong)
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    sys.exit(1 if counts["failed"] else 0)


if __name__ == "__main__":
    main()
