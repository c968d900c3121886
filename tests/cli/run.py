#!/usr/bin/env python3
"""Runs the scripts in tests/cli/golden against the real program and compares every word it says.

A script is a text file:

    # What it shows.                      comments, kept as they are
    # only: local                         (or: server, bare) otherwise it runs twice, see below
    $ serno product show NOPE             a command line for sh
    2| serno: There is no such thing.     standard error, then standard output, as they came
    [3]                                   the exit code, when it is not 0

It runs in an empty directory with books that are new: once on the database itself (local) and once through a server, as a user of the
same name, and both must say the same. `bare` scripts get no books at all. What differs from run to run (ids, times, tokens,
hashes, ports) is replaced by <id>, yyyy-mm-dd hh:mm and so on.

usage: run.py SERNO [--update] [NAME...]      --update writes down what the program says now
"""
import http.client
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "golden")
ME = "local:tester"
DEADLINE_S = 120

PLACEHOLDERS = [
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\bsn[ks]_[A-Za-z0-9_-]{43}"), "<token>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<hash>"),
    (re.compile(r"\b[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}\b"), "<password>"),
    (re.compile(r"\bprocess \d+"), "process <pid>"),
    (re.compile(r"\b127\.0\.0\.1:\d+"), "127.0.0.1:<port>"),
    (re.compile(r"\b[0-9]+ bytes\b"), "<n> bytes"),
]
NOW = [time.strftime("%Y-%m-%d", time.gmtime(time.time() + day * 86400)) for day in (-1, 0, 1)]
PLACEHOLDERS += [(re.compile(rf"\b(?:{'|'.join(NOW)})T\d\d:\d\d:\d\d\.\d\d\dZ"), "<instant>"),
                 (re.compile(rf"\b(?:{'|'.join(NOW)}) \d\d:\d\d\b"), "yyyy-mm-dd hh:mm")]


def plain(text, directory):
    text = text.replace(directory, "<dir>")
    for pattern, word in PLACEHOLDERS:
        text = pattern.sub(word, text)
    return text


# ---- books ----

