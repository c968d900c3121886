"""What the crash tests share, on top of tests/api/harness.py: a server that is killed and started again on the same file, a
client quick enough to keep it busy, and an inspection of the books that takes nothing from the program it checks.

The inspection reads the database past the program (tests/api/books.py). It trusts the stored event bodies only, which it hashes itself, and
asks whether everything else says the same.
"""
import collections
import hashlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "api"))
import books  # noqa: E402  (found through the line above)
import harness  # noqa: E402
from harness import LONG, check, finish  # noqa: E402,F401  (for the tests)

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
with open(os.path.join(ROOT, "spec", "lifecycle.json"), encoding="utf-8") as file:
    LIFECYCLE = json.load(file)
with open(os.path.join(ROOT, "spec", "refusals.json"), encoding="utf-8") as file:
    REFUSALS = {r["name"]: r["status"] for r in json.load(file)["refusals"]}
STATUSES = [None] + [s["name"] for s in LIFECYCLE["statuses"]]  # a database stores the position, from 1
PLACES = {s["name"]: s["place"] for s in LIFECYCLE["statuses"]}
COMMANDS = {c["name"]: {"needs": [], "may": [], **c} for c in LIFECYCLE["commands"]}


def figure(text):
    print(f"figure: {text}")


def seed():
    """Of this run: from SERNO_SEED, or a new one, which is printed so that a failure can be run again."""
    number = int(os.environ.get("SERNO_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"seed {number} (SERNO_SEED={number} runs it again)")
    return number


# ---- client ----

class Gone(Exception):
    """The connection broke: nobody knows whether the request was done."""


class Answer:
    __slots__ = ("status", "body", "replayed")

    def __init__(self, status, body, replayed):
        self.status, self.body, self.replayed = status, body, replayed

    @property
    def json(self):
        return json.loads(self.body)


def request_bytes(token, path, body, content_type="application/json", key=None):
    """A POST as it goes over the wire."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    extra = f"Idempotency-Key: {key}\r\n" if key else ""
    return (f"POST {path} HTTP/1.1\r\nHost: serno\r\nAuthorization: Bearer {token}\r\nContent-Type: {content_type}\r\n"
            f"{extra}Content-Length: {len(body)}\r\n\r\n").encode() + body


class Wire:
    """One kept-alive connection, several times quicker than http.client. All that goes wrong with it is Gone."""

    def __init__(self, port, timeout=harness.REPLY_S):
        try:
            self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        except OSError as error:
            raise Gone from error
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise Gone from error

    def _more(self):
        try:
            data = self.socket.recv(1 << 16)
        except OSError as error:
            raise Gone from error
        if not data:
            raise Gone
        self.rest += data

    def _until(self, mark):
        while mark not in self.rest:
            self._more()
        text, _, self.rest = self.rest.partition(mark)
        return text

    def _take(self, length):
        while len(self.rest) < length:
            self._more()
        data, self.rest = self.rest[:length], self.rest[length:]
        return data

    def _chunks(self):
        parts = []
        while size := int(self._until(b"\r\n"), 16):
            parts.append(self._take(size + 2)[:-2])
        self._until(b"\r\n")
        return b"".join(parts)

    def receive(self):
        lines = self._until(b"\r\n\r\n").decode("latin-1").lower().split("\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), None)
        body = self._chunks() if length is None else self._take(length)
        return Answer(int(lines[0].split(" ")[1]), body, any(line.startswith("idempotent-replayed:") for line in lines))

    def post(self, token, path, body, content_type="application/json", key=None):
        self.send(request_bytes(token, path, body, content_type, key))
        return self.receive()

    def close(self):
        self.socket.close()


def new_id(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


# ---- server ----

class Server(harness.Server):
    """A server that can be killed and started again on the same database."""

    def again(self):
        """Start after kill(); the seconds until it listened."""
        begun = time.monotonic()
        self.output = ""
        self.start()
        return time.monotonic() - begun

    def masters(self, products, locations, parties):
        """Make these: products by SKU (or with members), bins of one site, parties."""
        admin = self.admin()
        rows = [("products", p if isinstance(p, dict) else {"sku": p, "name": p}) for p in products]
        rows += [("locations", {"code": "SITE", "name": "Site", "kind": "site"})]
        rows += [("locations", l if isinstance(l, dict) else {"code": l, "name": l, "kind": "bin", "parent": "SITE"})
                 for l in locations]
        rows += [("parties", p if isinstance(p, dict) else {"code": p, "name": p, "kind": "customer"}) for p in parties]
        for path, body in rows:
            reply = admin.post(f"/v1/{path}", body)
            assert reply.status == 201, (path, body, reply.text)


def query(db, sql, *values):
    """All rows, read beside a running server or without one."""
    with books.read(db) as b:
        return b.rows(sql, *values)


def head(db):
    """PostgreSQL: up to which place no event is missing; behind it, one may still come between two. 0: there is no such bound."""
    return query(db, "SELECT size FROM ledger_head")[0][0] if books.is_postgres(db) else 0


# ---- inspection ----

def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def merkle_root(leaves):
    """RFC 6962, 2.1, as it stands there but from the bottom up."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2:]
    return level[0]


def units_of(event):
    """(unit, serial, product id, carried, extras) of an event body."""
    for name, carried in (("units", False), ("carried", True)):
        for run in event.get(name, []):
            for unit in run["units"]:
                yield unit[0], unit[1], run["product"][0], carried, unit[2] if len(unit) > 2 else {}


def _events_wrong(rows):
    """The ledger by itself: gapless, hashed as stored, and every command with all its parts side by side."""
    wrong, open_command = [], None
    for place, (seq, id_, leaf, body, units) in enumerate(rows, 1):
        event = json.loads(body)
        if seq != place:
            return wrong + [f"event {place} is missing"]
        if leaf != leaf_hash(body):
            wrong.append(f"event {seq}: its leaf is not the hash of its bytes")
        if uuid.UUID(event["id"]).bytes != id_:
            wrong.append(f"event {seq}: its id is not the one in its bytes")
        if units != sum(1 for _ in units_of(event)):
            wrong.append(f"event {seq}: it names {sum(1 for _ in units_of(event))} units, its row says {units}")
        part, parts, command = event.get("part", 1), event.get("parts", 1), event.get("command_id", event["id"])
        expected = (open_command[0], open_command[1] + 1) if open_command else (command, 1)
        if (command, part) != expected:
            wrong.append(f"event {seq}: part {part} of {command} where part {expected[1]} of {expected[0]} belongs")
        open_command = (command, part) if part < parts else None
    if open_command:
        wrong.append(f"half a command: {open_command[0]} ends with part {open_command[1]}")
    return wrong


PROJECTIONS = {  # each finds what should not be there
    "unit whose count of events is wrong":
        "SELECT u.id FROM unit u WHERE u.events <> (SELECT count(*) FROM event_unit x WHERE x.unit_id = u.id)",
    "unit whose last event is another":
        "SELECT u.id FROM unit u WHERE u.last_seq <> (SELECT coalesce(max(seq), 0) FROM event_unit x WHERE x.unit_id = u.id)",
    "unit that is not as its last event left it":
        "SELECT u.id FROM unit u JOIN event_unit x ON x.unit_id = u.id AND x.seq = u.last_seq WHERE x.status <> u.status"
        " OR x.location_id IS DISTINCT FROM u.location_id OR x.party_id IS DISTINCT FROM u.party_id",
    "stock that was not counted right":
        "SELECT * FROM (SELECT product_id, location_id, status, sum(n) AS n FROM ("
        " SELECT product_id, location_id, status, quantity AS n FROM stock UNION ALL"
        " SELECT product_id, location_id, status, -1 FROM unit WHERE location_id IS NOT NULL) AS counted"
        " GROUP BY product_id, location_id, status) AS sums WHERE n <> 0",
    "unit that is installed but in no open containment":
        "SELECT u.id FROM unit u LEFT JOIN containment c ON c.child_id = u.id AND c.to_seq IS NULL"
        " WHERE u.parent_id IS DISTINCT FROM c.parent_id",
    "unit that is not where its parent is":
        "SELECT u.id FROM unit u JOIN unit p ON p.id = u.parent_id"
        " WHERE u.location_id IS DISTINCT FROM p.location_id OR u.party_id IS DISTINCT FROM p.party_id",
    "unit in a closed location":
        "SELECT u.id FROM unit u JOIN location l ON l.id = u.location_id WHERE l.active = 0",
    "number that two units of a product bear or bore":
        "SELECT f.serial FROM former_serial f JOIN unit u ON u.serial = f.serial AND u.product_id = f.product_id"
        " WHERE u.id <> f.unit_id UNION ALL SELECT serial FROM unit GROUP BY product_id, serial HAVING count(*) > 1",
}


def inspect(db):
    """Sentences about what is wrong in the books; none: all is well. The server is not running, or nothing is being written."""
    with books.read(db) as b:
        rows = b.rows("SELECT seq, id, leaf, body, units FROM event ORDER BY seq")
        wrong = _events_wrong(rows)
        told = {(unit[0], seq) for seq, _, _, body, _ in rows for unit in units_of(json.loads(body))}
        known = set(b.rows("SELECT unit_id, seq FROM event_unit"))
        wrong += [f"unit {u}: its history lacks event {s}" for u, s in sorted(told - known)[:20]]
        wrong += [f"unit {u}: event {s} in its history does not name it" for u, s in sorted(known - told)[:20]]
        for what, sql in PROJECTIONS.items():
            found = b.rows(sql)
            if found:
                wrong.append(f"{len(found)} times a {what}: {found[:5]}")
        return wrong + b.damage()


def inspected(name, db):
    """The books are right, by our own inspection and by the program's: two checks more with `serno doctor` and `ledger verify`."""
    for command in (["doctor"], ["ledger", "verify"]):
        run = subprocess.run([harness.binary(), *command, "--db", db], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False)
        check(f"{name}: serno {' '.join(command)}", run.returncode == 0, run.stdout.decode("utf-8", "replace")[-3000:])
    wrong = inspect(db)
    check(f"{name}: the books are right", not wrong, "\n  ".join(wrong[:20]))


# ---- teeth ----

FORGERIES = {  # what a server that loses or halves things would leave behind
    "the last event lost": "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
    "an event lost": "DELETE FROM event WHERE seq = (SELECT max(seq) / 2 FROM event)",
    "a unit without its last event": "DELETE FROM event_unit WHERE (unit_id, seq) = (SELECT unit_id, seq FROM event_unit ORDER BY seq DESC LIMIT 1)",
    "stock counted twice": {engine: f"UPDATE {name} SET quantity = quantity + 1 WHERE (product_id, location_id, status) ="
                                   f" (SELECT product_id, location_id, status FROM {name} LIMIT 1)"
                            for engine, name in (("sqlite", "stock"), ("postgres", "stock_part"))},
    "a unit elsewhere": "UPDATE unit SET location_id = (SELECT max(id) FROM location WHERE active = 1 AND id <> unit.location_id)"
                        " WHERE id = (SELECT max(id) FROM unit WHERE location_id IS NOT NULL)",
    "an event edited": {"sqlite": "UPDATE event SET body = CAST(CAST(body AS TEXT) || ' ' AS BLOB) WHERE seq = 1",
                        "postgres": "UPDATE event SET body = body || '\\x20'::bytea WHERE seq = 1"},
}


def has_teeth(db):
    """The inspection finds what it is for: in a copy of these books, each forgery is noticed."""
    for name, sql in FORGERIES.items():
        with tempfile.TemporaryDirectory() as folder:
            to = books.copy(db, folder, "forged.db")
            with books.write(to) as forged:
                forged.unprotect()
                forged.change(sql)
            check(f"the inspection has teeth: {name}", inspect(to))
            books.drop(to)


def counted(names):
    """'3 a, 2 b' of a Counter, the most frequent first."""
    return ", ".join(f"{n} {name}" for name, n in collections.Counter(names).most_common())
