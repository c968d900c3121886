"""What all API tests share: the real server on a free port in a directory of its own, a small client, counted checks.

    with harness.Server() as server:          # `serno serve`, binary from the command line of the test
        admin = server.admin()                # a client signed in as admin
        operator = server.person("olga", ["operator"])
        harness.rows(admin, [
            # name, method, path, body, status, what the reply contains
            ("a product", "POST", "/v1/products", {"sku": "P1", "name": "Pump"}, 201, {"sku": "P1"}),
        ])
    harness.finish()                          # "N passed, N failed", and the exit code

A server that ends badly, or whose standard error has a word of a sanitizer, is a failed check.
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

import books

START_S = 60
STOP_S = 60
REPLY_S = 120
DETAIL_CHARS = 8000  # of a failure
LONG = os.environ.get("SERNO_LONG") == "1"

counts = {"passed": 0, "failed": 0}


# ---- checks ----

def check(name, good, detail=""):
    """One counted case; a failure says what was wrong and the test goes on."""
    counts["passed" if good else "failed"] += 1
    if not good:
        print(f"FAILED: {name}" + (f": {str(detail)[:DETAIL_CHARS]}" if detail else ""))
    return good


def equal(name, got, want):
    return check(name, got == want, f"got {got!r}, want {want!r}")


def finish():
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    sys.exit(1 if counts["failed"] else 0)


def missing_in(got, want, path=""):
    """What of want is not in got: objects may have more members, everything else is equal. '' when nothing is missing."""
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return f"{path or 'the reply'} is {got!r}, want an object"
        for key, value in want.items():
            if key not in got:
                return f"{path}.{key} is missing in {got!r}"
            missing = missing_in(got[key], value, f"{path}.{key}")
            if missing:
                return missing
        return ""
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return next(filter(None, (missing_in(g, w, f"{path}[{i}]") for i, (g, w) in enumerate(zip(got, want)))), "")
    if callable(want):
        return "" if want(got) else f"{path} is {got!r}"
    return "" if got == want else f"{path or 'the reply'} is {got!r}, want {want!r}"


def check_reply(name, reply, status, contains=None):
    """Status and content of a reply. contains: an object (members that must be there), a list of texts, or None."""
    wrong = "" if reply.status == status else f"status {reply.status}, want {status}: {reply.text[:400]}"
    if not wrong and isinstance(contains, (list, tuple)):
        wrong = next((f"no {text!r} in {reply.text[:400]!r}" for text in contains if text not in reply.text), "")
    elif not wrong and contains is not None:
        wrong = missing_in(reply.json, contains)
    return check(name, not wrong, wrong)


def rows(client, table):
    """Scenario rows (name, method, path, body, status, contains), in order; each is a check."""
    for name, method, path, body, status, contains in table:
        check_reply(name, client.request(method, path, body), status, contains)


# ---- client ----

class Reply:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body) if self.body else None


class Client:
    """One kept-alive connection; token: sent as bearer token."""

    def __init__(self, port, token=None, headers=None):
        self.port, self.token, self.headers = port, token, dict(headers or {})
        self.connection = None

    def _send(self, method, path, body, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=REPLY_S)
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        return Reply(response, response.read())

    def request(self, method, path, body=None, headers=None):
        """body: bytes or text as they are, anything else as JSON."""
        sent = dict(self.headers)
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            sent["Content-Type"] = "application/json"
        if isinstance(body, str):
            body = body.encode()
        sent.update(headers or {})
        try:
            return self._send(method, path, body, sent)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if self.connection is None:
                raise
            self.close()  # the server closed an idle connection: once more on a new one
            return self._send(method, path, body, sent)

    def get(self, path, **headers):
        return self.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, body=None, headers=None):
        return self.request("POST", path, body, headers)

    def patch(self, path, body=None, headers=None):
        return self.request("PATCH", path, body, headers)

    def delete(self, path):
        return self.request("DELETE", path)

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


# ---- server ----

def binary():
    return os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SERNO", "build/src/serno"))


def route_table():
    """The rows of the route table as the program prints them."""
    out = subprocess.run([binary(), "serve", "--routes"], check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in out.splitlines()]


class Server:
    """`serno serve` on a free port. Arguments are passed on; db: an existing database, kept afterwards. Without it, a new one: a
    file, or (books.CLUSTER) in a PostgreSQL cluster."""

    def __init__(self, *arguments, db=None):
        self.folder = tempfile.mkdtemp(prefix="serno-test-")
        self.db, self.owns_db = db or books.new_database(self.folder, binary()), not db
        self.arguments = arguments
        self.process = self.port = self.password = self.admin_token = None
        self.errors = os.path.join(self.folder, "stderr.txt")
        self.output = ""

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self.owns_db:
            books.drop(self.db)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self.output = ""
        with open(self.errors, "ab") as errors:
            self.process = subprocess.Popen([binary(), "serve", "--db", self.db, "--port", "0", *self.arguments],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)
        self.port = int(self._line_with(r"listening on https?://[^ ]*:(\d+)/"))
        told = re.search(r"one-time password (\S+)", self.output)
        if told:
            self.password = told.group(1)

    def memory_kb(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def _line_with(self, pattern):
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if select.select([self.process.stdout], [], [], deadline - time.monotonic())[0]:
                text = os.read(self.process.stdout.fileno(), 65536).decode()
                self.output += text
                found = re.search(pattern, self.output)
                if found:
                    return found.group(1)
                if not text:
                    break
        raise SystemExit(f"the server did not start: {self.output}{self.stderr()}")

    def stderr(self):
        with open(self.errors, encoding="utf-8", errors="replace") as f:
            return f.read()

    def kill(self):
        """The hard way: nothing is tidied up."""
        self.process.kill()
        self.process.wait(STOP_S)
        self.process.stdout.close()

    def stop(self):
        """The soft way; anything odd about how it ends is a failed check."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = f"none within {STOP_S} s"
            self.process.wait()
        self.process.stdout.close()
        said = self.stderr()
        odd = re.search(r"Sanitizer|runtime error:|Assertion", said)
        if code != 0 or odd:
            check("the server ends well", False, f"exit code {code}\n{said[-6000:]}")

    # People

    def client(self, token=None, headers=None):
        return Client(self.port, token, headers)

    def sign_in(self, name, password):
        reply = self.client().post("/v1/session", {"name": name, "password": password})
        assert reply.status == 201, reply.text
        return self.client(reply.json["token"])

    def admin(self):
        if self.admin_token is None:
            self.admin_token = self.sign_in("admin", self.password).token
        return self.client(self.admin_token)

    def person(self, name, roles, password=None):
        """A client in the name of a new user with these roles: with an API key, which takes no time, or, with a password, signed
        in. client.user_id and client.key_id say who that is."""
        admin = self.admin()
        user = admin.post("/v1/users", {"name": name, "roles": roles, "password": password})
        assert user.status == 201, user.text
        key = admin.post("/v1/keys", {"name": f"key of {name}", "user_id": user.json["id"]})
        assert key.status == 201, key.text
        client = self.sign_in(name, password) if password else self.client(key.json["token"])
        client.user_id, client.key_id = user.json["id"], key.json["id"]
        return client