class Books:
    """A directory with a new database: the commands' environment says where it is."""

    def __init__(self, serno, transport):
        self.serno, self.transport, self.process = serno, transport, None
        self.directory = tempfile.mkdtemp(prefix="serno-cli-")
        bin_directory = os.path.join(self.directory, ".bin")
        os.mkdir(bin_directory)
        os.symlink(serno, os.path.join(bin_directory, "serno"))
        keep = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        self.environment = {**keep, "PATH": bin_directory + ":/usr/bin:/bin", "HOME": os.path.join(self.directory, ".home"),
                            "LOGNAME": ME.split(":")[1], "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        if transport == "local":
            self.run("serno init --db .books.db", check=True)
            self.environment["SERNO_DB"] = ".books.db"
        elif transport == "server":
            self.serve()

    def run(self, line, check=False):
        done = subprocess.run(["sh", "-c", line], cwd=self.directory, env=self.environment, capture_output=True, timeout=DEADLINE_S)
        out, err = done.stdout.decode(), done.stderr.decode()
        if check and done.returncode:
            raise RuntimeError(f"{line}: {err}")
        return done.returncode, out, err

    def serve(self):
        self.log = open(os.path.join(self.directory, ".server.log"), "wb")
        self.process = subprocess.Popen([self.serno, "serve", "--db", ".books.db", "--port", "0"], cwd=self.directory,
                                        env=self.environment, stdout=subprocess.PIPE, stderr=self.log, bufsize=0)
        password, port = None, None
        deadline = time.monotonic() + DEADLINE_S
        while port is None:
            if not select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                raise RuntimeError("the server does not start")
            line = self.process.stdout.readline().decode()
            if not line:
                raise RuntimeError("the server ended: " + open(self.log.name, encoding="utf-8").read())
            found = re.search(r"one-time password (\S+)", line)
            password = found.group(1) if found else password
            found = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
            port = int(found.group(1)) if found else None
        admin = self.ask(port, "POST", "/v1/session", {"name": "admin", "password": password})["token"]
        self.ask(port, "POST", "/v1/users", {"name": ME, "password": "a long secret", "roles": ["admin"]}, admin)
        token = self.ask(port, "POST", "/v1/session", {"name": ME, "password": "a long secret"})["token"]
        self.environment["SERNO_URL"] = f"http://127.0.0.1:{port}"
        self.environment["SERNO_TOKEN"] = token

    @staticmethod
    def ask(port, method, path, body, token=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_S)
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = "Bearer " + token
        connection.request(method, path, json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text!r}")
        return json.loads(text)

    def close(self):
        """What went wrong with the server, or ''."""
        wrong = ""
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            code = self.process.wait(DEADLINE_S)
            self.process.stdout.close()
            self.log.close()
            said = open(self.log.name, encoding="utf-8", errors="replace").read()
            if code or "ERROR:" in said or "runtime error" in said:
                wrong = f"the server ended with {code}:\n{said}"
        shutil.rmtree(self.directory)
        return wrong


# ---- scripts ----

def read_script(path):
    """[(comment lines, command line or None, expected text)]"""
    steps, comments = [], []
    with open(path, encoding="utf-8") as f:
        for line in f.read().split("\n")[:-1]:
            if line.startswith("$ "):
                steps.append([comments, line[2:], ""])
                comments = []
            elif line.startswith("#"):
                comments.append(line)
            elif steps:
                steps[-1][2] += line + "\n"
    return steps, comments


def rendered(code, out, err, directory):
    text = ""
    for line in plain(err, directory).splitlines():
        text += ("2| " + line).rstrip() + "\n"
    for line in plain(out, directory).splitlines():
        text += ("\\" if line[:1] in "$#[\\2" and re.match(r"\$ |#|\[|\\|2\| ", line) else "") + line + "\n"
    return text + (f"[{code}]\n" if code else "")


def difference(want, got):
    lines = []
    want, got = want.splitlines(), got.splitlines()
    for i in range(max(len(want), len(got))):
        w, g = want[i] if i < len(want) else "(nothing)", got[i] if i < len(got) else "(nothing)"
        lines += [f"    want {w}", f"    got  {g}"] if w != g else [f"         {w}"]
    return "\n".join(lines)


def transports(steps):
    comments = steps[0][0] if steps else []
    only = next((c.split(":", 1)[1].strip() for c in comments if c.startswith("# only:")), "local server")
    return only.split()


def run_script(serno, path, transport, update):
    """(passed, failed) of its steps."""
    steps, tail = read_script(path)
    books = Books(serno, transport)
    passed = failed = 0
    text = ""
    for comments, line, want in steps:
        try:
            got = rendered(*books.run(line), books.directory)
        except subprocess.TimeoutExpired:
            got = "(it does not end)\n"
        text += "".join(c + "\n" for c in comments) + f"$ {line}\n" + got
        if got == want or update:
            passed += 1
        else:
            failed += 1
            print(f"FAILED: {os.path.basename(path)} ({transport}): {line}\n{difference(want, got)}")
    wrong = books.close()
    if wrong:
        failed += 1
        print(f"FAILED: {os.path.basename(path)} ({transport}): {wrong}")
    if update:
        with open(path, "w", encoding="utf-8") as f:
            f.write(text + "".join(c + "\n" for c in tail))
    return passed, failed


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    update = "--update" in sys.argv
    serno, names = os.path.abspath(arguments[0]), arguments[1:]
    passed = failed = 0
    for name in sorted(os.listdir(GOLDEN)):
        if not name.endswith(".txt") or (names and name[:-4] not in names):
            continue
        path = os.path.join(GOLDEN, name)
        for i, transport in enumerate(transports(read_script(path)[0])):
            p, f = run_script(serno, path, transport, update and i == 0)
            passed, failed = passed + p, failed + f
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
