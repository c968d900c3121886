"""Promise 14, over HTTP: a backup that is made while scans go on restores elsewhere to the same root; a damaged one is refused.

Clients scan without a pause. Meanwhile `serno backup` copies the database again and again; each copy is restored elsewhere with
`serno restore`, while the scans still go on, and compared with what the server said: its root at that size, and every answer that was
given before the backup began. The last copy is then damaged, one byte at a time.
"""
import json
import os
import random
import subprocess
import sys
import threading
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crash"))
import lib  # noqa: E402  (found through the line above)
from lib import harness  # noqa: E402

BACKUPS = 12 if lib.LONG else 3
UNITS_BEFORE = 30_000 if lib.LONG else 6_000
FLIPS = 600 if lib.LONG else 40
CLIENTS = 4
DEADLINE_S = 120


class Shared:
    def __init__(self):
        self.changed = threading.Condition()
        self.stop = False
        self.acknowledged = {}  # event id -> seq
        self.odd = []

    def until(self, what, condition):
        with self.changed:
            lib.check(what, self.changed.wait_for(condition, DEADLINE_S), f"not within {DEADLINE_S} s")


class Client(threading.Thread):
    """Takes a unit in and moves it about."""

    def __init__(self, shared, port, token, number, rng):
        super().__init__(daemon=True)
        self.shared, self.token, self.number, self.rng = shared, token, number, rng
        self.wire = lib.Wire(port)

    def send(self, name, **members):
        answer = self.wire.post(self.token, f"/v1/commands/{name}", {"id": lib.new_id(self.rng), "product": "P", **members})
        with self.shared.changed:
            if answer.status == 201:
                self.shared.acknowledged.update((e["id"], e["seq"]) for e in answer.json["events"])
            else:
                self.shared.odd.append(f"{answer.status} {answer.body[:300]}")
                self.shared.stop = True
            self.shared.changed.notify_all()

    def run(self):
        made = 0
        while not self.shared.stop:
            made += 1
            serials = [f"{self.number}-{made}.{i}" for i in range(self.rng.choice([1, 1, 1, 20]))]
            self.send("receive", serials=serials, location="A1")
            for place in ("A2", "A1", "A2"):
                self.send("move", serial=serials[0], location=place)


def serno(*arguments):
    return subprocess.run([harness.binary(), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)


def went(name, done):
    return lib.check(name, done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:])


# ---- one backup ----

def compare(name, back, manifest, before, root):
    """The restored database is what was acknowledged, up to one moment, and nothing else."""
    stored = {str(uuid.UUID(bytes=i)): seq for i, seq in lib.query(back, "SELECT id, seq FROM event")}
    missing = [i for i, seq in before.items() if stored.get(i) != seq]
    lib.check(f"{name}: all that was acknowledged before it", not missing, missing[:5])
    harness.equal(f"{name}: as many events as it says", len(stored), manifest["events"])
    harness.equal(f"{name}: the root that the server tells of this size", manifest["root"], root)
    went(f"{name}: the ledger restored", serno("ledger", "verify", "--db", back, "--expect", f"{manifest['events']}:{root}"))
    wrong = lib.inspect(back)
    lib.check(f"{name}: its books are right", not wrong, "\n  ".join(wrong[:10]))
    return len(missing)


def back_up(server, shared, folder, number):
    """The names of copy and restored database, what the manifest says, and how much the ledger grew meanwhile."""
    copy, back = (os.path.join(folder, f"{what}{number}.db") for what in ("copy", "back"))
    with shared.changed:
        before = dict(shared.acknowledged)
    if not went("a backup under load", serno("backup", copy, "--db", server.db)):
        return None
    seen = len(shared.acknowledged)
    went("restored elsewhere while scans go on", serno("restore", copy, "--db", back))
    shared.until("scans go on", lambda: len(shared.acknowledged) > seen)
    with open(copy + ".json", encoding="utf-8") as file:
        manifest = json.load(file)
    reply = server.admin().get(f"/v1/ledger/root?size={manifest['events']}")
    harness.check_reply("the root at that size", reply, 200)
    missing = compare(f"backup {number}", back, manifest, before, reply.json["root"])
    return copy, back, manifest, missing, len(shared.acknowledged) - len(before)


# ---- damage ----

def flip(path, rng):
    """Change one bit; (where, what was there)."""
    with open(path, "r+b") as file:
        at = rng.randrange(os.path.getsize(path))
        file.seek(at)
        was = file.read(1)
        file.seek(at)
        file.write(bytes([was[0] ^ 1 << rng.randrange(8)]))
    return at, was


def put_back(path, at, was):
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(was)


def damaged(copy, folder, rng):
    """Each single byte that is changed, in the copy or in its manifest, is noticed, and nothing is made of it."""
    refused, target = 0, os.path.join(folder, "never.db")
    for number in range(FLIPS):
        path = copy + ".json" if number % 5 == 4 else copy
        at, was = flip(path, rng)
        done = serno("restore", copy, "--db", target)
        left = [name for name in os.listdir(folder) if name.startswith("never")]
        refused += done.returncode != 0 and not left
        lib.check(f"byte {at} of {os.path.basename(path)} flipped", done.returncode != 0 and not left,
                  f"exit {done.returncode}, {left}: {done.stdout[:300]}")
        put_back(path, at, was)
    went("undamaged it is restored", serno("restore", copy, "--db", target))
    return refused


def prepare(server):
    server.masters(["P"], ["A1", "A2"], [])
    admin = server.admin()
    for first in range(0, UNITS_BEFORE, 2000):
        reply = admin.post("/v1/commands/receive", {"id": str(uuid.uuid4()), "product": "P", "location": "A1",
                                                    "serials": [f"S{i}" for i in range(first, first + 2000)]})
        harness.check_reply("units before", reply, 201)


def main():
    rng = random.Random(lib.seed())
    shared, made, missing, grown = Shared(), [], 0, 0
    with lib.Server() as server:
        prepare(server)
        clients = [Client(shared, server.port, server.admin_token, i, random.Random(rng.getrandbits(64))) for i in range(CLIENTS)]
        for client in clients:
            client.start()
        shared.until("the first scans", lambda: len(shared.acknowledged) > 20)
        for number in range(BACKUPS):
            made.append(back_up(server, shared, server.folder, number))
            if made[-1] is None:
                lib.finish()
            missing, grown = missing + made[-1][3], grown + made[-1][4]
            for path in made[-2][:2] if number else []:  # the last one is enough
                os.unlink(path)
        shared.stop = True
        for client in clients:
            client.join()
        lib.check("every scan was done", not shared.odd, "\n".join(shared.odd[:5]))
        copy, back, manifest = made[-1][:3]
        stored = {i for i, in lib.query(back, "SELECT id FROM event")}
        lib.check("the comparison has teeth: what came after the last backup is missed",
                  any(uuid.UUID(i).bytes not in stored for i in shared.acknowledged))
        refused = damaged(copy, server.folder, rng)
        size = os.path.getsize(copy)
    lib.figure(f"backup under load over HTTP: {len(made)} backups of up to {size} bytes and {manifest['events']} events, each restored"
               f" to the same root while {grown} more events were acknowledged; {missing} missing")
    lib.figure(f"damaged backups: {FLIPS} single bits flipped in copy and manifest, {refused} refused with nothing left behind")
    lib.finish()


if __name__ == "__main__":
    main()
